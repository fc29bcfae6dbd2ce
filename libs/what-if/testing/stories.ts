/**
 * Stories for this folder's tests: what random ones seldom or never reach, told step by step, each under the office
 * whose rules know it.
 */
import {
  admitted,
  answeredBy,
  agreed,
  caseUnder,
  consented,
  excluded,
  on,
  part,
  profiles,
  received,
  referredToBoth,
  sent,
  Story,
  type Line,
} from '../../complaints/testing/given.js';
import { wander } from '../../complaints/testing/wandering.js';

export const offices = ['koebenhavn@1', 'horsens@1', 'odense@1'] as const;

export const tell = (profile: string, ...lines: readonly Line[]): Story =>
  Story.under(profiles.get(profile)!).tell(lines);
export const profile = (id: string) => profiles.get(id)!;

/** Random stories of all three offices, the same for the same number. */
export const wandered = (seeds: number, steps = 60): readonly Story[] =>
  offices.flatMap((office) => Array.from({ length: seeds }, (_, seed) => wander(seed + 1, office, steps)));

const criteria = { citizenBenefit: 'high', improvement: 'medium', overall: 'justified' } as const;
const mediation: readonly Line[] = [
  sent('OfferMediation'),
  sent('AnswerMediationOffer', { by: 'citizen', accepted: true }),
  sent('AnswerMediationOffer', { by: 'department', accepted: true }),
  sent('StartMediation'),
];

export const seldom = (): readonly Story[] => [
  tell('odense@1', sent('ReceiveInquiry', { channel: 'sms' })),
  tell('horsens@1', received, sent('GiveGuidance', { codes: ['dialogue'] }), sent('EndWithoutCase')),
  tell(
    'koebenhavn@1',
    ...caseUnder('koebenhavn@1'),
    sent('StartEarlyResolution', { mode: 'flexible' }),
    sent('SwitchMode', { mode: 'written' }),
  ),
  tell(
    'koebenhavn@1',
    sent('OpenOwnInitiative', { topic: 'delay', department: 'jobcenter', criteria, title: 'Ventetider' }),
    sent('HearDepartment', { department: 'jobcenter', statement: 'Det er målt.' }),
    sent('RecordOutcome', { part: 'A', outcome: 'noCriticism', grounds: 'Fristerne holder.' }),
    sent('Conclude'),
  ),
  tell(
    'horsens@1',
    ...caseUnder('horsens@1'),
    consented('shareName', ['jobcenter']),
    consented('closerExamination', ['jobcenter']),
    referredToBoth,
    on('2026-04-01'),
    sent('RecordNoAnswer'),
    consented('closerExamination', ['jobcenter']),
    sent('WithdrawConsent', { channel: 'phone', purpose: 'shareName' }),
    sent('WithdrawConsent', { channel: 'letter', purpose: 'closerExamination' }),
  ),
  tell('horsens@1', received, part('jobcenter'), excluded('A'), sent('DirectElsewhere', { body: 'ombudsmanden' })),
  tell(
    'horsens@1',
    received,
    part('jobcenter', { eventEnd: '2024-01-31' }),
    sent('AssessRemit', { part: 'A', admissible: false, ground: 'tooOld', guidance: ['howToComplain'] }),
    sent('RejectInquiry'),
  ),
  tell(
    'horsens@1',
    ...caseUnder('horsens@1'),
    referredToBoth,
    answeredBy('jobcenter'),
    answeredBy('borgerservice'),
    consented('moreQuestions', ['jobcenter']),
    sent('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }),
    sent('WithdrawConsent', { channel: 'phone', purpose: 'moreQuestions' }),
  ),
  tell(
    'horsens@1',
    received,
    sent('RecordSuggestion', { topic: 'delay', department: 'jobcenter' }),
    sent('ForwardSuggestion', { withName: false }),
    sent('CorrectRecord', { revision: 0, fields: { channel: 'counter' }, reason: 'typing' }),
  ),
  tell(
    'koebenhavn@1',
    received,
    part('jobcenter'),
    admitted('A'),
    sent('CompleteIntake'),
    sent('GuideBack', { offered: ['dialogueHelp'] }),
  ),
  tell(
    'koebenhavn@1',
    sent('OpenOwnInitiative', { topic: 'delay', department: 'jobcenter', criteria, title: 'Breve, der bliver væk' }),
    sent('HearDepartment', { department: 'jobcenter', statement: 'Arbejdsgangen er ændret.' }),
    sent('RecordOutcome', { part: 'A', outcome: 'recommendation', grounds: 'Notatpligten.' }),
    sent('Conclude'),
    sent('RecordDepartmentPosition', { part: 'A', position: 'declined', reason: 'Der er ikke råd.' }),
  ),
  tell(
    'koebenhavn@1',
    ...caseUnder('koebenhavn@1'),
    sent('StartEarlyResolution', { mode: 'written' }),
    sent('SwitchMode', { mode: 'flexible' }),
    sent('ProposeSettlement', { terms: 'Et møde.', compromisesRights: false }),
    sent('AcceptSettlement', { by: 'citizen' }),
    sent('AcceptSettlement', { by: 'department' }),
  ),
  tell(
    'odense@1',
    ...caseUnder('odense@1'),
    ...mediation,
    sent('EndMediation', { agreement: false, terms: 'Ingen.' }),
    ...mediation,
    sent('EndMediation', { agreement: true, terms: 'En ny samtale.', compromisesRights: false }),
  ),
  tell(
    'odense@1',
    ...caseUnder('odense@1'),
    referredToBoth,
    ...mediation,
    answeredBy('jobcenter'),
    answeredBy('borgerservice'),
    sent('EndMediation', { agreement: false }),
  ),
  tell(
    'horsens@1',
    ...caseUnder('horsens@1'),
    referredToBoth,
    sent('FileDocument', {
      title: 'Et brev',
      direction: 'in',
      date: '2026-03-02',
      content: Buffer.from('Brevets ord').toString('base64'),
    }),
    sent('RequestErasure', { of: 'document', document: '8-1' }),
    sent('DecideErasure', { request: 'E1', decision: 'granted', basis: 'misfiled' }),
    sent('WithdrawComplaint'),
    on('2031-06-02'),
    sent('RequestErasure', { of: 'case' }),
    sent('DecideErasure', { request: 'E2', decision: 'granted', basis: 'noBasisToKeep' }),
  ),
  tell(
    'horsens@1',
    received,
    part('jobcenter'),
    admitted('A'),
    agreed,
    sent('RegisterCase', {
      complainant: { name: 'Gudrun Opdigtsen', cpr: '000000-0000' },
      summary: 'Ingen ringer tilbage.',
      representative: { name: 'Ib Opdigtsen', authority: 'guardian' },
    }),
    consented('shareName', ['jobcenter'], '2026-01-01', '2026-02-01'),
    sent('SendReply', { channel: 'digitalPost', sensitive: true, text: 'Kære Gudrun' }),
    sent('WithdrawComplaint'),
    on('2031-06-02'),
    sent('ShredKeys'),
  ),
  tell('horsens@1', ...caseUnder('horsens@1'), excluded('A'), excluded('B')),
  tell('odense@1', sent('RecordActivity', { kind: 'teaching', on: '2026-02-12' })),
  tell(
    'odense@1',
    ...caseUnder('odense@1'),
    sent('LinkCase', { to: '7d0f6c1e-2f52-4b7c-9a55-0d5f0c3f7f11', kind: 'related' }),
    sent('UnlinkCase', { to: '7d0f6c1e-2f52-4b7c-9a55-0d5f0c3f7f11', kind: 'related' }),
    sent('AddParty', { role: 'representative', name: 'Ib Opdigtsen', authority: 'guardian', lettersTo: true }),
    sent('UpdateParty', { party: 'C1', name: 'Gudrun Opdigtsen', reason: 'misspelt' }),
    sent('EndParty', { party: 'P1', reason: 'authorityWithdrawn' }),
    sent('RecordRecommendation', { to: 'department', department: 'jobcenter', text: 'Skriv kortere', from: ['A'] }),
    sent('RecordRecommendationStatus', { recommendation: 'H1', status: 'accepted' }),
  ),
  tell(
    'horsens@1',
    ...caseUnder('horsens@1'),
    referredToBoth,
    answeredBy('jobcenter'),
    answeredBy('borgerservice'),
    sent('RequestCloserLook'),
    consented('closerExamination', ['jobcenter']),
    sent('WithdrawConsent', { channel: 'phone' }),
    sent('NotifyCitizen', { about: 'status' }),
    sent('CloseCase'),
  ),
  tell(
    'horsens@1',
    ...caseUnder('horsens@1'),
    sent('WithdrawPart', { part: 'A' }),
    sent('WithdrawPart', { part: 'B' }),
    sent('ReopenCase', { reason: 'newPart' }),
    sent('DiscontinueCase', { reason: 'unreachable' }),
  ),
  tell(
    'horsens@1',
    received,
    sent('RecordSuggestion', {
      topic: 'letterLanguage',
      department: 'borgerservice',
      text: 'Skriv kortere',
      namesNobody: true,
    }),
    sent('ForwardSuggestion', { withName: false }),
    sent('RecordSuggestionPosition', { suggestion: 'S1', position: 'adopted', text: 'Det gør vi' }),
  ),
  tell(
    'odense@1',
    ...caseUnder('odense@1'),
    sent('RecordSuggestion', { topic: 'delay', department: 'jobcenter', text: 'Ring, før I aflyser' }),
    sent('ForwardSuggestion', { withName: false }),
    sent('RecordSuggestionPosition', { suggestion: 'S1', position: 'noted' }),
  ),
  tell(
    'horsens@1',
    ...caseUnder('horsens@1'),
    referredToBoth,
    sent('RequestExtension', { department: 'jobcenter', due: '2026-03-23', text: 'Mange er syge' }),
    sent('DeclineExtension', { department: 'jobcenter', text: 'Det haster' }),
    sent('ExtendDeadline', { kind: 'departmentAnswer', department: 'jobcenter', due: '2026-03-23', reason: 'illness' }),
  ),
  tell(
    'koebenhavn@1',
    sent('OpenOwnInitiative', { topic: 'delay', department: 'jobcenter', criteria, title: 'Ventetider' }),
    sent('RequestHearing', { department: 'jobcenter', about: 'Hvad er grunden?' }),
    sent('ExtendDeadline', { kind: 'hearing', department: 'jobcenter', due: '2026-03-23', reason: 'illness' }),
    on('2026-03-24'),
    sent('Remind', { department: 'jobcenter', sentOn: '2026-03-02', request: 'Q1' }),
    sent('RequestReview', { of: 'outcome', to: 'asta' }),
    sent('RecordReview', { verdict: 'changes', text: 'Grundene mangler.' }, { sub: 'asta' }),
  ),
  ...(
    [
      [sent('DeclineReferral', { department: 'jobcenter', suggested: 'borgerservice', text: 'Det er ikke os' })],
      [answeredBy('borgerservice')],
      [sent('RecallReferral', { department: 'borgerservice', reason: 'duplicate' })],
    ] as const
  ).map((lines) =>
    tell(
      'horsens@1',
      ...caseUnder('horsens@1'),
      sent('Acknowledge'),
      referredToBoth,
      ...lines,
      sent('RecallReferral', { department: 'jobcenter', reason: 'wrongDepartment' }),
    ),
  ),
];

// The bodies that are tried for each transition where a complaint stands: enough for every target and every refusal
// that the oracle names.
import { commandNames, type CommandName, type Commands } from '../../libs/complaints/steps/steps.js';
import { askedByLetter } from '../../libs/case/awaited.js';
import { admissibleParts } from '../../libs/case/case-state.js';
import { type Story } from '../../libs/complaints/testing/given.js';
import { addMonths } from '../../libs/policy/calendar.js';
import { criteria, linkedCase, notJustified } from './scenes.js';

/** The last one named or added: scenes end it. */
const someParty = ({ caseState }: Story) => caseState.parties.at(-1)?.id ?? 'C1';
type Bodies = { readonly [Name in CommandName]: (story: Story) => readonly Commands[Name][] };
const only =
  <Body>(...bodies: readonly Body[]) =>
  () =>
    bodies;
const partIds = ({ caseState }: Story): readonly string[] =>
  caseState.parts.length > 0 ? caseState.parts.map(({ id }) => id) : ['A'];
const referrals = (story: Story, ids: readonly string[]) => {
  const department = (id: string) => story.caseState.parts.find((part) => part.id === id)?.department ?? 'jobcenter';
  return [...new Set(ids.map(department))].map((name) => ({
    department: name,
    parts: ids.filter((id) => department(id) === name),
  }));
};
const subsets = (story: Story): readonly (readonly string[])[] => {
  const admissible = admissibleParts(story.caseState).map(({ id }) => id);
  return [
    ...new Map(
      [admissible, partIds(story), ...partIds(story).map((id) => [id])]
        .filter((ids) => ids.length > 0)
        .map((ids) => [ids.join(), ids] as const),
    ).values(),
  ];
};
const scopes = (story: Story) => [
  ...[[], ...subsets(story)].map((scope) => ({ scope, criteria })),
  { scope: partIds(story).slice(0, 1), criteria: notJustified },
];
/** The last event that moved, those that were undone left aside. */
export function lastMove(events: Story['events']): Story['events'][number] | undefined {
  const moves: Story['events'][number][] = [];
  for (const event of events)
    if (event.type === 'StepRetracted') moves.pop();
    else if (event.from !== event.to) moves.push(event);
  return moves.at(-1);
}
const sides = ['citizen', 'department'] as const;
/** Of all that departments were asked. */
function reminders({ caseState, today }: Story): readonly Commands['Remind'][] {
  const asked = [
    ...caseState.referrals.map(({ department, sentOn }) => ({ department, sentOn })),
    ...askedByLetter(caseState).map(({ id: request, department, asked: { sentOn } }) => ({
      department,
      sentOn,
      request,
    })),
  ];
  return asked.length > 0 ? asked : [{ department: 'jobcenter', sentOn: today }];
}

const bodies: Bodies = {
  ReceiveInquiry: only(
    { channel: 'phone' },
    { channel: 'sms' },
    { channel: 'letter', complainantType: 'company', receivedOn: '2026-02-02' },
  ),
  RecordPart: only(
    { topic: 'delay', department: 'jobcenter' },
    { topic: 'delay', department: 'jobcenter', eventEnd: '2020-01-31' },
  ),
  AssessRemit: (story) =>
    partIds(story).flatMap((part) => [
      { part, admissible: true },
      ...(['content', 'political', 'serviceLevel', 'employment', 'courts'] as const).map((ground) => ({
        part,
        admissible: false,
        ground,
        guidance: ['whereToComplain'] as const,
        body: 'ombudsmanden' as const,
      })),
      { part, admissible: false, ground: 'courts', guidance: [], body: 'domstolene', brought: true },
      { part, admissible: false, ground: 'tooOld', guidance: ['howToComplain'] },
    ]),
  CompleteIntake: only({}),
  GiveGuidance: only({ codes: ['howToComplain'] }),
  EndWithoutCase: only<Commands['EndWithoutCase']>({}, { outcome: 'guidance' }, { outcome: 'abandoned' }),
  DirectElsewhere: only({ body: 'ombudsmanden' }),
  RejectInquiry: only({}),
  RecordSuggestion: only<Commands['RecordSuggestion']>(
    { topic: 'delay', department: 'jobcenter' },
    { topic: 'delay', department: 'jobcenter', text: 'Ring først', namesNobody: true },
  ),
  RecordSuggestionPosition: only({ suggestion: 'S1', position: 'adopted' }, { suggestion: 'S2', position: 'noted' }),
  ForwardSuggestion: only({ withName: false }, { withName: true }),
  GuideBack: only({ offered: ['dialogueHelp'] }),
  RecordDialogue: only({ department: 'jobcenter', departmentHadOpportunity: true, answered: true }),
  AttestUnable: only({ reason: 'illness' }),
  AgreeRegistration: only({ citizen: true, adviser: true }),
  WaiveAgeLimit: (story) => partIds(story).map((part) => ({ part, reason: 'citizenPrevented' })),
  FlagPrincipled: only({ reason: 'affectsMany' }),
  RegisterCase: (story) => {
    const person = { complainant: { name: 'Ludvig' }, summary: 'Brevet blev væk' };
    return [
      person,
      ...subsets(story).map((parts) => ({ ...person, parts })),
      ...(['powerOfAttorney', 'guardian'] as const).map((authority) => ({
        ...person,
        representative: { name: 'Esmeralda', authority },
      })),
    ];
  },
  OpenOwnInitiative: only(
    { topic: 'delay', department: 'jobcenter', criteria, title: 'Ventetider' },
    { topic: 'delay', department: 'jobcenter', criteria: notJustified, title: 'Ventetider' },
  ),
  StartEarlyResolution: only({ mode: 'flexible' }, { mode: 'written' }),
  SwitchMode: only({ mode: 'flexible' }, { mode: 'written' }),
  RecordContact: only({ department: 'jobcenter', with: 'leader', outcome: 'offer' }),
  ProposeSettlement: only(
    { terms: 'En undskyldning', compromisesRights: false },
    { terms: 'Afkald', compromisesRights: true },
  ),
  AcceptSettlement: only(...sides.map((by) => ({ by }))),
  RejectSettlement: only(...sides.map((by) => ({ by }))),
  NoQuickSolution: only<Commands['NoQuickSolution']>(
    { reason: 'noOffer' },
    { reason: 'noReply' },
    { reason: 'rejected' },
    { reason: 'unsuitable', why: 'De taler ikke sammen' },
  ),
  OfferMediation: only<Commands['OfferMediation']>({}, { mediator: { name: 'Ditte', external: true } }),
  AnswerMediationOffer: only(
    ...sides.flatMap((by) => [
      { by, accepted: true },
      { by, accepted: false },
    ]),
  ),
  StartMediation: only({}),
  EndMediation: only<Commands['EndMediation']>(
    { agreement: true, terms: 'Et møde', compromisesRights: false },
    { agreement: true, terms: 'Afkald', compromisesRights: true },
    { agreement: false },
  ),
  ReferToDepartment: (story) => subsets(story).map((ids) => ({ referrals: referrals(story, ids) })),
  AskMoreQuestions: (story) => [
    ...subsets(story).map((ids) => ({ referrals: referrals(story, ids) })),
    { referrals: [{ department: 'teknikogmiljoe', parts: [partIds(story)[0]!] }] },
  ],
  Remind: reminders,
  Escalate: reminders,
  RecordDepartmentAnswer: only(
    { department: 'jobcenter', directToCitizen: true },
    { department: 'borgerservice', directToCitizen: false, summary: 'Brevet lå i en skuffe' },
    { department: 'borgerservice', directToCitizen: true, complete: false },
    { department: 'jobcenter', directToCitizen: true, complete: false },
  ),
  RecordNoAnswer: only({}),
  RequestCloserLook: only({}),
  GiveConsent: only<Commands['GiveConsent']>(
    { purpose: 'closerExamination', departments: ['jobcenter'] },
    { purpose: 'moreQuestions', departments: ['jobcenter'] },
    { purpose: 'shareName', departments: ['jobcenter'] },
  ),
  RefuseConsent: only({}),
  WithdrawConsent: only<Commands['WithdrawConsent']>(
    { channel: 'phone' },
    { channel: 'phone', purpose: 'closerExamination' },
    { channel: 'phone', purpose: 'moreQuestions' },
    { channel: 'phone', purpose: 'shareName' },
  ),
  OpenInvestigation: scopes,
  DeclineInvestigation: only(
    { criteria: notJustified, reasons: 'Intet at vinde' },
    { criteria, reasons: 'Intet at vinde' },
  ),
  RequestInformation: only<Commands['RequestInformation']>(
    { department: 'jobcenter', about: 'Notater' },
    { department: 'teknikogmiljoe', about: 'Notater', from: '2026-01-01', to: '2026-01-31' },
  ),
  RequestHearing: only<Commands['RequestHearing']>(
    { department: 'jobcenter', about: 'Hvad skete der?' },
    { department: 'teknikogmiljoe', about: 'Hvad skete der?', due: '2099-01-04' },
  ),
  HearDepartment: only(
    { department: 'jobcenter', statement: 'Det var en fejl' },
    { department: 'teknikogmiljoe', statement: 'Det var ikke os' },
  ),
  HearCitizen: only({ statement: 'Ingen spurgte' }),
  ChangeScope: scopes,
  DeclareConflict: only({ department: 'jobcenter' }),
  RecordOutcome: (story) =>
    partIds(story).map((part) => ({ part, outcome: 'noCriticism', grounds: 'Sagen lå stille' })),
  Conclude: only({}),
  NotifyCitizen: only({ about: 'rights' }, { about: 'result' }, { about: 'status', text: 'Sådan står sagen' }),
  ForwardAnswerToCitizen: only({ department: 'jobcenter' }, { department: 'teknikogmiljoe' }),
  SendReply: only(
    { channel: 'digitalPost', sensitive: true },
    { channel: 'phone', sensitive: true },
    { channel: 'phone', sensitive: false },
    { channel: 'letter', sensitive: true },
    { channel: 'sms', sensitive: false },
  ),
  CloseCase: only({}),
  WithdrawComplaint: only({}),
  WithdrawPart: (story) => partIds(story).map((part) => ({ part })),
  DiscontinueCase: only({ reason: 'unreachable' }),
  ReopenCase: only({ reason: 'moreQuestions' }, { reason: 'newPart' }, { reason: 'closerLook' }),
  FileDocument: (story) => [{ title: 'Kvittering', direction: 'in', date: story.today, department: 'jobcenter' }],
  RecordNote: only({ text: 'Ringede' }),
  AttendMeeting: (story) => [{ requestedBy: 'citizen', reason: 'insecure', on: story.today }],
  RecordDepartmentPosition: (story) => partIds(story).map((part) => ({ part, position: 'accepted' })),
  RequestErasure: only({ of: 'case' }),
  DecideErasure: (story) => {
    const { id, requestedOn } = story.caseState.erasureRequests.at(-1) ?? { id: 'E1', requestedOn: story.today };
    return [
      { request: id, decision: 'refused', basis: 'journalingDuty' },
      { request: id, decision: 'granted', basis: 'noBasisToKeep' },
      { request: id, decision: 'extended', basis: 'complexity', extendedTo: addMonths(requestedOn, 2) },
    ];
  },
  ExtendDeadline: (story) => [
    { kind: 'departmentAnswer', department: 'jobcenter', due: addMonths(story.today, 2), reason: 'illness' },
    { kind: 'departmentAnswer', department: 'teknikogmiljoe', due: addMonths(story.today, 2), reason: 'holidays' },
    { kind: 'informationRequest', request: 'R1', due: addMonths(story.today, 2), reason: 'complexity' },
    { kind: 'hearing', department: 'jobcenter', due: addMonths(story.today, 2), reason: 'complexity' },
    { kind: 'followUp', part: 'A', due: '2099-01-04', reason: 'complexity' },
  ],
  RequestExtension: (story) => [
    { department: 'jobcenter', due: addMonths(story.today, 2) },
    { department: 'teknikogmiljoe', due: addMonths(story.today, 2) },
  ],
  DeclineExtension: only({ department: 'jobcenter' }, { department: 'teknikogmiljoe' }),
  Acknowledge: only({}),
  RecallReferral: only(
    { department: 'jobcenter', reason: 'wrongDepartment' },
    { department: 'teknikogmiljoe', reason: 'duplicate' },
  ),
  DeclineReferral: only({ department: 'jobcenter', suggested: 'borgerservice' }, { department: 'teknikogmiljoe' }),
  RecordRecommendation: only<Commands['RecordRecommendation']>(
    { to: 'municipality', text: 'Kvittér for breve' },
    { to: 'department', department: 'jobcenter', text: 'Kvittér for breve', due: '2026-12-01' },
  ),
  RecordRecommendationStatus: (story) => [
    { recommendation: story.caseState.recommendations.at(-1)?.id ?? 'H1', status: 'implemented' },
  ],
  RecordActivity: (story) => [{ kind: 'teaching', on: story.today }],
  RequestReview: only({ of: 'outcome', to: 'asta' }, { of: 'decision', to: 'asta' }),
  RecordReview: only<Commands['RecordReview']>({ verdict: 'approved' }, { verdict: 'changes', text: 'Se igen' }),
  PlaceHold: only({ reason: 'archiveTransfer' }, { reason: 'supervision' }),
  LiftHold: only({ reason: 'archiveTransfer' }, { reason: 'courtCase' }),
  ShredKeys: only({}),
  SetHandling: only<Commands['SetHandling']>({ priority: 'urgent', complexity: 'simple', confidential: false }),
  LinkCase: only({ to: linkedCase, kind: 'related' }),
  UnlinkCase: only({ to: linkedCase, kind: 'related' }),
  UpdateParty: (story) => [
    { party: someParty(story), address: 'Opdigtervej 3', reason: 'moved' },
    { party: someParty(story), name: 'Esmeralda', reason: 'wrongPerson' },
  ],
  AddParty: only<Commands['AddParty']>(
    { role: 'relative', name: 'Esmeralda', lettersTo: false },
    ...(['powerOfAttorney', 'guardian'] as const).map((authority) => ({
      role: 'representative' as const,
      name: 'Esmeralda',
      authority,
      lettersTo: true,
    })),
  ),
  EndParty: (story) => [{ party: someParty(story), reason: 'died' }],
  AssignCase: only<Commands['AssignCase']>({ to: 'asta' }, { to: null }),
  CorrectRecord: ({ events }) => [
    { revision: 0, fields: { channel: 'letter' }, reason: 'typing' },
    ...events.flatMap(({ type, revision }): Commands['CorrectRecord'][] =>
      type === 'PartRecorded'
        ? [{ revision, fields: { topic: 'communication' }, reason: 'misheard' }]
        : ['RemitAssessed', 'IntakeCompleted', 'GuidanceGiven', 'OwnInitiativeOpened', 'CaseRegistered'].includes(type)
          ? [{ revision, fields: { summary: 'Brevet kom frem' }, reason: 'other' }]
          : [],
    ),
  ],
  RetractStep: ({ events }) => [
    { revision: 0, reason: 'mistake' },
    { revision: lastMove(events)?.revision ?? 0, reason: 'wrongCase' },
  ],
  MoveCase: only<Commands['MoveCase']>(
    { reason: 'newRules' },
    ...(['koebenhavn@1', 'horsens@1', 'odense@1', 'narrow@1'] as const).map((profile) => ({
      profile,
      reason: 'officeDecision' as const,
    })),
  ),
};

export interface StepBody {
  readonly command: CommandName;
  readonly body: Commands[CommandName];
}
export const bodiesFor = (story: Story): readonly StepBody[] =>
  commandNames.flatMap((command) => bodies[command](story).map((body) => ({ command, body: body })));

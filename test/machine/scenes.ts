// Complaints put, by real transitions, into every state of a profile and into the situations within it that a rule asks
// about. A step that the profile has not is left out (`maybe`), so that one script serves every profile; a state that
// the profile does not reach gets no scene.
import { Story } from '../../libs/complaints/testing/given.js';
import { type ComplaintLifecycle } from '../../libs/complaints/write/complaint-lifecycle.js';
import { openByLetter } from '../../libs/case/awaited.js';
import { addDays } from '../../libs/policy/calendar.js';
import { type Profile } from '../../libs/policy/profile.js';

export interface Scene {
  readonly name: string;
  readonly story: Story;
}
type Turn = (story: Story) => Story;
type Turns = { readonly [name: string]: Turn };

export const criteria = { citizenBenefit: 'high', improvement: 'low', overall: 'justified' } as const;
export const notJustified = { ...criteria, overall: 'notJustified' } as const;
const longAgo = '2020-01-31';

const part =
  (department: string, eventEnd?: string): Turn =>
  (story) =>
    story.do('RecordPart', { topic: 'delay', department, ...(eventEnd === undefined ? {} : { eventEnd }) });
const admit =
  (id: string): Turn =>
  (story) =>
    story.do('AssessRemit', { part: id, admissible: true });
const exclude =
  (id: string): Turn =>
  (story) =>
    story.do('AssessRemit', {
      part: id,
      admissible: false,
      ground: 'content',
      guidance: ['whereToComplain'],
      body: 'ankestyrelsen',
    });
const talked =
  (department: string): Turn =>
  (story) =>
    story.maybe('RecordDialogue', {
      department,
      departmentHadOpportunity: true,
      answered: true,
      moreOptionsSeen: false,
    });
const agreed: Turn = (story) => story.maybe('AgreeRegistration', { citizen: true, adviser: true });
const register =
  (parts?: readonly string[]): Turn =>
  (story) =>
    story
      .do('RegisterCase', { complainant: { name: 'Ludvig' }, summary: 'Brevet blev væk', ...(parts && { parts }) })
      .do('RecordRecommendation', {
        to: 'department',
        department: 'jobcenter',
        text: 'Kvittér for breve',
        due: addDays(story.today, 30),
        from: ['A'],
      })
      .do('RequestExtension', { department: 'jobcenter', due: addDays(story.today, 60) });
const consent =
  (purpose: 'moreQuestions' | 'closerExamination' | 'shareName', ...departments: readonly string[]): Turn =>
  (story) =>
    story.do('GiveConsent', {
      purpose,
      departments: departments.length > 0 ? departments : ['jobcenter', 'borgerservice'],
    });
const refer: Turn = (story) =>
  story.do('ReferToDepartment', {
    referrals: [
      { department: 'jobcenter', parts: ['A'] },
      { department: 'borgerservice', parts: ['B'] },
    ],
  });
const answers =
  (department: string, directToCitizen = true): Turn =>
  (story) =>
    story.do('RecordDepartmentAnswer', {
      department,
      directToCitizen,
      ...(directToCitizen ? {} : { summary: 'Brevet lå i en skuffe' }),
    });
const fileOne: Turn = (story) =>
  story.do('FileDocument', { title: 'Kvittering', direction: 'in', date: story.today, department: 'jobcenter' });
const told =
  (about: 'result' | 'decision' | 'status'): Turn =>
  (story) =>
    story.do('NotifyCitizen', { about, ...(about === 'result' ? {} : { text: 'Sådan står sagen' }) });
const then =
  (...turns: readonly Turn[]): Turn =>
  (story) =>
    turns.reduce((at, turn) => turn(at), story);
const outcome =
  (id: string, result: 'noCriticism' | 'criticism' | 'recommendation'): Turn =>
  (story) =>
    story.do('RecordOutcome', { part: id, outcome: result, grounds: 'Sagen lå stille' });
const suggest: Turn = (story) => story.maybe('RecordSuggestion', { topic: 'delay', department: 'jobcenter' });
const passedOnAndAnother: Turn = then(
  suggest,
  (story) => story.maybe('ForwardSuggestion', { withName: false }),
  suggest,
);
/** Another case of the office. */
export const linkedCase = '8f14e45f-ceea-467f-a8c1-000000000001';
const same: Turn = (story) => story;
/** By a second reader, who approves. */
const readBy =
  (of: 'decision' | 'outcome'): Turn =>
  (story) =>
    story.do('RequestReview', { of, to: 'asta' }).do('RecordReview', { verdict: 'approved' }, { sub: 'asta' });
/** Mediation, offered and wanted by both. */
export const wanted: Turn = (story) =>
  story
    .maybe('OfferMediation')
    .maybe('AnswerMediationOffer', { by: 'citizen', accepted: true })
    .maybe('AnswerMediationOffer', { by: 'department', accepted: true });

export function scenesOf(profile: Profile, lifecycle: ComplaintLifecycle): readonly Scene[] {
  const { settings } = profile;
  const hasDialogue = settings.dialogue.value !== 'none';
  const wantsConsent = settings.consent.value;
  const { value: secondReader } = settings.secondReader;
  const decisionRead = secondReader === 'decisions' ? readBy('decision') : same;
  const outcomesRead = secondReader === 'outcomes' ? readBy('outcome') : same;
  const scenes: Scene[] = [];
  const add = (name: string, story: Story): Story => {
    scenes.push({ name: `${story.where}: ${name}`, story });
    return story;
  };
  const addAll = (base: Story, turns: Turns): void => {
    for (const [name, turn] of Object.entries(turns)) add(name, turn(base));
  };

  // — before a case —
  const nothing = Story.under(profile, lifecycle);
  add('nothing yet', nothing);
  const received = nothing.do('ReceiveInquiry', { channel: 'phone' });
  const admissible = then(part('jobcenter'), admit('A'))(received);
  const checked = hasDialogue ? admissible.do('CompleteIntake') : undefined;
  const early: Turns = {
    'an inquiry': same,
    'a part not assessed': part('jobcenter'),
    'every part excluded': then(part('jobcenter'), exclude('A')),
    'a suggestion': suggest,
  };
  const beforeCase: Turns = {
    'an admissible part': same,
    'the only part excluded': exclude('A'),
    'one part excluded': then(part('borgerservice'), exclude('B'), talked('jobcenter'), agreed),
    'two departments, dialogue with one': then(part('borgerservice'), admit('B'), talked('jobcenter'), agreed),
    'dialogue with another department': then(talked('teknikogmiljoe'), agreed),
    'no opportunity to answer': (story) =>
      story.maybe('RecordDialogue', {
        department: 'jobcenter',
        departmentHadOpportunity: false,
        moreOptionsSeen: true,
      }),
    'opportunity, and no answer asked for': (story) =>
      story.maybe('RecordDialogue', { department: 'jobcenter', departmentHadOpportunity: true, answered: false }),
    silence: (story) =>
      story.maybe('RecordDialogue', {
        department: 'jobcenter',
        departmentHadOpportunity: true,
        answered: false,
        askedOn: '2026-01-05',
      }),
    unable: (story) => story.maybe('AttestUnable', { reason: 'illness' }),
    'of principle': (story) => story.maybe('FlagPrincipled', { reason: 'affectsMany' }),
    'agreed by one': then(talked('jobcenter'), (story) =>
      story.maybe('AgreeRegistration', { citizen: true, adviser: false }),
    ),
    'agreed by the other': then(talked('jobcenter'), (story) =>
      story.maybe('AgreeRegistration', { citizen: false, adviser: true }),
    ),
    'all that registration asks for': then(talked('jobcenter'), agreed),
    'too old': then(part('jobcenter', longAgo), admit('B'), talked('jobcenter'), agreed),
    'too old, and let in': then(part('jobcenter', longAgo), admit('B'), talked('jobcenter'), agreed, (story) =>
      story.maybe('WaiveAgeLimit', { part: 'B', reason: 'citizenPrevented' }),
    ),
    answered: (story) => story.do('SendReply', { channel: 'phone', sensitive: false }),
  };
  addAll(received, early);
  addAll(admissible, beforeCase);
  if (checked) addAll(checked, beforeCase);
  for (const complainantType of ['association', 'company'] as const) {
    const other = then(
      part('jobcenter'),
      admit('A'),
    )(nothing.do('ReceiveInquiry', { channel: 'email', complainantType }));
    add(`from ${complainantType}`, then(talked('jobcenter'), agreed)(other));
    if (hasDialogue) add(`from ${complainantType}`, then(talked('jobcenter'), agreed)(other.do('CompleteIntake')));
    const guided = other.maybe('GiveGuidance', { codes: ['rights'] });
    add(`from ${complainantType}, guided`, then(talked('jobcenter'), agreed)(guided));
  }
  add('an SMS', nothing.do('ReceiveInquiry', { channel: 'sms' }));

  const guided = received.maybe('GiveGuidance', { codes: ['howToComplain'] });
  if (guided.state === 'guidance') {
    addAll(guided, early);
    addAll(then(part('jobcenter'), admit('A'))(guided), beforeCase);
    addAll(guided, {
      guided: same,
      'guided and answered': (story) => story.do('SendReply', { channel: 'email', sensitive: false }),
    });
    add('after guidance', guided.do('EndWithoutCase'));
  }
  add('given up', received.do('EndWithoutCase'));
  add('rejected', then(part('jobcenter'), exclude('A'))(received).do('RejectInquiry'));
  add('directed', then(part('jobcenter'), exclude('A'))(received).do('DirectElsewhere', { body: 'ombudsmanden' }));
  const suggested = suggest(received);
  if (suggested !== received) {
    add('suggestion passed on', suggested.do('ForwardSuggestion', { withName: false }));
    add('suggestion not passed on', suggested.do('EndWithoutCase'));
  }
  if (checked) add('guided back', checked.do('GuideBack', { offered: ['dialogueHelp'] }));

  // — a case: two parts, two departments —
  const ready = then(
    part('jobcenter'),
    part('borgerservice'),
    admit('A'),
    admit('B'),
    talked('jobcenter'),
    talked('borgerservice'),
    agreed,
  )(received);
  const registered = register()(ready);
  const besides: Turns = {
    'as it came': same,
    'a document, a request to erase it': then(fileOne, (story) =>
      story.do('RequestErasure', { of: 'document', document: story.caseState.documents.at(-1)!.id }),
    ),
    'a request to erase the case': (story) => story.do('RequestErasure', { of: 'case' }),
    'a request, decided': then(
      (story) => story.do('RequestErasure', { of: 'case' }),
      (story) => story.do('DecideErasure', { request: 'E1', decision: 'refused', basis: 'journalingDuty' }),
    ),
    'a document, held for a court, and decided': then(
      fileOne,
      (story) => story.do('RequestErasure', { of: 'document', document: story.caseState.documents.at(-1)!.id }),
      (story) => story.do('DecideErasure', { request: 'E1', decision: 'refused', basis: 'archive' }),
      (story) => story.do('PlaceHold', { reason: 'courtCase' }),
      (story) => story.do('LinkCase', { to: linkedCase, kind: 'related' }),
      (story) => story.do('AddParty', { role: 'relative', name: 'Esmeralda', lettersTo: false }),
      (story) => story.do('EndParty', { party: 'P1', reason: 'mistake' }),
    ),
    'a document, held for the archive': then(
      fileOne,
      (story) => story.do('RequestErasure', { of: 'document', document: story.caseState.documents.at(-1)!.id }),
      (story) => story.do('PlaceHold', { reason: 'archiveTransfer' }),
    ),
    'a request, held for a court': then(
      (story) => story.do('RequestErasure', { of: 'case' }),
      (story) => story.do('PlaceHold', { reason: 'courtCase' }),
    ),
  };
  const openBesides: Turns = {
    ...besides,
    'a conflict of the adviser and of the head': (story) =>
      story
        .do('DeclareConflict', { department: 'jobcenter' })
        .do('DeclareConflict', { department: 'jobcenter' }, { as: 'head' }),
    'a colleague asked to read': (story) => story.do('RequestReview', { of: 'letter', to: 'asta' }),
    'asked to read by the head': (story) => story.do('RequestReview', { of: 'letter', to: 'adviser' }, { as: 'head' }),
    'one part taken elsewhere': (story) => (story.caseState.parts.length > 1 ? exclude('B')(story) : story),
    'a consent to more questions': (story) =>
      story.maybe('GiveConsent', { purpose: 'moreQuestions', departments: ['jobcenter'] }),
    'a consent, withdrawn': (story) =>
      story
        .maybe('GiveConsent', { purpose: 'moreQuestions', departments: ['jobcenter'] })
        .maybe('WithdrawConsent', { channel: 'phone' }),
    'a suggestion': suggest,
    'a suggestion passed on, and another': passedOnAndAnother,
    'a suggestion, the name by consent': (story) =>
      story
        .maybe('RecordSuggestion', { topic: 'delay', department: 'jobcenter' })
        .maybe('GiveConsent', { purpose: 'shareName', departments: ['jobcenter'] }),
  };
  const mediation: Turns = {
    'mediation offered': (story) => story.maybe('OfferMediation'),
    'mediation wanted by the citizen': (story) =>
      story.maybe('OfferMediation').maybe('AnswerMediationOffer', { by: 'citizen', accepted: true }),
    'mediation turned down by the department': (story) =>
      story
        .maybe('OfferMediation')
        .maybe('AnswerMediationOffer', { by: 'citizen', accepted: true })
        .maybe('AnswerMediationOffer', { by: 'department', accepted: false }),
    'mediation wanted by both': wanted,
  };

  addAll(registered, openBesides);
  addAll(registered, mediation);
  addAll(registered, {
    'a new part': part('jobcenter'),
    'a new part too old': then(part('jobcenter', longAgo), admit('C')),
    'a new part too old, and let in': then(part('jobcenter', longAgo), admit('C'), (story) =>
      story.maybe('WaiveAgeLimit', { part: 'C', reason: 'lateKnowledge' }),
    ),
    'a new part excluded': then(part('jobcenter'), exclude('C')),
    'one part left': exclude('A'),
    'one part withdrawn': (story) => story.do('WithdrawPart', { part: 'A' }),
  });
  add('one part', register()(then(part('jobcenter'), admit('A'), talked('jobcenter'), agreed)(received)));
  add('one part left out', register(['A'])(ready));
  const principled = ready.maybe('FlagPrincipled', { reason: 'templateFault' });
  if (principled !== ready) {
    const direct = add('of principle', register()(principled));
    add(
      'at once, of principle',
      decisionRead(direct)
        .maybe('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] })
        .do('OpenInvestigation', { scope: ['A'], criteria }),
    );
    add('of principle, one part excluded', exclude('B')(direct));
  }

  const newPart = then(part('jobcenter'), admit('C'));
  const late: Turns = {
    'a part that came later': newPart,
    ...(settings.ageLimit.value === null
      ? {}
      : { 'a part that came later, too old': then(part('jobcenter', longAgo), admit('C')) }),
  };
  const lateWhileAsked: Turns = {
    ...late,
    'a part that came later, not assessed': part('jobcenter'),
    'a part that came later, alone': then(part('jobcenter'), exclude('A'), exclude('B')),
    'a part that came later, excluded': then(part('jobcenter'), exclude('C')),
  };
  const referLate: Turn = (story) =>
    story.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['C'] }] });
  const flexible = registered.maybe('StartEarlyResolution', { mode: 'flexible' });
  const written = registered.maybe('StartEarlyResolution', { mode: 'written' });
  for (const quick of settings.earlyResolution.value ? [flexible, written] : []) {
    addAll(quick, openBesides);
    addAll(quick, mediation);
    const proposed = quick.do('ProposeSettlement', { terms: 'En undskyldning', compromisesRights: false });
    addAll(proposed, {
      'a settlement proposed': same,
      'accepted by the citizen': (story) => story.do('AcceptSettlement', { by: 'citizen' }),
      'accepted by the department': (story) => story.do('AcceptSettlement', { by: 'department' }),
      'of principle': (story) => story.maybe('FlagPrincipled', { reason: 'affectsMany' }),
      rejected: (story) => story.do('RejectSettlement', { by: 'department' }),
      'accepted, and proposed anew': (story) =>
        story
          .do('AcceptSettlement', { by: 'citizen' })
          .do('ProposeSettlement', { terms: 'Og blomster', compromisesRights: false }),
      settled: (story) => story.do('AcceptSettlement', { by: 'department' }).do('AcceptSettlement', { by: 'citizen' }),
    });
    add(
      'a contact, a settlement rejected',
      proposed
        .do('RejectSettlement', { by: 'department' })
        .do('RecordContact', { department: 'jobcenter', with: 'leader', outcome: 'noSolution' }),
    );
    const single = quick.do('RecordContact', { department: 'jobcenter', with: 'leader', outcome: 'noReply' });
    add('one part left', exclude('A')(single));
    const tooOld = then(
      part('jobcenter', longAgo),
      admit('C'),
    )(registered).do('StartEarlyResolution', { mode: quick === flexible ? 'flexible' : 'written' });
    add('a new part too old', tooOld);
    if (settings.ageLimit.value !== null) addAll(quick, late);
  }
  const asked = refer(registered);
  const wasAnswered = then(answers('jobcenter'), answers('borgerservice'))(asked);
  addAll(asked, mediation);
  addAll(wasAnswered, mediation);
  for (const begun of [registered, flexible, written, asked, wasAnswered].filter(
    (story, index) => index === 0 || story !== registered,
  )) {
    const mediating = wanted(begun).maybe('StartMediation');
    if (mediating.state !== 'mediation') continue;
    addAll(mediating, openBesides);
    addAll(mediating, {
      'one part left': exclude('A'),
      mediated: (story) => story.do('EndMediation', { agreement: true, terms: 'Et møde', compromisesRights: false }),
      'not mediated': (story) => story.do('EndMediation', { agreement: false }),
    });
    addAll(mediating, late);
    if (begun !== asked) continue;
    const meanwhile = then(answers('jobcenter'), answers('borgerservice'))(mediating);
    addAll(meanwhile, {
      'answered meanwhile': same,
      'answered meanwhile, a conflict': (story) => story.do('DeclareConflict', { department: 'jobcenter' }),
    });
  }

  const referred = refer(registered);
  addAll(referred, openBesides);
  addAll(referred, lateWhileAsked);
  addAll(then(newPart, referLate)(referred), {
    'a part that came later, referred': same,
    'a part that came later, referred, one answered': answers('jobcenter'),
    'a part that came later, referred and answered': then(answers('jobcenter'), answers('borgerservice')),
  });
  const { reminderOn, escalationOn, noAnswerFrom } = referred.caseState.referrals[0]!;
  addAll(referred, {
    'one answered, to the citizen': answers('jobcenter'),
    'one answered, to the office': answers('jobcenter', false),
    'the day before the reminder': (story) => story.on(addDays(reminderOn, -1)),
    'the day of the reminder': (story) => story.on(reminderOn),
    reminded: (story) => story.on(reminderOn).do('Remind', { department: 'jobcenter', sentOn: story.today }),
    'the leader reminded': (story) =>
      story.on(escalationOn).do('Escalate', { department: 'jobcenter', sentOn: story.today }),
    'the day before it is given up': (story) => story.on(addDays(noAnswerFrom, -1)),
    'called back from one': (story) =>
      story.do('RecallReferral', { department: 'borgerservice', reason: 'wrongDepartment' }),
    'called back from both': (story) =>
      story
        .do('RecallReferral', { department: 'borgerservice', reason: 'wrongDepartment' })
        .do('RecallReferral', { department: 'jobcenter', reason: 'duplicate' }),
    'called back from one, the other answered': then(answers('borgerservice'), (story) =>
      story.do('RecallReferral', { department: 'jobcenter', reason: 'citizenAsked' }),
    ),
    'more time asked for': (story) =>
      story.do('RequestExtension', { department: 'jobcenter', due: addDays(story.today, 40) }),
    'the day it may be given up': (story) => story.on(noAnswerFrom),
    'one part left': exclude('A'),
  });
  const silence = add('silence', referred.on(noAnswerFrom).do('RecordNoAnswer'));
  const answered = then(answers('jobcenter'), answers('borgerservice'))(referred);
  addAll(answered, openBesides);
  addAll(answered, lateWhileAsked);
  addAll(answered, {
    'a part that came later, referred': then(newPart, referLate),
    'a part that came later, asked about, and recalled': (story) =>
      then(
        newPart,
        consent('moreQuestions'),
      )(story)
        .do('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['C'] }] })
        .do('WithdrawConsent', { channel: 'phone', purpose: 'moreQuestions' }),
    'an answer to the office alone': answers('borgerservice', false),
    'an answer passed on': then(answers('borgerservice', false), (story) =>
      story.do('ForwardAnswerToCitizen', { department: 'borgerservice' }),
    ),
    'a consent to questions to both': consent('moreQuestions'),
    'a consent to something else': consent('closerExamination'),
    'one part left': exclude('A'),
    'more questions': (story) =>
      story
        .maybe('GiveConsent', { purpose: 'moreQuestions', departments: ['jobcenter', 'borgerservice'] })
        .do('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }),
    'more questions by one consent of two': (story) =>
      then(
        consent('moreQuestions'),
        consent('shareName'),
      )(story).do('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }),
  });
  const looked = answered.do('RequestCloserLook', { reason: 'Svaret undgår spørgsmålet' });

  // — the head's assessment and the citizen's consent —
  const failed = settings.earlyResolution.value
    ? flexible.do('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen' })
    : undefined;
  const assessments = [
    ...(failed ? [failed] : []),
    ...(wantsConsent ? [] : [looked]),
    ...(wantsConsent && settings.inDepth.value.openedBy === 'head' ? [consent('closerExamination')(looked)] : []),
  ];
  if (!wantsConsent)
    addAll(silence, { 'silence, a late answer to the office': answers('jobcenter', false), 'silence only': same });
  const proposes: Turn = (story) =>
    story.do('ProposeSettlement', { terms: 'En undskyldning', compromisesRights: false });
  const settling: Turns = {
    'a settlement proposed late': proposes,
    'accepted late by the citizen': then(proposes, (story) => story.do('AcceptSettlement', { by: 'citizen' })),
    'settled late': then(
      proposes,
      (story) => story.do('AcceptSettlement', { by: 'citizen' }),
      (story) => story.do('AcceptSettlement', { by: 'department' }),
    ),
  };
  for (const assessed of assessments) {
    addAll(assessed, openBesides);
    addAll(assessed, settling);
    addAll(assessed, late);
    addAll(assessed, {
      'an answer, and a part that came later': (story) =>
        story.caseState.referrals.length > 0 ? then(answers('jobcenter'), newPart)(story) : story,
    });
    addAll(assessed, {
      'a consent to a closer look': consent('closerExamination'),
      'a consent to a closer look, withdrawn': then(consent('closerExamination'), (story) =>
        story.do('WithdrawConsent', { channel: 'letter' }),
      ),
      'a consent to a closer look at one department': consent('closerExamination', 'jobcenter'),
      'the decision told': told('decision'),
      'one part excluded, consent': then(exclude('B'), consent('closerExamination')),
      'one part left': exclude('A'),
      'the decision read': decisionRead,
      'the decision read, a consent': then(decisionRead, consent('closerExamination')),
      declined: then(told('decision'), decisionRead, (story) =>
        story.do('DeclineInvestigation', { criteria: notJustified, reasons: 'Intet at vinde' }),
      ),
    });
  }
  if (looked.state === 'awaitingConsent') {
    for (const awaiting of [looked, silence]) addAll(awaiting, openBesides);
    addAll(looked, late);
    addAll(silence, {
      'silence, a late answer': answers('jobcenter'),
      'silence, a late answer to the office': answers('jobcenter', false),
      'silence, a late answer, a consent to questions': then(answers('jobcenter'), consent('moreQuestions')),
      'silence, a consent to questions': consent('moreQuestions'),
    });
    addAll(looked, {
      'one part left': exclude('A'),
      'a late answer to the office': answers('jobcenter', false),
      'a consent to something else': consent('shareName'),
      refused: (story) => story.do('RefuseConsent'),
      'refused, opened again for questions': (story) =>
        story.do('RefuseConsent').do('ReopenCase', { reason: 'moreQuestions' }),
      'refused, opened again for questions, mediation': (story) =>
        wanted(story.do('RefuseConsent').do('ReopenCase', { reason: 'moreQuestions' })).maybe('StartMediation'),
      'refused, opened again for a closer look': (story) =>
        story.do('RefuseConsent').do('ReopenCase', { reason: 'closerLook' }),
    });
  }

  // — the investigation —
  const openHead: Turn = then(decisionRead, (story) => story.do('OpenInvestigation', { scope: ['A', 'B'], criteria }));
  const active =
    looked.state !== 'awaitingConsent'
      ? openHead(looked)
      : settings.inDepth.value.openedBy === 'consent'
        ? consent('closerExamination')(looked)
        : then(consent('closerExamination'), openHead)(looked);
  const requests: Turn = (story) => story.do('RequestInformation', { department: 'jobcenter', about: 'Notater' });
  const requestsHearing: Turn = (story) =>
    story.do('RequestHearing', { department: 'jobcenter', about: 'Hvad skete der?' });
  const laterBy = (story: Story, day: 'reminderOn' | 'escalationOn', days = 0): Story =>
    story.on(addDays(openByLetter(story.caseState).at(-1)!.asked[day], days));
  const hear: Turn = then(
    (story) => story.do('HearDepartment', { department: 'jobcenter', statement: 'Det var en fejl' }),
    (story) => story.do('HearDepartment', { department: 'borgerservice', statement: 'Ja' }),
    (story) => story.do('HearCitizen', { statement: 'Ingen spurgte' }),
  );
  const assess: Turn = then(outcome('A', 'noCriticism'), outcome('B', 'noCriticism'));
  addAll(active, openBesides);
  addAll(active, settling);
  addAll(active, late);
  addAll(then(hear, assess, told('result'))(active), {
    'ready, and a part that came later': newPart,
    'ready, criticism, and a part that came later': then(outcome('A', 'criticism'), told('result'), newPart),
    'ready, and a part that came later in scope': then(
      newPart,
      (story) => story.do('ChangeScope', { scope: ['A', 'B', 'C'], criteria }),
      outcome('C', 'noCriticism'),
      told('result'),
    ),
  });
  addAll(active, {
    'a consent to something else too': consent('moreQuestions'),
    'a consent to a look and to something else': then(consent('closerExamination'), consent('shareName')),
    'a request under way': requests,
    'a request, the day of the reminder': (story) => laterBy(requests(story), 'reminderOn'),
    'a hearing asked for': requestsHearing,
    'a hearing asked for, more time too': (story) =>
      requestsHearing(story).do('RequestExtension', { department: 'jobcenter', due: addDays(story.today, 40) }),
    'a hearing, the day before the reminder': (story) => laterBy(requestsHearing(story), 'reminderOn', -1),
    'a hearing, the day of the second reminder': (story) => laterBy(requestsHearing(story), 'escalationOn'),
    'a hearing, both reminded': (story) => {
      const asked = laterBy(requestsHearing(story), 'escalationOn');
      const letter = { department: 'jobcenter', sentOn: story.today, request: 'Q1' };
      return asked.do('Remind', letter).do('Escalate', letter);
    },
    'a smaller scope': (story) => story.do('ChangeScope', { scope: ['A'], criteria }),
    'heard, no outcome': hear,
    'outcomes, nobody heard': then(assess, told('result')),
    'outcomes, the department not heard': then(
      (story) => story.do('HearCitizen', { statement: 'Ingen spurgte' }),
      assess,
      told('result'),
    ),
    'outcomes, the citizen not heard': then(
      (story) => story.do('HearDepartment', { department: 'jobcenter', statement: 'Det var en fejl' }),
      assess,
      told('result'),
    ),
    'criticism, the result not told': then(hear, outcome('A', 'criticism'), outcome('B', 'noCriticism')),
    'criticism, a late answer to the office': then(
      hear,
      outcome('A', 'criticism'),
      outcome('B', 'noCriticism'),
      told('result'),
      answers('jobcenter', false),
    ),
    'one outcome missing': then(hear, outcome('A', 'criticism')),
    'told, and an outcome changed': then(hear, assess, told('result'), outcome('B', 'criticism')),
    'told, and the scope changed': then(hear, assess, told('result'), (story) =>
      story.do('ChangeScope', { scope: ['A'], criteria }),
    ),
    'the result not told': then(hear, assess),
    'a late answer to the office': then(hear, assess, told('result'), answers('jobcenter', false)),
    'criticism, its department not heard': then(
      (story) => story.do('HearDepartment', { department: 'borgerservice', statement: 'Ja' }),
      (story) => story.do('HearCitizen', { statement: 'Ingen spurgte' }),
      outcome('A', 'criticism'),
      outcome('B', 'noCriticism'),
      told('result'),
    ),
    'ready, no criticism': then(hear, assess, told('result'), outcomesRead),
    'ready, not read': then(hear, assess, told('result')),
    'ready, criticism': then(
      hear,
      outcome('A', 'criticism'),
      outcome('B', 'noCriticism'),
      told('result'),
      outcomesRead,
    ),
    'ready, criticism, a conflict of the head': then(
      hear,
      outcome('A', 'criticism'),
      outcome('B', 'noCriticism'),
      told('result'),
      (story) => story.do('DeclareConflict', { department: 'jobcenter' }, { as: 'head' }),
    ),
    'ready, a recommendation': then(hear, outcome('A', 'noCriticism'), outcome('B', 'recommendation'), told('result')),
    'ready, both': then(hear, outcome('A', 'criticism'), outcome('B', 'recommendation'), told('result')),
    'one part excluded': exclude('B'),
    'one part left': exclude('A'),
    'ready, one part withdrawn': then(hear, assess, told('result'), (story) => story.do('WithdrawPart', { part: 'B' })),
  });
  const consented = active.caseState.consent.status === 'given' ? active : consent('closerExamination')(active);
  const halted = consented
    .do('RequestInformation', { department: 'jobcenter', about: 'Notater' })
    .do('WithdrawConsent', { channel: 'phone' });
  addAll(halted, openBesides);
  addAll(halted, late);
  addAll(halted, {
    'the status told': told('status'),
    'the status told, a part that came later': then(told('status'), newPart),
    'one part left': exclude('A'),
    ended: then(told('status'), (story) => story.do('CloseCase')),
  });
  const hearAlone: Turn = then(
    (story) => story.do('HearDepartment', { department: 'jobcenter', statement: 'Vi har travlt' }),
    outcome('A', 'criticism'),
  );
  const besideSuggestion = openBesides['a suggestion']!;
  const own = nothing.evaluate('OpenOwnInitiative', {
    topic: 'delay',
    department: 'jobcenter',
    criteria,
    title: 'Ventetider',
  }).taken
    ? nothing.do('OpenOwnInitiative', { topic: 'delay', department: 'jobcenter', criteria, title: 'Ventetider' })
    : undefined;
  if (own) {
    addAll(own, {
      'own initiative': same,
      'own initiative, a document': fileOne,
      'own initiative, asked to read by the head': openBesides['asked to read by the head']!,
      'own initiative, a document, a request to erase it': besides['a document, a request to erase it']!,
      'own initiative, held for a court': besides['a request, held for a court']!,
      'own initiative, a request': (story) => story.do('RequestInformation', { department: 'jobcenter', about: 'Tal' }),
      'own initiative, not heard': outcome('A', 'criticism'),
      'own initiative, ready': hearAlone,
    });
    const again = then(
      (story) => story.do('ReopenCase', { reason: 'newPart' }),
      part('borgerservice'),
      admit('B'),
    )(hearAlone(own).do('Conclude'));
    const sent = refer(again);
    addAll(sent, {
      'own initiative, opened again, referred': same,
      'own initiative, opened again, one answer': answers('jobcenter'),
      'own initiative, opened again, more questions by a consent': then(
        answers('jobcenter'),
        answers('borgerservice'),
        consent('moreQuestions'),
        (story) => story.do('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }),
      ),
      'own initiative, opened again, the day of the reminder': (story) =>
        story.on(story.caseState.referrals[0]!.reminderOn),
      'own initiative, opened again, answered in a mediation': then(
        wanted,
        (story) => story.maybe('StartMediation'),
        answers('jobcenter'),
        answers('borgerservice'),
      ),
      'own initiative, opened again, silence': (story) => story.on(story.caseState.referrals[0]!.noAnswerFrom),
    });
    addAll(again, {
      'own initiative, opened again, a suggestion': besideSuggestion,
      'own initiative, opened again, a suggestion passed on, and another': passedOnAndAnother,
      'own initiative, opened again, mediation wanted': wanted,
    });
    addAll(consent('closerExamination')(again), {
      'own initiative, opened again, mediation wanted': wanted,
      'a consent, withdrawn': (story) => wanted(story).do('WithdrawConsent', { channel: 'phone' }),
    });
    addAll(own, {
      'own initiative, no criticism': (story) =>
        outcome(
          'A',
          'noCriticism',
        )(story.do('HearDepartment', { department: 'jobcenter', statement: 'Vi har travlt' })),
      'own initiative, halted': then(
        consent('closerExamination'),
        (story) => story.do('WithdrawConsent', { channel: 'phone' }),
        told('status'),
      ),
      'own initiative, five years on, a request': (story) =>
        hearAlone(story).do('Conclude').on('2031-03-31').do('RequestErasure', { of: 'case' }),
    });
    const concluded = own.do('HearDepartment', { department: 'jobcenter', statement: 'Vi har travlt' });
    for (const result of ['noCriticism', 'recommendation'] as const)
      add('own initiative', outcome('A', result)(concluded).do('Conclude'));
    const looked = outcome('A', 'noCriticism')(concluded).do('Conclude').do('ReopenCase', { reason: 'closerLook' });
    add(
      'own initiative, opened again, a consent withdrawn',
      consent('closerExamination')(looked).do('WithdrawConsent', { channel: 'phone' }),
    );
  }

  // — closed —
  const conclude = (first: 'noCriticism' | 'criticism', second: 'noCriticism' | 'recommendation'): Story =>
    then(hear, outcome('A', first), outcome('B', second), told('result'), outcomesRead)(active).do('Conclude');
  const endings = {
    answer: answered.do('CloseCase'),
    withdrawn: registered.do('WithdrawComplaint'),
    noCriticism: conclude('noCriticism', 'noCriticism'),
    criticism: conclude('criticism', 'noCriticism'),
    both: conclude('criticism', 'recommendation'),
  };
  for (const [name, closed] of Object.entries(endings)) {
    for (const [besideName, turn] of Object.entries(besides)) add(`${name}, ${besideName}`, turn(closed));
    const afterwards = closed.on('2031-03-31');
    add(`${name}, five years on`, afterwards);
    add(`${name}, five years on, a request`, afterwards.do('RequestErasure', { of: 'case' }));
    add(
      `${name}, five years on, archive`,
      afterwards.do('RequestErasure', { of: 'case' }).do('PlaceHold', { reason: 'archiveTransfer' }),
    );
    add(
      `${name}, five years on, court`,
      afterwards.do('RequestErasure', { of: 'case' }).do('PlaceHold', { reason: 'courtCase' }),
    );
    add(`${name}, shredded`, fileOne(closed).do('RequestErasure', { of: 'case' }).on('2031-03-31').do('ShredKeys'));
    add(
      `${name}, erased`,
      closed
        .on('2031-03-31')
        .do('RequestErasure', { of: 'case' })
        .do('DecideErasure', { request: 'E1', decision: 'granted', basis: 'noBasisToKeep' }),
    );
  }
  add('a late answer to the office', answers('jobcenter', false)(endings.answer));
  const suggestedInCase = passedOnAndAnother(answered).do('CloseCase');
  add('closed, a suggestion passed on, and another', suggestedInCase);
  add(
    'closed, a suggestion passed on, shredded',
    suggestedInCase.do('RequestErasure', { of: 'case' }).on('2031-03-31').do('ShredKeys'),
  );
  add('closed, a consent stands', consent('moreQuestions')(answered).do('CloseCase'));
  add(
    'closed, a conflict declared before',
    registered.do('DeclareConflict', { department: 'jobcenter' }).do('WithdrawComplaint'),
  );
  add('an answer to a case closed without one', referred.do('WithdrawComplaint'));

  // — opened again —
  add(
    'withdrawn part by part, opened again',
    registered
      .do('WithdrawPart', { part: 'A' })
      .do('WithdrawPart', { part: 'B' })
      .do('ReopenCase', { reason: 'newPart' }),
  );
  addAll(endings.answer, {
    'opened again for questions': (story) => story.do('ReopenCase', { reason: 'moreQuestions' }),
    'opened again for a new part': (story) => story.do('ReopenCase', { reason: 'newPart' }),
    'opened again for a new part, recorded': then(
      (story) => story.do('ReopenCase', { reason: 'newPart' }),
      part('borgerservice', longAgo),
      admit('C'),
    ),
    'opened again for a closer look': (story) => story.do('ReopenCase', { reason: 'closerLook' }),
  });
  const examined = (story: Story): Story =>
    story.state === 'awaitingConsent' && settings.inDepth.value.openedBy === 'consent'
      ? consent('closerExamination')(story)
      : openHead(story.state === 'awaitingConsent' ? consent('closerExamination')(story) : story);
  const reopened = examined(endings.criticism.do('ReopenCase', { reason: 'closerLook' }));
  add(
    'a second investigation, ready',
    then(hear, assess, outcome('A', 'criticism'), told('result'), outcomesRead)(reopened),
  );
  const lookedAt = examined(endings.withdrawn.do('ReopenCase', { reason: 'closerLook' }));
  add(
    'halted, and no department was ever asked',
    consent('closerExamination')(lookedAt).do('WithdrawConsent', { channel: 'phone' }),
  );
  const again = then(
    (story) => story.do('ReopenCase', { reason: 'newPart' }),
    part('jobcenter'),
    admit('C'),
  )(endings.answer);
  for (const mode of ['flexible', 'written'] as const) {
    const early = again.maybe('StartEarlyResolution', { mode });
    if (early === again) continue;
    addAll(early, {
      'opened again': same,
      'opened again, no quick solution': (story) =>
        story.do('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen' }),
      'opened again, no quick solution, an answer to the office': then(
        (story) => story.do('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen' }),
        answers('jobcenter', false),
      ),
    });
    add('opened again, mediation', wanted(early).maybe('StartMediation'));
  }
  return scenes;
}

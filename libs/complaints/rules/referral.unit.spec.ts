import {
  admitted,
  answeredBy,
  caseUnder,
  consented,
  excluded,
  given,
  on,
  part,
  received,
  referredToBoth,
  satisfied,
  sent,
  registered,
  type Line,
} from '../testing/given.js';

const under = 'horsens@1';
const toJobcenter = (...parts: readonly string[]) => ({ department: 'jobcenter', parts });
const theCase = [on('2026-03-03'), ...caseUnder(under)];
const inReferred = [...theCase, referredToBoth];

describe('a referral', () => {
  it('to two departments is two letters and one copy of each to the citizen, and four entries in the file (H19, H20)', () => {
    given(...theCase)
      .under(under)
      .when('ReferToDepartment', referredToBoth.body)
      .then('CaseReferred', { copies: true, facts: { coverage: 'complete', parts: 'admissible' } })
      .leadingTo('referred')
      .leaving({
        letters: [
          { kind: 'referral', to: 'department', department: 'jobcenter' },
          { kind: 'copyToCitizen', to: 'citizen' },
          { kind: 'referral', department: 'borgerservice' },
          { kind: 'copyToCitizen', to: 'citizen' },
        ],
        documents: [{ direction: 'out' }, { direction: 'out' }, { direction: 'out' }, { direction: 'out' }],
      });
  });
  it('covers every admissible part of the case, and no other (H19, H28)', () => {
    given(...theCase)
      .under(under)
      .when('ReferToDepartment', { referrals: [toJobcenter('A')] })
      .thenRefused('PART_MISSING', 'H19')
      .also();
    given(...theCase, part('jobcenter'), excluded('C'))
      .under(under)
      .when('ReferToDepartment', { referrals: [toJobcenter('A', 'B', 'C')] })
      .thenRefused('PART_NOT_ADMISSIBLE', 'H28');
    given(...theCase, part('jobcenter'))
      .under(under)
      .when('ReferToDepartment', { referrals: [toJobcenter('A', 'B', 'C')] })
      .thenRefused('PART_NOT_ADMISSIBLE', 'H28');
    given(...theCase, part('jobcenter'), admitted('C'))
      .under(under)
      .when('ReferToDepartment', { referrals: [toJobcenter('A', 'B')] })
      .thenRefused('PART_MISSING', 'H19');
    given(...theCase)
      .under(under)
      .when('ReferToDepartment', { referrals: [toJobcenter('A', 'B', 'X')] })
      .thenInvalid('referrals.0.parts');
  });
  it('leaves out a part that was not registered with the case (H19)', () => {
    const alone = [
      received,
      part('jobcenter'),
      part('borgerservice'),
      admitted('A'),
      admitted('B'),
      ...satisfied(under),
      sent('RegisterCase', { ...registered.body, parts: ['A'] }),
    ];
    given(...alone)
      .under(under)
      .when('ReferToDepartment', { referrals: [toJobcenter('A')] })
      .then('CaseReferred');
    given(...alone)
      .under(under)
      .when('ReferToDepartment', { referrals: [toJobcenter('A', 'B')] })
      .thenRefused('PART_NOT_ADMISSIBLE', 'H28');
  });
  it('of a new part asks for the age limit, on the day it is recorded after a reopening (H29)', () => {
    const reopened = [
      ...inReferred,
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
      sent('CloseCase'),
      on('2026-06-01'),
      sent('ReopenCase', { reason: 'newPart' }),
    ];
    const refer = { referrals: [toJobcenter('C')] };
    given(...reopened, part('jobcenter', { eventEnd: '2025-05-31' }), admitted('C'))
      .under(under)
      .when('ReferToDepartment', refer)
      .thenRefused('AGE_LIMIT_EXCEEDED', 'H29')
      .also();
    given(...reopened, part('jobcenter', { eventEnd: '2025-06-01' }), admitted('C'))
      .under(under)
      .when('ReferToDepartment', refer)
      .then('CaseReferred', { facts: { ageLimit: 'within' } });
    given(
      ...reopened,
      part('jobcenter', { eventEnd: '2025-05-31' }),
      admitted('C'),
      sent('WaiveAgeLimit', { part: 'C', reason: 'lateKnowledge' }),
    )
      .under(under)
      .when('ReferToDepartment', refer)
      .then('CaseReferred', { facts: { ageLimit: 'waived' } });
  });
});

describe('what goes along with a referral', () => {
  it('is the summary, unless that is left out (H19)', () => {
    const referring = (more: object) =>
      given(...theCase)
        .under(under)
        .when('ReferToDepartment', {
          referrals: [
            { ...toJobcenter('A'), ...more },
            { department: 'borgerservice', parts: ['B'] },
          ],
        });
    referring({}).then('CaseReferred', { referrals: [{ withSummary: true }, { withSummary: true }] });
    referring({ withSummary: false, questions: 'Hvorfor?' }).then('CaseReferred', {
      referrals: [{ withSummary: false }, { withSummary: true }],
    });
  });
});

describe("the department's time to answer", () => {
  it('is ten working days; reminders go the working day after, and five working days later; silence can be recorded after ten more', () => {
    given(...theCase)
      .under(under)
      .when('ReferToDepartment', referredToBoth.body)
      .then('CaseReferred', {
        referrals: [
          { due: '2026-03-17', reminderOn: '2026-03-18', escalationOn: '2026-03-25', noAnswerFrom: '2026-04-01' },
          { due: '2026-03-17' },
        ],
      });
  });
  it('is over for the reminder on its day and not before, and each goes once (T16)', () => {
    const remind = { department: 'jobcenter', sentOn: '2026-03-03' };
    given(...inReferred, on('2026-03-17'))
      .under(under)
      .when('Remind', remind)
      .thenRefused('DEADLINE_NOT_PASSED');
    given(...inReferred, on('2026-03-18'))
      .under(under)
      .when('Remind', remind)
      .then('ReminderSent')
      .leadingTo('referred')
      .leaving({ referrals: [{ reminders: 1 }, { reminders: 0 }] });
    given(...inReferred, on('2026-03-18'), sent('Remind', remind))
      .under(under)
      .when('Remind', remind)
      .thenNothing();
    given(...inReferred, on('2026-03-24'))
      .under(under)
      .when('Escalate', remind)
      .thenRefused('DEADLINE_NOT_PASSED');
    given(...inReferred, on('2026-03-25'))
      .under(under)
      .when('Escalate', remind)
      .then('EscalationSent')
      .leaving({ referrals: [{ reminders: 2 }, { reminders: 0 }] });
    given(...inReferred, on('2026-03-25'), sent('Escalate', remind))
      .under(under)
      .when('Remind', remind)
      .thenNothing();
    given(...inReferred, answeredBy('jobcenter'), on('2026-03-18'))
      .under(under)
      .when('Remind', remind)
      .thenNothing();
  });
  it('is used up for "no answer" the working day after ten more, and that leads where the profile says (K5, K13, H24)', () => {
    given(...inReferred, on('2026-03-31'))
      .under(under)
      .when('RecordNoAnswer')
      .thenRefused('DEADLINE_NOT_PASSED');
    given(...inReferred, on('2026-04-01'))
      .under(under)
      .when('RecordNoAnswer')
      .then('SilenceRecordedForConsent')
      .leadingTo('awaitingConsent')
      .leaving({ referrals: [{ open: false, answeredOn: null, endedOn: '2026-04-01' }, { open: false }] });
    given(on('2026-03-03'), ...caseUnder('koebenhavn@1'), referredToBoth, on('2026-03-31'))
      .under('koebenhavn@1')
      .when('RecordNoAnswer')
      .thenRefused('DEADLINE_NOT_PASSED', 'K5');
    given(on('2026-03-03'), ...caseUnder('koebenhavn@1'), referredToBoth, on('2026-04-01'))
      .under('koebenhavn@1')
      .when('RecordNoAnswer')
      .then('SilenceRecordedForAssessment')
      .leadingTo('investigationAssessment');
  });
});

describe("the department's answer", () => {
  const answer = (department: string, directToCitizen = true) => ({
    department,
    directToCitizen,
    ...(directToCitizen ? {} : { summary: 'Brevet lå i en skuffe' }),
  });

  it('moves the case when it is the last, and is entered in the file (H21)', () => {
    given(...inReferred)
      .under(under)
      .when('RecordDepartmentAnswer', answer('jobcenter'))
      .then('DepartmentAnswered')
      .leadingTo('referred');
    given(...inReferred, answeredBy('jobcenter'))
      .under(under)
      .when('RecordDepartmentAnswer', answer('borgerservice'))
      .then('LastDepartmentAnswered')
      .leadingTo('answered');
    given(...inReferred, answeredBy('jobcenter'), answeredBy('jobcenter'))
      .under(under)
      .when('RecordDepartmentAnswer', answer('borgerservice'))
      .then('LastDepartmentAnswered')
      .leadingTo('answered');
  });
  it('to the office alone has to be readable: its text, or a filed document of that department (H21)', () => {
    const filed = (department?: string) =>
      sent('FileDocument', { title: 'Svar', direction: 'in', date: '2026-03-02', ...(department && { department }) });
    const toOffice = { department: 'jobcenter', directToCitizen: false };
    const revision = given(...inReferred).under(under).story.events.length;
    const answering = (lines: readonly Line[], document?: string) =>
      given(...inReferred, ...lines)
        .under(under)
        .when('RecordDepartmentAnswer', { ...toOffice, ...(document && { document }) });
    answering([]).thenInvalid('summary');
    answering([filed()], `${revision}-1`).then('DepartmentAnswered', { file: `${revision}-1` });
    answering([filed('jobcenter')], `${revision}-1`).then('DepartmentAnswered');
    answering([filed('borgerservice')], `${revision}-1`).thenInvalid('document');
    answering([filed()], '99-1').thenInvalid('document');
    // A letter of ours is no answer.
    answering([filed()], `${revision - 1}-1`).thenInvalid('document');
  });
  it('in part leaves the referral open, and what the department admits is kept (H21)', () => {
    const inPart = { ...answer('borgerservice'), complete: false };
    const partly = given(...inReferred, answeredBy('jobcenter'))
      .under(under)
      .when('RecordDepartmentAnswer', inPart)
      .then('DepartmentAnswered', { complete: false })
      .leadingTo('referred')
      .leaving({ referrals: [{ open: false }, { open: true, answeredOn: null }] });
    expect(partly.story.caseState.documents.at(-1)).toMatchObject({ of: 'answer', department: 'borgerservice' });
    given(...inReferred, answeredBy('jobcenter'), sent('RecordDepartmentAnswer', inPart))
      .under(under)
      .when('RecordDepartmentAnswer', { ...answer('borgerservice'), finding: 'partly' })
      .then('LastDepartmentAnswered', { complete: true, finding: 'partly' })
      .leadingTo('answered')
      .leaving({ referrals: [{}, { open: false, answeredOn: '2026-03-03', finding: 'partly' }] });
    given(...inReferred, answeredBy('jobcenter'), sent('RecordDepartmentAnswer', inPart), on('2026-03-18'))
      .under(under)
      .when('Remind', { department: 'borgerservice', sentOn: '2026-03-03' })
      .then('ReminderSent');
  });
  it("of a department that was not asked is nobody's answer", () => {
    given(...inReferred)
      .under(under)
      .when('RecordDepartmentAnswer', answer('dagtilbud'))
      .thenInvalid('department');
    given(...theCase, sent('WithdrawComplaint'))
      .under(under)
      .when('RecordDepartmentAnswer', answer('jobcenter'))
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
  it('closes the case only when it has reached the citizen (H21, H22)', () => {
    const toOffice = [...inReferred, answeredBy('jobcenter'), answeredBy('borgerservice', false)];
    given(...toOffice)
      .under(under)
      .when('CloseCase')
      .thenRefused('ANSWER_NOT_REACHED_CITIZEN', 'H21', 'H22');
    given(...toOffice)
      .under(under)
      .when('ForwardAnswerToCitizen', { department: 'borgerservice' })
      .then('AnswerForwarded')
      .leaving({ tasks: [] });
    given(...toOffice, sent('ForwardAnswerToCitizen', { department: 'borgerservice' }))
      .under(under)
      .when('CloseCase')
      .then('ClosedOnAnswer')
      .leadingTo('closed(answeredByDepartment)');
    given(...inReferred)
      .under(under)
      .when('CloseCase')
      .thenRefused('NO_ANSWER_RECORDED');
    given(...inReferred)
      .under(under)
      .when('ForwardAnswerToCitizen', { department: 'jobcenter' })
      .thenRefused('NO_ANSWER_RECORDED');
  });
  it('that comes late is recorded and moves nothing, and opens the task to pass it on (H21)', () => {
    given(...inReferred, sent('WithdrawComplaint'))
      .under(under)
      .when('RecordDepartmentAnswer', answer('jobcenter', false))
      .then('LaterAnswerRecorded')
      .leadingTo('closed(withdrawnByCitizen)')
      .leaving({ tasks: [{ kind: 'answerToCitizen', department: 'jobcenter' }] });
    given(...inReferred, on('2026-04-01'), sent('RecordNoAnswer'))
      .under(under)
      .when('RecordDepartmentAnswer', answer('jobcenter'))
      .then('LaterAnswerRecorded')
      .leadingTo('awaitingConsent')
      .leaving({ tasks: [] });
  });
  it('is followed by more questions only with a consent to them, and to the departments it names (H23, H24)', () => {
    const answered = [...inReferred, answeredBy('jobcenter'), answeredBy('borgerservice')];
    const ask = { referrals: [toJobcenter('A')] };
    given(...answered)
      .under(under)
      .when('AskMoreQuestions', ask)
      .thenRefused('CONSENT_MISSING', 'H24');
    given(...answered, consented('closerExamination', ['jobcenter']))
      .under(under)
      .when('AskMoreQuestions', ask)
      .thenRefused('CONSENT_MISSING', 'H24');
    given(...answered, consented('moreQuestions', ['borgerservice']))
      .under(under)
      .when('AskMoreQuestions', ask)
      .thenRefused('CONSENT_SCOPE_EXCEEDED', 'H24');
    given(...answered, consented('moreQuestions', ['jobcenter']))
      .under(under)
      .when('AskMoreQuestions', ask)
      .then('MoreQuestionsAsked', { facts: { consent: 'covers' } })
      .leadingTo('referred');
    given(
      on('2026-03-03'),
      ...caseUnder('koebenhavn@1'),
      referredToBoth,
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
    )
      .under('koebenhavn@1')
      .when('AskMoreQuestions', ask)
      .then('MoreQuestionsAsked', { facts: { consent: 'notRequired' } });
  });
});

it('a part that another body has taken leaves the others; the last one closes the case as directed (T2)', () => {
  const taken = (id: string) =>
    ({ part: id, admissible: false, ground: 'courts', guidance: ['whereToComplain'], body: 'domstolene' }) as const;
  given(...inReferred)
    .under(under)
    .when('AssessRemit', taken('A'))
    .then('PartTakenElsewhere')
    .leadingTo('referred')
    .leaving({ parts: [{ outcome: 'directed', admissible: false }, { outcome: null }] });
  given(...inReferred, sent('AssessRemit', taken('A')))
    .under(under)
    .when('AssessRemit', taken('B'))
    .then('LastPartTakenElsewhere')
    .leadingTo('closed(directed)');
  given(...inReferred)
    .under(under)
    .when('AssessRemit', { ...taken('A'), ground: 'serviceLevel' })
    .thenRefused('NOT_IN_PROFILE');
  given(...inReferred, sent('AssessRemit', taken('A')))
    .under(under)
    .when('AssessRemit', { ...taken('B'), ground: 'serviceLevel' })
    .thenRefused('NOT_IN_PROFILE');
});

describe('a part that comes later', () => {
  const answered = [...inReferred, answeredBy('jobcenter'), answeredBy('borgerservice')];
  const late = [part('jobcenter'), admitted('C')];
  const referC = { referrals: [toJobcenter('C')] };
  const criteria = { citizenBenefit: 'high', improvement: 'high', overall: 'justified' } as const;

  it('is recorded and assessed wherever the case is open, and moves nothing (H19)', () => {
    const closerExamination = consented('closerExamination', ['jobcenter', 'borgerservice']);
    const open: { readonly [state: string]: readonly Line[] } = {
      referred: inReferred,
      answered,
      awaitingConsent: [...answered, sent('RequestCloserLook')],
      'investigating.active': [...answered, sent('RequestCloserLook'), closerExamination],
      'investigating.halted': [
        ...answered,
        sent('RequestCloserLook'),
        closerExamination,
        sent('WithdrawConsent', { channel: 'phone' }),
      ],
    };
    for (const [state, history] of Object.entries(open)) {
      given(...history)
        .under(under)
        .when('RecordPart', part('jobcenter').body)
        .then('PartRecorded', { part: 'C' })
        .leadingTo(state);
      given(...history, part('jobcenter'))
        .under(under)
        .when('AssessRemit', admitted('C').body)
        .then('RemitAssessed')
        .leadingTo(state);
    }
  });
  it('is put to a department by itself, while the others are asked and after they have answered (H19)', () => {
    for (const history of [inReferred, answered])
      given(...history, ...late)
        .under(under)
        .when('ReferToDepartment', referC)
        .then('CaseReferred', { facts: { coverage: 'complete', again: 'no' } })
        .leadingTo('referred');
    given(...answered, ...late)
      .under(under)
      .when('ReferToDepartment', { referrals: [toJobcenter('A', 'C')] })
      .thenRefused('PART_NOT_ADMISSIBLE', 'H19');
    given(...answered)
      .under(under)
      .when('ReferToDepartment', { referrals: [toJobcenter('A')] })
      .thenRefused('PART_NOT_ADMISSIBLE', 'H19');
    given(...answered, part('jobcenter'))
      .under(under)
      .when('ReferToDepartment', referC)
      .thenRefused('PART_NOT_ADMISSIBLE', 'H28');
    given(...answered, ...late, part('borgerservice'), admitted('D'))
      .under(under)
      .when('ReferToDepartment', referC)
      .thenRefused('PART_MISSING', 'H19');
  });
  it('and has the age limit of the inquiry, which may be waived there (H29)', () => {
    const old = [part('jobcenter', { eventEnd: '2024-01-31' }), admitted('C')];
    given(...answered, ...old)
      .under(under)
      .when('ReferToDepartment', referC)
      .thenRefused('AGE_LIMIT_EXCEEDED', 'H29');
    given(...answered, ...old, sent('WaiveAgeLimit', { part: 'C', reason: 'lateKnowledge' }))
      .under(under)
      .when('ReferToDepartment', referC)
      .then('CaseReferred', { facts: { ageLimit: 'waived' } });
  });
  it('keeps the case open until it is put to a department, taken elsewhere or withdrawn (H19, H22)', () => {
    for (const left of [late, [part('jobcenter')]])
      given(...answered, ...left)
        .under(under)
        .when('CloseCase')
        .thenRefused('PART_MISSING', 'H19');
    const done: readonly (readonly Line[])[] = [
      [...late, sent('ReferToDepartment', referC), answeredBy('jobcenter')],
      [part('jobcenter'), excluded('C')],
      [...late, excluded('C')],
      [...late, sent('WithdrawPart', { part: 'C' })],
    ];
    for (const lines of done)
      given(...answered, ...lines)
        .under(under)
        .when('CloseCase')
        .then('ClosedOnAnswer', { facts: { lateParts: 'seenTo' } });
  });
  it('and stands as before where the questions about it were recalled (H24)', () => {
    const recalled = [
      ...answered,
      ...late,
      consented('moreQuestions', ['jobcenter']),
      sent('AskMoreQuestions', referC),
      sent('WithdrawConsent', { channel: 'phone', purpose: 'moreQuestions' }),
    ];
    given(...recalled)
      .under(under)
      .when('CloseCase')
      .thenRefused('PART_MISSING', 'H19');
    given(...recalled)
      .under(under)
      .when('ReferToDepartment', referC)
      .then('CaseReferred', { facts: { again: 'no' } });
  });
  it('is decided with the others where the head decides: within the scope, or gone (K15)', () => {
    const assessed = [
      ...caseUnder('koebenhavn@1'),
      sent('StartEarlyResolution', { mode: 'written' }),
      sent('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen.' }),
      ...late,
    ];
    const declining = { criteria: { ...criteria, overall: 'notJustified' }, reasons: 'Fejlen er rettet.' } as const;
    const told = sent('NotifyCitizen', { about: 'decision', text: 'Vi går ikke videre.' });
    given(...assessed, told)
      .under('koebenhavn@1')
      .when('DeclineInvestigation', declining)
      .thenRefused('PART_MISSING');
    given(...assessed, sent('WithdrawPart', { part: 'C' }), told)
      .under('koebenhavn@1')
      .when('DeclineInvestigation', declining)
      .then('InvestigationDeclined');
    const examined = (...scope: readonly string[]) => [
      ...assessed,
      sent('OpenInvestigation', { scope, criteria }),
      sent('HearDepartment', { department: 'jobcenter', statement: 'Det var en fejl.' }),
      sent('HearCitizen', { statement: 'Ingen spurgte.' }),
      ...scope.map((id) => sent('RecordOutcome', { part: id, outcome: 'noCriticism', grounds: 'Sagen lå stille.' })),
      sent('NotifyCitizen', { about: 'result' }),
    ];
    given(...examined('A'))
      .under('koebenhavn@1')
      .when('Conclude')
      .thenRefused('PART_MISSING');
    given(...examined('A', 'C'))
      .under('koebenhavn@1')
      .when('Conclude')
      .then('ConcludedWithoutCriticism');
  });
  it('of a mediation belongs to where that began', () => {
    const wanted = [
      sent('OfferMediation'),
      sent('AnswerMediationOffer', { by: 'citizen', accepted: true }),
      sent('AnswerMediationOffer', { by: 'department', accepted: true }),
      sent('StartMediation'),
      ...late,
      sent('EndMediation', { agreement: false }),
    ];
    const registered = caseUnder('odense@1');
    given(...registered, ...wanted)
      .under('odense@1')
      .when('ReferToDepartment', { referrals: [toJobcenter('A', 'C'), { department: 'borgerservice', parts: ['B'] }] })
      .then('CaseReferred');
    const asked = [...registered, referredToBoth, answeredBy('jobcenter'), answeredBy('borgerservice')];
    given(...asked, ...wanted)
      .under('odense@1')
      .when('CloseCase')
      .thenRefused('PART_MISSING');
  });
  it('not assessed yet keeps the case open when the last of the others is taken elsewhere (T2)', () => {
    given(...inReferred, part('jobcenter'), excluded('A'))
      .under(under)
      .when('AssessRemit', excluded('B').body)
      .then('PartTakenElsewhere')
      .leadingTo('referred');
    given(...inReferred, part('jobcenter'), excluded('A'), excluded('B'))
      .under(under)
      .when('AssessRemit', excluded('C').body)
      .then('LastPartTakenElsewhere')
      .leadingTo('closed(directed)');
  });
});

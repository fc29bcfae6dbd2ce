import { answeredBy, caseUnder, consented, given, on, referredToBoth, sent } from '../testing/given.js';

const under = 'horsens@1';
const answered = [...caseUnder(under), referredToBoth, answeredBy('jobcenter'), answeredBy('borgerservice')];
const awaiting = [...answered, sent('RequestCloserLook')];
const winter = consented('closerExamination', ['jobcenter'], '2026-01-01', '2026-02-28');
const active = [...awaiting, winter];
const asking = (department: string, from?: string, to?: string) => ({
  department,
  about: 'Notater',
  ...(from && { from }),
  ...(to && { to }),
});
const asked = [...active, sent('RequestInformation', asking('jobcenter', '2026-01-01', '2026-01-31'))];
const halted = [...asked, sent('WithdrawConsent', { channel: 'phone' })];
const arriving = (more: object = {}) =>
  ({
    title: 'Notater',
    direction: 'in',
    date: '2026-03-02',
    department: 'jobcenter',
    from: '2026-01-01',
    to: '2026-01-31',
    ...more,
  }) as const;
const criteria = { citizenBenefit: 'high', improvement: 'low', overall: 'justified' } as const;

describe('a consent', () => {
  it('is kept with how it was given and in which words, whatever it leads to (H24)', () => {
    const how = { how: 'phone', text: 'Ja, gør det' } as const;
    const closer = { purpose: 'closerExamination', departments: ['jobcenter'], ...how } as const;
    given(...awaiting)
      .under(under)
      .when('GiveConsent', closer)
      .then('ConsentGivenForExamination', how);
    given(...answered)
      .under(under)
      .when('GiveConsent', closer)
      .then('ConsentGiven', how);
  });
  it('to a closer examination opens it under Horsens, with every admissible part in scope (H24)', () => {
    given(...awaiting)
      .under(under)
      .when('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] })
      .then('ConsentGivenForExamination', { scope: ['A', 'B'] })
      .leadingTo('investigating.active')
      .leaving({ parts: [{ inScope: true }, { inScope: true }] });
  });
  it('to a closer examination leads to the head where the head decides (K14)', () => {
    const odense = [
      ...caseUnder('odense@1'),
      referredToBoth,
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
      sent('RequestCloserLook'),
    ];
    given(...odense)
      .under('odense@1')
      .when('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] })
      .then('ConsentGivenForAssessment')
      .leadingTo('investigationAssessment');
    given(...odense)
      .under('odense@1')
      .when('OpenInvestigation', { scope: ['A'], criteria })
      .thenRefused('CONSENT_MISSING');
    given(...odense, winter)
      .under('odense@1')
      .when('OpenInvestigation', { scope: ['A'], criteria })
      .then('InvestigationOpened', { facts: { consent: 'covers' } })
      .leadingTo('investigating.active');
  });
  it('to something else moves nothing, and one given before it is asked for neither (H24)', () => {
    given(...awaiting)
      .under(under)
      .when('GiveConsent', { purpose: 'moreQuestions', departments: ['jobcenter'] })
      .then('ConsentGiven')
      .leadingTo('awaitingConsent');
    given(...awaiting)
      .under(under)
      .when('GiveConsent', { purpose: 'shareName', departments: ['jobcenter'] })
      .then('ConsentGiven')
      .leadingTo('awaitingConsent');
    given(...caseUnder(under))
      .under(under)
      .when('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] })
      .then('ConsentGiven')
      .leadingTo('registered');
    given(
      ...caseUnder(under),
      winter,
      sent('StartEarlyResolution', { mode: 'flexible' }),
      sent('RecordContact', { department: 'jobcenter', with: 'leader', outcome: 'noReply' }),
      sent('NoQuickSolution', { reason: 'noReply' }),
    )
      .under(under)
      .when('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] })
      .then('ConsentGiven')
      .leadingTo('investigationAssessment');
  });
  it('binds what is asked, by department and by period (H24)', () => {
    given(...active)
      .under(under)
      .when('RequestInformation', asking('borgerservice', '2026-01-01', '2026-01-31'))
      .thenRefused('CONSENT_SCOPE_EXCEEDED', 'H24')
      .also();
    given(...active)
      .under(under)
      .when('RequestInformation', asking('jobcenter', '2026-01-01', '2026-03-01'))
      .thenRefused('CONSENT_SCOPE_EXCEEDED', 'H24');
    given(...active)
      .under(under)
      .when('RequestInformation', asking('jobcenter', '2025-12-31', '2026-01-31'))
      .thenRefused('CONSENT_SCOPE_EXCEEDED', 'H24');
    given(...active)
      .under(under)
      .when('RequestInformation', asking('jobcenter'))
      .thenRefused('CONSENT_SCOPE_EXCEEDED', 'H24');
    given(...active)
      .under(under)
      .when('RequestInformation', asking('jobcenter', '2026-01-01', '2026-02-28'))
      .then('InformationRequested', { request: 'R1', facts: { consent: 'covers' } });
    given(...active, consented('closerExamination', ['borgerservice']))
      .under(under)
      .when('RequestInformation', asking('borgerservice'))
      .then('InformationRequested');
  });
  it('binds whom the office may hear, by department, however long ago it was about (H24)', () => {
    given(...active)
      .under(under)
      .when('HearDepartment', { department: 'borgerservice', statement: 'Ja' })
      .thenRefused('CONSENT_SCOPE_EXCEEDED', 'H24')
      .also();
    given(...active)
      .under(under)
      .when('HearDepartment', { department: 'jobcenter', statement: 'Ja' })
      .then('DepartmentHeard', { facts: { consent: 'covers' } });
    given(...active, consented('closerExamination', ['borgerservice']))
      .under(under)
      .when('HearDepartment', { department: 'borgerservice', statement: 'Ja' })
      .then('DepartmentHeard');
  });
  it('binds nothing under København, which asks for none, and may be given there all the same', () => {
    const koebenhavn = [
      ...caseUnder('koebenhavn@1'),
      sent('StartEarlyResolution', { mode: 'flexible' }),
      sent('RecordContact', { department: 'jobcenter', with: 'leader', outcome: 'noReply' }),
      sent('NoQuickSolution', { reason: 'noReply' }),
      winter,
      sent('OpenInvestigation', { scope: ['A'], criteria }),
    ];
    given(...koebenhavn)
      .under('koebenhavn@1')
      .when('RequestInformation', asking('socialcenter'))
      .then('InformationRequested', { facts: { consent: 'notRequired' } });
    given(...koebenhavn)
      .under('koebenhavn@1')
      .when('HearDepartment', { department: 'socialcenter', statement: 'Ja' })
      .then('DepartmentHeard', { facts: { consent: 'notRequired' } });
    given(...koebenhavn)
      .under('koebenhavn@1')
      .when('WithdrawConsent', { channel: 'phone' })
      .then('ConsentWithdrawn')
      .leadingTo('investigating.halted');
  });
  it('refused closes the case, where it was asked for and nowhere else (H24)', () => {
    given(...awaiting)
      .under(under)
      .when('RefuseConsent')
      .then('ConsentRefused')
      .leadingTo('closed(consentRefused)')
      .leaving({ consent: { status: 'refused' } });
    given(...active)
      .under(under)
      .when('RefuseConsent')
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
  it('is refused only once each answer has reached the citizen (H21)', () => {
    const late = [...caseUnder(under), referredToBoth, on('2026-04-01'), sent('RecordNoAnswer')];
    given(...late, answeredBy('jobcenter', false))
      .under(under)
      .when('RefuseConsent')
      .thenRefused('ANSWER_NOT_REACHED_CITIZEN', 'H21', 'H22');
    given(...late, answeredBy('jobcenter', false), sent('ForwardAnswerToCitizen', { department: 'jobcenter' }))
      .under(under)
      .when('RefuseConsent')
      .then('ConsentRefused', { facts: { answer: 'reached' } });
  });
  it('need not be waited for: with an answer the case may close or go back to the department (H22, H23)', () => {
    const silence = [...caseUnder(under), referredToBoth, on('2026-04-01'), sent('RecordNoAnswer')];
    const late = [...silence, answeredBy('jobcenter')];
    const ask = { referrals: [{ department: 'jobcenter', parts: ['A'] }] };
    given(...silence)
      .under(under)
      .when('CloseCase')
      .thenRefused('NO_ANSWER_RECORDED', 'H21', 'H22');
    given(...silence, answeredBy('jobcenter', false))
      .under(under)
      .when('CloseCase')
      .thenRefused('ANSWER_NOT_REACHED_CITIZEN', 'H21', 'H22')
      .also();
    given(...late)
      .under(under)
      .when('CloseCase')
      .then('ClosedOnAnswer')
      .leadingTo('closed(answeredByDepartment)');
    given(...silence, consented('moreQuestions', ['jobcenter']))
      .under(under)
      .when('AskMoreQuestions', ask)
      .thenRefused('NO_ANSWER_RECORDED', 'H21', 'H22');
    given(...late)
      .under(under)
      .when('AskMoreQuestions', ask)
      .thenRefused('CONSENT_MISSING', 'H24');
    given(...late, consented('moreQuestions', ['jobcenter']))
      .under(under)
      .when('AskMoreQuestions', ask)
      .then('MoreQuestionsAsked')
      .leadingTo('referred');
  });
  it('that is not required leaves the assessment the same two ways (H22, H23)', () => {
    const koebenhavn = [...caseUnder('koebenhavn@1'), referredToBoth, on('2026-04-01'), sent('RecordNoAnswer')];
    given(...koebenhavn)
      .under('koebenhavn@1')
      .when('CloseCase')
      .thenRefused('NO_ANSWER_RECORDED');
    given(...koebenhavn, answeredBy('jobcenter'))
      .under('koebenhavn@1')
      .when('CloseCase')
      .then('ClosedOnAnswer')
      .leadingTo('closed(answeredByDepartment)');
    given(...koebenhavn)
      .under('koebenhavn@1')
      .when('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['A'] }] })
      .then('MoreQuestionsAsked')
      .leadingTo('referred');
  });
  it('shares the name with a suggestion, in a case, for every department that gets one (H11)', () => {
    const suggested = [
      ...caseUnder(under),
      sent('RecordSuggestion', { topic: 'communication', department: 'jobcenter' }),
      sent('RecordSuggestion', { topic: 'delay', department: 'dagtilbud' }),
    ];
    given(...suggested)
      .under(under)
      .when('ForwardSuggestion', { withName: true })
      .thenRefused('CONSENT_MISSING', 'H11', 'H16');
    given(...suggested, consented('shareName', ['jobcenter']))
      .under(under)
      .when('ForwardSuggestion', { withName: true })
      .thenRefused('CONSENT_MISSING');
    given(...suggested, consented('shareName', ['jobcenter', 'dagtilbud']))
      .under(under)
      .when('ForwardSuggestion', { withName: true })
      .then('SuggestionForwardedInCase')
      .leadingTo('registered');
    given(...suggested, sent('ForwardSuggestion', { withName: false }))
      .under(under)
      .when('ForwardSuggestion', { withName: false })
      .thenNothing();
  });
});

describe('a consent withdrawn', () => {
  it('halts the investigation at once and recalls each open request, by whatever channel (H24)', () => {
    given(...asked, sent('RequestInformation', asking('jobcenter', '2026-02-01', '2026-02-28')))
      .under(under)
      .when('WithdrawConsent', { channel: 'sms' })
      .then('ConsentWithdrawn', { recalled: ['R1', 'R2'] })
      .leadingTo('investigating.halted')
      .leaving({
        consent: { status: 'withdrawn', scopes: [] },
        informationRequests: [{ status: 'recalled' }, { status: 'recalled' }],
      });
  });
  it('does not halt anything else, and cannot be withdrawn twice or before it was given', () => {
    given(...answered, winter)
      .under(under)
      .when('WithdrawConsent', { channel: 'phone' })
      .then('ConsentWithdrawn')
      .leadingTo('answered');
    given(...answered)
      .under(under)
      .when('WithdrawConsent', { channel: 'phone' })
      .thenRefused('CONSENT_MISSING', 'H24');
    given(...halted)
      .under(under)
      .when('WithdrawConsent', { channel: 'phone' })
      .thenRefused('CONSENT_MISSING', 'H24');
    given(...halted, sent('WithdrawComplaint'))
      .under(under)
      .when('WithdrawConsent', { channel: 'phone' })
      .thenRefused('CONSENT_MISSING', 'H24');
  });
  it('may be withdrawn on a closed case too, and moves it nowhere (H24)', () => {
    given(...answered, winter, sent('CloseCase'))
      .under(under)
      .when('WithdrawConsent', { channel: 'phone' })
      .then('ConsentWithdrawn')
      .leadingTo('closed(answeredByDepartment)')
      .leaving({ consent: { status: 'withdrawn', scopes: [] } });
    given(...answered, winter, sent('CloseCase'))
      .under(under)
      .when('WithdrawConsent', { channel: 'phone', purpose: 'closerExamination' })
      .then('ConsentToPurposeWithdrawn')
      .leadingTo('closed(answeredByDepartment)');
    given(...answered, winter, sent('CloseCase'), on('2031-03-31'), sent('ShredKeys'))
      .under(under)
      .when('WithdrawConsent', { channel: 'phone' })
      .thenRefused('CASE_SHREDDED');
  });
  it('of one purpose leaves the others, and is refused where that purpose was not consented to (H24)', () => {
    const twice = [...answered, winter, consented('shareName', ['jobcenter'])];
    given(...twice)
      .under(under)
      .when('WithdrawConsent', { channel: 'letter', purpose: 'shareName' })
      .then('ConsentToPurposeWithdrawn', { purpose: 'shareName', facts: { toWithdraw: 'stands' } })
      .leadingTo('answered')
      .leaving({ consent: { status: 'given', scopes: [{ purpose: 'closerExamination' }] } });
    given(...twice)
      .under(under)
      .when('WithdrawConsent', { channel: 'letter', purpose: 'moreQuestions' })
      .thenRefused('CONSENT_MISSING', 'H24')
      .also();
    given(...twice, sent('WithdrawConsent', { channel: 'letter', purpose: 'shareName' }))
      .under(under)
      .when('WithdrawConsent', { channel: 'letter', purpose: 'shareName' })
      .thenRefused('CONSENT_MISSING', 'H24');
    given(...answered, winter, sent('WithdrawConsent', { channel: 'letter', purpose: 'closerExamination' }))
      .under(under)
      .when('WithdrawConsent', { channel: 'letter' })
      .thenRefused('CONSENT_MISSING', 'H24');
  });
  it('halts the investigation where it is that purpose, and not where it is another (H24)', () => {
    const both = [...asked, consented('shareName', ['jobcenter'])];
    given(...both)
      .under(under)
      .when('WithdrawConsent', { channel: 'phone', purpose: 'closerExamination' })
      .then('ConsentToExaminationWithdrawn', { recalled: ['R1'] })
      .leadingTo('investigating.halted')
      .leaving({ consent: { status: 'given' }, informationRequests: [{ status: 'recalled' }] });
    given(...both)
      .under(under)
      .when('WithdrawConsent', { channel: 'phone', purpose: 'shareName' })
      .then('ConsentToPurposeWithdrawn', { recalled: [] })
      .leadingTo('investigating.active')
      .leaving({ informationRequests: [{ status: 'open' }] });
  });
  it('recalls the open questions by a letter each; nobody is reminded, and what still comes is unread (H24)', () => {
    const questions = [
      ...answered,
      consented('moreQuestions', ['jobcenter', 'borgerservice']),
      sent('AskMoreQuestions', {
        referrals: [
          { department: 'jobcenter', parts: ['A'] },
          { department: 'borgerservice', parts: ['B'] },
        ],
      }),
    ];
    const withdrawn = given(...questions)
      .under(under)
      .when('WithdrawConsent', { channel: 'phone' })
      .then('ConsentToQuestionsWithdrawn', { questionsTo: ['jobcenter', 'borgerservice'] })
      .leadingTo('answered')
      .leaving({ consent: { status: 'withdrawn' } });
    const { letters, referrals } = withdrawn.story.caseState;
    expect(letters.slice(-2).map(({ kind, department }) => [kind, department])).toEqual([
      ['recall', 'jobcenter'],
      ['recall', 'borgerservice'],
    ]);
    expect(referrals.slice(-2).map(({ open, endedOn }) => [open, endedOn])).toEqual([
      [false, '2026-03-02'],
      [false, '2026-03-02'],
    ]);
    given(...questions, sent('WithdrawConsent', { channel: 'phone', purpose: 'moreQuestions' }), on('2026-03-17'))
      .under(under)
      .when('Remind', { department: 'jobcenter', sentOn: '2026-03-02' })
      .thenRefused('TRANSITION_NOT_ALLOWED');
    given(...questions, sent('WithdrawConsent', { channel: 'phone', purpose: 'moreQuestions' }))
      .under(under)
      .when('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true })
      .then('LaterAnswerRecorded', { quarantined: true })
      .leadingTo('answered');
    given(...questions, consented('shareName', ['jobcenter']))
      .under(under)
      .when('WithdrawConsent', { channel: 'phone', purpose: 'shareName' })
      .then('ConsentToPurposeWithdrawn', { questionsTo: [] })
      .leadingTo('referred')
      .leaving({ referrals: [{}, {}, { open: true }, { open: true }] });
  });
  it('leaves a plain referral where it is, which rests on no consent (H19)', () => {
    given(...caseUnder(under), consented('moreQuestions', ['jobcenter']), referredToBoth)
      .under(under)
      .when('WithdrawConsent', { channel: 'phone' })
      .then('ConsentWithdrawn', { questionsTo: [] })
      .leadingTo('referred')
      .leaving({ referrals: [{ open: true }, { open: true }] });
  });
  it('stops every step of substance, and each says why (H24)', () => {
    given(...halted)
      .under(under)
      .when('RequestInformation', asking('jobcenter', '2026-01-01', '2026-01-31'))
      .thenRefused('CONSENT_WITHDRAWN', 'H24');
    given(...halted)
      .under(under)
      .when('RecordOutcome', { part: 'A', outcome: 'criticism', grounds: 'Sen' })
      .thenRefused('INVESTIGATION_HALTED');
    given(...halted)
      .under(under)
      .when('HearDepartment', { department: 'jobcenter', statement: 'Ja' })
      .thenRefused('INVESTIGATION_HALTED');
    given(...halted)
      .under(under)
      .when('HearCitizen', { statement: 'Ja' })
      .thenRefused('INVESTIGATION_HALTED');
    given(...halted)
      .under(under)
      .when('ChangeScope', { scope: ['A'], criteria })
      .thenRefused('INVESTIGATION_HALTED');
    given(...halted)
      .under(under)
      .when('Conclude')
      .thenRefused('INVESTIGATION_HALTED');
    given(...awaiting)
      .under(under)
      .when('RequestInformation', asking('jobcenter'))
      .thenRefused('CONSENT_MISSING', 'H24');
  });
  it('puts what still arrives from that department for that period under quarantine, and nothing else (H24)', () => {
    given(...halted)
      .under(under)
      .when('FileDocument', arriving())
      .then('DocumentFiled', { quarantined: true })
      .leadingTo('investigating.halted');
    given(...halted)
      .under(under)
      .when('FileDocument', { title: 'Notater', direction: 'in', date: '2026-03-02', request: 'R1' })
      .then('DocumentFiled', { quarantined: true, department: 'jobcenter', from: '2026-01-01' });
    given(...halted)
      .under(under)
      .when('FileDocument', arriving({ from: '2026-03-01', to: '2026-03-02' }))
      .then('DocumentFiled', { quarantined: false });
    given(...halted)
      .under(under)
      .when('FileDocument', arriving({ department: 'borgerservice' }))
      .then('DocumentFiled', { quarantined: false });
    given(...halted)
      .under(under)
      .when('FileDocument', arriving({ direction: 'internal' }))
      .then('DocumentFiled', { quarantined: false });
    given(...halted)
      .under(under)
      .when('FileDocument', { title: 'Et udgående brev', direction: 'out', date: '2026-03-02' })
      .then('DocumentFiled', { quarantined: false });
    given(...asked)
      .under(under)
      .when('FileDocument', arriving())
      .then('DocumentFiled', { quarantined: false });
  });
  it('leaves readable what came before, and a new consent that covers it frees what came after (H24)', () => {
    const both = [
      ...asked,
      sent('FileDocument', arriving()),
      sent('WithdrawConsent', { channel: 'phone' }),
      sent('FileDocument', arriving()),
    ];
    given(...both)
      .under(under)
      .when('GiveConsent', {
        purpose: 'closerExamination',
        departments: ['jobcenter'],
        from: '2026-01-01',
        to: '2026-01-15',
      })
      .then('ConsentGivenForExamination')
      .leadingTo('investigating.active')
      .leaving({
        consent: { status: 'given' },
        documents: given(...both)
          .under(under)
          .story.caseState.documents.map(({ quarantined }) => ({ quarantined })),
      });
    given(...both, consented('moreQuestions', ['jobcenter'], '2026-01-01', '2026-01-15'))
      .under(under)
      .when('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] })
      .then('ConsentGivenForExamination')
      .leaving({
        documents: given(...both)
          .under(under)
          .story.caseState.documents.map(() => ({ quarantined: false })),
      });
  });
  it('lets the case close once the citizen was told how it stood, after the withdrawal (H25)', () => {
    const closing = [...halted, sent('NotifyCitizen', { about: 'status', text: 'Sådan står sagen' })];
    given(...halted)
      .under(under)
      .when('CloseCase')
      .thenRefused('CITIZEN_NOT_INFORMED', 'H25');
    given(
      ...asked,
      sent('NotifyCitizen', { about: 'status', text: 'Sådan står sagen' }),
      sent('WithdrawConsent', { channel: 'phone' }),
    )
      .under(under)
      .when('CloseCase')
      .thenRefused('CITIZEN_NOT_INFORMED');
    given(...halted, sent('NotifyCitizen', { about: 'rights' }))
      .under(under)
      .when('CloseCase')
      .thenRefused('CITIZEN_NOT_INFORMED');
    given(...closing)
      .under(under)
      .when('CloseCase')
      .then('ClosedOnWithdrawal')
      .leadingTo('closed(consentWithdrawn)');
  });
  it('an answer that comes while it is halted is kept unread too, and moves nothing (H24)', () => {
    given(...halted, on('2026-03-09'))
      .under(under)
      .when('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true })
      .then('LaterAnswerRecorded')
      .leadingTo('investigating.halted');
  });
});

import {
  admitted,
  agreed,
  caseUnder,
  excluded,
  exhausted,
  given,
  on,
  part,
  person,
  received,
  sent,
} from '../testing/given.js';

const inquiry = [received, part('jobcenter'), admitted('A')];
const atDialogueCheck = [...inquiry, sent('CompleteIntake')];
const talked = (more: object) =>
  sent('RecordDialogue', { department: 'jobcenter', departmentHadOpportunity: true, ...more });

describe('dialogue under København', () => {
  const under = 'koebenhavn@1';

  it('a case is refused while the department has had no opportunity to answer (K1, K2)', () => {
    given(...atDialogueCheck)
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('DIALOGUE_NOT_EXHAUSTED', 'K1', 'K2')
      .also();
    given(
      ...atDialogueCheck,
      sent('RecordDialogue', { department: 'jobcenter', departmentHadOpportunity: false, answered: true }),
    )
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('DIALOGUE_NOT_EXHAUSTED', 'K1', 'K2');
  });
  it('a citizen who is dissatisfied with the answer may complain, from the dialogue check and from the intake (K4)', () => {
    for (const history of [inquiry, atDialogueCheck]) {
      given(...history, talked({ answered: true }))
        .under(under)
        .when('RegisterCase', person)
        .then('CaseRegistered', {
          parts: ['A'],
          facts: { dialogue: 'exhausted', ageLimit: 'within', agreement: 'notRequired' },
        })
        .leadingTo('registered');
    }
  });
  it('so may one who asked and got no answer; one who never asked may not (K5)', () => {
    given(...inquiry, talked({ answered: false, askedOn: '2026-02-02' }))
      .under(under)
      .when('RegisterCase', person)
      .then('CaseRegistered', { facts: { dialogue: 'exhausted' } });
    given(...inquiry, talked({ answered: false }))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('DIALOGUE_NOT_EXHAUSTED');
    given(...inquiry, talked({ askedOn: '2026-02-02' }))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('DIALOGUE_NOT_EXHAUSTED');
  });
  it('a citizen who cannot conduct the dialogue is let through, and the event says so (K6)', () => {
    given(...atDialogueCheck, sent('AttestUnable', { reason: 'illness' }))
      .under(under)
      .when('RegisterCase', person)
      .then('CaseRegistered', { facts: { dialogue: 'excused' } });
  });
  it('a complaint that the head flags as of principle is let through (K19)', () => {
    given(...inquiry)
      .under(under)
      .when('FlagPrincipled', { reason: 'affectsMany' }, { as: 'adviser' })
      .thenRefused('ROLE_FORBIDDEN', 'K14');
    given(...inquiry, sent('FlagPrincipled', { reason: 'affectsMany' }))
      .under(under)
      .when('RegisterCase', person)
      .then('CaseRegistered', { facts: { dialogue: 'excused' } });
  });
  it('dialogue with another department than the one complained of does not do (K2)', () => {
    given(...inquiry, exhausted('borgerservice'))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('DIALOGUE_NOT_WITH_CONCERNED_DEPARTMENT', 'K1', 'K2')
      .also();
  });
  it('of two departments both have to have answered; the part that is ready can be registered alone (K1)', () => {
    const two = [...inquiry, part('borgerservice'), admitted('B'), exhausted('jobcenter')];
    given(...two)
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('DIALOGUE_NOT_WITH_CONCERNED_DEPARTMENT');
    given(...two)
      .under(under)
      .when('RegisterCase', { ...person, parts: ['A'] })
      .then('CaseRegistered', { parts: ['A'] });
  });
  it('the latest word about a department counts', () => {
    given(...inquiry, exhausted('jobcenter'), talked({ answered: false }))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('DIALOGUE_NOT_EXHAUSTED');
  });
  it('a citizen is guided back to dialogue while it is open, and not once it is exhausted or excused (K3, K4)', () => {
    given(...atDialogueCheck)
      .under(under)
      .when('GuideBack', { offered: ['dialogueHelp'] })
      .then('GuidedBack')
      .leadingTo('endedWithoutCase(guidedBack)');
    given(...atDialogueCheck, exhausted('borgerservice'))
      .under(under)
      .when('GuideBack', { offered: ['mediation'] })
      .then('GuidedBack');
    given(...atDialogueCheck, exhausted('jobcenter'))
      .under(under)
      .when('GuideBack', { offered: ['dialogueHelp'] })
      .thenRefused('DIALOGUE_EXHAUSTED');
    given(...atDialogueCheck, sent('AttestUnable', { reason: 'language' }))
      .under(under)
      .when('GuideBack', { offered: ['dialogueHelp'] })
      .thenRefused('DIALOGUE_EXHAUSTED');
  });
});

describe('dialogue under Odense', () => {
  const under = 'odense@1';

  it("it is exhausted when the citizen has talked with the part's department and sees no more options (O14)", () => {
    given(...inquiry, talked({ moreOptionsSeen: false }))
      .under(under)
      .when('RegisterCase', person)
      .then('CaseRegistered', { facts: { dialogue: 'exhausted' } });
    given(...inquiry, talked({ answered: true, moreOptionsSeen: true }))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('DIALOGUE_NOT_EXHAUSTED', 'O14');
    given(...inquiry, talked({ answered: true }))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('DIALOGUE_NOT_EXHAUSTED', 'O14');
    given(...inquiry, talked({ answered: false, askedOn: '2026-01-05' }))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('DIALOGUE_NOT_EXHAUSTED', 'O14');
    given(...inquiry, exhausted('parkogvej'))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('DIALOGUE_NOT_WITH_CONCERNED_DEPARTMENT', 'O14');
  });
  it('there are no exceptions: neither inability nor principle (O14)', () => {
    given(...inquiry)
      .under(under)
      .when('AttestUnable', { reason: 'illness' })
      .thenRefused('EXCEPTION_NOT_IN_PROFILE', 'O14');
    given(...inquiry)
      .under(under)
      .when('FlagPrincipled', { reason: 'affectsMany' })
      .thenRefused('NOT_IN_PROFILE');
  });
  it('associations and companies may complain in Odense, and citizens alone elsewhere (O5)', () => {
    for (const complainantType of ['association', 'company'] as const) {
      const history = [sent('ReceiveInquiry', { channel: 'email', complainantType }), part('jobcenter'), admitted('A')];
      given(...history, exhausted('jobcenter'))
        .under(under)
        .when('RegisterCase', person)
        .then('CaseRegistered', { complainantType });
      given(...history, exhausted('jobcenter'))
        .under('koebenhavn@1')
        .when('RegisterCase', person)
        .thenRefused('COMPLAINANT_NOT_ELIGIBLE', 'D')
        .also();
      given(...history, agreed)
        .under('horsens@1')
        .when('RegisterCase', person)
        .thenRefused('COMPLAINANT_NOT_ELIGIBLE', 'D')
        .also();
    }
  });
});

describe('agreement and the age limit under Horsens', () => {
  const under = 'horsens@1';
  const old = (eventEnd: string) => [received, part('jobcenter', { eventEnd }), admitted('A'), agreed];

  it('there is no dialogue check, and no dialogue to record', () => {
    given(...inquiry)
      .under(under)
      .when('CompleteIntake')
      .thenRefused('NOT_IN_PROFILE', 'D');
    given(...inquiry)
      .under(under)
      .when('RecordDialogue', { department: 'jobcenter', departmentHadOpportunity: true })
      .thenRefused('NOT_IN_PROFILE', 'D');
    given(...inquiry)
      .under(under)
      .when('AttestUnable', { reason: 'illness' })
      .thenRefused('EXCEPTION_NOT_IN_PROFILE', 'D');
  });
  it('a case needs the yes of both, citizen and adviser; one is not enough, and a later no takes it back (H17)', () => {
    given(...inquiry)
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('NOT_AGREED', 'H17');
    given(...inquiry, sent('AgreeRegistration', { citizen: true, adviser: false }))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('NOT_AGREED', 'H17');
    given(...inquiry, sent('AgreeRegistration', { citizen: false, adviser: true }))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('NOT_AGREED', 'H17');
    given(...inquiry, agreed, sent('AgreeRegistration', { citizen: false, adviser: true }))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('NOT_AGREED', 'H17');
    given(...inquiry, agreed)
      .under(under)
      .when('RegisterCase', person)
      .then('CaseRegistered', { facts: { agreement: 'given', dialogue: 'notRequired' } });
  });
  it('the year after the end of the course of events is in time to its last day (H29)', () => {
    given(...old('2025-03-02'))
      .under(under)
      .when('RegisterCase', person)
      .then('CaseRegistered', { facts: { ageLimit: 'within' } });
    given(...old('2025-03-01'))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('AGE_LIMIT_EXCEEDED', 'H29')
      .also();
  });
  it('after 29 February the last day in time is the 28th of the next year (H29)', () => {
    given(on('2025-02-28'), ...old('2024-02-29'))
      .under(under)
      .when('RegisterCase', person)
      .then('CaseRegistered', { facts: { ageLimit: 'within' } })
      .leaving({ parts: [{ ageLimit: { lastDay: '2025-02-28', exceeded: false } }] });
    given(on('2025-03-01'), ...old('2024-02-29'))
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('AGE_LIMIT_EXCEEDED', 'H29');
  });
  it('it is measured at the day of receipt, also when that lies behind, not at the day of registration (H29)', () => {
    const backdated = sent('ReceiveInquiry', { channel: 'letter', receivedOn: '2026-02-27' });
    given(backdated, part('jobcenter', { eventEnd: '2025-02-28' }), admitted('A'), agreed)
      .under(under)
      .when('RegisterCase', person)
      .then('CaseRegistered', { facts: { ageLimit: 'within' } });
    given(...old('2025-03-02'), on('2026-06-01'))
      .under(under)
      .when('RegisterCase', person)
      .then('CaseRegistered', { facts: { ageLimit: 'within' } });
  });
  it('with a beginning alone it counts from there, and without any date there is no limit (H29)', () => {
    given(received, part('jobcenter', { eventStart: '2025-03-01' }), admitted('A'), agreed)
      .under(under)
      .when('RegisterCase', person)
      .thenRefused('AGE_LIMIT_EXCEEDED');
    given(received, part('jobcenter', { eventStart: '2020-01-01', eventEnd: '2025-06-01' }), admitted('A'), agreed)
      .under(under)
      .when('RegisterCase', person)
      .then('CaseRegistered', { facts: { ageLimit: 'within' } });
    given(received)
      .under(under)
      .when('RecordPart', { topic: 'delay', department: 'jobcenter' })
      .then('PartRecorded', { ageLimit: null });
  });
  it('an exceeded limit can be waived with a reason, once, and only where it is exceeded (H29)', () => {
    const waiver = { part: 'A', reason: 'citizenPrevented' } as const;
    given(...old('2024-06-01'), sent('WaiveAgeLimit', waiver))
      .under(under)
      .when('RegisterCase', person)
      .then('CaseRegistered', { facts: { ageLimit: 'waived' } });
    given(...old('2024-06-01'), sent('WaiveAgeLimit', waiver))
      .under(under)
      .when('WaiveAgeLimit', waiver)
      .thenRefused('WAIVER_NOT_NEEDED', 'H29');
    given(...inquiry)
      .under(under)
      .when('WaiveAgeLimit', waiver)
      .thenRefused('WAIVER_NOT_NEEDED', 'H29');
    given(...inquiry)
      .under(under)
      .when('WaiveAgeLimit', { ...waiver, part: 'C' })
      .thenInvalid('part');
    for (const other of ['koebenhavn@1', 'odense@1'])
      given(...inquiry)
        .under(other)
        .when('WaiveAgeLimit', waiver)
        .thenRefused('NOT_IN_PROFILE', 'D');
  });
  it("everything that stands in the way is told at once, in the contract's order", () => {
    given(
      sent('ReceiveInquiry', { channel: 'email', complainantType: 'company' }),
      part('jobcenter', { eventEnd: '2020-01-31' }),
    )
      .under(under)
      .when('RegisterCase', { ...person, parts: ['A'] })
      .thenRefused('PART_NOT_ADMISSIBLE', 'H28')
      .also('COMPLAINANT_NOT_ELIGIBLE', 'NOT_AGREED', 'AGE_LIMIT_EXCEEDED');
  });
});

describe('parts and the remit', () => {
  it('a part that is not assessed, or excluded, cannot be registered; the others can (H28, O15–O18)', () => {
    given(received, part('jobcenter'), exhausted('jobcenter'))
      .under('odense@1')
      .when('RegisterCase', person)
      .thenRefused('PART_NOT_ADMISSIBLE');
    given(received, part('jobcenter'), excluded('A'), exhausted('jobcenter'))
      .under('odense@1')
      .when('RegisterCase', { ...person, parts: ['A'] })
      .thenRefused('PART_NOT_ADMISSIBLE');
    given(...inquiry, part('borgerservice'), excluded('B'), agreed)
      .under('horsens@1')
      .when('RegisterCase', person)
      .then('CaseRegistered', { parts: ['A'] })
      .leaving({ parts: [{ inCase: true }, { inCase: false }] });
    given(...inquiry, agreed)
      .under('horsens@1')
      .when('RegisterCase', { ...person, parts: ['A', 'X'] })
      .thenInvalid('parts');
  });
  it('only a ground that the office lists excludes a part (H28, O18)', () => {
    const unlisted = { part: 'A', admissible: false, ground: 'serviceLevel', guidance: [] } as const;
    given(...inquiry)
      .under('odense@1')
      .when('AssessRemit', unlisted)
      .then('RemitAssessed', { facts: { ground: 'listed' } });
    for (const under of ['koebenhavn@1', 'horsens@1'])
      given(...inquiry)
        .under(under)
        .when('AssessRemit', unlisted)
        .thenRefused('NOT_IN_PROFILE');
    for (const under of ['koebenhavn@1', 'horsens@1']) {
      given(...caseUnder(under))
        .under(under)
        .when('AssessRemit', unlisted)
        .thenRefused('NOT_IN_PROFILE');
      given(...caseUnder(under), part('jobcenter'))
        .under(under)
        .when('AssessRemit', { ...unlisted, part: 'C' })
        .thenRefused('NOT_IN_PROFILE');
    }
  });
  it('nobody is directed elsewhere with a part that the office can take, or has not looked at (H28, O16)', () => {
    given(...inquiry)
      .under('horsens@1')
      .when('DirectElsewhere', { body: 'other' })
      .thenRefused('PART_ADMISSIBLE', 'H28');
    given(received, part('jobcenter'))
      .under('odense@1')
      .when('DirectElsewhere', { body: 'other' })
      .thenRefused('PART_ADMISSIBLE');
    given(received, part('jobcenter'), excluded('A'))
      .under('odense@1')
      .when('DirectElsewhere', { body: 'ombudsmanden' })
      .then('DirectedElsewhere')
      .leadingTo('endedWithoutCase(directed)');
  });
  it('a part is too old where the year has passed and nobody has waived it, and only there (H29)', () => {
    const tooOld = (id = 'A') =>
      sent('AssessRemit', { part: id, admissible: false, ground: 'tooOld', guidance: ['howToComplain'] });
    const old = part('jobcenter', { eventEnd: '2025-03-01' });
    given(received, old)
      .under('horsens@1')
      .when('AssessRemit', tooOld().body)
      .then('RemitAssessed', { ground: 'tooOld', facts: { ground: 'listed', age: 'exceeded', brought: 'none' } })
      .leaving({ parts: [{ admissible: false, ground: 'tooOld' }] });
    for (const within of [part('jobcenter', { eventEnd: '2025-03-02' }), part('jobcenter')])
      given(received, within)
        .under('horsens@1')
        .when('AssessRemit', tooOld().body)
        .thenRefused('PART_ADMISSIBLE', 'H29')
        .also();
    given(received, old, sent('WaiveAgeLimit', { part: 'A', reason: 'lateKnowledge' }))
      .under('horsens@1')
      .when('AssessRemit', tooOld().body)
      .thenRefused('PART_ADMISSIBLE', 'H29');
    for (const under of ['koebenhavn@1', 'odense@1'])
      given(received, old).under(under).when('AssessRemit', tooOld().body).thenRefused('NOT_IN_PROFILE').also();
    given(...caseUnder('horsens@1'), old)
      .under('horsens@1')
      .when('AssessRemit', tooOld('C').body)
      .then('RemitAssessed', { facts: { ground: 'listed', age: 'exceeded', brought: 'none' } })
      .leadingTo('registered');
    given(...caseUnder('horsens@1'), excluded('B'))
      .under('horsens@1')
      .when('AssessRemit', tooOld().body)
      .thenRefused('PART_ADMISSIBLE', 'H29');
    // Let in by mistake, and found too old afterwards.
    given(received, old, admitted('A'))
      .under('horsens@1')
      .when('AssessRemit', tooOld().body)
      .then('RemitAssessed', { admissible: false });
  });
  it('a contact is rejected whose every part is excluded, by whatever ground (H28, H29, O16–O18)', () => {
    const old = part('jobcenter', { eventEnd: '2024-01-31' });
    const tooOld = sent('AssessRemit', { part: 'A', admissible: false, ground: 'tooOld', guidance: [] });
    given(received, old, tooOld, part('borgerservice'), excluded('B', 'political'))
      .under('horsens@1')
      .when('RejectInquiry')
      .then('InquiryRejected', { facts: { parts: 'excluded' } })
      .leadingTo('endedWithoutCase(rejected)')
      .leaving({ parts: [{ remit: 'final' }, { remit: 'final' }] });
    given(received, sent('GiveGuidance', { codes: ['rights'] }), part('jobcenter'), excluded('A'))
      .under('odense@1')
      .when('RejectInquiry')
      .then('InquiryRejected')
      .leadingTo('endedWithoutCase(rejected)');
    given(...inquiry, sent('CompleteIntake'), excluded('A'))
      .under('koebenhavn@1')
      .when('RejectInquiry')
      .then('InquiryRejected')
      .leadingTo('endedWithoutCase(rejected)');
    for (const second of [[part('borgerservice')], [part('borgerservice'), admitted('B')]])
      given(received, old, tooOld, ...second)
        .under('horsens@1')
        .when('RejectInquiry')
        .thenRefused('PART_ADMISSIBLE', 'H28', 'H29')
        .also();
    given(received).under('horsens@1').when('RejectInquiry').thenRefused('PART_MISSING').also();
    given(...caseUnder('horsens@1'))
      .under('horsens@1')
      .when('RejectInquiry')
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
  it('the intake is complete with an admissible part alone (K2, O14)', () => {
    for (const under of ['koebenhavn@1', 'odense@1']) {
      given(received, part('jobcenter')).under(under).when('CompleteIntake').thenRefused('PART_NOT_ADMISSIBLE');
      given(...inquiry)
        .under(under)
        .when('CompleteIntake')
        .then('IntakeCompleted')
        .leadingTo('dialogueCheck');
    }
  });
  it('a contact ends as guidance after guidance, and as given up without (H14–H16)', () => {
    given(received, sent('GiveGuidance', { codes: ['rights'] }))
      .under('horsens@1')
      .when('EndWithoutCase')
      .then('EndedWithoutCase')
      .leadingTo('endedWithoutCase(guidance)');
    given(received)
      .under('horsens@1')
      .when('EndWithoutCase')
      .then('EndedWithoutCase')
      .leadingTo('endedWithoutCase(abandoned)');
    given(received)
      .under('horsens@1')
      .when('EndWithoutCase', { outcome: 'guidance' })
      .then('EndedWithoutCase')
      .leadingTo('endedWithoutCase(guidance)');
  });
  it('after guidance the talk may still become a case, a suggestion or more guidance (H15, O1)', () => {
    const guided = [received, sent('GiveGuidance', { codes: ['rights'] })];
    given(...guided)
      .under('horsens@1')
      .when('GiveGuidance', { codes: ['dialogue'] })
      .then('GuidanceGiven')
      .leadingTo('guidance');
    given(...guided, sent('RecordSuggestion', { topic: 'communication', department: 'jobcenter' }))
      .under('odense@1')
      .when('ForwardSuggestion', { withName: false })
      .then('SuggestionForwarded')
      .leadingTo('endedWithoutCase(suggestionForwarded)');
    given(...guided, part('jobcenter'), admitted('A'), agreed)
      .under('horsens@1')
      .when('RegisterCase', person)
      .then('CaseRegistered')
      .leadingTo('registered');
    given(...guided, part('jobcenter'), admitted('A'))
      .under('koebenhavn@1')
      .when('CompleteIntake')
      .then('IntakeCompleted')
      .leadingTo('dialogueCheck');
    given(...guided, part('jobcenter'), excluded('A'))
      .under('odense@1')
      .when('DirectElsewhere', { body: 'ankestyrelsen' })
      .then('DirectedElsewhere')
      .leadingTo('endedWithoutCase(directed)');
  });
  it('nobody is guided back to a dialogue that the office does not ask for', () => {
    given(received, sent('GiveGuidance', { codes: ['dialogue'] }))
      .under('horsens@1')
      .when('GuideBack', { offered: ['dialogueHelp'] })
      .thenRefused('NOT_IN_PROFILE')
      .also('DIALOGUE_EXHAUSTED');
    given(received, sent('GiveGuidance', { codes: ['dialogue'] }))
      .under('odense@1')
      .when('GuideBack', { offered: ['dialogueHelp'] })
      .then('GuidedBack')
      .leadingTo('endedWithoutCase(guidedBack)');
  });
  it('a suggestion is passed on without a name before a case, and ends the contact (H11, O12)', () => {
    const suggestion = [received, sent('RecordSuggestion', { topic: 'communication', department: 'jobcenter' })];
    given(...suggestion)
      .under('odense@1')
      .when('ForwardSuggestion', { withName: false })
      .then('SuggestionForwarded', { departments: ['jobcenter'] })
      .leadingTo('endedWithoutCase(suggestionForwarded)');
    given(...suggestion)
      .under('odense@1')
      .when('ForwardSuggestion', { withName: true })
      .thenRefused('CONSENT_MISSING', 'O12');
    given(received)
      .under('odense@1')
      .when('ForwardSuggestion', { withName: false })
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
  it('an SMS is counted and nothing more, and leaves nothing to go on with (O20)', () => {
    given().under('odense@1').when('ReceiveInquiry', { channel: 'sms' }).then('SmsCounted').leadingTo('counted');
    given(sent('ReceiveInquiry', { channel: 'sms' }))
      .under('odense@1')
      .when('RecordPart', { topic: 'delay', department: 'jobcenter' })
      .thenNothing();
  });
  it('an answer can be expected within fifteen working days of receipt, and nobody is refused for it (O13)', () => {
    given(on('2026-03-31'))
      .under('odense@1')
      .when('ReceiveInquiry', { channel: 'phone' })
      .then('InquiryReceived', { answerDue: '2026-04-24' });
    given()
      .under('horsens@1')
      .when('ReceiveInquiry', { channel: 'phone' })
      .then('InquiryReceived', { answerDue: null });
  });
  it('sensitive data goes by Digital Post, before a case and in it (H5, O19)', () => {
    given(received)
      .under('odense@1')
      .when('SendReply', { channel: 'email', sensitive: true })
      .thenRefused('SENSITIVE_REQUIRES_DIGITAL_POST', 'O19');
    given(received)
      .under('horsens@1')
      .when('SendReply', { channel: 'email', sensitive: true })
      .thenRefused('SENSITIVE_REQUIRES_DIGITAL_POST', 'H5');
    given(received)
      .under('horsens@1')
      .when('SendReply', { channel: 'digitalPost', sensitive: true })
      .then('ReplySent')
      .leadingTo('intake')
      .leaving({ answeredTargetOn: '2026-03-02' });
  });
  it('sensitive data may go by letter, or be told at the counter or in a meeting (H5, O19)', () => {
    for (const profile of ['koebenhavn@1', 'horsens@1', 'odense@1'])
      for (const channel of ['letter', 'counter', 'meeting'] as const)
        given(received)
          .under(profile)
          .when('SendReply', { channel, sensitive: true })
          .then('ReplySent', { facts: { channel: 'safe' } });
    for (const channel of ['phone', 'email', 'web'] as const)
      given(received)
        .under('odense@1')
        .when('SendReply', { channel, sensitive: true })
        .thenRefused('SENSITIVE_REQUIRES_DIGITAL_POST', 'O19')
        .also();
  });
  it('no reply goes by SMS where the office does not answer one, before a case and in it (O20)', () => {
    given(received)
      .under('odense@1')
      .when('SendReply', { channel: 'sms', sensitive: false })
      .thenRefused('NOT_IN_PROFILE', 'O20')
      .also();
    given(...caseUnder('odense@1'))
      .under('odense@1')
      .when('SendReply', { channel: 'sms', sensitive: true, text: 'Kære Ludvig' })
      .thenRefused('NOT_IN_PROFILE', 'O20')
      .also('SENSITIVE_REQUIRES_DIGITAL_POST');
    given(received)
      .under('nordkoebing@1')
      .when('SendReply', { channel: 'sms', sensitive: false })
      .then('ReplySent', { facts: { sms: 'answered' } });
  });
  it('before a case any step of the case phase wants a case first (H16–H18)', () => {
    given(received)
      .under('horsens@1')
      .when('RecordNote', { text: 'Ludvig ringede' })
      .thenRefused('CASE_REQUIRED', 'H16', 'H17', 'H18');
    given(received, sent('EndWithoutCase')).under('horsens@1').when('CloseCase').thenRefused('CASE_REQUIRED');
  });
});

describe('a day in an anonymous talk (H16)', () => {
  const talk = (profile: string, body: object) =>
    given(received)
      .under(profile)
      .when('RecordPart', {
        topic: 'delay',
        department: 'jobcenter',
        ...body,
      });
  const days = { eventStart: '2025-11-17', eventEnd: '2026-02-13' };

  it('is kept where an age limit counts from it, and of every other the month alone', () => {
    talk('koebenhavn@1', days).then('PartRecorded', {
      eventStart: '2025-11-01',
      eventEnd: '2026-02-01',
      ageLimit: null,
    });
    talk('odense@1', { eventEnd: '2026-02-13' }).then('PartRecorded', { eventEnd: '2026-02-01' });
    talk('horsens@1', days).then('PartRecorded', {
      eventStart: '2025-11-01',
      eventEnd: '2026-02-13',
      ageLimit: { lastDay: '2027-02-13' },
    });
    talk('horsens@1', { eventStart: '2025-11-17' }).then('PartRecorded', { eventStart: '2025-11-17' });
    given(received)
      .under('koebenhavn@1')
      .when('RecordDialogue', { department: 'jobcenter', departmentHadOpportunity: true, askedOn: '2026-01-20' })
      .then('DialogueRecorded', { askedOn: '2026-01-01' });
  });

  it('is kept in a case, where it is known whose it is', () => {
    given(...caseUnder('koebenhavn@1'))
      .under('koebenhavn@1')
      .when('RecordPart', { topic: 'delay', department: 'jobcenter', ...days })
      .then('PartRecorded', days);
  });
});

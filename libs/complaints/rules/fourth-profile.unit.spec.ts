// A fourth municipality is a profile file and nothing else: Nordkøbing (invented) mixes what the three have with what
// is known elsewhere.
import {
  admitted,
  answeredBy,
  caseUnder,
  consented,
  excluded,
  exhausted,
  given,
  on,
  part,
  person,
  received,
  referredToBoth,
  sent,
} from '../testing/given.js';

const under = 'nordkoebing@1';
const inquiry = [received, part('jobcenter'), admitted('A')];
const ready = [...inquiry, exhausted('jobcenter')];
const criteria = { citizenBenefit: 'high', improvement: 'high', overall: 'justified' } as const;

it('cites its own rules: no case before the department could answer (N1), silence will do (N2)', () => {
  given(...inquiry)
    .under(under)
    .when('RegisterCase', person)
    .thenRefused('DIALOGUE_NOT_EXHAUSTED', 'N1');
  given(
    ...inquiry,
    sent('RecordDialogue', {
      department: 'jobcenter',
      departmentHadOpportunity: true,
      answered: false,
      askedOn: '2026-02-02',
    }),
  )
    .under(under)
    .when('RegisterCase', person)
    .then('CaseRegistered', { facts: { dialogue: 'exhausted' } });
});
it('excuses one who cannot speak (N3), and knows no complaint of principle', () => {
  given(...inquiry, sent('AttestUnable', { reason: 'illness' }))
    .under(under)
    .when('RegisterCase', person)
    .then('CaseRegistered', { facts: { dialogue: 'excused' } });
  given(...inquiry)
    .under(under)
    .when('FlagPrincipled', { reason: 'affectsMany' })
    .thenRefused('NOT_IN_PROFILE');
});
it('gives no guidance without a name (N4), and asks for no agreement', () => {
  given(received)
    .under(under)
    .when('GiveGuidance', { codes: ['rights'] })
    .thenRefused('NOT_IN_PROFILE', 'N4');
  given(received)
    .under(under)
    .when('AgreeRegistration', { citizen: true, adviser: true })
    .thenRefused('NOT_IN_PROFILE');
});
it('hears citizens and associations, and no companies (N5)', () => {
  const from = (complainantType: 'association' | 'company') => [
    sent('ReceiveInquiry', { channel: 'email', complainantType }),
    part('jobcenter'),
    admitted('A'),
    exhausted('jobcenter'),
  ];
  given(...from('association'))
    .under(under)
    .when('RegisterCase', person)
    .then('CaseRegistered');
  given(...from('company'))
    .under(under)
    .when('RegisterCase', person)
    .thenRefused('COMPLAINANT_NOT_ELIGIBLE', 'N5');
});
it('wants a power of attorney from one who complains for another, and nothing else will do (N16)', () => {
  given(...ready)
    .under(under)
    .when('RegisterCase', { ...person, representative: { name: 'Esmeralda', authority: 'powerOfAttorney' } })
    .then('CaseRegistered', { facts: { representative: 'accepted' } });
  given(...ready)
    .under(under)
    .when('RegisterCase', { ...person, representative: { name: 'Esmeralda', authority: 'guardian' } })
    .thenRefused('COMPLAINANT_NOT_ELIGIBLE', 'N16')
    .also();
  given(...ready, sent('CompleteIntake'))
    .under(under)
    .when('RegisterCase', { ...person, representative: { name: 'Esmeralda', authority: 'partyRepresentative' } })
    .thenRefused('COMPLAINANT_NOT_ELIGIBLE', 'N16')
    .also();
  given(...ready)
    .under(under)
    .when('RegisterCase', person)
    .then('CaseRegistered', { facts: { representative: 'none' } });
});
it("counts two years from the closing of the municipality's case, from nothing else, and waives none of them (N8)", () => {
  const old = (dates: object) => [received, part('jobcenter', dates), admitted('A'), exhausted('jobcenter')];
  given(...old({ eventEnd: '2024-03-02' }))
    .under(under)
    .when('RegisterCase', person)
    .then('CaseRegistered', { facts: { ageLimit: 'within' } });
  given(...old({ eventEnd: '2024-03-01' }))
    .under(under)
    .when('RegisterCase', person)
    .thenRefused('AGE_LIMIT_EXCEEDED', 'N8');
  given(...old({ eventStart: '2019-01-01' }))
    .under(under)
    .when('RegisterCase', person)
    .then('CaseRegistered', { facts: { ageLimit: 'within' } });
  given(...old({ eventEnd: '2024-03-01' }))
    .under(under)
    .when('WaiveAgeLimit', { part: 'A', reason: 'citizenPrevented' })
    .thenRefused('NOT_IN_PROFILE', 'N8');
});
it('does not exclude what it does not list: employment and the level of service (N6)', () => {
  for (const ground of ['employment', 'serviceLevel'] as const)
    given(...inquiry)
      .under(under)
      .when('AssessRemit', { part: 'A', admissible: false, ground, guidance: [] })
      .thenRefused('NOT_IN_PROFILE', 'N6', 'N7');
  given(...inquiry)
    .under(under)
    .when('AssessRemit', { part: 'A', admissible: false, ground: 'political', guidance: [] })
    .then('RemitAssessed');
});
it('excludes what other bodies handle only once it has been brought there (N7), and the content of decisions always (N6)', () => {
  const elsewhere = { part: 'A', admissible: false, ground: 'courts', guidance: [], body: 'domstolene' } as const;
  for (const brought of [undefined, false])
    given(...inquiry)
      .under(under)
      .when('AssessRemit', { ...elsewhere, brought })
      .thenRefused('PART_ADMISSIBLE', 'N6', 'N7')
      .also();
  given(...inquiry)
    .under(under)
    .when('AssessRemit', { ...elsewhere, brought: true })
    .then('RemitAssessed', { brought: true, facts: { ground: 'listed', age: 'none', brought: 'yes' } });
  given(...caseUnder(under))
    .under(under)
    .when('AssessRemit', elsewhere)
    .thenRefused('PART_ADMISSIBLE', 'N6', 'N7');
  given(...caseUnder(under), excluded('B'))
    .under(under)
    .when('AssessRemit', { ...elsewhere, brought: true })
    .then('LastPartTakenElsewhere', { brought: true, facts: { ground: 'listed', age: 'none', brought: 'yes' } })
    .leadingTo('closed(directed)');
  given(...inquiry)
    .under(under)
    .when('AssessRemit', excluded('A').body)
    .then('RemitAssessed', { facts: { ground: 'listed', age: 'none', brought: 'none' } });
});
it('answers an SMS (N14), within twenty working days (N9), the days off before and after Christmas left out (N18)', () => {
  given(on('2026-12-01'))
    .under(under)
    .when('ReceiveInquiry', { channel: 'sms' })
    .then('InquiryReceived', { answerDue: '2027-01-04' });
});
it('hands sensitive data over at the counter too (N13)', () => {
  given(received).under(under).when('SendReply', { channel: 'counter', sensitive: true }).then('ReplySent');
  given(received)
    .under(under)
    .when('SendReply', { channel: 'phone', sensitive: true })
    .thenRefused('SENSITIVE_REQUIRES_DIGITAL_POST', 'N13');
});
it('has a mediator from outside (N10)', () => {
  const wanted = [
    sent('OfferMediation'),
    sent('AnswerMediationOffer', { by: 'citizen', accepted: true }),
    sent('AnswerMediationOffer', { by: 'department', accepted: true }),
  ];
  given(...caseUnder(under), ...wanted)
    .under(under)
    .when('StartMediation')
    .then('MediationStarted', { mediator: 'external' })
    .leadingTo('mediation');
});
it('gives the department fifteen working days, reminds after them and after ten more, and waits twenty (N17)', () => {
  given(on('2026-03-03'), ...caseUnder(under))
    .under(under)
    .when('ReferToDepartment', referredToBoth.body)
    .then('CaseReferred', {
      referrals: [
        { due: '2026-03-24', reminderOn: '2026-03-25', escalationOn: '2026-04-13', noAnswerFrom: '2026-04-27' },
        {},
      ],
    });
});
it('asks the citizen first, and then the head (N12)', () => {
  const looked = [
    ...caseUnder(under),
    referredToBoth,
    answeredBy('jobcenter'),
    answeredBy('borgerservice'),
    sent('RequestCloserLook'),
  ];
  given(...looked)
    .under(under)
    .when('OpenInvestigation', { scope: ['A'], criteria })
    .thenRefused('CONSENT_MISSING', 'N12');
  given(...looked)
    .under(under)
    .when('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] })
    .then('ConsentGivenForAssessment')
    .leadingTo('investigationAssessment');
  given(...looked, consented('closerExamination', ['jobcenter']))
    .under(under)
    .when('OpenInvestigation', { scope: ['A', 'B'], criteria })
    .then('InvestigationOpened')
    .leadingTo('investigating.active');
  given(
    ...caseUnder(under),
    sent('StartEarlyResolution', { mode: 'flexible' }),
    sent('RecordContact', { department: 'jobcenter', with: 'leader', outcome: 'noReply' }),
    sent('NoQuickSolution', { reason: 'noReply' }),
  )
    .under(under)
    .when('OpenInvestigation', { scope: ['A'], criteria })
    .thenRefused('CONSENT_MISSING', 'N12');
});
it('attends no meetings and takes up nothing by itself', () => {
  given(...caseUnder(under))
    .under(under)
    .when('AttendMeeting', { requestedBy: 'citizen', reason: 'insecure', on: '2026-03-02' })
    .thenRefused('NOT_IN_PROFILE');
  given()
    .under(under)
    .when('OpenOwnInitiative', { topic: 'delay', department: 'jobcenter', criteria, title: 'Ventetider' })
    .thenRefused('NOT_IN_PROFILE');
});

import { deadlinesOf } from '../../case/deadlines.js';
import { timersOf } from '../reactions/agenda.js';
import { answeredBy, caseUnder, given, on, referredToBoth, sent } from '../testing/given.js';

const under = 'koebenhavn@1';
const inFlexible = [...caseUnder(under), sent('StartEarlyResolution', { mode: 'flexible' })];
const proposed = [...inFlexible, sent('ProposeSettlement', { terms: 'En undskyldning', compromisesRights: false })];
const wanted = [
  sent('OfferMediation'),
  sent('AnswerMediationOffer', { by: 'citizen', accepted: true }),
  sent('AnswerMediationOffer', { by: 'department', accepted: true }),
];

describe('a settlement', () => {
  it('closes the case by itself with the second acceptance, and not with the first (K11)', () => {
    given(...proposed)
      .under(under)
      .when('AcceptSettlement', { by: 'citizen' })
      .then('SettlementAccepted')
      .leadingTo('earlyResolution.flexible')
      .leaving({ settlement: { acceptedBy: ['citizen'], status: 'proposed' } });
    given(...proposed, sent('AcceptSettlement', { by: 'citizen' }))
      .under(under)
      .when('AcceptSettlement', { by: 'department' })
      .then('SettledByBoth')
      .leadingTo('closed(settled)')
      .leaving({ settlement: { acceptedBy: ['citizen', 'department'], status: 'settled' } });
  });
  it('one side that accepts twice has accepted once (K11)', () => {
    given(...proposed, sent('AcceptSettlement', { by: 'department' }))
      .under(under)
      .when('AcceptSettlement', { by: 'department' })
      .then('SettlementAccepted')
      .leadingTo('earlyResolution.flexible');
  });
  it('the case cannot be closed before both have accepted (K11)', () => {
    given(...proposed, sent('AcceptSettlement', { by: 'citizen' }))
      .under(under)
      .when('CloseCase')
      .thenRefused('NOT_ACCEPTED_BY_BOTH', 'K11');
  });
  it('that compromises rights cannot even be proposed (K10)', () => {
    given(...inFlexible)
      .under(under)
      .when('ProposeSettlement', { terms: 'Afkald på klageret', compromisesRights: true })
      .thenRefused('SETTLEMENT_COMPROMISES_RIGHTS', 'K10')
      .also();
  });
  it('that was rejected stands no longer; a new one begins without acceptances (K9, K11)', () => {
    const rejected = [
      ...proposed,
      sent('AcceptSettlement', { by: 'citizen' }),
      sent('RejectSettlement', { by: 'department' }),
    ];
    given(...rejected)
      .under(under)
      .when('AcceptSettlement', { by: 'department' })
      .thenRefused('TRANSITION_NOT_ALLOWED');
    given(...rejected)
      .under(under)
      .when('RejectSettlement', { by: 'department' })
      .thenRefused('TRANSITION_NOT_ALLOWED');
    given(
      ...proposed,
      sent('AcceptSettlement', { by: 'citizen' }),
      sent('ProposeSettlement', { terms: 'Og blomster', compromisesRights: false }),
    )
      .under(under)
      .when('AcceptSettlement', { by: 'department' })
      .then('SettlementAccepted')
      .leadingTo('earlyResolution.flexible');
    given(...inFlexible)
      .under(under)
      .when('AcceptSettlement', { by: 'citizen' })
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
});

describe('a settlement after early resolution', () => {
  const assessed = [...inFlexible, sent('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen' })];
  const examined = [
    ...assessed,
    sent('OpenInvestigation', {
      scope: ['A'],
      criteria: { citizenBenefit: 'high', improvement: 'high', overall: 'justified' },
    }),
  ];
  const terms = { terms: 'En undskyldning', compromisesRights: false };

  it('closes the case as settled from the assessment and from the investigation (K11)', () => {
    for (const history of [assessed, examined])
      given(...history, sent('ProposeSettlement', terms), sent('AcceptSettlement', { by: 'citizen' }))
        .under(under)
        .when('AcceptSettlement', { by: 'department' })
        .then('SettledByBoth')
        .leadingTo('closed(settled)');
  });
  it('may be proposed early and accepted late, and may not compromise rights there either (K10, K11)', () => {
    const early = [
      ...proposed,
      sent('AcceptSettlement', { by: 'department' }),
      sent('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen' }),
    ];
    given(...early)
      .under(under)
      .when('AcceptSettlement', { by: 'citizen' })
      .then('SettledByBoth')
      .leadingTo('closed(settled)');
    given(...examined)
      .under(under)
      .when('ProposeSettlement', { ...terms, compromisesRights: true })
      .thenRefused('SETTLEMENT_COMPROMISES_RIGHTS', 'K10');
    given(...examined)
      .under(under)
      .when('RejectSettlement', { by: 'citizen' })
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
});

describe('early resolution', () => {
  it('is flexible or in writing, and can be switched to the other (K8)', () => {
    given(...caseUnder(under))
      .under(under)
      .when('StartEarlyResolution', { mode: 'written' })
      .then('WrittenHandlingStarted')
      .leadingTo('earlyResolution.written');
    given(...inFlexible)
      .under(under)
      .when('SwitchMode', { mode: 'written' })
      .then('SwitchedToWritten')
      .leadingTo('earlyResolution.written');
    given(...inFlexible)
      .under(under)
      .when('SwitchMode', { mode: 'flexible' })
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
  it('comes before the head looks at it, unless the complaint is of principle (K12, K13, K19)', () => {
    const criteria = { citizenBenefit: 'high', improvement: 'high', overall: 'justified' } as const;
    given(...caseUnder(under))
      .under(under)
      .when('OpenInvestigation', { scope: ['A'], criteria })
      .thenRefused('EARLY_RESOLUTION_NOT_EXHAUSTED', 'K12', 'K19')
      .also();
    given(...inFlexible)
      .under(under)
      .when('OpenInvestigation', { scope: ['A'], criteria })
      .thenRefused('EARLY_RESOLUTION_NOT_EXHAUSTED', 'K12', 'K19');
    given(...inFlexible, sent('FlagPrincipled', { reason: 'affectsMany' }))
      .under(under)
      .when('OpenInvestigation', { scope: ['A'], criteria })
      .then('InvestigationOpened')
      .leadingTo('investigating.active')
      .leaving({ principled: true });
    given(...inFlexible)
      .under(under)
      .when('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen' })
      .then('QuickSolutionFailed')
      .leadingTo('investigationAssessment');
    const principled = [
      ...caseUnder(under).slice(0, -1),
      sent('FlagPrincipled', { reason: 'unclearLaw' }),
      sent('RegisterCase', { complainant: { name: 'Ludvig' }, summary: 'Brevet blev væk' }),
    ];
    given(...principled)
      .under(under)
      .when('OpenInvestigation', { scope: ['A'], criteria })
      .then('InvestigationOpened')
      .leadingTo('investigating.active');
  });
  it('is tried before it is said to have failed, unless it is unsuitable (K12)', () => {
    const contacted = (department: string) =>
      sent('RecordContact', { department, with: 'leader', outcome: 'noSolution' });
    const refused = sent('RejectSettlement', { by: 'citizen' });
    const reasons = ['rejected', 'noOffer', 'noReply'] as const;
    for (const reason of reasons) {
      given(...inFlexible)
        .under(under)
        .when('NoQuickSolution', { reason })
        .thenRefused('EARLY_RESOLUTION_NOT_TRIED', 'K12')
        .also();
      given(...inFlexible, contacted('socialcenter'))
        .under(under)
        .when('NoQuickSolution', { reason })
        .thenRefused('EARLY_RESOLUTION_NOT_TRIED', 'K12');
      const taken = given(...proposed, refused, contacted('borgerservice')).under(under);
      taken
        .when('NoQuickSolution', { reason })
        .then('QuickSolutionFailed', { facts: { tried: 'yes' } })
        .leadingTo('investigationAssessment');
    }
    given(...proposed, refused)
      .under(under)
      .when('NoQuickSolution', { reason: 'noReply' })
      .thenRefused('EARLY_RESOLUTION_NOT_TRIED', 'K12');
    given(...proposed, contacted('jobcenter'))
      .under(under)
      .when('NoQuickSolution', { reason: 'rejected' })
      .thenRefused('EARLY_RESOLUTION_NOT_TRIED', 'K12');
    given(...inFlexible)
      .under(under)
      .when('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen' })
      .then('QuickSolutionFailed', { facts: { tried: 'unsuitable' } });
  });
  it('stays tried after a new proposal and after a reopening (K12)', () => {
    given(
      ...proposed,
      sent('RejectSettlement', { by: 'department' }),
      sent('ProposeSettlement', { terms: 'Og blomster', compromisesRights: false }),
    )
      .under(under)
      .when('NoQuickSolution', { reason: 'rejected' })
      .then('QuickSolutionFailed');
  });
  it('where nobody can be of principle the registered case has no such step, and that is said first (K12)', () => {
    for (const other of ['horsens@1', 'odense@1']) {
      given(...caseUnder(other))
        .under(other)
        .when('OpenInvestigation', {
          scope: [],
          criteria: { citizenBenefit: 'high', improvement: 'high', overall: 'justified' },
        })
        .thenRefused('EARLY_RESOLUTION_NOT_EXHAUSTED')
        .also('CONSENT_MISSING', 'SCOPE_EMPTY');
    }
  });
});

describe('mediation', () => {
  it('starts when both have said yes to an offer that stands (O11)', () => {
    const odense = caseUnder('odense@1');
    given(...odense)
      .under('odense@1')
      .when('AnswerMediationOffer', { by: 'citizen', accepted: true })
      .thenRefused('TRANSITION_NOT_ALLOWED');
    given(...odense)
      .under('odense@1')
      .when('StartMediation')
      .thenRefused('NOT_ACCEPTED_BY_BOTH', 'O11');
    given(...odense, ...wanted.slice(0, 2))
      .under('odense@1')
      .when('StartMediation')
      .thenRefused('NOT_ACCEPTED_BY_BOTH', 'O11');
    given(...odense, ...wanted, sent('AnswerMediationOffer', { by: 'citizen', accepted: false }))
      .under('odense@1')
      .when('StartMediation')
      .thenRefused('NOT_ACCEPTED_BY_BOTH', 'O11');
    given(...odense, ...wanted)
      .under('odense@1')
      .when('StartMediation')
      .then('MediationStarted', { mediator: 'office' })
      .leadingTo('mediation');
  });
  it('without agreement leads back to where it began, and has to be offered anew (O11)', () => {
    const began = {
      registered: [],
      'earlyResolution.flexible': [sent('StartEarlyResolution', { mode: 'flexible' })],
      'earlyResolution.written': [sent('StartEarlyResolution', { mode: 'written' })],
    };
    for (const [state, steps] of Object.entries(began)) {
      const mediating = [...caseUnder('odense@1'), ...steps, ...wanted, sent('StartMediation')];
      given(...mediating)
        .under('odense@1')
        .when('EndMediation', { agreement: false })
        .then('MediationFailed')
        .leadingTo(state);
      given(...mediating, sent('EndMediation', { agreement: false }))
        .under('odense@1')
        .when('StartMediation')
        .thenRefused('NOT_ACCEPTED_BY_BOTH');
      given(...mediating)
        .under('odense@1')
        .when('CloseCase')
        .thenRefused('NOT_ACCEPTED_BY_BOTH', 'O11');
      given(...mediating)
        .under('odense@1')
        .when('EndMediation', { agreement: true, terms: 'En skriftlig plan', compromisesRights: false })
        .then('MediationAgreed', { compromisesRights: false, facts: { rights: 'kept' } })
        .leadingTo('closed(mediated)');
    }
  });
  it('may begin while the department is asked: reminders rest, and it is waited anew after it (O11, H19)', () => {
    const asked = [...caseUnder('odense@1'), referredToBoth, ...wanted];
    const mediating = given(...asked, on('2026-03-04'), sent('StartMediation')).under('odense@1').story;
    expect(mediating.where).toBe('mediation');
    expect(timersOf(mediating.caseState, () => mediating.profile)).toEqual([]);
    expect(
      deadlinesOf(mediating.caseState, mediating.profile, '2026-04-30')
        .filter(({ kind }) => kind === 'departmentAnswer' || kind === 'reminder')
        .map(({ kind, status }) => [kind, status]),
    ).toEqual([
      ['departmentAnswer', 'running'],
      ['departmentAnswer', 'running'],
    ]);
    const failed = mediating.on('2026-04-13').do('EndMediation', { agreement: false });
    expect(failed.where).toBe('referred');
    expect(failed.caseState.referrals.map(({ due, reminderOn }) => [due, reminderOn])).toEqual([
      ['2026-04-27', '2026-04-28'],
      ['2026-04-27', '2026-04-28'],
    ]);
    expect(timersOf(failed.caseState, () => failed.profile)).toHaveLength(4);
    const more = { kind: 'departmentAnswer', department: 'jobcenter', due: '2026-05-20', reason: 'illness' } as const;
    const extended = mediating.do('ExtendDeadline', more).on('2026-04-13').do('EndMediation', { agreement: false });
    expect(extended.caseState.referrals.map(({ due, reminderOn }) => [due, reminderOn])).toEqual([
      ['2026-05-20', '2026-05-21'],
      ['2026-04-27', '2026-04-28'],
    ]);
  });
  it('leads to the answers where they came meanwhile, and on from them where it began there (O11)', () => {
    const asked = [...caseUnder('odense@1'), referredToBoth];
    const answers = [answeredBy('jobcenter'), answeredBy('borgerservice')];
    given(...asked, ...wanted, sent('StartMediation'), ...answers)
      .under('odense@1')
      .when('EndMediation', { agreement: false })
      .then('MediationFailedOnAnswer')
      .leadingTo('answered');
    given(...asked, ...wanted, sent('StartMediation'), answers[0]!)
      .under('odense@1')
      .when('EndMediation', { agreement: false })
      .then('MediationFailed')
      .leadingTo('referred');
    given(...asked, ...answers, ...wanted, sent('StartMediation'))
      .under('odense@1')
      .when('EndMediation', { agreement: false })
      .then('MediationFailed', { waitsAnew: undefined })
      .leadingTo('answered');
    given(...asked, ...answers, ...wanted, sent('StartMediation'))
      .under('odense@1')
      .when('EndMediation', { agreement: true, terms: 'En skriftlig plan', compromisesRights: false })
      .then('MediationAgreed')
      .leadingTo('closed(mediated)');
  });
  it('names who mediates and the day it was offered', () => {
    given(...caseUnder('odense@1'))
      .under('odense@1')
      .when('OfferMediation', { mediator: { name: 'Ditte', external: true }, on: '2026-02-27' })
      .then('MediationOffered', { mediatorName: 'Ditte', external: true })
      .leaving({ mediation: { offeredOn: '2026-02-27', mediator: { external: true } } });
  });
  it("cannot end in an agreement that compromises rights, by the office's own rule (K10, O11, H10)", () => {
    for (const [profile, rule] of Object.entries({ 'koebenhavn@1': 'K10', 'odense@1': 'O11', 'horsens@1': 'H10' }))
      given(...caseUnder(profile), ...wanted, sent('StartMediation'))
        .under(profile)
        .when('EndMediation', { agreement: true, terms: 'Afkald på klageret', compromisesRights: true })
        .thenRefused('SETTLEMENT_COMPROMISES_RIGHTS', rule)
        .also();
  });
});

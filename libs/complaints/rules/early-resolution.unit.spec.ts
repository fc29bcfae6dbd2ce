import { caseUnder, given, sent } from '../testing/given.js';

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
  it("cannot end in an agreement that compromises rights, by the office's own rule (K10, O11, H10)", () => {
    for (const [profile, rule] of Object.entries({ 'koebenhavn@1': 'K10', 'odense@1': 'O11', 'horsens@1': 'H10' }))
      given(...caseUnder(profile), ...wanted, sent('StartMediation'))
        .under(profile)
        .when('EndMediation', { agreement: true, terms: 'Afkald på klageret', compromisesRights: true })
        .thenRefused('SETTLEMENT_COMPROMISES_RIGHTS', rule)
        .also();
  });
});

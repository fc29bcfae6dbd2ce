import { answeredBy, caseUnder, given, part, profiles, referredToBoth, sent, type Line } from '../testing/given.js';

const under = 'koebenhavn@1';
const criteria = { citizenBenefit: 'high', improvement: 'high', overall: 'justified' } as const;
const toHead = [
  ...caseUnder(under),
  sent('StartEarlyResolution', { mode: 'flexible' }),
  sent('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen' }),
];
const active = [...toHead, sent('OpenInvestigation', { scope: ['A', 'B'], criteria })];
const hearing = (...departments: readonly string[]) => [
  ...departments.map((department) => sent('HearDepartment', { department, statement: 'Det var en fejl' })),
  sent('HearCitizen', { statement: 'Ingen spurgte' }),
];
const outcome = (id: string, result: 'noCriticism' | 'criticism' | 'recommendation') =>
  sent('RecordOutcome', { part: id, outcome: result, grounds: 'Sagen lå stille' });
const told = sent('NotifyCitizen', { about: 'result' });
const heard = [...active, ...hearing('jobcenter', 'borgerservice')];
const ready = [...heard, outcome('A', 'noCriticism'), outcome('B', 'noCriticism'), told];

describe('the head decides (K14)', () => {
  it('whether there is an investigation, with criteria and a scope of admissible parts (K14–K17)', () => {
    given(...toHead)
      .under(under)
      .when('OpenInvestigation', { scope: ['A'], criteria }, { as: 'adviser' })
      .thenRefused('ROLE_FORBIDDEN', 'K14');
    given(...toHead)
      .under(under)
      .when('OpenInvestigation', { scope: [], criteria })
      .thenRefused('SCOPE_EMPTY');
    given(...toHead)
      .under(under)
      .when('OpenInvestigation', { scope: ['A', 'X'], criteria })
      .thenInvalid('scope');
    given(
      ...toHead,
      sent('AssessRemit', { part: 'B', admissible: false, ground: 'courts', guidance: [], body: 'domstolene' }),
    )
      .under(under)
      .when('OpenInvestigation', { scope: ['A', 'B'], criteria })
      .thenRefused('SCOPE_HAS_INADMISSIBLE_PART');
    given(...toHead)
      .under(under)
      .when('OpenInvestigation', { scope: ['A'], criteria })
      .then('InvestigationOpened')
      .leadingTo('investigating.active')
      .leaving({ parts: [{ inScope: true }, { inScope: false }] });
  });
  it('which parts it covers, also later (K15)', () => {
    given(...active)
      .under(under)
      .when('ChangeScope', { scope: ['B'], criteria }, { as: 'adviser' })
      .thenRefused('ROLE_FORBIDDEN');
    given(...active)
      .under(under)
      .when('ChangeScope', { scope: [], criteria })
      .thenRefused('SCOPE_EMPTY');
    given(...active, outcome('A', 'criticism'))
      .under(under)
      .when('ChangeScope', { scope: ['B'], criteria })
      .then('ScopeChanged')
      .leaving({ parts: [{ inScope: false }, { inScope: true }] });
  });
  it('that it covers everything admissible, where the office examines no part of a complaint alone', () => {
    const own = profiles.get('koebenhavn@1')!;
    const inDepth = { ...own.settings.inDepth, value: { ...own.settings.inDepth.value, partialScope: false } };
    const whole = { ...own, key: 'whole', id: 'whole@1', settings: { ...own.settings, inDepth } };
    for (const scope of [['A'], []]) {
      given(...toHead)
        .under(whole)
        .when('OpenInvestigation', { scope, criteria })
        .then('InvestigationOpened', { scope: ['A', 'B'] });
      given(...toHead, sent('OpenInvestigation', { scope: ['A', 'B'], criteria }))
        .under(whole)
        .when('ChangeScope', { scope, criteria })
        .then('ScopeChanged', { scope: ['A', 'B'] });
    }
    given(...toHead)
      .under(whole)
      .when('OpenInvestigation', { scope: ['X'], criteria })
      .thenInvalid('scope');
  });
  it('that there is none, once the citizen was told (K14, K16, K17)', () => {
    const decline = { criteria: { ...criteria, overall: 'notJustified' }, reasons: 'Intet at vinde' } as const;
    given(...toHead)
      .under(under)
      .when('DeclineInvestigation', decline)
      .thenRefused('CITIZEN_NOT_INFORMED', 'K14');
    given(...toHead, sent('NotifyCitizen', { about: 'status', text: 'Sådan står sagen' }))
      .under(under)
      .when('DeclineInvestigation', decline)
      .thenRefused('CITIZEN_NOT_INFORMED');
    given(...toHead, sent('NotifyCitizen', { about: 'decision', text: 'Sådan står sagen' }))
      .under(under)
      .when('DeclineInvestigation', decline, { as: 'adviser' })
      .thenRefused('ROLE_FORBIDDEN', 'K14');
    given(...toHead, sent('NotifyCitizen', { about: 'decision', text: 'Sådan står sagen' }))
      .under(under)
      .when('DeclineInvestigation', decline)
      .then('InvestigationDeclined')
      .leadingTo('closed(investigationDeclined)');
    given(...caseUnder(under), referredToBoth)
      .under(under)
      .when('DeclineInvestigation', decline)
      .thenRefused('EARLY_RESOLUTION_NOT_EXHAUSTED', 'K12');
  });
});

describe('an outcome', () => {
  it('is recorded for a part in scope, and for no other (K15)', () => {
    given(...active, sent('ChangeScope', { scope: ['B'], criteria }))
      .under(under)
      .when('RecordOutcome', outcome('A', 'criticism').body)
      .thenRefused('PART_NOT_IN_SCOPE');
    given(...active)
      .under(under)
      .when('RecordOutcome', outcome('X', 'criticism').body)
      .thenInvalid('part');
    given(...active)
      .under(under)
      .when('RecordOutcome', outcome('A', 'criticism').body)
      .then('OutcomeRecorded')
      .leaving({ parts: [{ outcome: 'criticism' }, { outcome: null }] });
  });
  it('is recorded by nobody who has a conflict of interest in the case, of whichever department; a colleague may (K18)', () => {
    const declared = [...active, sent('DeclareConflict', { department: 'jobcenter' }, { sub: 'else' })];
    given(...declared)
      .under(under)
      .when('RecordOutcome', outcome('A', 'noCriticism').body, { sub: 'else' })
      .thenRefused('CONFLICT_OF_INTEREST', 'K18')
      .also();
    given(...declared)
      .under(under)
      .when('RecordOutcome', outcome('B', 'noCriticism').body, { sub: 'else' })
      .thenRefused('CONFLICT_OF_INTEREST', 'K18');
    given(...declared)
      .under(under)
      .when('RecordOutcome', outcome('A', 'noCriticism').body, { sub: 'bo' })
      .then('OutcomeRecorded');
  });
});

describe('a conflict of interest', () => {
  const head = { as: 'head', sub: 'lederen' } as const;
  const declared = (history: readonly Line[], sub: string) => [
    ...history,
    sent('DeclareConflict', { department: 'borgerservice' }, { sub }),
  ];
  it('is declared in any open state and in none after', () => {
    for (const history of [caseUnder(under), [...caseUnder(under), referredToBoth], toHead, active])
      given(...history)
        .under(under)
        .when('DeclareConflict', { department: 'jobcenter' }, { sub: 'else' })
        .then('ConflictDeclared')
        .leaving({ conflicts: [{ sub: 'else', department: 'jobcenter' }] });
    given(...caseUnder(under), sent('WithdrawComplaint'))
      .under(under)
      .when('DeclareConflict', { department: 'jobcenter' })
      .thenRefused('CASE_CLOSED');
  });
  it('bars from every deciding step of the case and from no other (K18)', () => {
    given(...declared(toHead, 'lederen'))
      .under(under)
      .when('OpenInvestigation', { scope: ['A'], criteria }, head)
      .thenRefused('CONFLICT_OF_INTEREST', 'K18');
    given(...declared(toHead, 'lederen'))
      .under(under)
      .when('DeclineInvestigation', { criteria: { ...criteria, overall: 'notJustified' }, reasons: 'Nej' }, head)
      .thenRefused('CONFLICT_OF_INTEREST')
      .also('CITIZEN_NOT_INFORMED');
    given(...declared(active, 'lederen'))
      .under(under)
      .when('ChangeScope', { scope: ['A'], criteria }, head)
      .thenRefused('CONFLICT_OF_INTEREST');
    given(...declared(ready, 'lederen'))
      .under(under)
      .when('Conclude', {}, head)
      .thenRefused('CONFLICT_OF_INTEREST');
    given(...declared(active, 'else'))
      .under(under)
      .when('NotifyCitizen', { about: 'result' }, { sub: 'else' })
      .thenRefused('OUTCOME_MISSING')
      .also('CONFLICT_OF_INTEREST');
    given(...declared(active, 'else'))
      .under(under)
      .when('NotifyCitizen', { about: 'decision', text: 'Vi undersøger' }, { sub: 'else' })
      .thenRefused('CONFLICT_OF_INTEREST');
    given(...declared(active, 'else'))
      .under(under)
      .when('NotifyCitizen', { about: 'status', text: 'Vi er i gang' }, { sub: 'else' })
      .then('CitizenNotified');
    given(...declared(active, 'else'), ...hearing('jobcenter'))
      .under(under)
      .when('RecordNote', { text: 'Ringede' }, { sub: 'else' })
      .then('NoteRecorded');
  });
  it('bars from ending a mediation', () => {
    const mediating = [
      ...caseUnder('odense@1'),
      sent('OfferMediation'),
      sent('AnswerMediationOffer', { by: 'citizen', accepted: true }),
      sent('AnswerMediationOffer', { by: 'department', accepted: true }),
      sent('StartMediation'),
    ];
    given(...declared(mediating, 'else'))
      .under('odense@1')
      .when('EndMediation', { agreement: false }, { sub: 'else' })
      .thenRefused('CONFLICT_OF_INTEREST');
    given(...declared(mediating, 'else'))
      .under('odense@1')
      .when('EndMediation', { agreement: false }, { sub: 'bo' })
      .then('MediationFailed');
  });
});

describe('the criteria', () => {
  it('agree with what is decided (K17)', () => {
    const against = { ...criteria, overall: 'notJustified' } as const;
    given(...toHead)
      .under(under)
      .when('OpenInvestigation', { scope: ['A'], criteria: against })
      .thenRefused('CRITERIA_CONTRADICT', 'K17')
      .also();
    given(...active)
      .under(under)
      .when('ChangeScope', { scope: ['A'], criteria: against })
      .thenRefused('CRITERIA_CONTRADICT', 'K17');
    given(...toHead, sent('NotifyCitizen', { about: 'decision' }))
      .under(under)
      .when('DeclineInvestigation', { criteria, reasons: 'Nej' })
      .thenRefused('CRITERIA_CONTRADICT', 'K17')
      .also();
    given()
      .under(under)
      .when('OpenOwnInitiative', { topic: 'delay', department: 'jobcenter', criteria: against, title: 'Ventetider' })
      .thenRefused('CRITERIA_CONTRADICT', 'K17');
  });
});

describe('a conclusion', () => {
  it('wants every department heard that gets criticism or a recommendation, and names who was not (K18)', () => {
    const one = [...active, ...hearing('jobcenter')];
    const { events } = given(...one, outcome('A', 'noCriticism'), outcome('B', 'recommendation'), told).under(
      under,
    ).story;
    given(...events)
      .under(under)
      .when('Conclude')
      .thenRefused('NOT_HEARD', 'K18')
      .naming('borgerservice');
    given(...one, outcome('A', 'criticism'), outcome('B', 'noCriticism'), told)
      .under(under)
      .when('Conclude')
      .then('ConcludedWithCriticism');
    given(...one, outcome('A', 'noCriticism'), outcome('B', 'noCriticism'), told)
      .under(under)
      .when('Conclude')
      .then('ConcludedWithoutCriticism');
  });
  it('is sent to each department with an outcome (H25)', () => {
    given(...ready)
      .under(under)
      .when('Conclude')
      .then('ConcludedWithoutCriticism', { outcomesTo: ['jobcenter', 'borgerservice'] })
      .leaving({ asked: ['jobcenter', 'borgerservice'] });
    const { story } = given(...ready)
      .under(under)
      .when('Conclude')
      .then('ConcludedWithoutCriticism');
    expect(story.caseState.letters.filter(({ kind }) => kind === 'outcome')).toMatchObject([
      { to: 'department', department: 'jobcenter' },
      { to: 'department', department: 'borgerservice' },
    ]);
  });
  it('wants an outcome for every part in scope, both sides heard and the result told, and says all that is missing (K15, K18, H25)', () => {
    given(...active)
      .under(under)
      .when('Conclude')
      .thenRefused('OUTCOME_MISSING')
      .also('NOT_HEARD', 'RESULT_NOT_COMMUNICATED');
    given(...heard, outcome('A', 'criticism'))
      .under(under)
      .when('Conclude')
      .thenRefused('OUTCOME_MISSING')
      .also('RESULT_NOT_COMMUNICATED');
    given(
      ...active,
      outcome('A', 'noCriticism'),
      outcome('B', 'noCriticism'),
      told,
      sent('HearCitizen', { statement: 'Ingen spurgte' }),
    )
      .under(under)
      .when('Conclude')
      .thenRefused('NOT_HEARD', 'K18')
      .also();
    given(
      ...active,
      outcome('A', 'noCriticism'),
      outcome('B', 'noCriticism'),
      told,
      sent('HearDepartment', { department: 'jobcenter', statement: 'Ja' }),
    )
      .under(under)
      .when('Conclude')
      .thenRefused('NOT_HEARD', 'K18')
      .also();
    given(...heard, outcome('A', 'noCriticism'), outcome('B', 'noCriticism'))
      .under(under)
      .when('Conclude')
      .thenRefused('RESULT_NOT_COMMUNICATED')
      .also();
  });
  it('is told once every part in scope has its outcome, and again where an outcome or the scope changed (H25)', () => {
    given(...heard, outcome('A', 'noCriticism'))
      .under(under)
      .when('NotifyCitizen', { about: 'result' })
      .thenRefused('OUTCOME_MISSING', 'K15')
      .also();
    given(...heard, outcome('A', 'noCriticism'))
      .under(under)
      .when('NotifyCitizen', { about: 'rights' })
      .then('CitizenNotified', { facts: { outcomes: 'notAsked' } });
    for (const change of [outcome('B', 'criticism'), sent('ChangeScope', { scope: ['A'], criteria })]) {
      given(...ready, change)
        .under(under)
        .when('Conclude')
        .thenRefused('RESULT_NOT_COMMUNICATED')
        .also();
      given(...ready, change, told)
        .under(under)
        .when('NotifyCitizen', { about: 'result' })
        .then('CitizenNotified', { facts: { outcomes: 'complete' } })
        .leaving({ told: { result: true } });
    }
  });
  it("is the head's alone", () => {
    given(...ready)
      .under(under)
      .when('Conclude', {}, { as: 'adviser' })
      .thenRefused('ROLE_FORBIDDEN');
  });
  it('waits for a late answer that went to the office alone to be passed on (H21)', () => {
    const answered = [
      ...caseUnder(under),
      referredToBoth,
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
      sent('RequestCloserLook'),
      sent('OpenInvestigation', { scope: ['A', 'B'], criteria }),
      ...hearing('jobcenter', 'borgerservice'),
      outcome('A', 'criticism'),
      outcome('B', 'noCriticism'),
      told,
      answeredBy('jobcenter', false),
    ];
    given(...answered)
      .under(under)
      .when('Conclude')
      .thenRefused('ANSWER_NOT_REACHED_CITIZEN')
      .also();
    given(...answered, sent('ForwardAnswerToCitizen', { department: 'jobcenter' }))
      .under(under)
      .when('Conclude')
      .then('ConcludedWithCriticism')
      .leadingTo('closed(criticism)');
  });
  it('combines the outcomes: any criticism and any recommendation is both, one kind that, none no criticism', () => {
    const concluded = (
      first: 'noCriticism' | 'criticism' | 'recommendation',
      second: 'noCriticism' | 'criticism' | 'recommendation',
    ) =>
      given(...heard, outcome('A', first), outcome('B', second), told)
        .under(under)
        .when('Conclude');
    concluded('noCriticism', 'noCriticism').then('ConcludedWithoutCriticism').leadingTo('closed(noCriticism)');
    concluded('noCriticism', 'criticism').then('ConcludedWithCriticism').leadingTo('closed(criticism)');
    concluded('recommendation', 'noCriticism').then('ConcludedWithCriticism').leadingTo('closed(recommendation)');
    concluded('recommendation', 'criticism')
      .then('ConcludedWithCriticism')
      .leadingTo('closed(criticismWithRecommendation)');
    given(
      ...heard,
      outcome('A', 'criticism'),
      outcome('B', 'noCriticism'),
      sent('ChangeScope', { scope: ['B'], criteria }),
      told,
    )
      .under(under)
      .when('Conclude')
      .then('ConcludedWithoutCriticism')
      .leadingTo('closed(noCriticism)');
  });
});

describe('follow-up', () => {
  const criticised = [...heard, outcome('A', 'criticism'), outcome('B', 'noCriticism'), told, sent('Conclude')];
  it('the department says what it thinks of a criticism of it, by itself or by the adviser', () => {
    given(...criticised)
      .under(under)
      .when('RecordDepartmentPosition', { part: 'A', position: 'accepted' }, { as: 'department' })
      .then('DepartmentPositionRecorded')
      .leadingTo('closed(criticism)')
      .leaving({ parts: [{ position: 'accepted' }, { position: null }] });
    given(...criticised)
      .under(under)
      .when('RecordDepartmentPosition', { part: 'A', position: 'implemented' }, { as: 'adviser' })
      .then('DepartmentPositionRecorded');
  });
  it('of a part without criticism there is nothing to say, whatever became of the others', () => {
    given(...criticised)
      .under(under)
      .when('RecordDepartmentPosition', { part: 'B', position: 'accepted' })
      .thenRefused('OUTCOME_MISSING');
    given(...ready, sent('Conclude'))
      .under(under)
      .when('RecordDepartmentPosition', { part: 'A', position: 'accepted' })
      .thenRefused('OUTCOME_MISSING');
    given(...caseUnder(under), sent('WithdrawComplaint'))
      .under(under)
      .when('RecordDepartmentPosition', { part: 'A', position: 'accepted' })
      .thenRefused('OUTCOME_MISSING');
    given(...active)
      .under(under)
      .when('RecordDepartmentPosition', { part: 'A', position: 'accepted' })
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
  it('a part stays criticised when the case was opened again and closed otherwise', () => {
    given(...criticised, sent('ReopenCase', { reason: 'moreQuestions' }), sent('CloseCase'))
      .under(under)
      .when('RecordDepartmentPosition', { part: 'A', position: 'accepted' })
      .then('DepartmentPositionRecorded');
  });
});

describe("the office's own initiative", () => {
  const opening = { topic: 'delay', department: 'jobcenter', criteria, title: 'Ventetider' } as const;
  const own = [sent('OpenOwnInitiative', opening)];
  it("is the head's to open, under København alone, with one part in scope", () => {
    given().under(under).when('OpenOwnInitiative', opening, { as: 'adviser' }).thenRefused('ROLE_FORBIDDEN');
    given()
      .under(under)
      .when('OpenOwnInitiative', opening)
      .then('OwnInitiativeOpened')
      .leadingTo('investigating.active')
      .leaving({ parts: [{ id: 'A', inScope: true, admissible: true }] });
    for (const other of ['horsens@1', 'odense@1'])
      given().under(other).when('OpenOwnInitiative', opening).thenRefused('NOT_IN_PROFILE');
  });
  it('hears the department alone and tells nobody, since nobody complained', () => {
    given(...own, outcome('A', 'criticism'))
      .under(under)
      .when('Conclude')
      .thenRefused('NOT_HEARD', 'K18')
      .also();
    given(
      ...own,
      outcome('A', 'criticism'),
      sent('HearDepartment', { department: 'jobcenter', statement: 'Vi har travlt' }),
    )
      .under(under)
      .when('Conclude')
      .then('ConcludedWithCriticism')
      .leadingTo('closed(criticism)');
    given(...own)
      .under(under)
      .when('WithdrawComplaint')
      .thenNothing();
    given(...own)
      .under(under)
      .when('RecordPart', part('jobcenter').body)
      .then('PartRecorded', { part: 'B' })
      .leadingTo('investigating.active');
  });
});

describe('an outcome of an earlier cycle', () => {
  const examined = [...heard, outcome('A', 'noCriticism'), outcome('B', 'criticism')];
  const anew = [
    sent('ReopenCase', { reason: 'closerLook' }),
    sent('OpenInvestigation', { scope: ['A'], criteria }),
    ...hearing('jobcenter', 'borgerservice'),
    outcome('A', 'noCriticism'),
    sent('ChangeScope', { scope: ['A', 'B'], criteria }),
  ];

  it('decides nothing in the next: a part that comes into its scope is examined anew (K15)', () => {
    const again = [...examined, told, sent('Conclude'), ...anew];
    given(...again)
      .under(under)
      .when('Conclude')
      .thenRefused('OUTCOME_MISSING');
    given(...again, outcome('B', 'recommendation'), told)
      .under(under)
      .when('Conclude')
      .then('ConcludedWithCriticism', { outcome: 'recommendation' });
  });

  it('stays in the same cycle, though its part leaves the scope and comes back', () => {
    given(
      ...examined,
      sent('ChangeScope', { scope: ['A'], criteria }),
      sent('ChangeScope', { scope: ['A', 'B'], criteria }),
      told,
    )
      .under(under)
      .when('Conclude')
      .then('ConcludedWithCriticism', { outcome: 'criticism' });
  });

  it('that was never concluded is no criticism that a department could take a position on', () => {
    const dropped = [...examined, sent('WithdrawComplaint'), sent('ReopenCase', { reason: 'closerLook' })];
    const concluded = [
      ...dropped,
      sent('OpenInvestigation', { scope: ['A'], criteria }),
      ...hearing('jobcenter'),
      outcome('A', 'criticism'),
      told,
      sent('Conclude'),
    ];
    const position = (part: string) => ({ part, position: 'accepted' }) as const;
    given(...concluded)
      .under(under)
      .when('RecordDepartmentPosition', position('B'))
      .thenRefused('OUTCOME_MISSING');
    given(...concluded)
      .under(under)
      .when('RecordDepartmentPosition', position('A'))
      .then('DepartmentPositionRecorded');
  });
});

// Is the oracle itself whole? It is compared with nothing of the product here, only with the brief's own lists.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addedCodes,
  allRoles,
  caseCommands,
  closedOutcomes,
  commands,
  conditions,
  contractCodes,
  domainCodes,
  doubtful,
  endedOutcomes,
  expected,
  headsStates,
  lacking,
  missing,
  missingRules,
  neverIn,
  openCaseStates,
  positions,
  preCaseStates,
  profiles,
  reachable,
  retractable,
  roles,
  rolesIn,
  states,
  table,
  type Code,
  type Command,
  type Expected,
  type Profile,
  type State,
} from './table.js';

const known: readonly string[] = [...domainCodes, ...addedCodes, ...contractCodes];
// L2 and L3, row by row
const addedSteps = [
  'MoveCase',
  'RejectInquiry',
  'RecordSuggestionPosition',
  'DiscontinueCase',
  'WithdrawPart',
  'AssignCase',
  'UpdateParty',
  'AddParty',
  'EndParty',
  'CorrectRecord',
  'RetractStep',
  'ExtendDeadline',
  'RequestExtension',
  'DeclineExtension',
  'RecallReferral',
  'DeclineReferral',
  'RequestHearing',
  'Acknowledge',
  'LinkCase',
  'UnlinkCase',
  'SetHandling',
  'RequestReview',
  'RecordReview',
  'RecordRecommendation',
  'RecordRecommendationStatus',
  'RecordActivity',
] as const satisfies readonly Command[];
const cells = commands.flatMap((command) =>
  states.flatMap((state) =>
    profiles.map((profile) => ({ command, state, profile, answer: expected(command, state, profile) })),
  ),
);
const text = readFileSync(join(import.meta.dirname, 'table.ts'), 'utf8');

const refusedWith = (command: Command, state: State, profile: Profile, code: Code, rules?: readonly string[]) => {
  expect(expected(command, state, profile)).toMatchObject({ kind: 'refused', code, ...(rules && { rules }) });
};
const leadsTo = (command: Command, state: State, profile: Profile, ...targets: string[]) => {
  expect(targetsOf(expected(command, state, profile))).toEqual(targets);
};
const refusals = (command: Command, state: State, profile: Profile) => refusalsOf(expected(command, state, profile));
const stepsIn = (command: Command, profile: Profile) =>
  states.filter((state) => expected(command, state, profile).kind === 'step');

describe('the table is whole', () => {
  it("has the contract's 62 transitions, the 26 of version 2, 16 states and 3 profiles, and an answer in every cell", () => {
    expect([new Set(commands).size, new Set(states).size, profiles.length, cells.length]).toEqual([
      62 + 26,
      16,
      3,
      88 * 16 * 3,
    ]);
    expect(commands.filter((command) => (addedSteps as readonly string[]).includes(command))).toHaveLength(26);
    expect(cells.filter(({ answer }) => answer.kind === 'step' && answer.outcomes.length === 0)).toEqual([]);
  });

  it('answers every cell by exactly one of step, lacking in the profile, missing in the state', () => {
    for (const { command, state, profile, answer } of cells) {
      const step = table.some(
        (row) => row.command === command && row.from.includes(state) && (row.profiles?.includes(profile) ?? true),
      );
      const isMissing = missing.filter(
        (cell) => cell.command === command && cell.state === state && cell.profiles.includes(profile),
      );
      expect([command, state, profile, isMissing.length, answer.kind]).toEqual([
        command,
        state,
        profile,
        isMissing.length ? 1 : 0,
        step ? 'step' : 'refused',
      ]);
      if (isMissing[0]) expect(answer).toMatchObject({ code: isMissing[0].code });
      else if (!step)
        expect(lacking.some((entry) => entry.command === command && entry.profiles.includes(profile))).toBe(true);
    }
  });

  it('says of no step that a profile both has and lacks it', () => {
    for (const entry of lacking) {
      const rows = table.filter((row) => row.command === entry.command);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows)
        expect([entry.command, entry.profiles.filter((profile) => row.profiles?.includes(profile) ?? true)]).toEqual([
          entry.command,
          [],
        ]);
    }
  });

  it('has two outcomes in a cell only where conditions tell them apart', () => {
    for (const { command, state, profile, answer } of cells) {
      if (answer.kind !== 'step') continue;
      const keys = answer.outcomes.map(({ when }) => when);
      expect([command, state, profile, new Set(keys).size, keys.includes('always') && keys.length > 1]).toEqual([
        command,
        state,
        profile,
        keys.length,
        false,
      ]);
    }
  });

  it('closes with an outcome and never gives one elsewhere, and each outcome of rules.md comes about', () => {
    for (const { answer } of cells) {
      if (answer.kind !== 'step') continue;
      for (const { to, outcome, when, source } of answer.outcomes) {
        if (to === 'closed' && outcome) expect(closedOutcomes).toContain(outcome);
        else if (to === 'endedWithoutCase' && outcome) expect(endedOutcomes).toContain(outcome);
        else expect([outcome, when, source]).toEqual([undefined, when, source]);
      }
    }
    // a reopening that is undone gives back the outcome that the case had
    const given = (target: State) =>
      new Set(table.filter(({ command, to }) => to === target && command !== 'RetractStep').map((row) => row.outcome));
    expect(given('closed')).toEqual(new Set(closedOutcomes));
    expect(given('endedWithoutCase')).toEqual(new Set(endedOutcomes));
  });

  it('stands for every row T1 to T35 and every added step, and cites a place in each row', () => {
    const cited = new Set(table.flatMap(({ source }) => source.match(/\bT\d+\b/g) ?? []));
    expect(Array.from({ length: 35 }, (_, index) => `T${index + 1}`).filter((row) => !cited.has(row))).toEqual([]);
    expect(table.filter(({ source }) => !/^(T\d+|L[1-9])\b/.test(source))).toEqual([]);
    const added = table.filter(({ command }) => (addedSteps as readonly string[]).includes(command));
    expect(new Set(added.map(({ command }) => command))).toEqual(new Set(addedSteps));
    expect(added.filter(({ source }) => !source.startsWith('L'))).toEqual([]);
  });

  it('uses every command, condition, code and rule id as the brief spells it', () => {
    expect(commands.filter((command) => !table.some((row) => row.command === command))).toEqual([]);
    expect(
      Object.keys(conditions).filter((key) => key !== 'always' && !table.some(({ when }) => when === key)),
    ).toEqual([]);
    const codes = cells.flatMap(({ answer }): readonly string[] =>
      answer.kind === 'refused' ? [answer.code] : answer.guards.map(({ code }) => code),
    );
    expect([...new Set(codes)].filter((code) => !known.includes(code))).toEqual([]);
    const ids = [table, lacking, missingRules]
      .flat()
      .flatMap((row) => [...row.rules, ...('guards' in row ? row.guards.flatMap(({ rules }) => rules) : [])]);
    expect(
      [...new Set(ids)].filter((id) => !/^(K([1-9]|1[0-9])|H([2-9]|1[0-9]|2[0-9])|O([1-9]|1[0-9]|20))$/.test(id)),
    ).toEqual([]);
  });

  it('uses every code of rules.md that a state, a profile or a guard can lead to', () => {
    const beforeTheState = [
      'VALIDATION',
      'REASON_REQUIRED',
      'BASIS_REQUIRED',
      'GUIDANCE_REQUIRED',
      'CRITERIA_REQUIRED',
      'PERSONAL_DATA_IN_ANONYMOUS',
      'REVISION_REQUIRED',
      'CONCURRENCY_CONFLICT',
    ];
    const used = new Set(
      cells.flatMap(({ answer }): readonly string[] =>
        answer.kind === 'refused' ? [answer.code] : answer.guards.map(({ code }) => code),
      ),
    );
    expect(domainCodes.filter((code) => !used.has(code))).toEqual(beforeTheState);
    // the first is asked for by no profile of the three, the others are answered before the state
    expect(addedCodes.filter((code) => !used.has(code))).toEqual([
      'REVIEW_MISSING',
      'CONFIDENTIAL',
      'LIFECYCLE_OUTDATED',
    ]);
  });

  it('asks for a second reader, and for what was brought elsewhere, only where a profile does', () => {
    const codes = (command: Command, state: State, secondReader: 'none' | 'outcomes' | 'decisions') => {
      return refusalsOf(expected(command, state, 'koebenhavn', { secondReader, alreadyBrought: false }));
    };
    for (const [command, state, asks] of [
      ['Conclude', 'investigating.active', 'outcomes'],
      ['OpenInvestigation', 'investigationAssessment', 'decisions'],
      ['OpenInvestigation', 'earlyResolution.flexible', 'decisions'],
      ['DeclineInvestigation', 'investigationAssessment', 'decisions'],
    ] as const)
      for (const secondReader of ['none', 'outcomes', 'decisions'] as const)
        expect([command, state, secondReader, codes(command, state, secondReader).includes('REVIEW_MISSING')]).toEqual([
          command,
          state,
          secondReader,
          secondReader === asks,
        ]);
    const remit = (alreadyBrought: boolean) =>
      refusalsOf(expected('AssessRemit', 'intake', 'odense', { secondReader: 'none', alreadyBrought }));
    expect([remit(false), remit(true)]).toEqual([['NOT_IN_PROFILE'], ['NOT_IN_PROFILE', 'PART_ADMISSIBLE']]);
  });

  it('names only rules of the profile asked for', () => {
    const letter = { koebenhavn: 'K', horsens: 'H', odense: 'O' };
    for (const { profile, answer } of cells) {
      const ids = answer.kind === 'refused' ? answer.rules : answer.guards.flatMap(({ rules }) => rules);
      expect(ids.filter((id) => !id.startsWith(letter[profile]))).toEqual([]);
    }
  });

  it("lists guards in the contract's order", () => {
    for (const { answer } of cells) {
      if (answer.kind !== 'step') continue;
      const places = answer.guards.map(({ at }) => positions.indexOf(at));
      expect(places).toEqual([...places].sort((one, other) => one - other));
    }
  });

  it('explains every ambiguity it cites, and cites every one it explains but the three about the table as a whole', () => {
    const explained = [...text.matchAll(/^(A\d+)\s/gm)].map(([, id]) => id);
    const cited = new Set([
      ...doubtful.map(({ ambiguity }) => ambiguity),
      ...table.flatMap(({ guards }) => guards.flatMap(({ ambiguity }) => ambiguity ?? [])),
    ]);
    expect([...cited].filter((id) => !explained.includes(id))).toEqual([]);
    expect(explained.filter((id) => id && !cited.has(id))).toEqual(['A20', 'A23', 'A48']);
    expect(explained).toEqual(Array.from({ length: explained.length }, (_, index) => `A${index + 1}`));
  });
});

describe('who may', () => {
  it('is said of every transition, with roles of rules.md', () => {
    expect(Object.keys(roles).sort()).toEqual([...commands].sort());
    for (const command of commands) {
      expect(roles[command].length).toBeGreaterThan(0);
      expect(roles[command].filter((role) => !allRoles.includes(role))).toEqual([]);
    }
  });

  it("lets a head do what an adviser may, and an adviser none of the head's decisions (K14, K15, K19, H25)", () => {
    expect(
      commands.filter((command) => roles[command].includes('adviser') && !roles[command].includes('head')),
    ).toEqual([]);
    const headsOwn = commands.filter(
      (command) => roles[command].includes('head') && !roles[command].includes('adviser'),
    );
    expect(headsOwn).toEqual([
      'FlagPrincipled',
      'OpenInvestigation',
      'ChangeScope',
      'DeclineInvestigation',
      'OpenOwnInitiative',
      'Conclude',
      'MoveCase',
      'RecordRecommendation',
    ]);
  });

  it('keeps the discontinuing for the head in the assessment and the investigation, and nothing else by state', () => {
    expect(Object.keys(headsStates)).toEqual(['DiscontinueCase']);
    for (const state of openCaseStates)
      expect([state, rolesIn('DiscontinueCase', state)]).toEqual([
        state,
        /^investigat/.test(state) ? ['head'] : ['adviser', 'head'],
      ]);
    for (const command of commands)
      if (command !== 'DiscontinueCase')
        for (const state of states) expect(rolesIn(command, state)).toBe(roles[command]);
  });

  it('gives a department its answers and its requests, the data protection officer T35, the system its timers, and the rest nothing', () => {
    const of = (role: (typeof allRoles)[number]) => commands.filter((command) => roles[command].includes(role));
    expect(of('department')).toEqual([
      'RecordDepartmentAnswer',
      'RecordDepartmentPosition',
      'RequestExtension',
      'DeclineReferral',
      'RecordSuggestionPosition',
    ]);
    expect(commands.filter((command) => roles[command].join() === 'department')).toEqual([
      'RequestExtension',
      'DeclineReferral',
    ]);
    expect(of('dataProtectionOfficer')).toEqual([
      'RequestErasure',
      'DecideErasure',
      'PlaceHold',
      'LiftHold',
      'ShredKeys',
    ]);
    expect(of('system')).toEqual(['ShredKeys', 'MoveCase', 'Remind', 'Escalate']);
    for (const role of ['citizen', 'auditor', 'analyst', 'administrator'] as const) expect(of(role)).toEqual([]);
  });
});

describe('the contract\'s "where a state has no such step" paragraph', () => {
  it('knows the starting transitions only without a complaint, and the others only with one', () => {
    for (const { command, state, answer } of cells) {
      const starts = ['ReceiveInquiry', 'OpenOwnInitiative', 'RecordActivity'].includes(command);
      const unknown = answer.kind === 'refused' && answer.code === 'UNKNOWN_TRANSITION';
      expect([command, state, unknown]).toEqual([command, state, starts !== (state === 'none')]);
    }
  });

  it('asks for a case before any step of the case phase, whatever the profile', () => {
    for (const state of preCaseStates)
      for (const profile of profiles)
        for (const command of caseCommands) refusedWith(command, state, profile, 'CASE_REQUIRED');
    expect(commands.filter((command) => !caseCommands.includes(command))).toEqual([
      'ReceiveInquiry',
      'RecordPart',
      'AssessRemit',
      'CompleteIntake',
      'GiveGuidance',
      'EndWithoutCase',
      'DirectElsewhere',
      'RejectInquiry',
      'RecordSuggestion',
      'ForwardSuggestion',
      'GuideBack',
      'RecordDialogue',
      'AttestUnable',
      'AgreeRegistration',
      'WaiveAgeLimit',
      'FlagPrincipled',
      'RegisterCase',
      'OpenOwnInitiative',
      'SendReply',
      'MoveCase',
      'AssignCase',
      'CorrectRecord',
      'RetractStep',
      'RecordActivity',
      'RecordSuggestionPosition',
    ]);
  });

  it('leaves a closed case RecordDepartmentAnswer, the steps of T31, T32, T34, T35, and what version 2 names, nothing more', () => {
    const open = (profile: Profile) =>
      commands.filter((command) => expected(command, 'closed', profile).kind === 'step');
    const left: Command[] = [
      'RecordDepartmentAnswer',
      'WithdrawConsent',
      'NotifyCitizen',
      'ForwardAnswerToCitizen',
      'SendReply',
      'ReopenCase',
      'FileDocument',
      'RecordNote',
      'RecordDepartmentPosition',
      'RequestErasure',
      'DecideErasure',
      'PlaceHold',
      'LiftHold',
      'ShredKeys',
      'MoveCase',
      'AssignCase',
      'SetHandling',
      'LinkCase',
      'UnlinkCase',
      'UpdateParty',
      'AddParty',
      'EndParty',
      'ExtendDeadline',
      'RequestExtension',
      'DeclineExtension',
      'CorrectRecord',
      'RetractStep',
      'RecordRecommendation',
      'RecordRecommendationStatus',
      'RecordSuggestionPosition',
    ];
    expect(open('koebenhavn')).toEqual(left);
    expect(open('odense')).toEqual(left);
    expect(new Set(open('horsens'))).toEqual(new Set([...left, 'AttendMeeting']));
    for (const profile of profiles)
      for (const command of commands) {
        const answer = expected(command, 'closed', profile);
        if (answer.kind === 'refused' && command !== 'AttendMeeting' && answer.code !== 'UNKNOWN_TRANSITION')
          expect([command, answer.code]).toEqual([command, 'CASE_CLOSED']);
      }
  });

  it('says more than TRANSITION_NOT_ALLOWED where the paragraph does', () => {
    for (const state of ['earlyResolution.flexible', 'earlyResolution.written', 'mediation'] as const)
      refusedWith('CloseCase', state, 'koebenhavn', 'NOT_ACCEPTED_BY_BOTH', ['K11']);
    refusedWith('CloseCase', 'referred', 'horsens', 'NO_ANSWER_RECORDED');
    for (const state of ['earlyResolution.flexible', 'mediation', 'referred', 'answered'] as const) {
      refusedWith('OpenInvestigation', state, 'horsens', 'EARLY_RESOLUTION_NOT_EXHAUSTED', []);
      refusedWith('DeclineInvestigation', state, 'koebenhavn', 'EARLY_RESOLUTION_NOT_EXHAUSTED', ['K12']);
      refusedWith('DeclineInvestigation', state, 'odense', 'EARLY_RESOLUTION_NOT_EXHAUSTED');
    }
    for (const state of ['mediation', 'referred', 'answered'] as const)
      refusedWith('OpenInvestigation', state, 'koebenhavn', 'EARLY_RESOLUTION_NOT_EXHAUSTED', ['K12']);
    refusedWith('OpenInvestigation', 'awaitingConsent', 'odense', 'CONSENT_MISSING');
    refusedWith('RequestInformation', 'awaitingConsent', 'horsens', 'CONSENT_MISSING', ['H24']);
    refusedWith('RequestInformation', 'investigating.halted', 'horsens', 'CONSENT_WITHDRAWN', ['H24']);
    for (const command of ['RecordOutcome', 'HearDepartment', 'HearCitizen', 'ChangeScope', 'Conclude'] as const)
      refusedWith(command, 'investigating.halted', 'odense', 'INVESTIGATION_HALTED');
    refusedWith('RequestHearing', 'investigating.halted', 'odense', 'INVESTIGATION_HALTED');
    for (const state of ['registered', 'investigating.active'] as const)
      refusedWith('CloseCase', state, 'horsens', 'TRANSITION_NOT_ALLOWED');
    refusedWith('RetractStep', 'intake', 'odense', 'NOT_RETRACTABLE');
  });

  it('looks at the state before the profile', () => {
    refusedWith('CompleteIntake', 'intake', 'horsens', 'NOT_IN_PROFILE');
    refusedWith('CompleteIntake', 'guidance', 'horsens', 'NOT_IN_PROFILE');
    refusedWith('CompleteIntake', 'endedWithoutCase', 'horsens', 'TRANSITION_NOT_ALLOWED');
    refusedWith('FlagPrincipled', 'referred', 'odense', 'NOT_IN_PROFILE');
    refusedWith('FlagPrincipled', 'investigating.active', 'odense', 'TRANSITION_NOT_ALLOWED');
    refusedWith('AttendMeeting', 'intake', 'koebenhavn', 'CASE_REQUIRED');
    refusedWith('AttendMeeting', 'closed', 'koebenhavn', 'NOT_IN_PROFILE');
    refusedWith('WaiveAgeLimit', 'closed', 'odense', 'CASE_CLOSED');
    refusedWith('OpenInvestigation', 'registered', 'horsens', 'EARLY_RESOLUTION_NOT_EXHAUSTED', []);
  });
});

describe('the scenarios of the brief', () => {
  it('s1: Horsens has no dialogue check, wants agreement, then the year', () => {
    expect(refusals('RegisterCase', 'intake', 'horsens')).toEqual([
      'PART_NOT_ADMISSIBLE',
      'COMPLAINANT_NOT_ELIGIBLE',
      'NOT_AGREED',
      'AGE_LIMIT_EXCEEDED',
    ]);
    expect(refusals('WaiveAgeLimit', 'intake', 'horsens')).toEqual(['WAIVER_NOT_NEEDED']);
    leadsTo('RecordDepartmentAnswer', 'referred', 'horsens', 'answered', 'referred');
    leadsTo('CloseCase', 'answered', 'horsens', 'closed(answeredByDepartment)');
  });

  it('s2: København wants dialogue, then a quick solution, then the head', () => {
    expect(refusals('RegisterCase', 'dialogueCheck', 'koebenhavn')).toEqual([
      'PART_NOT_ADMISSIBLE',
      'COMPLAINANT_NOT_ELIGIBLE',
      'DIALOGUE_NOT_EXHAUSTED',
      'DIALOGUE_NOT_WITH_CONCERNED_DEPARTMENT',
    ]);
    leadsTo('AcceptSettlement', 'earlyResolution.written', 'koebenhavn', 'closed(settled)', 'earlyResolution.written');
    leadsTo('NoQuickSolution', 'earlyResolution.written', 'koebenhavn', 'investigationAssessment');
    expect(refusals('DeclineInvestigation', 'investigationAssessment', 'koebenhavn')).toEqual([
      'PART_MISSING',
      'CRITERIA_CONTRADICT',
      'CONFLICT_OF_INTEREST',
      'CITIZEN_NOT_INFORMED',
    ]);
    refusedWith('AgreeRegistration', 'dialogueCheck', 'koebenhavn', 'NOT_IN_PROFILE');
    refusedWith('AttestUnable', 'dialogueCheck', 'odense', 'EXCEPTION_NOT_IN_PROFILE', ['O14']);
    leadsTo('GuideBack', 'dialogueCheck', 'odense', 'endedWithoutCase(guidedBack)');
  });

  it('s6: a caller who stays unknown', () => {
    refusedWith('ReferToDepartment', 'intake', 'horsens', 'CASE_REQUIRED');
    leadsTo('GiveGuidance', 'intake', 'horsens', 'guidance');
    leadsTo('EndWithoutCase', 'guidance', 'horsens', 'endedWithoutCase(guidance)', 'endedWithoutCase(abandoned)');
    refusedWith('RecordNote', 'intake', 'horsens', 'CASE_REQUIRED');
  });

  it('s7: mediation goes back to where it began, and in Odense everyone is heard', () => {
    leadsTo(
      'EndMediation',
      'mediation',
      'odense',
      'closed(mediated)',
      'registered',
      'earlyResolution.flexible',
      'earlyResolution.written',
      'referred',
      'answered',
    );
    expect(refusals('StartMediation', 'registered', 'odense')).toEqual(['NOT_ACCEPTED_BY_BOTH']);
    expect(refusals('RegisterCase', 'dialogueCheck', 'odense')).toEqual([
      'PART_NOT_ADMISSIBLE',
      'DIALOGUE_NOT_EXHAUSTED',
      'DIALOGUE_NOT_WITH_CONCERNED_DEPARTMENT',
    ]);
    leadsTo('ReceiveInquiry', 'none', 'odense', 'intake', 'none');
    leadsTo('SendReply', 'dialogueCheck', 'odense', 'dialogueCheck');
  });
});

describe('what version 2 changes', () => {
  it('keeps every pre-case step open after guidance', () => {
    const before = (state: State, profile: Profile) =>
      commands.filter((command) => expected(command, state, profile).kind === 'step');
    for (const profile of profiles)
      for (const state of ['intake', 'dialogueCheck'] as const)
        expect(before(state, profile).filter((command) => !before('guidance', profile).includes(command))).toEqual([]);
    leadsTo('RegisterCase', 'guidance', 'horsens', 'registered');
    leadsTo('GiveGuidance', 'guidance', 'odense', 'guidance');
    leadsTo('CompleteIntake', 'guidance', 'koebenhavn', 'dialogueCheck');
    leadsTo('RejectInquiry', 'guidance', 'horsens', 'endedWithoutCase(rejected)');
  });

  it('tells a quick solution that was never tried, right after agreement and before the age limit (K12)', () => {
    expect(refusals('NoQuickSolution', 'mediation', 'koebenhavn')).toEqual(['EARLY_RESOLUTION_NOT_TRIED']);
    const places = ['agreement', 'earlyResolution', 'ageLimit'].map((at) =>
      (positions as readonly string[]).indexOf(at),
    );
    expect(places).toEqual([places[0]!, places[0]! + 1, places[0]! + 2]);
  });

  it('wants criteria that agree, at role decisions, of every decision that has them (K17)', () => {
    for (const [command, state] of [
      ['OpenInvestigation', 'investigationAssessment'],
      ['OpenInvestigation', 'registered'],
      ['OpenInvestigation', 'earlyResolution.written'],
      ['DeclineInvestigation', 'investigationAssessment'],
      ['ChangeScope', 'investigating.active'],
      ['OpenOwnInitiative', 'none'],
    ] as const) {
      const answer = expected(command, state, 'koebenhavn');
      expect([command, state, answer.kind === 'step' && answer.guards]).toEqual([
        command,
        state,
        expect.arrayContaining([
          expect.objectContaining({ code: 'CRITERIA_CONTRADICT', at: 'roleDecision', rules: ['K17'] }),
        ]),
      ]);
    }
  });

  it('bars one with a conflict of interest from every deciding step, and from no other', () => {
    const barred = commands.filter((command) =>
      cells.some(
        (cell) =>
          cell.command === command && refusals(command, cell.state, cell.profile).includes('CONFLICT_OF_INTEREST'),
      ),
    );
    expect(new Set(barred)).toEqual(
      new Set([
        'RecordOutcome',
        'ChangeScope',
        'OpenInvestigation',
        'DeclineInvestigation',
        'Conclude',
        'NotifyCitizen',
        'EndMediation',
      ]),
    );
    for (const command of barred)
      for (const state of stepsIn(command, 'koebenhavn'))
        expect([command, state, refusals(command, state, 'koebenhavn')]).toEqual([
          command,
          state,
          expect.arrayContaining(['CONFLICT_OF_INTEREST']),
        ]);
  });

  it("names the rule of the case's own profile for a mediation that costs a right", () => {
    for (const [profile, rule] of [
      ['koebenhavn', 'K10'],
      ['horsens', 'H10'],
      ['odense', 'O11'],
    ] as const) {
      const answer = expected('EndMediation', 'mediation', profile);
      expect(answer.kind === 'step' && answer.guards).toContainEqual(
        expect.objectContaining({ code: 'SETTLEMENT_COMPROMISES_RIGHTS', rules: [rule] }),
      );
    }
  });

  it('opens a flagged case from registered and early resolution, where the profile knows principle (K19)', () => {
    for (const state of ['registered', 'earlyResolution.flexible', 'earlyResolution.written'] as const) {
      leadsTo('OpenInvestigation', state, 'koebenhavn', 'investigating.active');
      expect(refusals('OpenInvestigation', state, 'koebenhavn')).toContain('EARLY_RESOLUTION_NOT_EXHAUSTED');
      refusedWith('OpenInvestigation', state, 'odense', 'EARLY_RESOLUTION_NOT_EXHAUSTED');
    }
    expect(stepsIn('FlagPrincipled', 'koebenhavn')).toEqual(
      states.filter((state) => !/^(none|endedWithoutCase|closed|investigating\..*)$/.test(state)),
    );
  });

  it('recalls questions and letters to where the case stood before them', () => {
    leadsTo('WithdrawConsent', 'referred', 'horsens', 'answered', 'referred');
    leadsTo('WithdrawConsent', 'investigating.active', 'horsens', 'investigating.halted', 'investigating.active');
    leadsTo('WithdrawConsent', 'closed', 'odense', 'closed');
    leadsTo('RecallReferral', 'referred', 'odense', 'registered', 'answered', 'referred');
    expect(stepsIn('RecallReferral', 'odense')).toEqual(['referred']);
    refusedWith('RecallReferral', 'answered', 'horsens', 'TRANSITION_NOT_ALLOWED');
    leadsTo('OfferMediation', 'referred', 'odense', 'referred');
  });

  it('loses no answer: one that comes later is taken in every case state, recalled or closed, and moves nothing', () => {
    for (const profile of profiles)
      for (const state of [...openCaseStates, 'closed'] as const) {
        const answer = expected('RecordDepartmentAnswer', state, profile);
        expect([state, answer.kind]).toEqual([state, 'step']);
        if (state === 'referred') continue;
        expect(targetsOf(answer)).toEqual([state]);
        expect(refusalsOf(answer)).toContain('TRANSITION_NOT_ALLOWED');
      }
  });

  it('closes as answered only with an answer that reached the citizen and no new part left over', () => {
    leadsTo('CloseCase', 'awaitingConsent', 'horsens', 'closed(answeredByDepartment)');
    leadsTo('CloseCase', 'investigationAssessment', 'koebenhavn', 'closed(answeredByDepartment)');
    for (const state of ['awaitingConsent', 'investigationAssessment'] as const)
      expect(refusals('CloseCase', state, 'odense')).toEqual([
        'PART_MISSING',
        'ANSWER_NOT_REACHED_CITIZEN',
        'NO_ANSWER_RECORDED',
      ]);
    expect(refusals('CloseCase', 'answered', 'odense')).toEqual(['PART_MISSING', 'ANSWER_NOT_REACHED_CITIZEN']);
    expect(refusals('RefuseConsent', 'awaitingConsent', 'horsens')).toEqual(['ANSWER_NOT_REACHED_CITIZEN']);
    leadsTo('ReferToDepartment', 'answered', 'horsens', 'referred');
    leadsTo('ReferToDepartment', 'referred', 'horsens', 'referred');
    leadsTo('AskMoreQuestions', 'investigationAssessment', 'koebenhavn', 'referred');
  });

  it('hears a department within the consent only, and a settlement in the investigation too', () => {
    expect(refusals('HearDepartment', 'investigating.active', 'koebenhavn')).toEqual([]);
    expect(refusals('HearDepartment', 'investigating.active', 'odense')).toEqual(['CONSENT_SCOPE_EXCEEDED']);
    leadsTo('AcceptSettlement', 'investigating.active', 'koebenhavn', 'closed(settled)', 'investigating.active');
    leadsTo('ProposeSettlement', 'investigationAssessment', 'odense', 'investigationAssessment');
  });

  it('ends a case that came to nothing, and a part that is withdrawn', () => {
    leadsTo('DiscontinueCase', 'mediation', 'odense', 'closed(discontinued)');
    leadsTo('WithdrawPart', 'answered', 'horsens', 'answered', 'closed(withdrawnByCitizen)');
    leadsTo('AssessRemit', 'answered', 'horsens', 'answered', 'closed(directed)');
    expect(refusals('AssessRemit', 'intake', 'horsens')).toEqual(['NOT_IN_PROFILE', 'PART_ADMISSIBLE']);
    expect(refusals('SendReply', 'intake', 'odense')).toEqual(['NOT_IN_PROFILE', 'SENSITIVE_REQUIRES_DIGITAL_POST']);
  });
});

describe('the table as a machine', () => {
  it("reaches every state under some profile; only Horsens' dialogueCheck and København's awaitingConsent are out of reach", () => {
    const never = Object.fromEntries(
      profiles.map((profile) => [profile, states.filter((state) => !reachable(profile).includes(state))]),
    );
    expect(never).toEqual({ koebenhavn: ['awaitingConsent'], horsens: ['dialogueCheck'], odense: [] });
    expect(never).toEqual(neverIn);
  });

  it('has no dead end: from every reached state an end comes within reach, and only endedWithoutCase is final but for an undoing', () => {
    for (const profile of profiles) {
      for (const state of reachable(profile))
        expect([profile, state, ends(state, profile)]).toEqual([profile, state, true]);
      const stuck = reachable(profile).filter((state) =>
        commands.every((command) => {
          const answer = expected(command, state, profile);
          return (
            command === 'RetractStep' || answer.kind === 'refused' || answer.outcomes.every(({ to }) => to === state)
          );
        }),
      );
      expect(stuck).toEqual(['endedWithoutCase']);
    }
  });

  it('enters the case phase only by RegisterCase and OpenOwnInitiative, and never leaves it', () => {
    const phase = (state: State) =>
      state === 'none' ? 'none' : (preCaseStates as readonly State[]).includes(state) ? 'preCase' : 'case';
    for (const { command, state, answer } of cells) {
      if (answer.kind !== 'step') continue;
      for (const { to } of answer.outcomes) {
        if (phase(state) === phase(to)) continue;
        expect([
          ['ReceiveInquiry', 'none', 'preCase'],
          ['RegisterCase', 'preCase', 'case'],
          ['OpenOwnInitiative', 'none', 'case'],
        ]).toContainEqual([command, phase(state), phase(to)]);
      }
    }
  });

  it('gives every open case state the steps that the brief gives to any', () => {
    for (const profile of profiles)
      for (const state of openCaseStates)
        for (const command of [
          'WithdrawComplaint',
          'GiveConsent',
          'WithdrawConsent',
          'AssessRemit',
          'RecordPart',
          'DeclareConflict',
          'DiscontinueCase',
          'WithdrawPart',
          'AssignCase',
          'UpdateParty',
        ] as const) {
          expect([state, command, expected(command, state, profile).kind]).toEqual([state, command, 'step']);
        }
  });

  it('undoes a step by the way it came, and never one of those that wrote a letter or named a person', () => {
    for (const { command, state, profile, answer } of cells) {
      if (command !== 'RetractStep' || answer.kind !== 'step') continue;
      for (const { to } of answer.outcomes) {
        const ways = retractable.filter((name) => {
          const there = expected(name, to, profile);
          return there.kind === 'step' && there.outcomes.some((outcome) => outcome.to === state);
        });
        expect([to, state, profile, ways.length > 0]).toEqual([to, state, profile, true]);
      }
    }
    const lasting = ['RegisterCase', 'ReferToDepartment', 'AskMoreQuestions', 'RecallReferral', 'Conclude', 'MoveCase'];
    expect(retractable.filter((command) => lasting.includes(command))).toEqual([]);
  });
});

function refusalsOf(answer: Expected): Code[] {
  return answer.kind === 'step' ? answer.guards.map(({ code }) => code) : [];
}

function targetsOf(answer: Expected): string[] {
  return answer.kind === 'step'
    ? answer.outcomes.map(({ to, outcome }) => (outcome ? `${to}(${outcome})` : to))
    : [answer.code];
}

function ends(state: State, profile: Profile): boolean {
  const seen: State[] = [state];
  for (const at of seen)
    for (const command of commands) {
      const answer = expected(command, at, profile);
      if (answer.kind === 'step') for (const { to } of answer.outcomes) if (!seen.includes(to)) seen.push(to);
    }
  return seen.includes('closed') || seen.includes('endedWithoutCase');
}

// Is the oracle itself whole? It is compared with nothing of the product here, only with the brief's own lists.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
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
  lacking,
  missing,
  missingRules,
  openCaseStates,
  positions,
  preCaseStates,
  profiles,
  reachable,
  roles,
  states,
  table,
  type Code,
  type Command,
  type Expected,
  type Profile,
  type State,
} from './table.js';

const known: readonly string[] = [...domainCodes, ...contractCodes];
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
const refusals = (command: Command, state: State, profile: Profile) => {
  const answer = expected(command, state, profile);
  return answer.kind === 'step' ? answer.guards.map(({ code }) => code) : [];
};

describe('the table is whole', () => {
  it("has the contract's 88 transitions, 16 states and 3 profiles, and an answer in every cell", () => {
    expect([new Set(commands).size, new Set(states).size, profiles.length, cells.length]).toEqual([
      88,
      16,
      3,
      88 * 16 * 3,
    ]);
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
    const given = (target: State) =>
      new Set(
        table.filter(({ to, command }) => to === target && command !== 'RetractStep').map(({ outcome }) => outcome),
      );
    expect(given('closed')).toEqual(new Set(closedOutcomes));
    expect(given('endedWithoutCase')).toEqual(new Set(endedOutcomes));
  });

  it('stands for every row T1 to T35', () => {
    const cited = new Set(table.flatMap(({ source }) => source.match(/\bT\d+\b/g) ?? []));
    expect(Array.from({ length: 35 }, (_, index) => `T${index + 1}`).filter((row) => !cited.has(row))).toEqual([]);
    expect(table.filter(({ source }) => !/^[TL]\d+/.test(source))).toEqual([]);
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
    // asked for by no profile of the three
    expect(domainCodes.filter((code) => !used.has(code))).toEqual([...beforeTheState, 'REVIEW_MISSING']);
  });

  it('asks for a second reader only where a profile does', () => {
    const asks = (command: Command, state: State, secondReader: 'none' | 'outcomes' | 'decisions') => {
      const answer = expected(command, state, 'koebenhavn', { secondReader });
      return answer.kind === 'step' && answer.guards.some(({ code }) => code === 'REVIEW_MISSING');
    };
    for (const [command, state, by] of [
      ['Conclude', 'investigating.active', 'outcomes'],
      ['OpenInvestigation', 'investigationAssessment', 'decisions'],
      ['OpenInvestigation', 'earlyResolution.flexible', 'decisions'],
      ['DeclineInvestigation', 'investigationAssessment', 'decisions'],
    ] as const)
      for (const secondReader of ['none', 'outcomes', 'decisions'] as const)
        expect([command, state, secondReader, asks(command, state, secondReader)]).toEqual([
          command,
          state,
          secondReader,
          secondReader === by,
        ]);
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

  it('explains every ambiguity it cites, and cites every one it explains but the two about the table as a whole', () => {
    const explained = [...text.matchAll(/^(A\d+)\s/gm)].map(([, id]) => id);
    const cited = new Set([
      ...doubtful.map(({ ambiguity }) => ambiguity),
      ...table.flatMap(({ guards }) => guards.flatMap(({ ambiguity }) => ambiguity ?? [])),
    ]);
    expect([...cited].filter((id) => !explained.includes(id))).toEqual([]);
    expect(explained.filter((id) => id && !cited.has(id))).toEqual(['A20', 'A23']);
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

  it('gives a department its two answers, the data protection officer T35, the system its timers, and the rest nothing', () => {
    const of = (role: (typeof allRoles)[number]) => commands.filter((command) => roles[command].includes(role));
    expect(of('department')).toEqual([
      'RecordDepartmentAnswer',
      'RecordDepartmentPosition',
      'RequestExtension',
      'DeclineReferral',
      'RecordSuggestionPosition',
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

  it('leaves a closed case RecordDepartmentAnswer and the steps of T31, T32, T34, T35, nothing more', () => {
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
    for (const state of ['mediation', 'referred', 'answered'] as const) {
      refusedWith('OpenInvestigation', state, 'koebenhavn', 'EARLY_RESOLUTION_NOT_EXHAUSTED', ['K12']);
      refusedWith('DeclineInvestigation', state, 'odense', 'EARLY_RESOLUTION_NOT_EXHAUSTED');
    }
    refusedWith('OpenInvestigation', 'awaitingConsent', 'odense', 'CONSENT_MISSING');
    refusedWith('RequestInformation', 'awaitingConsent', 'horsens', 'CONSENT_MISSING', ['H24']);
    refusedWith('RequestInformation', 'investigating.halted', 'horsens', 'CONSENT_WITHDRAWN', ['H24']);
    for (const command of ['RecordOutcome', 'HearDepartment', 'HearCitizen', 'ChangeScope', 'Conclude'] as const)
      refusedWith(command, 'investigating.halted', 'odense', 'INVESTIGATION_HALTED');
    refusedWith('RequestHearing', 'investigating.halted', 'odense', 'INVESTIGATION_HALTED');
    for (const state of ['registered', 'investigating.active'] as const)
      refusedWith('CloseCase', state, 'horsens', 'TRANSITION_NOT_ALLOWED');
  });

  it('looks at the state before the profile', () => {
    refusedWith('CompleteIntake', 'intake', 'horsens', 'NOT_IN_PROFILE');
    refusedWith('CompleteIntake', 'guidance', 'horsens', 'NOT_IN_PROFILE');
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

  it('a letter called back leads to where the case stands without it', () => {
    leadsTo('RecallReferral', 'referred', 'odense', 'registered', 'answered', 'referred');
    refusedWith('RecallReferral', 'answered', 'horsens', 'TRANSITION_NOT_ALLOWED');
  });

  it('s6: a caller who stays unknown', () => {
    refusedWith('ReferToDepartment', 'intake', 'horsens', 'CASE_REQUIRED');
    leadsTo('GiveGuidance', 'intake', 'horsens', 'guidance');
    leadsTo('RegisterCase', 'guidance', 'horsens', 'registered');
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
    leadsTo('OfferMediation', 'referred', 'odense', 'referred');
    leadsTo('AcceptSettlement', 'investigating.active', 'koebenhavn', 'closed(settled)', 'investigating.active');
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

/** What goes on after the last contact: it leads nowhere. */
const besides: readonly Command[] = [
  'MoveCase',
  'AssignCase',
  'CorrectRecord',
  'RetractStep',
  'RecordSuggestionPosition',
];

describe('the table as a machine', () => {
  it("reaches every state under some profile; only Horsens' dialogueCheck and København's awaitingConsent are out of reach", () => {
    const never = Object.fromEntries(
      profiles.map((profile) => [profile, states.filter((state) => !reachable(profile).includes(state))]),
    );
    expect(never).toEqual({ koebenhavn: ['awaitingConsent'], horsens: ['dialogueCheck'], odense: [] });
  });

  it('has no dead end: from every reached state an end comes within reach, and only endedWithoutCase is final', () => {
    for (const profile of profiles) {
      for (const state of reachable(profile))
        expect([profile, state, ends(state, profile)]).toEqual([profile, state, true]);
      const stuck = reachable(profile).filter((state) =>
        commands.every((command) => besides.includes(command) || expected(command, state, profile).kind === 'refused'),
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

  it('gives every open case state WithdrawComplaint, GiveConsent, WithdrawConsent and AssessRemit', () => {
    for (const profile of profiles)
      for (const state of openCaseStates)
        for (const command of ['WithdrawComplaint', 'GiveConsent', 'WithdrawConsent', 'AssessRemit'] as const) {
          expect([state, command, expected(command, state, profile).kind]).toEqual([state, command, 'step']);
        }
  });
});

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

// The properties of properties.md, each a question put to all configurations and all steps that can really happen under
// a profile. Findings are sentences; none: it holds.
import { complaintEvents, complaintEventTypes, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { commandNames, stepBehind, type CommandName } from '../../libs/complaints/steps/steps.js';
import { type Situation } from '../../libs/decider/lifecycle.js';
import { personalEventTypes } from '../../state-machines/complaint/complaint.v2.js';
import { order, rules, type Rule } from '../../state-machines/complaint/rules.js';
import { everyHappening } from './cells.js';
import { explore, graphOf, rolesAsked, type Edge, type Graph, type Machine } from './explore.js';
import { everyProfile, hasStep, possible } from './profiles.js';
import {
  closedOutcomes,
  endedOutcomes,
  expected,
  openCaseStates,
  profiles,
  reachable,
  rolesIn,
  states,
  type State,
} from './table.js';

export interface World {
  readonly machine: Machine;
  readonly graphs: readonly Graph[];
}
export const worldOf = (machine: Machine): World => ({
  machine,
  graphs: everyProfile.map((profile) => graphOf(machine, profile)),
});

type Property = { readonly says: string; readonly check: (world: World) => readonly string[] };
const regionOf = (situation: Situation, region: 'consent' | 'privacy' | 'followUp'): string =>
  (situation.value as { readonly [name: string]: string })[region] ?? '';
const stateOf = ({ state }: Situation): State =>
  (state === 'unreceived' || state === 'counted' ? 'none' : state) as State;
const isOpenCase = (situation: Situation) => (openCaseStates as readonly string[]).includes(situation.state);
const isCase = (situation: Situation) => isOpenCase(situation) || situation.state === 'closed';
const isEnd = ({ state }: Situation) => ['closed', 'endedWithoutCase', 'counted'].includes(state);
const moves = ({ from, to }: Edge) => from.state !== to.state;
const told = ({ from, type, to }: Edge, profile: string) => `${type} from ${from.key} to ${to.state} under ${profile}`;

/** Every edge of every profile that the question finds fault with. */
const edges =
  (fault: (edge: Edge, graph: Graph) => boolean) =>
  ({ graphs }: World): readonly string[] =>
    graphs.flatMap((graph) =>
      graph.edges.filter((edge) => fault(edge, graph)).map((edge) => told(edge, graph.profile.id)),
    );
const nodes =
  (fault: (node: Situation, graph: Graph) => boolean) =>
  ({ graphs }: World): readonly string[] =>
    graphs.flatMap((graph) =>
      graph.nodes.filter((node) => fault(node, graph)).map((node) => `${node.key} under ${graph.profile.id}`),
    );
const only = (type: ComplaintEventType, ...states: readonly string[]) =>
  edges((edge) => edge.type === type && !states.includes(edge.from.state));
const all =
  (...checks: readonly ((world: World) => readonly string[])[]) =>
  (world: World) =>
    checks.flatMap((check) => check(world));

/**
 * The values of a fact with which this event can be taken, wherever it is: those that the profile can write and every
 * rule about it lets pass.
 */
function accepted(graph: Graph, type: ComplaintEventType, fact: string): readonly string[] {
  const values = new Set<string>();
  for (const { from, step } of graph.edges.filter((edge) => edge.type === type)) {
    for (const value of possible(graph.profile, type, from)?.[fact] ?? []) {
      if (
        step.rules.every((name) => {
          const rule: Rule = rules[name];
          return rule.fact !== fact || rule.holds?.includes(value);
        })
      )
        values.add(value);
    }
  }
  return [...values].sort();
}
/** The event is taken with no other value of the fact than these. */
const takenOnlyWith =
  (type: ComplaintEventType, fact: string, ...values: readonly string[]) =>
  ({ graphs }: World): readonly string[] =>
    graphs.flatMap((graph) =>
      accepted(graph, type, fact)
        .filter((value) => !values.includes(value))
        .map((value) => `${type} is taken with ${fact} ${value} under ${graph.profile.id}`),
    );

/** The configurations from which an end is within reach over these edges. */
function canEnd(graph: Graph, usable: (edge: Edge) => boolean): ReadonlySet<Situation> {
  const ending = new Set(graph.nodes.filter(isEnd));
  for (let grown = true; grown;) {
    grown = false;
    for (const edge of graph.edges)
      if (usable(edge) && ending.has(edge.to) && !ending.has(edge.from)) {
        ending.add(edge.from);
        grown = true;
      }
  }
  return ending;
}

/**
 * Every (configuration, memory) that a path can come to; `fault` is asked of each step with what was remembered before
 * it.
 */
function walk<Memory extends string>(
  graph: Graph,
  first: Memory,
  remember: (memory: Memory, edge: Edge) => Memory,
  fault: (memory: Memory, edge: Edge) => boolean,
): readonly string[] {
  const start = graph.nodes[0]!;
  const seen = new Map<string, readonly [Situation, Memory]>([[`${start.key}/${first}`, [start, first]]]);
  const findings: string[] = [];
  for (const [situation, memory] of seen.values()) {
    for (const edge of graph.from.get(situation) ?? []) {
      if (fault(memory, edge)) findings.push(`${told(edge, graph.profile.id)}, after ${memory}`);
      const next = remember(memory, edge);
      seen.set(`${edge.to.key}/${next}`, seen.get(`${edge.to.key}/${next}`) ?? [edge.to, next]);
    }
  }
  return findings;
}

/**
 * Names in a schema of fields that could hold free text or a time of day: strings without a pattern or a closed list.
 */
function freeStrings(schema: unknown, at = ''): readonly string[] {
  if (schema === null || typeof schema !== 'object') return [];
  const {
    type,
    pattern,
    enum: values,
    const: constant,
    properties,
    items,
    anyOf,
  } = schema as {
    type?: string;
    pattern?: string;
    enum?: unknown;
    const?: unknown;
    properties?: object;
    items?: unknown;
    anyOf?: readonly unknown[];
  };
  const own = type === 'string' && pattern === undefined && values === undefined && constant === undefined ? [at] : [];
  return [
    ...own,
    ...Object.entries(properties ?? {}).flatMap(([name, field]) => freeStrings(field, `${at}.${name}`)),
    ...freeStrings(items, `${at}[]`),
    ...(anyOf ?? []).flatMap((each) => freeStrings(each, at)),
  ];
}
const fieldNames = (schema: unknown): readonly string[] =>
  schema === null || typeof schema !== 'object'
    ? []
    : [
        ...Object.keys((schema as { properties?: object }).properties ?? {}),
        ...Object.values((schema as { properties?: object }).properties ?? {}).flatMap(fieldNames),
        ...fieldNames((schema as { items?: unknown }).items),
      ];

const luck: readonly ComplaintEventType[] = [
  'DepartmentAnswered',
  'LastDepartmentAnswered',
  'LaterAnswerRecorded',
  'ConsentGiven',
  'ConsentGivenForExamination',
  'ConsentGivenForAssessment',
  'SettlementAccepted',
  'SettledByBoth',
  'MediationAgreed',
];
const still: readonly CommandName[] = [
  'FileDocument',
  'RecordNote',
  'AttendMeeting',
  'NotifyCitizen',
  'ForwardAnswerToCitizen',
  'SendReply',
  'RecordDepartmentPosition',
  'RequestErasure',
  'DecideErasure',
  'PlaceHold',
  'LiftHold',
  'ShredKeys',
  'RecordSuggestion',
];
const everyEnding: readonly ComplaintEventType[] = [
  'ComplaintWithdrawn',
  'LastPartTakenElsewhere',
  'LastPartWithdrawn',
  'CaseDiscontinued',
];
/** Words that name nobody (decision 27). */
const nameless: ReadonlySet<ComplaintEventType> = new Set(['NamelessSuggestionRecorded', 'SuggestionPositionRecorded']);
const byComplainant: readonly ComplaintEventType[] = [
  'ComplaintWithdrawn',
  'PartWithdrawn',
  'LastPartWithdrawn',
  'ReceiptAcknowledged',
];
const into = (target: string, ...types: readonly ComplaintEventType[]) =>
  edges((edge) => edge.to.state === target && moves(edge) && !types.includes(edge.type));
const present = (type: ComplaintEventType, where: (node: Situation) => boolean) =>
  nodes((node, graph) => where(node) && !(graph.from.get(node) ?? []).some((edge) => edge.type === type));

/** Where an investigation is opened without a quick solution first, of a matter of principle. */
const atOnceIfOfPrinciple = (state: string): boolean => state === 'registered' || state.startsWith('earlyResolution');

/** What a region knows follows from the events that it is about, and from nothing else. */
const follows = (
  region: 'consent' | 'privacy' | 'followUp',
  after: { readonly [Type in ComplaintEventType]?: string },
) => edges(({ from, type, to }) => regionOf(to, region) !== (after[type] ?? regionOf(from, region)));
const withdrawals: readonly ComplaintEventType[] = [
  'ConsentWithdrawn',
  'ConsentToPurposeWithdrawn',
  'ConsentToExaminationWithdrawn',
  'ConsentToQuestionsWithdrawn',
];
/** Where the lifecycle has a step, another region stands in its way only for these reasons. */
const mayStandInTheWay = (region: string, type: ComplaintEventType, node: Situation): boolean => {
  if (region === 'privacy')
    return (
      ['none', 'shredded'].includes(regionOf(node, 'privacy')) ||
      (regionOf(node, 'privacy') === 'unnamed' && byComplainant.includes(type))
    );
  return region === 'consent'
    ? withdrawals.includes(type) && regionOf(node, 'consent') !== 'given'
    : type === 'DepartmentPositionRecorded' && regionOf(node, 'followUp') === 'none';
};

export const properties: { readonly [id: `P${number}`]: Property } = {
  P1: {
    says: 'every state is reached under some profile, and under one all that the oracle knows a way to',
    check: ({ graphs }) =>
      graphs.flatMap(({ profile, nodes: reached }) => {
        const names = new Set(reached.map(stateOf));
        if (!(profiles as readonly string[]).includes(profile.key)) return [];
        const wanted = reachable(profile.key as (typeof profiles)[number]);
        return [
          ...wanted.filter((state) => !names.has(state)).map((state) => `${state} is not reached under ${profile.id}`),
          ...[...names]
            .filter((state) => !wanted.includes(state))
            .map((state) => `${state} is reached under ${profile.id}`),
        ];
      }),
  },
  P2: {
    says: 'there is no dead end but the final state and the closed case',
    check: nodes((node, graph) => !isEnd(node) && (graph.from.get(node) ?? []).every(({ from, to }) => from === to)),
  },
  P3: {
    says: 'an end is always possible',
    check: ({ graphs }) =>
      graphs.flatMap((graph) => {
        const ending = canEnd(graph, () => true);
        return graph.nodes.filter((node) => !ending.has(node)).map(({ key }) => `${key} under ${graph.profile.id}`);
      }),
  },
  P4: {
    says: '… and without luck: no department and no consent has to make it possible',
    check: ({ graphs }) =>
      graphs.flatMap((graph) => {
        const ending = canEnd(
          graph,
          ({ type, roles: who }) =>
            !luck.includes(type) && who.some((role) => ['adviser', 'head', 'system'].includes(role)),
        );
        return graph.nodes.filter((node) => !ending.has(node)).map(({ key }) => `${key} under ${graph.profile.id}`);
      }),
  },
  P5: {
    says: 'endedWithoutCase is never left, and closed is left by ReopenCase alone',
    check: edges(
      ({ from, type, to }) =>
        (from.state === 'endedWithoutCase' && to.state !== 'endedWithoutCase') ||
        from.state === 'counted' ||
        (from.state === 'closed' && to.state !== 'closed' && stepBehind(type) !== 'ReopenCase'),
    ),
  },
  P6: {
    says: 'one configuration and one event give one next configuration',
    check: ({ graphs }) =>
      graphs.flatMap((graph) =>
        graph.nodes
          .filter((node) => {
            const types = (graph.from.get(node) ?? []).map(({ type }) => type);
            return new Set(types).size !== types.length;
          })
          .map(({ key }) => key),
      ),
  },
  P8: {
    says: 'every state shown has one of the sixteen names',
    check: nodes((node) => !(states as readonly string[]).includes(stateOf(node))),
  },
  P11: {
    says: 'guards narrow and never widen: no step, guards aside, that the oracle does not know',
    check: ({ machine }) =>
      explore(machine).situations.flatMap((node) =>
        complaintEventTypes.flatMap((type) => {
          const step = machine.lifecycle.step(node, type);
          if (!step.fits) return [];
          if (type === 'StepRetracted') return []; // where it leads, history knows and no state
          const command = stepBehind(type);
          const known = profiles.flatMap((profile) => {
            const answer = expected(command, stateOf(node), profile);
            return answer.kind === 'step' ? answer.outcomes.map(({ to }) => to) : [];
          });
          return known.includes(stateOf(step.next))
            ? []
            : [`${type} leads from ${node.state} to ${step.next.state}, and no row of the oracle does`];
        }),
      ),
  },
  P16: {
    says: 'where a state hides several configurations, they take the same steps and ask the same, but for what the region itself is about',
    check: all(
      ({ machine }) =>
        explore(machine).situations.flatMap((node) =>
          complaintEventTypes.flatMap((type) => {
            const step = machine.lifecycle.step(node, type);
            return step.fits || step.regions.includes('lifecycle')
              ? []
              : step.regions
                  .filter((region) => !mayStandInTheWay(region, type, node))
                  .map((region) => `${region} stands in the way of ${type} in ${node.key}`);
          }),
        ),
      ({ graphs }) =>
        graphs.flatMap((graph) => {
          const about: { readonly [region: string]: readonly ComplaintEventType[] } = {
            consent: [...withdrawals, 'MoreQuestionsAsked', 'InvestigationOpened', 'InformationRequested'],
            followUp: ['DepartmentPositionRecorded'],
            memory: ['MediationFailed', 'MediationFailedOnAnswer'],
          };
          const hidden = new Set(Object.values(about).flat());
          const seen = new Map<string, string>();
          return graph.nodes.flatMap((node) => {
            const said = (graph.from.get(node) ?? [])
              .filter(({ type }) => !hidden.has(type))
              .map(({ type, to, step }) => `${type}>${to.state}?${step.rules.join('+')}`)
              .join(' ');
            const key = `${node.state}/${regionOf(node, 'privacy')}`; // whose data may be kept is asked by P52 and P55
            const other = seen.get(key);
            seen.set(key, other ?? said);
            return other === undefined || other === said
              ? []
              : [`${node.key} differs from its like under ${graph.profile.id}`];
          });
        }),
    ),
  },
  P17: {
    says: 'exactly the roles of the brief take each step, whatever the state, and another is told ROLE_FORBIDDEN',
    check: all(
      () =>
        Object.entries(rules as { readonly [name: string]: Rule })
          .filter(
            ([, { roles: who, code, about }]) =>
              (who !== undefined) !== (code === 'ROLE_FORBIDDEN' && about === order[0]),
          )
          .map(([name]) => name),
      ({ machine }) =>
        explore(machine).situations.flatMap((node) =>
          complaintEventTypes.flatMap((type) => {
            const step = machine.lifecycle.step(node, type);
            if (!step.fits) return [];
            const who = rolesAsked(step.rules);
            const wanted = rolesIn(stepBehind(type), stateOf(node));
            return [...who].sort().join() === [...wanted].sort().join()
              ? []
              : [`${type} in ${node.state} by ${who.join(', ') || 'nobody'}, and the brief says ${wanted.join(', ')}`];
          }),
        ),
    ),
  },
  P18: {
    says: 'no command and no event changes a decision of a department (O15)',
    check: () => [
      ...[...commandNames, ...complaintEventTypes].filter((name) =>
        /^(Change|Make|Overrule|Reverse)\w*Decision|Decision(Changed|Made|Overruled)/.test(name),
      ),
      ...complaintEventTypes.filter((type) =>
        fieldNames(complaintEvents[type].schema).some((field) => /^decision$|overrul/i.test(field)),
      ),
    ],
  },
  P19: {
    says: 'no event before registration has a place for a person or a time of day, nor for free text but of a suggestion that names nobody (H16)',
    check: ({ graphs }) =>
      graphs.flatMap((graph) =>
        graph.edges
          .filter(({ from }) => !isCase(from))
          .flatMap(({ type }) => {
            if (type === 'CaseRegistered' || type === 'OwnInitiativeOpened' || nameless.has(type)) return [];
            return [
              ...(personalEventTypes.includes(type) ? [`${type} is personal`] : []),
              ...freeStrings(complaintEvents[type].schema).map((field) => `${type}${field} has no pattern`),
            ];
          }),
      ),
  },
  P20: {
    says: 'nobody is known exactly as long as there is no case',
    check: all(
      nodes((node) => (regionOf(node, 'privacy') === 'none') !== !isCase(node)),
      edges(({ from, to }) => to.state === 'endedWithoutCase' && regionOf(from, 'privacy') !== 'none'),
      follows('privacy', {
        CaseRegistered: 'identified',
        OwnInitiativeOpened: 'unnamed',
        KeysShredded: 'shredded',
        CaseErased: 'shredded',
      }),
    ),
  },
  P21: { says: 'a case never goes back to before a case', check: edges(({ from, to }) => isCase(from) && !isCase(to)) },
  P22: {
    says: 'into a case lead only RegisterCase and, where the profile has it, OpenOwnInitiative',
    check: edges(
      ({ from, type, to }, { profile }) =>
        !isCase(from) &&
        isCase(to) &&
        !(type === 'CaseRegistered' && ['intake', 'dialogueCheck', 'guidance'].includes(from.state)) &&
        !(type === 'OwnInitiativeOpened' && from.state === 'unreceived' && profile.settings.ownInitiative.value),
    ),
  },
  P23: {
    says: 'no registration without the dialogue that the profile asks for (K1 K4–K6 K19, O14)',
    check: all(
      takenOnlyWith('CaseRegistered', 'dialogue', 'notRequired', 'exhausted', 'excused'),
      ({ graphs }) =>
        graphs
          .filter(({ profile }) => profile.settings.dialogue.value !== 'none')
          .flatMap((graph) => accepted(graph, 'CaseRegistered', 'dialogue').filter((value) => value === 'notRequired')),
      edges(({ type }, { profile }) => type === 'DialogueRecorded' && profile.settings.dialogue.value === 'none'),
    ),
  },
  P24: {
    says: 'the exceptions to dialogue belong to the profiles that have them (K6, K19)',
    check: all(
      edges(
        ({ type }, { profile }) =>
          (type === 'InabilityAttested' && !profile.settings.exceptionUnable.value) ||
          (type === 'PrincipleFlagged' && !profile.settings.exceptionPrinciple.value),
      ),
      ({ graphs }) =>
        graphs
          .filter(({ profile: { settings } }) => !settings.exceptionUnable.value && !settings.exceptionPrinciple.value)
          .flatMap((graph) =>
            accepted(graph, 'CaseRegistered', 'dialogue')
              .filter((value) => value === 'excused')
              .map((value) => `${value} under ${graph.profile.id}`),
          ),
    ),
  },
  P25: {
    says: 'no case without the agreement of both, where it is required (H17)',
    check: all(takenOnlyWith('CaseRegistered', 'agreement', 'notRequired', 'given'), ({ graphs }) =>
      graphs
        .filter(({ profile }) => profile.settings.agreement.value)
        .flatMap((graph) => accepted(graph, 'CaseRegistered', 'agreement').filter((value) => value !== 'given')),
    ),
  },
  P26: {
    says: 'no case, and no referral of a new part, over the age limit without a waiver (H29)',
    check: all(
      takenOnlyWith('CaseRegistered', 'ageLimit', 'within', 'waived'),
      takenOnlyWith('CaseReferred', 'ageLimit', 'within', 'waived'),
      takenOnlyWith('AgeLimitWaived', 'ageLimit', 'exceeded'),
      edges(({ type }, { profile }) => type === 'AgeLimitWaived' && !hasStep(profile.settings, 'ageLimit')),
    ),
  },
  P27: {
    says: 'no excluded part is registered, referred, investigated or given an outcome (H28, O15–O18)',
    check: all(
      takenOnlyWith('CaseRegistered', 'parts', 'admissible'),
      takenOnlyWith('CaseReferred', 'parts', 'admissible'),
      takenOnlyWith('MoreQuestionsAsked', 'parts', 'admissible'),
      takenOnlyWith('IntakeCompleted', 'part', 'admissible'),
      takenOnlyWith('InvestigationOpened', 'scopeParts', 'admissible'),
      takenOnlyWith('ScopeChanged', 'scopeParts', 'admissible'),
      takenOnlyWith('OutcomeRecorded', 'part', 'inScope'),
      takenOnlyWith('CaseReferred', 'coverage', 'complete'),
    ),
  },
  P28: {
    says: 'nobody is sent away with a matter that the office must take',
    check: all(
      takenOnlyWith('DirectedElsewhere', 'parts', 'excluded'),
      takenOnlyWith('InquiryRejected', 'parts', 'excluded'),
      takenOnlyWith('GuidedBack', 'dialogue', 'missing', 'otherDepartment'),
    ),
  },
  P29: {
    says: 'nobody is refused for the office hours, the answer target or who asks for a meeting (H2, O13)',
    check: () =>
      Object.entries(rules as { readonly [name: string]: Rule })
        .filter(
          ([name, { setting }]) =>
            /hours|target|requestedBy/i.test(name) || ['officeHours', 'answerTarget'].includes(setting ?? ''),
        )
        .map(([name]) => name),
  },
  P30: {
    says: 'a suggestion needs no dialogue, age limit or agreement, and the name goes only by consent (H11, O12)',
    check: all(
      takenOnlyWith('SuggestionForwarded', 'name', 'withheld', 'consented'),
      takenOnlyWith('SuggestionForwardedInCase', 'name', 'withheld', 'consented'),
      takenOnlyWith('SuggestionForwarded', 'suggestion', 'recorded'),
      takenOnlyWith('SuggestionForwardedInCase', 'suggestion', 'recorded'),
      takenOnlyWith('SuggestionPositionRecorded', 'forwarded', 'yes'),
      edges(
        ({ type, step }) =>
          [
            'SuggestionRecorded',
            'NamelessSuggestionRecorded',
            'SuggestionRecordedInCase',
            'SuggestionForwarded',
            'SuggestionForwardedInCase',
            'SuggestionPositionRecorded',
          ].includes(type) &&
          step.rules.some((name) => ['dialogue', 'ageLimit', 'agreement'].includes((rules[name] as Rule).about)),
      ),
    ),
  },
  P31: {
    says: 'no settlement by one side, or one that compromises rights (K9–K11)',
    check: all(
      takenOnlyWith('SettlementProposed', 'rights', 'kept'),
      takenOnlyWith('SettlementAccepted', 'proposal', 'standing'),
      takenOnlyWith('SettlementRejected', 'proposal', 'standing'),
      only(
        'SettledByBoth',
        'earlyResolution.flexible',
        'earlyResolution.written',
        'investigationAssessment',
        'investigating.active',
      ),
      ({ machine }) =>
        everyHappening(machine)
          .filter(
            ({ verdict, scene, body }) =>
              verdict.taken &&
              verdict.candidate.type === 'SettledByBoth' &&
              !scene.story.events
                .slice(scene.story.events.findLastIndex(({ type }) => type === 'SettlementProposed'))
                .some(({ type, data }) => type === 'SettlementAccepted' && data.by !== (body as { by: string }).by),
          )
          .map(({ scene }) => `settled by one side in ${scene.name}`),
    ),
  },
  P32: {
    says: 'no mediation before both said yes, and without agreement it returns to where it began',
    check: all(
      takenOnlyWith('MediationStarted', 'acceptance', 'both'),
      takenOnlyWith('MediationOfferAnswered', 'offer', 'standing'),
      ({ graphs }) =>
        graphs.flatMap((graph) =>
          walk<string>(
            graph,
            '-',
            (memory, { from, type }) => (type === 'MediationStarted' ? from.state : memory),
            (memory, { type, to }) => type === 'MediationFailed' && to.state !== memory,
          ),
        ),
    ),
  },
  P33: {
    says: 'referred is left only with the last answer, the questions or the letters recalled, the deadlines used up, a mediation, or an ending that every open case has',
    check: all(
      into(
        'answered',
        'LastDepartmentAnswered',
        'ConsentToQuestionsWithdrawn',
        'ReopenedForQuestions',
        'MediationFailed',
        'MediationFailedOnAnswer',
        'LastReferralRecalled',
      ),
      takenOnlyWith('SilenceRecordedForAssessment', 'deadline', 'passed'),
      takenOnlyWith('SilenceRecordedForConsent', 'deadline', 'passed'),
      edges(
        (edge) =>
          edge.from.state === 'referred' &&
          moves(edge) &&
          ![
            'LastDepartmentAnswered',
            'ConsentToQuestionsWithdrawn',
            'SilenceRecordedForAssessment',
            'SilenceRecordedForConsent',
            'MediationStarted',
            'LastReferralRecalled',
            'OnlyReferralRecalled',
            ...everyEnding,
          ].includes(edge.type),
      ),
      ({ machine }) =>
        everyHappening(machine)
          .filter(
            ({ verdict, scene: { story }, body }) =>
              verdict.taken &&
              verdict.candidate.type === 'LastDepartmentAnswered' &&
              story.caseState.referrals.some(
                ({ open, department }) => open && department !== (body as { department: string }).department,
              ),
          )
          .map(({ scene }) => `answered with a letter open in ${scene.name}`),
    ),
  },
  P34: {
    says: 'no closing on an answer that the citizen has not got (H21, H22, H25)',
    check: all(
      takenOnlyWith('ClosedOnAnswer', 'answer', 'reached'),
      takenOnlyWith('ConcludedWithCriticism', 'answer', 'reached'),
      takenOnlyWith('ConcludedWithoutCriticism', 'answer', 'reached'),
      takenOnlyWith('ConsentRefused', 'answer', 'reached'),
      takenOnlyWith('AnswerForwarded', 'answer', 'recorded'),
      takenOnlyWith('ClosedOnWithdrawal', 'statusTold', 'yes'),
    ),
  },
  P35: {
    says: 'a late answer moves nothing',
    check: edges((edge) => ['LaterAnswerRecorded', 'DepartmentAnswered'].includes(edge.type) && edge.from !== edge.to),
  },
  P36: {
    says: 'reminders go out only where a department is waited for, in referred and the investigation, by the system, when due, once; they move nothing (T16)',
    check: all(
      only('ReminderSent', 'referred', 'investigating.active'),
      only('EscalationSent', 'referred', 'investigating.active'),
      ...(['ReminderSent', 'EscalationSent'] as const).flatMap((type) => [
        takenOnlyWith(type, 'deadline', 'passed'),
        takenOnlyWith(type, 'answer', 'none'),
      ]),
      edges(
        (edge) =>
          ['ReminderSent', 'EscalationSent'].includes(edge.type) &&
          (edge.from !== edge.to || edge.roles.join() !== 'system'),
      ),
    ),
  },
  P37: {
    says: 'steps beside the lifecycle never move it',
    check: edges(
      (edge) =>
        moves(edge) &&
        (still.includes(stepBehind(edge.type)) ||
          ['ConsentGiven', 'SuggestionForwardedInCase', 'PartTakenElsewhere'].includes(edge.type) ||
          (withdrawals.includes(edge.type) &&
            edge.from.state !== 'investigating.active' &&
            !(edge.from.state === 'referred' && edge.type === 'ConsentToQuestionsWithdrawn'))),
    ),
  },
  P38: {
    says: 'no investigation without the head where the head decides (K14)',
    check: edges(
      ({ from, type, to, roles: who }, { profile: { settings } }) =>
        to.state === 'investigating.active' &&
        !from.state.startsWith('investigating') &&
        !(['InvestigationOpened', 'OwnInitiativeOpened'].includes(type) && who.join() === 'head') &&
        !(type === 'ConsentGivenForExamination' && settings.inDepth.value.openedBy === 'consent'),
    ),
  },
  P39: {
    says: 'no investigation without the consent that the profile requires (H24)',
    check: all(
      follows('consent', {
        ConsentGiven: 'given',
        ConsentGivenForExamination: 'given',
        ConsentGivenForAssessment: 'given',
        ConsentRefused: 'refused',
        ConsentWithdrawn: 'withdrawn',
      }),
      nodes(
        (node, { profile }) =>
          node.state === 'investigating.active' &&
          profile.settings.consent.value &&
          regionOf(node, 'privacy') === 'identified' &&
          regionOf(node, 'consent') !== 'given',
      ),
      ...(['MoreQuestionsAsked', 'InvestigationOpened', 'InformationRequested'] as const).map((type) =>
        takenOnlyWith(type, 'consent', 'notRequired', 'covers'),
      ),
    ),
  },
  P40: {
    says: 'a withdrawn consent is felt at once (H24)',
    check: all(
      edges(
        ({ from, type, to }) =>
          (type === 'ConsentWithdrawn' && regionOf(to, 'consent') !== 'withdrawn') ||
          (['ConsentWithdrawn', 'ConsentToExaminationWithdrawn'].includes(type) &&
            from.state === 'investigating.active' &&
            to.state !== 'investigating.halted') ||
          (type === 'ConsentToQuestionsWithdrawn' && (from.state !== 'referred' || to.state !== 'answered')),
      ),
      edges(
        ({ from, type }) =>
          from.state === 'investigating.halted' &&
          [
            'InformationRequested',
            'HearingRequested',
            'DepartmentHeard',
            'CitizenHeard',
            'ScopeChanged',
            'OutcomeRecorded',
            'ConcludedWithCriticism',
            'ConcludedWithoutCriticism',
          ].includes(type),
      ),
    ),
  },
  P41: {
    says: 'out of halted leads only a new consent, the closing once the citizen was told, or an ending that every open case has',
    check: edges(
      (edge) =>
        edge.from.state === 'investigating.halted' &&
        moves(edge) &&
        !['ConsentGivenForExamination', 'ClosedOnWithdrawal', ...everyEnding].includes(edge.type),
    ),
  },
  P42: {
    says: 'a quick solution first: the assessment, a principle, the own initiative or the consent that opens comes before (K12, K13, K19)',
    check: ({ graphs }) =>
      graphs.flatMap((graph) =>
        walk<'-' | 'excused'>(
          graph,
          '-',
          (memory, { from, type, to }) =>
            to.state === 'investigationAssessment' ||
            type === 'PrincipleFlagged' ||
            type === 'OwnInitiativeOpened' ||
            (from.state === 'awaitingConsent' && type === 'ConsentGivenForExamination')
              ? 'excused'
              : memory,
          (memory, { from, type, to }) =>
            to.state === 'investigating.active' &&
            !from.state.startsWith('investigating') &&
            memory === '-' &&
            !['OwnInitiativeOpened', 'ConsentGivenForExamination'].includes(type) &&
            !(atOnceIfOfPrinciple(from.state) && graph.profile.settings.exceptionPrinciple.value),
        ),
      ),
  },
  P43: {
    says: 'only what the head flagged is of principle (K19)',
    check: all(
      edges(
        ({ from, type }, { profile }) =>
          type === 'InvestigationOpened' &&
          atOnceIfOfPrinciple(from.state) &&
          !profile.settings.exceptionPrinciple.value,
      ),
      ({ graphs }) =>
        graphs.flatMap((graph) =>
          graph.edges
            .filter(
              ({ from, type, step }) =>
                type === 'InvestigationOpened' &&
                atOnceIfOfPrinciple(from.state) &&
                !step.rules.includes('ofPrinciple'),
            )
            .map((edge) => told(edge, graph.profile.id)),
        ),
      ({ machine }) =>
        everyHappening(machine)
          .filter(
            ({ verdict, scene: { story } }) =>
              verdict.taken &&
              verdict.candidate.type === 'InvestigationOpened' &&
              atOnceIfOfPrinciple(story.state) &&
              !story.events.some(({ type, actor }) => type === 'PrincipleFlagged' && actor.role === 'head'),
          )
          .map(({ scene }) => `opened at once in ${scene.name}`),
    ),
  },
  P44: {
    says: 'the scope is never empty, on opening and on change (K15)',
    check: all(
      takenOnlyWith('InvestigationOpened', 'scope', 'filled'),
      takenOnlyWith('ScopeChanged', 'scope', 'filled'),
    ),
  },
  P45: {
    says: 'a conclusion has every outcome, both sides heard, the result told and every answer passed on: one of sixteen (K18, H25)',
    check: all(
      ...(['ConcludedWithCriticism', 'ConcludedWithoutCriticism'] as const).flatMap((type) => [
        takenOnlyWith(type, 'outcomes', 'complete'),
        takenOnlyWith(type, 'heard', 'all'),
        takenOnlyWith(type, 'resultTold', 'yes', 'notNeeded'),
        takenOnlyWith(type, 'answer', 'reached'),
      ]),
    ),
  },
  P46: {
    says: 'nobody with a declared conflict of interest takes a deciding step (K18)',
    check: all(
      ...(
        [
          'OutcomeRecorded',
          'ScopeChanged',
          'InvestigationOpened',
          'InvestigationDeclined',
          'ConcludedWithCriticism',
          'ConcludedWithoutCriticism',
          'CitizenNotified',
          'MediationAgreed',
          'MediationFailed',
        ] as const
      ).map((type) => takenOnlyWith(type, 'conflict', 'none')),
    ),
  },
  P47: {
    says: 'declining needs the head, criteria and the citizen told (K14, K16, K17)',
    check: all(
      takenOnlyWith('InvestigationDeclined', 'decisionTold', 'yes'),
      edges(({ type, roles: who }) => type === 'InvestigationDeclined' && who.join() !== 'head'),
      only('InvestigationDeclined', 'investigationAssessment'),
      () =>
        (['InvestigationOpened', 'InvestigationDeclined', 'ScopeChanged', 'OwnInitiativeOpened'] as const).filter(
          (type) => !(complaintEvents[type].schema.required as readonly string[] | undefined)?.includes('criteria'),
        ),
    ),
  },
  P48: {
    says: 'the own initiative is opened only where the profile has it, and never asks for a complainant',
    check: all(
      edges(({ type }, { profile }) => type === 'OwnInitiativeOpened' && !profile.settings.ownInitiative.value),
      nodes((node, { profile }) => regionOf(node, 'privacy') === 'unnamed' && !profile.settings.ownInitiative.value),
      edges(
        ({ from, step }) =>
          regionOf(from, 'privacy') === 'unnamed' &&
          step.rules.some((name) => (rules[name] as Rule).about === 'complainant'),
      ),
    ),
  },
  P49: {
    says: "an end has one of the brief's outcomes, any other state none, and each outcome comes about",
    check: ({ machine }) => {
      const happened = everyHappening(machine).flatMap(({ leadsTo }) => leadsTo ?? []);
      const seen = new Set(happened);
      const wanted = [
        ...closedOutcomes.map((outcome) => `closed(${outcome})`),
        ...endedOutcomes.map((outcome) => `endedWithoutCase(${outcome})`),
      ];
      return [
        ...wanted.filter((end) => !seen.has(end)).map((end) => `${end} never comes about`),
        ...[...seen]
          .filter((end) => end.includes('(') && !wanted.includes(end))
          .map((end) => `${end} is no end of the brief's`),
      ];
    },
  },
  P50: {
    says: 'the outcome tells the way, and a criticism awaits the answer to it',
    check: all(
      follows('followUp', { ConcludedWithCriticism: 'awaited' }),
      only('ConsentRefused', 'awaitingConsent'),
      only('ClosedOnWithdrawal', 'investigating.halted'),
      only('InvestigationDeclined', 'investigationAssessment'),
      only('ConcludedWithCriticism', 'investigating.active'),
      only('ConcludedWithoutCriticism', 'investigating.active'),
      only('MediationAgreed', 'mediation'),
      only('ClosedOnAnswer', 'answered', 'investigationAssessment', 'awaitingConsent'),
      into(
        'closed',
        'ConsentRefused',
        'ClosedOnWithdrawal',
        'InvestigationDeclined',
        'ConcludedWithCriticism',
        'ConcludedWithoutCriticism',
        'MediationAgreed',
        'ClosedOnAnswer',
        'SettledByBoth',
        ...everyEnding,
      ),
    ),
  },
  P51: {
    says: 'a case is opened again to where its reason says, by the profile',
    check: edges(
      (edge, { profile: { settings } }) =>
        edge.from.state === 'closed' &&
        moves(edge) &&
        edge.to.state !==
          (
            {
              ReopenedForQuestions: 'answered',
              ReopenedForNewPart: 'registered',
              ReopenedForConsent: settings.consent.value ? 'awaitingConsent' : '-',
              ReopenedForAssessment:
                !settings.consent.value || regionOf(edge.from, 'privacy') === 'unnamed'
                  ? 'investigationAssessment'
                  : '-',
            } as { readonly [type: string]: string }
          )[edge.type],
    ),
  },
  P52: {
    says: 'with the keys shredded nothing at all is taken, and nobody is ever known again',
    check: all(
      edges(({ from }) => regionOf(from, 'privacy') === 'shredded'),
      edges(
        ({ from, type, to }) =>
          (regionOf(to, 'privacy') === 'shredded') !==
          (type === 'KeysShredded' || type === 'CaseErased' || regionOf(from, 'privacy') === 'shredded'),
      ),
    ),
  },
  P53: {
    says: 'no shredding while a hold stands or before retention has ended, and the archive is named first',
    check: all(
      ...(['KeysShredded', 'CaseErased'] as const).flatMap((type) => [
        takenOnlyWith(type, 'archive', 'none'),
        takenOnlyWith(type, 'hold', 'none'),
        takenOnlyWith(type, 'retention', 'passed'),
        only(type, 'closed'),
        edges(
          (edge) =>
            edge.type === type &&
            edge.step.rules
              .filter((name) => ['noArchiveTransfer', 'noHold', 'retentionPassed'].includes(name))
              .join() !== 'noArchiveTransfer,noHold,retentionPassed',
        ),
      ]),
      takenOnlyWith('DocumentErased', 'archive', 'none'),
      takenOnlyWith('DocumentErased', 'hold', 'none'),
      ...(['ErasureRefused', 'ErasureExtended', 'DocumentErased', 'CaseErased'] as const).map((type) =>
        takenOnlyWith(type, 'request', 'open'),
      ),
      takenOnlyWith('HoldLifted', 'placed', 'yes'),
    ),
  },
  P54: {
    says: 'legal duties never stop: files, notes, notices, replies and requests to erase in every case that is not shredded (H26)',
    check: all(
      ...(
        ['DocumentFiled', 'NoteRecorded', 'CitizenNotified', 'ReplyFiled', 'ErasureRequested', 'HoldPlaced'] as const
      ).map((type) => present(type, (node) => isCase(node) && regionOf(node, 'privacy') !== 'shredded')),
    ),
  },
  P55: {
    says: 'the citizen can always leave, and take back a consent that stands',
    check: all(
      present('ComplaintWithdrawn', (node) => isOpenCase(node) && regionOf(node, 'privacy') === 'identified'),
      ...(['ConsentWithdrawn', 'ConsentToPurposeWithdrawn'] as const).map((type) =>
        present(
          type,
          (node) => isCase(node) && regionOf(node, 'consent') === 'given' && regionOf(node, 'privacy') !== 'shredded',
        ),
      ),
      edges(({ from, type }) => withdrawals.includes(type) && regionOf(from, 'consent') !== 'given'),
    ),
  },
};

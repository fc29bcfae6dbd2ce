// Laws 1 and 2 (laws.md), read off the machine itself. Each test says what to do where it fails.
import { complaintEvents, complaintEventTypes, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { commandNames, steps } from '../../libs/complaints/steps/steps.js';
import { everySituation } from '../../libs/complaints/views/lifecycle-walk.js';
import { lifecycleOf } from '../../libs/complaints/write/complaint-lifecycle.js';
import { judge } from '../../libs/decider/judge.js';
import { roles as everyRole } from '../../libs/platform/caller.js';
import { contractCodes } from '../../libs/platform/contract-codes.js';
import { arrowsTaking, machineOf, truthTable, type Node } from '../../test/machine/explore.js';
import { addedCodes, domainCodes } from '../../test/machine/table.js';
import { transition, type AnyMachineSnapshot } from 'xstate';
import { apiState, complaintV2, holds, type MachineEvent } from './complaint.v2.js';
import { currentLifecycle } from './lifecycles.js';
import { noTransition } from './no-transition.js';
import { order, rules, type Rule, type RuleName } from './rules.js';

const lifecycle = lifecycleOf(currentLifecycle);
const machine = machineOf(lifecycle);
const { config, arrows } = machine;
const everyNode = (
  node: Node,
  path: readonly string[] = [],
): readonly { readonly node: Node; readonly path: readonly string[] }[] => [
  { node, path },
  ...Object.entries(node.states ?? {}).flatMap(([name, child]) => everyNode(child, [...path, name])),
];
const nodes = everyNode(config);
const ruleNames = Object.keys(rules) as readonly RuleName[];
const knownCodes: readonly string[] = [...domainCodes, ...addedCodes, ...Object.keys(contractCodes)];
const asking = (name: RuleName) => arrows.filter((arrow) => arrow.rules.includes(name));

describe('the shape of the machine (law 1)', () => {
  it('a state has a name, sub-states and transitions, and nothing that moves by itself: no always, after, invoke, history, final, entry or exit', () => {
    const allowed = (path: readonly string[]) =>
      path.length === 0 ? ['id', 'type', 'context', 'states', 'schemas'] : ['id', 'initial', 'on', 'states'];
    expect(
      nodes.flatMap(({ node, path }) =>
        Object.keys(node)
          .filter((key) => !allowed(path).includes(key))
          .map((key) => `${path.join('.')}: take "${key}" out; say it by an event`),
      ),
    ).toEqual([]);
  });

  it('only the root is parallel, and nothing stands on it: an event taken by the root would be taken by no region', () => {
    expect((config as { type?: string }).type).toBe('parallel');
    expect(config.on).toBeUndefined();
    expect(
      nodes
        .filter(({ node, path }) => path.length > 0 && node.states && !node.initial)
        .map(({ path }) => path.join('.')),
    ).toEqual([]);
  });

  it('a transition has a target and asks named rules, nothing else: no action, no inline guard, no wildcard', () => {
    for (const { node, path } of nodes)
      for (const [type, declared] of Object.entries(node.on ?? {})) {
        const at = `${path.join('.')} ${type}`;
        expect([at, type.includes('*') || type === '']).toEqual([at, false]);
        if (typeof declared === 'string') continue;
        expect([at, Object.keys(declared as object).filter((key) => !['guard', 'target'].includes(key))]).toEqual([
          at,
          [],
        ]);
        const { guard } = declared as {
          readonly guard?: { readonly type: string; readonly params: readonly string[] };
        };
        if (guard)
          expect([at, guard.type, guard.params.filter((name) => !(name in rules)), new Set(guard.params).size]).toEqual(
            [at, 'allow', [], guard.params.length],
          );
      }
  });

  it('an event type on a state and on one above it asks the same rules on both, or an inner state would loosen what the outer asks', () => {
    const above = (one: readonly string[], other: readonly string[]) =>
      one.length < other.length && one.every((name, index) => other[index] === name);
    for (const outer of arrows)
      for (const inner of arrows) {
        if (outer.type === inner.type && above(outer.path, inner.path))
          expect([inner.key, inner.rules]).toEqual([inner.key, outer.rules]);
      }
  });

  it('the context is constant and empty: what is known comes with the event (law 2: at most four flags)', () => {
    expect((config as { context?: object }).context).toEqual({});
    expect(complaintV2.implementations.actions).toEqual({});
    expect(Object.keys(complaintV2.implementations.guards)).toEqual(['allow']);
  });

  it('every declared event has a place in the machine, and the machine takes no other', () => {
    const placed = new Set(arrows.map(({ type }) => type));
    expect(complaintEventTypes.filter((type) => !placed.has(type))).toEqual([]);
    expect([...placed].filter((type) => !complaintEventTypes.includes(type))).toEqual([]);
  });

  it('every event is proposed by exactly one transition', () => {
    const proposed = commandNames.flatMap((name) => steps[name].proposes);
    expect([...proposed].sort()).toEqual([...complaintEventTypes].sort());
  });

  it('a step with several targets has an event type for each: ReopenCase, RecordNoAnswer, RequestCloserLook, GiveConsent, EndMediation', () => {
    const targets = (type: ComplaintEventType) => [
      ...new Set(
        arrows.filter((arrow) => arrow.type === type && arrow.path[0] === 'lifecycle').map(({ target }) => target),
      ),
    ];
    for (const name of [
      'ReopenCase',
      'RecordNoAnswer',
      'RequestCloserLook',
      'StartEarlyResolution',
      'SwitchMode',
    ] as const) {
      const all = steps[name].proposes.map((type) => targets(type));
      expect([name, all.map((each) => each.length), new Set(all.flat()).size]).toEqual([
        name,
        steps[name].proposes.map(() => 1),
        steps[name].proposes.length,
      ]);
    }
    expect(steps.GiveConsent.proposes.map((type) => targets(type))).toEqual([
      [undefined],
      ['#active'],
      ['#investigationAssessment'],
    ]);
    expect(steps.EndMediation.proposes.map((type) => targets(type))).toEqual([
      ['#closed'],
      ['#registered', '#flexible', '#written', '#referred', '#answered'],
      ['#answered'],
    ]);
  });

  it('the API shows the sixteen names of rules.md, section 2, and neither helper compounds nor where mediation began', () => {
    const shown = new Set([...everySituation(lifecycle)].map(({ state }) => state));
    expect([...shown].sort()).toEqual([
      'answered',
      'awaitingConsent',
      'closed',
      'counted',
      'dialogueCheck',
      'earlyResolution.flexible',
      'earlyResolution.written',
      'endedWithoutCase',
      'guidance',
      'intake',
      'investigating.active',
      'investigating.halted',
      'investigationAssessment',
      'mediation',
      'referred',
      'registered',
      'unreceived',
    ]);
    expect(apiState(['case', 'open', 'mediation', 'fromWritten'])).toBe('mediation');
  });
});

describe('the rules (law 1)', () => {
  it('every transition of the lifecycle asks first who acts, once; the other regions never ask (P17)', () => {
    const whose = (name: RuleName) => (rules[name] as Rule).roles !== undefined;
    for (const { key, path, rules: asked } of arrows) {
      expect([key, asked.filter(whose).length, asked.findIndex(whose)]).toEqual(
        path[0] === 'lifecycle' ? [key, 1, 0] : [key, 0, -1],
      );
    }
  });

  it('every rule is asked somewhere', () => {
    expect(ruleNames.filter((name) => asking(name).length === 0)).toEqual([]);
  });

  it('a rule reads one fact or the role; every event that is asked declares the fact, with a value that holds and one that does not', () => {
    for (const name of ruleNames) {
      const rule: Rule = rules[name];
      if (rule.roles) {
        expect([
          name,
          rule.fact,
          rule.holds,
          rule.roles.filter((role) => !(everyRole as readonly string[]).includes(role)),
        ]).toEqual([name, undefined, undefined, []]);
        continue;
      }
      expect([name, typeof rule.fact, (rule.holds ?? []).length > 0]).toEqual([name, 'string', true]);
      const declared = asking(name).map(({ type }) => ({
        type,
        values: complaintEvents[type].facts[rule.fact!] ?? [],
      }));
      for (const { type, values } of declared) {
        expect([
          name,
          type,
          values.some((value) => rule.holds!.includes(value)),
          values.some((value) => !rule.holds!.includes(value)),
        ]).toEqual([name, type, true, true]);
      }
      expect([name, rule.holds!.filter((value) => !declared.some(({ values }) => values.includes(value)))]).toEqual([
        name,
        [],
      ]);
    }
  });

  it('every fact that an event declares is read by a rule: one that nobody reads is only in the way', () => {
    const unread = complaintEventTypes.flatMap((type) => {
      const read = new Set(
        arrows
          .filter((arrow) => arrow.type === type)
          .flatMap((arrow) => arrow.rules.map((name) => (rules[name] as Rule).fact)),
      );
      return Object.keys(complaintEvents[type].facts)
        .filter((fact) => !read.has(fact))
        .map((fact) => `${type}.${fact}`);
    });
    expect(unread).toEqual([]);
  });

  it('every code is one of the rules or of the contract', () => {
    expect(ruleNames.filter((name) => !knownCodes.includes(rules[name].code))).toEqual([]);
    expect(ruleNames.filter((name) => !order.includes(rules[name].about))).toEqual([]);
  });

  it('every sentence is said in both languages, once, and ends with a full stop', () => {
    const regions = [['lifecycle'], ['consent'], ['privacy'], ['followUp']];
    const states = [...new Set([...everySituation(lifecycle)].map(({ state }) => state))];
    const missing = commandNames.flatMap((name) =>
      states.flatMap((state) => regions.map((each) => noTransition(steps[name], state, each))),
    );
    for (const { code, da, en } of [...Object.values(rules), ...missing]) {
      expect([code, knownCodes.includes(code), da, en]).toEqual([
        code,
        true,
        expect.stringMatching(/^[A-ZÆØÅ].*\S\.$/s),
        expect.stringMatching(/^[A-Z].*\S\.$/s),
      ]);
      expect(da).not.toBe(en);
    }
    const said = Object.values(rules).map(({ da }) => da);
    expect(said.filter((sentence, index) => said.indexOf(sentence) < index)).toEqual([]);
  });
});

it('judge agrees with the strict machine, over all configurations, events and truth tables (P10)', () => {
  const strict = complaintV2;
  const tables = new Set<string>();
  let compared = 0;
  for (const situation of everySituation(lifecycle)) {
    const snapshot = strict.resolveState({ value: situation.value, context: {} });
    for (const type of complaintEventTypes) {
      const step = lifecycle.step(situation, type);
      const taking = arrowsTaking(machine, situation, type);
      const regions = new Set(arrows.filter((arrow) => arrow.type === type).map(({ path }) => path[0]));
      if (step.fits !== (taking.length === regions.size))
        throw new Error(
          `${type} in ${situation.key}: fits ${String(step.fits)}, and ${taking.length} of ${regions.size} regions take it`,
        );
      if (!step.fits) continue;
      const key = taking.map((arrow) => arrow.key).join();
      const known = tables.has(key);
      tables.add(key);
      const rows = truthTable(type, step.rules);
      for (const facts of known ? [rows[0]!, rows.at(-1)!] : rows) {
        for (const role of known ? everyRole.slice(0, 2) : everyRole) {
          const event: MachineEvent = { type, facts, role };
          const verdict = judge(lifecycle, situation, type, (rule) => holds(rule, event));
          const taken = strict.getTransitionData(snapshot, event).length === taking.length;
          compared += 1;
          if ((verdict.verdict === 'taken') !== taken)
            throw new Error(
              `${type} by ${role} with ${JSON.stringify(facts)} in ${situation.key}: judged ${verdict.verdict}, and the machine says ${String(taken)}`,
            );
          if (verdict.verdict !== 'taken') continue;
          const [after] = transition(strict, snapshot, event) as unknown as [AnyMachineSnapshot];
          if (JSON.stringify(after.value) !== verdict.next.key)
            throw new Error(
              `${type} in ${situation.key} leads to ${JSON.stringify(after.value)}, judged ${verdict.next.key}`,
            );
        }
      }
    }
  }
  expect(compared).toBeGreaterThan(19_000);
});

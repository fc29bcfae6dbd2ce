/** All steps of a complaint for a caller: which are open, and for those that are not, why not. */
import { groupBetween, groupOf, type StepGroup } from '../../../state-machines/complaint/lifecycles.js';
import { stateForDepartment } from '../../case/department.js';
import { actsAs, type Caller } from '../../platform/caller.js';
import { fieldsOf, type Class, type JsonSchema, type Kind } from '../steps/fields.js';
import { type Refusal } from '../../platform/refusal.js';
import { schemaOf } from '../steps/body-schema.js';
import { refusalOf, whoRule } from '../write/cite.js';
import { type Step } from '../steps/step.js';
import { commandNames, steps, type CommandName } from '../steps/steps.js';
import { newestLifecycle } from '../write/complaint-lifecycle.js';
import { evaluate, taking, type Evaluation } from '../write/evaluate.js';

export interface ExplainedStep {
  readonly name: CommandName;
  readonly allowed: boolean;
  readonly refusals: readonly Refusal[];
  readonly schema: JsonSchema;
  /** What it does to the lifecycle, as the machine says. */
  readonly group: StepGroup;
  /** The rows that its lists will likeliest have: which department, about which parts. No text is among them. */
  readonly likely?: Readonly<Record<string, unknown>>;
}

const nothingToName = {
  code: 'TRANSITION_NOT_ALLOWED',
  cites: [],
  da: 'Der er endnu intet i sagen, som dette skridt kan gælde.',
  en: 'There is nothing in the complaint yet that this step could be about.',
};

/** Whether somebody may take such a step at all, whatever the complaint. */
export const mayTake = (name: CommandName, { roles }: Pick<Caller, 'roles'>): boolean =>
  actsAs(roles, newestLifecycle.rolesOf(name)) !== undefined;

/**
 * Steps of the state, or with `all` every transition of the lifecycle. Judged with the likeliest body, since none has
 * been typed yet.
 */
export function explain(
  at: Evaluation,
  { all = false, department }: { readonly all?: boolean; readonly department?: string | undefined } = {},
): readonly ExplainedStep[] {
  if (department !== undefined) return explainToDepartment(seated(at), all, department);
  return explainAll(seated(at), all);
}

/** As it stands in the lifecycle that steps are taken under. */
function seated(at: Evaluation): Evaluation {
  const lifecycle = taking(at.lifecycle);
  const situation = lifecycle.seat(at.lifecycle, at.standing.situation);
  return situation ? { ...at, lifecycle, standing: { ...at.standing, situation } } : at;
}

/**
 * What a department may do here, judged by what it may know; why it may not do something could tell it of others. The
 * steps of others are none of its own.
 */
function explainToDepartment(at: Evaluation, all: boolean, department: string): readonly ExplainedStep[] {
  const known = stateForDepartment(at.standing.caseState, department);
  return explainAll({ ...at, standing: { ...at.standing, caseState: known } }, true)
    .filter(({ name, allowed }) => actsAs(at.roles, at.lifecycle.rolesOf(name)) !== undefined && (all || allowed))
    .map((step) => (step.allowed ? step : { ...step, refusals: [refusalOf(nothingToName, at.profile)] }));
}

function explainAll(at: Evaluation, all: boolean): readonly ExplainedStep[] {
  const { situation, caseState } = at.standing;
  return commandNames
    .filter((name) => !steps[name].starting && (all || at.lifecycle.knows(situation, name)))
    .map((name) => {
      const { refusals: refused, leadsTo, rows } = likeliest(name);
      const refusals = [...roleRefusal(name, at), ...refused];
      const group = leadsTo === undefined ? groupIn(name) : groupBetween(situation.state, leadsTo);
      const allowed = refusals.length === 0;
      return { name, allowed, refusals, schema: schemaOf(name), group, ...(allowed && rows ? { likely: rows } : {}) };
    });

  /** By the events that it can lead to from here; where it has no place here, from anywhere. */
  function groupIn(name: CommandName): StepGroup {
    const fitting = steps[name].proposes.flatMap((type) => {
      const step = at.lifecycle.step(situation, type);
      return step.fits ? [groupBetween(situation.state, step.next.state)] : [];
    });
    if (fitting.length > 0) return groupOf(fitting);
    const { groups } = at.lifecycle.version;
    return groupOf(steps[name].proposes.map((type) => groups.get(type) ?? 'records'));
  }

  /** What comes of the likeliest body: why not, or where it leads. */
  function likeliest(name: CommandName): {
    readonly refusals: readonly Refusal[];
    readonly leadsTo?: string;
    readonly rows?: Readonly<Record<string, unknown>> | undefined;
  } {
    if (!at.lifecycle.knows(situation, name))
      return { refusals: [refusalOf(at.lifecycle.missing(name, situation, ['lifecycle']), at.profile)] };
    const allowed = at.lifecycle.rolesOf(name);
    const roles = actsAs(at.roles, allowed) ? at.roles : allowed;
    const { profile, today } = at;
    const standing = { caseState, state: situation.state, profile, today, history: at.history };
    const step = steps[name] as Step;
    const judged = (body: object) => ({ body, verdict: evaluate(name, body as never, { ...at, roles }) });
    const first = judged(step.sample(standing));
    const other = first.verdict.taken
      ? undefined
      : step
          .others?.(standing)
          .map(judged)
          .find((each) => each.verdict.taken);
    const { body, verdict } = other ?? first;
    if (verdict.taken) return { refusals: [], leadsTo: verdict.next.state, rows: rowsIn(step.body, body) };
    return { refusals: verdict.why === 'refused' ? verdict.refusals : [refusalOf(nothingToName, at.profile)] };
  }
}

/** Of the lists of a body what names something that is there; undefined where it has none. */
function rowsIn(of: Class, body: object): Readonly<Record<string, unknown>> | undefined {
  const rows = [...fieldsOf(of).values()].flatMap(({ name, kind, of: entry }) => {
    const entries = (body as Readonly<Record<string, unknown>>)[name];
    return kind === 'Some' && Array.isArray(entries)
      ? [[name, entries.map((each: object) => namingIn(entry!(), each))] as const]
      : [];
  });
  return rows.length > 0 ? Object.fromEntries(rows) : undefined;
}
const naming: readonly Kind[] = ['Part', 'Department', 'Reference'];
const namingIn = (of: Class, entry: object): object =>
  Object.fromEntries(Object.entries(entry).filter(([name]) => naming.includes(fieldsOf(of).get(name)!.kind)));

function roleRefusal(name: CommandName, { lifecycle, roles, profile }: Evaluation): readonly Refusal[] {
  const allowed = lifecycle.rolesOf(name);
  return actsAs(roles, allowed) ? [] : [refusalOf(whoRule(allowed, lifecycle.version), profile)];
}

/** All steps of a complaint for a caller: which are open, and for those that are not, why not. */
import { type JsonSchema } from '../steps/fields.js';
import { type Refusal } from '../../platform/refusal.js';
import { noTransition } from '../../../state-machines/complaint/no-transition.js';
import { rules } from '../../../state-machines/complaint/rules.js';
import { schemaOf } from '../steps/body-schema.js';
import { refusalOf } from '../write/cite.js';
import { commandNames, phases, type CommandName } from '../steps/commands.js';
import { actsAs, evaluate, knows, rolesOf, type Evaluation } from '../write/evaluate.js';
import { sampleBody } from '../steps/sample-body.js';

export interface ExplainedStep {
  readonly name: CommandName;
  readonly allowed: boolean;
  readonly refusals: readonly Refusal[];
  readonly schema: JsonSchema;
}

const nothingToName = {
  code: 'TRANSITION_NOT_ALLOWED',
  cites: [],
  da: 'Der er endnu intet i sagen, som dette skridt kan gælde.',
  en: 'There is nothing in the complaint yet that this step could be about.',
};

/**
 * Steps of the state, or with `all` every transition of the lifecycle. Judged with the likeliest body, since none has
 * been typed yet.
 */
export function explain(at: Evaluation, { all = false }: { readonly all?: boolean } = {}): readonly ExplainedStep[] {
  const { situation, caseState } = at.standing;
  return commandNames
    .filter((name) => !phases.starting.has(name) && (all || knows(at.lifecycle, situation, name)))
    .map((name) => {
      const refusals = [...roleRefusal(name, at), ...stepRefusals(name)];
      return { name, allowed: refusals.length === 0, refusals, schema: schemaOf(name) };
    });

  function stepRefusals(name: CommandName): readonly Refusal[] {
    if (!knows(at.lifecycle, situation, name))
      return [refusalOf(noTransition(name, situation.state, ['lifecycle']), at.profile)];
    const roles = actsAs(at.roles, rolesOf(name)) ? at.roles : rolesOf(name);
    const body = sampleBody[name](caseState, at.profile, at.today, situation.state);
    const verdict = evaluate(name, body as never, { ...at, roles });
    if (verdict.taken) return [];
    return verdict.why === 'refused' ? verdict.refusals : [refusalOf(nothingToName, at.profile)];
  }
}

function roleRefusal(name: CommandName, { roles, profile }: Evaluation): readonly Refusal[] {
  const allowed = rolesOf(name);
  return actsAs(roles, allowed) ? [] : [refusalOf(whoRule(allowed), profile)];
}

/** The rule that says who may take a step of these roles. */
export function whoRule(allowed: readonly string[]) {
  const { byHead, byAdviser, byAdviserOrDepartment, byOfficer, bySystem, bySystemOrOfficer } = rules;
  return (
    [byHead, byAdviser, byAdviserOrDepartment, byOfficer, bySystem, bySystemOrOfficer].find(
      (rule) => rule.roles?.length === allowed.length && rule.roles.every((role) => allowed.includes(role)),
    ) ?? byAdviser
  );
}

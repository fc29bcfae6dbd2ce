/** All steps of a complaint for a caller: which are open, and for those that are not, why not. */
import { type JsonSchema } from './fields.js';
import { type Refusal } from '../platform/refusal.js';
import { missingStep } from '../../state-machines/complaint/missing.js';
import { rules } from '../../state-machines/complaint/rules.js';
import { schemaOf } from './body-schema.js';
import { refusalOf } from './cite.js';
import { commandNames, phases, type CommandName } from './commands.js';
import { actsAs, consider, knows, rolesOf, type Considering } from './consider.js';
import { presume } from './presume.js';

export interface ExplainedStep {
  readonly name: CommandName;
  readonly allowed: boolean;
  readonly refusals: readonly Refusal[];
  readonly schema: JsonSchema;
}

const nothingToName = {
  code: 'TRANSITION_NOT_ALLOWED', cites: [], da: 'Der er endnu intet i sagen, som dette skridt kan gælde.', en: 'There is nothing in the complaint yet that this step could be about.',
};

/** Steps of the state, or with `all` every transition of the lifecycle. Judged with the likeliest body, since none has been typed yet. */
export function explain(at: Considering, { all = false }: { readonly all?: boolean } = {}): readonly ExplainedStep[] {
  const { situation, dossier } = at.standing;
  return commandNames
    .filter((name) => !phases.starting.has(name) && (all || knows(at.lifecycle, situation, name)))
    .map((name) => {
      const refusals = [...roleRefusal(name, at), ...stepRefusals(name)];
      return { name, allowed: refusals.length === 0, refusals, schema: schemaOf(name) };
    });

  function stepRefusals(name: CommandName): readonly Refusal[] {
    if (!knows(at.lifecycle, situation, name)) return [refusalOf(missingStep(name, situation.state, ['lifecycle']), at.profile)];
    const roles = actsAs(at.roles, rolesOf(name)) ? at.roles : rolesOf(name);
    const body = presume[name](dossier, at.profile, at.today, situation.state);
    const verdict = consider(name, body as never, { ...at, roles });
    if (verdict.taken) return [];
    return verdict.why === 'refused' ? verdict.refusals : [refusalOf(nothingToName, at.profile)];
  }
}

function roleRefusal(name: CommandName, { roles, profile }: Considering): readonly Refusal[] {
  const allowed = rolesOf(name);
  return actsAs(roles, allowed) ? [] : [refusalOf(whoRule(allowed), profile)];
}

/** The rule that says who may take a step of these roles. */
export function whoRule(allowed: readonly string[]) {
  const { byHead, byAdviser, byAdviserOrDepartment, byOfficer, bySystem, bySystemOrOfficer } = rules;
  return [byHead, byAdviser, byAdviserOrDepartment, byOfficer, bySystem, bySystemOrOfficer].find((rule) => rule.roles?.length === allowed.length && rule.roles.every((role) => allowed.includes(role))) ?? byAdviser;
}

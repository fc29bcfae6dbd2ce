/** From what the machine says to what a person reads: a code, the ids of the case's own profile, a sentence. */
import { order, type Rule, type RuleName } from '../../../state-machines/complaint/rules.js';
import { type LifecycleVersion } from '../../../state-machines/complaint/lifecycles.js';
import { type NoTransition } from '../../../state-machines/complaint/no-transition.js';
import { type Profile, type SettingName } from '../../policy/profile.js';
import { type Refusal } from '../../platform/refusal.js';

/**
 * The rule ids of this profile among those cited; else the setting's own, for an office with rules of its own; `D`
 * where no source of this office speaks.
 */
export function cite(
  { cites, setting }: { readonly cites: readonly string[]; readonly setting?: string },
  profile: Profile,
): readonly string[] {
  const cited = cites.filter((id) => id in profile.rules);
  if (cited.length > 0) return cited;
  const entry = setting === undefined ? undefined : profile.settings[setting as SettingName];
  const own = (
    entry === undefined ? [] : 'rules' in entry ? entry.rules : entry.flatMap((exclusion) => exclusion.rules)
  ).filter((id) => id !== 'D');
  return own.length > 0 ? [...new Set(own)] : ['D'];
}

export const refusalOf = (rule: Rule | NoTransition, profile: Profile): Refusal => ({
  code: rule.code,
  rules: cite(rule, profile),
  sentences: { da: rule.da, en: rule.en },
});

/** The broken rules in the contract's order, each code once. */
export function refusalsOf(
  broken: readonly RuleName[],
  { rules }: LifecycleVersion,
  profile: Profile,
): readonly Refusal[] {
  const rank = (name: RuleName) => order.indexOf(rules[name].about);
  const sorted = broken
    .map((name, index) => ({ name, index }))
    .sort((a, b) => rank(a.name) - rank(b.name) || a.index - b.index);
  const seen = new Set<string>();
  return sorted
    .map(({ name }) => refusalOf(rules[name], profile))
    .filter(({ code }) => !seen.has(code) && seen.add(code));
}

/** The rule that says who may take a step of these roles. */
export const whoRule = (allowed: readonly string[], { rules }: LifecycleVersion): Rule =>
  Object.values(rules).find(
    ({ roles }) => roles?.length === allowed.length && roles.every((role) => allowed.includes(role)),
  ) ?? rules.byAdviser;

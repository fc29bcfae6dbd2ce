/** What the offices' texts say that a step rests on, for whoever is about to take it. */
import { rules, type RuleName } from '../../../state-machines/complaint/rules.js';
import { type Profile } from '../../policy/profile.js';
import { commandNames, steps, type CommandName } from '../steps/steps.js';
import { rulesAskedBy } from './lifecycle-report.js';

type RuleIds = ReadonlyMap<CommandName, readonly string[]>;
const known = new WeakMap<Profile, RuleIds>();

/** Ids of rules that the profile has the words of, in their order there; the project's own decisions are none. */
export function rulesOfSteps(profile: Profile): RuleIds {
  const found = known.get(profile) ?? read(profile);
  known.set(profile, found);
  return found;
}

function read({ rules: texts, settings }: Profile): RuleIds {
  const stated = settings as object as { readonly [name: string]: { readonly rules?: readonly string[] } };
  const quotedBy = (name: RuleName): readonly string[] => {
    const { cites, setting } = rules[name] as { readonly cites: readonly string[]; readonly setting?: string };
    return [...cites, ...(setting === undefined ? [] : (stated[setting]?.rules ?? []))];
  };
  const ids = Object.keys(texts).filter((id) => id !== 'D');
  return new Map(
    commandNames.map((name) => {
      const quoted = new Set([...steps[name].reasonAskedBy, ...[...rulesAskedBy(name)].flatMap(quotedBy)]);
      return [name, ids.filter((id) => quoted.has(id))];
    }),
  );
}

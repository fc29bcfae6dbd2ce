/** The rules behind a refusal of form: which source asks for a reason, criteria, guidance or silence about a person. */
import { Refused } from '../../platform/refusal.js';
import { type Profile } from '../../policy/profile.js';
import { cite } from '../write/cite.js';
import { steps, type CommandName } from './steps.js';

const cites: { readonly [code: string]: readonly string[] } = {
  CRITERIA_REQUIRED: ['K16', 'K17'],
  GUIDANCE_REQUIRED: ['H8', 'H28', 'O10', 'O16'],
  BASIS_REQUIRED: ['H26', 'H27'],
  PERSONAL_DATA_IN_ANONYMOUS: ['H16'],
};

/** Code of a refused body → every id that it may name. */
export const citedByForms: { readonly [code: string]: readonly string[] } = {
  REASON_REQUIRED: [...new Set(Object.values(steps).flatMap(({ reasonAskedBy }) => reasonAskedBy ?? []))],
  ...cites,
};

/** Runs the check of a body; what it refuses names the rules of this profile. */
export function citing<Body>(name: CommandName, profile: Profile, check: () => Body): Body {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const named = (code: string) => (code === 'REASON_REQUIRED' ? steps[name].reasonAskedBy : cites[code]);
    const ruled = <Entry extends { readonly code: string; readonly rules: readonly string[] }>(entry: Entry): Entry => {
      const ids = named(entry.code);
      return ids === undefined ? entry : { ...entry, rules: cite({ cites: ids }, profile) };
    };
    throw new Refused(ruled(error.refusal), error.status, {
      ...error.details,
      ...(error.details.also ? { also: error.details.also.map(ruled) } : {}),
    });
  }
}

/** The rules behind a refusal of form: which source asks for a reason, criteria, guidance or silence about a person. */
import { Refused } from '../../platform/refusal.js';
import { type Profile } from '../../policy/profile.js';
import { cite } from '../write/cite.js';
import { type CommandName } from './commands.js';

const reasons: { readonly [Name in CommandName]?: readonly string[] } = {
  WaiveAgeLimit: ['H29'],
  AttestUnable: ['K6'],
  FlagPrincipled: ['K19'],
  NoQuickSolution: ['K13'],
  DeclineInvestigation: ['K16', 'K17'],
  ReopenCase: ['H23'],
  AttendMeeting: ['H12'],
};
const cites: { readonly [code: string]: readonly string[] } = {
  CRITERIA_REQUIRED: ['K16', 'K17'],
  GUIDANCE_REQUIRED: ['H8', 'H28', 'O10', 'O16'],
  BASIS_REQUIRED: ['H26', 'H27'],
  PERSONAL_DATA_IN_ANONYMOUS: ['H16'],
};

/** Code of a refused body → every id that it may name. */
export const citedByForms: { readonly [code: string]: readonly string[] } = {
  REASON_REQUIRED: [...new Set(Object.values(reasons).flat())],
  ...cites,
};

/** Runs the check of a body; what it refuses names the rules of this profile. */
export function citing<Body>(name: CommandName, profile: Profile, check: () => Body): Body {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const named = (code: string) => (code === 'REASON_REQUIRED' ? (reasons[name] ?? []) : cites[code]);
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

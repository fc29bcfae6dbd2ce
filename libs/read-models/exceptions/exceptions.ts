/** `exception`: each use of a waiver or an exception to a rule. Unit: use. */
import { type LocalDate } from '../../policy/calendar.js';
import { course, dayOf, monthOf, type Course } from '../course.js';
import { foldModel, type NumberedEvent } from '../read-model.js';

interface Use {
  readonly on: LocalDate;
  /** The age limit waived (H29), unable to conduct the dialogue (K6), a matter of principle (K19). */
  readonly kind: 'ageLimitWaived' | 'unableToComplainFirst' | 'matterOfPrinciple';
  readonly reason: string;
}
interface State {
  readonly course: Course | null;
  readonly uses: readonly Use[];
}

function after(before: readonly Use[], event: NumberedEvent): readonly Use[] {
  const { type, data } = event;
  switch (type) {
    case 'AgeLimitWaived':
      return [...before, { on: dayOf(event), kind: 'ageLimitWaived', reason: data.reason }];
    case 'InabilityAttested':
      return [...before, { on: dayOf(event), kind: 'unableToComplainFirst', reason: data.reason }];
    case 'PrincipleFlagged':
      return [...before, { on: dayOf(event), kind: 'matterOfPrinciple', reason: data.reason }];
    default:
      return before;
  }
}

const text = { type: 'text' } as const;
export const exceptions = foldModel<State>({
  name: 'exceptions',
  version: 1,
  tables: {
    exception: {
      kind: 'past',
      columns: { month: text, used_on: text, kind: text, reason: text, profile: text, profile_hash: text },
      indexes: [{ on: ['month', 'kind', 'reason'] }],
    },
  },
  begin: () => ({ course: null, uses: [] }),
  evolve: (state, event) => {
    const known = course(state.course, event);
    const uses = after(state.uses, event);
    return known === state.course && uses === state.uses ? state : { course: known, uses };
  },
  rows: ({ course: known, uses }) =>
    uses.map(({ on, kind, reason }, index) => ({
      table: 'exception',
      key: String(index),
      values: {
        month: monthOf(on),
        used_on: on,
        kind,
        reason,
        profile: known!.profile,
        profile_hash: known!.profileHash,
      },
    })),
});

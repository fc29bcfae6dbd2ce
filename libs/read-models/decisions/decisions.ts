/**
 * `decision`: each part of a case, once for each cycle that ended. Unit: part, population: decided. A reopening leaves
 * the earlier result where it is.
 */
import { type LocalDate } from '../../policy/calendar.js';
import { closes, course, dayOf, monthOf, type Course } from '../course.js';
import { foldModel, type NumberedEvent } from '../read-model.js';

interface Decision {
  readonly part: string;
  readonly cycle: number;
  readonly decidedOn: LocalDate;
  readonly department: string;
  readonly topic: string;
  /** What was found about the part, or where nothing was, how the case ended. */
  readonly outcome: string;
  /** Examined in substance: within the scope of an investigation that was concluded. */
  readonly examined: boolean;
  readonly upheld: 'upheld' | 'notUpheld' | 'notExamined';
}
interface State {
  readonly course: Course | null;
  readonly made: readonly Decision[];
}

function made({ course: known, made: before }: State, event: NumberedEvent): readonly Decision[] {
  if (!known || !closes(event)) return before;
  const concluded = event.type === 'ConcludedWithCriticism' || event.type === 'ConcludedWithoutCriticism';
  const decidedOn = dayOf(event);
  return [
    ...before,
    ...known.parts
      .filter(({ inCase }) => inCase)
      .map(({ id, department, topic, inScope, outcome }): Decision => {
        const examined = concluded && inScope && outcome !== 'directed';
        return {
          part: id,
          cycle: known.cycle,
          decidedOn,
          department,
          topic,
          outcome:
            outcome === 'directed'
              ? 'directed'
              : examined
                ? (outcome ?? 'noCriticism')
                : concluded
                  ? 'notExamined'
                  : (known.outcome ?? 'other'),
          examined,
          upheld: !examined
            ? 'notExamined'
            : outcome === 'criticism' || outcome === 'recommendation'
              ? 'upheld'
              : 'notUpheld',
        };
      }),
  ];
}

const text = { type: 'text' } as const;
export const decisions = foldModel<State>({
  name: 'decisions',
  version: 1,
  tables: {
    decision: {
      kind: 'past',
      columns: {
        month: text,
        decided_on: text,
        cycle: { type: 'integer' },
        department: text,
        topic: text,
        outcome: text,
        examined: text,
        upheld: text,
        profile: text,
        profile_hash: text,
      },
      indexes: [{ on: ['month', 'department', 'topic', 'outcome', 'upheld'] }],
    },
  },
  begin: () => ({ course: null, made: [] }),
  evolve: (state, event) => {
    const known = course(state.course, event);
    const decided = made({ ...state, course: known }, event);
    return known === state.course && decided === state.made ? state : { course: known, made: decided };
  },
  rows: ({ course: known, made: all }) =>
    all.map(({ part, cycle, decidedOn, department, topic, outcome, examined, upheld }) => ({
      table: 'decision',
      key: `${part}/${cycle}`,
      values: {
        month: monthOf(decidedOn),
        decided_on: decidedOn,
        cycle,
        department,
        topic,
        outcome,
        examined: examined ? 'yes' : 'no',
        upheld,
        profile: known!.profile,
        profile_hash: known!.profileHash,
      },
    })),
});

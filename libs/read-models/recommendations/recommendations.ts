/**
 * `recommendation`: each criticism and recommendation that a case was concluded with, and what the department makes of
 * it. Unit: recommendation.
 */
import { type LocalDate } from '../../policy/calendar.js';
import { course, dayOf, monthOf, type Course } from '../course.js';
import { foldModel, type NumberedEvent } from '../read-model.js';

interface Finding {
  readonly part: string;
  readonly cycle: number;
  readonly madeOn: LocalDate;
  readonly department: string;
  readonly topic: string;
  readonly degree: 'criticism' | 'recommendation';
  readonly position: 'none' | 'accepted' | 'declined' | 'implemented';
  readonly positionOn: LocalDate | null;
}
interface State {
  readonly course: Course | null;
  readonly findings: readonly Finding[];
}

function after(before: readonly Finding[], known: Course | null, event: NumberedEvent): readonly Finding[] {
  const { type, data } = event;
  if (!known) return before;
  if (type === 'ConcludedWithCriticism') {
    const madeOn = dayOf(event);
    return [
      ...before,
      ...known.parts.flatMap(({ id, department, topic, inScope, outcome }): readonly Finding[] =>
        inScope && (outcome === 'criticism' || outcome === 'recommendation')
          ? [
              {
                part: id,
                cycle: known.cycle,
                madeOn,
                department,
                topic,
                degree: outcome,
                position: 'none',
                positionOn: null,
              },
            ]
          : [],
      ),
    ];
  }
  if (type !== 'DepartmentPositionRecorded') return before;
  const last = before.findLastIndex(({ part }) => part === data.part);
  return last < 0
    ? before
    : before.map((finding, index) =>
        index === last ? { ...finding, position: data.position, positionOn: dayOf(event) } : finding,
      );
}

const text = { type: 'text' } as const;
export const recommendations = foldModel<State>({
  name: 'recommendations',
  version: 1,
  tables: {
    recommendation: {
      kind: 'past',
      columns: {
        month: text,
        made_on: text,
        cycle: { type: 'integer' },
        department: text,
        topic: text,
        degree: text,
        position: text,
        position_on: { ...text, null: true },
        profile: text,
        profile_hash: text,
      },
      indexes: [{ on: ['month', 'department', 'degree', 'position'] }],
    },
  },
  begin: () => ({ course: null, findings: [] }),
  evolve: (state, event) => {
    const known = course(state.course, event);
    const findings = after(state.findings, known, event);
    return known === state.course && findings === state.findings ? state : { course: known, findings };
  },
  rows: ({ course: known, findings }) =>
    findings.map(({ part, cycle, madeOn, department, topic, degree, position, positionOn }) => ({
      table: 'recommendation',
      key: `${part}/${cycle}`,
      values: {
        month: monthOf(madeOn),
        made_on: madeOn,
        cycle,
        department,
        topic,
        degree,
        position,
        position_on: positionOn,
        profile: known!.profile,
        profile_hash: known!.profileHash,
      },
    })),
});

/** What is coded beside a look at a case when it is made, since later it could be told by names alone. */
import { isOffHours, sharesSurname, type Mark } from '../../audit/odd.js';
import { type CaseState } from '../../case/case-state.js';
import { assigneeOn } from '../../case/desk.js';
import { openReviews } from '../../case/reviews.js';
import { type Role } from '../../platform/caller.js';
import { localDateOf, type CalendarSwitches } from '../../policy/calendar.js';

/** Whoever can be given a case. An auditor and a data protection officer look at others' by their office. */
const canHaveOne: readonly Role[] = ['adviser', 'head'];
const nobodyWatches: readonly Role[] = ['citizen', 'system'];

export interface LookMade {
  readonly sub: string;
  /** What the looker is called. */
  readonly name: string;
  readonly role: Role;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** No hour is kept of it (H16). */
  readonly ofTheDay: boolean;
  /** The office's days off. */
  readonly switches: CalendarSwitches;
}

/** Of a look at no single case, the hour alone tells something. */
export const marksOfHour = ({ role, at, ofTheDay, switches }: Omit<LookMade, 'sub' | 'name'>): readonly Mark[] =>
  !nobodyWatches.includes(role) && isOffHours(at, switches, ofTheDay) ? ['offHours'] : [];

/**
 * @param actors who has taken a step in it
 * @param names of its parties, where the look shows who they are
 */
export function marksOf(
  look: LookMade,
  { assigned, handling, reviews }: Pick<CaseState, 'assigned' | 'handling' | 'reviews'>,
  actors: ReadonlySet<string>,
  names: readonly string[],
): readonly Mark[] {
  const { sub, name, role, at } = look;
  if (nobodyWatches.includes(role)) return [];
  const assignee = assigneeOn(assigned, localDateOf(at));
  const isAnothers = canHaveOne.includes(role) && assignee !== null && assignee !== sub;
  const isNamed = [...(handling?.readers ?? []), ...openReviews({ reviews }).map(({ to }) => to)].includes(sub);
  return [
    ...(isAnothers && !isNamed && !actors.has(sub) ? (['notAssigned'] as const) : []),
    ...(sharesSurname(name, names) ? (['sameSurname'] as const) : []),
    ...marksOfHour(look),
    ...(role === 'adviser' && assignee !== sub ? (['notOwn'] as const) : []),
  ];
}

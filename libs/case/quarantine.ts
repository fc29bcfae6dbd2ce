/** What may be read under which consent (H24, T28). */
import { type LocalDate } from '../policy/calendar.js';
import { type ConsentScope } from './case-parts.js';
import { type CaseState } from './case-state.js';

interface Period {
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
}

/**
 * Whether a consent scope has this department in it and this period within it; a period left open is within only an
 * open one.
 */
export function covers(scope: ConsentScope, department: string, from?: LocalDate, to?: LocalDate): boolean {
  return (
    scope.departments.includes(department) &&
    (scope.from === undefined || (from !== undefined && from >= scope.from)) &&
    (scope.to === undefined || (to !== undefined && to <= scope.to))
  );
}

/** Whether two periods, open where a bound is missing, share a day. */
const overlap = (a: Period, b: Period): boolean =>
  (a.from === undefined || b.to === undefined || a.from <= b.to) &&
  (b.from === undefined || a.to === undefined || b.from <= a.to);

/**
 * Whether what comes in from this department about this period has to be kept unread: a consent to it was withdrawn, or
 * a request recalled, and no consent that stands covers it (T28).
 */
export function underQuarantine(
  caseState: CaseState,
  arrived: { department?: string; from?: LocalDate; to?: LocalDate; request?: string },
): boolean {
  const asked = caseState.informationRequests.find(({ id }) => id === arrived.request);
  const department = arrived.department ?? asked?.department;
  if (department === undefined) return false;
  const from = arrived.from ?? asked?.from;
  const to = arrived.to ?? asked?.to;
  if (caseState.consent.scopes.some((scope) => scope.purpose !== 'shareName' && covers(scope, department, from, to)))
    return false;
  const withdrawn = caseState.consent.withdrawn.some(
    (scope) => scope.purpose !== 'shareName' && scope.departments.includes(department) && overlap(scope, { from, to }),
  );
  const recalled = caseState.informationRequests.some(
    (request) => request.status === 'recalled' && request.department === department && overlap(request, { from, to }),
  );
  return withdrawn || recalled || asked?.status === 'recalled';
}

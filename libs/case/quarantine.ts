/** What may be read under which consent (H24, T28). */
import { type ConsentScope, type Hold } from './case-parts.js';
import { type CaseState } from './case-state.js';

interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What came in: from which department, about which period, and the information request that it answers. */
export interface Arrived extends Period {
  readonly department?: string | undefined;
  readonly request?: string | undefined;
}

/**
 * Whether a consent scope has this department in it and this period within it; a period left open is within only an
 * open one.
 */
export function covers(scope: ConsentScope, department: string, from?: string, to?: string): boolean {
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

/** What information requests are made under. */
export const examination = 'closerExamination';

/**
 * The consents that are missing for what arrives, since they were withdrawn: that of the request it answers, that of
 * any request recalled, and those that named this department and the period (T28). None: nothing was withdrawn.
 */
export function holdsOn({ consent, informationRequests, hearings }: CaseState, arrived: Arrived): readonly Hold[] {
  const asked = informationRequests.find(({ id }) => id === arrived.request);
  const department = arrived.department ?? asked?.department;
  if (department === undefined) return [];
  const period = { from: arrived.from ?? asked?.from, to: arrived.to ?? asked?.to };
  const recalled = informationRequests.filter(
    (request) =>
      (request.id === arrived.request && (request.status === 'recalled' || request.withdrawn === true)) ||
      (request.status === 'recalled' && request.department === department && overlap(request, period)),
  );
  const withdrawn = consent.withdrawn.filter(
    (scope) => scope.purpose !== 'shareName' && scope.departments.includes(department) && overlap(scope, period),
  );
  const holds = [
    ...recalled.map(({ from, to }) => hold(examination, from, to)),
    ...hearings.flatMap((hearing) =>
      hearing.asked?.recalled && hearing.department === department ? [hold(examination, undefined, undefined)] : [],
    ),
    ...withdrawn.map(({ purpose, from, to }) => hold(purpose, from, to)),
  ];
  return [...new Map(holds.map((each) => [JSON.stringify(each), each])).values()];
}

const hold = (purpose: string, from: string | undefined, to: string | undefined): Hold => ({
  purpose,
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

/**
 * Whether this consent frees what is held: it is to the same purpose, and has the department and the period in it. An
 * answer has no period but that of the consent it was asked under.
 */
export const frees = (
  scope: ConsentScope,
  { department, from, to }: Arrived,
  holds: readonly Hold[],
  isAnswer: boolean,
): boolean =>
  department !== undefined &&
  holds.some(
    (each) =>
      each.purpose === scope.purpose &&
      (isAnswer ? covers(scope, department, each.from, each.to) : covers(scope, department, from, to)),
  );

/** Whether something recalled may still come: it was asked under a consent that is withdrawn and not given anew. */
export const recallStands = ({ consent, informationRequests, hearings, referrals }: CaseState): boolean => {
  const isGivenAnew = (purpose: string, department: string, from?: string, to?: string) =>
    consent.scopes.some((scope) => scope.purpose === purpose && covers(scope, department, from, to));
  return (
    informationRequests.some(
      ({ status, department, from, to }) => status === 'recalled' && !isGivenAnew(examination, department, from, to),
    ) ||
    hearings.some(({ department, asked }) => asked?.recalled === true && !isGivenAnew(examination, department!)) ||
    referrals.some(
      ({ recalled, department, answeredOn, sentOn }) =>
        recalled === true && answeredOn === null && !isGivenAnew('moreQuestions', department, sentOn, sentOn),
    )
  );
};

/** Whether what arrives has to be kept unread: a consent to it was withdrawn, and none that stands frees it. */
export const underQuarantine = (
  { consent }: CaseState,
  arrived: Arrived,
  holds: readonly Hold[],
  isAnswer = false,
): boolean => holds.length > 0 && !consent.scopes.some((scope) => frees(scope, arrived, holds, isAnswer));

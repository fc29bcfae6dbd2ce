/**
 * What of a case may be read only under a consent: what arrives about a department and a period to which one was
 * withdrawn (T28, H24). Told by events alone, and compared in this folder's test with what the case itself says.
 */
import { type LocalDate } from '../../policy/calendar.js';
import { type NumberedEvent } from '../read-model.js';

/** Days from and to; open where one is missing. */
interface Period {
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
}
interface Scope extends Period {
  readonly departments: readonly string[];
}
interface Request extends Period {
  readonly id: string;
  readonly department: string;
  readonly status: 'open' | 'answered' | 'recalled';
}

/** What was said about consent so far. A consent to share a name covers no documents, so it is not among the scopes. */
export interface Consents {
  readonly standing: readonly Scope[];
  readonly withdrawn: readonly Scope[];
  readonly requests: readonly Request[];
}
export const noConsents: Consents = { standing: [], withdrawn: [], requests: [] };

export interface Arrived extends Period {
  readonly department?: string | undefined;
}

/** The very same where the event says nothing about it. */
export function consentsAfter(before: Consents, { type, data }: NumberedEvent): Consents {
  switch (type) {
    case 'ConsentGiven':
    case 'ConsentGivenForExamination':
    case 'ConsentGivenForAssessment':
      return data.purpose === 'shareName'
        ? before
        : {
            ...before,
            standing: [...before.standing, { departments: data.departments, from: data.from, to: data.to }],
          };
    case 'ConsentRefused':
      return { ...before, standing: [] };
    case 'ConsentWithdrawn':
      return {
        standing: [],
        withdrawn: [...before.withdrawn, ...before.standing],
        requests: before.requests.map((request) =>
          data.recalled.includes(request.id) ? { ...request, status: 'recalled' } : request,
        ),
      };
    case 'InformationRequested':
      return {
        ...before,
        requests: [
          ...before.requests,
          { id: data.request, department: data.department, from: data.from, to: data.to, status: 'open' },
        ],
      };
    case 'DocumentFiled':
      if (data.request === undefined) return before;
      return {
        ...before,
        requests: before.requests.map((request) =>
          request.id === data.request && request.status === 'open' ? { ...request, status: 'answered' } : request,
        ),
      };
    default:
      return before;
  }
}

/**
 * Whether this has to be kept unread: no consent that stands covers it, and one that did was withdrawn, or the request
 * for it recalled.
 */
export function isQuarantined({ standing, withdrawn, requests }: Consents, arrived: Arrived): boolean {
  const { department } = arrived;
  if (
    department === undefined ||
    standing.some((scope) => scope.departments.includes(department) && covers(scope, arrived))
  )
    return false;
  return (
    withdrawn.some((scope) => scope.departments.includes(department) && overlap(scope, arrived)) ||
    requests.some(
      (request) => request.status === 'recalled' && request.department === department && overlap(request, arrived),
    )
  );
}

/** A period left open is within only an open one. */
const covers = (scope: Period, { from, to }: Period): boolean =>
  (scope.from === undefined || (from !== undefined && from >= scope.from)) &&
  (scope.to === undefined || (to !== undefined && to <= scope.to));
const overlap = (a: Period, b: Period): boolean =>
  (a.from === undefined || b.to === undefined || a.from <= b.to) &&
  (b.from === undefined || a.to === undefined || b.from <= a.to);

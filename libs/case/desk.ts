/** Whose case it is, and how it is handled at the desk: nothing of this moves the lifecycle. */
import { type LocalDate } from '../policy/calendar.js';
import { type CaseState } from './case-state.js';
import { type Folds } from './change.js';
import { openReviews } from './reviews.js';

/** A stand-in has the case to a day; after it, whoever had it without one. */
export interface Assignment {
  /** Null: nobody. */
  readonly to: string | null;
  /** The last day of it; null: until somebody else has it. */
  readonly until: LocalDate | null;
  /** Who has it after that day. */
  readonly then: string | null;
}

export const nobodys: Assignment = { to: null, until: null, then: null };

export interface Handling {
  readonly priority: string;
  readonly complexity: string;
  readonly confidential: boolean;
  /** Members who may open it besides. */
  readonly readers: readonly string[];
  /** The event that set it, which may say what the citizen needs. */
  readonly revision: number;
}

/** As this case has made it; the other one learns of it by a read model. */
export interface Link {
  readonly to: string;
  readonly kind: string;
  readonly on: LocalDate;
}

export const isLinked = ({ links }: Pick<CaseState, 'links'>, to: string, kind: string): boolean =>
  links.some((link) => link.to === to && link.kind === kind);

export const desk: Folds<'CaseAssigned' | 'HandlingSet' | 'CaseLinked' | 'CaseUnlinked'> = {
  CaseAssigned: ({ assigned, assignments }, { to, until }, _, on) => ({
    assigned: { to, until: until ?? null, then: until === undefined ? null : lastingly(assigned) },
    ...(to === null ? {} : { assignments: [...assignments, { to, on }] }),
  }),
  HandlingSet: (_, { priority, complexity, confidential, readers = [] }, { revision }) => ({
    handling: { priority, complexity, confidential, readers, revision },
  }),
  CaseLinked: ({ links }, { to, kind }, _, on) => ({ links: [...links, { to, kind, on }] }),
  CaseUnlinked: ({ links }, { to, kind }) => ({
    links: links.filter((link) => link.to !== to || link.kind !== kind),
  }),
};

const lastingly = (assigned: CaseState['assigned']): string | null =>
  assigned === null ? null : assigned.until === null ? assigned.to : assigned.then;

/** Whose case it is on that day; null: nobody's. */
export const assigneeOn = (assigned: Assignment | null, today: LocalDate): string | null =>
  assigned === null ? null : assigned.until === null || today <= assigned.until ? assigned.to : assigned.then;

/** The members named to a confidential case: its readers, and who is asked to read in it; null: it is open to all. */
export const namedTo = ({ handling, reviews }: Pick<CaseState, 'handling' | 'reviews'>): readonly string[] | null =>
  handling?.confidential ? [...handling.readers, ...openReviews({ reviews }).map(({ to }) => to)] : null;

/** The members that a confidential case is open to that day, besides the head; null: to every one. */
export function openTo(
  caseState: Pick<CaseState, 'handling' | 'reviews' | 'assigned'>,
  today: LocalDate,
): readonly string[] | null {
  const named = namedTo(caseState);
  const assignee = assigneeOn(caseState.assigned, today);
  return named === null || assignee === null ? named : [assignee, ...named];
}

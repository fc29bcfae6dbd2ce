/** Whose case it is, and how it is handled at the desk: nothing of this moves the lifecycle. */
import { type LocalDate } from '../policy/calendar.js';
import { type CaseState } from './case-state.js';
import { type Folds } from './change.js';

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

export const desk: Folds<'CaseAssigned'> = {
  CaseAssigned: ({ assigned }, { to, until }) => ({
    assigned: { to, until: until ?? null, then: until === undefined ? null : lastingly(assigned) },
  }),
};

const lastingly = (assigned: CaseState['assigned']): string | null =>
  assigned === null ? null : assigned.until === null ? assigned.to : assigned.then;

/** Whose case it is on that day; null: nobody's. */
export const assigneeOn = (assigned: Assignment | null, today: LocalDate): string | null =>
  assigned === null ? null : assigned.until === null || today <= assigned.until ? assigned.to : assigned.then;

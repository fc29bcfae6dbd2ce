/** Columns that many read models have. */
import { type CaseState } from '../case/case-state.js';
import { type LocalDate } from '../policy/calendar.js';
import { type Row } from './read-model.js';

export const text = { type: 'text' } as const;
export const maybe = { type: 'text', null: true } as const;

/** "2026-03": figures are asked for by month. */
export const monthOf = (day: LocalDate): string => day.slice(0, 7);
export const yesNo = (value: boolean): 'yes' | 'no' => (value ? 'yes' : 'no');

/** The rules that the complaint is under. */
export const pinnedColumns = { profile: text, profile_hash: text } as const;
export const pinnedTo = ({ pinned }: CaseState): Row['values'] => ({
  profile: pinned?.profile ?? null,
  profile_hash: pinned?.profileHash ?? null,
});

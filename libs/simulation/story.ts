/**
 * The words in which the simulated complaints are told. A plot yields one move after the other and sees what came of
 * it; it never makes an event.
 */
import { type CommandName, type Commands } from '../complaints/steps/steps.js';
import { type CaseState } from '../case/case-state.js';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import { type ComplainantType } from '../../event-schemas/complaint/codes.js';
import { type Settings } from '../policy/profile.js';
import { type Citizens } from './people.js';
import { type Dice } from './dice.js';
import { type DepartmentHabits, type Habits } from './habits.js';

/** `adviser` is the one who has the case, `colleague` another of the same office. */
export type Who = 'adviser' | 'colleague' | 'head' | 'officer' | { readonly department: string };

export interface Step {
  readonly name: CommandName;
  readonly body: object;
  /** Left out: the least of those whom the lifecycle lets take it. */
  readonly who?: Who;
}

/** So many working days pass (0: some minutes), or all until the first working day from this one on. */
export type Pause = { readonly workingDays: number } | { readonly until: LocalDate };
export type Plot = Generator<Step | Pause, void, void>;

/** What a plot sees of its complaint. */
export interface Matter {
  readonly dice: Dice;
  readonly settings: Settings;
  readonly habits: Habits;
  readonly departments: readonly DepartmentHabits[];
  /** How often each is complained of, beside the others. */
  readonly topics: { readonly [key: string]: number | undefined };
  /** Who has complained here so far. */
  readonly citizens: Citizens;
  readonly today: LocalDate;
  readonly state: string;
  readonly caseState: CaseState;
  /** What happened so far, in order. */
  readonly history: readonly ComplaintEvent[];
  /** `sub` of the adviser who has it, of whoever stands in, and of the head. */
  readonly own: string;
  readonly colleague: string;
  readonly head: string;
  /** Drawn when the contact came. */
  readonly complainantType: ComplainantType;
}

export function take<Name extends CommandName>(
  name: Name,
  ...[body, who]: object extends Commands[Name] ? [body?: Commands[Name], who?: Who] : [body: Commands[Name], who?: Who]
): Step {
  return { name, body: body ?? {}, ...(who === undefined ? {} : { who }) };
}
export const later = (workingDays: number): Pause => ({ workingDays });
export const until = (date: LocalDate): Pause => ({ until: date });

export const drawTopic = ({ topics, dice }: Pick<Matter, 'topics' | 'dice'>): string => dice.weighted(topics);

/** One of the office's departments, those more often that are complained of more. */
export function drawDepartment({ departments, dice }: Pick<Matter, 'departments' | 'dice'>): string {
  let left = dice.roll() * departments.reduce((sum, { weight }) => sum + weight, 0);
  return (departments.find(({ weight }) => (left -= weight) < 0) ?? departments.at(-1)!).key;
}
export const habitsOfDepartment = ({ departments }: Matter, department: string): DepartmentHabits =>
  departments.find(({ key }) => key === department)!;

/** Whoever has declared a conflict leaves every deciding step to a colleague, in a later examination too (K18). */
export const withoutConflict = ({ caseState }: Matter): 'colleague' | 'adviser' =>
  caseState.conflicts.length > 0 ? 'colleague' : 'adviser';

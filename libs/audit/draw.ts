/** Which looks of a week somebody else has to judge (decision 32): by lot, and every odd one. */
import { createHash } from 'node:crypto';
import { localDateOf } from '../policy/calendar.js';
import { isOdd, reasons, type Mark, type Reason } from './odd.js';

/** A look as a draw sees it. */
export interface WeeksLook {
  /** Of its entry. */
  readonly number: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly by: string;
  readonly role: string;
  readonly what: string;
  readonly marks: readonly Mark[];
  /** The one that was opened; null: a list, or none. */
  readonly complaint: string | null;
}

/** Of a hundred looks, at least so many. */
const share = 2;
/** More different cases than that opened in an hour by one person are a bulk. */
const mostInAnHour = 60;
const hourMs = 3_600_000;

/** The last is a program that follows the office by numbers and states. */
const unsupervised: ReadonlySet<string> = new Set(['citizen', 'system', 'integration']);

/** By a person of the office or of a department, and of cases: figures show none. */
export const isSupervised = ({ role, what }: Pick<WeeksLook, 'role' | 'what'>): boolean =>
  !unsupervised.has(role) && !what.startsWith('report ');

/**
 * At least two in a hundred, and one where there is any: those whose hash under the seed is the least. Whoever has the
 * seed can repeat it.
 */
export function byLot(numbers: readonly number[], seed: string): ReadonlySet<number> {
  const lots = numbers
    .map((number) => ({ number, lot: createHash('sha256').update(`${seed} ${number}`).digest('hex') }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1));
  return new Set(lots.slice(0, Math.ceil((numbers.length * share) / 100)).map(({ number }) => number));
}

/** Each look of an hour in which its maker opened more than sixty different cases, one by one. */
function inBulk(looks: readonly WeeksLook[]): ReadonlySet<number> {
  const bulk = new Set<number>();
  const byPerson = Map.groupBy(
    looks.filter(({ complaint }) => complaint !== null),
    ({ by }) => by,
  );
  for (const opened of byPerson.values()) {
    const times = opened.map(({ at }) => Date.parse(at));
    const open = new Map<string, number>();
    let [first, marked] = [0, 0];
    for (const [index, { complaint }] of opened.entries()) {
      open.set(complaint!, (open.get(complaint!) ?? 0) + 1);
      for (; times[index]! - times[first]! >= hourMs; first += 1) {
        const left = open.get(opened[first]!.complaint!)! - 1;
        if (left === 0) open.delete(opened[first]!.complaint!);
        else open.set(opened[first]!.complaint!, left);
      }
      if (open.size <= mostInAnHour) continue;
      for (marked = Math.max(marked, first); marked <= index; marked += 1) bulk.add(opened[marked]!.number);
    }
  }
  return bulk;
}

/**
 * Of each adviser, case and day the first look at a case that is not the adviser's own: without a step it is one
 * without a cause that can be seen.
 */
export function openedForNothing(looks: readonly WeeksLook[]): readonly (WeeksLook & { readonly complaint: string })[] {
  const first = new Map<string, WeeksLook & { readonly complaint: string }>();
  for (const look of looks) {
    const { complaint, what, role, by, at, marks } = look;
    if (complaint === null || what !== 'case' || role !== 'adviser' || !marks.includes('notOwn')) continue;
    const key = JSON.stringify([by, complaint, localDateOf(Date.parse(at))]);
    if (!first.has(key)) first.set(key, { ...look, complaint });
  }
  return [...first.values()];
}

/**
 * Why each look is in the draw, in the order of `reasons`. One with `noStep` alone is shown and need not be judged.
 * @param looks of the week, supervised ones, in the order in which they were made
 * @param noStep numbers of those after which no step was taken
 */
export function drawOf(
  looks: readonly WeeksLook[],
  seed: string,
  noStep: ReadonlySet<number>,
): ReadonlyMap<number, readonly Reason[]> {
  const [lots, bulk] = [
    byLot(
      looks.map(({ number }) => number),
      seed,
    ),
    inBulk(looks),
  ];
  const drawn = new Map<number, readonly Reason[]>();
  for (const { number, marks } of looks) {
    const why = reasons.filter(
      (reason) =>
        (reason === 'share' && lots.has(number)) ||
        (reason === 'bulk' && bulk.has(number)) ||
        (reason === 'noStep' && noStep.has(number)) ||
        (isOdd(reason) && (marks as readonly string[]).includes(reason)),
    );
    if (why.length > 0) drawn.set(number, why);
  }
  return drawn;
}

/** Whether somebody has to judge it. */
export const isToJudge = (why: readonly Reason[]): boolean => why.some((reason) => reason !== 'noStep');

/** Populations at random: as few, as uneven and as tied together as those of small offices. */

export interface Person {
  readonly month: string;
  readonly keys: { readonly [dimension: string]: string };
  readonly n: number;
}
export interface Office {
  readonly dimensions: readonly string[];
  readonly years: readonly string[];
  readonly people: readonly Person[];
}
export type Roll = () => number;

const upTo = (roll: Roll, least: number, most: number): number => least + Math.floor(roll() * (most - least + 1));

/** `size` 1 is a handful in small tables; 2 a small office, 300 contacts a year over 8 departments and 17 topics. */
export function officeFrom(roll: Roll, size: 1 | 2): Office {
  const sizes =
    size === 2
      ? [8, 17, ...(roll() < 0.3 ? [5] : [])]
      : Array.from({ length: upTo(roll, 1, 3) }, () => upTo(roll, 2, 6));
  const dimensions = sizes.map((_, place) => ['department', 'topic', 'outcome'][place]!);
  const years = Array.from({ length: size === 2 ? 1 : upTo(roll, 1, 3) }, (_, index) => String(2024 + index));
  const skew = 1 + roll() * 2;
  // Topics often belong to one department, outcomes to one topic: then the same people stand in two tables under two
  // names.
  const tied = roll() < 0.4;
  const [firstMonth, lastMonth] = roll() < 0.3 ? [upTo(roll, 1, 6), upTo(roll, 6, 12)] : [1, 12];
  const people = years.flatMap((year) =>
    Array.from({ length: size === 2 ? upTo(roll, 150, 300) : Math.ceil(3 * 150 ** roll()) }, (): Person => {
      const values: number[] = [];
      for (const [place, many] of sizes.entries()) {
        const own = Math.floor(many * roll() ** skew);
        values.push(tied && place > 0 && roll() < 0.95 ? (values[place - 1]! * 7 + Math.floor(own / 3)) % many : own);
      }
      return {
        month: `${year}-${String(upTo(roll, firstMonth, lastMonth)).padStart(2, '0')}`,
        n: 1,
        keys: Object.fromEntries(dimensions.map((dimension, place) => [dimension, `${dimension[0]}${values[place]}`])),
      };
    }),
  );
  return { dimensions, years, people };
}

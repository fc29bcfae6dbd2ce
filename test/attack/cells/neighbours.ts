/**
 * Publications of one office, one after the other, solved as one system: what had ended before the first is the same in
 * all of them, whichever of them shows it; and what one counts of a year, is the months that it counts.
 */
import { decidePattern, type ProvenPattern } from '../../../libs/read-models/statistics/suppress/decide-pattern.js';
import { asking } from './cells.js';
import { caseOf, type Case } from './judge.js';
import { knowledgeOf, type Relation } from './knowledge.js';
import { type Office, type Roll } from './offices.js';
import { monthsOf, nameOf, type Figure } from './publication.js';
import { solveBounds, solveLinear } from './solve.js';

export interface Publications {
  /** The last month that each of them counts; 12 again: the whole year once more. */
  readonly months: readonly number[];
  /** From one to the next so large a share has another value of the last dimension, and the attacker knows that. */
  readonly changed?: number;
  /** False: each is decided as if there were no other. */
  readonly knowing?: boolean;
}
export interface FoundInAll {
  /** Groups of 1 to 4 that none of them shows. */
  readonly small: readonly string[];
  /** Other figures that none of them shows. */
  readonly others: readonly string[];
  /** Small groups that there were to be found in the last one. */
  readonly hidden: number;
  /** Figures that the last one shows. */
  readonly shown: number;
}

export function attackPublications(
  office: Office,
  { months, changed = 0, knowing = true }: Publications,
  roll: Roll,
): FoundInAll {
  const cases: Case[] = [];
  const patterns: ProvenPattern[] = [];
  for (const each of officesUpTo(office, months, changed, roll)) {
    const pattern = decidePattern(each.people, each.dimensions, {}, knowing ? patterns : []);
    patterns.push(pattern);
    cases.push(caseOf(each, asking(pattern, each)));
  }
  const last = cases.at(-1)!;
  const figures = new Map<string, Figure>(last.publication.figures);
  const sums: { readonly names: readonly string[]; readonly figure: number }[] = [];
  for (const [place, { publication }] of cases.slice(0, -1).entries())
    for (const [name, figure] of publication.figures) {
      if (figure === 'hidden' || !figures.has(name)) continue;
      const [node, ...tuple] = name.split('|') as [string, ...string[]];
      if (changed > 0 && tuple.at(-1) !== '*') continue;
      const counted = monthsOf(node).filter((month) => Number(month.slice(5)) <= months[place]!);
      if (counted.length === monthsOf(node).length) figures.set(name, figure);
      else sums.push({ names: counted.map((month) => nameOf(month, tuple)), figure });
    }
  const knowledge = knowledgeOf({ ...last.publication, figures }, [], { people: true });
  const numbers = new Map(knowledge.unknowns.map((name, number) => [name, number]));
  const more = sums.flatMap(({ names, figure }): readonly Relation[] => {
    const known = names.reduce((sum, name) => sum + Number(figures.get(name) === 'hidden' ? 0 : figures.get(name)), 0);
    const terms = names.flatMap((name) => (figures.get(name) === 'hidden' ? [[numbers.get(name)!, 1] as const] : []));
    return terms.length === 0 ? [] : [{ terms, sum: figure - known }];
  });
  const all = { ...knowledge, relations: [...knowledge.relations, ...more] };
  const found = [...new Map([...solveLinear(all, roll), ...solveBounds(all)])].flatMap(([unknown, value]) => {
    const name = knowledge.unknowns[unknown]!;
    if (figures.get(name) !== 'hidden') return [];
    if ((last.truth.get(name) ?? 0) !== value) throw new Error('the attack found a figure that is not true');
    return [{ name, value }];
  });
  const isSmall = (value: number) => value > 0 && value < 5;
  return {
    small: found.filter(({ value }) => isSmall(value)).map(({ name }) => name),
    others: found.filter(({ value }) => !isSmall(value)).map(({ name }) => name),
    hidden: [...figures].filter(([name, figure]) => figure === 'hidden' && isSmall(last.truth.get(name) ?? 0)).length,
    shown: [...last.publication.figures.values()].filter((figure) => figure !== 'hidden' && figure !== 0).length,
  };
}

/** The first year of the office, as far as each publication counts it. */
function officesUpTo(
  { dimensions, years: [year], people }: Office,
  months: readonly number[],
  changed: number,
  roll: Roll,
): readonly Office[] {
  const moving = dimensions.at(-1)!;
  const values = [...new Set(people.map(({ keys }) => keys[moving]!))];
  let now = people.filter(({ month }) => month.startsWith(year!));
  return months.map((last, place) => {
    if (place > 0 && changed > 0)
      now = now.map((person) =>
        roll() < changed
          ? { ...person, keys: { ...person.keys, [moving]: values[Math.floor(roll() * values.length)]! } }
          : person,
      );
    return { dimensions, years: [year!], people: now.filter(({ month }) => Number(month.slice(5)) <= last) };
  });
}

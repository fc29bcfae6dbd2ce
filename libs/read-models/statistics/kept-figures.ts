/**
 * What reports of an office need again: decided years, by the content that they were decided on, and answers of
 * queries, by the place in the log that they show. Numbers alone, and these in memory alone.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { estimatedBytes } from '../../platform/estimated-bytes.js';
import { type DecidedBefore } from './decided-file.js';
import { type Atom } from './suppress/cell-counts.js';
import { packed, unpacked } from './packed-year.js';
import {
  decideOnePublication,
  decideOneYear,
  type DecidedYear,
  type PatternOptions,
} from './suppress/decide-pattern.js';
import { type PublishedYear } from './suppress/earlier.js';
import { yearOf } from './suppress/periods.js';

type Contents = ReadonlyMap<string, string>;
interface Deciding {
  readonly year: string;
  readonly atoms: readonly Atom[];
  readonly dimensions: readonly string[];
  readonly options: PatternOptions;
}

export class KeptFigures {
  /** How many years had to be decided. */
  decided = 0;
  private readonly years: LRUCache<string, DecidedYear>;
  private readonly publications: LRUCache<string, PublishedYear>;
  private readonly answers: LRUCache<string, object>;

  /**
   * @param mostBytes of memory, about: three quarters for decided years, half of it those of publications
   * @param before where what was decided is looked
   * for, and kept for those who come later
   */
  constructor(
    mostBytes = 16 * 2 ** 20,
    private readonly before?: DecidedBefore,
  ) {
    this.years = new LRUCache({ maxSize: Math.floor((mostBytes * 3) / 8), sizeCalculation: bytesOf });
    this.publications = new LRUCache({ maxSize: Math.floor((mostBytes * 3) / 8), sizeCalculation: bytesOfPublication });
    this.answers = new LRUCache({
      maxSize: Math.floor(mostBytes / 4),
      sizeCalculation: (answer) => estimatedBytes(answer),
    });
  }

  /** @param question with the place in the log: at one place the same question has the same answer for ever */
  async answer<Answer extends object>(question: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.answers.get(question) as Answer | undefined;
    if (known) return known;
    const made = await ask();
    this.answers.set(question, made);
    return made;
  }

  /**
   * The decided years of a population. What was asked at this place needs no query, what was decided on the same
   * numbers no decision.
   */
  async decidedYears(
    question: string,
    ask: () => Promise<readonly Atom[]>,
    dimensions: readonly string[],
    options: PatternOptions,
  ): Promise<ReadonlyMap<string, DecidedYear>> {
    const known = this.keptYears(this.answers.get(question) as Contents | undefined);
    if (known) return known;
    const made = new Map<string, DecidedYear>();
    const contents = new Map<string, string>();
    for (const [year, atoms] of Map.groupBy(await ask(), ({ month }) => yearOf(month))) {
      const content = contentOf(year, atoms, dimensions, options);
      contents.set(year, content);
      made.set(year, this.years.get(content) ?? this.decide(content, year, atoms, dimensions, options));
    }
    this.answers.set(question, contents);
    return made;
  }

  /**
   * The same as they were published, one publication after the other: each is decided with those before it, and a year
   * in which nothing has changed since the last one stays what it was.
   * @param asks for the numbers of each publication, in their order
   */
  async publishedYears(
    question: string,
    asks: readonly (() => Promise<readonly Atom[]>)[],
    dimensions: readonly string[],
    options: PatternOptions,
  ): Promise<ReadonlyMap<string, DecidedYear>> {
    const known = this.keptYears(this.answers.get(question) as Contents | undefined, this.publications);
    if (known) return known;
    const chains = new Map<string, { readonly own: string; readonly content: string; readonly all: PublishedYear[] }>();
    for (const ask of asks)
      for (const [year, atoms] of Map.groupBy(await ask(), ({ month }) => yearOf(month))) {
        const before = chains.get(year);
        const own = contentOf(year, atoms, dimensions, options);
        if (before?.own === own) continue;
        const content = createHash('sha256')
          .update(`published ${before?.content ?? ''} ${own}`)
          .digest('hex');
        const all = before?.all ?? [];
        const made =
          this.publications.get(content) ?? this.decideAfter(content, all, { year, atoms, dimensions, options });
        chains.set(year, { own, content, all: [...all, made] });
      }
    this.answers.set(question, new Map([...chains].map(([year, { content }]) => [year, content])));
    return new Map([...chains].map(([year, { all }]) => [year, all.at(-1)!]));
  }

  private decideAfter(
    content: string,
    published: readonly PublishedYear[],
    { year, atoms, dimensions, options }: Deciding,
  ): PublishedYear {
    const known = unpacked(this.before?.find(content));
    const made = decideOnePublication(year, atoms, dimensions, options, published, known);
    if (made.hidden !== known?.hidden) {
      this.decided += 1;
      this.before?.keep(content, packed(made));
    }
    this.publications.set(content, made);
    return made;
  }

  /** Undefined where one of them is kept no more. */
  private keptYears(
    contents: Contents | undefined,
    years: { get(content: string): DecidedYear | undefined } = this.years,
  ): ReadonlyMap<string, DecidedYear> | undefined {
    if (!contents) return undefined;
    const found = new Map<string, DecidedYear>();
    for (const [year, content] of contents) {
      const kept = years.get(content);
      if (!kept) return undefined;
      found.set(year, kept);
    }
    return found;
  }

  private decide(
    content: string,
    year: string,
    atoms: readonly Atom[],
    dimensions: readonly string[],
    options: PatternOptions,
  ): DecidedYear {
    const known = this.before?.find(content);
    const made = decideOneYear(year, atoms, dimensions, options, known);
    if (made.hidden !== known) {
      this.decided += 1;
      this.before?.keep(content, made.hidden);
    }
    this.years.set(content, made);
    return made;
  }
}

/** A program that decides otherwise on the same numbers has the next one: what an older one decided is not found. */
const decisionVersion = 1;

/** SHA-256 over all that a decision depends on; the order in which a database gives its rows is no part of it. */
function contentOf(
  year: string,
  atoms: readonly Atom[],
  dimensions: readonly string[],
  options: PatternOptions,
): string {
  const rows = atoms.map(({ month, n, keys }) => JSON.stringify([month, n, dimensions.map((key) => keys[key])]));
  return createHash('sha256')
    .update(JSON.stringify([decisionVersion, year, dimensions, options]))
    .update(rows.sort().join('\n'))
    .digest('hex');
}

/** About: the values and tables of a year are few. */
const bytesOf = ({ cells: { counts }, hidden }: DecidedYear): number => counts.byteLength + hidden.byteLength + 4000;
const bytesOfPublication = ({ cells, hidden, changes }: PublishedYear): number =>
  bytesOf({ cells, hidden }) +
  cells.spots.byteLength +
  cells.people.byteLength +
  changes.reduce((sum, { spots }) => sum + spots.byteLength + 200, 0);

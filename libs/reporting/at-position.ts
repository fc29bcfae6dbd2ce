/** The read models of an office at one place in its log: what reports are computed from. */
import { type Transaction } from 'kysely';
import { type OfficeSettings } from '../complaints/wiring/office-reader.js';
import { localDateOf } from '../policy/calendar.js';
import { refused } from '../platform/refused.js';
import { type Sentences } from '../platform/refusal.js';
import { type Tables, type ViewsReader } from '../read-models/database/views-database.js';
import { checkpointAt, entries, live } from '../read-models/registry.js';
import { KeptFigures } from '../read-models/statistics/kept-figures.js';
import { OfficeYear } from '../read-models/statistics/office-year.js';
import { type Asof, type Parents } from '../read-models/statistics/population.js';
import { publishedBefore, publishedPosition, type Period } from '../read-models/statistics/publication.js';
import { type Audience } from '../read-models/statistics/report.js';
import { Statistics, type OwnWords } from '../read-models/statistics/statistics.js';

/** What figures are made of: the office's tables and its own words, and what is kept from requests before. */
export interface FigureSource {
  readonly db: Pick<ViewsReader, 'snapshot'>;
  readonly words: OwnWords;
  readonly kept?: KeptFigures;
}

/** Figures of one unchanging state of the tables, with the position that it shows. */
export const statisticsOf = <Result>(
  { db, words, kept = new KeptFigures() }: FigureSource,
  { earlier, audience = 'published', ...asof }: PublishedPlace & { readonly audience?: Audience },
  work: (statistics: Statistics, position: bigint) => Promise<Result>,
): Promise<Result> =>
  snapshotAt(db, asof, (tx, { position, tables }) => {
    const own = [String(asof.position ?? position), asof.at ?? null, audience, earlier?.map(String) ?? null];
    const place = JSON.stringify([words.office, tables, ...own]);
    return work(new Statistics(tx, words, position, asof, kept, place, audience, earlier), asof.position ?? position);
  });

/** `earlier`: of a publication, the places of those before it, in their order. */
export interface PublishedPlace extends Asof {
  readonly earlier?: readonly bigint[];
}

/**
 * The newest published place at or before `asof`, and those before it (decision 20). @throws Refused VALIDATION where
 * the log has not come that far, and where nothing was published by then
 */
export const publishedAt = (
  { db, words, kept = new KeptFigures() }: FigureSource,
  asof: Asof,
  { period, now }: { readonly period: Period; readonly now: number },
): Promise<PublishedPlace> =>
  snapshotAt(db, asof, async (tx, { position, tables }) => {
    const year = new OfficeYear(words.yearStart);
    const asked = [String(asof.position ?? ''), asof.at ?? '', period, localDateOf(now)];
    const question = JSON.stringify([words.office, tables, String(position), 'published', ...asked]);
    const { found, earlier } = await kept.answer(question, async () => {
      const place = await publishedPosition(tx, asof, period, now, year);
      return { found: place, earlier: place === undefined ? [] : await publishedBefore(tx, place, period, year) };
    });
    if (found === undefined)
      throw refused('VALIDATION', 400, {
        errors: [{ field: 'position', code: 'NOT_PUBLISHED', sentences: notPublished }],
      });
    return { position: found, earlier };
  });

interface Shown {
  /** Everything up to here is in the tables. */
  readonly position: bigint;
  /** Which generation of each read model it is: built anew, one may show the same position otherwise. */
  readonly tables: readonly string[];
}

/** @throws Refused VALIDATION where the log has not come that far */
export async function snapshotAt<Result>(
  db: Pick<ViewsReader, 'snapshot'>,
  asof: Asof,
  work: (tx: Transaction<Tables>, shown: Shown) => Promise<Result>,
): Promise<Result> {
  return db.snapshot(async (tx) => {
    const { position } = (await checkpointAt(tx, live))!;
    if (asof.position !== undefined && asof.position > position)
      throw refused('VALIDATION', 400, { errors: [{ field: 'position', code: 'NOT_YET', sentences: notYet }] });
    const tables = (await entries(tx))
      .filter(({ inUse }) => inUse)
      .map(({ name, version, generation }) => [name, version, generation].join('_'))
      .sort();
    return work(tx, { position, tables });
  });
}
const notPublished: Sentences = {
  da: 'Der var ikke offentliggjort tal endnu. De offentliggøres, når en periode er slut og mindst fem henvendelser er ændret i den; kontoret selv kan se dem før.',
  en: 'No figures had been published yet. They are once a period has ended in which at least five contacts changed; the office itself sees them before.',
};
const notYet: Sentences = { da: 'Så langt er loggen ikke nået.', en: 'The log has not come that far.' };

/**
 * Every key with what it belongs to at the top; undefined where nothing belongs to anything. A parent that is not in
 * the list, or comes round to itself, was refused at the start.
 */
function parentsIn(
  list: readonly { readonly key: string; readonly parent?: string }[],
): { readonly [key: string]: string } | undefined {
  const parents = new Map(list.map(({ key, parent }) => [key, parent]));
  if (![...parents.values()].some((parent) => parent !== undefined)) return undefined;
  const top = (key: string): string => {
    const parent = parents.get(key);
    return parent === undefined ? key : top(parent);
  };
  return Object.fromEntries([...parents.keys()].map((key) => [key, top(key)]));
}

export const parentsOf = ({ departments, topics }: Pick<OfficeSettings, 'departments' | 'topics'>): Parents => {
  const [department, topic] = [parentsIn(departments), parentsIn(topics)];
  return { ...(department ? { department } : {}), ...(topic ? { topic } : {}) };
};

/** @param yearStart of the profile that new complaints are pinned to */
export const wordsOf = (settings: OfficeSettings, yearStart: number): OwnWords => ({
  ...namesOf(settings),
  parents: parentsOf(settings),
  yearStart,
});
const namesOf = ({ key, departments, topics }: OfficeSettings): OwnWords => ({
  office: key,
  departments: Object.fromEntries(
    departments.map((department) => [department.key, { da: department.name, en: department.name }]),
  ),
  topics: Object.fromEntries(topics.map(({ key: topic, da, en }) => [topic, { da, en }])),
});

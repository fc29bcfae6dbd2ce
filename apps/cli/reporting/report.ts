/**
 * `klagegang report`: one report, or the year as a document, of a stopped data folder. The same figures and the same
 * bytes as over HTTP.
 */
import { join } from 'node:path';
import { isValidDate, localDateOf } from '../../../libs/policy/calendar.js';
import { exportReport, reportFormats } from '../../../libs/exports/export-report.js';
import { parseInstant } from '../../../libs/platform/instant.js';
import { Refused } from '../../../libs/platform/refusal.js';
import { allReports, ofStaff } from '../../../libs/read-models/statistics/definitions.js';
import { flatBy, type Asof } from '../../../libs/read-models/statistics/population.js';
import { forTheOfficeAlone, type Statistics } from '../../../libs/read-models/statistics/statistics.js';
import { timeDimensions } from '../../../libs/read-models/statistics/time-dimensions.js';
import { askedReport } from '../../../libs/reporting/asked-report.js';
import { parentsOf, statisticsOf, wordsOf } from '../../../libs/reporting/at-position.js';
import { writeYearly, type Language } from '../../../libs/reporting/write-yearly.js';
import { yearlyOf } from '../../../libs/reporting/yearly-of.js';
import { membersFile, MembersFile } from '../../../libs/complaints/wiring/members.js';
import { SafekeepingRefused } from '../safekeeping/manifest.js';
import { refuseBadPlace, writeNewFile, type Written } from './new-file.js';
import { OfficeYear } from '../../../libs/read-models/statistics/office-year.js';
import { type Audience } from '../../../libs/read-models/statistics/report.js';
import { openOfficeAtRest, type OfficeAtRest } from './office-at-rest.js';
import { named, oneOf, optional, positionIn, type Given } from './options.js';
import { UsageError } from '../usage-error.js';
import { Progress, type Screen } from './progress.js';
import { viewsAside } from './views-aside.js';

export interface ReportAnswer {
  readonly text: string;
  readonly json: unknown;
  /** The report itself, where no file was named. */
  readonly bytes?: Uint8Array;
}

interface Made {
  readonly bytes: Uint8Array;
  /** Of the figures: the same position gives the same for ever. */
  readonly hash: string;
  readonly position: string;
}

/** A file is made to be handed on: true figures only where they are asked for. */
const audienceIn = (given: Given): Audience => oneOf(given, 'audience', ['published', 'internal'], 'published');

/** What is made of the figures; `lastYear` is the year in which the log ends. */
interface Wanted {
  readonly name: string;
  readonly format: string;
  /** What is wrong is said before the figures are made. @throws Refused */
  check(lastYear: number, office: OfficeAtRest['office']): void;
  make(statistics: Statistics, office: OfficeAtRest['office'], position: bigint, lastYear: number): Promise<Made>;
}

/**
 * @throws UsageError an option is not understood
 * @throws SafekeepingRefused, BootRefused no such office; the product is running; the log is not as long; the file
 * cannot be written there
 */
export async function report(given: Given, names: readonly string[], screen: Screen): Promise<ReportAnswer> {
  if (given.list === true) return list();
  const [data, key, lang] = [named(given, 'data'), named(given, 'office'), oneOf(given, 'lang', ['da', 'en'], 'en')];
  const [wanted, asof] = [wantedIn(given, names, lang), { ...asofIn(given), audience: audienceIn(given) }];
  const out = optional(given, 'out');
  if (out === undefined && binary.has(wanted.format))
    throw new UsageError(`--format ${wanted.format} is no text: name a new file with --out`);
  if (out === undefined && given.json === true && wanted.format !== 'json')
    throw new UsageError(
      `--json and --format ${wanted.format} would both stand on standard output: name a new file with --out`,
    );
  const office = await openOfficeAtRest(data, key);
  try {
    const file = out === undefined ? undefined : refuseBadPlace(out, data);
    if (asof.position !== undefined && asof.position > office.reach)
      throw new SafekeepingRefused(`The log ends at position ${office.reach}.`);
    const { bytes, hash, position } = await make(office, wanted, asof, lang, new Progress(screen));
    if (file === undefined) return { text: '', json: undefined, bytes };
    const written = await writeNewFile(file, [bytes]);
    return {
      json: { report: wanted.name, office: key, format: wanted.format, lang, position, hash, ...written },
      text: inWords(wanted, position, hash, written),
    };
  } finally {
    await office.close();
  }
}

const binary: ReadonlySet<string> = new Set(['xlsx', 'parquet', 'pdf']);
const inWords = ({ name }: Wanted, position: string, hash: string, { file, bytes }: Written): string =>
  `${name} up to position ${position} in ${file}, ${bytes} bytes. The hash of its figures is ${hash}.`;

async function make(
  at: OfficeAtRest,
  wanted: Wanted,
  asof: Asof & { readonly audience: Audience },
  lang: Language,
  progress: Progress,
): Promise<Made> {
  const lastYear = await yearInWhichItEnds(at, asof.position ?? at.head);
  understood(() => wanted.check(lastYear, at.office), lang);
  const aside = await viewsAside(at, progress);
  try {
    const words = wordsOf(at.office.settings, at.office.profile.settings.yearStart.value);
    const members = new MembersFile(join(at.folder, membersFile)).namesOfAll;
    const source = { db: aside.views.db, words: { ...words, members } };
    return await statisticsOf(source, asof, (statistics, position) =>
      wanted.make(statistics, at.office, position, lastYear),
    );
  } finally {
    await aside.close();
  }
}

function wantedIn(given: Given, [name, ...more]: readonly string[], lang: Language): Wanted {
  if (name === undefined) throw new UsageError('name a report; report --list names them all');
  if (more.length > 0) throw new UsageError(`one report at a time: ${[name, ...more].join(', ')}`);
  return name === 'yearly' ? yearly(given, lang) : oneReport(name, given, lang);
}

function oneReport(name: string, given: Given, lang: Language): Wanted {
  if (!Object.hasOwn(allReports, name))
    throw new UsageError(`there is no report ${name}; there are ${Object.keys(allReports).join(', ')} and yearly`);
  if (optional(given, 'year') !== undefined)
    throw new UsageError('--year is for report yearly; here the period is --from and --to');
  const format = oneOf(given, 'format', reportFormats, 'json');
  const asked = { name, from: dayIn(given, 'from'), to: dayIn(given, 'to'), by: optional(given, 'by') };
  const audience = audienceIn(given);
  const checked = (lastYear: number, { settings }: OfficeAtRest['office']) => {
    if (Object.hasOwn(ofStaff, name) && audience === 'published') throw forTheOfficeAlone();
    return askedReport(asked, `${lastYear}-01-01`, parentsOf(settings));
  };
  return {
    name,
    format,
    check: checked,
    async make(statistics, office, _position, lastYear) {
      const report = await statistics.report(checked(lastYear, office));
      return { bytes: (await exportReport(report, format, lang)).bytes, hash: report.hash, position: report.position };
    },
  };
}

function yearly(given: Given, lang: Language): Wanted {
  for (const option of ['from', 'to', 'by'])
    if (optional(given, option) !== undefined)
      throw new UsageError(`--${option} is for a single report; report yearly takes --year`);
  const format = oneOf(given, 'format', ['html', 'pdf', 'json'], 'html');
  const year = named(given, 'year');
  if (!/^(19[9]\d|2[01]\d\d)$/.test(year)) throw new UsageError('--year is a year from 1990 to 2199');
  return {
    name: `yearly ${year}`,
    format,
    check(lastYear, { profile }) {
      const [first] = new OfficeYear(profile.settings.yearStart.value).daysOf(Number(year));
      const today = localDateOf(Date.now());
      if (first > (today > `${lastYear}-12-31` ? today : `${lastYear}-12-31`))
        throw new UsageError(`the year ${year} has not begun`);
    },
    async make(statistics, { key, settings: { name } }, position) {
      const report = await yearlyOf(statistics, { key, name }, Number(year), position.toString());
      return { bytes: (await writeYearly(report, format, lang)).bytes, hash: report.hash, position: report.position };
    },
  };
}

const emptyLog = 2000;

/** So that the same log gives the same report on any day. */
async function yearInWhichItEnds({ office: { store }, read, head }: OfficeAtRest, position: bigint): Promise<number> {
  const [last] = await store.readAll({
    backwards: true,
    limit: 1,
    ...(position < head ? { after: position + 1n } : {}),
  });
  return last ? Number(localDateOf(Date.parse(read(last).recordedAt)).slice(0, 4)) : emptyLog;
}

function dayIn(given: Given, option: 'from' | 'to'): string | undefined {
  const day = optional(given, option);
  if (day !== undefined && !isValidDate(day)) throw new UsageError(`--${option} is a day, YYYY-MM-DD`);
  return day;
}

function asofIn(given: Given): Asof {
  const [position, at] = [positionIn(given), optional(given, 'at')];
  const instant = at === undefined ? undefined : parseInstant(at);
  if (instant === null) throw new UsageError('--at is an instant, as in 2026-03-02T09:00:00Z');
  return { ...(position === undefined ? {} : { position }), ...(instant === undefined ? {} : { at: instant }) };
}

function understood(work: () => unknown, lang: Language): void {
  try {
    work();
  } catch (error) {
    throw error instanceof Refused ? notUnderstood(error, lang) : error;
  }
}

function notUnderstood({ refusal, details: { errors = [] } }: Refused, lang: Language): UsageError {
  return new UsageError(
    errors.length === 0
      ? refusal.sentences[lang]
      : errors.map(({ field, sentences }) => `--${field}: ${sentences[lang]}`).join('\n'),
  );
}

function list(): ReportAnswer {
  const json = Object.entries(allReports).map(([name, report]) => ({
    name,
    title: report.title,
    unit: report.unit,
    population: report.population,
    by: Object.keys(report.by),
    most: flatBy(report),
    usually: report.usually,
  }));
  const lines = json.map(
    ({ name, title, unit, population, by }) =>
      `${name.padEnd(16)} ${title.en} (${unit}; ${population.en.toLowerCase()}) by ${[...timeDimensions, ...by].join(', ')}`,
  );
  return {
    json: { reports: json, time: timeDimensions },
    text: `${lines.join('\n')}\n${'yearly'.padEnd(16)} the whole year as one document`,
  };
}

import { type DatabaseSync } from 'node:sqlite';
import { addMonths, localDateOf } from '../policy/calendar.js';
import { type AccessRow } from './access.js';
import { byLot, isSupervised } from './draw.js';
import { type opensAt, type SealedField } from './look-seals.js';
import { weekSql, weeksLookOf } from './supervised-looks.js';
import {
  accessText,
  drawText,
  forgottenText,
  judgementText,
  seedText,
  type DrawWritten,
  type ForgottenWritten,
  type JudgementWritten,
} from './written.js';

/**
 * What is wrong with an access log: entries, draws and judgements that are gone or are not what was written, and a log
 * of other complaints than this office's.
 * @param isKnown whether the log of events has a complaint
 * @param mac under the office's secret for entries; without it what an entry says is taken as it stands
 * @param opens whether what was sealed at that instant, under that name, opens; without it nothing is opened
 */
export function problemsOfAccess(
  db: DatabaseSync,
  isKnown: (complaint: string) => boolean,
  mac?: (text: string) => string,
  opens?: Opens,
): readonly string[] {
  const { count, last, given, forgotten } = db
    .prepare(
      `SELECT count(*) AS count, coalesce(max(number), 0) AS last,
         coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'access'), 0) AS given,
         (SELECT coalesce(sum(entries), 0) FROM forgotten) AS forgotten FROM access`,
    )
    .get() as { readonly count: number; readonly last: number; readonly given: number; readonly forgotten: number };
  // Numbers are given without a hole: one that is rolled back is given again.
  const gone =
    count + forgotten === given
      ? []
      : [
          `${given} entries were written, and ${count} are there${forgotten === 0 ? '' : `, ${forgotten} forgotten`}${last === given ? '' : `; the last one is ${last}`}`,
        ];
  // The first alone: in a backup, which is copied after the events, the last ones may be of complaints that came later.
  const first = db
    .prepare(
      `SELECT complaint FROM (
         SELECT complaint, access FROM accessed_case
         UNION ALL
         SELECT complaint, access FROM block_case JOIN accessed_block USING (block)
       ) ORDER BY access LIMIT 1`,
    )
    .get()?.['complaint'];
  const strange =
    first === undefined || isKnown(String(first))
      ? []
      : [`the complaint of its first entry, ${String(first)}, is none of this office: it is another office's file`];
  return [
    ...gone,
    ...strange,
    ...judgementsGone(db),
    ...(mac ? [...altered(db, mac), ...otherDraws(db, mac), ...otherJudgements(db, mac), ...forgettings(db, mac)] : []),
    ...(opens ? unopened(db, opens) : []),
  ];
}

const mostNamed = 20;
/** Entries are numbered as they came; those of before there were marks have none (decision 29). */
function altered(db: DatabaseSync, mac: (text: string) => string): readonly string[] {
  const entries = db.prepare(
    `SELECT number, at, by, role, purpose, what, request, department, fields, terms, marks, mac, complaints
     FROM access LEFT JOIN (
       SELECT access, json_group_array(complaint) AS complaints FROM (
         SELECT access, complaint FROM accessed_case
         UNION ALL
         SELECT access, complaint FROM accessed_block JOIN block_case USING (block)
       ) GROUP BY access
     ) ON access = number ORDER BY number`,
  );
  const wrong: string[] = [];
  let areMarked = false;
  for (const row of entries.iterate()) {
    const { number, mac: mark, complaints, ...access } = row as unknown as Entry;
    if (mark === null && !areMarked) continue;
    areMarked = true;
    const shown = complaints === null ? [] : (JSON.parse(complaints) as readonly string[]);
    if (mark !== mac(accessText(access, shown))) wrong.push(`entry ${number} is not what was written`);
    if (wrong.length === mostNamed) break;
  }
  return wrong;
}
type Entry = AccessRow & { readonly number: number; readonly mac: string | null; readonly complaints: string | null };

/** Each says what was drawn of its week, and it is what the seed gives; together they pass over no entry. */
function otherDraws(db: DatabaseSync, mac: (text: string) => string): readonly string[] {
  const drawnIn = db.prepare('SELECT access, reasons FROM drawn WHERE week = ? ORDER BY access');
  const week = db.prepare(weekSql);
  const wrong: string[] = [];
  let end: number | undefined;
  for (const row of db.prepare('SELECT week, at, seed, first, last, looks, mac FROM draw ORDER BY week').iterate()) {
    const draw = row as unknown as Marked<DrawWritten>;
    const drawn = drawnIn.all(draw.week).map((each) => [Number(each['access']), String(each['reasons'])] as const);
    const looks = week
      .all(draw.first, draw.last)
      .map((each) => weeksLookOf(each as unknown as Parameters<typeof weeksLookOf>[0]))
      .filter(isSupervised);
    const lots = byLot(
      looks.map(({ number }) => number),
      draw.seed,
    );
    const asDrawn = drawn.filter(([, reasons]) => reasons.split(',').includes('share')).map(([number]) => number);
    if (
      draw.mac !== mac(drawText(draw, drawn)) ||
      draw.seed !== mac(seedText(draw.week, draw.first, draw.last)) ||
      lots.size !== asDrawn.length ||
      !asDrawn.every((number) => lots.has(number))
    )
      wrong.push(`the draw of ${draw.week} is not what was drawn`);
    if (end !== undefined && draw.first !== end + 1)
      wrong.push(`entries ${end + 1} to ${draw.first - 1} are in no draw`);
    end = draw.last;
  }
  return wrong.slice(0, mostNamed);
}
type Marked<Written> = Written & { readonly mac: string };

function judgementsGone(db: DatabaseSync): readonly string[] {
  const { count, given, forgotten } = db
    .prepare(
      `SELECT count(*) AS count,
         coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'judgement'), 0) AS given,
         (SELECT coalesce(sum(judgements), 0) FROM forgotten) AS forgotten FROM judgement`,
    )
    .get() as { readonly count: number; readonly given: number; readonly forgotten: number };
  return count + forgotten === given
    ? []
    : [`${given} judgements were written, and ${count} are there${forgotten === 0 ? '' : `, ${forgotten} forgotten`}`];
}

function otherJudgements(db: DatabaseSync, mac: (text: string) => string): readonly string[] {
  const wrong: string[] = [];
  const judgements = db.prepare(
    'SELECT number, access AS look, at, by, role, finding, note, mac FROM judgement ORDER BY number',
  );
  for (const row of judgements.iterate()) {
    const judgement = row as unknown as Marked<JudgementWritten> & { readonly number: number };
    if (judgement.mac !== mac(judgementText(judgement)))
      wrong.push(`judgement ${judgement.number} is not what was written`);
    if (wrong.length === mostNamed) break;
  }
  return wrong;
}

/** Of the shortest retention that an office may have; a week early is none of a product's. */
const fewestMonths = 12;

function forgettings(db: DatabaseSync, mac: (text: string) => string): readonly string[] {
  return db
    .prepare('SELECT number, at, before, through, entries, judgements, digest, mac FROM forgotten ORDER BY number')
    .all()
    .flatMap((row) => {
      const { number, ...forgotten } = row as unknown as Marked<ForgottenWritten> & { readonly number: number };
      if (forgotten.mac !== mac(forgottenText(forgotten)))
        return [`what forgetting ${number} says is not what was written: entries may be gone that nobody forgot`];
      return addMonths(forgotten.before, fewestMonths) > localDateOf(Date.parse(forgotten.at))
        ? [`forgetting ${number} left out entries before their time`]
        : [];
    });
}

type Opens = ReturnType<typeof opensAt>;
function unopened(db: DatabaseSync, opens: Opens): readonly string[] {
  const sealed = db.prepare(
    `SELECT 'entry ' || number AS what, terms AS text, at, 'terms' AS field FROM access WHERE terms IS NOT NULL
     UNION ALL
     SELECT 'judgement ' || judgement.number, note, access.at, 'note' FROM judgement
       JOIN access ON access.number = judgement.access WHERE note IS NOT NULL`,
  );
  const wrong: string[] = [];
  for (const { what, text, at, field } of sealed.iterate()) {
    if (!opens(String(text), String(at), String(field) as SealedField))
      wrong.push(`what is sealed in ${String(what)} does not open`);
    if (wrong.length === mostNamed) break;
  }
  return wrong;
}

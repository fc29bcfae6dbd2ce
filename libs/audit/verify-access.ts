import { type DatabaseSync } from 'node:sqlite';
import { accessText, type Access } from './access-log.js';

/**
 * What is wrong with an access log: entries that are gone or are not what was written, and a log of other complaints
 * than this office's.
 * @param isKnown whether the log of events has a complaint
 * @param mac under the office's secret for entries; without it what an entry says is taken as it stands
 */
export function problemsOfAccess(
  db: DatabaseSync,
  isKnown: (complaint: string) => boolean,
  mac?: (text: string) => string,
): readonly string[] {
  const { count, last, given } = db
    .prepare(
      `SELECT count(*) AS count, coalesce(max(number), 0) AS last,
         coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'access'), 0) AS given FROM access`,
    )
    .get() as { readonly count: number; readonly last: number; readonly given: number };
  // Numbers are given without a hole: one that is rolled back is given again.
  const gone =
    count === given
      ? []
      : [`${given} entries were written, and ${count} are there${last === given ? '' : `; the last one is ${last}`}`];
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
  return [...gone, ...strange, ...(mac ? altered(db, mac) : [])];
}

const mostNamed = 20;
/** Entries are numbered as they came; those of before there were marks have none (decision 29). */
function altered(db: DatabaseSync, mac: (text: string) => string): readonly string[] {
  const entries = db.prepare(
    `SELECT number, at, by, role, purpose, what, mac, complaints FROM access LEFT JOIN (
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
type Entry = Access & { readonly number: number; readonly mac: string | null; readonly complaints: string | null };

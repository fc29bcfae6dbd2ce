import { type DatabaseSync } from 'node:sqlite';

/**
 * What is wrong with an access log as a whole: entries that are gone, and a log of other complaints than this office's.
 * @param isKnown whether the log of events has a complaint
 */
export function problemsOfAccess(db: DatabaseSync, isKnown: (complaint: string) => boolean): readonly string[] {
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
  return [...gone, ...strange];
}

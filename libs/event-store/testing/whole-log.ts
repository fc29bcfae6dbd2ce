import { type EventReader, type StoredRecord } from '../port.js';

/**
 * Every record of the log up to where it ends when it is asked: whatever the store does, this comes to an end.
 * @throws Error a page is empty before that, or goes back
 */
export async function wholeLog(
  store: Pick<EventReader, 'head' | 'readAll'>,
  { after = 0n, limit }: { readonly after?: bigint; readonly limit?: number } = {},
): Promise<readonly StoredRecord[]> {
  const head = await store.head();
  const records: StoredRecord[] = [];
  for (let at = after; at < head;) {
    const page = await store.readAll({ after: at, ...(limit === undefined ? {} : { limit }) });
    const last = page.at(-1)?.position ?? at;
    if (last <= at) throw new Error(`the log ends at ${head} and gives nothing after ${at}`);
    records.push(...page);
    at = last;
  }
  return records;
}

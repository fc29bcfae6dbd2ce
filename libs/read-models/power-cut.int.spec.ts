/** A power cut may take the last commits of the read models, whole (synchronous=NORMAL): the log is read again. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mixedLog } from '../../test/read-models/mixed-log.js';
import { openSqliteViews } from './database/sqlite-views.js';
import { type LogEntry, entryOf } from './log-entry.js';
import { caseNumbers } from './numbering.js';
import { dump } from './testing/dump.js';

const folder = mkdtempSync(join(tmpdir(), 'klagegang-power-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('what a power cut takes of rows, checkpoint and reactions goes together, and comes again from the log', async () => {
  const { open, records, read, models } = await mixedLog(7, 'horsens@1', 8, 40);
  const entries = records.map((record): LogEntry => entryOf(record, read));
  const [file, earlier] = [join(folder, 'views.db'), join(folder, 'earlier.db')];
  const follow = async (upTo: number, reactions: bigint) => {
    const db = openSqliteViews(file);
    const views = await open(db);
    const found = { position: views.position, reactions: views.reactionCheckpoint };
    await views.apply(
      entries.filter((_, place) => BigInt(place) >= views.position && place < upTo),
      BigInt(upTo),
      reactions,
    );
    const rows = await dump(db, [caseNumbers, ...models]);
    await db.close();
    return { found, rows };
  };
  const half = Math.floor(records.length / 2);
  await follow(half, BigInt(half) - 3n);
  copyFileSync(file, earlier);
  const whole = await follow(records.length, BigInt(records.length));

  copyFileSync(earlier, file);
  const again = await follow(records.length, BigInt(records.length));
  expect(again.found).toEqual({ position: BigInt(half), reactions: BigInt(half) - 3n });
  expect(again.rows).toEqual(whole.rows);
});

/**
 * The embedded store, next to the least that a durable append can be: one prepared `INSERT` and one `COMMIT` on a file
 * with the same settings.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../libs/event-store/embedded/embedded-store.js';
import { eventFile } from '../../libs/event-store/embedded/event-file.js';
import { openDatabase } from '../../libs/sqlite/open-database.js';
import { appending, data, metadata, perStream } from './appending.js';
import { answer, repeat } from './station.js';

const folder = mkdtempSync(join(tmpdir(), 'klagegang-bench-'));
const store = openEmbeddedStore(join(folder, 'events.db'));
const bare = openDatabase(join(folder, 'bare.db'), { format: eventFile });
const insert = bare.prepare(
  'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
);
const [begin, commit] = [bare.prepare('BEGIN IMMEDIATE'), bare.prepare('COMMIT')];

answer(
  {
    append: appending(store),
    bare: ({ seconds }: { seconds: number }) =>
      repeat(seconds, () => {
        const stream = randomUUID();
        for (let revision = 0; revision < perStream; revision += 1) {
          begin.run();
          insert.run(
            stream,
            revision,
            randomUUID(),
            'DepartmentAnswered',
            JSON.stringify(data),
            JSON.stringify(metadata),
          );
          commit.run();
        }
        return perStream;
      }),
  },
  async () => {
    await store.close();
    bare.close();
    rmSync(folder, { recursive: true, force: true });
  },
);

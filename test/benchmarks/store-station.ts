/** The embedded store, next to the least that a durable append can be: one prepared `INSERT` and one `COMMIT` on a file with the same settings. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../libs/event-store/embedded/embedded-store.js';
import { eventFile } from '../../libs/event-store/embedded/event-file.js';
import { openDatabase } from '../../libs/event-store/embedded/open-database.js';
import { type NewRecord } from '../../libs/event-store/port.js';
import { answer, keepGoing, repeat } from './station.js';

const folder = mkdtempSync(join(tmpdir(), 'klagegang-bench-'));
const store = openEmbeddedStore(join(folder, 'events.db'));
const bare = openDatabase(join(folder, 'bare.db'), { format: eventFile });
const insert = bare.prepare('INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)');
const [begin, commit] = [bare.prepare('BEGIN IMMEDIATE'), bare.prepare('COMMIT')];

/** As large as an event of a complaint is on the average. */
const data = { text: 'x'.repeat(320) };
const metadata = { of: 'y'.repeat(280) };
const record = (): NewRecord => ({ id: randomUUID(), type: 'DepartmentAnswered', data, metadata });
const perStream = 8;

answer({
  append: ({ inFlight, seconds }: { inFlight: number; seconds: number }) => {
    const streams = Array.from({ length: inFlight }, () => ({ name: '', revision: perStream }));
    return keepGoing(inFlight, seconds, async (lane) => {
      const stream = streams[lane]!;
      if (stream.revision >= perStream - 1) { stream.name = randomUUID(); stream.revision = -1; }
      const expectedRevision = stream.revision < 0 ? 'noStream' : stream.revision;
      stream.revision = (await store.append(stream.name, [record()], { expectedRevision })).revision;
    });
  },
  bare: ({ seconds }: { seconds: number }) => repeat(seconds, () => {
    const stream = randomUUID();
    for (let revision = 0; revision < perStream; revision += 1) {
      begin.run();
      insert.run(stream, revision, randomUUID(), 'DepartmentAnswered', JSON.stringify(data), JSON.stringify(metadata));
      commit.run();
    }
    return perStream;
  }),
}, async () => {
  await store.close();
  bare.close();
  rmSync(folder, { recursive: true, force: true });
});

// Appends one record after the other until it is killed, and waits where there is no space. Says `written <n>`, or the
// name of the error, <n> and how many it could read. patient.ts <event file>
import { writeSync } from 'node:fs';
import { setTimeout as later } from 'node:timers/promises';
import { eventId } from '../../../platform/ids.js';
import { openEmbeddedStore } from '../embedded-store.js';

const store = openEmbeddedStore(process.argv[2] ?? '', { reserveBytes: 0 });
for (let n = 0; ;) {
  try {
    await store.append(
      'stream',
      [
        {
          id: eventId('d9b3c1f0-6d1c-5a0b-9f65-0a2b7c7f4c11', n),
          type: 'Written',
          data: { n, filler: 'x'.repeat(400) },
          metadata: {},
        },
      ],
      { expectedRevision: n === 0 ? 'noStream' : n - 1 },
    );
    writeSync(1, `written ${n}\n`);
    n += 1;
  } catch (error) {
    const [last] = await store.readStream('stream', { backwards: true, limit: 1 });
    writeSync(1, `${(error as Error).name} ${n} ${last === undefined ? 0 : last.revision + 1}\n`);
    await later(50);
  }
}

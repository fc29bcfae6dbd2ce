// Appends as fast as it can until it is killed, and says on standard output what was acknowledged: `<stream> <revision>
// <position>`. writer.ts <event file> <writers> [<bytes of each record>]
import { writeSync } from 'node:fs';
import { eventId, uuidV5 } from '../../../platform/ids.js';
import { type NewRecord } from '../../port.js';
import { openEmbeddedStore } from '../embedded-store.js';

const [file = '', writers = '1', bytes = '0'] = process.argv.slice(2);
const store = openEmbeddedStore(file);

/** The n-th append of a writer, always with the same ids: one to three records that know their place in it. */
function nthAppend(stream: string, n: number): readonly NewRecord[] {
  const command = uuidV5('d9b3c1f0-6d1c-5a0b-9f65-0a2b7c7f4c11', `${stream}/${n}`);
  const of = 1 + (n % 3);
  return Array.from({ length: of }, (_, index) => ({
    id: eventId(command, index),
    type: 'Written',
    data: { n, index, of, filler: 'x'.repeat(Number(bytes)) },
    metadata: {},
  }));
}

async function write(stream: string): Promise<never> {
  const last = (await store.readStream(stream, { backwards: true, limit: 1 }))[0];
  // A restarted writer repeats its last append first: it does not know whether that was answered.
  let n = last === undefined ? 0 : (last.data as { n: number }).n;
  let expected = last === undefined ? -1 : last.revision - (1 + (n % 3));
  for (; ; n += 1) {
    const { revision, position } = await store.append(stream, nthAppend(stream, n), {
      expectedRevision: expected < 0 ? 'noStream' : expected,
    });
    writeSync(1, `${stream} ${revision} ${position}\n`);
    expected = revision;
  }
}

const outcomes = await Promise.allSettled(
  Array.from({ length: Number(writers) }, (_, index) => write(`writer-${index}`)),
);
// Here only when no writer can go on.
const names = outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as Error).name : 'none'));
writeSync(
  2,
  `${JSON.stringify({ names, trouble: store.trouble, read: (await store.readStream('writer-0')).length })}\n`,
);
await store.close();

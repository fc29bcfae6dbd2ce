// The embedded store and the key store of one office, written by many at once until the process is killed, the disk
// fails, or each has written its streams. What is acknowledged goes to standard output:
// a <stream> <n> <revision> <position> <key id> <fingerprint of the key> the n-th append of a stream
// d <stream> its key is destroyed
// e <error> <the same in words> a writer was told that it cannot go on, or the files do not open writer.js <folder>
// <writers> <run> <JSON: appends of the run before whose answer is not known> [<streams of each writer>]
import { createHmac } from 'node:crypto';
import { existsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../../libs/event-store/embedded/embedded-store.js';
import { type NewRecord } from '../../../libs/event-store/port.js';
import { eventId, uuidV5 } from '../../../libs/platform/ids.js';
import { openEmbeddedKeys } from '../../../libs/privacy/embedded-keys.js';
import { createMasterKey, readMasterKey } from '../../../libs/privacy/master-key.js';
import { type DataKey } from '../../../libs/privacy/keys.js';
import { appendsPerStream, countOf, type Open } from './appends.js';

const [folder = '', writers = '1', run = '0', open = '[]', streams = 'Infinity'] = process.argv.slice(2);

function openAll() {
  const masterKeyFile = join(folder, 'master.key');
  const masterKey = existsSync(masterKeyFile) ? readMasterKey(masterKeyFile) : createMasterKey(masterKeyFile);
  const store = openEmbeddedStore(join(folder, 'events.db'));
  return {
    store,
    keys: openEmbeddedKeys({
      path: join(folder, 'keys.db'),
      office: 'light',
      masterKey,
      shredList: join(folder, 'shredded.list'),
    }),
  };
}

function told(error: unknown): void {
  const { name, message } = error as Error;
  writeSync(1, `e ${name} ${message}\n`);
}

function records(stream: string, n: number, { id }: DataKey): readonly NewRecord[] {
  const command = uuidV5('d9b3c1f0-6d1c-5a0b-9f65-0a2b7c7f4c11', `${stream}/${n}`);
  const of = countOf(n);
  return Array.from({ length: of }, (_, index) => ({
    id: eventId(command, index),
    type: 'Written',
    data: { n, index, of, key: id, filler: 'x'.repeat(300) },
    metadata: {},
  }));
}

async function work({ store, keys }: ReturnType<typeof openAll>): Promise<void> {
  const append = async (stream: string, n: number, revision: number): Promise<number> => {
    const key = (await keys.obtain(stream, ['complainant'])).get('complainant')!;
    const appended = await store.append(stream, records(stream, n, key), {
      expectedRevision: revision < 0 ? 'noStream' : revision,
    });
    writeSync(
      1,
      `a ${stream} ${n} ${appended.revision} ${appended.position} ${key.id} ${createHmac('sha256', key.secret).update('fingerprint').digest('hex').slice(0, 16)}\n`,
    );
    return appended.revision;
  };
  const write = async (writer: number): Promise<void> => {
    for (let count = 0; count < Number(streams); count += 1) {
      const stream = `${run}-${writer}-${count}`;
      let revision = -1;
      for (let n = 0; n < appendsPerStream; n += 1) revision = await append(stream, n, revision);
      if (count % 2 === 1) continue;
      await keys.destroy(stream);
      writeSync(1, `d ${stream}\n`);
    }
  };
  for (const { stream, n, revision } of JSON.parse(open) as readonly Open[]) await append(stream, n, revision);
  await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer).catch(told)));
  await keys.close();
  await store.close();
}

try {
  await work(openAll());
} catch (error) {
  told(error);
}

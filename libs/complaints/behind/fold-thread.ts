/**
 * A thread of a rebuild: folds ranges of complaints of one office into files. It reads the log and the keys by
 * connections of its own, and writes nothing else.
 */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { EventFileReader } from '../../event-store/embedded/event-file-reader.js';
import { KeyStoreUnavailable, type DataKeys, type MacPurpose } from '../../privacy/keys.js';
import { KeysReader } from '../../privacy/keys-reader.js';
import { foldWhole, type FoldTask, type FoldedPart } from '../../read-models/build.js';
import { type Hindered } from '../../read-models/fold.js';
import { entryOf } from '../../read-models/log-entry.js';
import { PartFile } from '../../read-models/part-file.js';
import { OfficeReader } from '../wiring/office-reader.js';
import { readModelsOf } from '../wiring/read-models-of.js';
import { type FoldThreadParts, type FromFold } from './fold-threads.js';
import { tellError } from './messages.js';

/** Events that are folded at a time. */
const page = 2000;

if (!parentPort) throw new Error('a rebuild starts its threads itself');
const port = parentPort;
const { settings, folder, profiles, masterKey, models: names } = workerData as FoldThreadParts;
const store = new EventFileReader(join(folder, 'events.db'));
const reader = new KeysReader(join(folder, 'keys.db'), settings.key, masterKey);

const noKeys = async (): Promise<never> => {
  throw new KeyStoreUnavailable(`a rebuild of ${settings.key} makes and destroys no keys`);
};
const keys: DataKeys = {
  obtain: noKeys,
  destroy: noKeys,
  find: async (ids) => reader.find(ids),
  mac: (purpose: MacPurpose, text) => {
    if (purpose !== 'index') throw new Error(`a rebuild has no secret for ${purpose}`);
    return reader.mac(purpose, text);
  },
  close: async () => reader.close(),
};
const office = new OfficeReader(settings, profiles, store, keys);
const models = readModelsOf(office).filter(({ name }) => names.includes(name));

async function fold({ after: begin, to, upTo, numbers, stopped, path }: FoldTask): Promise<FoldedPart> {
  const hindered = new Map<string, Hindered>();
  let events = 0;
  const file = new PartFile(path);
  try {
    for (let after = begin; ;) {
      const records = await store.readStreams({ after, to, upTo, limit: page });
      const seen = records.map((record) => entryOf(record, (each) => office.codec.sealed<ComplaintEvent>(each)));
      const folded = await foldWhole(models, seen, numbers, stopped);
      file.add(folded.rows);
      for (const [stream, each] of folded.hindered) hindered.set(stream, each);
      const last = records.at(-1);
      if (!last) return { events, hindered };
      events += records.length;
      after = last.stream;
    }
  } finally {
    file.close();
  }
}

port.on('message', (task: FoldTask) => {
  fold(task).then(
    (part) => port.postMessage({ part } satisfies FromFold),
    (error: unknown) => port.postMessage({ error: tellError(error) } satisfies FromFold),
  );
});

/**
 * The thread of the loops behind: the only writer of the read models. It reads the log and the keys by connections of
 * its own; keys are destroyed by the thread that owns them, which is asked.
 */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { EventFileReader } from '../../event-store/embedded/event-file-reader.js';
import { type EventReader } from '../../event-store/port.js';
import { type EventsConfig } from '../../installation/config-stores.js';
import { type DataKey, type DataKeys, KeyStoreUnavailable, type MacPurpose, type Subject } from '../../privacy/keys.js';
import { KeysReader } from '../../privacy/keys-reader.js';
import { openViews } from '../../read-models/database/open-views.js';
import { type Runner } from '../../read-models/runner.js';
import { followOffice } from '../wiring/follow-office.js';
import { OfficeReader, type OfficeSettings } from '../wiring/office-reader.js';
import { stateOf, tellError, toldError, type BehindParts, type FromBehind, type ToBehind } from './messages.js';

/** So long more may come after a batch while nobody waits for it. */
const gatherMs = 40;
/** What changes between two batches, such as keys that are away, is told this often. */
const lookMs = 250;

if (!parentPort) throw new Error('the loops behind are a thread of the product: start the product');
const port = parentPort;
const parts = workerData as BehindParts;
const tell = (message: FromBehind): void => port.postMessage(message);

let calls = 0;
const asked = new Map<number, PromiseWithResolvers<number>>();

/** Read here, destroyed there. */
class KeysBehind implements DataKeys {
  constructor(
    private readonly office: string,
    private readonly reader: KeysReader,
  ) {}

  async obtain(): Promise<never> {
    throw new KeyStoreUnavailable(`the loop behind ${this.office} makes no keys`);
  }

  async find(ids: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'destroyed'>> {
    return this.reader.find(ids);
  }

  destroy(stream: string, subjects?: readonly Subject[]): Promise<number> {
    const call = (calls += 1);
    const answer = Promise.withResolvers<number>();
    asked.set(call, answer);
    tell({ what: 'destroy', call, office: this.office, stream, ...(subjects === undefined ? {} : { subjects }) });
    return answer.promise;
  }

  mac(purpose: MacPurpose, text: string): string {
    if (purpose !== 'index') throw new Error(`the loop behind has no secret for ${purpose}`);
    return this.reader.indexMac(text);
  }

  async close(): Promise<void> {
    this.reader.close();
  }
}

interface Following {
  readonly store: EventReader;
  readonly runner: Runner;
}
const following = new Map<string, Following>();
const opened = new AsyncDisposableStack();

async function openLog(office: string, folder: string, events: EventsConfig): Promise<EventReader> {
  if (events.kind === 'embedded') return new EventFileReader(join(folder, 'events.db'));
  const { openEventStoreDb } = await import('../../event-store/eventstoredb/open.js');
  const { connectionString, credentialsFile, allowInsecure } = events;
  return openEventStoreDb({
    connectionString,
    office,
    allowInsecure,
    ...(credentialsFile === null ? {} : { credentialsFile }),
  });
}

async function follow(settings: OfficeSettings, folder: string): Promise<void> {
  const { key } = settings;
  const store = opened.adopt(await openLog(key, folder, parts.events), (each) => each.close());
  const reader = new KeysReader(join(folder, 'keys.db'), key, parts.masterKey);
  const keys = opened.adopt(new KeysBehind(key, reader), (each) => each.close());
  const office = new OfficeReader(settings, parts.profiles, store, keys);
  const db = await openViews(key, folder, parts.views, parts.memoryMiB);
  const { runner, stop } = await followOffice(office, db, {
    pace: { gatherMs, told: () => state(key) },
    remember: (parts.memoryMiB / 5) * 2 ** 20,
  });
  opened.defer(stop);
  following.set(key, { store, runner });
  tell({ what: 'open', office: key });
  // What stops it is part of its state.
  await runner.start().catch(() => undefined);
  state(key);
}

function state(office: string): void {
  const loop = following.get(office);
  if (loop) tell({ what: 'state', office, state: stateOf(loop.runner) });
}

const looking = setInterval(() => {
  for (const office of following.keys()) state(office);
}, lookMs);

async function stop(): Promise<void> {
  clearInterval(looking);
  try {
    await opened.disposeAsync();
  } finally {
    port.close();
  }
}

port.on('message', (message: ToBehind) => {
  switch (message.what) {
    case 'look': {
      const store = following.get(message.office)?.store;
      if (store instanceof EventFileReader) store.notify();
      break;
    }
    case 'awaited':
      void following.get(message.office)?.runner.seen(message.position, message.withinMs);
      break;
    case 'destroyed':
      asked.get(message.call)?.resolve(message.count);
      asked.delete(message.call);
      break;
    case 'notDestroyed': {
      const { error } = message;
      asked
        .get(message.call)
        ?.reject(
          error.name === 'KeyStoreUnavailable'
            ? new KeyStoreUnavailable(error.message, { passing: error.isPassing })
            : toldError(error),
        );
      asked.delete(message.call);
      break;
    }
    case 'stop':
      void stop();
  }
});

for (const { settings, folder } of parts.offices)
  follow(settings, folder).catch((error: unknown) => {
    tell({ what: 'refused', office: settings.key, error: tellError(error) });
  });

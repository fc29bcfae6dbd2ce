/** The events of an office in EventStoreDB: opened only where they are all of its events, and no file holds others. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../libs/event-store/embedded/embedded-store.js';
import { openDatabase } from '../../libs/sqlite/open-database.js';
import { type EventStore, type StoredRecord } from '../../libs/event-store/port.js';
import { BootRefused } from '../../libs/platform/boot-refused.js';
import { type EventStoreDbConfig } from '../../libs/installation/config-stores.js';
import { type Extent } from '../../libs/installation/office-files.js';
import { type Log } from '../../libs/platform/log.js';
import { replaceFile } from '../../libs/platform/private-file.js';
import { knownKeyFile } from '../../libs/privacy/key-file.js';

export interface ClusterOpening {
  readonly folder: string;
  readonly events: EventStoreDbConfig;
  readonly log: Log;
  /** How far the office had come when it was last at work: only what came since is looked for. */
  readonly before?: Extent | undefined;
}

/**
 * In the office's folder once its events are in a cluster: an old `events.db` beside it is never taken for the log
 * again.
 */
const mark = 'eventstoredb.json';

/** @throws BootRefused the cluster cannot be used, or has not the events that this office must have */
export async function openClusterStore(
  office: string,
  { folder, events, log, before }: ClusterOpening,
): Promise<EventStore> {
  const { connectionString, credentialsFile, allowInsecure } = events;
  // Loaded only where it is used: gRPC and its services are a third of all production packages.
  const { openEventStoreDb } = await import('../../libs/event-store/eventstoredb/open.js');
  const store = await openEventStoreDb({
    connectionString,
    office,
    allowInsecure,
    known: before?.last && {
      position: BigInt(before.events),
      id: before.last.id,
      lookedAt: BigInt(before.last.lookedAt),
    },
    ...(credentialsFile === null ? {} : { credentialsFile }),
    alarm: () => log.error({ event: 'subscriptionBehind', office }),
  });
  try {
    await refuseLoss(office, folder, store);
    if (!existsSync(join(folder, mark)))
      replaceFile(join(folder, mark), `${JSON.stringify({ events: 'eventstoredb' })}\n`);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * @throws BootRefused the events of this office are in a cluster, and the configuration says that they are in a file
 */
export function refuseEventsElsewhere(office: string, folder: string): void {
  const file = join(folder, mark);
  if (!existsSync(file)) return;
  throw new BootRefused(
    `The events of ${office} are kept in EventStoreDB (${file} says so), and the configuration says that they are in a file. Put "events" back as it was; or copy them to a new events.db with klagegang copy, and delete that mark.`,
  );
}

async function refuseLoss(office: string, folder: string, store: EventStore): Promise<void> {
  const head = await store.head();
  const ownFile = join(folder, 'events.db');
  const last = await lastEventIn(ownFile);
  if (last) {
    const [there] = await store.readStream(last.stream, { from: last.revision, limit: 1 });
    if (there?.id !== last.id)
      throw new BootRefused(
        `${ownFile} holds events of ${office} that EventStoreDB has not: revision ${last.revision} of ${last.stream} is its last one. Copy them with klagegang copy, or set "events" back to embedded.`,
      );
  }
  const keyFile = join(folder, 'keys.db');
  if (head === 0n && everMadeAKey(keyFile)) {
    throw new BootRefused(
      `EventStoreDB holds no event of ${office}, and ${keyFile} holds keys of its complaints. Name the cluster that its events are in, or restore that cluster. Only if this office never had a complaint, delete the key file.`,
    );
  }
}

async function lastEventIn(file: string): Promise<StoredRecord | undefined> {
  if (!existsSync(file)) return undefined;
  const store = openEmbeddedStore(file);
  try {
    return (await store.readAll({ backwards: true, limit: 1 }))[0];
  } finally {
    await store.close();
  }
}

/** Also one that was destroyed since. */
function everMadeAKey(file: string): boolean {
  if (!existsSync(file)) return false;
  const db = openDatabase(file, { format: knownKeyFile, readOnly: true });
  try {
    return db.prepare(`SELECT 1 FROM sqlite_sequence WHERE name = 'data_key' AND seq > 0`).get() !== undefined;
  } finally {
    db.close();
  }
}

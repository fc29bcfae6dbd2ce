import { randomUUID } from 'node:crypto';
import { type Opened } from '../../../libs/event-store/testing/contract/given.js';
import { type EventStoreDbStore } from '../../../libs/event-store/eventstoredb/eventstoredb-store.js';
import { type OpenEventStoreDb, openEventStoreDb } from '../../../libs/event-store/eventstoredb/open.js';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { StandIn } from './stand-in.js';

/**
 * The server that a run is against: the one that KLAGEGANG_TEST_EVENTSTORE names, by its connection string, or a
 * stand-in of our own.
 */
export interface ServerUnderTest {
  readonly name: string;
  readonly connectionString: string;
  readonly dispose: () => Promise<void>;
}

export async function serverUnderTest(): Promise<ServerUnderTest> {
  const named = process.env.KLAGEGANG_TEST_EVENTSTORE;
  if (named)
    return {
      name: `the server at ${named.replace(/\/\/.*@/, '//')}`,
      connectionString: named,
      dispose: async () => undefined,
    };
  const standIn = await StandIn.start({ firstPosition: '9007199254740993' });
  return { name: 'the stand-in', connectionString: standIn.connectionString, dispose: () => standIn.dispose() };
}

/** Everything some times as fast as in production, for tests of what happens when time runs out. */
export const quick = { call: 400, patience: 6_000, silence: 400, alarm: 1_200, pause: 100 };

/** As `openOn`, of a server that is there: under a quick timing a busy machine may need more than one try. */
export async function openWhenAble(...asked: Parameters<typeof openOn>): Promise<EventStoreDbStore> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await openOn(...asked);
    } catch (error) {
      if (!(error instanceof BootRefused) || tries === 25) throw error;
    }
  }
}

/** A key that no office had: a run may be repeated on a server that keeps what earlier ones wrote. */
export const newOffice = (): string => `t${randomUUID().replaceAll('-', '')}`;

export const openOn = async (
  connectionString: string,
  options: Partial<OpenEventStoreDb> = {},
): Promise<EventStoreDbStore> =>
  openEventStoreDb({ connectionString, office: newOffice(), allowInsecure: true, alarm: () => undefined, ...options });

/** For the contract: every case goes on with the log of one office. */
export function openedOn(connectionString: () => string): () => Promise<Opened> {
  const office = newOffice();
  return async () => {
    let store = await openOn(connectionString(), { office });
    return {
      store,
      reopen: async () => {
        await store.close();
        store = await openOn(connectionString(), { office });
        return store;
      },
      dispose: () => store.close(),
    };
  };
}

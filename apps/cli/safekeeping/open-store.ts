import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { openEmbeddedStore } from '../../../libs/event-store/embedded/embedded-store.js';
import { type EventStore } from '../../../libs/event-store/port.js';
import { SafekeepingRefused } from './manifest.js';

export interface OpenStore {
  /** Key of the office, for a cluster: its streams begin with it. */
  readonly office: string | undefined;
  readonly credentialsFile: string | undefined;
  readonly allowInsecure: boolean;
  /** Nothing is made where there is none. */
  readonly mustExist?: boolean;
}

/**
 * The store at an address: the path of an event file, or a connection string of EventStoreDB. @throws
 * SafekeepingRefused, and what the store throws
 */
export async function openStore(
  address: string,
  { office, credentialsFile, allowInsecure, mustExist = false }: OpenStore,
): Promise<EventStore> {
  if (/^(esdb|kurrentdb|kdb)(\+discover)?:/.test(address)) {
    if (office === undefined) throw new SafekeepingRefused('A cluster holds many offices: name the one with --office.');
    const { openEventStoreDb } = await import('../../../libs/event-store/eventstoredb/open.js');
    return openEventStoreDb({
      connectionString: address,
      office,
      allowInsecure,
      ...(credentialsFile === undefined ? {} : { credentialsFile }),
    });
  }
  const file = resolve(address);
  if (mustExist ? !existsSync(file) : !existsSync(dirname(file)))
    throw new SafekeepingRefused(
      `${mustExist ? file : dirname(file)} does not exist. Name the path of an event file, such as <data folder>/offices/<office>/events.db.`,
    );
  if (existsSync(file) && statSync(file).isDirectory())
    throw new SafekeepingRefused(`${file} is a folder. Name the event file in it, such as offices/<office>/events.db.`);
  return openEmbeddedStore(file);
}

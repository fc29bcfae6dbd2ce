import { BootRefused } from '../../platform/boot-refused.js';
import { classifyReadError, inWords } from './classify.js';
import { Connection } from './connection.js';
import { readConnectionString } from './connection-string.js';
import { readCredentials } from './credentials-file.js';
import { EventStoreDbStore, type KnownEnd } from './eventstoredb-store.js';
import { Reading } from './reading.js';
import { ServerAway } from './server-away.js';
import { type Timing, usualTiming } from './timing.js';
import { StoreUnavailable } from '../port.js';

export interface OpenEventStoreDb {
  /** `esdb://host:2113,…` or `esdb+discover://name`; TLS unless `tls=false`. */
  readonly connectionString: string;
  /**
   * One line `username:password`, mode 0600. They go into the connection: with every call they would cost the batches
   * (trap 8).
   */
  readonly credentialsFile?: string;
  /** Key of the office: small letters and digits. Its streams are `<office>-<stream>`. */
  readonly office: string;
  /** Demo and test only: `tls=false`, and a password in the connection string. Production refuses them at boot. */
  readonly allowInsecure?: boolean;
  /** Where this office's log ended when somebody looked last: what came since is all that is looked at. */
  readonly known?: KnownEnd | undefined;
  readonly timing?: Partial<Timing>;
  /** A sentence for the operator when a subscription stays behind; to the log by default. */
  readonly alarm?: (sentence: string) => void;
}

/** The first version whose subscriptions say when they are caught up. */
const oldest = [23, 10] as const;

/**
 * Connects to the cluster and checks that it can be used.
 * @throws BootRefused with a sentence for the operator: the settings are unsafe, the server is too old, refuses the
 * user
 * @throws ServerAway it cannot be reached just now
 */
export async function openEventStoreDb({
  connectionString,
  credentialsFile,
  office,
  allowInsecure = false,
  known,
  timing: chosen,
  alarm = (sentence) => process.emitWarning(sentence),
}: OpenEventStoreDb): Promise<EventStoreDbStore> {
  // Without a hyphen in it, no office's prefix is the beginning of another's.
  if (!/^[a-z][a-z0-9]{0,39}$/.test(office))
    throw new BootRefused(
      'The key of an office in EventStoreDB is one to forty small letters and digits, a letter first. Correct it.',
    );
  const address = readConnectionString(connectionString, { allowInsecure });
  if (address.user && credentialsFile !== undefined)
    throw new BootRefused(
      'The connection string of EventStoreDB holds a user, and a credentials file is named too. Leave one out.',
    );
  const user = credentialsFile === undefined ? address.user : readCredentials(credentialsFile);
  const timing = { ...usualTiming, ...chosen };
  const connection = Connection.join({ ...address, user });
  try {
    checkVersion(await connection.serverVersion(timing.call));
    const end = await new Reading(connection, `${office}-`, timing).end();
    return new EventStoreDbStore({ connection, office, timing, alarm, end, known });
  } catch (error) {
    await connection.leave();
    if (error instanceof BootRefused) throw error;
    const hosts = address.hosts.map(({ address: host, port }) => `${host}:${port}`).join(', ');
    const Refusal =
      classifyReadError(error instanceof StoreUnavailable ? error.cause : error) === 'denied'
        ? BootRefused
        : ServerAway;
    throw new Refusal(
      `EventStoreDB at ${hosts} cannot be used: ${inWords(error)}. Check that it runs, its address and the credentials; then start again.`,
      { cause: error },
    );
  }
}

function checkVersion(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (Number.isNaN(major) || Number.isNaN(minor) || major === 0)
    throw new BootRefused(
      `The server calls itself "${version}", which is no version of EventStoreDB or KurrentDB that is known. ${oldest.join('.')} or newer is needed.`,
    );
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
    throw new BootRefused(
      `EventStoreDB ${version} is too old: its subscriptions do not say when they are caught up. Upgrade it to ${oldest.join('.')} or newer.`,
    );
}

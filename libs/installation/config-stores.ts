/**
 * The two settings that say where what the product knows is kept: `events` and `views`. Keys, the access log and the
 * shred list stay files of the data folder.
 */
import { isAbsolute, relative } from 'node:path';
import { readConnectionString } from '../event-store/eventstoredb/connection-string.js';
import { BootRefused } from '../platform/boot-refused.js';

/**
 * Where the events are kept: files in the data folder, or the streams `<office>-…` of a cluster of EventStoreDB
 * (KurrentDB).
 */
export type EventsConfig = { readonly kind: 'embedded' } | EventStoreDbConfig;

export interface EventStoreDbConfig {
  readonly kind: 'eventstoredb';
  readonly connectionString: string;
  /** One line `username:password`, mode 0600. */
  readonly credentialsFile: string | null;
  /** Demo and test only: a server without TLS. */
  readonly allowInsecure: boolean;
  /** So long a start waits for a cluster that is away. */
  readonly waitSeconds: number;
}

/**
 * Where the read models are kept: a file for each office in the data folder, or a schema for each office in PostgreSQL.
 */
export type ViewsConfig = { readonly kind: 'sqlite' } | PostgresConfig;

export interface PostgresConfig {
  readonly kind: 'postgres';
  /** A name, an address, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** One line, mode 0600; null: the server asks for none (a socket, a certificate). */
  readonly passwordFile: string | null;
  /**
   * Null: no TLS, which only a socket or loopback may have in production. `caFile` null: the authorities that Node
   * knows.
   */
  readonly tls: { readonly caFile: string | null } | null;
}

/** As the file writes them. */
export interface StoresFile {
  readonly events?:
    | { readonly kind: 'embedded' }
    | {
        readonly kind: 'eventstoredb';
        readonly connectionString: string;
        readonly credentialsFile?: string;
        readonly allowInsecure?: boolean;
        readonly waitSeconds?: number;
      };
  readonly views?:
    | { readonly kind: 'sqlite' }
    | {
        readonly kind: 'postgres';
        readonly host: string;
        readonly port?: number;
        readonly database: string;
        readonly user: string;
        readonly passwordFile?: string;
        readonly tls?: boolean;
        readonly tlsCAFile?: string;
      };
}

interface Stores {
  readonly dataFolder: string;
  readonly events: EventsConfig;
  readonly views: ViewsConfig;
}

type From = (named: string) => string;
const path = (named: string | undefined, from: From): string | null => (named === undefined ? null : from(named));

export function eventsOf(events: StoresFile['events'], from: From): EventsConfig {
  if (events === undefined || events.kind === 'embedded') return { kind: 'embedded' };
  const { kind, connectionString, credentialsFile, allowInsecure = false, waitSeconds = 60 } = events;
  return { kind, connectionString, credentialsFile: path(credentialsFile, from), allowInsecure, waitSeconds };
}

export function viewsOf(views: StoresFile['views'], from: From): ViewsConfig {
  if (views === undefined || views.kind === 'sqlite') return { kind: 'sqlite' };
  const { kind, host, port = 5432, database, user, passwordFile, tls = true, tlsCAFile } = views;
  return {
    kind,
    host,
    port,
    database,
    user,
    passwordFile: path(passwordFile, from),
    tls: tls ? { caFile: path(tlsCAFile, from) } : null,
  };
}

/**
 * Part of the boot self-check: nothing personal and no password crosses a network in the clear, or lies in what is
 * copied.
 */
export function unsafeStores(
  { dataFolder, events, views }: Stores,
  { inProduction }: { readonly inProduction: boolean },
): readonly string[] {
  const problems: string[] = [];
  if (events.kind === 'eventstoredb') {
    if (inProduction && events.allowInsecure)
      problems.push('at /events/allowInsecure: is for demo and test. Remove it, and give the server a certificate.');
    try {
      const { tls, tlsCAFile, userCertFile, userKeyFile } = readConnectionString(events.connectionString, {
        allowInsecure: events.allowInsecure && !inProduction,
      });
      for (const file of [tlsCAFile, userCertFile, userKeyFile])
        if (file !== undefined && !isAbsolute(file))
          problems.push(
            'at /events/connectionString: names a certificate or key by a relative path, which would count from wherever the product is started. Write the whole path.',
          );
      if (inProduction && tls && events.credentialsFile === null && userCertFile === undefined)
        problems.push(
          'at /events: "credentialsFile" is missing. Name a file with one line username:password, mode 0600; a server of production does not serve everybody.',
        );
    } catch (error) {
      if (!(error instanceof BootRefused)) throw error;
      problems.push(`at /events/connectionString: ${error.message}`);
    }
    if (events.credentialsFile !== null && isWithin(dataFolder, events.credentialsFile))
      problems.push(
        'at /events/credentialsFile: lies in the data folder, so who takes a copy of it has the password too. Move it to a folder of its own.',
      );
  }
  if (views.kind === 'postgres') {
    const isHere = views.host.startsWith('/') || loopback.has(views.host);
    if (views.tls === null && !isHere)
      problems.push(
        'at /views/tls: is false, and the server is on another machine, so all that is shown and the password would cross the network in the clear. Leave it out, and name the authority of the server in "tlsCAFile".',
      );
    if (inProduction && views.passwordFile === null && !views.host.startsWith('/'))
      problems.push('at /views: "passwordFile" is missing. Name a file with the password in one line, mode 0600.');
    if (views.passwordFile !== null && isWithin(dataFolder, views.passwordFile))
      problems.push(
        'at /views/passwordFile: lies in the data folder, so who takes a copy of it has the password too. Move it to a folder of its own.',
      );
  }
  return problems;
}

export const isWithin = (folder: string, file: string): boolean => !relative(folder, file).startsWith('..');
export const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

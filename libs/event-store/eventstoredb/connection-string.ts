import { BootRefused } from '../../platform/boot-refused.js';

/**
 * Where the cluster is and how it is reached. The string is read here and not by the client, which logs one that it
 * does not understand with the password in it, and ignores `tlsVerifyCert`.
 */
export interface ClusterAddress {
  /** The nodes; with `discover` one DNS name that stands for all of them. */
  readonly hosts: readonly { readonly address: string; readonly port: number }[];
  readonly discover: boolean;
  readonly tls: boolean;
  readonly user: Credentials | undefined;
  /** Paths of PEM files. */
  readonly tlsCAFile: string | undefined;
  readonly userCertFile: string | undefined;
  readonly userKeyFile: string | undefined;
  /** Milliseconds, but for `gossipTimeout` (seconds) and `maxDiscoverAttempts` (times). */
  readonly numbers: { readonly [Name in NumberOption]?: number };
  readonly connectionName: string;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const numberOptions = [
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
  'defaultDeadline',
] as const;
type NumberOption = (typeof numberOptions)[number];
const textOptions = [
  'connectionName',
  'nodePreference',
  'throwOnAppendFailure',
  'tls',
  'tlsCAFile',
  'tlsVerifyCert',
  'userCertFile',
  'userKeyFile',
] as const;
type Option = NumberOption | (typeof textOptions)[number];
const flat = (name: string): string => name.trim().toLowerCase().replace(/[_-]/g, '');
const options = new Map<string, Option>([...numberOptions, ...textOptions].map((name) => [flat(name), name]));

/**
 * Reads `esdb://host:2113,host:2113?…` or `esdb+discover://name?…`; secure unless it says otherwise.
 * @param allowInsecure demo and test only: `tls=false`, and a password in the string itself
 * @throws BootRefused never quotes the string, which may hold a password
 */
export function readConnectionString(
  text: string,
  { allowInsecure = false }: { readonly allowInsecure?: boolean } = {},
): ClusterAddress {
  const match = /^(?:esdb|kurrentdb|kdb)(\+discover)?:\/\/(?:([^@/?]*)@)?([^@/?]+)\/?(?:\?(.*))?$/.exec(text.trim());
  if (!match)
    throw refused(
      'is not of the form esdb://host:2113 (one node, or several with commas) or esdb+discover://name. Correct it',
    );
  const [, discover, user, hosts = '', query = ''] = match;
  const asked = readOptions(query);
  const tls = trueOrFalse('tls', asked.get('tls') ?? 'true');
  if (!tls && !allowInsecure)
    throw refused(
      'says tls=false, so personal data and the password would cross the network in the clear. Give the server a certificate and leave tls out',
    );
  if (!trueOrFalse('tlsVerifyCert', asked.get('tlsVerifyCert') ?? 'true'))
    throw refused('says tlsVerifyCert=false, which the client ignores. Name the certificate authority with tlsCAFile');
  // With false, a conflict comes back as a success whose revision is wrong (eventstoredb.md, trap 6).
  if (!trueOrFalse('throwOnAppendFailure', asked.get('throwOnAppendFailure') ?? 'true'))
    throw refused('says throwOnAppendFailure=false, and conflicts would go unseen. Leave it out');
  if (flat(asked.get('nodePreference') ?? 'leader') !== 'leader')
    throw refused('asks for another node than the leader, and every call would be sent on. Leave nodePreference out');
  if (user !== undefined && !allowInsecure)
    throw refused(
      'holds a user name or password. Put them into a file of mode 0600 and name it as the credentials file',
    );
  return {
    hosts: hosts.split(',').map(readHost),
    discover: discover !== undefined,
    tls,
    user: user === undefined ? undefined : readUser(user),
    tlsCAFile: asked.get('tlsCAFile'),
    userCertFile: asked.get('userCertFile'),
    userKeyFile: asked.get('userKeyFile'),
    numbers: Object.fromEntries(
      numberOptions.flatMap((name) => (asked.has(name) ? [[name, readNumber(name, asked.get(name)!)]] : [])),
    ),
    connectionName: asked.get('connectionName') ?? 'klagegang',
  };
}

/** What makes two addresses the same cluster for one client of this process. */
export const sameCluster = ({
  hosts,
  discover,
  tls,
  user,
  tlsCAFile,
  userCertFile,
  userKeyFile,
  numbers,
}: ClusterAddress): string =>
  JSON.stringify([
    hosts.map(({ address, port }) => `${address}:${port}`).sort(),
    discover,
    tls,
    user?.username,
    user?.password,
    tlsCAFile,
    userCertFile,
    userKeyFile,
    numbers,
  ]);

function readOptions(query: string): ReadonlyMap<Option, string> {
  const found = new Map<Option, string>();
  for (const part of query === '' ? [] : query.split('&')) {
    const [name = '', value = ''] = part.split('=', 2);
    const option = options.get(flat(name));
    if (option === undefined || value === '')
      throw refused(`has an option that is not known or has no value. Known are: ${[...options.values()].join(', ')}`);
    if (found.has(option)) throw refused(`has ${option} twice. Leave one out`);
    found.set(option, decoded(value));
  }
  return found;
}

function readHost(host: string): { readonly address: string; readonly port: number } {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(host.trim());
  const port = Number(match?.[2] ?? 2113);
  if (!match || port < 1 || port > 65_535) throw refused('has a host that is not of the form name:2113. Correct it');
  return { address: match[1]!, port };
}

function readUser(user: string): Credentials {
  const [username = '', password = ''] = user.split(':', 2).map(decoded);
  if (username === '' || password === '')
    throw refused('has a user without a password. Write user:password, with special letters as %40 and the like');
  return { username, password };
}

function readNumber(name: NumberOption, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw refused(`has a ${name} that is not a whole number from 1. Correct it`);
  // The server ends connections that ask more often than it allows.
  if (name === 'keepAliveInterval' && value < 10_000)
    throw refused('has a keepAliveInterval under 10000 ms. Raise it, or leave it out');
  return value;
}

function trueOrFalse(name: Option, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw refused(`has a ${name} that is neither true nor false. Correct it`);
  return text === 'true';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refused('has a % that is not followed by two hexadecimal digits. Write a % itself as %25');
  }
}

const refused = (what: string): BootRefused => new BootRefused(`The connection string of EventStoreDB ${what}.`);

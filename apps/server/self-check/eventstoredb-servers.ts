/**
 * What the nodes of EventStoreDB say of themselves over HTTP, at the address of their gRPC: the settings that would
 * lose events, and their clock.
 */
import { readFileSync } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { readConnectionString, type ClusterAddress } from '../../../libs/event-store/eventstoredb/connection-string.js';
import { readCredentials } from '../../../libs/event-store/eventstoredb/credentials-file.js';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { type Clock, systemClock } from '../../../libs/platform/clock.js';
import { type EventsConfig } from '../../../libs/installation/config-stores.js';
import { type Log } from '../../../libs/platform/log.js';
import { refuseClockOff } from '../../../libs/read-models/database/postgres-check.js';

const withinMs = 5000;
/** Of the `Date` header of HTTP: whole seconds. */
const dateResolutionMs = 1000;
/**
 * Settings of the server (`--unsafe-disable-flush-to-disk`, `--mem-db`) under which an acknowledged event may be gone
 * after a power cut.
 */
const unsafe: Readonly<Record<string, string>> = {
  unsafedisableflushtodisk: 'does not flush to its disk (UnsafeDisableFlushToDisk)',
  memdb: 'keeps its events in memory (MemDb)',
};

/**
 * Only an administrator of the cluster is told its settings; where the product's user is none, or the node does not
 * answer so, the log says `serverUnchecked`, and it is the operator's to look (docs/operating.md).
 * @throws BootRefused a node would lose what it acknowledged, or its clock is over two seconds off
 */
export async function refuseUnsafeServers(events: EventsConfig, log: Log, clock: Clock = systemClock): Promise<void> {
  if (events.kind === 'embedded') return;
  const { connectionString, credentialsFile, allowInsecure } = events;
  const address = readConnectionString(connectionString, { allowInsecure });
  const user = credentialsFile === null ? address.user : readCredentials(credentialsFile);
  const authorization = user && `Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}`;
  for (const host of address.hosts) {
    const name = `${host.address}:${host.port}`;
    const before = clock.now();
    const answer = await ask(address, host, authorization).catch(() => undefined);
    if (answer?.date !== undefined)
      refuseClockOff(`EventStoreDB at ${name}`, {
        before: before - dateResolutionMs,
        its: answer.date,
        after: clock.now(),
      });
    const settings = answer?.status === 200 ? settingsIn(answer.text) : undefined;
    if (!settings) log.warn({ event: 'serverUnchecked', ...(answer ? { status: answer.status } : {}) });
    for (const { name: setting, value } of settings ?? []) {
      const what = unsafe[setting.toLowerCase()];
      if (what !== undefined && value.toLowerCase() === 'true')
        throw new BootRefused(
          `EventStoreDB at ${name} ${what}, so events that were acknowledged would be gone after a power cut. Start it without that setting.`,
        );
    }
  }
}

interface Answer {
  readonly status: number;
  /** Milliseconds since the epoch. */
  readonly date: number | undefined;
  readonly text: string;
}

function ask(
  { tls, tlsCAFile, userCertFile, userKeyFile }: ClusterAddress,
  { address: host, port }: ClusterAddress['hosts'][number],
  authorization: string | undefined,
): Promise<Answer> {
  const file = (option: 'ca' | 'cert' | 'key', path: string | undefined) =>
    path === undefined ? {} : { [option]: readFileSync(path) };
  const options = {
    host: host.replace(/^\[|\]$/g, ''),
    port,
    path: '/info/options',
    agent: false as const,
    signal: AbortSignal.timeout(withinMs),
    headers: { accept: 'application/json', ...(authorization === undefined ? {} : { authorization }) },
    ...(tls ? { ...file('ca', tlsCAFile), ...file('cert', userCertFile), ...file('key', userKeyFile) } : {}),
  };
  return new Promise((resolve, reject) => {
    const request = (tls ? requestSecure : requestPlain)(options, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (part: string) => {
          text += part;
        })
        .on('error', reject)
        .on('end', () => {
          const date = Date.parse(response.headers.date ?? '');
          resolve({ status: response.statusCode ?? 0, date: Number.isNaN(date) ? undefined : date, text });
        });
    });
    request.on('error', reject).end();
  });
}

/** A list of `{ name, value }`, in the letters that its version writes; undefined: something else. */
function settingsIn(text: string): readonly { readonly name: string; readonly value: string }[] | undefined {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(list) || list.length === 0) return undefined;
  return (list as readonly Readonly<Record<string, unknown>>[]).map((entry) => ({
    name: textOf(entry.name ?? entry.Name),
    value: textOf(entry.value ?? entry.Value),
  }));
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';

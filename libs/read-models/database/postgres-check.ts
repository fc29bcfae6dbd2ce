/**
 * Part of the boot self-check (promises.md, section 5): a PostgreSQL that may lose what it has committed, or lives in
 * another time, is not used.
 */
import { BootRefused } from '../../platform/boot-refused.js';

/** Runs one statement and gives its rows. */
export type Ask = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** Setting → how it must not be, and what that would cost. */
const unsafe = [
  { name: 'fsync', values: ['off'], cost: 'a power cut can leave the whole database unusable' },
  { name: 'full_page_writes', values: ['off'], cost: 'a power cut can leave half-written pages that nobody notices' },
  {
    name: 'synchronous_commit',
    values: ['off'],
    cost: 'rows that were committed can be gone after a crash, and their checkpoint with them',
  },
] as const;

const mostOffMs = 2000;

/**
 * @param ask on the connection that will be used: a user or a database may have settings of its own
 * @param now the machine's clock, in milliseconds since the epoch
 * @throws BootRefused with all that is wrong, each with its remedy
 */
export async function refusePostgres(ask: Ask, now: () => number): Promise<void> {
  const settings = new Map<string, string>();
  const names = [...unsafe.map(({ name }) => name), 'server_encoding'];
  for (const { name, setting } of await ask(
    `SELECT name, setting FROM pg_settings WHERE name IN (${names.map((name) => `'${name}'`).join(', ')})`,
  ))
    settings.set(name as string, setting as string);
  const problems = unsafe.flatMap(({ name, values, cost }) => {
    const setting = settings.get(name);
    if (setting === undefined) return [`${name} cannot be read. Let the user of the product read pg_settings.`];
    return (values as readonly string[]).includes(setting)
      ? [`${name} is ${setting}: ${cost}. Set it to on, for the server and for this user and database, and reload.`]
      : [];
  });
  if (settings.get('server_encoding') !== 'UTF8')
    problems.push(
      `the encoding of the database is ${String(settings.get('server_encoding'))}, and names need all letters. Create it anew with ENCODING 'UTF8'.`,
    );
  const [state] = await ask('SELECT pg_is_in_recovery() AS standby');
  if (state?.standby !== false) problems.push('it is a standby, which takes no rows. Name the primary.');
  if (problems.length > 0)
    throw new BootRefused(
      `PostgreSQL cannot be used for the read models; change its settings and start again.\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    );
  const before = now();
  const [clock] = await ask('SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS text) AS milliseconds');
  refuseClockOff('PostgreSQL', { before, its: Number(clock?.milliseconds), after: now() });
}

/**
 * @throws BootRefused its clock, asked for between two looks at ours, is over two seconds off. All in milliseconds
 * since the epoch
 */
export function refuseClockOff(
  server: string,
  { before, its, after }: { readonly before: number; readonly its: number; readonly after: number },
): void {
  const off = its < before ? before - its : Math.max(0, its - after);
  if (Number.isFinite(its) && off <= mostOffMs) return;
  throw new BootRefused(
    `The clock of ${server} is ${Number.isFinite(its) ? `${Math.round(off / 1000)} s off` : 'unknown to us'}: deadlines and what was known when would differ between the two. Let both machines follow the same time server (NTP), and start again.`,
  );
}

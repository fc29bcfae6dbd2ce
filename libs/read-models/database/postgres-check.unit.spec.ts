import { BootRefused } from '../../platform/boot-refused.js';
import { type Ask, refuseClockOff, refusePostgres } from './postgres-check.js';

const now = Date.UTC(2026, 10, 21, 9);
const well = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', server_encoding: 'UTF8' };

/** A server with these settings, whose clock is so much ahead, or which is a standby. */
const server =
  (settings: Readonly<Record<string, string | undefined>>, { ahead = 0, standby = false } = {}): Ask =>
  async (sql) => {
    if (sql.includes('pg_settings'))
      return Object.entries({ ...well, ...settings }).flatMap(([name, setting]) =>
        setting === undefined ? [] : [{ name, setting }],
      );
    if (sql.includes('pg_is_in_recovery')) return [{ standby }];
    if (sql.includes('clock_timestamp')) return [{ milliseconds: String(now + ahead) }];
    throw new Error(`not foreseen: ${sql}`);
  };
const start = (settings: Parameters<typeof server>[0], state: Parameters<typeof server>[1] = {}) =>
  refusePostgres(server(settings, state), () => now);

it('a PostgreSQL that keeps what it commits, and the time, is used', async () => {
  await start({});
  await start({ synchronous_commit: 'remote_apply' });
  await start({ synchronous_commit: 'local' });
  await start({}, { ahead: 2000 });
  await start({}, { ahead: -2000 });
});

it.each<[string, Parameters<typeof server>[0], RegExp, { ahead?: number; standby?: boolean }]>([
  ['fsync is off', { fsync: 'off' }, /- fsync is off: a power cut .*Set it to on/, {}],
  ['full_page_writes is off', { full_page_writes: 'off' }, /- full_page_writes is off: a power cut .*Set it to on/, {}],
  [
    'synchronous_commit is off',
    { synchronous_commit: 'off' },
    /- synchronous_commit is off: rows that were committed .*Set it to on/,
    {},
  ],
  ['a setting cannot be read', { fsync: undefined }, /- fsync cannot be read/, {}],
  ['its encoding is another', { server_encoding: 'SQL_ASCII' }, /encoding of the database is SQL_ASCII/, {}],
  ['it is a standby', {}, /it is a standby/, { standby: true }],
  ['its clock is ahead', {}, /clock of PostgreSQL is 3 s off.*NTP/, { ahead: 2501 }],
  ['its clock is behind', {}, /clock of PostgreSQL is 60 s off/, { ahead: -60_000 }],
])('it is refused where %s', async (_, settings, says, state) => {
  const error = await start(settings, state).catch((refusal: unknown) => refusal);
  expect(error).toBeInstanceOf(BootRefused);
  expect((error as Error).message).toMatch(says);
});

it('all that is wrong is said at once', async () => {
  await expect(start({ fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' })).rejects.toThrow(
    /fsync[\s\S]*full_page_writes[\s\S]*synchronous_commit/,
  );
});

it('a slow answer is no wrong clock, and an answer that is no time is one', () => {
  refuseClockOff('X', { before: now, its: now + 7000, after: now + 9000 });
  expect(() => refuseClockOff('X', { before: now, its: NaN, after: now })).toThrow(/unknown to us/);
});

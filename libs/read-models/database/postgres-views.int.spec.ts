import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { Client } from 'pg';
import { sql } from 'kysely';
import { PostgresServer } from '../../../test/postgres/postgres.js';
import { upsertMany } from './bulk.js';
import { createTable } from './create-table.js';
import { openPostgresViews, type PostgresConnection } from './postgres-views.js';
import { ViewsUnavailable } from './database-health.js';
import { type ViewsDatabase } from './views-database.js';

let server: PostgresServer;
const opened: ViewsDatabase[] = [];
const open = async (schema = 'office', connection: Partial<PostgresConnection> = {}) => {
  const db = await openPostgresViews({
    connection: { ...server.connection, ...connection },
    schema,
    now: () => Date.now(),
  });
  opened.push(db);
  return db;
};
const prepare = (db: ViewsDatabase) => db.write((tx) => createTable(tx, 'thing', { id: { type: 'integer' } }, ['id']));
const add = (db: ViewsDatabase, ...ids: number[]) =>
  db.write((tx) =>
    upsertMany(
      tx,
      'thing',
      ids.map((id) => ({ id })),
      ['id'],
    ),
  );
const idsOf = async (db: ViewsDatabase) =>
  (await db.read.selectFrom('thing').select('id').orderBy('id').execute()).map(({ id }) => id);
const asOperator = async (...statements: string[]) => {
  const { tls: _, ...connection } = server.connection;
  const client = new Client(connection);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  return client;
};

beforeAll(async () => {
  server = await PostgresServer.start();
});
afterAll(() => server?.close());
afterEach(async () => {
  await Promise.all(opened.splice(0).map((db) => db.close()));
});

it('every connection looks into the schema of its office, waits for nothing without end, and says whose it is', async () => {
  const db = await open('settings');
  const of = async (name: string) =>
    (await sql<{ value: string }>`select current_setting(${name}) as value`.execute(db.read)).rows[0]!.value;
  expect(await of('search_path')).toBe('"settings"');
  expect(await of('statement_timeout')).toBe('1min');
  expect(await of('lock_timeout')).toBe('10s');
  expect(await of('idle_in_transaction_session_timeout')).toBe('1min');
  expect(await of('default_transaction_read_only')).toBe('on');
  expect(await of('application_name')).toBe('klagegang settings read');
});

it.each([
  '',
  'Office',
  'public',
  'pg_toast',
  'information_schema',
  '1st',
  'a b',
  'a"; drop table x; --',
  'a'.repeat(64),
])('"%s" is no schema of an office', async (schema) => {
  await expect(open(schema)).rejects.toThrow(/cannot be the schema of an office/);
});

it('after the server was started again it goes on by itself; in between it says why it cannot', async () => {
  const db = await open('restarted');
  await prepare(db);
  await add(db, 1);
  await server.end('fast');
  await expect(add(db, 2)).rejects.toThrow(/cannot be reached .*goes on by itself/);
  await expect(idsOf(db)).rejects.toThrow(ViewsUnavailable);
  expect(db.trouble).toMatch(/cannot be reached/);
  await server.begin();
  await add(db, 3);
  expect(db.trouble).toBeUndefined();
  expect(await idsOf(db)).toEqual([1, 3]);
});

it('what was committed is there after the server has crashed, and what was not is not', async () => {
  const db = await open('crashed');
  await prepare(db);
  await add(db, 1);
  await expect(
    db.write(async (tx) => {
      await upsertMany(tx, 'thing', [{ id: 2 }], ['id']);
      await server.end('crash');
      await upsertMany(tx, 'thing', [{ id: 3 }], ['id']);
    }),
  ).rejects.toThrow(ViewsUnavailable);
  await server.begin();
  expect(await idsOf(db)).toEqual([1]);
});

it('a server that may lose what it has committed is refused', async () => {
  const operator = await asOperator(
    'alter system set fsync = off',
    'alter system set full_page_writes = off',
    'select pg_reload_conf()',
  );
  try {
    await until(async () => (await operator.query<{ fsync: string }>('show fsync')).rows[0]!.fsync === 'off');
    await expect(open()).rejects.toThrow(/fsync is off.*[\s\S]*full_page_writes is off/);
  } finally {
    await operator.query('alter system reset all');
    await operator.query('select pg_reload_conf()');
    await until(async () => (await operator.query<{ fsync: string }>('show fsync')).rows[0]!.fsync === 'on');
    await operator.end();
  }
  await open();
});

it('a wrong password, a missing database and a port where nobody is are said, and no password is', async () => {
  await expect(open('office', { password: 'not-this-one' })).rejects.toThrow(/does not let the product in \(28P01\)/);
  await expect(open('office', { database: 'missing' })).rejects.toThrow(/does not let the product in \(3D000\)/);
  const error = await open('office', { port: 1, password: 'not-this-one' }).catch((thrown: unknown) => thrown as Error);
  expect(error).toBeInstanceOf(ViewsUnavailable);
  expect(`${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toContain('not-this-one');
  await expect(open('office', { tls: true })).rejects.toThrow(/cannot be reached/);
});

it('a table that another program holds is said to be held, and written again when it is free', async () => {
  const db = await open('held');
  await prepare(db);
  const other = await asOperator('begin', 'lock table held.thing in access exclusive mode');
  await expect(
    db.write(async (tx) => {
      await sql`set local lock_timeout = '100ms'`.execute(tx);
      await upsertMany(tx, 'thing', [{ id: 1 }], ['id']);
    }),
  ).rejects.toThrow(/held by another program/);
  expect(db.trouble).toMatch(/held by another program/);
  await other.query('rollback');
  await other.end();
  await add(db, 2);
  expect(db.trouble).toBeUndefined();
});

it.each(['40P01', '40001'])('a transaction that the server undid (%s) may be repeated: it goes by', async (code) => {
  const db = await open('undone');
  const undone = sql.raw(`do $$ begin raise exception using errcode = '${code}'; end $$`);
  await expect(db.write((tx) => undone.execute(tx))).rejects.toThrow(ViewsUnavailable);
  expect(db.trouble).toBeUndefined();
});

it('an endless query is stopped, and troubles nobody else', async () => {
  const db = await open('slow');
  await expect(
    db.snapshot(async (tx) => {
      await sql`set local statement_timeout = '50ms'`.execute(tx);
      await sql`select pg_sleep(60)`.execute(tx);
    }),
  ).rejects.toThrow(/was stopped at one query/);
  expect(db.trouble).toBeUndefined();
});

it('many readers at once are served by few connections', async () => {
  const db = await open('busy');
  await prepare(db);
  await add(db, 1);
  expect(await Promise.all(Array.from({ length: 50 }, () => idsOf(db)))).toEqual(Array.from({ length: 50 }, () => [1]));
  const operator = await asOperator();
  const { rows } = await operator.query<{ count: string }>(
    `select count(*) from pg_stat_activity where application_name like 'klagegang busy %'`,
  );
  await operator.end();
  expect(Number(rows[0]!.count)).toBeLessThanOrEqual(9);
});

it('a server of a test leaves no process and no folder, when whoever started it is gone without a word', async () => {
  const mine = await PostgresServer.start();
  const { port } = mine.connection;
  expect(existsSync(mine.folder)).toBe(true);
  await mine.abandon();
  expect(existsSync(mine.folder)).toBe(false);
  await expect(
    new Promise((resolve, reject) => {
      connect(port, '127.0.0.1').on('connect', resolve).on('error', reject);
    }),
  ).rejects.toThrow(/ECONNREFUSED/);
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await holds()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 25);
    });
  }
  throw new Error('It did not come to hold in five seconds.');
}

import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { upsertMany } from './bulk.js';
import { createTable } from './create-table.js';
import { openSqliteViews } from './sqlite-views.js';
import { ViewsUnavailable } from './database-health.js';
import { type Tables, type ViewsDatabase } from './views-database.js';

let folder: string;
let file: string;
const opened: ViewsDatabase[] = [];
const open = (path = file) => {
  const db = openSqliteViews(path);
  opened.push(db);
  return db;
};
const prepare = (db: ViewsDatabase) =>
  db.write((tx) => createTable(tx, 'thing', { id: { type: 'integer' }, text: { type: 'text' } }, ['id']));
const add = (db: ViewsDatabase, ...ids: number[]) =>
  db.write((tx) =>
    upsertMany(
      tx,
      'thing',
      ids.map((id) => ({ id, text: 'x'.repeat(1000) })),
      ['id'],
    ),
  );
const idsOf = async (db: ViewsDatabase) =>
  (await db.read.selectFrom('thing').select('id').orderBy('id').execute()).map(({ id }) => id);
const setting = async (db: Kysely<Tables>, name: string) =>
  Object.values((await sql`pragma ${sql.raw(name)}`.execute(db)).rows[0] as object)[0] as unknown;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'klagegang-views-'));
  file = join(folder, 'views.sqlite');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((db) => db.close()));
  rmSync(folder, { recursive: true, force: true });
});

describe('the file', () => {
  it('is readable by its owner alone, its WAL too, and leaves nothing beside it when it is closed', async () => {
    const db = open();
    await prepare(db);
    for (const name of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(name).mode & 0o777).toBe(0o600);
    await db.close();
    expect([`${file}-wal`, `${file}-shm`].some((name) => existsSync(name))).toBe(false);
    expect(await idsOf(open())).toEqual([]);
  });

  it('has the settings of promises.md on every connection', async () => {
    const db = open();
    const expected = {
      journal_mode: 'wal',
      synchronous: 1,
      foreign_keys: 1,
      busy_timeout: 5000,
      trusted_schema: 0,
      secure_delete: 1,
      temp_store: 2,
    };
    const settings = async (connection: Kysely<Tables>) =>
      Object.fromEntries(
        await Promise.all(Object.keys(expected).map(async (name) => [name, await setting(connection, name)] as const)),
      ) as unknown;
    expect(await db.write(settings)).toEqual(expected);
    expect(await db.snapshot(settings)).toEqual(expected);
    expect(await settings(db.read)).toEqual(expected);
  });

  it('of another program, or a damaged one, is refused and left as it was', async () => {
    const foreign = join(folder, 'foreign.sqlite');
    new DatabaseSync(foreign).exec('create table a (b); pragma user_version=7');
    expect(() => open(foreign)).toThrow(/not a Klagegang file of read models/);
    writeFileSync(file, 'x'.repeat(8192));
    expect(() => open()).toThrow(/is damaged.*move the file.*It is then built anew/);
    expect(() => open(join(folder, 'missing', 'views.sqlite'))).toThrow(/does not exist/);
  });

  it('deleted rows are gone from it', async () => {
    const db = open();
    await prepare(db);
    await db.write((tx) => tx.insertInto('thing').values({ id: 1, text: 'a secret of somebody' }).execute());
    await db.write((tx) => tx.deleteFrom('thing').execute());
    await db.close();
    expect(readFileSync(file).includes('a secret of somebody')).toBe(false);
  });
});

describe('trouble', () => {
  it('a lock that comes free in time costs patience alone, and this process goes on meanwhile', async () => {
    const db = open();
    await prepare(db);
    const other = new DatabaseSync(file, { timeout: 0 });
    other.exec('BEGIN IMMEDIATE');
    const adding = add(db, 1);
    expect(await idsOf(db)).toEqual([]);
    setTimeout(() => {
      other.exec('COMMIT');
      other.close();
    }, 200);
    await adding;
    expect(await idsOf(db)).toEqual([1]);
  });

  it('a file that another program holds is said to be in use, and used again when it is free', async () => {
    const db = open();
    await prepare(db);
    const other = new DatabaseSync(file, { timeout: 0 });
    other.exec('BEGIN IMMEDIATE');
    await expect(add(db, 1)).rejects.toThrow(/in use by another program. Stop that program/);
    expect(db.trouble).toMatch(/in use/);
    other.exec('COMMIT');
    other.close();
    await add(db, 2);
    expect(db.trouble).toBeUndefined();
    expect(await idsOf(db)).toEqual([2]);
  });

  it('a full file says so, holds nothing of what did not fit, and goes on when there is room', async () => {
    const db = open();
    await prepare(db);
    await add(db, 1);
    await db.write((tx) => sql`pragma max_page_count=20`.execute(tx));
    await expect(add(db, ...Array.from({ length: 500 }, (_, index) => index + 2))).rejects.toThrow(
      /no space left for .*views\.sqlite. Make room/,
    );
    expect(db.trouble).toMatch(/no space/);
    expect(await idsOf(db)).toEqual([1]);
    await db.write((tx) => sql`pragma max_page_count=4294967294`.execute(tx));
    await add(db, 2);
    expect(db.trouble).toBeUndefined();
    expect(await idsOf(db)).toEqual([1, 2]);
  });

  it('a file that was moved away takes nothing more until it is opened again', async () => {
    const db = open();
    await prepare(db);
    renameSync(file, `${file}.moved`);
    await expect(add(db, 1)).rejects.toThrow(ViewsUnavailable);
    expect(db.trouble).toMatch(/Check that the file is where it was/);
    renameSync(`${file}.moved`, file);
    await expect(add(db, 1)).rejects.toThrow(ViewsUnavailable);
    await db.close();
    const again = open();
    await add(again, 1);
    expect(again.trouble).toBeUndefined();
  });

  it('a page that is damaged while it is in use is said, with what to do', async () => {
    const first = open();
    await prepare(first);
    await add(first, ...Array.from({ length: 200 }, (_, index) => index));
    await first.close();
    const broken = openSync(file, 'r+');
    writeSync(broken, Buffer.alloc(statSync(file).size - 8192, 0xff), 0, undefined, 8192);
    closeSync(broken);
    const db = open();
    await expect(db.read.selectFrom('thing').selectAll().execute()).rejects.toThrow(/damaged.*built anew/);
    await expect(add(db, 1)).rejects.toThrow(ViewsUnavailable);
  });
});

describe('in memory', () => {
  it('readers wait for the writer; what it undoes was never seen', async () => {
    const db = open(':memory:');
    await prepare(db);
    const goOn = Promise.withResolvers<void>();
    const writing = db.write(async (tx) => {
      await tx.insertInto('thing').values({ id: 1, text: '' }).execute();
      await goOn.promise;
      throw new Error('on purpose');
    });
    const reading = idsOf(db);
    goOn.resolve();
    await expect(writing).rejects.toThrow('on purpose');
    expect(await reading).toEqual([]);
    await add(db, 1);
    expect(await db.snapshot((tx) => tx.selectFrom('thing').select('id').execute())).toMatchObject([{ id: 1 }]);
    await expect(db.snapshot((tx) => tx.deleteFrom('thing').execute())).rejects.toThrow();
    await add(db, 2);
    expect(await idsOf(db)).toEqual([1, 2]);
  });

  it('a read within a write says that it would wait for itself', async () => {
    const db = open(':memory:');
    await prepare(db);
    await expect(db.write(() => idsOf(db))).rejects.toThrow(/Use the transaction/);
    expect(await idsOf(db)).toEqual([]);
  });

  it('many readers at once each get their rows', async () => {
    const db = open(':memory:');
    await prepare(db);
    await add(db, 1, 2);
    expect(await Promise.all(Array.from({ length: 20 }, () => idsOf(db)))).toEqual(
      Array.from({ length: 20 }, () => [1, 2]),
    );
  });
});

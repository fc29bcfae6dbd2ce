import { sql } from 'kysely';
import { eachDatabase } from '../../../test/postgres/each-database.js';
import { deleteMany, upsertMany } from './bulk.js';
import { createIndexes, createTable } from './create-table.js';
import { ViewsUnavailable, isUniqueViolation } from './database-health.js';
import { tables, type ViewsDatabase } from './views-database.js';

interface Thing {
  readonly id: string;
  readonly name: string | null;
  readonly place: number | null;
  readonly position: bigint;
  readonly sealed: Uint8Array | null;
  readonly open: 0 | 1;
}
interface Things {
  thing: Thing;
}

const columns = {
  id: { type: 'text' },
  name: { type: 'text', null: true },
  place: { type: 'integer', null: true },
  position: { type: 'bigint' },
  sealed: { type: 'bytes', null: true },
  open: { type: 'flag' },
} as const;
const thing = (id: string, more: Partial<Thing> = {}) =>
  ({ id, name: null, place: null, position: 1n, sealed: null, open: 0, ...more }) as const;
const prepare = (db: ViewsDatabase) =>
  db.write(async (tx) => {
    await createTable(tx, 'thing', columns, ['id']);
    await createIndexes(tx, 'thing', [{ on: ['place'] }, { on: ['name'], where: 'name', unique: true }]);
  });
const things = (db: ViewsDatabase) => tables<Things>(db.read).selectFrom('thing');
const idsOf = async (db: ViewsDatabase) => (await things(db).select('id').orderBy('id').execute()).map(({ id }) => id);
const add = (db: ViewsDatabase, ...ids: string[]) =>
  db.write((tx) =>
    upsertMany(
      tx,
      'thing',
      ids.map((id) => thing(id)),
      ['id'],
    ),
  );
/** Something to wait for, and to let others wait. */
const gate = () => Promise.withResolvers<void>();

eachDatabase((open, dialect) => {
  let db: ViewsDatabase;
  beforeEach(async () => {
    db = await open('office');
    await prepare(db);
  });

  describe('values', () => {
    it('come back as they were written', async () => {
      const sealed = new Uint8Array([0, 255, 39, 92, 0]);
      const rows = [
        thing('æøå ÆØÅ 😀', { name: 'O\'Brien "x" \\ ; --', place: -2_147_483_648, sealed }),
        thing('', { name: '', sealed: new Uint8Array(0), open: 1 }),
        thing('null'),
      ];
      await db.write((tx) =>
        tx
          .insertInto('thing')
          .values({ ...rows[0]!, id: 'one by one' })
          .execute(),
      );
      expect(await things(db).select(['name', 'place', 'sealed']).execute()).toMatchObject([
        { name: rows[0]!.name, place: rows[0]!.place, sealed },
      ]);
      await db.write((tx) => tx.deleteFrom('thing').execute());
      await db.write((tx) => upsertMany(tx, 'thing', rows, ['id']));
      const found = await things(db).select(['id', 'name', 'place', 'sealed', 'open']).orderBy('id').execute();
      expect(found.map((row) => ({ ...row }))).toEqual(
        [rows[1]!, rows[2]!, rows[0]!].map(({ position: _, ...row }) => row),
      );
      expect(found[2]!.sealed?.constructor.name).toBe('Uint8Array');
    });

    it('positions past 2^53 are compared exactly and read as text; read as a number they are an error, never a wrong number', async () => {
      const large = 2n ** 53n + 1n;
      await db.write((tx) =>
        upsertMany(
          tx,
          'thing',
          [
            thing('a', { position: large - 1n }),
            thing('b', { position: large }),
            thing('c', { position: 2n ** 63n - 1n }),
          ],
          ['id'],
        ),
      );
      expect(await things(db).select('id').where('position', '=', large).execute()).toMatchObject([{ id: 'b' }]);
      expect(
        (
          await things(db)
            .select(sql<string>`cast(position as text)`.as('position'))
            .orderBy('position')
            .execute()
        ).map(({ position }) => position),
      ).toEqual(['9007199254740992', '9007199254740993', '9223372036854775807']);
      await expect(things(db).select('position').execute()).rejects.toThrow(/cast\(… as text\)/);
    });

    it('counts, sums, averages and comparisons are numbers, and whole numbers stay whole', async () => {
      await db.write((tx) =>
        upsertMany(
          tx,
          'thing',
          [thing('a', { place: 3, position: 5n, open: 1 }), thing('b', { place: 4, position: 6n })],
          ['id'],
        ),
      );
      const [row] = await things(db)
        .select(({ fn, eb }) => [
          fn.countAll().as('count'),
          fn.sum('place').as('sum'),
          fn.sum('position').as('positions'),
          fn.avg('place').as('average'),
          fn.max('position').as('latest'),
          fn.sum('open').as('open'),
          eb(fn.countAll(), '>', 1).as('several'),
          sql`cast(${7} as integer) / 2`.as('half'),
        ])
        .execute();
      expect({ ...row }).toEqual({
        count: 2,
        sum: 7,
        positions: 11,
        average: 3.5,
        latest: 6,
        open: 1,
        several: 1,
        half: 3,
      });
    });

    it('texts are in the order of their code points, and LIKE tells capitals apart', async () => {
      await add(db, 'a', 'B', 'aa', 'å', 'z', 'Å', 'ø');
      expect(await idsOf(db)).toEqual(['B', 'a', 'aa', 'z', 'Å', 'å', 'ø']);
      expect(await things(db).select('id').where('id', 'like', 'a%').orderBy('id').execute()).toMatchObject([
        { id: 'a' },
        { id: 'aa' },
      ]);
    });

    it('yes and no are 1 and 0; a NUL character and half a surrogate pair are replaced', async () => {
      await db.write((tx) => upsertMany(tx, 'thing', [thing('half', { name: 'a\uD800b\0' })], ['id']));
      expect(await things(db).select('name').execute()).toMatchObject([{ name: 'a\uFFFDb\uFFFD' }]);
      await db.write((tx) =>
        tx
          .insertInto('thing')
          .values({ ...thing('a\0b'), open: true as unknown as number })
          .execute(),
      );
      expect(
        (await things(db).select(['id', 'open']).where('id', '=', 'a\0b').execute()).map((row) => ({ ...row })),
      ).toEqual([{ id: 'a\uFFFDb', open: 1 }]);
    });

    it.each<[string, unknown]>([
      ['undefined', undefined],
      ['a Date', new Date(0)],
      ['an object', { id: 'x' }],
      ['an array', ['x']],
      ['not a number', NaN],
      ['more than 64 bits', 2n ** 63n],
    ])('%s is refused and not written', async (_, value) => {
      await expect(
        db.write((tx) =>
          tx.executeQuery({
            ...tx.selectFrom('thing').selectAll().where('id', '=', '').compile(),
            parameters: [value],
          }),
        ),
      ).rejects.toThrow(TypeError);
      await expect(
        db.write((tx) => upsertMany(tx, 'thing', [{ ...thing('x'), name: value as string }], ['id'])),
      ).rejects.toThrow(TypeError);
      expect(await idsOf(db)).toEqual([]);
    });

    it('a value of the wrong kind is refused, and the error does not quote it', async () => {
      const error = await db
        .write((tx) =>
          tx
            .insertInto('thing')
            .values({ ...thing('a'), place: 'Karen Hansen' })
            .execute(),
        )
        .catch((thrown: unknown) => thrown);
      expect((error as Error).message).toMatch(/./);
      expect(`${JSON.stringify(error)} ${(error as Error).message} ${(error as Error).stack}`).not.toContain('Karen');
      expect(db.trouble).toBeUndefined();
    });
  });

  describe('transactions', () => {
    it('what fails leaves nothing, tables included, and the next one works', async () => {
      await expect(
        db.write(async (tx) => {
          await upsertMany(tx, 'thing', [thing('a')], ['id']);
          await createTable(tx, 'other', columns, ['id']);
          throw new Error('on purpose');
        }),
      ).rejects.toThrow('on purpose');
      expect(await idsOf(db)).toEqual([]);
      await db.write((tx) => createTable(tx, 'other', columns, ['id']));
      await add(db, 'b');
      expect(await idsOf(db)).toEqual(['b']);
    });

    it('an error of the database in it undoes all of it, and the caller sees which', async () => {
      await add(db, 'a');
      const error = await db
        .write(async (tx) => {
          await upsertMany(tx, 'thing', [thing('b')], ['id']);
          await tx.insertInto('thing').values(thing('a')).execute();
        })
        .catch((thrown: unknown) => thrown);
      expect(isUniqueViolation(error)).toBe(true);
      expect(isUniqueViolation(new Error('another'))).toBe(false);
      expect(JSON.stringify({ ...(error as object) })).not.toContain('(a)');
      expect(await idsOf(db)).toEqual(['a']);
    });

    it('an error that is passed over does not make a half transaction', async () => {
      await add(db, 'a');
      await expect(
        db.write(async (tx) => {
          await upsertMany(tx, 'thing', [thing('b')], ['id']);
          await tx
            .insertInto('thing')
            .values(thing('a'))
            .execute()
            .catch(() => undefined);
        }),
      ).rejects.toThrow();
      expect(await idsOf(db)).toEqual(['a']);
      await add(db, 'c');
      expect(await idsOf(db)).toEqual(['a', 'c']);
    });

    it('readers see the last committed state while somebody writes, and do not wait', async () => {
      await add(db, 'a');
      const [wrote, goOn] = [gate(), gate()];
      const writing = db.write(async (tx) => {
        await upsertMany(tx, 'thing', [thing('b')], ['id']);
        wrote.resolve();
        await goOn.promise;
      });
      await wrote.promise;
      expect(await idsOf(db)).toEqual(['a']);
      goOn.resolve();
      await writing;
      expect(await idsOf(db)).toEqual(['a', 'b']);
    });

    it('a snapshot stays what it was at its beginning, whatever is committed meanwhile', async () => {
      await add(db, 'a');
      const [began, goOn] = [gate(), gate()];
      const looking = db.snapshot(async (tx) => {
        began.resolve();
        await goOn.promise;
        const first = await tx.selectFrom('thing').select('id').execute();
        await add(db, 'c');
        return [first.length, (await tx.selectFrom('thing').select('id').execute()).length];
      });
      await began.promise;
      await add(db, 'b');
      goOn.resolve();
      expect(await looking).toEqual([1, 1]);
      expect(await idsOf(db)).toEqual(['a', 'b', 'c']);
    });

    it('nothing is written through a reader or a snapshot', async () => {
      await expect(db.read.insertInto('thing').values(thing('a')).execute()).rejects.toThrow();
      await expect(db.snapshot((tx) => tx.insertInto('thing').values(thing('a')).execute())).rejects.toThrow();
      expect(db.trouble).toBeUndefined();
      expect(await idsOf(db)).toEqual([]);
    });

    it('writers go one by one, in the order in which they asked, and a failed one stops nobody', async () => {
      const order: string[] = [];
      let inside = 0;
      await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) =>
          db.write(async (tx) => {
            expect((inside += 1)).toBe(1);
            order.push(String(index));
            await upsertMany(tx, 'thing', [thing(`t${index}`)], ['id']);
            await new Promise((resolve) => {
              setImmediate(resolve);
            });
            inside -= 1;
            if (index % 5 === 0) throw new Error('on purpose');
          }),
        ),
      );
      expect(order).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
      expect(await idsOf(db)).toHaveLength(16);
    });

    it('a write within a write says so, rather than wait for itself', async () => {
      await expect(db.write(() => db.write(async () => undefined))).rejects.toThrow(/Use the transaction/);
      await add(db, 'a');
    });
  });

  describe('many rows', () => {
    it('are added, replaced where the key is there, and the later of two holds', async () => {
      const rows = Array.from({ length: 2345 }, (_, index) =>
        thing(`t${String(index).padStart(4, '0')}`, { place: index }),
      );
      await db.write((tx) => upsertMany(tx, 'thing', rows, ['id']));
      await db.write((tx) =>
        upsertMany(
          tx,
          'thing',
          [...rows.slice(0, 1500).map((row) => ({ ...row, place: -row.place! })), thing('t0001', { place: 77 })],
          ['id'],
        ),
      );
      const [sums] = await things(db)
        .select(({ fn }) => [fn.countAll().as('count'), fn.sum('place').as('sum')])
        .execute();
      const expected = rows.reduce((sum, { place }, index) => sum + (index < 1500 ? -place! : place!), 0) + 1 + 77;
      expect({ ...sums }).toEqual({ count: 2345, sum: expected });
    });

    it('with a key alone, and with more columns than most', async () => {
      const wide = Object.fromEntries(
        Array.from({ length: 120 }, (_, index) => [`c${index}`, { type: 'integer' as const }]),
      );
      await db.write(async (tx) => {
        await createTable(tx, 'only_key', { a: { type: 'text' }, b: { type: 'bigint' } }, ['a', 'b']);
        await createTable(tx, 'wide', wide, ['c0']);
        await upsertMany(
          tx,
          'only_key',
          [
            { a: 'x', b: 1n },
            { a: 'x', b: 1n },
            { a: 'x', b: 2n },
          ],
          ['a', 'b'],
        );
        await upsertMany(
          tx,
          'wide',
          Array.from({ length: 1200 }, (_, row) =>
            Object.fromEntries(Object.keys(wide).map((column, index) => [column, index === 0 ? row : index])),
          ),
          ['c0'],
        );
        await deleteMany(
          tx,
          'only_key',
          ['a', 'b'],
          [
            ['x', 2n],
            ['y', 9n],
          ],
        );
        await deleteMany(
          tx,
          'wide',
          ['c0'],
          Array.from({ length: 1199 }, (_, row) => [row]),
        );
        await deleteMany(tx, 'wide', ['c0'], []);
        await upsertMany(tx, 'wide', [], ['c0']);
      });
      expect((await db.read.selectFrom('only_key').selectAll().execute()).map((row) => ({ ...row }))).toEqual([
        { a: 'x', b: 1 },
      ]);
      expect(await db.read.selectFrom('wide').select(['c0', 'c119']).execute()).toMatchObject([
        { c0: 1199, c119: 119 },
      ]);
    });

    it('with different columns are refused', async () => {
      await expect(db.write((tx) => upsertMany(tx, 'thing', [thing('a'), { id: 'b' }], ['id']))).rejects.toThrow(
        /same columns/,
      );
    });

    it('come in a stream as they are taken, from one state, while others read and write', async () => {
      await db.write((tx) =>
        upsertMany(
          tx,
          'thing',
          Array.from({ length: 1000 }, (_, index) => thing(`t${index}`)),
          ['id'],
        ),
      );
      let seen = 0;
      for await (const _ of things(db).select('id').stream(100)) {
        if ((seen += 1) === 1) await add(db, 'later');
        if (seen === 500) expect(await idsOf(db)).toHaveLength(1001);
      }
      expect(seen).toBe(1000);
      for await (const _ of things(db).select('id').stream(10)) break;
      expect(
        await db.snapshot(async (tx) => {
          let count = 0;
          for await (const _ of tx.selectFrom('thing').select('id').stream(300)) count += 1;
          return count;
        }),
      ).toBe(1001);
    });
  });

  describe('one office and another', () => {
    it("do not see each other's tables", async () => {
      const other = await open('other');
      await expect(other.read.selectFrom('thing').selectAll().execute()).rejects.toThrow(/thing/);
      await prepare(other);
      await add(other, 'theirs');
      await add(db, 'ours');
      expect([await idsOf(db), await idsOf(other)]).toEqual([['ours'], ['theirs']]);
      expect(
        (await other.read.introspection.getTables())
          .filter(({ schema }) => dialect === 'sqlite' || schema?.endsWith('-other'))
          .map(({ name }) => name),
      ).toEqual(['thing']);
    });

    it('two processes on one database see what the other has committed', async () => {
      const second = await open('office');
      await add(db, 'a');
      expect(await idsOf(second)).toEqual(['a']);
      await Promise.all([add(db, 'b'), add(second, 'c'), add(db, 'd'), add(second, 'e')]);
      expect(await idsOf(db)).toEqual(['a', 'b', 'c', 'd', 'e']);
    });
  });

  describe('closing', () => {
    it('lets what runs end, and takes nothing new', async () => {
      const [began, goOn] = [gate(), gate()];
      const writing = db.write(async (tx) => {
        began.resolve();
        await goOn.promise;
        await upsertMany(tx, 'thing', [thing('a')], ['id']);
      });
      await began.promise;
      const closing = db.close();
      await expect(add(db, 'b')).rejects.toThrow(ViewsUnavailable);
      await expect(idsOf(db)).rejects.toThrow(ViewsUnavailable);
      await expect(db.snapshot(async () => 1)).rejects.toThrow(/closed/);
      goOn.resolve();
      await Promise.all([writing, closing]);
      await db.close();
      const again = await open('office');
      expect(await idsOf(again)).toEqual(['a']);
    });
  });
});

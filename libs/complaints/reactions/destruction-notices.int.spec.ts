import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ViewsDatabase } from '../../read-models/database/views-database.js';
import { openSqliteViews } from '../../read-models/database/sqlite-views.js';
import { Agenda } from './agenda.js';
import { NoticesFile, NoticesHere } from './destruction-notices.js';

const day = 86_400_000;
const due = Date.UTC(2031, 2, 10, 5);
let folder: string;
let db: ViewsDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'notices-'));
  db = openSqliteViews(':memory:');
  await db.write(async (tx) => {
    await tx.schema
      .createTable('timer')
      .addColumn('stream', 'text')
      .addColumn('key', 'text')
      .addColumn('due_at', 'bigint')
      .addColumn('name', 'text')
      .addColumn('department', 'text')
      .addColumn('sent_on', 'text')
      .addColumn('causation', 'text')
      .addColumn('closed_on', 'text')
      .addColumn('held', 'integer')
      .execute();
    await tx
      .insertInto('timer' as never)
      .values([
        {
          stream: 'c1',
          key: 'shred',
          due_at: due,
          name: 'ShredKeys',
          causation: 'e1',
          closed_on: '2026-03-10',
          held: 0,
        },
        { stream: 'c2', key: 'remind', due_at: due, name: 'Remind', causation: 'e2', closed_on: null, held: 0 },
      ] as never)
      .execute();
  });
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});
const names = async (agenda: Agenda, at: number) => (await agenda.due(at)).map(({ commandId }) => commandId);

it('what was announced in time is done when it is due, and a reminder needs no notice', async () => {
  const agenda = new Agenda(db, new NoticesHere(7 * day));
  await agenda.announce(due - 8 * day, due - 8 * day);
  expect(await names(agenda, due - 8 * day)).toEqual([]);
  await agenda.announce(due - 7 * day, due - 7 * day);
  expect(await names(agenda, due - 1)).toEqual([]);
  expect((await names(agenda, due)).sort()).toEqual(['remind', 'shred']);
});

it('what was announced late is done when the notice has run out', async () => {
  const agenda = new Agenda(db, new NoticesHere(7 * day));
  await agenda.announce(due + day, due + day);
  expect(await names(agenda, due + day)).toEqual(['remind']);
  expect(await names(agenda, due + 8 * day - 1)).toEqual(['remind']);
  expect((await names(agenda, due + 8 * day)).sort()).toEqual(['remind', 'shred']);
});

it('tells how many are announced and when the next is done; one that a hold stands against is counted and not the next', async () => {
  const agenda = new Agenda(db, new NoticesHere(7 * day));
  await agenda.announce(due - 8 * day, due - 8 * day);
  expect(agenda.announcement).toEqual({ count: 0, held: 0, nextAt: null });
  await agenda.announce(due + day, due + day);
  expect(agenda.announcement).toEqual({ count: 1, held: 0, nextAt: due + 8 * day });
  expect(await agenda.destructions(due + day)).toEqual([
    { stream: 'c1', commandId: 'shred', closedOn: '2026-03-10', dueAt: due, held: false, announcedAt: due + day },
  ]);
  await db.write(async (tx) => {
    await tx
      .updateTable('timer' as never)
      .set({ held: 1 } as never)
      .execute();
  });
  await agenda.announce(due + day, due + day);
  expect(agenda.announcement).toEqual({ count: 1, held: 1, nextAt: null });
});

it('with no notice at all, a hold is still told of', async () => {
  const agenda = new Agenda(db, new NoticesHere(0));
  await agenda.announce(due, due);
  expect(agenda.announcement).toEqual({ count: 1, held: 0, nextAt: due });
  expect(await names(agenda, due)).toEqual(['remind', 'shred']);
});

it('what was never announced is never done', async () => {
  expect(await names(new Agenda(db, new NoticesHere(7 * day)), due + 1000 * day)).toEqual(['remind']);
});

it('an announcement outlives a restart, and is taken back with what it announced', async () => {
  const file = join(folder, 'announced.json');
  await new Agenda(db, new NoticesFile(file, 7 * day)).announce(due - 7 * day, due - 7 * day);
  const again = new NoticesFile(file, 7 * day);
  expect([...again.all]).toEqual([['shred', { stream: 'c1', announcedAt: due - 7 * day }]]);
  expect((await names(new Agenda(db, again), due)).sort()).toEqual(['remind', 'shred']);
  again.forget(['shred']);
  expect([...new NoticesFile(file, 7 * day).all]).toEqual([]);
});

it('a damaged file is refused with what to do about it', () => {
  const file = join(folder, 'announced.json');
  writeFileSync(file, '{"announced":[{"timer":"shred"}]}');
  expect(() => new NoticesFile(file, day)).toThrow(/announced\.json, .* is damaged\. Delete it/);
});

it('a day that was changed in the file brings no destruction forward', async () => {
  const file = join(folder, 'announced.json');
  await new Agenda(db, new NoticesFile(file, 7 * day)).announce(due - day, due - day);
  const written = readFileSync(file, 'utf8');
  writeFileSync(file, written.replace('2031-03-09', '2031-03-01'));
  expect(() => new NoticesFile(file, 7 * day)).toThrow(/is damaged/);
  // A file of before the sum was kept is read as it is.
  writeFileSync(file, JSON.stringify({ announced: (JSON.parse(written) as { announced: object }).announced }));
  expect(new NoticesFile(file, 7 * day).of('shred')?.announcedAt).toBe(due - day);
});

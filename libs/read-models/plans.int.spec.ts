// However many complaints an office has, no question that a person waits for reads a table from end to end.
import { CompiledQuery, type KyselyPlugin, type Kysely, type RootOperationNode } from 'kysely';
import { mixedLog } from '../../test/read-models/mixed-log.js';
import { Agenda } from '../complaints/reactions/agenda.js';
import { openSqliteViews } from './database/sqlite-views.js';
import { tables, type Tables, type ViewsDatabase } from './database/views-database.js';
import { pinsInUse, type ContactTables } from './contacts/queries.js';
import { entryOf } from './log-entry.js';
import { numbersOf } from './numbering.js';
import { lineOf, list, namesInUse, type Asked, type WorklistTables } from './worklist/queries.js';
import { sorts, type Filter, type Sort } from './worklist/query.js';

const listening = (hear: (node: RootOperationNode) => void): KyselyPlugin => ({
  transformQuery: ({ node }) => {
    hear(node);
    return node;
  },
  transformResult: async ({ result }) => result,
});

/** Every query that is asked of the database in `work`, as SQLite plans it: a line for each step. */
async function plansOf(
  db: ViewsDatabase,
  work: (db: Pick<ViewsDatabase, 'read'>) => Promise<unknown>,
): Promise<readonly string[]> {
  const asked: RootOperationNode[] = [];
  await work({ read: db.read.withPlugin(listening((node) => asked.push(node))) as Kysely<Tables> });
  const plans = await Promise.all(
    asked.map(async (node) => {
      const { sql, parameters } = db.read.getExecutor().compileQuery(node, { queryId: 'plan' });
      const { rows } = await db.read.executeQuery<{ readonly detail: string }>(
        CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
      );
      return rows.map(({ detail }) => detail);
    }),
  );
  expect(plans.length).toBeGreaterThan(0);
  return plans.flat();
}

/** A table is read whole, but for the two that have a row a read model. */
const unbounded = (plan: readonly string[]): readonly string[] =>
  plan.filter(
    (step) =>
      (step.startsWith('SCAN') && !/ USING (COVERING )?INDEX |^SCAN (model_generations|checkpoints)$/.test(step)) ||
      step.includes('AUTOMATIC'),
  );
const sorting = (plan: readonly string[]): readonly string[] => plan.filter((step) => step.includes('TEMP B-TREE'));

const today = '2030-01-01';
const cursorOf = (sort: Sort) => [sort.endsWith('number') ? '2029000007' : '2029-05-05', 'some-stream'] as const;
const filters: readonly Filter[] = [
  {},
  { state: 'referred' },
  { outcome: 'settled' },
  { department: 'jobcenter' },
  { topic: 'delay' },
  { overdue: true },
  { overdue: false },
  { lifecycle: 'complaint/1' },
  { profile: 'horsens@1' },
  { assignee: 'asta' },
  { assignee: 'none' },
  { state: 'closed', department: 'jobcenter', topic: 'delay', overdue: true },
];

describe('without a table read from end to end', () => {
  let db: ViewsDatabase;
  beforeAll(async () => {
    const { project } = await mixedLog(3, 'horsens@1', 12, 40);
    db = openSqliteViews(':memory:');
    await project(db);
  });
  afterAll(() => db.close());
  const listed = (asked: Partial<Asked>) =>
    plansOf(db, ({ read }) => list(tables<WorklistTables>(read), { filter: {}, today, ...asked }));

  it('the list of plans tells a scan', async () => {
    const plan = await plansOf(db, ({ read }) => read.selectFrom('worklist').select('parts').execute());
    expect(unbounded(plan)).toHaveLength(1);
  });
  it.each(filters)('a page of the worklist, and how many there are: %j', async (filter) => {
    for (const sort of sorts)
      for (const from of [undefined, cursorOf(sort)]) {
        const plan = await listed({ filter, sort, cursor: from });
        expect([sort, unbounded(plan)]).toEqual([sort, []]);
        // The page alone reads lines; counting by one thing keeps to an index, by several it may read those of a state.
        const lines = plan.filter((step) => / worklist/.test(step) && !step.includes('COVERING INDEX'));
        expect([sort, lines.length <= Math.max(1, Math.min(2, Object.keys(filter).length))]).toEqual([sort, true]);
      }
  });
  it.each(sorts)('the worklist in the order %s comes as its index has it', async (sort) => {
    expect(sorting(await listed({ sort }))).toEqual([]);
    const next = await listed({ sort, cursor: cursorOf(sort) });
    expect(sorting(next)).toEqual([]);
    expect(next.filter((step) => step.startsWith('SEARCH worklist'))).toHaveLength(1);
  });
  it.each(sorts)(
    'a department’s worklist in the order %s reads its page, and of its other lines an index at most',
    async (sort) => {
      for (const cursor of [undefined, cursorOf(sort)]) {
        const plan = await listed({ sort, cursor, of: 'jobcenter' });
        expect([unbounded(plan), sorting(plan)]).toEqual([[], []]);
        const lines = plan.filter((step) => step.includes('(department=?') && !step.includes('COVERING INDEX'));
        expect(lines).toHaveLength(1);
      }
      for (const filter of filters) expect(unbounded(await listed({ filter, sort, of: 'jobcenter' }))).toEqual([]);
      const past = await listed({ sort, of: 'jobcenter', at: Date.UTC(2029, 0, 1) });
      expect(unbounded(past)).toEqual([]);
    },
  );
  it('a search reads the lines that it shows, and of the others the index alone', async () => {
    for (const sort of sorts) {
      const plan = await listed({ sort, tokens: ['one', 'another'] });
      expect([sort, unbounded(plan)]).toEqual([sort, []]);
      const found = plan.filter((step) => step.startsWith('SEARCH worklist') || step.startsWith('SCAN worklist'));
      expect(found.filter((step) => !step.includes('COVERING INDEX'))).toHaveLength(1);
      expect(plan.filter((step) => step.startsWith('SCAN worklist'))).toEqual([]);
    }
    expect(unbounded(await listed({ number: '2029-0007' }))).toEqual([]);
  });
  it('how many there are is counted once for each question, until the read models move', async () => {
    const { project, records, read, open } = await mixedLog(4, 'horsens@1', 6, 20);
    const own = openSqliteViews(':memory:');
    const half = Math.floor(records.length / 2);
    await project(own, { first: half });
    const asked: string[] = [];
    const reader = own.read.withPlugin(
      listening((node) => asked.push(own.read.getExecutor().compileQuery(node, { queryId: 'told' }).sql)),
    ) as Kysely<Tables>;
    const counting = async (filter: Filter) => {
      asked.length = 0;
      const { total } = await list(tables<WorklistTables>(reader), { filter, today, limit: 1 });
      return { total, counted: asked.filter((text) => text.includes('count(')).length };
    };
    const streamsIn = (upTo: number) => new Set(records.slice(0, upTo).map(({ stream }) => stream)).size;
    expect(await counting({})).toEqual({ total: streamsIn(half), counted: 1 });
    expect(await counting({})).toEqual({ total: streamsIn(half), counted: 0 });
    expect(await counting({ state: 'nowhere' })).toEqual({ total: 0, counted: 1 });
    const rest = records.slice(half);
    const upTo = rest.at(-1)!.position;
    await (
      await open(own)
    ).apply(
      rest.map((record) => entryOf(record, read)),
      upTo,
      upTo,
    );
    expect(await counting({})).toEqual({ total: streamsIn(records.length), counted: 1 });
    await own.close();
  });
  it('a line, its number, what is due, and what complaints are pinned to', async () => {
    const questions: readonly ((db: Pick<ViewsDatabase, 'read'>) => Promise<unknown>)[] = [
      ({ read }) => lineOf(tables<WorklistTables>(read), 'some-stream'),
      (reader) => numbersOf(reader, ['some-stream', 'another']),
      (reader) => new Agenda(reader).due(Date.UTC(2040, 0, 1)),
      (reader) => new Agenda(reader).announce(Date.UTC(2040, 0, 1), Date.UTC(2040, 0, 1)),
      (reader) =>
        new Agenda(reader).destructions(Date.UTC(2040, 0, 1), { after: { dueAt: 1, commandId: 'a' }, limit: 2 }),
      ({ read }) => namesInUse(tables<WorklistTables>(read)),
      ({ read }) => pinsInUse(tables<ContactTables>(read)),
    ];
    for (const question of questions) {
      const plan = await plansOf(db, question);
      expect([unbounded(plan), sorting(plan)]).toEqual([[], []]);
      expect(plan.filter((step) => step.startsWith('SCAN') && !step.includes('INDEX'))).toEqual([]);
    }
  });
});

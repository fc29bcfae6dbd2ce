// However many complaints an office has, no question that a person waits for reads a table from end to end.
import { CompiledQuery, type KyselyPlugin, type Kysely, type RootOperationNode } from 'kysely';
import { mixedLog } from '../../test/read-models/mixed-log.js';
import { Agenda } from '../complaints/reactions/agenda.js';
import { openSqliteViews } from './database/sqlite-views.js';
import { tables, type Tables, type ViewsDatabase } from './database/views-database.js';
import { pinsInUse, type ContactTables } from './contacts/queries.js';
import { numbersOf } from './numbering.js';
import { lineOf, list, type Asked, type WorklistTables } from './worklist/queries.js';
import { sorts, type Filter, type Sort } from './worklist/query.js';

/** Every query that is asked of the database in `work`, as SQLite plans it: a line for each step. */
async function plansOf(
  db: ViewsDatabase,
  work: (db: Pick<ViewsDatabase, 'read'>) => Promise<unknown>,
): Promise<readonly string[]> {
  const asked: RootOperationNode[] = [];
  const listening: KyselyPlugin = {
    transformQuery: ({ node }) => {
      asked.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await work({ read: db.read.withPlugin(listening) as Kysely<Tables> });
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

/** A table is read whole, or what was found is put in order where an index would have it so. */
const unbounded = (plan: readonly string[]): readonly string[] =>
  plan.filter(
    (step) => (step.startsWith('SCAN') && !/ USING (COVERING )?INDEX /.test(step)) || step.includes('AUTOMATIC'),
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
      }
  });
  it.each(sorts)('the worklist in the order %s comes as its index has it', async (sort) => {
    expect(sorting(await listed({ sort }))).toEqual([]);
    const next = await listed({ sort, cursor: cursorOf(sort) });
    expect(sorting(next)).toEqual([]);
    expect(next.filter((step) => step.startsWith('SEARCH worklist'))).toHaveLength(1);
  });
  it('a search reads the lines that it shows, and of the others the index alone', async () => {
    for (const sort of sorts) {
      const plan = await listed({ sort, tokens: ['one', 'another'] });
      expect([sort, unbounded(plan)]).toEqual([sort, []]);
      const found = plan.filter((step) => step.startsWith('SEARCH worklist') || step.startsWith('SCAN worklist'));
      expect(found.filter((step) => !step.includes('COVERING INDEX'))).toHaveLength(1);
      expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual([]);
    }
    expect(unbounded(await listed({ number: '2029-0007' }))).toEqual([]);
  });
  it('a line, its number, what is due, and what complaints are pinned to', async () => {
    const questions: readonly ((db: Pick<ViewsDatabase, 'read'>) => Promise<unknown>)[] = [
      ({ read }) => lineOf(tables<WorklistTables>(read), 'some-stream'),
      (reader) => numbersOf(reader, ['some-stream', 'another']),
      (reader) => new Agenda(reader).due(Date.UTC(2040, 0, 1)),
      ({ read }) => pinsInUse(tables<ContactTables>(read)),
    ];
    for (const question of questions) {
      const plan = await plansOf(db, question);
      expect([unbounded(plan), sorting(plan)]).toEqual([[], []]);
      expect(plan.filter((step) => step.startsWith('SCAN') && !step.includes('INDEX'))).toEqual([]);
    }
  });
});

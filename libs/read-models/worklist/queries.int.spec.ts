/**
 * The same questions to the table and to the lines at hand: what an adviser sees is what the pure functions of query.ts
 * say.
 */
import { mixedLog } from '../../../test/read-models/mixed-log.js';
import { eachDatabase } from '../../../test/postgres/each-database.js';
import { seededRandom } from '../../platform/seeded-random.js';
import { localDateOf } from '../../policy/calendar.js';
import { profileNamed } from '../../complaints/testing/given.js';
import { upsertMany } from '../database/bulk.js';
import { tables, type ViewsDatabase } from '../database/views-database.js';
import { caseNumbers } from '../numbering.js';
import { type SqlValue } from '../read-model.js';
import { beginGeneration, physicalName, prepare, swapIn } from '../registry.js';
import { lineOf, list, type WorklistTables } from './queries.js';
import { matches, page, placeIn, sorts, type Filter, type Item } from './query.js';
import { foldCase } from '../../case/evolve.js';
import { departmentLines as departmentLinesUnder, lineForDepartment } from './department-lines.js';
import { columnsOf, lineOfCase, worklist as worklistUnder, type Row } from './worklist.js';

const [worklist, departmentLines] = [worklistUnder(profileNamed), departmentLinesUnder(profileNamed)];

interface Version {
  readonly row: Row;
  readonly since: bigint;
  readonly knownFrom: number;
}
const [begin, day] = [Date.UTC(2026, 0, 5, 9), 86_400_000];
const departments = ['jobcenter', 'borgerservice', 'borger_ervice', 'Jobcenter'];
const topics = ['delay', 'Delay', 'letterLanguage', 'noReply'];
const states = [
  'intake',
  'earlyResolution',
  'earlyResolution.flexible',
  'earlyResolution.written',
  'earlyResolutions',
  'earlyResolution-x',
  'closed',
  'closed.',
  'Closed',
];
const outcomes = [null, 'settled', 'withdrawn', 'criticism'];

/** Complaints with what was known of each when. */
function randomHistories(seed: number, count: number): ReadonlyMap<string, readonly Version[]> {
  const roll = seededRandom(seed);
  const oneOf = <Entry>(all: readonly Entry[]): Entry => all[Math.floor(roll() * all.length)]!;
  const some = <Entry>(all: readonly Entry[]): readonly Entry[] => all.filter(() => roll() < 0.35);
  let position = 0n;
  return new Map(
    Array.from({ length: count }, (_, n) => {
      const id = `${oneOf(['a', 'B', 'æ', 'å', 'z'])}-${n}`;
      let knownFrom = begin + Math.floor(roll() * 40) * day;
      const versions = Array.from({ length: 1 + Math.floor(roll() * 4) }, (): Version => {
        const date = () => localDateOf(begin + Math.floor(roll() * 60) * day);
        const row: Row = {
          id,
          number:
            roll() < 0.3 ? null : `${oneOf([2025, 2026])}-${String(1 + Math.floor(roll() * 12_000)).padStart(4, '0')}`,
          state: oneOf(states),
          outcome: oneOf(outcomes),
          receivedOn: date(),
          lifecycle: oneOf(['complaint/1', 'complaint/2']),
          profile: oneOf(['horsens@1', 'odense@1']),
          revision: n,
          readers: roll() < 0.2 ? some(['asta', 'bo', 'a,b']) : null,
          assigned: oneOf([
            { to: 'asta', until: null, then: null },
            { to: null, until: null, then: null },
            { to: 'bo', until: date(), then: oneOf(['asta', null]) },
          ]),
          asked: some(departments),
          stopped: roll() < 0.05,
          parts: some(departments).map((department, place) => ({
            id: String.fromCharCode(65 + place),
            topic: oneOf(topics),
            department,
            askedOf: some(departments),
            found: roll() < 0.5,
          })),
          waits: Array.from({ length: Math.floor(roll() * 3) }, () => ({
            kind: 'departmentAnswer' as const,
            department: oneOf(departments),
            due: date(),
          })),
        };
        // Two events in one millisecond happen.
        knownFrom += roll() < 0.2 ? 0 : Math.floor(roll() * 10) * day;
        return { row, since: (position += 1n), knownFrom };
      });
      return [id, versions];
    }),
  );
}

async function fill(db: ViewsDatabase, histories: ReadonlyMap<string, readonly Version[]>): Promise<void> {
  await prepare(db);
  await db.write(async (tx) => {
    const made = await beginGeneration(tx, worklist);
    await swapIn(tx, worklist, made);
    const rows = [...histories].flatMap(([stream, versions]) =>
      versions.map(({ row, since, knownFrom }, n): { readonly [column: string]: SqlValue } => {
        const after = versions[n + 1];
        return {
          stream,
          key: '',
          since,
          until: after?.since ?? null,
          known_from: knownFrom,
          known_until: after?.knownFrom ?? null,
          ...columnsOf(row),
        };
      }),
    );
    await upsertMany(tx, physicalName('worklist', made), rows, ['stream', 'key', 'since']);
    const own = await beginGeneration(tx, departmentLines);
    await swapIn(tx, departmentLines, own);
    const lines = [...histories].flatMap(([stream, versions]) =>
      versions.flatMap(({ row, since, knownFrom }, n) =>
        row.asked.map((department): { readonly [column: string]: SqlValue } => ({
          stream,
          key: department,
          since,
          until: versions[n + 1]?.since ?? null,
          known_from: knownFrom,
          known_until: versions[n + 1]?.knownFrom ?? null,
          department,
          ...columnsOf(lineForDepartment(department, row)),
        })),
      ),
    );
    await upsertMany(tx, physicalName('department_line', own), lines, ['stream', 'key', 'since']);
  });
}

const ownFilters: readonly Filter[] = [
  {},
  { department: 'borger_ervice' },
  { topic: 'delay' },
  { overdue: true },
  { overdue: false },
  { outcome: 'criticism' },
  { outcome: 'none' },
  { state: 'earlyResolution', profile: 'odense@1' },
];

const knownAt = (histories: ReadonlyMap<string, readonly Version[]>, at: number | undefined): readonly Row[] =>
  [...histories.values()].flatMap((versions) =>
    versions
      .filter(({ knownFrom }) => at === undefined || knownFrom <= at)
      .slice(-1)
      .map(({ row }) => row),
  );

eachDatabase((open) => {
  it('every filter, order and page of the worklist is what the pure functions give, now and at any past instant', async () => {
    const db = await open();
    const histories = randomHistories(7, 160);
    await fill(db, histories);
    const lines = tables<WorklistTables>(db.read);
    const roll = seededRandom(11);
    const perhaps = <Entry>(all: readonly Entry[]): Entry | undefined =>
      roll() < 0.25 ? all[Math.floor(roll() * all.length)] : undefined;
    let [pages, hits] = [0, 0];
    for (let n = 0; n < 150; n += 1) {
      const asked = {
        state: perhaps(states),
        outcome: perhaps(['settled', 'withdrawn', 'none']),
        department: perhaps(departments),
        topic: perhaps(topics),
        overdue: perhaps([true, false]),
        lifecycle: perhaps(['complaint/1']),
        profile: perhaps(['odense@1']),
      };
      const filter = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Filter;
      const at = roll() < 0.5 ? undefined : begin + Math.floor(roll() * 80 - 5) * day - Math.floor(roll() * 2);
      const today = localDateOf(begin + Math.floor(roll() * 70) * day);
      const sort = sorts[n % sorts.length]!;
      const limit = [1, 3, 17, 500][n % 4]!;
      const rows = knownAt(histories, at).filter((row) => matches(row, filter, today));
      let cursor: readonly [string, string] | undefined;
      const seen: Item[] = [];
      for (let turn = 0; turn < 12; turn += 1) {
        const found = await list(lines, { filter, today, sort, limit, at, cursor });
        expect(found).toEqual(page(rows, today, { sort, limit, ...(cursor ? { cursor } : {}) }));
        seen.push(...found.items);
        pages += 1;
        cursor = found.next === null ? undefined : placeIn(sort, found.next);
        if (!cursor) break;
      }
      hits += seen.length;
      if (!cursor) expect(seen).toHaveLength(rows.length);
    }
    expect(pages).toBeGreaterThan(300);
    expect(hits).toBeGreaterThan(1000);
  });

  it('a department finds the complaints that it was asked about, as it may see them, in every order and page; a citizen the one complaint; at any instant', async () => {
    const db = await open();
    const histories = randomHistories(8, 80);
    await fill(db, histories);
    const lines = tables<WorklistTables>(db.read);
    for (const at of [undefined, begin - 1, begin + 20 * day, begin + 45 * day]) {
      const known = knownAt(histories, at);
      for (const of of departments)
        for (const [n, filter] of ownFilters.entries()) {
          const [sort, today] = [sorts[(n + of.length) % sorts.length]!, localDateOf(begin + 30 * day)];
          const own = known
            .filter(({ asked }) => asked.includes(of))
            .map((row) => lineForDepartment(of, row))
            .filter((row) => matches(row, filter, today));
          let cursor: readonly [string, string] | undefined;
          for (let turn = 0; turn < 8; turn += 1) {
            const found = await list(lines, { filter, today, sort, limit: 4, at, of, cursor });
            expect(found).toEqual(page(own, today, { sort, limit: 4, ...(cursor ? { cursor } : {}) }));
            cursor = found.next === null ? undefined : placeIn(sort, found.next);
            if (!cursor) break;
          }
        }
      for (const id of [...histories.keys()].slice(0, 20))
        expect(await lineOf(lines, id, at)).toEqual(known.find((row) => row.id === id));
    }
    expect(await lineOf(lines, 'nowhere')).toBeUndefined();
  });

  it('of confidential complaints a member finds those that name them now, whatever instant is asked for', async () => {
    const db = await open();
    const histories = randomHistories(21, 80);
    await fill(db, histories);
    const lines = tables<WorklistTables>(db.read);
    const today = localDateOf(begin + 30 * day);
    const present = new Map(knownAt(histories, undefined).map((row) => [row.id, row]));
    let hidden = 0;
    for (const sub of ['asta', 'bo', 'a', 'a,b'])
      for (const at of [undefined, begin + 45 * day]) {
        const own = knownAt(histories, at).filter(({ id }) => {
          const { readers, assigned } = present.get(id)!;
          const has = assigned.until === null || today <= assigned.until ? assigned.to : assigned.then;
          return readers === null || has === sub || readers.includes(sub);
        });
        hidden += knownAt(histories, at).length - own.length;
        const found = await list(lines, { filter: {}, today, at, limit: 100, reader: { sub, today } });
        expect(found).toEqual(page(own, today, { limit: 100 }));
      }
    expect(hidden).toBeGreaterThan(0);
  });

  it('as of an instant, the worklist is the fold of what was recorded until then', async () => {
    const { project, events } = await mixedLog(5, 'horsens@1', 12);
    const db = await open();
    await project(db, { batch: 40 });
    const lines = tables<WorklistTables>(db.read);
    const recorded = [...new Set(events.map(({ recordedAt }) => Date.parse(recordedAt)))].sort((a, b) => a - b);
    const numbers = new Map(
      (await db.read.selectFrom('case_number').select(['stream', 'number']).execute()).map(({ stream, number }) => [
        stream,
        String(number),
      ]),
    );
    expect(Object.keys(caseNumbers.tables)).toEqual(['case_number']);
    for (const at of [
      recorded[0]! - 1,
      ...recorded.filter((_, n) => n % 9 === 0).flatMap((instant) => [instant - 1, instant]),
      recorded.at(-1)!,
    ]) {
      const rows = new Map<string, Row | null>();
      const past = events.filter(({ recordedAt }) => Date.parse(recordedAt) <= at);
      for (const stream of new Set(past.map((event) => event.stream))) {
        const caseState = foldCase(
          stream,
          past.filter((event) => event.stream === stream),
        );
        const number = caseState.registeredAt === null ? null : (numbers.get(stream) ?? null);
        rows.set(stream, lineOfCase(caseState, { number, stopped: false }, profileNamed));
      }
      const today = localDateOf(at);
      const known = [...rows.values()].flatMap((row) => (row ? [row] : []));
      expect(await list(lines, { filter: {}, today, at, limit: 500 })).toEqual(page(known, today, { limit: 500 }));
    }
  });
});

/**
 * What the read models of a large office cost: `npm run bench:read-models -- --data <folder of klagegang simulate>
 * --office horsens`. The folder is only read; the read models are built in a temporary file. Rebuilding is a ratio to a
 * raw scan with parsing, measured in the same run.
 */
import 'reflect-metadata';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { openAccessLog } from '../../libs/audit/access-log.js';
import { foldThreads } from '../../libs/complaints/behind/fold-threads.js';
import { Office } from '../../libs/complaints/wiring/office.js';
import { readModelsOf } from '../../libs/complaints/wiring/read-models-of.js';
import { openEmbeddedStore } from '../../libs/event-store/embedded/embedded-store.js';
import { type StoredRecord } from '../../libs/event-store/port.js';
import { demoOffices } from '../../libs/installation/demo-offices.js';
import { localDateOf } from '../../libs/policy/calendar.js';
import { loadProfiles } from '../../libs/policy/profile-file.js';
import { openEmbeddedKeys } from '../../libs/privacy/embedded-keys.js';
import { readMasterKey } from '../../libs/privacy/master-key.js';
import { openSqliteViews } from '../../libs/read-models/database/sqlite-views.js';
import { tables } from '../../libs/read-models/database/views-database.js';
import { OfficeViews } from '../../libs/read-models/office-views.js';
import { type LogEntry } from '../../libs/read-models/projector.js';
import { tokensAsked } from '../../libs/read-models/search/search.js';
import { list, type WorklistTables } from '../../libs/read-models/worklist/queries.js';
import { statisticsOf, wordsOf } from '../../libs/reporting/at-position.js';
import { yearlyOf } from '../../libs/reporting/yearly-of.js';

const { values } = parseArgs({ options: { data: { type: 'string' }, office: { type: 'string', default: 'horsens' } } });
if (values.data === undefined) throw new Error('name a folder that klagegang simulate has made: --data <folder>');
const [data, key] = [values.data, values.office];
const folder = join(data, 'offices', key);
const settings = demoOffices.find((office) => office.key === key)!;
const temporary = mkdtempSync(join(tmpdir(), 'klagegang-read-models-'));
const store = openEmbeddedStore(join(folder, 'events.db'));
const masterKey = readMasterKey(join(data, 'secrets', 'master.key'));
const keys = openEmbeddedKeys({
  path: join(folder, 'keys.db'),
  office: key,
  masterKey,
  shredList: join(folder, 'shredded.list'),
});
const profiles = loadProfiles();
const office = new Office(
  settings,
  profiles,
  store,
  keys,
  openAccessLog(join(temporary, 'access.db'), (text) => keys.mac('access', text)),
);
const sealed = (record: StoredRecord): ComplaintEvent => office.codec.sealed<ComplaintEvent>(record);
const head = await store.head();

const say = (what: string, value: string): void => console.log(`${what.padEnd(58)} ${value}`);
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const rss = (): string => `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB resident`;

/** Every record, read and parsed, and nothing done with it. */
async function scan(): Promise<number> {
  const began = cpu();
  for (let after = 0n; ;) {
    const last = (await store.readAll({ after, limit: 1000 })).at(-1);
    if (!last) return Number(head) / (cpu() - began);
    after = last.position;
  }
}

async function build(views: OfficeViews): Promise<number> {
  const began = cpu();
  for (let after = 0n; ;) {
    const records = await store.readAll({ after, limit: 1000 });
    const last = records.at(-1);
    if (!last) return Number(head) / (cpu() - began);
    await views.apply(
      records.map((record): LogEntry => ({ event: sealed(record) })),
      last.position,
      last.position,
    );
    after = last.position;
  }
}

/** A first start with this log and no read models: by stream, in this thread or shared among others. */
async function rebuildLost(threads: number, raw: number): Promise<void> {
  const lost = join(temporary, `lost-${threads}.db`);
  const aside = openSqliteViews(lost);
  const [begun, beganCpu] = [performance.now(), cpu()];
  const built = await OfficeViews.open(aside, { store, read: sealed }, readModelsOf(office), {
    followUpTo: 0n,
    ...(threads === 0 ? {} : { openFolders: foldThreads({ settings, folder, profiles, masterKey }, { threads }) }),
  });
  const serving = performance.now() - begun;
  await built.build((work) => work());
  const [seconds, used] = [(performance.now() - begun) / 1000, cpu() - beganCpu];
  const rates = [Number(head) / used, Number(head) / seconds];
  say(
    `by stream, ${threads === 0 ? 'in this thread' : `${threads} threads that fold`}`,
    `serving after ${serving.toFixed(0)} ms, complete after ${seconds.toFixed(1)} s; ${rates[0]!.toFixed(0)} a CPU second = ${((100 * rates[0]!) / raw).toFixed(1)} % of the scan, ${rates[1]!.toFixed(0)} a second; load ${loadavg()[0]!.toFixed(1)}; ${rss()}`,
  );
  await aside.close();
  rmSync(lost);
}

async function timed(times: number, work: (n: number) => Promise<unknown>): Promise<string> {
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await work(n);
    took.push(performance.now() - began);
  }
  const sorted = took.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(1);
  return `median ${at(0.5)} ms, p99 ${at(0.99)} ms (${times})`;
}

try {
  say('events', String(head));
  const file = join(temporary, 'views.db');
  const db = openSqliteViews(file);
  const views = await OfficeViews.open(db, { store, read: sealed }, readModelsOf(office), { followUpTo: head });
  const raw = await scan();
  say('raw scan and parse, events per CPU second', raw.toFixed(0));
  for (const threads of [0, 1, 2]) await rebuildLost(threads, raw);
  const rate = await build(views);
  say(
    'building all read models, events per CPU second',
    `${rate.toFixed(0)} = ${((100 * rate) / raw).toFixed(0)} % of the scan; ${rss()}`,
  );
  say(
    'read models on disk',
    `${(statSync(file).size / 2 ** 20).toFixed(0)} MiB, events ${(statSync(join(folder, 'events.db')).size / 2 ** 20).toFixed(0)} MiB`,
  );

  const lines = tables<WorklistTables>(db.read);
  const [newest] = await store.readAll({ backwards: true, limit: 1 });
  const today = localDateOf(Date.parse(String((newest!.metadata as { readonly recordedAt: string }).recordedAt)));
  const states = ['referred', 'intake', 'closed', 'investigating', 'earlyResolution'];
  const departments = settings.departments.map((department) => department.key);
  say('worklist, first page', await timed(100, () => list(lines, { filter: {}, today })));
  say(
    'worklist, by state',
    await timed(100, (n) => list(lines, { filter: { state: states[n % states.length]! }, today })),
  );
  say(
    'worklist, by department, sorted by number',
    await timed(100, (n) =>
      list(lines, { filter: { department: departments[n % departments.length]! }, today, sort: '-number' }),
    ),
  );
  say('worklist, overdue', await timed(100, () => list(lines, { filter: { overdue: true }, today })));
  let page = await list(lines, { filter: {}, today, sort: 'receivedOn' });
  say(
    'worklist, the pages that follow',
    await timed(100, async () => {
      page = await list(lines, {
        filter: {},
        today,
        sort: 'receivedOn',
        ...(page.next === null
          ? {}
          : { cursor: JSON.parse(Buffer.from(page.next, 'base64url').toString()) as readonly [string, string] }),
      });
    }),
  );
  say(
    'worklist, five years ago',
    await timed(5, () =>
      list(lines, {
        filter: { state: 'referred' },
        today,
        at: Date.parse(`${Number(today.slice(0, 4)) - 5}-06-15T10:00:00Z`),
      }),
    ),
  );
  const texts = ['Hansen', 'Jensen', 'svar', 'Ukendtsen', '12345678'];
  say(
    'search',
    await timed(100, (n) =>
      list(lines, {
        filter: {},
        today,
        tokens: tokensAsked((term) => keys.mac('index', term), texts[n % texts.length]!),
      }),
    ),
  );
  const year = Number(today.slice(0, 4));
  const source = { db, words: wordsOf(settings, 1) };
  for (const [name, ...by] of [
    ['contacts', 'quarter', 'channel'],
    ['parts', 'department', 'topic'],
    ['upheld', 'department'],
    ['own-time', 'investigated'],
    ['department-time', 'department'],
  ] as const) {
    say(
      `ten years of ${name} by ${by.join(', ')}`,
      await timed(1, () =>
        statisticsOf(source, {}, (statistics) =>
          statistics.report({ name, by, from: `${year - 9}-01-01`, to: `${year}-12-31` }),
        ),
      ),
    );
  }
  say(
    'the yearly report of one year, all its tables',
    await timed(1, () =>
      statisticsOf(source, {}, (statistics, position) =>
        yearlyOf(statistics, { key, name: settings.name }, year - 1, position.toString()),
      ),
    ),
  );
  say('process', rss());
  await db.close();
} finally {
  await office.close();
  rmSync(temporary, { recursive: true, force: true });
}

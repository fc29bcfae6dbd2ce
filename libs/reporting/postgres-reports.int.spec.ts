/** Threads that compute reports read a PostgreSQL as they read a file: the same reports to the byte. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomOffice } from '../../test/read-models/random-office.js';
import { PostgresServer } from '../../test/postgres/postgres.js';
import { createLog } from '../platform/log.js';
import { openPostgresViews } from '../read-models/database/postgres-views.js';
import { openSqliteViews } from '../read-models/database/sqlite-views.js';
import { type ViewsDatabase } from '../read-models/database/views-database.js';
import { reports } from '../read-models/statistics/definitions.js';
import { temporaryFolder } from '../sqlite/testing/folder.js';
import { doJob, type Job, type ReportFile } from './jobs.js';
import { type ReportOffice } from './report-worker.js';
import { ReportWorkers, usualLimits } from './report-workers.js';

const folder = temporaryFolder();
const office: ReportOffice = {
  key: 'horsens',
  name: { da: 'Kontoret', en: 'The office' },
  words: { office: 'horsens', departments: {}, topics: {} },
  folder: folder.path,
};
const opened: ViewsDatabase[] = [];
let server: PostgresServer;
let workers: ReportWorkers;

beforeAll(async () => {
  server = await PostgresServer.start();
  const { host, port, database, user, password } = server.connection;
  const passwordFile = join(folder.path, 'password');
  writeFileSync(passwordFile, `${String(password)}\n`, { mode: 0o600 });
  const silent = { write: () => undefined };
  workers = new ReportWorkers(
    {
      views: { kind: 'postgres', host, port, database, user, passwordFile, tls: null },
      memoryMiB: 16,
      offices: [office],
    },
    createLog('test', silent, silent),
    { ...usualLimits, workers: 2, perCaller: 20, inAll: 40 },
  );
});
afterAll(async () => {
  await workers.close();
  await Promise.all(opened.map((db) => db.close()));
  await server.close();
  folder.remove();
});

it('makes every report, the year as PDF and what is behind a figure as it does of a file', async () => {
  const made = await randomOffice(31, 'horsens@1', 20, { all: true });
  const { connection } = server;
  const shared = await openPostgresViews({ connection, schema: 'klagegang-horsens', now: () => Date.now() });
  const file = openSqliteViews(':memory:');
  opened.push(shared, file);
  for (const db of opened) await made.follow(await made.open(db));

  const of = { office: office.key, asof: {}, audience: 'published' } as const;
  const period = { from: '2026-01-01', to: '2027-12-31' };
  const jobs: readonly Job[] = [
    ...Object.entries(reports).map(([name, { usually }]): Job => ({
      ...of,
      kind: 'report',
      asked: { ...period, name, by: usually },
      format: 'json',
      lang: 'da',
    })),
    { ...of, kind: 'yearly', year: 2026, format: 'json', lang: 'da' },
    { ...of, audience: 'internal', kind: 'yearly', year: 2026, format: 'json', lang: 'da' },
    { ...of, kind: 'behind', asked: { ...period, name: 'contacts', by: [] }, keys: {}, limit: 50 },
  ];
  const gone = new AbortController().signal;
  const answers = await Promise.all(jobs.map((job, index) => workers.run(job, `analyst ${index % 3}`, gone)));
  const plain = (answer: (typeof answers)[number]) =>
    'bytes' in answer ? Buffer.from(answer.bytes).toString() : answer;
  for (const [index, job] of jobs.entries())
    expect(plain(answers[index]!)).toEqual(plain(await doJob({ db: file, ...office }, job)));

  const pdf = await workers.run({ ...of, kind: 'yearly', year: 2026, format: 'pdf', lang: 'da' }, 'analyst', gone);
  expect(Buffer.from((pdf as ReportFile).bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  expect([workers.ended, workers.trouble]).toEqual([0, undefined]);
});

/**
 * The product as its operator runs it, with its events in EventStoreDB: each of the two is killed and started again, in
 * turn and together.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { startKlagegang } from '../../apps/cli/reporting/testing/run.js';
import { klagegang } from '../../apps/cli/safekeeping/testing/run.js';
import { ended } from '../../libs/event-store/embedded/testing/child.js';
import { StandIn } from '../contract/eventstoredb/stand-in.js';
import { hangMs } from '../hang.js';
import { Complaint, Office, type Answer, type Problem, type Receipt } from './client.js';
import { newFolder } from './in-process.js';
import { build, RealProcess } from './real-process.js';
import { Worker } from './loop-worker/worker.js';

const office = 'horsens';
const folders: string[] = [];
const standIns: StandIn[] = [];
beforeAll(build);
afterAll(async () => {
  for (const standIn of standIns) await standIn.dispose();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function onCluster(
  connectionString?: string,
): Promise<{ readonly product: RealProcess; readonly standIn: StandIn; readonly configure: (events: object) => void }> {
  const standIn = await StandIn.start();
  standIns.push(standIn);
  const folder = newFolder();
  folders.push(folder);
  const config = join(folder, 'klagegang.config.json');
  const configure = (events: object) => writeFileSync(config, JSON.stringify({ events }));
  configure({
    kind: 'eventstoredb',
    connectionString: connectionString ?? standIn.connectionString,
    allowInsecure: true,
  });
  return { product: new RealProcess(join(folder, 'data'), { KLAGEGANG_CONFIG: config }), standIn, configure };
}

const codeOf = (answer: Answer): readonly [number, string | undefined] => [
  answer.status,
  answer.status < 300 ? undefined : answer.json<Problem>().code,
];
/** Asks until the answer is as wanted: the loop behind pauses between two tries. */
async function until(isWanted: (answer: Answer) => boolean, ask: () => Promise<Answer>): Promise<Answer> {
  for (const end = Date.now() + hangMs; ; await later(50)) {
    const answer = await ask();
    if (isWanted(answer) || Date.now() > end) return answer;
  }
}
const linesOf = ({ file }: StandIn): number => readFileSync(file, 'utf8').split('\n').length;

async function untilRegistered(at: Office): Promise<Complaint> {
  const complaint = await at.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do(
    'RegisterCase',
    { complainant: { name: 'Kirsten Klynge' }, summary: 'Svar udeblev' },
    'registered',
  );
  return complaint;
}

it('a complaint goes on where it was when the product, the server or both were killed in between; what cannot be written is said so', async () => {
  const { product, standIn } = await onCluster();
  try {
    await product.start();
    const at = new Office(product, office);
    const complaint = await untilRegistered(at);
    const { revision } = complaint.last;

    await product.restart();
    await complaint.do('RecordNote', { text: 'Efter en genstart' }, 'registered');
    expect(complaint.last.revision).toBe(revision + 1);

    // One step is stored, and its answer is lost with the server; another is asked for when it is down. Each is told
    // which of the two it is.
    const [first, second] = [{ text: 'Svaret går tabt' }, { text: 'Mens serveren er nede' }];
    const other = await at.start();
    const before = linesOf(standIn);
    await standIn.fault({ loseAnswer: 1 });
    const unknown = complaint.send('RecordNote', first, { key: 'first' });
    while (linesOf(standIn) === before) await later(20);
    await standIn.kill();
    expect(codeOf(await unknown)).toEqual([503, 'OUTCOME_UNKNOWN']);
    // Only now does the product's client surely know that its connection is gone: before, the outcome may be unknown.
    const unavailable = await other.send('RecordPart', { topic: 'delay', department: 'jobcenter' }, { key: 'second' });
    expect(codeOf(unavailable)).toEqual([503, 'STORE_UNAVAILABLE']);
    expect((await at.get('/complaints')).status).toBe(200);
    const health = await product.ask({ method: 'GET', path: '/health/ready' });
    // Whichever offices have noticed by now.
    expect([health.status, health.json()]).toEqual([
      200,
      {
        status: 'read-only',
        troubles: expect.arrayContaining([
          expect.objectContaining({
            office,
            part: 'events',
            sentence: expect.stringMatching(/^EventStoreDB /) as string,
          }),
        ]) as unknown,
      },
    ]);

    await standIn.start();
    const repeated = await complaint.send('RecordNote', first, { key: 'first' });
    expect(codeOf(repeated)).toEqual([200, undefined]);
    complaint.last = repeated.json<Receipt>();
    expect(complaint.last.revision).toBe(revision + 2);
    expect(
      codeOf(await other.send('RecordPart', { topic: 'delay', department: 'jobcenter' }, { key: 'second' })),
    ).toEqual([200, undefined]);
    const found = await until(
      ({ headers }) => headers['x-stale'] === undefined,
      () => at.post('/complaints/search', { text: 'tabt' }),
    );
    expect([found.json<{ total: number }>().total, found.headers['x-stale']]).toEqual([1, undefined]);
    const healed = await until(
      (answer) => answer.json<{ readonly status: string }>().status === 'ready',
      () => product.ask({ method: 'GET', path: '/health/ready' }),
    );
    expect(healed.json()).toEqual({ status: 'ready' });
    expect(product.output).not.toMatch(/projectionStopped/);

    await Promise.all([product.kill(), standIn.kill()]);
    await standIn.start();
    await product.start();
    const after = await complaint.do('RecordNote', second, 'registered');
    expect(after.revision).toBe(revision + 3);
    const { events } = (await at.get(`${complaint.path}/history?after=${after.position}`)).json<{
      events: readonly { type: string; revision: number }[];
    }>();
    expect(events.map((event) => event.revision)).toEqual(Array.from({ length: revision + 4 }, (_, index) => index));
    expect(events.filter(({ type }) => type === 'NoteRecorded')).toHaveLength(3);
    expect(existsSync(join(product.folder, 'offices', office, 'events.db'))).toBe(false);
    expect(product.output).not.toMatch(/Kirsten|Klynge|\n\s+at /);
  } finally {
    await product.kill();
  }
});

describe('what is there and what the configuration says', () => {
  const refusedOn = async (product: RealProcess): Promise<string> => {
    const { code, output } = await product.startRefused();
    expect(code).toBe(1);
    expect(output.trim().split('\n').length).toBeLessThanOrEqual(3);
    return output;
  };

  it('keys without their events, events without their keys, a file instead of the cluster: it does not start, and says which', async () => {
    const { product, standIn, configure } = await onCluster();
    const own = join(product.folder, 'offices', office);
    await product.start();
    const at = new Office(product, office);
    await untilRegistered(at);
    await product.restart();
    await product.kill();

    const empty = await StandIn.start();
    standIns.push(empty);
    configure({ kind: 'eventstoredb', connectionString: empty.connectionString, allowInsecure: true });
    expect(await refusedOn(product)).toMatch(/EventStoreDB holds no event of horsens, and .*keys\.db holds keys/);
    configure({ kind: 'embedded' });
    expect(await refusedOn(product)).toMatch(/are kept in EventStoreDB/);

    configure({ kind: 'eventstoredb', connectionString: standIn.connectionString, allowInsecure: true });
    const list = readFileSync(join(own, 'shredded.list'));
    rmSync(join(own, 'shredded.list'));
    expect(await refusedOn(product)).toMatch(/shredded\.list is not there, and the keys of horsens are/);
    writeFileSync(join(own, 'shredded.list'), list, { mode: 0o600 });
    for (const file of ['keys.db', 'keys.db-wal', 'keys.db-shm']) rmSync(join(own, file), { force: true });
    expect(await refusedOn(product)).toMatch(/horsens: keys\.db is not there, or empty/);
  });

  it('an office that was kept in files starts on the cluster once its events are there, and not before', async () => {
    const { product, standIn, configure } = await onCluster();
    const [address, file] = [standIn.connectionString, join(product.folder, 'offices', office, 'events.db')];
    configure({ kind: 'embedded' });
    await product.start();
    const complaint = await untilRegistered(new Office(product, office));
    await product.kill('SIGTERM');
    configure({ kind: 'eventstoredb', connectionString: address, allowInsecure: true });
    expect(await refusedOn(product)).toMatch(
      /events\.db holds events of horsens that EventStoreDB has not: revision \d+ of .* Copy them/,
    );
    expect((await klagegang('copy', '--from', file, '--to', address, '--office', office, '--insecure')).code).toBe(0);
    await product.start();
    try {
      expect((await complaint.view<{ state: string; complainant: { name: string } }>()).complainant.name).toBe(
        'Kirsten Klynge',
      );
      await complaint.do('RecordNote', { text: 'I klyngen' }, 'registered');
      await product.restart();
      expect((await complaint.view<{ revision: number }>()).revision).toBe(complaint.last.revision);
    } finally {
      await product.kill();
    }
  });
});

describe('two offices of one cluster', () => {
  const offices = ['odense', office] as const;
  interface Line {
    readonly id: string;
    readonly number: string | null;
    readonly state: string;
    readonly revision: number;
  }
  /** As everybody sees it once nothing can be missing. */
  const listOf = async (at: Office): Promise<readonly Line[]> => {
    const answer = await until(
      ({ status, headers }) => status === 200 && headers['x-stale'] === undefined,
      () => at.get('/complaints'),
    );
    expect([answer.status, answer.headers['x-stale']]).toEqual([200, undefined]);
    return answer
      .json<{ readonly items: readonly Line[] }>()
      .items.map(({ id, number, state, revision }) => ({ id, number, state, revision }));
  };
  const listsOf = async (...asked: readonly Office[]) => {
    const lists: (readonly Line[])[] = [];
    for (const at of asked) lists.push(await listOf(at));
    return lists;
  };
  const both = (product: RealProcess) => offices.map((key) => new Office(product, key));
  const part = { topic: 'delay', department: 'jobcenter' };
  const begun = async (at: Office): Promise<Complaint> => {
    if (at.key === office) return untilRegistered(at);
    const complaint = await at.start();
    await complaint.do('RecordPart', part);
    return complaint;
  };
  const fileOf = ({ folder }: RealProcess, key: string) => join(folder, 'offices', key, 'events.db');

  it('move there and back; read models are built anew, and what an operator asks of the stopped folder is answered', async () => {
    const { product, standIn, configure } = await onCluster();
    const address = standIn.connectionString;
    const onIt = { kind: 'eventstoredb', connectionString: address, allowInsecure: true };
    const ask = (...words: readonly string[]) => ended(startKlagegang(words, product.env));
    const [data, one] = [
      ['--data', product.folder],
      ['--office', office],
    ];
    try {
      configure({ kind: 'embedded' });
      await product.start();
      const [theirs, ours] = [await begun(new Office(product, offices[0])), await begun(new Office(product, office))];
      for (const { office: at } of [theirs, ours]) for (let n = 0; n < 2; n += 1) await begun(at);
      const before = await listsOf(theirs.office, ours.office);
      await product.kill('SIGTERM');

      for (const key of offices)
        expect(
          (await klagegang('copy', '--from', fileOf(product, key), '--to', address, '--office', key, '--insecure'))
            .code,
        ).toBe(0);
      configure(onIt);
      await product.start();
      expect(await listsOf(...both(product))).toEqual(before);
      const complaint = new Complaint(new Office(product, office), ours.last);
      await complaint.do('RecordNote', { text: 'I klyngen' }, 'registered');
      const other = new Complaint(new Office(product, offices[0]), theirs.last);
      for (let n = 0; n < 3; n += 1) await other.do('RecordPart', part);
      // From the start on the read models have seen what the other office wrote behind the end of this one.
      await product.restart('SIGTERM');
      const there = await listsOf(...both(product));
      expect(there[1]!.find(({ id }) => id === complaint.id)!.revision).toBe(complaint.last.revision);
      await product.kill('SIGTERM');

      const report = await ask(
        'report',
        ...data,
        ...one,
        'contacts',
        '--json',
        '--out',
        join(product.folder, '..', 'report.json'),
      );
      expect([report.code, report.errors]).toEqual([0, '']);
      const { position } = JSON.parse(report.lines[0]!) as { readonly position: string };
      const earlier = await ask('report', ...data, ...one, 'contacts', '--position', String(BigInt(position) - 1n));
      expect([earlier.code, earlier.errors]).toEqual([0, '']);
      const built = await ask('rebuild', ...data, ...one, '--json');
      expect([built.code, built.errors]).toEqual([0, expect.not.stringContaining('another log')]);
      const verified = await ask('verify', ...data);
      expect([verified.code, verified.lines.join('\n')]).toEqual([
        0,
        expect.stringMatching(
          /horsens: \d+ events of 3 complaints in EventStoreDB, all well\n {2}events\.db is an old copy of \d+ events/,
        ),
      ]);
      const unsure = await ended(startKlagegang(['verify', ...data]));
      expect([unsure.code, unsure.lines.join('\n')]).toEqual([
        1,
        expect.stringMatching(
          /horsens: 0 events .*NOT well.*\n {2}events: The events of horsens are kept in EventStoreDB/,
        ),
      ]);
      const otherwise = await ask('what-if', ...data, ...one, '--without', 'ageLimit', '--json');
      expect([otherwise.code, otherwise.errors]).toEqual([0, '']);
      expect(JSON.parse(otherwise.lines[0]!)).toMatchObject({ compared: 3 });
      const replayed = await ask('replay', ...data, ...one, complaint.id);
      expect([replayed.code, replayed.lines.at(-1)]).toEqual([0, expect.stringMatching(/^legal/)]);

      for (const key of ['koebenhavn', ...offices]) {
        const own = join(product.folder, 'offices', key);
        for (const name of ['events.db', 'events.db-wal', 'events.db-shm']) rmSync(join(own, name), { force: true });
        expect(
          (await klagegang('copy', '--from', address, '--to', fileOf(product, key), '--office', key, '--insecure'))
            .code,
        ).toBe(0);
        rmSync(join(own, 'eventstoredb.json'));
      }
      configure({ kind: 'embedded' });
      await product.start();
      expect(await listsOf(...both(product))).toEqual(there);
      await new Complaint(new Office(product, office), complaint.last).do(
        'RecordNote',
        { text: 'Hjemme' },
        'registered',
      );
      expect(product.output).not.toMatch(/RangeError|projectionStopped|loopRefused/);
      expect((await ask('verify', ...data)).code).toBe(0);
    } finally {
      await product.kill();
    }
  });
});

describe('a cluster that is away when the product starts', () => {
  it('is waited for, and readiness says so; without one in time the start ends with a sentence', async () => {
    const { product, standIn, configure } = await onCluster();
    const onIt = { kind: 'eventstoredb', connectionString: standIn.connectionString, allowInsecure: true };
    try {
      await product.start();
      await untilRegistered(new Office(product, office));
      await product.kill('SIGTERM');
      await standIn.kill();

      configure({ ...onIt, waitSeconds: 1 });
      const { code, output } = await product.startRefused();
      expect([code, output]).toEqual([1, expect.stringMatching(/EventStoreDB at 127\.0\.0\.1:\d+ cannot be used/)]);
      expect(existsSync(join(product.folder, 'running.json'))).toBe(false);

      configure({ ...onIt, waitSeconds: 600 });
      const started = product.start();
      started.catch(() => undefined);
      const readiness = () =>
        product.ask({ method: 'GET', path: '/health/ready' }).catch(() => ({ status: 0 }) as Answer);
      const waiting = await until(({ status }) => status === 503, readiness);
      expect(waiting.json()).toMatchObject({
        status: 'not ready',
        troubles: [{ part: 'events', sentence: expect.stringMatching(/cannot be used/) as string }],
      });
      expect(codeOf(await product.ask({ method: 'GET', path: '/api/offices/horsens/complaints' }))).toEqual([
        503,
        'STORE_UNAVAILABLE',
      ]);
      expect((await product.ask({ method: 'GET', path: '/health/live' })).status).toBe(200);
      await standIn.start();
      await started;
      await new Office(product, office).start();
    } finally {
      await product.kill();
    }
  });

  it('is waited for by a worker that is started meanwhile, too; the product says so, and goes on by itself', async () => {
    const { product, standIn } = await onCluster();
    const events = { kind: 'eventstoredb', connectionString: standIn.connectionString, allowInsecure: true };
    writeFileSync(product.env.KLAGEGANG_CONFIG!, JSON.stringify({ events, loops: 'worker' }));
    const workers = [new Worker(product.folder, product.env)];
    const health = () => product.ask({ method: 'GET', path: '/health/ready' });
    const statusOf = (answer: Answer) => answer.json<{ readonly status: string }>().status;
    try {
      await product.start();
      const at = new Office(product, office);
      const complaint = await untilRegistered(at);
      await until((answer) => statusOf(answer) === 'ready', health);
      await standIn.kill();
      await workers[0]!.end();
      workers.push(new Worker(product.folder, product.env));
      const away = await until((answer) => /EventStoreDB at .* cannot be used/.test(answer.text), health);
      expect([away.status, statusOf(away), away.text]).toEqual([
        200,
        'read-only',
        expect.stringMatching(/EventStoreDB at .* cannot be used/),
      ]);
      await standIn.start();
      await complaint.do('RecordNote', { text: 'Klyngen er tilbage' }, 'registered');
      expect(statusOf(await until((answer) => statusOf(answer) === 'ready', health))).toBe('ready');
      const found = await until(
        ({ headers }) => headers['x-stale'] === undefined,
        () => at.post('/complaints/search', { text: 'tilbage' }),
      );
      expect(found.json<{ total: number }>().total).toBe(1);
    } finally {
      for (const worker of workers) await worker.end();
      await product.kill();
    }
  });
});

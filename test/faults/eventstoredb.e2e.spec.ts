/**
 * The product as its operator runs it, with its events in EventStoreDB: each of the two is killed and started again, in
 * turn and together.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { klagegang } from '../../apps/cli/safekeeping/testing/run.js';
import { StandIn } from '../contract/eventstoredb/stand-in.js';
import { hangMs } from '../hang.js';
import { type Complaint, Office, type Answer, type Problem, type Receipt } from './client.js';
import { newFolder } from './in-process.js';
import { build, RealProcess } from './real-process.js';

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
    expect([health.status, health.json()]).toEqual([
      200,
      {
        status: 'read-only',
        troubles: [
          expect.objectContaining({
            office,
            part: 'events',
            sentence: expect.stringMatching(/^EventStoreDB /) as string,
          }),
        ],
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
    expect((await product.ask({ method: 'GET', path: '/health/ready' })).json()).toEqual({ status: 'ready' });
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

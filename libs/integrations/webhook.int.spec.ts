/** A webhook and a receiver that may do anything: in order, at least once, under the same id, and until when. */
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { silentLog, type LogFields } from '../platform/log.js';
import { seededRandom } from '../platform/seeded-random.js';
import { hangMs } from '../../test/hang.js';
import { type Posting } from './post.js';
import { ToldLog, WaitingClock } from './testing/told-log.js';
import { Webhook } from './webhook.js';
import { leaveWord, readState, webhookFile } from './webhook-file.js';

interface Got {
  readonly id: string;
  readonly at: number;
  readonly positions: readonly string[];
  readonly body: string;
}

const folder = mkdtempSync(join(tmpdir(), 'klagegang-webhook-'));
afterAll(() => rmSync(folder, { recursive: true }));
const secret = Buffer.alloc(32, 9);
const secretFile = join(folder, 'secret');
writeFileSync(secretFile, `whsec_${secret.toString('base64')}\n`, { mode: 0o600 });

const anHour = 3_600_000;
let count = 0;
const running: Webhook[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

/** A receiver that answers as it is told to, one status after the other and then the last for ever. */
class Receiver {
  readonly got: Got[] = [];
  constructor(
    private readonly clock: WaitingClock,
    private readonly answers: (number | Error)[] = [204],
  ) {}
  post = async ({ headers, body }: Posting): Promise<number> => {
    await turn();
    const { events } = JSON.parse(body) as { readonly events: readonly { readonly position: string }[] };
    this.got.push({
      id: headers['webhook-id']!,
      at: this.clock.now(),
      positions: events.map(({ position }) => position),
      body,
    });
    const answer = this.answers.length > 1 ? this.answers.shift()! : this.answers[0]!;
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

interface Setting {
  readonly log?: ToldLog;
  readonly clock?: WaitingClock;
  readonly file?: string;
  readonly answers?: (number | Error)[];
  readonly lookMs?: number;
}
function begin({ log = new ToldLog(), clock = new WaitingClock(), file, answers, lookMs = 1000 }: Setting = {}) {
  const receiver = new Receiver(clock, answers);
  const lines: LogFields[] = [];
  const kept = file ?? webhookFile(folder, `w${(count += 1)}`);
  const webhook = new Webhook({
    config: { name: 'esdh', office: 'odense', url: 'https://esdh.example.dk/k', secretFile, caFile: null },
    file: kept,
    positions: log,
    log: { ...silentLog, error: (line) => lines.push(line), info: (line) => lines.push(line) },
    clock,
    random: seededRandom(1),
    post: receiver.post,
    lookMs,
    pause: clock.pause,
  });
  running.push(webhook);
  webhook.start();
  return { webhook, receiver, clock, log, file: kept, lines };
}
async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + hangMs; Date.now() < end; await turn()) if (holds()) return;
  throw new Error('it does not come');
}
const delivered = (file: string) => readState(file).after.position;
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

it('tells each case in the order of the log, and where it stands', async () => {
  const { receiver, file } = begin({
    log: new ToldLog()
      .add({ complaint: 'a', number: '2026-0001' })
      .add({ complaint: 'a', number: '2026-0001', state: 'referred' }),
  });
  await until(() => delivered(file) === '2');
  expect(receiver.got.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    {
      office: 'odense',
      events: [
        {
          position: '1',
          complaint: 'a',
          number: '2026-0001',
          state: 'registered',
          recordedAt: '2026-03-02T08:00:00.000Z',
        },
        {
          position: '2',
          complaint: 'a',
          number: '2026-0001',
          state: 'referred',
          recordedAt: '2026-03-02T08:00:00.000Z',
        },
      ],
    },
  ]);
});

it('says nothing of a complaint that is no case', async () => {
  const log = new ToldLog();
  for (let index = 0; index < 120; index += 1) log.add({ complaint: `talk${index}`, number: null, state: 'intake' });
  const { receiver, file } = begin({ log: log.add({ complaint: 'a', number: '2026-0001' }) });
  await until(() => delivered(file) === '121');
  expect(receiver.got.map(({ positions }) => positions)).toEqual([['121']]);
  expect(receiver.got[0]!.body).not.toContain('talk');
});

it('a long log goes out in pieces, each after the one before was taken, and what comes later as it comes', async () => {
  const { receiver, file, log } = begin({ log: new ToldLog().cases(120) });
  await until(() => delivered(file) === '120');
  expect(receiver.got.flatMap(({ positions }) => positions)).toEqual(numbers(1, 120));
  expect(receiver.got.map(({ positions }) => positions.length)).toEqual([50, 50, 20]);
  log.add({ complaint: 'late', number: '2026-9' });
  await until(() => delivered(file) === '121');
  expect(receiver.got.at(-1)!.positions).toEqual(['121']);
});

it.each<[string, (number | Error)[]]>([
  ['does not answer', [new Error('ECONNREFUSED'), new Error('ETIMEDOUT'), 204]],
  ['answers 500', [500, 500, 204]],
  ['answers by a redirect, which is not followed', [302, 301, 204]],
  ['answers 404 and 429', [404, 429, 204]],
])('a receiver that %s is told the same again, under the same id, after a pause', async (_, answers) => {
  const { receiver, file, clock } = begin({ log: new ToldLog().cases(3), answers });
  await until(() => delivered(file) === '3');
  const [first, second, third] = receiver.got;
  expect(receiver.got).toHaveLength(3);
  expect(receiver.got.map(({ id, body }) => [id, body])).toEqual(receiver.got.map(() => [first!.id, first!.body]));
  expect(second!.at - first!.at).toBeGreaterThanOrEqual(5000);
  expect(third!.at - second!.at).toBeGreaterThanOrEqual(10_000);
  expect(third!.at - second!.at).toBeLessThanOrEqual(13_000);
  expect(clock.now()).toBeGreaterThan(first!.at);
});

it('what came while the receiver was away goes out after it, in order, and nothing twice', async () => {
  const { receiver, file, log } = begin({ log: new ToldLog().cases(2), answers: [500, 500, 500, 204] });
  await until(() => receiver.got.length === 2);
  log.cases(60);
  await until(() => delivered(file) === '62');
  const taken = receiver.got.slice(3);
  expect(taken.flatMap(({ positions }) => positions)).toEqual(numbers(1, 62));
});

it('killed between a delivery and its checkpoint: delivered again, under the same id', async () => {
  const file = webhookFile(folder, `w${(count += 1)}`);
  const log = new ToldLog().cases(2);
  // The receiver has it, and its answer never arrives.
  const silent = begin({ log, file, answers: [200] });
  const taken: Promise<number> = new Promise(() => undefined);
  const works = silent.receiver.post;
  (silent.webhook as unknown as { post: unknown }).post = async (posting: Posting) => {
    await works(posting);
    return taken;
  };
  await until(() => silent.receiver.got.length === 1);
  running.splice(0);
  expect(delivered(file)).toBe('0');
  log.cases(3);
  const again = begin({ log, file });
  await until(() => delivered(file) === '5');
  expect(again.receiver.got.map(({ id, positions }) => [id === silent.receiver.got[0]!.id, positions])).toEqual([
    [true, ['1', '2']],
    [false, ['3', '4', '5']],
  ]);
  expect(again.receiver.got[0]!.body).toBe(silent.receiver.got[0]!.body);
});

it('a receiver that is gone is told nothing more, also after a restart, until somebody says so', async () => {
  const { receiver, webhook, file, log, clock, lines } = begin({ log: new ToldLog().cases(1), answers: [410] });
  await until(() => webhook.standing.stopped === 'gone');
  expect(webhook.standing.finding).toBe('The webhook esdh has stopped: its receiver answered 410 Gone.');
  expect(lines).toEqual([{ event: 'webhookStopped', office: 'odense', code: 'esdh', status: 410 }]);
  await webhook.stop();
  const restarted = begin({ log, clock, file, lookMs: anHour });
  const before = clock.now();
  await until(() => clock.now() > before + 10 * 86_400_000 || restarted.receiver.got.length > 0);
  expect([receiver.got.length, restarted.receiver.got.length]).toEqual([1, 0]);
  leaveWord(file, { resume: true });
  await until(() => delivered(file) === '1');
  expect(restarted.receiver.got.map(({ id }) => id)).toEqual([receiver.got[0]!.id]);
  expect(restarted.webhook.standing).toMatchObject({ stopped: null, failures: 0, finding: undefined });
});

it('a receiver that has taken nothing for five days is given up, and not before', async () => {
  const { receiver, webhook, clock } = begin({ log: new ToldLog().cases(1), answers: [503], lookMs: anHour });
  await until(() => webhook.standing.stopped !== null);
  expect(webhook.standing.stopped).toBe('givenUp');
  const [first] = receiver.got;
  const days = (clock.now() - first!.at) / 86_400_000;
  expect(days).toBeGreaterThanOrEqual(5);
  expect(days).toBeLessThan(5.1);
  const waits = receiver.got.slice(1).map(({ at }, index) => at - receiver.got[index]!.at);
  // An hour, and here a look besides, which is an hour too.
  expect(Math.max(...waits)).toBeLessThanOrEqual(2 * anHour);
});

it('one that is away for ten minutes is told to the operator; for less nobody has to look', async () => {
  const { webhook, clock, receiver } = begin({ log: new ToldLog().cases(1), answers: [503] });
  await until(() => receiver.got.length === 1);
  const since = clock.now();
  await until(() => webhook.standing.finding !== undefined);
  expect(clock.now() - since).toBeGreaterThanOrEqual(595_000);
  expect(webhook.standing.finding).toMatch(
    /^The receiver of the webhook esdh has taken nothing since 2026-03-02T08:00/,
  );
});

it('is told again from a position on, when an operator says so, under another id', async () => {
  const { receiver, file } = begin({ log: new ToldLog().cases(4) });
  await until(() => delivered(file) === '4');
  leaveWord(file, { from: '2' });
  await until(() => receiver.got.length === 2 && delivered(file) === '4');
  expect(receiver.got.map(({ positions }) => positions)).toEqual([numbers(1, 4), ['3', '4']]);
  expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(2);
});

it('a word about a position that the log has not changes nothing, and is told', async () => {
  const { webhook, receiver, file } = begin({ log: new ToldLog().cases(2) });
  await until(() => delivered(file) === '2');
  leaveWord(file, { from: '77' });
  await until(() => webhook.standing.finding !== undefined);
  expect(webhook.standing.finding).toMatch(/was to go on after position 77, and the log has no event there/);
  expect([receiver.got.length, delivered(file)]).toEqual([1, '2']);
});

it('an office that was moved to another log goes on after the event that was delivered last', async () => {
  const { webhook, file } = begin({ log: new ToldLog().cases(3) });
  await until(() => delivered(file) === '3');
  await webhook.stop();
  const moved = begin({ log: new ToldLog(1000n).cases(3).add({ complaint: 'new', number: '2026-9' }), file });
  await until(() => delivered(file) === '1004');
  expect(moved.receiver.got.map(({ positions }) => positions)).toEqual([['1004']]);
});

it('a log that has lost that event stops it: nobody guesses from where it goes on', async () => {
  const { webhook, file } = begin({ log: new ToldLog().cases(3) });
  await until(() => delivered(file) === '3');
  await webhook.stop();
  const restored = begin({ log: new ToldLog().cases(2), file });
  await until(() => restored.webhook.standing.stopped === 'otherLog');
  expect(restored.receiver.got).toEqual([]);
  leaveWord(file, { from: '0' });
  await until(() => delivered(file) === '2');
});

it('a receiver that is away delays nobody else', async () => {
  const log = new ToldLog().cases(3);
  const away = begin({ log, answers: [new Error('ECONNREFUSED')] });
  const well = begin({ log });
  await until(() => delivered(well.file) === '3' && away.receiver.got.length > 3);
  expect(delivered(away.file)).toBe('0');
});

it('without its secret nothing goes out; put back, it goes on', async () => {
  const hidden = join(folder, 'hidden');
  const own = readFileSync(secretFile);
  const clock = new WaitingClock();
  const receiver = new Receiver(clock);
  const webhook = new Webhook({
    config: { name: 'esdh', office: 'odense', url: 'https://esdh.example.dk/k', secretFile: hidden, caFile: null },
    file: webhookFile(folder, `w${(count += 1)}`),
    positions: new ToldLog().cases(1),
    log: silentLog,
    clock,
    random: seededRandom(1),
    post: receiver.post,
    pause: clock.pause,
  });
  running.push(webhook);
  webhook.start();
  await until(() => webhook.standing.finding !== undefined);
  expect(webhook.standing.finding).toBe('The webhook esdh delivers nothing: the file of its secret cannot be used.');
  writeFileSync(hidden, own, { mode: 0o600 });
  await until(() => receiver.got.length === 1);
});

it('each delivery is signed at the time at which it is tried', async () => {
  const clock = new WaitingClock();
  const headers: Posting[] = [];
  const { file, webhook } = begin({ log: new ToldLog().cases(1), clock, answers: [500, 204] });
  const works = (webhook as unknown as { post: (posting: Posting) => Promise<number> }).post;
  (webhook as unknown as { post: unknown }).post = (posting: Posting) => {
    headers.push(posting);
    return works(posting);
  };
  await until(() => delivered(file) === '1');
  const stamps = headers.map(({ headers: { 'webhook-timestamp': at } }) => Number(at));
  expect(new Set(stamps).size).toBe(headers.length);
  for (const { headers: given, body } of headers) {
    const mac = createHmac('sha256', secret).update(`${given['webhook-id']}.${given['webhook-timestamp']}.${body}`);
    expect(given['webhook-signature']).toBe(`v1,${mac.digest('base64')}`);
  }
});

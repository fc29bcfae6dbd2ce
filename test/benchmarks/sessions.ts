/**
 * `npm run bench:sessions -- [--seconds n] [--rounds n] [--revocations n]`: what a page costs that knows its reader by
 * a session, next to the same case read by bearer, each with its look; and how soon a member who was ended is nobody,
 * with fifty other reads under way. A page is HTML and the API answers JSON, so the ratio is that of the whole answer;
 * what finding a session costs by itself stands below it. Figures are medians over the rounds; nothing is asserted but
 * that nobody is let in who asks after the end was answered.
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { office } from './short-complaint.js';
import { type Reader } from './sessions-station.js';
import { keepGoing, Station } from './station.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '5' },
    revocations: { type: 'string', default: '200' },
  },
});
const [seconds, rounds, revocations] = [Number(values.seconds), Number(values.rounds), Number(values.revocations)];
const inFlight = 50;
const say = (what: string, value: string): void => console.log(`${what.padEnd(62)} ${value}`);
const at = (figures: readonly number[], share: number): number =>
  [...figures].sort((a, b) => a - b)[Math.min(figures.length - 1, Math.floor((share * figures.length) / 100))]!;

const station = await Station.start('sessions-station');
const { port, administrator, readers } = await station.ask<{
  readonly port: number;
  readonly administrator: string;
  readonly readers: readonly Reader[];
}>('start');
const origin = `http://127.0.0.1:${port}`;
const pages = readers.flatMap(({ complaint, secrets }) => secrets.map((secret) => ({ complaint, secret })));

async function get(path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const answer = await fetch(origin + path, { headers, redirect: 'manual' });
  await answer.arrayBuffer();
  return answer.status;
}
async function mustBe(expected: number, work: Promise<number>): Promise<void> {
  const status = await work;
  if (status !== expected) throw new Error(`answered ${status} in place of ${expected}`);
}
let asked = 0;
const byPage = () => {
  // The sessions of one reader do not come one after the other.
  const { complaint, secret } = pages[(asked++ * 21) % pages.length]!;
  return mustBe(200, get(`/min-sag/sager/${complaint}`, { cookie: `sid=${secret}` }));
};
const byBearer = () => {
  const { complaint, token } = readers[asked++ % readers.length]!;
  return mustBe(200, get(`/api/offices/${office}/complaints/${complaint}`, { authorization: `Bearer ${token}` }));
};

/** Milliseconds of the server's processor for one. */
async function cost(read: () => Promise<void>): Promise<{ readonly cpuMs: number; readonly perSecond: number }> {
  const before = await station.ask<number>('cpu');
  const { count, seconds: took } = await keepGoing(inFlight, seconds, read);
  return { cpuMs: (((await station.ask<number>('cpu')) - before) * 1000) / count, perSecond: count / took };
}

async function write(path: string, body: object): Promise<void> {
  const answer = await fetch(`${origin}/api/offices/${office}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${administrator}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`);
}

let letInAfterwards = 0;
/** Milliseconds from the request that ends a member to the first answer that knows the person no more. */
async function revoke(n: number): Promise<{ readonly fromAsking: number; readonly fromAnswer: number }> {
  const sub = `bench-${n}`;
  await write('/members', { sub, name: 'Bente Rådgiver', roles: ['adviser'] });
  const cookie = `sid=${await station.ask<string>('staff', sub)}`;
  await mustBe(200, get('/sessions', { cookie }));
  const began = performance.now();
  let answered = Infinity;
  const end = write('/members/end', { sub }).then(() => {
    answered = performance.now();
  });
  for (;;) {
    const sent = performance.now();
    const status = await get('/sessions', { cookie });
    if (status === 303) break;
    if (sent > answered) letInAfterwards += 1;
    // A session has so many requests a second; a few of them are enough to see when it ends.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const over = performance.now();
  await end;
  return { fromAsking: over - began, fromAnswer: Math.max(0, over - answered) };
}

console.log(`${availableParallelism()} processors, load ${loadavg()[0]!.toFixed(1)}; ${inFlight} requests in flight`);
await cost(byBearer);
await cost(byPage);
const [bearer, page]: [Awaited<ReturnType<typeof cost>>[], Awaited<ReturnType<typeof cost>>[]] = [[], []];
for (let round = 0; round < rounds; round += 1) {
  bearer.push(await cost(byBearer));
  page.push(await cost(byPage));
}
const cpu = (figures: typeof page) =>
  at(
    figures.map(({ cpuMs }) => cpuMs),
    50,
  );
const ratios = page.map(({ cpuMs }, round) => cpuMs / bearer[round]!.cpuMs);
const pace = (figures: typeof page) =>
  `${cpu(figures).toFixed(2)} ms of processor, ${Math.round(
    at(
      figures.map(({ perSecond }) => perSecond),
      50,
    ),
  )}/s`;
say('own case by bearer, with its look', pace(bearer));
say('own case as a page by session, with its look', pace(page));
say('page by session / read by bearer, processor', at(ratios, 50).toFixed(2));
const alone = await station.ask<{ readonly session: number; readonly token: number }>('alone', {
  times: 20_000,
  secrets: pages.map(({ secret }) => secret),
  token: readers[0]!.token,
});
say(
  'finding a session alone / verifying a token alone',
  `${alone.session.toFixed(1)} µs / ${alone.token.toFixed(1)} µs`,
);

let isGoing = true;
const others = Promise.all(
  Array.from({ length: inFlight }, async () => {
    while (isGoing) await byPage();
  }),
);
const took: { readonly fromAsking: number; readonly fromAnswer: number }[] = [];
for (let n = 0; n < revocations; n += 1) took.push(await revoke(n));
isGoing = false;
await others;
const ms = (figures: readonly number[]) => [50, 99, 100].map((share) => at(figures, share).toFixed(1)).join(' / ');
say(
  `${revocations} revocations, from asking to nobody: p50 / p99 / most`,
  `${ms(took.map(({ fromAsking }) => fromAsking))} ms`,
);
say('the same from the answer of the end', `${ms(took.map(({ fromAnswer }) => fromAnswer))} ms`);
say('let in by a request after that answer', String(letInAfterwards));
await station.stop();
if (letInAfterwards > 0) process.exitCode = 1;

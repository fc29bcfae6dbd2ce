/**
 * `npm run bench -- [--seconds n] [--rounds n] [--only http|handler|peer|waits|eventstoredb|read|replay] [--json]`:
 * what the product does in a second, next to what the same machine does in the same minute with nothing in the way.
 * Every line is measured once in each round, so that a busy machine is busy for all of them; figures are medians over
 * the rounds, ratios too; the last line is for docs/measured.md. Nothing is asserted. The files lie in the folder for
 * temporary ones; TMPDIR names another disk. EventStoreDB is measured where KLAGEGANG_TEST_EVENTSTORE names one by its
 * connection string; else it is said that it was not run.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Station, type Measured } from './station.js';
import { measuredRow, render, summed, type Line, type Round } from './table.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '1.5' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
if (!(seconds > 0) || !(Number.isInteger(rounds) && rounds > 0))
  throw new Error('--seconds is a number over 0, --rounds a whole number from 1');
const complaintsToRead = 500;
const inFlights = [1, 32, 256] as const;
const notRun: string[] = [];

interface Address {
  readonly port: number;
  readonly token: string;
}
const stations: Station[] = [];
const start = async (program: string, ...args: readonly string[]) => {
  const station = await Station.start(program, ...args);
  stations.push(station);
  return station;
};

/** A server under load from a process of its own: each pays for itself. */
async function under(
  load: Station,
  server: Station,
  address: Address,
  what: string,
  inFlight: number,
  ids: readonly string[] = [],
): Promise<Measured & { readonly clientSeconds: number }> {
  const before = await server.ask<number>('cpu');
  const client = await load.ask<Measured>('load', { ...address, what, inFlight, seconds, ids });
  return { ...client, cpuSeconds: (await server.ask<number>('cpu')) - before, clientSeconds: client.cpuSeconds };
}

async function httpLines(): Promise<readonly Line[]> {
  const [load, store] = [await start('load-station'), await start('store-station')];
  const [bare, validated, product] = [
    await start('echo-station'),
    await start('echo-station', 'validated'),
    await start('product-station'),
  ];
  const at = new Map(
    await Promise.all(
      [bare, validated, product].map(async (server) => [server, await server.ask<Address>('address')] as const),
    ),
  );
  const line = (key: string, name: string, server: Station, inFlight: number, comparedWith?: string): Line => ({
    key: `${key}-${inFlight}`,
    name,
    inFlight,
    measure: () => under(load, server, at.get(server)!, 'commands', inFlight),
    ...(comparedWith ? { comparedWith: `${comparedWith}-${inFlight}` } : {}),
  });
  const alone: Line = {
    key: 'http-alone',
    name: 'HTTP: one durable command alone',
    inFlight: 1,
    comparedWith: 'http-bare',
    asTime: true,
    measure: () => under(load, product, at.get(product)!, 'commands', 1),
  };
  const lines = [1, 32].flatMap((inFlight) => [
    line('http-echo', 'HTTP: Nest and Fastify, the body sent back', bare, inFlight),
    line('http-validated', 'HTTP: the same behind the ValidationPipe', validated, inFlight, 'http-echo'),
    line('http-commands', 'HTTP: durable commands', product, inFlight, 'http-validated'),
  ]);
  return [bareLine(store, 'http-bare'), alone, ...lines];
}

/** Each next to the least that durable writing can be, on a file of the same kind in the same folder. */
async function handlerLines(): Promise<readonly Line[]> {
  const [product, store] = [await start('product-station'), await start('store-station')];
  return [
    bareLine(store),
    ...inFlights.map((inFlight) => ({
      key: `append-${inFlight}`,
      name: 'store: appends of one event',
      inFlight,
      comparedWith: 'bare',
      measure: () => store.ask<Measured>('append', { inFlight, seconds }),
    })),
    ...inFlights.map((inFlight) => ({
      key: `handler-${inFlight}`,
      name: 'CommandBus: durable commands',
      inFlight,
      comparedWith: 'bare',
      measure: () => product.ask<Measured>('commands', { inFlight, seconds }),
    })),
  ];
}

/** With read models on: the peer keeps none. */
async function peerLines(): Promise<readonly Line[]> {
  const [emmett, product] = [await start('emmett-station'), await start('product-station')];
  return [
    {
      key: 'emmett',
      name: 'Emmett on PostgreSQL: commands',
      inFlight: 32,
      measure: () => emmett.ask<Measured>('commands', { inFlight: 32, seconds }),
    },
    {
      key: 'bus',
      name: 'CommandBus: durable commands, read models on',
      inFlight: 32,
      comparedWith: 'emmett',
      measure: () => product.ask<Measured>('commands', { inFlight: 32, seconds }),
    },
  ];
}

/** What somebody waits for, next to a bare commit. */
async function waitLines(): Promise<readonly Line[]> {
  const [load, store, product] = [
    await start('load-station'),
    await start('store-station'),
    await start('product-station'),
  ];
  const address = await product.ask<Address>('address');
  const reports = await product.ask<object>('fillTenYears', { complaints: 40 });
  const wait = (key: string, name: string, ask: string, asked: object): Line => ({
    key,
    name,
    inFlight: null,
    comparedWith: 'wait-bare',
    asTime: true,
    measure: async () => {
      const before = await product.ask<number>('cpu');
      const milliseconds = await load.ask<number>(ask, asked);
      return { count: 1, seconds: milliseconds / 1000, cpuSeconds: (await product.ask<number>('cpu')) - before };
    },
  });
  return [
    bareLine(store, 'wait-bare'),
    wait('own-write', 'own write in the worklist, p99 at 50 commands/s', 'ownWrites', { ...address, seconds }),
    wait('loop-delay', 'event loop at its latest: four ten-year reports, a PDF', 'reports', reports),
  ];
}

async function eventStoreDbLines(): Promise<readonly Line[]> {
  if (!process.env.KLAGEGANG_TEST_EVENTSTORE) {
    notRun.push('EventStoreDB: not run, for KLAGEGANG_TEST_EVENTSTORE names none');
    return [];
  }
  const [server, store] = [await start('eventstoredb-station'), await start('store-station')];
  return [
    bareLine(store, 'esdb-bare'),
    ...inFlights.map((inFlight) => ({
      key: `esdb-append-${inFlight}`,
      name: 'EventStoreDB: appends of one event',
      inFlight,
      comparedWith: 'esdb-bare',
      measure: () => server.ask<Measured>('append', { inFlight, seconds }),
    })),
    ...inFlights.map((inFlight) => ({
      key: `esdb-handler-${inFlight}`,
      name: 'EventStoreDB: commands by CommandBus',
      inFlight,
      comparedWith: 'esdb-bare',
      measure: () => server.ask<Measured>('commands', { inFlight, seconds }),
    })),
  ];
}

const bareLine = (store: Station, key = 'bare'): Line => ({
  key,
  name: 'SQLite: INSERT and COMMIT, one by one',
  inFlight: 1,
  measure: () => store.ask('bare', { seconds }),
});

async function readLines(): Promise<readonly Line[]> {
  const [load, product] = [await start('load-station'), await start('product-station')];
  const [address, ids] = [
    await product.ask<Address>('address'),
    await product.ask<readonly string[]>('fill', { complaints: complaintsToRead }),
  ];
  return [
    {
      key: 'view',
      name: 'HTTP: case view',
      inFlight: 32,
      measure: () => under(load, product, address, 'caseView', 32, ids),
    },
    {
      key: 'worklist',
      name: `HTTP: worklist, 50 of ${complaintsToRead}`,
      inFlight: 32,
      measure: () => under(load, product, address, 'worklist', 32, ids),
    },
  ];
}

async function replayLines(): Promise<readonly Line[]> {
  const replay = await start('replay-station');
  const line = (key: string, name: string, comparedWith?: string): Line => ({
    key,
    name,
    inFlight: null,
    measure: () => replay.ask<Measured>(key, { seconds }),
    ...(comparedWith ? { comparedWith } : {}),
  });
  return [
    line('naive', "replay: events by XState's transition()"),
    line('memoised', 'replay: events, memoised', 'naive'),
    line('folded', 'replay: events, with the caseState', 'naive'),
  ];
}

const commit = (): string => execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();

const groups: { readonly [name: string]: () => Promise<readonly Line[]> } = {
  http: httpLines,
  handler: handlerLines,
  peer: peerLines,
  waits: waitLines,
  eventstoredb: eventStoreDbLines,
  read: readLines,
  replay: replayLines,
};
try {
  const lines: Line[] = [];
  for (const [name, make] of Object.entries(groups)) if (name.includes(values.only)) lines.push(...(await make()));
  const measured: Round[] = [];
  // The first round warms up and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const figures: Round = new Map();
    for (const { key, measure } of lines) figures.set(key, await measure());
    if (round > 0) measured.push(figures);
    if (!values.json)
      process.stderr.write(round === 0 ? `warm; ${rounds} rounds of ${lines.length} × ${seconds} s` : ` ${round}`);
  }
  if (!values.json) process.stderr.write('\n');
  const table = summed(lines, measured);
  const machine = { node: process.version, processors: availableParallelism(), load: loadavg()[0]! };
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ ...machine, seconds, rounds, notRun, lines: table }, null, 2)}\n`
      : `${render(table)}${notRun.map((line) => `${line}\n`).join('')}\nNode ${machine.node}, ${machine.processors} processors, load ${machine.load.toFixed(1)} with what else ran. "µs each" is processor time of the process measured.\n\n${measuredRow(table, { date: new Date().toISOString().slice(0, 10), commit: commit(), load: machine.load })}\n`,
  );
} finally {
  for (const station of stations) await station.stop();
}

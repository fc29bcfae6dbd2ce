/**
 * What a large office costs, from nothing: `npm run bench:million -- [--complaints n] [--office koebenhavn] [--data
 * folder] [--requests n] [--json]`. Ten years are simulated into the folder, which is kept, or into a temporary one; a
 * folder that a simulation or an earlier run has left is taken as it is. Then the product is started on it without read
 * models, and again with them, and asked over HTTP by one and by four callers at a time. Nothing is asserted; a million
 * complaints want about 40 GB of disk (TMPDIR).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type SimulateAnswer } from '../../apps/cli/simulate/simulate.js';
import { type ReadLoad } from './load-station.js';
import { Station } from './station.js';

const { values } = parseArgs({
  options: {
    complaints: { type: 'string', default: '1000000' },
    office: { type: 'string', default: 'koebenhavn' },
    data: { type: 'string' },
    requests: { type: 'string', default: '2000' },
    json: { type: 'boolean', default: false },
  },
});
const [complaints, requests] = [Number(values.complaints), Number(values.requests)];
if (!(Number.isInteger(complaints) && complaints > 0) || !(Number.isInteger(requests) && requests > 0))
  throw new Error('--complaints and --requests are whole numbers from 1');
const temporary = values.data === undefined ? mkdtempSync(join(tmpdir(), 'klagegang-million-')) : undefined;
const data = values.data ?? join(temporary!, 'data');
const home = join(data, 'offices', values.office);
const api = `/api/offices/${values.office}`;

interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: 's' | 'ms' | 'MiB' | 'events' | 'events/s';
  /** Of the machine over the last minute. */
  readonly load: number;
}
const figures: Figure[] = [];
function told(what: string, value: number, unit: Figure['unit']): void {
  const load = loadavg()[0]!;
  figures.push({ what, value, unit, load });
  if (values.json) return;
  const digits = unit === 'events' || unit === 'events/s' || unit === 'MiB' ? 0 : 1;
  console.log(`${what.padEnd(64)} ${value.toFixed(digits).padStart(10)} ${unit.padEnd(8)} load ${load.toFixed(1)}`);
}

function simulate(): void {
  const program = fileURLToPath(new URL('../../apps/cli/klagegang.js', import.meta.url));
  const asked = ['--data', data, '--office', values.office, '--cases', String(complaints), '--years', '10'];
  const text = execFileSync(process.execPath, [program, 'simulate', ...asked, '--mode', 'test', '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { events, seconds, cpuSeconds, peakMemoryBytes } = JSON.parse(text) as SimulateAnswer;
  told('simulated', events, 'events');
  told('simulated, wall time', seconds, 's');
  told('simulated, in a second of one core', events / cpuSeconds, 'events/s');
  told('simulated, memory at most', peakMemoryBytes / 2 ** 20, 'MiB');
}

/** So that the next start is a first one. */
function forgetReadModels(): void {
  for (const name of readdirSync(home)) if (name.startsWith('views.db')) rmSync(join(home, name));
}

const stations: Station[] = [];
async function start(program: string, ...args: readonly string[]): Promise<Station> {
  const station = await Station.start(program, ...args);
  stations.push(station);
  return station;
}

interface Address {
  readonly port: number;
  readonly token: string;
  readonly analyst: string;
  readonly today: string;
}

/** Worklists, in the orders and with the filters that advisers use. */
function lists(departments: readonly string[]): ReadLoad['reads'] {
  const states = ['intake', 'referred', 'earlyResolution', 'investigating', 'closed'];
  return [
    '',
    'sort=-receivedOn',
    'sort=-number',
    'overdue=true',
    ...states.map((state) => `state=${state}`),
    ...departments.map((department) => `department=${department}&sort=-nextDeadline`),
  ].map((query) => ({ path: `${api}/complaints${query === '' ? '' : `?${query}`}` }));
}

/** Names that some have, names that many have, and what is found by its number. */
const searches = (year: number): ReadLoad['reads'] =>
  ['Opdigtsen', 'Fiktivholm', 'Skrønegaard', 'Amina', 'Valdemar', 'Ukendtsen', '000101-1234', `${year - 5}-0007`].map(
    (text) => ({ path: `${api}/complaints/search`, body: { text } }),
  );

try {
  if (!existsSync(join(data, 'klagegang.json'))) simulate();
  forgetReadModels();
  const first = await start('large-office-station', data, values.office);
  told('first start, serving', await first.ask<number>('servingSeconds'), 's');
  told('first start, read models complete', await first.ask<number>('completeSeconds'), 's');
  told('first start, processor', await first.ask<number>('cpu'), 's');
  told('memory at most meanwhile', (await first.ask<Memory>('memory')).peakMiB, 'MiB');
  await stations.pop()!.stop();
  told('read models on disk', statSync(join(home, 'views.db')).size / 2 ** 20, 'MiB');

  const [product, client] = [await start('large-office-station', data, values.office), await start('load-station')];
  told('started again, serving', await product.ask<number>('servingSeconds'), 's');
  await product.ask('completeSeconds');
  const { analyst, today, ...address } = await product.ask<Address>('address');
  const departments = await product.ask<readonly string[]>('departments');
  const year = Number(today.slice(0, 4));
  const cpuNow = () => product.ask<number>('cpu');
  const reads = async (what: string, asked: ReadLoad['reads'], inFlight: number): Promise<void> => {
    const load = { ...address, reads: asked, inFlight, count: requests } satisfies ReadLoad;
    const before = await cpuNow();
    const { median, p99 } = await client.ask<Took>('reads', load);
    told(`${what}, ${inFlight} at a time, processor each`, ((await cpuNow()) - before) * (1000 / requests), 'ms');
    told(`${what}, ${inFlight} at a time, median`, median, 'ms');
    told(`${what}, ${inFlight} at a time, p99`, p99, 'ms');
  };
  for (const inFlight of [1, 4]) {
    await reads('worklist', lists(departments), inFlight);
    await reads('search', searches(year), inFlight);
  }
  const report = `${api}/reports/parts?by=department,topic&from=${year - 10}-01-01&to=${year - 1}-12-31`;
  for (const time of ['first', 'second']) {
    const asked = { ...address, token: analyst, reads: [{ path: report }], inFlight: 1, count: 1 } satisfies ReadLoad;
    told(`ten years by department and topic, ${time} time`, (await client.ask<Took>('reads', asked)).most, 'ms');
  }
  const { residentMiB, peakMiB } = await product.ask<Memory>('memory');
  told('server resident', residentMiB, 'MiB');
  told('server resident at most', peakMiB, 'MiB');
  const machine = { node: process.version, processors: availableParallelism() };
  if (values.json) process.stdout.write(`${JSON.stringify({ ...machine, complaints, figures }, null, 2)}\n`);
} finally {
  for (const station of stations) await station.stop();
  if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
}

interface Took {
  readonly median: number;
  readonly p99: number;
  readonly most: number;
}
interface Memory {
  readonly residentMiB: number;
  readonly peakMiB: number;
}

/**
 * What pages weigh and how soon they are there: `npm run bench:pages -- [--complaints n] [--requests n] [--data
 * folder]`. An office of ten thousand complaints is simulated (a folder that was simulated before is taken as it is),
 * one of its cases gets notes until it has 200 events, and an adviser who has signed in asks for each page, one after
 * the other: milliseconds until the answer is whole, and kB on the wire, packed. A first visit is the worklist with all
 * that its HTML names. Nothing is asserted.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingHttpHeaders } from 'node:http';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { office } from './short-complaint.js';
import { Station } from './station.js';

const { values } = parseArgs({
  options: {
    complaints: { type: 'string', default: '10000' },
    requests: { type: 'string', default: '200' },
    data: { type: 'string' },
  },
});
const requests = Number(values.requests);
const temporary = values.data === undefined ? mkdtempSync(join(tmpdir(), 'klagegang-pages-')) : undefined;
const data = values.data ?? join(temporary!, 'data');
const events = 200;
/** A session has so many requests a second, and a person so many sessions: the next one asks each time. */
const [readers, sessionsOfOne] = [5, 20];

interface Page {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}
interface Address {
  readonly port: number;
  readonly token: string;
  readonly administrator: string;
}

const station = await prepared();
try {
  const { port, token, administrator } = await station.ask<Address>('address');
  const secrets: string[] = [];
  for (let reader = 1; reader <= readers; reader += 1) {
    const sub = `bench-pages-${reader}`;
    await post(port, administrator, '/members', { sub, name: 'Bente Rådgiver', roles: ['adviser', 'analyst'] });
    secrets.push(...(await station.ask<readonly string[]>('sessions', { sub, count: sessionsOfOne })));
  }
  let asked = 0;
  const page = (path: string) => fetched(port, path, `sid=${secrets[asked++ % secrets.length]!}`);
  const complaint = await longCase(port, token);

  const desk = `/o/${office}`;
  const pages: Readonly<Record<string, string>> = {
    'worklist of 50': `${desk}/cases`,
    'worklist, the last in time': `${desk}/cases?sort=-receivedOn`,
    [`case of ${events} events`]: `${desk}/cases/${complaint}`,
    tasks: `${desk}/tasks`,
    'new inquiry': `${desk}/inquiries/new`,
    rules: `${desk}/rules`,
    lifecycle: `${desk}/lifecycle`,
    'report, decided before': `${desk}/reports/parts?by=department&from=2023-01-01&to=2025-12-31`,
  };
  console.log(`${availableParallelism()} processors, load ${loadavg()[0]!.toFixed(1)}; ${requests} of each`);
  console.log(
    `${'page'.padEnd(32)} ${'p50 ms'.padStart(8)} ${'p95 ms'.padStart(8)} ${'CPU ms'.padStart(8)} ${'kB'.padStart(8)}`,
  );
  for (const [name, path] of Object.entries(pages)) {
    let size = 0;
    for (let n = 0; n < 20; n += 1) size = mustBeThere(path, await page(path)).bytes.length;
    const cpu = await station.ask<number>('cpu');
    const took: number[] = [];
    for (let n = 0; n < requests; n += 1) {
      const began = performance.now();
      mustBeThere(path, await page(path));
      took.push(performance.now() - began);
    }
    const each = (((await station.ask<number>('cpu')) - cpu) * 1000) / requests;
    const row = [share(took, 50), share(took, 95), each, size / 1000].map((figure) => figure.toFixed(1).padStart(8));
    console.log(`${name.padEnd(32)} ${row.join(' ')}`);
  }
  await firstVisit(`${desk}/cases`, page, (path) => fetched(port, path));
} finally {
  await station.stop();
  if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
}

async function prepared(): Promise<Station> {
  if (!existsSync(join(data, 'klagegang.json'))) {
    const program = fileURLToPath(new URL('../../apps/cli/klagegang.js', import.meta.url));
    const asked = ['--data', data, '--office', office, '--cases', values.complaints, '--years', '10', '--mode', 'test'];
    execFileSync(process.execPath, [program, 'simulate', ...asked, '--json'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const started = await Station.start('large-office-station', data, office);
  await started.ask('completeSeconds');
  return started;
}

/** The first open case of the worklist, with notes until it is long. */
async function longCase(port: number, token: string): Promise<string> {
  const base = `http://127.0.0.1:${port}/api/offices/${office}/complaints`;
  const headers = { authorization: `Bearer ${token}` };
  const { items } = (await (await fetch(`${base}?state=referred`, { headers })).json()) as {
    readonly items: readonly { readonly id: string }[];
  };
  const { id } = items[0]!;
  let { revision } = (await (await fetch(`${base}/${id}`, { headers })).json()) as { readonly revision: number };
  while (revision < events - 1) {
    const text = `Borgeren ringede igen, nummer ${revision}: der er stadig ikke kommet svar fra forvaltningen.`;
    ({ revision } = await post<{ revision: number }>(
      port,
      token,
      `/complaints/${id}/transitions/RecordNote`,
      { text },
      revision,
    ));
  }
  return id;
}

async function post<Answer>(
  port: number,
  token: string,
  path: string,
  body: object,
  revision?: number,
): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/offices/${office}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** As a browser asks, without unpacking. */
function fetched(port: number, path: string, cookie?: string): Promise<Page> {
  const headers = { 'accept-encoding': 'gzip', ...(cookie === undefined ? {} : { cookie }) };
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    }).on('error', reject);
  });
}

function mustBeThere(path: string, page: Page): Page {
  if (page.status !== 200) throw new Error(`${path} was answered ${page.status}`);
  return page;
}

/** What a browser loads that has nothing yet: the page, and of its style sheet the fonts of the letters it needs. */
async function firstVisit(
  path: string,
  page: (path: string) => Promise<Page>,
  asset: (path: string) => Promise<Page>,
): Promise<void> {
  const first = mustBeThere(path, await page(path));
  const text = gunzipSync(first.bytes).toString();
  const named = [...new Set([...text.matchAll(/(?:src|href)="(\/assets\/[^"#]+)/g)].map(([, name]) => name!))];
  const weights: [string, number][] = [['HTML', first.bytes.length]];
  for (const name of named) {
    const { bytes } = mustBeThere(name, await asset(name));
    weights.push([name.slice(-8), bytes.length]);
    if (!name.endsWith('.css')) continue;
    const fonts = [
      ...gunzipSync(bytes)
        .toString()
        .matchAll(/url\((\/assets\/[^)]+\.woff2)\)/g),
    ].map(([, font]) => font!);
    for (const font of fonts) weights.push(['font', mustBeThere(font, await asset(font)).bytes.length]);
  }
  const told = weights.map(([name, bytes]) => `${name} ${(bytes / 1000).toFixed(1)}`).join(', ');
  const sum = weights.reduce((all, [, bytes]) => all + bytes, 0);
  console.log(`first visit of the worklist: ${(sum / 1000).toFixed(1)} kB packed (${told})`);
}

/** Milliseconds below which so many of a hundred lie. */
function share(figures: readonly number[], percent: number): number {
  return [...figures].sort((a, b) => a - b)[
    Math.min(figures.length - 1, Math.floor((percent * figures.length) / 100))
  ]!;
}

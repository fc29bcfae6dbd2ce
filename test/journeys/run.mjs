#!/usr/bin/env node
// Runs journeys, each on a fresh product: node test/journeys/run.mjs [--checkout DIR] [--jobs N] [--only TEXT] [FILE…]
import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Product } from './drive.mjs';

const here = dirname(fileURLToPath(import.meta.url));
/** No journey takes so long, on any machine. */
const limitMs = 1_800_000;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    checkout: { type: 'string', default: '.' },
    jobs: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const files =
  positionals.length > 0
    ? positionals.map((file) => resolve(file))
    : (await readdir(here))
        .filter((file) => /^s\d+-.*\.mjs$/.test(file))
        .sort(byNumber)
        .map((file) => join(here, file));

const checkout = resolve(values.checkout);
const { status } = spawnSync(process.execPath, [join(checkout, 'apps', 'cli', 'node24.mjs'), '--only-build'], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);

const journeys = [];
for (const file of files) {
  for (const [name, journey] of Object.entries(await import(pathToFileURL(file).href)))
    if (name.includes(values.only)) journeys.push({ file, name, journey });
}

let passed = 0,
  failed = 0;
async function travel({ file, name, journey }) {
  const product = new Product(checkout);
  const began = Date.now();
  let late;
  const overrun = new Promise((_, reject) => {
    late = setTimeout(() => reject(new Error('it does not end')), limitMs);
  });
  try {
    await product.start();
    await Promise.race([journey(product), overrun]);
    passed += 1;
    console.log(`ok    ${name} (${Date.now() - began} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}${lineIn(file, error)}: ${error.message}`);
  } finally {
    clearTimeout(late);
    await product.remove();
  }
}

const queue = journeys.values();
await Promise.all(
  Array.from({ length: Number(values.jobs) }, async () => {
    for (const journey of queue) await travel(journey);
  }),
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function byNumber(one, other) {
  return Number.parseInt(one.slice(1), 10) - Number.parseInt(other.slice(1), 10);
}
/** The line of the journey's own file that the failure passed through. */
function lineIn(file, error) {
  const frame = error.stack?.split('\n').find((line) => line.includes(basename(file)));
  return frame ? ` at line ${/:(\d+):\d+\)?$/.exec(frame)?.[1]}` : '';
}

/**
 * What a change of the office key costs those who work meanwhile: `npm run bench:keys -- [--keys n] [--in-flight n]
 * [--seconds n]`. An office with that many data keys; commands through the bus for so many seconds, then for as long as
 * every key is wrapped anew. Nothing is asserted.
 */
import 'reflect-metadata';
import { mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { devNull, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openProduct } from '../../apps/server/product.js';
import { Transition, type Receipt } from '../../libs/complaints/write/transition-request.js';
import { readConfig } from '../../libs/installation/config.js';
import { createLog } from '../../libs/platform/log.js';
import { type EmbeddedKeys } from '../../libs/privacy/embedded-keys.js';
import { adviser, AtWork, office } from './short-complaint.js';

const { values } = parseArgs({
  options: {
    keys: { type: 'string', default: '100000' },
    'in-flight': { type: 'string', default: '8' },
    seconds: { type: 'string', default: '10' },
  },
});
const [count, inFlight, seconds] = [Number(values.keys), Number(values['in-flight']), Number(values.seconds)];
const folder = mkdtempSync(join(tmpdir(), 'klagegang-bench-keys-'));
const sink = openSync(devNull, 'w');
const product = await openProduct(
  readConfig({ KLAGEGANG_MODE: 'test', KLAGEGANG_DATA: join(folder, 'data'), KLAGEGANG_PORT: '0' }),
  createLog('production', { write: (text) => writeSync(sink, text) }),
  'thread',
);
await product.app.init();
const keys = product.offices.find(({ key }) => key === office)!.office.keys as EmbeddedKeys;
for (let made = 0; made < count; made += 1000)
  await Promise.all(Array.from({ length: 1000 }, (_, n) => keys.obtain(`bench-${made + n}`, ['text'])));

interface Worked {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/** Commands of whole short complaints, so many at a time, until it is over. */
async function worked(isOver: () => boolean): Promise<Worked> {
  const [took, began]: [number[], number] = [[], performance.now()];
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      const at = new AtWork();
      while (!isOver()) {
        const { name, complaint, ifMatch, body } = at.next();
        const asked = performance.now();
        const receipt: Receipt = await product.bus.execute(
          new Transition({ office, complaint, name, ifMatch, body: () => body, caller: adviser }),
        );
        took.push(performance.now() - asked);
        at.took(receipt);
      }
    }),
  );
  const lasted = (performance.now() - began) / 1000;
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))]!;
  return { perSecond: took.length / lasted, p50: at(0.5), p99: at(0.99), most: at(1) };
}

async function forSeconds(): Promise<Worked> {
  const until = performance.now() + seconds * 1000;
  return worked(() => performance.now() >= until);
}

const said = (what: string, { perSecond, p50, p99, most }: Worked): void =>
  console.log(
    `${what.padEnd(12)} ${perSecond.toFixed(0).padStart(6)} commands/s   p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms   most ${most.toFixed(1)} ms`,
  );

await forSeconds();
const before = await forSeconds();
let isOver = false;
const began = performance.now();
const rotation = keys.rotateOfficeKey(product.clock.now()).finally(() => (isOver = true));
const during = await worked(() => isOver);
await rotation;
const lasted = (performance.now() - began) / 1000;
const alone = performance.now();
await keys.rotateOfficeKey(product.clock.now());
console.log(`${count} keys, ${inFlight} at a time, load ${loadavg()[0]!.toFixed(1)}`);
said('before', before);
said('during', during);
console.log(
  `rotation     ${lasted.toFixed(1)} s, ${Math.round(count / lasted)} keys/s; with nobody at work ${((performance.now() - alone) / 1000).toFixed(1)} s; commands/s during ÷ before ${(during.perSecond / before.perSecond).toFixed(2)}`,
);
await product.app.close();
for (const close of product.onClose) await close();
rmSync(folder, { recursive: true, force: true });

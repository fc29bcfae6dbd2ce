/**
 * The product as `npm start` runs it, with a log that goes to /dev/null: asked through its CommandBus here, or through
 * HTTP by a load station. With `commands-only` its read models stand still.
 */
import 'reflect-metadata';
import { mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../../apps/server/http/boot.js';
import { openProduct } from '../../apps/server/product.js';
import { Transition, type Receipt } from '../../libs/complaints/write/transition-request.js';
import { readConfig } from '../../libs/installation/config.js';
import { createLog } from '../../libs/platform/log.js';
import { type Runner } from '../../libs/read-models/runner.js';
import { Tokens } from '../../libs/installation/bearer-tokens.js';
import { adviser, AtWork, office, steps } from './short-complaint.js';
import { answer, cpuSeconds, keepGoing } from './station.js';

const folder = mkdtempSync(join(tmpdir(), 'klagegang-bench-'));
const config = readConfig({ KLAGEGANG_MODE: 'test', KLAGEGANG_DATA: join(folder, 'data'), KLAGEGANG_PORT: '0' });
// As process.stdout writes where it is a file: at once.
const sink = openSync(devNull, 'w');
const commandsOnly = process.argv[2] === 'commands-only';
const product = await openProduct(
  config,
  createLog('production', { write: (text) => writeSync(sink, text) }),
  commandsOnly ? 'here' : 'thread',
);
const { port } = await listen(product.app, config);
if (commandsOnly) for (const { runner } of product.offices) await (runner as Runner).stop();
const tokens = product.app.get(Tokens);
const token = await tokens.issue(adviser);
/** A caller has two reports under way at most. */
const analysts = await Promise.all(
  ['one', 'two', 'three'].map((sub) => tokens.issue({ ...adviser, sub: `bench-${sub}`, roles: ['analyst'] })),
);

/** Sends the next command of this adviser through the bus. */
async function proceed(at: AtWork): Promise<Receipt> {
  const { name, complaint, ifMatch, body } = at.next();
  const receipt: Receipt = await product.bus.execute(
    new Transition({ office, complaint, name, ifMatch, body: () => body, caller: adviser }),
  );
  at.took(receipt);
  return receipt;
}

async function fill(complaints: number, years = 0): Promise<readonly string[]> {
  const ids: string[] = [];
  let begun = 0;
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      while (begun < complaints) {
        begun += 1;
        const at = new AtWork(years);
        for (const _ of steps) {
          const { id, revision } = await proceed(at);
          if (revision === 0) ids.push(id);
        }
      }
    }),
  );
  const running = product.offices.find(({ key }) => key === office)!;
  await running.runner.seen(await running.head(), 3_600_000);
  return ids;
}

answer(
  {
    address: () => ({ port, token }),
    cpu: cpuSeconds,
    commands: ({ inFlight, seconds }: { inFlight: number; seconds: number }) => {
      const advisers = Array.from({ length: inFlight }, () => new AtWork());
      return keepGoing(inFlight, seconds, (lane) => proceed(advisers[lane]!));
    },
    /** So many whole complaints, seen by the read models too; their ids. */
    fill: ({ complaints }: { complaints: number }) => fill(complaints),
    /** So many whole complaints in each of ten years; where to ask for what was made of them, and by whom. */
    fillTenYears: async ({ complaints }: { complaints: number }) => {
      const first = new Date(product.clock.now()).getUTCFullYear();
      for (let year = first; year < first + 10; year += 1) {
        await product.timekeeper.moveTo(Math.max(product.clock.now(), Date.UTC(year, 2, 1)));
        await fill(complaints, year - first);
      }
      const reports = ['contacts', 'parts', 'upheld', 'own-time'].map(
        (name) => `${name}?from=${first}-01-01&to=${first + 9}-12-31`,
      );
      return {
        port,
        tokens: analysts,
        paths: [...reports, `yearly?year=${first + 8}&format=pdf`].map(
          (each) => `/api/offices/${office}/reports/${each}`,
        ),
      };
    },
  },
  async () => {
    await product.app.close();
    for (const close of product.onClose) await close();
    rmSync(folder, { recursive: true, force: true });
  },
);

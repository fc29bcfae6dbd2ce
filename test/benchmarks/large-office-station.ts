/**
 * The product on a folder that `klagegang simulate` has made, as `npm start` runs it: asked through HTTP by a load
 * station. It is ready to be asked as soon as it serves; its read models may be building then.
 */
import 'reflect-metadata';
import { openSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import { setTimeout as later } from 'node:timers/promises';
import { listen } from '../../apps/server/http/boot.js';
import { openProduct } from '../../apps/server/product.js';
import { readConfig } from '../../libs/installation/config.js';
import { Sessions } from '../../libs/identity/sessions.js';
import { Tokens } from '../../libs/installation/bearer-tokens.js';
import { createLog } from '../../libs/platform/log.js';
import { type Role } from '../../libs/platform/caller.js';
import { localDateOf } from '../../libs/policy/calendar.js';
import { answer, cpuSeconds } from './station.js';

const [data, office] = process.argv.slice(2) as [string, string];
const began = performance.now();
const config = readConfig({ KLAGEGANG_MODE: 'test', KLAGEGANG_DATA: data, KLAGEGANG_PORT: '0' });
const sink = openSync(devNull, 'w');
const product = await openProduct(
  config,
  createLog('production', { write: (text) => writeSync(sink, text) }),
  'thread',
);
const { port } = await listen(product.app, config);
product.begin();
const servingSeconds = (performance.now() - began) / 1000;
const running = product.offices.find(({ key }) => key === office)!;
const tokens = product.app.get(Tokens);
const tokenOf = (role: Role) => tokens.issue({ sub: `bench-${role}`, name: 'Bente Rådgiver', office, roles: [role] });
const [token, analyst] = [await tokenOf('adviser'), await tokenOf('analyst')];
const [administrator, sessions] = [await tokenOf('administrator'), product.app.get(Sessions)];

answer(
  {
    address: () => ({ port, token, analyst, administrator, today: localDateOf(product.clock.now()) }),
    /** Secrets of so many sessions of a member, each of which has so many requests a second. */
    sessions: ({ sub, count }: { readonly sub: string; readonly count: number }) =>
      Array.from(
        { length: count },
        () => sessions.begin({ kind: 'staff', person: { sub, name: 'Bente Rådgiver', groups: [] } })!.secret,
      ),
    departments: () => running.office.settings.departments.map(({ key }) => key),
    cpu: cpuSeconds,
    servingSeconds: () => servingSeconds,
    /** Seconds from the start until every read model has seen the whole log. @throws Error the loop behind stopped */
    completeSeconds: async () => {
      const head = await running.head();
      for (;;) {
        if (running.runner.stopped) throw running.runner.stopped;
        if (running.runner.building === undefined && (await running.runner.seen(head, 1000))) break;
        await later(200);
      }
      return (performance.now() - began) / 1000;
    },
    /** Resident now, and at most so far, all threads together. */
    memory: () => ({
      residentMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
      peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  },
  async () => {
    await product.app.close();
    for (const close of product.onClose) await close();
  },
);

/** The product for `bench:sessions`: in test mode, with citizens who read their own case and staff who come and go. */
import 'reflect-metadata';
import { mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../../apps/server/http/boot.js';
import { openProduct } from '../../apps/server/product.js';
import { Transition, type Receipt } from '../../libs/complaints/write/transition-request.js';
import { citizenOf } from '../../libs/identity/receipt-codes.js';
import { Sessions, type Holder } from '../../libs/identity/sessions.js';
import { Tokens } from '../../libs/installation/bearer-tokens.js';
import { readConfig } from '../../libs/installation/config.js';
import { createLog } from '../../libs/platform/log.js';
import { adviser, AtWork, office, steps } from './short-complaint.js';
import { answer, cpuSeconds } from './station.js';

/** A reader of a case, by bearer and by each of some sessions, which are counted one by one. */
export interface Reader {
  readonly complaint: string;
  readonly token: string;
  readonly secrets: readonly string[];
}
const complaints = 50;
const sessionsOfOne = 20;

const folder = mkdtempSync(join(tmpdir(), 'klagegang-bench-'));
const config = readConfig({ KLAGEGANG_MODE: 'test', KLAGEGANG_DATA: join(folder, 'data'), KLAGEGANG_PORT: '0' });
const sink = openSync(devNull, 'w');
const log = createLog('production', { write: (text) => writeSync(sink, text) });
const product = await openProduct(config, log, 'thread');
const { port } = await listen(product.app, config);
const [tokens, sessions] = [product.app.get(Tokens), product.app.get(Sessions)];
const administrator = await tokens.issue({ ...adviser, sub: 'bench-administrator', roles: ['administrator'] });

const secretOf = (holder: Holder): string => sessions.begin(holder)!.secret;

async function reader(): Promise<Reader> {
  const at = new AtWork();
  let complaint = '';
  for (const _ of steps) {
    const { name, complaint: begun, ifMatch, body } = at.next();
    const receipt: Receipt = await product.bus.execute(
      new Transition({ office, complaint: begun, name, ifMatch, body: () => body, caller: adviser }),
    );
    at.took(receipt);
    complaint = receipt.id;
  }
  const caller = citizenOf(office, complaint);
  return {
    complaint,
    token: await tokens.issue(caller),
    secrets: Array.from({ length: sessionsOfOne }, () => secretOf({ kind: 'citizen', callers: [caller] })),
  };
}

answer(
  {
    start: async () => ({
      port,
      administrator,
      readers: await Promise.all(Array.from({ length: complaints }, reader)),
    }),
    cpu: cpuSeconds,
    /** A session of somebody whom the administrator has made a member. */
    staff: (sub: string) => secretOf({ kind: 'staff', person: { sub, name: 'Bente Rådgiver', groups: [] } }),
    /** Microseconds of finding a session, and of verifying a token: so often each. */
    alone: async ({ times, secrets, token }: { times: number; secrets: readonly string[]; token: string }) => {
      const microseconds = async (work: (n: number) => unknown) => {
        const began = performance.now();
        for (let n = 0; n < times; n += 1) await work(n);
        return ((performance.now() - began) * 1000) / times;
      };
      return {
        session: await microseconds((n) => sessions.find(secrets[n % secrets.length]!)),
        token: await microseconds(() => tokens.verify(`Bearer ${token}`)),
      };
    },
  },
  async () => {
    await product.app.close();
    for (const close of product.onClose) await close();
    rmSync(folder, { recursive: true, force: true });
  },
);

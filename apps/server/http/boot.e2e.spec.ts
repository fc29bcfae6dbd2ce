import { Controller, Get, Module } from '@nestjs/common';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import { rows } from '../../../libs/access/matrix.js';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { silentLog } from '../../../libs/platform/log.js';
import { Metrics } from '../../../libs/platform/metrics.js';
import { bootSentence, listen, stopOnSignals } from './boot.js';
import { createApp } from './create-app.js';
import { Door } from './door.js';

@Controller()
class Slow {
  static begun = Promise.withResolvers<void>();
  @Get('slow') async slow(): Promise<string> {
    Slow.begun.resolve();
    await later(150);
    return 'done';
  }
  @Get('never') never(): Promise<string> {
    Slow.begun.resolve();
    return new Promise(() => {});
  }
}
@Module({ controllers: [Slow] })
class SlowModule {}

const open = ['GET /slow', 'GET /never'].map((route) => ({
  route,
  who: 'anybody' as const,
  about: 'nothing' as const,
}));
const door = new Door({ verify: () => Promise.reject(new Error('nobody calls')) }, new Map(), [...rows, ...open]);

const begin = async () => {
  const app = await createApp(SlowModule, {
    config: { publicAddress: null },
    log: silentLog,
    metrics: new Metrics(),
    door,
    ready: () => true,
  });
  return { app, ...(await listen(app, { host: '127.0.0.1', port: 0 })) };
};
beforeEach(() => {
  Slow.begun = Promise.withResolvers();
});
afterEach(() => {
  process.removeAllListeners('SIGTERM');
  process.removeAllListeners('SIGINT');
});

it('a stop finishes what is under way, then closes what was opened, in order, once', async () => {
  const { app, address } = await begin();
  const steps: string[] = [],
    codes: number[] = [];
  const stop = stopOnSignals(app, {
    log: silentLog,
    onClose: [
      async () => {
        steps.push('loops');
      },
      () => {
        steps.push('stores');
      },
    ],
    exit: (code) => {
      codes.push(code);
    },
  });
  const answer = fetch(`${address}/slow`);
  await Slow.begun.promise;
  await Promise.all([stop(), stop()]);
  expect(await (await answer).text()).toBe('done');
  expect({ steps, codes }).toEqual({ steps: ['loops', 'stores'], codes: [0] });
  await expect(fetch(`${address}/slow`)).rejects.toThrow();
});

it('a request that hangs is cut off in time, and a step that fails does not keep the others', async () => {
  const { app, address } = await begin();
  const steps: string[] = [],
    codes: number[] = [];
  const stop = stopOnSignals(app, {
    log: silentLog,
    withinMs: 3000,
    onClose: [
      () => {
        throw new Error('no');
      },
      () => {
        steps.push('stores');
      },
    ],
    exit: (code) => {
      codes.push(code);
    },
  });
  const answer = fetch(`${address}/never`);
  answer.catch(() => {});
  await Slow.begun.promise;
  await stop();
  await expect(answer).rejects.toThrow();
  expect({ steps, codes }).toEqual({ steps: ['stores'], codes: [1] });
});

it('a port that is taken is said in a sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const app = await createApp(SlowModule, {
    config: { publicAddress: null },
    log: silentLog,
    metrics: new Metrics(),
    door,
    ready: () => true,
  });
  const refusal = await listen(app, { host: '127.0.0.1', port: (other.address() as AddressInfo).port }).catch(
    (error: unknown) => error,
  );
  expect(bootSentence(refusal)).toMatch(
    /is taken by another program\. Stop it, or name another port in KLAGEGANG_PORT/,
  );
  other.close();
  await app.close();
});

it('only errors that were made for the operator are shown', () => {
  expect(bootSentence(new BootRefused('Do this.'))).toBe('Do this.');
  expect(bootSentence(new Error('Jens'))).toBeNull();
});

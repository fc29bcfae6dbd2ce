/** Where a request comes from, which the limits on sign-in and codes count by: nobody can make it up. */
import { Controller, Get, Module, Req } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { rows } from '../../../libs/access/matrix.js';
import { silentLog } from '../../../libs/platform/log.js';
import { Metrics } from '../../../libs/platform/metrics.js';
import { createApp } from './create-app.js';
import { Door } from './door.js';

@Controller()
class Where {
  @Get('where') where(@Req() { ip }: FastifyRequest): { readonly ip: string } {
    return { ip };
  }
}
@Module({ controllers: [Where] })
class WhereModule {}

const row = { route: 'GET /where', who: 'anybody', about: 'nothing' } as const;
const nobody = { verify: () => Promise.reject(new Error('nobody calls')) };

async function from(proxies: readonly string[] | undefined, socket: string, headers: Record<string, string>) {
  const app = await createApp(WhereModule, {
    config: { publicAddress: null, ...(proxies === undefined ? {} : { proxies }) },
    log: silentLog,
    metrics: new Metrics(),
    door: new Door(nobody, new Map(), [...rows, row]),
    ready: () => true,
  });
  await app.init();
  const answer = await app.inject({ method: 'GET', url: '/where', remoteAddress: socket, headers });
  await app.close();
  return answer.json<{ readonly ip: string }>().ip;
}

const [proxy, reader, stranger] = ['192.0.2.1', '198.51.100.7', '203.0.113.9'];
const madeUp = { 'x-real-ip': reader, 'client-ip': reader, 'true-client-ip': reader, forwarded: `for=${reader}` };

it.each([
  ['without a proxy, what a header says counts for nothing', undefined, stranger, reader, stranger],
  ['somebody who is no proxy of ours says nothing of it', [proxy], stranger, reader, stranger],
  ['the proxy says it', [proxy], proxy, reader, reader],
  ['what was there before the proxy added to it counts for nothing', [proxy], proxy, `${stranger}, ${reader}`, reader],
  ['a proxy behind the proxy is passed over', [proxy, '192.0.2.128/25'], proxy, `${reader}, 192.0.2.200`, reader],
] as const)('%s', async (_, proxies, socket, forwarded, source) => {
  expect(await from(proxies, socket, { ...madeUp, 'x-forwarded-for': forwarded })).toBe(source);
});

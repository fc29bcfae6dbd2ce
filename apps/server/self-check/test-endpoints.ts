import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance } from 'fastify';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { type Mode } from '../../../libs/platform/mode.js';

/** Of demo and test (contract.md, section 1): a token for whoever asks, the clock, and a provider that asks nothing. */
const routes = [
  ['POST', '/api/test/token'],
  ['GET', '/api/test/clock'],
  ['PUT', '/api/test/clock'],
  ['GET', '/provider/*'],
] as const;

/** Looks at what the finished server answers, whatever made it so. @throws BootRefused */
export function refuseTestEndpoints(mode: Mode, app: Pick<NestFastifyApplication, 'getHttpAdapter'>): void {
  if (mode !== 'production') return;
  const fastify = app.getHttpAdapter().getInstance() as unknown as Pick<FastifyInstance, 'hasRoute'>;
  const found = routes.find(([method, url]) => fastify.hasRoute({ method, url }));
  if (found)
    throw new BootRefused(
      `This server would answer ${found.join(' ')}, which gives a token to anybody, lets anybody sign in or moves the clock, and it runs in production. This program was built wrongly: install it anew.`,
    );
}

/** The start stops at a route that no row of the matrix is about, and at a row that no route is about. */
import { Controller, Get, Module } from '@nestjs/common';
import { rows, type Row } from '../../../libs/access/matrix.js';
import { silentLog } from '../../../libs/platform/log.js';
import { Metrics } from '../../../libs/platform/metrics.js';
import { type Mode } from '../../../libs/platform/mode.js';
import { bootSentence } from './boot.js';
import { createApp } from './create-app.js';
import { Door } from './door.js';

@Controller('api/offices/:office')
class Added {
  @Get('gossip') gossip(): string {
    return 'Whatever anybody said';
  }
}
@Module({ controllers: [Added] })
class AddedModule {}
@Module({})
class NothingModule {}

const operations = rows.filter(({ route }) => /^GET \/(health|metrics)/.test(route));

/** What the operator is told; undefined: it started. */
async function startOf(module: typeof AddedModule, known: readonly Row[], mode: Mode = 'test') {
  const door = new Door({ verify: () => Promise.reject(new Error('nobody calls')) }, new Map(), known);
  const options = { config: { publicAddress: null }, log: silentLog, metrics: new Metrics(), door, ready: () => true };
  try {
    const app = await createApp(module, options);
    try {
      await app.init();
      door.refuseRowsWithoutRoute(mode);
    } finally {
      await app.close();
    }
  } catch (error) {
    return bootSentence(error) ?? error;
  }
  return undefined;
}

const gossip: Row = { route: 'GET /api/offices/:office/gossip', who: ['head'], about: 'office' };

it('a route without a row stops the start, and the developer is told where the row belongs', async () => {
  expect(await startOf(AddedModule, operations)).toMatch(
    /would answer GET \/api\/offices\/:office\/gossip, and nothing says who may.* libs\/access\/matrix\.ts/,
  );
  expect(await startOf(AddedModule, [...operations, gossip])).toBeUndefined();
});

it('a row without a route stops it too', async () => {
  expect(await startOf(NothingModule, [...operations, gossip])).toMatch(/who may ask for GET \S+\/gossip, and this/);
});

it('a row of test is without its route in production alone, and one of the configuration wherever it is not set', async () => {
  expect(await startOf(NothingModule, [...operations, { ...gossip, only: 'test' }], 'production')).toBeUndefined();
  expect(await startOf(NothingModule, [...operations, { ...gossip, only: 'test' }], 'demo')).toMatch(
    /this server does/,
  );
  expect(await startOf(NothingModule, [...operations, { ...gossip, only: 'configured' }])).toBeUndefined();
});

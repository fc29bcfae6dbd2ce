import { openSqliteViews } from './database/sqlite-views.js';
import { dump } from './dump.js';
import { caseNumbers } from './numbering.js';
import { mixedLog } from '../../test/read-models/mixed-log.js';

describe('every read model', () => {
  it.each([['horsens@1', 1], ['koebenhavn@1', 2], ['odense@1', 3]] as const)('is to the byte what a rebuild from zero gives, however the events were batched (%s)', async (profile, seed) => {
    const { project, models } = await mixedLog(seed, profile, 12);
    const dumps: (readonly string[])[] = [];
    for (const batch of [3, 1000]) {
      const db = openSqliteViews(':memory:');
      const views = await project(db, { batch });
      dumps.push(await dump(db, [caseNumbers, ...models]));
      await views.rebuild((work) => work());
      dumps.push(await dump(db, [caseNumbers, ...models]));
      await db.close();
    }
    expect(dumps[0]!.length).toBeGreaterThan(400);
    for (const other of dumps.slice(1)) expect(other).toEqual(dumps[0]);
  });
});

import { mixedLog } from '../../test/read-models/mixed-log.js';
import { eachDatabase } from '../../test/postgres/each-database.js';
import { openSqliteViews } from './database/sqlite-views.js';
import { dump } from './testing/dump.js';
import { caseNumbers } from './numbering.js';

/** Both databases are held against the same rows, so they hold the same as each other. */
eachDatabase((open) => {
  it.each([
    ['horsens@1', 1],
    ['koebenhavn@1', 2],
    ['odense@1', 3],
  ] as const)(
    'every read model is to the byte what a rebuild from zero gives, however the events were batched and however little is remembered (%s; I7)',
    async (profile, seed) => {
      const { project, models } = await mixedLog(seed, profile, 12);
      const all = [caseNumbers, ...models];
      const reference = openSqliteViews(':memory:');
      await project(reference);
      const expected = await dump(reference, all);
      await reference.close();
      expect(expected.length).toBeGreaterThan(400);
      for (const options of [{ batch: 3 }, { batch: 200, remember: 1 }]) {
        const db = await open();
        const views = await project(db, options);
        expect(await dump(db, all)).toEqual(expected);
        await views.rebuild((work) => work());
        expect(await dump(db, all)).toEqual(expected);
      }
    },
  );
});

/** A build that is shared among threads comes to the rows of one that is not, also when it is cut off in the middle. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { simulate } from '../../apps/cli/simulate/simulate.js';
import { foldThreads } from '../../libs/complaints/behind/fold-threads.js';
import { OfficeReader } from '../../libs/complaints/wiring/office-reader.js';
import { readModelsOf } from '../../libs/complaints/wiring/read-models-of.js';
import { EventFileReader } from '../../libs/event-store/embedded/event-file-reader.js';
import { demoOffices } from '../../libs/installation/demo-offices.js';
import { loadProfiles } from '../../libs/policy/profile-file.js';
import { openEmbeddedKeys } from '../../libs/privacy/embedded-keys.js';
import { readMasterKey } from '../../libs/privacy/master-key.js';
import { openSqliteViews } from '../../libs/read-models/database/sqlite-views.js';
import { caseNumbers } from '../../libs/read-models/numbering.js';
import { OfficeViews, type OpenOptions } from '../../libs/read-models/office-views.js';
import { dump } from '../../libs/read-models/testing/dump.js';
import { temporaryFolder } from '../../libs/sqlite/testing/folder.js';

const temporary = temporaryFolder();
afterAll(() => temporary.remove());

it('two threads build what one does, and after a kill they go on where they were', async () => {
  const data = join(temporary.path, 'data');
  await simulate({ data, office: 'horsens', cases: '60', years: '3', seed: '5', mode: 'test' }, () => undefined);
  const folder = join(data, 'offices', 'horsens');
  const settings = demoOffices.find(({ key }) => key === 'horsens')!;
  const [profiles, masterKey] = [loadProfiles(), readMasterKey(join(data, 'secrets', 'master.key'))];
  const store = new EventFileReader(join(folder, 'events.db'));
  const keys = openEmbeddedKeys({
    path: join(folder, 'keys.db'),
    office: 'horsens',
    masterKey,
    shredList: join(folder, 'shredded.list'),
  });
  const office = new OfficeReader(settings, profiles, store, keys);
  const models = readModelsOf(office);
  const read = (record: Parameters<typeof office.codec.sealed>[0]) => office.codec.sealed<ComplaintEvent>(record);
  const open = async (file: string, options: OpenOptions = {}) => {
    const db = openSqliteViews(join(temporary.path, file));
    return { db, views: await OfficeViews.open(db, { store, read }, models, { followUpTo: 0n, ...options }) };
  };
  const rows = async ({ db, views }: Awaited<ReturnType<typeof open>>) => {
    await views.build((work) => work());
    const found = await dump(db, [caseNumbers, ...models]);
    await db.close();
    return found;
  };
  const expected = await rows(await open('one.db'));
  expect(expected.length).toBeGreaterThan(1000);

  const openFolders = foldThreads(
    { settings, folder, profiles, masterKey },
    { threads: 2, fromEvents: 0, rangeEvents: 100 },
  );
  const stopping = new AbortController();
  const told: bigint[] = [];
  const tell: OpenOptions['tell'] = ({ done }) => {
    if (told.push(done) === 3) stopping.abort();
  };
  const cut = await open('two.db', { openFolders, tell });
  await expect(cut.views.build((work) => work(), stopping.signal)).rejects.toThrow('stopped');
  await cut.db.close();
  expect(await rows(await open('two.db', { openFolders, tell }))).toEqual(expected);
  expect([told.length > 4, new Set(told).size === told.length, told.at(-1)]).toEqual([true, true, await store.head()]);
  expect(readdirSync(temporary.path).filter((name) => name.includes('-part'))).toEqual([]);
  await keys.close();
  await store.close();
});

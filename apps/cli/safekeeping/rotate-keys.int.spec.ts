import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDataFolder } from '../../../libs/installation/data-folder.js';
import { openEmbeddedKeys } from '../../../libs/privacy/embedded-keys.js';
import { createMasterKey, readMasterKey } from '../../../libs/privacy/master-key.js';
import { temporaryFolder } from '../../../libs/sqlite/testing/folder.js';
import { databasePath, shredListPath } from '../../../libs/installation/office-files.js';
import { rotateKeys } from './rotate-keys.js';
import { klagegang } from './testing/run.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const masterKeyIn = (data: string) => readMasterKey(join(data, 'secrets', 'master.key'));
const keysOf = (data: string, office: string) =>
  openEmbeddedKeys({
    path: databasePath(data, office, 'keys'),
    office,
    masterKey: masterKeyIn(data),
    shredList: shredListPath(data, office),
  });

/** A folder of the test mode with one office that has keys. */
async function withKeys(name: string) {
  const data = join(folder.path, name);
  const opened = await openDataFolder(data, 'test');
  opened.office('horsens');
  createMasterKey(opened.masterKeyFile);
  opened.close();
  const keys = keysOf(data, 'horsens');
  const [key] = (await keys.obtain('complaint-1', ['text'])).values();
  await keys.close();
  return { data, key: key! };
}
const wrappedIn = (data: string): readonly string[] => {
  const db = new DatabaseSync(databasePath(data, 'horsens', 'keys'), { readOnly: true });
  try {
    return db
      .prepare('SELECT hex(wrapped) AS wrapped FROM data_key')
      .all()
      .map(({ wrapped }) => String(wrapped));
  } finally {
    db.close();
  }
};

describe('rotating the office key', () => {
  it('wraps every data key anew, which stays what it was; the old office key is nowhere in the file', async () => {
    const { data, key } = await withKeys('rotated');
    const before = wrappedIn(data);
    const { code, lines } = await klagegang('rotate-keys', '--data', data);
    expect([code, lines]).toEqual([0, ['horsens: every key is wrapped anew']]);
    const after = wrappedIn(data);
    expect(after).toHaveLength(before.length);
    expect(after.filter((wrapped) => before.includes(wrapped))).toEqual([]);
    for (const wrapped of before)
      expect(readFileSync(databasePath(data, 'horsens', 'keys')).includes(Buffer.from(wrapped, 'hex'))).toBe(false);
    const keys = keysOf(data, 'horsens');
    const found = (await keys.find([key.id])).get(key.id);
    expect(found !== 'destroyed' && found?.secret.equals(key.secret)).toBe(true);
    await keys.close();
  });

  it('is refused while the product has the keys open, and where there are none: nothing is made', async () => {
    const { data } = await withKeys('open');
    const keys = keysOf(data, 'horsens');
    const rotating = (office?: string) =>
      rotateKeys({ data, office, masterKeys: [join(data, 'secrets', 'master.key')] });
    await expect(rotating()).rejects.toThrow(/open|lock/i);
    await keys.close();
    rmSync(databasePath(data, 'horsens', 'keys'));
    await expect(rotating()).rejects.toThrow(/is not there/);
    await expect(rotating('odense')).rejects.toThrow(/no office odense/);
  });
});

import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDataFolder } from '../../../libs/installation/data-folder.js';
import { databasePath, officeKeysFile, shredListPath } from '../../../libs/installation/office-files.js';
import { openEmbeddedStore } from '../../../libs/event-store/embedded/embedded-store.js';
import { type EmbeddedKeys, openEmbeddedKeys } from '../../../libs/privacy/embedded-keys.js';
import { KeysReader } from '../../../libs/privacy/keys-reader.js';
import { createMasterKey } from '../../../libs/privacy/master-key.js';
import { openAccessLog } from '../../../libs/audit/access-log.js';
import { type DataKey } from '../../../libs/privacy/keys.js';
import { temporaryFolder } from '../../../libs/sqlite/testing/folder.js';
import { backUp } from './backup.js';
import { restore } from './restore.js';
import { klagegang } from './testing/run.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const say = (): void => undefined;
const dayMs = 86_400_000;
const now = Date.parse('2026-03-03T08:00:00Z');
const [data, safe] = [join(folder.path, 'data'), join(folder.path, 'safe')];
const backups = { before: join(folder.path, 'before'), after: join(folder.path, 'after') };

let masterKey: ReturnType<typeof createMasterKey>;
let keys: EmbeddedKeys;
let living: DataKey;
let shredded: DataKey;
const backingUp = (to: string) => backUp({ data, to, masterKeys: [], say });
/** What is kept outside of the backups, as it is today. */
const keep = (): void => {
  mkdirSync(safe, { recursive: true });
  copyFileSync(shredListPath(data, 'horsens'), join(safe, 'horsens.list'));
  copyFileSync(join(dirname(shredListPath(data, 'horsens')), officeKeysFile), join(safe, officeKeysFile));
};
let number = 0;
const restored = async (from: string) => {
  const to = join(folder.path, `restored-${(number += 1)}`);
  await restore({ from, to, shredLists: new Map([['horsens', join(safe, 'horsens.list')]]), say });
  return to;
};
const stateIn = (at: string, { id, secret }: DataKey): string => {
  const reader = new KeysReader(databasePath(at, 'horsens', 'keys'), 'horsens', masterKey);
  try {
    const found = reader.find([id]).get(id)!;
    return found === 'destroyed' ? found : found.secret.equals(secret) ? 'opens' : 'another';
  } finally {
    reader.close();
  }
};

/** A backup, then a person is shredded, then the office key is changed, then another backup. */
beforeAll(async () => {
  const opened = await openDataFolder(data, 'test');
  const home = opened.office('horsens');
  masterKey = createMasterKey(opened.masterKeyFile);
  opened.close();
  await openEmbeddedStore(join(home, 'events.db')).close();
  await openAccessLog(join(home, 'access.db'), () => '').close();
  const [path, shredList] = [databasePath(data, 'horsens', 'keys'), shredListPath(data, 'horsens')];
  keys = openEmbeddedKeys({ path, office: 'horsens', masterKey, shredList });
  living = (await keys.obtain('complaint-1', ['complainant'])).get('complainant')!;
  shredded = (await keys.obtain('complaint-2', ['complainant'])).get('complainant')!;
  await backingUp(backups.before);
  await keys.destroy('complaint-2');
  await keys.rotateOfficeKey(now);
  await backingUp(backups.after);
});
afterAll(() => keys.close());

it('no backup holds an office key', () => {
  const { keys: held } = JSON.parse(
    readFileSync(join(dirname(databasePath(data, 'horsens', 'keys')), officeKeysFile), 'utf8'),
  ) as {
    readonly keys: readonly { readonly wrapped: readonly [string] }[];
  };
  expect(held).toHaveLength(2);
  for (const backup of Object.values(backups)) {
    const bytes = readFileSync(databasePath(backup, 'horsens', 'keys'));
    for (const { wrapped } of held)
      expect(bytes.includes(Buffer.from(wrapped[0], 'base64').subarray(0, 16))).toBe(false);
  }
});

it('for 35 days after the rotation a backup from before it is restored: the living open, the shredded do not', async () => {
  expect(keys.destroyRetired(now + 34 * dayMs)).toBe(0);
  keep();
  const at = await restored(backups.before);
  expect([stateIn(at, living), stateIn(at, shredded)]).toEqual(['opens', 'destroyed']);
  // The shred list alone kept it shut: the wrapped key is in the backup, and what opens it is still there.
  const bare = join(folder.path, 'bare.db');
  copyFileSync(databasePath(backups.before, 'horsens', 'keys'), bare);
  copyFileSync(join(safe, officeKeysFile), join(folder.path, 'bare.office.json'));
  const reader = new KeysReader(bare, 'horsens', masterKey);
  expect((reader.find([shredded.id]).get(shredded.id) as DataKey).secret.equals(shredded.secret)).toBe(true);
  reader.close();
});

it('after 35 days nothing of that backup opens, with the master key and all; one from after the rotation does', async () => {
  expect(keys.destroyRetired(now + 35 * dayMs)).toBe(1);
  keep();
  await expect(restored(backups.before)).rejects.toThrow(
    /The keys of horsens in this backup open no more: the office key that wraps them is not among those of today.*Restore a newer backup/,
  );
  const bare = join(folder.path, 'later.db');
  copyFileSync(databasePath(backups.before, 'horsens', 'keys'), bare);
  copyFileSync(join(safe, officeKeysFile), join(folder.path, 'later.office.json'));
  expect(() => new KeysReader(bare, 'horsens', masterKey)).toThrow(/the office key .* is gone/);
  const at = await restored(backups.after);
  expect([stateIn(at, living), stateIn(at, shredded)]).toEqual(['opens', 'destroyed']);
});

it('the office keys are asked for where they are not beside the shred list', async () => {
  keep();
  const list = join(folder.path, 'horsens.list');
  copyFileSync(join(safe, 'horsens.list'), list);
  const words = ['restore', '--from', backups.after, '--shred-list', `horsens=${list}`];
  expect(await klagegang(...words, '--to', join(folder.path, 'without'))).toMatchObject({
    code: 1,
    errors: expect.stringMatching(/office keys .* of horsens are not there.*--office-keys horsens=<file>/) as string,
  });
  const to = join(folder.path, 'with');
  const named = ['--office-keys', `horsens=${join(safe, officeKeysFile)}`];
  expect(await klagegang(...words, ...named, '--to', to)).toMatchObject({ code: 0 });
  expect(stateIn(to, living)).toBe('opens');
});

import { chmodSync, cpSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openDataFolder } from '../../../libs/installation/data-folder.js';
import { emptyRecord, readRecord, writeRecord } from '../../../libs/installation/installation-record.js';
import { databasePath, shredListPath } from '../../../libs/installation/office-files.js';
import { openEmbeddedKeys } from '../../../libs/privacy/embedded-keys.js';
import { createMasterKey, readMasterKey } from '../../../libs/privacy/master-key.js';
import {
  newOfficeKey,
  officeKeysOf,
  officeKeysPath,
  place,
  unwrapOfficeKey,
  wrap,
  writeOfficeKeys,
} from '../../../libs/privacy/office-keys.js';
import { type DataKey } from '../../../libs/privacy/keys.js';
import { temporaryFolder } from '../../../libs/sqlite/testing/folder.js';
import { rotateMasterKey } from './rotate-master-key.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const offices = ['horsens', 'odense'] as const;
let number = 0;

/** Two offices with a key each, and a record of the installation. */
async function installation() {
  number += 1;
  const data = join(folder.path, `data-${number}`);
  const opened = await openDataFolder(data, 'test');
  for (const office of offices) opened.office(office);
  const oldFile = opened.masterKeyFile;
  const old = createMasterKey(oldFile);
  opened.close();
  const made = new Map<string, DataKey>();
  for (const office of offices) {
    const keys = openEmbeddedKeys(optionsOf(data, office, oldFile));
    made.set(office, (await keys.obtain('complaint-1', ['text'])).get('text')!);
    await keys.rotateOfficeKey(Date.parse('2026-03-03T08:00:00Z'));
    await keys.close();
  }
  writeRecord(join(data, 'record'), { ...emptyRecord(0), number: 7 }, old);
  return { data, oldFile, newFile: join(folder.path, `new-${number}.key`), made };
}
const optionsOf = (data: string, office: string, masterKeyFile: string) => ({
  path: databasePath(data, office, 'keys'),
  office,
  masterKey: readMasterKey(masterKeyFile),
  shredList: shredListPath(data, office),
});
async function opensAll(data: string, masterKeyFile: string, made: ReadonlyMap<string, DataKey>): Promise<void> {
  for (const office of offices) {
    const keys = openEmbeddedKeys(optionsOf(data, office, masterKeyFile));
    try {
      const { id, secret } = made.get(office)!;
      expect(((await keys.find([id])).get(id) as DataKey).secret.equals(secret)).toBe(true);
    } finally {
      await keys.close();
    }
  }
}

it('another master key opens every office and the record, and the old one nothing; its file is left as it was', async () => {
  const { data, oldFile, newFile, made } = await installation();
  const before = readFileSync(oldFile, 'utf8');
  const { text, json } = await rotateMasterKey(data, { newFile });
  expect(json).toEqual({ kind: 'file', offices: [...offices] });
  expect(text).toMatch(/destroy it with the last copy and the last backup/);
  expect(readFileSync(oldFile, 'utf8')).toBe(before);
  expect(statSync(newFile).mode & 0o077).toBe(0);
  await opensAll(data, newFile, made);
  await expect(opensAll(data, oldFile, made)).rejects.toThrow(/The master key does not open/);
  expect(readRecord(join(data, 'record'), readMasterKey(newFile))?.number).toBe(9);
  expect(() => readRecord(join(data, 'record'), readMasterKey(oldFile))).toThrow(/with this master key/);
  for (const office of offices)
    for (const { wrapped } of officeKeysOf(databasePath(data, office, 'keys'), office)) expect(wrapped).toHaveLength(1);
});

it('cut off after one office was brought over, both master keys open all of it, and the same command goes on', async () => {
  const { data, oldFile, newFile, made } = await installation();
  const [old, next] = [readMasterKey(oldFile), createMasterKey(newFile)];
  // As the first half leaves it: horsens by both, odense by the old one alone.
  const file = databasePath(data, 'horsens', 'keys');
  const both = officeKeysOf(file, 'horsens').map((key) => {
    const secret = unwrapOfficeKey(key, 'horsens', old);
    const anew = wrap(secret, next, place('horsens', 'office-key', key.id)).toString('base64');
    return { ...key, wrapped: [...key.wrapped, anew] };
  });
  writeOfficeKeys(officeKeysPath(file), 'horsens', both);
  await opensAll(data, oldFile, made);
  await rotateMasterKey(data, { newFile });
  await opensAll(data, newFile, made);
  // As the second half leaves it: odense by both still.
  const odense = databasePath(data, 'odense', 'keys');
  writeOfficeKeys(
    officeKeysPath(odense),
    'odense',
    officeKeysOf(odense, 'odense').map((key) => {
      const secret = unwrapOfficeKey(key, 'odense', next);
      const before = wrap(secret, old, place('odense', 'office-key', key.id)).toString('base64');
      return { ...key, wrapped: [before, ...key.wrapped] };
    }),
  );
  await opensAll(data, newFile, made);
  await rotateMasterKey(data, { newFile });
  await opensAll(data, newFile, made);
  await expect(opensAll(data, oldFile, made)).rejects.toThrow(/The master key does not open/);
});

it('is refused where it would be the same one, where an office opens by neither, and while the product runs', async () => {
  const { data, oldFile, newFile } = await installation();
  await expect(rotateMasterKey(data, {})).rejects.toThrow(/--new-file/);
  await expect(rotateMasterKey(data, { newFile: oldFile })).rejects.toThrow(/is the master key that is in use/);
  cpSync(oldFile, newFile);
  chmodSync(newFile, 0o600);
  await expect(rotateMasterKey(data, { newFile })).rejects.toThrow(/That is the master key that is in use/);
  const opened = await openDataFolder(data, 'test');
  await expect(rotateMasterKey(data, { newFile: `${newFile}.2` })).rejects.toThrow(/open in another/);
  opened.close();
  const file = officeKeysPath(databasePath(data, 'odense', 'keys'));
  const stranger = createMasterKey(`${newFile}.3`);
  writeOfficeKeys(file, 'odense', [newOfficeKey('odense', stranger)]);
  await expect(rotateMasterKey(data, { newFile: `${newFile}.4` })).rejects.toThrow(
    /Neither master key opens the office key .* of odense/,
  );
  // The old one opens what it opened.
  const [key] = officeKeysOf(databasePath(data, 'horsens', 'keys'), 'horsens');
  expect(unwrapOfficeKey(key!, 'horsens', readMasterKey(oldFile)).symmetricKeySize).toBe(32);
});

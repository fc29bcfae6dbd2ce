import { createSecretKey, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../sqlite/testing/folder.js';
import { openEmbeddedKeys } from './embedded-keys.js';
import { KeyFileLoad } from './key-file-load.js';
import { KeysRefused } from './refusals.js';

const folder = temporaryFolder();
let number = 0;
afterAll(() => folder.remove());
const options = () => {
  number += 1;
  return {
    path: join(folder.path, `${number}.db`),
    office: 'horsens',
    masterKey: createSecretKey(randomBytes(32)),
    shredList: join(folder.path, `${number}.list`),
  };
};

it('is a key file like any other: its keys open what they sealed, and what was destroyed stays so', async () => {
  const settings = options();
  const load = new KeyFileLoad(settings);
  const made = await load.obtain('complaint-1', ['complainant', 'text', 'document:1']);
  const again = await load.obtain('complaint-1', ['text']);
  expect(again.get('text')!.id).toBe(made.get('text')!.id);
  expect(again.get('text')!.secret.equals(made.get('text')!.secret)).toBe(true);
  const gone = await load.obtain('complaint-2', ['complainant', 'text']);
  expect(await load.destroy('complaint-1', ['document:1'])).toBe(1);
  expect(await load.destroy('complaint-2')).toBe(2);
  expect(await load.destroy('complaint-2')).toBe(0);
  const mac = load.mac('event', 'a record');
  load.finish();
  load.close();

  const destroyed = [made.get('document:1')!, ...gone.values()].map(({ id }) => id);
  expect(readFileSync(settings.shredList, 'utf8').trim().split('\n').sort()).toEqual([...destroyed].sort());
  const keys = openEmbeddedKeys(settings);
  const found = await keys.find([...made.values(), ...gone.values()].map(({ id }) => id));
  expect(destroyed.map((id) => found.get(id))).toEqual(['destroyed', 'destroyed', 'destroyed']);
  const { id, secret } = made.get('text')!;
  expect(found.get(id)).toMatchObject({ id });
  expect(
    (found.get(id) as typeof gone extends ReadonlyMap<string, infer Key> ? Key : never).secret.equals(secret),
  ).toBe(true);
  expect((await keys.obtain('complaint-1', ['complainant'])).get('complainant')!.id).toBe(made.get('complainant')!.id);
  expect(keys.mac('event', 'a record')).toBe(mac);
  await keys.close();
});

it('is under the master key and of the office that it was made with', () => {
  const settings = options();
  const load = new KeyFileLoad(settings);
  load.finish();
  load.close();
  expect(() => openEmbeddedKeys({ ...settings, masterKey: createSecretKey(randomBytes(32)) })).toThrow(KeysRefused);
  expect(() => openEmbeddedKeys({ ...settings, office: 'odense' })).toThrow(KeysRefused);
});

/**
 * What was opened before a start was refused is closed again: the next start, in the same process, finds nothing held.
 */
import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Office } from '../../test/faults/client.js';
import { newFolder, openInProcess } from '../../test/faults/in-process.js';
import { bootSentence } from './http/boot.js';

const folder = newFolder();
beforeAll(async () => {
  const product = await openInProcess(folder);
  await new Office(product, 'odense').start();
  await product.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (office: string, name: string) => join(folder, 'offices', office, name);
const spoilt = (file: string) => {
  copyFileSync(file, `${file}.whole`);
  const bytes = readFileSync(file);
  bytes[2]! ^= 0xff;
  writeFileSync(file, bytes);
  return () => renameSync(`${file}.whole`, file);
};
/**
 * The one complaint is pinned to another content of its profile: found when its office begins to run, with all stores
 * open.
 */
const pinnedElsewhere = (file: string) => {
  copyFileSync(file, `${file}.whole`);
  const db = new DatabaseSync(file);
  const [table] = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'contact_[0-9]*'")
    .all();
  db.exec(`UPDATE ${String(table!.name)} SET profile_hash = '${'0'.repeat(64)}'; PRAGMA wal_checkpoint(TRUNCATE)`);
  db.close();
  return () => renameSync(`${file}.whole`, file);
};
const away = (file: string) => {
  renameSync(file, `${file}.away`);
  return () => renameSync(`${file}.away`, file);
};

it.each<[string, () => () => void, RegExp]>([
  ['the events of the last office', () => spoilt(at('odense', 'events.db')), /events\.db is damaged/],
  ['the keys of the last office, its events open', () => spoilt(at('odense', 'keys.db')), /keys\.db is damaged/],
  [
    'the access log of the last office, its events and keys open',
    () => spoilt(at('odense', 'access.db')),
    /access\.db is damaged/,
  ],
  [
    'the members of the last office, its other files open',
    () => spoilt(at('odense', 'office.db')),
    /office\.db is damaged/,
  ],
  ['the access log of the first office', () => spoilt(at('koebenhavn', 'access.db')), /access\.db is damaged/],
  [
    'the profile of a complaint, every store open',
    () => pinnedElsewhere(at('odense', 'views.db')),
    /another content of the profile odense@1/,
  ],
  ['the master key, the folder held', () => away(join(folder, 'secrets', 'master.key')), /master\.key cannot be read/],
  ['the secret of the tokens, the folder held', () => spoilt(join(folder, 'secrets', 'token.key')), /token\.key/],
])('a start that is refused for %s leaves nothing open', async (_, spoil, says) => {
  const mend = spoil();
  for (let time = 0; time < 2; time += 1) {
    const refusal = await openInProcess(folder).then(async (product) => {
      await product.close();
      return 'it started';
    }, bootSentence);
    expect(refusal).toMatch(says);
  }
  expect(openFiles()).toEqual([]);
  mend();
  const product = await openInProcess(folder);
  expect((await product.ask({ method: 'GET', path: '/health/ready' })).status).toBe(200);
  await product.close();
  expect(openFiles()).toEqual([]);
});

/** Files of the folder that this process holds (Linux; elsewhere the second start alone tells). */
function openFiles(): readonly string[] {
  if (!existsSync('/proc/self/fd')) return [];
  return readdirSync('/proc/self/fd')
    .flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/self/fd/${fd}`)];
      } catch {
        return [];
      }
    })
    .filter((path) => path.startsWith(folder));
}

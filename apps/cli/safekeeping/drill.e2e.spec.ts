/**
 * The drill: a product at work is backed up, its folder is lost, and another one goes on from the backup. And what
 * `verify` finds in either.
 */
import { appendFileSync, copyFileSync, cpSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Complaint, Office, type Receipt } from '../../../test/faults/client.js';
import { newFolder, openInProcess, type InProcess } from '../../../test/faults/in-process.js';
import { backUp } from './backup.js';
import { masterKeyIn } from '../../../libs/installation/data-folder.js';
import { readMasterKey } from '../../../libs/privacy/master-key.js';
import { databasePath, shredListPath, type Database } from '../../../libs/installation/office-files.js';
import { officeKeysPath, readOfficeKeys, writeOfficeKeys } from '../../../libs/privacy/office-keys.js';
import { restore } from './restore.js';
import { verifyData } from './verify.js';

const say = (): void => undefined;
const offices = ['koebenhavn', 'horsens', 'odense'];
const folders: string[] = [];
const folder = (): string => {
  const made = newFolder();
  folders.push(made);
  return made;
};
let product: InProcess;
let backup: string;
let known: Receipt;
let asShown: string;
const mogens = { sub: 'mogens', name: 'Mogens Mellemled', roles: ['head'] };
const masterKey = () => readMasterKey(masterKeyIn(product.folder));
const shown = async (of: InProcess): Promise<string> =>
  JSON.stringify(await new Complaint(new Office(of, 'horsens'), known).view());

async function registered(office: Office): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do(
    'RegisterCase',
    { complainant: { name: 'Valdemar Vandskade' }, summary: 'Vejen er væk' },
    'registered',
  );
  return complaint;
}

beforeAll(async () => {
  product = await openInProcess(folder());
  const complaint = await registered(new Office(product, 'horsens'));
  known = complaint.last;
  asShown = await shown(product);
  await new Office(product, 'odense').post('/members', mogens, 'administrator');
  backup = folder();
  await backUp({ data: product.folder, to: backup, masterKeys: [join(product.folder, 'secrets', 'master.key')], say });
});
afterAll(async () => {
  await product.close();
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

async function restored(): Promise<string> {
  const to = folder();
  await restore({
    from: backup,
    to,
    shredLists: new Map(offices.map((office) => [office, shredListPath(product.folder, office)])),
    say,
  });
  return to;
}

it('goes on from a backup that was taken while it worked: the same case, its names readable, and the next step taken', async () => {
  const to = await restored();
  // Without its master key it does not start: no new one takes its place.
  await expect(openInProcess(await restored())).rejects.toThrow(/master\.key cannot be read/);
  mkdirSync(join(to, 'secrets'), { recursive: true });
  copyFileSync(join(product.folder, 'secrets', 'master.key'), join(to, 'secrets', 'master.key'));
  const again = await openInProcess(to);
  try {
    expect(await shown(again)).toBe(asShown);
    expect(asShown).toContain('Valdemar Vandskade');
    expect((await new Office(again, 'odense').get('/members', 'administrator')).json()).toMatchObject({
      items: [mogens],
    });
    await new Complaint(new Office(again, 'horsens'), known).do('RecordNote', { text: 'Det går videre' }, 'registered');
  } finally {
    await again.close();
  }
});

it('a restored folder is verified: every office well', async () => {
  const found = await verifyData(await restored(), masterKey(), say);
  expect(found.map(({ office, problems }) => [office, problems])).toEqual(
    [...offices].sort().map((office) => [office, []]),
  );
  expect(found.find(({ office }) => office === 'horsens')).toMatchObject({ events: 5, complaints: 1, keys: 1 });
});

it('what was erased after the backup was taken stays erased in what is restored from it (I13)', async () => {
  const office = new Office(product, 'horsens');
  const complaint = await registered(office);
  const content = Buffer.from('Kvitteringen fra Kolding').toString('base64');
  const { document } = await complaint.do('FileDocument', {
    title: 'En andens kvittering',
    direction: 'in',
    date: '2024-01-01',
    content,
  });
  const path = `${complaint.path}/documents/${document}/content`;
  expect((await office.get(path)).status).toBe(200);
  const [from, to] = [folder(), folder()];
  await backUp({ data: product.folder, to: from, masterKeys: [join(product.folder, 'secrets', 'master.key')], say });
  const { request } = await complaint.do('RequestErasure', { of: 'document', document }, undefined, {
    as: 'dataProtectionOfficer',
  });
  await complaint.do('DecideErasure', { request, decision: 'granted', basis: 'misfiled' }, undefined, {
    as: 'dataProtectionOfficer',
  });
  await complaint.view();
  expect((await office.get(path)).json()).toMatchObject({ code: 'CONTENT_GONE' });

  const { offices: done } = await restore({
    from,
    to,
    shredLists: new Map(offices.map((key) => [key, shredListPath(product.folder, key)])),
    say,
  });
  expect(done).toMatchObject({ horsens: { shredded: 1 } });
  mkdirSync(join(to, 'secrets'), { recursive: true });
  copyFileSync(join(product.folder, 'secrets', 'master.key'), join(to, 'secrets', 'master.key'));
  const again = await openInProcess(to);
  try {
    expect((await new Office(again, 'horsens').get(path)).json()).toMatchObject({ code: 'CONTENT_GONE' });
  } finally {
    await again.close();
  }
});

it('a folder that the product has open is verified as it stands, every key and seal opened', async () => {
  const found = await verifyData(product.folder, masterKey(), say);
  expect(found.map(({ opened, problems }) => [opened, problems])).toEqual(offices.map(() => [true, []]));
});

it('without the master key it says that nothing was opened', async () => {
  const found = await verifyData(await restored(), undefined, say);
  expect(found.map(({ opened }) => opened)).toEqual(offices.map(() => false));
});

it('a restored folder has the place for its master key, closed to others', async () => {
  const secrets = statSync(join(await restored(), 'secrets'));
  expect([secrets.isDirectory(), secrets.mode & 0o777]).toEqual([true, 0o700]);
});

describe('verify finds', () => {
  let whole: string;
  beforeAll(async () => {
    whole = await restored();
  });

  const forge =
    (name: Database, sql: string) =>
    (at: string): void => {
      const db = new DatabaseSync(databasePath(at, 'horsens', name), { defensive: false });
      db.exec(
        `DROP TRIGGER IF EXISTS events_are_never_changed; DROP TRIGGER IF EXISTS events_are_never_deleted; PRAGMA writable_schema=ON; ${sql}; PRAGMA wal_checkpoint(TRUNCATE)`,
      );
      db.close();
    };
  /** One bit of the first row's value. */
  const flip =
    (name: Database, table: string, column: string) =>
    (at: string): void => {
      const db = new DatabaseSync(databasePath(at, 'horsens', name));
      const { at: row, value } = db.prepare(`SELECT rowid AS at, ${column} AS value FROM ${table}`).get()!;
      const bytes = Buffer.from(value as Uint8Array);
      bytes[20]! ^= 1;
      db.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`).run(bytes, row!);
      db.close();
    };
  it.each<[string, (at: string) => void, RegExp]>([
    [
      'an event that is gone',
      forge('events', 'DELETE FROM events WHERE position = 3'),
      /^events: position 3 is missing$/,
    ],
    [
      'events that are gone from the end',
      forge('events', 'DELETE FROM events WHERE position = 5'),
      /^events: 5 events were written, the last one found is 4$/,
    ],
    ['a log that is empty', forge('events', 'DELETE FROM events'), /^events: all 5 events are gone$/],
    [
      'a revision that is missing',
      forge('events', 'UPDATE events SET revision = 9 WHERE position = 5'),
      /^events: position 5 is revision 9 of .*, and 4 is missing$/,
    ],
    [
      'an event that is no JSON',
      forge('events', `UPDATE events SET data = '{"complainant' WHERE position = 5`),
      /^events: position 5 is no longer JSON$/,
    ],
    [
      'a step that the lifecycle does not have',
      forge(
        'events',
        'UPDATE events SET (type, data, metadata) = (SELECT type, data, metadata FROM events WHERE position = 1) WHERE position = 5',
      ),
      /^events: .*: event 4 \(InquiryReceived\) does not fit/,
    ],
    [
      'a state before the event that was not so',
      forge('events', `UPDATE events SET metadata = json_set(metadata, '$.from', 'closed') WHERE position = 3`),
      /^events: .*: event 2 .*was recorded with other states/,
    ],
    [
      'an index that does not fit its table',
      forge(
        'events',
        `UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'events_by_stream') WHERE name = 'events_by_id'`,
      ),
      /^events: /,
    ],
    [
      'a key that is gone and was not destroyed',
      forge('keys', 'DELETE FROM data_key WHERE rowid = (SELECT min(rowid) FROM data_key)'),
      /^keys: the key .* is missing: what it seals cannot be opened, and was not destroyed$/,
    ],
    [
      'a wrapped key with a flipped bit',
      flip('keys', 'data_key', 'wrapped'),
      /^keys: the data-key [0-9a-f-]{36} of horsens does not open/,
    ],
    [
      'a wrapped office key with a flipped bit',
      (at) => {
        const file = officeKeysPath(databasePath(at, 'horsens', 'keys'));
        const [key] = readOfficeKeys(file, 'horsens')!;
        const bytes = Buffer.from(key!.wrapped[0]!, 'base64');
        bytes[20]! ^= 1;
        writeOfficeKeys(file, 'horsens', [{ ...key!, wrapped: [bytes.toString('base64')] }]);
      },
      /^keys: the office-key [0-9a-f-]{36} of horsens does not open/,
    ],
    [
      'a secret of the office with a flipped bit',
      flip('keys', 'secret', 'wrapped'),
      /^keys: the secret idempotency of horsens does not open/,
    ],
    [
      'a sealed field with another letter in it',
      (at) => {
        const db = new DatabaseSync(databasePath(at, 'horsens', 'events'), { defensive: false });
        const { position, data } = db.prepare("SELECT position, data FROM events WHERE data LIKE '%sealed:1:%'").get()!;
        const [, before, letter, after] = /^(.*sealed:1:[^"]{80})(.)(.*)$/s.exec(String(data))!;
        db.exec('DROP TRIGGER events_are_never_changed');
        db.prepare('UPDATE events SET data = ? WHERE position = ?').run(
          `${before}${letter === 'A' ? 'B' : 'A'}${after}`,
          position!,
        );
        db.close();
      },
      /^events: position \d+ of [0-9a-f-]{36}: \w+ of event [0-9a-f-]{36} does not open/,
    ],
    ['a file that is gone', (at) => rmSync(databasePath(at, 'horsens', 'keys')), /^keys: .*keys\.db does not exist/],
    [
      'another file in its place',
      (at) => copyFileSync(databasePath(at, 'horsens', 'access'), databasePath(at, 'horsens', 'events')),
      /^events: .*is not a Klagegang event store/,
    ],
  ])('%s', async (_, spoil, says) => {
    const at = folder();
    cpSync(whole, at, { recursive: true });
    spoil(at);
    const found = await verifyData(at, masterKey(), say);
    const { problems } = found.find(({ office }) => office === 'horsens')!;
    expect(problems).toEqual(expect.arrayContaining([expect.stringMatching(says)]));
    expect(problems.join()).not.toMatch(/Vandskade|Vejen/);
    expect(found.filter(({ office }) => office !== 'horsens').flatMap((office) => office.problems)).toEqual([]);
  });

  it('a key that the shred list names and a restored file still has', async () => {
    const at = folder();
    cpSync(whole, at, { recursive: true });
    const db = new DatabaseSync(databasePath(at, 'horsens', 'keys'));
    const id = String(db.prepare('SELECT id FROM data_key').get()!['id']);
    db.close();
    appendFileSync(shredListPath(at, 'horsens'), `${id}\n`);
    expect((await verifyData(at, masterKey(), say)).flatMap(({ problems }) => problems)).toEqual([
      expect.stringMatching(new RegExp(`^shredded: the key ${id} is on the shred list and can still be used`)),
    ]);
  });
});

import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type DatabaseSync } from 'node:sqlite';
import { ended } from '../../../libs/event-store/embedded/testing/child.js';
import { temporaryFolder } from '../../../libs/sqlite/testing/folder.js';
import { openAtRest } from '../../../libs/sqlite/online-copy.js';
import { problemsOfLog } from '../../../libs/event-store/embedded/verify-file.js';
import { openDataFolder } from '../../../libs/installation/data-folder.js';
import { openEmbeddedKeys } from '../../../libs/privacy/embedded-keys.js';
import { readMasterKey } from '../../../libs/privacy/master-key.js';
import { backUp } from './backup.js';
import {
  databasePath,
  formats,
  officeKeysFile,
  shredListPath,
  type Database,
} from '../../../libs/installation/office-files.js';
import { type Manifest } from './manifest.js';
import { type Restored, restore } from './restore.js';
import { klagegang, klagegangKilled, klagegangWith, startOffice } from './testing/run.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
let number = 0;
const newPath = (): string => join(folder.path, `${(number += 1)}`);

/** Positions and keys of acknowledged events. */
type Acknowledged = Map<string, string>;
/** An office at work, until `stop`. */
async function busy(data: string, bytes?: number) {
  const acknowledged: Acknowledged = new Map();
  const child = startOffice(data, bytes);
  const { promise: begun, resolve } = Promise.withResolvers<void>();
  const end = ended(child, (line, index) => {
    const [position, key] = line.split(' ');
    acknowledged.set(position!, key!);
    if (index === 500) resolve();
  });
  await begun;
  return {
    acknowledged,
    stop: async () => {
      child.kill('SIGKILL');
      return end;
    },
  };
}

function inDatabase<T>(at: string, name: Database, look: (db: DatabaseSync) => T): T {
  const db = openAtRest(databasePath(at, 'horsens', name), formats[name]);
  try {
    return look(db);
  } finally {
    db.close();
  }
}
const eventsIn = (at: string): Acknowledged =>
  inDatabase(
    at,
    'events',
    (db) =>
      new Map(
        db
          .prepare(`SELECT position, data ->> 'key' AS key FROM events`)
          .all()
          .map(({ position, key }) => [String(position), String(key)]),
      ),
  );
const keysIn = (at: string): ReadonlySet<string> =>
  inDatabase(
    at,
    'keys',
    (db) =>
      new Set(
        db
          .prepare('SELECT id FROM data_key')
          .all()
          .map(({ id }) => String(id)),
      ),
  );
const everyByte = (at: string): Buffer =>
  Buffer.concat(
    readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );
const emptyList = (): string => {
  const list = newPath();
  writeFileSync(list, '');
  return list;
};

const say = (): void => undefined;
const backingUp = (data: string, to: string, masterKeys: readonly string[] = []) =>
  backUp({ data, to, masterKeys, say });
const restoring = (from: string, to = newPath(), list = emptyList(), office = 'horsens') =>
  restore({ from, to, shredLists: new Map([[office, list]]), say });

/** Everything that was acknowledged, in order, and the key of every event. */
function checkWhole(at: string, acknowledged: Acknowledged): void {
  const [events, keys] = [eventsIn(at), keysIn(at)];
  for (const [position, key] of acknowledged) expect([position, events.get(position)]).toEqual([position, key]);
  expect([...events.values()].filter((key) => !keys.has(key))).toEqual([]);
  expect(inDatabase(at, 'events', problemsOfLog)).toEqual([]);
}

describe('a backup under load', () => {
  const data = newPath();
  let office: Awaited<ReturnType<typeof busy>>;
  beforeAll(async () => {
    office = await busy(data);
  });
  afterAll(() => office.stop());

  it('holds every event that was acknowledged before it began, with its key, and restores to the same', async () => {
    for (let round = 0; round < 2; round += 1) {
      const [to, restored] = [newPath(), newPath()];
      const before = new Map(office.acknowledged);
      const { code, lines, errors } = await klagegang('backup', '--data', data, '--to', to, '--json');
      expect({ code, errors }).toEqual({
        code: 0,
        errors: expect.stringMatching(/^horsens: events …\nhorsens: keys …\nhorsens: access …\n$/) as string,
      });
      checkWhole(to, before);
      const manifest = JSON.parse(lines[0]!) as Manifest;
      expect(JSON.parse(readFileSync(join(to, 'backup.json'), 'utf8'))).toEqual(manifest);
      expect(manifest).toMatchObject({
        mode: 'test',
        offices: { horsens: { events: { format: 1, last: String(eventsIn(to).size) } } },
      });
      expect(readdirSync(to, { recursive: true }).map(String).sort()).toEqual([
        'backup.json',
        'offices',
        'offices/horsens',
        'offices/horsens/access.db',
        'offices/horsens/events.db',
        'offices/horsens/keys.db',
      ]);
      expect(
        await klagegang(
          'restore',
          '--from',
          to,
          '--to',
          restored,
          '--shred-list',
          `horsens=${shredListPath(data, 'horsens')}`,
        ),
      ).toMatchObject({ code: 0 });
      checkWhole(restored, before);
      expect(eventsIn(restored)).toEqual(eventsIn(to));
    }
    expect(office.acknowledged.size).toBeGreaterThan(500);
  });

  it('holds neither the master key nor the secret of the tokens, and nobody else may read it', async () => {
    const to = newPath();
    await klagegang('backup', '--data', data, '--to', to);
    const bytes = everyByte(to);
    for (const name of ['master.key', 'token.key']) {
      const secret = readFileSync(join(data, 'secrets', name), 'utf8').trim();
      for (const form of [Buffer.from(secret), Buffer.from(secret, 'base64')]) expect(bytes.includes(form)).toBe(false);
    }
    for (const entry of readdirSync(to, { recursive: true }).map(String))
      expect(statSync(join(to, entry)).mode & 0o077).toBe(0);
  });

  it('killed at any time is no backup, is not restored, and harms the office in nothing', async () => {
    const signals: (string | null)[] = [];
    for (const afterMs of [0, 10, 40]) {
      const to = newPath();
      signals.push(await klagegangKilled(afterMs, 'backup', '--data', data, '--to', to));
      if (existsSync(join(to, 'backup.json'))) continue;
      await expect(restoring(to)).rejects.toThrow(/is no backup, or one that was cut off/);
      // Killed before it had made anything, it left an empty folder, and that one can be used.
      if (readdirSync(to).length > 0)
        await expect(backingUp(data, to)).rejects.toThrow(/is not empty.*delete it first/);
    }
    expect(signals).toContain('SIGKILL');
    const [seen, to] = [office.acknowledged.size, newPath()];
    expect(await klagegang('backup', '--data', data, '--to', to)).toMatchObject({ code: 0 });
    expect(office.acknowledged.size).toBeGreaterThan(seen);
    checkWhole(to, new Map([...office.acknowledged].slice(0, seen)));
  });

  it('of an office whose process was killed, too: what its WAL holds is in it', async () => {
    const data = newPath();
    const office = await busy(data);
    await office.stop();
    expect(statSync(`${databasePath(data, 'horsens', 'events')}-wal`).size).toBeGreaterThan(0);
    const to = newPath();
    expect(await klagegang('backup', '--data', data, '--to', to)).toMatchObject({ code: 0 });
    checkWhole(to, office.acknowledged);
  });
});

describe('a backup at rest', () => {
  const [data, backup] = [newPath(), newPath()];
  let masterKey: ReturnType<typeof readMasterKey>;
  const keysOf = (at: string) =>
    openEmbeddedKeys({
      path: databasePath(at, 'horsens', 'keys'),
      office: 'horsens',
      masterKey,
      shredList: shredListPath(at, 'horsens'),
    });
  beforeAll(async () => {
    const office = await busy(data, 2000);
    await office.stop();
    masterKey = readMasterKey(join(data, 'secrets', 'master.key'));
    writeFileSync(join(data, 'clock.json'), '{"standsAt":"2026-03-03T09:00:00.000Z"}\n');
    expect(await klagegang('backup', '--data', data, '--to', backup)).toMatchObject({ code: 0 });
    // Beside the shred lists, as an operator keeps them.
    copyFileSync(join(dirname(shredListPath(data, 'horsens')), officeKeysFile), join(folder.path, officeKeysFile));
  });

  const spoilt = (spoil: (at: string) => void): string => {
    const at = newPath();
    for (const entry of readdirSync(backup, { recursive: true, withFileTypes: true })) {
      if (entry.isDirectory())
        mkdirSync(join(at, entry.parentPath.slice(backup.length), entry.name), { recursive: true });
    }
    for (const entry of readdirSync(backup, { recursive: true, withFileTypes: true }))
      if (entry.isFile())
        copyFileSync(join(entry.parentPath, entry.name), join(at, entry.parentPath.slice(backup.length), entry.name));
    spoil(at);
    return at;
  };

  it('restored, is a data folder that opens, with its clock and a mark of where it came from', async () => {
    const to = newPath();
    await restoring(backup, to);
    expect(readFileSync(join(to, 'clock.json'))).toEqual(readFileSync(join(data, 'clock.json')));
    const manifest = JSON.parse(readFileSync(join(backup, 'backup.json'), 'utf8')) as Manifest;
    expect(JSON.parse(readFileSync(join(to, 'restored.json'), 'utf8'))).toMatchObject({
      backup: manifest.id,
      takenAt: manifest.takenAt,
      offices: { horsens: { events: manifest.offices.horsens!.events!.last, shredded: 0 } },
    });
    expect(readdirSync(join(to, 'offices', 'horsens')).sort()).toEqual([
      'access.db',
      'events.db',
      'keys.db',
      'keys.office.json',
      'shredded.list',
    ]);
    (await openDataFolder(to, 'test')).close();
  });

  it('keeps destroyed what was destroyed after it was taken, before the product ever starts on it (I13)', async () => {
    const to = newPath();
    const keys = keysOf(data);
    const [stream] = inDatabase(data, 'keys', (db) =>
      db.prepare('SELECT stream, id, wrapped FROM data_key LIMIT 1').all(),
    ) as unknown as [{ stream: string; id: string; wrapped: Uint8Array }];
    const others = [...keysIn(backup)].filter((id) => id !== stream.id).slice(0, 5);
    expect(await keys.destroy(stream.stream)).toBe(1);
    await keys.close();
    expect(keysIn(backup).has(stream.id)).toBe(true);

    const { code, lines } = await klagegang(
      'restore',
      '--from',
      backup,
      '--to',
      to,
      '--shred-list',
      `horsens=${shredListPath(data, 'horsens')}`,
      '--json',
    );
    expect([code, (JSON.parse(lines[0]!) as Restored).offices.horsens!.shredded]).toEqual([0, 1]);
    expect(keysIn(to).has(stream.id)).toBe(false);
    expect(everyByte(to).includes(Buffer.from(stream.wrapped))).toBe(false);
    const restored = keysOf(to);
    const found = await restored.find([stream.id, ...others]);
    expect([found.get(stream.id), ...others.map((id) => found.get(id) === 'destroyed')]).toEqual([
      'destroyed',
      ...others.map(() => false),
    ]);
    await restored.close();
  });

  it('is not restored without its shred lists, nor with one that cannot be read', async () => {
    const to = newPath();
    expect(await klagegang('restore', '--from', backup, '--to', to, '--shred-list', emptyList())).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/is not of the form <office>=<file>/) as string,
    });
    expect(await klagegang('restore', '--from', backup, '--to', to)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/shred list of horsens is not named.*bring destroyed keys back/) as string,
    });
    await expect(restoring(backup, to, newPath())).rejects.toThrow(/does not exist/);
    await expect(restoring(backup, to, emptyList(), 'odense')).rejects.toThrow(/has no office odense/);
    expect(existsSync(to)).toBe(false);
    const bad = newPath();
    writeFileSync(bad, 'not the id of a key\n');
    await expect(restoring(backup, to, bad)).rejects.toThrow(/Line 1 of the shred list/);
    expect(existsSync(join(to, 'klagegang.json'))).toBe(false);
  });

  it.each<[string, (at: string) => void, RegExp]>([
    [
      'a byte of the events is another',
      (at) => {
        const file = databasePath(at, 'horsens', 'events');
        const bytes = readFileSync(file);
        bytes[20_000]! ^= 1;
        writeFileSync(file, bytes);
      },
      /events\.db is not as it was/,
    ],
    [
      'the keys are cut short',
      (at) => truncateSync(databasePath(at, 'horsens', 'keys'), 4096),
      /keys\.db is not as it was/,
    ],
    [
      'something was added to the access log',
      (at) => appendFileSync(databasePath(at, 'horsens', 'access'), 'x'),
      /access\.db is not as it was/,
    ],
    ['a file is gone', (at) => rmSync(databasePath(at, 'horsens', 'keys')), /keys\.db is missing/],
    [
      'the manifest is damaged',
      (at) => writeFileSync(join(at, 'backup.json'), '{"product":"klagegang","backup":1,"offices":{"../x":{}}}'),
      /is damaged/,
    ],
    [
      'the manifest is of a newer program',
      (at) => writeFileSync(join(at, 'backup.json'), '{"product":"klagegang","backup":2}'),
      /newer Klagegang/,
    ],
  ])('is not restored where %s', async (_, spoil, says) => {
    const to = newPath();
    await expect(restoring(spoilt(spoil), to)).rejects.toThrow(says);
    expect(existsSync(join(to, 'klagegang.json'))).toBe(false);
  });

  it('killed while it is restored leaves a folder that the product does not start on, and can be restored to another', async () => {
    const signals: (string | null)[] = [];
    for (const afterMs of [0, 10, 30]) {
      const to = newPath();
      signals.push(
        await klagegangKilled(
          afterMs,
          'restore',
          '--from',
          backup,
          '--to',
          to,
          '--shred-list',
          `horsens=${emptyList()}`,
        ),
      );
      if (signals.at(-1) === null) continue;
      if (existsSync(join(to, 'klagegang.json')))
        expect(readdirSync(join(to, 'offices', 'horsens'))).toContain('shredded.list');
      // Killed before it had made anything, it left an empty folder, which is as good as a new one.
      else if (readdirSync(to).length > 0)
        await expect(openDataFolder(to, 'test')).rejects.toThrow(/is not empty and is no data folder of Klagegang/);
    }
    expect(signals).toContain('SIGKILL');
    await restoring(backup);
  });

  it('is not made into a folder that holds something, lies in the data folder, or lies beside the master key', async () => {
    await expect(backingUp(data, backup)).rejects.toThrow(/is not empty/);
    await expect(backingUp(data, join(data, 'backup'))).rejects.toThrow(/lie in each other/);
    await expect(backingUp(data, join(newPath(), 'nowhere'))).rejects.toThrow(/does not exist/);
    const [key, beside] = [join(folder.path, 'master.key'), newPath()];
    copyFileSync(join(data, 'secrets', 'master.key'), key);
    chmodSync(key, 0o600);
    const config = newPath();
    writeFileSync(config, JSON.stringify({ masterKeyFile: 'master.key' }));
    expect(await klagegangWith({ KLAGEGANG_CONFIG: config }, 'backup', '--data', data, '--to', beside)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/lies beside the backups/) as string,
    });
    for (const made of [join(data, 'backup'), beside]) expect(existsSync(made)).toBe(false);
    await expect(backingUp(backup, newPath())).rejects.toThrow(/is no data folder/);
    await expect(restoring(backup, data)).rejects.toThrow(/is not empty/);
  });
});

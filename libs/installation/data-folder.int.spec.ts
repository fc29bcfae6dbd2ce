import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BootRefused } from '../platform/boot-refused.js';
import { openDataFolder } from './data-folder.js';
import { secretIn } from '../platform/private-file.js';
import { ProductClock, testBeginning } from './product-clock.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'klagegang-folder-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => join(root, name);
const mode = (path: string) => statSync(path).mode & 0o777;

describe('a data folder', () => {
  it('is made, marked with its mode and closed to others; opened again it is known', async () => {
    const first = await openDataFolder(at('a/b'), 'test');
    expect(first).toMatchObject({
      path: at('a/b'),
      mode: 'test',
      created: true,
      masterKeyFile: at('a/b/secrets/master.key'),
      clockFile: at('a/b/clock.json'),
    });
    expect(JSON.parse(readFileSync(at('a/b/klagegang.json'), 'utf8'))).toEqual({
      product: 'klagegang',
      mode: 'test',
      format: 1,
    });
    expect(first.office('horsens')).toBe(at('a/b/offices/horsens'));
    expect([at('a/b'), at('a/b/secrets'), at('a/b/offices/horsens')].map(mode)).toEqual([0o700, 0o700, 0o700]);
    expect([at('a/b/klagegang.json'), at('a/b/klagegang.lock')].map(mode)).toEqual([0o600, 0o600]);
    first.close();
    const second = await openDataFolder(at('a/b'), 'test');
    expect(second.created).toBe(false);
    second.close();
  });

  it('that is there and empty is taken, and closed to others', async () => {
    mkdirSync(at('x'), { mode: 0o755 });
    (await openDataFolder(at('x'), 'demo')).close();
    expect(mode(at('x'))).toBe(0o700);
  });

  it('of a first start that was cut off is taken', async () => {
    mkdirSync(at('x/secrets'), { recursive: true });
    writeFileSync(at('x/klagegang.lock'), '');
    writeFileSync(at('x/klagegang.lock-journal'), '');
    writeFileSync(at('x/klagegang.json.tmp'), '{"pro');
    (await openDataFolder(at('x'), 'demo')).close();
  });

  it('of another mode is refused, both ways', async () => {
    (await openDataFolder(at('d'), 'demo')).close();
    await expect(openDataFolder(at('d'), 'production')).rejects.toThrow(
      /is a demo folder and Klagegang was started in production mode.*set KLAGEGANG_MODE=demo/,
    );
    (await openDataFolder(at('p'), 'production')).close();
    await expect(openDataFolder(at('p'), 'test')).rejects.toThrow(BootRefused);
  });

  it.each([
    ['a newer format', '{"product":"klagegang","mode":"test","format":2}', /written by a newer Klagegang/],
    ['a marker that is cut', '{"product":"kla', /is damaged/],
    ['a marker of something else', '{"product":"other","mode":"test","format":1}', /is damaged/],
    ['an empty marker', '', /is damaged/],
    ['a marker that is null', 'null', /is damaged/],
  ])('with %s is refused and left as it was', async (_, content, says) => {
    mkdirSync(at('x'));
    writeFileSync(at('x/klagegang.json'), content);
    await expect(openDataFolder(at('x'), 'test')).rejects.toThrow(says);
    expect([readFileSync(at('x/klagegang.json'), 'utf8'), readdirSync(at('x'))]).toEqual([content, ['klagegang.json']]);
  });

  it("that is somebody else's is refused and left as it was", async () => {
    mkdirSync(at('x'), { mode: 0o755 });
    writeFileSync(at('x/thesis.txt'), 'mine');
    await expect(openDataFolder(at('x'), 'demo')).rejects.toThrow(/is not empty and is no data folder of Klagegang/);
    expect([readdirSync(at('x')), mode(at('x'))]).toEqual([['thesis.txt'], 0o755]);
  });

  it('that cannot be made is refused', async () => {
    writeFileSync(at('file'), '');
    await expect(openDataFolder(at('file/x'), 'demo')).rejects.toThrow(/cannot be made \(ENOTDIR\)/);
  });

  it('that is open already is refused, and free again when it is closed', async () => {
    const first = await openDataFolder(at('x'), 'demo');
    await expect(openDataFolder(at('x'), 'demo')).rejects.toThrow(
      /is open in another Klagegang process\. Stop that one first/,
    );
    first.close();
    (await openDataFolder(at('x'), 'demo')).close();
  });

  it('is free again after its process was killed', async () => {
    (await openDataFolder(at('x'), 'demo')).close();
    const script = `const { DatabaseSync } = require('node:sqlite'); new DatabaseSync(${JSON.stringify(at('x/klagegang.lock'))}).exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(other.stdout, 'data');
    await expect(openDataFolder(at('x'), 'demo')).rejects.toThrow(/open in another Klagegang process/);
    other.kill('SIGKILL');
    await once(other, 'exit');
    (await openDataFolder(at('x'), 'demo')).close();
  });
});

describe('a secret', () => {
  it('is made once, random and readable by its owner alone', () => {
    const first = secretIn(at('token.key'));
    expect(first).toHaveLength(32);
    expect(secretIn(at('token.key'))).toEqual(first);
    expect(secretIn(at('other.key'))).not.toEqual(first);
    expect([mode(at('token.key')), readdirSync(root).sort()]).toEqual([0o600, ['other.key', 'token.key']]);
  });
  it('that others can read, or that was cut, is refused with what to do', () => {
    secretIn(at('token.key'));
    chmodSync(at('token.key'), 0o640);
    expect(() => secretIn(at('token.key'))).toThrow(/mode 0640\), and it is a secret\. Run: chmod 600/);
    chmodSync(at('token.key'), 0o600);
    writeFileSync(at('token.key'), 'short');
    expect(() => secretIn(at('token.key'))).toThrow(/does not hold a secret of 32 bytes/);
  });
});

describe('the clock of a test folder', () => {
  it('begins at 8:00 on 1 January 2024, stands still, and stays where it was set', () => {
    const clock = ProductClock.open('test', at('clock.json'));
    expect([clock.now(), clock.standsStill]).toEqual([testBeginning, true]);
    clock.set(testBeginning);
    clock.set(testBeginning + 90_000_001);
    expect(() => clock.set(testBeginning + 90_000_000)).toThrow('CLOCK_BACKWARDS');
    expect(ProductClock.open('test', at('clock.json')).now()).toBe(testBeginning + 90_000_001);
    expect([mode(at('clock.json')), existsSync(at('clock.json.tmp'))]).toEqual([0o600, false]);
  });
});

describe('the clock of a demo folder', () => {
  const system = {
    instant: Date.UTC(2026, 5, 1),
    now() {
      return this.instant;
    },
  };
  const open = () => ProductClock.open('demo', at('clock.json'), system);

  it('stands where the filling puts it, forward alone, then runs on, over restarts too', () => {
    const clock = open();
    clock.standAt(Date.UTC(2026, 0, 5));
    system.instant += 1000;
    expect([clock.now(), open().now()]).toEqual([Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 5)]);
    expect(() => clock.standAt(Date.UTC(2026, 0, 4))).toThrow('CLOCK_BACKWARDS');
    clock.runFrom(Date.UTC(2026, 0, 6));
    system.instant += 60_000;
    expect([clock.now(), open().now(), clock.standsStill]).toEqual([
      Date.UTC(2026, 0, 6) + 60_000,
      Date.UTC(2026, 0, 6) + 60_000,
      false,
    ]);
  });

  it('runs on from where it is set; what it showed a moment ago counts as now', () => {
    const clock = open();
    clock.set(system.instant + 5000);
    system.instant += 500;
    clock.set(system.instant + 4500);
    expect(clock.now()).toBe(system.instant + 5000);
    expect(() => clock.set(system.instant + 3000)).toThrow('CLOCK_BACKWARDS');
  });
});

it('the clock of production is the system clock, keeps no file and cannot be set', () => {
  const clock = ProductClock.open('production', at('clock.json'), { now: () => 42 });
  expect(clock.now()).toBe(42);
  expect(() => clock.set(43)).toThrow(/cannot be set/);
  expect(existsSync(at('clock.json'))).toBe(false);
});

it.each(['', '{', 'null', '{"standsAt":"soon"}', '{"aheadMs":"1"}', '{"aheadMs":1e300}'])(
  'a clock file of %j is refused with what to do',
  (content) => {
    writeFileSync(at('clock.json'), content);
    expect(() => ProductClock.open('test', at('clock.json'))).toThrow(/is damaged\. Write \{ "standsAt"/);
  },
);

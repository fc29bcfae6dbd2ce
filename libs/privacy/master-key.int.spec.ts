import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMasterKey, readMasterKey } from './master-key.js';
import { KeysRefused } from './refusals.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'master-'));
  mkdirSync(join(folder, 'secrets'));
  file = join(folder, 'secrets', 'master.key');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const put = (text: string, mode = 0o600) => {
  writeFileSync(file, text, { mode });
  chmodSync(file, mode);
};

describe('the master key', () => {
  it('is made once, for its owner alone, and read again', () => {
    const made = createMasterKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readMasterKey(file).equals(made)).toBe(true);
    const text = readFileSync(file, 'utf8');
    expect(() => createMasterKey(file)).toThrow('is there already and was left as it is');
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(() => createMasterKey(join(folder, 'nowhere', 'master.key'))).toThrow('cannot be created (ENOENT)');
  });

  it('is 32 bytes in base64 or hex', () => {
    const bytes = randomBytes(32);
    for (const text of [
      bytes.toString('base64'),
      `${bytes.toString('base64')}\n`,
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
    ]) {
      put(text);
      expect(readMasterKey(file).export().equals(bytes)).toBe(true);
    }
    for (const text of [
      '',
      'changeme',
      randomBytes(31).toString('base64'),
      randomBytes(33).toString('base64'),
      randomBytes(16).toString('hex'),
      `${bytes.toString('hex')} ${bytes.toString('hex')}`,
    ]) {
      put(text);
      expect(() => readMasterKey(file)).toThrow('32 bytes in base64 (44 characters) or hex (64 characters)');
    }
    put(Buffer.alloc(32).toString('base64'));
    expect(() => readMasterKey(file)).toThrow('a placeholder, not a random key');
  });

  it.each([0o640, 0o604, 0o660, 0o602, 0o610])(
    'is refused with the mode %o, and the refusal says how to mend it',
    (mode) => {
      put(randomBytes(32).toString('hex'), mode);
      expect(() => readMasterKey(file)).toThrow(`chmod 600 ${file}`);
      chmodSync(file, 0o400);
      expect(() => readMasterKey(file)).not.toThrow();
    },
  );

  it('is refused where it lies beside the backups, in them or below them, links followed', () => {
    createMasterKey(file);
    const apart = join(folder, 'elsewhere', 'backups');
    mkdirSync(apart, { recursive: true });
    mkdirSync(join(folder, 'secrets', 'backups'));
    symlinkSync(join(folder, 'secrets'), join(folder, 'link'));
    expect(() => readMasterKey(file, [apart, join(folder, 'not-yet')])).not.toThrow();
    for (const backups of [join(folder, 'secrets'), join(folder, 'secrets', 'backups'), folder, join(folder, 'link')])
      expect(() => readMasterKey(file, [apart, backups])).toThrow('lies beside the backups');
    symlinkSync(file, join(folder, 'elsewhere', 'linked.key'));
    expect(() => readMasterKey(join(folder, 'elsewhere', 'linked.key'), [join(folder, 'secrets')])).toThrow(
      KeysRefused,
    );
  });

  it('is refused where it is missing or no file', () => {
    expect(() => readMasterKey(file)).toThrow('cannot be read (ENOENT)');
    expect(() => readMasterKey(folder)).toThrow(KeysRefused);
  });
});

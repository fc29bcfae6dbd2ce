import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyStoreUnavailable } from './keys.js';
import { KeysRefused } from './refusals.js';
import { ShredList } from './shred-list.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shred-'));
  file = join(folder, 'shred-list');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];

describe('the shred list', () => {
  it('keeps ids in order, one a line, each once, for its owner alone', () => {
    const list = ShredList.open(file);
    list.append([a, b]);
    list.append([b, c]);
    list.append([]);
    expect(readFileSync(file, 'utf8')).toBe(`${a}\n${b}\n${c}\n`);
    expect([...ShredList.open(file)]).toEqual([a, b, c]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('survives a crash within an append at every byte', () => {
    const line = `${b}\n`;
    for (let length = 0; length <= line.length; length += 1) {
      writeFileSync(file, `${a}\n${line.slice(0, length)}`);
      ShredList.open(file).append([c]);
      expect([...ShredList.open(file)]).toEqual(length >= 36 ? [a, b, c] : [a, c]);
    }
  });

  it('takes the zeros that a power cut leaves for what they are', () => {
    writeFileSync(file, `${a}\n\0\0\0\0${b.slice(20)}\n${c}\n\0\0\0`);
    expect([...ShredList.open(file)]).toEqual([a, c]);
  });

  it('takes the line ends of an editor', () => {
    writeFileSync(file, `${a}\r\n\r\n${b}`);
    expect([...ShredList.open(file)]).toEqual([a, b]);
  });

  it('refuses a line that is no id, and names it', () => {
    writeFileSync(file, `${a}\n${b.toUpperCase()}x\n`);
    expect(() => ShredList.open(file)).toThrow('Line 2 of the shred list');
    expect(() => ShredList.open(join(folder, 'nowhere', 'list'))).toThrow(KeysRefused);
  });

  if (process.platform === 'linux') {
    it('on a full disk destroys nothing, and goes on when there is room: half a line that was left is cut off first', () => {
      const list = ShredList.open(file);
      list.append([a]);
      const kept = readFileSync(file);
      rmSync(file);
      symlinkSync('/dev/full', file);
      expect(() => list.append([b])).toThrow(
        expect.objectContaining({ name: 'KeyStoreUnavailable', passing: true }) as Error,
      );
      expect(list.has(b)).toBe(false);
      rmSync(file);
      writeFileSync(file, Buffer.concat([kept, Buffer.from(b.slice(0, 9))]));
      list.append([c]);
      expect(readFileSync(file, 'latin1')).toBe(`${a}\n${c}\n`);
      expect([...ShredList.open(file)]).toEqual([a, c]);
    });
  }

  it('stops for good when it cannot be written', () => {
    const list = ShredList.open(file);
    rmSync(folder, { recursive: true });
    expect(() => list.append([a])).toThrow(KeyStoreUnavailable);
    expect(list.has(a)).toBe(false);
    folder = mkdtempSync(join(tmpdir(), 'shred-'));
    expect(() => list.append([a])).toThrow('restart when its disk is in order');
  });
});

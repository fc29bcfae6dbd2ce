import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPostgresPassword } from './postgres-password.js';

const folder = mkdtempSync(join(tmpdir(), 'klagegang-password-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (content: string, mode = 0o600): string => {
  const path = join(folder, 'postgres');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
};

it('the password is the one line of the file, its end left out', () => {
  expect(readPostgresPassword(file('x: y/ z\n'))).toBe('x: y/ z');
  expect(readPostgresPassword(file('4mhZ'))).toBe('4mhZ');
});
it.each<[string, string, number, RegExp]>([
  ['can be read by others', 'k4mhZ\n', 0o640, /can be read by others/],
  ['is empty', '\n', 0o600, /is not one line/],
  ['has two lines', 'a\nb\n', 0o600, /is not one line/],
  ['holds what servers come with', 'Postgres\n', 0o600, /holds a password that servers come with.*openssl rand/],
])('a file that %s is refused, and not quoted', (_, content, mode, says) => {
  const refused = () => readPostgresPassword(file(content, mode));
  expect(refused).toThrow(says);
  expect(refused).not.toThrow(/k4mhZ/);
});
it('one that is not there is refused', () => {
  expect(() => readPostgresPassword(join(folder, 'nowhere'))).toThrow(/cannot be read \(ENOENT\)/);
});

import { readFileSync } from 'node:fs';
import { BootRefused } from '../../platform/boot-refused.js';
import { refuseReadableByOthers } from '../../platform/private-file.js';

/** What servers, images and their examples come with. */
const usual = new Set([
  'postgres',
  'password',
  'passwd',
  'secret',
  'admin',
  'root',
  'changeit',
  'changeme',
  'example',
  'test',
  'klagegang',
  '123456',
]);

/**
 * The password of PostgreSQL: the one line of a file that its owner alone may read. @throws BootRefused, without
 * quoting it
 */
export function readPostgresPassword(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new BootRefused(
      `The password file ${path} of PostgreSQL cannot be read (${(error as NodeJS.ErrnoException).code}). Check its path and owner.`,
    );
  }
  refuseReadableByOthers(path);
  if (text === '' || /[\r\n]/.test(text))
    throw new BootRefused(
      `The password file ${path} of PostgreSQL is not one line. Write the password into it, and nothing else.`,
    );
  if (usual.has(text.toLowerCase()))
    throw new BootRefused(
      `The password file ${path} of PostgreSQL holds a password that servers come with. Change it on the server and here: openssl rand -base64 24`,
    );
  return text;
}

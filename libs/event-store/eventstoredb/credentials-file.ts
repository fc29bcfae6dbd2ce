import { readFileSync } from 'node:fs';
import { BootRefused } from '../../platform/boot-refused.js';
import { refuseReadableByOthers } from '../../platform/private-file.js';
import { type Credentials } from './connection-string.js';

/**
 * The user of EventStoreDB from a file of one line, `username:password`; the password may hold colons.
 * @throws BootRefused it cannot be read, others can read it, or it is not such a line
 */
export function readCredentials(path: string): Credentials {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new BootRefused(
      `The credentials file ${path} of EventStoreDB cannot be read (${(error as NodeJS.ErrnoException).code}). Check its path and owner.`,
    );
  }
  refuseReadableByOthers(path);
  const match = /^([^:\r\n]+):([^\r\n]+)\r?\n?$/.exec(text);
  if (!match)
    throw new BootRefused(
      `The credentials file ${path} of EventStoreDB is not one line of the form username:password. Correct it.`,
    );
  if (/^(admin|ops):changeit$/.test(`${match[1]}:${match[2]}`))
    throw new BootRefused(
      `The credentials file ${path} of EventStoreDB holds the password that the server comes with. Change it on the server and here.`,
    );
  return { username: match[1]!, password: match[2]! };
}

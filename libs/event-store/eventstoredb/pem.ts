import { readFileSync } from 'node:fs';
import { BootRefused } from '../../platform/boot-refused.js';
import { refuseReadableByOthers } from '../../platform/private-file.js';

type PemOption = 'rootCertificate' | 'userCertFile' | 'userKeyFile';

/**
 * The content of a PEM file under the name that the client gives it; nothing when none is named. @throws BootRefused
 */
export function readPem(option: PemOption, path: string | undefined): { readonly [Option in PemOption]?: Buffer } {
  if (path === undefined) return {};
  try {
    const content = readFileSync(path);
    if (!content.includes('-----BEGIN '))
      throw new BootRefused(`${path}, named in the connection string of EventStoreDB, is no PEM file. Check the path.`);
    if (option === 'userKeyFile') refuseReadableByOthers(path);
    return { [option]: content };
  } catch (error) {
    if (error instanceof BootRefused) throw error;
    throw new BootRefused(
      `${path}, named in the connection string of EventStoreDB, cannot be read (${(error as NodeJS.ErrnoException).code}). Check its path and owner.`,
    );
  }
}

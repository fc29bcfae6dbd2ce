/** The master key sealed by a key service, in a file: who has the file has nothing without the service. */
import { type KeyObject, createSecretKey, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { replaceFile } from '../platform/private-file.js';
import { type KeyService } from './key-service.js';
import { KeysRefused } from './refusals.js';

/** @throws KeyServiceAway, KeysRefused */
export async function openSealedMasterKey(path: string, service: KeyService): Promise<KeyObject> {
  const bytes = await service.open(sealedIn(path));
  try {
    if (bytes.length !== 32) throw new KeysRefused(`${resolve(path)} does not hold a master key of 32 bytes.`);
    return createSecretKey(bytes);
  } finally {
    bytes.fill(0);
  }
}

/**
 * Makes a random master key and keeps it sealed, durable on return. One that is there is opened: a start that was cut
 * off had made it. @throws KeyServiceAway, KeysRefused
 */
export async function createSealedMasterKey(path: string, service: KeyService): Promise<KeyObject> {
  if (!existsSync(path)) {
    const bytes = randomBytes(32);
    const sealed = await service.seal(bytes);
    bytes.fill(0);
    write(path, sealed);
  }
  // Opened from the file: what cannot be opened again is noticed before anything is wrapped by it.
  return openSealedMasterKey(path, service);
}

/** Sealed by a new version of the service's key, the master key stays the same. @throws KeyServiceAway, KeysRefused */
export async function resealMasterKey(path: string, service: KeyService): Promise<void> {
  const before = sealedIn(path);
  await service.rotate();
  const after = await service.renew(before);
  const [old, fresh] = [await service.open(before), await service.open(after)];
  const isSame = old.equals(fresh);
  old.fill(0);
  fresh.fill(0);
  if (!isSame) throw new KeysRefused('The key service gave back another key than it was given. Nothing was changed.');
  write(path, after);
}

const write = (path: string, sealed: string): void =>
  replaceFile(path, `${JSON.stringify({ product: 'klagegang', masterKey: sealed }, null, 2)}\n`);

function sealedIn(path: string): string {
  let found: { readonly product?: unknown; readonly masterKey?: unknown };
  try {
    found = JSON.parse(readFileSync(path, 'utf8')) as typeof found;
  } catch (error) {
    throw new KeysRefused(
      `The sealed master key ${resolve(path)} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'damaged'}). Put back its copy, which every backup holds.`,
    );
  }
  if (found.product !== 'klagegang' || typeof found.masterKey !== 'string')
    throw new KeysRefused(
      `The sealed master key ${resolve(path)} is damaged. Put back its copy, which every backup holds.`,
    );
  return found.masterKey;
}

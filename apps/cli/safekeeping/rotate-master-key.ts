/**
 * Another master key, the product stopped: every office key is wrapped by it, and the record of the installation signed
 * by it. Cut off at any moment one of the two opens everything, and the same command goes on. With a key service its
 * own key gets a new version, the product running or not.
 */
import { type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { holdDataFolder, masterKeyIn, sealedMasterKeyIn } from '../../../libs/installation/data-folder.js';
import { readRecord, writeRecord } from '../../../libs/installation/installation-record.js';
import { databasePath } from '../../../libs/installation/office-files.js';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { createMasterKey, readMasterKey } from '../../../libs/privacy/master-key.js';
import {
  destroyOfficeKeys,
  officeKeysOf,
  officeKeysPath,
  place,
  unwrapOfficeKey,
  wrap,
  writeOfficeKeys,
  type OfficeKey,
} from '../../../libs/privacy/office-keys.js';
import {
  createSealedMasterKey,
  openSealedMasterKey,
  resealMasterKey,
} from '../../../libs/privacy/sealed-master-key.js';
import { TransitService } from '../../../libs/privacy/transit-service.js';
import { stoppedFolder, type StoppedFolder } from '../reporting/office-at-rest.js';
import { SafekeepingRefused } from './manifest.js';

export interface MasterKeyRotated {
  readonly kind: 'file' | 'kms';
  readonly offices: readonly string[];
}

export interface MasterKeyFiles {
  /** Of the new master key: made where it is not there. Left out with a key service, whose own key is changed then. */
  readonly newFile?: string | undefined;
  /** Of the master key in use, where the configuration names a key service already that is to keep another one. */
  readonly oldFile?: string | undefined;
}

/** @throws SafekeepingRefused, BootRefused, KeysRefused, KeyServiceAway nothing that opened before opens no more */
export async function rotateMasterKey(
  data: string,
  { newFile, oldFile }: MasterKeyFiles,
): Promise<{ readonly text: string; readonly json: MasterKeyRotated }> {
  const folder = stoppedFolder(data);
  const { keyService, masterKeyFile } = folder.config;
  const [sealed, service] = [sealedMasterKeyIn(folder.path), keyService && new TransitService(keyService)];
  if (service && newFile === undefined && oldFile === undefined) {
    await resealMasterKey(sealed, service);
    return {
      json: { kind: 'kms', offices: folder.offices },
      text: `The key ${keyService!.keyName} of ${keyService!.url} has a new version, and the master key is sealed by it. In 35 days, when no backup has it sealed by an older version, raise min_decryption_version of the key to the new one.`,
    };
  }
  if (newFile !== undefined && oldFile !== undefined)
    throw new SafekeepingRefused(
      'Name one of them: --new-file, or --old-file where a key service is to keep the new one.',
    );
  if (newFile === undefined && !service)
    throw new SafekeepingRefused('Name the file of the new master key: --new-file <file>.');
  const inUse = oldFile ?? (service ? null : (masterKeyFile ?? masterKeyIn(folder.path)));
  if (inUse !== null && newFile !== undefined && resolve(inUse) === resolve(newFile))
    throw new SafekeepingRefused(`${resolve(newFile)} is the master key that is in use. Name another file.`);
  const lock = holdDataFolder(folder.path);
  try {
    const old = inUse === null ? await openSealedMasterKey(sealed, service!) : readMasterKey(inUse);
    // Before anything is made: an office that cannot be brought over leaves all as it is.
    for (const office of folder.offices) officeKeysOf(databasePath(folder.path, office, 'keys'), office);
    const next =
      newFile === undefined
        ? await createSealedMasterKey(sealed, service!)
        : existsSync(newFile)
          ? readMasterKey(newFile)
          : createMasterKey(newFile);
    if (next.equals(old)) throw new SafekeepingRefused('That is the master key that is in use. Name another file.');
    bringOver(folder, old, next);
  } finally {
    lock.release();
  }
  return {
    json: { kind: newFile === undefined ? 'kms' : 'file', offices: folder.offices },
    text: toDo(newFile, inUse, masterKeyFile),
  };
}

const toDo = (newFile: string | undefined, inUse: string | null, masterKeyFile: string | null): string =>
  [
    newFile === undefined
      ? 'Every office key is wrapped by a new master key, which the key service keeps sealed. Start the product.'
      : `Every office key is wrapped by the new master key ${resolve(newFile)}. ${
          inUse !== null && masterKeyFile === null
            ? `Put it in the place of ${inUse}`
            : 'Set "masterKeyFile" to it, in the place of "masterKey",'
        } before the next start.`,
    'Copy keys.office.json of every office over its copy today: older copies open by the old master key alone.',
    inUse === null
      ? 'Keep the key of the service until no backup and no copy needs it, 35 days at the most.'
      : `${inUse} was left as it is; destroy it with the last copy and the last backup that it opens, in 35 days at the latest.`,
  ].join('\n');

/** First both open everything, then the new one alone. */
function bringOver({ path, offices, config }: StoppedFolder, old: KeyObject, next: KeyObject): void {
  for (const office of offices) rewrapped(path, office, old, next, (before, after) => [...before, after]);
  signAnew(config.recordFolder, old, next);
  for (const office of offices) rewrapped(path, office, old, next, (_, after) => [after]);
  signAnew(config.recordFolder, old, next);
}

function rewrapped(
  path: string,
  office: string,
  old: KeyObject,
  next: KeyObject,
  wraps: (before: readonly string[], after: string) => readonly string[],
): void {
  const keyFile = databasePath(path, office, 'keys');
  const keys = officeKeysOf(keyFile, office).map((key): OfficeKey => {
    const bound = place(office, 'office-key', key.id);
    return {
      ...key,
      wrapped: wraps(key.wrapped, wrap(opened(key, office, [next, old]), next, bound).toString('base64')),
    };
  });
  for (const key of keys) unwrapOfficeKey(key, office, next);
  const isLast = keys.every(({ wrapped }) => wrapped.length === 1);
  (isLast ? destroyOfficeKeys : writeOfficeKeys)(officeKeysPath(keyFile), office, keys);
}

/** @throws SafekeepingRefused neither opens it */
function opened(key: OfficeKey, office: string, masterKeys: readonly KeyObject[]): KeyObject {
  for (const masterKey of masterKeys)
    try {
      return unwrapOfficeKey(key, office, masterKey);
    } catch {
      // The other one may.
    }
  throw new SafekeepingRefused(
    `Neither master key opens the office key ${key.id} of ${office}. Nothing of it was changed. Put back the master key that was in use, or the latest copy of keys.office.json.`,
  );
}

/** In its turn of the two files, so that the other one is as it was. A folder that was never at work has none. */
function signAnew(recordFolder: string, old: KeyObject, next: KeyObject): void {
  const known = [next, old].flatMap((masterKey) => {
    try {
      return readRecord(recordFolder, masterKey) ?? [];
    } catch (error) {
      if (error instanceof BootRefused) return [];
      throw error;
    }
  });
  const [latest] = known.sort((a, b) => b.number - a.number);
  if (latest) writeRecord(recordFolder, { ...latest, number: latest.number + 1 }, next);
}

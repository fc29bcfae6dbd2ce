/** Makes a data folder from a backup. Nothing that was destroyed since comes back with it (promises.md, I13). */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../../libs/sqlite/open-database.js';
import { problemsOfFile, problemsOfLog } from '../../../libs/event-store/embedded/verify-file.js';
import { markDataFolder, masterKeyIn } from '../../../libs/installation/data-folder.js';
import { type Mode } from '../../../libs/platform/mode.js';
import { replaceFile } from '../../../libs/platform/private-file.js';
import { keptDays, officeKeysOf, officeKeysPath } from '../../../libs/privacy/office-keys.js';
import { replayShredList } from '../../../libs/privacy/key-file.js';
import { ShredList } from '../../../libs/privacy/shred-list.js';
import { syncFolder } from '../../../libs/platform/sync-folder.js';
import {
  databasePath,
  databases,
  formats,
  lastIn,
  officeKeysFile,
  shredListPath,
  type Database,
} from '../../../libs/installation/office-files.js';
import {
  SafekeepingRefused,
  copyFile,
  readManifest,
  settings,
  type Content,
  type DatabaseContent,
  type Manifest,
} from './manifest.js';
import { newFolder } from './new-folder.js';

export interface Restore {
  readonly from: string;
  /** Does not exist yet, or is empty. */
  readonly to: string;
  /** Office → its shred list as it is today. */
  readonly shredLists: ReadonlyMap<string, string>;
  /** Office → its office keys as they are today. One that is left out: `keys.office.json` beside its shred list. */
  readonly officeKeys?: ReadonlyMap<string, string>;
  readonly say: (text: string) => void;
}

/** Kept as `restored.json` in the folder. */
export interface Restored {
  readonly mode: Mode;
  readonly backup: string;
  readonly takenAt: string;
  readonly restoredAt: string;
  readonly offices: {
    readonly [office: string]: {
      readonly events: string;
      /** Keys that the backup had and the shred list destroyed. */ readonly shredded: number;
    };
  };
}

/**
 * Copies, compares with the manifest, checks each database whole, destroys again what the shred lists name, and marks
 * the folder last: the product starts on no folder that was not restored to its end.
 * @throws SafekeepingRefused, KeysRefused, DatabaseRefused with a sentence for the operator
 */
export async function restore({ from, to, shredLists, officeKeys = new Map(), say }: Restore): Promise<Restored> {
  const manifest = readManifest(from);
  refuseWithoutLists(manifest, shredLists);
  const officeKeysIn = officeKeysFor(manifest, shredLists, officeKeys);
  const folder = newFolder(to, from);
  const offices: { [office: string]: Restored['offices'][string] } = {};
  for (const [office, content] of Object.entries(manifest.offices)) {
    mkdirSync(dirname(shredListPath(folder, office)), { recursive: true, mode: 0o700 });
    let shredded = 0;
    for (const name of databases) {
      const expected = content[name];
      if (!expected) continue;
      say(`${office}: ${name} …\n`);
      const itsKeys = name === 'keys' ? officeKeysIn.get(office) : undefined;
      if (itsKeys !== undefined) await copyFile(itsKeys, officeKeysPath(databasePath(folder, office, 'keys')));
      await bring(databasePath(from, office, name), databasePath(folder, office, name), expected);
      shredded += await settle(databasePath(folder, office, name), name, expected, async (db) => {
        refuseOlderKeys(db, office);
        await copyFile(shredLists.get(office)!, shredListPath(folder, office));
        return shredAgain(db, shredListPath(folder, office));
      });
    }
    syncFolder(dirname(shredListPath(folder, office)));
    offices[office] = { events: content.events?.last ?? '0', shredded };
  }
  for (const name of settings)
    if (manifest.settings[name]) await bring(join(from, name), join(folder, name), manifest.settings[name]);
  if (existsSync(join(folder, 'offices'))) syncFolder(join(folder, 'offices'));
  const restored: Restored = {
    mode: manifest.mode,
    backup: manifest.id,
    takenAt: manifest.takenAt,
    restoredAt: new Date().toISOString(),
    offices,
  };
  mkdirSync(dirname(masterKeyIn(folder)), { mode: 0o700 });
  replaceFile(join(folder, 'restored.json'), `${JSON.stringify(restored, null, 2)}\n`);
  markDataFolder(folder, manifest.mode);
  syncFolder(dirname(folder));
  return restored;
}

function refuseWithoutLists({ offices }: Manifest, shredLists: ReadonlyMap<string, string>): void {
  for (const office of shredLists.keys())
    if (!Object.hasOwn(offices, office))
      throw new SafekeepingRefused(
        `The backup has no office ${office}; it has ${Object.keys(offices).join(', ')}. Correct --shred-list.`,
      );
  for (const office of Object.keys(offices)) {
    const list = shredLists.get(office);
    if (list === undefined)
      throw new SafekeepingRefused(
        `The shred list of ${office} is not named, and without it the backup would bring destroyed keys back. Add --shred-list ${office}=<file>: the list of today, not one as old as the backup.`,
      );
    if (!existsSync(list))
      throw new SafekeepingRefused(
        `The shred list ${resolve(list)} of ${office} does not exist. Find it or its copy; only where it is lost for good, name an empty file, and what was destroyed after the backup can be read again.`,
      );
  }
}

/**
 * Office → the file of its office keys. A backup of a key file of format 1 brings its own. @throws SafekeepingRefused
 * another's are not there
 */
function officeKeysFor(
  { offices }: Manifest,
  shredLists: ReadonlyMap<string, string>,
  given: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [office, { keys }] of Object.entries(offices)) {
    const file = given.get(office) ?? join(dirname(resolve(shredLists.get(office)!)), officeKeysFile);
    if (existsSync(file)) files.set(office, file);
    else if (given.has(office) || (keys && keys.format > 1))
      throw new SafekeepingRefused(
        `The office keys ${resolve(file)} of ${office} are not there, and no key of the backup opens without them. Put them beside the shred list, or add --office-keys ${office}=<file>: those of today, not as old as the backup.`,
      );
  }
  return files;
}

/** @throws SafekeepingRefused, KeysRefused the office key that the backup was made under has been destroyed */
function refuseOlderKeys(db: DatabaseSync, office: string): void {
  const there = new Set(officeKeysOf(db.location()!, office).map(({ id }) => id));
  const used = db.prepare('SELECT office_key FROM data_key UNION SELECT office_key FROM secret').all();
  if (used.some((row) => !there.has(String(row['office_key']))))
    throw new SafekeepingRefused(
      `The keys of ${office} in this backup open no more: the office key that wraps them is not among those of today. It was destroyed ${keptDays} days after a rotation, and with it whatever was shredded since the backup; or the office keys that were named are older than the backup. Restore a newer backup, or name the latest office keys.`,
    );
}

/** @throws SafekeepingRefused it is not what the manifest says */
async function bring(from: string, to: string, expected: Content): Promise<void> {
  if (!existsSync(from)) throw new SafekeepingRefused(`${from} is missing in the backup. Restore another one.`);
  const { bytes, sha256 } = await copyFile(from, to);
  if (bytes !== expected.bytes || sha256 !== expected.sha256)
    throw new SafekeepingRefused(
      `${from} is not as it was when it was backed up (${bytes} bytes with SHA-256 ${sha256.slice(0, 12)}…, expected ${expected.bytes} with ${expected.sha256.slice(0, 12)}…). Restore another backup, and delete ${resolve(to)}.`,
    );
}

async function settle(
  file: string,
  name: Database,
  { last }: DatabaseContent,
  shred: (db: DatabaseSync) => Promise<number>,
): Promise<number> {
  const db = openDatabase(file, { format: formats[name], secureDelete: name === 'keys' });
  try {
    const problems = [
      ...problemsOfFile(db),
      ...(name === 'events' || name === 'office' ? problemsOfLog(db) : []),
      ...(lastIn(db, name) === last ? [] : [`it ends at ${lastIn(db, name)}, the manifest says ${last}`]),
    ];
    if (problems.length > 0)
      throw new SafekeepingRefused(
        `${name} in the backup cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}\nRestore another backup.`,
      );
    return name === 'keys' ? await shred(db) : 0;
  } finally {
    db.close();
  }
}

function shredAgain(db: DatabaseSync, list: string): number {
  const alive = (): number => Number(Object.values(db.prepare('SELECT count(*) FROM data_key').get()!)[0]);
  const before = alive();
  replayShredList(db, ShredList.open(list));
  db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  return before - alive();
}

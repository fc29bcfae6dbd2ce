/** Backs a data folder up while the product runs on it. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { copyOnline, openAtRest } from '../../../libs/sqlite/online-copy.js';
import { pragma } from '../../../libs/sqlite/pragma.js';
import { modeOf } from '../../../libs/installation/data-folder.js';
import { randomId } from '../../../libs/platform/ids.js';
import { replaceFile } from '../../../libs/platform/private-file.js';
import {
  databasePath,
  databases,
  formats,
  lastIn,
  officesIn,
  type Database,
} from '../../../libs/installation/office-files.js';
import {
  SafekeepingRefused,
  contentOf,
  copyFile,
  manifestFile,
  settings,
  type Content,
  type DatabaseContent,
  type Manifest,
} from './manifest.js';
import { newFolder, refuseBesideKeys } from './new-folder.js';

export interface BackUp {
  readonly data: string;
  /** Does not exist yet, or is empty. */
  readonly to: string;
  /** Where master keys lie: a backup must not lie beside one. */
  readonly masterKeys: readonly string[];
  readonly say: (text: string) => void;
}

/**
 * Each database as it stood at one moment, in the order that `databases` explains; checked, hashed, and the manifest
 * last. Without the master key, the secret of the tokens and the shred lists: those are kept elsewhere.
 * @throws SafekeepingRefused, BootRefused, KeysRefused, DatabaseRefused with a sentence for the operator
 */
export async function backUp({ data, to, masterKeys, say }: BackUp): Promise<Manifest> {
  const mode = modeOf(data);
  if (mode === null)
    throw new SafekeepingRefused(
      `${resolve(data)} is no data folder of Klagegang (it has no klagegang.json). Name the one that is backed up.`,
    );
  const folder = newFolder(to, data);
  refuseBesideKeys(folder, masterKeys);
  const takenAt = new Date().toISOString();
  const offices: { [office: string]: { [Name in Database]?: DatabaseContent } } = {};
  for (const office of officesIn(data)) {
    const own: { [Name in Database]?: DatabaseContent } = (offices[office] = {});
    for (const name of databases) {
      if (!existsSync(databasePath(data, office, name))) continue;
      say(`${office}: ${name} …\n`);
      own[name] = await backUpDatabase(databasePath(data, office, name), databasePath(folder, office, name), name);
    }
  }
  const small: { [Name in (typeof settings)[number]]?: Content } = {};
  for (const name of settings)
    if (existsSync(join(data, name))) small[name] = await copyFile(join(data, name), join(folder, name));
  const manifest: Manifest = {
    product: 'klagegang',
    backup: 1,
    id: randomId(),
    takenAt,
    mode,
    offices,
    settings: small,
  };
  replaceFile(join(folder, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function backUpDatabase(from: string, to: string, name: Database): Promise<DatabaseContent> {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  await copyOnline(from, formats[name], to);
  const db = openAtRest(to, formats[name]);
  try {
    const found = pragma(db, 'quick_check(1)');
    if (found !== 'ok')
      throw new SafekeepingRefused(
        `${from} is damaged (${found}), and so is this copy of it. Stop the product, run klagegang verify, and keep the backups that you have.`,
      );
    return { ...(await contentOf(to)), format: formats[name].version, last: lastIn(db, name) };
  } finally {
    db.close();
  }
}

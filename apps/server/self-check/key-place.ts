import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BootRefused } from '../../../libs/platform/boot-refused.js';

/** What `klagegang backup` writes last into a backup. */
const manifest = 'backup.json';

/**
 * The master key lies in no backup, and no backup lies in its folder. Links are followed. What cannot be read is not
 * looked into: it is not ours.
 * @throws BootRefused
 */
export function refuseKeyBesideBackups(file: string): void {
  if (!existsSync(file)) return;
  const home = dirname(realpathSync(file));
  for (let folder = home; ; folder = dirname(folder)) {
    if (existsSync(join(folder, manifest))) throw refused(file, folder);
    if (folder === dirname(folder)) break;
  }
  const beside = namesIn(home).find((name) => existsSync(join(home, name, manifest)));
  if (beside !== undefined) throw refused(file, join(home, beside));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const refused = (file: string, backup: string) =>
  new BootRefused(
    `The master key ${file} lies beside the backup ${backup}: who takes one has the other. Move it to a folder of its own, and change "masterKeyFile".`,
  );

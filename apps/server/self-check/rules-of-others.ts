import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { refuseWritableByOthers } from '../../../libs/platform/private-file.js';

/** Whoever can write a profile, or put one into its folder, decides complaints. @throws BootRefused */
export function refuseRulesOfOthers(profileFolders: readonly string[]): void {
  for (const folder of profileFolders.filter((each) => existsSync(each)))
    for (const path of [folder, ...profilesIn(folder)]) refuseWritableByOthers(path);
}

const profilesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));

import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { lockFile, type FileLock } from '../sqlite/file-lock.js';
import { refuseNetworkFileSystem } from '../sqlite/local-disk.js';
import { isBusy } from '../sqlite/sqlite-errors.js';
import { BootRefused } from '../platform/boot-refused.js';
import { modes, type Mode } from '../platform/mode.js';
import { refuseWritableByOthers, replaceFile } from '../platform/private-file.js';

export interface DataFolder {
  readonly path: string;
  readonly mode: Mode;
  /** True when this start made it: nothing was kept before. */
  readonly created: boolean;
  /** The folder of one office, made where it is missing (law 7). */
  office(key: string): string;
  readonly masterKeyFile: string;
  readonly tokenSecretFile: string;
  readonly clockFile: string;
  /** The product has remembered how far this folder had come: from then on it is missed where it is gone. */
  readonly isRecorded: boolean;
  /** Durable on return. */
  markRecorded(): void;
  /** Lets another process open it. The operating system does so too when this one ends, however it ends. */
  close(): void;
}

/** Where demo and test keep their master key. */
export const masterKeyIn = (folder: string): string => join(resolve(folder), 'secrets', 'master.key');

/** Where the master key lies that a key service sealed: it may travel with backups, which open nothing without it. */
export const sealedMasterKeyFile = 'master-key.sealed.json';
export const sealedMasterKeyIn = (folder: string): string => join(resolve(folder), sealedMasterKeyFile);

const marker = 'klagegang.json';
const format = 1;
/**
 * What may lie there before the marker does: the remains of a first start that was cut off, and what a new disk brings.
 */
const harmless = new Set([
  'klagegang.lock',
  'klagegang.lock-journal',
  `${marker}.tmp`,
  'secrets',
  'lost+found',
  '.gitkeep',
  '.DS_Store',
]);

/**
 * The one folder that everything is kept in: marked with its mode, held by this process alone, closed to other users.
 * @throws BootRefused it is another mode's, a newer product's, somebody else's, damaged, can be written by others, or
 * is open already; it is left as it was
 */
export async function openDataFolder(path: string, mode: Mode): Promise<DataFolder> {
  const folder = resolve(path);
  makeFolder(folder);
  const known = readMarker(folder, mode);
  if (known) refuseWritableByOthers(folder);
  else refuseForeign(folder);
  closeToOthers(folder);
  const lock = holdDataFolder(folder);
  try {
    // Under the lock once more: two first starts may have come here at the same time.
    const created = readMarker(folder, mode) === null;
    if (created) markDataFolder(folder, mode);
    makeFolder(join(folder, 'secrets'));
    return {
      path: folder,
      mode,
      created,
      office: (key) => {
        const own = join(folder, 'offices', key);
        makeFolder(own);
        return own;
      },
      masterKeyFile: masterKeyIn(folder),
      tokenSecretFile: join(folder, 'secrets', 'token.key'),
      clockFile: join(folder, 'clock.json'),
      isRecorded: parse(readFileSync(join(folder, marker), 'utf8'))?.recorded === true,
      markRecorded: () => markDataFolder(folder, mode, { recorded: true }),
      close: () => lock.release(),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new BootRefused(
      `The folder ${folder} cannot be made (${(error as NodeJS.ErrnoException).code}). Check the path in KLAGEGANG_DATA, the owner of the folder above it and the space on its disk.`,
    );
  }
}

/** Makes a folder a data folder: what is in it counts from now on. */
export function markDataFolder(folder: string, mode: Mode, more: { readonly recorded?: true } = {}): void {
  replaceFile(join(folder, marker), `${JSON.stringify({ product: 'klagegang', mode, format, ...more }, null, 2)}\n`);
}

function readMarker(folder: string, mode: Mode): Mode | null {
  const found = modeOf(folder);
  if (found !== null && found !== mode) {
    throw new BootRefused(
      `The data folder ${folder} is a ${found} folder and Klagegang was started in ${mode} mode. Sample data and real cases never share a folder: set KLAGEGANG_MODE=${found}, or name another folder in KLAGEGANG_DATA.`,
    );
  }
  return found;
}

/**
 * The mode of a data folder; null where there is no mark of one. @throws BootRefused it is damaged, or a newer
 * product's
 */
export function modeOf(folder: string): Mode | null {
  const file = join(folder, marker);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new BootRefused(
      `${file} cannot be read (${code}). Check the owner of the data folder: it must be the user that runs Klagegang.`,
    );
  }
  const content = parse(text);
  if (
    content?.product !== 'klagegang' ||
    !(modes as readonly unknown[]).includes(content.mode) ||
    !Number.isInteger(content.format)
  ) {
    throw new BootRefused(
      `${file} is damaged, so nothing says what this folder is. Restore it from a backup of the folder; nothing in it was changed.`,
    );
  }
  if ((content.format as number) > format)
    throw new BootRefused(
      `The data folder ${folder} was written by a newer Klagegang (format ${String(content.format)}, this one knows ${format}). Start the newer version, or restore a backup made before the upgrade.`,
    );
  return content.mode as Mode;
}

function parse(text: string): {
  readonly product?: unknown;
  readonly mode?: unknown;
  readonly format?: unknown;
  readonly recorded?: unknown;
} | null {
  try {
    return JSON.parse(text) as object | null;
  } catch {
    return null;
  }
}

function refuseForeign(folder: string): void {
  const other = readdirSync(folder).filter((name) => !harmless.has(name));
  if (other.length > 0)
    throw new BootRefused(
      `The folder ${folder} is not empty and is no data folder of Klagegang (it has no ${marker}). Name an empty folder, or one that does not exist yet, in KLAGEGANG_DATA.`,
    );
}

function closeToOthers(folder: string): void {
  if (process.platform === 'win32') return;
  try {
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new BootRefused(
      `The data folder ${folder} cannot be closed to other users (${(error as NodeJS.ErrnoException).code}). Make the user that runs Klagegang its owner: chown.`,
    );
  }
}

/**
 * Keeps every other process from opening the folder until it is released. @throws BootRefused another one has it open
 */
export function holdDataFolder(folder: string): FileLock {
  const file = join(folder, 'klagegang.lock');
  try {
    refuseNetworkFileSystem(folder);
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    return lockFile(join(folder, basename(file, '.lock')));
  } catch (error) {
    if (isBusy((error as Error).cause)) {
      throw new BootRefused(
        `The data folder ${folder} is open in another Klagegang process. Stop that one first, or name another folder in KLAGEGANG_DATA: two at once would each miss what the other writes.`,
      );
    }
    throw new BootRefused((error as Error).message);
  }
}

/**
 * The data folder of a simulation: the files that the product itself would make. What makes it a data folder, its mark,
 * comes last, so that the product refuses to start on one whose simulation was cut off.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openAccessLog } from '../../../libs/audit/access-log.js';
import { EventFileLoad } from '../../../libs/event-store/embedded/event-file-load.js';
import { holdDataFolder, markDataFolder } from '../../../libs/installation/data-folder.js';
import { formatInstant } from '../../../libs/platform/instant.js';
import { replaceFile } from '../../../libs/platform/private-file.js';
import { ProductClock } from '../../../libs/installation/product-clock.js';
import { KeyFileLoad } from '../../../libs/privacy/key-file-load.js';
import { createMasterKey } from '../../../libs/privacy/master-key.js';
import { type Sink } from '../../../libs/simulation/simulate-into.js';
import { SafekeepingRefused } from '../safekeeping/manifest.js';

export interface SimulationFolder extends Sink {
  /** Makes it a folder that the product starts on, its clock at that instant. */
  finish(instant: number): Promise<void>;
  close(): void;
  /** Of the office's files; zero bytes are left out. */
  bytes(): { readonly [file: string]: number };
}

const nobodyLooks = (): never => {
  throw new Error('nobody looks at a case of a simulation');
};
const unfinished = 'simulation.unfinished';
/** All that an unfinished run can have left, beside the files of locks. */
const ours: ReadonlySet<string> = new Set([
  unfinished,
  'secrets',
  'offices',
  'clock.json',
  'clock.json.tmp',
  'demo.json',
  'demo.json.tmp',
  'klagegang.json.tmp',
  'klagegang.lock',
  'klagegang.lock-journal',
]);

/**
 * @throws SafekeepingRefused the folder holds something that no unfinished simulation left · @throws BootRefused
 * another process has it open
 */
export function openSimulationFolder(path: string, office: string, mode: 'demo' | 'test'): SimulationFolder {
  const folder = resolve(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseOthers(folder);
  const lock = holdDataFolder(folder);
  try {
    // Under the lock once more: another simulation may have ended meanwhile.
    refuseOthers(folder);
    replaceFile(join(folder, unfinished), 'klagegang simulate has not come to its end here\n');
    for (const left of ['offices', 'secrets', 'clock.json', 'demo.json'])
      rmSync(join(folder, left), { recursive: true, force: true });
    const home = join(folder, 'offices', office);
    for (const each of [home, join(folder, 'secrets')]) mkdirSync(each, { recursive: true, mode: 0o700 });
    const masterKey = createMasterKey(join(folder, 'secrets', 'master.key'));
    const store = new EventFileLoad(join(home, 'events.db'));
    const keys = new KeyFileLoad({
      path: join(home, 'keys.db'),
      office,
      masterKey,
      shredList: join(home, 'shredded.list'),
    });
    return {
      store,
      keys,
      close() {
        store.close();
        keys.close();
        lock.release();
      },
      async finish(instant) {
        store.finish();
        keys.finish();
        await openAccessLog(join(home, 'access.db'), nobodyLooks).close();
        setClock(join(folder, 'clock.json'), mode, instant);
        if (mode === 'demo') replaceFile(join(folder, 'demo.json'), `${JSON.stringify({ examples: {} })}\n`);
        markDataFolder(folder, mode);
        rmSync(join(folder, unfinished));
      },
      bytes: () =>
        Object.fromEntries(
          readdirSync(home)
            .map((name) => [name, statSync(join(home, name)).size] as const)
            .filter(([, size]) => size > 0),
        ),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A demo's clock runs on from that instant, a test's stands there. */
function setClock(file: string, mode: 'demo' | 'test', instant: number): void {
  // A new folder's clock of a test would begin at a day of its own, and is never set back.
  replaceFile(file, `${JSON.stringify({ standsAt: formatInstant(instant) })}\n`);
  if (mode === 'demo') ProductClock.open(mode, file).runFrom(instant);
}

function refuseOthers(folder: string): void {
  const found = readdirSync(folder);
  if (found.length === 0 || found.every((name) => name.startsWith('klagegang.lock'))) return;
  if (
    existsSync(join(folder, unfinished)) &&
    !existsSync(join(folder, 'klagegang.json')) &&
    found.every((name) => ours.has(name))
  )
    return;
  throw new SafekeepingRefused(
    `${folder} is not empty, and what is in it was not left by an unfinished simulation. Name a folder that does not exist yet.`,
  );
}

/**
 * `npm run klagegang -- <command> …`: what an operator does with data folders and stores. Answers on standard output,
 * progress on standard error. Ends with 0: done, 1: refused or something is wrong, 2: not understood. In English;
 * what has two languages takes `--lang da`, help also where the system's language is Danish.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { openStore } from './safekeeping/open-store.js';
import { backUp } from './safekeeping/backup.js';
import { restore } from './safekeeping/restore.js';
import { SafekeepingRefused } from './safekeeping/manifest.js';
import { exportOptions, rebuildOptions, reportOptions } from './reporting/options.js';
import { copyLog } from '../../libs/event-store/copy.js';
import { simulateOptions } from './simulate/options.js';
import { type KeyObject } from 'node:crypto';
import { masterKeyPlaceIn } from '../../libs/installation/config.js';
import { masterKeyIn } from '../../libs/installation/data-folder.js';
import { masterKeyOf, type MasterKeyPlace } from '../../libs/installation/master-key-of.js';
import { readMasterKey } from '../../libs/privacy/master-key.js';
import { whatIfOptions } from './what-if/options.js';
import { OperatorError } from '../../libs/platform/operator-error.js';
import { helpLanguage, helpOf, usageOf } from './usage.js';
import { UsageError } from './usage-error.js';
import { UnreadableEvent } from '../../event-schemas/complaint/upcast.js';
import { ChangeNotUnderstood } from '../../libs/what-if/change-not-understood.js';

interface Answer {
  readonly text: string;
  readonly json: unknown;
  /** False: it was carried out, and what it found is not well. */
  readonly well?: boolean;
  /** The answer is a file that was given no name: it is written as it is, in place of the text. */
  readonly bytes?: Uint8Array;
}

type Given = { readonly [option: string]: string | boolean | readonly (string | boolean)[] | undefined };
interface Command {
  readonly options: ParseArgsOptionsConfig;
  /** Whether words may stand there that belong to no option. */
  readonly takesNames?: true;
  readonly run: (given: Given, names: readonly string[]) => Promise<Answer>;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const say = (line: string): void => {
  process.stderr.write(line);
};

const commands: { readonly [name: string]: Command } = {
  backup: {
    options: { data: text, to: text },
    run: async (given) => {
      const [data, to] = [named(given, 'data'), named(given, 'to')];
      const manifest = await backUp({ data, to, masterKeys: masterKeysOf(data), say });
      const contents = Object.values(manifest.offices);
      const bytes = contents.flatMap((office) => Object.values(office)).reduce((sum, one) => sum + one.bytes, 0);
      return {
        json: manifest,
        text: `${contents.length} offices, ${contents.reduce((sum, { events }) => sum + Number(events?.last ?? 0), 0)} events, ${mebibytes(bytes)} in ${resolve(to)}`,
      };
    },
  },
  restore: {
    options: {
      from: text,
      to: text,
      'shred-list': { type: 'string', multiple: true },
      'office-keys': { type: 'string', multiple: true },
    },
    run: async (given) => {
      const to = named(given, 'to');
      const restored = await restore({
        from: named(given, 'from'),
        to,
        shredLists: filesOfOffices('shred-list', given['shred-list'] as readonly string[] | undefined),
        officeKeys: filesOfOffices('office-keys', given['office-keys'] as readonly string[] | undefined),
        say,
      });
      const offices = Object.entries(restored.offices).map(
        ([office, { events, shredded }]) => `${office}: ${events} events, ${shredded} keys destroyed again`,
      );
      return {
        json: restored,
        text: `${offices.join('\n')}\nRestored to ${resolve(to)}, as of ${restored.takenAt}. Put the master key back, mode 0600, ${
          restored.mode === 'production' ? 'where "masterKeyFile" of the configuration says' : `as ${masterKeyIn(to)}`
        }; then start the product on it.`,
      };
    },
  },
  verify: {
    options: { data: text, views: flag },
    run: async (given) => {
      // It knows complaints, and so needs much of the product.
      const { verifyData } = await import('./safekeeping/verify.js');
      const data = named(given, 'data');
      const file = masterKeysOf(data).findLast((each) => existsSync(each));
      const sealed = sealedMasterKeyOf(data);
      const masterKey = sealed ? await sealed() : file === undefined ? undefined : readMasterKey(file);
      const offices = await verifyData(data, masterKey, say, { views: given['views'] === true });
      const lines = offices.flatMap(({ office, log, events, complaints, opened, problems, remarks }) => [
        `${office}: ${events} events of ${complaints} complaints${log === 'cluster' ? ' in EventStoreDB' : ''}, ${problems.length === 0 ? 'all well' : 'NOT well'}${opened ? '' : '; seals were not opened'}`,
        ...[...problems, ...remarks].map((each) => `  ${each}`),
      ]);
      if (masterKey === undefined)
        lines.push(
          'No master key was found. To open keys and seals too, set KLAGEGANG_CONFIG to the file that names it.',
        );
      return {
        json: { offices },
        text: lines.join('\n'),
        well: offices.every(({ problems }) => problems.length === 0),
      };
    },
  },
  'rotate-keys': {
    options: { data: text, office: text, master: flag, 'new-file': text, 'old-file': text },
    run: async (given) => {
      if (given.master === true) {
        if (given.office !== undefined) throw new UsageError('--master is of all offices: leave out --office');
        const { rotateMasterKey } = await import('./safekeeping/rotate-master-key.js');
        return rotateMasterKey(named(given, 'data'), {
          newFile: optional(given, 'new-file'),
          oldFile: optional(given, 'old-file'),
        });
      }
      if (given['new-file'] !== undefined || given['old-file'] !== undefined)
        throw new UsageError('--new-file and --old-file go with --master');
      const { rotateKeys } = await import('./safekeeping/rotate-keys.js');
      const data = named(given, 'data');
      const offices = await rotateKeys({
        data,
        office: optional(given, 'office'),
        masterKeys: masterKeysOf(data),
        openSealed: sealedMasterKeyOf(data),
      });
      return { json: { offices }, text: offices.map((office) => `${office}: every key is wrapped anew`).join('\n') };
    },
  },
  copy: {
    options: { from: text, to: text, office: text, credentials: text, insecure: flag },
    run: async (given) => {
      const [from, to] = [named(given, 'from'), named(given, 'to')];
      const cluster = {
        office: optional(given, 'office'),
        credentialsFile: optional(given, 'credentials'),
        allowInsecure: given.insecure === true,
      };
      const source = await openStore(from, { ...cluster, mustExist: true });
      try {
        const target = await openStore(to, cluster);
        try {
          const copied = await copyLog(source, target, { onProgress: progress() });
          return {
            json: copied,
            text: `${copied.events} events of ${copied.streams} complaints, ${copied.alreadyThere} of them there before. Both logs have the SHA-256 ${copied.sha256}.`,
          };
        } finally {
          await target.close();
        }
      } finally {
        await source.close();
      }
    },
  },
  status: {
    options: { data: text },
    run: async (given) => {
      const { status } = await import('./installation/status.js');
      return status(named(given, 'data'));
    },
  },
  accept: {
    options: { data: text },
    run: async (given) => {
      const { accept } = await import('./installation/accept.js');
      return accept(named(given, 'data'));
    },
  },
  clock: {
    options: { data: text },
    takesNames: true,
    run: async (given, names) => {
      if (names.length !== 1 || names[0] !== 'accept') throw new UsageError('clock takes one word: accept');
      const { acceptClock } = await import('./installation/clock-accept.js');
      return acceptClock(named(given, 'data'));
    },
  },
  appoint: {
    options: { data: text, office: text, sub: text, name: text, more: flag },
    run: async (given) => {
      const { appoint } = await import('./installation/appoint.js');
      const [data, office] = [named(given, 'data'), named(given, 'office')];
      const person = { sub: named(given, 'sub'), name: named(given, 'name') };
      return appoint({ data, office, ...person, more: given.more === true });
    },
  },
  webhook: {
    options: { data: text, office: text, name: text, from: text },
    takesNames: true,
    run: async (given, names) => {
      const { sayToWebhook } = await import('./installation/webhook.js');
      const [what] = names;
      if (names.length !== 1 || (what !== 'replay' && what !== 'resume'))
        throw new UsageError('webhook takes one word: replay or resume');
      if (what === 'resume' && given.from !== undefined)
        throw new UsageError('resume goes on where it was: --from is for replay');
      return sayToWebhook({
        data: named(given, 'data'),
        office: named(given, 'office'),
        name: named(given, 'name'),
        from: what === 'replay' ? named(given, 'from') : undefined,
      });
    },
  },
  replay: {
    options: { data: text, office: text },
    takesNames: true,
    run: async (given, names) => {
      const { replayComplaint } = await import('./replay.js');
      const [data, office, complaint, ...more] =
        names.length > 1 ? names : [named(given, 'data'), named(given, 'office'), ...names];
      if (complaint === undefined || more.length > 0)
        throw new UsageError('replay takes a data folder, an office and one complaint');
      return replayComplaint(data!, office!, complaint);
    },
  },
  'what-if': {
    options: whatIfOptions,
    run: async (given) => {
      const { runWhatIf } = await import('./what-if/what-if.js');
      return runWhatIf({ ...given, data: named(given, 'data'), office: named(given, 'office') }, say);
    },
  },
  report: {
    options: reportOptions,
    takesNames: true,
    run: async (given, names) => {
      const { report } = await import('./reporting/report.js');
      return report(given, names, process.stderr);
    },
  },
  export: {
    options: exportOptions,
    run: async (given) => {
      const { exportLog } = await import('./reporting/export.js');
      return exportLog(given, process.stderr);
    },
  },
  rebuild: {
    options: rebuildOptions,
    run: async (given) => {
      const { rebuild } = await import('./reporting/rebuild.js');
      return rebuild(given, process.stderr);
    },
  },
  move: {
    options: { data: text, office: text, profile: text, reason: text, 'dry-run': flag },
    run: async (given) => {
      const { move } = await import('./moving/move.js');
      return move(given, process.stderr);
    },
  },
  simulate: {
    options: simulateOptions,
    run: async (given) => {
      const { simulate } = await import('./simulate/simulate.js');
      return simulate(given, say);
    },
  },
};

function named(given: Given, option: string): string {
  const value = optional(given, option);
  if (value === undefined) throw new UsageError(`--${option} is missing`);
  return value;
}

const optional = (given: Given, option: string): string | undefined =>
  typeof given[option] === 'string' && given[option] !== '' ? given[option] : undefined;
const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

function filesOfOffices(option: string, entries: readonly string[] = []): ReadonlyMap<string, string> {
  return new Map(
    entries.map((entry) => {
      const [, office, file] = /^([a-z][a-z0-9]*)=(.+)$/.exec(entry) ?? [];
      if (office === undefined || file === undefined)
        throw new UsageError(`--${option} ${entry} is not of the form <office>=<file>`);
      return [office, file];
    }),
  );
}

/** In the data folder, or where the configuration says. */
function masterKeysOf(data: string): readonly string[] {
  const { masterKeyFile } = masterKeyPlace();
  return [masterKeyIn(data), ...(masterKeyFile === null ? [] : [masterKeyFile])];
}

/** Undefined: no key service keeps it. */
function sealedMasterKeyOf(data: string): (() => Promise<KeyObject>) | undefined {
  const place = masterKeyPlace();
  return place.keyService === null ? undefined : () => masterKeyOf({ ...place, dataFolder: resolve(data) });
}

function masterKeyPlace(): Pick<MasterKeyPlace, 'masterKeyFile' | 'keyService'> {
  const config = process.env.KLAGEGANG_CONFIG;
  if (!config) return { masterKeyFile: null, keyService: null };
  try {
    const file = JSON.parse(readFileSync(config, 'utf8')) as Parameters<typeof masterKeyPlaceIn>[0];
    return masterKeyPlaceIn(file, (path) => resolve(dirname(config), path));
  } catch (error) {
    throw new SafekeepingRefused(
      `The configuration file ${config} cannot be read, so nothing says where the master key lies (${(error as NodeJS.ErrnoException).code ?? 'not JSON'}). Correct KLAGEGANG_CONFIG.`,
    );
  }
}

/** At most one line a second. */
function progress(): (events: number, alreadyThere: number) => void {
  let toldAt = -Infinity;
  return (events, alreadyThere) => {
    if (performance.now() - toldAt < 1000) return;
    toldAt = performance.now();
    say(`${events} events, ${alreadyThere} of them there before …\n`);
  };
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof OperatorError || error instanceof UnreadableEvent) return error.message;
  const { code, path } = error as NodeJS.ErrnoException;
  return code === undefined
    ? (error.stack ?? error.message)
    : `It could not be finished: ${error.message}${path === undefined ? '' : ` (${path})`}. What was made so far is no use; delete it, and run it again when the cause is mended.`;
}

const asksForHelp = (word: string): boolean => word === '--help' || word === '-h';

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const [command, known] = Object.hasOwn(commands, name) ? [commands[name], name] : [undefined, undefined];
  try {
    if (name === 'help' || asksForHelp(name) || (command && args.some(asksForHelp))) {
      const about = [name, ...args].find((word) => Object.hasOwn(commands, word));
      process.stdout.write(helpOf(about, helpLanguage(args, process.env)));
      return 0;
    }
    if (!command) throw new UsageError(name === '' ? 'a command is missing' : `there is no command ${name}`);
    let given: Given, names: readonly string[];
    try {
      ({ values: given, positionals: names } = parseArgs({
        args: [...args],
        options: { ...command.options, json: flag },
        strict: true,
        allowPositionals: command.takesNames ?? false,
      }));
    } catch (error) {
      throw new UsageError((error as Error).message);
    }
    const { text: told, json, bytes, well = true } = await command.run(given, names);
    process.stdout.write(bytes ?? `${given.json === true ? JSON.stringify(json) : told}\n`);
    return well ? 0 : 1;
  } catch (error) {
    if (error instanceof UsageError || error instanceof ChangeNotUnderstood) {
      process.stderr.write(`${usageOf(known)}\n\n${error.message}\n`);
      return 2;
    }
    process.stderr.write(`${sentenceOf(error)}\n`);
    return 1;
  }
}

// What is made here is for its owner alone.
process.umask(0o077);
process.exitCode = await main(process.argv.slice(2));

/** What each command takes, in the words of `klagegang help`. */

interface Usage {
  /** One or more ways to write it, without the command's name. */
  readonly forms: readonly string[];
  readonly says: string;
}

const report = '--data <data folder> --office <key>';
const written = '[--lang da|en] [--out <new file>]';
const asOf = '[--at <instant>] [--position <n>]';

const usages: { readonly [command: string]: Usage } = {
  backup: {
    forms: ['--data <data folder> --to <new folder>'],
    says: 'While the product runs. The master key, the secret of the tokens and the shred lists are not in it.',
  },
  restore: {
    forms: ['--from <backup> --to <new folder> --shred-list <office>=<file> …'],
    says: 'One shred list for each office, as it is today. Put the master key back before the start.',
  },
  verify: {
    forms: ['--data <data folder>'],
    says: 'While the product runs, or not. Every file, every event, every history; with the master key every key and every sealed field.',
  },
  'rotate-keys': {
    forms: ['--data <data folder> [--office <key>]'],
    says: 'The product must be stopped. A new office key wraps every key anew: after a disk or a backup went astray, and each time older backups of the keys are to open nothing more. Back up the keys again, then destroy the old copies.',
  },
  copy: {
    forms: ['--from <store> --to <store> [--office <key>] [--credentials <file>] [--insecure]'],
    says: 'The events of one office, the product stopped. A store is the path of an events.db, or esdb://… with --office. Goes on where an earlier run was cut off.',
  },
  status: {
    forms: ['--data <data folder>'],
    says: 'How the product is that has the folder open: what is wrong, since when, what it means, what to do.',
  },
  accept: {
    forms: ['--data <data folder>'],
    says: 'The product must be stopped. Takes a folder from which files are gone or older than they were as it is, and says what is lost.',
  },
  clock: {
    forms: ['accept --data <data folder>'],
    says: 'The clock of this machine is right: timers and the destruction of keys go on. The product may be running.',
  },
  replay: {
    forms: ['--data <data folder> --office <key> <complaint>', '<data folder> <key> <complaint>'],
    says: 'While the product runs, or not. Whether the history of a complaint is legal, event by event. Opens no key.',
  },
  'what-if': {
    forms: [
      `${report} [--profile <key>@<version>] [--set <setting>=<value>] … [--without <setting>] … [--from <day>] [--to <day>] [--position <n>] [--profiles <folder>] … [--lang da|en]`,
    ],
    says: 'The product must be stopped. Which complaints would have gone otherwise under other rules. Nothing is changed.',
  },
  report: {
    forms: [
      `${report} <name> [--from <day>] [--to <day>] [--by <dimension>,…] ${asOf} [--format json|csv|xlsx|parquet] ${written}`,
      `${report} yearly --year <year> ${asOf} [--format html|pdf|json] ${written}`,
      '--list',
    ],
    says: 'The product must be stopped. Figures, small groups hidden. Without --from and --to: the year in which the log ends. Nothing in the folder is changed.',
  },
  export: {
    forms: [`${report} --format ocel|xes --out <new file> [--position <n>] [--stable]`],
    says: 'The product must be stopped. A process log of every complaint under pseudonyms, for use inside the office. --stable: the same pseudonyms each time, with the master key. Nothing in the folder is changed.',
  },
  rebuild: {
    forms: ['--data <data folder> [--office <key>] [--only <read model>,…]'],
    says: 'The product must be stopped. Builds the read models anew from the log, beside those that are there, and swaps them in. Needs the master key.',
  },
  simulate: {
    forms: [
      '--data <new folder> --office <key> --cases <n> --years <n> [--seed <n>] [--from <day>] [--mode demo|test]',
    ],
    says: 'An invented office over years, by the real rules: its log, keys and clock in a data folder that the product can be started on. --from is 2016-01-01 and --mode demo where they are left out. What an unfinished run left is made anew.',
  },
};

const start = 'npm run klagegang --';
const width = 110;

const formsOf = (command: string): readonly string[] =>
  (usages[command]?.forms ?? []).flatMap((form) => wrapped(`${command} ${form}`.split(/ (?=--|\[|<)/), '    '));

/** Lines of some 110 columns; what does not fit goes on below, set in. */
function wrapped(words: readonly string[], indent: string): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : `${indent}${word}`);
  }
  return lines;
}

const about = (command: string): string =>
  [
    ...formsOf(command).map((line) => `  ${line}`),
    ...wrapped(usages[command]!.says.split(' '), '').map((line) => `      ${line}`),
  ].join('\n');

/** Everything, or what one command takes and does. */
export const helpOf = (command?: string): string =>
  command === undefined
    ? `usage: ${start} <command> …\n\n${Object.keys(usages).map(about).join('\n')}\n\n  --json  the answer as JSON\n  --help  what a command takes and does\n`
    : `usage: ${start} ${command} …\n\n${about(command)}\n`;

/** What stands above the sentence that says what was not understood: a few lines. */
export const usageOf = (command?: string): string =>
  command === undefined
    ? `usage: ${start} <command> …\n  help says what there is: ${Object.keys(usages).join(', ')}`
    : formsOf(command)
        .map((line) => (line.startsWith(' ') ? line : `usage: ${start} ${line}`))
        .join('\n');

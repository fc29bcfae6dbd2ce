/** What each command takes, in the words of `klagegang help`: in English, or in Danish for whoever reads that. */
import { type Sentences } from '../../libs/platform/refusal.js';

export type HelpLanguage = keyof Sentences;

/** `--lang` where it says one, then what the system says: POSIX, section 8.2. */
export function helpLanguage(
  args: readonly string[],
  { LC_ALL, LC_MESSAGES, LANG }: { readonly [name: string]: string | undefined },
): HelpLanguage {
  const asked = args.flatMap((word, index) =>
    word === '--lang' ? [args[index + 1]] : word.startsWith('--lang=') ? [word.slice('--lang='.length)] : [],
  )[0];
  if (asked === 'da' || asked === 'en') return asked;
  return /^da(_|\.|@|$)/.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'da' : 'en';
}

interface Usage {
  /** One or more ways to write it, without the command's name. */
  readonly forms: readonly string[];
  readonly says: Sentences;
}

const audience = '[--audience published|internal]';
const report = '--data <data folder> --office <key>';
const written = '[--lang da|en] [--out <new file>]';
const asOf = '[--at <instant>] [--position <n>]';

const usages: { readonly [command: string]: Usage } = {
  backup: {
    forms: ['--data <data folder> --to <new folder>'],
    says: {
      en: 'While the product runs. The master key, the secret of the tokens and the shred lists are not in it.',
      da: 'Mens produktet kører. Hovednøglen, adgangsbevisernes hemmelighed og listerne over destruerede nøgler er ikke med.',
    },
  },
  restore: {
    forms: ['--from <backup> --to <new folder> --shred-list <office>=<file> … [--office-keys <office>=<file> …]'],
    says: {
      en: 'One shred list for each office, as it is today, and its office keys: keys.office.json beside the list, or the file that is named. Put the master key back before the start.',
      da: 'En liste over destruerede nøgler for hvert kontor, som den er i dag, og dets kontornøgler: keys.office.json ved siden af listen eller den fil, der nævnes. Læg hovednøglen tilbage før start.',
    },
  },
  verify: {
    forms: ['--data <data folder> [--views]'],
    says: {
      en: 'While the product runs, or not. Every file, every event, every history; with the master key every key and every sealed field, and whether each event and each look is what was written. With --views, the product stopped, also whether the read models hold what the log makes.',
      da: 'Mens produktet kører eller ej. Hver fil, hver hændelse, hvert forløb; med hovednøglen også hver nøgle og hvert forseglet felt, og om hver hændelse og hvert opslag er, hvad der blev skrevet. Med --views, mens produktet er stoppet, også om læsemodellerne indeholder det, som loggen giver.',
    },
  },
  'rotate-keys': {
    forms: [
      '--data <data folder> [--office <key>]',
      '--data <data folder> --master [--new-file <file> | --old-file <file>]',
    ],
    says: {
      en: 'While the product runs, or not. A new office key wraps every key anew, as the product does by itself every officeKeyDays; 35 days later backups from before open nothing more. With --master, the product stopped, the master key that --new-file names wraps every office key; where a key service keeps the master key, its own key gets a new version, or with --old-file it takes over from that file.',
      da: 'Mens produktet kører eller ej. En ny kontornøgle pakker alle nøgler om, som produktet selv gør det hver officeKeyDays; 35 dage senere åbner ældre sikkerhedskopier ikke noget mere. Med --master, mens produktet er stoppet, pakker den hovednøgle, som --new-file nævner, hver kontornøgle om; hvor en nøgletjeneste gemmer hovednøglen, får dens egen nøgle en ny version, eller med --old-file overtager den fra den fil.',
    },
  },
  copy: {
    forms: ['--from <store> --to <store> [--office <key>] [--credentials <file>] [--insecure]'],
    says: {
      en: 'The events of one office, the product stopped. A store is the path of an events.db, or esdb://… with --office. Goes on where an earlier run was cut off.',
      da: 'Et kontors hændelser, mens produktet er stoppet. Et lager er stien til en events.db, eller esdb://… med --office. Fortsætter, hvor en tidligere kørsel blev afbrudt.',
    },
  },
  status: {
    forms: ['--data <data folder>'],
    says: {
      en: 'How the product is that has the folder open: what is wrong, since when, what it means, what to do.',
      da: 'Hvordan det produkt har det, som har mappen åben: hvad der er galt, siden hvornår, hvad det betyder, og hvad der skal gøres.',
    },
  },
  accept: {
    forms: ['--data <data folder>'],
    says: {
      en: 'The product must be stopped. Takes a folder from which files are gone or older than they were as it is, and says what is lost.',
      da: 'Produktet skal være stoppet. Tager en mappe, hvor filer er væk eller ældre, end de var, som den er, og siger, hvad der er tabt.',
    },
  },
  clock: {
    forms: ['accept --data <data folder>'],
    says: {
      en: 'The clock of this machine is right: timers and the destruction of keys go on. The product may be running.',
      da: 'Maskinens ur er rigtigt: frister og destruktion af nøgler går videre. Produktet må gerne køre.',
    },
  },
  appoint: {
    forms: ['--data <data folder> --office <key> --sub <id> --name <name> [--more]'],
    says: {
      en: "The product must be stopped. Makes somebody an administrator of the office: its first, or with --more one more. --sub is the identity provider's id of the person. Needs the master key.",
      da: 'Produktet skal være stoppet. Gør en person til administrator for kontoret: den første, eller med --more én til. --sub er loginløsningens id for personen. Kræver hovednøglen.',
    },
  },
  webhook: {
    forms: [
      'replay --data <data folder> --office <key> --name <name> --from <position>',
      'resume --data <data folder> --office <key> --name <name>',
    ],
    says: {
      en: 'While the product runs, or not. replay: everything after a position is delivered once more; 0 is the beginning of the log. resume: a webhook that has stopped goes on where it was.',
      da: 'Mens produktet kører eller ej. replay: alt efter en plads i loggen leveres igen; 0 er loggens begyndelse. resume: en webhook, der er standset, fortsætter, hvor den var.',
    },
  },
  replay: {
    forms: ['--data <data folder> --office <key> <complaint>', '<data folder> <key> <complaint>'],
    says: {
      en: 'While the product runs, or not. Whether the history of a complaint is legal, event by event. Opens no key.',
      da: 'Mens produktet kører eller ej. Om en sags forløb er lovligt, hændelse for hændelse. Åbner ingen nøgle.',
    },
  },
  'what-if': {
    forms: [
      `${report} [--profile <key>@<version>] [--set <setting>=<value>] … [--without <setting>] … [--from <day>] [--to <day>] [--position <n>] [--profiles <folder>] … [--lang da|en]`,
    ],
    says: {
      en: 'The product must be stopped. Which complaints would have gone otherwise under other rules. Nothing is changed.',
      da: 'Produktet skal være stoppet. Hvilke sager der var gået anderledes under andre regler. Intet ændres.',
    },
  },
  report: {
    forms: [
      `${report} <name> [--from <day>] [--to <day>] [--by <dimension>,…] ${asOf} ${audience} [--format json|csv|xlsx|parquet] ${written}`,
      `${report} yearly --year <year> ${asOf} ${audience} [--format html|pdf|json] ${written}`,
      '--list',
    ],
    says: {
      en: 'The product must be stopped. Figures, small groups hidden. Without --from and --to: the year in which the log ends. Nothing in the folder is changed.',
      da: 'Produktet skal være stoppet. Tal, hvor små grupper er skjult. Uden --from og --to: det år, loggen slutter i. Intet i mappen ændres.',
    },
  },
  export: {
    forms: [`${report} --format ocel|xes --out <new file> [--position <n>] [--stable]`],
    says: {
      en: 'The product must be stopped. A process log of every complaint under pseudonyms, for use inside the office. --stable: the same pseudonyms each time, with the master key. Nothing in the folder is changed.',
      da: 'Produktet skal være stoppet. En proceslog over alle sager under pseudonymer, til brug i kontoret. --stable: de samme pseudonymer hver gang, med hovednøglen. Intet i mappen ændres.',
    },
  },
  rebuild: {
    forms: ['--data <data folder> [--office <key>] [--only <read model>,…]'],
    says: {
      en: 'The product must be stopped. Builds the read models anew from the log, beside those that are there, and swaps them in. Needs the master key.',
      da: 'Produktet skal være stoppet. Bygger læsemodellerne på ny af loggen, ved siden af dem, der er, og bytter dem ind. Kræver hovednøglen.',
    },
  },
  move: {
    forms: [
      '--data <data folder> --office <key> [--profile <key>@<version>] [--reason newRules|correction|officeDecision] [--dry-run]',
    ],
    says: {
      en: 'The product must be stopped. Open complaints go on under the newest lifecycle, and under another version of the rules where one is named. --dry-run: says of each whether it fits and what changes, and changes nothing. Needs the master key.',
      da: 'Produktet skal være stoppet. Åbne sager fortsætter under det nyeste forløb, og under en anden udgave af reglerne, hvor en er nævnt. --dry-run: siger for hver, om den passer, og hvad der ændres, og ændrer intet. Kræver hovednøglen.',
    },
  },
  simulate: {
    forms: [
      '--data <new folder> --office <key> --cases <n> --years <n> [--seed <n>] [--from <day>] [--mode demo|test]',
    ],
    says: {
      en: 'An invented office over years, by the real rules: its log, keys and clock in a data folder that the product can be started on. --from is 2016-01-01 and --mode demo where they are left out. What an unfinished run left is made anew.',
      da: 'Et opdigtet kontor gennem år, efter de rigtige regler: dets log, nøgler og ur i en datamappe, som produktet kan startes på. --from er 2016-01-01 og --mode demo, hvor de er udeladt. Hvad en ufærdig kørsel efterlod, laves på ny.',
    },
  },
};

const start = 'npm run klagegang --';
const width = 110;

/** What stands between the brackets, in Danish; what is the same in both is not here. */
const danish: { readonly [name: string]: string } = {
  'data folder': 'datamappe',
  'new folder': 'ny mappe',
  'new file': 'ny fil',
  'read model': 'læsemodel',
  backup: 'sikkerhedskopi',
  complaint: 'sag',
  day: 'dag',
  file: 'fil',
  folder: 'mappe',
  id: 'kendenavn',
  instant: 'tidspunkt',
  key: 'nøgle',
  name: 'navn',
  office: 'kontor',
  position: 'plads',
  setting: 'indstilling',
  store: 'lager',
  value: 'værdi',
  year: 'år',
};
const inLanguage = (form: string, lang: HelpLanguage): string =>
  lang === 'en'
    ? form
    : form.replace(/<([^>]+)>/g, (whole, name: string) => (danish[name] ? `<${danish[name]}>` : whole));

const formsOf = (command: string, lang: HelpLanguage): readonly string[] =>
  (usages[command]?.forms ?? []).flatMap((form) =>
    wrapped(`${command} ${inLanguage(form, lang)}`.split(/ (?=--|\[|<)/), '    '),
  );

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

const about = (command: string, lang: HelpLanguage): string =>
  [
    ...formsOf(command, lang).map((line) => `  ${line}`),
    ...wrapped(usages[command]!.says[lang].split(' '), '').map((line) => `      ${line}`),
  ].join('\n');

const words = {
  en: {
    usage: 'usage',
    command: '<command>',
    json: 'the answer as JSON',
    help: 'what a command takes and does; --lang da: in Danish',
  },
  da: {
    usage: 'sådan skrives det',
    command: '<kommando>',
    json: 'svaret som JSON',
    help: 'hvad en kommando tager og gør; --lang en: på engelsk',
  },
} as const;

/** Everything, or what one command takes and does. */
export function helpOf(command: string | undefined, lang: HelpLanguage): string {
  const { usage, command: any, json, help } = words[lang];
  if (command !== undefined) return `${usage}: ${start} ${command} …\n\n${about(command, lang)}\n`;
  const all = Object.keys(usages).map((each) => about(each, lang));
  return `${usage}: ${start} ${any} …\n\n${all.join('\n')}\n\n  --json  ${json}\n  --help  ${help}\n`;
}

/** What stands above the sentence that says what was not understood: a few lines, in English as the sentence is. */
export const usageOf = (command?: string): string =>
  command === undefined
    ? `usage: ${start} <command> …\n  help says what there is: ${Object.keys(usages).join(', ')}`
    : formsOf(command, 'en')
        .map((line) => (line.startsWith(' ') ? line : `usage: ${start} ${line}`))
        .join('\n');

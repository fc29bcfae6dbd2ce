/**
 * The kinds of damage: each file of a data folder, what may happen to it, and the words in which it must be noticed.
 */
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { officeFiles, type Prepared } from './prepared.js';

export interface Kind {
  /** `events.db of the other office` */
  readonly name: string;
  /** On which of the prepared folders. */
  readonly on: 'newer' | 'live';
  /** @param roll from 0 to 1, where a byte is drawn */
  damage(folder: string, prepared: Prepared, roll: () => number): void;
  /** What must stand in what is said. */
  readonly names: RegExp;
  /** Nothing is lost by it, or it follows from what is left: then what is served must be what was served before. */
  readonly mends: boolean;
  /** What of it may be answered otherwise all the same. */
  readonly but?: RegExp;
}

type More = Partial<Pick<Kind, 'mends' | 'on' | 'but'>>;
const office = join('offices', 'horsens');
const other = join('offices', 'koebenhavn');

const flip = (file: string, at: (size: number) => number): void => {
  const bytes = readFileSync(file);
  bytes[at(bytes.length)]! ^= 0xff;
  writeFileSync(file, bytes);
};
/** Half of a file of several pages, and of a small one too. */
const half = (file: string): void => truncateSync(file, Math.floor(statSync(file).size / 2));
const gone = (path: string): void => rmSync(path, { recursive: true, force: true });

/** A byte of a file that may be one that holds nothing. */
const drawn = 'flipped at a byte that is drawn';
type Happening = (path: string, place: string, prepared: Prepared, roll: () => number) => void;
const anywhere: { readonly [what: string]: Happening } = {
  gone,
  empty: (path) => writeFileSync(path, ''),
  'cut to half': half,
  'flipped at its head': (path) => flip(path, () => 2),
  [drawn]: (path, _place, _prepared, roll) => flip(path, (size) => Math.floor(roll() * size)),
  'a folder in its place': (path) => {
    gone(path);
    mkdirSync(path);
  },
  // Root reads whatever its mode is; a link in a circle nobody does.
  'not readable': (path) => {
    gone(path);
    symlinkSync(basename(path), path);
  },
};
const copied: { readonly [what: string]: Happening } = {
  'an older copy': (path, place, { older }) => {
    gone(path);
    cpSync(join(older, place), path, { recursive: true });
  },
};
const otherOffices: { readonly [what: string]: Happening } = {
  'the other office’s': (path, place, { newer }) => {
    gone(path);
    cpSync(join(newer, other, basename(place)), path, { recursive: true });
  },
};

const of =
  (place: string, names: RegExp, { mends = false, on = 'newer', ...more }: More = {}) =>
  ([what, happens]: readonly [string, Happening]): Kind => ({
    name: `${place.replace(`${office}/`, '')}: ${what}`,
    on,
    damage: (folder, prepared, roll) => happens(join(folder, place), place, prepared, roll),
    names,
    mends: mends || what === drawn,
    ...more,
  });

/** A stored value that is no longer what was written, in a file that is whole for SQLite. */
function stored(file: string, what: string, sql: string, more: More = {}): Kind {
  return {
    name: `${file}: ${what}`,
    on: 'newer',
    damage: (folder) => {
      const db = new DatabaseSync(join(folder, office, file), { enableForeignKeyConstraints: false });
      try {
        for (const { name } of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all())
          db.exec(`DROP TRIGGER "${String(name)}"`);
        const statements = sql.split(';');
        for (const statement of statements.slice(0, -1)) db.exec(statement);
        const { changes } = db.prepare(statements.at(-1)!).run();
        if (changes !== 1) throw new Error(`${file}, ${what}: ${changes} rows were changed`);
        db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } finally {
        db.close();
      }
    },
    names: saying[file]!,
    mends: false,
    ...more,
  };
}

const derived = new Set<string>(['views.db', 'figures.db']);
const saying: { readonly [file: string]: RegExp } = {
  'events.db': /events\.db|events:|position \d+|(?:the|its) log|complaints/i,
  'office.db': /office\.db|office:|complaints/i,
  'keys.db': /keys\.db|keys:|key file|keys of horsens|complaints/i,
  'keys.office.json': /keys\.office\.json|office keys|master key does not open the key file/i,
  'access.db': /access\.db|access:/i,
  'views.db': /views\.db|views/i,
  'figures.db': /figures\.db|figures/i,
  'shredded.list': /shredded\.list|shredded:|shred list/i,
  'announced.json': /announced\.json|announced:/i,
};

/** Of those that are kept still. */
const firstLook = 'number = (SELECT min(number) FROM access)';
const values: readonly Kind[] = [
  stored(
    'events.db',
    'a plain value changed',
    `UPDATE events SET data = replace(data, 'delay', 'dezay') WHERE position = (SELECT max(position) FROM events WHERE data LIKE '%delay%')`,
  ),
  stored(
    'events.db',
    'a plain value changed to another that may be',
    `UPDATE events SET data = replace(data, 'jobcenter', 'borgerservice') WHERE position = (SELECT max(position) FROM events WHERE data LIKE '%jobcenter%')`,
  ),
  stored(
    'events.db',
    'a time changed',
    `UPDATE events SET metadata = json_set(metadata, '$.recordedAt', '2028-05-05T08:00:00.000Z') WHERE position = (SELECT max(position) FROM events)`,
  ),
  stored(
    'events.db',
    'a sealed value changed',
    `UPDATE events SET data = json_set(data, '$.summary', substr(data ->> 'summary', 1, 80) || 'AAAA') WHERE position = (SELECT max(position) FROM events WHERE type = 'CaseRegistered')`,
  ),
  stored(
    'events.db',
    'its type changed',
    `UPDATE events SET type = 'NobodyKnows' WHERE position = (SELECT max(position) FROM events)`,
  ),
  stored('events.db', 'its last event gone', `DELETE FROM events WHERE position = (SELECT max(position) FROM events)`),
  stored('events.db', 'an event of its middle gone', `DELETE FROM events WHERE position = 15`),
  stored(
    'office.db',
    'a plain value changed to another that may be',
    `UPDATE events SET data = replace(data, 'adviser', 'auditor') WHERE position = 1`,
  ),
  stored(
    'office.db',
    'who said it changed',
    `UPDATE events SET metadata = json_set(metadata, '$.actor.sub', 'somebody') WHERE position = 1`,
  ),
  stored(
    'office.db',
    'a sealed value changed',
    `UPDATE events SET data = json_set(data, '$.name', substr(data ->> 'name', 1, 80) || 'AAAA') WHERE position = 1`,
  ),
  stored('office.db', 'its type changed', `UPDATE events SET type = 'NobodyKnows' WHERE position = 1`),
  stored('office.db', 'its last event gone', `DELETE FROM events WHERE position = (SELECT max(position) FROM events)`),
  stored('office.db', 'an event of its middle gone', `DELETE FROM events WHERE position = 2`),
  stored(
    'keys.db',
    'a wrapped key changed',
    `UPDATE data_key SET wrapped = zeroblob(60) WHERE created = (SELECT max(created) FROM data_key)`,
  ),
  stored('keys.db', 'a secret changed', `UPDATE secret SET wrapped = zeroblob(60) WHERE id = 'index'`),
  stored('keys.db', 'a key gone', `DELETE FROM data_key WHERE created = (SELECT max(created) FROM data_key)`),
  stored('keys.db', 'a tombstone gone', `DELETE FROM destroyed WHERE id = (SELECT max(id) FROM destroyed)`, {
    mends: true,
  }),
  stored('access.db', 'a stored value changed', `UPDATE access SET by = 'heae' WHERE ${firstLook}`),
  stored(
    'access.db',
    'what an entry showed of a case changed',
    `UPDATE access SET fields = 'codes' WHERE number = (SELECT max(number) FROM access WHERE fields LIKE '%identity%')`,
  ),
  stored(
    'access.db',
    'what is odd taken away',
    `UPDATE access SET marks = NULL WHERE number = (SELECT max(number) FROM access WHERE marks IS NOT NULL)`,
  ),
  stored(
    'access.db',
    'the words of a search changed',
    `UPDATE access SET terms = substr(terms, 1, 80) || 'AAAA' WHERE number = (SELECT max(number) FROM access WHERE terms IS NOT NULL)`,
  ),
  stored(
    'access.db',
    'a drawn look gone',
    `DELETE FROM drawn WHERE access = (SELECT max(access) FROM drawn WHERE access NOT IN (SELECT access FROM judgement))`,
  ),
  stored(
    'access.db',
    'a reason changed',
    `UPDATE drawn SET reasons = 'noStep' WHERE access = (SELECT min(access) FROM drawn)`,
  ),
  stored('access.db', 'another seed', `UPDATE draw SET seed = 'another' WHERE week = (SELECT max(week) FROM draw)`),
  stored(
    'access.db',
    'a finding changed',
    `UPDATE judgement SET finding = 'notJustified' WHERE number = (SELECT max(number) FROM judgement)`,
  ),
  stored('access.db', 'a judgement gone', `DELETE FROM judgement WHERE number = (SELECT max(number) FROM judgement)`),
  stored(
    'access.db',
    'more forgotten than was',
    `UPDATE forgotten SET entries = entries + 1 WHERE number = (SELECT max(number) FROM forgotten)`,
  ),
  stored(
    'access.db',
    'an entry gone and said to be forgotten',
    `${['judgement', 'drawn', 'accessed_case', 'accessed_block'].map((table) => `DELETE FROM ${table} WHERE access = (SELECT min(number) FROM access)`).join('; ')}; DELETE FROM access WHERE ${firstLook}; UPDATE forgotten SET entries = entries + 1, through = through + 1 WHERE number = (SELECT max(number) FROM forgotten)`,
  ),
  stored('access.db', 'an entry gone', `DELETE FROM access WHERE number = (SELECT min(number) + 1 FROM access)`),
  stored('access.db', 'its last entry gone', `DELETE FROM access WHERE number = (SELECT max(number) FROM access)`),
  stored(
    'access.db',
    'what an entry showed gone',
    `DELETE FROM accessed_case WHERE (complaint, access) = (SELECT complaint, access FROM accessed_case LIMIT 1)`,
  ),
  stored(
    'figures.db',
    'a stored value changed',
    `UPDATE decided SET hidden = zeroblob(20) WHERE used = (SELECT max(used) FROM decided)`,
    {
      mends: true,
    },
  ),
];

/**
 * Read models and figures follow from the log; destroyed keys that a list has not, from the key file. A destruction
 * that is not announced is announced anew, and so put off.
 */
function mending(file: string): More {
  if (file === 'announced.json') return { mends: true, but: /\/destructions/ };
  // Where no office key was changed since, an older copy has the same ones.
  return { mends: derived.has(file) || file === 'shredded.list' || file === 'keys.office.json' };
}
/** Files of an office, one by one. */
const ofFiles = officeFiles.flatMap((file) =>
  Object.entries({ ...anywhere, ...copied, ...otherOffices }).map(of(join(office, file), saying[file]!, mending(file))),
);

/** Their WALs, under a product that was killed. */
const ofWals = ['events.db', 'office.db', 'keys.db', 'access.db', 'views.db'].flatMap((file) =>
  Object.entries(anywhere)
    .filter(([what]) => what !== 'not readable' || file !== 'views.db')
    .map(of(join(office, `${file}-wal`), saying[file]!, { mends: derived.has(file), on: 'live' })),
);

const anotherSecret: readonly [string, Happening] = [
  'another one',
  (path) =>
    writeFileSync(
      path,
      `${Buffer.alloc(32, 7)
        .fill(9, 3)
        .toString(path.endsWith('token.key') ? 'base64url' : 'base64')}\n`,
    ),
];
const clock = /clock\.json|clockWasBehind/;
const ofFolder: readonly Kind[] = [
  ...Object.entries(anywhere).map(of('klagegang.json', /klagegang\.json/)),
  ...Object.entries(anywhere).map(of(join('secrets', 'master.key'), /master\.key|master key/)),
  of(join('secrets', 'master.key'), /master key/)(anotherSecret),
  // A lost secret of tokens ends those that were given out, and loses nothing else.
  ...Object.entries(anywhere).map(of(join('secrets', 'token.key'), /token\.key/, { mends: true })),
  of(join('secrets', 'token.key'), /token\.key/, { mends: true })(anotherSecret),
  ...Object.entries({ ...anywhere, ...copied }).map(of('clock.json', clock)),
  ...['a', 'b'].flatMap((turn) =>
    Object.entries({ ...anywhere, ...copied }).map(
      of(join('record', `installation-${turn}.json`), /installation-[ab]\.json|installation/, { mends: true }),
    ),
  ),
];
const record = /installation-[ab]\.json/;
const together = (name: string, names: RegExp, damage: Kind['damage'], mends = false): Kind => ({
  name,
  on: 'newer',
  damage,
  names,
  mends,
});
const rolledBack =
  (...places: readonly string[]): Kind['damage'] =>
  (folder, prepared) => {
    for (const place of places) copied['an older copy']!(join(folder, place), place, prepared, Math.random);
  };
const own = (...files: readonly string[]): readonly string[] => files.map((file) => join(office, file));
const ofPlaces: readonly Kind[] = [
  together('the record: gone', record, (folder) => gone(join(folder, 'record'))),
  together('the record: both files damaged', record, (folder) => {
    for (const turn of ['a', 'b']) flip(join(folder, 'record', `installation-${turn}.json`), () => 40);
  }),
  together('the record: older', record, rolledBack('record'), true),
  together('the office: gone', /horsens: nothing of it is there/, (folder) => gone(join(folder, office))),
  together('the office: empty', /horsens: nothing of it is there/, (folder) => {
    gone(join(folder, office));
    mkdirSync(join(folder, office));
  }),
  together('the office: a file in its place', /offices\/horsens/, (folder) => {
    gone(join(folder, office));
    writeFileSync(join(folder, office), '');
  }),
  together('the office: not readable', /offices\/horsens/, (folder) => {
    gone(join(folder, office));
    symlinkSync('horsens', join(folder, office));
  }),
  together('the office: an older copy', /horsens: events\.db ends at/, rolledBack(office)),
  together('the office: the other office’s', /belongs to the office koebenhavn/, (folder, { newer }) => {
    gone(join(folder, office));
    cpSync(join(newer, other), join(folder, office), { recursive: true });
  }),
  together('the offices: gone', /horsens: nothing of it is there/, (folder) => gone(join(folder, 'offices'))),
  together('the offices: an older copy', /horsens: events\.db ends at/, rolledBack('offices')),
  together('the secrets: gone', /master\.key/, (folder) => gone(join(folder, 'secrets'))),
  together('everything but the record: an older copy', /horsens: events\.db ends at/, (folder, { older }) => {
    for (const name of readdirSync(older).filter((each) => each !== 'record')) {
      gone(join(folder, name));
      cpSync(join(older, name), join(folder, name), { recursive: true });
    }
  }),
  together('events.db and views.db: older together', /events\.db ends at/, rolledBack(...own('events.db', 'views.db'))),
  together(
    'keys.db and shredded.list: older together',
    /keys\.db ends at[^]*shredded\.list/,
    rolledBack(...own('keys.db', 'shredded.list')),
  ),
  together(
    'events.db, keys.db and access.db: older together',
    /events\.db[^]*keys\.db[^]*access\.db/,
    rolledBack(...own('events.db', 'keys.db', 'access.db')),
  ),
  together(
    'access.db and announced.json: older together',
    /access\.db/,
    rolledBack(...own('access.db', 'announced.json')),
  ),
  together('keys.office.json: an office key changed', saying['keys.office.json']!, (folder) => {
    const file = join(folder, office, 'keys.office.json');
    const content = readFileSync(file, 'utf8');
    writeFileSync(file, content.replace(/[A-Za-z0-9+/]{40}={0,2}(?="\s*\])/, 'A'.repeat(40)));
  }),
  together('views.db: the other office’s, which is behind', /views/, (folder, { newer }) =>
    cpSync(join(newer, office, 'views.db'), join(folder, other, 'views.db')),
  ),
  together('views.db: a stored value changed', /views: /, (folder) => {
    const db = new DatabaseSync(join(folder, office, 'views.db'));
    const [table] = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'worklist%' AND sql LIKE '%state%'")
      .all();
    db.exec(`UPDATE "${String(table?.['name'])}" SET state = 'closed'; PRAGMA wal_checkpoint(TRUNCATE)`);
    db.close();
  }),
  together('views.db and figures.db: older together', /views/, rolledBack(...own('views.db', 'figures.db')), true),
  together('clock.json and announced.json: older together', clock, rolledBack('clock.json', ...own('announced.json'))),
];

export const kinds: readonly Kind[] = [...ofFiles, ...values, ...ofWals, ...ofFolder, ...ofPlaces];

/**
 * The moments at which a process may die, by name. The product has none of them: `preload.ts`, which tests load before
 * it, puts them at its border to SQLite and to the file system, and around a few of its methods. A production build
 * therefore cannot contain one.
 */

/** A statement whose text begins so, on a file of this name, with this among its values. */
interface AtStatement {
  readonly file: string;
  readonly sql: string;
  readonly value?: string;
}
/** A call of node:fs on a file whose path ends so; `torn` writes half of the text first. */
interface AtCall {
  readonly call: 'openSync' | 'writeSync' | 'fsyncSync' | 'renameSync' | 'linkSync';
  readonly path: string;
}
/** A method of a class of the product: module, class, method. */
interface AtMethod {
  readonly module: string;
  readonly of: string;
  readonly method: string;
}

export type Moment = (AtStatement | AtCall | AtMethod) & { readonly when: 'before' | 'after' | 'torn' };

/**
 * `start`: of a first start, in the order in which it comes to them, so that one folder can die at each in turn;
 * `work`: while commands, accesses, erasures and timers come in any order; the others: of the operator's command of
 * that name.
 */
export interface CrashPoint {
  readonly during: 'start' | 'work' | 'backup' | 'restore' | 'copy' | 'rotate-keys';
  readonly at: Moment;
  /** It comes up again and again, so that a process can die at its n-th time. */
  readonly again?: boolean;
}

const events = (sql: string, when: 'before' | 'after'): Moment => ({ file: 'events.db', sql, when });
const keys = (sql: string, when: 'before' | 'after'): Moment => ({ file: 'keys.db', sql, when });
const views = (sql: string, when: 'before' | 'after'): Moment => ({ file: 'views.db', sql, when });
const list = (call: AtCall['call'], when: Moment['when']): Moment => ({ call, path: 'shredded.list', when });
/** The target of `klagegang copy`, by the name that `safekeeping.ts` gives it. */
const target = (sql: string, when: 'before' | 'after'): Moment => ({ file: 'target.db', sql, when });
/** Of the office keys; the second renaming of a rotation retires the old one. */
const officeKeys = (call: AtCall['call'], when: Moment['when']): Moment => ({
  call,
  path: call === 'renameSync' ? 'keys.office.json' : 'keys.office.json.tmp',
  when,
});
const method = (module: string, of: string, name: string, when: 'before' | 'after'): Moment => ({
  module,
  of,
  method: name,
  when,
});

export const crashPoints = {
  'append/before-begin': { during: 'work', again: true, at: events('BEGIN IMMEDIATE', 'before') },
  'append/after-begin': { during: 'work', again: true, at: events('BEGIN IMMEDIATE', 'after') },
  'append/before-insert': { during: 'work', again: true, at: events('INSERT INTO events', 'before') },
  'append/after-insert': { during: 'work', again: true, at: events('INSERT INTO events', 'after') },
  'append/after-savepoint': { during: 'work', again: true, at: events('RELEASE work', 'after') },
  'append/before-commit': { during: 'work', again: true, at: events('COMMIT', 'before') },
  'append/after-commit': { during: 'work', again: true, at: events('COMMIT', 'after') },
  'log/before-checkpoint': { during: 'work', again: true, at: events('PRAGMA wal_checkpoint(PASSIVE)', 'before') },
  'log/after-checkpoint': { during: 'work', again: true, at: events('PRAGMA wal_checkpoint(PASSIVE)', 'after') },

  'key/before-begin': { during: 'work', again: true, at: keys('BEGIN IMMEDIATE', 'before') },
  'key/after-insert': { during: 'work', again: true, at: keys('INSERT INTO data_key', 'after') },
  'key/before-commit': { during: 'work', again: true, at: keys('COMMIT', 'before') },
  'key/after-commit': { during: 'work', again: true, at: keys('COMMIT', 'after') },

  'projection/before-begin': {
    during: 'work',
    again: true,
    at: views('PRAGMA busy_timeout=0; BEGIN IMMEDIATE', 'before'),
  },
  'projection/before-checkpoint': {
    during: 'work',
    again: true,
    at: views('update checkpoints set position', 'before'),
  },
  'projection/after-checkpoint': {
    during: 'work',
    again: true,
    at: views('update checkpoints set position', 'after'),
  },
  'projection/before-commit': { during: 'work', again: true, at: views('COMMIT', 'before') },
  'projection/after-commit': { during: 'work', again: true, at: views('COMMIT', 'after') },

  'access/before-commit': { during: 'work', again: true, at: { file: 'access.db', sql: 'COMMIT', when: 'before' } },
  'access/after-commit': { during: 'work', again: true, at: { file: 'access.db', sql: 'COMMIT', when: 'after' } },

  'timer/before-command': {
    during: 'work',
    again: true,
    at: method('libs/complaints/reactions/timekeeper.js', 'Timekeeper', 'carryOut', 'before'),
  },
  'timer/after-insert': {
    during: 'work',
    again: true,
    at: { file: 'events.db', sql: 'INSERT INTO events', value: 'ReminderSent', when: 'after' },
  },
  'timer/after-command': {
    during: 'work',
    again: true,
    at: method('libs/complaints/reactions/timekeeper.js', 'Timekeeper', 'carryOut', 'after'),
  },
  'clock/half-written': {
    during: 'work',
    again: true,
    at: { call: 'writeSync', path: 'clock.json.tmp', when: 'torn' },
  },
  'clock/before-rename': {
    during: 'work',
    again: true,
    at: { call: 'renameSync', path: 'clock.json', when: 'before' },
  },
  'clock/after-rename': { during: 'work', again: true, at: { call: 'renameSync', path: 'clock.json', when: 'after' } },

  'shredding/before-list': { during: 'work', again: true, at: list('openSync', 'before') },
  'shredding/list-half-written': { during: 'work', again: true, at: list('writeSync', 'torn') },
  'shredding/list-before-sync': { during: 'work', again: true, at: list('writeSync', 'after') },
  'shredding/list-after-sync': { during: 'work', again: true, at: list('fsyncSync', 'after') },
  'shredding/after-tombstone': { during: 'work', again: true, at: keys('INSERT OR IGNORE INTO destroyed', 'after') },
  'shredding/after-deletion': { during: 'work', again: true, at: keys('DELETE FROM data_key', 'after') },
  'shredding/before-truncation': { during: 'work', again: true, at: keys('PRAGMA wal_checkpoint(TRUNCATE)', 'before') },
  'shredding/after-truncation': { during: 'work', again: true, at: keys('PRAGMA wal_checkpoint(TRUNCATE)', 'after') },

  'start/before-marker': { during: 'start', at: { call: 'renameSync', path: 'klagegang.json', when: 'before' } },
  'start/after-marker': { during: 'start', at: { call: 'renameSync', path: 'klagegang.json', when: 'after' } },
  'start/token-secret-before-link': { during: 'start', at: { call: 'linkSync', path: 'token.key', when: 'before' } },
  'start/master-key-half-written': { during: 'start', at: { call: 'writeSync', path: 'master.key.tmp', when: 'torn' } },
  'start/master-key-before-link': { during: 'start', at: { call: 'linkSync', path: 'master.key', when: 'before' } },
  'start/master-key-after-link': { during: 'start', at: { call: 'linkSync', path: 'master.key', when: 'after' } },
  'start/event-tables-before-commit': { during: 'start', at: events('PRAGMA application_id=', 'before') },
  'start/event-tables-after-commit': { during: 'start', at: events('PRAGMA application_id=', 'after') },
  'start/office-keys-half-written': { during: 'start', at: officeKeys('writeSync', 'torn') },
  'start/office-keys-before-rename': { during: 'start', at: officeKeys('renameSync', 'before') },
  'start/office-keys-after-rename': { during: 'start', at: officeKeys('renameSync', 'after') },
  'start/key-tables-before-commit': { during: 'start', at: keys('PRAGMA application_id=', 'before') },
  'start/key-tables-after-commit': { during: 'start', at: keys('PRAGMA application_id=', 'after') },
  'start/shred-list-made': { during: 'start', at: list('openSync', 'after') },
  'start/access-tables-before-commit': {
    during: 'start',
    at: { file: 'access.db', sql: 'PRAGMA application_id=', when: 'before' },
  },
  'start/office-tables-before-commit': {
    during: 'start',
    at: { file: 'office.db', sql: 'PRAGMA application_id=', when: 'before' },
  },
  'start/office-tables-after-commit': {
    during: 'start',
    at: { file: 'office.db', sql: 'PRAGMA application_id=', when: 'after' },
  },

  'backup/file-made': { during: 'backup', at: { call: 'openSync', path: 'events.db', when: 'after' } },
  'backup/file-copied': { during: 'backup', at: { call: 'fsyncSync', path: 'events.db', when: 'before' } },
  'backup/between-files': { during: 'backup', at: { call: 'openSync', path: 'keys.db', when: 'before' } },
  'backup/manifest-half-written': {
    during: 'backup',
    at: { call: 'writeSync', path: 'backup.json.tmp', when: 'torn' },
  },
  'backup/before-manifest': { during: 'backup', at: { call: 'renameSync', path: 'backup.json', when: 'before' } },
  'backup/after-manifest': { during: 'backup', at: { call: 'renameSync', path: 'backup.json', when: 'after' } },

  'restore/file-copied': { during: 'restore', at: { call: 'fsyncSync', path: 'events.db', when: 'before' } },
  'restore/list-copied': { during: 'restore', at: list('fsyncSync', 'after') },
  'restore/after-tombstone': { during: 'restore', at: keys('INSERT OR IGNORE INTO destroyed', 'after') },
  'restore/after-deletion': { during: 'restore', at: keys('DELETE FROM data_key', 'after') },
  'restore/before-shredding-commit': { during: 'restore', at: keys('COMMIT', 'before') },
  'restore/after-shredding-commit': { during: 'restore', at: keys('COMMIT', 'after') },
  'restore/after-truncation': { during: 'restore', at: keys('PRAGMA wal_checkpoint(TRUNCATE)', 'after') },
  'restore/before-note': { during: 'restore', at: { call: 'renameSync', path: 'restored.json', when: 'before' } },
  'restore/before-marker': { during: 'restore', at: { call: 'renameSync', path: 'klagegang.json', when: 'before' } },
  'restore/after-marker': { during: 'restore', at: { call: 'renameSync', path: 'klagegang.json', when: 'after' } },

  'rotation/key-half-written': { during: 'rotate-keys', again: true, at: officeKeys('writeSync', 'torn') },
  'rotation/key-before-rename': { during: 'rotate-keys', again: true, at: officeKeys('renameSync', 'before') },
  'rotation/key-after-rename': { during: 'rotate-keys', again: true, at: officeKeys('renameSync', 'after') },
  'rotation/after-secret': { during: 'rotate-keys', again: true, at: keys('UPDATE secret SET office_key', 'after') },
  'rotation/after-row': { during: 'rotate-keys', at: keys('UPDATE data_key SET office_key', 'after') },
  'rotation/before-commit': { during: 'rotate-keys', again: true, at: keys('COMMIT', 'before') },
  'rotation/after-commit': { during: 'rotate-keys', again: true, at: keys('COMMIT', 'after') },
  'rotation/before-truncation': {
    during: 'rotate-keys',
    again: true,
    at: keys('PRAGMA wal_checkpoint(TRUNCATE)', 'before'),
  },
  'rotation/after-truncation': {
    during: 'rotate-keys',
    again: true,
    at: keys('PRAGMA wal_checkpoint(TRUNCATE)', 'after'),
  },

  'copy/tables-before-commit': { during: 'copy', at: target('PRAGMA application_id=', 'before') },
  'copy/after-insert': { during: 'copy', again: true, at: target('INSERT INTO events', 'after') },
  'copy/before-commit': { during: 'copy', again: true, at: target('COMMIT', 'before') },
  'copy/after-commit': { during: 'copy', again: true, at: target('COMMIT', 'after') },
} as const satisfies { readonly [name: string]: CrashPoint };

export type CrashPointName = keyof typeof crashPoints;
export const crashPointNames = Object.keys(crashPoints) as readonly CrashPointName[];

/** What a process says with its last breath. */
export const lastWords = (name: CrashPointName): string => `crash point ${name}`;

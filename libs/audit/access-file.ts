/** The file of looks: its tables, what keeps them as they were written, and the way here from older formats. */
import { type FileFormat } from '../sqlite/file-format.js';
import { aCitizen } from './access.js';

const neverAgain = `
  CREATE TRIGGER access_is_never_changed BEFORE UPDATE ON access
    BEGIN SELECT RAISE(ABORT, 'an access is never changed'); END;
  CREATE TRIGGER access_is_never_deleted BEFORE DELETE ON access
    BEGIN SELECT RAISE(ABORT, 'an access is never deleted'); END;
  CREATE TRIGGER accessed_case_is_never_changed BEFORE UPDATE ON accessed_case
    BEGIN SELECT RAISE(ABORT, 'an access is never changed'); END;
  CREATE TRIGGER accessed_case_is_never_deleted BEFORE DELETE ON accessed_case
    BEGIN SELECT RAISE(ABORT, 'an access is never deleted'); END;
`;

/**
 * What a list showed, in blocks of about sixteen complaints that many lists have in common: the same page again adds
 * its blocks' numbers and nothing else, and one with a line more a block of it.
 */
const blocks = `
  CREATE TABLE block (number INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE) STRICT;
  CREATE TABLE block_case (
    complaint TEXT NOT NULL,
    block INTEGER NOT NULL REFERENCES block (number),
    PRIMARY KEY (complaint, block)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE accessed_block (
    block INTEGER NOT NULL REFERENCES block (number),
    access INTEGER NOT NULL REFERENCES access (number),
    PRIMARY KEY (block, access)
  ) STRICT, WITHOUT ROWID;
  ${['block', 'block_case', 'accessed_block']
    .map(
      (table) => `
  CREATE TRIGGER ${table}_is_never_changed BEFORE UPDATE ON ${table}
    BEGIN SELECT RAISE(ABORT, 'an access is never changed'); END;
  CREATE TRIGGER ${table}_is_never_deleted BEFORE DELETE ON ${table}
    BEGIN SELECT RAISE(ABORT, 'an access is never deleted'); END;`,
    )
    .join('')}
`;
/**
 * What supervision needs beside a look, what was drawn and judged, and what is left of entries whose time is over. An
 * entry may go only once a row of `forgotten` says so, and that row bears the office's mark (decision 32).
 */
const supervised = `
  ALTER TABLE access ADD COLUMN request TEXT;
  ALTER TABLE access ADD COLUMN department TEXT;
  ALTER TABLE access ADD COLUMN fields TEXT;
  ALTER TABLE access ADD COLUMN terms TEXT;
  ALTER TABLE access ADD COLUMN marks TEXT;
  CREATE INDEX case_of_access ON accessed_case (access);
  CREATE INDEX block_of_access ON accessed_block (access);
  CREATE INDEX case_of_block ON block_case (block);
  CREATE TABLE draw (
    week TEXT PRIMARY KEY, at TEXT NOT NULL, seed TEXT NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, looks INTEGER NOT NULL, mac TEXT NOT NULL
  ) STRICT;
  CREATE TABLE drawn (
    access INTEGER PRIMARY KEY REFERENCES access (number), week TEXT NOT NULL REFERENCES draw (week),
    reasons TEXT NOT NULL
  ) STRICT;
  CREATE INDEX drawn_of_week ON drawn (week, access);
  CREATE TABLE judgement (
    number INTEGER PRIMARY KEY AUTOINCREMENT, access INTEGER NOT NULL REFERENCES drawn (access),
    at TEXT NOT NULL, by TEXT NOT NULL, role TEXT NOT NULL, finding TEXT NOT NULL, note TEXT, mac TEXT NOT NULL
  ) STRICT;
  CREATE INDEX judgement_of_access ON judgement (access, number);
  CREATE TABLE forgotten (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, before TEXT NOT NULL, through INTEGER NOT NULL,
    entries INTEGER NOT NULL, judgements INTEGER NOT NULL, digest TEXT NOT NULL, mac TEXT NOT NULL
  ) STRICT;
  ${(
    [
      ['access', 'number'],
      ['accessed_case', 'access'],
      ['accessed_block', 'access'],
      ['draw', 'last'],
      ['drawn', 'access'],
      ['judgement', 'access'],
    ] as const
  )
    .map(
      ([table, entry]) => `
  DROP TRIGGER IF EXISTS ${table}_is_never_deleted;
  CREATE TRIGGER ${table}_is_never_deleted BEFORE DELETE ON ${table}
    WHEN OLD.${entry} > (SELECT coalesce(max(through), 0) FROM forgotten)
    BEGIN SELECT RAISE(ABORT, 'an access is never deleted'); END;`,
    )
    .join('')}
  ${(
    [
      ['block', 'number'],
      ['block_case', 'block'],
    ] as const
  )
    .map(
      ([table, block]) => `
  DROP TRIGGER ${table}_is_never_deleted;
  CREATE TRIGGER ${table}_is_never_deleted BEFORE DELETE ON ${table}
    WHEN EXISTS (SELECT 1 FROM accessed_block WHERE block = OLD.${block})
    BEGIN SELECT RAISE(ABORT, 'an access is never deleted'); END;`,
    )
    .join('')}
  CREATE TRIGGER forgotten_is_never_deleted BEFORE DELETE ON forgotten
    BEGIN SELECT RAISE(ABORT, 'an access is never deleted'); END;
  ${['draw', 'drawn', 'judgement', 'forgotten']
    .map(
      (table) => `
  CREATE TRIGGER ${table}_is_never_changed BEFORE UPDATE ON ${table}
    BEGIN SELECT RAISE(ABORT, 'an access is never changed'); END;`,
    )
    .join('')}
`;

export const accessFile: FileFormat = {
  what: 'access log',
  applicationId: 0x4b474163 /* KGAc */,
  version: 6,
  create: (db) => {
    db.exec(`
    CREATE TABLE access (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      at TEXT NOT NULL, by TEXT NOT NULL, role TEXT NOT NULL, purpose TEXT NOT NULL, what TEXT NOT NULL, mac TEXT
    ) STRICT;
    CREATE TABLE accessed_case (
      complaint TEXT NOT NULL,
      access INTEGER NOT NULL REFERENCES access (number),
      PRIMARY KEY (complaint, access)
    ) STRICT, WITHOUT ROWID;
    ${neverAgain}
    ${blocks}
  `);
    db.exec(supervised);
  },
  migrations: {
    1: (db) =>
      db.exec(`
      DROP TRIGGER looks_are_never_changed;
      DROP TRIGGER looks_are_never_deleted;
      DROP TRIGGER shown_is_never_changed;
      DROP TRIGGER shown_is_never_deleted;
      ALTER TABLE looks RENAME TO access;
      ALTER TABLE shown RENAME TO accessed_case;
      ALTER TABLE accessed_case RENAME COLUMN look TO access;
      ${neverAgain}
    `),
    // Citizens' own ids, which were kept: overwritten, not only unlinked.
    2: (db) => {
      db.exec(`
      PRAGMA secure_delete = ON;
      DROP TRIGGER access_is_never_changed;
      DROP TRIGGER access_is_never_deleted;
      DROP TRIGGER accessed_case_is_never_changed;
      DROP TRIGGER accessed_case_is_never_deleted;
      `);
      db.prepare("UPDATE access SET by = ? WHERE role = 'citizen'").run(aCitizen);
      db.exec(neverAgain);
    },
    3: (db) => db.exec(blocks),
    // Entries of before have none.
    4: (db) => db.exec('ALTER TABLE access ADD COLUMN mac TEXT'),
    5: (db) => db.exec(supervised),
  },
};

/**
 * Who looked at which case, when and why: written before the first byte leaves, kept apart from the events, never
 * changed (promises.md, I14).
 */
import { createHash } from 'node:crypto';
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { GroupCommit } from '../sqlite/group-commit.js';
import { openDatabase } from '../sqlite/open-database.js';
import { type FileFormat } from '../sqlite/file-format.js';

export const purposes = ['handling', 'audit', 'supervision', 'accessRequest'] as const;
export type Purpose = (typeof purposes)[number];

/** What stands for a citizen who looks: never an id, which no destruction of keys would reach. */
export const aCitizen = 'citizen';

export interface Access {
  /** RFC 3339, UTC; of a talk that is no case, midnight of the local day. */
  readonly at: string;
  /** Who of the office or of a department; of a citizen, whose token opens one complaint, `aCitizen`. */
  readonly by: string;
  readonly role: string;
  readonly purpose: Purpose;
  /**
   * What was shown: `case`, `history`, `replay`, `letter 0`, `document 3-1`, `worklist`, `search`, `destructions`,
   * `access package`, `access log`.
   */
  readonly what: string;
}

/** Nothing is ever put before another or taken away, so a place in the order stays what it is. */
export interface AccessPage {
  readonly skip: number;
  readonly limit: number;
}

export interface AccessLog {
  /** Durable when it resolves. @throws StoreUnavailable nothing may be shown */
  record(access: Access, complaints: readonly string[]): Promise<void>;
  /** Of a complaint, in the order in which they were made; all of them unless a page is asked for. */
  of(complaint: string, page?: AccessPage): readonly Access[];
  /** Why nothing can be recorded, and so nothing be shown; undefined while all is well. */
  readonly trouble?: string | undefined;
  close(): Promise<void>;
}

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
/** Up to so many complaints are written down one by one. */
const few = 8;

/** The same complaints are in the same blocks, whatever stands between others of the list. */
export function blocksOf(complaints: Iterable<string>): readonly (readonly string[])[] {
  const found: string[][] = [[]];
  for (const complaint of [...complaints].sort()) {
    found.at(-1)!.push(complaint);
    // Ids are random: one in sixteen ends a block.
    if (complaint.endsWith('0')) found.push([]);
  }
  return found.filter(({ length }) => length > 0);
}

export const accessFile: FileFormat = {
  what: 'access log',
  applicationId: 0x4b474163 /* KGAc */,
  version: 5,
  create: (db) =>
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
  `),
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
  },
};

/** What the keyed hash of an entry is made of: all that it says, and which complaints were shown (decision 29). */
export const accessText = ({ at, by, role, purpose, what }: Access, shown: Iterable<string>): string =>
  JSON.stringify([at, by, role, purpose, what, [...shown].sort()]);

/**
 * It may use the space that the other writers leave free: without it nothing can be shown.
 * @param mac under the office's secret for entries, kept with each
 * @param room before an entry becomes durable: a promise where it has to wait
 * @throws DatabaseRefused with a sentence for the operator
 */
export function openAccessLog(
  path: string,
  mac: (text: string) => string,
  room: () => Promise<void> | undefined = () => undefined,
): EmbeddedAccessLog {
  const writer = new GroupCommit(
    { open: () => openDatabase(path, { format: accessFile }), prepare: writing },
    { reserveBytes: 0 },
  );
  let reader: DatabaseSync | undefined;
  try {
    reader = openDatabase(path, { format: accessFile, readOnly: true });
    return new EmbeddedAccessLog(writer, reader, mac, room);
  } catch (error) {
    reader?.close();
    writer.disconnect();
    throw error;
  }
}

export class EmbeddedAccessLog implements AccessLog {
  readonly #ofCase: StatementSync;
  readonly #last: StatementSync;

  constructor(
    private readonly writer: GroupCommit<Writing>,
    private readonly reader: DatabaseSync,
    private readonly mac: (text: string) => string,
    private readonly room: () => Promise<void> | undefined,
  ) {
    this.#ofCase = reader.prepare(`
      SELECT at, by, role, purpose, what FROM access WHERE number IN (
        SELECT access FROM accessed_case WHERE complaint = ?1
        UNION ALL
        SELECT access FROM block_case JOIN accessed_block USING (block) WHERE complaint = ?1
      ) ORDER BY number LIMIT ?2 OFFSET ?3`);
    this.#last = reader.prepare('SELECT max(number) FROM access');
  }

  get trouble(): string | undefined {
    return this.writer.trouble;
  }

  async record(access: Access, complaints: readonly string[]): Promise<void> {
    const waiting = this.room();
    if (waiting) await waiting;
    const shown = new Set(complaints);
    const mac = this.mac(accessText(access, shown));
    return this.writer.run(({ addAccess, addCase, addAccessedBlock, ...use }) => {
      const { lastInsertRowid } = addAccess.run(access.at, access.by, access.role, access.purpose, access.what, mac);
      if (shown.size <= few) for (const complaint of shown) addCase.run(complaint, lastInsertRowid);
      else for (const block of blocksOf(shown)) addAccessedBlock.run(numberOf(block, use), lastInsertRowid);
    });
  }

  of(complaint: string, { skip, limit }: AccessPage = { skip: 0, limit: -1 }): readonly Access[] {
    return this.#ofCase.all(complaint, limit, skip).map((row) => ({ ...row }) as unknown as Access);
  }

  /** Number of the last entry; 0 when there is none. */
  last(): number {
    return Number(Object.values(this.#last.get()!)[0] ?? 0);
  }

  close(): Promise<void> {
    return this.writer.close(this.reader);
  }
}

/** Of a block that is there, or is there now. */
function numberOf(
  block: readonly string[],
  { findBlock, addBlock, addBlockCase }: Pick<Writing, 'findBlock' | 'addBlock' | 'addBlockCase'>,
): number | bigint {
  const hash = createHash('sha256').update(block.join('\n')).digest();
  const known = findBlock.get(hash);
  if (known) return Number(known['number']);
  const { lastInsertRowid } = addBlock.run(hash);
  for (const complaint of block) addBlockCase.run(complaint, lastInsertRowid);
  return lastInsertRowid;
}

type Writing = ReturnType<typeof writing>;
const writing = (db: DatabaseSync) => ({
  findBlock: db.prepare('SELECT number FROM block WHERE hash = ?'),
  addBlock: db.prepare('INSERT INTO block (hash) VALUES (?)'),
  addBlockCase: db.prepare('INSERT INTO block_case (complaint, block) VALUES (?, ?)'),
  addAccessedBlock: db.prepare('INSERT INTO accessed_block (block, access) VALUES (?, ?)'),
  addAccess: db.prepare('INSERT INTO access (at, by, role, purpose, what, mac) VALUES (?, ?, ?, ?, ?, ?)'),
  addCase: db.prepare('INSERT INTO accessed_case (complaint, access) VALUES (?, ?)'),
});

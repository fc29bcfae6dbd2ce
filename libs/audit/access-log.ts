/**
 * Who looked at which case, when and why: written before the first byte leaves, kept apart from the events, never
 * changed (promises.md, I14).
 */
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { GroupCommit } from '../sqlite/group-commit.js';
import { openDatabase } from '../sqlite/open-database.js';
import { type FileFormat } from '../sqlite/file-format.js';

export const purposes = ['handling', 'audit', 'supervision', 'accessRequest'] as const;
export type Purpose = (typeof purposes)[number];

export interface Look {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly by: string;
  readonly role: string;
  readonly purpose: Purpose;
  /**
   * What was shown: `case`, `history`, `replay`, `letter 0`, `document 3-1`, `worklist`, `search`, `access package`,
   * `access log`.
   */
  readonly what: string;
}

export interface AccessLog {
  /** Durable when it resolves. @throws StoreUnavailable nothing may be shown */
  record(look: Look, complaints: readonly string[]): Promise<void>;
  of(complaint: string): readonly Look[];
  /** Why nothing can be recorded, and so nothing be shown; undefined while all is well. */
  readonly trouble?: string | undefined;
  close(): Promise<void>;
}

export const accessFile: FileFormat = {
  what: 'access log',
  applicationId: 0x4b474163 /* KGAc */,
  version: 1,
  create: (db) =>
    db.exec(`
    CREATE TABLE looks (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, by TEXT NOT NULL, role TEXT NOT NULL, purpose TEXT NOT NULL, what TEXT NOT NULL) STRICT;
    CREATE TABLE shown (complaint TEXT NOT NULL, look INTEGER NOT NULL REFERENCES looks (number), PRIMARY KEY (complaint, look)) STRICT, WITHOUT ROWID;
    CREATE TRIGGER looks_are_never_changed BEFORE UPDATE ON looks BEGIN SELECT RAISE(ABORT, 'a look is never changed'); END;
    CREATE TRIGGER looks_are_never_deleted BEFORE DELETE ON looks BEGIN SELECT RAISE(ABORT, 'a look is never deleted'); END;
    CREATE TRIGGER shown_is_never_changed BEFORE UPDATE ON shown BEGIN SELECT RAISE(ABORT, 'a look is never changed'); END;
    CREATE TRIGGER shown_is_never_deleted BEFORE DELETE ON shown BEGIN SELECT RAISE(ABORT, 'a look is never deleted'); END;
  `),
};

/**
 * It may use the space that the other writers leave free: without it nothing can be looked at.
 * @throws DatabaseRefused with a sentence for the operator
 */
export function openAccessLog(path: string): AccessLog {
  const writer = new GroupCommit(
    { open: () => openDatabase(path, { format: accessFile }), prepare: writing },
    { reserveBytes: 0 },
  );
  let reader: DatabaseSync | undefined;
  try {
    reader = openDatabase(path, { format: accessFile, readOnly: true });
    return new EmbeddedAccessLog(writer, reader);
  } catch (error) {
    reader?.close();
    writer.disconnect();
    throw error;
  }
}

class EmbeddedAccessLog implements AccessLog {
  readonly #ofCase: StatementSync;

  constructor(
    private readonly writer: GroupCommit<Writing>,
    private readonly reader: DatabaseSync,
  ) {
    this.#ofCase = reader.prepare(
      'SELECT at, by, role, purpose, what FROM looks JOIN shown ON look = number WHERE complaint = ? ORDER BY number',
    );
  }

  get trouble(): string | undefined {
    return this.writer.trouble;
  }

  async record(look: Look, complaints: readonly string[]): Promise<void> {
    return this.writer.run(({ addLook, addShown }) => {
      const { lastInsertRowid } = addLook.run(look.at, look.by, look.role, look.purpose, look.what);
      for (const complaint of new Set(complaints)) addShown.run(complaint, lastInsertRowid);
    });
  }

  of(complaint: string): readonly Look[] {
    return this.#ofCase.all(complaint).map((row) => ({ ...row }) as unknown as Look);
  }

  close(): Promise<void> {
    return this.writer.close(this.reader);
  }
}

type Writing = ReturnType<typeof writing>;
const writing = (db: DatabaseSync) => ({
  addLook: db.prepare('INSERT INTO looks (at, by, role, purpose, what) VALUES (?, ?, ?, ?, ?)'),
  addShown: db.prepare('INSERT INTO shown (complaint, look) VALUES (?, ?)'),
});

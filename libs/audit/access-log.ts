/** Who looked at which case, when and why: written before the first byte leaves, kept apart from the events, never changed (promises.md, I14). */
import { GroupCommit } from '../event-store/embedded/group-commit.js';
import { openDatabase } from '../event-store/embedded/open-database.js';
import { type FileFormat } from '../event-store/embedded/file-format.js';

export const purposes = ['handling', 'audit', 'supervision', 'accessRequest'] as const;
export type Purpose = (typeof purposes)[number];

export interface Look {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly by: string;
  readonly role: string;
  readonly purpose: Purpose;
  /** What was shown: `case`, `history`, `replay`, `letter 0`, `document 3-1`, `worklist`, `search`, `access package`, `access log`. */
  readonly what: string;
}

export interface AccessLog {
  /** Durable when it resolves. @throws StoreUnavailable nothing may be shown */
  record(look: Look, complaints: readonly string[]): Promise<void>;
  of(complaint: string): readonly Look[];
  close(): Promise<void>;
}

const format: FileFormat = {
  what: 'access log', applicationId: 0x4b474163 /* KGAc */, version: 1,
  create: (db) => db.exec(`
    CREATE TABLE looks (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, by TEXT NOT NULL, role TEXT NOT NULL, purpose TEXT NOT NULL, what TEXT NOT NULL) STRICT;
    CREATE TABLE shown (complaint TEXT NOT NULL, look INTEGER NOT NULL REFERENCES looks (number), PRIMARY KEY (complaint, look)) STRICT, WITHOUT ROWID;
    CREATE TRIGGER looks_are_never_changed BEFORE UPDATE ON looks BEGIN SELECT RAISE(ABORT, 'a look is never changed'); END;
    CREATE TRIGGER looks_are_never_deleted BEFORE DELETE ON looks BEGIN SELECT RAISE(ABORT, 'a look is never deleted'); END;
    CREATE TRIGGER shown_is_never_changed BEFORE UPDATE ON shown BEGIN SELECT RAISE(ABORT, 'a look is never changed'); END;
    CREATE TRIGGER shown_is_never_deleted BEFORE DELETE ON shown BEGIN SELECT RAISE(ABORT, 'a look is never deleted'); END;
  `),
};

/** @throws DatabaseRefused with a sentence for the operator */
export function openAccessLog(path: string): AccessLog {
  const db = openDatabase(path, { format });
  const writer = new GroupCommit(db);
  const addLook = db.prepare('INSERT INTO looks (at, by, role, purpose, what) VALUES (?, ?, ?, ?, ?)');
  const addShown = db.prepare('INSERT INTO shown (complaint, look) VALUES (?, ?)');
  const ofCase = db.prepare('SELECT at, by, role, purpose, what FROM looks JOIN shown ON look = number WHERE complaint = ? ORDER BY number');
  return {
    record: (look, complaints) => writer.run(() => {
      const { lastInsertRowid } = addLook.run(look.at, look.by, look.role, look.purpose, look.what);
      for (const complaint of new Set(complaints)) addShown.run(complaint, lastInsertRowid);
    }),
    of: (complaint) => ofCase.all(complaint).map((row) => ({ ...row }) as unknown as Look),
    close: async () => { await writer.close(); db.close(); },
  };
}

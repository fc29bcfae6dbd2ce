/**
 * Which cells of a decided year are hidden, in a file beside the read models: after a restart, or in another thread,
 * the same numbers need not be decided again. Kept by the content that was decided on, so that nothing here is ever out
 * of date, and no number of anybody is in it; of publications the changes too, which are places of coded values in
 * their lists. What cannot be kept or read is decided again.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type FileFormat } from '../../sqlite/file-format.js';
import { openDatabase } from '../../sqlite/open-database.js';
import { DatabaseRefused, isDamage, isSqliteError } from '../../sqlite/sqlite-errors.js';

/** What was decided before, by the content of its year. */
export interface DecidedBefore {
  /** One number for each cell, 1 where it is hidden. */
  find(content: string): Uint8Array | undefined;
  keep(content: string, hidden: Uint8Array): void;
}

const decidedFile: FileFormat = {
  what: 'file of decided years',
  applicationId: 0x4b474446, // KGDF
  version: 1,
  create: (db) =>
    db.exec(
      'CREATE TABLE decided (content TEXT NOT NULL PRIMARY KEY, hidden BLOB NOT NULL, seal BLOB NOT NULL, used INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    ),
};
/** Years of a population, as they were at one time: a few kilobytes each. Those that were used last. */
const mostYears = 5000;
const forgottenAtOnce = 500;
/** Uses are counted: the highest is the last. */
const next = '(SELECT coalesce(max(used), 0) + 1 FROM decided)';

export class DecidedFile implements DecidedBefore {
  private readonly known: StatementSync;
  private readonly touch: StatementSync;
  private readonly add: StatementSync;
  private readonly forget: StatementSync;

  private constructor(private readonly db: DatabaseSync) {
    this.known = db.prepare('SELECT hidden, seal FROM decided WHERE content = ?');
    this.touch = db.prepare(`UPDATE decided SET used = ${next} WHERE content = ?`);
    this.add = db.prepare(`INSERT OR REPLACE INTO decided (content, hidden, seal, used) VALUES (?, ?, ?, ${next})`);
    this.forget = db.prepare(
      `DELETE FROM decided WHERE content IN (SELECT content FROM decided ORDER BY used LIMIT ${forgottenAtOnce})
         AND (SELECT count(*) FROM decided) > ${mostYears}`,
    );
  }

  /** One that is damaged is made anew. Undefined where none can be made, as on a full disk. */
  static open(path: string): DecidedFile | undefined {
    const open = () => new DecidedFile(openDatabase(path, { secureDelete: true, derived: true, format: decidedFile }));
    try {
      return open();
    } catch (error) {
      if (!isRefused(error)) throw error;
      if (isDamage((error as Error).cause ?? error))
        for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
    }
    try {
      return open();
    } catch (error) {
      if (!isRefused(error)) throw error;
      return undefined;
    }
  }

  find(content: string): Uint8Array | undefined {
    return this.orNothing(() => {
      const row = this.known.get(content);
      if (!row) return undefined;
      const hidden = row.hidden as Uint8Array;
      if (!timingSafeEqual(sealOf(content, hidden), row.seal as Uint8Array)) return undefined;
      this.touch.run(content);
      return new Uint8Array(inflateRawSync(hidden));
    });
  }

  keep(content: string, hidden: Uint8Array): void {
    this.orNothing(() => {
      const packed = deflateRawSync(hidden);
      this.add.run(content, packed, sealOf(content, packed));
      this.forget.run();
    });
  }

  close(): void {
    this.db.close();
  }

  /** A full disk or a damaged page costs the time of a decision. */
  private orNothing<Found>(work: () => Found): Found | undefined {
    try {
      return work();
    } catch (error) {
      if (isSqliteError(error)) return undefined;
      throw error;
    }
  }
}

const isRefused = (error: unknown): boolean => error instanceof DatabaseRefused || isSqliteError(error);

/** Of what was written for this content: a bit that turned on the disk must not show what is to be hidden. */
const sealOf = (content: string, hidden: Uint8Array): Uint8Array =>
  createHash('sha256').update(content).update(hidden).digest();

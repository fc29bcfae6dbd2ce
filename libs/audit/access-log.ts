/**
 * Who looked at which case, when and why: written before the first byte leaves, kept apart from the events, never
 * changed (promises.md, I14).
 */
import { createHash } from 'node:crypto';
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { GroupCommit } from '../sqlite/group-commit.js';
import { openDatabase } from '../sqlite/open-database.js';
import { accessFile } from './access-file.js';
import { accessOf, rowOf, type Access, type AccessRow } from './access.js';
import { SupervisedLooks, supervising } from './supervised-looks.js';
import { accessText } from './written.js';

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
  /** For those who watch over it; not where looks are not kept. */
  readonly supervised?: SupervisedLooks;
  /** Why nothing can be recorded, and so nothing be shown; undefined while all is well. */
  readonly trouble?: string | undefined;
  close(): Promise<void>;
}

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
    // What is forgotten is overwritten.
    { open: () => openDatabase(path, { format: accessFile, secureDelete: true }), prepare: writing },
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
  readonly supervised: SupervisedLooks;

  constructor(
    private readonly writer: GroupCommit<Writing>,
    private readonly reader: DatabaseSync,
    private readonly mac: (text: string) => string,
    private readonly room: () => Promise<void> | undefined,
  ) {
    this.#ofCase = reader.prepare(`
      SELECT at, by, role, purpose, what, request, department, fields, terms, marks FROM access WHERE number IN (
        SELECT access FROM accessed_case WHERE complaint = ?1
        UNION ALL
        SELECT access FROM block_case JOIN accessed_block USING (block) WHERE complaint = ?1
      ) ORDER BY number LIMIT ?2 OFFSET ?3`);
    this.#last = reader.prepare('SELECT max(number) FROM access');
    this.supervised = new SupervisedLooks(reader, this.writer, mac);
  }

  get trouble(): string | undefined {
    return this.writer.trouble;
  }

  async record(access: Access, complaints: readonly string[]): Promise<void> {
    const waiting = this.room();
    if (waiting) await waiting;
    const shown = new Set(complaints);
    const row = rowOf(access);
    const mac = this.mac(accessText(row, shown));
    return this.writer.run(({ addAccess, addCase, addAccessedBlock, ...use }) => {
      const { at, by, role, purpose, what, request, department, fields, terms, marks } = row;
      const { lastInsertRowid } = addAccess.run(
        ...[at, by, role, purpose, what, request, department, fields, terms, marks, mac],
      );
      if (shown.size <= few) for (const complaint of shown) addCase.run(complaint, lastInsertRowid);
      else for (const block of blocksOf(shown)) addAccessedBlock.run(numberOf(block, use), lastInsertRowid);
    });
  }

  of(complaint: string, { skip, limit }: AccessPage = { skip: 0, limit: -1 }): readonly Access[] {
    return this.#ofCase.all(complaint, limit, skip).map((row) => accessOf(row as unknown as AccessRow));
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
  ...supervising(db),
  findBlock: db.prepare('SELECT number FROM block WHERE hash = ?'),
  addBlock: db.prepare('INSERT INTO block (hash) VALUES (?)'),
  addBlockCase: db.prepare('INSERT INTO block_case (complaint, block) VALUES (?, ?)'),
  addAccessedBlock: db.prepare('INSERT INTO accessed_block (block, access) VALUES (?, ?)'),
  addAccess: db.prepare(
    `INSERT INTO access (at, by, role, purpose, what, request, department, fields, terms, marks, mac)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  addCase: db.prepare('INSERT INTO accessed_case (complaint, access) VALUES (?, ?)'),
});

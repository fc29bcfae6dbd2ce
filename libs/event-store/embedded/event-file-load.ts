import { type DatabaseSync } from 'node:sqlite';
import { resolve } from 'node:path';
import { finishLoading, openDatabase } from '../../sqlite/open-database.js';
import { isConstraint, LogDamaged } from '../../sqlite/sqlite-errors.js';
import { encode } from '../encode.js';
import { type Appended, type EventStore, type ExpectedRevision, type NewRecord } from '../port.js';
import { constraints, eventFileToLoad, exact } from './event-file.js';

/**
 * A new event file that is filled in one go, in the order of its log, by nobody else and for nobody who waits: what a
 * log must keep to is checked at its end, once for all of it, and so are its indexes made. A file that was not finished
 * is to be thrown away.
 */
export class EventFileLoad implements Pick<EventStore, 'append'> {
  readonly #db: DatabaseSync;
  readonly #insert;
  readonly #turn;
  #waiting = 0;

  /** @throws DatabaseRefused */
  constructor(path: string) {
    this.#db = openDatabase(resolve(path), { format: eventFileToLoad, loading: true });
    this.#insert = exact(
      this.#db,
      'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#turn = { begin: this.#db.prepare('BEGIN'), commit: this.#db.prepare('COMMIT') };
    this.#turn.begin.run();
  }

  /** Taken as it says: whether the stream was there is asked in `finish`. @throws TypeError, AppendTooLarge */
  async append(
    stream: string,
    records: readonly NewRecord[],
    { expectedRevision }: { readonly expectedRevision: ExpectedRevision },
  ): Promise<Appended> {
    let [revision, position] = [expectedRevision === 'noStream' ? -1 : expectedRevision, 0n];
    for (const { id, type, data, metadata } of encode(stream, records, expectedRevision)) {
      revision += 1;
      position = this.#insert.run(stream, revision, id, type, data, metadata).lastInsertRowid as bigint;
    }
    this.#waiting += records.length;
    if (this.#waiting >= eventsInACommit) this.#commit();
    return { revision, position, repeated: false };
  }

  /**
   * Makes it an event file like any other, and durable. @throws LogDamaged an event or a revision is there twice, or is
   * missing
   */
  finish(): void {
    const file = this.#db.location();
    try {
      this.#db.exec(constraints);
    } catch (error) {
      if (!isConstraint(error)) throw error;
      throw new LogDamaged(`${file} cannot be finished: an id, or a revision of a stream, was appended twice.`, {
        cause: error,
      });
    }
    const [hole] = this.#db
      .prepare(
        'SELECT stream FROM events GROUP BY stream HAVING min(revision) <> 0 OR max(revision) <> count(*) - 1 LIMIT 1',
      )
      .all();
    if (hole) throw new LogDamaged(`${file} cannot be finished: of ${String(hole['stream'])} a revision is missing.`);
    this.#turn.commit.run();
    finishLoading(this.#db);
  }

  /** As it is. */
  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #commit(): void {
    this.#turn.commit.run();
    this.#turn.begin.run();
    this.#waiting = 0;
  }
}

const eventsInACommit = 20_000;

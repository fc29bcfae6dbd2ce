/**
 * Read models from the first event on, beside those in use: complaint by complaint, each folded once and each row
 * written once. What is done is noted with the rows, so that a build that was cut off goes on.
 */
import { rmSync } from 'node:fs';
import { sql, type Transaction } from 'kysely';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { streamReader } from '../event-store/by-stream.js';
import { type EventReader, type StoredRecord, type StreamRange } from '../event-store/port.js';
import { retrying } from './away.js';
import { Batch } from './batch.js';
import { insertMany } from './database/bulk.js';
import { type Tables as Database } from './database/views-database.js';
import { buildProgress, noteBegun, noteFilled, type BuildProgress } from './build-progress.js';
import { Fold, type Hindered } from './fold.js';
import { entryOf, numberedRecord, positionOf, streamOf, typesThatRegister, type LogEntry } from './log-entry.js';
import { LastStream, nothingYet } from './memory-of-streams.js';
import { caseNumbers, Numbering, numbersBetween, numbersIn } from './numbering.js';
import { Projector, type ActiveModel, type ProjectorParts } from './projector.js';
import { type ReadModel } from './read-model.js';
import {
  addIndexes,
  beginGeneration,
  building,
  checkpointAt,
  endBuilding,
  entries,
  inUse,
  moveCheckpoint,
  physicalName,
  hinderedStreams,
  hinderStream,
  type Generation,
} from './registry.js';
import { columnsOfTable, WholeRows, type RowsOf } from './whole-rows.js';

export interface Progress {
  /** A model's name, or `read models` where several are built at once. */
  readonly model: string;
  readonly done: bigint;
  readonly of: bigint;
}
export interface Log {
  readonly store: EventReader;
  /** @throws UnreadableEvent */
  readonly read: (record: StoredRecord) => ComplaintEvent;
}

/** Events of one transaction: small enough that a write beside it hardly waits. */
const page = 2000;

/** Somebody asked it to stop; what is done stays, and the next build of the same models goes on. */
export class BuildStopped extends Error {
  override readonly name = 'BuildStopped';
}

export interface BuildParts extends Omit<ProjectorParts, 'numbering'> {
  readonly log: Log;
  readonly remember?: number;
  readonly tell: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  readonly openFolders?: OpenFolders;
}

/** Whole complaints as they are at a position of the log, for another thread to fold into a file. */
export interface FoldTask extends StreamRange {
  readonly upTo: bigint;
  readonly numbers: ReadonlyMap<bigint, string>;
  readonly stopped: ReadonlyMap<string, bigint>;
  /** Where the rows go; made anew. */
  readonly path: string;
}

export interface FoldedPart {
  readonly events: number;
  readonly hindered: ReadonlyMap<string, Hindered>;
}

/** Threads that fold. */
export interface Folders {
  readonly threads: number;
  /** Events of a range, about. */
  readonly rangeEvents: number;
  fold(task: FoldTask): Promise<FoldedPart>;
  close(): Promise<void>;
}

/**
 * @param models names of those that are to be built
 * @param events at the most that there are
 * @returns undefined where they are too few
 */
export type OpenFolders = (models: readonly string[], events: number) => Folders | undefined;

/** Whole complaints, folded. */
interface Filled {
  /** The last of their streams. */
  readonly after: string;
  readonly events: number;
  readonly hindered: ReadonlyMap<string, Hindered>;
  write(tx: Transaction<Database>): Promise<void>;
  /** The rows are in this file. */
  readonly path?: string;
}

export class Build {
  /** In the log up to where it is built. */
  private events: bigint;

  private constructor(
    private readonly parts: BuildParts,
    private readonly active: readonly ActiveModel[],
    private progress: BuildProgress,
    /** The table that has the numbers of all cases that these models will see. */
    private readonly numbers: string,
  ) {
    this.events = parts.log.store.numbersEvents ? progress.upTo : 0n;
  }

  /**
   * Goes on with what was begun of these same models, or begins. @returns a projector that stands at the position up to
   * which the log has been taken in, and moves these models on from there
   * @param upTo for a build that begins
   * @throws BuildStopped
   */
  static async run(parts: BuildParts, models: readonly ReadModel[], upTo: bigint): Promise<Projector> {
    const { db, remember } = parts;
    const active = (await begun(parts, models)) ?? (await begin(parts, models, upTo));
    const progress = (await buildProgress(db.read))!;
    const numbers = await numbersTable(parts, active);
    const build = new Build(parts, active, progress, numbers);
    let at = (await checkpointAt(db.read, building))!.position;
    if (at === 0n) {
      await build.fill();
      at = progress.upTo;
    }
    const numbering = new Numbering(db, numbers);
    await numbering.begin(at);
    return new Projector({ ...parts, numbering }, active, at, {
      ...(remember === undefined ? {} : { remember }),
      stopped: await hinderedStreams(db.read, 'stopped'),
      unopened: await hinderedStreams(db.read, 'unopened'),
      checkpoint: building,
    });
  }

  private async fill(): Promise<void> {
    const { db, tell, signal } = this.parts;
    const { upTo } = this.progress;
    for await (const filled of this.complaints()) {
      const next = { after: filled.after, done: this.progress.done + filled.events };
      await retrying(() => this.take(filled, next));
      this.progress = { ...this.progress, ...next };
      tell({ model: nameOf(this.active), done: BigInt(next.done), of: this.events });
      if (signal?.aborted) throw new BuildStopped('the build of the read models was stopped');
    }
    for (const { model, made } of this.active)
      if (model !== caseNumbers) await db.write((tx) => addIndexes(tx, model, made));
    await db.write((tx) => moveCheckpoint(tx, building, 0n, { position: upTo, reactions: 0n }));
  }

  private async take(filled: Filled, next: Omit<BuildProgress, 'upTo'>): Promise<void> {
    const { db } = this.parts;
    const { hindered, path } = filled;
    const work = async (tx: Transaction<Database>): Promise<void> => {
      await noteFilled(tx, this.progress.after, next);
      await filled.write(tx);
      for (const [stream, { position, kind }] of hindered) await hinderStream(tx, stream, position, kind);
    };
    await (path === undefined ? db.write(work) : db.parts!.write(path, work));
  }

  private async *complaints(): AsyncGenerator<Filled> {
    const { log, db, openFolders } = this.parts;
    const { upTo } = this.progress;
    const folded = this.active.filter(({ model }) => model !== caseNumbers);
    const stopped = await hinderedStreams(db.read, 'stopped');
    const names = folded.map(({ model }) => model.name);
    const folders =
      db.parts && log.store.streamRanges && names.length > 0 ? openFolders?.(names, Number(upTo)) : undefined;
    if (folders) yield* this.inThreads(folders, folded, stopped);
    else yield* this.here(folded, stopped);
  }

  private async *here(folded: readonly ActiveModel[], stopped: ReadonlyMap<string, bigint>): AsyncGenerator<Filled> {
    const { store, read } = this.parts.log;
    const { upTo } = this.progress;
    const models = folded.map(({ model }) => model);
    const { read: readStreams, events } = await retrying(() => streamReader(store, upTo));
    this.events = BigInt(events);
    for (let { after } = this.progress; ;) {
      const records = await retrying(() => readStreams({ after, upTo, limit: page }));
      const last = records.at(-1);
      if (!last) return;
      const seen = records.map((record) => entryOf(record, read));
      const numbers = await numbersIn(this.parts.db.read, this.numbers, seen);
      const { rows, hindered } = await retrying(() => foldWhole(models, seen, numbers, stopped));
      yield { after: last.stream, events: records.length, hindered, write: (tx) => insertAll(tx, folded, rows) };
      after = last.stream;
    }
  }

  /** Each thread has a range, and as many wait, so that none does; they are taken over in their order. */
  private async *inThreads(
    folders: Folders,
    folded: readonly ActiveModel[],
    stopped: ReadonlyMap<string, bigint>,
  ): AsyncGenerator<Filled> {
    const { db, log } = this.parts;
    const { after, upTo } = this.progress;
    const parts = db.parts!;
    parts.clear();
    try {
      const ranges = await retrying(() => log.store.streamRanges!({ after, upTo, events: folders.rangeEvents }));
      const ahead: Promise<Filled>[] = [];
      const begin = async (range: StreamRange, number: number): Promise<Filled> => {
        const path = parts.path(number);
        const numbers = await numbersBetween(db.read, this.numbers, range);
        const { events, hindered } = await folders.fold({ ...range, upTo, numbers, stopped, path });
        return { after: range.to, events, hindered, path, write: (tx) => takeOver(tx, folded) };
      };
      for (const [number, range] of ranges.entries()) {
        const next = begin(range, number);
        // It is heard when its turn comes.
        next.catch(() => undefined);
        ahead.push(next);
        if (ahead.length < 2 * folders.threads) continue;
        yield* this.finished(await ahead.shift()!);
      }
      for (const each of ahead) yield* this.finished(await each);
    } finally {
      await folders.close();
      parts.clear();
    }
  }

  private *finished(filled: Filled): Generator<Filled> {
    yield filled;
    rmSync(filled.path!, { force: true });
  }
}

/** Whole complaints, one after the other. */
export async function foldWhole(
  models: readonly ReadModel[],
  seen: readonly LogEntry[],
  numbers: ReadonlyMap<bigint, string>,
  stopped: ReadonlyMap<string, bigint>,
): Promise<{ readonly rows: ReadonlyMap<string, RowsOf>; readonly hindered: ReadonlyMap<string, Hindered> }> {
  const sink = new WholeRows(models);
  // What is not in memory has not had an event yet.
  const fold: Fold = new Fold(models, {
    recall: (stream) => nothingYet(fold.caseModels, stream),
    past: (stream, upTo) =>
      seen.flatMap((each) =>
        'event' in each && streamOf(each) === stream && positionOf(each) <= upTo ? [each.event] : [],
      ),
    memory: new LastStream(),
  });
  const hindered = await fold.take(seen, numbers, stopped, sink);
  return { rows: sink.end(), hindered };
}

async function insertAll(
  tx: Transaction<Database>,
  active: readonly ActiveModel[],
  rows: ReadonlyMap<string, RowsOf>,
): Promise<void> {
  for (const { model, made } of active)
    for (const name of Object.keys(model.tables)) {
      const { columns, rows: all } = rows.get(name)!;
      await insertMany(tx, physicalName(name, made), columns, all);
    }
}

/** Of the file that is attached. */
async function takeOver(tx: Transaction<Database>, active: readonly ActiveModel[]): Promise<void> {
  for (const { model, made } of active)
    for (const [name, table] of Object.entries(model.tables)) {
      const columns = columnsOfTable(table).map((column) => sql.ref(column));
      const list = sql.join(columns);
      const into = sql.ref(`main.${physicalName(name, made)}`);
      await sql`insert into ${into} (${list}) select ${list} from ${sql.ref(`part.${name}`)} order by rowid`.execute(
        tx,
      );
    }
}

/** The generations of an earlier build of the same models, of which it is known how far they are. */
async function begun({ db }: BuildParts, models: readonly ReadModel[]): Promise<readonly ActiveModel[] | undefined> {
  if ((await buildProgress(db.read)) === undefined) return undefined;
  const left = (await entries(db.read)).filter(({ checkpoint }) => checkpoint === building);
  const active = models.flatMap((model) => {
    const made = left.find(({ name, version }) => name === model.name && version === model.version);
    return made ? [{ model, made }] : [];
  });
  return active.length === models.length && left.length === models.length ? active : undefined;
}

async function begin(parts: BuildParts, models: readonly ReadModel[], upTo: bigint): Promise<readonly ActiveModel[]> {
  const { db } = parts;
  // What is left of a build of others.
  await db.write(endBuilding);
  const active = await db.write(async (tx) => {
    const made: ActiveModel[] = [];
    for (const model of models) made.push({ model, made: await beginGeneration(tx, model) });
    return made;
  });
  const numbered = active.find(({ model }) => model === caseNumbers);
  if (numbered) await numberAll(parts, numbered.made, upTo);
  await db.write((tx) => noteBegun(tx, upTo));
  return active;
}

/** Gives the numbers of all cases in the order of the log, of which nothing else is looked at. */
async function numberAll({ db, log }: BuildParts, made: Generation, upTo: bigint): Promise<void> {
  const name = Object.keys(caseNumbers.tables)[0]!;
  const [physical, table] = [physicalName(name, made), caseNumbers.tables[name]!];
  const numbering = new Numbering(db, physical);
  for (let after = 0n; after < upTo;) {
    const records = await retrying(() => log.store.readAll({ after, limit: page, types: typesThatRegister }));
    const seen = records.filter(({ position }) => position <= upTo).map(numberedRecord);
    const batch = new Batch(new Map([[name, { table, physical }]]));
    for (const [position, number] of await numbering.number(seen)) {
      const { unreadable: stream } = seen.find((each) => each.position === position)!;
      void caseNumbers.apply({ stream, position, number } as never, batch);
    }
    await retrying(() => db.write((tx) => batch.write(tx)));
    numbering.committed();
    if (seen.length < page) break;
    after = records.at(-1)!.position;
  }
  await db.write((tx) => addIndexes(tx, caseNumbers, made));
}

async function numbersTable({ db }: BuildParts, active: readonly ActiveModel[]): Promise<string> {
  const made = active.find(({ model }) => model === caseNumbers)?.made ?? (await inUse(db.read, caseNumbers))!;
  return physicalName(Object.keys(caseNumbers.tables)[0]!, made);
}

export const nameOf = (models: readonly ActiveModel[]): string =>
  models.length === 1 ? models[0]!.model.name : 'read models';

/**
 * The read models of one office: opened where they were left, built where they are missing, rebuilt beside themselves
 * while they are read.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type EventReader, type Position, type StoredRecord } from '../event-store/port.js';
import { awayBy, retrying } from './away.js';
import { type ViewsDatabase } from './database/views-database.js';
import { caseNumbers, Numbering } from './numbering.js';
import { Projector, type ActiveModel, type ProjectorParts } from './projector.js';
import { type ReadModel } from './read-model.js';
import {
  addIndexes,
  beginGeneration,
  building,
  checkpointAt,
  endBuilding,
  inUse,
  leaveBehind,
  live,
  moveCheckpoint,
  prepare,
  stoppedByAField,
  retryStopped,
  hinderedStreams,
  swapIn,
} from './registry.js';
import { type Projecting } from './runner.js';
import { entryOf, numberedRecord, type LogEntry } from './log-entry.js';
import { swap } from './swap.js';

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

export interface OpenOptions {
  /** Told of what is built before it is open. */
  readonly tell?: (progress: Progress) => void;
  /** Bytes for complaints whose folds are kept in memory. */
  readonly remember?: number;
}

/** Events of one transaction of a rebuild: small enough that a write beside it hardly waits. */
const page = 2000;
const forgetAgainMs = 1000;

export class OfficeViews implements Projecting {
  /** False when the rows that are read have changed places and the projector does not know. */
  private isAttached = true;
  /** Something was erased that may still be in the files. */
  private owesPurge = false;
  private forgettingAgain: NodeJS.Timeout | undefined;

  private constructor(
    readonly db: ViewsDatabase,
    private readonly log: Log,
    private readonly models: readonly ReadModel[],
    private readonly parts: ProjectorParts,
    private readonly remembering: { readonly remember?: number },
    private projector: Projector,
    /** Up to here the reactions owe nothing. */
    readonly reactionCheckpoint: Position,
  ) {}

  /** @param others the models besides the case numbers, which every office has */
  static async open(
    db: ViewsDatabase,
    log: Log,
    others: readonly ReadModel[],
    { tell = () => undefined, remember }: OpenOptions = {},
  ): Promise<OfficeViews> {
    const models = [caseNumbers, ...others];
    await prepare(db);
    // What a build left that was interrupted.
    await db.write(endBuilding);
    await retryStoppedStreams(db, log);
    await db.write((tx) => leaveBehind(tx, models));
    const { position, reactions } = (await checkpointAt(db.read, live))!;
    const missing: ReadModel[] = [];
    for (const model of models) if ((await inUse(db.read, model))?.checkpoint !== live) missing.push(model);
    const isFirst = position === 0n && missing.length === models.length;
    const parts: ProjectorParts = {
      db,
      past: (stream, upTo) => pastOf(log, stream, upTo),
      numbering: new Numbering(db),
    };
    if (isFirst)
      await db.write(async (tx) => {
        for (const model of models) {
          const made = await beginGeneration(tx, model);
          await addIndexes(tx, model, made);
          await swapIn(tx, model, made);
        }
        await endBuilding(tx);
      });
    const views = new OfficeViews(
      db,
      log,
      models,
      parts,
      remember === undefined ? {} : { remember },
      new Projector(parts, [], 0n),
      reactions,
    );
    if (!isFirst && missing.length > 0) {
      const built = await views.fill(missing, position, tell);
      await views.show(built);
    }
    await views.attach(position);
    await views.purgeDeleted();
    return views;
  }

  get position(): Position {
    return this.projector.position;
  }
  get stoppedStreams(): ReadonlyMap<string, Position> {
    return new Map([...this.projector.unopenedStreams, ...this.projector.stoppedStreams]);
  }

  async apply(seen: readonly LogEntry[], upTo: Position, reactionCheckpoint: Position): Promise<void> {
    this.owesPurge ||= seen.some(
      (each) => 'event' in each && (each.event.type === 'KeysShredded' || each.event.type === 'CaseErased'),
    );
    if (!this.isAttached) await this.attach(this.position);
    const { position } = this;
    if (upTo > position) await this.projector.apply(seen, upTo, reactionCheckpoint);
    else await this.db.write((tx) => moveCheckpoint(tx, live, position, { position, reactions: reactionCheckpoint }));
    if (this.owesPurge) await this.purgeDeleted();
  }

  /**
   * Builds these read models, or all, from the first event, beside the ones that are read meanwhile, and swaps them in.
   * @param between runs its work while nothing else is applied
   */
  async rebuild(
    between: <Result>(work: () => Promise<Result>) => Promise<Result>,
    {
      only,
      tell = () => undefined,
    }: { readonly only?: readonly string[]; readonly tell?: (progress: Progress) => void } = {},
  ): Promise<void> {
    const chosen = this.models.filter(({ name }) => only === undefined || only.includes(name));
    const built = await this.fill(chosen, this.position, tell);
    await between(async () => {
      built.stopAt(this.projector.stoppedStreams);
      await this.follow(built, this.position, tell);
      this.isAttached = false;
      await this.show(built);
      await this.attach(this.position);
    });
    await this.purgeDeleted();
  }

  /**
   * What was erased is to be in no file. A reader may stand in the way, or the database be away: then again until it is
   * done.
   */
  private async purgeDeleted(): Promise<void> {
    try {
      this.owesPurge = !(await this.db.purgeDeleted());
    } catch (error) {
      if (awayBy(error) === undefined) throw error;
      this.owesPurge = true;
    }
    if (this.owesPurge) this.forgetLater();
  }

  private forgetLater(): void {
    this.forgettingAgain ??= setTimeout(() => {
      this.forgettingAgain = undefined;
      // It is owed still, and tried at the next batch.
      this.purgeDeleted().catch(() => undefined);
    }, forgetAgainMs).unref();
  }

  private async show(built: Projector): Promise<void> {
    for (const { model, made } of built.models) await swap(this.db, model, made);
    await this.db.write(endBuilding);
  }

  /** These models from the first event up to a position, beside those in use. */
  private async fill(
    models: readonly ReadModel[],
    upTo: bigint,
    tell: (progress: Progress) => void,
  ): Promise<Projector> {
    // What an earlier attempt left unfinished.
    await this.db.write(endBuilding);
    const active: ActiveModel[] = [];
    for (const model of models) active.push({ model, made: await this.db.write((tx) => beginGeneration(tx, model)) });
    const numbering = new Numbering(this.db);
    await numbering.begin(models.includes(caseNumbers) ? 0n : upTo);
    const projector = new Projector({ ...this.parts, numbering }, active, 0n, {
      ...this.remembering,
      stopped: await hinderedStreams(this.db.read, 'stopped'),
      checkpoint: building,
    });
    if (this.log.store.readStreams) {
      if (models.includes(caseNumbers)) await this.numberAll(numbering, upTo);
      await this.fillByStream(projector, upTo, tell);
    } else await this.follow(projector, upTo, tell);
    for (const { model, made } of active) await this.db.write((tx) => addIndexes(tx, model, made));
    return projector;
  }

  /** Gives the numbers of all cases in the order of the log, of which nothing else is looked at. */
  private async numberAll(numbering: Numbering, upTo: bigint): Promise<void> {
    for (let after = 0n; after < upTo;) {
      const records = await retrying(() => this.log.store.readAll({ after, limit: page }));
      if (records.length === 0) return;
      await numbering.number(records.filter(({ position }) => position <= upTo).map(numberedRecord));
      after = records.at(-1)!.position;
    }
  }

  private async fillByStream(projector: Projector, upTo: bigint, tell: (progress: Progress) => void): Promise<void> {
    const { store, read } = this.log;
    let done = 0n;
    for (let after = ''; ;) {
      const records = await retrying(() => store.readStreams!({ after, upTo, limit: page }));
      const last = records.at(-1);
      if (!last) break;
      await retrying(() => projector.fill(records.map((record) => entryOf(record, read))));
      after = last.stream;
      done += BigInt(records.length);
      tell({ model: nameOf(projector), done, of: upTo });
    }
    await projector.filled(upTo);
  }

  private async follow(projector: Projector, upTo: bigint, tell: (progress: Progress) => void): Promise<void> {
    while (projector.position < upTo) {
      await retrying(async () => {
        const found = await this.log.store.readAll({ after: projector.position, limit: page });
        const records = found.filter(({ position }) => position <= upTo);
        const last = records.at(-1)?.position ?? upTo;
        await projector.apply(
          records.map((record) => entryOf(record, this.log.read)),
          records.length < page ? upTo : last,
        );
      });
      tell({ model: nameOf(projector), done: projector.position, of: upTo });
    }
  }

  private async attach(position: bigint): Promise<void> {
    await this.parts.numbering.begin(position);
    const active: ActiveModel[] = [];
    for (const model of this.models) {
      const entry = await inUse(this.db.read, model);
      if (!entry) throw new Error(`the read model ${model.name}@${model.version} has no tables in use`);
      active.push({ model, made: entry });
    }
    this.projector = new Projector(this.parts, active, position, {
      ...this.remembering,
      stopped: await hinderedStreams(this.db.read, 'stopped'),
      unopened: await hinderedStreams(this.db.read, 'unopened'),
    });
    this.isAttached = true;
  }
}

const nameOf = ({ models }: Projector): string => (models.length === 1 ? models[0]!.model.name : 'read models');

/**
 * Streams that stood still and that this program reads further than the one that stopped them: the read models are
 * built as if nothing had been.
 */
async function retryStoppedStreams(db: ViewsDatabase, log: Log): Promise<void> {
  const able = new Set(await stoppedByAField(db.read));
  for (const [stream, position] of await hinderedStreams(db.read, 'stopped'))
    if (!able.has(stream) && (await unreadableIn(log, stream)) !== position) able.add(stream);
  if (able.size > 0) await db.write((tx) => retryStopped(tx, [...able], caseNumbers.name));
}

/** The position of the first event of a stream that cannot be read, or does not follow on the one before it. */
async function unreadableIn(log: Log, stream: string): Promise<bigint | undefined> {
  const records = await log.store.readStream(stream);
  return records.find((record, place) => record.revision !== place || !('event' in entryOf(record, log.read)))
    ?.position;
}

/** What of a stream is in the rows already; an event that cannot be read ends it. */
async function pastOf(log: Log, stream: string, upTo: bigint): Promise<readonly ComplaintEvent[]> {
  const past: ComplaintEvent[] = [];
  for (const record of await log.store.readStream(stream)) {
    if (record.position > upTo) break;
    const seen = entryOf(record, log.read);
    if (!('event' in seen)) break;
    past.push(seen.event);
  }
  return past;
}

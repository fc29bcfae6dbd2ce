/**
 * The read models of one office: opened where they were left, built where they are missing, rebuilt beside themselves
 * while they are read.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type Position } from '../event-store/port.js';
import { Mutex } from '../platform/mutex.js';
import { awayBy, retrying } from './away.js';
import { Build, nameOf, type Log, type OpenFolders, type Progress } from './build.js';
import { type ViewsDatabase } from './database/views-database.js';
import { entryOf, type LogEntry } from './log-entry.js';
import { caseNumbers, Numbering } from './numbering.js';
import { Projector, type ActiveModel, type ProjectorParts } from './projector.js';
import { type ReadModel } from './read-model.js';
import {
  addIndexes,
  beginAnew,
  beginGeneration,
  checkpointAt,
  endBuilding,
  entries,
  inUse,
  leaveBehind,
  live,
  moveCheckpoint,
  none,
  prepare,
  stoppedByAField,
  retryStopped,
  hinderedStreams,
} from './registry.js';
import { type Building, type Projecting } from './runner.js';
import { continuedFrom } from './same-log.js';
import { swap } from './swap.js';
import { columnsOfTable } from './whole-rows.js';

export { type Log, type Progress } from './build.js';

/** Runs its work while nothing else is applied. */
export type Between = <Result>(work: () => Promise<Result>) => Promise<Result>;

export interface OpenOptions {
  /** Told of what is built. */
  readonly tell?: (progress: Progress) => void;
  /** Bytes for complaints whose folds are kept in memory. */
  readonly remember?: number;
  /** Where there are no read models a log up to this position is followed from its beginning, which is quicker. */
  readonly followUpTo?: Position;
  /** Threads that a long build is shared among. */
  readonly openFolders?: OpenFolders;
  /** Looks at what was built before the answers cease to say that something may be missing. */
  readonly whenBuilt?: () => Promise<void>;
}

/** Events of one transaction while what was built comes to the end of the log. */
const page = 2000;
const forgetAgainMs = 1000;

export class OfficeViews implements Projecting {
  /** Models that are not followed until they are built. */
  private missing: readonly ReadModel[] = [];
  private progress: Building | undefined;
  private readonly buildTurns = new Mutex();
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
    private readonly remembering: Pick<OpenOptions, 'remember' | 'openFolders'>,
    private projector: Projector,
    /** Up to here the reactions owe nothing. */
    readonly reactionCheckpoint: Position,
    private readonly tell: (progress: Progress) => void,
    private readonly whenBuilt: () => Promise<void>,
  ) {}

  /**
   * Returns at once; what is missing is built by `build`, and shown as it was or empty until then.
   * @param others the models besides the case numbers, which every office has
   */
  static async open(
    db: ViewsDatabase,
    log: Log,
    others: readonly ReadModel[],
    {
      tell = () => undefined,
      remember,
      followUpTo = 10_000n,
      whenBuilt = async () => undefined,
      openFolders,
    }: OpenOptions = {},
  ): Promise<OfficeViews> {
    const models = [caseNumbers, ...others];
    await prepare(db);
    const isOther = await beginOtherLog(db, log);
    await retryStoppedStreams(db, log);
    await db.write((tx) => leaveBehind(tx, models));
    const { position, reactions } = (await checkpointAt(db.read, live))!;
    const missing = await missingOf(db, models);
    const isFirst = position === 0n && missing.length === models.length;
    const end = isFirst ? await retrying(() => log.store.end()) : undefined;
    const head = end?.position ?? 0n;
    const isShort = isFirst && (end === undefined || (log.store.numbersEvents && head <= followUpTo));
    for (const model of missing) await showUnbuilt(db, model, isShort ? live : none, isOther);
    // From here on events are new to the models that are built; the reactions see the log from its beginning.
    if (end && !isShort) await db.write((tx) => moveCheckpoint(tx, live, 0n, { position: head, reactions: 0n }, end));
    const parts: ProjectorParts = {
      db,
      past: (stream, upTo) => pastOf(log, stream, upTo),
      numbering: new Numbering(db),
    };
    const views = new OfficeViews(
      db,
      log,
      models,
      parts,
      { ...(remember === undefined ? {} : { remember }), ...(openFolders ? { openFolders } : {}) },
      new Projector(parts, [], 0n),
      reactions,
      tell,
      whenBuilt,
    );
    views.missing = isShort ? [] : missing;
    await views.attach(isFirst ? (isShort ? 0n : head) : position);
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

  /** Names of the models that are to be built. */
  get missingModels(): readonly string[] {
    return this.missing.map(({ name }) => name);
  }
  /** How far what is missing has come; undefined where nothing is. */
  get building(): Building | undefined {
    if (this.missing.length === 0) return undefined;
    return this.progress ?? this.notBegun;
  }

  /** Where positions do not count events, it is not known before they are read how many there are. */
  private get notBegun(): Building {
    return { done: 0n, of: this.log.store.numbersEvents ? this.position : 0n };
  }

  /**
   * Builds what is missing, beside what is shown, and swaps it in. A build that was cut off goes on, in this process or
   * the next.
   * @throws BuildStopped by the signal
   */
  async build(between: Between, signal?: AbortSignal): Promise<void> {
    await this.buildTurns.run(async () => {
      if (this.missing.length > 0) await this.buildBeside(this.missing, between, this.tell, signal);
      else if ((await entries(this.db.read)).some(({ inUse: isShown }) => !isShown)) {
        await this.db.write(endBuilding);
        await this.purgeDeleted();
      }
    });
  }

  /**
   * Builds these read models, or all, from the first event, beside the ones that are read meanwhile, and swaps them in.
   * One that was cut off goes on.
   */
  async rebuild(
    between: Between,
    {
      only,
      tell = () => undefined,
    }: { readonly only?: readonly string[]; readonly tell?: (progress: Progress) => void } = {},
  ): Promise<void> {
    const chosen = this.models.filter(({ name }) => only === undefined || only.includes(name));
    await this.buildTurns.run(() => this.buildBeside(chosen, between, tell));
  }

  private async buildBeside(
    models: readonly ReadModel[],
    between: Between,
    tell: (progress: Progress) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const { db, parts, log, remembering } = this;
    const told = (progress: Progress): void => {
      this.progress = { done: progress.done, of: progress.of };
      tell(progress);
    };
    this.progress = this.notBegun;
    const built = await Build.run(
      { db, past: parts.past, log, ...remembering, tell: told, ...(signal ? { signal } : {}) },
      models,
      this.position,
    );
    await this.follow(built, this.position, told);
    await between(async () => {
      built.stopAt(this.projector.stoppedStreams);
      await this.follow(built, this.position, told);
      this.isAttached = false;
      for (const { model, made } of built.models) await swap(db, model, made);
      await db.write(endBuilding);
      await this.attach(this.position);
      await this.whenBuilt();
      this.missing = this.missing.filter((model) => !models.includes(model));
      this.progress = undefined;
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
      if (this.log.store.numbersEvents) tell({ model: nameOf(projector.models), done: projector.position, of: upTo });
    }
  }

  private async attach(position: bigint): Promise<void> {
    await this.parts.numbering.begin(position);
    const active: ActiveModel[] = [];
    for (const model of this.models) {
      const entry = await inUse(this.db.read, model);
      if (entry?.checkpoint === live) active.push({ model, made: entry });
    }
    this.projector = new Projector(this.parts, active, position, {
      ...this.remembering,
      stopped: await hinderedStreams(this.db.read, 'stopped'),
      unopened: await hinderedStreams(this.db.read, 'unopened'),
    });
    this.isAttached = true;
  }
}

/**
 * Where the rows are of another log than this one they are begun anew. Where the place up to which they had seen it is
 * none of its records any more they go on behind the last event that is in them: nothing of the office lies between.
 * @returns whether they are of another log
 */
async function beginOtherLog(db: ViewsDatabase, { store }: Log): Promise<boolean> {
  const stands = (await checkpointAt(db.read, live))!;
  const from = await retrying(() => continuedFrom(db.read, store));
  if (from === stands.position) return false;
  if (from === undefined) {
    await db.write(beginAnew);
    return true;
  }
  const reactions = stands.reactions < from ? stands.reactions : from;
  await db.write((tx) => moveCheckpoint(tx, live, stands.position, { position: from, reactions }));
  return false;
}

/** Models without tables that are kept in step with the log. Without their numbers no case can be entered in any. */
async function missingOf(db: ViewsDatabase, models: readonly ReadModel[]): Promise<readonly ReadModel[]> {
  const missing: ReadModel[] = [];
  for (const model of models) if ((await inUse(db.read, model))?.checkpoint !== live) missing.push(model);
  return missing.includes(caseNumbers) ? models : missing;
}

/**
 * A model that is not built can be asked: it is shown as it was, or empty where it was not, or not so, or where its
 * rows name positions of another log.
 */
async function showUnbuilt(
  db: ViewsDatabase,
  model: ReadModel,
  checkpoint: typeof live | typeof none,
  isOther: boolean,
): Promise<void> {
  const shown = (await entries(db.read)).find(({ name, inUse: isShown }) => name === model.name && isShown);
  if (!isOther && shown && (await canBeAsked(db, model))) return;
  const made = await db.write(async (tx) => {
    const begun = await beginGeneration(tx, model);
    await addIndexes(tx, model, begun);
    return begun;
  });
  await swap(db, model, made, checkpoint);
}

async function canBeAsked(db: ViewsDatabase, model: ReadModel): Promise<boolean> {
  for (const [name, table] of Object.entries(model.tables)) {
    const asked = db.read
      .selectFrom(name)
      .select([...columnsOfTable(table)])
      .limit(0);
    if (
      !(await asked.execute().then(
        () => true,
        () => false,
      ))
    )
      return false;
  }
  return true;
}

/**
 * Streams that stood still and that this program reads further than the one that stopped them: the read models are
 * built as if nothing had been.
 */
async function retryStoppedStreams(db: ViewsDatabase, log: Log): Promise<void> {
  const able = new Set(await stoppedByAField(db.read));
  for (const [stream, position] of await hinderedStreams(db.read, 'stopped'))
    if (!able.has(stream) && (await unreadableIn(log, stream)) !== position) able.add(stream);
  if (able.size > 0)
    await db.write(async (tx) => {
      await retryStopped(tx, [...able], caseNumbers.name);
      await endBuilding(tx);
    });
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

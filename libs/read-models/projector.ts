/** Applies events to read models: rows and checkpoint in one transaction, each event once (laws 3 and 4). */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { Batch, type Targets } from './batch.js';
import { type ViewsDatabase } from './database/views-database.js';
import { Fold } from './fold.js';
import { MemoryOfStreams, refold, type Remembered } from './memory-of-streams.js';
import { numberedEvent, type Numbering } from './numbering.js';
import { type ReadModel } from './read-model.js';
import {
  checkpointAt,
  live,
  moveCheckpoint,
  physicalName,
  hinderedStreams,
  hinderStream,
  type Checkpoint,
  type Generation,
} from './registry.js';
import { placeOf, positionOf, type LogEntry } from './log-entry.js';

export { type LogEntry } from './log-entry.js';

export interface ActiveModel {
  readonly model: ReadModel;
  readonly made: Generation;
}

/** The events of a stream up to and with this position, as they are stored. */
export type Past = (stream: string, upTo: bigint) => Promise<readonly ComplaintEvent[]>;

export interface ProjectorParts {
  readonly db: ViewsDatabase;
  readonly past: Past;
  readonly numbering: Numbering;
}

export interface ProjectorOptions {
  /** Bytes for complaints whose states are kept in memory; the others are folded again when they move. */
  readonly remember?: number;
  readonly stopped?: ReadonlyMap<string, bigint>;
  readonly unopened?: ReadonlyMap<string, bigint>;
  /** Whose position these models are at; that of all models in use where it is left out. */
  readonly checkpoint?: string;
}

/** Read models that stand at the same position and move together. */
export class Projector {
  private readonly fold: Fold;
  private readonly targets: Targets;
  private readonly checkpoint: string;

  /** Streams of which a field could not be opened, and where: what opens it lacks it, and all else goes on. */
  private unopened: Map<string, bigint>;
  /**
   * Streams with an event that could not be read, and its position; of a rebuild also those that it has yet to come to.
   */
  private stopped: Map<string, bigint>;
  /**
   * Where a write that failed would have ended: a connection that broke during the commit leaves open whether it did.
   */
  private attempted: bigint | undefined;

  constructor(
    private readonly parts: ProjectorParts,
    private readonly active: readonly ActiveModel[],
    private at: bigint,
    { remember = 16 * 2 ** 20, stopped = new Map(), unopened = new Map(), checkpoint = live }: ProjectorOptions = {},
  ) {
    this.checkpoint = checkpoint;
    this.stopped = new Map(stopped);
    this.unopened = new Map(unopened);
    this.fold = new Fold(
      active.map(({ model }) => model),
      { memory: new MemoryOfStreams(remember), recall: (stream, upTo) => this.recall(stream, upTo), past: parts.past },
    );
    this.targets = new Map(
      active.flatMap(({ model, made }) =>
        Object.entries(model.tables).map(
          ([name, table]) => [name, { table, physical: physicalName(name, made) }] as const,
        ),
      ),
    );
  }

  /** Everything up to here is in the rows. */
  get position(): bigint {
    return this.at;
  }
  get models(): readonly ActiveModel[] {
    return this.active;
  }
  get stoppedStreams(): ReadonlyMap<string, bigint> {
    return this.stopped;
  }
  get unopenedStreams(): ReadonlyMap<string, bigint> {
    return this.unopened;
  }

  /** Stops where another has stopped. */
  stopAt(stopped: ReadonlyMap<string, bigint>): void {
    for (const [stream, position] of stopped) this.stopped.set(stream, position);
  }

  /**
   * Everything after `position` and up to `upTo`. @throws CheckpointTaken; whatever is thrown, nothing of the batch is
   * in the rows, unless the connection broke during the commit: the same call again finds out
   * @param reactions up to here the reactions owe nothing
   */
  async apply(seen: readonly LogEntry[], upTo: bigint, reactions = 0n): Promise<void> {
    if (this.attempted !== undefined) await this.settle(this.attempted);
    const fresh = seen.filter((each) => positionOf(each) > this.at);
    try {
      await this.write(fresh, { position: upTo, reactions });
      this.parts.numbering.committed();
      this.at = upTo;
    } catch (error) {
      this.attempted = upTo;
      throw error;
    }
  }

  private async write(fresh: readonly LogEntry[], to: Checkpoint): Promise<void> {
    const batch = new Batch(this.targets);
    const last = fresh.at(-1);
    const numbers = await this.parts.numbering.number(fresh);
    const hindered = await this.fold.take(fresh, numbers, this.stopped, batch);
    await this.parts.db.write(async (tx) => {
      // First, so that of two loops on one database the later one waits here and then writes nothing.
      await moveCheckpoint(tx, this.checkpoint, this.at, to, last && placeOf(last));
      await batch.write(tx);
      for (const [stream, { position, kind }] of hindered) await hinderStream(tx, stream, position, kind);
    });
    for (const [stream, { position, kind }] of hindered) {
      if (kind === 'stopped') this.stopped.set(stream, position);
      else if (!this.unopened.has(stream)) this.unopened.set(stream, position);
    }
  }

  /** After a failure nothing in memory counts: what the database holds does. */
  private async settle(attempted: bigint): Promise<void> {
    const held = await checkpointAt(this.parts.db.read, this.checkpoint);
    const at = held?.position === attempted ? attempted : this.at;
    this.fold.forget();
    await this.parts.numbering.begin(at);
    this.stopped = new Map(await hinderedStreams(this.parts.db.read, 'stopped'));
    this.unopened = new Map(await hinderedStreams(this.parts.db.read, 'unopened'));
    this.at = at;
    this.attempted = undefined;
  }

  private async recall(stream: string, upTo: bigint): Promise<Remembered> {
    const past = await this.parts.past(stream, upTo);
    const numbers = await this.parts.numbering.number(past.map((event) => ({ event })));
    return refold(
      this.fold.caseModels,
      stream,
      past.map((event) => numberedEvent(event, numbers)),
    );
  }
}

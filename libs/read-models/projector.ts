/** Applies events to read models: rows and checkpoint in one transaction, each event once (laws 3 and 4). */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { SealBroken } from '../privacy/field-cipher.js';
import { Batch, type Targets } from './batch.js';
import { type ViewsDatabase } from './database/views-database.js';
import {
  lastKnown,
  MemoryOfStreams,
  nothingYet,
  refold,
  sinceOf,
  stop,
  take,
  type Remembered,
} from './memory-of-streams.js';
import { caseNumbers, numberedEvent, type Numbering } from './numbering.js';
import {
  isCaseModel,
  type CaseModel,
  type DirectModel,
  type DirectWrites,
  type ReadModel,
  type NumberedEvent,
} from './read-model.js';
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
import { positionOf, recordedOf, streamOf, type LogEntry } from './log-entry.js';

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
  private readonly memory: MemoryOfStreams;
  private readonly caseModels: readonly CaseModel[];
  private readonly directs: readonly DirectModel[];
  private readonly keepsNumbers: boolean;
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
    this.memory = new MemoryOfStreams(remember);
    this.caseModels = active.flatMap(({ model }) => (isCaseModel(model) ? [model] : []));
    this.directs = active.flatMap(({ model }) => (isCaseModel(model) || model === caseNumbers ? [] : [model]));
    this.keepsNumbers = active.some(({ model }) => model === caseNumbers);
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

  /**
   * Whole complaints one after the other, each folded once and each row written once, with its end: while tables are
   * filled that nobody reads. The position does not move before `filled`.
   */
  async fill(seen: readonly LogEntry[]): Promise<void> {
    await this.write(seen, { position: this.at, reactions: 0n });
    this.memory.clear();
  }

  /** Every complaint has been taken up to here. */
  async filled(upTo: bigint): Promise<void> {
    await this.parts.db.write((tx) => moveCheckpoint(tx, this.checkpoint, this.at, { position: upTo, reactions: 0n }));
    this.parts.numbering.committed();
    this.at = upTo;
  }

  private async write(fresh: readonly LogEntry[], to: Checkpoint): Promise<void> {
    const poisoned = new Map<string, bigint>();
    const unopened = new Map<string, bigint>();
    const batch = new Batch(this.targets);
    const numbers = await this.parts.numbering.number(fresh);
    for (const each of fresh) {
      const [stream, position] = [streamOf(each), positionOf(each)];
      if (this.keepsNumbers)
        void caseNumbers.apply({ stream, position, number: numbers.get(position) } as NumberedEvent, batch);
      const stop = poisoned.get(stream) ?? this.stopped.get(stream);
      if (stop !== undefined && position > stop) {
        if ('event' in each) await this.onlyRemove(each.event, batch);
        continue;
      }
      if (
        'event' in each &&
        position !== stop &&
        (await this.take(numberedEvent(each.event, numbers), batch, unopened))
      )
        continue;
      poisoned.set(stream, position);
      await this.halt(stream, position, recordedOf(each), batch);
    }
    await this.parts.db.write(async (tx) => {
      // First, so that of two loops on one database the later one waits here and then writes nothing.
      await moveCheckpoint(tx, this.checkpoint, this.at, to);
      await batch.write(tx);
      for (const [stream, position] of unopened) await hinderStream(tx, stream, position, 'unopened');
      for (const [stream, position] of poisoned) await hinderStream(tx, stream, position, 'stopped');
    });
    for (const [stream, position] of unopened) if (!this.unopened.has(stream)) this.unopened.set(stream, position);
    for (const [stream, position] of poisoned) this.stopped.set(stream, position);
  }

  /** After a failure nothing in memory counts: what the database holds does. */
  private async settle(attempted: bigint): Promise<void> {
    const held = await checkpointAt(this.parts.db.read, this.checkpoint);
    const at = held?.position === attempted ? attempted : this.at;
    this.memory.clear();
    await this.parts.numbering.begin(at);
    this.stopped = new Map(await hinderedStreams(this.parts.db.read, 'stopped'));
    this.unopened = new Map(await hinderedStreams(this.parts.db.read, 'unopened'));
    this.at = at;
    this.attempted = undefined;
  }

  /**
   * False where it does not follow on what is known of its stream. A model that cannot open a field of it goes without,
   * and says so in `unopened`: neither the other models nor the next events have anything to do with it.
   */
  private async take(event: NumberedEvent, batch: Batch, unopened: Map<string, bigint>): Promise<boolean> {
    const remembered =
      this.caseModels.length === 0
        ? undefined
        : event.revision === 0
          ? nothingYet(this.caseModels, event.stream)
          : await this.remembered(event.stream, event.position - 1n);
    if (remembered && event.revision !== remembered.caseState.revision + 1) return false;
    for (const model of this.directs) {
      const later = new BufferedWrites();
      try {
        await model.apply(event, later);
        later.flush(batch);
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
        if (!unopened.has(event.stream)) unopened.set(event.stream, event.position);
      }
    }
    if (!remembered) return true;
    for (const change of take(this.caseModels, remembered, event)) batch.change(event.stream, change, sinceOf(event));
    this.memory.set(event.stream, remembered);
    return true;
  }

  /**
   * Of a complaint that stands still nothing more is shown; but what is to go goes, or destroyed keys would leave their
   * words behind.
   */
  private async onlyRemove(event: ComplaintEvent, batch: Batch): Promise<void> {
    if (event.type !== 'KeysShredded' && event.type !== 'CaseErased') return;
    const remove: DirectWrites = { add: () => undefined, remove: (table, stream) => batch.remove(table, stream) };
    for (const model of this.directs) await model.apply(event, remove);
  }

  /** The line of this complaint stands still from here on, and says so. */
  private async halt(stream: string, position: bigint, when: number | undefined, batch: Batch): Promise<void> {
    const remembered = await this.remembered(stream, position - 1n);
    // No row is known to end before it began.
    const since = { position, recorded: Math.max(when ?? 0, lastKnown(remembered)) };
    for (const change of stop(this.caseModels, remembered, since)) batch.change(stream, change, since);
    this.memory.set(stream, remembered);
  }

  private async remembered(stream: string, upTo: bigint): Promise<Remembered> {
    const known = this.memory.get(stream);
    if (known) return known;
    const past = await this.parts.past(stream, upTo);
    const numbers = await this.parts.numbering.number(past.map((event) => ({ event })));
    return refold(
      this.caseModels,
      stream,
      past.map((event) => numberedEvent(event, numbers)),
    );
  }
}

/** Keeps what a direct model writes until it has taken the event as a whole. */
class BufferedWrites implements DirectWrites {
  private readonly calls: ((batch: DirectWrites) => void)[] = [];

  add(...asked: Parameters<DirectWrites['add']>): void {
    this.calls.push((batch) => batch.add(...asked));
  }
  remove(...asked: Parameters<DirectWrites['remove']>): void {
    this.calls.push((batch) => batch.remove(...asked));
  }
  flush(batch: DirectWrites): void {
    for (const call of this.calls) call(batch);
  }
}

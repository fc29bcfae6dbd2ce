/** Applies events to read models: rows and checkpoint in one transaction, each event once (laws 3 and 4). */
import { type Transaction } from 'kysely';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { Batch, type Targets } from './batch.js';
import { type Tables as Database, type ViewsDatabase } from './database/views-database.js';
import { MemoryOfStreams, moveTo, nothingYet, refold, type Remembered } from './memory-of-streams.js';
import { type Numbering } from './numbering.js';
import { isFold, type DirectModel, type FoldModel, type ReadModel, type Told } from './read-model.js';
import { moveCheckpoint, physicalName, stopStream, type Generation } from './registry.js';

/** What the loop hands on: an event, or the place of one that could not be read. */
export type Seen = { readonly event: ComplaintEvent } | { readonly unreadable: string; readonly position: bigint };

type ToldOf = { readonly event: Told } | Extract<Seen, { readonly unreadable: string }>;
const positionOf = (each: Seen): bigint => ('event' in each ? each.event.position : each.position);

export interface Led {
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

/** Read models that stand at the same position and move together. */
export class Projector {
  private readonly memory: MemoryOfStreams;
  private readonly folds: readonly FoldModel[];
  private readonly directs: readonly DirectModel[];
  private readonly targets: Targets;

  /** Streams with an event that could not be read, and its position. */
  private readonly stopped: Map<string, bigint>;

  constructor(private readonly parts: ProjectorParts, private readonly led: readonly Led[], private at: bigint, { remember = 20_000, stopped = new Map<string, bigint>() }: { readonly remember?: number; readonly stopped?: ReadonlyMap<string, bigint> } = {}) {
    this.stopped = new Map(stopped);
    this.memory = new MemoryOfStreams(remember);
    this.folds = led.flatMap(({ model }) => (isFold(model) ? [model] : []));
    this.directs = led.flatMap(({ model }) => (isFold(model) ? [] : [model]));
    this.targets = new Map(led.flatMap(({ model, made }) => Object.entries(model.tables).map(([name, table]) => [name, { table, physical: physicalName(name, made) }] as const)));
  }

  /** Everything up to here is in the rows. */
  get position(): bigint { return this.at; }
  get models(): readonly Led[] { return this.led; }
  get stoppedStreams(): ReadonlyMap<string, bigint> { return this.stopped; }

  /**
   * Everything after `position` and up to `upTo`. @throws CheckpointTaken; whatever is thrown, nothing of the batch is in the rows
   */
  async apply(seen: readonly Seen[], upTo: bigint, also?: (tx: Transaction<Database>) => Promise<void>): Promise<void> {
    const fresh = seen.filter((each) => positionOf(each) > this.at);
    const halted = new Map<string, bigint>();
    try {
      const batch = new Batch(this.targets);
      for (const each of await this.tell(fresh)) {
        const stream = 'event' in each ? each.event.stream : each.unreadable;
        if (this.stopped.has(stream) || halted.has(stream)) continue;
        const taken = 'event' in each && await this.take(each.event, batch);
        if (!taken) { halted.set(stream, positionOf(each)); await this.halt(stream, positionOf(each), batch); }
      }
      await this.parts.db.write(async (tx) => {
        await batch.write(tx);
        for (const [stream, position] of halted) await stopStream(tx, stream, position);
        for (const { made } of this.led) await moveCheckpoint(tx, made, this.at, upTo);
        await also?.(tx);
      });
      for (const [stream, position] of halted) this.stopped.set(stream, position);
      this.at = upTo;
    } catch (error) {
      this.memory.clear();
      await this.parts.numbering.begin(this.at).catch(() => undefined);
      throw error;
    }
  }

  private async tell(seen: readonly Seen[]): Promise<readonly ToldOf[]> {
    const told = await this.parts.numbering.number(seen.flatMap((each) => ('event' in each ? [each.event] : [])));
    let next = 0;
    return seen.map((each) => ('event' in each ? { event: told[next++]! } : each));
  }

  /** False: it does not follow on what is known of its stream, so it is taken as one that could not be read. */
  private async take(event: Told, batch: Batch): Promise<boolean> {
    const at = { position: event.position, recorded: Date.parse(event.recordedAt) };
    if (this.folds.length > 0) {
      const remembered = event.revision === 0 ? nothingYet(this.folds, event.stream) : await this.remembered(event.stream, event.position - 1n);
      if (event.revision !== remembered.revision + 1) return false;
      remembered.revision = event.revision;
      this.folds.forEach((model, index) => {
        const folded = remembered.folds[index]!;
        for (const change of moveTo(folded, model, model.evolve(folded.state, event), event.position, at.recorded)) batch.change(event.stream, change, at);
      });
      this.memory.set(event.stream, remembered);
    }
    for (const model of this.directs) await model.apply(event, batch);
    return true;
  }

  /** The line of this complaint stands still from here on, and says so. */
  private async halt(stream: string, position: bigint, batch: Batch): Promise<void> {
    const remembered = await this.remembered(stream, position - 1n);
    this.folds.forEach((model, index) => {
      const folded = remembered.folds[index]!;
      const [recorded] = [...folded.rows.values()].map(({ knownFrom }) => knownFrom).sort((a, b) => b - a);
      if (!model.stop || recorded === undefined) return;
      for (const change of moveTo(folded, model, model.stop(folded.state), position, recorded)) batch.change(stream, change, { position, recorded });
    });
    this.memory.set(stream, remembered);
  }

  private async remembered(stream: string, upTo: bigint): Promise<Remembered> {
    const known = this.memory.get(stream);
    if (known) return known;
    return refold(this.folds, stream, await this.parts.numbering.number(await this.parts.past(stream, upTo)));
  }
}

/**
 * Events into changes of rows: the one way in which the read models are folded, live and in a rebuild, so that both
 * come to the same rows.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { putsRight } from '../case/corrected.js';
import { doesNotOpen } from '../privacy/does-not-open.js';
import { type Hindrance } from './registry.js';
import { positionOf, recordedOf, streamOf, type LogEntry } from './log-entry.js';
import {
  lastKnown,
  nothingYet,
  sinceOf,
  stop,
  take,
  type Change,
  type Remembered,
  type Since,
  type StreamMemory,
} from './memory-of-streams.js';
import { caseNumbers, numberedEvent } from './numbering.js';
import {
  isCaseModel,
  type CaseModel,
  type DirectModel,
  type DirectWrites,
  type NumberedEvent,
  type ReadModel,
} from './read-model.js';

/** Takes what becomes of the rows. */
export interface RowSink extends DirectWrites {
  change(stream: string, change: Change, since: Since): void;
}

/** Where an event hinders a complaint, and how far. */
export interface Hindered {
  readonly position: bigint;
  readonly kind: Hindrance;
}

export interface FoldParts {
  /** A complaint that is not in memory, as it was at this position. */
  readonly recall: (stream: string, upTo: bigint) => Remembered | Promise<Remembered>;
  /** Its events up to this position: where one puts another right, the complaint is folded anew. */
  readonly past: (stream: string, upTo: bigint) => readonly ComplaintEvent[] | Promise<readonly ComplaintEvent[]>;
  readonly memory: StreamMemory;
}

/** `unopened`: a model went without a field of the event, and all else has it. */
type Taken = 'yes' | 'unreadable' | 'unopened';

export class Fold {
  readonly caseModels: readonly CaseModel[];
  private readonly directs: readonly DirectModel[];
  private readonly keepsNumbers: boolean;
  private readonly memory: StreamMemory;

  constructor(
    models: readonly ReadModel[],
    private readonly parts: FoldParts,
  ) {
    this.caseModels = models.filter((model) => isCaseModel(model));
    this.directs = models.filter((model): model is DirectModel => !isCaseModel(model) && model !== caseNumbers);
    this.keepsNumbers = models.includes(caseNumbers);
    this.memory = parts.memory;
  }

  /**
   * @param numbers position → number of the events that make a case
   * @param stopped where complaints stand still already
   * @returns those that one of these events stops, or leaves without what a field says
   */
  async take(
    entries: readonly LogEntry[],
    numbers: ReadonlyMap<bigint, string>,
    stopped: ReadonlyMap<string, bigint>,
    sink: RowSink,
  ): Promise<ReadonlyMap<string, Hindered>> {
    const hindered = new Map<string, Hindered>();
    for (const each of entries) {
      const [stream, position] = [streamOf(each), positionOf(each)];
      if (this.keepsNumbers)
        void caseNumbers.apply({ stream, position, number: numbers.get(position) } as NumberedEvent, sink);
      const known = hindered.get(stream);
      const stop = known?.kind === 'stopped' ? known.position : stopped.get(stream);
      if (stop !== undefined && position > stop) {
        if ('event' in each) await this.onlyRemove(each.event, sink);
        continue;
      }
      // No promise is waited for where none is given: most events need none, and there are millions of them.
      const taken = 'event' in each && position !== stop ? this.takeOne(each.event, numbers, sink) : 'unreadable';
      const outcome = typeof taken === 'string' ? taken : await taken;
      if (outcome === 'yes') continue;
      if (outcome === 'unopened') {
        if (!known) hindered.set(stream, { position, kind: 'unopened' });
        continue;
      }
      hindered.set(stream, { position, kind: 'stopped' });
      await this.halt(stream, position, recordedOf(each), sink);
    }
    return hindered;
  }

  forget(): void {
    this.memory.clear();
  }

  private takeOne(sealed: ComplaintEvent, numbers: ReadonlyMap<bigint, string>, sink: RowSink): Taken | Promise<Taken> {
    const event = numberedEvent(sealed, numbers);
    if (this.caseModels.length === 0) return this.write(event, undefined, sink);
    if (putsRight(event)) return this.takeAnew(event, sink);
    if (event.revision === 0) return this.write(event, nothingYet(this.caseModels, event.stream), sink);
    const known = this.memory.get(event.stream) ?? this.parts.recall(event.stream, event.position - 1n);
    return known instanceof Promise
      ? known.then((remembered) => this.write(event, remembered, sink))
      : this.write(event, known, sink);
  }

  private async takeAnew(event: NumberedEvent, sink: RowSink): Promise<Taken> {
    const { stream, position } = event;
    const remembered = this.memory.get(stream) ?? (await this.parts.recall(stream, position - 1n));
    return this.write(event, remembered, sink, await this.parts.past(stream, position));
  }

  private write(
    event: NumberedEvent,
    remembered: Remembered | undefined,
    sink: RowSink,
    history?: readonly ComplaintEvent[],
  ): Taken | Promise<Taken> {
    // It does not follow on what is known of its stream.
    if (remembered && event.revision !== remembered.caseState.revision + 1) return 'unreadable';
    const finish = (isOpened: boolean): Taken => {
      if (remembered) {
        const since = sinceOf(event);
        for (const change of take(this.caseModels, remembered, event, since, history))
          sink.change(event.stream, change, since);
        this.memory.set(event.stream, remembered);
      }
      return isOpened ? 'yes' : 'unopened';
    };
    const waits = this.directs.flatMap((model) => this.writeDirectly(model, event, sink) ?? []);
    if (waits.length === 0) return finish(true);
    return Promise.all(waits).then((opened) => finish(opened.every(Boolean)));
  }

  /** False where it cannot open a field: it goes without the event. */
  private writeDirectly(model: DirectModel, event: NumberedEvent, sink: RowSink): Promise<boolean> | undefined {
    const later = new BufferedWrites();
    const waits = model.apply(event, later);
    if (!(waits instanceof Promise)) {
      later.flush(sink);
      return undefined;
    }
    return waits.then(
      () => {
        later.flush(sink);
        return true;
      },
      (error: unknown) => {
        if (doesNotOpen(error)) return false;
        throw error;
      },
    );
  }

  /**
   * Of a complaint that stands still nothing more is shown; but what is to go goes, or destroyed keys would leave their
   * words behind.
   */
  private async onlyRemove(event: ComplaintEvent, sink: RowSink): Promise<void> {
    if (event.type !== 'KeysShredded' && event.type !== 'CaseErased') return;
    const remove: DirectWrites = { add: () => undefined, remove: (table, stream) => sink.remove(table, stream) };
    for (const model of this.directs) await model.apply(event, remove);
  }

  /** The line of this complaint stands still from here on, and says so. */
  private async halt(stream: string, position: bigint, when: number | undefined, sink: RowSink): Promise<void> {
    const remembered = this.memory.get(stream) ?? (await this.parts.recall(stream, position - 1n));
    // No row is known to end before it began.
    const since = { position, recorded: Math.max(when ?? 0, lastKnown(remembered)) };
    for (const change of stop(this.caseModels, remembered, since)) sink.change(stream, change, since);
    this.memory.set(stream, remembered);
  }
}

/** Keeps what a direct model writes until it has taken the event as a whole. */
class BufferedWrites implements DirectWrites {
  private readonly calls: ((sink: DirectWrites) => void)[] = [];

  add(...asked: Parameters<DirectWrites['add']>): void {
    this.calls.push((sink) => sink.add(...asked));
  }
  remove(...asked: Parameters<DirectWrites['remove']>): void {
    this.calls.push((sink) => sink.remove(...asked));
  }
  flush(sink: DirectWrites): void {
    for (const call of this.calls) call(sink);
  }
}

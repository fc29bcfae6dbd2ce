/** The loops behind as the thread of requests sees them, wherever they run. */
import { type Position } from '../../event-store/port.js';
import { Lag } from '../../read-models/lag.js';
import { type Building, type LoopBehind, type TransientError } from '../../read-models/runner.js';
import { type Office } from '../wiring/office.js';
import { sinceHere, tellError, toldError, type FromBehind, type LoopState, type ToBehind } from './messages.js';

/** So long the loop is told no second time to look: it gathers as long by itself. */
const untoldMs = 40;

/** What is said to whoever runs the loop of an office; nobody may. */
type Post = (office: string, message: ToBehind) => void;

export class RemoteLoops {
  private readonly loops: ReadonlyMap<string, RemoteLoop>;

  constructor(
    private readonly offices: readonly Office[],
    private readonly post: Post,
  ) {
    this.loops = new Map(
      offices.map((office) => [office.key, new RemoteLoop(office, (message) => post(office.key, message))]),
    );
    for (const { key, store } of offices) store.whenAppended?.(() => this.of(key).appended());
  }

  /** The loop behind this office. */
  of(office: string): RemoteLoop {
    const loop = this.loops.get(office);
    if (!loop) throw new Error(`${office} has no loop behind`);
    return loop;
  }

  take(message: FromBehind): void {
    const loop = this.of(message.office);
    switch (message.what) {
      case 'open':
        return loop.opened();
      case 'refused':
        return loop.refused(toldError(message.error));
      case 'awaits':
        return loop.ended(message.sentence, 'events');
      case 'state':
        return loop.take(message.state);
      case 'destroy':
        void this.destroy(message);
    }
  }

  /** Keys have one owner: what the loop asks for is done here, and answered. */
  private async destroy({ call, office, stream, subjects }: FromBehind & { what: 'destroy' }): Promise<void> {
    const { keys } = this.offices.find(({ key }) => key === office)!;
    const answer: ToBehind = await keys.destroy(stream, subjects).then(
      (count) => ({ what: 'destroyed', call, count }),
      (error: unknown) => ({ what: 'notDestroyed', call, error: tellError(error) }),
    );
    this.post(office, answer);
  }
}

interface Waiting {
  readonly position: Position;
  readonly done: (isSeen: boolean) => void;
}

/** A loop elsewhere, as it last said that it is. */
export class RemoteLoop implements LoopBehind {
  private state: LoopState = { position: 0n, stoppedStreams: new Map(), transientErrors: [], isBehind: true };
  private readonly waiting = new Set<Waiting>();
  private readonly opening = Promise.withResolvers<void>();
  private failure: Error | undefined;
  /** Nobody runs it, and why; until it is said how it goes on. */
  private absence: TransientError | undefined;
  private readonly behind: Lag;
  private untilTold: NodeJS.Timeout | undefined;
  private isUntold = false;

  constructor(
    private readonly served: Office,
    private readonly tell: (message: ToBehind) => void,
  ) {
    this.opening.promise.catch(() => undefined);
    this.behind = new Lag(served.store, () => this.position);
  }

  /** Its key. */
  get office(): string {
    return this.served.key;
  }
  /** Resolves when its tables can be read. @throws OperatorError what it was refused for */
  get whenOpen(): Promise<void> {
    return this.opening.promise;
  }
  get position(): Position {
    return this.state.position;
  }
  get stoppedStreams(): ReadonlyMap<string, Position> {
    return this.state.stoppedStreams;
  }
  get stopped(): Error | undefined {
    return this.failure;
  }
  get transientErrors(): readonly TransientError[] {
    if (this.absence) return [this.absence];
    return this.state.transientErrors.map(({ sinceEpochMs, ...told }) => ({ ...told, since: sinceHere(sinceEpochMs) }));
  }
  get isBehind(): boolean {
    return this.absence !== undefined || this.failure !== undefined || this.state.isBehind;
  }
  get isRunning(): boolean {
    return this.absence === undefined;
  }
  get building(): Building | undefined {
    return this.state.building;
  }

  lag(): number {
    return this.behind.events;
  }

  async seen(position: Position, withinMs = 2000): Promise<boolean> {
    if (this.position >= position) return true;
    if (this.failure) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const entry: Waiting = { position, done: resolve };
    this.waiting.add(entry);
    const late = setTimeout(() => resolve(false), withinMs);
    if (this.isUntold) this.tellToLook();
    this.tell({ what: 'awaited', office: this.office, position, withinMs });
    try {
      return await promise;
    } finally {
      clearTimeout(late);
      this.waiting.delete(entry);
    }
  }

  /** Something was appended. The first time it is told at once, what follows in one word. */
  appended(): void {
    if (this.untilTold) this.isUntold = true;
    else this.tellToLook();
  }

  opened(): void {
    this.opening.resolve();
  }

  refused(error: Error): void {
    this.failure = error;
    this.opening.reject(error);
    this.wake();
  }

  /** Nobody runs it yet; what is in the tables an earlier one wrote, up to here. */
  leftAt(position: Position): void {
    if (this.absence) this.state = { ...this.state, position };
  }

  /** Nobody runs it from now on. @param sentence for the operator @param away what it begins again with */
  ended(sentence: string, away: TransientError['away'] = 'views'): void {
    this.absence = { away, sentence, since: this.absence?.since ?? performance.now() };
  }

  /** Somebody new runs it: what stopped the one before may be mended. */
  begun(): void {
    this.failure = undefined;
  }

  take(state: LoopState): void {
    this.state = state;
    this.absence = undefined;
    if (state.stopped && !this.failure) this.failure = toldError(state.stopped);
    this.wake();
  }

  private tellToLook(): void {
    this.isUntold = false;
    this.untilTold ??= setTimeout(() => {
      this.untilTold = undefined;
      if (this.isUntold) this.tellToLook();
    }, untoldMs).unref();
    this.tell({ what: 'look', office: this.office });
  }

  private wake(): void {
    for (const { position, done } of this.waiting)
      if (this.position >= position || this.failure) done(this.position >= position);
  }
}

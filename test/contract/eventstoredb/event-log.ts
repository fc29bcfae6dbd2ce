import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';

export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly json: boolean;
  readonly data: Buffer;
  readonly metadata: Buffer;
}

export interface Entry extends Proposed {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
  readonly createdAt: number;
}

export type Expected = 'any' | 'noStream' | 'streamExists' | bigint;

export type Written =
  | { readonly kind: 'written' | 'repeated'; readonly last: Entry }
  | { readonly kind: 'wrong'; readonly current: bigint | null }
  | { readonly kind: 'deleted' };

type Line =
  | {
      readonly stream: string;
      readonly events: readonly (readonly [
        id: string,
        type: string,
        json: boolean,
        data: string,
        metadata: string,
        position: string,
      ])[];
      readonly at: number;
    }
  | { readonly hide: string; readonly before: string }
  | { readonly tombstone: string }
  | { readonly scavenged: string };

/**
 * The log of the stand-in: one line of a file per append, written before it is answered, so that a kill loses no
 * answered one; a line cut short by the kill was never answered, and goes. Positions have gaps and begin where they are
 * told to.
 */
export class EventLog {
  readonly entries: Entry[] = [];
  readonly #streams = new Map<string, Entry[]>();
  readonly #hidden = new Map<string, bigint>();
  readonly #gone = new Set<string>();
  /** Where a record begins, or began that was scavenged since: nothing else can be read from. */
  readonly #starts = new Set<bigint>();
  /** Ids written since the start: what idempotency under "any" goes by, and why it does not outlive a restart. */
  readonly #recent = new Map<string, Entry>();
  readonly #file: number;
  #next: bigint;
  #appends = 0;
  #waiting: (() => void)[] = [];

  constructor(path: string, firstPosition: bigint) {
    this.#next = firstPosition;
    if (existsSync(path)) this.#load(path);
    this.#file = openSync(path, 'a');
    // A real log begins with the server's own, too.
    if (this.entries.length === 0)
      this.#write('$users', [
        { id: crypto.randomUUID(), type: '$User', json: true, data: Buffer.from('"admin"'), metadata: Buffer.alloc(0) },
      ]);
  }

  /** As IndexWriter of EventStoreDB decides it. */
  append(stream: string, expected: Expected, events: readonly Proposed[]): Written {
    if (this.#gone.has(stream)) return { kind: 'deleted' };
    const all = this.#streams.get(stream) ?? [];
    const current = BigInt(all.length) - 1n;
    const softDeleted = all.length > 0 && (this.#hidden.get(stream) ?? 0n) > current;
    if (expected === 'any' || expected === 'streamExists') {
      if (expected === 'streamExists' && (all.length === 0 || softDeleted)) return wrong(current);
      const known = events.map(({ id }) => this.#recent.get(id)).filter((entry) => entry?.stream === stream);
      if (known.length > 0)
        return known.length === events.length ? { kind: 'repeated', last: known.at(-1)! } : wrong(current);
    } else {
      const after = expected === 'noStream' ? -1n : expected;
      if (after > current) return wrong(current);
      if (after < current) {
        const there = events.map(({ id }, index) => all[Number(after) + 1 + index]?.id === id);
        if (there.every(Boolean)) return { kind: 'repeated', last: all[Number(after) + events.length]! };
        if (there[0] || !(expected === 'noStream' && softDeleted)) return wrong(current);
      }
    }
    const last = this.#write(stream, events);
    // Like a real server's own events: in the log, in streams that nobody asked for.
    this.#appends += 1;
    if (this.#appends % 5 === 0)
      this.#write('$stats-127.0.0.1:2113', [
        {
          id: crypto.randomUUID(),
          type: '$statsCollected',
          json: true,
          data: Buffer.from('{"proc":{}}'),
          metadata: Buffer.alloc(0),
        },
      ]);
    this.#notify();
    return { kind: 'written', last };
  }

  /** Visible events of a stream; undefined when there is none; 'gone' after a tombstone. */
  stream(name: string): readonly Entry[] | undefined | 'gone' {
    if (this.#gone.has(name)) return 'gone';
    const all = this.#streams.get(name);
    const hidden = Number(this.#hidden.get(name) ?? 0n);
    return all === undefined || all.length <= hidden ? undefined : all.slice(hidden);
  }

  /** @returns the last revision, or null when the expectation is wrong */
  remove(name: string, expected: Expected, forGood: boolean): Written {
    if (this.#gone.has(name)) return { kind: 'deleted' };
    const all = this.#streams.get(name) ?? [];
    const current = BigInt(all.length) - 1n;
    const asExpected =
      expected === 'any'
        ? all.length > 0 || forGood
        : expected === 'streamExists'
          ? all.length > 0
          : expected === (all.length === 0 ? 'noStream' : current);
    if (!asExpected) return wrong(current);
    this.#keep(forGood ? { tombstone: name } : { hide: name, before: String(current + 1n) });
    return { kind: 'written', last: all.at(-1) ?? ({ position: this.#next } as Entry) };
  }

  /** Takes the server's own events out of the log for good, as scavenging does when they are too old. */
  scavenge(): void {
    for (const { position } of this.entries.filter(({ stream }) => stream.startsWith('$')))
      this.#keep({ scavenged: String(position) });
  }

  /** Place in `entries` of the first event at a position or behind it. */
  indexOf(position: bigint): number {
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Whether `$all` can be read from a position: a record begins there, or began, or it lies behind them all. What ends
   * where the log ends can be read backwards; nothing behind that can.
   */
  canBeReadFrom(position: bigint, backwards: boolean): boolean {
    if (position === 0n || this.#starts.has(position)) return true;
    return backwards ? position === this.#next : position > (this.entries.at(-1)?.position ?? -1n);
  }

  /** Resolves at the next append. */
  async grown(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  wakeAll(): void {
    this.#notify();
  }

  #notify(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #write(stream: string, events: readonly Proposed[]): Entry {
    const placed = events.map(({ id, type, json, data, metadata }) => {
      const position = this.#next;
      this.#next += BigInt(80 + type.length * 2 + data.length + metadata.length) + (position % 7n) * 16n;
      return [id, type, json, data.toString('base64'), metadata.toString('base64'), String(position)] as const;
    });
    this.#keep({ stream, events: placed, at: Date.now() });
    return this.entries.at(-1)!;
  }

  #keep(line: Line): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
    this.#take(line);
  }

  #take(line: Line): void {
    if ('hide' in line) {
      this.#hidden.set(line.hide, BigInt(line.before));
      return;
    }
    if ('tombstone' in line) {
      this.#gone.add(line.tombstone);
      return;
    }
    if ('scavenged' in line) {
      this.entries.splice(this.indexOf(BigInt(line.scavenged)), 1);
      return;
    }
    const all = this.#streams.get(line.stream) ?? [];
    this.#streams.set(line.stream, all);
    for (const [id, type, json, data, metadata, position] of line.events) {
      const entry: Entry = {
        id,
        type,
        json,
        data: Buffer.from(data, 'base64'),
        metadata: Buffer.from(metadata, 'base64'),
        stream: line.stream,
        revision: BigInt(all.length),
        position: BigInt(position),
        createdAt: line.at,
      };
      all.push(entry);
      this.entries.push(entry);
      this.#starts.add(entry.position);
      this.#recent.set(id, entry);
    }
  }

  #load(path: string): void {
    const text = readFileSync(path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
    for (const line of whole.split('\n')) if (line !== '') this.#take(JSON.parse(line) as Line);
    this.#recent.clear();
    const last = this.entries.at(-1);
    if (last) this.#next = last.position + 4096n;
  }

  close(): void {
    closeSync(this.#file);
  }
}

const wrong = (current: bigint): Written => ({ kind: 'wrong', current: current < 0n ? null : current });

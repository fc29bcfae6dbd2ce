/**
 * A store and keys as they are on a bad day: they drop, delay and repeat, lose answers, deliver late, show the past,
 * and fail.
 */
import { createHmac } from 'node:crypto';
import {
  OutcomeUnknown,
  StoreUnavailable,
  type Appended,
  type Batch,
  type EventStore,
  type ExpectedRevision,
  type LogEnd,
  type NewRecord,
  type ReadAll,
  type ReadStream,
  type StoredRecord,
  type Subscribe,
} from '../../../libs/event-store/port.js';
import { type DataKey, type DataKeys, type Subject, KeyStoreUnavailable } from '../../../libs/privacy/keys.js';
import { type World } from './world.js';

export interface Shakes {
  lostAnswers: number;
  dropped: number;
  late: number;
  repeated: number;
  stale: number;
  keysFailed: number;
  subscriptionsCut: number;
  requestsLost: number;
  deaths: number;
  stops: number;
}
export const noShakes = (): Shakes => ({
  lostAnswers: 0,
  dropped: 0,
  late: 0,
  repeated: 0,
  stale: 0,
  keysFailed: 0,
  subscriptionsCut: 0,
  requestsLost: 0,
  deaths: 0,
  stops: 0,
});

export class ShakyStore implements EventStore {
  readonly numbersEvents = true;
  private readonly life: number;
  constructor(
    private readonly inner: EventStore,
    private readonly world: World,
    private readonly shakes: Shakes,
  ) {
    this.life = world.life;
  }

  async append(
    stream: string,
    records: readonly NewRecord[],
    options: { readonly expectedRevision: ExpectedRevision },
  ): Promise<Appended> {
    await this.world.pause(this.life);
    if (this.world.chance(0.05)) {
      this.shakes.dropped += 1;
      throw new StoreUnavailable('dropped');
    }
    if (this.world.chance(0.06)) {
      this.shakes.late += 1;
      void this.deliverLate(stream, records, options);
      throw new OutcomeUnknown('no answer within the time');
    }
    const answer = await this.inner.append(stream, records, options);
    if (this.world.chance(0.1)) {
      this.shakes.repeated += 1;
      await this.inner.append(stream, records, options);
    }
    await this.world.pause(this.life);
    if (this.world.chance(0.3)) {
      this.shakes.lostAnswers += 1;
      throw new OutcomeUnknown('the answer was lost');
    }
    return answer;
  }

  async readStream(stream: string, options: ReadStream = {}): Promise<readonly StoredRecord[]> {
    await this.world.pause(this.life);
    if (this.world.chance(0.04)) {
      this.shakes.dropped += 1;
      throw new StoreUnavailable('dropped');
    }
    const records = await this.inner.readStream(stream, options);
    if (records.length === 0 || options.backwards || !this.world.chance(0.1)) return records;
    this.shakes.stale += 1;
    return records.slice(0, records.length - 1);
  }

  async readAll(options?: ReadAll): Promise<readonly StoredRecord[]> {
    return this.inner.readAll(options);
  }
  async head(): Promise<bigint> {
    return this.inner.head();
  }
  async end(): Promise<LogEnd | undefined> {
    return this.inner.end();
  }
  async has(place: Parameters<EventStore['has']>[0]): Promise<boolean> {
    return this.inner.has(place);
  }
  /** What it stands before serves others too. */
  async close(): Promise<void> {
    await this.world.pause(this.life);
  }

  async *subscribe(options: Subscribe): AsyncIterable<Batch> {
    for await (const batch of this.inner.subscribe({ ...options, batch: 1 + Math.floor(this.world.roll() * 5) })) {
      await this.world.pause(this.life);
      if (this.world.chance(0.01)) {
        this.shakes.subscriptionsCut += 1;
        throw new StoreUnavailable('the subscription was cut');
      }
      yield batch;
    }
  }

  /** On its way when its sender gave it up; it may also never arrive. */
  private async deliverLate(
    stream: string,
    records: readonly NewRecord[],
    options: { readonly expectedRevision: ExpectedRevision },
  ): Promise<void> {
    for (let turn = Math.floor(this.world.roll() * 4); turn >= 0; turn -= 1) await this.world.pause();
    if (this.world.roll() < 0.5) await this.inner.append(stream, records, options).catch(() => undefined);
  }
}

export class ShakyKeys implements DataKeys {
  private readonly life: number;
  constructor(
    private readonly inner: DataKeys,
    private readonly world: World,
    private readonly shakes: Shakes,
  ) {
    this.life = world.life;
  }

  async obtain(stream: string, subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, DataKey>> {
    await this.shake(0.05);
    const keys = await this.inner.obtain(stream, subjects);
    await this.shake(0.05);
    return keys;
  }

  async find(ids: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'destroyed'>> {
    await this.shake(0.05);
    return this.inner.find(ids);
  }

  async destroy(stream: string, subjects?: readonly Subject[]): Promise<number> {
    await this.shake(0.05);
    const count = await this.inner.destroy(stream, subjects);
    await this.shake(0.1);
    return count;
  }

  /** The same in every run. */
  mac(purpose: 'idempotency' | 'index', text: string): string {
    return createHmac('sha256', `the simulation's ${purpose}`).update(text).digest('base64url');
  }

  async close(): Promise<void> {
    await this.inner.close();
  }

  private async shake(chance: number): Promise<void> {
    await this.world.pause(this.life);
    if (this.world.chance(chance)) {
      this.shakes.keysFailed += 1;
      throw new KeyStoreUnavailable('the key store does not answer');
    }
  }
}

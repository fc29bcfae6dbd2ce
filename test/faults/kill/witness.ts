import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../../libs/event-store/embedded/embedded-store.js';
import { type EventStore, type StoredRecord } from '../../../libs/event-store/port.js';
import { openEmbeddedKeys } from '../../../libs/privacy/embedded-keys.js';
import { type DataKey, type DataKeys } from '../../../libs/privacy/keys.js';
import { createMasterKey, readMasterKey } from '../../../libs/privacy/master-key.js';
import { appendsPerStream, countOf, type Open } from './appends.js';

interface Acknowledged {
  readonly stream: string;
  readonly n: number;
  readonly revision: number;
  readonly position: bigint;
  readonly key: string;
  readonly fingerprint: string;
}
interface Written {
  readonly n: number;
  readonly index: number;
  readonly of: number;
  readonly key: string;
}

/** What was acknowledged, and whether the files say the same. */
export class Witness {
  readonly broken: string[] = [];
  private readonly acknowledged = new Map<string, Acknowledged>();
  private readonly destroyed = new Set<string>();
  /** Appends that were found without an answer, and where. */
  private readonly seen = new Map<string, bigint>();
  private readonly waiting = new Map<string, Open>();
  private events = 0;
  private unanswered = 0;

  constructor(private readonly folder: string) {}

  open(): readonly Open[] {
    return [...this.waiting.values()];
  }
  counts() {
    return {
      acknowledged: this.acknowledged.size,
      events: this.events,
      unanswered: this.unanswered,
      destroyed: this.destroyed.size,
    };
  }

  note(lines: readonly string[]): void {
    for (const line of lines) {
      const [what, stream = '', n = '', revision = '', position = '', key = '', fingerprint = ''] = line.split(' ');
      if (what === 'e') continue;
      if (what === 'd') {
        this.destroyed.add(stream);
        continue;
      }
      const place = `${stream}/${n}`;
      const before = this.acknowledged.get(place);
      const now = { stream, n: Number(n), revision: Number(revision), position: BigInt(position), key, fingerprint };
      if (before && before.position !== now.position)
        this.broken.push(
          `I1: append ${n} of ${stream} was acknowledged at ${before.position}, and again at ${position}`,
        );
      this.acknowledged.set(place, now);
      this.waiting.delete(place);
    }
  }

  /**
   * Opens what the process left: everything is there once, whole, in order (I1–I5), and every key is as it was left
   * (I13).
   */
  async look(run: number, writers: number): Promise<void> {
    let store: EventStore | undefined;
    let keys: DataKeys | undefined;
    try {
      store = openEmbeddedStore(join(this.folder, 'events.db'));
      keys = openEmbeddedKeys({
        path: join(this.folder, 'keys.db'),
        office: 'light',
        masterKey: this.masterKey(),
        shredList: join(this.folder, 'shredded.list'),
      });
      const log: StoredRecord[] = [];
      for (
        let page = await store.readAll();
        page.length > 0;
        page = await store.readAll({ after: log.at(-1)!.position })
      )
        log.push(...page);
      this.events = log.length;
      if (log.some(({ position }, index) => position !== BigInt(index + 1)))
        this.broken.push('I4: a hole in the positions');
      if (new Set(log.map(({ id }) => id)).size !== log.length) this.broken.push('I5: an event id occurs twice');
      const appends = this.whole(log);
      for (const { stream, n, position, key } of this.acknowledged.values()) {
        const found = appends.get(`${stream}/${n}`);
        if (found?.position !== position || found.key !== key)
          this.broken.push(
            `I1: append ${n} of ${stream} was acknowledged at ${position}; there is ${found?.position ?? 'nothing'}`,
          );
      }
      for (const [place, position] of this.seen)
        if (appends.get(place)?.position !== position)
          this.broken.push(
            `I1: append ${place} was there at ${position} after an earlier kill; there is ${appends.get(place)?.position ?? 'nothing'}`,
          );
      const extra = [...appends].filter(([place]) => !this.acknowledged.has(place) && !this.seen.has(place));
      for (const [place, { position }] of extra) this.seen.set(place, position);
      this.unanswered += extra.length;
      if (extra.length > writers)
        this.broken.push(`I2: ${extra.length} appends that were not acknowledged, by ${writers} writers`);
      const keyIds = new Map([...appends.values()].map(({ stream, key }) => [stream, key]));
      const found = await keys.find(keyIds.values());
      for (const [stream, id] of keyIds) this.keyIsAsLeft(stream, found.get(id)!);
      this.remember(run, writers, appends);
    } catch (error) {
      this.broken.push(`it does not open: ${(error as Error).message}`);
    } finally {
      await store?.close();
      await keys?.close();
    }
  }

  /** A writer whose disk was full from the beginning may not have made it. */
  private masterKey() {
    const file = join(this.folder, 'master.key');
    return existsSync(file) ? readMasterKey(file) : createMasterKey(file);
  }

  /** Each append by its stream and number; none in part. */
  private whole(
    log: readonly StoredRecord[],
  ): ReadonlyMap<string, { readonly stream: string; readonly position: bigint; readonly key: string }> {
    const appends = new Map<string, { stream: string; position: bigint; key: string }>();
    for (const [stream, own] of Map.groupBy(log, (record) => record.stream)) {
      if (own.some(({ revision }, index) => revision !== index)) this.broken.push(`I3: a hole in ${stream}`);
      const expected = Array.from({ length: appendsPerStream }, (_, n) =>
        Array.from({ length: countOf(n) }, (__, index) => `${n}.${index}`),
      ).flat();
      const there = own.map(({ data }) => data as unknown as Written);
      if (there.some(({ n, index }, at) => `${n}.${index}` !== expected[at]))
        this.broken.push(`I2: ${stream} holds ${there.map(({ n, index }) => `${n}.${index}`).join(' ')}`);
      const last = there.at(-1)!;
      if (last.index !== last.of - 1) this.broken.push(`I2: append ${last.n} of ${stream} is there in part`);
      for (const [at, { n, index, of, key }] of there.entries())
        if (index === of - 1) appends.set(`${stream}/${n}`, { stream, position: own[at]!.position, key });
    }
    return appends;
  }

  private keyIsAsLeft(stream: string, key: DataKey | 'destroyed'): void {
    const known = [...Array(appendsPerStream).keys()].flatMap((n) => this.acknowledged.get(`${stream}/${n}`) ?? []);
    if (this.destroyed.has(stream) && key !== 'destroyed')
      this.broken.push(`I13: the key of ${stream} was destroyed and is there`);
    // One whose destruction was under way may be gone already: its stream is written to its end.
    if (key === 'destroyed' && !this.destroyed.has(stream) && known.length < appendsPerStream)
      this.broken.push(`I13: the key of ${stream} is gone, and nobody destroyed it`);
    if (
      key !== 'destroyed' &&
      known.some(
        ({ fingerprint }) =>
          fingerprint !== createHmac('sha256', key.secret).update('fingerprint').digest('hex').slice(0, 16),
      )
    )
      this.broken.push(`the key of ${stream} is another one`);
  }

  /**
   * What the next life repeats: of this run's writers the append that follows the last acknowledged one, whether it is
   * there or not.
   */
  private remember(run: number, writers: number, appends: ReadonlyMap<string, unknown>): void {
    this.waiting.clear();
    for (let writer = 0; writer < writers; writer += 1) {
      let count = 0;
      while (appends.has(`${run}-${writer}-${count + 1}/0`)) count += 1;
      const stream = `${run}-${writer}-${count}`;
      let [n, revision] = [0, -1];
      while (this.acknowledged.has(`${stream}/${n}`)) {
        revision = this.acknowledged.get(`${stream}/${n}`)!.revision;
        n += 1;
      }
      if (n > 0 && n < appendsPerStream) this.waiting.set(`${stream}/${n}`, { stream, n, revision });
    }
  }
}

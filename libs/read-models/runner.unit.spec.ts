import { complaintEvents, type ComplaintEvent, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { examples } from '../../event-schemas/complaint/examples.js';
import { profileNamed } from '../complaints/testing/given.js';
import { EventCodec, EventShapes } from '../event-store/codec.js';
import { MemoryLog, MemoryStore } from '../event-store/memory/memory-store.js';
import { type EventStore, type StoredRecord } from '../event-store/port.js';
import { randomId } from '../platform/ids.js';
import { MemoryKeys } from '../privacy/memory-keys.js';
import { openSqliteViews } from './database/sqlite-views.js';
import { tables } from './database/views-database.js';
import { OfficeViews } from './office-views.js';
import { Runner, type Follower, type Projecting } from './runner.js';
import { lineOf, type WorklistTables } from './worklist/queries.js';
import { worklist } from './worklist/worklist.js';

const codec = new EventCodec('horsens', new EventShapes(Object.values(complaintEvents)), new MemoryKeys('horsens'));
const read = (record: StoredRecord) => codec.sealed<ComplaintEvent>(record);

let log: MemoryLog;
let store: MemoryStore;
const running: Runner[] = [];
beforeEach(() => {
  log = new MemoryLog();
  store = new MemoryStore(log);
});
afterEach(async () => {
  for (const runner of running.splice(0)) await runner.stop();
  await store.close();
});

/** Appends one event to a stream; gives its position. */
async function add(stream: string, type: ComplaintEventType, to = 'intake'): Promise<bigint> {
  const next = log.streams.get(stream)?.length ?? 0;
  const record = await codec.encode(stream, {
    id: randomId(),
    type,
    occurredAt: '2026-03-02T23:00:00Z',
    recordedAt: '2026-03-02T23:00:00Z',
    actor: { sub: 'a', name: 'Karen Samtaleby', role: 'adviser' },
    commandId: randomId(),
    causation: null,
    from: next === 0 ? null : 'intake',
    to,
    data: examples[type],
  });
  return (await store.append(stream, [record], { expectedRevision: next === 0 ? 'noStream' : next - 1 })).position;
}
/** An event that this program cannot read. */
async function addUnreadable(stream: string): Promise<bigint> {
  const next = log.streams.get(stream)?.length ?? 0;
  return (
    await store.append(stream, [{ id: randomId(), type: 'CaseForgotten', data: {}, metadata: {} }], {
      expectedRevision: next === 0 ? 'noStream' : next - 1,
    })
  ).position;
}
/** Read models that take what they are given and keep nothing. */
const nothing = (): Projecting => {
  const taken = {
    position: 0n,
    stoppedStreams: new Map<string, bigint>(),
    apply: async (_: unknown, upTo: bigint) => {
      taken.position = upTo;
    },
  };
  return taken;
};
function run(followers: readonly Follower[], from: EventStore = store, projecting = nothing()): Runner {
  const runner = new Runner(from, read, followers, projecting);
  running.push(runner);
  return runner;
}
/** The store, with another way to follow it. */
const following = (subscribe: EventStore['subscribe']): EventStore => ({
  append: (...asked) => store.append(...asked),
  readStream: (...asked) => store.readStream(...asked),
  readAll: (...asked) => store.readAll(...asked),
  numbersEvents: true,
  head: () => store.head(),
  end: () => store.end(),
  has: (place) => store.has(place),
  close: () => store.close(),
  subscribe,
});
/** A follower that writes down what it is given. */
function witness(name = 'witness') {
  const seen: string[] = [];
  return {
    name,
    seen,
    apply: (event: ComplaintEvent) => {
      seen.push(`${event.position} ${event.stream}/${event.revision} ${event.type}`);
    },
  };
}
const gate = () => Promise.withResolvers<void>();

describe('the loop behind (law 4)', () => {
  it('hands on every event once, in the order of the log, and is through with all of them when it has started', async () => {
    for (let n = 0; n < 1200; n += 1) await add(`complaint-${n % 7}`, n < 7 ? 'InquiryReceived' : 'GuidanceGiven');
    const follower = witness();
    const runner = run([follower]);
    await runner.start();
    expect(follower.seen).toHaveLength(1200);
    expect(follower.seen.map((line) => Number(line.split(' ')[0]))).toEqual(
      Array.from({ length: 1200 }, (_, n) => n + 1),
    );
    expect(runner.position).toBe(1200n);
  });

  it('starts on an empty log', async () => {
    const runner = run([witness()]);
    await runner.start();
    expect([runner.position, runner.trouble, runner.stoppedStreams.size]).toEqual([0n, undefined, 0]);
  });

  it('goes on with what comes later', async () => {
    const follower = witness();
    const runner = run([follower]);
    await runner.start();
    expect(await runner.seen(await add('complaint-1', 'InquiryReceived'))).toBe(true);
    expect(await runner.seen(await add('complaint-1', 'PartRecorded'))).toBe(true);
    expect(follower.seen).toEqual(['1 complaint-1/0 InquiryReceived', '2 complaint-1/1 PartRecorded']);
  });

  it('gives each event to every follower, one after the other, and waits for each', async () => {
    const lines: string[] = [];
    const slow = (name: string): Follower => ({
      name,
      apply: async ({ revision }) => {
        lines.push(`${name} takes ${revision}`);
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        lines.push(`${name} has ${revision}`);
      },
    });
    await add('complaint-1', 'InquiryReceived');
    await add('complaint-1', 'PartRecorded');
    await run([slow('first'), slow('second')]).start();
    expect(lines).toEqual(
      [0, 1].flatMap((revision) =>
        ['first', 'second'].flatMap((name) => [`${name} takes ${revision}`, `${name} has ${revision}`]),
      ),
    );
  });
});

describe('what may be missing from the read models', () => {
  it('is all that was in the log when it was opened, until they have seen it', async () => {
    await add('complaint-1', 'InquiryReceived');
    const open = gate();
    const runner = run([{ name: 'slow', apply: () => open.promise }]);
    const started = runner.start();
    expect(runner.isBehind).toBe(true);
    open.resolve();
    await started;
    expect(runner.isBehind).toBe(false);
  });
});

describe('waiting until a position has been seen', () => {
  it('is over at once where it has been', async () => {
    const position = await add('complaint-1', 'InquiryReceived');
    const runner = run([witness()]);
    await runner.start();
    expect(await runner.seen(position, 0)).toBe(true);
    expect(await runner.seen(0n, 0)).toBe(true);
  });

  it('is over when it is, and not before', async () => {
    const open = gate();
    const follower = { name: 'slow', apply: () => open.promise };
    const runner = run([follower]);
    await runner.start();
    const position = await add('complaint-1', 'InquiryReceived');
    const waiting = runner.seen(position, 5000);
    expect(
      await Promise.race([
        waiting,
        new Promise((resolve) => {
          setTimeout(() => resolve('still waiting'), 15);
        }),
      ]),
    ).toBe('still waiting');
    open.resolve();
    expect(await waiting).toBe(true);
    expect(runner.position).toBe(position);
  });

  it('is given up after its time, and the answer says so', async () => {
    const runner = run([witness()]);
    await runner.start();
    expect(await runner.seen(1n, 10)).toBe(false);
    expect(await runner.seen(await add('complaint-1', 'InquiryReceived'))).toBe(true);
  });

  it('is for each who waits: an earlier position is not kept for a later one', async () => {
    const gates = [gate(), gate()];
    let next = 0;
    const runner = run([{ name: 'slow', apply: () => gates[next++]!.promise }]);
    await runner.start();
    const answers: string[] = [];
    const one = runner.seen(await add('complaint-1', 'InquiryReceived')).then(() => {
      answers.push('one');
    });
    const two = add('complaint-1', 'PartRecorded')
      .then((position) => runner.seen(position))
      .then(() => {
        answers.push('two');
      });
    gates[0]!.resolve();
    await one;
    expect(answers).toEqual(['one']);
    gates[1]!.resolve();
    await two;
    expect(answers).toEqual(['one', 'two']);
  });

  it('ends when the loop is stopped', async () => {
    const runner = run([witness()]);
    await runner.start();
    const waiting = runner.seen(1n, 60_000);
    await runner.stop();
    expect(await waiting).toBe(false);
  });
});

describe('an event that cannot be read (law 4)', () => {
  /** The worklist of the log, and one complaint's line in it. */
  async function listed(from: EventStore = store) {
    const db = openSqliteViews(':memory:');
    const views = await OfficeViews.open(db, { store: from, read }, [worklist(profileNamed)]);
    const follower = witness();
    const runner = run([follower], from, views);
    await runner.start();
    return {
      runner,
      follower,
      line: async (id: string) => {
        const row = await lineOf(tables<WorklistTables>(db.read), id);
        return row && [row.stopped, row.revision];
      },
    };
  }

  it('stops its own stream, visibly, and nothing else', async () => {
    await add('complaint-1', 'InquiryReceived');
    await add('complaint-2', 'InquiryReceived');
    await addUnreadable('complaint-1');
    await add('complaint-1', 'PartRecorded');
    await add('complaint-2', 'PartRecorded');
    const { runner, line } = await listed();
    expect([...runner.stoppedStreams]).toEqual([['complaint-1', 3n]]);
    expect([runner.position, runner.trouble]).toEqual([5n, undefined]);
    expect([await line('complaint-1'), await line('complaint-2')]).toEqual([
      [true, 0],
      [false, 1],
    ]);
  });

  it('still lets reactions see what follows in its stream: keys that are to be destroyed are', async () => {
    await add('complaint-1', 'InquiryReceived');
    await addUnreadable('complaint-1');
    await add('complaint-1', 'PartRecorded');
    const { follower } = await listed();
    expect(follower.seen).toEqual(['1 complaint-1/0 InquiryReceived', '3 complaint-1/2 PartRecorded']);
  });

  it('is also one that follows a hole in its stream: what is missing is not passed over', async () => {
    for (const type of ['InquiryReceived', 'PartRecorded', 'GuidanceGiven'] as const) await add('complaint-1', type);
    await add('complaint-2', 'InquiryReceived');
    const { runner, line } = await listed(
      following(async function* without(options) {
        for await (const batch of store.subscribe(options))
          yield { ...batch, records: batch.records.filter(({ position }) => position !== 2n) };
      }),
    );
    expect([...runner.stoppedStreams]).toEqual([['complaint-1', 3n]]);
    expect([await line('complaint-1'), await line('complaint-2')]).toEqual([
      [true, 0],
      [false, 0],
    ]);
  });

  it('counts as seen: nobody waits for it in vain', async () => {
    const runner = run([witness()]);
    await runner.start();
    expect(await runner.seen(await addUnreadable('complaint-1'))).toBe(true);
  });
});

describe('a follower that fails', () => {
  const failing = (at: number): Follower => ({
    name: 'failing',
    apply: ({ revision }) => {
      if (revision === at) throw new Error('the disk is full');
    },
  });

  it('stops the loop loudly: nothing after it is applied, and the trouble is there to see', async () => {
    const follower = witness();
    const runner = run([failing(1), follower]);
    await runner.start();
    expect(await runner.seen(await add('complaint-1', 'InquiryReceived'))).toBe(true);
    expect(await runner.seen(await add('complaint-1', 'PartRecorded'), 60_000)).toBe(false);
    await add('complaint-1', 'GuidanceGiven');
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    expect(runner.trouble).toBe('the disk is full');
    expect(follower.seen).toEqual(['1 complaint-1/0 InquiryReceived']);
    expect(runner.position).toBe(1n);
  });

  it('lets nobody wait for it', async () => {
    const runner = run([failing(0)]);
    await runner.start();
    const position = await add('complaint-1', 'InquiryReceived');
    expect(await runner.seen(position, 60_000)).toBe(false);
    expect(await runner.seen(position, 60_000)).toBe(false);
  });

  it('keeps the office from starting', async () => {
    await add('complaint-1', 'InquiryReceived');
    await expect(run([failing(0)]).start()).rejects.toThrow('the disk is full');
  });

  it('with a promise does so too', async () => {
    await add('complaint-1', 'InquiryReceived');
    await expect(
      run([{ name: 'failing', apply: () => Promise.reject(new Error('the keys are closed')) }]).start(),
    ).rejects.toThrow('the keys are closed');
  });

  it('is taken up again by the next start, from the beginning', async () => {
    await add('complaint-1', 'InquiryReceived');
    await expect(run([failing(0)]).start()).rejects.toThrow();
    const follower = witness();
    await run([follower]).start();
    expect(follower.seen).toEqual(['1 complaint-1/0 InquiryReceived']);
  });
});

describe('a log that cannot be followed', () => {
  const broken = (message: string) =>
    following(() => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error(message)) }) }));

  it('is trouble, not silence: a hole says where it is', async () => {
    await add('complaint-1', 'InquiryReceived');
    const runner = run([witness()], broken('a hole in the log: 7 is missing, 8 follows'));
    await expect(runner.start()).rejects.toThrow('7 is missing');
    expect(runner.trouble).toMatch('a hole in the log');
  });

  it('is one too that ends though nobody asked for it: whoever waits is told, and so is who looks', async () => {
    const runner = run([witness()]);
    await runner.start();
    const waiting = runner.seen(1n, 60_000);
    await store.close();
    expect(await waiting).toBe(false);
    expect([runner.stopped?.message, runner.isBehind]).toEqual(['the log was closed while it was followed', true]);
  });

  it('cannot be started when the store is closed', async () => {
    await store.close();
    await expect(run([witness()]).start()).rejects.toThrow('the store is closed');
  });
});

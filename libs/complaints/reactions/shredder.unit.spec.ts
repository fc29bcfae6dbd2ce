import { jest } from '@jest/globals';
import {
  complaintEvents,
  complaintEventTypes,
  type ComplaintEvent,
  type ComplaintEventType,
} from '../../../event-schemas/complaint/events.js';
import { examples } from '../../../event-schemas/complaint/examples.js';
import { EventCodec, EventShapes } from '../../event-store/codec.js';
import { randomId } from '../../platform/ids.js';
import { KeyStoreUnavailable, isShredded, type Subject } from '../../privacy/keys.js';
import { MemoryKeys } from '../../privacy/memory-keys.js';
import { shredder } from './shredder.js';

const event = (type: ComplaintEventType, stream = 'complaint-1', data: object = {}) =>
  ({ type, stream, data: { ...examples[type], ...data } }) as unknown as ComplaintEvent;
const subjects: readonly Subject[] = ['complainant', 'representative', 'text', 'document:12-1', 'document:13-1'];

/** Keys of two cases, and a list of what was asked of them. */
async function twoCases() {
  const keys = new MemoryKeys('horsens');
  for (const stream of ['complaint-1', 'complaint-2']) await keys.obtain(stream, subjects);
  const destroyed: (readonly [stream: string, count: number])[] = [];
  const destroy = keys.destroy.bind(keys);
  keys.destroy = async (stream, named) => {
    const count = await destroy(stream, named);
    destroyed.push([stream, count]);
    return count;
  };
  return { keys, destroyed, follower: shredder(keys) };
}

describe('the destruction of keys (T35)', () => {
  it.each(['KeysShredded', 'CaseErased'] as const)(
    '%s destroys every key of its case, and no other’s',
    async (type) => {
      const { destroyed, follower } = await twoCases();
      await follower.apply(event(type));
      expect(destroyed).toEqual([['complaint-1', 5]]);
    },
  );

  it('DocumentErased destroys the key of that document alone: a misfiled one goes by itself', async () => {
    const { keys, destroyed, follower } = await twoCases();
    const before = await keys.obtain('complaint-1', subjects);
    await follower.apply(event('DocumentErased', 'complaint-1', { document: '12-1' }));
    expect(destroyed).toEqual([['complaint-1', 1]]);
    const found = await keys.find([...before.values()].map(({ id }) => id));
    expect(subjects.filter((subject) => found.get(before.get(subject)!.id) === 'destroyed')).toEqual(['document:12-1']);
  });

  it('is done again without doing anything: a crash in between is made good at the next start', async () => {
    const { destroyed, follower } = await twoCases();
    for (let start = 0; start < 3; start += 1) {
      await follower.apply(event('DocumentErased', 'complaint-1', { document: '12-1' }));
      await follower.apply(event('KeysShredded'));
    }
    expect(destroyed.map(([, count]) => count)).toEqual([1, 4, 0, 0, 0, 0]);
  });

  it('is asked for by no other event', async () => {
    const { destroyed, follower } = await twoCases();
    for (const type of complaintEventTypes.filter(
      (each) => !['KeysShredded', 'CaseErased', 'DocumentErased'].includes(each),
    ))
      await follower.apply(event(type));
    expect(destroyed).toEqual([]);
  });

  it('is owed and said where it fails for good at once, and nothing else waits for it', async () => {
    const { keys, follower } = await twoCases();
    await keys.close();
    jest.useFakeTimers();
    try {
      await follower.apply({ ...event('KeysShredded'), position: 7n });
      await follower.apply({ ...event('NoteRecorded'), position: 8n });
      await jest.advanceTimersByTimeAsync(60_000);
      expect([follower.pendingFrom, follower.transientError]).toMatchObject([
        7n,
        { away: 'destruction', sentence: expect.stringContaining('closed'), streams: ['complaint-1'] },
      ]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('goes on where something stands in the way for a while (a full disk, a backup), and destroys the keys when it is gone', async () => {
    const { keys, destroyed, follower } = await twoCases();
    const destroy = keys.destroy;
    let tries = 0;
    keys.destroy = async (...asked) => {
      if ((tries += 1) < 3) throw new KeyStoreUnavailable('the disk is full', { passing: true });
      return destroy(...asked);
    };
    jest.useFakeTimers();
    try {
      await follower.apply(event('KeysShredded'));
      expect(destroyed).toEqual([]);
      await jest.advanceTimersByTimeAsync(20_000);
      expect([tries, destroyed]).toEqual([3, [['complaint-1', 5]]]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('never gives up what is owed, whatever stands in the way next, and says what it is', async () => {
    const { keys, destroyed, follower } = await twoCases();
    const destroy = keys.destroy;
    const failures = [
      new KeyStoreUnavailable('the disk is full', { passing: true }),
      new Error('the file is damaged'),
      new Error('the file is damaged'),
    ];
    keys.destroy = async (...asked) => {
      const failure = failures.shift();
      if (failure) throw failure;
      return destroy(...asked);
    };
    jest.useFakeTimers();
    try {
      await follower.apply({ ...event('KeysShredded'), position: 7n });
      expect([follower.pendingFrom, follower.transientError]).toMatchObject([
        7n,
        { away: 'destruction', sentence: 'the disk is full' },
      ]);
      await jest.advanceTimersByTimeAsync(6_000);
      expect([follower.pendingFrom, follower.transientError]).toMatchObject([
        7n,
        { away: 'destruction', sentence: 'the file is damaged' },
      ]);
      await jest.advanceTimersByTimeAsync(20_000);
      expect([destroyed, follower.pendingFrom, follower.transientError]).toEqual([
        [['complaint-1', 5]],
        undefined,
        undefined,
      ]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('makes the person unreadable in what is stored, and leaves the history whole', async () => {
    const keys = new MemoryKeys('horsens');
    const codec = new EventCodec('horsens', new EventShapes(Object.values(complaintEvents)), keys);
    const record = await codec.encode('complaint-1', {
      id: randomId(),
      type: 'CaseRegistered',
      occurredAt: '2026-03-03T09:00:00Z',
      recordedAt: '2026-03-03T09:00:00Z',
      actor: { sub: 'a', name: 'b', role: 'adviser' },
      commandId: randomId(),
      causation: null,
      from: 'intake',
      to: 'registered',
      data: examples.CaseRegistered,
    });
    await shredder(keys).apply(event('KeysShredded'));
    const [read] = await codec.open<ComplaintEvent>([{ ...record, stream: 'complaint-1', revision: 3, position: 4n }]);
    const { complainant, summary, representative, ...coded } = read!.data as Record<string, unknown>;
    expect([complainant, summary, representative].every(isShredded)).toBe(true);
    expect(coded).toEqual({
      parts: ['A'],
      complainantType: 'citizen',
      authority: 'powerOfAttorney',
      facts: examples.CaseRegistered.facts,
    });
  });
});

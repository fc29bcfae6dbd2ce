import { MemoryStore } from '../event-store/memory/memory-store.js';
import {
  OutcomeUnknown,
  StoreUnavailable,
  type EventStore,
  type JsonObject,
  type NewRecord,
  type StoredRecord,
} from '../event-store/port.js';
import { MemoryKeys } from '../privacy/memory-keys.js';
import { MembersMisfit } from './members.js';
import { OfficeMembers } from './office-members.js';

const now = () => Date.parse('2026-03-02T08:00:00Z');
const by = { sub: 'ada', role: 'administrator' };
const said = (sub: string) => ({ sub, name: sub, roles: ['adviser'] as const });
/** A store whose next appends end as is said: written, and then an error, or an error alone. */
function failing(store: EventStore, ends: ('writtenButUnknown' | 'unknown' | 'away')[]): EventStore {
  return new Proxy(store, {
    get: (target, name: keyof EventStore) => {
      if (name !== 'append') {
        const member: unknown = target[name];
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      }
      return async (...args: Parameters<EventStore['append']>) => {
        const end = ends.shift();
        if (end === 'away') throw new StoreUnavailable('away');
        if (end !== 'unknown') {
          const appended = await target.append(...args);
          if (end === undefined) return appended;
        }
        throw new OutcomeUnknown('who knows');
      };
    },
  });
}
const opened = (...ends: ('writtenButUnknown' | 'unknown' | 'away')[]) => {
  const store = new MemoryStore();
  return OfficeMembers.open({ office: 'horsens', store: failing(store, ends), keys: new MemoryKeys(), now });
};

describe('a change of members whose outcome is not known', () => {
  it('that was written is found by the next one, and is not written again', async () => {
    const members = await opened('writtenButUnknown');
    await expect(members.say(said('asta'), by)).rejects.toThrow(OutcomeUnknown);
    expect(members.find('asta')).toMatchObject({ roles: ['adviser'] });
    expect(await members.say(said('asta'), by)).toMatchObject({ revision: 0, isNew: false });
    expect(await members.say(said('bo'), by)).toMatchObject({ revision: 1, isNew: true });
    expect((await members.history()).map(({ type, data }) => [type, data.sub])).toEqual([
      ['MemberAdded', 'asta'],
      ['MemberAdded', 'bo'],
    ]);
  });
  it.each(['unknown', 'away'] as const)(
    'that was not written (%s) is not in force, and may be said again',
    async (end) => {
      const members = await opened(end);
      await expect(members.say(said('asta'), by)).rejects.toThrow();
      expect(members.find('asta')).toBeUndefined();
      expect(await members.say(said('asta'), by)).toMatchObject({ revision: 0, isNew: true });
    },
  );
});

it.each<[string, (record: StoredRecord) => NewRecord]>([
  ['another office’s', (record) => record],
  ['altered', (record) => ({ ...record, data: { ...(record.data as JsonObject), roles: ['administrator'] } })],
  ['without its mark', ({ metadata: { mac: _, ...metadata }, ...record }) => ({ ...record, metadata })],
])('a log with an event that is %s lets nobody in', async (what, change) => {
  const [store, keys] = [new MemoryStore(), new MemoryKeys()];
  await (await OfficeMembers.open({ office: 'horsens', store, keys, now })).say(said('asta'), by);
  const { id, type, data, metadata } = change((await store.readStream('members'))[0]!);
  const other = new MemoryStore();
  await other.append('members', [{ id, type, data, metadata }], { expectedRevision: 'noStream' });
  const office = what === 'another office’s' ? 'odense' : 'horsens';
  await expect(OfficeMembers.open({ office, store: other, keys, now })).rejects.toThrow(MembersMisfit);
  expect((await OfficeMembers.open({ office: 'horsens', store, keys, now })).find('asta')).toBeDefined();
});

it('whatever waits before something becomes durable is waited for, and nothing is written where it refuses', async () => {
  const order: string[] = [];
  const store = new MemoryStore();
  const members = await OfficeMembers.open({
    office: 'horsens',
    store,
    keys: new MemoryKeys(),
    now,
    room: async () => {
      order.push(`before ${await store.head()}`);
      if (order.length === 2) throw new StoreUnavailable('the record is too far behind');
    },
  });
  await members.say(said('asta'), by);
  await expect(members.say(said('bo'), by)).rejects.toThrow(StoreUnavailable);
  expect([order, members.find('bo'), await members.extent()]).toEqual([['before 0', 'before 1'], undefined, '1']);
});

it('what stands in the log names nobody: the id in the clear, the name sealed, also of who said it', async () => {
  const store = new MemoryStore();
  const members = await OfficeMembers.open({ office: 'horsens', store, keys: new MemoryKeys(), now });
  await members.say({ sub: 'asta', name: 'Asta Sagsen', roles: ['adviser'] }, by);
  const [record] = await store.readStream('members');
  expect(JSON.stringify({ ...record, position: 0 })).not.toContain('Sagsen');
  expect(record).toMatchObject({
    type: 'MemberAdded',
    data: { sub: 'asta', name: expect.stringMatching(/^sealed:1:/) as string, roles: ['adviser'] },
    metadata: { actor: { sub: 'ada', name: 'ada' }, mac: expect.any(String) as string },
  });
});

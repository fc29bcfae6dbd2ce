/** The worklist and the search as they are asked for by callers, on a running office. */
import { mixedLog } from '../../test/read-models/mixed-log.js';
import { eachDatabase } from '../../test/postgres/each-database.js';
import { Queries, type Listed, type ReadRequest } from '../complaints/views/queries.js';
import { numbersOf } from './numbering.js';
import { runOffice } from '../complaints/wiring/running-office.js';
import { maySee } from '../complaints/views/visible.js';
import { type Caller } from '../platform/caller.js';
import { type Refused } from '../platform/refusal.js';
import { cursorAfter } from './worklist/query.js';

const now = Date.UTC(2030, 0, 1);
const caller = (change: Partial<Caller>): Caller => ({
  sub: 'somebody',
  name: 'Somebody',
  office: 'horsens',
  roles: ['adviser'],
  ...change,
});
const looking = (change: Partial<Caller> = {}): ReadRequest => ({ office: 'horsens', caller: caller(change) });
const ids = ({ items }: Listed) => items.map(({ id }) => id).sort();
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: Refused) => [error.refusal.code, error.status],
  );

eachDatabase((open) => {
  it('a department and a citizen see in the list what they may see at all; an adviser everything, page by page; a cursor of another order is refused', async () => {
    const { office, events } = await mixedLog(9, 'horsens@1', 12, 50);
    const running = await runOffice(office, await open());
    try {
      const queries = new Queries(new Map([['horsens', running]]), { now: () => now });
      const streams = [...new Set(events.map(({ stream }) => stream))].sort();
      expect(ids(await queries.worklist(looking(), {}, { limit: 100 }))).toEqual(streams);

      let seen = 0;
      for (const department of ['jobcenter', 'borgerservice', 'socialafdelingen']) {
        const own = looking({ roles: ['department'], department });
        const visible: string[] = [];
        for (const id of streams) if (maySee(own.caller, (await office.complaints.of(id))!.caseState)) visible.push(id);
        const found = await queries.worklist(own, {}, { limit: 100 });
        expect(ids(found)).toEqual(visible);
        expect(found.items.flatMap(({ parts }) => parts).every((part) => part.department === department)).toBe(true);
        seen += visible.length;
      }
      expect(seen).toBeGreaterThan(0);
      expect(ids(await queries.worklist(looking({ roles: ['citizen'], complaint: streams[3] }), {}, {}))).toEqual([
        streams[3],
      ]);
      expect(
        ids(
          await queries.worklist(
            looking({ roles: ['citizen'], complaint: streams[3] }),
            {},
            { at: Date.parse(events[0]!.recordedAt) - 1 },
          ),
        ),
      ).toEqual([]);

      const registered = events.find(({ type }) => type === 'CaseRegistered')!;
      const number = (await numbersOf(running.views.db, [registered.stream])).get(registered.stream)!;
      expect(ids(await queries.search(looking(), ` ${number} `, {}, {}))).toEqual([registered.stream]);
      const shredded = new Set(events.filter(({ type }) => type === 'KeysShredded').map(({ stream }) => stream));
      const hers = [...new Set(events.filter(({ type }) => type === 'CaseRegistered').map(({ stream }) => stream))]
        .filter((stream) => !shredded.has(stream))
        .sort();
      expect(ids(await queries.search(looking(), 'gudrun OPDIGTSEN', {}, { limit: 100 }))).toEqual(hers);
      expect(await queries.search(looking(), ' … ', {}, {})).toEqual({ items: [], total: 0, next: null });
      expect(
        await refusal(queries.search(looking({ roles: ['department'], department: 'jobcenter' }), 'gudrun', {}, {})),
      ).toEqual(['ROLE_FORBIDDEN', 403]);

      const first = await queries.worklist(looking(), {}, { sort: 'receivedOn', limit: 5 });
      expect(
        ids(await queries.worklist(looking(), {}, { sort: 'receivedOn', limit: 100, cursor: first.next! })),
      ).toHaveLength(streams.length - 5);
      for (const cursor of [first.next!, 'nonsense', cursorAfter('number', ['12x', 'a'])])
        expect(await refusal(queries.worklist(looking(), {}, { sort: 'number', cursor }))).toEqual(['VALIDATION', 400]);
    } finally {
      await running.stop();
    }
  });
});

import { nobodys } from '../../case/desk.js';
import { seededRandom } from '../../platform/seeded-random.js';
import { addDays } from '../../policy/calendar.js';
import { cursorAfter, matches, page, placeIn, sorts, usualSort, type Filter, type Sort } from './query.js';
import { type Row, type Wait } from './worklist.js';

const today = '2026-03-16';
const row = (id: string, change: Partial<Row> = {}): Row => ({
  id,
  number: null,
  state: 'registered',
  outcome: null,
  parts: [],
  waits: [],
  receivedOn: '2026-03-02',
  lifecycle: 'complaint/1',
  profile: 'horsens@1',
  revision: 3,
  assigned: nobodys,
  readers: null,
  asked: [],
  stopped: false,
  ...change,
});
const due = (date: string, change: Partial<Wait> = {}): Wait => ({
  kind: 'departmentAnswer',
  department: 'jobcenter',
  due: date,
  ...change,
});
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
const found = (rows: readonly Row[], filter: Filter) => ids(rows.filter((each) => matches(each, filter, today)));

describe('the filters of the worklist', () => {
  const rows = [
    row('a', {
      state: 'earlyResolution.flexible',
      parts: [
        { id: 'A', topic: 'delay', department: 'jobcenter', askedOf: [], found: false },
        { id: 'B', topic: 'other', department: 'borgerservice', askedOf: [], found: false },
      ],
    }),
    row('b', { state: 'earlyResolution.written', profile: 'odense@1', waits: [due('2026-03-13'), due('2026-04-01')] }),
    row('c', { state: 'closed', outcome: 'settled', waits: [due('2026-03-16')] }),
    row('d', { state: 'earlyResolutions', lifecycle: 'complaint/2', waits: [due('2026-03-17')] }),
  ];

  it('take a state with its sub-states, and no state that only begins with the same letters', () => {
    expect(found(rows, { state: 'earlyResolution' })).toEqual(['a', 'b']);
    expect(found(rows, { state: 'earlyResolution.written' })).toEqual(['b']);
    expect(found(rows, { state: 'early' })).toEqual([]);
  });

  it('take a department or a topic of any part', () => {
    expect(found(rows, { department: 'borgerservice' })).toEqual(['a']);
    expect(found(rows, { topic: 'delay' })).toEqual(['a']);
    expect(found(rows, { topic: 'noReply' })).toEqual([]);
  });

  it('take whose case it is, to its last day a stand-in’s, and nobody’s', () => {
    const of = (to: string | null, until: string | null = null, then: string | null = null) => ({ to, until, then });
    const lines = [
      row('a'),
      row('b', { assigned: of('asta') }),
      row('c', { assigned: of('bo', today, 'asta') }),
      row('d', { assigned: of('bo', '2026-03-15', 'asta') }),
      row('e', { assigned: of('bo', '2026-03-15') }),
      row('f', { assigned: of(null) }),
    ];
    expect(found(lines, { assignee: 'asta' })).toEqual(['b', 'd']);
    expect(found(lines, { assignee: 'bo' })).toEqual(['c']);
    expect(found(lines, { assignee: 'none' })).toEqual(['a', 'e', 'f']);
    expect(page(lines, today, {}).items.map(({ assignee }) => assignee)).toEqual([
      null,
      'asta',
      'bo',
      'asta',
      null,
      null,
    ]);
  });

  it('take an outcome, a lifecycle, a profile', () => {
    expect(found(rows, { outcome: 'settled' })).toEqual(['c']);
    expect(found(rows, { lifecycle: 'complaint/2' })).toEqual(['d']);
    expect(found(rows, { profile: 'odense@1' })).toEqual(['b']);
  });

  it('are overdue from the day after the last day in time; what waits for nothing is not', () => {
    expect(found(rows, { overdue: true })).toEqual(['b']);
    expect(found(rows, { overdue: false })).toEqual(['a', 'c', 'd']);
    expect(rows.filter((each) => matches(each, { overdue: true }, '2026-03-17')).map(({ id }) => id)).toEqual([
      'b',
      'c',
    ]);
  });

  it('all have to agree, and none at all takes everything', () => {
    expect(found(rows, { state: 'earlyResolution', overdue: true })).toEqual(['b']);
    expect(found(rows, { state: 'closed', overdue: true })).toEqual([]);
    expect(found(rows, {})).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('the order of the worklist', () => {
  const rows = [
    row('none', { receivedOn: '2026-01-05', number: '2026-0001' }),
    row('soon', { waits: [due('2026-03-20'), due('2026-03-17')], receivedOn: '2026-03-01', number: '2026-0003' }),
    row('late', { waits: [due('2026-03-02')], receivedOn: '2026-02-01', number: '2026-0002' }),
    row('later', { waits: [due('2026-05-01')], receivedOn: '2026-02-15' }),
  ];
  const inOrder = (sort?: Sort) => ids(page(rows, today, { sort }).items);

  it('is by itself: overdue first, then the soonest, then what waits for nothing', () =>
    expect(inOrder()).toEqual(['late', 'soon', 'later', 'none']));
  it('turned round keeps what waits for nothing at the end', () =>
    expect(inOrder('-nextDeadline')).toEqual(['later', 'soon', 'late', 'none']));
  it('can be by the day of receipt', () => {
    expect(inOrder('receivedOn')).toEqual(['none', 'late', 'later', 'soon']);
    expect(inOrder('-receivedOn')).toEqual(['soon', 'later', 'late', 'none']);
  });
  it('can be by number', () => {
    expect(inOrder('number').filter((id) => id !== 'later')).toEqual(['none', 'late', 'soon']);
    expect(inOrder('-number').filter((id) => id !== 'later')).toEqual(['soon', 'late', 'none']);
  });
  it('is by id where the key is the same, in the same direction', () => {
    const equal = ['c', 'a', 'b'].map((id) => row(id));
    for (const sort of sorts) {
      const up = ['a', 'b', 'c'];
      expect(ids(page(equal, today, { sort }).items)).toEqual(sort.startsWith('-') ? up.reverse() : up);
    }
  });
});

describe('a line as it is shown', () => {
  it('has the soonest of its deadlines, with its kind and whether it is late', () => {
    const shown = (waits: readonly Wait[], on = today) => page([row('a', { waits })], on, {}).items[0]!.nextDeadline;
    expect(shown([due('2026-04-01'), due('2026-03-16', { department: 'borgerservice' })])).toEqual({
      kind: 'departmentAnswer',
      department: 'borgerservice',
      due: '2026-03-16',
      status: 'running',
    });
    expect(shown([due('2026-03-16')], '2026-03-17')).toMatchObject({ status: 'late' });
    expect(shown([{ kind: 'answerTarget', due: '2026-03-20' }])).toEqual({
      kind: 'answerTarget',
      due: '2026-03-20',
      status: 'running',
    });
    expect(shown([])).toBeNull();
  });

  it('has exactly what the contract lists', () => {
    expect(
      Object.keys(page([row('a', { waits: [due(today)], asked: ['jobcenter'] })], today, {}).items[0]!).sort(),
    ).toEqual([
      'assignee',
      'id',
      'lifecycle',
      'nextDeadline',
      'number',
      'outcome',
      'parts',
      'profile',
      'receivedOn',
      'revision',
      'state',
    ]);
  });
});

describe('the pages', () => {
  const roll = seededRandom(11);
  // Many ties: few days, few deadlines, a third without a number.
  const rows = Array.from({ length: 97 }, (_, n) =>
    row(`complaint-${String(Math.floor(roll() * 1e9)).padStart(9, '0')}`, {
      receivedOn: addDays('2026-03-01', Math.floor(roll() * 4)),
      number: n % 3 === 0 ? null : `2026-${String(n).padStart(4, '0')}`,
      waits: roll() < 0.3 ? [] : [due(addDays('2026-03-10', Math.floor(roll() * 5)))],
    }),
  );
  const cursorOf = (next: string | null, sort: Sort = usualSort) => (next === null ? undefined : placeIn(sort, next));

  it.each(sorts)('sorted by %s show every line once, in the same order as one long page', (sort) => {
    const whole = page(rows, today, { sort, limit: 1000 });
    expect([whole.items.length, whole.next]).toEqual([97, null]);
    for (const limit of [1, 7, 50, 96, 97]) {
      const seen: string[] = [];
      let cursor: readonly [string, string] | undefined;
      for (let pages = 0; pages < 200; pages += 1) {
        const { items, total, next } = page(rows, today, { sort, limit, cursor });
        expect(total).toBe(97);
        seen.push(...ids(items));
        cursor = cursorOf(next, sort);
        if (!cursor) break;
      }
      expect(seen).toEqual(ids(whole.items));
    }
  });

  it('go on behind their last line though it has gone, or others have come before it', () => {
    const first = page(rows, today, { limit: 20 });
    const rest = ids(page(rows, today, { limit: 1000 }).items).slice(20);
    const [cursor, lastShown] = [cursorOf(first.next), first.items.at(-1)!.id];
    expect(
      ids(
        page(
          rows.filter(({ id }) => id !== lastShown),
          today,
          { limit: 1000, cursor },
        ).items,
      ),
    ).toEqual(rest);
    expect(
      ids(page([...rows, row('aaa', { waits: [due('2026-01-01')] })], today, { limit: 1000, cursor }).items),
    ).toEqual(rest);
  });

  it('end: behind the last line there is nothing, and no next', () => {
    expect(page(rows, today, { cursor: ['9999-12-31', 'zzz'] })).toMatchObject({ items: [], next: null, total: 97 });
    expect(page([], today, {})).toEqual({ items: [], total: 0, next: null });
  });

  it('have 50 lines unless asked otherwise', () => expect(page(rows, today, {}).items).toHaveLength(50));
});

describe('a cursor', () => {
  it('is read as it was given, and fit for a URL', () => {
    for (const key of [
      ['2026-03-17', 'complaint-1'],
      ['', 'a'],
      ['æøå', '"'],
    ] as const) {
      expect(placeIn('receivedOn', cursorAfter('receivedOn', key))).toEqual(key);
      expect(cursorAfter('receivedOn', key)).toMatch(/^[\w-]+$/);
    }
  });

  it('of one sort is none in another', () => {
    for (const given of sorts)
      for (const asked of sorts)
        expect(placeIn(asked, cursorAfter(given, ['12', 'a'])) !== undefined).toBe(given === asked);
  });

  it('that is none of ours is undefined', () => {
    for (const text of [
      '',
      'x',
      'e30',
      ...['["lines receivedOn"]', '["lines receivedOn","a"]', '["lines receivedOn","a",1]', '["a","b"]'],
      ...['["lines receivedOn","a","b","c"]', '["rows contacts","1","b"]'],
    ])
      expect(placeIn('receivedOn', Buffer.from(text).toString('base64url'))).toBeUndefined();
  });
});

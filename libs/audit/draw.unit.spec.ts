import { drawOf, isSupervised, isToJudge, openedForNothing, type WeeksLook } from './draw.js';
import { isOffHours, sharesSurname, type Mark } from './odd.js';
import { mondayOf, weekAfter, weekOf } from './weeks.js';

const look = (number: number, change: Partial<WeeksLook> = {}): WeeksLook => ({
  number,
  at: '2026-03-03T09:00:00.000Z',
  by: 'adviser-1',
  role: 'adviser',
  what: 'case',
  marks: [],
  complaint: `complaint-${number}`,
  ...change,
});
const many = (count: number, change: (n: number) => Partial<WeeksLook> = () => ({})) =>
  Array.from({ length: count }, (_, n) => look(n + 1, change(n)));
const nobody: ReadonlySet<number> = new Set();
const byReason = (drawn: ReadonlyMap<number, readonly string[]>, reason: string) =>
  [...drawn].filter(([, why]) => why.includes(reason)).map(([number]) => number);

describe('the draw of a week', () => {
  it.each([
    [0, 0],
    [1, 1],
    [49, 1],
    [50, 1],
    [51, 2],
    [1000, 20],
    [1001, 21],
  ])('of %i looks has at least two in a hundred, and one where there is any: %i', (count, drawn) => {
    expect(byReason(drawOf(many(count), 'seed', nobody), 'share')).toHaveLength(drawn);
  });

  it('is the same by the same seed, in whatever order the looks are asked for, and another by another', () => {
    const looks = many(2000);
    const lots = (seed: string, of = looks) => byReason(drawOf(of, seed, nobody), 'share').sort((a, b) => a - b);
    expect(lots('one', [...looks].reverse())).toEqual(lots('one'));
    expect(lots('another')).not.toEqual(lots('one'));
  });

  it('leaves nobody out by role: over many weeks each one’s looks are drawn, the head’s too', () => {
    const roles = ['adviser', 'head', 'auditor', 'dataProtectionOfficer', 'department'];
    const looks = many(500, (n) => ({ role: roles[n % 5]!, by: roles[n % 5]! }));
    const drawn = new Set<string>();
    for (let week = 0; week < 20; week += 1)
      for (const number of byReason(drawOf(looks.filter(isSupervised), `week ${week}`, nobody), 'share'))
        drawn.add(looks[number - 1]!.role);
    expect([...drawn].sort()).toEqual([...roles].sort());
  });

  it('is of looks by people at cases: not a citizen’s at the own, not the product’s, not at figures', () => {
    const made = (change: Partial<WeeksLook>) => isSupervised(look(1, change));
    expect(made({ role: 'integration', what: 'positions' })).toBe(false);
    expect([made({ role: 'citizen' }), made({ role: 'system' }), made({ what: 'report contacts' })]).toEqual([
      false,
      false,
      false,
    ]);
    expect([made({ what: 'behind report contacts' }), made({ what: 'search' }), made({ role: 'department' })]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it.each(['notAssigned', 'sameSurname', 'offHours'] satisfies Mark[])('has every look that is %s', (mark) => {
    const looks = many(300, (n) => ({ marks: n % 7 === 0 ? [mark] : [] }));
    const odd = looks.filter(({ marks }) => marks.length > 0).map(({ number }) => number);
    expect(byReason(drawOf(looks, 'seed', nobody), mark)).toEqual(odd);
  });
});

describe('more than sixty cases opened one by one in an hour', () => {
  /** One look each minute. */
  const opened = (count: number, everyMs: number, change: (n: number) => Partial<WeeksLook> = () => ({})) =>
    many(count, (n) => ({
      at: new Date(Date.parse('2026-03-03T09:00:00Z') + n * everyMs).toISOString(),
      ...change(n),
    }));
  const bulk = (looks: readonly WeeksLook[]) => byReason(drawOf(looks, 'seed', nobody), 'bulk').length;

  it('is a bulk, and each of the looks is in it', () => {
    expect(bulk(opened(61, 59_000))).toBe(61);
    expect(bulk(opened(200, 30_000))).toBe(200);
  });
  it.each([
    ['sixty', opened(60, 1000)],
    ['sixty-one in an hour and a minute', opened(61, 60_000)],
    ['the same case again and again', opened(200, 1000, (n) => ({ complaint: `complaint-${n % 60}` }))],
    ['by two people', opened(120, 1000, (n) => ({ by: `adviser-${n % 2}` }))],
    ['lists', opened(200, 1000, () => ({ complaint: null, what: 'worklist' }))],
  ])('%s are none', (_what, looks) => expect(bulk(looks)).toBe(0));
  it('has the looks of that hour, and not those of a quiet one before', () => {
    const quiet = opened(30, 1000);
    const busy = opened(70, 1000, (n) => ({
      at: new Date(Date.parse('2026-03-03T12:00:00Z') + n * 1000).toISOString(),
    })).map((each) => ({ ...each, number: each.number + 100 }));
    expect(bulk([...quiet, ...busy])).toBe(70);
  });
});

describe('an adviser who opens a case that is not the own', () => {
  const others = (change: Partial<WeeksLook> = {}) => look(1, { marks: ['notOwn'], ...change });

  it('is asked for a step by the first look of the day at it', () => {
    const looks = [
      others(),
      { ...others({ complaint: 'complaint-1' }), number: 2 },
      { ...others({ at: '2026-03-04T09:00:00.000Z' }), number: 3 },
      { ...others({ complaint: 'complaint-2' }), number: 4 },
      { ...others({ by: 'adviser-2' }), number: 5 },
    ];
    expect(openedForNothing(looks).map(({ number }) => number)).toEqual([1, 3, 4, 5]);
  });
  it.each([
    ['the own', others({ marks: [] })],
    ['the head’s', others({ role: 'head' })],
    ['a list', others({ what: 'worklist', complaint: null })],
  ])('is not where it is %s', (_what, one) => expect(openedForNothing([one])).toEqual([]));

  it('and takes none is shown, and need not be judged for that alone', () => {
    const drawn = drawOf(many(60), 'seed', new Set([7]));
    expect(drawn.get(7)).toContain('noStep');
    expect(isToJudge(['noStep'])).toBe(false);
    expect(isToJudge(['share', 'noStep'])).toBe(true);
  });
});

describe('what is odd', () => {
  const switches = { mayDay: false, constitutionDay: true, christmasEve: true, newYearsEve: true };
  it.each([
    ['a Tuesday at seven', '2026-03-03T07:00:00+01:00', false],
    ['a minute before', '2026-03-03T06:59:00+01:00', true],
    ['a minute to six in the evening', '2026-03-03T17:59:00+01:00', false],
    ['six in the evening', '2026-03-03T18:00:00+01:00', true],
    ['a Saturday', '2026-03-07T11:00:00+01:00', true],
    ['Whit Monday', '2026-05-25T11:00:00+02:00', true],
    ['Constitution Day, where it is a day off', '2026-06-05T11:00:00+02:00', true],
    ['the first of May, where it is none', '2026-05-01T11:00:00+02:00', false],
    ['summer, seven by the clock', '2026-07-01T07:00:00+02:00', false],
  ])('%s: outside the hours %s', (_what, at, odd) => {
    expect(isOffHours(Date.parse(at), switches)).toBe(odd);
  });
  it('of a talk no hour is kept, so its day alone tells', () => {
    expect(isOffHours(Date.parse('2026-03-03T00:00:00+01:00'), switches, true)).toBe(false);
    expect(isOffHours(Date.parse('2026-03-07T00:00:00+01:00'), switches, true)).toBe(true);
  });
  it.each([
    ['Anna Holm', ['Peter Holm'], true],
    ['Anna HOLM', ['Peter Holm '], true],
    ['Anna Holm-Lund', ['Peter Lund'], true],
    ['Anna Åkær', ['Peter ÅKÆR'], true],
    ['Anna Holm', ['Holm Petersen'], false],
    ['Anna Holm', ['Holmen ApS', 'Peter Holmgaard'], false],
    ['Anna', [''], false],
    ['', [''], false],
  ])('%s and %j share a last name: %s', (name, others, share) => expect(sharesSurname(name, others)).toBe(share));
});

describe('a week', () => {
  it.each([
    ['2026-03-02', '2026-W10'],
    ['2026-03-08', '2026-W10'],
    ['2026-01-01', '2026-W01'],
    ['2027-01-01', '2026-W53'],
    ['2024-12-30', '2025-W01'],
  ])('of %s is %s', (date, week) => expect(weekOf(date)).toBe(week));
  it('has its Monday, where there is such a week', () => {
    expect([mondayOf('2026-W10'), mondayOf('2026-W53'), mondayOf('2025-W01')]).toEqual([
      '2026-03-02',
      '2026-12-28',
      '2024-12-30',
    ]);
    expect(['2025-W53', '2026-W00', '2026-10', 'nonsense'].map((each) => mondayOf(each))).toEqual(
      Array(4).fill(undefined),
    );
    expect([weekAfter('2026-W53'), weekAfter('2026-W10')]).toEqual(['2027-W01', '2026-W11']);
  });
});

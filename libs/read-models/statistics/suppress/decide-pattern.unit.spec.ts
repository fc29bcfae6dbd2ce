import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { seededRandom } from '../../../platform/seeded-random.js';
import { type Atom, type Cell } from './cell-counts.js';
import { decidePattern, type Pattern } from './decide-pattern.js';
import { nodesOf } from './periods.js';

const dimensions = ['department', 'topic', 'outcome'];
const one = (year: number, topics: number) =>
  fc.record({
    month: fc.integer({ min: 1, max: 12 }).map((month) => `${year}-${String(month).padStart(2, '0')}`),
    n: fc.integer({ min: 0, max: 9 }),
    keys: fc.record({
      department: fc.constantFrom('a', 'b', 'c'),
      topic: fc.integer({ min: 1, max: topics }).map(String),
      outcome: fc.constantFrom('upheld', 'not upheld'),
    }),
  });
const year = (number: number) => fc.array(one(number, 5), { maxLength: 40 });
const atoms = (month: string, department: string, topic: string, n: number): Atom => ({
  month,
  n,
  keys: { department, topic, outcome: 'upheld' },
});

const nodes = (of: string) => [
  of,
  ...[1, 2, 3, 4].map((quarter) => `${of}-Q${quarter}`),
  ...Array.from({ length: 12 }, (_, month) => `${of}-${String(month + 1).padStart(2, '0')}`),
];
const times = nodes('2025');
const tables = [
  [],
  ['department'],
  ['topic'],
  ['outcome'],
  ['department', 'topic'],
  ['department', 'outcome'],
  ['topic', 'outcome'],
];
const known: { readonly [dimension: string]: readonly string[] } = {
  department: ['a', 'b', 'c'],
  topic: ['1', '2', '3', '4', '5'],
  outcome: ['upheld', 'not upheld'],
};
const cells: readonly Cell[] = times.flatMap((time) =>
  tables.flatMap((by) =>
    by
      .reduce<readonly Cell['keys'][]>(
        (all, dimension) => all.flatMap((keys) => known[dimension]!.map((value) => ({ ...keys, [dimension]: value }))),
        [{}],
      )
      .map((keys) => ({ time, keys })),
  ),
);
const monthsIn = (time: string) =>
  time.length === 4
    ? nodes(time).slice(5)
    : time.includes('Q')
      ? nodes(time.slice(0, 4))
          .slice(5)
          .slice(Number(time[6]) * 3 - 3, Number(time[6]) * 3)
      : [time];
const naive = (all: readonly Atom[], { time, keys }: Cell) =>
  all
    .filter(
      (atom) =>
        monthsIn(time).includes(atom.month) &&
        Object.entries(keys).every(([dimension, value]) => atom.keys[dimension] === value),
    )
    .reduce((sum, { n }) => sum + n, 0);
const published = (pattern: Pattern) => cells.map((cell) => (pattern.shows(cell) ? pattern.count(cell) : 'hidden'));

describe('what may be published of a population', () => {
  it('counts what is there, hides every group of 1 to 4, and shows everything where there is none', () => {
    fc.assert(
      fc.property(year(2025), (all) => {
        const pattern = decidePattern(all, dimensions);
        const numbers = cells.map((cell) => naive(all, cell));
        expect(cells.map((cell) => pattern.count(cell))).toEqual(numbers);
        expect(
          cells.filter((cell, index) => numbers[index]! > 0 && numbers[index]! < 5 && pattern.shows(cell)),
        ).toEqual([]);
        if (numbers.every((number) => number === 0 || number > 4)) expect(published(pattern)).toEqual(numbers);
      }),
      { numRuns: 15 },
    );
  });
  it('each hidden figure has a year in which it is another and which would have been published to the same letter', () => {
    fc.assert(
      fc.property(year(2025), (all) => {
        const pattern = decidePattern(all, dimensions);
        const hidden = new Set(cells.filter((cell) => !pattern.shows(cell)));
        for (const other of pattern.otherYears('2025')) {
          for (const cell of cells) {
            const [here, there] = [pattern.count(cell), naive(other, cell)];
            if (pattern.shows(cell)) expect(there).toBe(here);
            else if (there !== here) hidden.delete(cell);
          }
        }
        expect([...hidden]).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
  it('depends on the counts alone: not on the order of the atoms, nor on how they are split, nor on other years', () => {
    fc.assert(
      fc.property(year(2025), year(2026), (all, others) => {
        const split = all.flatMap((atom) => Array.from({ length: atom.n }, () => ({ ...atom, n: 1 }))).reverse();
        const expected = published(decidePattern(all, dimensions));
        expect(published(decidePattern(split, dimensions))).toEqual(expected);
        expect(published(decidePattern([...others, ...all], dimensions))).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });
  it('lists the rows that count somebody and those that are hidden, noughts among them', () => {
    fc.assert(
      fc.property(year(2025), (all) => {
        const pattern = decidePattern(all, dimensions);
        for (const by of tables)
          for (const time of times) {
            const expected = cells
              .filter(
                (cell) =>
                  cell.time === time &&
                  Object.keys(cell.keys).join() === by.join() &&
                  (pattern.count(cell) > 0 || !pattern.shows(cell)),
              )
              .map(({ keys }) => JSON.stringify(keys));
            expect(
              pattern
                .rows(by, [time])
                .map((keys) => JSON.stringify(keys))
                .sort(),
            ).toEqual(expected.sort());
          }
      }),
      { numRuns: 10 },
    );
  });
  it('a year that was published is decided the same by every later program', () => {
    const random = seededRandom(2025);
    const upTo = (n: number) => Math.floor(n * random() * random());
    const all = Array.from({ length: 300 }, (): Atom => ({
      month: `2025-${String(1 + Math.floor(12 * random())).padStart(2, '0')}`,
      n: 1 + upTo(9),
      keys: {
        department: 'abc'[upTo(3)]!,
        topic: String(1 + upTo(5)),
        outcome: random() < 0.4 ? 'upheld' : 'not upheld',
      },
    }));
    const text = JSON.stringify(published(decidePattern(all, dimensions, { tables: [dimensions] })));
    expect(createHash('sha256').update(text).digest('hex').slice(0, 16)).toBe('3257e2e5cda7ccb7');
  });
  it('a year of four people shows no number at all', () => {
    const pattern = decidePattern([atoms('2025-03', 'a', '1', 2), atoms('2025-07', 'b', '2', 2)], dimensions);
    expect(published(pattern).filter((figure) => figure !== 'hidden' && figure > 0)).toEqual([]);
    expect(pattern.figure({}, ['2025'])).toBe('hidden');
  });
  it('five people with five topics: not even their total, for each of the listed topics would be one', () => {
    const pattern = decidePattern(
      [1, 2, 3, 4, 5].map((topic) => atoms('2025-03', 'a', String(topic), 1)),
      dimensions,
    );
    expect(pattern.figure({}, ['2025'])).toBe('hidden');
  });
  it('the total is shown, and a second row beside the small one is not', () => {
    const pattern = decidePattern(
      [atoms('2025-03', 'a', '1', 2), atoms('2025-03', 'b', '1', 30), atoms('2025-03', 'c', '1', 40)],
      dimensions,
    );
    expect(pattern.figure({}, ['2025'])).toBe(72);
    expect(['a', 'b', 'c'].filter((department) => pattern.figure({ department }, ['2025']) === 'hidden')).toHaveLength(
      2,
    );
  });
  it('two names of the same people are hidden together: a topic that one department has alone', () => {
    const all = [
      atoms('2025-03', 'a', '1', 9),
      atoms('2025-03', 'b', '2', 3),
      atoms('2025-03', 'b', '3', 20),
      atoms('2025-03', 'c', '4', 30),
      atoms('2025-03', 'c', '5', 40),
    ].flatMap((atom) => [
      atom,
      { ...atom, n: atom.n === 9 ? 2 : atom.n * 2, keys: { ...atom.keys, outcome: 'not upheld' } },
    ]);
    const pattern = decidePattern(all, dimensions);
    expect(pattern.shows({ time: '2025', keys: { department: 'a', outcome: 'not upheld' } })).toBe(false);
    expect(pattern.shows({ time: '2025', keys: { topic: '1', outcome: 'upheld' } })).toBe(false);
    expect(pattern.shows({ time: '2025', keys: { department: 'a', outcome: 'upheld' } })).toBe(false);
  });
  it('wider tables are decided with the others when they are named', () => {
    const all = [atoms('2025-03', 'a', '1', 9), atoms('2025-03', 'b', '2', 30)];
    const cell = { time: '2025', keys: { department: 'a', topic: '1', outcome: 'upheld' } };
    expect(() => decidePattern(all, dimensions).shows(cell)).toThrow(
      'no report is by department and topic and outcome',
    );
    expect(decidePattern(all, dimensions, { tables: [dimensions] }).figure(cell.keys, ['2025'])).toBe(9);
  });
  it('whether a part is rejected and on which ground is one thing: the grounds are shown, and no row of none', () => {
    const grounds = { content: 49, political: 20, serviceLevel: 19, employment: 13, none: 899 };
    const of = ['admissible', 'department', 'ground', 'standing', 'topic'];
    const random = seededRandom(49);
    const any = (letters: string) => letters[Math.floor(letters.length * random() ** 1.5)]!;
    const all = Object.entries(grounds).flatMap(([ground, many]) =>
      Array.from({ length: many }, (): Atom => ({
        month: `2025-${String(1 + Math.floor(12 * random())).padStart(2, '0')}`,
        n: 1,
        keys: {
          ground,
          admissible: ground === 'none' ? (random() < 0.1 ? 'open' : 'yes') : 'no',
          standing: random() < 0.3 ? 'provisional' : 'final',
          department: any('abcdefgh'),
          topic: any('abcdefghijklmnopq'),
        },
      })),
    );
    const tables = [
      ['department', 'topic'],
      ['admissible', 'ground', 'standing'],
      ['admissible', 'ground', 'department'],
      ['admissible', 'standing', 'department'],
    ];
    const options = { maxBy: 1, tables };
    const rowsOf = (pattern: Pattern) =>
      pattern
        .rows(['admissible', 'ground'], ['2025'])
        .filter(({ admissible }) => admissible === 'no')
        .map((keys) => [keys.ground, pattern.figure(keys, ['2025'])]);
    const pattern = decidePattern(all, of, { ...options, linked: [['admissible', 'ground']] });
    expect(rowsOf(pattern)).toEqual([
      ['content', 49],
      ['employment', 13],
      ['political', 20],
      ['serviceLevel', 19],
    ]);
    for (const other of pattern.otherYears('2025'))
      expect(other.filter(({ keys }) => (keys.ground === 'none') === (keys.admissible === 'no'))).toEqual([]);
    // Exchanged apart, a part would be rejected on no ground.
    expect(rowsOf(decidePattern(all, of, options))).toContainEqual(['none', 'hidden']);
  });
  it('refuses what it does not know, and counts nobody where nobody is', () => {
    const pattern = decidePattern([atoms('2025-03', 'a', '1', 9)], dimensions);
    expect(() => pattern.count({ time: '2025', keys: { colour: 'red' } })).toThrow('the population has no colour');
    expect(() => pattern.count({ time: '2025-13', keys: {} })).toThrow('2025-13 is no year, quarter or month');
    expect(() => decidePattern([{ month: '2025-03', keys: {}, n: 1 }], dimensions)).toThrow('an atom lacks department');
    expect(pattern.figure({ department: 'z' }, ['2025', '1999'])).toBe(0);
  });
});

describe('periods', () => {
  it.each([
    ['2026-01-01', '2026-12-31', ['2026']],
    ['2025-01-01', '2026-12-31', ['2025', '2026']],
    ['2026-01-01', '2026-06-30', ['2026-Q1', '2026-Q2']],
    ['2026-02-01', '2026-06-30', ['2026-02', '2026-03', '2026-Q2']],
    ['2024-02-01', '2024-02-29', ['2024-02']],
    ['2025-11-01', '2026-01-31', ['2025-11', '2025-12', '2026-01']],
  ])('%s to %s', (from, to, expected) => expect(nodesOf(from, to)).toEqual(expected));
  it.each([
    ['2026-01-02', '2026-01-31'],
    ['2026-01-01', '2026-01-30'],
    ['2026-02-01', '2026-01-31'],
    ['2025-02-01', '2025-02-29'],
    ['2026-13-01', '2026-13-31'],
  ])('%s to %s is not made of whole months', (from, to) => expect(nodesOf(from, to)).toBeUndefined());
  it('a sum of nodes is shown where each of them is', () => {
    const pattern = decidePattern([atoms('2025-03', 'a', '1', 9), atoms('2026-03', 'a', '1', 3)], dimensions);
    expect(pattern.figure({}, ['2025'])).toBe(9);
    expect(pattern.figure({}, nodesOf('2025-01-01', '2026-12-31')!)).toBe('hidden');
  });
});

import { attackCells } from './cells.js';
import { attackAll, caseOf } from './judge.js';
import { seededRandom } from '../../../libs/platform/seeded-random.js';
import { officeFrom } from './offices.js';
import { attackPair } from './pairs.js';
import { weaker, type Defence } from './weaker.js';

describe('published figures reveal nobody (promises.md, line "cells")', () => {
  it('300 pairs of reports, and all that their offices ever publish, give no hidden figure away', () => {
    const { counts, broken } = attackCells(1, { pairs: 300 });
    expect(broken).toEqual([]);
    expect(counts).toMatchObject({ pairs: 300, offices: 30, found: 0 });
    for (const attacked of [
      'figures shown',
      'small groups',
      'hidden besides',
      'hidden figures attacked',
      'small stretches attacked',
      'other years checked',
    ])
      expect(counts[attacked]).toBeGreaterThan(500);
  });
  it('is the same for the same seed', () =>
    expect(attackCells(7, { pairs: 20 })).toEqual(attackCells(7, { pairs: 20 })));
});

describe('the attack finds what one missing defence gives away', () => {
  const offices = [2, 3, 4, 5]
    .map((seed) => officeFrom(seededRandom(seed), 1))
    .filter(({ dimensions }) => dimensions.length === 3);
  const attacked = (without: Defence, { people }: { readonly people: boolean }) => {
    const attacks = offices.map((office) =>
      attackAll(caseOf(office, weaker[without](office)), seededRandom(1), { people }),
    );
    return {
      found: attacks.flatMap(({ found }) => found),
      byBoundsAlone: attacks.flatMap(({ byBoundsAlone }) => byBoundsAlone),
    };
  };

  it('there are offices to attack', () => expect(offices.length).toBeGreaterThanOrEqual(3));
  it.each(['complements', 'calendar', 'margins'] as const)('without %s', (without) =>
    expect(attacked(without, { people: false }).found.length).toBeGreaterThan(20),
  );
  it('without bounds: hidden figures that cannot be below nought follow where the equations alone leave them open', () => {
    expect(attacked('bounds', { people: false }).byBoundsAlone.length).toBeGreaterThan(20);
  });
  it('without a thought of the people who stand in all the tables: tables decided one by one give more away to whoever thinks of them', () => {
    expect(attacked('people', { people: true }).found.length).toBeGreaterThan(
      attacked('people', { people: false }).found.length,
    );
  });
});

describe('two reports beside each other', () => {
  const [q1, january] = [['2026-01', '2026-02', '2026-03'], ['2026-01']];
  it('a quarter less one of its months is what is left', () => {
    const pair = attackPair(
      { by: [], months: q1, rows: new Map([['*', 9]]) },
      { by: [], months: january, rows: new Map([['*', 6]]) },
      [['a', 'b']],
      seededRandom(1),
    );
    expect(pair).toContainEqual({ months: ['2026-02', '2026-03'], tuple: '*', value: 3 });
  });
  it('a total less the other rows is the hidden row', () => {
    const rows = new Map<string, number | 'hidden'>([
      ['*', 9],
      ['a', 'hidden'],
      ['b', 7],
    ]);
    expect(
      attackPair(
        { by: [0], months: q1, rows },
        { by: [], months: january, rows: new Map([['*', 0]]) },
        [['a', 'b']],
        seededRandom(1),
      ),
    ).toContainEqual({ months: q1, tuple: 'a', value: 2 });
  });
});

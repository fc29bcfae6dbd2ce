import { seededRandom } from '../../../libs/platform/seeded-random.js';
import { attackPublications, type Publications } from './neighbours.js';
import { officeFrom } from './offices.js';

const offices = Array.from({ length: 14 }, (_, seed) => officeFrom(seededRandom(seed + 1), 1)).filter(
  ({ dimensions }) => dimensions.length > 1,
);
function attacked(publications: Publications) {
  const roll = seededRandom(3);
  const all = offices.map((office) => attackPublications(office, publications, roll));
  return {
    small: all.flatMap(({ small }) => small),
    others: all.flatMap(({ others }) => others),
    hidden: all.reduce((sum, { hidden }) => sum + hidden, 0),
    shown: all.reduce((sum, { shown }) => sum + shown, 0),
  };
}

describe.each<[string, readonly number[]]>([
  ['two months', [2, 3]],
  ['every month of a year', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  ['every quarter', [3, 6, 9, 12]],
])('the publications of %s, solved as one system', (_, months) => {
  it('give no figure away that each of them hides', () => {
    const { small, others, hidden, shown } = attacked({ months });
    expect([small, others]).toEqual([[], []]);
    expect([hidden > 400, shown > 50]).toEqual([true, true]);
  });
  it('are attacked by what finds small groups where each is decided as if there were no other', () =>
    expect(attacked({ months, knowing: false }).small.length).toBeGreaterThan(20));
});

it('what changed after a year was published gives away few of its small groups, where it gave away many', () => {
  const found = [
    [12, 12],
    [6, 12],
  ].map((months) => [true, false].map((knowing) => attacked({ months, changed: 0.03, knowing }).small.length));
  const [knowing, each] = [0, 1].map((which) => found.reduce((sum, pair) => sum + pair[which]!, 0));
  expect(each).toBeGreaterThan(30);
  expect(knowing).toBeLessThan(each! / 5);
});

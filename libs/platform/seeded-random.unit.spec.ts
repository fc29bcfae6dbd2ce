import { seededRandom } from './seeded-random.js';

it('gives the numbers that recorded seeds stand for', () => {
  const drawn = [1, 7, 0x9e3779b9 * 3].map((seed) => {
    const random = seededRandom(seed);
    return Array.from({ length: 3 }, () => Math.floor(random() * 1e6));
  });
  expect(drawn).toEqual([
    [627073, 2735, 527447],
    [11704, 61958, 976907],
    [742244, 238596, 715077],
  ]);
});

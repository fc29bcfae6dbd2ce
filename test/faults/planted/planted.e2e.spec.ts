/**
 * Two of the planted bugs, drawn by the commit's tree, are caught; and every patch still fits the code it was made for
 * (promises.md, line "planted").
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { root } from '../real-process.js';
import { notYet, plants, Scratch, type Plant } from './planted.js';

/** Those that need no second build of the product; `npm run campaign -- planted` tries them all. */
const mostSeconds = 10;
const planted = plants();
let scratch: Scratch;
beforeAll(() => {
  scratch = new Scratch();
});
afterAll(() => {
  scratch.remove();
});

/** The same two as long as nothing is committed. Outside of git there is no tree to draw by: the first ones. */
function drawn(count: number): readonly Plant[] {
  const { stdout } = spawnSync('git', ['rev-parse', 'HEAD^{tree}'], { cwd: root, encoding: 'utf8' });
  const order = ({ number }: Plant) => createHash('sha256').update(`${stdout.trim()}/${number}`).digest('hex');
  return planted
    .filter(({ seconds }) => seconds <= mostSeconds)
    .map((plant) => ({ plant, at: order(plant) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .slice(0, count)
    .map(({ plant }) => plant);
}

it('each of the 27 is here, or it is said why it cannot be planted yet; those that were found since come after them', () => {
  const numbers = [...planted.map(({ number }) => number), ...Object.keys(notYet).map(Number)].sort((a, b) => a - b);
  expect(numbers.slice(0, 27)).toEqual(Array.from({ length: 27 }, (_, index) => index + 1));
  expect(new Set(numbers).size).toBe(numbers.length);
});

it.each(planted)('$number fits: $bug', (plant) => {
  expect(scratch.fits(plant)).toBe('');
});

it.each(drawn(2))('$number is caught: $bug', (plant) => {
  expect(scratch.tryOut(plant)).toBeUndefined();
});

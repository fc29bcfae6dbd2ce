/** What was decided is found again by its content alone, and nothing that is found shows what is to be hidden. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '../../sqlite/testing/folder.js';
import { DecidedFile, type DecidedBefore } from './decided-file.js';
import { KeptFigures } from './kept-figures.js';
import { type Atom } from './suppress/cell-counts.js';

const atom = (month: string, department: string, n: number): Atom => ({ month, n, keys: { department } });
const year = [atom('2025-03', 'a', 9), atom('2025-04', 'b', 3), atom('2025-05', 'c', 7)];

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
const open: DecidedFile[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'figures.db');
});
afterEach(() => {
  for (const file of open.splice(0)) file.close();
  folder.remove();
});
function opened(): DecidedFile {
  const file = DecidedFile.open(path)!;
  open.push(file);
  return file;
}
async function decide(before: DecidedBefore, atoms: readonly Atom[] = year, threshold = 5) {
  const kept = new KeptFigures(2 ** 20, before);
  const years = await kept.decidedYears('a place', async () => atoms, ['department'], { threshold });
  return { decided: kept.decided, hidden: years.get('2025')!.hidden };
}
const change = (sql: string): void => {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
};

it('a year is decided once, and found by whoever opens the file later', async () => {
  const first = await decide(opened());
  const again = await decide(opened(), year.toReversed());
  expect([first.decided, again.decided]).toEqual([1, 0]);
  expect(again.hidden).toEqual(first.hidden);
});

it.each([
  ['a number is another', year.with(0, atom('2025-03', 'a', 10)), 5],
  ['the threshold is another', year, 4],
] as const)('it is decided anew where %s', async (_what, atoms, threshold) => {
  await decide(opened());
  expect((await decide(opened(), atoms, threshold)).decided).toBe(1);
});

it('what was changed in the file is not taken', async () => {
  const first = await decide(opened());
  change("UPDATE decided SET hidden = x'63000100'");
  const again = await decide(opened());
  expect([again.decided, again.hidden]).toEqual([1, first.hidden]);
});

it('what would show a group that is too small is not taken, whoever kept it', async () => {
  const first = await decide(opened());
  const shows: DecidedBefore = { find: () => new Uint8Array(first.hidden.length), keep: () => undefined };
  const short: DecidedBefore = { find: () => new Uint8Array(3).fill(1), keep: () => undefined };
  for (const before of [shows, short]) {
    const again = await decide(before);
    expect([again.decided, again.hidden]).toEqual([1, first.hidden]);
  }
});

it('a file that is damaged is made anew', async () => {
  writeFileSync(path, 'no database, and longer than its header'.repeat(200));
  await decide(opened());
  expect((await decide(opened())).decided).toBe(0);
});

it('a file that cannot be read or written costs the decision, and no report', async () => {
  const file = opened();
  change('DROP TABLE decided');
  expect((await decide(file)).decided).toBe(1);
  expect(DecidedFile.open(join(folder.path, 'nowhere', 'figures.db'))).toBeUndefined();
});

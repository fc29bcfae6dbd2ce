/** When figures are published: by the periods of the office's own year (decision 20). */
import { randomOffice, type RandomOffice } from '../../../test/read-models/random-office.js';
import { localDateOf } from '../../policy/calendar.js';
import { publishedAt } from '../../reporting/at-position.js';
import { openSqliteViews } from '../database/sqlite-views.js';
import { OfficeYear } from './office-year.js';
import { periodOf, type Period } from './publication.js';

const daysOf = (period: Period, day: string, yearStart: number): readonly [first: string, last: string] => {
  const { begins, ends } = periodOf(period, Date.parse(`${day}T12:00:00Z`), new OfficeYear(yearStart));
  return [localDateOf(begins), localDateOf(ends - 1)];
};

it.each<[Period, string, number, string, string]>([
  ['yearly', '2026-03-10', 1, '2026-01-01', '2026-12-31'],
  ['yearly', '2026-03-10', 7, '2025-07-01', '2026-06-30'],
  ['yearly', '2026-06-30', 7, '2025-07-01', '2026-06-30'],
  ['yearly', '2026-07-01', 7, '2026-07-01', '2027-06-30'],
  ['quarterly', '2026-01-15', 2, '2025-11-01', '2026-01-31'],
  ['quarterly', '2026-02-01', 2, '2026-02-01', '2026-04-30'],
  ['quarterly', '2026-02-01', 1, '2026-01-01', '2026-03-31'],
  ['monthly', '2026-02-10', 7, '2026-02-01', '2026-02-28'],
])('the period %s of %s, where the year begins in month %i, is from %s to %s', (period, day, start, first, last) => {
  expect(daysOf(period, day, start)).toEqual([first, last]);
});

describe('an office that publishes by the year', () => {
  const db = openSqliteViews(':memory:');
  let made: RandomOffice;
  beforeAll(async () => {
    made = await randomOffice(31, 'horsens@1', 90);
    await made.follow(await made.open(db));
  });
  afterAll(() => db.close());

  /** The days on which the last changes were written down that each publication counts. */
  async function publications(now: string, yearStart: number): Promise<readonly string[]> {
    const words = { office: 'horsens', departments: {}, topics: {}, yearStart };
    const { position, earlier = [] } = await publishedAt(
      { db, words },
      {},
      { period: 'yearly', now: Date.parse(`${now}T12:00:00Z`) },
    );
    const recorded = new Map(made.events.map((event) => [event.position, event.recordedAt]));
    return [...earlier, position!].map((each) => localDateOf(Date.parse(recorded.get(each)!)));
  }

  it('does so when its own year has ended, in July where it begins in July', async () => {
    const [june, july] = [await publications('2027-06-30', 7), await publications('2027-07-01', 7)];
    expect(june.map((day) => day <= '2026-06-30')).toEqual([true]);
    expect(july).toEqual([...june, expect.anything()]);
    expect(july[1]! > '2027-01-01' && july[1]! <= '2027-06-30').toBe(true);
    const calendar = await publications('2027-07-01', 1);
    expect(calendar.at(-1)! > '2026-07-01' && calendar.at(-1)! <= '2026-12-31').toBe(true);
  });
});

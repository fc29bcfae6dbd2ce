/** What the members of an office have on their desks, counted a second time from the events. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { randomOffice, type RandomOffice } from '../../../test/read-models/random-office.js';
import { standingOf } from '../../case/corrected.js';
import { awaitedTerms } from '../../case/deadlines.js';
import { foldCase } from '../../case/evolve.js';
import { localDateOf } from '../../policy/calendar.js';
import { openSqliteViews } from '../database/sqlite-views.js';
import { Statistics } from './statistics.js';

const words = { office: 'horsens', departments: {}, topics: {}, members: { colleague: 'Asta Eksempel' } };
const periods = [
  ['2026-01-01', '2028-12-31'],
  ['2026-01-01', '2026-12-31'],
  ['2026-06-01', '2026-06-30'],
  ['2027-01-01', '2027-03-31'],
] as const;
const ended = ['closed', 'endedWithoutCase', 'counted'];
const dayOf = ({ occurredAt }: ComplaintEvent) => localDateOf(Date.parse(occurredAt));
const has = (event: ComplaintEvent) => event.type === 'CaseAssigned';

/** Whose it is that day, after these events; a stand-in's until the last day of it. */
function whose(events: readonly ComplaintEvent[], day: string): string {
  const given = events.flatMap((event) => (event.type === 'CaseAssigned' ? [event.data] : []));
  const last = given.at(-1);
  if (last?.until === undefined || day <= last.until) return last?.to ?? 'none';
  return given.findLast(({ until }) => until === undefined)?.to ?? 'none';
}

describe('the load', () => {
  const db = openSqliteViews(':memory:');
  let made: RandomOffice;
  let statistics: Statistics;
  let madeOn: string;
  beforeAll(async () => {
    made = await randomOffice(41, 'horsens@1', 150, { all: true });
    const views = await made.open(db);
    await made.follow(views);
    statistics = new Statistics(db.read, words, views.position, {}, undefined, '', 'internal');
    madeOn = (await statistics.report({ name: 'load', from: '2026-01-01', to: '2027-12-31', by: [] })).madeOn!;
  });
  afterAll(() => db.close());

  function naively(from: string, to: string) {
    const found = new Map<string, { open: number; assigned: number; closed: number }>();
    const add = (member: string, what: 'open' | 'assigned' | 'closed') => {
      const own = found.get(member) ?? found.set(member, { open: 0, assigned: 0, closed: 0 }).get(member)!;
      own[what] += 1;
    };
    const within = (event: ComplaintEvent) => dayOf(event) >= from && dayOf(event) <= to;
    for (const [, all] of Map.groupBy(made.events, ({ stream }) => stream)) {
      if (all[0]!.to === 'counted') continue;
      const events = standingOf(all) as readonly ComplaintEvent[];
      for (const [at, event] of events.entries()) {
        if (event.type === 'CaseAssigned' && event.data.to !== null && within(event)) add(event.data.to, 'assigned');
        const isEnd = ended.includes(event.to) && !ended.includes(String(event.from));
        if (isEnd && within(event)) add(whose(events.slice(0, at), dayOf(event)), 'closed');
      }
      const known = all.filter(({ recordedAt }) => localDateOf(Date.parse(recordedAt)) <= to);
      const then = known.length === 0 ? [] : (standingOf(known) as readonly ComplaintEvent[]);
      if (then.length > 0 && !ended.includes(then.at(-1)!.to)) add(whose(then, to < madeOn ? to : madeOn), 'open');
    }
    return found;
  }

  it.each(periods)('from %s to %s is what the events say, and the rows make up the total', async (from, to) => {
    const { rows, dimensions } = await statistics.report({ name: 'load', from, to, by: ['assignee'] });
    const [total, ...each] = rows;
    const expected = naively(from, to);
    expect(new Map(each.map(({ keys, figures: { late: _, ...figures } }) => [keys.assignee, figures]))).toEqual(
      expected,
    );
    for (const key of ['open', 'late', 'assigned', 'closed'])
      expect(each.reduce((sum, { figures }) => sum + Number(figures[key]), 0)).toBe(total!.figures[key]);
    expect(made.events.filter(has).length).toBeGreaterThan(10);
    expect(dimensions[0]!.labels).toMatchObject(expected.has('none') ? { none: { en: 'Nobody in particular' } } : {});
  });

  it('has the deadlines that had passed in what was open', async () => {
    const [from, to] = periods[0];
    const late = [...Map.groupBy(made.events, ({ stream }) => stream)].flatMap(([stream, all]) => {
      const caseState = foldCase(stream, all);
      if (ended.includes(caseState.state!)) return [];
      return awaitedTerms(caseState, made.office.profileNamed(caseState.pinned!.profile)).filter(
        ({ due }) => due < madeOn,
      );
    });
    expect([late.length > 20, madeOn < to]).toEqual([true, true]);
    const { rows } = await statistics.report({ name: 'load', from, to, by: [] });
    expect(rows[0]!.figures.late).toBe(late.length);
  });

  it('of quarters has what was open when each of them ended', async () => {
    const [from, to] = periods[1];
    const { rows } = await statistics.report({ name: 'load', from, to, by: ['quarter'] });
    for (const [quarter, first, last] of [
      ['2026-Q1', '2026-01-01', '2026-03-31'],
      ['2026-Q3', '2026-07-01', '2026-09-30'],
    ] as const) {
      const alone = await statistics.report({ name: 'load', from: first, to: last, by: [] });
      expect(rows.find(({ keys }) => keys.quarter === quarter)!.figures).toEqual(alone.rows[0]!.figures);
    }
  });

  it('says the profiles of what was open, where nothing came or went', async () => {
    const report = await statistics.report({ name: 'load', from: '2029-01-01', to: '2029-01-31', by: [] });
    expect(report.rows[0]!.figures).toMatchObject({ assigned: 0, closed: 0 });
    expect(report.profiles.map(({ id }) => id)).toEqual(['horsens@1']);
  });

  it('is true to the office alone', async () => {
    const published = new Statistics(db.read, words, 1n);
    await expect(published.report({ name: 'load', from: periods[0][0], to: periods[0][1], by: [] })).rejects.toThrow();
  });
});

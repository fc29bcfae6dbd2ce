import { deadlinesOf } from '../../case/deadlines.js';
import { foldCase } from '../../case/case-state.js';
import { caseUnder, given, on, referredToBoth, sent } from '../../complaints/testing/given.js';
import { histories, historyOf, logOf, projected } from '../../../test/read-models/told-histories.js';
import { tables } from '../database/views-database.js';
import { dump } from '../testing/dump.js';
import { deadlines } from './deadlines.js';
import { listDeadlines, type DeadlineItem, type DeadlinesAsked, type DeadlineTables } from './queries.js';

const erased = given(
  ...caseUnder('odense@1'),
  sent('FileDocument', { title: 'Et brev', direction: 'in', date: '2026-03-02' }),
  sent('RequestErasure', { of: 'document', document: '8-1' }),
  sent('RequestErasure', { of: 'case' }),
  on('2026-03-20'),
  sent('DecideErasure', { request: 'E1', decision: 'granted', basis: 'misfiled' }),
  sent('DecideErasure', { request: 'E2', decision: 'extended', basis: 'complexity', extendedTo: '2026-06-01' }),
  sent('WithdrawComplaint'),
  on('2031-06-02'),
  sent('DecideErasure', { request: 'E2', decision: 'granted', basis: 'noBasisToKeep' }),
).under('odense@1').story;
const givenUp = given(...caseUnder('odense@1'), referredToBoth, sent('WithdrawComplaint')).under('odense@1').story;
/** Every other one stops where a department was just asked, so that something is still waited for. */
const wandered = histories(12, { steps: 90 }).map((history, n) => {
  const asked = history.events.findLastIndex(({ to, from }) => to === 'referred' && from !== 'referred');
  return n % 2 === 0 || asked < 0 ? history : { ...history, events: history.events.slice(0, asked + 1) };
});
const told = [...wandered, historyOf('complaint-erased', erased), historyOf('complaint-given-up', givenUp)];
const log = logOf(told);
const { db, halt } = await projected([deadlines], log);
const all = tables<DeadlineTables>(db.read);
const listed = async (asked: Omit<DeadlinesAsked, 'limit'>) =>
  (await listDeadlines(all, { ...asked, limit: 100_000 })).items;

afterAll(() => db.close());

const lines = (
  shown: readonly {
    readonly kind: string;
    readonly department?: string;
    readonly due: string;
    readonly status: string;
  }[],
  of = '',
) => shown.map(({ kind, department, due, status }) => JSON.stringify([of, kind, department, due, status])).sort();
const ofItems = (items: readonly DeadlineItem[]) => items.flatMap((item) => lines([item], item.id)).sort();
/** What the case views show on this day, of what was written down by then. */
const shown = (today: string, upTo = Infinity) =>
  told
    .flatMap(({ stream, profile, events }) =>
      lines(
        deadlinesOf(
          foldCase(
            stream,
            events.filter(({ recordedAt }) => Date.parse(recordedAt) <= upTo),
          ),
          profile,
          today,
        ),
        stream,
      ),
    )
    .sort();
const someDays = ['2026-03-10', '2026-04-15', '2026-08-01', '2026-12-31', '2035-01-01'];

describe('the deadlines of an office', () => {
  it('are those of its case views, kind, department, day and status, on whatever day they are asked for', async () => {
    for (const today of someDays) expect(ofItems(await listed({ today }))).toEqual(shown(today));
    const items = await listed({ today: '2026-04-15' });
    expect(new Set(items.map(({ kind }) => kind))).toEqual(
      new Set(['answerTarget', 'departmentAnswer', 'reminder', 'erasureDecision']),
    );
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['running', 'met', 'late', 'ended']));
    expect(items.length).toBeGreaterThan(100);
  });

  it('are so at any past instant too, as it was known then', async () => {
    for (const at of [...new Set(log.map(({ recordedAt }) => Date.parse(recordedAt)))].filter((_, n) => n % 31 === 0)) {
      const today = '2026-05-04';
      expect(ofItems(await listed({ today, at }))).toEqual(shown(today, at));
    }
    expect(await listed({ today: '2026-05-04', at: Date.parse(log[0]!.recordedAt) - 1 })).toEqual([]);
  });

  it('say on which day each was met or given up, and nothing personal', async () => {
    const answered = (await listed({ today: '2026-05-04', kind: 'departmentAnswer' })).filter(
      ({ metOn }) => metOn !== null,
    );
    const days = told
      .flatMap(({ stream, events }) =>
        foldCase(stream, events).referrals.flatMap(({ answeredOn }) =>
          answeredOn === null ? [] : [`${stream} ${answeredOn}`],
        ),
      )
      .sort();
    expect(answered.map(({ id, metOn }) => `${id} ${metOn}`).sort()).toEqual(days);
    const ended = told
      .flatMap(({ stream, events }) =>
        foldCase(stream, events).referrals.flatMap(({ endedOn }) => (endedOn === null ? [] : [`${stream} ${endedOn}`])),
      )
      .sort();
    expect(
      (await listed({ today: '2026-05-04' }))
        .filter(({ endedOn }) => endedOn !== null)
        .map(({ id, endedOn }) => `${id} ${endedOn}`)
        .sort(),
    ).toEqual(ended);
    expect((await dump(db, [deadlines])).join()).not.toMatch(/Opdigtsen|ringer|Hvorfor/);
  });
});

describe('a question about deadlines', () => {
  it('is answered by the rows of the whole list that it asks for', async () => {
    for (const today of someDays) {
      const whole = await listed({ today });
      const questions: readonly (readonly [Omit<DeadlinesAsked, 'today'>, (item: DeadlineItem) => boolean])[] = [
        [{ dueFrom: '2026-04-01', dueTo: '2026-04-30' }, ({ due }) => due >= '2026-04-01' && due <= '2026-04-30'],
        [{ department: 'jobcenter' }, ({ department }) => department === 'jobcenter'],
        [{ of: whole[0]!.id }, ({ id }) => id === whole[0]!.id],
        [{ kind: 'erasureDecision', waiting: true }, ({ kind, metOn }) => kind === 'erasureDecision' && metOn === null],
        ...(['running', 'met', 'late', 'ended'] as const).map(
          (status) => [{ status }, (item: DeadlineItem) => item.status === status] as const,
        ),
        // Late today: somebody still waits, and the last day in time is over.
        [
          { status: 'late', waiting: true },
          ({ kind, due, metOn, endedOn }) => metOn === null && endedOn === null && due < today && kind !== 'reminder',
        ],
        [
          { status: 'late', waiting: true, department: 'borgerservice' },
          ({ kind, due, metOn, endedOn, department }) =>
            metOn === null && endedOn === null && due < today && kind !== 'reminder' && department === 'borgerservice',
        ],
      ];
      for (const [asked, is] of questions)
        expect({ asked, items: await listed({ today, ...asked }) }).toEqual({ asked, items: whole.filter(is) });
    }
    expect((await listed({ today: '2035-01-01', status: 'late', waiting: true })).length).toBeGreaterThan(5);
  });

  it('is answered page by page with each row once, the earliest first', async () => {
    const asked = { today: '2026-04-15', limit: 7 };
    let page = await listDeadlines(all, asked);
    const seen = [...page.items];
    while (page.next) {
      page = await listDeadlines(all, { ...asked, cursor: page.next });
      seen.push(...page.items);
    }
    expect(seen).toEqual(await listed({ today: '2026-04-15' }));
    expect(seen.length).toBe(page.total);
    expect(seen.map(({ due }) => due)).toEqual(seen.map(({ due }) => due).sort());
  });
});

describe('a deadline of a complaint with an event that cannot be read', () => {
  it('stays, and says that it is not up to date', async () => {
    const before = await listed({ today: '2026-04-15' });
    const { id } = before.find(({ status }) => status === 'running')!;
    await halt(id);
    expect(await listed({ today: '2026-04-15' })).toEqual(
      before.map((item) => (item.id === id ? { ...item, stopped: true } : item)),
    );
  });
});

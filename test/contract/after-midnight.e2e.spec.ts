/**
 * Half past midnight in Denmark, when UTC has another day, and the borders of `?at=`: what every other test leaves out
 * that works at nine in the morning.
 */
import { addDays } from '../../libs/policy/calendar.js';
import { type Complaint, Office } from '../faults/client.js';
import { openInProcess, type InProcess } from '../faults/in-process.js';

interface Deadline {
  readonly kind: string;
  readonly due: string;
  readonly status: string;
}
interface View {
  readonly revision: number;
  readonly receivedOn: string;
  readonly deadlines: readonly Deadline[];
  readonly letters: readonly { readonly kind: string; readonly date: string }[];
}
interface Line {
  readonly id: string;
  readonly receivedOn: string;
  readonly state: string;
  readonly nextDeadline: Deadline | null;
}

let product: InProcess;
beforeAll(async () => {
  product = await openInProcess();
});
afterAll(() => product.remove());

const lineOf = async (complaint: Complaint, query = ''): Promise<Line | undefined> =>
  (await complaint.office.get(`/complaints${query}`))
    .json<{ items: readonly Line[] }>()
    .items.find(({ id }) => id === complaint.id);
const answerOf = async (complaint: Complaint): Promise<Deadline | undefined> =>
  (await complaint.view<View>()).deadlines.find(({ kind }) => kind === 'departmentAnswer');
const reminders = async (complaint: Complaint): Promise<readonly string[]> =>
  (await complaint.view<View>()).letters.flatMap(({ kind, date }) => (kind === 'reminder' ? [date] : []));

/** From half past midnight on 3 March, in summer and in winter the day before in UTC. */
async function asked(office: Office, day: string): Promise<Complaint> {
  await office.at(`${day}T00:30`);
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'noReply', department: 'socialcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  const dialogue = { department: 'socialcenter', departmentHadOpportunity: true, answered: true };
  await complaint.do('RecordDialogue', dialogue);
  await complaint.do('RegisterCase', { complainant: { name: 'Nora Natmand' }, summary: 'Intet svar' }, 'registered');
  await complaint.do('Acknowledge');
  await complaint.do('ReferToDepartment', { referrals: [{ department: 'socialcenter', parts: ['A'] }] }, 'referred');
  return complaint;
}

it.each([['2026-03-03'], ['2026-07-07']])('at 00:30 on %s it is that day, in list, view and timers', async (day) => {
  const office = new Office(product, 'koebenhavn');
  const complaint = await asked(office, day);
  expect((await lineOf(complaint))!.receivedOn).toBe(day);
  expect((await complaint.view<View>()).letters.map(({ date }) => date)).toContain(day);

  const [{ due }, reminder] = [
    (await answerOf(complaint))!,
    (await complaint.view<View>()).deadlines.find(isReminder)!,
  ];
  const moments = [
    [`${due}T23:30`, 'running'],
    [`${addDays(due, 1)}T00:30`, 'late'],
  ] as const;
  for (const [at, status] of moments) {
    await office.at(at);
    expect([at, (await answerOf(complaint))!.status]).toEqual([at, status]);
    const late = await lineOf(complaint, '?overdue=true');
    expect([at, late?.nextDeadline?.status ?? 'running']).toEqual([at, status]);
  }
  expect(reminder.due > due).toBe(true);
  await office.at(`${reminder.due}T00:30`);
  expect(await reminders(complaint)).toEqual([]);
  await office.at(`${reminder.due}T06:00`);
  expect(await reminders(complaint)).toEqual([reminder.due]);
});
const isReminder = ({ kind }: Deadline): boolean => kind === 'reminder';

it('?at= takes what was known at that very instant, and nothing that came a millisecond later', async () => {
  const office = new Office(product, 'horsens');
  await office.at('2026-10-05');
  const complaint = await office.start();
  await office.at('2026-10-06');
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  const [first, second] = (await office.get(`${complaint.path}/history`)).json<{
    events: readonly { recordedAt: string }[];
  }>().events;
  const before = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
  const revisionAt = async (at: string) => {
    const answer = await office.get(`${complaint.path}?at=${at}`);
    return answer.status === 200 ? answer.json<View>().revision : answer.status;
  };
  const parts = async (at: string) =>
    (await office.get(`/complaints?at=${at}`))
      .json<{ items: readonly (Line & { parts: readonly unknown[] })[] }>()
      .items.find(({ id }) => id === complaint.id)?.parts.length;
  const listed = async (at: string) =>
    (await office.get(`/complaints?at=${at}`)).json<{ items: readonly unknown[] }>().items.length;
  const told = async (at: string) => [await revisionAt(at), await parts(at)];
  expect(await told(before(first!.recordedAt))).toEqual([404, undefined]);
  expect(await told(first!.recordedAt)).toEqual([0, 0]);
  expect(await told(before(second!.recordedAt))).toEqual([0, 0]);
  expect(await told(second!.recordedAt)).toEqual([1, 1]);
  expect((await listed(first!.recordedAt)) - (await listed(before(first!.recordedAt)))).toBe(1);
});

describe('the borders of a report', () => {
  let office: Office;
  /** Of the talks of each hour: how many, and the last one. */
  const talks = new Map<string, Complaint>();
  beforeAll(async () => {
    office = new Office(product, 'odense');
    for (const [hour, many] of [
      ['2026-10-31T23:30', 6],
      ['2026-11-01T00:30', 7],
      ['2026-12-31T23:30', 8],
      ['2027-01-01T00:30', 9],
    ] as const) {
      await office.at(hour);
      for (let n = 0; n < many; n += 1) talks.set(hour, await office.start());
    }
  });
  const rowsOf = async (query: string) => {
    const answer = await office.get(`/reports/contacts?${query}`);
    expect([query, answer.status]).toEqual([query, 200]);
    const { rows } = answer.json<{ rows: readonly { keys: object; figures: { readonly count: unknown } }[] }>();
    return rows.map(({ keys, figures }) => [...(Object.values(keys) as unknown[]), figures.count]);
  };
  const count = async (query: string) => (await rowsOf(query))[0]!.at(-1);

  it('are midnights in Denmark: half past eleven is the old month and year, half past twelve the new one', async () => {
    expect(await count('from=2026-10-01&to=2026-10-31')).toBe(6);
    expect(await count('from=2026-11-01&to=2026-11-30')).toBe(7);
    expect(await count('from=2026-10-01&to=2026-12-31')).toBe(21);
    expect(await rowsOf('from=2026-10-01&to=2027-01-31&by=year')).toEqual([
      [null, 30],
      ['2026', 21],
      ['2027', 9],
    ]);
    expect(await rowsOf('from=2026-10-01&to=2026-12-31&by=month')).toEqual([
      [null, 21],
      ['2026-10', 6],
      ['2026-11', 7],
      ['2026-12', 8],
    ]);
  });

  it('?at= takes what was recorded at that very instant, and nothing of a millisecond later', async () => {
    const { path } = talks.get('2026-11-01T00:30')!;
    const { events } = (await office.get(`${path}/history`)).json<{ events: readonly { recordedAt: string }[] }>();
    const at = events[0]!.recordedAt;
    const before = new Date(Date.parse(at) - 1).toISOString();
    const asked = 'from=2026-10-01&to=2026-11-30';
    expect([await count(`${asked}&at=${at}`), await count(`${asked}&at=${before}`)]).toEqual([13, 6]);
    const behind = async (instant: string) =>
      (await office.get(`/reports/contacts/events?${asked}&limit=200&at=${instant}`)).json<{
        rows: readonly object[];
      }>().rows.length;
    expect([await behind(at), await behind(before)]).toEqual([13, 6]);
  });

  it('?position= takes the event at that very position, and not the next one', async () => {
    const last = BigInt(talks.get('2026-11-01T00:30')!.last.position);
    const asked = 'from=2026-10-01&to=2026-11-30';
    expect([await count(`${asked}&position=${last}`), await count(`${asked}&position=${last - 1n}`)]).toEqual([13, 12]);
  });
});

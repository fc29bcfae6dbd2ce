/** The day's tasks: what blocks, what waits for the office, and every day that runs or is late. */
import { Office, type Who } from '../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../test/faults/in-process.js';

interface Task {
  readonly id: string;
  readonly number: string | null;
  readonly kind: string;
  readonly department?: string;
  readonly due: string | null;
  readonly status: string;
  readonly blocks: boolean;
  readonly wanted?: string;
  readonly assignee: { readonly sub: string } | null;
}
const asta: Who = { role: 'adviser', sub: 'asta' };
const bo: Who = { role: 'adviser', sub: 'bo' };
const jobcenter: Who = { role: 'department', department: 'jobcenter' };
let product: InProcess;
let office: Office;

beforeAll(async () => {
  product = await openInProcess();
  office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  for (const who of [asta, bo]) await office.token(who);
});
afterAll(() => product.remove());

async function asked(query = '', who: Who = asta): Promise<{ items: readonly Task[]; next: string | null }> {
  const answer = await office.get(`/tasks${query}`, who);
  expect([query, answer.status]).toEqual([query, 200]);
  return answer.json();
}
const told = ({ items }: { items: readonly Task[] }) =>
  items.map(({ kind, department, due, status }) => [kind, department, due, status].filter(Boolean).join(' '));

it('a department asks for more time and gets some: the task is there until it has its answer, and the day moves', async () => {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig' }, summary: 'Brevet blev væk' }, 'registered');
  await complaint.do('AssignCase', { to: 'asta' });
  await office.at('2026-03-03');
  await complaint.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
  const day = [
    'departmentAnswer jobcenter 2026-03-17 running',
    'status 2026-03-31 running',
    'rights 2026-04-02 running',
  ];
  expect(told(await asked('?assignee=me'))).toEqual(['acknowledgement 2026-03-04 running', ...day]);
  expect(told(await asked('?assignee=me', bo))).toEqual([]);
  expect(told(await asked('?due=2026-03-17&assignee=asta', bo))).toEqual([
    'acknowledgement 2026-03-04 running',
    'departmentAnswer jobcenter 2026-03-17 running',
  ]);
  await complaint.do('Acknowledge');
  await complaint.do(
    'RequestExtension',
    { department: 'jobcenter', due: '2026-03-24', text: 'Mange er syge' },
    'referred',
    { as: jobcenter },
  );
  const [first] = (await asked('?assignee=me')).items;
  expect(first).toMatchObject({
    id: complaint.id,
    kind: 'extensionRequest',
    department: 'jobcenter',
    due: null,
    status: 'open',
    blocks: false,
    wanted: '2026-03-24',
    assignee: { sub: 'asta' },
  });
  expect(told(await asked('', jobcenter))).toEqual(['departmentAnswer jobcenter 2026-03-17 running']);
  await complaint.do('ExtendDeadline', {
    kind: 'departmentAnswer',
    department: 'jobcenter',
    due: '2026-03-24',
    reason: 'departmentAsked',
  });
  expect(told(await asked('', jobcenter))).toEqual(['departmentAnswer jobcenter 2026-03-24 running']);
  expect((await asked('', jobcenter)).items[0]?.assignee).toBeNull();
  await office.at('2026-03-25');
  expect(told(await asked('?due=2026-03-25'))).toEqual(['departmentAnswer jobcenter 2026-03-24 late']);
  // A reminder has gone out this morning.
  await complaint.refresh();
  await complaint.do('DeclineReferral', { text: 'Det er ikke os' }, 'referred', { as: jobcenter });
  expect(told(await asked('?due=2026-03-25'))).toEqual([
    'declinedReferral jobcenter open',
    'departmentAnswer jobcenter 2026-03-24 late',
  ]);
  await complaint.do('RecallReferral', { department: 'jobcenter', reason: 'wrongDepartment' }, 'registered');
  expect(told(await asked('?due=2026-03-25'))).toEqual([]);
});

it('come by the page, and a place in another list is none', async () => {
  const all = (await asked()).items;
  const seen: Task[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page: { items: readonly Task[]; next: string | null } = await asked(
      `?limit=1${next === '' ? '' : `&cursor=${next}`}`,
    );
    seen.push(...page.items);
    next = page.next;
  }
  expect(seen).toEqual(all);
  expect(all.length).toBeGreaterThan(1);
  for (const query of ['?cursor=abc', '?due=2026-02-30', '?due=tomorrow', '?limit=0', '?overdue=true'])
    expect([query, (await office.get(`/tasks${query}`, asta)).status]).toEqual([query, 400]);
});

it('of a confidential case are shown to whoever has it, whoever it names, and the head', async () => {
  const complaint = await office.start('ReceiveInquiry', { channel: 'phone' });
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig' }, summary: 'Brevet blev væk' }, 'registered');
  await complaint.do('AssignCase', { to: 'asta' });
  await complaint.do('SetHandling', { priority: 'normal', complexity: 'simple', confidential: true });
  const sees = async (who: Who) => (await asked('', who)).items.some(({ id }) => id === complaint.id);
  expect([await sees(asta), await sees(bo), await sees('head'), await sees('auditor')]).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

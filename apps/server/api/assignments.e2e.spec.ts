/** Whose case it is: one step, the worklist's filter, and the head who hands many over. */
import { Office, type Answer, type Complaint, type Problem, type Who } from '../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../test/faults/in-process.js';

interface Line {
  readonly id: string;
  readonly assignee: { readonly sub: string; readonly name: string } | null;
}
interface HandedOver {
  readonly items: readonly { readonly id: string; readonly taken: boolean; readonly code?: string }[];
  readonly left: number;
}
const asta: Who = { role: 'adviser', sub: 'asta' };
const bo: Who = { role: 'adviser', sub: 'bo' };
let product: InProcess;
let office: Office;

beforeAll(async () => {
  product = await openInProcess();
  office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  for (const who of [asta, bo]) await office.token(who);
});
afterAll(() => product.remove());

const lines = async (query: string, who: Who = asta): Promise<readonly Line[]> => {
  const answer = await office.get(`/complaints?${query}`, who);
  expect([query, answer.status]).toEqual([query, 200]);
  return answer.json<{ items: readonly Line[] }>().items;
};
const ids = async (query: string, who: Who = asta) => (await lines(query, who)).map(({ id }) => id).sort();
const handOver = (body: object, who: Who = 'head'): Promise<Answer> => office.post('/assignments', body, who);
async function three(): Promise<readonly [Complaint, Complaint, Complaint]> {
  return [await office.start(), await office.start(), await office.start()];
}

it('shows whose case it is, in the case and in the list, and finds it by that', async () => {
  const [hers, his, nobodys] = await three();
  await hers.do('AssignCase', { to: 'asta' }, 'intake');
  await his.do('AssignCase', { to: 'bo', until: '2026-03-05' });
  expect(await hers.view()).toMatchObject({ assignee: { sub: 'asta', name: 'asta', until: null } });
  expect(await his.view()).toMatchObject({ assignee: { sub: 'bo', until: '2026-03-05' } });
  expect(await nobodys.view()).toMatchObject({ assignee: null });
  expect(await ids('assignee=me')).toEqual([hers.id]);
  expect(await ids('assignee=me', bo)).toEqual([his.id]);
  expect(await ids('assignee=asta', bo)).toEqual([hers.id]);
  expect(await ids('assignee=none')).toContain(nobodys.id);
  expect((await lines('assignee=bo'))[0]).toMatchObject({ id: his.id, assignee: { sub: 'bo', name: 'bo' } });
  await office.at('2026-03-06');
  expect(await ids('assignee=bo')).toEqual([]);
  expect(await his.view()).toMatchObject({ assignee: null });
  expect(await his.view('head', '&revision=1')).toMatchObject({ assignee: { sub: 'bo' } });
});

it('is given to a member of the office alone', async () => {
  const complaint = await office.start();
  const elsewhere = new Office(product, 'odense');
  await elsewhere.token({ role: 'adviser', sub: 'odenseaner' });
  await office.token({ role: 'auditor', sub: 'revisor' });
  for (const to of ['ukendt', 'odenseaner', 'revisor']) {
    const answer = await complaint.send('AssignCase', { to });
    expect([to, answer.status, answer.json<Problem>().errors]).toMatchObject([
      to,
      400,
      [{ field: 'to', code: 'UNKNOWN_MEMBER' }],
    ]);
  }
  for (const body of [{}, { to: 7 }, { to: '' }, { to: 'asta', until: '2020-01-01' }])
    expect((await complaint.send('AssignCase', body)).status).toBe(400);
});

it('the head hands many over, one step each, with a result for each', async () => {
  const [one, other, third] = await three();
  for (const each of [one, other]) await each.do('AssignCase', { to: 'bo' });
  await third.do('AssignCase', { to: 'asta' });
  expect((await handOver({ from: 'bo', to: 'asta' }, asta)).status).toBe(403);
  const answer = await handOver({ from: 'bo', to: 'asta', state: 'intake' });
  expect(answer.status).toBe(200);
  const { items, left } = answer.json<HandedOver>();
  expect([items.map(({ id, taken }) => [id, taken]).sort(), left]).toEqual([
    [one.id, other.id].sort().map((id) => [id, true]),
    0,
  ]);
  for (const each of [one, other]) expect(await each.view()).toMatchObject({ revision: 2, assignee: { sub: 'asta' } });
  expect(await third.view()).toMatchObject({ revision: 1 });
  // Asked again there is nothing left to hand over.
  expect((await handOver({ from: 'bo', to: 'asta' })).json<HandedOver>()).toEqual({ items: [], left: 0 });
});

it('says of each that is refused why, and hands the others over', async () => {
  const [gone, kept] = await three();
  for (const each of [gone, kept]) {
    await each.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
    await each.do('AssessRemit', { part: 'A', admissible: true });
    await each.do('AgreeRegistration', { citizen: true, adviser: true });
    await each.do('RegisterCase', { complainant: { name: 'Ludvig Slettes' }, summary: 'Brevet' });
    await each.do('AssignCase', { to: 'bo' });
  }
  await gone.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)');
  await office.at('2031-06-02');
  const { items } = (await handOver({ from: 'bo', to: null })).json<HandedOver>();
  expect(Object.fromEntries(items.map(({ id, taken, code }) => [id, code ?? taken]))).toEqual({
    [gone.id]: 'CASE_SHREDDED',
    [kept.id]: true,
  });
});

it.each([
  ['nobody of that id works there', { from: 'bo', to: 'ukendt' }, 'to'],
  ['from is left out', { to: 'asta' }, 'from'],
  ['to is no word', { from: null, to: 4 }, 'to'],
  ['a day that is none', { from: 'bo', to: 'asta', until: '2026-02-30' }, 'until'],
  ['a filter that is none', { from: 'bo', to: 'asta', overdue: 'maybe' }, 'overdue'],
  ['the filter that is said by from', { from: 'bo', to: 'asta', assignee: 'me' }, 'assignee'],
])('a body is refused where %s', async (_, body, field) => {
  const answer = await handOver(body);
  expect([answer.status, answer.json<Problem>().errors!.map((error) => error.field)]).toEqual([400, [field]]);
});

it('a citizen and a department are not told whose case it is', async () => {
  const complaint = await office.start();
  await complaint.do('AssignCase', { to: 'asta' });
  const citizen = { role: 'citizen', sub: 'borger', complaint: complaint.id };
  expect(await complaint.view(citizen)).not.toHaveProperty('assignee');
  expect(await lines('', citizen)).toMatchObject([{ id: complaint.id, assignee: null }]);
  expect(await ids('assignee=asta', citizen)).toEqual([]);
});

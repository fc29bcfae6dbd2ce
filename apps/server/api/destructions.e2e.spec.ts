/** The list of announced and owed destructions of keys: what it tells, whom, and what is written down of it. */
import { Office, type Answer, type Complaint, type Who } from '../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../test/faults/in-process.js';
import { KeyStoreUnavailable, type DataKeys } from '../../../libs/privacy/keys.js';
import { StoreUnavailable } from '../../../libs/event-store/port.js';

interface Line {
  readonly id: string;
  readonly number: string | null;
  readonly closedOn: string;
  readonly dueOn: string;
  readonly announcedOn: string | null;
  readonly earliestOn: string | null;
  readonly held: boolean;
}
interface Listed {
  readonly items: readonly Line[];
  readonly owed: readonly { readonly id: string; readonly number: string | null }[];
  readonly noticeDays: number;
  readonly next: string | null;
}
interface Entry {
  readonly at: string;
  readonly by: string;
  readonly role: string;
  readonly purpose: string;
  readonly what: string;
}

const officer: Who = { role: 'dataProtectionOfficer', sub: 'dpo' };
let product: InProcess;
let office: Office;
/** Closed on the same day; a hold stands against the second. */
let free: Complaint, held: Complaint;

async function registered(): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Slettes' }, summary: 'Brevet' }, 'registered');
  return complaint;
}
beforeAll(async () => {
  product = await openInProcess();
  office = new Office(product, 'horsens');
  await office.at('2024-03-04');
  [free, held] = [await registered(), await registered()];
  for (const complaint of [free, held]) await complaint.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)');
  await held.do('PlaceHold', { reason: 'courtCase' }, undefined, { as: officer });
});
afterAll(() => product.remove());

const asked = (query = '', who: Who = officer): Promise<Answer> => office.get(`/destructions${query}`, who);
const listed = async (query = ''): Promise<Listed> => (await asked(query)).json<Listed>();
const health = async () =>
  (await product.ask({ method: 'GET', path: '/health/ready' })).json<{ readonly destructions?: readonly unknown[] }>()
    .destructions;
const looksAt = async ({ path }: Complaint): Promise<readonly Entry[]> =>
  (await office.get(`${path}/access-log`, 'auditor'))
    .json<{ readonly entries: readonly Entry[] }>()
    .entries.filter(({ what }) => what === 'destructions');
const own = () => product.product.offices.find(({ key }) => key === office.key)!.office;

it('before the notice begins nothing is announced', async () => {
  await office.at('2029-02-24');
  expect(await listed()).toEqual({ items: [], owed: [], noticeDays: 7, next: null });
  expect(await health()).toBeUndefined();
});

it('tells for seven days what will be destroyed: which case, closed, due and announced when, and whether it is held', async () => {
  await office.at('2029-02-26');
  const days = { closedOn: '2024-03-04', dueOn: '2029-03-04', announcedOn: '2029-02-25' };
  const found = await listed();
  expect(found).toMatchObject({ owed: [], noticeDays: 7, next: null });
  expect([...found.items].sort((a, b) => a.id.localeCompare(b.id))).toEqual(
    [
      { id: free.id, number: '2024-0001', ...days, earliestOn: '2029-03-04', held: false },
      { id: held.id, number: '2024-0002', ...days, earliestOn: null, held: true },
    ].sort((a, b) => a.id.localeCompare(b.id)),
  );
  expect(await health()).toEqual([{ office: 'horsens', count: 2, held: 1, next: '2029-03-04T05:00:00.000Z' }]);
});

it('comes in pages that show each once', async () => {
  const whole = await listed();
  const seen: Line[] = [];
  let cursor: string | null = '';
  for (let pages = 0; cursor !== null && pages < 5; pages += 1) {
    const page: Listed = await listed(`?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(page.items).toHaveLength(1);
    seen.push(...page.items);
    cursor = page.next;
  }
  expect(seen).toEqual(whole.items);
});

it('is for the data protection officer and the auditor alone', async () => {
  for (const role of ['adviser', 'head', 'analyst', 'administrator']) {
    const answer = await asked('', role);
    expect([role, answer.status, answer.text.includes(free.id)]).toEqual([role, 403, false]);
  }
  expect((await asked('', 'auditor')).status).toBe(200);
});

it('is written down for each complaint that it shows, as the role that it takes', async () => {
  const both = await product.ask({
    method: 'POST',
    path: '/api/test/token',
    body: { office: 'horsens', sub: 'both', name: 'Both', roles: ['head', 'dataProtectionOfficer'] },
  });
  const { token } = both.json<{ readonly token: string }>();
  const before = (await looksAt(held)).length;
  const answer = await product.ask({
    method: 'GET',
    path: '/api/offices/horsens/destructions',
    token,
    headers: { 'x-purpose': 'supervision' },
  });
  expect(answer.status).toBe(200);
  expect((await looksAt(held)).slice(before)).toEqual([
    {
      at: '2029-02-26T08:00:00.000Z',
      by: 'both',
      role: 'dataProtectionOfficer',
      purpose: 'supervision',
      what: 'destructions',
      request: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      fields: ['codes'],
    },
  ]);
});

it('a look that cannot be written down is not given', async () => {
  const access = own().access as unknown as { record: unknown };
  const works = access.record;
  access.record = () => Promise.reject(new StoreUnavailable('the access log cannot be written'));
  try {
    const answer = await asked();
    expect([answer.status, answer.text.includes(free.id)]).toEqual([503, false]);
  } finally {
    access.record = works;
  }
});

it('what is done is announced no more; what a hold stands against stays', async () => {
  await office.at('2029-03-05');
  const { items } = await listed();
  expect(items).toEqual([expect.objectContaining({ id: held.id, dueOn: '2029-03-04', earliestOn: null, held: true })]);
  expect(await health()).toEqual([{ office: 'horsens', count: 1, held: 1, next: null }]);
  expect((await free.view<{ readonly privacy: string }>()).privacy).toBe('shredded');
});

it('keys that were to go and are still there are owed, until they are gone', async () => {
  const keys = own().keys as { destroy: DataKeys['destroy'] };
  const works = keys.destroy;
  keys.destroy = () => Promise.reject(new KeyStoreUnavailable('the disk is full', { passing: true }));
  try {
    await held.do('LiftHold', { reason: 'courtCase' }, undefined, { as: officer });
    await office.at('2029-03-07');
    expect(await listed()).toMatchObject({ items: [], owed: [{ id: held.id, number: '2024-0002' }] });
    expect(await health()).toBeUndefined();
  } finally {
    keys.destroy = works;
  }
});

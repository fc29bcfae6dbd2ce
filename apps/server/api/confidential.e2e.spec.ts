/** A confidential case: every way in is closed to a member who is not named there; the others' looks are logged. */
import { Office, type Answer, type Complaint, type Problem, type Who } from '../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../test/faults/in-process.js';

const asta: Who = { role: 'adviser', sub: 'asta' };
const bo: Who = { role: 'adviser', sub: 'bo' };
const stranger: Who = { role: 'adviser', sub: 'ida' };
const handling = { priority: 'urgent', complexity: 'complex', confidential: true, needs: 'Skal have breve læst op' };
let product: InProcess;
let office: Office;
let complaint: Complaint;
let number: string;

const codeOf = (answer: Answer) => `${answer.status} ${answer.status < 400 ? '' : answer.json<Problem>().code}`.trim();
const found = async (query: string, who: Who): Promise<readonly string[]> =>
  (await office.get(`/complaints?${query}`, who))
    .json<{ items: readonly { id: string }[] }>()
    .items.map(({ id }) => id);
async function sought(text: string, who: Who): Promise<{ readonly ids: readonly string[]; readonly total: number }> {
  const answer = await office.post('/complaints/search', { text }, who);
  const { items, total } = answer.json<{ items: readonly { id: string }[]; total: number }>();
  return { ids: items.map(({ id }) => id), total };
}

beforeAll(async () => {
  product = await openInProcess();
  office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  for (const who of [asta, bo, stranger]) await office.token(who);
  complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Hemmelighus' }, summary: 'Brevet' }, 'registered');
  await complaint.do('FileDocument', {
    title: 'Kvittering',
    direction: 'in',
    date: '2026-03-02',
    content: Buffer.from('Bytes').toString('base64'),
  });
  await complaint.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
  await complaint.do('AssignCase', { to: 'asta' });
  await office.at('2026-03-04');
  number = (await complaint.view<{ number: string }>()).number;
  await complaint.do('SetHandling', { ...handling, readers: ['bo'] });
});
afterAll(() => product.remove());

const ways = () =>
  [
    ['', 'GET'],
    ['?steps=all', 'GET'],
    ['?revision=3', 'GET'],
    ['?at=2026-03-03T10:00:00Z', 'GET'],
    ['/history', 'GET'],
    ['/letters/0', 'GET'],
    ['/documents/5-1/content', 'GET'],
    ['/transitions/RecordNote', 'POST'],
    ['/transitions/RecordNote/preview', 'POST'],
    ['/transitions/SetHandling', 'POST'],
    ['/transitions/AssignCase', 'POST'],
  ] as const;
const enter = ([path, method]: readonly [string, string], who: Who): Promise<Answer> =>
  method === 'GET'
    ? office.get(`${complaint.path}${path}`, who)
    : office.post(`${complaint.path}${path}`, { text: 'Et notat' }, who, { 'if-match': '"0"' });

it('is closed to a member who is not named there, by every way in', async () => {
  for (const way of ways()) expect([way, codeOf(await enter(way, stranger))]).toEqual([way, '403 CONFIDENTIAL']);
});

it('is open to whoever has it, to those named, to the head, and to be read by auditor and data protection officer', async () => {
  for (const who of [asta, bo, 'head'] as const)
    for (const way of ways()) {
      const code = codeOf(await enter(way, who));
      expect([way, who, code === '403 CONFIDENTIAL']).toEqual([way, who, false]);
    }
  for (const who of ['auditor', 'dataProtectionOfficer'] as const)
    for (const [path, method] of ways().filter(([, each]) => each === 'GET'))
      expect([path, who, (await enter([path, method], who)).status]).toEqual([path, who, 200]);
  const { entries } = (await office.get(`${complaint.path}/access-log`, 'auditor')).json<{
    entries: readonly { role: string; what: string; by: string }[];
  }>();
  for (const role of ['auditor', 'dataProtectionOfficer'])
    expect(entries).toEqual(expect.arrayContaining([expect.objectContaining({ role, what: 'history' })]));
  expect(entries.filter(({ by }) => by === 'ida')).toEqual([]);
});

it('is in no list and no search of theirs, now or as of any instant, nor counted there', async () => {
  for (const query of ['', 'state=referred', 'assignee=asta', 'at=2026-03-03T10:00:00Z']) {
    expect([query, await found(query, stranger)]).toEqual([query, []]);
    for (const who of [asta, bo, 'head'] as const)
      expect([query, await found(query, who)]).toEqual([query, [complaint.id]]);
  }
  for (const text of ['Hemmelighus', number]) {
    expect(await sought(text, stranger)).toEqual({ ids: [], total: 0 });
    expect(await sought(text, bo)).toEqual({ ids: [complaint.id], total: 1 });
  }
});

it('shows how it is handled to the office, and not to citizen or department, who go on seeing what is theirs', async () => {
  expect(await complaint.view(asta)).toMatchObject({
    handling: { ...handling, readers: [{ sub: 'bo', name: 'bo' }] },
  });
  for (const who of [
    { role: 'citizen', sub: 'borger', complaint: complaint.id },
    { role: 'department', sub: 'jc', department: 'jobcenter' },
  ]) {
    const view = await complaint.view(who);
    expect(view).not.toHaveProperty('handling');
    expect(view).toMatchObject({ state: 'referred' });
    expect(await found('', who)).toEqual([complaint.id]);
  }
});

it('goes to whoever is given it, and is open to all once it is confidential no more', async () => {
  await complaint.do('AssignCase', { to: 'ida' }, undefined, { as: asta });
  expect(codeOf(await enter(['', 'GET'], asta))).toBe('403 CONFIDENTIAL');
  expect(codeOf(await enter(['', 'GET'], stranger))).toBe('200');
  await complaint.do('SetHandling', { ...handling, confidential: false }, undefined, { as: stranger });
  expect(codeOf(await enter(['', 'GET'], asta))).toBe('200');
  expect(await found('', asta)).toEqual([complaint.id]);
});

it.each([
  ['a reader who does not work there', { ...handling, readers: ['ukendt'] }, 'readers.0'],
  ['a priority that is none', { ...handling, priority: 'first' }, 'priority'],
  ['confidential left out', { priority: 'normal', complexity: 'simple' }, 'confidential'],
])('a body with %s is refused', async (_, body, field) => {
  const answer = await complaint.send('SetHandling', body);
  expect([answer.status, answer.json<Problem>().errors!.map((error) => error.field)]).toEqual([400, [field]]);
});

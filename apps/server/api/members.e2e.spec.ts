/** Who is a member of an office: said by its administrator, over HTTP, and in force with the next question. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Office, type Answer, type Problem, type Who } from '../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../test/faults/in-process.js';
import { databasePath } from '../../../libs/installation/office-files.js';
import { MembersDirectory } from '../../../libs/identity/members-directory.js';
import { silentLog } from '../../../libs/platform/log.js';
import { type OfficeMembers } from '../../../libs/identity/office-members.js';
import { MEMBERS } from '../http/injected.js';

interface Shown {
  readonly sub: string;
  readonly name: unknown;
  readonly roles: readonly string[];
  readonly department: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly status: string;
  readonly since: string;
  readonly by: { readonly sub: string; readonly name: string };
}
interface Written {
  readonly member: Shown;
  readonly revision: number;
}

let product: InProcess;
let office: Office;
const ada: Who = { role: 'administrator', sub: 'ada' };
beforeEach(async () => {
  product = await openInProcess();
  office = new Office(product, 'horsens');
  await office.at('2026-03-02');
});
afterEach(() => product.remove());

const say = (body: object, who: Who = ada, headers: Record<string, string> = {}) =>
  office.post('/members', body, who, headers);
const end = (body: object, who: Who = ada, headers: Record<string, string> = {}) =>
  office.post('/members/end', body, who, headers);
const asta = { sub: 'asta', name: 'Asta Sagsen', roles: ['adviser'] };
const listed = async (query = '', who: Who = ada) =>
  (await office.get(`/members${query}`, who)).json<{ items: readonly Shown[]; revision: number | null }>();
const codeOf = (answer: Answer) => [answer.status, answer.json<Problem>().code];
const errorsOf = (answer: Answer) =>
  (answer.json<Problem>().errors ?? []).map(({ field, code }) => `${field}: ${code}`);
const members = () => product.product.app.get<ReadonlyMap<string, OfficeMembers>>(MEMBERS);

it('an administrator adds somebody, changes what is so, and ends it; each is shown with since when and by whom', async () => {
  expect(await listed()).toEqual({ items: [], revision: null });
  const added = await say({ ...asta, from: '2026-03-02' });
  const said = { sub: 'asta', name: 'Asta Sagsen', roles: ['adviser'], department: null, from: '2026-03-02' };
  const when = { since: '2026-03-02T08:00:00.000Z', by: { sub: 'ada', name: 'ada' } };
  expect([added.status, added.headers['etag'], added.json()]).toEqual([
    201,
    '"0"',
    { member: { ...said, until: null, status: 'current', ...when }, revision: 0 },
  ]);
  const changed = await say({ ...asta, roles: ['adviser', 'head'], until: '2026-12-31' });
  expect([changed.status, changed.json<Written>().member]).toMatchObject([
    200,
    { roles: ['adviser', 'head'], from: null, until: '2026-12-31' },
  ]);
  const over = await end({ sub: 'asta' });
  expect([over.status, over.json<Written>()]).toMatchObject([200, { member: { status: 'ended', until: null } }]);
  expect(await listed()).toEqual({ items: [], revision: 2 });
  expect((await listed('?ended=true')).items).toMatchObject([{ sub: 'asta', status: 'ended' }]);
});

it('what is so already is not written again, so that a repeated request changes nothing', async () => {
  for (const [status, revision] of [
    [201, 0],
    [200, 0],
    [200, 0],
  ]) {
    const answer = await say(asta);
    expect([answer.status, answer.json<Written>().revision]).toEqual([status, revision]);
  }
  for (let count = 0; count < 2; count += 1) expect((await end({ sub: 'asta' })).json<Written>().revision).toBe(1);
});

it('a department’s user acts for a department of the office', async () => {
  const jobcenter = { sub: 'jo', name: 'Jo Center', roles: ['department'], department: 'jobcenter' };
  expect((await say(jobcenter)).json<Written>().member.department).toBe('jobcenter');
});

const refusals: readonly [what: string, body: object, errors: readonly string[]][] = [
  ['nothing', {}, ['sub: MISSING', 'name: MISSING', 'roles: MISSING']],
  ['a citizen', { ...asta, roles: ['citizen'] }, ['roles.0: NOT_IN_LIST']],
  ['the product itself', { ...asta, roles: ['head', 'system'] }, ['roles.1: NOT_IN_LIST']],
  ['no role', { ...asta, roles: [] }, ['roles: NOT_A_LIST']],
  ['a role twice', { ...asta, roles: ['head', 'head'] }, ['roles: NOT_A_LIST']],
  ['a department’s user without one', { ...asta, roles: ['department'] }, ['department: MISSING']],
  ['a department for an adviser', { ...asta, department: 'jobcenter' }, ['department: NOT_ALLOWED_HERE']],
  [
    'a department that the office has not',
    { ...asta, roles: ['department'], department: 'havnen' },
    ['department: UNKNOWN_DEPARTMENT'],
  ],
  ['an end before the beginning', { ...asta, from: '2026-03-02', until: '2026-03-01' }, ['until: ENDS_BEFORE_START']],
  ['a day that is none', { ...asta, from: '2026-02-30' }, ['from: NOT_A_DATE']],
  ['a CPR number for an id', { ...asta, sub: '010190-1234' }, ['sub: LOOKS_LIKE_A_CPR']],
  ['an id of two lines', { ...asta, sub: 'a\nb' }, ['sub: NOT_AN_ID']],
  ['a name that cannot be seen', { ...asta, name: '\u200b' }, ['name: NOT_A_NAME']],
  ['a field that is none', { ...asta, office: 'odense' }, ['office: UNKNOWN_FIELD']],
];
it('what cannot be said of anybody is refused with its fields, and no value is repeated', async () => {
  for (const [what, body, errors] of refusals) {
    const answer = await say(body);
    expect([what, answer.status, errorsOf(answer)]).toEqual([what, 400, errors]);
    expect(answer.text).not.toMatch(/havnen|010190|odense/);
  }
  expect((await listed()).revision).toBeNull();
});

it('an end that would come before the beginning, or put off one that was said, is refused', async () => {
  await say({ ...asta, from: '2026-04-01' });
  expect(errorsOf(await end({ sub: 'asta', until: '2026-03-31' }))).toEqual(['until: ENDS_BEFORE_START']);
  await end({ sub: 'asta', until: '2026-05-01' });
  expect(errorsOf(await end({ sub: 'asta', until: '2026-06-01' }))).toEqual(['until: ENDED_EARLIER']);
  expect((await end({ sub: 'asta', until: '2026-04-15' })).json<Written>().member.until).toBe('2026-04-15');
  expect(codeOf(await end({ sub: 'bo' }))).toEqual([404, 'NOT_FOUND']);
});

it('own rights cannot be raised, and the last administrator stays', async () => {
  expect(codeOf(await say({ sub: 'ada', name: 'Ada', roles: ['administrator', 'head'] }))).toEqual([409, 'OWN_RIGHTS']);
  const other: Who = { role: 'administrator', sub: 'from the groups' };
  await say({ sub: 'ada', name: 'Ada', roles: ['administrator'] }, other);
  expect(codeOf(await say({ sub: 'ada', name: 'Ada', roles: ['administrator', 'head'] }))).toEqual([409, 'OWN_RIGHTS']);
  expect(codeOf(await end({ sub: 'ada' }))).toEqual([409, 'LAST_ADMINISTRATOR']);
  expect(codeOf(await end({ sub: 'ada', until: '2027-01-01' }, other))).toEqual([409, 'LAST_ADMINISTRATOR']);
  await say({ sub: 'bo', name: 'Bo', roles: ['administrator'] });
  expect((await end({ sub: 'ada' })).status).toBe(200);
});

it('whoever names the revision that was seen is told where it is another by now', async () => {
  await say(asta);
  const stale = await end({ sub: 'asta' }, ada, { 'if-match': '"7"' });
  expect([...codeOf(stale), stale.json<{ revision: number }>().revision]).toEqual([412, 'CONCURRENCY_CONFLICT', 0]);
  expect((await end({ sub: 'asta' }, ada, { 'if-match': '"0"' })).status).toBe(200);
  expect(codeOf(await say(asta, ada, { 'if-match': '7' }))).toEqual([400, 'VALIDATION']);
  expect(codeOf(await new Office(product, 'odense').post('/members', asta, ada, { 'if-match': '"0"' }))).toEqual([
    412,
    'CONCURRENCY_CONFLICT',
  ]);
});

it('of many at once each is written after the other, and none is lost', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => say({ sub: `m${n}`, name: `M ${n}`, roles: ['adviser'] })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
  expect(answers.map((answer) => answer.json<Written>().revision).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, n) => n),
  );
  expect((await listed()).items).toHaveLength(20);
});

it('the history has each event, for the auditor and the administrator', async () => {
  await say(asta);
  await end({ sub: 'asta', until: '2026-04-01' });
  const { events } = (await office.get('/members/history', 'auditor')).json<{ events: readonly unknown[] }>();
  const actor = { sub: 'ada', name: 'ada', role: 'administrator' };
  const recordedAt = '2026-03-02T08:00:00.000Z';
  expect(events).toEqual([
    { revision: 0, type: 'MemberAdded', recordedAt, actor, data: asta },
    { revision: 1, type: 'MemberEnded', recordedAt, actor, data: { sub: 'asta', until: '2026-04-01' } },
  ]);
});

it('one office’s members are nobody in another', async () => {
  await say(asta);
  const odense = new Office(product, 'odense');
  expect((await odense.get('/members', ada)).json()).toEqual({ items: [], revision: null });
  const foreign = await product.ask({
    method: 'GET',
    path: '/api/offices/odense/members',
    token: await office.token(ada),
  });
  expect(codeOf(foreign)).toEqual([404, 'NOT_FOUND']);
});

it('what is said is in force with the next question to the directory, without a restart', async () => {
  const own = () => [...members()].map(([key, each]) => ({ key, find: (sub: string) => each.find(sub) }));
  const groups = [{ group: 'KG', office: 'horsens', roles: ['analyst'] }] as const;
  const directory = new MembersDirectory(own(), groups, silentLog);
  const rolesOf = () =>
    directory
      .callersOf({ sub: 'asta', name: 'A', groups: ['KG'] }, product.product.clock.now())
      .flatMap(({ roles }) => roles);
  expect(rolesOf()).toEqual(['analyst']);
  await say({ ...asta, roles: ['head'] });
  expect(rolesOf()).toEqual(['head']);
  await end({ sub: 'asta' });
  expect(rolesOf()).toEqual([]);
});

it('a case can be given to a member who never called, and to nobody who has ended', async () => {
  const complaint = await office.start();
  const assign = (to: string) => complaint.send('AssignCase', { to }, { as: 'head' });
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Vand' }, summary: 'Brevet' }, 'registered');
  expect((await assign('asta')).status).toBe(400);
  await say(asta);
  expect((await assign('asta')).status).toBe(200);
  await complaint.refresh();
  expect((await office.get('/complaints', 'head')).json()).toMatchObject({
    items: [{ assignee: { sub: 'asta', name: 'Asta Sagsen' } }],
  });
  await say({ sub: 'bo', name: 'Bo', roles: ['analyst'] });
  expect(errorsOf(await assign('bo'))).toEqual(['to: UNKNOWN_MEMBER']);
  await office.token({ role: 'adviser', sub: 'asta' });
  await end({ sub: 'asta' });
  expect(errorsOf(await assign('asta'))).toEqual(['to: UNKNOWN_MEMBER']);
});

it('is there after a restart, and a name stands in no file in the clear', async () => {
  await say(asta);
  await product.ask({ method: 'POST', path: '/api/test/token', body: { ...asta, office: 'horsens' } });
  const { folder } = product;
  await product.close();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files)
    expect([name, readFileSync(join(parentPath, name)).includes('Asta Sagsen')]).toEqual([name, false]);
  expect(files.map(({ parentPath, name }) => join(parentPath, name))).toContain(
    databasePath(folder, 'horsens', 'office'),
  );
  product = await openInProcess(folder);
  office = new Office(product, 'horsens');
  expect((await listed()).items).toMatchObject([{ sub: 'asta', name: 'Asta Sagsen', status: 'current' }]);
});

it('whose key is destroyed has no name any more, and stays who it was by its id', async () => {
  await say(asta);
  const { folder } = product;
  const own = product.product.offices.find(({ key }) => key === 'horsens')!.office;
  expect(await own.keys.destroy('members', ['member:asta'])).toBe(1);
  await product.close();
  product = await openInProcess(folder);
  office = new Office(product, 'horsens');
  expect((await listed()).items).toMatchObject([{ sub: 'asta', name: { shredded: true }, roles: ['adviser'] }]);
  expect(product.output.join('')).not.toContain('Asta Sagsen');
});

it('one who has ended is refused with the next request of the token, and a role that was taken is gone', async () => {
  const [adviser, head]: readonly Who[] = [
    { role: 'adviser', sub: 'asta' },
    { role: 'head', sub: 'asta' },
  ];
  const asks = async (who: Who) => (await office.get('/complaints', who)).status;
  expect([await asks(adviser!), await asks(head!)]).toEqual([200, 200]);
  await say(asta);
  expect([await asks(adviser!), await asks(head!)]).toEqual([200, 401]);
  await end({ sub: 'asta' });
  expect(codeOf(await office.get('/complaints', adviser!))).toEqual([401, 'UNAUTHENTICATED']);
});

/** A step as it would be taken now: what it says, and that nothing is written but the look. */
import { Office, type Answer, type Complaint, type Problem, type Sending } from '../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../test/faults/in-process.js';

interface Preview {
  readonly taken: boolean;
  readonly state: string;
  readonly outcome: string | null;
  readonly refusals: readonly { readonly code: string }[];
  readonly letters: readonly object[];
  readonly deadlines: readonly object[];
  readonly consequences: readonly object[];
}
interface Step {
  readonly name: string;
  readonly group: string;
}
let product: InProcess;
let office: Office;
let complaint: Complaint;

async function registered(): Promise<Complaint> {
  const started = await office.start();
  await started.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await started.do('AssessRemit', { part: 'A', admissible: true });
  await started.do('AgreeRegistration', { citizen: true, adviser: true });
  await started.do('RegisterCase', { complainant: { name: 'Ludvig Slettes' }, summary: 'Brevet' }, 'registered');
  return started;
}
beforeAll(async () => {
  product = await openInProcess();
  office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  complaint = await registered();
});
afterAll(() => product.remove());

const ask = (name: string, body: unknown, { as = 'adviser', ifMatch = null }: Sending = {}): Promise<Answer> =>
  office.post(
    `${complaint.path}/transitions/${name}/preview`,
    body,
    as,
    ifMatch === null ? {} : { 'if-match': ifMatch },
  );
async function previewed(name: string, body: unknown, sending?: Sending): Promise<Preview> {
  const answer = await ask(name, body, sending);
  expect([name, answer.status, answer.text]).toEqual([name, 200, expect.any(String)]);
  return answer.json<Preview>();
}
const referral = { referrals: [{ department: 'jobcenter', parts: ['A'] }] };

it('says where a step leads, which letters go out and which deadlines begin; then the step does just that', async () => {
  const head = await product.product.offices[1]!.head();
  const foretold = await previewed('ReferToDepartment', referral);
  expect(foretold).toMatchObject({
    taken: true,
    state: 'referred',
    outcome: null,
    refusals: [],
    letters: [
      { kind: 'referral', to: 'department', department: 'jobcenter', date: '2026-03-02' },
      { kind: 'copyToCitizen', to: 'citizen' },
    ],
    deadlines: expect.arrayContaining([
      { kind: 'departmentAnswer', department: 'jobcenter', due: '2026-03-16', status: 'running' },
    ]),
    consequences: [],
  });
  expect(await complaint.view()).toMatchObject({ state: 'registered', letters: [], revision: complaint.last.revision });
  expect(await product.product.offices[1]!.head()).toBe(head);

  const other = await registered();
  await other.do('ReferToDepartment', referral, foretold.state);
  const { letters, deadlines } = await other.view<Preview>();
  expect(letters).toMatchObject(foretold.letters);
  expect(deadlines).toEqual(expect.arrayContaining(foretold.deadlines));
});

it('says by which rules it would be refused, and stays where it is', async () => {
  expect(await previewed('WithdrawComplaint', {})).toMatchObject({
    taken: true,
    state: 'closed',
    outcome: 'withdrawnByCitizen',
  });
  expect(await previewed('CloseCase', {})).toMatchObject({
    taken: false,
    state: 'registered',
    outcome: null,
    refusals: [{ code: 'TRANSITION_NOT_ALLOWED' }],
    letters: [],
    deadlines: [],
  });
  const unfinished = await previewed('ForwardSuggestion', { withName: true });
  expect(unfinished).toMatchObject({ taken: false, refusals: [{ code: 'TRANSITION_NOT_ALLOWED' }] });
});

it.each<[string, string, unknown, Sending, number, string]>([
  ['a body that is none', 'ReferToDepartment', [], {}, 400, 'VALIDATION'],
  ['a part that is not there', 'WithdrawPart', { part: 'Q' }, {}, 400, 'VALIDATION'],
  ['a role that never may', 'ReferToDepartment', referral, { as: 'auditor' }, 403, 'ROLE_FORBIDDEN'],
  ["the head's decision, asked by an adviser", 'MoveCase', { reason: 'newRules' }, {}, 403, 'ROLE_FORBIDDEN'],
  ['a revision that has passed', 'ReferToDepartment', referral, { ifMatch: '"1"' }, 412, 'CONCURRENCY_CONFLICT'],
  ['no such step', 'ChangeDecision', {}, {}, 404, 'UNKNOWN_TRANSITION'],
  ['a step that begins a complaint', 'ReceiveInquiry', { channel: 'phone' }, {}, 404, 'UNKNOWN_TRANSITION'],
])('is refused as the step itself for %s', async (_, name, body, sending, status, code) => {
  const answer = await ask(name, body, sending);
  expect([answer.status, answer.json<Problem>().code]).toEqual([status, code]);
});

it('takes the revision that there is', async () => {
  expect((await ask('RecordNote', { text: 'x' }, { ifMatch: `"${complaint.last.revision}"` })).status).toBe(200);
});

it('each is a look in the access log', async () => {
  await previewed('RecordNote', { text: 'En hemmelighed' }, { as: { role: 'adviser', sub: 'kigger' } });
  const { entries } = (await office.get(`${complaint.path}/access-log`, 'auditor')).json<{
    entries: readonly object[];
  }>();
  expect(entries.at(-2)).toMatchObject({ by: 'kigger', role: 'adviser', what: 'preview RecordNote' });
  expect(JSON.stringify(entries)).not.toContain('hemmelighed');
});

it('each explained step says what it does to the lifecycle', async () => {
  const groups = async (all = '') => {
    const { steps } = await complaint.view<{ steps: readonly Step[] }>('head', all);
    return Object.fromEntries(steps.map(({ name, group }) => [name, group]));
  };
  expect(await groups()).toMatchObject({
    ReferToDepartment: 'moves',
    StartMediation: 'moves',
    WithdrawComplaint: 'ends',
    DiscontinueCase: 'ends',
    RecordNote: 'records',
    AssignCase: 'records',
  });
  // With one part alone, withdrawing it ends the case; the state has no such step, and the machine still says.
  expect(await groups('&steps=all')).toMatchObject({
    WithdrawPart: 'ends',
    Conclude: 'ends',
    ReopenCase: 'moves',
    HearCitizen: 'records',
  });
});

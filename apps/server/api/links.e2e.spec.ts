/** Two cases that have to do with each other: both show it, each to those who may open the other. */
import { Office, type Complaint, type Problem, type Who } from '../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../test/faults/in-process.js';

interface Link {
  readonly to: string;
  readonly number: string;
  readonly kind: string;
  readonly direction: string;
}
const asta: Who = { role: 'adviser', sub: 'asta' };
let product: InProcess;
let office: Office;
let one: Complaint, other: Complaint;

async function registered(at = office): Promise<Complaint> {
  const complaint = await at.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Forbundet' }, summary: 'Brevet' }, 'registered');
  return complaint;
}
beforeAll(async () => {
  product = await openInProcess();
  office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  await office.token(asta);
  [one, other] = [await registered(), await registered()];
});
afterAll(() => product.remove());

/** As of the last write that was answered, whichever case it was to. */
async function linksOf(complaint: Complaint, who: Who = 'head', query = ''): Promise<readonly Link[]> {
  const answer = await office.get(`${complaint.path}${query}`, who);
  expect(answer.status).toBe(200);
  return answer.json<{ links: readonly Link[] }>().links;
}
const refusal = async (complaint: Complaint, name: string, body: object, as: Who = 'adviser') => {
  const answer = await complaint.send(name, body, { as });
  return `${answer.status} ${answer.json<Problem>().code}`;
};

it('a link is shown by both cases with the other’s number, and by neither once it is removed', async () => {
  await one.do('LinkCase', { to: other.id, kind: 'lead' }, 'registered');
  expect(await linksOf(one)).toMatchObject([{ to: other.id, number: '2026-0002', kind: 'lead', direction: 'out' }]);
  expect(await linksOf(other)).toMatchObject([{ to: one.id, number: '2026-0001', kind: 'lead', direction: 'in' }]);
  expect(await linksOf(one, 'head', '?revision=4')).toEqual([]);
  expect(await refusal(one, 'LinkCase', { to: other.id, kind: 'lead' })).toBe('409 ALREADY_LINKED');
  // The other way round it is the same link.
  expect(await refusal(other, 'LinkCase', { to: one.id, kind: 'lead' })).toBe('409 ALREADY_LINKED');
  expect(await refusal(other, 'UnlinkCase', { to: one.id, kind: 'lead' })).toBe('409 TRANSITION_NOT_ALLOWED');
  await one.do('UnlinkCase', { to: other.id, kind: 'lead' });
  expect([await linksOf(one), await linksOf(other)]).toEqual([[], []]);
});

it('a view at a revision has none that was made after it, though it were at the same instant', async () => {
  // The clock of a test stands still.
  const [late, later] = [await registered(), await registered()];
  const before = await linksOf(late, 'head', `?revision=${late.last.revision}`);
  await later.do('LinkCase', { to: late.id, kind: 'related' });
  expect(await linksOf(late)).toMatchObject([{ to: later.id, direction: 'in' }]);
  expect(await linksOf(late, 'head', `?revision=${late.last.revision}`)).toEqual(before);
  await late.do('RecordNote', { text: 'Sagerne ses sammen' });
  expect(await linksOf(late, 'head', `?revision=${late.last.revision}`)).toMatchObject([{ to: later.id }]);
});

it('what one may not open is named as what is not there, and nothing changes', async () => {
  const hidden = await registered();
  const talk = await office.start();
  const elsewhere = await new Office(product, 'odense').start();
  await hidden.do('SetHandling', { priority: 'normal', complexity: 'simple', confidential: true });
  const { revision } = one.last;
  for (const to of [hidden.id, talk.id, elsewhere.id, one.id, '00000000-0000-4000-8000-000000000000']) {
    const answer = await one.send('LinkCase', { to, kind: 'related' }, { as: asta });
    expect([answer.status, answer.json<Problem>().errors]).toMatchObject([
      400,
      [{ field: 'to', code: 'UNKNOWN_REFERENCE' }],
    ]);
  }
  expect(await one.view()).toMatchObject({ revision });
});

it('is shown to those who may open the other case, and to no citizen or department', async () => {
  const hidden = await registered();
  await one.do('LinkCase', { to: hidden.id, kind: 'joint' });
  await hidden.do('SetHandling', { priority: 'normal', complexity: 'simple', confidential: true });
  expect(await linksOf(one, asta)).toEqual([]);
  for (const who of ['head', 'auditor']) expect(await linksOf(one, who)).toMatchObject([{ to: hidden.id }]);
  const citizen = { role: 'citizen', sub: 'borger', complaint: one.id };
  expect(await one.view(citizen)).not.toHaveProperty('links');
});

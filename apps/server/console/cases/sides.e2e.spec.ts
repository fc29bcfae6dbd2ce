/** A case from one side: what is weighed before an investigation, and what is kept of people. */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let origin: string;
let complaint: Complaint;
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  origin = await product.product.app.getUrl();
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'staffConduct', department: 'borgerservice', eventStart: '2026-01-05' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Læser' }, summary: 'Talt ned til' });
  await complaint.do('ReferToDepartment', { referrals: [{ department: 'borgerservice', parts: ['A'] }] });
  await complaint.do('RecordDepartmentAnswer', {
    department: 'borgerservice',
    directToCitizen: true,
    finding: 'partly',
  });
  await complaint.do('RequestCloserLook', { reason: 'Svaret er forkert.' });
  await complaint.do('RequestErasure', { of: 'case' }, undefined, { as: 'dataProtectionOfficer' });
});
afterAll(() => product.remove());

it('is weighed with both sides beside each other, and the scope as parts to choose', async () => {
  const head = await PageReader.signsIn(origin, 'horsens-karen');
  const { status, text } = await head.read(`/o/horsens/cases/${complaint.id}/weighing`);
  expect(status).toBe(200);
  expect(text).toMatch(/Talt ned til[^]*Borgerservice/);
  expect(text).toContain('Delvist');
  await complaint.do('GiveConsent', { purpose: 'closerExamination', departments: ['borgerservice'] });
  const open = (await head.read(`/o/horsens/cases/${complaint.id}/weighing`)).text;
  expect(open).toMatch(/steps\/ChangeScope\?from=weighing"[^]*name="scope"[^]*name="criteria\.overall"/);
  const department = await PageReader.signsIn(origin, 'horsens-borgerservice');
  expect((await department.read(`/o/horsens/cases/${complaint.id}/weighing`)).status).toBe(403);
});

it('a form that is refused comes back on the page it was on, and one that is taken leads there', async () => {
  const head = await PageReader.signsIn(origin, 'horsens-karen');
  const path = `/o/horsens/cases/${complaint.id}`;
  const form = (name: string) => `${path}/steps/${name}?from=weighing`;
  expect((await head.read(`${path}/weighing`)).text).toContain(`action="${form('DeclareConflict')}"`);
  const ifMatch = /name="ifMatch" value="(\d+)"/.exec((await head.read(`${path}/weighing`)).text)![1]!;
  const typed = { ifMatch, key: 'sent-1', scope: 'A', assessment: 'Mønsteret er det samme som sidst.' };
  const refused = await head.send(form('ChangeScope'), typed);
  expect(refused.status).toBe(400);
  expect(refused.text).toMatch(
    /<h1>Vurdering af tilsyn<\/h1>[^]*class="kg-errors"[^]*Mønsteret er det samme som sidst\./,
  );
  const taken = await head.send(form('DeclareConflict'), { ifMatch, key: 'sent-2', department: 'borgerservice' });
  expect([taken.status, taken.headers['location']]).toEqual([
    303,
    expect.stringMatching(`^${path}/weighing\\?done=DeclareConflict&after=\\d+$`),
  ]);
  expect((await head.read(taken.headers['location']!)).text).toMatch(/role="status">[^<]*inhabil/i);
  // Whoever has no such page comes back to their own.
  const department = await PageReader.signsIn(origin, 'horsens-borgerservice');
  const own = await department.send(form('RecordDepartmentAnswer'), { ifMatch, key: 'sent-3' });
  expect(own.text).not.toContain('Vurdering af tilsyn');
});

it('shows the officer, who says why first, the request with its month, and the package as a file', async () => {
  const officer = await PageReader.signsIn(origin, 'horsens-ruth');
  const path = `/o/horsens/cases/${complaint.id}/privacy`;
  expect((await officer.read(path)).text).toContain('Hvorfor ser du efter?');
  await officer.send('/o/horsens/purpose', { purpose: 'accessRequest', to: path });
  const { text } = await officer.read(path);
  expect(text).toMatch(/E1\. Hele sagen[^]*2\. april 2026[^]*Ikke afgjort/);
  expect(text).toMatch(/steps\/DecideErasure\?from=privacy"/);
  const file = await officer.read(`${path}/package`);
  expect([file.status, file.headers['content-type']]).toEqual([200, 'application/zip']);
  expect(String(file.headers['content-disposition'])).not.toContain('Læser');
  const auditor = await PageReader.signsIn(origin, 'horsens-ejnar');
  expect((await auditor.read(path)).status).toBe(403);
  expect((await auditor.read(`${path}/package`)).status).toBe(403);
});

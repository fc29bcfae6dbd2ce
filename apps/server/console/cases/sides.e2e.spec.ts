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
  expect(open).toMatch(/steps\/ChangeScope"[^]*name="scope"[^]*name="criteria\.overall"/);
  const department = await PageReader.signsIn(origin, 'horsens-borgerservice');
  expect((await department.read(`/o/horsens/cases/${complaint.id}/weighing`)).status).toBe(403);
});

it('shows the officer, who says why first, the request with its month, and the package as a file', async () => {
  const officer = await PageReader.signsIn(origin, 'horsens-ruth');
  const path = `/o/horsens/cases/${complaint.id}/privacy`;
  expect((await officer.read(path)).text).toContain('Hvorfor ser du efter?');
  await officer.send('/o/horsens/purpose', { purpose: 'accessRequest', to: path });
  const { text } = await officer.read(path);
  expect(text).toMatch(/E1\. Hele sagen[^]*2\. april 2026[^]*Ikke afgjort/);
  expect(text).toMatch(/steps\/DecideErasure"/);
  const file = await officer.read(`${path}/package`);
  expect([file.status, file.headers['content-type']]).toEqual([200, 'application/zip']);
  expect(String(file.headers['content-disposition'])).not.toContain('Læser');
  const auditor = await PageReader.signsIn(origin, 'horsens-ejnar');
  expect((await auditor.read(path)).status).toBe(403);
  expect((await auditor.read(`${path}/package`)).status).toBe(403);
});

/** A step says what the office's own texts say of it, before it is taken as where it is refused (H19, H28). */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let complaint: Complaint;
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Læser' }, summary: 'Intet svar' });
});
afterAll(() => product.remove());

it('unfolded in its form, with the source, and a link to all rules', async () => {
  const adviser = await PageReader.signsIn(await product.product.app.getUrl(), 'horsens-anton');
  const { text } = await adviser.read(`/o/horsens/cases/${complaint.id}`);
  const [, form] = /id="step-ReferToDepartment"([^]*?)<form/.exec(text)!;
  expect(form).toContain('<summary>Regel H19, H28, H29</summary>');
  expect(form).toMatch(/Horsens Kommune: Borgerrådgiverne[^]*href="\/o\/horsens\/rules#H19"/);
  const [, note] = /id="step-RecordNote"([^]*?)<form/.exec(text)!;
  expect(note).not.toContain('Regel');
});

it('a profile to move a case to is chosen among the office’s own', async () => {
  const head = await PageReader.signsIn(await product.product.app.getUrl(), 'horsens-karen');
  const { text } = await head.read(`/o/horsens/cases/${complaint.id}`);
  const [, form] = /id="step-MoveCase"([^]*?)<\/form>/.exec(text)!;
  expect(form).toMatch(/name="profile"\s+value="horsens@1"/);
  expect(form).not.toContain('odense@1');
});

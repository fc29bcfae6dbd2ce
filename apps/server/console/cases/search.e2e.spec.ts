/** A search says who complains, to whoever may read the case: it is asked while somebody waits on the telephone. */
import { Office, type Complaint, type Who } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let office: Office;
let [adviser, auditor] = [] as PageReader[];
let confidential: Complaint;
const watching: Who = { role: 'auditor', sub: 'horsens-ejnar' };
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  office = new Office(product, 'horsens');
  await office.at('2026-03-02T10:00');
  await registered('Ludvig <b>Læser');
  confidential = await registered('Ludvig Lukket');
  await confidential.do('SetHandling', { priority: 'normal', complexity: 'simple', confidential: true });
  const talk = await office.start();
  await talk.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  const origin = await product.product.app.getUrl();
  adviser = await PageReader.signsIn(origin, 'horsens-anton');
  auditor = await PageReader.signsIn(origin, 'horsens-ejnar');
  await auditor.send('/o/horsens/purpose', { purpose: 'audit', to: '/o/horsens/cases' });
});
afterAll(() => product.remove());

async function registered(name: string): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name }, summary: 'Intet svar' });
  return complaint;
}
const found = async (reader: PageReader) =>
  (await reader.send('/o/horsens/cases/search', { text: 'Ludvig', key: 'k' })).text;

it('as text, beside the number', async () => {
  await adviser!.read(`/o/horsens/cases?after=${confidential.last.position}`);
  expect(await found(adviser!)).toMatch(/2026-0001<\/a>\s*<span class="sub" lang="da">Ludvig &#60;b&#62;Læser<\/span>/);
});

it('and of a confidential case to those alone who may read it', async () => {
  expect(await found(adviser!)).not.toContain('Lukket');
  expect(await found(auditor!)).toContain('Ludvig Lukket');
});

it('which the log of looks says', async () => {
  const { text } = await office.post('/access/search', {}, watching);
  expect(text).toMatch(/"what":"search"[^}]*"fields":\["codes","identity"\]/);
});

it('nowhere else: the list and the API have numbers alone', async () => {
  expect((await adviser!.read('/o/horsens/cases')).text).not.toContain('Læser');
  expect((await office.post('/complaints/search', { text: 'Ludvig' })).text).not.toContain('Læser');
});

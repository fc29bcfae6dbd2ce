/** A document that is filed with its file, from the form of the case page. */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let office: Office;
let adviser: PageReader;
let made: Complaint;
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  office = new Office(product, 'horsens');
  await office.at('2026-03-02T10:00');
  made = await office.start();
  await made.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await made.do('AssessRemit', { part: 'A', admissible: true });
  await made.do('AgreeRegistration', { citizen: true, adviser: true });
  await made.do('RegisterCase', { complainant: { name: 'Bodil Frandsen' }, summary: 'Et hegn' });
  adviser = await PageReader.signsIn(await product.product.app.getUrl(), 'horsens-anton');
});
beforeEach(() => made.refresh());
afterAll(() => product.remove());

const path = (): string => `/o/horsens/cases/${made.id}/steps/FileDocument/file`;
let count = 0;
const fields = () => ({
  title: 'Brev om hegnet',
  direction: 'in',
  'date.day': '1',
  'date.month': '3',
  'date.year': '2026',
  ifMatch: String(made.last.revision),
  key: `file-${(count += 1)}`,
});
const pdf = '%PDF-1.7\nHej';
const documents = async () =>
  (await made.view<{ documents: { id: string; title: string }[] }>()).documents.map(({ id }) => id);

it('is kept with its bytes, under a name that misleads nobody and the type that it is', async () => {
  const page = await adviser.read(`/o/horsens/cases/${made.id}`);
  expect(page.text).toMatch(/FileDocument\/file"\s+enctype="multipart\/form-data"/);
  expect(page.text).not.toContain('name="mediaType"');
  const sent = { field: 'content', name: '..\\hemmelig/b\u202erev \u200b1.pdf', content: pdf };
  const filed = await adviser.upload(path(), fields(), sent);
  expect([filed.status, filed.headers.location]).toEqual([303, expect.stringContaining('done=FileDocument')]);
  await made.refresh();
  const [id] = (await documents()).slice(-1);
  const saved = await adviser.read(`/o/horsens/cases/${made.id}/documents/${id!}`);
  expect(saved.text).toBe(pdf);
  expect(saved.headers['content-type']).toBe('application/pdf');
  expect(saved.headers['content-disposition']).toBe('attachment; filename="b rev 1.pdf"');
});

it('may have no file at all', async () => {
  const before = await documents();
  const filed = await adviser.upload(path(), fields(), { field: 'content', name: '', content: '' });
  expect(filed.status).toBe(303);
  const urlencoded = await adviser.send(path(), { ...fields(), ifMatch: String(made.last.revision + 1) });
  expect(urlencoded.status).toBe(303);
  await made.refresh();
  expect(await documents()).toHaveLength(before.length + 2);
});

it.each([
  ['a page', 'brev.html', '<script>alert(1)</script>'],
  ['a page that calls itself a PDF', 'brev.pdf', '<script>alert(1)</script>'],
  ['a program', 'brev.pdf.exe', 'MZ'],
  ['a picture that is a PDF', 'brev.png', pdf],
  ['words with something else in them', 'brev.txt', 'a\0b'],
  ['nothing', 'brev.txt', ''],
  ['no kind', 'brev', pdf],
  ['a kind that objects have', 'brev.constructor', pdf],
])('a file of another kind than its name says, or of none that is taken, is refused: %s', async (_, name, content) => {
  const before = await documents();
  const page = await adviser.upload(path(), fields(), { field: 'content', name, content });
  expect(page.status).toBe(400);
  expect(page.text).toContain('Filen er ikke det, dens navn siger');
  expect(page.text).toContain('value="Brev om hegnet"');
  expect(page.text).not.toContain('<script>alert');
  expect(await documents()).toEqual(before);
});

it('what was typed is still there where the file is too large, and far beyond that nothing is read', async () => {
  const large = { field: 'content', name: 'brev.txt', content: 'a'.repeat(184_321) };
  const page = await adviser.upload(path(), fields(), large);
  expect(page.status).toBe(400);
  expect(page.text).toContain('Filen er for stor');
  expect(page.text).toContain('value="Brev om hegnet"');
  const huge = { ...large, content: 'a'.repeat(1_100_000) };
  expect((await adviser.upload(path(), fields(), huge)).status).toBe(413);
});

it('a step that takes no file has no such form', async () => {
  const note = path().replace('FileDocument', 'RecordNote');
  expect((await adviser.upload(note, fields(), { field: 'content', name: 'a.pdf', content: pdf })).status).toBe(404);
  expect((await adviser.send(note, { text: 'Et notat' })).status).toBe(404);
});

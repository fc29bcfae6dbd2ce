/** Letters and documents of a case, as somebody of the office and somebody of a department come to them. */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let office: Office;
let origin: string;
let adviser: PageReader;
let complaint: Complaint;
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  origin = await product.product.app.getUrl();
  office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', {
    complainant: { name: 'Ludvig <b>Læser</b>' },
    summary: 'Venter på svar om et hegn',
  });
  await complaint.do('ReferToDepartment', {
    referrals: [{ department: 'jobcenter', parts: ['A'], questions: 'Hvornår kommer svaret?' }],
  });
  adviser = await PageReader.signsIn(origin, 'horsens-anton');
});
afterAll(() => product.remove());

const at = (path: string) => `/o/horsens/cases/${complaint.id}${path}`;
const looks = async () =>
  (await office.get(`${complaint.path}/access-log`, 'auditor')).json<{ entries: { what: string }[] }>().entries;

it('a letter is on its sheet as it was sent, with a way back, and that somebody looked is written down', async () => {
  const page = await adviser.read(at('/letters/0'));
  expect(page.status).toBe(200);
  expect(page.text).toMatch(/<article class="kg-sheet kg-letter" lang="da">[^]*<h1>[^]*Hvornår kommer svaret\?/);
  expect(page.text).toContain(`href="${at('#letters')}"`);
  expect(page.text).not.toContain('<b>Læser');
  expect(page.text).toMatch(/<title>Brev 1, sag 2026-\d{4} [^<]*<\/title>/);
  expect(/<title>.*<\/title>/.exec(page.text)![0]).not.toContain('Ludvig');
  expect(await looks()).toContainEqual(expect.objectContaining({ what: 'letter 0' }));
});

it('every letter that the case names is there, and no other', async () => {
  const linked = [...(await adviser.read(at(''))).text.matchAll(/\/letters\/(\d+)"/g)].map(([, n]) => n);
  expect(linked.length).toBeGreaterThan(0);
  for (const n of linked) expect((await adviser.read(at(`/letters/${n}`))).status).toBe(200);
  for (const n of ['99', '-1', 'x', '0x0']) expect((await adviser.read(at(`/letters/${n}`))).status).toBe(404);
});

it('a department reads the letter that went to it, and none that went to the citizen', async () => {
  const page = await PageReader.signsIn(origin, 'horsens-jobcenter');
  const statuses = await Promise.all([0, 1].map(async (n) => (await page.read(at(`/letters/${n}`))).status));
  expect(statuses.toSorted()).toEqual([200, 404]);
});

it('a document is saved under its own name, and never shown', async () => {
  await complaint.do('FileDocument', {
    direction: 'in',
    date: '2026-03-01',
    title: 'Brev',
    content: Buffer.from('<script>alert(1)</script>').toString('base64'),
    mediaType: 'text/html',
    fileName: 'brev æ.html',
  });
  const { text } = await adviser.read(`${at('')}?after=${complaint.last.position}`);
  const path = /href="([^"]*\/documents\/[^"]+)"/.exec(text)![1]!;
  const saved = await adviser.read(path);
  expect([saved.status, saved.text]).toEqual([200, '<script>alert(1)</script>']);
  expect(saved.headers['content-disposition']).toMatch(/^attachment; filename="brev _\.html"/);
  expect(String(saved.headers['content-security-policy'])).toContain('sandbox');
  expect((await adviser.read(at('/documents/9-9'))).status).toBe(404);
  expect(await looks()).toContainEqual(
    expect.objectContaining({ what: expect.stringMatching(/^document /) as string }),
  );
});

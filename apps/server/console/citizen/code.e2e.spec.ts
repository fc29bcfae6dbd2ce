/** The page that makes the citizen's code: it opens the case, is said once, and nobody else makes one. */
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let complaint: Complaint;
let origin: string;
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
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Læser', phone: '99991234' }, summary: 'Et hegn' });
});
afterAll(() => product.remove());

const here = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };

it('is made on the page, in groups of four, and opens the case; the address never has it', async () => {
  const adviser = await PageReader.signsIn(origin, 'horsens-anton');
  const path = `/o/horsens/cases/${complaint.id}/code`;
  expect((await adviser.read(`/o/horsens/cases/${complaint.id}`)).text).toContain(`href="${path}"`);
  const asked = await adviser.read(path);
  expect([asked.status, asked.text.includes('kg-code')]).toEqual([200, false]);
  const made = await adviser.send(path, {});
  expect(made.status).toBe(200);
  const groups = [...made.text.matchAll(/<span>([0-9A-F]{4})<\/span>/g)].map(([, group]) => group!);
  expect(groups).toHaveLength(8);
  expect(made.text).toContain('/min-sag');
  // The same page asked for again has no code on it.
  expect((await adviser.read(path)).text).not.toContain(groups[0]!);
  const shown = await product.ask({
    method: 'POST',
    path: '/min-sag',
    raw: new URLSearchParams({ code: groups.join(' ').toLowerCase(), fact: '99991234' }).toString(),
    headers: here,
  });
  expect([shown.status, shown.headers['location']]).toEqual([303, '/min-sag']);
});

it('is made by nobody who may not: they find no link and no page', async () => {
  const officer = await PageReader.signsIn(origin, 'horsens-ruth');
  const path = `/o/horsens/cases/${complaint.id}/code`;
  expect((await officer.read(`/o/horsens/cases/${complaint.id}`)).text).not.toContain(path);
  expect((await officer.read(path)).status).toBe(403);
  expect((await officer.send(path, {})).status).toBe(403);
});

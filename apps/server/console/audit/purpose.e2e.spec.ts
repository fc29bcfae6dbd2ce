/** Whoever looks at cases of others says first why: on every page of cases, once in a session. */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
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
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Læser' }, summary: 'Intet svar' });
});
afterAll(() => product.remove());

const pages = () => [
  '/o/horsens/cases',
  '/o/horsens/tasks',
  ...['', '/letters/1', '/history', '/replay', '/weighing', '/access-log'].map(
    (side) => `/o/horsens/cases/${complaint.id}${side}`,
  ),
];

it.each(['horsens-ejnar', 'horsens-ruth'])('%s is asked, and sees nothing before', async (sub) => {
  const reader = await PageReader.signsIn(origin, sub);
  for (const page of pages()) {
    const { status, text } = await reader.read(page);
    // What an officer may not see is refused, whyever they look.
    if (status === 403) continue;
    expect([page, status, text.includes('id="why-purpose"')]).toEqual([page, 200, true]);
    expect(text).not.toMatch(/Ludvig|2026-0001/);
  }
  const searched = await reader.send('/o/horsens/cases/search', { text: 'Ludvig' });
  expect(searched.text).toContain('id="why-purpose"');
  expect(searched.text).not.toContain(complaint.id);
  const to = `/o/horsens/cases/${complaint.id}`;
  const said = await reader.send('/o/horsens/purpose', { purpose: 'audit', to });
  expect([said.status, said.headers.location]).toEqual([303, to]);
  for (const page of pages()) expect((await reader.read(page)).text).not.toContain('id="why-purpose"');
  expect((await reader.read(to)).text).toContain('Ludvig');
});

it('who works on the cases is not', async () => {
  for (const sub of ['horsens-anton', 'horsens-karen']) {
    const reader = await PageReader.signsIn(origin, sub);
    for (const page of pages()) expect((await reader.read(page)).text).not.toContain('id="why-purpose"');
  }
});

it('the look is written down with it', async () => {
  const reader = await PageReader.signsIn(origin, 'horsens-ejnar');
  const at = `/o/horsens/cases/${complaint.id}/access-log`;
  await reader.send('/o/horsens/purpose', { purpose: 'accessRequest', to: at });
  await reader.read(`/o/horsens/cases/${complaint.id}`);
  expect((await reader.read(at)).text).toMatch(/horsens-ejnar[^]*Anmodning om indsigt/);
});

/** What has to be done, day by day, for whoever has the case, for the office, and for a department. */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let complaint: Complaint;
let origin: string;
let anton: PageReader;
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
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig <b>Læser</b>' }, summary: 'Venter på svar' });
  await complaint.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] });
  anton = await PageReader.signsIn(origin, 'horsens-anton');
});
afterAll(() => product.remove());

const tasks = (query = '', who = anton) => who.read(`/o/horsens/tasks${query}`);
const link = () => `href="/o/horsens/cases/${complaint.id}"`;

it('the tasks of all are there with the day they are due, and one of nobody’s is not mine until I have it', async () => {
  const all = await tasks(`?after=${complaint.last.position}`);
  expect(all.status).toBe(200);
  expect(all.text).toContain(link());
  expect(all.text).toMatch(/<h2 id="day-2026-03-\d\d">/);
  expect(all.text).not.toContain('Ludvig');
  expect((await tasks('?assignee=none')).text).toContain(link());
  expect((await tasks('?assignee=me')).text).not.toContain(link());

  await complaint.do('AssignCase', { to: 'horsens-anton' });
  const mine = await tasks(`?assignee=me&after=${complaint.last.position}`);
  expect(mine.text).toContain(link());
});

it('an empty list leads to where something is, by links that are addresses of the page', async () => {
  const { text } = await tasks('?assignee=me&due=2001-01-01');
  expect(text).toMatch(
    /class="kg-empty"[^]*href="\/o\/horsens\/tasks\?assignee=me"[^]*href="\/o\/horsens\/tasks\?due=/,
  );
  expect((await tasks('?due=imorgen')).status).toBe(400);
});

it('a department sees its own days, and neither whose case it is nor a way to hand it over', async () => {
  const { text } = await tasks('', await PageReader.signsIn(origin, 'horsens-jobcenter'));
  expect(text).toContain(link());
  expect(text).not.toContain('assignee=me');
  expect(text).not.toContain('Anton');
  expect(text).not.toContain('/assignments');
});

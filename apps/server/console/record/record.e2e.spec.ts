/** Putting a record right, as a page: the event is chosen and never typed. */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let complaint: Complaint;
let [adviser, path] = [] as unknown as [PageReader, string];
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  const origin = await product.product.app.getUrl();
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'staffConduct', department: 'borgerservice', eventEnd: '2026-01-05' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Læser' }, summary: 'Talt ned til' });
  adviser = await PageReader.signsIn(origin, 'horsens-anton');
  path = `/o/horsens/cases/${complaint.id}`;
});
afterAll(() => product.remove());

const form = (name = 'CorrectRecord', more = '') => `${path}/steps/${name}${more}?from=record`;
const hidden = (text: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)![1]!;

it('each record of the case leads to its own fields, from the timeline and from a list', async () => {
  const page = (await adviser.read(path)).text;
  expect(page).toContain(`href="${path}/record?event=1"`);
  // A step is no record.
  expect(page).not.toContain(`href="${path}/record?event=2"`);
  const list = (await adviser.read(`${path}/record`)).text;
  expect([...list.matchAll(/record\?event=(\d+)/g)].map(([, revision]) => revision)).toEqual(['4', '1', '0']);
  const { text } = await adviser.read(`${path}/record?event=1`);
  expect(text).toMatch(/Personalets adfærd[^]*name="fields\.topic"[^]*name="fields\.eventEnd\.day"/);
  expect(text).not.toContain('name="fields.summary"');
  expect(hidden(text, 'revision')).toBe('1');
});

it('what is left out altogether comes back on the page, and what it would change is told before', async () => {
  const { text } = await adviser.read(`${path}/record?event=1`);
  const sent = { ifMatch: hidden(text, 'ifMatch'), key: hidden(text, 'key'), revision: '1', reason: 'misheard' };
  const empty = await adviser.send(form(), sent);
  expect(empty.status).toBe(400);
  expect(empty.text).toMatch(/<h1>Ret en oplysning<\/h1>[^]*class="kg-errors"/);
  const day = { 'fields.eventEnd.day': '5', 'fields.eventEnd.month': '1', 'fields.eventEnd.year': '2022' };
  const told = await adviser.send(form('CorrectRecord', '/preview'), { ...sent, ...day });
  expect(told.status).toBe(200);
  expect(told.text).toMatch(/Skridt, der ellers ville være afvist[^]*<li>Opret sag<\/li>/);
  expect(told.text).toMatch(/name="fields\.eventEnd\.year"[^>]*value="2022"/);
});

it('a correction leads back to the case, where it says what was corrected', async () => {
  const { text } = await adviser.read(`${path}/record?event=1`);
  const sent = { ifMatch: hidden(text, 'ifMatch'), key: hidden(text, 'key'), revision: '1', reason: 'misheard' };
  const { status, headers } = await adviser.send(form(), { ...sent, 'fields.topic': 'delay' });
  expect([status, headers['location']]).toEqual([303, expect.stringContaining(`${path}?done=CorrectRecord`)]);
  expect((await adviser.read(headers['location']!)).text).toMatch(/Klagepunkt A tilføjet[^]*Rettet/);
  expect((await adviser.read(`${path}/record?event=1`)).text).toContain('Lang sagsbehandlingstid');
});

it('the step that may be taken back is chosen already', async () => {
  await complaint.refresh();
  await complaint.do('StartEarlyResolution', { mode: 'flexible' });
  const { text } = await adviser.read(`${path}?after=${complaint.last.position}`);
  const retract = /<form[^>]*steps\/RetractStep[^]*?<\/form>/.exec(text)![0];
  expect(retract).toMatch(
    new RegExp(`type="radio"[^>]*name="revision"[^>]*value="${complaint.last.revision}"[^>]*checked`),
  );
});

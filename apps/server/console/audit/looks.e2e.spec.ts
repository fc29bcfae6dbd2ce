/** Who has looked, on pages: at a case, by person, and what is drawn each week to be judged. */
import { Office, type Complaint, type Who } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let origin: string;
let made: Complaint;
let number: string;
let auditor: PageReader;
const karen: Who = { role: 'adviser', sub: 'horsens-karen' };

beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  origin = await product.product.app.getUrl();
  const office = new Office(product, 'horsens');
  await office.at('2026-03-03T10:00');
  made = await office.start();
  await made.do('RecordPart', { topic: 'staffConduct', department: 'borgerservice' });
  await made.do('AssessRemit', { part: 'A', admissible: true });
  await made.do('AgreeRegistration', { citizen: true, adviser: true });
  await made.do('RegisterCase', { complainant: { name: 'Bodil Frandsen' }, summary: 'Sildesalat' }, 'registered');
  number = String((await made.view())['number']);
  await office.get(made.path, karen);
  // At night, so that it is one to judge whatever the lots say.
  await office.at('2026-03-03T21:00');
  await office.post('/complaints/search', { text: '=Kvickjul' }, karen);
  await office.at('2026-03-10T10:00');
  auditor = await PageReader.signsIn(origin, 'horsens-ejnar');
  await auditor.send('/o/horsens/purpose', { purpose: 'audit', to: '/o/horsens/looks' });
});
afterAll(() => product.remove());

/** Those that somebody has to judge. */
const drawnIn = (text: string): readonly string[] =>
  [...text.matchAll(/name="look" value="(\d+)"/g)].map(([, look]) => look!);

it('the log of a case says who has seen what of it and why, and is a file under the number of the case', async () => {
  const { text } = await auditor.read(`/o/horsens/cases/${made.id}/access-log`);
  expect(text).toContain(`Adgangslog for sag ${number}`);
  expect(text).toMatch(/Behandling af sagen/);
  const file = await auditor.read(`/o/horsens/cases/${made.id}/access-log/csv`);
  expect(file.headers['content-disposition']).toBe(`attachment; filename="${number}.csv"`);
  expect(file.text.split('\r\n').length).toBeGreaterThan(3);
});

it('looks are found by person, in the answer to a form, and in a file in which nothing is calculated', async () => {
  const { status, text } = await auditor.send('/o/horsens/looks', { by: 'horsens-karen', 'from.day': '' });
  expect([status, text.includes('=Kvickjul')]).toEqual([200, true]);
  const others = await auditor.send('/o/horsens/looks', { by: 'horsens-anton' });
  expect(others.text).toContain('Ingen opslag passer');
  const file = await auditor.send('/o/horsens/looks', { by: 'horsens-karen', format: 'csv' });
  expect(file.headers['content-type']).toContain('text/csv');
  expect(file.text).not.toMatch(/(^|,)"?[=+@-]/m);
});

it('a day that is none comes back with what was typed in it', async () => {
  const sent = { 'from.day': '31', 'from.month': '2', 'from.year': '2026' };
  const { status, text } = await auditor.send('/o/horsens/looks', sent);
  expect([status, text.includes('value="31"'), text.includes('href="#looks-from"')]).toEqual([400, true, true]);
});

it('a look that was drawn is judged, once it is said whether it was in order', async () => {
  expect((await auditor.read('/o/horsens/looks')).text).toContain('href="/o/horsens/looks/2026-W10"');
  const week = '/o/horsens/looks/2026-W10';
  const [look] = drawnIn((await auditor.read(week)).text);
  const missing = await auditor.send(week, { look: look!, finding: '', note: '<b>Hvorfor?</b>' });
  expect(missing.status).toBe(400);
  expect(missing.text).toContain(`href="#look-${look}-finding"`);
  expect(missing.text).toContain('&#60;b&#62;Hvorfor?&#60;/b&#62;');
  const kept = await auditor.send(week, { look: look!, finding: 'justified', note: 'Hun havde sagen' });
  expect([kept.status, kept.headers.location]).toEqual([303, `${week}?saved=#look-${look}`]);
  const { text } = await auditor.read(`${week}?saved=`);
  expect([text.includes('Bedømmelsen er gemt'), text.includes('Hun havde sagen')]).toEqual([true, true]);
});

it('nobody judges the own look: the refusal is the page, with what was typed', async () => {
  const week = '/o/horsens/looks/2026-W10';
  const head = await PageReader.signsIn(origin, 'horsens-karen');
  const [, own] = /<li id="look-(\d+)">\s*<h2>\s*Søgning i sager/.exec((await head.read(week)).text)!;
  const refused = await head.send(week, { look: own!, finding: 'justified', note: 'Helt i orden' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('role="alert"');
  expect(refused.text).toContain('Helt i orden</textarea>');
});

it('a week that is not over is not there, and none of it is for whoever does not watch', async () => {
  expect((await auditor.read('/o/horsens/looks/2026-W11')).status).toBe(404);
  const adviser = await PageReader.signsIn(origin, 'horsens-anton');
  for (const path of ['looks', 'looks/2026-W10', `cases/${made.id}/access-log`])
    expect([path, (await adviser.read(`/o/horsens/${path}`)).status]).toEqual([path, 403]);
});

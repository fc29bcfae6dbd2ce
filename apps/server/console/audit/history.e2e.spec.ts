/** The history of a case as those read it who look after how it went. */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let office: Office;
let origin: string;
let made: Complaint;
let number: string;
let path: string;
/** Has said why. */
let auditor: PageReader;

beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  origin = await product.product.app.getUrl();
  office = new Office(product, 'horsens');
  await office.at('2026-03-02T10:00');
  made = await office.start();
  await made.do('RecordPart', { topic: 'staffConduct', department: 'borgerservice' });
  await made.do('AssessRemit', { part: 'A', admissible: true });
  await made.do('AgreeRegistration', { citizen: true, adviser: true });
  await made.do('RegisterCase', { complainant: { name: 'Bodil Frandsen' }, summary: '=1+1 Sildesalat' }, 'registered');
  await made.do('RecordNote', { text: '<b>Ringede</b>', occurredAt: '2026-03-02T08:30:00.000Z' });
  for (let index = 0; index < 42; index += 1) await made.do('RecordNote', { text: `Notat nummer ${index}` });
  number = String((await made.view())['number']);
  path = `/o/horsens/cases/${made.id}/history`;
  auditor = await PageReader.signsIn(origin, 'horsens-ejnar');
  await auditor.send('/o/horsens/purpose', { purpose: 'audit', to: path });
});
afterAll(() => product.remove());

const eventsIn = (text: string): readonly number[] =>
  [...text.matchAll(/<li id="event-(\d+)"/g)].map(([, revision]) => Number(revision));
const openIn = (text: string): number => [...text.matchAll(/<details\s+open>/g)].length;
const looks = async () => {
  const answer = await office.get(`/complaints/${made.id}/access-log`, { role: 'auditor', sub: 'another' });
  return answer.json<{ entries: readonly { by: string; what: string; purpose: string }[] }>().entries;
};

it('asks an auditor why before anything is shown, and writes the look down with it', async () => {
  const reader = await PageReader.signsIn(origin, 'horsens-ejnar');
  const before = (await looks()).length;
  const asked = await reader.read(path);
  expect([asked.status, asked.text.includes('Hvorfor ser du efter?')]).toEqual([200, true]);
  expect(asked.text).not.toContain(number);
  const missing = await reader.send('/o/horsens/purpose', { to: path });
  expect([missing.status, missing.text.includes('role="alert"')]).toEqual([400, true]);
  const said = await reader.send('/o/horsens/purpose', { purpose: 'supervision', to: path });
  expect([said.status, said.headers.location]).toEqual([303, path]);
  expect((await reader.read(path)).text).toContain(`Historik for sag ${number}`);
  const own = (await looks()).slice(before).filter(({ by }) => by === 'horsens-ejnar');
  expect(own.map(({ what, purpose }) => [what, purpose])).toEqual([['history', 'supervision']]);
});

it('leads nowhere but to this office', async () => {
  const said = await auditor.send('/o/horsens/purpose', { purpose: 'audit', to: 'https://evil.example/' });
  expect(said.headers.location).toBe('/o/horsens');
});

it('has the newest first, a page at a time, and the oldest first where that is asked for', async () => {
  const { text } = await auditor.read(path);
  expect(eventsIn(text)).toEqual(Array.from({ length: 40 }, (_, index) => 47 - index));
  expect(text).toContain('href="'.concat(path, '?page=2"'));
  expect(eventsIn((await auditor.read(`${path}?page=2`)).text)).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
  expect(eventsIn((await auditor.read(`${path}?order=oldest`)).text).slice(0, 3)).toEqual([0, 1, 2]);
  expect(eventsIn((await auditor.read(`${path}?page=99`)).text)).toHaveLength(8);
});

it('says when something happened where that was another time than when it was written down', async () => {
  const { text } = await auditor.read(`${path}?event=5`);
  expect(text).toMatch(/skete 2\.3\.2026 kl\. 9\.30/);
  expect(text).toContain('&#60;b&#62;Ringede&#60;/b&#62;');
});

it('leads to one event with ten before it and ten after', async () => {
  const { text } = await auditor.read(`${path}?event=20`);
  expect(eventsIn(text)).toEqual(Array.from({ length: 21 }, (_, index) => 30 - index));
  expect(openIn(text)).toBe(1);
  expect(openIn((await auditor.read(`${path}?open=all`)).text)).toBe(40);
});

it('is narrowed by kind, by who and by words, also to all the others', async () => {
  const found = async (query: string) => eventsIn((await auditor.read(`${path}?${query}`)).text);
  expect(await found('step=RegisterCase&stepNot=&actor=')).toEqual([4]);
  expect(await found('step=RecordNote&stepNot=on')).toEqual([4, 3, 2, 1, 0]);
  expect(await found('actor=nobody')).toEqual([]);
  const words = await auditor.send(path, { text: 'nummer 41' });
  expect([words.status, eventsIn(words.text)]).toEqual([200, [47]]);
  expect(eventsIn((await auditor.send(path, { text: 'notat nummer', textNot: 'on' })).text)).toEqual([
    5, 4, 3, 2, 1, 0,
  ]);
  expect((await auditor.read(`${path}?step=<b>`)).status).toBe(400);
});

it('is a file under the number of the case, in which no cell is calculated', async () => {
  const csv = await auditor.read(`${path}/csv?step=RegisterCase`);
  expect(csv.headers['content-disposition']).toBe(`attachment; filename="${number}.csv"`);
  expect(csv.text.split('\r\n')).toHaveLength(3);
  expect(csv.text).toContain('Sildesalat');
  expect(csv.text).not.toMatch(/(^|,)"?[=+@-]/m);
  const json = await auditor.read(`${path}/json`);
  expect(json.headers['content-disposition']).toBe(`attachment; filename="${number}.json"`);
  expect((JSON.parse(json.text) as { events: readonly unknown[] }).events).toHaveLength(48);
  expect((await auditor.read(`${path}/pdf`)).status).toBe(404);
});

it('is not there for whoever may not read it', async () => {
  const administrator = await PageReader.signsIn(origin, 'horsens-jens');
  expect((await administrator.read(path)).status).toBe(403);
  const elsewhere = await PageReader.signsIn(origin, 'odense-mogens');
  expect((await elsewhere.read(path)).status).toBe(404);
});

/** A case as it was: event by event, at the end of a day, and compared with another moment. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let office: Office;
let origin: string;
let made: Complaint;
let path: string;
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
  await made.do('RegisterCase', { complainant: { name: 'Bodil Frandsen' }, summary: 'Sildesalat' }, 'registered');
  await office.at('2026-03-05T10:00');
  await made.refresh();
  await made.do('ReferToDepartment', { referrals: [{ department: 'borgerservice', parts: ['A'] }] }, 'referred');
  path = `/o/horsens/cases/${made.id}/replay`;
  auditor = await PageReader.signsIn(origin, 'horsens-ejnar');
  await auditor.send('/o/horsens/purpose', { purpose: 'audit', to: path });
});
afterAll(() => product.remove());

const shown = async (query: string): Promise<string> => (await auditor.read(`${path}${query}`)).text;
/** The revision that a page shows. */
const here = (text: string): string | undefined =>
  /aria-current="page"\s*>\s*<span[^>]*>[^<]*<\/span>(\d+)/.exec(text)?.[1];
const stateIn = (text: string): string | undefined => /class="kg-state">([^<]+)</.exec(text)?.[1];
const onDay = (day: number, month: number, year: number) => `?on.day=${day}&on.month=${month}&on.year=${year}`;

it('shows the last event where none is asked for, and each of them by its number', async () => {
  expect([here(await shown('')), stateIn(await shown(''))]).toEqual(['5', 'Forelagt forvaltningen']);
  const first = await shown('?revision=0');
  expect([here(first), stateIn(first)]).toEqual(['0', 'Modtaget']);
  expect(first).not.toContain('Sildesalat');
  expect(await shown('?revision=4')).toContain('Sildesalat');
});

it('says what was asked at the step, what was answered and what changed', async () => {
  const text = await shown('?revision=4');
  expect(text).toMatch(/Det blev der spurgt om \(\d+\)/);
  expect(text).toMatch(/agreement: given/);
  expect(text).not.toContain('Ikke opfyldt');
  expect(text).toMatch(/Oprettet<\/th>/);
  expect(text).toContain('Sagen var lovlig her');
});

it('says beside it which deadlines had passed by then', async () => {
  expect(await shown('?revision=4')).not.toContain('Frister, der var overskredet');
  expect(await shown('?revision=5')).toContain('Frister, der var overskredet: 1.');
});

it('compares with any other event', async () => {
  const changes = (text: string) => Number(/Det ændrede sig \((\d+)\)/.exec(text)?.[1]);
  const [one, all] = [await shown('?revision=5'), await shown('?revision=5&with=0')];
  expect(changes(all)).toBeGreaterThan(changes(one));
  expect(changes(await shown('?revision=5&with=5'))).toBe(0);
  expect((await auditor.read(`${path}?revision=5&with=99`)).status).toBe(404);
});

it('shows the case at the end of a day, and whether it was legal then', async () => {
  const text = await shown(onDay(3, 3, 2026));
  expect([here(text), stateIn(text)]).toEqual(['4', 'Sag oprettet']);
  expect(text).toContain('tirsdag den 3. marts 2026, da dagen var slut');
  expect(text).toContain('Sagen var lovlig her');
  expect(text).not.toContain('for sent');
  expect(here(await shown(onDay(1, 1, 2027)))).toBe('5');
});

it('says so where the case was not there yet, and where there is no such day, with what was typed in place', async () => {
  const before = await auditor.read(`${path}${onDay(1, 2, 2026)}`);
  expect([before.status, before.text.includes('Sagen var der ikke den dag')]).toEqual([404, true]);
  const none = await auditor.read(`${path}${onDay(31, 2, 2026)}`);
  expect([none.status, none.text.includes('value="31"')]).toEqual([400, true]);
  expect((await auditor.read(`${path}?revision=99`)).status).toBe(404);
});

it('has nothing that could be done to the case', async () => {
  const forms = [...(await shown('')).matchAll(/<form[^>]*action="([^"]+)"/g)].map(([, action]) => action);
  expect(new Set(forms)).toEqual(new Set(['/o/horsens/purpose', path, `${path}#changes`]));
});

it('is one look', async () => {
  const log = async () =>
    (await office.get(`/complaints/${made.id}/access-log`, { role: 'auditor', sub: 'another' })).json<{
      entries: readonly { by: string; what: string; purpose: string }[];
    }>().entries;
  const before = (await log()).length;
  await shown('?revision=3');
  const own = (await log()).slice(before).filter(({ by }) => by === 'horsens-ejnar');
  expect(own.map(({ what, purpose }) => `${what} ${purpose}`)).toEqual(['replay audit']);
});

it('is for the head and the auditor', async () => {
  expect((await (await PageReader.signsIn(origin, 'horsens-anton')).read(path)).status).toBe(403);
  expect((await (await PageReader.signsIn(origin, 'horsens-karen')).read(path)).status).toBe(200);
});

describe('the verification', () => {
  const page = async () => (await auditor.read('/o/horsens/verification')).text;

  it('has every case untouched and legal, and the command by which somebody else finds out', async () => {
    const text = await page();
    expect(text).toContain('Alle sager på siden er i orden');
    expect(text).toMatch(/>2026-\d{4}<\/a>/);
    expect(text).toContain('npm run klagegang -- verify --data');
  });

  it('names the event that somebody has changed in the file', async () => {
    const db = new DatabaseSync(join(product.folder, 'offices', 'horsens', 'events.db'));
    db.exec('DROP TRIGGER events_are_never_changed');
    const changed = db
      .prepare(
        `UPDATE events SET metadata = replace(metadata, '"adviser"', '"head"') WHERE stream = ? AND revision = 1`,
      )
      .run(made.id);
    db.close();
    expect(changed.changes).toBe(1);
    expect(await page()).toMatch(/Ændret: hændelse 1/);
  });
});

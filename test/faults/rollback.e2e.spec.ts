/**
 * Files of a data folder that are gone or older than they were: the next start names each, serves nothing as whole that
 * is not, and an operator's word lets it go on.
 */
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { accept } from '../../apps/cli/installation/accept.js';
import { Office, type Complaint } from './client.js';
import { newFolder, openInProcess } from './in-process.js';

const files = ['events.db', 'office.db', 'keys.db', 'access.db', 'shredded.list'] as const;
/** Every set of them but the empty one: 31. */
const sets = Array.from({ length: 2 ** files.length - 1 }, (_, index) =>
  files.filter((_file, bit) => ((index + 1) >> bit) & 1),
);
const own = (folder: string, file: string) => join(folder, 'offices', 'horsens', file);
const folders: string[] = [];
function copyOf(folder: string): string {
  const to = newFolder();
  folders.push(to);
  cpSync(folder, to, { recursive: true });
  return to;
}
const refusalAt = async (folder: string): Promise<string> => {
  try {
    const product = await openInProcess(folder);
    await product.close();
    return 'it started';
  } catch (error) {
    return (error as Error).message;
  }
};

async function shredded(office: Office, name: string): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name }, summary: 'Brevet blev væk' }, 'registered');
  await complaint.do('WithdrawComplaint', {});
  return complaint;
}

let [older, newer, later] = ['', '', ''];
let gone: Complaint;
beforeAll(async () => {
  const folder = newFolder();
  folders.push(folder);
  let product = await openInProcess(folder);
  let office = new Office(product, 'horsens');
  await office.at('2024-03-01');
  gone = await shredded(office, 'Valborg Vandskade');
  await product.close();
  older = copyOf(folder);

  product = await openInProcess(folder);
  office = new Office(product, 'horsens');
  await shredded(office, 'Asger Opdigtsen');
  await office.post('/members', { sub: 'bo', name: 'Bo Sagsen', roles: ['adviser'] }, 'administrator');
  await office.at('2029-06-01');
  later = (await shredded(office, 'Gudrun Senere')).id;
  await office.get(`/complaints/${later}`);
  await product.close();
  newer = copyOf(folder);
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

it.each(sets.map((set) => [set.join(', '), set] as const))('older: %s', async (_, set) => {
  const folder = copyOf(newer);
  for (const file of set) cpSync(own(older, file), own(folder, file));
  const refusal = await refusalAt(folder);
  expect(files.filter((file) => refusal.includes(`horsens: ${file} `))).toEqual(set);
});

it.each(files)('gone: %s', async (file) => {
  const folder = copyOf(newer);
  rmSync(own(folder, file));
  expect(await refusalAt(folder)).toMatch(new RegExp(`horsens: ${file} is not there`));
  expect(existsSync(own(folder, file))).toBe(false);
});

it('the folder of an office gone', async () => {
  const folder = copyOf(newer);
  rmSync(join(folder, 'offices', 'horsens'), { recursive: true });
  expect(await refusalAt(folder)).toMatch(/horsens: nothing of it is there; its log had come to event \d+/);
});

it('the record gone, or older than the folder: the first is refused, the second goes on', async () => {
  const without = copyOf(newer);
  rmSync(join(without, 'record'), { recursive: true });
  expect(await refusalAt(without)).toMatch(/installation-a\.json is not there, and this data folder had one/);

  const behind = copyOf(newer);
  rmSync(join(behind, 'record'), { recursive: true });
  cpSync(join(older, 'record'), join(behind, 'record'), { recursive: true });
  expect(await refusalAt(behind)).toBe('it started');
});

it('older read models alone are no loss: they take up what they have not seen', async () => {
  const folder = copyOf(newer);
  cpSync(own(older, 'views.db'), own(folder, 'views.db'));
  const product = await openInProcess(folder);
  const office = new Office(product, 'horsens');
  const list = (await office.get('/complaints')).json<{ readonly items: readonly { readonly id: string }[] }>();
  expect(list.items.map(({ id }) => id)).toContain(later);
  await product.close();
});

it('keys that were destroyed stay so, where an older key file and an older shred list are accepted', async () => {
  const folder = copyOf(newer);
  for (const file of ['keys.db', 'shredded.list']) cpSync(own(older, file), own(folder, file));
  expect(await refusalAt(folder)).toMatch(/keys\.db ends at/);
  expect((await accept(folder)).text).toMatch(/Accepted as lost:\n- horsens: keys\.db ends at/);
  const product = await openInProcess(folder);
  const view = await new Office(product, 'horsens').get(`/complaints/${gone.id}`);
  expect(view.text).not.toMatch(/Valborg|Vandskade/);
  expect(view.json()).toMatchObject({ privacy: 'shredded' });
  const { keys } = product.product.offices.find(({ key }) => key === 'horsens')!.office;
  expect(await keys.destroy(gone.id)).toBe(0);
  await product.close();
  expect(await refusalAt(folder)).toBe('it started');
});

it('a folder that was accepted with nothing there begins anew in that office', async () => {
  const folder = copyOf(newer);
  rmSync(join(folder, 'offices', 'horsens'), { recursive: true });
  mkdirSync(join(folder, 'offices', 'horsens'));
  expect((await accept(folder)).json.losses).toEqual([
    { office: 'horsens', what: 'office', recorded: expect.stringMatching(/^\d+$/) as string, found: null },
  ]);
  expect(await refusalAt(folder)).toBe('it started');
});

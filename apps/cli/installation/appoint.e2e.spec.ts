import { copyFileSync, cpSync, existsSync, rmSync } from 'node:fs';
import { newFolder, openInProcess } from '../../../test/faults/in-process.js';
import { Office } from '../../../test/faults/client.js';
import { databasePath } from '../../../libs/installation/office-files.js';
import { verifyData } from '../safekeeping/verify.js';
import { appoint } from './appoint.js';

const folders: string[] = [];
let data: string;
let fresh: string;
const copyOf = (folder: string): string => {
  const to = newFolder();
  folders.push(to);
  cpSync(folder, to, { recursive: true });
  return to;
};
beforeAll(async () => {
  fresh = newFolder();
  folders.push(fresh);
  await (await openInProcess(fresh)).close();
});
beforeEach(() => {
  data = copyOf(fresh);
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const ada = { office: 'horsens', sub: 'ada', name: 'Ada Adgang', more: false };
const membersOf = async () => {
  const product = await openInProcess(data);
  const { items } = (await new Office(product, 'horsens').get('/members', { role: 'administrator', sub: 'ada' })).json<{
    readonly items: readonly object[];
  }>();
  await product.close();
  return items;
};

it('makes the first administrator, whom the next start knows, and who is written down as any other member', async () => {
  expect((await appoint({ data, ...ada })).json).toEqual({ office: 'horsens', sub: 'ada', administrators: 1 });
  expect(await membersOf()).toMatchObject([
    { sub: 'ada', name: 'Ada Adgang', roles: ['administrator'], status: 'current', by: { sub: 'operator' } },
  ]);
  expect((await verifyData(data, undefined, () => undefined)).flatMap(({ problems }) => problems)).toEqual([]);
});

it('refuses a second one, unless it is asked for more', async () => {
  await appoint({ data, ...ada });
  const bo = { ...ada, sub: 'bo', name: 'Bo' };
  await expect(appoint({ data, ...bo })).rejects.toThrow(/horsens has an administrator already.*--more/);
  expect((await appoint({ data, ...bo, more: true })).json.administrators).toBe(2);
});

it('leaves somebody what they are besides', async () => {
  const product = await openInProcess(data);
  const said = { sub: 'ada', name: 'Ada', roles: ['department'], department: 'jobcenter', until: '2024-02-01' };
  await new Office(product, 'horsens').post('/members', said, 'administrator');
  await product.close();
  await appoint({ data, ...ada });
  expect(await membersOf()).toMatchObject([
    { roles: ['department', 'administrator'], department: 'jobcenter', until: null },
  ]);
});

it.each([
  ['an office that is none', { office: 'aarhus' }, /has no office aarhus/],
  ['a CPR number for an id', { sub: '010190-1234' }, /never a CPR number/],
  ['a name that cannot be seen', { name: '\u200b' }, /--name is a name/],
])('refuses %s', async (_, wrong, says) => {
  await expect(appoint({ data, ...ada, ...wrong })).rejects.toThrow(says);
});

it('refuses while the product is running, and where there are no keys yet', async () => {
  const product = await openInProcess(data);
  await expect(appoint({ data, ...ada })).rejects.toThrow(/is open in another Klagegang process/);
  await product.close();
  rmSync(databasePath(data, 'horsens', 'keys'));
  await expect(appoint({ data, ...ada })).rejects.toThrow(/keys\.db is not there/);
});

it('refuses where the members that were there are gone: it would hide that they are', async () => {
  const product = await openInProcess(data);
  await new Office(product, 'horsens').post('/members', { sub: 'bo', name: 'Bo', roles: ['head'] }, 'administrator');
  await product.close();
  const file = databasePath(data, 'horsens', 'office');
  rmSync(file);
  await expect(appoint({ data, ...ada })).rejects.toThrow(/office\.db is not there, or empty; it had come to 1/);
  expect(existsSync(file)).toBe(false);
  copyFileSync(databasePath(fresh, 'horsens', 'office'), file);
  await expect(appoint({ data, ...ada })).rejects.toThrow(/office\.db ends at 0; it had come to 1/);
});

/** Who works in the office is written down on a page, and what must not be is refused with everything typed. */
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let [administrator, head, auditor, adviser] = [] as PageReader[];
const path = '/o/horsens/members';
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  const origin = await product.product.app.getUrl();
  const as = (sub: string) => PageReader.signsIn(origin, sub);
  [administrator, head, auditor, adviser] = [
    await as('horsens-jens'),
    await as('horsens-karen'),
    await as('horsens-ejnar'),
    await as('horsens-anton'),
  ];
});
afterAll(() => product.remove());
const revisionIn = (text: string) => /name="ifMatch" value="(\d+)"/.exec(text)?.[1] ?? '';
/** By a form of the page as it stands, but for what is said. */
const sent = async (fields: Readonly<Record<string, string>>) =>
  administrator!.send(path, { ifMatch: revisionIn((await administrator!.read(path)).text), ...fields });
const written = (fields: Readonly<Record<string, string>>) => sent({ do: 'save', ...fields });

it('is for those who lead the office, keep its rights or revise it, each with what is theirs', async () => {
  expect((await adviser!.read(path)).status).toBe(403);
  expect((await adviser!.send(path, { do: 'save', sub: 'x' })).status).toBe(403);
  for (const reader of [head!, auditor!]) {
    const { status, text } = await reader.read(path);
    expect(status).toBe(200);
    expect(text).not.toContain('value="save"');
    expect((await reader.send(path, { do: 'save', sub: 'x', name: 'X', roles: 'head' })).status).toBe(403);
  }
  expect((await head!.read(path)).text).not.toContain('id="history"');
  expect((await auditor!.read(path)).text).toContain('id="history"');
});

it('a member is written in, with days and a department, and shown in words', async () => {
  const { status, headers } = await written({
    sub: 'horsens-nanna',
    name: 'Nanna <b>Nyborg',
    roles: 'department',
    department: 'jobcenter',
    'from.day': '1',
    'from.month': '3',
    'from.year': '2026',
  });
  expect([status, headers.location]).toEqual([303, `${path}?done=saved`]);
  const { text } = await head!.read(path);
  expect(text).toContain('Nanna &#60;b&#62;Nyborg');
  expect(text).toMatch(/forvaltning<span class="sub" lang="da"\s*>Jobcenter Horsens<\/span/);
  expect(text).toContain('fra søndag den 1. marts 2026');
});

it('what is missing or wrong is said at its field, and stays typed', async () => {
  const { status, text } = await written({ name: 'Ole', sub: '0101901234', 'until.day': '31', 'until.month': '2' });
  expect(status).toBe(400);
  for (const field of ['sub', 'roles', 'until']) expect(text).toContain(`href="#member-${field}"`);
  expect(text).toContain('value="Ole"');
  expect(text).toContain('aldrig et CPR-nummer');
});

it('a form is filled from what stands, and a change of somebody else’s is told', async () => {
  const form = await administrator!.send(path, { do: 'edit', sub: 'horsens-nanna' });
  expect(form.status).toBe(200);
  expect(form.text).toContain('name="of" value="horsens-nanna"');
  expect(form.text).toMatch(/value="jobcenter"[^>]*selected/);
  const seen = revisionIn(form.text);
  expect((await written({ sub: 'horsens-ole', name: 'Ole', roles: 'analyst', ifMatch: seen })).status).toBe(303);
  const late = await written({ of: 'horsens-nanna', name: 'Nanna Ny', roles: 'auditor', ifMatch: seen });
  expect(late.status).toBe(412);
  expect(late.text).toContain('En anden har ændret medarbejderne imens');
  expect(late.text).toContain('value="Nanna Ny"');
  const again = {
    of: 'horsens-nanna',
    sub: 'horsens-ole',
    name: 'Nanna Ny',
    roles: 'auditor',
    ifMatch: revisionIn(late.text),
  };
  expect((await written(again)).status).toBe(303);
});

it('who is there already is not overwritten by being written in again', async () => {
  const { status, text } = await written({ sub: 'horsens-ole', name: 'En anden', roles: 'head' });
  expect(status).toBe(400);
  expect(text).toContain('Der er allerede en medarbejder med det id');
  const list = (await head!.read(path)).text;
  expect(list).toContain('Nanna Ny');
  expect(list).not.toContain('En anden');
});

it('a second press says the same again; a form that does not say what it was made of changes nothing', async () => {
  const seen = revisionIn((await administrator!.read(path)).text);
  const eva = { do: 'save', sub: 'horsens-eva', name: 'Eva', roles: 'analyst', ifMatch: seen };
  for (const _ of [1, 2]) expect((await administrator!.send(path, eva)).status).toBe(303);
  expect((await administrator!.send(path, { do: 'end', sub: 'horsens-eva' })).status).toBe(412);
  for (const _ of [1, 2]) expect((await sent({ do: 'end', sub: 'horsens-eva' })).status).toBe(303);
});

it('the last administrator stays one', async () => {
  expect((await written({ sub: 'horsens-adam', name: 'Adam', roles: 'administrator' })).status).toBe(303);
  const ending = await sent({ do: 'end', sub: 'horsens-adam' });
  expect(ending.status).toBe(409);
  expect(ending.text).toContain('Kontoret ville ikke have nogen administrator');
});

it('nobody changes their own rights, and the rule says so', async () => {
  const own = await written({ of: 'horsens-jens', name: 'Jens', roles: 'head' });
  expect(own.status).toBe(409);
  expect(own.text).toContain('Ingen kan ændre sine egne rettigheder');
  expect(own.text).toContain('value="Jens"');
});

it('who ends is out at once, among the former ones, and in the history', async () => {
  expect((await sent({ do: 'end', sub: 'horsens-nanna' })).status).toBe(303);
  const { text } = await administrator!.read(path);
  expect(text).toMatch(/Tidligere medarbejdere \(2\)[^]*Nanna Ny/);
  expect(text).toMatch(/id="history"[^]*Afsluttet: <span lang="da">Nanna Ny/);
  expect((await sent({ do: 'end', sub: 'ukendt' })).status).toBe(404);
});

/** A colleague's pile is handed over on a page: all of it or what is ticked, with what came of each case. */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let one: Complaint;
let other: Complaint;
let head: PageReader;
let adviser: PageReader;
const path = '/o/horsens/assignments';
const antons = `${path}?from=horsens-anton`;
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  const origin = await product.product.app.getUrl();
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  adviser = await PageReader.signsIn(origin, 'horsens-anton');
  head = await PageReader.signsIn(origin, 'horsens-karen');
  await adviser.read('/o/horsens/cases');
  await head.read('/o/horsens/cases');
  [one, other] = [await office.start(), await office.start()];
  for (const each of [one, other]) await each.do('AssignCase', { to: 'horsens-anton' });
});
afterAll(() => product.remove());

it('is the head’s alone, and shows whose cases there are and which', async () => {
  expect((await adviser.read(path)).status).toBe(403);
  expect((await adviser.send(path, { from: 'horsens-anton', to: '-', case: one.id })).status).toBe(403);
  expect((await head.read(`${path}?after=${other.last.position}`)).text).toMatch(
    /Anton Brobygger<\/span>[^]*from=horsens-anton/,
  );
  const { text } = await head.read(antons);
  expect(text).toContain(`value="${one.id}"`);
  expect(text).toContain(`value="${other.id}"`);
  expect((await head.read(`${path}?from=ukendt`)).status).toBe(404);
});

it('keeps what was ticked and typed where something is missing', async () => {
  const { status, text } = await head.send(path, { from: 'horsens-anton', case: one.id, 'until.day': '40' });
  expect(status).toBe(400);
  expect(text).toMatch(/kg-errors[^]*#AssignCase-to[^]*#AssignCase-until/);
  expect(text).toMatch(new RegExp(`value="${one.id}"\\s+checked`));
  expect(text).not.toMatch(new RegExp(`value="${other.id}"\\s+checked`));
  expect(text).toContain('value="40"');
  expect((await head.send(path, { from: 'horsens-anton', to: 'horsens-anton', case: one.id })).status).toBe(400);
  expect(await one.view()).toMatchObject({ assignee: { sub: 'horsens-anton' } });
});

it('hands over what is ticked and no other, and says so', async () => {
  const { status, headers } = await head.send(path, {
    from: 'horsens-anton',
    to: 'horsens-karen',
    case: one.id,
    key: 'a0000000-0000-4000-8000-000000000001',
  });
  expect(status).toBe(303);
  const { text } = await head.read(headers.location!);
  expect(text).toMatch(/Overdraget til <span lang="da">Karen Samtaleby<\/span>: <strong>1<\/strong>/);
  expect(text).not.toContain(`value="${one.id}"`);
  expect(await one.view()).toMatchObject({ assignee: { sub: 'horsens-karen' } });
  expect(await other.view()).toMatchObject({ assignee: { sub: 'horsens-anton' } });
});

it('says what was not there any more and leaves it alone', async () => {
  const { status, text } = await head.send(path, {
    from: 'horsens-anton',
    to: '-',
    case: one.id,
    key: 'a0000000-0000-4000-8000-000000000002',
  });
  expect(status).toBe(409);
  expect(text).toContain('lå her ikke mere');
  expect(await one.view()).toMatchObject({ assignee: { sub: 'horsens-karen' } });
});

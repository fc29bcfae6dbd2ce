/** A view of the worklist is kept under a name: for oneself, or for everybody; the one used last comes first. */
import { randomUUID } from 'node:crypto';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let [adviser, head, other, department] = [] as PageReader[];
const list = '/o/horsens/cases';
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  const origin = await product.product.app.getUrl();
  [adviser, head, other, department] = [
    await PageReader.signsIn(origin, 'horsens-anton'),
    await PageReader.signsIn(origin, 'horsens-karen'),
    await PageReader.signsIn(origin, 'odense-leila'),
    await PageReader.signsIn(origin, 'horsens-jobcenter'),
  ];
});
afterAll(() => product.remove());

const saved = (name: string, query: string, more: Readonly<Record<string, string>> = {}) =>
  adviser!.send('/o/horsens/views', { do: 'save', name, query, key: randomUUID(), ...more });
/** Names in the row above the list, in their order. */
const rowOf = (text: string) =>
  [...(/<nav class="kg-views kg-saved[^]*?<\/nav>/.exec(text)?.[0] ?? '').matchAll(/<span lang="da">([^<]+)</g)].map(
    ([, name]) => name,
  );
const formIn = (text: string) => /name="query" value="([^"]*)"/.exec(text)?.[1];

it('is offered where the list is narrowed, and not where the view is there already', async () => {
  expect(formIn((await adviser!.read(`${list}?overdue=true`)).text)).toBe('overdue=true');
  for (const known of ['', '?outcome=none', '?outcome=none&assignee=me'])
    expect((await adviser!.read(list + known)).text).not.toContain('name="query"');
});

it('leads to the list as it was, and is one’s own', async () => {
  const key = randomUUID();
  for (const _ of [1, 2]) {
    const { status, headers } = await saved('Jobcentrets sene', 'department=jobcenter&overdue=true&sort=-receivedOn', {
      key,
    });
    expect([status, headers.location]).toEqual([303, `${list}?department=jobcenter&overdue=true&sort=-receivedOn`]);
  }
  const { text } = await adviser!.read(`${list}?sort=-receivedOn&overdue=true&department=jobcenter`);
  expect(rowOf(text)).toEqual(['Jobcentrets sene']);
  expect(text).toMatch(/aria-current="page"\s*><span lang="da">Jobcentrets sene/);
  expect(text).not.toContain('name="query"');
  expect(rowOf((await head!.read(list)).text)).toEqual([]);
});

it('is everybody’s in the office where it is common, and nobody’s elsewhere', async () => {
  expect((await saved('Venter på forvaltningen', 'state=referred', { common: 'true' })).status).toBe(303);
  expect(rowOf((await head!.read(list)).text)).toEqual(['Venter på forvaltningen']);
  expect(rowOf((await other!.read('/o/odense/cases')).text)).toEqual([]);
});

it('comes first once it is used', async () => {
  expect(rowOf((await adviser!.read(list)).text)).toEqual(['Jobcentrets sene', 'Venter på forvaltningen']);
  await adviser!.read(`${list}?state=referred`);
  expect(rowOf((await adviser!.read(list)).text)).toEqual(['Venter på forvaltningen', 'Jobcentrets sene']);
});

it.each([
  ['', 'Feltet skal udfyldes.'],
  ['x'.repeat(61), 'højst 60 tegn'],
  ['Ring til 12 34 56 78', 'et telefonnummer'],
])('named “%s” is refused, with what was typed', async (name, sentence) => {
  const { status, text } = await saved(name, 'state=answered', { common: 'true' });
  expect(status).toBe(400);
  expect(text).toContain(sentence);
  expect(text).toContain(`value="${name}"`);
  expect(formIn(text)).toBe('state=answered');
  expect(text).toMatch(/id="view-common"[^>]*checked/);
});

it('of what is no list is refused, and of others’ markup is text', async () => {
  for (const query of ['to=//evil.example', 'overdue=maybe', 'sort=1'])
    expect([query, (await saved('Et', query)).status]).toEqual([query, 400]);
  expect((await saved('<img src=x>', 'state=answered')).status).toBe(303);
  expect((await adviser!.read(list)).text).toContain('&#60;img src=x&#62;');
  expect((await department!.read('/o/horsens/views')).status).toBe(403);
  expect((await department!.send('/o/horsens/views', { do: 'save', name: 'Et', query: 'state=answered' })).status).toBe(
    403,
  );
});

it('goes when its owner removes it; a common one when the head does', async () => {
  const idOf = (text: string, name: string) => {
    const [, before] = new RegExp(`([^]*)<span lang="da">${name}</span></span`).exec(text)!;
    return /name="view" value="([^"]+)"(?![^]*name="view")/.exec(before!)![1]!;
  };
  const page = (await adviser!.read('/o/horsens/views')).text;
  const own = idOf(page, 'Jobcentrets sene');
  expect((await head!.send('/o/horsens/views', { do: 'remove', view: own })).status).toBe(404);
  expect((await adviser!.send('/o/horsens/views', { do: 'remove', view: own })).status).toBe(303);
  const common = idOf((await head!.read('/o/horsens/views')).text, 'Venter på forvaltningen');
  expect((await head!.send('/o/horsens/views', { do: 'remove', view: common })).status).toBe(303);
  expect(rowOf((await adviser!.read(list)).text)).toEqual(['&#60;img src=x&#62;']);
});

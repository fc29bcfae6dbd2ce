/** From a list into a case, to the one before and after it in that list, and back; a step taken there stays in it. */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let anton: PageReader;
const own: Complaint[] = [];
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  const office = new Office(product, 'horsens');
  for (const day of ['2026-03-02', '2026-03-03', '2026-03-04']) {
    await office.at(day);
    const complaint = await office.start();
    await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
    own.push(complaint);
  }
  await office.start();
  anton = await PageReader.signsIn(await product.product.app.getUrl(), 'horsens-anton');
});
afterAll(() => product.remove());

const filter = 'outcome=none&topic=delay&sort=-receivedOn';
const list = `?list=${encodeURIComponent(filter)}`;
const at = (index: number) => `/o/horsens/cases/${own[index]!.id}${list}`;
/** What leads out of a case into its list. */
const crumb = (text: string): string => /<nav class="kg-crumb"[^]*?<\/nav>/.exec(text)?.[0] ?? '';

it('each case of a list leads to the one before and after it in the order of the list', async () => {
  const { text } = await anton.read(`/o/horsens/cases?${filter}&after=${own[2]!.last.position}`);
  const linked = [...text.matchAll(/<th role="rowheader"[^>]*>\s*<a [^>]*href="([^"]+)"/g)].map(([, href]) => href);
  expect(linked).toEqual([at(2), at(1), at(0)]);
  const [newest, middle, oldest] = await Promise.all([2, 1, 0].map(async (each) => (await anton.read(at(each))).text));
  expect(crumb(middle!)).toContain('(2 af 3)');
  expect(crumb(middle!)).toContain(`href="${at(2)}">Forrige sag`);
  expect(crumb(middle!)).toContain(`href="${at(0)}">Næste sag`);
  expect(crumb(newest!)).not.toContain('Forrige');
  expect(crumb(oldest!)).not.toContain('Næste');
  expect(crumb(oldest!).replaceAll('&#38;', '&')).toContain(`href="/o/horsens/cases?${filter}"`);
});

it('a step that is taken, and one that comes back, stay in the list', async () => {
  const form = { ifMatch: String(own[1]!.last.revision), key: 'note-in-a-list-0001' };
  const step = `/o/horsens/cases/${own[1]!.id}/steps/RecordNote${list}`;
  expect(crumb((await anton.read(at(1))).text)).not.toBe('');
  const back = await anton.send(step, form);
  expect([back.status, crumb(back.text)]).toEqual([400, expect.stringContaining('(2 af 3)')]);
  const assigns = `/o/horsens/cases/${own[1]!.id}/steps/AssignCase${list}`;
  const taken = await anton.send(assigns, { ...form, key: 'assigned-in-a-list-1', to: 'horsens-anton' });
  expect(taken.status).toBe(303);
  expect(crumb((await anton.read(taken.headers.location!)).text)).toContain('(2 af 3)');
});

it('a case that is not in the list leads back to it alone; a list that is none is refused', async () => {
  const { text } = await anton.read(`/o/horsens/cases/${own[0]!.id}?list=state%3Dclosed`);
  expect(crumb(text)).toContain('href="/o/horsens/cases?state=closed"');
  expect(crumb(text)).not.toMatch(/ af |Forrige|Næste/);
  expect((await anton.read(`/o/horsens/cases/${own[0]!.id}?list=hemmelig%3D1`)).status).toBe(400);
  expect(crumb((await anton.read(`/o/horsens/cases/${own[0]!.id}`)).text)).toBe('');
});

/** What begins without anybody asking, as pages. */
import { Office } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let [origin, office] = [] as unknown as [string, Office];
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  origin = await product.product.app.getUrl();
  office = new Office(product, 'koebenhavn');
  await office.at('2026-03-02');
});
afterAll(() => product.remove());

const own = '/o/koebenhavn/new/OpenOwnInitiative';
const matter = {
  topic: 'letterLanguage',
  department: 'socialcenter',
  'criteria.citizenBenefit': 'medium',
  'criteria.improvement': 'high',
  'criteria.overall': 'justified',
  title: 'Breve på kancellidansk',
};

it('the head takes up a matter, and is led to its case', async () => {
  const head = await PageReader.signsIn(origin, 'koebenhavn-regitze');
  expect((await head.read('/o/koebenhavn/inquiries/new')).text).toContain(`href="${own}"`);
  await head.read(own);
  const { status, headers } = await head.send(own, { ...matter, key: 'first' });
  expect(status).toBe(303);
  expect(headers['location']).toMatch(/^\/o\/koebenhavn\/cases\/[\w-]{36}\?done=OpenOwnInitiative&after=\d+$/);
  const { text } = await head.read(String(headers['location']));
  expect(text).toContain('Breve på kancellidansk');
  expect(text).toContain('Nærmere undersøgelse');
});

it('what is left out is the page itself, with what was typed and the rule that asks for it', async () => {
  const head = await PageReader.signsIn(origin, 'koebenhavn-regitze');
  await head.read(own);
  const { status, text } = await head.send(own, {
    ...matter,
    key: 'second',
    department: '',
    title: 'Breve <i>på</i> kancellidansk',
  });
  expect(status).toBe(400);
  expect(text).toContain('Breve &#60;i&#62;på&#60;/i&#62; kancellidansk');
  expect(text).toMatch(/class="kg-errors"[^]*href="#[^"]*department"/);
  const { topic, department, title } = matter;
  const without = await head.send(own, { topic, department, title, key: 'third' });
  expect(without.status).toBe(400);
  expect(without.text).toMatch(/Kriterierne for vurderingen skal angives\.[^]*rules#K16/);
});

it('a step that begins nothing is no page, and whoever may not take one has none', async () => {
  const [adviser, auditor] = [
    await PageReader.signsIn(origin, 'koebenhavn-signe'),
    await PageReader.signsIn(origin, 'koebenhavn-gunvor'),
  ];
  expect((await adviser.read(own)).status).toBe(403);
  for (const name of ['RecordNote', 'ReceiveInquiry', 'nothing'])
    expect((await adviser.read(`/o/koebenhavn/new/${name}`)).status).toBe(404);
  expect((await adviser.read('/o/koebenhavn/inquiries/new')).text).not.toContain(own);
  expect((await auditor.read('/o/koebenhavn/new/RecordActivity')).status).toBe(403);
});

it('an activity is saved, once however often the button was pressed, and the next one can be written', async () => {
  const path = '/o/koebenhavn/new/RecordActivity';
  const adviser = await PageReader.signsIn(origin, 'koebenhavn-signe');
  await adviser.read(path);
  const talk = { kind: 'teaching', 'on.day': '2', 'on.month': '3', 'on.year': '2026', minutes: '90', key: 'one-press' };
  const { status, headers } = await adviser.send(path, talk);
  expect([status, String(headers['location'])]).toEqual([
    303,
    expect.stringMatching(/^\/o\/koebenhavn\/new\/RecordActivity\?done=/),
  ]);
  expect((await adviser.send(path, talk)).headers['location']).toBe(headers['location']);
  expect((await adviser.read(String(headers['location']))).text).toContain('Det er gemt.');
});

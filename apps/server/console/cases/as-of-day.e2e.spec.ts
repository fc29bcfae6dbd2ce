/** The worklist as it was known at the end of a day: what came later is not in it, and nothing is done from it. */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess, early: Complaint, late: Complaint, origin: string;
let anton: PageReader;
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  origin = await product.product.app.getUrl();
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  early = await office.start();
  await early.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await office.at('2026-03-04T10:00');
  late = await office.start();
  await late.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await early.refresh();
  anton = await PageReader.signsIn(origin, 'horsens-anton');
});
afterAll(() => product.remove());

const list = (query: string, who = anton) => who.read(`/o/horsens/cases?${query}&after=${late.last.position}`);
const main = (text: string) => /<main[^]*<\/main>/.exec(text)![0];

it('what was not there yet is not in it, and the page says of which day it is', async () => {
  const { text, status } = await list('at=2026-03-03');
  expect(status).toBe(200);
  expect(text).toContain(`/cases/${early.id}"`);
  expect(text).not.toContain(late.id);
  expect(text).toContain('tirsdag den 3. marts 2026');
  expect(main(text)).not.toMatch(/method="post"/);
});

it('its views and orders are of that day, and one link leads to now', async () => {
  const hrefs = [
    ...main((await list('at=2026-03-03&topic=delay')).text).matchAll(/href="(\/o\/horsens\/cases[^"/]*)"/g),
  ];
  const others = hrefs.map(([, href]) => href!).filter((href) => !href.includes('at=2026-03-03'));
  expect(others).toEqual(['/o/horsens/cases?topic=delay']);
});

it('today and later are now; a day that is none is refused, and so is one that a department asks for', async () => {
  for (const day of ['2026-03-04', '2999-01-01']) {
    const { text } = await list(`at=${day}`);
    expect([day, text.includes(late.id), text.includes('id="day"')]).toEqual([day, true, true]);
  }
  expect((await list('at=2026-02-30')).status).toBe(400);
  expect((await list('at=2026-03-03', await PageReader.signsIn(origin, 'horsens-jobcenter'))).status).toBe(400);
});

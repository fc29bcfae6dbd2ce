/** Two cases are linked on a page by the number that people know them by. */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let [one, other] = [] as unknown as [Complaint, Complaint];
let adviser: PageReader;
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  [one, other] = [await registered(office), await registered(office)];
  adviser = await PageReader.signsIn(await product.product.app.getUrl(), 'horsens-anton');
});
afterAll(() => product.remove());

async function registered(office: Office): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Læser' }, summary: 'Intet svar' });
  return complaint;
}
const page = ({ id }: Complaint) => `/o/horsens/cases/${id}`;
const sent = async (name: string, to: string, kind = 'related') => {
  await one.refresh();
  const { revision } = one.last;
  return adviser.send(`${page(one)}/steps/${name}`, {
    ifMatch: String(revision),
    key: `${name}-${to.length}-${revision}`,
    to,
    kind,
  });
};

it('a number that no case has is the page again, with what was typed and what is wanted', async () => {
  for (const to of ['2026-0999', 'den anden', other.id.slice(1)]) {
    const { status, text } = await sent('LinkCase', to);
    expect([to, status]).toEqual([to, 400]);
    expect(text).toMatch(new RegExp(`name="to"[^>]*value="${to}"`));
    expect(text).toContain('Skriv nummeret på en sag, fx 2026-0012.');
  }
});

it.each(['2026-0002', 'Sag nr. 2026-0002'])(
  'a case is linked by %s, seen from both, and the link goes again',
  async (number) => {
    const linked = await sent('LinkCase', number);
    expect(linked.status).toBe(303);
    const after = linked.headers['location']!.split('?')[1]!;
    expect((await adviser.read(`${page(one)}?${after}`)).text).toMatch(
      new RegExp(`id="links"[^]*href="${page(other)}">2026-0002</a>`),
    );
    expect((await adviser.read(page(other))).text).toMatch(
      new RegExp(`id="links"[^]*href="${page(one)}">2026-0001</a>`),
    );
    expect((await sent('UnlinkCase', number)).status).toBe(303);
  },
);

/** The yearly report is put together by several people: tables chosen, own words, examples that one lets through. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { verifyData } from '../../../cli/safekeeping/verify.js';
import { readMasterKey } from '../../../../libs/privacy/master-key.js';
import { Office } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let [head, adviser, analyst, auditor, department] = [] as PageReader[];
const path = '/o/horsens/yearly-reports/2025';
const fileOf = async (reader = head!, query = '?audience=published&lang=da') =>
  (await reader.read(`${path}/file/html${query}`)).text;
/** All tables that the page offers, as ticked ones are sent. */
const tablesIn = (text: string) => [...text.matchAll(/name="table"\s+value="([^"]+)"/g)].map(([, key]) => key!);
const revisionIn = (text: string) => /name="ifMatch" value="(-?\d+)"/.exec(text)![1]!;

beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  const office = new Office(product, 'horsens');
  await office.at('2025-11-03');
  await office.start();
  await office.at('2026-03-02');
  const origin = await product.product.app.getUrl();
  const as = (sub: string) => PageReader.signsIn(origin, sub);
  [head, adviser, analyst, auditor, department] = [
    await as('horsens-karen'),
    await as('horsens-anton'),
    await as('horsens-thyra'),
    await as('horsens-ejnar'),
    await as('horsens-jobcenter'),
  ];
});
afterAll(() => product.remove());

it('is found among the reports: each year, and none that has not begun', async () => {
  const { text } = await analyst!.read('/o/horsens/yearly-reports');
  expect(text).toContain(`href="${path}"`);
  expect(text).not.toContain('yearly-reports/2027');
  expect((await analyst!.read('/o/horsens/yearly-reports/2027')).status).toBe(404);
  expect((await analyst!.read('/o/horsens/yearly-reports/toogtyve')).status).toBe(404);
  expect((await department!.read(path)).status).toBe(403);
});

it('has the foreword and own texts as text, leaves out what is not ticked, and keeps it', async () => {
  const page = (await analyst!.read(path)).text;
  const tables = tablesIn(page).filter((key) => key !== 'contacts/channel');
  const whole = (await fileOf()).match(/<table/g)!.length;
  const foreword = 'Året <script>alert(1)</script> gik.\r\n\r\nTak for det.';
  const saved = await analyst!.send(path, {
    'text-foreword': foreword,
    'text-contacts': 'Flere ringede.',
    ifMatch: revisionIn(page),
    ...Object.fromEntries(tables.slice(0, 1).map((key) => ['table', key])),
  });
  expect(saved.status).toBe(303);
  expect((await analyst!.read(saved.headers.location!)).text).toContain('Beretningen er gemt.');
  const made = await fileOf();
  expect(made).toMatch(
    /<h2 id="foreword">Forord<\/h2>[^]*<p>Året &#60;script&#62;alert\(1\)&#60;\/script&#62; gik\.<\/p>/,
  );
  expect(made).toContain('<p>Tak for det.</p>');
  expect(made).toContain('<p>Flere ringede.</p>');
  expect(made.match(/<table/g)!.length).toBeLessThan(whole);

  const again = (await analyst!.read(path)).text;
  expect(again).toContain('Året &#60;script&#62;alert(1)&#60;/script&#62; gik.\n\nTak for det.</textarea');
  expect(again.match(/name="table"[^>]*checked/g)).toHaveLength(1);
});

it('keeps what two people write at once: the second is told, and loses nothing', async () => {
  const seen = revisionIn((await adviser!.read(path)).text);
  const wanted = { 'text-foreword': 'Lederens ord.', ifMatch: seen };
  expect((await head!.send(path, wanted)).status).toBe(303);
  // A second press says the same again.
  expect((await head!.send(path, wanted)).status).toBe(303);
  const late = await adviser!.send(path, { 'text-foreword': 'Mine ord.', ifMatch: seen });
  expect(late.status).toBe(412);
  expect(late.text).toContain('En anden har ændret det imens.');
  expect(late.text).toContain('Mine ord.</textarea');
  expect(await fileOf()).toContain('Lederens ord.');
  const then = await adviser!.send(path, { 'text-foreword': 'Mine ord.', ifMatch: revisionIn(late.text) });
  expect(then.status).toBe(303);
  expect(await fileOf()).toContain('Mine ord.');
});

it('says what a text may not be, and keeps it in its field', async () => {
  const { status, text } = await adviser!.send(path, {
    'text-parts': 'x'.repeat(10_001),
    'text-foreword': 'Bliver stående.',
    ifMatch: '0',
  });
  expect(status).toBe(400);
  expect(text).toMatch(/kg-errors[^]*href="#yearly-text-parts"/);
  expect(text).toContain('Bliver stående.</textarea');
  expect(await fileOf()).toContain('Mine ord.');
});

describe('an example', () => {
  const key = randomUUID();
  const example = `${path}/examples/${key}`;
  const written = { place: 'outcomes', title: 'Et brev, der blev væk', text: 'En borger ventede længe.', do: 'save' };

  it('with traces of a person is refused, with what was typed', async () => {
    for (const [kind, said] of [
      ['et CPR-nummer', 'Hun med 010190-1234 ventede.'],
      ['et telefonnummer', 'Ring på 12 34 56 78.'],
    ] as const) {
      const { status, text } = await adviser!.send(`${path}/examples/new`, { ...written, text: said });
      expect(status).toBe(400);
      expect(text).toContain(`I teksten er der ${kind}.`);
      expect(text).toContain(`${said}</textarea`);
    }
    expect((await adviser!.send(`${path}/examples/new`, { do: 'save' })).text).toMatch(
      /#example-place[^]*#example-title[^]*#example-text/,
    );
  });

  it('is written once, however often it is sent, and waits', async () => {
    for (const _ of [1, 2]) expect((await adviser!.send(`${path}/examples/new`, { ...written, key })).status).toBe(303);
    expect((await adviser!.read(path)).text.match(/Et brev, der blev væk/g)).toHaveLength(1);
    expect(await fileOf()).not.toContain('Et brev, der blev væk');
  });

  it('is until then for those who read cases, and is not let through by others', async () => {
    expect((await analyst!.read(path)).text).not.toContain('Et brev, der blev væk');
    for (const reader of [analyst!, auditor!]) {
      expect((await reader.read(example)).status).toBe(404);
      expect((await reader.send(example, { do: 'approve', ifMatch: '9' })).status).toBe(403);
    }
    expect((await auditor!.send(example, { ...written, ifMatch: '9' })).status).toBe(403);
    expect((await auditor!.read(`${path}/examples/new`)).status).toBe(403);
  });

  it('comes with the report once it is let through, and waits again with another wording', async () => {
    const revision = revisionIn((await head!.read(example)).text);
    expect((await head!.send(example, { do: 'approve', ifMatch: revision })).status).toBe(303);
    expect(await fileOf()).toMatch(/Eksempel: Et brev, der blev væk<\/h3>[^]*En borger ventede længe\./);
    expect((await analyst!.read(example)).text).toContain('En borger ventede længe.');
    // What was let through is what was read: the form of an earlier wording lets nothing through.
    const after = revisionIn((await adviser!.read(example)).text);
    const reworded = { ...written, text: 'En borger ventede.', ifMatch: after };
    expect((await adviser!.send(example, reworded)).status).toBe(303);
    expect(await fileOf()).not.toContain('Et brev, der blev væk');
    expect((await head!.send(example, { do: 'approve', ifMatch: after })).status).toBe(412);
    expect(await fileOf()).not.toContain('Et brev, der blev væk');
  });

  it('goes, and is not found any more', async () => {
    const revision = revisionIn((await adviser!.read(example)).text);
    expect((await adviser!.send(example, { do: 'remove', ifMatch: revision })).status).toBe(303);
    expect((await adviser!.read(example)).status).toBe(404);
  });
});

it('is a PDF too, named without a person, and for the office alone where it has true figures', async () => {
  const published = await adviser!.read(`${path}/file/pdf?audience=published`);
  expect(published.headers['content-disposition']).toBe('attachment; filename="yearly-2025.pdf"');
  const internal = await adviser!.read(`${path}/file/pdf?audience=internal`);
  expect(internal.headers['content-disposition']).toBe('attachment; filename="yearly-2025-internal.pdf"');
  expect((await analyst!.read(`${path}/file/pdf?audience=internal`)).status).toBe(403);
  expect((await analyst!.read(`${path}/file/exe`)).status).toBe(404);
});

it('stands in the office’s own log, sealed, where verifying finds nothing wrong; and is there after a restart', async () => {
  const before = (await head!.read(path)).text;
  expect(before).toContain('Mine ord.</textarea');
  await product.close();
  const masterKey = readMasterKey(join(product.folder, 'secrets', 'master.key'));
  const found = await verifyData(product.folder, masterKey, () => undefined);
  expect(found.flatMap(({ problems }) => problems)).toEqual([]);
  expect(product.output.join('')).not.toMatch(/Mine ord|blev væk/);
  product = await openInProcess(product.folder);
  await product.product.app.listen(0, '127.0.0.1');
  const reader = await PageReader.signsIn(await product.product.app.getUrl(), 'horsens-karen');
  expect((await reader.read(path)).text).toContain('Mine ord.</textarea');
});

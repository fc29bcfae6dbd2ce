/** The report room, as the head, an auditor and an analyst come to it. */
import { Office } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';
import { allReports } from '../../../../libs/read-models/statistics/definitions.js';
import { groups, sentences } from './report-words.js';

let product: InProcess;
let head: PageReader;
let analyst: PageReader;
let ids: readonly string[];
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  const origin = await product.product.app.getUrl();
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const made = [];
  for (const [topic, department] of [
    ['delay', 'jobcenter'],
    ['delay', 'jobcenter'],
    ['delay', 'borgerservice'],
  ] as const) {
    const complaint = await office.start();
    await complaint.do('RecordPart', { topic, department });
    made.push(complaint);
  }
  ids = made.map(({ id }) => id);
  head = await PageReader.signsIn(origin, 'horsens-karen');
  analyst = await PageReader.signsIn(origin, 'horsens-thyra');
  await head.read(`/o/horsens/reports?after=${made.at(-1)!.last.position}`);
});
afterAll(() => product.remove());

const report = '/o/horsens/reports/parts?from=2026-01-01&to=2026-12-31&by=department';
const linksIn = (text: string) => [...text.matchAll(/href="([^"]*)"/g)].map(([, to]) => to!.replaceAll('&#38;', '&'));

it('each report has its sentence and its place, and an analyst is not told of what is never published', async () => {
  const placed = groups.flatMap(({ reports }) => reports);
  expect(placed.toSorted()).toEqual(Object.keys(allReports).sort());
  expect(Object.keys(sentences).sort()).toEqual(Object.keys(allReports).sort());
  const [own, theirs] = await Promise.all([head.read('/o/horsens/reports'), analyst.read('/o/horsens/reports')]);
  expect([own.status, theirs.status]).toEqual([200, 200]);
  expect(linksIn(own.text)).toContain('/o/horsens/reports/load');
  expect(linksIn(theirs.text)).not.toContain('/o/horsens/reports/load');
  expect((await analyst.read('/o/horsens/reports/load')).status).toBe(403);
});

it('the head has true figures, marked, in a chart without a style of its own and in a table that leads to cases', async () => {
  const { status, text } = await head.read(report);
  expect(status).toBe(200);
  expect(text).toContain('Internt – ikke til offentliggørelse');
  expect(text).toMatch(/<h2[^>]*>Klagepunkter fordelt på forvaltning, ud af 3 klagepunkter<\/h2>/);
  const [svg] = /<svg role="img" [^]*?<\/svg>/.exec(text)!;
  expect(svg).not.toMatch(/ style=|<style|<script|<image/);
  const rows = linksIn(text).filter((to) => to.includes('/rows?') && to.includes('department=jobcenter'));
  const behind = await head.read(rows[0]!);
  expect(behind.status).toBe(200);
  const cases = linksIn(behind.text).filter((to) => to.includes('/cases/'));
  expect(new Set(cases)).toEqual(new Set(ids.slice(0, 2).map((id) => `/o/horsens/cases/${id}`)));
});

it('what is published hides small figures on the page and in every file, and never leads to a case', async () => {
  const { status, text } = await analyst.read(report);
  expect(status).toBe(200);
  expect(text).toContain('skjult');
  expect(text).not.toMatch(/<td class="amount">\s*(<[^>]*>)*[1-4]</);
  expect(linksIn(text).filter((to) => /\/rows|\/cases/.test(to))).toEqual([]);
  const files = linksIn(text).filter((to) => /\/(csv|xlsx|parquet)\?/.test(to));
  expect(files).toHaveLength(3);
  for (const to of files) {
    const file = await analyst.read(to);
    expect(file.status).toBe(200);
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="parts\.(csv|xlsx|parquet)"/);
  }
  const csv = await analyst.read(files.find((to) => to.includes('/csv'))!);
  expect(csv.text).toContain('skjult');
  for (const refused of [`${report}&audience=internal`, '/o/horsens/reports/parts/rows?figure=count'])
    expect((await analyst.read(refused)).status).toBe(403);
});

it('the office has what is published besides, and each file says which it is', async () => {
  const { text } = await head.read(`${report}&audience=published`);
  expect(text).toContain('skjult');
  expect(linksIn(text).filter((to) => to.includes('/rows'))).toEqual([]);
  const internal = linksIn((await head.read(report)).text).find((to) => to.includes('/csv?'))!;
  expect((await head.read(internal)).headers['content-disposition']).toContain('parts-internal.csv');
});

it('a report without a chart says why: nothing is hidden from the office', async () => {
  const whole = (await head.read(`${report.replace('by=department', 'by=')}&audience=internal`)).text;
  expect(whole).not.toContain('<svg role="img"');
  expect(whole).toContain('som tallene er delt');
  const hidden = (await analyst.read(report)).text;
  expect(hidden).not.toContain('som tallene er delt');
  expect(hidden.includes('<svg role="img"')).not.toBe(hidden.includes('for få tal kan vises'));
});

it('a period that is none is a page with what was asked still in the form', async () => {
  const { status, text } = await head.read('/o/horsens/reports/parts?from=2026-06-01&to=2026-01-31&by=&by=quarter');
  expect(status).toBe(400);
  expect(text).toContain('kg-errors');
  expect(text).toMatch(/<option value="2026-06-01"\s+selected/);
  expect(text).toMatch(/<option value="quarter"\s+selected/);
  expect((await head.read('/o/horsens/reports/nowhere')).status).toBe(404);
  expect((await head.read('/o/horsens/reports/parts/html')).status).toBe(404);
});

it('the improvement page has each of its reports, in the reader’s edition', async () => {
  const [own, theirs] = await Promise.all([
    head.read('/o/horsens/improvements?from=2026-01-01&to=2026-12-31'),
    analyst.read('/o/horsens/improvements?from=2026-01-01&to=2026-12-31'),
  ]);
  expect([own.status, theirs.status]).toEqual([200, 200]);
  expect(own.text).toMatch(/Emner, der går igen, fordelt på forvaltning og emne, ud af 3 klagepunkter/);
  expect(theirs.text).not.toContain('ikke til offentliggørelse</strong>');
  for (const id of ['parts', 'recommendations', 'follow-up', 'suggestions', 'exceptions'])
    expect(own.text).toContain(`<section id="${id}"`);
});

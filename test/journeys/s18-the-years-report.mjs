// The year's report: true figures for the office itself, marked on every file, and the published edition, in which
// small groups stand in larger rows instead of being hidden. All persons are invented.
import { Office, expect, only, refusal } from './drive.mjs';

const mark = { da: 'Internt – ikke til offentliggørelse', en: 'Internal, not for publication' };
const year = 'from=2026-01-01&to=2026-12-31';
const departments = ['jobcenter', 'borgerservice', 'socialcenter', 'ydelsesservice'];
const staff = ['adviser', 'head', 'auditor'];

/** So many talks about each of these departments; the position of the last. */
async function talks(office, numbers) {
  let last;
  for (const [index, many] of numbers.entries())
    for (let n = 0; n < many; n += 1) {
      const c = await office.start('ReceiveInquiry', { channel: index % 2 === 0 ? 'phone' : 'email' });
      last = await c.do('RecordPart', { topic: 'delay', department: departments[index] });
    }
  return last.position;
}
async function given(office, path, role) {
  const answer = await office.get(`/reports/${path}`, role);
  if (answer.status !== 200) throw new Error(`${role}, ${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
  return answer;
}
const tablesOf = ({ sections }) => sections.flatMap(({ reports }) => reports);
const cellsOf = ({ rows }) => rows.flatMap(({ figures }) => Object.values(figures));

export async function s18_each_has_his_figures(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-02');
  const position = await talks(office, [9, 7, 3, 2]);
  const asked = `parts?${year}&by=department&after=${position}`;

  for (const role of staff) {
    const { body } = await given(office, asked, role);
    expect(body, { audience: 'internal', mark, threshold: 1, madeOn: '2026-03-02' }, role);
    expect(only(body.rows, { keys: { department: 'ydelsesservice' } }).figures, { count: 2 }, 'two are two');
  }
  const { body: published } = await given(office, asked, 'analyst');
  expect(published, { audience: 'published', mark: (value) => value === undefined, threshold: 5 });
  expect(
    only(published.rows, { keys: { department: 'ydelsesservice' } }).figures,
    { count: 'hidden' },
    'two are hidden',
  );
  for (const role of staff)
    expect((await given(office, `${asked}&audience=published`, role)).body.hash, published.hash, 'the same edition');
  for (const path of [`parts?${year}&audience=internal`, 'yearly?year=2026&audience=internal'])
    refusal(await office.get(`/reports/${path}`, 'analyst'), 'ROLE_FORBIDDEN');
  refusal(await office.get(`/reports/parts?${year}&audience=everybody`, 'head'), 'VALIDATION');

  // Every file says for whom it is, and its rows stand by their names.
  const csv = async (role, lang) => (await given(office, `${asked}&format=csv&lang=${lang}`, role)).text;
  const internal = (await csv('head', 'da')).split('\r\n').filter(Boolean);
  expect(
    internal.slice(1).every((line) => line.includes(mark.da)),
    true,
    'each line of the file',
  );
  expect(
    internal.slice(2).map((line) => line.split(',')[0]),
    ['Borgerservice København', 'Jobcenter København', 'Socialcenter København', 'Ydelsesservice København'],
    'the rows',
  );
  expect((await csv('analyst', 'en')).includes(mark.en), false, 'the published file');
  for (const format of ['html', 'pdf']) {
    const { text, headers } = await given(office, `yearly?year=2026&format=${format}&lang=en`, 'head');
    if (format === 'html') expect(text.includes(mark.en), true, 'the page');
    else expect(headers.get('content-disposition'), 'attachment; filename="yearly-2026-internal.pdf"', 'its name');
  }
}

export async function s18_a_published_year_has_numbers(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-02');
  await talks(office, [12, 8, 3, 2]);
  await office.at('2027-02-01');
  const position = await talks(office, [6, 2, 5, 0]);

  const { body: first } = await given(office, `yearly?year=2026&after=${position}`, 'analyst');
  const cells = tablesOf(first).flatMap(cellsOf);
  const numbers = cells.filter((cell) => typeof cell === 'number');
  expect(numbers.length / cells.length >= 0.8, true, `${numbers.length} of ${cells.length} cells`);
  const parts = only(tablesOf(first), { name: 'parts', dimensions: [{ key: 'department' }] });
  expect(
    parts.rows.map(({ keys, figures }) => [keys.department, figures.count]),
    [
      [null, 25],
      ['borgerservice', 8],
      ['jobcenter', 12],
      ['*', 5],
    ],
    'three and two are five others',
  );
  expect(parts.dimensions[0].labels['*'], { da: 'Øvrige', en: 'Other' });
  const { text } = await given(office, 'yearly?year=2026&format=html&lang=en', 'analyst');
  expect(text.includes('Made on: 1\u00a0February\u00a02027.'), true, 'the day it was made on');
  expect(text.includes('The year is not over'), false, 'the year is over');

  // The next year is not over, and stands beside the first one.
  const { body: second } = await given(office, 'yearly?year=2027', 'head');
  const beside = only(tablesOf(second), { name: 'contacts', dimensions: [{ key: 'year' }] });
  expect(
    beside.rows.map(({ keys, figures }) => [keys.year, figures.count]),
    [
      ['2026', 25],
      ['2027', 13],
    ],
    'the years',
  );
  const page = await given(office, 'yearly?year=2027&format=html&lang=da', 'head');
  expect(page.text.includes('Året er ikke slut i disse tal'), true, 'the year is not over');
  expect(tablesOf(second).flatMap(cellsOf).includes('hidden'), false, 'nothing is hidden from the office');
}

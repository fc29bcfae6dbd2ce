// What the analyst publishes: counted from the cases, small groups hidden, the same to the byte after a kill and after
// the persons are gone. All persons are invented.
import { Office, expect, only, refusal } from './drive.mjs';

const year = 'from=2026-01-01&to=2026-12-31';
const person = { name: 'Rosalinde Regnefejl', summary: 'Hun blev talt med to gange' };
const asked = [
  'contacts',
  'parts',
  'endings',
  'outcomes',
  'rejections',
  'examined',
  'criticism',
  'upheld',
  'own-time',
  'first-answer',
  'department-time',
  'follow-up',
  'recommendations',
  'reopened',
  'dialogue',
  'suggestions',
  'meetings',
  'activities',
  'exceptions',
];

async function report(office, path, role = 'analyst') {
  const answer = await office.get(`/reports/${path}`, role);
  if (answer.status !== 200) throw new Error(`the report ${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
  return answer;
}
const row = async (office, path, keys) =>
  only((await report(office, path)).body.rows, { keys }, `the row of ${path}`).figures;

/**
 * Twelve cases put to the jobcenter on 2 March: six answered after 5 working days, six after 15, five days too late.
 */
async function twelve(office) {
  await office.at('2026-03-02');
  const cases = [];
  for (let n = 0; n < 12; n += 1) {
    const c = await office.registered({ parts: { A: { topic: 'delay', department: 'jobcenter' } }, ...person });
    await c.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
    cases.push(c);
  }
  for (const [day, some] of [
    ['2026-03-09', cases.slice(0, 6)],
    ['2026-03-23', cases.slice(6)],
  ]) {
    await office.at(day);
    for (const c of some) {
      await c.refresh();
      await c.do('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true }, 'answered');
      await c.do('CloseCase', {}, 'closed(answeredByDepartment)');
    }
  }
  await cases.at(-1).view();
  return cases;
}

/** Every report and the year's document, at this place of the log, as bytes. */
async function published(office, position) {
  const bytes = {};
  for (const name of asked)
    for (const format of ['json', 'csv', 'xlsx', 'parquet'])
      bytes[`${name}.${format}`] = (
        await report(office, `${name}?${year}&position=${position}&format=${format}`)
      ).bytes.toString('base64');
  for (const format of ['json', 'html', 'pdf'])
    bytes[`yearly.${format}`] = (
      await report(office, `yearly?year=2026&position=${position}&format=${format}`)
    ).bytes.toString('base64');
  return bytes;
}

export async function s12_figures_are_those_of_the_cases(product) {
  const office = new Office(product, 'horsens');
  const cases = await twelve(office);
  const times = {
    count: 12,
    inTime: 6,
    late: 6,
    unanswered: 0,
    open: 0,
    inTimeShare: 0.5,
    unansweredShare: 0,
    median: 10,
    p90: 15,
  };
  expect(
    await row(office, `department-time?${year}&by=department`, { department: 'jobcenter' }),
    times,
    'the time to answer',
  );
  expect(await row(office, `own-time?${year}&by=`, {}), { count: 12, median: 10, p90: 15 }, 'the own time');
  expect(
    await row(office, `outcomes?${year}&by=outcome,quarter`, { outcome: 'answeredByDepartment', quarter: '2026-Q1' }),
    { count: 12 },
    'the outcomes',
  );
  expect(
    await row(office, `endings?${year}&by=`, {}),
    { count: 12, cases: 12, casesShare: 1, open: 0 },
    'what they came to',
  );
  expect(
    await row(office, `examined?${year}&by=department`, { department: 'jobcenter' }),
    { count: 12, examined: 0, examinedShare: 0 },
    'the share examined',
  );

  const behind = async (role, query) => office.get(`/reports/department-time/events?${year}&${query}`, role);
  expect(
    (await behind('head', 'figure=late&department=jobcenter')).body.rows.map(({ complaint }) => complaint).sort(),
    cases
      .slice(6)
      .map(({ id }) => id)
      .sort(),
    'who was answered late',
  );
  expect((await behind('auditor', 'quarter=2026-Q2')).body, { rows: [] }, 'nothing in spring');
  for (const role of ['analyst', 'adviser']) refusal(await behind(role, 'figure=late'), 'ROLE_FORBIDDEN');
  only(
    (await office.get(`${cases[6].path}/access-log`, 'auditor')).body.entries,
    { by: 'head', role: 'head', what: 'behind report department-time' },
    'the look behind the figure',
  );
}

export async function s12_small_groups_are_hidden_and_nobody_else_sees_any(product) {
  const office = new Office(product, 'odense');
  await office.at('2026-05-04');
  const last = async (n) => {
    for (; n > 1; n -= 1) await office.start('ReceiveInquiry', { channel: 'phone' });
    return office.start('ReceiveInquiry', { channel: 'phone' });
  };
  const { position } = await (await last(4)).do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  expect(await row(office, `contacts?${year}&by=&after=${position}`, {}), { count: 'hidden' }, 'four');
  const cells = (await report(office, `contacts?${year}&by=&format=csv&lang=en`)).text.split(/[\n\r,;"]+/);
  expect([cells.includes('4'), cells.length > 10], [false, true], 'four in the file');
  expect(await row(office, `contacts?${year}&by=&after=${(await last(1)).position}`, {}), { count: 5 }, 'five');
  expect(await row(office, `contacts?${year}&by=&position=${position}`, {}), { count: 'hidden' }, 'four, as it was');
  for (const query of ['from=2026-05-04&to=2026-05-31', 'by=department', 'by=type,channel,became', 'format=doc'])
    refusal(await office.get(`/reports/contacts?${query}`, 'analyst'), 'VALIDATION');
  refusal(await office.get('/reports/everybody', 'analyst'), 'NOT_FOUND');
  for (const role of ['administrator', 'dataProtectionOfficer'])
    for (const path of ['', '/contacts', '/yearly?year=2026'])
      refusal(await office.get(`/reports${path}`, role), 'ROLE_FORBIDDEN');
  refusal(await office.get('/reports/contacts', 'department', { department: 'jobcenter' }), 'ROLE_FORBIDDEN');
  refusal(
    await product.request('GET', '/offices/odense/reports/contacts', {
      token: await new Office(product, 'horsens').token('analyst'),
    }),
    'NOT_FOUND',
  );
  refusal(await product.request('GET', '/offices/odense/reports/contacts'), 'UNAUTHENTICATED');
}

export async function s12_the_same_after_a_kill_and_after_the_persons_are_gone(product) {
  const office = new Office(product, 'horsens');
  const cases = await twelve(office);
  const { position } = (await report(office, `contacts?${year}&after=${cases.at(-1).position}`)).body;
  const before = await published(office, position);
  expect(Buffer.from(before['yearly.pdf'], 'base64').toString('latin1', 0, 5), '%PDF-', 'the document');

  await office.start('ReceiveInquiry', { channel: 'phone' });
  await product.restart();
  expect(await published(office, position), before, 'after a kill');

  await office.at('2031-04-01');
  for (const c of cases) await c.view({ privacy: 'shredded' });
  expect(await published(office, position), before, 'after the persons are gone');
  expect(
    await row(office, `department-time?${year}&by=department`, { department: 'jobcenter' }),
    { count: 12, inTime: 6, late: 6, median: 10 },
    'the figures of today',
  );
}

/**
 * What is published: an analyst who walks along the log, asking the same table at one position after the other, sees
 * the same publication until the next one (decision 20).
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Office, type Answer, type Problem } from '../../../test/faults/client.js';
import { newFolder, openInProcess, type InProcess } from '../../../test/faults/in-process.js';
import { type Report } from '../../../libs/read-models/statistics/report.js';
import { publishedAt } from '../../../libs/reporting/at-position.js';

const tablesPerDay = 150;
const year = 'from=2026-01-01&to=2026-12-31';
let product: InProcess, office: Office;
const told = newFolder();

beforeAll(async () => {
  const file = join(told, 'config.json');
  writeFileSync(file, JSON.stringify({ publication: 'monthly', tablesPerDay }));
  product = await openInProcess(newFolder(), { KLAGEGANG_CONFIG: file });
  office = new Office(product, 'horsens');
});
afterAll(async () => {
  await product.close();
  for (const folder of [product.folder, told]) rmSync(folder, { recursive: true, force: true });
});

/** The last position. */
async function contacts(day: string, many: number): Promise<number> {
  await office.at(day);
  let last = 0;
  for (let n = 0; n < many; n += 1)
    last = Number((await office.start('ReceiveInquiry', { channel: 'phone' })).last.position);
  await office.get(`/complaints?after=${last}`);
  return last;
}
const ask = (query: string, who = 'analyst'): Promise<Answer> =>
  office.get(`/reports/contacts?${year}&by=channel${query}`, who);
const published = async (query = '', who = 'analyst'): Promise<Report> => {
  const answer = await ask(query, who);
  expect([query, answer.status]).toEqual([query, 200]);
  return answer.json<Report>();
};
const isRefused = async (query: string): Promise<void> => {
  const answer = await ask(query);
  expect([query, answer.status, answer.json<Problem>().errors?.map(({ code }) => code)]).toEqual([
    query,
    400,
    ['NOT_PUBLISHED'],
  ]);
};

/** Steps at which a small group is told: hidden at one position, five at the next, so it was four. */
async function walk(who: string, first: number, last: number) {
  const seen: { readonly at: number; readonly position: string; readonly count: unknown }[] = [];
  for (let at = first; at <= last; at += 1) {
    const { position, rows } = await published(`&position=${at}`, who);
    seen.push({ at, position, count: rows[0]!.figures.count });
  }
  const steps = seen.slice(1).map((now, index) => ({ before: seen[index]!, now }));
  return {
    positions: [...new Set(seen.map(({ position }) => position))],
    told: steps.filter(({ before, now }) => before.count === 'hidden' && now.count === 5),
    /** Between two answers that differ, so many positions at least. */
    closest: Math.min(
      ...steps
        .filter(({ before, now }) => before.position !== now.position)
        .map(({ before, now }) => Number(now.position) - Number(before.position)),
    ),
  };
}

it('a month is published when it has ended, with five contacts changed at least, and every position between shows it', async () => {
  const march = await contacts('2026-03-02', 6);
  await isRefused('');
  await isRefused(`&position=${march}`);
  await isRefused('&at=2026-03-10T00:00:00Z');
  expect(await published('', 'head')).toMatchObject({ position: String(march), rows: [{ figures: { count: 6 } }, {}] });
  expect((await walk('head', 1, march)).positions).toHaveLength(march);
  expect((await ask('&audience=published', 'head')).json<Problem>().errors).toMatchObject([{ code: 'NOT_PUBLISHED' }]);

  const april = await contacts('2026-04-01', 1);
  expect(await published()).toMatchObject({ position: String(march), rows: [{ figures: { count: 6 } }, {}] });
  expect((await published(`&position=${april}`)).position).toBe(String(march));
  await isRefused(`&position=${march - 1}`);
  await isRefused('&at=2026-03-31T21:59:59Z');
  expect((await published('&at=2026-03-31T22:00:00Z')).position).toBe(String(march));
  for (const who of ['head', 'auditor', 'adviser']) expect((await published('', who)).position).toBe(String(april));

  // Seven against six would be one person.
  const may = await contacts('2026-05-04', 5);
  expect((await published()).position).toBe(String(march));
  await office.at('2026-06-01');
  expect(await published()).toMatchObject({ position: String(may), rows: [{ figures: { count: 12 } }, {}] });
  expect(await published('&audience=published', 'head')).toEqual(await published());
  const walked = await walk('analyst', march, may);
  expect(walked).toMatchObject({ positions: [String(march), String(may)], told: [] });
  expect(walked.closest).toBeGreaterThanOrEqual(5);

  // Each is decided with those before it.
  const { db } = product.product.offices.find(({ key }) => key === 'horsens')!.views;
  const source = { db, words: { office: 'horsens', departments: {}, topics: {} } };
  const placeAt = (now: string) => publishedAt(source, {}, { period: 'monthly', now: Date.parse(now) });
  expect(await placeAt('2026-06-01T09:00:00Z')).toEqual({ position: BigInt(may), earlier: [BigInt(march)] });
  expect(await placeAt('2026-05-20T09:00:00Z')).toEqual({ position: BigInt(march), earlier: [] });

  const yearly = await office.get(`/reports/yearly?year=2026&position=${april}`, 'analyst');
  expect([yearly.status, yearly.json<{ readonly position: string }>().position]).toEqual([200, String(march)]);
  await isRefused('&position=0');
  expect((await ask('&position=99999')).json<Problem>().errors).toMatchObject([{ code: 'NOT_YET' }]);
});

it('an analyst has so many different tables on a day, the same ones again, and more on the next', async () => {
  await office.at('2026-06-02');
  for (let n = 0; n < tablesPerDay; n += 1) expect((await ask(`&position=${100_000 + n}`)).status).toBe(400);
  const answer = await ask('&position=7');
  expect([answer.status, answer.json<Problem>().code]).toEqual([429, 'RATE_LIMITED']);
  // From nine in the morning to midnight.
  expect(answer.headers['retry-after']).toBe(String(15 * 3600));
  expect((await ask('&position=100000&format=csv')).status).toBe(400);
  expect((await ask('&position=7', 'head')).status).toBe(200);
  await office.at('2026-06-03');
  expect((await ask('')).status).toBe(200);
});

it('what the office does besides complaints makes no publication due: it would show one contact more', async () => {
  const before = (await published()).position;
  await contacts('2026-06-10', 1);
  for (let n = 0; n < 6; n += 1) {
    const done = await office.post('/activities', { kind: 'teaching', on: '2026-06-10' });
    expect(done.status).toBe(201);
  }
  await office.at('2026-07-01');
  expect((await published()).position).toBe(before);
  await contacts('2026-07-02', 5);
  await office.at('2026-08-03');
  expect(Number((await published()).position)).toBeGreaterThan(Number(before));
});

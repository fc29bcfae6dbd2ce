/** A citizen reads the own case by a code and a second fact (decision 36), over HTTP. */
import { answerOf, Office, tracesIn, type Complaint, type Answer, type Problem } from '../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../test/faults/in-process.js';

let product: InProcess;
let office: Office;
let complaint: Complaint;
/** Each test comes from an address of its own: tries are counted by it. */
let address = 0;
beforeAll(async () => {
  product = await openInProcess();
  office = new Office(product, 'horsens');
  await office.at('2026-03-02');
});
beforeEach(async () => {
  address += 1;
  complaint = await registered({ name: 'Ludvig Læser', cpr: '241250-1234', phone: '99 99 12 34' });
});
afterAll(() => product.remove());

async function registered(complainant: object): Promise<Complaint> {
  const made = await office.start();
  await made.do('RecordPart', { topic: 'staffConduct', department: 'borgerservice', eventStart: '2026-01-05' });
  await made.do('AssessRemit', { part: 'A', admissible: true });
  await made.do('AgreeRegistration', { citizen: true, adviser: true });
  await made.do('RegisterCase', { complainant, summary: 'Brevet om et hegn' }, 'registered');
  return made;
}

const issue = (who = 'adviser', body: unknown = {}) => office.post(`${complaint.path}/receipt-code`, body, who);
const code = async (): Promise<string> => (await issue()).json<{ code: string }>().code;
const here = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
async function show(shown: string, fact: string, headers: object = here): Promise<Answer> {
  const {
    statusCode,
    headers: answered,
    payload,
  } = await product.product.app.inject({
    method: 'POST',
    url: '/min-sag',
    payload: new URLSearchParams({ code: shown, fact }).toString(),
    headers: { ...here, ...headers },
    remoteAddress: `192.0.2.${address}`,
  });
  return answerOf(statusCode, answered, payload);
}
const cookieOf = (answer: Answer): string => String(answer.headers['set-cookie'] ?? '').split(';', 1)[0]!;
const read = (path: string, cookie: string) => product.ask({ method: 'GET', path, headers: { cookie } });
const looks = async () =>
  (await office.get(`${complaint.path}/access-log`, 'auditor')).json<{
    entries: { role: string; what: string; by: string }[];
  }>().entries;

it('opens the case with the code and what the office knows, to read and to nothing else', async () => {
  const shown = await show(await code(), '24-12-1950');
  expect([shown.status, shown.headers['location']]).toEqual([303, '/min-sag']);
  expect(String(shown.headers['set-cookie'])).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  expect((await read('/min-sag', cookieOf(shown))).headers['location']).toBe(`/min-sag/sager/${complaint.id}`);
  const page = await read(`/min-sag/sager/${complaint.id}`, cookieOf(shown));
  expect(page.status).toBe(200);
  expect(page.text).toMatch(/Din sag 2026-\d{4}/);
  expect(page.text).toContain('Kontoret ser på din klage');
  expect(page.text).not.toMatch(/cpr|241250|Brevet om et hegn/);
  expect(await looks()).toContainEqual(expect.objectContaining({ role: 'citizen', what: 'case', by: 'citizen' }));
  // Who has looked, and nobody's name.
  await complaint.view({ role: 'adviser', sub: 'asta.hemmelig' });
  const seen = (await read(`/min-sag/sager/${complaint.id}/opslag`, cookieOf(shown))).text;
  expect(seen).toMatch(/<td>Borgerrådgiverne i Horsens<\/td>\s*<td>For at arbejde med sagen<\/td>/);
  expect(seen).toContain('Dig selv');
  expect(seen).not.toContain('asta.hemmelig');
  // The cookie of a page opens no API, and staff's pages are none of a citizen's.
  expect((await read(`/api/offices/horsens${complaint.path}`, cookieOf(shown))).status).toBe(401);
  expect((await read(`/api/offices/horsens/complaints`, cookieOf(shown))).status).toBe(401);
});

it('closes the case, and leads to no provider that the citizen has nothing to do with', async () => {
  const cookie = cookieOf(await show(await code(), '241250'));
  const page = (await read(`/min-sag/sager/${complaint.id}`, cookie)).text;
  const formToken = /name="formToken" value="([^"]+)"/.exec(page)![1]!;
  const left = await product.ask({
    method: 'POST',
    path: '/logout',
    raw: new URLSearchParams({ formToken }).toString(),
    headers: { ...here, cookie },
  });
  expect([left.status, left.headers['refresh'], left.headers['clear-site-data']]).toEqual([
    200,
    undefined,
    '"cache", "cookies", "storage"',
  ]);
  expect(left.text).toContain('href="/min-sag"');
  expect(left.text).not.toContain('/login');
  expect((await read(`/min-sag/sager/${complaint.id}`, cookie)).status).toBe(303);
});

it('is read in English at an address of its own, which says so in each link', async () => {
  const given = await code();
  const shown = await product.product.app.inject({
    method: 'POST',
    url: '/en/my-case',
    payload: new URLSearchParams({ code: given, fact: '241250' }).toString(),
    headers: here,
    remoteAddress: `192.0.2.${address}`,
  });
  expect([shown.statusCode, shown.headers.location]).toEqual([303, '/en/my-case']);
  const cookie = String(shown.headers['set-cookie']).split(';', 1)[0]!;
  expect((await read('/en/my-case', cookie)).headers['location']).toBe(`/en/my-case/cases/${complaint.id}`);
  const page = (await read(`/en/my-case/cases/${complaint.id}`, cookie)).text;
  expect(page).toContain('<html lang="en">');
  expect(page).toContain('The office is looking at your complaint');
  expect(page).toContain(`href="/min-sag/sager/${complaint.id}" lang="da"`);
  expect(page).toContain(`/en/my-case/cases/${complaint.id}/looks`);
  expect((await read(`/min-sag/sager/${complaint.id}`, cookie)).text).toContain('Kontoret ser på din klage');
  expect((await read(`/en/my-case/cases/${complaint.id}`, 'sid=x')).headers['location']).toBe('/en/my-case');
});

it('opens the letters and papers of the own case alone', async () => {
  const reply = { text: 'Kære Ludvig, vi har fået din klage.', channel: 'letter', sensitive: false };
  await complaint.do('SendReply', reply);
  const cookie = cookieOf(await show(await code(), '99991234'));
  const n = /\/breve\/(\d+)/.exec((await read(`/min-sag/sager/${complaint.id}`, cookie)).text)![1]!;
  expect((await read(`/min-sag/sager/${complaint.id}/breve/${n}`, cookie)).text).toContain('vi har fået din klage');
  expect((await read(`/min-sag/sager/${complaint.id}/breve/99`, cookie)).status).toBe(404);
  expect((await read(`/min-sag/sager/${complaint.id}/dokumenter/9-9`, cookie)).status).toBe(404);
  expect((await read(`/min-sag/sager/${complaint.id}/breve/${n}`, 'sid=x')).headers['location']).toBe('/min-sag');
});

it('a new code ends what was opened by the one before it, and a second sign-in what the browser had', async () => {
  const found = cookieOf(await show(await code(), '241250'));
  const newer = await code();
  expect((await read(`/min-sag/sager/${complaint.id}`, found)).text).not.toContain('Din sag');
  const own = cookieOf(await show(newer, '241250'));
  expect((await read(`/min-sag/sager/${complaint.id}`, own)).text).toContain('Din sag');
  const again = cookieOf(await show(newer, '241250', { cookie: own }));
  expect((await read(`/min-sag/sager/${complaint.id}`, own)).text).not.toContain('Din sag');
  expect((await read(`/min-sag/sager/${complaint.id}`, again)).text).toContain('Din sag');
});

describe('one answer', () => {
  it('for a code that never was, an older one, and a wrong fact', async () => {
    const old = await code();
    const now = await code();
    const answers = [
      await show('0000-0000-0000-0000-0000-0000-0000-0000', '241250'),
      await show('x', 'y'),
      await show(old, '241250'),
      await show(now, '241251'),
    ];
    for (const answer of answers) {
      expect([answer.status, answer.headers['set-cookie'], answer.text]).toEqual([403, undefined, answers[0]!.text]);
      expect(answer.text).not.toContain(now.slice(0, 4));
    }
    expect((await show(now, '241250')).status).toBe(303);
  });

  it('takes at least half a second, whatever was found', async () => {
    const began = performance.now();
    await show(await code(), 'nej');
    expect(performance.now() - began).toBeGreaterThan(480);
  });
});

it('after five wrong tries of a source, nothing more is looked at for a quarter of an hour', async () => {
  const right = await code();
  for (let n = 0; n < 5; n += 1) expect((await show(`000${n}`, 'nej')).status).toBe(403);
  const refused = await show(right, '241250');
  expect([refused.status, refused.headers['set-cookie']]).toEqual([429, undefined]);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
  expect(refused.headers['content-type']).toBe('text/html; charset=utf-8');
});

it('whoever knows the way may come as often as they like', async () => {
  for (let n = 0; n < 8; n += 1) expect((await show(await code(), '241250')).status).toBe(303);
});

it.each([
  ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a site beside it', { 'sec-fetch-site': 'same-site' }, 403],
  ['no form', { 'content-type': 'application/json' }, 415],
])('takes no code from %s', async (_, headers, status) => {
  expect((await show(await code(), '241250', headers)).status).toBe(status);
});

describe('making a code', () => {
  it('is the adviser’s and the head’s, is a look, and says the code once', async () => {
    const answers = await Promise.all(
      ['adviser', 'head', 'auditor', 'dataProtectionOfficer', 'administrator', 'analyst'].map(
        async (role) => (await issue(role)).status,
      ),
    );
    expect(answers).toEqual([200, 200, 403, 403, 403, 403]);
    const made = await code();
    expect(made).toMatch(/^(?:[0-9A-F]{4}-){7}[0-9A-F]{4}$/);
    expect((await looks()).filter(({ what }) => what === 'receipt code')).toHaveLength(3);
    await product.close();
    expect(tracesIn(product.folder, [made, made.replaceAll('-', '')])).toEqual([]);
    product = await openInProcess(product.folder);
    office = new Office(product, 'horsens');
    expect((await show(made, '241250')).status).toBe(303);
  });

  it('is refused where the case holds nothing to confirm, before it is a case, and with fields', async () => {
    complaint = await registered({ name: 'Ludvig Ukendt' });
    expect([(await issue()).status, (await issue()).json<Problem>().code]).toEqual([409, 'NOTHING_TO_CONFIRM']);
    complaint = await office.start();
    expect((await issue()).json<Problem>().code).toBe('NOTHING_TO_CONFIRM');
    expect((await issue('adviser', { code: 'x' })).json<Problem>().errors?.[0]?.field).toBe('code');
  });

  it('counts what was put right since: the fact is asked of the case as it is', async () => {
    const made = await code();
    const { parties } = await complaint.view<{ parties: readonly { id: string }[] }>();
    await complaint.do('UpdateParty', { party: parties[0]!.id, phone: '88 88 43 21', reason: 'moved' });
    expect((await show(made, '99991234')).status).toBe(403);
    expect((await show(made, '88884321')).status).toBe(303);
  });
});

it('who came in and who did not is in the log, by the way alone (V16.3.1 of ASVS)', async () => {
  await show(await code(), '24-12-1950');
  await show(await code(), '01-01-1950');
  await new Promise(setImmediate);
  const lines = product.output
    .join('')
    .split('\n')
    .filter((line) => line.includes('"event":"sign'));
  expect(lines.slice(-2).map((line) => JSON.parse(line) as object)).toEqual([
    { time: expect.any(String) as string, level: 'info', event: 'signedIn', code: 'receiptCode' },
    {
      time: expect.any(String) as string,
      level: 'warn',
      event: 'signInFailed',
      code: 'refused',
      error: 'receipt code',
    },
  ]);
});

it('nothing that was typed is in the log', async () => {
  await show('AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-0000-1111', '010203');
  await new Promise(setImmediate);
  const output = product.output.join('\n');
  for (const word of ['AAAA', 'AAAABBBB', '010203']) expect(output).not.toContain(word);
});

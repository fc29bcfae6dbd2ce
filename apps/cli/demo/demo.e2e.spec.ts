import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProduct, type Product } from '../../server/product.js';
import { complaintEventTypes, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { readConfig, type Config } from '../../../libs/installation/config.js';
import { silentLog } from '../../../libs/platform/log.js';
import { isWorkingDay, localDateOf, localTimeOf } from '../../../libs/policy/calendar.js';
import { prepareDemo, stories, type Demo } from './demo.js';
import { fill } from './fill.js';
import { inventedCitizen } from './invented.js';
import { receive, take } from './story.js';

const folder = mkdtempSync(join(tmpdir(), 'demo-'));
const configOf = (name: string): Config => readConfig({ KLAGEGANG_MODE: 'demo', KLAGEGANG_DATA: join(folder, name) });
const config = configOf('data');
const said: string[] = [];
const open = async (of = config): Promise<Product> => openProduct(of, silentLog);
const prepare = (product: Product, of = config): Promise<Demo> =>
  prepareDemo(product, of, (text) => {
    said.push(text);
  });
const shut = async (product: Product): Promise<void> => {
  await product.app.close();
  for (const close of product.onClose) await close();
};

interface Listed {
  readonly id: string;
  readonly number: string | null;
  readonly state: string;
  readonly outcome: string | null;
}
const offices = ['koebenhavn', 'horsens', 'odense'] as const;
let product: Product, demo: Demo, tokens: Record<string, string>;

async function ask<Answer>(office: string, path: string): Promise<Answer> {
  const answer = await product.app.inject({
    method: 'GET',
    url: `/api/offices/${office}/${path}`,
    headers: { authorization: `Bearer ${tokens[office]}` },
  });
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
  return answer.json();
}
async function listed(office: string, filter = ''): Promise<readonly Listed[]> {
  const items: Listed[] = [];
  for (let cursor = ''; ;) {
    const page = await ask<{ items: Listed[]; next: string | null }>(office, `complaints?limit=50${filter}${cursor}`);
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
}
const stands = ({ state, outcome }: Listed) => (outcome === null ? state : `${state}(${outcome})`);
async function everyEvent(office: string): Promise<readonly ComplaintEvent[]> {
  const { office: opened } = product.offices.find(({ key }) => key === office)!;
  const records = [];
  for await (const { records: some, upTo } of opened.store.subscribe({
    after: 0n,
    signal: new AbortController().signal,
  })) {
    records.push(...some);
    if (upTo >= (await opened.store.head())) break;
  }
  return records.map((record) => opened.codec.sealed<ComplaintEvent>(record));
}
async function sign(): Promise<void> {
  tokens = Object.fromEntries(
    await Promise.all(
      offices.map(async (office) => {
        const answer = await product.app.inject({
          method: 'POST',
          url: '/api/test/token',
          payload: { office, sub: 'test', name: 'Test', roles: ['adviser', 'head', 'auditor'] },
        });
        return [office, answer.json<{ token: string }>().token] as const;
      }),
    ),
  );
}

beforeAll(async () => {
  product = await open();
  demo = await prepare(product);
  await sign();
});
afterAll(async () => {
  await shut(product);
  rmSync(folder, { recursive: true, force: true });
});

it('the first start fills the folder with commands alone, says so, and the clock runs on from now', () => {
  expect(said[0]).toContain('makes its sample complaints');
  process.stdout.write(said.join(''));
  expect(product.clock.standsStill).toBe(false);
  expect(Math.abs(product.clock.now() - Date.now())).toBeLessThan(5000);
});

it.each(offices)('%s has its members: whoever took a step, or has a case, is one by the same name', async (office) => {
  const written = product.members.get(office)!;
  const held = written.all.flatMap(({ roles }) => roles);
  expect(new Set(held)).toEqual(
    new Set(['adviser', 'head', 'department', 'auditor', 'analyst', 'dataProtectionOfficer', 'administrator']),
  );
  expect(held.filter((role) => role === 'adviser').length).toBeGreaterThan(1);
  const { items } = await ask<{ items: readonly { assignee: { sub: string; name: string } | null }[] }>(
    office,
    'complaints?limit=200',
  );
  const assignees = items.flatMap(({ assignee }) => assignee ?? []);
  for (const { sub, name } of assignees) expect([sub, written.find(sub)?.name]).toEqual([sub, name]);
  const actors = new Set((await everyEvent(office)).map(({ actor }) => actor).map(({ role, sub }) => `${role} ${sub}`));
  for (const actor of actors)
    if (!actor.startsWith('system'))
      expect([actor, written.find(actor.split(' ')[1]!) !== undefined]).toEqual([actor, true]);
});

const beforeACase = [
  'intake',
  'guidance',
  'endedWithoutCase(guidance)',
  'endedWithoutCase(directed)',
  'endedWithoutCase(rejected)',
  'endedWithoutCase(suggestionForwarded)',
  'endedWithoutCase(abandoned)',
];
const withDialogue = ['dialogueCheck', 'endedWithoutCase(guidedBack)'];
const inAnyCase = ['registered', 'mediation', 'referred', 'answered', 'investigating.active'];
const closedAnywhere = [
  'mediated',
  'answeredByDepartment',
  'noCriticism',
  'criticism',
  'recommendation',
  'criticismWithRecommendation',
  'withdrawnByCitizen',
  'directed',
  'discontinued',
].map((outcome) => `closed(${outcome})`);
const quick = ['earlyResolution.flexible', 'earlyResolution.written', 'closed(settled)'];
const decidedByHead = ['investigationAssessment', 'closed(investigationDeclined)'];
const withConsent = ['awaitingConsent', 'investigating.halted', 'closed(consentRefused)', 'closed(consentWithdrawn)'];
/** What the profile of each office leads to. */
const everywhere = [...beforeACase, ...inAnyCase, ...closedAnywhere];
it.each([
  ['koebenhavn', [...everywhere, ...withDialogue, ...quick, ...decidedByHead]],
  ['horsens', [...everywhere, ...withConsent]],
  ['odense', [...everywhere, ...withDialogue, ...quick, ...decidedByHead, ...withConsent]],
])('%s shows every state and every outcome that its rules lead to', async (office, wanted) => {
  const found = await listed(office);
  const counts: Record<string, number> = {};
  for (const row of found) counts[stands(row)] = (counts[stands(row)] ?? 0) + 1;
  expect(Object.keys(counts).sort()).toEqual([...wanted].sort());
});

it('every event that a person or a timer can bring about within two years is in it', async () => {
  const found = new Set((await Promise.all(offices.map(everyEvent))).flat().map(({ type }) => type));
  expect(complaintEventTypes.filter((type) => !found.has(type))).toEqual(['CaseErased', 'KeysShredded']);
});

it('what people did was done on working days; reminders went out at six, each at its own time', async () => {
  const events = (await Promise.all(offices.map(everyEvent))).flat();
  const switches = { mayDay: false, constitutionDay: false, christmasEve: false, newYearsEve: false };
  const at = ({ recordedAt }: ComplaintEvent) => Date.parse(recordedAt);
  expect(events.filter((event) => !isWorkingDay(localDateOf(at(event)), switches))).toEqual([]);
  const sent = events.filter(({ actor }) => actor.role === 'system');
  expect(new Set(sent.map(({ type }) => type))).toEqual(new Set(['ReminderSent', 'EscalationSent']));
  expect(new Set(sent.map((event) => localTimeOf(at(event))))).toEqual(new Set(['06:00']));
});

it('deadlines run and are late, answers are owed, a document is under quarantine', async () => {
  const views = (
    await Promise.all(
      offices.map(async (office) =>
        Promise.all(
          (await listed(office)).map(({ id }) =>
            ask<{
              deadlines: { kind: string; status: string }[];
              documents: { quarantined: boolean }[];
              tasks: object[];
              followUp: { position: string }[];
              cycle: number;
              ownInitiative: boolean;
              principled: boolean;
              representative: object | null;
            }>(office, `complaints/${id}`),
          ),
        ),
      ),
    )
  ).flat();
  const deadlines = new Set(views.flatMap((view) => view.deadlines.map(({ kind, status }) => `${kind} ${status}`)));
  expect([...deadlines].sort()).toEqual(
    expect.arrayContaining([
      'answerTarget late',
      'answerTarget met',
      'answerTarget running',
      'departmentAnswer ended',
      'departmentAnswer late',
      'departmentAnswer met',
      'departmentAnswer running',
      'erasureDecision late',
      'erasureDecision met',
      'erasureDecision running',
      'reminder running',
    ]),
  );
  const count = (what: (view: (typeof views)[number]) => boolean) => views.filter(what).length;
  expect(
    [
      count(({ documents }) => documents.some(({ quarantined }) => quarantined)),
      count(({ tasks }) => tasks.length > 0),
      count(({ cycle }) => cycle > 1),
      count(({ ownInitiative }) => ownInitiative),
      count(({ principled }) => principled),
      count(({ representative }) => representative !== null),
    ].every((number) => number > 0),
  ).toBe(true);
  expect(new Set(views.flatMap(({ followUp }) => followUp.map(({ position }) => position)))).toEqual(
    new Set(['accepted', 'declined', 'implemented']),
  );
});

it('a case is confidential, one is linked to another, and records of some were corrected', async () => {
  const ids = (await listed('koebenhavn')).map(({ id }) => id);
  const views = await Promise.all(
    ids.map((id) =>
      ask<{ id: string; handling: { confidential: boolean } | null; links: object[]; corrections: object[] }>(
        'koebenhavn',
        `complaints/${id}`,
      ),
    ),
  );
  const confidential = views.filter(({ handling }) => handling?.confidential);
  // Both sides show it.
  expect([confidential.length, views.filter(({ links }) => links.length > 0).length]).toEqual([1, 2]);
  expect(views.filter(({ corrections }) => corrections.length > 0).length).toBeGreaterThan(0);
  const another = await product.app.inject({
    method: 'POST',
    url: '/api/test/token',
    payload: { office: 'koebenhavn', sub: 'ny', name: 'Ny', roles: ['adviser'] },
  });
  const answer = await product.app.inject({
    method: 'GET',
    url: `/api/offices/koebenhavn/complaints/${confidential[0]!.id}`,
    headers: { authorization: `Bearer ${another.json<{ token: string }>().token}` },
  });
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'CONFIDENTIAL']);
});

it('every history replays legally', async () => {
  for (const office of offices) {
    for (const { id } of await listed(office))
      expect(await ask(office, `complaints/${id}/replay`)).toMatchObject({ legal: true });
  }
});

it('the welcome names the address, the API and a case of each office with its number', async () => {
  const text = demo.welcome('http://127.0.0.1:3000');
  expect(text).toContain('http://127.0.0.1:3000/api\n');
  for (const office of offices) {
    const rows = (await listed(office)).filter(
      ({ id, number }) => number !== null && text.includes(id) && text.includes(number),
    );
    expect(rows).toHaveLength(1);
  }
});

it('a restart fills nothing again, shows the same and keeps the clock', async () => {
  await product.timekeeper.moveTo(product.clock.now() + 5 * 86_400_000);
  const before = await Promise.all(offices.map((office) => listed(office)));
  const clock = product.clock.now();
  await shut(product);
  product = await open();
  said.length = 0;
  demo = await prepare(product);
  await sign();
  expect({ said, after: await Promise.all(offices.map((office) => listed(office))) }).toEqual({
    said: [],
    after: before,
  });
  expect(Math.abs(product.clock.now() - clock)).toBeLessThan(86_400_000);
  expect(demo.welcome('http://127.0.0.1:3000')).toMatch(
    /OFFICE=odense ID=\S+ {3}# 20\d\d-\d{4}, investigating\.active/,
  );
});

it('a start that was cut off while it filled is noticed, and says what to do', async () => {
  const cut = configOf('cut');
  await shut(await open(cut));
  const again = await open(cut);
  const refusal = await prepare(again, cut).catch((error: unknown) => error);
  await shut(again);
  expect(refusal).toBeInstanceOf(BootRefused);
  expect((refusal as Error).message).toMatch(/Delete this folder, which holds samples only, and start again\.$/);
});

it('a step that is refused, and a story that ends elsewhere, stop the filling with a sentence', async () => {
  const other = configOf('other');
  const opened = await open(other);
  await expect(
    fill(opened, [{ office: 'odense', leadsTo: 'closed(settled)', ago: 4, plot: [receive('phone')] }], Date.now()),
  ).rejects.toThrow('odense closed(settled) ended as intake');
  const forbidden = [receive('phone'), take('AgreeRegistration', { citizen: true, adviser: true })];
  await expect(
    fill(opened, [{ office: 'koebenhavn', leadsTo: 'intake', ago: 3, plot: forbidden }], Date.now()),
  ).rejects.toThrow('koebenhavn intake was refused: AgreeRegistration after revision 0: NOT_IN_PROFILE');
  await shut(opened);
});

it("an operator's own offices get no samples", async () => {
  const file = join(folder, 'own.json');
  writeFileSync(
    file,
    JSON.stringify({
      offices: [
        {
          key: 'nordby',
          name: { da: 'Nordby', en: 'Nordby' },
          profile: 'odense@1',
          departments: [{ key: 'borgerservice', name: 'Borgerservice' }],
          topics: [{ key: 'delay', da: 'Ventetid', en: 'Delay' }],
        },
      ],
    }),
  );
  const own = readConfig({ KLAGEGANG_MODE: 'demo', KLAGEGANG_DATA: join(folder, 'own'), KLAGEGANG_CONFIG: file });
  const opened = await open(own);
  said.length = 0;
  const empty = await prepare(opened, own);
  expect([said, await opened.offices[0]!.head()]).toEqual([[], 0n]);
  expect(empty.welcome('http://127.0.0.1:3000')).toMatch(/^ {4}OFFICE=nordby$/m);
  await shut(opened);
});

it('nobody in it can exist: no day is numbered 00, and the numbers are not given out', () => {
  const people = stories.map((story, index) => story.complainant ?? inventedCitizen(index));
  for (const { cpr = '00', cvr = '0', phone = '', email = '.example' } of people)
    expect([cpr.slice(0, 2), cvr[0], phone.slice(0, 5), email.slice(-8)]).toEqual(['00', '0', '99 99', '.example']);
  expect(new Set(people.map(({ name }) => name)).size).toBe(people.length);
  expect(new Set(people.flatMap(({ cpr }) => cpr ?? [])).size).toBe(people.filter(({ cpr }) => cpr).length);
});

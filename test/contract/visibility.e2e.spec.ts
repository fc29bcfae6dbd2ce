/**
 * What a department and a citizen see of a case, and that nothing is shown without its look (promises.md, "looks"). Who
 * is let in at all is of rights.e2e.spec.ts.
 */
import { SignJWT } from 'jose';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailable } from '../../libs/event-store/port.js';
import { scopes } from '../../libs/platform/caller.js';
import { Complaint, Office, tracesIn, type Receipt } from '../faults/client.js';
import { openInProcess, type InProcess } from '../faults/in-process.js';
import { expected, routes, sees, single, type Single } from './matrix.js';

const resources = ['preCase', 'referred', 'closed', 'shredded', 'ownInitiative', 'missing', 'foreign'] as const;
type Resource = (typeof resources)[number];
type Caller = Exclude<Single, 'expired' | 'elsewhere'>;
const callers = single.filter((who): who is Caller => who !== 'expired' && who !== 'elsewhere');

const asked = 'jobcenter',
  otherDepartment = 'borgerservice',
  silentDepartment = 'ydelsesservice';
const missingId = '00000000-0000-4000-8000-000000000000';
const person = {
  name: 'Synnøve Sildesalat',
  cpr: '0101019999',
  phone: '99887766',
  email: 'synnoeve@example.dk',
  address: 'Kanalvej 7',
};
const words = {
  summary: 'Sagsresumé kun for kontoret',
  note: 'Notat kun for kontoret',
  questions: 'Spørgsmål til jobcentret',
  others: 'Spørgsmål til borgerservice',
  answer: 'Svaret fra jobcentret',
};

let product: InProcess, office: Office, other: Office;
const complaints = new Map<Resource, Complaint>();

async function registered(): Promise<Complaint> {
  const complaint = await office.start();
  for (const [part, department] of [
    ['A', asked],
    ['B', otherDepartment],
  ] as const) {
    await complaint.do('RecordPart', { topic: 'delay', department });
    await complaint.do('AssessRemit', { part, admissible: true });
    await complaint.do('RecordDialogue', { department, departmentHadOpportunity: true, answered: true });
  }
  await complaint.do('RegisterCase', { complainant: person, summary: words.summary }, 'registered');
  await complaint.do('RecordNote', { text: words.note });
  await complaint.do(
    'ReferToDepartment',
    {
      referrals: [
        { department: asked, parts: ['A'], questions: words.questions },
        { department: otherDepartment, parts: ['B'], questions: words.others },
      ],
    },
    'referred',
  );
  return complaint;
}
async function closed(): Promise<Complaint> {
  const complaint = await registered();
  await complaint.do('RecordDepartmentAnswer', { department: asked, directToCitizen: true, summary: words.answer });
  await complaint.do('RecordDepartmentAnswer', { department: otherDepartment, directToCitizen: true }, 'answered');
  await complaint.do('CloseCase', {}, 'closed(answeredByDepartment)');
  return complaint;
}

beforeAll(async () => {
  product = await openInProcess();
  office = new Office(product, 'koebenhavn');
  other = new Office(product, 'odense');
  await office.at('2024-03-04');
  complaints.set('shredded', await closed());
  await office.at('2029-04-04');
  complaints.set('preCase', await office.start());
  complaints.set('referred', await registered());
  complaints.set('closed', await closed());
  complaints.set(
    'ownInitiative',
    await office.start('OpenOwnInitiative', {
      topic: 'templateLetter',
      department: silentDepartment,
      title: 'Egen drift',
      criteria: { citizenBenefit: 'low', improvement: 'high', overall: 'justified' },
    }),
  );
  complaints.set('foreign', await other.start());
  complaints.set('missing', new Complaint(office, { ...complaints.get('closed')!.last, id: missingId }));
  await complaints.get('shredded')!.refresh();
});
afterAll(() => product.remove());

/** The role that no token may have, in a token signed with the product's own secret. */
async function systemToken(): Promise<string> {
  const secret = Buffer.from(readFileSync(join(product.folder, 'secrets', 'token.key'), 'utf8').trim(), 'base64url');
  return new SignJWT({ name: 'system', office: office.key, roles: ['system'] })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('system')
    .setIssuer('klagegang')
    .setAudience('klagegang')
    .sign(secret);
}

async function integrationToken({ key }: Office): Promise<string> {
  const body = { office: key, sub: 'esdh', name: 'ESDH', scopes };
  return (await product.ask({ method: 'POST', path: '/api/test/token', body })).json<{ token: string }>().token;
}

async function tokenOf(caller: Caller, complaint: string, at: Office = office): Promise<string | undefined> {
  switch (caller) {
    case 'nobody':
      return undefined;
    case 'forged':
      return `${(await at.token('head')).slice(0, -3)}AAA`;
    case 'system':
      return systemToken();
    case 'askedDepartment':
      return at.token({ role: 'department', sub: 'asked', department: asked });
    case 'otherDepartment':
      return at.token({
        role: 'department',
        sub: 'other',
        department: at === other ? otherDepartment : 'teknikogmiljoe',
      });
    case 'integration':
      return integrationToken(at);
    case 'ownCitizen':
      return at.token({ role: 'citizen', sub: complaint, complaint });
    case 'otherCitizen':
      return at.token({ role: 'citizen', sub: 'stranger', complaint: missingId.replace('8', '9') });
    default:
      return at.token(caller);
  }
}

/** The copy to the citizen of the first referral: the second document of the event that sent it. */
const documentOf = (resource: Resource) => `${resource === 'preCase' || resource === 'ownInitiative' ? 99 : 9}-2`;

function pathOf(
  route: string,
  resource: Resource,
  name = 'RecordNote',
): { readonly method: string; readonly path: string } {
  const [method, pattern] = route.split(' ') as [string, string];
  const path = pattern
    .replace(':office', office.key)
    .replace(':id', complaints.get(resource)!.id)
    .replace(':name', name)
    .replace(':n', '0')
    .replace(/\/positions$/, '/positions?from=none')
    .replace(':document', documentOf(resource));
  return { method, path };
}
function bodyOf(route: string): unknown {
  if (route === 'POST /api/test/token') return { office: 'horsens', sub: 'a', name: 'a', roles: ['adviser'] };
  if (route === 'PUT /api/test/clock')
    return { now: product.product.clock.now() > 0 ? new Date(product.product.clock.now()).toISOString() : '' };
  if (route.endsWith('/search')) return { text: 'Sildesalat' };
  if (route.endsWith('/receipt-code')) return {};
  return route.startsWith('POST') ? [] : undefined;
}

describe('a department', () => {
  const who = { role: 'department', sub: 'asked', department: asked };
  const foreignWords = [
    otherDepartment,
    'Borgerservice',
    words.note,
    words.summary,
    words.others,
    person.cpr,
    person.phone,
    person.email,
    person.address,
  ];

  it.each(['referred', 'closed', 'shredded'] as const)(
    'sees of a case that is %s what it was asked, and nothing of another department',
    async (resource) => {
      const complaint = complaints.get(resource)!;
      for (const query of ['', '?steps=all', '?revision=9', `?at=2040-01-01T00:00:00Z`]) {
        const { text, status } = await office.get(`${complaint.path}${query}`, who);
        expect(status).toBe(200);
        const { steps: _, ...view } = JSON.parse(text) as {
          steps: unknown;
          notes: unknown;
          parts: readonly { id: string }[];
        };
        for (const word of foreignWords)
          expect([query, word, JSON.stringify(view).includes(word)]).toEqual([query, word, false]);
        expect(text).not.toContain(otherDepartment);
        expect(view).toMatchObject({ notes: [], parts: [{ id: 'A' }] });
      }
    },
  );

  it('finds in its worklist its own part of the cases it was asked about, and cannot ask about those of others', async () => {
    const { text, json } = await office.get('/complaints', who);
    const { items } = json<{ items: readonly { id: string; parts: readonly { id: string }[] }[] }>();
    expect(items.map(({ id }) => id).sort()).toEqual(
      (['referred', 'closed', 'shredded'] as const).map((resource) => complaints.get(resource)!.id).sort(),
    );
    for (const word of foreignWords) expect([word, text.includes(word)]).toEqual([word, false]);
    expect(items.flatMap(({ parts }) => parts.map(({ id }) => id))).toEqual(['A', 'A', 'A']);
    expect((await office.get(`/complaints?department=${otherDepartment}`, who)).json<{ total: number }>().total).toBe(
      0,
    );
    expect((await office.get('/complaints?at=2040-01-01T00:00:00Z', who)).text).not.toContain(otherDepartment);
  });

  it('reads its own letter and no other', async () => {
    const complaint = complaints.get('referred')!;
    const statuses = await Promise.all(
      [0, 1, 2, 3].map(async (n) => (await office.get(`${complaint.path}/letters/${n}`, who)).status),
    );
    expect(statuses).toEqual([200, 404, 404, 404]);
    expect((await office.get(`${complaint.path}/letters/0`, who)).text).not.toContain(otherDepartment);
  });

  it('that was heard sees the case after a reopening too, as its worklist says', async () => {
    const complaint = await office.start('OpenOwnInitiative', {
      topic: 'delay',
      department: silentDepartment,
      title: 'Hørt',
      criteria: { citizenBenefit: 'low', improvement: 'high', overall: 'justified' },
    });
    const heard = { role: 'department', sub: 'heard', department: silentDepartment };
    expect((await office.get(complaint.path, heard)).status).toBe(404);
    await complaint.do('HearDepartment', { department: silentDepartment, statement: 'Ja' });
    await complaint.do('RecordOutcome', { part: 'A', outcome: 'noCriticism', grounds: 'Intet' });
    await complaint.do('Conclude', {}, 'closed(noCriticism)', { as: 'head' });
    await complaint.do('ReopenCase', { reason: 'closerLook' }, 'investigationAssessment');
    const listed = (await office.get(`/complaints?after=${complaint.last.position}`, heard)).json<{
      items: readonly { id: string }[];
    }>();
    expect([listed.items.map(({ id }) => id), (await office.get(complaint.path, heard)).status]).toEqual([
      [complaint.id],
      200,
    ]);
  });

  it('sees nothing of a criticism that was never concluded, in a case it was not asked about', async () => {
    const complaint = await office.start();
    await complaint.do('RecordPart', { topic: 'templateLetter', department: silentDepartment });
    await complaint.do('AssessRemit', { part: 'A', admissible: true });
    await complaint.do('FlagPrincipled', { reason: 'affectsMany' }, 'intake', { as: 'head' });
    await complaint.do('RegisterCase', { complainant: person, summary: words.summary });
    await complaint.do(
      'OpenInvestigation',
      { scope: ['A'], criteria: { citizenBenefit: 'low', improvement: 'high', overall: 'justified' } },
      'investigating.active',
      { as: 'head' },
    );
    await complaint.do('RecordOutcome', { part: 'A', outcome: 'criticism', grounds: 'Et udkast' });
    await complaint.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)');
    expect(
      (await office.get(complaint.path, { role: 'department', sub: 'never-asked', department: silentDepartment }))
        .status,
    ).toBe(404);
  });

  it('answers for itself alone', async () => {
    const answer = await complaints
      .get('referred')!
      .send('RecordDepartmentAnswer', { department: otherDepartment, directToCitizen: true }, { as: who });
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([403, 'ROLE_FORBIDDEN']);
  });
});

describe('a citizen', () => {
  it('sees the own case, without the office’s inner work, and no other', async () => {
    const complaint = complaints.get('closed')!;
    const who = { role: 'citizen', sub: 'synnoeve', complaint: complaint.id };
    const { text } = await office.get(complaint.path, who);
    expect(text).toContain(person.name);
    expect(text).not.toContain(words.note);
    expect(JSON.parse(text)).toMatchObject({ steps: [], notes: [], tasks: [] });
    expect(
      (await office.get('/complaints', who)).json<{ items: readonly { id: string }[] }>().items.map(({ id }) => id),
    ).toEqual([complaint.id]);
    for (const resource of resources)
      if (resource !== 'closed') expect((await office.get(complaints.get(resource)!.path, who)).status).toBe(404);
    const letters = await Promise.all(
      [0, 1, 2, 3].map(async (n) => (await office.get(`${complaint.path}/letters/${n}`, who)).status),
    );
    expect(letters).toEqual([404, 200, 404, 200]);
  });
});

interface Entry {
  readonly at: string;
  readonly by: string;
  readonly role: string;
  readonly purpose: string;
  readonly what: string;
}
const looksAt = async (complaint: Complaint) =>
  (await office.get(`${complaint.path}/access-log`, 'auditor')).json<{ entries: readonly Entry[] }>().entries;

describe('an access', () => {
  const looking = Object.entries(routes)
    .filter(([, { recorded }]) => recorded)
    .map(([route]) => route);

  it.each(looking)('by %s is written down once, with who and why', async (route) => {
    // Nothing is to be done any more about what is closed.
    const resource = route.endsWith('/tasks') ? 'referred' : 'closed';
    const complaint = complaints.get(resource)!;
    const before = (await looksAt(complaint)).length;
    const answer = await product.ask({
      ...pathOf(route, resource),
      token: await office.token({ role: 'head', sub: 'lederen' }),
      body: bodyOf(route),
      headers: { 'x-purpose': 'supervision' },
    });
    expect(answer.status).toBe(200);
    const since = (await looksAt(complaint)).slice(before).filter(({ role }) => role !== 'auditor');
    expect(since).toEqual([
      {
        at: new Date(product.product.clock.now()).toISOString(),
        by: 'lederen',
        role: 'head',
        purpose: 'supervision',
        what: expect.any(String),
        request: expect.stringMatching(/^[0-9a-f-]{36}$/),
        fields: expect.arrayContaining([expect.any(String)]),
        ...(route.endsWith('/search') ? { terms: 'Sildesalat' } : {}),
      },
    ]);
  });

  it('by a citizen is written down without an id, which would outlive the keys of the case', async () => {
    const complaint = complaints.get('closed')!;
    const before = (await looksAt(complaint)).length;
    const who = { role: 'citizen', sub: 'pid-0101019999', complaint: complaint.id };
    for (const path of [complaint.path, '/complaints', `${complaint.path}/letters/1`])
      expect((await office.get(path, who)).status).toBe(200);
    const looks = (await looksAt(complaint)).slice(before).filter(({ role }) => role === 'citizen');
    expect(looks.map(({ by, what }) => `${by} ${what}`)).toEqual([
      'citizen case',
      'citizen worklist',
      'citizen letter 1',
    ]);
    expect(tracesIn(product.folder, [who.sub])).toEqual([]);
  });

  it('at a talk that is no case is of a day, as its events are, though a list shows cases too (H16)', async () => {
    const talk = complaints.get('preCase')!;
    await office.at('2029-04-05T13:37');
    const before = (await looksAt(talk)).length;
    await office.get(talk.path);
    await office.get('/complaints');
    await office.at('2029-04-05T13:38');
    const hourOf = (entry: Entry) => new Date(entry.at).toLocaleString('sv', { timeZone: 'Europe/Copenhagen' });
    expect((await looksAt(talk)).slice(before).map((entry) => `${hourOf(entry)} ${entry.what}`)).toEqual([
      '2029-04-05 00:00:00 case',
      '2029-04-05 00:00:00 worklist',
      '2029-04-05 00:00:00 access log',
    ]);
    const seen = (await looksAt(complaints.get('closed')!)).filter(({ what }) => what === 'worklist').at(-1)!;
    expect(hourOf(seen)).toBe('2029-04-05 13:37:00');
  });

  it('is not written down where nothing was shown', async () => {
    const complaint = complaints.get('closed')!;
    const before = (await looksAt(complaint)).length;
    for (const caller of callers) {
      for (const route of looking.filter((entry) => entry.includes(':id'))) {
        if (expected(routes[route]!, caller, 'closed', route) === '200') continue;
        await product.ask({ ...pathOf(route, 'closed'), token: await tokenOf(caller, complaint.id) });
      }
    }
    expect((await looksAt(complaint)).slice(before).map(({ role }) => role)).toEqual(['auditor']);
  });

  it.each(looking)('by %s that cannot be written down shows nothing: 0 bytes of content leave', async (route) => {
    const { access } = product.product.offices.find(({ key }) => key === office.key)!.office as unknown as {
      access: { record: unknown };
    };
    const works = access.record;
    access.record = () => Promise.reject(new StoreUnavailable('the access log cannot be written'));
    try {
      for (const caller of callers.filter((entry) => sees(entry, 'closed') && routes[route]!.status[entry] === 200)) {
        const answer = await product.ask({
          ...pathOf(route, 'closed'),
          token: await tokenOf(caller, complaints.get('closed')!.id),
          body: bodyOf(route),
        });
        expect([caller, answer.status, answer.json<{ code: string }>().code]).toEqual([
          caller,
          503,
          'STORE_UNAVAILABLE',
        ]);
        for (const word of [
          ...Object.values(person),
          ...Object.values(words),
          'answeredByDepartment',
          'CaseRegistered',
        ])
          expect(answer.text).not.toContain(word);
        expect([answer.headers.etag, answer.headers['content-disposition']]).toEqual([undefined, undefined]);
      }
    } finally {
      access.record = works;
    }
  });

  it.each(looking)('by %s is written down before the first byte leaves', async (route) => {
    const { access } = product.product.offices.find(({ key }) => key === office.key)!.office as unknown as {
      access: { record: (...args: unknown[]) => Promise<void> };
    };
    const works = access.record;
    const steps: string[] = [];
    let write: () => void = () => undefined;
    const written = new Promise<void>((resolve) => {
      write = resolve;
    });
    const asked = Promise.withResolvers<void>();
    access.record = async (...args) => {
      steps.push('asked');
      asked.resolve();
      await written;
      await works.apply(access, args);
      steps.push('written');
    };
    try {
      const answer = product
        .ask({ ...pathOf(route, 'closed'), token: await office.token('head'), body: bodyOf(route) })
        .then((got) => {
          steps.push('answered');
          return got;
        });
      await asked.promise;
      // An answer that did not wait would come now.
      await new Promise((done) => {
        setTimeout(done, 30);
      });
      // A list of cases and talks is two accesses: of talks the hour is not kept.
      expect(new Set(steps)).toEqual(new Set(['asked']));
      write();
      expect((await answer).status).toBe(200);
      expect([[...new Set(steps)], steps.at(-1)]).toEqual([['asked', 'written', 'answered'], 'answered']);
    } finally {
      access.record = works;
    }
  });
});

it('a receipt shows a department no more than that its own step was taken', async () => {
  const complaint = complaints.get('referred')!;
  const answer = await complaint.send(
    'RecordDepartmentAnswer',
    { department: asked, directToCitizen: true, summary: words.answer },
    { as: { role: 'department', sub: 'asked', department: asked } },
  );
  expect(answer.status).toBe(200);
  expect(Object.keys(answer.json<Receipt>()).sort()).toEqual([
    'events',
    'id',
    'outcome',
    'position',
    'revision',
    'state',
  ]);
});

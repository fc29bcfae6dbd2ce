/** Looks that somebody else has to judge, over HTTP: what is written beside a look, the weekly draw, judgements. */
import { Office, tracesIn, type Complaint, type Who } from '../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../test/faults/in-process.js';

let product: InProcess;
let office: Office;
let own: Complaint;
let others: Complaint;
let talk: Complaint;

interface Told {
  readonly look: number;
  readonly by: string;
  readonly name: string;
  readonly role: string;
  readonly what: string;
  readonly purpose: string;
  readonly request?: string;
  readonly fields: readonly string[];
  readonly terms?: unknown;
  readonly marks?: readonly string[];
  readonly complaints: readonly { readonly id: string; readonly number: string | null }[];
  readonly reasons: readonly string[];
  readonly toJudge: boolean;
  readonly overdue: boolean;
  readonly judgements: readonly { readonly by: string; readonly finding: string; readonly note: unknown }[];
}
interface Week {
  readonly week: string;
  readonly looks: number;
  readonly drawn: number;
  readonly judged: number;
  readonly open: number;
  readonly overdue: number;
  readonly judgeBy: string;
  readonly seed: string;
  readonly findings: { readonly [finding: string]: number };
  readonly noStep: readonly { readonly by: string; readonly looks: number }[];
}

const anna: Who = { role: 'adviser', sub: 'anna' };
const bent: Who = { role: 'adviser', sub: 'bent' };
const lone: Who = { role: 'head', sub: 'lone' };
/** Has no step in any case. */
const mogens: Who = { role: 'head', sub: 'mogens' };
const revisor: Who = { role: 'auditor', sub: 'revisor' };
const officer: Who = { role: 'dataProtectionOfficer', sub: 'dpo' };
const asked: Who = { role: 'department', sub: 'forvaltning', department: 'jobcenter' };

async function registered(name: string, adviser: Who): Promise<Complaint> {
  const complaint = await office.start();
  const as = { as: adviser };
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' }, undefined, as);
  await complaint.do('AssessRemit', { part: 'A', admissible: true }, undefined, as);
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true }, undefined, as);
  await complaint.do('RegisterCase', { complainant: { name }, summary: 'Sildesalat' }, 'registered', as);
  await complaint.do('StartEarlyResolution', { mode: 'written' }, undefined, as);
  await complaint.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, undefined, as);
  return complaint;
}
const search = async (body: object, who: Who = revisor) => {
  const answer = await office.post('/access/search', body, who);
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
  return answer.json<{ entries: readonly Told[]; next: string | null }>();
};
/** The looks that this one has made since the clock was set, in order. */
const looksBy = async (sub: string, from: string) => [...(await search({ by: sub, from })).entries].reverse();
const weeks = async (who: Who = revisor) =>
  (await office.get('/supervision', who)).json<{ weeks: readonly Week[] }>().weeks;
const drawn = async (week: string, who: Who = revisor) =>
  (await office.get(`/supervision/${week}`, who)).json<Week & { items: readonly Told[]; next: string | null }>();
const judge = (body: object, who: Who) => office.post('/supervision/judgements', body, who);
const codeOf = async (answer: Promise<{ status: number; json<T>(): T }>) => {
  const { status, json } = await answer;
  return `${status} ${json<{ code?: string }>().code ?? ''}`;
};

beforeAll(async () => {
  product = await openInProcess();
  office = new Office(product, 'horsens');
  await office.at('2026-02-24');
  // Both work here; whoever is given a case has called before.
  for (const who of [anna, bent]) await office.get('/complaints', who);
  own = await registered('Gudrun Vandskade', anna);
  others = await registered('Ludvig Holm', bent);
  talk = await office.start();
  await own.do('AssignCase', { to: 'anna' }, undefined, { as: lone });
  await others.do('AssignCase', { to: 'bent' }, undefined, { as: lone });
});
afterAll(() => product.remove());

describe('a look', () => {
  it('has what was shown, coarsely, by what is asked for and by whom', async () => {
    await office.at('2026-03-03T09:00');
    const shown = async (path: string, who: Who) => {
      expect((await office.get(path, who)).status).toBe(200);
      const { sub } = who as { readonly sub: string };
      return (await looksBy(sub, '2026-03-03')).at(-1)!;
    };
    expect((await shown(own.path, anna)).fields).toEqual(['codes', 'identity', 'texts', 'letters', 'documents']);
    expect((await shown(talk.path, anna)).fields).toEqual(['codes']);
    expect((await shown('/complaints', anna)).fields).toEqual(['codes']);
    expect((await shown(`${own.path}/letters/0`, anna)).fields).toEqual(['letters']);
    expect((await shown(`${own.path}/access-log`, officer)).fields).toEqual(['looks']);
    const department = await shown(own.path, asked);
    expect(department).toMatchObject({ role: 'department', department: 'jobcenter' });
    expect(department.fields).not.toContain('notes');
  });

  it('has the request that it answered, but not at a talk: of that no hour is kept (H16)', async () => {
    await office.at('2026-03-03T10:00');
    await office.get(own.path, anna);
    await office.get(talk.path, anna);
    const [atCase, atTalk] = (await looksBy('anna', '2026-03-03')).slice(-2);
    expect(atCase!.request).toMatch(/^[0-9a-f-]{36}$/);
    expect(atTalk!.request).toBeUndefined();
    expect(atTalk!.complaints).toEqual([{ id: talk.id, number: null }]);
  });

  it('is marked where the case is another’s, and not where the looker is named to it or has a step in it', async () => {
    await office.at('2026-03-03T11:00');
    await office.get(others.path, anna);
    await office.get(own.path, anna);
    expect((await looksBy('anna', '2026-03-03')).slice(-2).map(({ marks }) => marks)).toEqual([
      ['notAssigned', 'notOwn'],
      undefined,
    ]);
    await others.do('RecordNote', { text: 'Set på sagen' }, undefined, { as: anna });
    await office.get(others.path, anna);
    expect((await looksBy('anna', '2026-03-03')).at(-1)!.marks).toEqual(['notOwn']);
    await office.get(own.path, lone);
    expect((await looksBy('lone', '2026-03-03')).at(-1)!.marks).toBeUndefined();
    for (const who of [revisor, officer, asked]) await office.get(others.path, who);
    for (const sub of ['revisor', 'dpo', 'forvaltning'])
      expect((await looksBy(sub, '2026-03-03')).filter(({ what }) => what === 'case').at(-1)!.marks).toBeUndefined();
  });

  it.each([
    ['the case', ''],
    ['its history', '/history'],
    ['a letter', '/letters/0'],
  ])('is marked where the looker and a party share a last name: %s', async (_what, path) => {
    await office.at('2026-03-03T12:00');
    const token = async (sub: string, name: string) =>
      (
        await product.ask({
          method: 'POST',
          path: '/api/test/token',
          body: { office: 'horsens', sub, name, roles: ['dataProtectionOfficer'] },
        })
      ).json<{ token: string }>().token;
    for (const [sub, name] of [
      ['holm', 'Karen Holm'],
      ['holmgaard', 'Karen Holmgaard'],
    ] as const) {
      const answer = await product.ask({
        method: 'GET',
        path: `/api/offices/horsens${others.path}${path}`,
        token: await token(sub, name),
      });
      expect(answer.status).toBe(200);
    }
    expect((await looksBy('holm', '2026-03-03')).at(-1)!.marks).toEqual(['sameSurname']);
    expect((await looksBy('holmgaard', '2026-03-03')).at(-1)!.marks).toBeUndefined();
    expect(tracesIn(product.folder, ['Holmgaard'])).toEqual([]);
  });

  it('is marked outside the hours, lists too; a talk by its day alone', async () => {
    await office.at('2026-03-03T21:00');
    await office.get('/complaints', bent);
    await office.get(talk.path, bent);
    const looks = (await looksBy('bent', '2026-03-03')).slice(-3);
    // The list shows cases and a talk: two looks, and of the talk no hour is told.
    expect(looks.map(({ what, marks = [] }) => [what, ...marks.filter((mark) => mark === 'offHours')])).toEqual([
      ['worklist', 'offHours'],
      ['worklist'],
      ['case'],
    ]);
  });
});

describe('a search', () => {
  it('has its words in the log, sealed: whoever watches reads them, and nobody who has the disk', async () => {
    await office.at('2026-03-04T09:00');
    const words = 'Vandskade Kvickjul';
    expect((await office.post('/complaints/search', { text: words }, anna)).status).toBe(200);
    for (const who of [revisor, officer, lone]) {
      const { entries } = await search({ by: 'anna', from: '2026-03-04' }, who);
      expect(entries.map(({ what, terms }) => [what, terms])).toEqual([['search', words]]);
    }
    expect(tracesIn(product.folder, ['Kvickjul'])).toEqual([]);
  });

  it('in the log is found by whoever may look into it alone, its body checked, and is a look itself', async () => {
    expect(await codeOf(office.post('/access/search', {}, anna))).toBe('403 ROLE_FORBIDDEN');
    const refused = await office.post('/access/search', { by: 1.5, from: 'yesterday', name: 'Gudrun' }, revisor);
    expect(refused.json<{ errors: readonly { field: string }[] }>().errors.map(({ field }) => field)).toEqual([
      'from',
      'name',
    ]);
    await office.at('2026-03-04T10:00');
    await office.get(own.path, officer);
    await search({ complaint: own.id }, lone);
    const [look] = (await search({ by: 'lone', from: '2026-03-04' })).entries;
    expect(look).toMatchObject({ what: 'access search', role: 'head', purpose: 'supervision', fields: ['looks'] });
    expect(look!.complaints.map(({ id }) => id)).toContain(own.id);
  });

  it('is given page by page', async () => {
    const whole = (await search({ from: '2026-03-03', to: '2026-03-03', limit: 200 })).entries.map(({ look }) => look);
    const paged: number[] = [];
    let cursor: string | null = null;
    do {
      const page: { entries: readonly Told[]; next: string | null } = await search({
        from: '2026-03-03',
        to: '2026-03-03',
        limit: 3,
        ...(cursor === null ? {} : { cursor }),
      });
      paged.push(...page.entries.map(({ look }) => look));
      cursor = page.next;
    } while (cursor !== null);
    expect(paged).toEqual(whole);
    expect(await codeOf(office.post('/access/search', { cursor: 'x' }, revisor))).toBe('400 VALIDATION');
  });
});

describe('the citizen', () => {
  it('is told on which days, why and by which unit the own case was looked at, and nobody’s name', async () => {
    await office.at('2026-03-05T09:00');
    await office.get(own.path, asked);
    await office.get(own.path, { role: 'citizen', complaint: own.id });
    const answer = await office.get(`${own.path}/access-log`, { role: 'citizen', complaint: own.id });
    const { entries } = answer.json<{ entries: readonly { readonly on: string; readonly unit: { da: string } }[] }>();
    expect(new Set(entries.flatMap((entry) => Object.keys(entry)))).toEqual(new Set(['on', 'purpose', 'unit']));
    expect(entries.slice(-3).map(({ on, unit }) => `${on} ${unit.da}`)).toEqual([
      '2026-03-05 Jobcenter Horsens',
      '2026-03-05 Dig selv',
      '2026-03-05 Dig selv',
    ]);
    for (const word of ['anna', 'lone', 'revisor', 'forvaltning', '09:00']) expect(answer.text).not.toContain(word);
    expect(await codeOf(office.get(`${others.path}/access-log`, { role: 'citizen', complaint: own.id }))).toBe(
      '404 NOT_FOUND',
    );
  });
});

describe('the draw of a week', () => {
  beforeAll(async () => {
    // Odd ones of three people, without a step that day.
    await office.at('2026-03-06T09:00');
    await office.get(own.path, bent);
    await office.get(talk.path, bent);
    await office.at('2026-03-06T10:00');
    await office.get(others.path, mogens);
    await office.at('2026-03-06T19:00');
    await office.get(own.path, anna);
    await office.at('2026-03-08T23:59');
  });

  it('is not there before the week is over', async () => {
    expect(await codeOf(office.get('/supervision/2026-W10', revisor))).toBe('404 NOT_FOUND');
    expect((await weeks()).map(({ week }) => week)).toEqual(['2026-W09']);
  });

  it('is made on the Monday after, and has every odd look and two in a hundred', async () => {
    await office.at('2026-03-09T06:00');
    const draw = await drawn('2026-W10');
    expect(draw).toMatchObject({ from: '2026-03-02', to: '2026-03-08', judgeBy: '2026-03-23', next: null });
    const marked = (await search({ from: '2026-03-02', to: '2026-03-08', odd: true })).entries.map(({ look }) => look);
    expect(marked.length).toBeGreaterThan(2);
    const byReason = (reason: string) => draw.items.filter(({ reasons }) => reasons.includes(reason));
    expect(
      draw.items
        .filter(({ reasons }) => reasons.some((each) => !['share', 'noStep'].includes(each)))
        .map(({ look }) => look),
    ).toEqual([...marked].sort((a, b) => a - b));
    expect(byReason('share')).toHaveLength(Math.ceil(draw.looks / 50));
    expect(byReason('notAssigned').map(({ by }) => by)).toEqual(expect.arrayContaining(['bent', 'mogens']));
  });

  it('shows the adviser who opened another’s case and took no step that day, counted by person', async () => {
    const items = (await drawn('2026-W10')).items.filter(({ reasons }) => reasons.includes('noStep'));
    expect(items.map(({ by, complaints }) => [by, complaints[0]!.id])).toContainEqual(['bent', own.id]);
    // Anna took one in the other case that day.
    expect(items.map(({ by, complaints }) => [by, complaints[0]!.id])).not.toContainEqual(['anna', others.id]);
    const [week] = (await weeks()).filter((each) => each.week === '2026-W10');
    expect(week!.noStep.find(({ by }) => by === 'bent')!.looks).toBeGreaterThan(0);
  });

  it('is a look itself, at every complaint that it shows', async () => {
    await drawn('2026-W10', officer);
    // One at the cases and one at the talk.
    const { entries } = await search({ by: 'dpo', from: '2026-03-09' });
    const look = { what: 'supervision 2026-W10', purpose: 'supervision', fields: ['looks'] };
    expect(entries).toMatchObject([look, look]);
    const shown = entries.flatMap(({ complaints }) => complaints.map(({ id }) => id));
    expect(shown).toEqual(expect.arrayContaining([own.id, others.id, talk.id]));
  });

  it('is judged by somebody else: nobody judges the own look, and the head’s not the head', async () => {
    const { items } = await drawn('2026-W10');
    const by = (sub: string) => items.find((each) => each.by === sub && each.toJudge)!.look;
    const finding = { finding: 'justified' };
    expect(await codeOf(judge({ look: by('mogens'), ...finding }, mogens))).toBe('409 OWN_LOOK');
    expect(await codeOf(judge({ look: by('mogens'), ...finding }, lone))).toBe('403 ROLE_FORBIDDEN');
    expect(await codeOf(judge({ look: by('anna'), ...finding }, bent))).toBe('403 ROLE_FORBIDDEN');
    expect(await codeOf(judge({ look: 1_000_000, ...finding }, revisor))).toBe('404 NOT_FOUND');
    for (const body of [{}, { look: '1', ...finding }, { look: 1, finding: 'fine' }, { look: 1, ...finding, by: 'x' }])
      expect(await codeOf(judge(body, revisor))).toBe('400 VALIDATION');

    const before = (await weeks()).find(({ week }) => week === '2026-W10')!;
    const note = 'Kvickjul spurgte efter Gudrun';
    const answer = await judge({ look: by('anna'), finding: 'notJustified', note }, lone);
    expect([answer.status, answer.json<object>()]).toEqual([
      201,
      expect.objectContaining({
        look: by('anna'),
        week: '2026-W10',
        by: 'lone',
        role: 'head',
        finding: 'notJustified',
      }),
    ]);
    expect((await judge({ look: by('mogens'), ...finding }, officer)).status).toBe(201);
    expect((await judge({ look: by('mogens'), finding: 'unclear' }, revisor)).status).toBe(201);
    const after = (await weeks()).find(({ week }) => week === '2026-W10')!;
    expect(after).toMatchObject({
      drawn: before.drawn,
      judged: before.judged + 2,
      open: before.open - 2,
      findings: { justified: 0, notJustified: 1, unclear: 1 },
    });
    const judged = (await drawn('2026-W10')).items;
    expect(judged.find(({ look }) => look === by('anna'))!.judgements).toMatchObject([{ by: 'lone', note }]);
    expect(judged.find(({ look }) => look === by('mogens'))!.judgements.map((each) => each.finding)).toEqual([
      'justified',
      'unclear',
    ]);
    expect(tracesIn(product.folder, ['Kvickjul'])).toEqual([]);
  });

  it('shows what nobody has judged in fourteen days', async () => {
    await office.at('2026-03-23T22:00');
    expect((await weeks()).find(({ week }) => week === '2026-W10')).toMatchObject({ overdue: 0 });
    await office.at('2026-03-24T09:00');
    const late = (await weeks()).find(({ week }) => week === '2026-W10')!;
    expect([late.overdue, late.overdue > 0]).toEqual([late.open, true]);
    const { items } = await drawn('2026-W10');
    expect(items.filter(({ overdue }) => overdue)).toHaveLength(late.open);
  });

  it('is for those who watch over looks alone, and a week that is none is not there', async () => {
    for (const who of [
      anna,
      asked,
      { role: 'analyst' },
      { role: 'administrator' },
      { role: 'citizen', complaint: own.id },
    ])
      for (const path of ['/supervision', '/supervision/2026-W10'])
        expect(await codeOf(office.get(path, who))).toBe('403 ROLE_FORBIDDEN');
    for (const week of ['2026-W54', '2026-10', 'judgements', '2020-W01'])
      expect(await codeOf(office.get(`/supervision/${week}`, revisor))).toBe('404 NOT_FOUND');
  });
});

it('looks are forgotten after two years, with the words of their searches', async () => {
  await office.at('2028-03-20T09:00');
  const { entries } = await search({ from: '2026-01-01', to: '2026-03-10' });
  expect(entries).toEqual([]);
  expect((await weeks()).map(({ week }) => week)).not.toContain('2026-W10');
  const left = await office.get(`${own.path}/access-log`, revisor);
  expect(left.json<{ entries: readonly { at: string }[] }>().entries.every(({ at }) => at > '2026-03-13')).toBe(true);
});

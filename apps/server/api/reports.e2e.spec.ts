/** Reports over HTTP: who may have them, in which formats, what is refused and how, and at which place of the log. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { rmSync } from 'node:fs';
import { openInProcess, type InProcess } from '../../../test/faults/in-process.js';
import { Office, type Answer, type Complaint, type Problem, type Who } from '../../../test/faults/client.js';
import { demoOffices } from '../../../libs/installation/demo-offices.js';
import { type Report } from '../../../libs/read-models/statistics/report.js';
import { reports } from '../../../libs/read-models/statistics/definitions.js';
import { refused } from '../../../libs/platform/refused.js';
import { type YearlyReport } from '../../../libs/yearly-report/yearly.js';
import { ReportWorkers } from '../../../libs/reporting/report-workers.js';
import { openApiDocument } from './openapi.js';

interface Rows {
  readonly rows: readonly { readonly complaint: string }[];
  readonly next: string | null;
}
let product: InProcess, office: Office, other: Office;
const complaints: Complaint[] = [];
const may = ['analyst', 'adviser', 'head', 'auditor'];
const mayNot: readonly Who[] = [
  { role: 'department', department: 'jobcenter' },
  { role: 'citizen', complaint: '8f14e45f-ceea-467f-a8c1-000000000001' },
  'administrator',
  'dataProtectionOfficer',
];
const year = 'from=2026-01-01&to=2026-12-31';

beforeAll(async () => {
  product = await openInProcess();
  [office, other] = [new Office(product, 'horsens'), new Office(product, 'odense')];
  await office.at('2026-03-02');
  for (let n = 0; n < 14; n += 1) {
    const complaint = await office.start('ReceiveInquiry', { channel: n < 8 ? 'phone' : 'email' });
    await complaint.do('RecordPart', { topic: 'delay', department: n % 2 === 0 ? 'jobcenter' : 'borgerservice' });
    if (n < 6) await complaint.do('GiveGuidance', { codes: ['dialogue'] });
    complaints.push(complaint);
  }
  await office.get(`/complaints?after=${complaints.at(-1)!.last.position}`);
});
afterAll(async () => {
  await product.close();
  rmSync(product.folder, { recursive: true, force: true });
});

const get = (path: string, who: Who = 'analyst'): Promise<Answer> => office.get(`/reports${path}`, who);
const report = async (path: string, who: Who = 'analyst'): Promise<Report> => (await get(path, who)).json<Report>();
const last = (): string => complaints.at(-1)!.last.position;

const ajv = new Ajv2020({ strict: false, formats: { date: true, 'date-time': true, binary: true } });
const document = openApiDocument({ mode: 'test', offices: demoOffices, publicAddress: null });
ajv.addSchema({ $id: 'document', ...document });
function fits(schema: string, value: unknown): void {
  const validate = ajv.compile({ $ref: `document#/components/schemas/${schema}` });
  expect([validate(value), validate.errors]).toEqual([true, null]);
}
function isProblem(answer: Answer, status: number, code: string): Problem {
  const problem = answer.json<Problem>();
  expect([answer.status, problem.code]).toEqual([status, code]);
  fits('Problem', problem);
  return problem;
}
const paths = ['', '/contacts', `/upheld?${year}&by=topic,quarter&format=csv`, '/yearly?year=2026'];

describe('who may have reports', () => {
  it.each(may)('%s', async (who) => {
    for (const path of paths) expect([path, (await get(path, who)).status]).toEqual([path, 200]);
  });

  it('not a department, a citizen, the administrator or the data protection officer: before anything else is looked at', async () => {
    for (const who of mayNot)
      for (const path of [...paths, '/nothing', '/contacts?from=yesterday', '/contacts/events', '/contacts?after=x'])
        isProblem(await get(path, who), 403, 'ROLE_FORBIDDEN');
  });

  it('nobody without a token, and nobody of another office', async () => {
    for (const path of [...paths, '/contacts/events']) {
      isProblem(
        await product.ask({ method: 'GET', path: `/api/offices/horsens/reports${path}` }),
        401,
        'UNAUTHENTICATED',
      );
      for (const who of ['analyst', 'head'])
        isProblem(
          await product.ask({
            method: 'GET',
            path: `/api/offices/horsens/reports${path}`,
            token: await other.token(who),
          }),
          404,
          'NOT_FOUND',
        );
    }
  });

  it('what is behind a figure: the head and the auditor', async () => {
    for (const who of ['head', 'auditor']) expect((await get('/contacts/events', who)).status).toBe(200);
    for (const who of ['analyst', 'adviser'])
      for (const path of ['/contacts/events', '/nothing/events', '/contacts/events?figure=nothing'])
        isProblem(await get(path, who), 403, 'ROLE_FORBIDDEN');
  });
});

describe('a report', () => {
  it('is in the list with what it can be divided by, and each is there', async () => {
    const list = (await get('')).json<{
      readonly reports: readonly { readonly name: string; readonly by: readonly string[] }[];
    }>();
    fits('ReportList', list);
    expect(list.reports.map(({ name }) => name)).toEqual(Object.keys(reports));
    for (const { name } of list.reports) fits('Report', await report(`/${name}?${year}`));
  });

  it('counts what was done, hides small groups, and names unit, population, position and profile', async () => {
    const made = await report(`/endings?${year}&by=&after=${last()}`);
    expect(made.rows).toEqual([
      { keys: {}, figures: expect.objectContaining({ count: 14, guidance: expect.anything() as unknown }) as unknown },
    ]);
    expect(made).toMatchObject({
      name: 'endings',
      unit: 'contact',
      office: 'horsens',
      threshold: 5,
      population: { en: 'Received in the period' },
      position: last(),
      profiles: [{ id: 'horsens@1' }],
    });
    const byChannel = await report(`/contacts?${year}&by=channel`);
    expect(byChannel.rows).toEqual([
      { keys: { channel: null }, figures: { count: 14 } },
      { keys: { channel: 'email' }, figures: { count: 6 } },
      { keys: { channel: 'phone' }, figures: { count: 8 } },
    ]);
    await (await other.start()).do('RecordPart', { topic: 'delay', department: 'jobcenter' });
    const own = (await other.get(`/reports/contacts?${year}&by=channel&after=9`, 'analyst')).json<Report>();
    expect(own.rows.map(({ figures }) => figures.count)).toEqual(own.rows.map(() => 'hidden'));
  });

  it('gives the office its own true figures, marked on every file, and an analyst the published ones alone', async () => {
    const [small, hidden] = await Promise.all(
      ['head', 'analyst'].map(async (who) => {
        const answer = await other.get('/reports/contacts?by=channel', who);
        return [answer.status, answer.json<Report>()] as const;
      }),
    );
    expect(small).toMatchObject([200, { audience: 'internal', mark: { en: 'Internal, not for publication' } }]);
    expect(small![1]).toMatchObject({ threshold: 1, rows: [{ figures: { count: 1 } }, { figures: { count: 1 } }] });
    expect(hidden).toMatchObject([200, { audience: 'published', threshold: 5 }]);
    expect(hidden![1].mark).toBeUndefined();
    expect(hidden![1].rows.map(({ figures }) => figures.count)).toEqual(['hidden', 'hidden']);
    for (const who of ['adviser', 'head', 'auditor']) {
      const asked = await other.get('/reports/contacts?by=channel&audience=published', who);
      expect(asked.json<Report>()).toEqual(hidden![1]);
      expect((await report('/contacts', who)).audience).toBe('internal');
    }
    for (const path of ['/contacts', '/yearly?year=2026'])
      isProblem(await get(`${path}${path.includes('?') ? '&' : '?'}audience=internal`), 403, 'ROLE_FORBIDDEN');
    for (const format of ['csv', 'xlsx', 'parquet'])
      expect((await get(`/contacts?format=${format}`, 'head')).headers['content-disposition']).toBe(
        `attachment; filename="contacts-internal.${format}"`,
      );
    expect((await get('/contacts?format=csv', 'head')).text).toContain('Internt – ikke til offentliggørelse');
    expect((await get('/contacts?format=csv')).text).not.toContain('Internt');
    expect((await get('/yearly?year=2026&format=html', 'head')).text).toContain('Internt – ikke til offentliggørelse');
    expect((await get('/yearly?year=2026&format=html')).text).not.toContain('Internt – ikke');
  });

  it.each([
    ['json', 'application/json', '{"audience"'],
    ['csv', 'text/csv', ''],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
    ['parquet', 'application/vnd.apache.parquet', 'PAR1'],
  ])('comes as %s', async (format, type, begins) => {
    const answer = await get(`/contacts?${year}&format=${format}`);
    expect([answer.status, String(answer.headers['content-type']).split(';')[0]]).toEqual([200, type]);
    expect(answer.text.startsWith(begins)).toBe(true);
    expect(answer.headers['content-disposition']).toBe(
      format === 'json' ? undefined : `attachment; filename="contacts.${format}"`,
    );
    expect((await get(`/contacts?${year}&format=${format}`)).text).toBe(answer.text);
    expect((await get(`/contacts?${year}`)).text === answer.text).toBe(format === 'json');
  });

  it('is in Danish or in English', async () => {
    expect((await get(`/contacts?${year}&format=csv`)).text).toContain('Henvendelser');
    expect((await get(`/contacts?${year}&format=csv&lang=en`)).text).toContain('Contacts');
  });

  it.each([['/nothing'], ['/toString'], ['/__proto__'], ['/nothing?from=yesterday'], ['/nothing/events']])(
    'that does not exist is not found: %s',
    async (path) => {
      isProblem(await get(path, 'head'), 404, 'NOT_FOUND');
    },
  );

  it.each([
    ['from=2026-01-02&to=2026-12-31', 'from', 'NOT_WHOLE_MONTHS'],
    ['from=2026-01-01&to=2026-01-30', 'from', 'NOT_WHOLE_MONTHS'],
    ['from=2026-05-01&to=2026-04-30', 'from', 'NOT_WHOLE_MONTHS'],
    ['from=2026-02-30', 'from', 'NOT_WHOLE_MONTHS'],
    ['from=1900-01-01&to=1999-12-31', 'to', 'TOO_LONG'],
    ['from=yesterday', 'from', 'NOT_IN_LIST'],
    ['to=', 'to', 'NOT_IN_LIST'],
    ['by=department', 'by', 'NOT_IN_LIST'],
    ['by=channel,channel', 'by', 'NOT_IN_LIST'],
    ['by=channel,type,became', 'by', 'TOO_MANY'],
    ['by=year,month', 'by', 'TOO_MANY'],
    ['by=cpr%3D1', 'by', 'NOT_IN_LIST'],
    ['format=doc', 'format', 'NOT_IN_LIST'],
    ['lang=de', 'lang', 'NOT_IN_LIST'],
    ['audience=everybody', 'audience', 'NOT_IN_LIST'],
    ['at=now', 'at', 'NOT_AN_INSTANT'],
    ['position=-1', 'position', 'NOT_IN_LIST'],
    ['position=99999999999999999999', 'position', 'NOT_YET'],
    ['after=soon', 'after', 'NOT_IN_LIST'],
    ['department=jobcenter', 'department', 'UNKNOWN_FIELD'],
    ['from=2026-01-01&from=2026-02-01', 'from', 'NOT_IN_LIST'],
  ])('is refused with a sentence: %s', async (query, field, code) => {
    const { errors } = isProblem(await get(`/contacts?${query}`), 400, 'VALIDATION');
    expect(errors).toContainEqual({
      field,
      code,
      sentences: { da: expect.any(String) as unknown, en: expect.any(String) as unknown },
    });
  });

  it.each(['from=9999-12-01&to=9999-12-31', 'from=9999-01-01&to=9999-12-31', 'from=0001-01-01&to=0001-12-31'])(
    'of a year in which nothing happened counts nobody: %s',
    async (period) => {
      expect((await report(`/contacts?${period}&by=month`)).rows[0]).toEqual({
        keys: { month: null },
        figures: { count: 0 },
      });
    },
  );

  it('is refused with 429 and a time to come again while too many are under way', async () => {
    const workers = product.product.app.get(ReportWorkers);
    workers.run = () => Promise.reject(refused('RATE_LIMITED', 429, { retryAfter: 7 }));
    try {
      const answer = await get('/contacts');
      isProblem(answer, 429, 'RATE_LIMITED');
      expect(answer.headers['retry-after']).toBe('7');
    } finally {
      delete (workers as Partial<ReportWorkers>).run;
    }
    expect((await get('/contacts')).status).toBe(200);
  });

  it('goes on being given after a thread of theirs has ended, which health and metrics tell', async () => {
    const workers = product.product.app.get(ReportWorkers);
    const ask = (path: string) => product.ask({ method: 'GET', path });
    workers.trouble = 'A thread that computes reports ended.';
    expect((await ask('/health/ready')).json()).toEqual({
      status: 'ready',
      troubles: [expect.objectContaining({ part: 'reports', sentence: workers.trouble })],
    });
    expect((await ask('/metrics')).text).toContain('report_workers_ended 0');
    expect((await get('/contacts')).status).toBe(200);
    expect((await ask('/health/ready')).json()).toEqual({ status: 'ready' });
  });

  it('of the answers to departments is divided by one dimension besides time, since its figures are one already', async () => {
    expect((await get('/department-time?by=department,quarter')).status).toBe(200);
    expect(isProblem(await get('/examined?by=department,topic'), 400, 'VALIDATION').errors).toMatchObject([
      { field: 'by', code: 'TOO_MANY' },
    ]);
  });
});

describe('the load of the members of the office', () => {
  it('is for the office alone, by the names that it knows them by', async () => {
    const own = new Office(product, 'koebenhavn');
    await own.at('2026-03-02');
    const complaint = await own.start('ReceiveInquiry', { channel: 'phone' });
    // Whoever has called is known.
    await own.get('/complaints', 'head');
    await complaint.do('AssignCase', { to: 'head' });
    const load = await own.get('/reports/load', 'head');
    fits('Report', load.json());
    expect(load.json()).toMatchObject({
      audience: 'internal',
      mark: { en: 'Internal, not for publication' },
      dimensions: [{ key: 'assignee', labels: { head: { da: expect.any(String) as unknown } } }],
      rows: [
        { keys: { assignee: null }, figures: { open: 1, assigned: 1, closed: 0 } },
        { keys: { assignee: 'head' }, figures: { open: 1, assigned: 1, closed: 0 } },
      ],
    });
    for (const who of ['adviser', 'auditor']) expect((await own.get('/reports/load', who)).status).toBe(200);
    const behind = await own.get('/reports/load/events?figure=assigned&assignee=head', 'head');
    expect(behind.json<Rows>().rows.map((row) => row.complaint)).toEqual([complaint.id]);
    isProblem(await own.get('/reports/load/events?figure=open', 'head'), 400, 'VALIDATION');
  });

  it('is not published, not even to the head, and an analyst neither gets it nor is told of it', async () => {
    const { errors } = isProblem(await get('/load?audience=published', 'head'), 400, 'VALIDATION');
    expect(errors).toMatchObject([{ field: 'audience', code: 'INTERNAL_ONLY' }]);
    for (const path of ['/load', '/load?audience=published', '/load?audience=internal', '/load?format=xlsx'])
      isProblem(await get(path), 403, 'ROLE_FORBIDDEN');
    const namesFor = async (who: string) =>
      (await get('', who)).json<{ reports: readonly { name: string }[] }>().reports.map(({ name }) => name);
    expect(await namesFor('head')).toEqual([...Object.keys(reports), 'load']);
    expect(await namesFor('analyst')).not.toContain('load');
  });

  it('is no part of the yearly report, whoever it is for', async () => {
    for (const who of ['head', 'analyst']) {
      const { sections } = (await get('/yearly?year=2026', who)).json<YearlyReport>();
      expect(sections.flatMap(({ reports: own }) => own.map(({ name }) => name))).not.toContain('load');
    }
  });
});

describe('at a place of the log', () => {
  it('is what was there then, to the byte, whatever came later', async () => {
    const then = last();
    const before = await get(`/contacts?${year}&position=${then}&by=channel`);
    const again = await office.start('ReceiveInquiry', { channel: 'phone' });
    const now = await report(`/contacts?${year}&by=channel&after=${again.last.position}`);
    expect(now.rows[0]!.figures.count).toBe(15);
    expect((await get(`/contacts?${year}&position=${then}&by=channel`)).text).toBe(before.text);
    expect((await report(`/contacts?${year}&position=0&by=`)).rows).toEqual([{ keys: {}, figures: { count: 0 } }]);
    complaints.push(again);
  });

  it('or of time: what was recorded until then', async () => {
    await office.at('2026-04-01');
    for (let n = 0; n < 6; n += 1) complaints.push(await office.start('ReceiveInquiry', { channel: 'phone' }));
    const at = (instant: string): Promise<Report> => report(`/contacts?${year}&by=&at=${instant}&after=${last()}`);
    expect((await at('2026-03-31T12:00:00Z')).rows[0]!.figures.count).toBe(15);
    expect((await at('2026-04-01T12:00:00Z')).rows[0]!.figures.count).toBe(21);
    expect(await at('2026-03-01T12:00:00Z')).toMatchObject({
      at: '2026-03-01T12:00:00.000Z',
      rows: [{ figures: { count: 0 } }],
    });
  });

  it('says so where the place asked for has not been reached', async () => {
    const answer = await get(`/contacts?${year}&after=${Number(last()) + 1000}`);
    expect([answer.status, answer.headers['x-stale']]).toEqual([200, 'true']);
    expect((await get(`/contacts?${year}&after=${last()}`)).headers['x-stale']).toBeUndefined();
  });
});

describe('what is behind a figure', () => {
  it('is as many rows as it counts, hidden figures included, and goes into the access log', async () => {
    const rows = async (query: string) => {
      const body = (await get(`${query}&after=${last()}`, 'head')).json<{
        readonly rows: readonly { readonly complaint: string }[];
      }>();
      fits('ReportRows', body);
      return body.rows;
    };
    expect(await rows(`/contacts/events?${year}`)).toHaveLength(21);
    expect(await rows(`/contacts/events?${year}&channel=email`)).toHaveLength(6);
    expect(await rows(`/contacts/events?${year}&channel=phone&month=2026-04`)).toHaveLength(6);
    expect(await rows(`/endings/events?${year}&figure=open&quarter=2026-Q1`)).toHaveLength(15);
    expect((await rows(`/parts/events?${year}&department=jobcenter`)).map(({ complaint }) => complaint).sort()).toEqual(
      complaints
        .slice(0, 14)
        .filter((_, n) => n % 2 === 0)
        .map(({ id }) => id)
        .sort(),
    );
    expect(await rows(`/parts/events?${year}&position=0`)).toEqual([]);
    const hidden = (await other.get(`/reports/contacts/events?${year}`, 'head')).json<{
      readonly rows: readonly object[];
    }>();
    expect(hidden.rows).toHaveLength(1);
    const { entries } = (await office.get(`/complaints/${complaints[0]!.id}/access-log`, 'auditor')).json<{
      readonly entries: readonly { readonly at: string; readonly what: string; readonly request?: string }[];
    }>();
    expect(entries).toContainEqual(expect.objectContaining({ by: 'head', role: 'head', what: 'behind report parts' }));
    // It is a talk still: neither the hour of the look is kept, nor what would tell it (H16).
    const { at, request } = entries.find(({ what }) => what === 'behind report parts')!;
    expect(new Date(at).toLocaleTimeString('sv', { timeZone: 'Europe/Copenhagen' })).toBe('00:00:00');
    expect(request).toBeUndefined();
  });

  it('comes in pages, and each page goes into the log of looks', async () => {
    const all = (await get(`/contacts/events?${year}`, 'head')).json<Rows>().rows;
    const paged: string[] = [];
    for (let query = `${year}&limit=4`; query !== '';) {
      const { rows, next } = (await get(`/contacts/events?${query}`, 'head')).json<Rows>();
      expect([rows.length <= 4, next === null || rows.length === 4]).toEqual([true, true]);
      paged.push(...rows.map(({ complaint }) => complaint));
      query = next === null ? '' : `${year}&limit=4&cursor=${next}`;
    }
    expect(paged).toEqual(all.map(({ complaint }) => complaint));
    const bad = Buffer.from('["x","y","z"]').toString('base64url');
    for (const [query, field] of [
      [`cursor=${bad}`, 'cursor'],
      ['cursor=e30', 'cursor'],
      ['limit=0', 'limit'],
      ['limit=201', 'limit'],
    ] as const)
      expect(isProblem(await get(`/contacts/events?${query}`, 'head'), 400, 'VALIDATION').errors).toMatchObject([
        { field },
      ]);
  });

  it.each([
    ['figure=casesShare', 'figure'],
    ['figure=nothing', 'figure'],
    ['quarter=2026', 'quarter'],
    ['month=2026-13', 'month'],
    ['department=jobcenter', 'department'],
    ['by=channel', 'by'],
    ['channel=a%20b', 'channel'],
    ['position=99999999999999999999', 'position'],
  ])('is refused with a sentence: %s', async (query, field) => {
    expect(isProblem(await get(`/endings/events?${query}`, 'auditor'), 400, 'VALIDATION').errors).toContainEqual(
      expect.objectContaining({ field, sentences: expect.anything() as unknown }),
    );
  });
});

describe('the yearly report', () => {
  it('is JSON, HTML or PDF, of one position, and the same twice', async () => {
    const json = await get('/yearly?year=2026');
    fits('YearlyReport', json.json());
    expect((await get('/yearly?year=2026&format=json')).text).toBe(json.text);
    // An office without a target for its first answer has no table about it.
    const { sections, madeOn } = json.json<YearlyReport>();
    expect(madeOn).toBe('2026-04-01');
    expect(sections.flatMap(({ reports: own }) => own.map(({ name }) => name))).not.toContain('first-answer');
    const html = await get('/yearly?year=2026&format=html&lang=en');
    expect(html.text).toContain('not to the end of the year');
    expect(html.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'") as unknown,
    });
    expect(html.text).toContain('<html lang="en"');
    const pdf = await get(`/yearly?year=2026&format=pdf&position=${last()}`);
    expect([pdf.headers['content-type'], pdf.headers['content-disposition'], pdf.text.slice(0, 5)]).toEqual([
      'application/pdf',
      'attachment; filename="yearly-2026.pdf"',
      '%PDF-',
    ]);
  });

  it.each([
    ['', 'year', 'REQUIRED'],
    ['year=26', 'year', 'NOT_IN_LIST'],
    ['year=2027', 'year', 'IN_FUTURE'],
    ['year=2026&format=csv', 'format', 'NOT_IN_LIST'],
    ['year=2026&by=channel', 'by', 'UNKNOWN_FIELD'],
    ['year=2026&position=99999', 'position', 'NOT_YET'],
  ])('is refused with a sentence: "%s"', async (query, field, code) => {
    expect(isProblem(await get(`/yearly?${query}`), 400, 'VALIDATION').errors).toMatchObject([{ field, code }]);
  });
});

it('every query parameter that is documented is one that is known, and the other way round', async () => {
  for (const [path, ask] of [
    ['/api/offices/{office}/reports/{name}', '/contacts'],
    ['/api/offices/{office}/reports/yearly', '/yearly'],
    ['/api/offices/{office}/reports/{name}/events', '/contacts/events'],
  ] as const) {
    const { parameters } = document.paths[path]!.get as unknown as {
      readonly parameters: readonly { readonly name?: string; readonly in?: string }[];
    };
    const documented = parameters.flatMap((each) => (each.in === 'query' ? [each.name!] : []));
    const own = documented.filter(
      (name) =>
        ![
          'department',
          'departmentGroup',
          'topic',
          'topicGroup',
          'ground',
          'standing',
          'outcome',
          'investigated',
          'degree',
          'reason',
          'kind',
        ].includes(name),
    );
    const problem = isProblem(
      await get(`${ask}?${own.map((name) => `${name}=%20`).join('&')}`, 'head'),
      400,
      'VALIDATION',
    );
    expect(problem.errors!.map(({ field }) => field).sort()).toEqual([...own].sort());
  }
});

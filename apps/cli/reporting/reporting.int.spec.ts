// `report`, `export` and `rebuild` on the folder of a simulated office: what each answers, that it answers the same
// again, and what it leaves untouched.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { Ajv } from 'ajv';
import { validateXML } from 'xmllint-wasm';
import { readModelsOf } from '../../../libs/complaints/wiring/read-models-of.js';
import { readCsv, readXlsx } from '../../../libs/exports/testing/read-back.js';
import { readXes } from '../../../libs/exports/testing/read-xes.js';
import { ended } from '../../../libs/event-store/embedded/testing/child.js';
import { temporaryFolder } from '../../../libs/sqlite/testing/folder.js';
import { holdDataFolder } from '../../../libs/installation/data-folder.js';
import { parseInstant } from '../../../libs/platform/instant.js';
import { openSqliteViews } from '../../../libs/read-models/database/sqlite-views.js';
import { dump } from '../../../libs/read-models/testing/dump.js';
import { caseNumbers } from '../../../libs/read-models/numbering.js';
import { type Report } from '../../../libs/read-models/statistics/report.js';
import { type YearlyReport } from '../../../libs/yearly-report/yearly.js';
import { openInProcess } from '../../../test/faults/in-process.js';
import { StandIn } from '../../../test/contract/eventstoredb/stand-in.js';
import { copyLog } from '../../../libs/event-store/copy.js';
import { openStore } from '../safekeeping/open-store.js';
import { simulate } from '../simulate/simulate.js';
import { exportLog } from './export.js';
import { openLogAtRest } from './log-at-rest.js';
import { openOfficeAtRest } from './office-at-rest.js';
import { type Given } from './options.js';
import { rebuild } from './rebuild.js';
import { report, type ReportAnswer } from './report.js';
import { klagegang, startKlagegang } from './testing/run.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const data = join(folder.path, 'data');
const at = { data, office: 'horsens' };
const viewsFile = join(data, 'offices', 'horsens', 'views.db');
const silent = { write: () => true };
let events = 0;
let number = 0;
const newPath = (ending: string): string => join(folder.path, `${(number += 1)}.${ending}`);

/** Every file with its bytes and the time it was last written. */
const everything = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file, statSync(file).mtimeMs, entry.isFile() ? readFileSync(file).toString('base64') : 'folder'] as const;
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));

const asked = (name: string, more: Given = {}): Promise<ReportAnswer> => report({ ...at, ...more }, [name], silent);
const textOf = ({ bytes }: ReportAnswer): string => new TextDecoder().decode(bytes);
const reportOf = async (name: string, more: Given = {}): Promise<Report> =>
  JSON.parse(textOf(await asked(name, more))) as Report;
const refusal = (work: Promise<unknown>): Promise<readonly [string, string]> =>
  work.then(
    () => ['none', ''] as const,
    ({ name, message }: Error) => [name, message] as const,
  );
const dumped = async (file = viewsFile): Promise<readonly string[]> => {
  const office = await openOfficeAtRest(data, 'horsens');
  const db = openSqliteViews(file);
  try {
    return await dump(db, [caseNumbers, ...readModelsOf(office.office)]);
  } finally {
    await db.close();
    await office.close();
  }
};
/** What an export has no process of, in the log up to there: what the office did besides complaints. */
const besides = async (upTo: number): Promise<number> => {
  const { office, close } = await openOfficeAtRest(data, 'horsens');
  try {
    return (await office.store.readAll({ limit: upTo })).filter(({ type }) => type === 'ActivityRecorded').length;
  } finally {
    await close();
  }
};
/** For what the commands make and remove again. */
const temporary = join(folder.path, 'tmp');
const leftBehind = () => readdirSync(temporary);
const theYear = { from: '2020-01-01', to: '2020-12-31' };

const tmpdirBefore = process.env.TMPDIR;
afterAll(() => {
  if (tmpdirBefore === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = tmpdirBefore;
});
beforeAll(async () => {
  mkdirSync(temporary);
  process.env.TMPDIR = temporary;
  events = (
    await simulate({ data, office: 'horsens', cases: '150', years: '6', seed: '3', mode: 'test' }, () => undefined)
  ).json.events;
});

describe('klagegang report', () => {
  it('gives the same bytes whether no read model is there, they end before the log, are damaged, or are at its end; the folder stays as it is', async () => {
    const before = everything(data);
    const fromNothing = await asked('contacts', theYear);
    expect(everything(data)).toEqual(before);
    expect(JSON.parse(textOf(fromNothing))).toMatchObject({
      name: 'contacts',
      office: 'horsens',
      position: String(events),
      from: '2020-01-01',
      to: '2020-12-31',
    });
    expect(
      (JSON.parse(textOf(fromNothing)) as Report).rows.some(({ figures }) => typeof figures.count === 'number'),
    ).toBe(true);

    const halfway = join(folder.path, 'halfway.db');
    const office = await openOfficeAtRest(data, 'horsens');
    const { OfficeViews } = await import('../../../libs/read-models/office-views.js');
    const { catchUp } = await import('./catch-up.js');
    const db = openSqliteViews(halfway);
    const log = { store: office.office.store, read: office.read };
    const views = await OfficeViews.open(
      db,
      log,
      readModelsOf(office.office).filter(({ name }) => name !== 'search'),
    );
    const [half] = await log.store.readAll({ after: 999n, limit: 1 });
    await catchUp(views, { ...log, store: upTo(log.store, half!.position), head: half!.position }, () => undefined);
    expect(views.position).toBe(1000n);
    await db.close();
    await office.close();
    copyFileSync(halfway, viewsFile);
    expect(textOf(await asked('contacts', theYear))).toBe(textOf(fromNothing));

    truncateSync(viewsFile, 5000);
    expect(textOf(await asked('contacts', theYear))).toBe(textOf(fromNothing));
    rmSync(viewsFile);

    await rebuild(at, silent);
    const [withThem, asLeft] = [everything(data), await asked('contacts', theYear)];
    expect(textOf(asLeft)).toBe(textOf(fromNothing));
    expect(everything(data)).toEqual(withThem);
    expect(leftBehind()).toEqual([]);
  });

  it('is the report that the product gives over HTTP, to the byte', async () => {
    const copy = join(folder.path, 'served');
    cpSync(data, copy, { recursive: true });
    const here = textOf(
      await report(
        { ...at, data: copy, from: '2020-01-01', to: '2020-12-31', by: 'quarter,channel' },
        ['contacts'],
        silent,
      ),
    );
    const { product, close } = await openInProcess(copy);
    try {
      const { Reporting } = await import('../../../libs/reporting/reporting.js');
      const looking = {
        office: 'horsens',
        caller: { sub: 'analyst-1', name: 'An Alyst', roles: ['analyst'], office: 'horsens' },
        gone: new AbortController().signal,
      } as never;
      const served = await product.app
        .get(Reporting)
        .report(
          looking,
          { name: 'contacts', ...theYear, by: 'quarter,channel' },
          { asof: {}, format: 'json', lang: 'da' },
        );
      expect(here).toBe(new TextDecoder().decode(served.bytes));
    } finally {
      await close();
    }
  });

  it('writes true figures where they are asked for, and says so in the file', async () => {
    const made = async (audience?: string) =>
      JSON.parse(textOf(await asked('rejections', { ...theYear, ...(audience ? { audience } : {}) }))) as Report;
    const [published, internal] = [await made(), await made('internal')];
    expect(published).toMatchObject({ audience: 'published', threshold: 5 });
    expect(JSON.stringify(published.rows)).toContain('hidden');
    expect(internal).toMatchObject({ audience: 'internal', mark: { en: 'Internal, not for publication' } });
    expect(JSON.stringify(internal.rows)).not.toContain('hidden');
    await expect(made('everybody')).rejects.toThrow('--audience is one of published, internal');
  });

  it('writes each format to a new file, the same bytes each time, and says what it is', async () => {
    for (const format of ['json', 'csv', 'xlsx', 'parquet']) {
      const [one, other] = [newPath(format), newPath(format)];
      const { json, text } = await asked('parts', { ...theYear, format, lang: 'da', out: one });
      await asked('parts', { ...theYear, format, lang: 'da', out: other });
      expect(readFileSync(one).equals(readFileSync(other))).toBe(true);
      expect(json).toMatchObject({
        report: 'parts',
        office: 'horsens',
        format,
        lang: 'da',
        position: String(events),
        bytes: statSync(one).size,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      });
      expect([text.startsWith(`parts up to position ${events} in ${one}`), statSync(one).mode & 0o777]).toEqual([
        true,
        0o600,
      ]);
      if (format === 'csv')
        expect(readCsv(readFileSync(one, 'utf8'))[0]!.slice(0, 2)).toEqual(['\uFEFFForvaltning', 'Emne']);
      if (format === 'xlsx') expect(readXlsx(readFileSync(one)).map(({ name }) => name)).toEqual(['Tal', 'Om tallene']);
      if (format === 'parquet') expect(readFileSync(one).subarray(0, 4).toString()).toBe('PAR1');
    }
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  });

  it('shows an earlier position and what was known at an instant, and takes the last year of the log where no period is named', async () => {
    const [all, early, known] = [
      await reportOf('contacts', { by: 'year' }),
      await reportOf('contacts', { ...theYear, by: 'year', position: '300' }),
      await reportOf('contacts', { ...theYear, by: 'year', at: '2019-01-01T00:00:00Z' }),
    ];
    expect([all.from, all.to]).toEqual(['2021-01-01', '2021-12-31']);
    expect([early.position, known.at]).toEqual(['300', '2019-01-01T00:00:00.000Z']);
    expect(known.hash).not.toBe((await reportOf('contacts', { ...theYear, by: 'year' })).hash);
  });

  it('tells the office alone what its members have on their desks', async () => {
    const load = await reportOf('load', { from: '2020-01-01', to: '2021-12-31', audience: 'internal' });
    expect(load).toMatchObject({ audience: 'internal', dimensions: [{ key: 'assignee' }] });
    const [total, ...each] = load.rows;
    expect(Number(total!.figures.closed)).toBeGreaterThan(50);
    for (const { key } of load.figures)
      expect(each.reduce((sum, { figures }) => sum + Number(figures[key]), 0)).toBe(total!.figures[key]);

    const bare = join(folder.path, 'without-read-models');
    cpSync(data, bare, { recursive: true });
    for (const ending of ['', '-wal', '-shm'])
      rmSync(`${join(bare, 'offices', 'horsens', 'views.db')}${ending}`, { force: true });
    const asked = { ...at, data: bare, from: '2020-01-01', to: '2021-12-31', audience: 'internal' };
    expect((JSON.parse(textOf(await report(asked, ['load'], silent))) as Report).rows).toEqual(load.rows);
  });

  it('makes the year as one document', async () => {
    const json = JSON.parse(textOf(await asked('yearly', { year: '2020', format: 'json' }))) as YearlyReport;
    expect([json.year, json.position, json.sections.length]).toEqual([2020, String(events), 8]);
    const html = textOf(await asked('yearly', { year: '2020', lang: 'en' }));
    expect([
      html.startsWith('<!doctype html>') || html.startsWith('<!DOCTYPE html>'),
      html.includes(json.hash),
    ]).toEqual([true, true]);
    const out = newPath('pdf');
    await asked('yearly', { year: '2020', format: 'pdf', out });
    expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('lists the reports without a folder', async () => {
    const { text, json } = await report({ list: true }, [], silent);
    expect(text).toMatch(
      /^contacts +Contacts \(contact; received in the period\) by year, quarter, month, kind, type, channel, complainant, became$/m,
    );
    expect(
      (json as { readonly reports: readonly { readonly name: string }[] }).reports.map(({ name }) => name),
    ).toContain('exceptions');
  });

  it.each<[string, Given, readonly string[], string]>([
    ['no name', at, [], 'name a report'],
    ['an unknown report', at, ['sheep'], 'there is no report sheep; there are contacts, '],
    ['two reports', at, ['parts', 'contacts'], 'one report at a time'],
    ['members of the office, published', { ...at, lang: 'en' }, ['load'], 'Ask for the internal edition'],
    ['no folder', { office: 'horsens' }, ['parts'], '--data is missing'],
    ['a day that is none', { ...at, from: '2020-02-30' }, ['parts'], '--from is a day'],
    [
      'half months',
      { ...at, from: '2020-01-02', to: '2020-01-31', lang: 'en' },
      ['parts'],
      '--from: A report is of whole months',
    ],
    [
      'an unknown dimension',
      { ...at, by: 'shoes', lang: 'en' },
      ['parts'],
      '--by: The report can be divided by: year, ',
    ],
    ['an instant without a zone', { ...at, at: '2020-01-01T00:00:00' }, ['parts'], '--at is an instant'],
    ['a position that is no number', { ...at, position: 'last' }, ['parts'], '--position is a whole number'],
    ['an unknown format', { ...at, format: 'docx' }, ['parts'], '--format is one of json, csv, xlsx, parquet'],
    ['a file that is no text, without a name', { ...at, format: 'xlsx' }, ['parts'], 'name a new file with --out'],
    ['a year of a single report', { ...at, year: '2020' }, ['parts'], '--year is for report yearly'],
    ['no year', at, ['yearly'], '--year is missing'],
    [
      'a period of the yearly one',
      { ...at, year: '2020', from: '2020-01-01' },
      ['yearly'],
      '--from is for a single report',
    ],
    ['another language', { ...at, lang: 'sv' }, ['parts'], '--lang is one of da, en'],
  ])('does not understand %s', async (_, given, names, says) => {
    expect(await refusal(report(given, names, silent))).toEqual(['UsageError', expect.stringContaining(says)]);
  });

  it('refuses with a sentence: no data folder, another office, a running product, a position to come, a file that is there, a place in the data folder', async () => {
    expect(leftBehind()).toEqual([]);
    expect(await refusal(asked('parts', { data: folder.path }))).toEqual([
      'SafekeepingRefused',
      `${folder.path} is no data folder of Klagegang (it has no klagegang.json).`,
    ]);
    expect(await refusal(asked('parts', { office: 'odense' }))).toEqual([
      'SafekeepingRefused',
      'The data folder has no office odense; it has horsens.',
    ]);
    expect(await refusal(asked('parts', { position: '999999' }))).toEqual([
      'SafekeepingRefused',
      `The log ends at position ${events}.`,
    ]);
    const there = newPath('json');
    writeFileSync(there, 'mine');
    expect(await refusal(asked('parts', { out: there }))).toEqual([
      'SafekeepingRefused',
      expect.stringContaining('is there already'),
    ]);
    expect(await refusal(asked('parts', { out: join(data, 'parts.json') }))).toEqual([
      'SafekeepingRefused',
      expect.stringContaining('lies in the data folder'),
    ]);
    expect(readFileSync(there, 'utf8')).toBe('mine');
    const lock = holdDataFolder(data);
    try {
      expect(await refusal(asked('parts'))).toEqual([
        'BootRefused',
        expect.stringContaining('is open in another Klagegang process. Stop that one first'),
      ]);
    } finally {
      lock.release();
    }
  });
});

describe('klagegang export', () => {
  const schema = (name: string) =>
    readFileSync(join(import.meta.dirname, '..', '..', '..', 'test', 'exports-schemas', name), 'utf8');
  const given = (format: string, more: Given = {}): Given => ({ ...at, format, out: newPath(format), ...more });
  const run = async (format: string, more: Given = {}) => (await exportLog(given(format, more), silent)).json;

  it('is OCEL 2.0 with every event and complaint, and leaves the folder as it is', async () => {
    const before = everything(data);
    const told = await run('ocel');
    expect(everything(data)).toEqual(before);
    expect(told).toMatchObject({
      office: 'horsens',
      format: 'ocel',
      position: String(events),
      events: events - (await besides(events)),
      complaints: 150,
      pseudonyms: 'once',
      bytes: statSync(told.file).size,
    });
    expect(told.warning).toContain('keep it inside the office');
    const log = JSON.parse(readFileSync(told.file, 'utf8')) as {
      readonly events: readonly unknown[];
      readonly objects: readonly { readonly type: string }[];
    };
    const isOcel = new Ajv({
      allErrors: true,
      formats: { 'date-time': (text: string) => parseInstant(text) !== null },
    }).compile(JSON.parse(schema('ocel-2.0.schema.json')) as object);
    isOcel(log);
    expect(isOcel.errors ?? []).toEqual([]);
    expect([log.events.length, log.objects.filter(({ type }) => type === 'complaint').length]).toEqual([
      told.events,
      150,
    ]);
  });

  it('is XES, up to the position that is asked for', async () => {
    const told = await run('xes', { position: '400' });
    const contents = readFileSync(told.file, 'utf8');
    const { valid, errors } = await validateXML({
      xml: { fileName: 'log.xes', contents },
      schema: { fileName: 'xes.xsd', contents: schema('xes-1849-2016.xsd') },
      maxMemoryPages: 4_096,
    });
    expect([valid, errors]).toEqual([true, []]);
    const { traces } = readXes(contents);
    const ofComplaints = 400 - (await besides(400));
    expect([told.events, traces.reduce((sum, trace) => sum + trace.events.length, 0), traces.length]).toEqual([
      ofComplaints,
      ofComplaints,
      told.complaints,
    ]);
  });

  it('gives two exports no pseudonym in common, unless they are stable: then the bytes are the same, and stay so', async () => {
    const names = ({ file }: { readonly file: string }) =>
      new Set(readXes(readFileSync(file, 'utf8')).traces.map(({ attributes }) => attributes['concept:name']!));
    const shared = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
      [...some].filter((name) => others.has(name)).length;
    const [one, other] = [await run('xes'), await run('xes')];
    expect([names(one).size, shared(names(one), names(other))]).toEqual([150, 0]);
    const before = everything(data);
    const [first, second] = [await run('xes', { stable: true }), await run('xes', { stable: true })];
    expect(everything(data)).toEqual(before);
    expect([first.sha256 === second.sha256, first.pseudonyms, shared(names(first), names(one))]).toEqual([
      true,
      'stable',
      0,
    ]);
    expect(readFileSync(first.file).equals(readFileSync(second.file))).toBe(true);
    // The same that the product's own keys give, which rest under another office key afterwards.
    const copy = join(folder.path, 'rotated');
    cpSync(data, copy, { recursive: true });
    const { openEmbeddedKeys } = await import('../../../libs/privacy/embedded-keys.js');
    const { readMasterKey } = await import('../../../libs/privacy/master-key.js');
    const home = join(copy, 'offices', 'horsens');
    const keys = openEmbeddedKeys({
      path: join(home, 'keys.db'),
      office: 'horsens',
      masterKey: readMasterKey(join(copy, 'secrets', 'master.key')),
      shredList: join(home, 'shredded.list'),
    });
    const office = await openOfficeAtRest(data, 'horsens');
    const [{ stream }] = (await office.office.store.readAll({ limit: 1 })) as unknown as readonly [
      { readonly stream: string },
    ];
    await office.close();
    expect([...names(first)][0]).toBe(keys.mac('export', `complaint/${stream}`).slice(0, 22));
    expect(new Set([keys.mac('export', 'a'), keys.mac('index', 'a'), keys.mac('idempotency', 'a')]).size).toBe(3);
    await keys.rotateOfficeKey();
    await keys.close();
    expect((await run('xes', { stable: true, data: copy })).sha256).toBe(first.sha256);
  });

  it('holds no id of the store and no name of staff', async () => {
    const { file } = await run('ocel', { stable: true });
    const office = await openOfficeAtRest(data, 'horsens');
    const read = (await office.office.store.readAll({ limit: 400 })).map(office.read);
    await office.close();
    const text = readFileSync(file, 'utf8');
    const secrets = new Set(
      read
        .flatMap(({ stream, id, commandId, actor: { sub, name, role } }) => [
          stream,
          id,
          commandId,
          ...(role === 'system' ? [] : [sub, name]),
        ])
        .filter((word) => word.length > 2),
    );
    expect([...secrets].filter((word) => text.includes(word))).toEqual([]);
    expect(secrets.size).toBeGreaterThan(500);
  });

  it('refuses with a sentence, and leaves no file: a missing or a wrong master key, a log with a hole, a position to come; and does not understand other formats', async () => {
    const copy = join(folder.path, 'keyless');
    cpSync(data, copy, { recursive: true });
    const key = join(copy, 'secrets', 'master.key');
    writeFileSync(key, `${Buffer.alloc(32, 'another key').toString('base64')}\n`, { mode: 0o600 });
    const out = newPath('xes');
    expect(await refusal(run('xes', { data: copy, stable: true, out }))).toEqual([
      'KeysRefused',
      expect.stringContaining('The master key does not open the key file'),
    ]);
    rmSync(key);
    expect((await refusal(run('xes', { data: copy, stable: true, out })))[0]).toBe('KeysRefused');
    // Without a key it needs none.
    expect((await run('xes', { data: copy })).complaints).toBe(150);
    expect(await refusal(run('xes', { position: '999999', out }))).toEqual([
      'SafekeepingRefused',
      `The log ends at position ${events}.`,
    ]);
    const { DatabaseSync } = await import('node:sqlite');
    const db = new DatabaseSync(join(copy, 'offices', 'horsens', 'events.db'));
    db.exec('DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE position = 200');
    db.close();
    expect(await refusal(run('xes', { data: copy, out }))).toEqual([
      'LogDamaged',
      expect.stringContaining('a hole in the '),
    ]);
    expect([existsSync(out), existsSync(`${out}.unfinished`)]).toEqual([false, false]);
    expect(await refusal(run('csv'))).toEqual(['UsageError', '--format is one of ocel, xes']);
    expect(await refusal(exportLog({ ...at, format: 'xes' }, silent))).toEqual(['UsageError', '--out is missing']);
  });
});

describe('klagegang rebuild', () => {
  it('builds them where none are, and again beside themselves: the same rows, search index and all', async () => {
    rmSync(viewsFile, { force: true });
    const lines: string[] = [];
    const first = await rebuild(at, { write: (text) => lines.push(text) });
    expect(first.json.offices).toEqual([
      expect.objectContaining({ office: 'horsens', position: String(events), stopped: 0 }),
    ]);
    expect(first.json.offices[0]!.readModels).toEqual(
      expect.arrayContaining(['case-numbers', 'worklist', 'search', 'cycles']),
    );
    expect(lines.at(-1)).toMatch(
      new RegExp(`^horsens, all read models: ${events} of ${events} events, \\d+ a second …\\n$`),
    );
    const built = await dumped();
    expect([built.length > 1000, built.some((line) => line.startsWith('search_token '))]).toEqual([true, true]);
    await rebuild(at, silent);
    expect(await dumped()).toEqual(built);
    const one = await rebuild({ ...at, only: 'worklist,search' }, silent);
    expect(one.json.offices[0]!.readModels).toEqual(['worklist', 'search']);
    expect(await dumped()).toEqual(built);
  });

  it('mends a row that is wrong, and the product starts on what it left', async () => {
    await rebuild(at, silent);
    const built = await dumped();
    const { DatabaseSync } = await import('node:sqlite');
    const db = new DatabaseSync(viewsFile);
    const [{ name }] = db
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'case_number_%'`)
      .all() as unknown as readonly [{ readonly name: string }];
    expect(
      db.prepare(`DELETE FROM ${name} WHERE position IN (SELECT position FROM ${name} ORDER BY position LIMIT 3)`).run()
        .changes,
    ).toBe(3);
    db.close();
    expect(await dumped()).not.toEqual(built);
    await rebuild({ ...at, only: 'case-numbers' }, silent);
    expect(await dumped()).toEqual(built);
    const copy = join(folder.path, 'started');
    cpSync(data, copy, { recursive: true });
    const { product, close } = await openInProcess(copy);
    try {
      expect(product.offices.find(({ key }) => key === 'horsens')!.runner.position).toBe(BigInt(events));
    } finally {
      await close();
    }
  });

  it('refuses with a sentence: a running product, a missing key, a missing shred list, another office; and does not understand other read models', async () => {
    const copy = join(folder.path, 'refused');
    cpSync(data, copy, { recursive: true });
    const other = { ...at, data: copy };
    const lock = holdDataFolder(copy);
    try {
      expect(await refusal(rebuild(other, silent))).toEqual([
        'BootRefused',
        expect.stringContaining('Stop that one first'),
      ]);
    } finally {
      lock.release();
    }
    expect(await refusal(rebuild({ ...other, office: 'odense' }, silent))).toEqual([
      'SafekeepingRefused',
      'The data folder has no office odense; it has horsens.',
    ]);
    expect(await refusal(rebuild({ ...other, only: 'sheep' }, silent))).toEqual([
      'UsageError',
      expect.stringContaining('there is no read model sheep; there are case-numbers, worklist'),
    ]);
    rmSync(join(copy, 'secrets', 'master.key'));
    expect((await refusal(rebuild(other, silent)))[0]).toBe('KeysRefused');
    rmSync(join(copy, 'offices', 'horsens', 'shredded.list'));
    expect(await refusal(rebuild(other, silent))).toEqual([
      'SafekeepingRefused',
      expect.stringContaining('shredded.list is not there'),
    ]);
  });

  it('builds anew what was made of another log', async () => {
    const short = join(folder.path, 'short');
    await simulate(
      { data: short, office: 'horsens', cases: '3', years: '1', seed: '8', mode: 'test' },
      () => undefined,
    );
    copyFileSync(viewsFile, join(short, 'offices', 'horsens', 'views.db'));
    // A report makes its own then.
    const { position } = await reportOf('contacts', { data: short });
    expect(position).not.toBe(String(events));
    const own = join(short, 'offices', 'horsens', 'views.db');
    const [office] = (await rebuild({ ...at, data: short, only: 'worklist' }, silent)).json.offices;
    expect([office!.position, office!.readModels.length]).toEqual([position, 18]);
    const rows = await dumped(own);
    rmSync(own);
    await rebuild({ ...at, data: short }, silent);
    expect(rows).toEqual(await dumped(own));
  });
});

describe('with the events in EventStoreDB', () => {
  it('counts and exports the same complaints, and builds the same read models', async () => {
    const standIn = await StandIn.start();
    const before = process.env.KLAGEGANG_CONFIG;
    try {
      const copy = join(folder.path, 'clustered');
      cpSync(data, copy, { recursive: true });
      const [config, home] = [join(folder.path, 'cluster.json'), join(copy, 'offices', 'horsens')];
      writeFileSync(
        config,
        JSON.stringify({
          events: { kind: 'eventstoredb', connectionString: standIn.connectionString, allowInsecure: true },
        }),
      );
      const [source, target] = [
        openLogAtRest(join(home, 'events.db')),
        await openStore(standIn.connectionString, {
          office: 'horsens',
          credentialsFile: undefined,
          allowInsecure: true,
        }),
      ];
      await copyLog(source, target);
      await source.close();
      await target.close();
      for (const name of ['events.db', 'views.db']) rmSync(join(home, name), { force: true });
      writeFileSync(join(home, 'eventstoredb.json'), '{"events":"eventstoredb"}\n');
      const there = { ...at, data: copy };
      expect(await refusal(report({ ...there, ...theYear }, ['contacts'], silent))).toEqual([
        'SafekeepingRefused',
        expect.stringContaining('are kept in EventStoreDB, and the configuration says that they are in a file'),
      ]);
      process.env.KLAGEGANG_CONFIG = config;
      const asked = JSON.parse(textOf(await report(there, ['upheld'], silent))) as Report;
      const { json } = await exportLog({ ...there, format: 'xes', out: newPath('xes') }, silent);
      const built = await rebuild(there, silent);
      process.env.KLAGEGANG_CONFIG = '';
      const { rows, from, profiles } = await reportOf('upheld');
      expect([asked.rows, asked.from, asked.profiles]).toEqual([rows, from, profiles]);
      expect([json.events, json.complaints]).toEqual([events - (await besides(events)), 150]);
      expect([built.json.offices[0]!.position, built.json.offices[0]!.stopped]).toEqual([asked.position, 0]);
      expect((await dumped(join(home, 'views.db'))).length).toBe((await dumped()).length);
    } finally {
      if (before === undefined) delete process.env.KLAGEGANG_CONFIG;
      else process.env.KLAGEGANG_CONFIG = before;
      await standIn.dispose();
    }
  });
});

describe('the command line', () => {
  it('removes what it made beside the folder when it is told to end', async () => {
    const [own, wide] = [join(folder.path, 'interrupted'), join(folder.path, 'wide')];
    mkdirSync(own);
    await simulate(
      { data: wide, office: 'horsens', cases: '600', years: '10', seed: '5', mode: 'test' },
      () => undefined,
    );
    const child = startKlagegang(['report', '--data', wide, '--office', 'horsens', 'contacts'], { TMPDIR: own });
    const end = ended(child);
    const made = () => readdirSync(own, { recursive: true }).some((name) => String(name).endsWith('views.db'));
    while (child.exitCode === null && !made()) await later(2);
    child.kill('SIGTERM');
    expect((await end).code).toBe(1);
    expect(readdirSync(own)).toEqual([]);
  });

  it('answers on standard output, tells its progress on standard error, and ends with 0, 1 or 2', async () => {
    const [given, file] = [['--data', data, '--office', 'horsens'], newPath('xes')];
    const csv = await klagegang(
      'report',
      ...given,
      'contacts',
      '--from',
      '2020-01-01',
      '--to',
      '2020-12-31',
      '--format',
      'csv',
      '--lang',
      'en',
    );
    expect([csv.code, csv.lines[0]!.startsWith('\uFEFFQuarter,Channel,Contacts,For whom,Report,')]).toEqual([0, true]);
    expect(csv.errors).toMatch(/^(read models: \d+ of \d+ events, \d+ a second(, [1-9]\d* s left)? …\n)*$/);
    const log = await klagegang('export', ...given, '--format', 'xes', '--out', file, '--json');
    expect([log.code, JSON.parse(log.lines.join('\n'))]).toEqual([
      0,
      expect.objectContaining({ file, complaints: 150 }),
    ]);
    const no = await klagegang('rebuild', '--data', data, '--office', 'aarhus');
    expect([no.code, no.lines, no.errors]).toEqual([1, [], 'The data folder has no office aarhus; it has horsens.\n']);
    const what = await klagegang('report', ...given, 'sheep');
    expect([
      what.code,
      what.lines,
      what.errors.startsWith('usage: npm run klagegang -- report '),
      what.errors.trimEnd().split('\n').at(-1)!.startsWith('there is no report sheep'),
    ]).toEqual([2, [], true, true]);
  });
});

/** A log that ends earlier. */
function upTo<
  Store extends { readAll(options: { readonly after?: bigint }): Promise<readonly { readonly position: bigint }[]> },
>(store: Store, last: bigint): Store {
  return Object.assign(Object.create(store) as Store, {
    readAll: async (options: { readonly after?: bigint }) =>
      (await store.readAll(options)).filter(({ position }) => position <= last),
  });
}

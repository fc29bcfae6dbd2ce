import { createHash } from 'node:crypto';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { canonicalJson } from '../platform/canonical-json.js';
import { type Report } from '../read-models/statistics/report.js';
import { emptyReport, exampleReport } from './testing/example-report.js';
import { exportReport, reportFormats, type ReportFormat } from './export-report.js';
import { readCsv, readXlsx } from './testing/read-back.js';
import { harmless, textCell } from './report-csv.js';
import { reportParquet } from './report-parquet.js';

const written = async (format: ReportFormat, lang: 'da' | 'en' = 'da', report: Report = exampleReport) =>
  (await exportReport(report, format, lang)).bytes;
const parquet = async (bytes: Uint8Array) => {
  const file = bytes.slice().buffer;
  const metadata = parquetMetadata(file);
  return {
    rows: await parquetReadObjects({ file }),
    schema: metadata.schema,
    said: new Map(metadata.key_value_metadata!.map(({ key, value }) => [key, value])),
  };
};

describe('a report as a file', () => {
  it.each(reportFormats)('the same report gives the same bytes, whenever it is written: %s', async (format) => {
    const first = await written(format);
    jest.useFakeTimers({
      now: Date.UTC(2031, 6, 14, 12, 30),
      doNotFake: [
        'nextTick',
        'setImmediate',
        'setTimeout',
        'queueMicrotask',
        'setInterval',
        'clearTimeout',
        'clearInterval',
        'clearImmediate',
        'hrtime',
        'performance',
      ],
    });
    try {
      expect(new Date().getUTCFullYear()).toBe(2031);
      expect(Buffer.from(await written(format)).equals(first)).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });

  it('another report gives others, if only its position differs', async () => {
    const later = { ...exampleReport, position: '1500001' };
    for (const format of reportFormats)
      expect(Buffer.from(await written(format, 'da', later)).equals(await written(format))).toBe(false);
  });

  it('a report without rows is a file with a header', async () => {
    expect(readCsv(new TextDecoder().decode(await written('csv', 'en', emptyReport)))).toHaveLength(1);
    expect(readXlsx(await written('xlsx', 'en', emptyReport))[0]!.rows).toHaveLength(1);
    expect((await parquet(await written('parquet', 'en', emptyReport))).rows).toHaveLength(0);
    expect((JSON.parse(new TextDecoder().decode(await written('json', 'en', emptyReport))) as Report).rows).toEqual([]);
  });
});

describe('a report with true figures', () => {
  const internal: Report = {
    ...exampleReport,
    audience: 'internal',
    mark: { da: 'Internt – ikke til offentliggørelse', en: 'Internal, not for publication' },
  };
  it('says in every file that it is not for publication, and a published one says nothing of the kind', async () => {
    const csv = async (report: Report) => readCsv(new TextDecoder().decode(await written('csv', 'en', report)));
    const xlsx = async (report: Report) => JSON.stringify(readXlsx(await written('xlsx', 'en', report)));
    expect((await csv(internal)).slice(1).every((record) => record.includes('Internal, not for publication'))).toBe(
      true,
    );
    expect((await csv(exampleReport)).flat()).not.toContain('Internal, not for publication');
    expect((await xlsx(internal)).split('Internal, not for publication')).toHaveLength(3);
    expect(await xlsx(exampleReport)).not.toContain('Internal');
    expect((await parquet(await written('parquet', 'en', internal))).said.get('klagegang.audience')).toBe('internal');
    expect(JSON.parse(new TextDecoder().decode(await written('json', 'en', internal)))).toMatchObject({
      audience: 'internal',
      mark: { en: 'Internal, not for publication' },
    });
  });
});

it('a report says the day it was made on, and whether its period is over', async () => {
  const last = async (report: Report) => {
    const [header, first] = readCsv(new TextDecoder().decode(await written('csv', 'en', report)));
    return ['Made on', 'Is the period over'].map((name) => first![header!.indexOf(name)]);
  };
  expect(await last(exampleReport)).toEqual(['2026-01-19', 'yes']);
  expect(await last({ ...exampleReport, madeOn: '2025-12-30' })).toEqual([
    '2025-12-30',
    'no, the figures do not go to its end',
  ]);
  expect(await last({ ...exampleReport, madeOn: null })).toEqual(['', 'no, the figures do not go to its end']);
});

describe('JSON', () => {
  it('is the report, and its hash can be taken again from what was read', async () => {
    const bytes = await written('json');
    const { hash, ...rest } = JSON.parse(new TextDecoder().decode(bytes)) as Report;
    expect({ ...rest, hash }).toEqual(exampleReport);
    expect(createHash('sha256').update(canonicalJson(rest)).digest('hex')).toBe(hash);
    expect(await written('json', 'en')).toEqual(bytes);
  });
});

describe('CSV', () => {
  it('begins with the mark by which Excel knows UTF-8', async () => {
    expect([...(await written('csv')).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it.each([
    ['da', 'skjult'],
    ['en', 'hidden'],
  ] as const)('has one header and every figure, a hidden one as a word: %s', async (lang, word) => {
    const [header, ...records] = readCsv(new TextDecoder().decode(await written('csv', lang)));
    expect(header!.slice(0, 4)).toEqual(
      lang === 'da'
        ? ['Emne', 'Forløb', 'Inden for fristen (andel af forløb med frist)', 'Median, arbejdsdage (afsluttede forløb)']
        : [
            'Topic',
            'Cycles',
            'Within target (share of cycles with a target)',
            'Median, working days (concluded cycles)',
          ],
    );
    const delay = ['17', '0', '-3'];
    const [formula, minus] = [
      [word, word, ''],
      ['0', '', '0.1'],
    ];
    expect(records.map((record) => record.slice(1, 4))).toEqual([
      ['1240', '0.875', '12.5'],
      ...(lang === 'da' ? [minus, formula, delay] : [formula, minus, delay]),
      ['5', '1', '7'],
    ]);
    expect(records.every(({ length }) => length === header!.length)).toBe(true);
    expect(records.every((record) => record.includes(exampleReport.hash) && record.includes('1500000'))).toBe(true);
    expect(Number.isNaN(Number(word))).toBe(true);
  });

  it('a label that would be calculated is marked as text, and a negative number is left alone', async () => {
    const labels = async (lang: 'da' | 'en') =>
      readCsv(new TextDecoder().decode(await written('csv', lang))).map(([label]) => label);
    expect(await labels('da')).toEqual([
      'Emne',
      'I alt',
      '-5',
      '\'=HYPERLINK("x")',
      'Lang "ventetid", æøå',
      'unlabelled',
    ]);
    expect((await labels('en'))[2]).toBe("'+1+1");
  });

  it.each([
    ['=1', "'=1"],
    ['+a', "'+a"],
    ['-a', "'-a"],
    ['@a', "'@a"],
    ['\ta', "'\ta"],
    ['\ra', "'\ra"],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    ['a;=1', "a;'=1"],
    ['a;"=1', 'a;"\'=1'],
    ['-5', '-5'],
    ['-12,5', '-12,5'],
    ['+7', '+7'],
    ['-5-2', "'-5-2"],
    ['a-b', 'a-b'],
    ['', ''],
  ])('%j is written as %j', (text, safe) => {
    expect(harmless(text)).toBe(safe);
  });

  it('whatever a label holds, it reads back, and no cell begins a formula, cut at commas or at semicolons', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.string({
              unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ';', ',', '"', "'", 'a', ' ', '1', '＝'),
            }),
          ),
          { minLength: 1 },
        ),
        (labels) => {
          const line = `${labels.map(textCell).join(',')}\r\n`;
          const cells = readCsv(line)[0]!;
          expect(cells).toEqual(labels.map(harmless));
          const begins = (cell: string) =>
            /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) && !/^[+-]?\d+([.,]\d+)?$/.test(cell);
          expect(cells.some(begins)).toBe(false);
          expect(
            line
              .split(';')
              .slice(1)
              .filter((piece) => /^["']*[=+\-@＝＋－＠]/.test(piece) && !/^"*'/.test(piece)),
          ).toEqual([]);
        },
      ),
    );
  });
});

describe('XLSX', () => {
  it('numbers are numbers, shares are percentages, a hidden figure is a word, and no label is a formula', async () => {
    const [sheet, about] = readXlsx(await written('xlsx'));
    expect([sheet!.name, about!.name]).toEqual(['Tal', 'Om tallene']);
    expect(sheet!.rows.map((cells) => cells.map(({ value }) => value))).toEqual([
      ['Emne', 'Forløb', 'Inden for fristen (andel af forløb med frist)', 'Median, arbejdsdage (afsluttede forløb)'],
      ['I alt', 1240, 0.875, 12.5],
      ['-5', 0, null, 0.1],
      ['=HYPERLINK("x")', 'skjult', 'skjult'],
      ['Lang "ventetid", æøå', 17, 0, -3],
      ['unlabelled', 5, 1, 7],
    ]);
    expect(sheet!.rows[1]!.map(({ format }) => format)).toEqual([null, '#,##0', '0.0%', '0.0']);
    expect([...sheet!.rows, ...about!.rows].flat().some(({ formula }) => formula)).toBe(false);
  });

  it('the second sheet says what is counted, up to where, under which profiles, and the hash', async () => {
    const said = new Map(
      readXlsx(await written('xlsx', 'en'))[1]!.rows.map(([name, value]) => [name!.value, value!.value]),
    );
    expect(said.get('Unit')).toBe('cycle');
    expect(said.get('Who is counted')).toBe('Decided in the period');
    expect([said.get('From'), said.get('To and including')]).toEqual(['2025-01-01', '2025-12-31']);
    expect(said.get('Position in the log')).toBe('1500000');
    expect(said.get('Profiles')).toContain(`horsens@2 ${'cd'.repeat(32)}`);
    expect(said.get('Hash of the report (SHA-256)')).toBe(exampleReport.hash);
    expect(said.get('withinTarget')).toBe('Within target (share of cycles with a target)');
  });

  it('a control character in a label does not break the workbook', async () => {
    const broken = { ...exampleReport, title: { da: 'a\u0000b\u001f<&>', en: 'x' } };
    expect(readXlsx(await written('xlsx', 'da', broken))[1]!.rows[1]![1]!.value).toBe('ab<&>');
  });
});

describe('Parquet', () => {
  it('reads back: keys, figures of their own type, and what is hidden apart from what is not there', async () => {
    const { rows, schema, said } = await parquet(await written('parquet'));
    expect(schema.slice(1).map(({ name, type, repetition_type }) => [name, type, repetition_type])).toEqual([
      ['topic', 'BYTE_ARRAY', 'OPTIONAL'],
      ['cycles', 'INT32', 'OPTIONAL'],
      ['cycles_hidden', 'BOOLEAN', 'REQUIRED'],
      ['withinTarget', 'DOUBLE', 'OPTIONAL'],
      ['withinTarget_hidden', 'BOOLEAN', 'REQUIRED'],
      ['median', 'DOUBLE', 'OPTIONAL'],
      ['median_hidden', 'BOOLEAN', 'REQUIRED'],
    ]);
    expect(rows).toEqual(
      exampleReport.rows.map(({ keys, figures }) => ({
        topic: keys['topic'],
        ...(Object.fromEntries(
          Object.entries(figures).flatMap(([key, value]) => [
            [key, value === 'hidden' ? null : value],
            [`${key}_hidden`, value === 'hidden'],
          ]),
        ) as object),
      })),
    );
    expect([said.get('klagegang.position'), said.get('klagegang.hash'), said.get('klagegang.unit')]).toEqual([
      '1500000',
      exampleReport.hash,
      'cycle',
    ]);
    const { rows: _rows, ...rest } = exampleReport;
    expect(JSON.parse(said.get('klagegang.report')!)).toEqual(rest);
    expect(JSON.parse(said.get('klagegang.profiles')!)).toEqual(exampleReport.profiles);
  });

  it('two columns of one name are refused, not written over one another', () => {
    const [first] = exampleReport.figures;
    expect(() => reportParquet({ ...exampleReport, figures: [first!, { ...first!, key: 'topic' }] })).toThrow(
      'two columns',
    );
  });
});

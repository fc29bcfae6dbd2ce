import { rowsInOrder } from './in-order.js';
import { type Report, type ReportRow } from './report.js';

const say = (da: string, en: string) => ({ da, en });
const row = (department: string | null, quarter: string | null): ReportRow => ({
  keys: { department, quarter },
  figures: { count: 1 },
});
const report = {
  dimensions: [
    {
      key: 'department',
      title: say('Forvaltning', 'Department'),
      labels: {
        aa: say('Ældre', 'Elderly'),
        bb: say('Økonomi', 'Finance'),
        cc: say('Beskæftigelse', 'Work'),
        dd: say('Årsregnskab', 'accounts'),
        '*': say('Øvrige', 'Other'),
      },
    },
    { key: 'quarter', title: say('Kvartal', 'Quarter'), labels: {} },
  ],
  rows: [
    row('*', '2026-Q1'),
    ...['aa', 'bb', 'cc', 'dd'].flatMap((key) => [row(key, '2026-Q2'), row(key, '2026-Q1')]),
    row(null, null),
  ],
} as unknown as Report;
const order = (lang: 'da' | 'en') => rowsInOrder(report, lang).map(({ keys }) => `${keys.department} ${keys.quarter}`);

describe('the rows of a report', () => {
  it('follow each other by the names in the language asked for, æ, ø and å at the end; times in their order', () => {
    expect(order('da')).toEqual([
      'null null',
      'cc 2026-Q1',
      'cc 2026-Q2',
      'aa 2026-Q1',
      'aa 2026-Q2',
      'bb 2026-Q1',
      'bb 2026-Q2',
      'dd 2026-Q1',
      'dd 2026-Q2',
      '* 2026-Q1',
    ]);
    expect(order('en').filter((each) => each.endsWith('Q1'))).toEqual([
      'dd 2026-Q1',
      'aa 2026-Q1',
      'bb 2026-Q1',
      'cc 2026-Q1',
      '* 2026-Q1',
    ]);
  });
  it('are all there, those of one name too', () => {
    const alike = {
      ...report,
      dimensions: report.dimensions.map((dimension) => ({
        ...dimension,
        labels: { aa: say('x', 'x'), bb: say('x', 'x') },
      })),
    };
    expect(new Set(rowsInOrder(alike, 'da'))).toEqual(new Set(report.rows));
  });
});

// The year of an office of 300 contacts, as it is published: a table with hidden cells in half of it tells nobody
// anything.
import { join } from 'node:path';
import { temporaryFolder } from '../../../libs/sqlite/testing/folder.js';
import { type YearlyReport } from '../../../libs/yearly-report/yearly.js';
import { simulate } from '../simulate/simulate.js';
import { report } from './report.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const silent = { write: () => true };

it.each(['horsens', 'koebenhavn', 'odense'])(
  'shows a number in four of five cells at least, and no group below five: %s',
  async (office) => {
    const data = join(folder.path, office);
    const drawn = { data, office, cases: '300', years: '1', from: '2025-01-01', seed: '5', mode: 'test' };
    await simulate(drawn, () => undefined);
    const year = async (audience: string): Promise<YearlyReport> => {
      const { bytes } = await report({ data, office, year: '2025', format: 'json', audience }, ['yearly'], silent);
      return JSON.parse(new TextDecoder().decode(bytes)) as YearlyReport;
    };
    const [published, internal] = [await year('published'), await year('internal')];
    const tablesOf = ({ sections }: YearlyReport) => sections.flatMap(({ reports }) => reports);
    const cellsOf = (of: YearlyReport) =>
      tablesOf(of).flatMap(({ rows, figures }) =>
        rows.flatMap((row) => figures.map(({ key, kind }) => ({ kind, figure: row.figures[key]! }))),
      );
    const cells = cellsOf(published);
    const numbers = cells.filter(({ figure }) => typeof figure === 'number');
    expect(cells.length).toBeGreaterThan(100);
    expect(numbers.length / cells.length).toBeGreaterThanOrEqual(0.8);
    expect(numbers.filter(({ kind, figure }) => kind === 'count' && figure !== 0 && Number(figure) < 5)).toEqual([]);
    expect(published).toMatchObject({ audience: 'published', called: { en: '2025' }, to: '2025-12-31' });
    // Most tables still have rows, and the office itself sees all of them.
    const withRows = tablesOf(published).filter(({ rows }) => rows.length > 2);
    expect(withRows.length).toBeGreaterThan(7);
    expect(cellsOf(internal).filter(({ figure }) => figure === 'hidden')).toEqual([]);
    expect(cellsOf(internal).some(({ figure, kind }) => kind === 'count' && figure !== 0 && Number(figure) < 5)).toBe(
      true,
    );
  },
);

import { type Report } from '../read-models/statistics/report.js';
import { exampleYear } from './testing/example.js';
import { outlineOf } from './outline.js';
import { type YearlyReport } from './yearly.js';

const withReport = (change: (report: Report) => Report): YearlyReport => ({
  ...exampleYear,
  sections: exampleYear.sections.map((section) => ({ ...section, reports: section.reports.map(change) })),
});
const blocksOf = (year: YearlyReport, lang: 'da' | 'en' = 'da') =>
  outlineOf(year, lang).sections.flatMap(({ blocks }) => blocks);
const named = (title: string, year = exampleYear) => blocksOf(year).find((block) => block.title === title)!;

describe('the outline of a year', () => {
  it('has what the office wrote itself, in paragraphs, and its examples after the tables', () => {
    const [first, ...others] = exampleYear.sections;
    const example = { title: 'Et brev', text: 'En borger ventede.' };
    const { foreword, sections, about } = outlineOf(
      {
        ...exampleYear,
        foreword: ' Året gik.\r\n\r\n  Tak.\nTil alle. ',
        sections: [{ ...first!, text: 'Flere ringede.', examples: [example] }, ...others],
      },
      'en',
    );
    expect(foreword).toEqual({ id: 'foreword', title: 'Foreword', paragraphs: ['Året gik.', 'Tak.\nTil alle.'] });
    expect([sections[0]!.own, sections[1]!.own]).toEqual([['Flere ringede.'], []]);
    expect(sections[0]!.examples).toEqual([
      { id: 'section-1-example-1', title: 'Example: Et brev', paragraphs: ['En borger ventede.'] },
    ]);
    expect(about.parts.map(({ id }) => id)).toContain('about-examples');
    expect(outlineOf(exampleYear, 'en').about.parts.map(({ id }) => id)).not.toContain('about-examples');
  });
  it('says nothing of hidden figures where it has no figures', () => {
    const words = { ...exampleYear, sections: exampleYear.sections.map((each) => ({ ...each, reports: [] })) };
    expect(outlineOf(words, 'da').about.parts.map(({ id }) => id)).not.toContain('about-hidden');
  });
  it('says whom a table counts, from when to when, and what its columns are', () => {
    expect(named('Sagsbehandlingstid').summary.replaceAll('\u00a0', ' ')).toBe(
      'Tabellen tæller forløb afsluttet i perioden fra 1. januar 2025 til 31. december 2025, begge dage med. ' +
        'Kolonnerne: Forløb, Median (arbejdsdage pr. forløb), 90 %-fraktil (arbejdsdage pr. forløb), Inden for målet (andel af afsluttede forløb).',
    );
  });
  it('says so where only what was known at an earlier instant is counted', () => {
    const past = withReport((report) => ({ ...report, at: '2025-07-01T00:00:00.000Z' }));
    for (const { summary } of blocksOf(past, 'en'))
      expect(summary).toContain('As it looked at 2025-07-01T00:00:00.000Z.');
  });
  it('explains hidden figures where there are any, with the threshold of that report', () => {
    const notes = blocksOf(withReport((report) => ({ ...report, threshold: report.name === 'monthly' ? 10 : 5 }))).map(
      (block) => [block.title, block.notes.join(' ')] as const,
    );
    expect(notes.find(([title]) => title === 'Henvendelser i hver måned')![1]).toContain('under 10');
    expect(notes.find(([title]) => title === 'Afvisninger efter grund')![1]).toBe('');
    const [hidden] = outlineOf(
      withReport((report) => ({ ...report, threshold: report.name === 'monthly' ? 10 : 5 })),
      'da',
    ).about.parts;
    expect(hidden!.paragraphs[1]).toContain('under 5 / 10');
  });
  it('parts a table that would be too wide to read, with the names of the rows in each part', () => {
    const [first, second, ...more] = named('Forvaltningernes svartid').tables;
    expect(more).toEqual([]);
    expect([first!.caption, second!.caption]).toEqual([
      'Tabel: Forvaltningernes svartid (1 af 2)',
      'Tabel: Forvaltningernes svartid (2 af 2)',
    ]);
    expect(second!.rows.map(({ heads }) => heads)).toEqual(first!.rows.map(({ heads }) => heads));
    expect([...first!.columns, ...second!.columns].map(({ title }) => title)).toEqual([
      'Forelæggelser',
      'Besvaret til tiden',
      'Besvaret for sent',
      'Ikke besvaret',
      'Andel til tiden',
      'Andel ubesvaret',
    ]);
  });
  it('turns a table of one row, so that each figure stands beside what it is', () => {
    expect(named('Hvad henvendelserne førte til').tables).toEqual([
      expect.objectContaining({
        heads: ['Hvad der er talt'],
        columns: [{ title: 'I alt', of: null }],
        rows: [
          { heads: ['Henvendelser'], cells: ['1.843'], total: false },
          { heads: ['Oprettet som sag (henvendelser)'], cells: ['1.131'], total: false },
          { heads: ['Endt med vejledning (henvendelser)'], cells: ['704'], total: false },
          { heads: ['Opgivet (henvendelser)'], cells: ['skjult'], total: false },
        ],
      }),
    ]);
  });
  it('names months and quarters in words, a value without a name as it stands, and totals as totals', () => {
    expect(
      named('Henvendelser i hvert kvartal')
        .tables[0]!.rows.slice(0, 2)
        .map(({ heads, total }) => [...heads, total]),
    ).toEqual([
      ['I alt', 'Alle', true],
      ['1. kvartal 2025', 'Forslag', false],
    ]);
    expect(named('Henvendelser i hver måned').tables[0]!.rows[3]!.heads).toEqual(['marts 2025']);
    const bare = withReport((report) => ({
      ...report,
      dimensions: report.dimensions.map((dimension) => ({ ...dimension, labels: {} })),
    }));
    expect(named('Afvisninger efter grund', bare).tables[0]!.rows[1]!.heads).toEqual(['court']);
  });
  it('says when it was made, that the year is not over, and on every page that true figures are internal', () => {
    expect(outlineOf(exampleYear, 'en')).toMatchObject({
      mark: null,
      unfinished: null,
      madeOn: 'Made on: 19\u00a0January\u00a02026.',
    });
    const mark = { da: 'Internt – ikke til offentliggørelse', en: 'Internal, not for publication' };
    const internal = outlineOf({ ...exampleYear, audience: 'internal', mark, madeOn: '2025-11-30' }, 'en');
    expect(internal.mark).toBe(mark.en);
    expect(internal.unfinished).toContain('The year is not over in these figures');
    expect(internal.about.parts.map(({ id }) => id)).toEqual(['about-internal', 'about-basis', 'about-rules']);
  });
  it('names the largest of those shown alone where some are hidden', () => {
    const descriptions = blocksOf(exampleYear, 'en').flatMap(({ charts }) => charts.map(({ plan }) => plan));
    for (const { description, gaps } of descriptions)
      expect([description, description.includes('of those shown')]).toEqual([
        description,
        gaps.some(({ hidden }) => hidden),
      ]);
    expect(descriptions.some(({ gaps }) => gaps.some(({ hidden }) => hidden))).toBe(true);
  });
  it('a year without any rule version says so', () => {
    expect(outlineOf({ ...exampleYear, profiles: [] }, 'en').about.parts[2]).toMatchObject({
      paragraphs: ['No case of the year is pinned to a version of the rules.'],
      list: [],
    });
  });
  it('tells reports of one title apart by what divides them, whatever else is called so', () => {
    const title = { da: 'Henvendelser', en: 'Contacts' };
    const titles = (lang: 'da' | 'en') => {
      const { sections } = outlineOf(
        withReport((report) => ({ ...report, title })),
        lang,
      );
      return sections.flatMap((section) => [section.title, ...section.blocks.map((block) => block.title)]);
    };
    expect(titles('da')).toEqual(
      expect.arrayContaining(['Henvendelser fordelt på type og kanal', 'Henvendelser fordelt på måned']),
    );
    expect(titles('en')).toContain('Contacts by month');
    expect(blocksOf(exampleYear).map((block) => block.title)).toContain('Henvendelser i hver måned');
  });
  it('has no table of noughts alone, but says that there was nothing to count', () => {
    const none = withReport((report) => ({
      ...report,
      rows: report.rows.map((row) => ({
        ...row,
        figures: Object.fromEntries(report.figures.map(({ key, kind }) => [key, kind === 'count' ? 0 : null])),
      })),
    }));
    for (const { tables, charts, notes } of blocksOf(none))
      expect([tables, charts, notes]).toEqual([[], [], ['Der var intet at tælle i perioden.']]);
  });
});

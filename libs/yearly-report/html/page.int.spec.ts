import fc from 'fast-check';
import { rowsInOrder } from '../../read-models/statistics/in-order.js';
import { type Figure, type Report } from '../../read-models/statistics/report.js';
import { exampleYear } from '../testing/example.js';
import { writeFigure } from '../numbers.js';
import { words } from '../words.js';
import { type YearlyReport } from '../yearly.js';
import { renderYearlyHtml } from './page.js';

interface Tag {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: (Tag | string)[];
}

const decode = (text: string) =>
  text.replace(/&(?:#(\d+)|(amp|lt|gt|quot));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? { amp: '&', lt: '<', gt: '>', quot: '"' }[name]! : String.fromCharCode(Number(code)),
  );

/** Strict: every `<` begins a tag, every attribute is quoted, every element is closed in its turn. */
function parse(html: string): Tag {
  const root: Tag = { name: 'root', attributes: {}, children: [] };
  const open = [root];
  const body = html.replace('<!DOCTYPE html>\n', '').replace(/<style>[^<]*<\/style>/, '');
  let at = 0;
  for (const match of body.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?: [\w:-]+="[^"<>]*")*)(\/?)>/g)) {
    const text = body.slice(at, match.index);
    if (/[<>]/.test(text)) throw new Error(`Not markup and not text: ${text}`);
    if (text !== '') open.at(-1)!.children.push(decode(text));
    at = match.index + match[0].length;
    const [, closing, name, attributes, selfClosing] = match;
    if (closing === '/') {
      const last = open.pop()!;
      if (last.name !== name) throw new Error(`${last.name} is closed by ${name}`);
      continue;
    }
    const tag: Tag = {
      name: name!,
      attributes: Object.fromEntries(
        [...attributes!.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, decode(value!)]),
      ),
      children: [],
    };
    open.at(-1)!.children.push(tag);
    if (selfClosing === '' && name !== 'meta') open.push(tag);
  }
  if (open.length !== 1 || /[<>]/.test(body.slice(at))) throw new Error('Something is left open.');
  return root;
}
const every = (tag: Tag): readonly Tag[] => [
  tag,
  ...tag.children.flatMap((child) => (typeof child === 'string' ? [] : every(child))),
];
const textOf = (tag: Tag): string =>
  tag.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
const named = (tag: Tag, name: string) => every(tag).filter((one) => one.name === name);

const reportsOf = (year: YearlyReport) => year.sections.flatMap(({ reports }) => reports);
const cellsOf = (report: Report, lang: 'da' | 'en') =>
  rowsInOrder(report, lang).map(({ figures }) =>
    report.figures.map(({ key, kind }) => writeFigure(figures[key]!, kind, lang)),
  );

describe.each(['da', 'en'] as const)('the page in %s', (lang) => {
  const rendering = renderYearlyHtml(exampleYear, lang);
  const reading = rendering.then(parse);

  it('is one document in its language, with a title that names office and year', async () => {
    const page = await reading;
    expect(named(page, 'html').map(({ attributes }) => attributes.lang)).toEqual([lang]);
    expect(textOf(named(page, 'title')[0]!)).toBe(
      lang === 'da'
        ? 'Årsberetning 2025 – Borgerrådgiveren i Horsens'
        : 'Annual report 2025 – The Citizens’ Adviser of Horsens',
    );
    for (const landmark of ['header', 'nav', 'main']) expect(named(page, landmark)).toHaveLength(1);
  });
  it('has its headings in order: one of the first level, no level left out', async () => {
    const levels = every(await reading)
      .filter(({ name }) => /^h[1-6]$/.test(name))
      .map(({ name }) => Number(name[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    expect(levels.slice(1).filter((level, index) => level > levels[index]! + 1)).toEqual([]);
  });
  it('has ids that are unique, and every reference leads to one', async () => {
    const tags = every(await reading);
    const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = tags
      .flatMap(({ attributes }) => [
        ...(attributes.href?.startsWith('#') === true ? [attributes.href.slice(1)] : []),
        ...(attributes['aria-labelledby'] ?? '').split(' '),
        ...(attributes['aria-describedby'] ?? '').split(' '),
      ])
      .filter(Boolean);
    expect(wanted.length).toBeGreaterThan(30);
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  });
  it('leads to every section and report from its contents', async () => {
    const page = await reading;
    const links = named(named(page, 'nav')[0]!, 'a').map(textOf);
    const headings = every(named(page, 'main')[0]!)
      .filter(({ name }) => name === 'h2' || name === 'h3')
      .map(textOf);
    expect(links).toEqual(headings);
  });
  it('holds every figure of every report in its tables, in its place, and a word for each hidden one', async () => {
    const sections = named(await reading, 'section');
    for (const [at, { reports }] of exampleYear.sections.entries()) {
      const tables = named(sections[at]!, 'table');
      for (const [index, report] of reports.entries()) {
        const own = tables.filter(
          ({ attributes }) => attributes['aria-describedby'] === `section-${at + 1}-${index + 1}-summary`,
        );
        const rows = own.map((table) =>
          named(named(table, 'tbody')[0]!, 'tr').map((row) => named(row, 'td').map(textOf)),
        );
        const expected = cellsOf(report, lang);
        expect(
          report.dimensions.length === 0
            ? [rows.flat(2)]
            : expected.map((_, row) => rows.flatMap((table) => table[row]!)),
        ).toEqual(expected);
        for (const table of own) expect(textOf(named(table, 'caption')[0]!)).toContain(report.title[lang]);
      }
    }
    expect(named(await reading, 'table')).toHaveLength(10);
  });
  it('gives each table a caption, headings with a scope, and the unit or the whole in every heading', async () => {
    const page = await reading;
    for (const table of named(page, 'table')) {
      expect(named(table, 'caption')).toHaveLength(1);
      expect(
        named(table, 'th').filter(({ attributes }) => attributes.scope !== 'col' && attributes.scope !== 'row'),
      ).toEqual([]);
    }
    for (const [at, { reports }] of exampleYear.sections.entries()) {
      for (const [index, report] of reports.entries()) {
        const id = `section-${at + 1}-${index + 1}-summary`;
        const own = named(page, 'table').filter(({ attributes }) => attributes['aria-describedby'] === id);
        const headings = own
          .flatMap((table) => named(table, 'th'))
          .map(textOf)
          .join('\n')
          .toLowerCase();
        const summary = textOf(every(page).find(({ attributes }) => attributes.id === id)!);
        expect(summary).toContain(words[lang].units[report.unit]);
        expect(summary.toLowerCase()).toContain(report.population[lang].toLowerCase());
        for (const { kind, denominator } of own.length === 0 ? [] : report.figures) {
          const unit =
            kind === 'count'
              ? words[lang].units[report.unit]
              : kind === 'days'
                ? words[lang].daysPer(words[lang].each[report.unit])
                : words[lang].shareOf(denominator![lang]);
          expect(headings).toContain(unit);
          if (kind !== 'count') expect(summary).toContain(unit);
        }
      }
    }
  });
  it('gives each chart a role, a title and a description', async () => {
    const page = await reading;
    const charts = named(page, 'svg');
    expect(charts).toHaveLength(11);
    for (const chart of charts) {
      expect(chart.attributes.role).toBe('img');
      const [title, description] = chart.attributes['aria-labelledby']!.split(' ').map((id) =>
        every(chart).find(({ attributes }) => attributes.id === id)!,
      );
      expect([title!.name, description!.name]).toEqual(['title', 'desc']);
      expect(textOf(title!).length).toBeGreaterThan(10);
      expect(textOf(description!)).toContain(words[lang].chart.seeTable);
    }
  });
  it('says the position, the profiles, the hash once, the threshold, and what hidden means', async () => {
    const text = textOf(named(await reading, 'main')[0]!);
    for (const { id, hash } of exampleYear.profiles) expect(text).toContain(words[lang].about.profile(id, hash));
    expect(text).toContain(words[lang].about.basis(exampleYear.position));
    expect(text).toContain(words[lang].about.hash(exampleYear.hash));
    for (const { hash } of reportsOf(exampleYear)) expect(text).not.toContain(hash);
    expect(text).toContain(words[lang].about.hidden[1]!('5'));
  });
  it('needs nothing else: no script, nothing fetched, no handler', async () => {
    const html = (await rendering).replace(/base64,[\w+/=]+/g, 'base64,');
    const tags = every(await reading);
    expect(tags.filter(({ name }) => ['script', 'link', 'img', 'iframe', 'object', 'image'].includes(name))).toEqual(
      [],
    );
    expect(
      tags
        .flatMap(({ attributes }) => Object.keys(attributes))
        .filter((name) => name.startsWith('on') || name === 'src' || name === 'style'),
    ).toEqual([]);
    expect(
      html.match(/(?:https?:)?\/\/[a-z][^"' )]*/g)?.filter((address) => !address.startsWith('http://www.w3.org/')),
    ).toEqual([]);
    expect(html.match(/url\([^)]*\)/g)).toEqual(['url(data:font/woff2;base64,)', 'url(data:font/woff2;base64,)']);
  });
  it('is the same bytes every time', async () =>
    expect(await renderYearlyHtml(exampleYear, lang)).toBe(await rendering));
});

describe('whatever a report says', () => {
  it('names are text: no markup gets in, through any field', async () => {
    const bad = `"><img src=x onerror=alert(1)>'&amp;</title></style></text>`;
    const say = { da: `${bad}da`, en: `${bad}en` };
    const year: YearlyReport = {
      ...exampleYear,
      office: { key: bad, name: say },
      position: bad,
      hash: bad,
      profiles: [{ id: bad, hash: bad }],
      sections: exampleYear.sections.map((section) => ({
        title: say,
        lead: say,
        reports: section.reports.map((report) => ({
          ...report,
          name: bad,
          title: say,
          population: say,
          position: bad,
          hash: bad,
          dimensions: report.dimensions.map((dimension) => ({
            ...dimension,
            title: say,
            labels: Object.fromEntries(
              Object.keys(dimension.labels).map((key) => [key, { da: `${key}${bad}`, en: `${key}${bad}` }]),
            ),
          })),
          figures: report.figures.map((column) => ({ ...column, title: say, denominator: say })),
        })),
      })),
    };
    const page = parse(await renderYearlyHtml(year, 'da'));
    expect(named(page, 'img')).toEqual([]);
    expect(textOf(named(page, 'h1')[0]!)).toBe('Årsberetning 2025');
    expect(textOf(named(page, 'h2')[1]!)).toBe(say.da);
    expect(named(page, 'svg').length).toBeGreaterThan(4);
    expect(
      every(page)
        .flatMap(({ attributes }) => Object.keys(attributes))
        .filter((name) => name.startsWith('on')),
    ).toEqual([]);
  });
  it('says where the figures end before the year does', async () => {
    const header = async (madeOn: string) =>
      textOf(named(parse(await renderYearlyHtml({ ...exampleYear, madeOn }, 'da')), 'header')[0]!);
    const unfinished = 'Året er ikke slut i disse tal: de går til og med 3. marts 2025, ikke til årets slutning.';
    expect((await header('2025-03-03')).replaceAll('\u00a0', ' ')).toContain(unfinished);
    for (const day of ['2025-12-31', '2026-01-19']) expect(await header(day)).not.toContain('årets slutning');
  });
  it('for any figures, each table says just them', async () => {
    const figure: fc.Arbitrary<Figure> = fc.oneof(fc.nat(20_000), fc.constant('hidden' as const), fc.constant(null));
    const [, second] = exampleYear.sections;
    const rejections = second!.reports[0]!;
    await fc.assert(
      fc.asyncProperty(fc.array(figure, { minLength: 4, maxLength: 4 }), async (values) => {
        const report: Report = {
          ...rejections,
          rows: rejections.rows.map((row, index) => ({ ...row, figures: { count: values[index]! } })),
        };
        const page = parse(
          await renderYearlyHtml({ ...exampleYear, sections: [{ ...second!, reports: [report] }] }, 'da'),
        );
        const says = values.some((value) => value !== 0 && value !== null);
        expect(named(page, 'td').map(textOf)).toEqual(says ? cellsOf(report, 'da').flat() : []);
        const bars = named(page, 'svg')
          .flatMap((chart) => every(chart))
          .filter(({ name, attributes }) => name === 'path' && /^#/.test(attributes.fill ?? ''));
        const numbers = values.slice(1).filter((value) => typeof value === 'number');
        expect(bars).toHaveLength(numbers.length > 1 && numbers.some((value) => value > 0) ? numbers.length : 0);
      }),
      { numRuns: 40 },
    );
  });
});

it('has the office’s own words as text, in Danish whatever the language', async () => {
  const [first, ...others] = exampleYear.sections;
  const examples = [{ title: '<b>Et brev', text: 'En borger ventede.' }];
  const own = { ...exampleYear, foreword: '<script>alert(1)</script> gik.\n\nTak.' };
  const sections = [{ ...first!, text: 'Flere "ringede".', examples }, ...others];
  for (const lang of ['da', 'en'] as const) {
    const page = parse(await renderYearlyHtml({ ...own, sections }, lang));
    expect(named(page, 'script')).toEqual([]);
    expect(named(page, 'b')).toEqual([]);
    const paragraphs = named(page, 'p').map(textOf);
    for (const said of ['<script>alert(1)</script> gik.', 'Tak.', 'Flere "ringede".', 'En borger ventede.'])
      expect(paragraphs).toContain(said);
    expect(named(page, 'h3').map(textOf)).toContain(words[lang].example('<b>Et brev'));
    // Each link of the contents leads to something.
    const ids = new Set(every(page).map(({ attributes }) => attributes['id']));
    for (const { attributes } of named(page, 'a'))
      expect([attributes['href'], ids.has(attributes['href']!.slice(1))]).toEqual([attributes['href'], true]);
    expect(named(page, 'div').filter(({ attributes }) => attributes['lang'] === 'da').length).toBe(
      lang === 'da' ? 0 : 3,
    );
  }
});

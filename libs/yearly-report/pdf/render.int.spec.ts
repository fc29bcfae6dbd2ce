import { createHash } from 'node:crypto';
import { rowsInOrder } from '../../read-models/statistics/in-order.js';
import { outlineOf } from '../outline.js';
import { exampleYear } from '../testing/example.js';
import { writeDate, writeFigure } from '../numbers.js';
import { words } from '../words.js';
import { type YearlyReport } from '../yearly.js';
import {
  type Dictionary,
  everyNode,
  isName,
  type Node,
  readPdf,
  type ReadPdf,
  type Ref,
  tidy,
} from '../testing/read-back.js';
import { renderYearlyPdf } from './render.js';

const reportsOf = (year: YearlyReport) => year.sections.flatMap(({ reports }) => reports);
const ofType = (node: Node, ...types: readonly string[]) => everyNode(node).filter(({ type }) => types.includes(type));
const attributeOf = (pdf: ReadPdf, node: Node, name: string) => {
  const value = pdf.dictionary(node.dictionary.A)?.[name];
  return pdf.get(value);
};

describe.each(['da', 'en'] as const)('the PDF in %s', (lang) => {
  const rendering = renderYearlyPdf(exampleYear, lang);
  const reading = rendering.then(readPdf);
  const outline = outlineOf(exampleYear, lang);

  it('says that it is tagged, its language and its title, and that the title is shown', async () => {
    const { catalog, dictionary, info, metadata } = await reading;
    expect(dictionary(catalog.MarkInfo).Marked).toBe(true);
    expect(catalog.Lang).toBe(lang === 'da' ? 'da-DK' : 'en-GB');
    expect(dictionary(catalog.ViewerPreferences).DisplayDocTitle).toBe(true);
    expect(info.Title).toBe(`${outline.title} – ${outline.office}`);
    expect(metadata).toContain(`>${outline.title} – ${outline.office}<`);
    expect(metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
  });
  it('puts everything that is drawn into the structure or marks it as decoration', async () => {
    const { unmarked, artifacts, pages } = await reading;
    expect(unmarked).toBe('');
    for (let page = 1; page <= pages.length; page++) expect(artifacts).toContain(words[lang].page(page, pages.length));
    expect(artifacts.split(`${outline.office} · ${outline.title}`)).toHaveLength(pages.length);
  });
  it('has its headings in order, and the same ones as the page', async () => {
    const { root } = await reading;
    expect(root.type).toBe('Document');
    const expected = [
      ['H1', outline.title],
      ['H2', words[lang].contents],
      ...[...outline.sections, { ...outline.about, blocks: outline.about.parts }].flatMap(({ title, blocks }) => [
        ['H2', title],
        ...blocks.map((block) => ['H3', block.title]),
      ]),
    ];
    expect(ofType(root, 'H1', 'H2', 'H3').map(({ type, text }) => [type, text])).toEqual(expected);
  });
  it('holds every figure of every report in its tables, in its place, and a word for each hidden one', async () => {
    const { root } = await reading;
    const blocks = outline.sections.flatMap((section) => section.blocks);
    const drawn = ofType(root, 'Sect')
      .filter(({ children }) => children[0]!.type === 'H3')
      .slice(0, blocks.length);
    for (const [index, report] of reportsOf(exampleYear).entries()) {
      const bodies = ofType(drawn[index]!, 'TBody').map((body) => ofType(body, 'TR'));
      const cells = bodies.map((rows) => rows.map((row) => ofType(row, 'TD').map(({ text }) => text)));
      const expected = rowsInOrder(report, lang).map(({ figures }) =>
        report.figures.map(({ key, kind }) => tidy(writeFigure(figures[key]!, kind, lang))),
      );
      expect(
        report.dimensions.length === 0
          ? [cells.flat(2)]
          : expected.map((_, row) => cells.flatMap((table) => table[row]!)),
      ).toEqual(expected);
      expect(bodies.map((rows) => rows.map((row) => ofType(row, 'TH').map(({ text }) => text)))).toEqual(
        blocks[index]!.tables.map(({ rows }) => rows.map(({ heads }) => heads)),
      );
      expect(ofType(drawn[index]!, 'Caption').map(({ text }) => text)).toEqual(
        blocks[index]!.tables.map(({ caption }) => caption),
      );
    }
    expect(ofType(root, 'Table')).toHaveLength(10);
  });
  it('gives every table heading its scope and every table a summary', async () => {
    const pdf = await reading;
    for (const table of ofType(pdf.root, 'Table')) {
      expect(attributeOf(pdf, table, 'Summary')).toEqual(
        expect.stringMatching(lang === 'da' ? /^Tabellen tæller / : /^The table counts /),
      );
      for (const [part, scope] of [
        ['THead', 'Column'],
        ['TBody', 'Row'],
      ] as const) {
        const headings = ofType(ofType(table, part)[0]!, 'TH');
        expect(headings.length).toBeGreaterThan(0);
        expect(headings.filter((heading) => !isName(attributeOf(pdf, heading, 'Scope'), scope))).toEqual([]);
      }
    }
  });
  it('gives every chart a text that stands in for it, and draws no hidden figure', async () => {
    const { root, get } = await reading;
    const charts = outline.sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.charts));
    const figures = ofType(root, 'Figure');
    expect(figures.map(({ dictionary }) => get(dictionary.Alt))).toEqual(
      charts.map(({ plan }) => `${plan.title}. ${plan.description}`),
    );
    for (const [index, { plan }] of charts.entries()) {
      // Vector text: letter by letter, so spaces are not to be relied on.
      const drawn = figures[index]!.text.replaceAll(' ', '');
      if (plan.shape === 'bars')
        for (const { text } of [...plan.marks, ...plan.gaps]) expect(drawn).toContain(text.replace(/[\s\u00a0]/g, ''));
      for (const category of plan.categories) expect(drawn).toContain(category.replaceAll(' ', ''));
    }
  });
  it('leads from its contents and its bookmarks to every heading, with the page it is on', async () => {
    const pdf = await reading;
    const { root, catalog, dictionary, get, pages } = pdf;
    const links = ofType(root, 'Link');
    const targets = [...outline.sections, { ...outline.about, blocks: outline.about.parts }].flatMap(
      ({ id, title, blocks }) => [{ id, title }, ...blocks],
    );
    expect(links).toHaveLength(targets.length);
    const names = namedDestinations(pdf);
    for (const [index, { id, title }] of targets.entries()) {
      const annotation = (get(links[index]!.dictionary.K) as readonly Dictionary[])
        .filter((kid) => isName(kid.Type, 'OBJR'))
        .map((kid) => dictionary(kid.Obj))[0]!;
      expect([annotation.Contents, dictionary(annotation.A).D]).toEqual([title, id]);
      const page = pages.indexOf(dictionary(names.get(id)![0]));
      expect(links[index]!.text).toBe(tidy(`${title} ${page + 1}`));
    }
    const bookmarks: string[] = [];
    const walk = (item: Dictionary | null): void => {
      if (item === null) return;
      bookmarks.push(get(item.Title) as string);
      walk(dictionary(item.First));
      walk(dictionary(item.Next));
    };
    walk(dictionary(dictionary(catalog.Outlines).First));
    expect(bookmarks).toEqual([words[lang].contents, ...targets.map(({ title }) => title)]);
  });
  it('embeds its typeface, and no other', async () => {
    const { pages, dictionary } = await reading;
    const fonts = pages.flatMap((page) => Object.values(dictionary(dictionary(page.Resources).Font)).map(dictionary));
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) {
      expect(font.BaseFont).toEqual(
        expect.objectContaining({ text: expect.stringMatching(/^[A-Z]{6}\+SourceSans3-/) }),
      );
      const descendant = dictionary((dictionary(font).DescendantFonts as readonly Ref[])[0]);
      const descriptor = dictionary(descendant.FontDescriptor);
      expect(descriptor.FontFile2 ?? descriptor.FontFile3).toBeDefined();
    }
  });
  it('says the position, the profiles, the hash and the day of the last change, once', async () => {
    const { text } = (await reading).root;
    for (const { id, hash } of exampleYear.profiles) expect(text).toContain(words[lang].about.profile(id, hash));
    expect(text).toContain(words[lang].about.hash(exampleYear.hash));
    // One for the whole of it: nobody reads a line of digits under every table.
    for (const { hash } of reportsOf(exampleYear)) expect(text).not.toContain(hash);
    expect(text).toContain(words[lang].about.basis(exampleYear.position));
    expect(text).toContain(words[lang].about.until(tidy(writeDate(exampleYear.madeOn!, lang))));
  });
  it('is the same bytes every time, and says the day of the last change as its date', async () => {
    const [first, again] = [await rendering, await renderYearlyPdf(exampleYear, lang)];
    expect(createHash('sha256').update(again).digest('hex')).toBe(createHash('sha256').update(first).digest('hex'));
    const { info, trailer } = await reading;
    expect(info.CreationDate).toBe('D:20260118230000Z');
    expect(trailer.ID).toHaveLength(2);
  });
});

describe('whatever a report says', () => {
  it('Danish letters and marks arrive as they are, and a name with & and < keeps the metadata well-formed', async () => {
    const name = 'Rådgiveren for Ærø & Ålborg <øst> (æøå ÆØÅ é ü ß – “x”)';
    const { info, metadata, root } = readPdf(
      await renderYearlyPdf({ ...exampleYear, office: { key: 'x', name: { da: name, en: name } } }, 'da'),
    );
    expect(info.Title).toBe(`Årsberetning 2025 – ${name}`);
    expect(metadata).toContain('Ærø &#38; Ålborg &#60;øst&#62;');
    expect(ofType(root, 'P')[0]!.text).toBe(name);
  });
  it('a heading stands on the page on which what it heads begins, wherever on a page it comes', async () => {
    const [, second] = exampleYear.sections;
    const [filling] = second!.reports;
    for (let rows = 4; rows < 40; rows += 4) {
      const long = {
        ...filling!,
        rows: Array.from({ length: rows }, (_, n) => ({ keys: { ground: `g${n}` }, figures: { count: 100 } })),
      };
      // A table without a chart: one figure is nothing to draw.
      const short = { ...filling!, rows: filling!.rows.slice(0, 2) };
      const section = { ...second!, reports: [long, short, short, short, short] };
      const { root } = readPdf(await renderYearlyPdf({ ...exampleYear, sections: [section] }, 'da'));
      const blocks = ofType(root, 'Sect').filter(({ children }) => children[0]!.type === 'H3');
      for (const block of blocks.slice(0, 5)) {
        const pages = [...ofType(block, 'H3'), ...ofType(block, 'Figure', 'Caption').slice(0, 1)].map(
          ({ dictionary }) => (dictionary.Pg as Ref).id,
        );
        expect([rows, new Set(pages).size, pages.length]).toEqual([rows, 1, 2]);
      }
    }
  });
  it('another hash makes another file', async () => {
    const id = async (year: YearlyReport) => readPdf(await renderYearlyPdf(year, 'da')).trailer.ID;
    expect(await id({ ...exampleYear, hash: 'f'.repeat(64) })).not.toEqual(await id(exampleYear));
  });
  it('with true figures says on every page that it is not for publication', async () => {
    const mark = { da: 'Internt – ikke til offentliggørelse', en: 'Internal, not for publication' };
    const marked = readPdf(await renderYearlyPdf({ ...exampleYear, audience: 'internal', mark }, 'en'));
    expect(marked.artifacts.split(mark.en).length - 1).toBe(2 * marked.pages.length);
    expect(readPdf(await renderYearlyPdf(exampleYear, 'en')).artifacts).not.toContain(mark.en);
  });
  it('a table longer than a page repeats its headings as decoration and loses no row', async () => {
    const {
      sections: [, second],
    } = exampleYear;
    const report = second!.reports[0]!;
    const rows = Array.from({ length: 90 }, (_, index) => ({
      keys: { ground: `g${100 + index}` },
      figures: { count: 1000 + index },
    }));
    const { root, artifacts, pages } = readPdf(
      await renderYearlyPdf({ ...exampleYear, sections: [{ ...second!, reports: [{ ...report, rows }] }] }, 'da'),
    );
    expect(ofType(root, 'TD').map(({ text }) => text)).toEqual(
      rows.map(({ figures: { count } }) => writeFigure(count, 'count', 'da')),
    );
    expect(pages.length).toBeGreaterThan(4);
    expect(artifacts.split('Afvisningsgrund').length - 1).toBeGreaterThan(1);
    expect(ofType(root, 'TH').filter(({ text }) => text === 'Afvisningsgrund')).toHaveLength(1);
  });
});

function namedDestinations({ catalog, dictionary, get }: ReadPdf): ReadonlyMap<string, readonly Ref[]> {
  const names = get(dictionary(dictionary(catalog.Names).Dests).Names) as readonly (string | readonly Ref[])[];
  return new Map(
    Array.from({ length: names.length / 2 }, (_, index) => [
      names[2 * index] as string,
      get(names[2 * index + 1] as never) as unknown as readonly Ref[],
    ]),
  );
}

it.each(['da', 'en'] as const)(
  'has the office’s own words in their places, in Danish, over several pages (%s)',
  async (lang) => {
    const long = Array.from({ length: 900 }, (_, at) => `ord${at}`).join(' ');
    const [first, ...others] = exampleYear.sections;
    const examples = [{ title: 'Et brev & mere', text: 'En borger ventede.\n\nSå kom det.' }];
    const own = { ...exampleYear, foreword: `Året gik.\n\n${long}` };
    const pdf = readPdf(
      await renderYearlyPdf({ ...own, sections: [{ ...first!, text: 'Flere ringede.', examples }, ...others] }, lang),
    );
    const headings = ofType(pdf.root, 'H2', 'H3').map(({ text }) => text);
    expect(headings).toContain(words[lang].foreword);
    expect(headings).toContain(words[lang].example('Et brev & mere'));
    const danish = ofType(pdf.root, 'Div').filter(({ dictionary }) => pdf.get(dictionary.Lang) === 'da-DK');
    expect(danish.map((each) => ofType(each, 'P').map(({ text }) => text))).toEqual([
      ['Året gik.', long],
      ['Flere ringede.'],
      ['En borger ventede.', 'Så kom det.'],
    ]);
    expect(pdf.unmarked).toBe('');
  },
);

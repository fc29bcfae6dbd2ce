/**
 * The report in one language, in reading order, every figure already written: the page and the PDF both draw this and
 * decide nothing about its content.
 */
import { rowsInOrder } from '../read-models/statistics/in-order.js';
import { countsSomething, type Report, type ReportRow } from '../read-models/statistics/report.js';
import { notDrawn, type Plan, planCharts } from './charts/plan.js';
import { columnTitle, columnUnit, listOf, lower, valueName } from './named.js';
import { writeDate, writeFigure } from './numbers.js';
import { words } from './words.js';
import { type Language, type YearlyReport, type YearlySection } from './yearly.js';

export interface Table {
  readonly caption: string;
  /** Of the columns that name the row. */
  readonly heads: readonly string[];
  readonly columns: readonly { readonly title: string; readonly of: string | null }[];
  readonly rows: readonly {
    readonly heads: readonly string[];
    readonly cells: readonly string[];
    readonly total: boolean;
  }[];
}

export interface Block {
  readonly id: string;
  readonly title: string;
  /** What is counted, of whom and of what. */
  readonly summary: string;
  readonly charts: readonly { readonly id: string; readonly plan: Plan; readonly note: string | null }[];
  /** None where there was nothing to count, and the notes say so; several where one would be too wide to read. */
  readonly tables: readonly Table[];
  readonly notes: readonly string[];
}

/** Paragraphs of the office's own, in Danish whatever the language of the report. */
export interface OwnText {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly lead: string | null;
  readonly own: readonly string[];
  readonly examples: readonly OwnText[];
  readonly blocks: readonly Block[];
}

export interface Outline {
  readonly lang: Language;
  readonly title: string;
  readonly office: string;
  /** Of true figures: stands on every page. */
  readonly mark: string | null;
  readonly intro: string;
  /** Where the figures do not reach the end of the year. */
  readonly unfinished: string | null;
  readonly madeOn: string | null;
  readonly foreword: OwnText | null;
  readonly sections: readonly Section[];
  readonly about: {
    readonly id: string;
    readonly title: string;
    readonly parts: readonly {
      readonly id: string;
      readonly title: string;
      readonly paragraphs: readonly string[];
      readonly list: readonly string[];
    }[];
  };
}

export function outlineOf(report: YearlyReport, lang: Language): Outline {
  const say = words[lang];
  const { called, to, madeOn } = report;
  const twice = twiceIn(report, lang);
  return {
    lang,
    title: say.title(called[lang]),
    office: report.office.name[lang],
    mark: report.mark?.[lang] ?? null,
    intro: say.intro(report.office.name[lang], called[lang]),
    unfinished: madeOn !== null && madeOn < to ? say.unfinished(writeDate(madeOn, lang)) : null,
    madeOn: madeOn === null ? null : say.madeOn(writeDate(madeOn, lang)),
    foreword:
      report.foreword === undefined
        ? null
        : { id: 'foreword', title: say.foreword, paragraphs: paragraphsOf(report.foreword) },
    sections: report.sections.map((section, index) => sectionOf(section, `section-${index + 1}`, twice, lang)),
    about: aboutOf(report, lang),
  };
}

/** Titles that head more than one thing: what divides a report tells it apart. */
function twiceIn({ sections }: YearlyReport, lang: Language): ReadonlySet<string> {
  const all = sections.flatMap(({ title, reports }) => [title, ...reports.map((report) => report.title)]);
  const titles = all.map((title) => title[lang]);
  return new Set(titles.filter((title, index) => titles.indexOf(title) < index));
}

/** An empty line parts them. */
const paragraphsOf = (text: string): readonly string[] =>
  text
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');

const sectionOf = (
  { title, lead, reports, text, examples = [] }: YearlySection,
  id: string,
  twice: ReadonlySet<string>,
  lang: Language,
): Section => ({
  id,
  title: title[lang],
  lead: lead?.[lang] ?? null,
  own: text === undefined ? [] : paragraphsOf(text),
  examples: examples.map((example, index) => ({
    id: `${id}-example-${index + 1}`,
    title: words[lang].example(example.title),
    paragraphs: paragraphsOf(example.text),
  })),
  blocks: reports
    .map((report) => ({ ...report, rows: rowsInOrder(report, lang) }))
    .map((report, index) => blockOf(toldApart(report, twice, lang), `${id}-${index + 1}`, lang)),
});

function toldApart(report: Report, twice: ReadonlySet<string>, lang: Language): Report {
  const { title, dimensions } = report;
  if (!twice.has(title[lang]) || dimensions.length === 0) return report;
  const by = dimensions.map((dimension) => lower(dimension.title[lang]));
  return { ...report, title: { ...title, [lang]: words[lang].chart.title(title[lang], listOf(by, lang)) } };
}

function blockOf(report: Report, id: string, lang: Language): Block {
  const say = words[lang];
  const someHidden = report.rows.some(({ figures }) => Object.values(figures).includes('hidden'));
  const columns = report.figures.map((column) => ({
    title: columnTitle(column, lang),
    of: columnUnit(report, column, lang),
  }));
  return {
    id,
    title: report.title[lang],
    summary: [
      say.counts(
        say.units[report.unit],
        lower(report.population[lang]),
        writeDate(report.from, lang),
        writeDate(report.to, lang),
      ),
      ...(report.at === undefined ? [] : [say.asOf(report.at)]),
      say.columns(columns.map(({ title, of }) => (of === null ? title : `${title} (${of})`)).join(', ')),
    ].join(' '),
    charts: (countsSomething(report) ? planCharts(report, lang) : []).map((plan, index) => ({
      id: `${id}-chart-${index + 1}`,
      plan,
      note: notDrawn(plan.gaps, plan.series.length > 1, lang),
    })),
    tables: tablesOf(report, columns, lang),
    notes: [
      ...(someHidden ? [say.someHidden(report.threshold)] : []),
      ...(countsSomething(report) ? [] : [say.noRows]),
    ],
  };
}

/** How many figures stand side by side on a page, by how many columns name the row. */
const sideBySide = (heads: number): number => [5, 5, 3][heads] ?? 2;

function tablesOf(report: Report, columns: Table['columns'], lang: Language): readonly Table[] {
  const say = words[lang];
  const rows = report.rows.map((row) => ({
    heads: headsOf(report, row, lang),
    cells: report.figures.map(({ key, kind }) => writeFigure(row.figures[key] ?? null, kind, lang)),
    total: report.dimensions.some(({ key }) => (row.keys[key] ?? null) === null),
  }));
  if (!countsSomething(report)) return [];
  if (report.dimensions.length === 0)
    return [turned(columns, rows[0]!.cells, say.caption(report.title[lang], 1, 1), lang)];
  const parts = Math.ceil(columns.length / sideBySide(report.dimensions.length));
  const size = Math.ceil(columns.length / parts);
  return Array.from({ length: parts }, (_, part) => {
    const here = <T>(all: readonly T[]) => all.slice(part * size, (part + 1) * size);
    return {
      caption: say.caption(report.title[lang], part + 1, parts),
      heads: report.dimensions.map(({ title }) => title[lang]),
      columns: here(columns),
      rows: rows.map((row) => ({ ...row, cells: here(row.cells) })),
    };
  });
}

/** Nothing divides the figures: each is a row. */
function turned(columns: Table['columns'], cells: readonly string[], caption: string, lang: Language): Table {
  const { what, total } = words[lang];
  return {
    caption,
    heads: [what],
    columns: [{ title: total, of: null }],
    rows: columns.map(({ title, of }, index) => ({
      heads: [of === null ? title : `${title} (${of})`],
      cells: [cells[index]!],
      total: false,
    })),
  };
}

function headsOf(report: Report, { keys }: ReportRow, lang: Language): readonly string[] {
  const say = words[lang];
  const values = report.dimensions.map(({ key }) => keys[key] ?? null);
  if (values.every((value) => value === null)) return [say.total, ...values.slice(1).map(() => say.all)];
  return report.dimensions.map(({ key }) => {
    const value = keys[key] ?? null;
    return value === null ? say.all : valueName(report, key, value, lang);
  });
}

function aboutOf(report: YearlyReport, lang: Language): Outline['about'] {
  const { about } = words[lang];
  const thresholds = [...new Set(report.sections.flatMap(({ reports }) => reports.map(({ threshold }) => threshold)))]
    .sort((a, b) => a - b)
    .join(' / ');
  return {
    id: 'about',
    title: about.title,
    parts: [
      ...(report.audience === 'internal'
        ? [{ id: 'about-internal', title: about.internalTitle, paragraphs: [about.internal], list: [] }]
        : thresholds === ''
          ? []
          : [
              {
                id: 'about-hidden',
                title: about.hiddenTitle,
                paragraphs: about.hidden.map((sentence) => sentence(thresholds)),
                list: [],
              },
            ]),
      ...(report.sections.some(({ examples = [] }) => examples.length > 0)
        ? [{ id: 'about-examples', title: about.examplesTitle, paragraphs: [about.examples], list: [] }]
        : []),
      {
        id: 'about-basis',
        title: about.basisTitle,
        paragraphs: [
          ...(report.madeOn === null ? [] : [about.until(writeDate(report.madeOn, lang))]),
          about.basis(report.position),
          about.populations,
          about.hash(report.hash),
        ],
        list: [],
      },
      {
        id: 'about-rules',
        title: about.profilesTitle,
        paragraphs: [report.profiles.length === 0 ? about.noProfiles : about.profiles],
        list: report.profiles.map(({ id, hash }) => about.profile(id, hash)),
      },
    ],
  };
}

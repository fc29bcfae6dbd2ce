/**
 * The yearly report as one page that needs nothing else: no script, no file beside it, nothing fetched. WCAG 2.1 AA.
 */
import { type Drawing, loadDraw } from '../charts/draw.js';
import { type Block, type Outline, outlineOf, type OwnText, type Section, type Table } from '../outline.js';
import { words } from '../words.js';
import { type Language, type YearlyReport } from '../yearly.js';
import { escape } from './escape.js';
import { style } from './style.js';

/** A whole HTML document. The same report and language give the same bytes. */
export async function renderYearlyHtml(report: YearlyReport, lang: Language): Promise<string> {
  const outline = outlineOf(report, lang);
  const [css, draw] = await Promise.all([style(), loadDraw()]);
  const drawings = new Map<string, Drawing>();
  for (const { id, plan } of outline.sections.flatMap(({ blocks }) => blocks.flatMap(({ charts }) => charts)))
    drawings.set(id, await draw(plan, lang));
  const say = words[lang];
  const { foreword } = outline;
  return `<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<title>${escape([outline.title, outline.office, ...(outline.mark === null ? [] : [outline.mark])].join(' – '))}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
${css}
</style>
</head>
<body>
<a class="skip" href="#content">${escape(say.skip)}</a>
${outline.mark === null ? '' : `<p class="mark">${escape(outline.mark)}</p>\n`}<header>
<p class="office">${escape(outline.office)}</p>
<h1>${escape(outline.title)}</h1>
<p>${escape(outline.intro)}</p>
${outline.unfinished === null ? '' : `<p><strong>${escape(outline.unfinished)}</strong></p>\n`}${outline.madeOn === null ? '' : `<p>${escape(outline.madeOn)}</p>\n`}</header>
<nav aria-labelledby="contents">
<h2 id="contents">${escape(say.contents)}</h2>
${contents(outline)}
</nav>
<main id="content">
${foreword === null ? '' : `<section aria-labelledby="${foreword.id}">\n${ownTextHtml(foreword, 'h2', lang)}\n</section>\n`}${outline.sections.map((section) => sectionHtml(section, drawings, lang)).join('\n')}
${aboutHtml(outline.about)}
</main>
</body>
</html>
`;
}

function contents({ foreword, sections, about }: Outline): string {
  const link = (id: string, title: string) => `<a href="#${id}">${escape(title)}</a>`;
  const item = (id: string, title: string, under: readonly { readonly id: string; readonly title: string }[]) =>
    `<li>${link(id, title)}${under.length === 0 ? '' : `<ul>${under.map((one) => `<li>${link(one.id, one.title)}</li>`).join('')}</ul>`}</li>`;
  return `<ul>${foreword === null ? '' : `${item(foreword.id, foreword.title, [])}\n`}${sections.map(({ id, title, blocks, examples }) => item(id, title, [...blocks, ...examples])).join('\n')}\n${item(about.id, about.title, about.parts)}</ul>`;
}

const sectionHtml = (
  { id, title, lead, own, blocks, examples }: Section,
  drawings: ReadonlyMap<string, Drawing>,
  lang: Language,
): string => `<section aria-labelledby="${id}">
<h2 id="${id}">${escape(title)}</h2>
${lead === null ? '' : `<p>${escape(lead)}</p>\n`}${own.length === 0 ? '' : `<div${inDanish(lang)}>\n${paragraphs(own)}\n</div>\n`}${blocks.map((block) => blockHtml(block, drawings, lang)).join('\n')}
${examples.map((example) => `<div class="example">\n${ownTextHtml(example, 'h3', lang)}\n</div>`).join('\n')}
</section>`;

const inDanish = (lang: Language): string => (lang === 'da' ? '' : ' lang="da"');
const paragraphs = (texts: readonly string[]): string =>
  texts.map((text) => `<p>${escape(text).replaceAll('\n', '<br>')}</p>`).join('\n');
const ownTextHtml = ({ id, title, paragraphs: texts }: OwnText, level: 'h2' | 'h3', lang: Language): string =>
  `<${level} id="${id}">${escape(title)}</${level}>\n<div${inDanish(lang)}>\n${paragraphs(texts)}\n</div>`;

const blockHtml = (
  { id, title, summary, charts, tables, notes }: Block,
  drawings: ReadonlyMap<string, Drawing>,
  lang: Language,
): string =>
  [
    `<h3 id="${id}">${escape(title)}</h3>`,
    `<p class="summary" id="${id}-summary">${escape(summary)}</p>`,
    ...notes.map((note) => `<p class="note">${escape(note)}</p>`),
    ...charts.map((chart) => figureHtml(chart, drawings.get(chart.id)!, lang)),
    ...tables.map((table) => tableHtml(table, id, lang)),
  ].join('\n');

/** What scrolls sideways can be reached and named with the keyboard (WCAG 2.1.1). */
const scrollable = (title: string, content: string, lang: Language): string =>
  `<div class="wide" role="region" tabindex="0" aria-label="${escape(words[lang].scroll(title))}">${content}</div>`;

function figureHtml({ id, plan, note }: Block['charts'][number], { svg }: Drawing, lang: Language): string {
  const named = svg
    .replace('<svg ', `<svg role="img" aria-labelledby="${id}-title ${id}-description" `)
    .replace(
      '>',
      `><title id="${id}-title">${escape(plan.title)}</title><desc id="${id}-description">${escape(plan.description)}</desc>`,
    );
  return `<figure><figcaption><strong>${escape(plan.title)}</strong>${note === null ? '' : ` ${escape(note)}`}</figcaption>${scrollable(plan.title, named, lang)}</figure>`;
}

function tableHtml({ caption, heads, columns, rows }: Table, id: string, lang: Language): string {
  const head = [
    ...heads.map((title) => `<th scope="col">${escape(title)}</th>`),
    ...columns.map(
      ({ title, of }) =>
        `<th scope="col" class="figure">${escape(title)}${of === null ? '' : ` <span>${escape(of)}</span>`}</th>`,
    ),
  ].join('');
  const body = rows.map(
    (row) =>
      `<tr${row.total ? ' class="total"' : ''}>${row.heads.map((text) => `<th scope="row">${escape(text)}</th>`).join('')}${row.cells.map((text) => `<td>${escape(text)}</td>`).join('')}</tr>`,
  );
  return scrollable(
    caption,
    `<table aria-describedby="${id}-summary">\n<caption>${escape(caption)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`,
    lang,
  );
}

const aboutHtml = ({ id, title, parts }: Outline['about']): string => `<section aria-labelledby="${id}">
<h2 id="${id}">${escape(title)}</h2>
${parts
  .map((part) =>
    [
      `<h3 id="${part.id}">${escape(part.title)}</h3>`,
      ...part.paragraphs.map((text) => `<p class="hash">${escape(text)}</p>`),
      ...(part.list.length === 0
        ? []
        : [`<ul>${part.list.map((text) => `<li class="hash">${escape(text)}</li>`).join('')}</ul>`]),
    ].join('\n'),
  )
  .join('\n')}
</section>`;

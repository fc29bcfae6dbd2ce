/**
 * The yearly report as a tagged PDF (as far towards PDF/UA as pdfkit goes): structure, language, title, alternative
 * texts, bookmarks, an embedded typeface, vector charts.
 */
import { localMidnight } from '../../policy/calendar.js';
import { type Drawing, loadDraw } from '../charts/draw.js';
import { type Block, type Outline, outlineOf, type OwnText } from '../outline.js';
import { type Language, type YearlyReport } from '../yearly.js';
import { type Contents, drawContents, pageNumbers } from './contents.js';
import { bytesOf, column, ink, newSheet, type Sheet, type Type } from './sheet.js';
import { drawTable, tableRoom } from './table.js';
import { type Element } from './tags.js';

const body: Type = { face: 'regular', size: 10.5, colour: ink.text };
const soft: Type = { ...body, colour: ink.soft };
const label: Type = { face: 'semibold', size: 10.5, colour: ink.text };
const headings = {
  H1: { type: { face: 'semibold', size: 26, colour: ink.text }, before: 0, after: 10 },
  H2: { type: { face: 'semibold', size: 18, colour: ink.accent }, before: 28, after: 6 },
  H3: { type: { face: 'semibold', size: 13, colour: ink.text }, before: 18, after: 4 },
} as const satisfies {
  readonly [level: string]: { readonly type: Type; readonly before: number; readonly after: number };
};

const HIGHEST = 480;
/** More than this is not kept together with its heading: it would leave pages empty. */
const MOST_KEPT = 560;

type Draw = (svg: Drawing, x: number, y: number, scale: number) => void;
type Bookmark = Pick<PDFKit.PDFOutline, 'addItem'>;

/** The file. The same report and language give the same bytes. */
export async function renderYearlyPdf(report: YearlyReport, lang: Language): Promise<Uint8Array> {
  const outline = outlineOf(report, lang);
  const [draw, { default: svgToPdf }] = await Promise.all([loadDraw(), import('svg-to-pdfkit')]);
  const drawings = new Map<string, Drawing>();
  for (const { id, plan } of outline.sections.flatMap(({ blocks }) => blocks.flatMap(({ charts }) => charts)))
    drawings.set(id, await draw(plan, lang));
  const sheet = await newSheet(outline, createdOn(report), `${report.office.key} ${report.position} ${report.hash}`);
  // Without a size of its own the picture takes the one it is given.
  const place: Draw = ({ svg, width, height }, x, y, scale) =>
    svgToPdf(sheet.pdf, svg.replace(/ width="[^"]*" height="[^"]*"/, ''), x, y, {
      width: width * scale,
      height: height * scale,
      assumePt: true,
      fontCallback: () => 'regular',
    });

  const { root } = sheet.tags;
  if (outline.mark !== null) paragraph(sheet, root, outline.mark, { ...label, size: 13, colour: ink.mark }, 8);
  paragraph(sheet, root, outline.office, { ...soft, size: 13 }, 4);
  heading(sheet, root, 'H1', outline.title);
  paragraph(sheet, root, outline.intro, body, 14);
  if (outline.unfinished !== null) paragraph(sheet, root, outline.unfinished, label, 14);
  if (outline.madeOn !== null) paragraph(sheet, root, outline.madeOn, soft, 14);
  const contents = drawContents(sheet, root, outline);
  sheet.pdf.addPage();
  if (outline.foreword !== null) {
    const element = sheet.tags.group(root, 'Sect');
    landmark(sheet, sheet.pdf.outline, element, 'H2', outline.foreword, contents, 60);
    ownText(sheet, element, outline.foreword.paragraphs);
  }
  for (const section of outline.sections) {
    const element = sheet.tags.group(root, 'Sect');
    const bookmark = landmark(
      sheet,
      sheet.pdf.outline,
      element,
      'H2',
      section,
      contents,
      (section.own.length > 0 ? 60 : room(sheet, drawings, section.blocks[0])) +
        (section.lead === null ? 0 : sheet.height(section.lead, body, column.width) + 4) +
        40,
    );
    if (section.lead !== null) paragraph(sheet, element, section.lead, body, 4);
    ownText(sheet, element, section.own);
    for (const block of section.blocks) drawBlock(sheet, bookmark, element, block, drawings, place, contents);
    for (const example of section.examples) drawExample(sheet, bookmark, element, example, contents);
  }
  drawAbout(sheet, root, outline, contents);
  pageNumbers(sheet, contents, outline);
  sheet.tags.end();
  return bytesOf(sheet.pdf);
}

function drawBlock(
  sheet: Sheet,
  bookmark: Bookmark,
  parent: Element,
  block: Block,
  drawings: ReadonlyMap<string, Drawing>,
  place: Draw,
  contents: Contents,
): void {
  const element = sheet.tags.group(parent, 'Sect');
  landmark(sheet, bookmark, element, 'H3', block, contents, room(sheet, drawings, block));
  paragraph(sheet, element, block.summary, soft, 6);
  for (const note of block.notes) paragraph(sheet, element, note, soft, 6);
  for (const chart of block.charts) {
    const drawing = drawings.get(chart.id)!;
    const scale = scaleOf(drawing);
    sheet.need(drawing.height * scale + 40);
    paragraph(sheet, element, chart.plan.title, label, 0);
    if (chart.note !== null) paragraph(sheet, element, chart.note, soft, 4);
    const { y } = sheet.pdf;
    const box = [
      column.left,
      sheet.pdf.page.height - y - drawing.height * scale,
      column.left + drawing.width * scale,
      sheet.pdf.page.height - y,
    ];
    sheet.tags.content(
      element,
      'Figure',
      () => place(drawing, column.left, y, scale),
      { O: 'Layout', BBox: box, Placement: 'Block' },
      `${chart.plan.title}. ${chart.plan.description}`,
    );
    sheet.pdf.x = column.left;
    sheet.pdf.y = y + drawing.height * scale + 10;
  }
  for (const table of block.tables) {
    drawTable(sheet, element, table, block.summary);
    sheet.pdf.y += 8;
  }
}

function drawExample(sheet: Sheet, bookmark: Bookmark, parent: Element, example: OwnText, contents: Contents): void {
  const element = sheet.tags.group(parent, 'Sect');
  landmark(sheet, bookmark, element, 'H3', example, contents, 60);
  ownText(sheet, element, example.paragraphs);
}

/** Whoever reads it aloud is told that it is Danish. */
function ownText(sheet: Sheet, parent: Element, paragraphs: readonly string[]): void {
  if (paragraphs.length === 0) return;
  const element = sheet.tags.group(parent, 'Div');
  element.dictionary.data.Lang = new String('da-DK');
  for (const text of paragraphs) flowing(sheet, element, text, body, 8);
}

function drawAbout(sheet: Sheet, root: Element, { about }: Outline, contents: Contents): void {
  const element = sheet.tags.group(root, 'Sect');
  const bookmark = landmark(sheet, sheet.pdf.outline, element, 'H2', about, contents, 160);
  for (const part of about.parts) {
    const inner = sheet.tags.group(element, 'Sect');
    landmark(sheet, bookmark, inner, 'H3', part, contents, 60);
    for (const text of part.paragraphs) paragraph(sheet, inner, text, body, 6);
    if (part.list.length === 0) continue;
    const list = sheet.tags.group(inner, 'L');
    for (const text of part.list) {
      const item = sheet.tags.group(list, 'LI');
      paragraph(sheet, item, text, { ...body, size: 9.5 }, 4, 'LBody');
    }
  }
}

function paragraph(sheet: Sheet, parent: Element, text: string, type: Type, after: number, tag = 'P'): void {
  const height = sheet.height(text, type, column.width);
  sheet.need(height);
  sheet.tags.content(parent, tag, () => sheet.put(text, type, column.left, sheet.pdf.y, column.width));
  sheet.pdf.y += height + after;
}

/** A paragraph that may be longer than a page: it goes on at the head of the next one. */
function flowing(sheet: Sheet, parent: Element, text: string, type: Type, after: number): void {
  const element = sheet.tags.group(parent, 'P');
  sheet.need(2 * sheet.height('x', type, column.width));
  let left = text.split(/(?<=\s)/);
  while (left.length > 0) {
    const fit = Math.max(1, fitting(sheet, left, type, column.bottom - sheet.pdf.y));
    const piece = left.slice(0, fit).join('').trimEnd();
    sheet.tags.into(element, 'P', () => sheet.put(piece, type, column.left, sheet.pdf.y, column.width));
    sheet.pdf.y += sheet.height(piece, type, column.width);
    left = left.slice(fit);
    if (left.length > 0) sheet.pdf.addPage();
  }
  sheet.pdf.y += after;
}

/** How many of these words have room in so many points. */
function fitting(sheet: Sheet, words: readonly string[], type: Type, height: number): number {
  let [fits, tooMany] = [0, words.length + 1];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    const piece = words.slice(0, middle).join('').trimEnd();
    if (sheet.height(piece, type, column.width) <= height) fits = middle;
    else tooMany = middle;
  }
  return fits;
}

/** A heading stays with so many points of what it heads. */
function heading(sheet: Sheet, parent: Element, level: keyof typeof headings, text: string, keep = 0): void {
  const { type, before, after } = headings[level];
  const height = sheet.height(text, type, column.width);
  if (!sheet.need(before + height + after + keep) && sheet.pdf.y > 90) sheet.pdf.y += before;
  sheet.tags.content(parent, level, () => sheet.put(text, type, column.left, sheet.pdf.y, column.width));
  sheet.pdf.y += height + after;
}

/** A heading that the contents and the bookmarks lead to. */
function landmark(
  sheet: Sheet,
  bookmarks: Bookmark,
  parent: Element,
  level: 'H2' | 'H3',
  { id, title }: { readonly id: string; readonly title: string },
  contents: Contents,
  keep: number,
): PDFKit.PDFOutline {
  heading(sheet, parent, level, title, keep);
  const { before, type } = headings[level];
  sheet.pdf.addNamedDestination(id, 'XYZ', null, sheet.pdf.y - type.size - before, null);
  contents.found(id, sheet.pdf.bufferedPageRange().count);
  return bookmarks.addItem(title, { expanded: true });
}

/** What a report needs to begin well: its summary, its notes, and its first chart or table. */
function room(sheet: Sheet, drawings: ReadonlyMap<string, Drawing>, block: Block | undefined): number {
  if (block === undefined) return 0;
  const first = block.charts[0] === undefined ? undefined : drawings.get(block.charts[0].id);
  const [table] = block.tables;
  const words = [block.summary, ...block.notes].reduce(
    (sum, text) => sum + sheet.height(text, soft, column.width) + 6,
    0,
  );
  const below =
    first === undefined ? (table === undefined ? 0 : tableRoom(sheet, table)) : first.height * scaleOf(first) + 60;
  return Math.min(MOST_KEPT, words + below);
}

/** Smaller than on a screen, within the column, and never so high that a heading and its summary find no room above. */
const scaleOf = ({ width, height }: Drawing): number => Math.min(0.68, column.width / width, HIGHEST / height);

/** The beginning of the day of the last change counted, of the year where there is none: never in the future. */
const createdOn = ({ from, madeOn }: YearlyReport): Date => new Date(localMidnight(madeOn ?? from));

/** The table of contents, its page numbers filled in at the end, and the header and footer of every page. */
import { type Outline } from '../outline.js';
import { words } from '../words.js';
import { column, ink, margin, type Sheet, type Type } from './sheet.js';
import { type Element } from './tags.js';

export interface Contents {
  /** A heading was drawn on this page (from 1). */
  found(id: string, page: number): void;
  readonly entries: readonly {
    readonly id: string;
    readonly link: Element;
    readonly type: Type;
    readonly page: number;
    readonly y: number;
  }[];
  readonly pages: ReadonlyMap<string, number>;
}

const line: Type = { face: 'regular', size: 10.5, colour: ink.link };
const running: Type = { face: 'regular', size: 8.5, colour: ink.soft };
const numberWidth = 40;

export function drawContents(sheet: Sheet, root: Element, { foreword, sections, about, lang }: Outline): Contents {
  const { pdf, tags } = sheet;
  const pages = new Map<string, number>();
  const entries: { id: string; link: Element; type: Type; page: number; y: number }[] = [];
  const title: Type = { face: 'semibold', size: 18, colour: ink.accent };
  tags.content(root, 'H2', () => sheet.put(words[lang].contents, title, column.left, pdf.y, column.width));
  pdf.outline.addItem(words[lang].contents);
  pdf.y += sheet.height(words[lang].contents, title, column.width) + 6;
  const toc = tags.group(root, 'TOC');
  const entry = (id: string, text: string, indent: number, type: Type) => {
    const width = column.width - indent - numberWidth;
    const height = sheet.height(text, type, width);
    sheet.need(height);
    const { y } = pdf;
    const link = tags.group(tags.group(tags.group(toc, 'TOCI'), 'Reference'), 'Link');
    tags.into(link, 'Link', () => sheet.put(text, type, column.left + indent, y, width));
    pdf.goTo(column.left + indent, y, column.width - indent, height, id, {
      structParent: link,
      Contents: new String(text),
    } as never);
    entries.push({ id, link, type, page: pdf.bufferedPageRange().count, y });
    pdf.y = y + height + 3;
  };
  const chapters = [
    ...(foreword === null ? [] : [{ ...foreword, blocks: [] }]),
    ...sections.map((section) => ({ ...section, blocks: [...section.blocks, ...section.examples] })),
    { ...about, blocks: about.parts },
  ];
  for (const { id, title: text, blocks } of chapters) {
    pdf.y += 4;
    entry(id, text, 0, { ...line, face: 'semibold' });
    for (const block of blocks) entry(block.id, block.title, 16, line);
  }
  return {
    entries,
    pages,
    found: (id, page) => {
      pages.set(id, page);
    },
  };
}

/** Once every page is drawn: how many there are is known only now. */
export function pageNumbers(sheet: Sheet, { entries, pages }: Contents, { office, title, mark, lang }: Outline): void {
  const { pdf, tags } = sheet;
  const { count } = pdf.bufferedPageRange();
  for (let page = 1; page <= count; page++) {
    pdf.switchToPage(page - 1);
    for (const { id, link, type, y } of entries.filter((entry) => entry.page === page)) {
      tags.into(link, 'Link', () =>
        sheet.put(
          String(pages.get(id)),
          { ...type, colour: ink.text },
          column.right - numberWidth,
          y,
          numberWidth,
          'right',
        ),
      );
      // pdfkit notes for a link the page that is open when its element ends.
      link.end();
    }
    // Below the margin pdfkit would begin a new page.
    pdf.page.margins.bottom = 0;
    tags.artifact(() => {
      if (page > 1) sheet.put(`${office} · ${title}`, running, column.left, 36, column.width);
      if (mark !== null) {
        const warning: Type = { ...running, face: 'semibold', colour: ink.mark };
        sheet.put(mark, warning, column.left, page > 1 ? 24 : 36, column.width);
        sheet.put(mark, warning, column.left, pdf.page.height - 40, column.width);
      }
      sheet.put(words[lang].page(page, count), running, column.left, pdf.page.height - 40, column.width, 'right');
      if (page > 1) pdf.moveTo(column.left, 52).lineTo(column.right, 52).lineWidth(0.5).stroke(ink.line);
    }, 'Pagination');
    pdf.page.margins.bottom = margin.bottom;
  }
}

/**
 * A table with its caption, its headings again on every page (as an artifact: they are read once), and rows that never
 * break across pages.
 */
import { type Table } from '../outline.js';
import { column, ink, type Sheet, type Type } from './sheet.js';
import { type Element } from './tags.js';

const plain: Type = { face: 'regular', size: 9.5, colour: ink.text };
const strong: Type = { ...plain, face: 'semibold' };
const faint: Type = { ...plain, size: 8.5, colour: ink.soft };
const pad = { x: 5, y: 2.5 } as const;

/** A table up to this many points high stands on one page; a higher one begins where so many are left. */
const KEPT_WHOLE = 220;

interface Cell {
  readonly text: string;
  readonly type: Type;
  readonly under?: string;
  readonly figure: boolean;
}

/** How the table is laid out: its cells, and how high each line of them is. */
function layOut(sheet: Sheet, { caption, heads, columns, rows }: Table) {
  const top: readonly Cell[] = [
    ...heads.map((text) => ({ text, type: strong, figure: false })),
    ...columns.map(({ title, of }) => ({
      text: title,
      type: strong,
      ...(of === null ? {} : { under: of }),
      figure: true,
    })),
  ];
  const lines = rows.map((row) => {
    const type = row.total ? strong : plain;
    return {
      total: row.total,
      cells: [
        ...row.heads.map((text) => ({ text, type, figure: false })),
        ...row.cells.map((text) => ({ text, type, figure: true })),
      ] as readonly Cell[],
    };
  });
  const widths = widthsOf(top.length - columns.length, columns.length);
  const height = (cells: readonly Cell[]) =>
    Math.max(...cells.map((cell, index) => heightOf(sheet, cell, widths[index]! - 2 * pad.x))) + 2 * pad.y;
  const headHeight = height(top);
  const captionHeight = sheet.height(caption, strong, column.width) + 3;
  const whole = captionHeight + headHeight + lines.reduce((sum, { cells }) => sum + height(cells), 0);
  return { top, lines, widths, height, headHeight, captionHeight, needs: Math.min(whole, KEPT_WHOLE) };
}

/** What has to be left of a page for the table to begin on it. */
export const tableRoom = (sheet: Sheet, table: Table): number => layOut(sheet, table).needs;

/** `summary` is read before the table. */
export function drawTable(sheet: Sheet, parent: Element, content: Table, summary: string): void {
  const { pdf, tags } = sheet;
  const { caption } = content;
  const { top, lines, widths, height, headHeight, captionHeight, needs } = layOut(sheet, content);
  sheet.need(needs);
  const table = tags.group(parent, 'Table', { O: 'Table', Summary: new String(summary) });
  tags.content(table, 'Caption', () => sheet.put(caption, strong, column.left, pdf.y, column.width));
  pdf.y += captionHeight;
  const headRow = tags.group(tags.group(table, 'THead'), 'TR');
  drawCells(sheet, top, widths, (_, draw) => {
    tags.content(headRow, 'TH', draw, { O: 'Table', Scope: 'Column' });
  });
  ruleBelow(sheet, headHeight, ink.text, 1.2);
  const body = tags.group(table, 'TBody');
  for (const [index, { cells, total }] of lines.entries()) {
    const rowHeight = height(cells);
    // The last row never stands alone on a page.
    const following =
      index >= lines.length - 2 ? lines.slice(index + 1).reduce((sum, next) => sum + height(next.cells), 0) : 0;
    if (sheet.need(rowHeight + following)) {
      drawCells(sheet, top, widths, (_, draw) => {
        tags.artifact(draw, 'Pagination');
      });
      ruleBelow(sheet, headHeight, ink.text, 1.2);
    }
    if (total)
      tags.artifact(() => {
        pdf.rect(column.left, pdf.y, column.width, rowHeight).fill(ink.total);
      });
    const row = tags.group(body, 'TR');
    drawCells(sheet, cells, widths, (cell, draw) => {
      tags.content(row, cell.figure ? 'TD' : 'TH', draw, cell.figure ? undefined : { O: 'Table', Scope: 'Row' });
    });
    ruleBelow(sheet, rowHeight, ink.line, 0.5);
  }
}

function drawCells(
  sheet: Sheet,
  cells: readonly Cell[],
  widths: readonly number[],
  tag: (cell: Cell, draw: () => void) => void,
): void {
  const { y } = sheet.pdf;
  let x: number = column.left;
  for (const [index, cell] of cells.entries()) {
    const left = x + pad.x;
    const width = widths[index]! - 2 * pad.x;
    tag(cell, () => {
      sheet.put(cell.text, cell.type, left, y + pad.y, width, cell.figure ? 'right' : 'left');
      if (cell.under !== undefined)
        sheet.put(
          cell.under,
          faint,
          left,
          y + pad.y + sheet.height(cell.text, cell.type, width),
          width,
          cell.figure ? 'right' : 'left',
        );
    });
    x += widths[index]!;
  }
}

const heightOf = (sheet: Sheet, { text, type, under }: Cell, width: number): number =>
  sheet.height(text, type, width) + (under === undefined ? 0 : sheet.height(under, faint, width));

function ruleBelow(sheet: Sheet, height: number, colour: string, width: number): void {
  const { pdf, tags } = sheet;
  pdf.y += height;
  tags.artifact(() => {
    pdf.moveTo(column.left, pdf.y).lineTo(column.right, pdf.y).lineWidth(width).stroke(colour);
  });
}

/** Names get what figures leave, and never less than so much. */
const NARROWEST_NAME = 110;

function widthsOf(heads: number, figures: number): readonly number[] {
  const figure = Math.min(100, (column.width - heads * NARROWEST_NAME) / figures);
  const head = (column.width - figure * figures) / heads;
  return [...Array.from({ length: heads }, () => head), ...Array.from({ length: figures }, () => figure)];
}

/**
 * The one typeface of the report, in its two weights: the page carries it, the PDF embeds it, charts are measured with
 * it.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

export type Weight = 400 | 600;

const require = createRequire(import.meta.url);

const fontFile = (weight: Weight, format: 'woff' | 'woff2'): Promise<Buffer> =>
  readFile(require.resolve(`@fontsource/source-sans-3/files/source-sans-3-latin-${weight}-normal.${format}`));

/** As a page carries it. */
export const webFont = (weight: Weight): Promise<Buffer> => fontFile(weight, 'woff2');

/**
 * As a document embeds it. Unpacked once: fontkit would inflate the tables of the packed file again for each glyph,
 * most of a report's time.
 */
export const plainFont = async (weight: Weight): Promise<Buffer> => unpack(await fontFile(weight, 'woff'));

/** Width of a text in points at size 1, in the regular weight. */
export async function textWidth(): Promise<(text: string) => number> {
  const [{ default: PdfDocument }, font] = await Promise.all([import('pdfkit'), plainFont(400)]);
  const document = new PdfDocument({ autoFirstPage: false, font: font as unknown as string });
  document.fontSize(1);
  const known = new Map<string, number>();
  return (text) => {
    const width = known.get(text) ?? document.widthOfString(text);
    known.set(text, width);
    return width;
  };
}

/**
 * WOFF 1.0 (W3C) to the OpenType file within: the same tables, each inflated, behind a directory of their new places.
 */
function unpack(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('The typeface is not a WOFF file.');
  const count = woff.readUInt16BE(12);
  const power = 2 ** Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + 16 * count);
  woff.copy(head, 0, 4, 8);
  for (const [index, value] of [count, power * 16, Math.log2(power), (count - power) * 16].entries())
    head.writeUInt16BE(value, 4 + 2 * index);
  const tables: Buffer[] = [head];
  let offset = head.length;
  for (let index = 0; index < count; index++) {
    const entry = woff.subarray(44 + 20 * index, 64 + 20 * index);
    const [from, packed, length] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)];
    const table =
      packed < length ? inflateSync(woff.subarray(from, from + packed)) : woff.subarray(from, from + length);
    const at = 12 + 16 * index;
    entry.copy(head, at, 0, 4);
    entry.copy(head, at + 4, 16, 20);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(length, at + 12);
    const padding = Buffer.alloc(-length & 3);
    tables.push(table, padding);
    offset += length + padding.length;
  }
  return Buffer.concat(tables);
}

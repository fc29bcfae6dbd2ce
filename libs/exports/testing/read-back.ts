/**
 * Readers for the specs of this folder, written apart from the writers: a CSV record by record (RFC 4180), the cells of
 * a workbook as Excel finds them.
 */
import { strFromU8, unzipSync } from 'fflate';

/** @throws Error the text is no CSV of RFC 4180 */
export function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let cells: string[] = [];
  for (let at = 0; at < text.length;) {
    const field = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
    field.lastIndex = at;
    const found = field.exec(text)!;
    cells.push(found[1] === undefined ? found[2]! : found[1].replaceAll('""', '"'));
    at = field.lastIndex;
    if (text.startsWith(',', at)) at += 1;
    else if (text.startsWith('\r\n', at)) {
      records.push(cells);
      cells = [];
      at += 2;
    } else throw new Error(`no field ends at ${at}`);
  }
  if (cells.length > 0) throw new Error('the last record has no end');
  return records;
}

export interface ReadCell {
  readonly value: string | number | null;
  readonly format: string | null;
  readonly formula: boolean;
}
export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly ReadCell[])[];
}

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescaped(found);
};
const all = (text: string, pattern: RegExp): readonly RegExpMatchArray[] => [...text.matchAll(pattern)];
const columnOf = (reference: string): number =>
  [...reference.replace(/\d+$/, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/**
 * ECMA-376: sheets by name, cells by their reference, strings from the shared table, the number format of a cell by its
 * style.
 */
export function readXlsx(bytes: Uint8Array): readonly ReadSheet[] {
  const files = unzipSync(bytes);
  const file = (path: string) => {
    const found = files[path];
    if (!found) throw new Error(`the workbook has no ${path}`);
    return strFromU8(found);
  };
  const strings = all(file('xl/sharedStrings.xml'), /<si>(.*?)<\/si>/gs).map(([, item]) =>
    all(item!, /<t[^>]*>(.*?)<\/t>/gs)
      .map(([, text]) => unescaped(text!))
      .join(''),
  );
  const styles = file('xl/styles.xml');
  const numbers = new Map(
    all(styles, /<numFmt [^>]*>/g).map(([tag]) => [attribute(tag, 'numFmtId')!, attribute(tag, 'formatCode')!]),
  );
  const formats = all(/<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)![1]!, /<xf [^>]*>/g).map(
    ([tag]) => numbers.get(attribute(tag, 'numFmtId')!) ?? null,
  );
  const targets = new Map(
    all(file('xl/_rels/workbook.xml.rels'), /<Relationship [^>]*>/g).map(([tag]) => [
      attribute(tag, 'Id')!,
      attribute(tag, 'Target')!,
    ]),
  );
  return all(file('xl/workbook.xml'), /<sheet [^>]*>/g).map(([tag]) => {
    const sheet = file(`xl/${targets.get(attribute(tag, 'r:id')!)!.replace(/^\/xl\//, '')}`);
    const rows = all(sheet, /<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs).map(([, row = '']) => {
      const cells: ReadCell[] = [];
      for (const [, open, content = ''] of all(row, /<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
        const raw = /<v>(.*?)<\/v>/s.exec(content)?.[1];
        const value = raw === undefined ? null : attribute(open!, 't') === 's' ? strings[Number(raw)]! : Number(raw);
        cells[columnOf(attribute(open!, 'r')!)] = {
          value,
          format: formats[Number(attribute(open!, 's') ?? 0)] ?? null,
          formula: content.includes('<f'),
        };
      }
      return Array.from(cells, (cell) => cell ?? { value: null, format: null, formula: false });
    });
    return { name: attribute(tag, 'name')!, rows };
  });
}

/**
 * The paper: A4, one column, one typeface in two weights, and a place that moves down and on to the next page. Points.
 */
import { plainFont } from '../fonts.js';
import { type Outline } from '../outline.js';
import { type Tagged, Tags } from './tags.js';

export type Document = PDFKit.PDFDocument & Tagged;
export type Face = 'regular' | 'semibold';
export interface Type {
  readonly face: Face;
  readonly size: number;
  readonly colour: string;
}

export const margin = { top: 72, bottom: 64, left: 56, right: 56 } as const;
const page = { width: 595.28, height: 841.89 } as const;
export const column = {
  left: margin.left,
  width: page.width - margin.left - margin.right,
  right: page.width - margin.right,
  bottom: page.height - margin.bottom,
} as const;
export const ink = {
  text: '#1a1a1a',
  soft: '#404040',
  line: '#8c8c8c',
  accent: '#12375c',
  link: '#0b4a87',
  total: '#eef2f6',
  mark: '#9b1c1c',
} as const;

export interface Sheet {
  readonly pdf: Document;
  readonly tags: Tags;
  /** Begins a new page unless so many points are left on this one. */
  need(height: number): boolean;
  height(text: string, type: Type, width: number): number;
  /** Draws at a place; moves nothing. */
  put(text: string, type: Type, x: number, y: number, width: number, align?: 'left' | 'right'): void;
}

/** `createdAt` and `keywords` decide the file's id together with the title: the same report gives the same bytes. */
export async function newSheet(outline: Outline, createdAt: Date, keywords: string): Promise<Sheet> {
  const [{ default: PdfDocument }, regular, semibold] = await Promise.all([
    import('pdfkit'),
    plainFont(400),
    plainFont(600),
  ]);
  const pdf = new PdfDocument({
    size: 'A4',
    margins: { ...margin },
    pdfVersion: '1.7',
    tagged: true,
    subset: 'PDF/UA' as never,
    lang: outline.lang === 'da' ? 'da-DK' : 'en-GB',
    displayTitle: true,
    bufferPages: true,
    // As the first font, or pdfkit loads one of its own that is not embedded.
    font: regular as unknown as string,
    info: {
      Title: `${outline.title} – ${outline.office}`,
      Author: outline.office,
      Subject: outline.title,
      Keywords: keywords,
      Creator: 'Klagegang',
      Producer: 'Klagegang',
      CreationDate: createdAt,
      ModDate: createdAt,
    },
  }) as Document;
  pdf.registerFont('regular', regular);
  pdf.registerFont('semibold', semibold);
  escapeMetadata(pdf);
  const set = ({ face, size, colour }: Type) => pdf.font(face).fontSize(size).fillColor(colour);
  return {
    pdf,
    tags: new Tags(pdf),
    need(height) {
      if (pdf.y + height <= column.bottom) return false;
      pdf.addPage();
      return true;
    },
    height: (text, type, width) => {
      set(type);
      return pdf.heightOfString(text, { width });
    },
    put(text, type, x, y, width, align = 'left') {
      set(type);
      const { y: before } = pdf;
      pdf.text(text, x, y, { width, align });
      pdf.x = column.left;
      pdf.y = before;
    },
  };
}

/** pdfkit writes the title into XML as it stands. The plain one is written by the time the metadata is. */
function escapeMetadata(pdf: Document): void {
  const inside = pdf as unknown as { endMetadata: () => void; info: { [key: string]: unknown } };
  const end = inside.endMetadata.bind(pdf);
  inside.endMetadata = () => {
    inside.info = Object.fromEntries(
      Object.entries(inside.info).map(([key, value]) => [
        key,
        typeof value === 'string' ? value.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`) : value,
      ]),
    );
    end();
  };
}

/** Everything that was drawn, once the document has ended. */
export async function bytesOf(pdf: Document): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  pdf.end();
  for await (const part of pdf as unknown as AsyncIterable<Uint8Array>) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

declare module 'svg-to-pdfkit' {
  interface Options {
    readonly width?: number;
    readonly height?: number;
    readonly assumePt?: boolean;
    readonly fontCallback?: (family: string, bold: boolean, italic: boolean) => string;
    readonly warningCallback?: (warning: string) => void;
  }
  /** Draws an SVG text into a PDFKit document at a place, in points. */
  function draw(document: PDFKit.PDFDocument, svg: string, x: number, y: number, options?: Options): void;
  export default draw;
}

/**
 * The structure tree of a PDF (ISO 32000-1, 14.7), built as the pages are drawn: what is said is content of an element,
 * what only decorates is an artifact. pdfkit knows more about structure than its types do; this is the one place that
 * speaks to that part of it.
 */

/** An element of the tree, as pdfkit makes it. */
export interface Element {
  readonly dictionary: { readonly data: { [key: string]: unknown } };
  add(child: unknown): Element;
  end(): void;
}

export interface Tagged {
  struct(type: string, options?: { readonly alt?: string; readonly lang?: string }): Element;
  addStructure(element: Element): void;
  markStructureContent(tag: string): unknown;
  markContent(tag: string, options?: { readonly type?: string }): void;
  endMarkedContent(): void;
}

export class Tags {
  readonly root: Element;

  constructor(private readonly document: Tagged) {
    this.root = document.struct('Document');
    document.addStructure(this.root);
  }

  /** An element that holds others; `attributes` as in ISO 32000-1, 14.8.5, e.g. `{ O: 'Table', Scope: 'Row' }`. */
  group(parent: Element, type: string, attributes?: object, alt?: string): Element {
    const element = this.document.struct(type, alt === undefined ? {} : { alt });
    if (attributes !== undefined) element.dictionary.data.A = attributes;
    parent.add(element);
    return element;
  }

  /** Content of an element that is there already. */
  into(element: Element, type: string, draw: () => void): void {
    const content = this.document.markStructureContent(type);
    draw();
    this.document.endMarkedContent();
    element.add(content);
  }

  /** An element with what is drawn as its only content. */
  content(parent: Element, type: string, draw: () => void, attributes?: object, alt?: string): Element {
    const element = this.group(parent, type, attributes, alt);
    this.into(element, type, draw);
    return element;
  }

  /** Lines, fills, running headers: a reader does not read them. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.document.markContent('Artifact', { type });
    draw();
    this.document.endMarkedContent();
  }

  end(): void {
    this.root.end();
  }
}

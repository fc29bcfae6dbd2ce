/** Markup that is known to be safe: made by `html` alone, which escapes everything that is put into it. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | false | null | undefined | readonly Part[];

/**
 * `html\`<p>${text}</p>\``: text is escaped, Html and lists of it stand as they are, `false` and what is not there are
 * nothing.
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.reduce((text, string, index) => text + rendered(parts[index - 1]) + string));

function rendered(part: Part): string {
  if (part === false || part === null || part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(rendered).join('');
  return String(part).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/**
 * A reader for the specs of this folder, written apart from the writer: what stands in a XES file, trace by trace.
 * Valid files only; the schema has its own check.
 */
export interface ReadAttributes {
  readonly [key: string]: string;
}
export interface ReadXes {
  readonly log: ReadAttributes;
  readonly globals: { readonly [scope: string]: ReadAttributes };
  readonly extensions: readonly string[];
  readonly classifiers: readonly (readonly string[])[];
  readonly traces: readonly { readonly attributes: ReadAttributes; readonly events: readonly ReadAttributes[] }[];
}

export function readXes(text: string): ReadXes {
  const [before = '', ...traces] = text.split('<trace>');
  const globals = Object.fromEntries(
    [...before.matchAll(/<global scope="(\w+)">(.*?)<\/global>/gs)].map(([, scope, content]) => [
      scope!,
      attributes(content!),
    ]),
  );
  return {
    log: attributes(before.replaceAll(/<global .*?<\/global>/gs, '')),
    globals,
    extensions: [...before.matchAll(/<extension [^>]*prefix="(\w+)"/g)].map(([, prefix]) => prefix!),
    classifiers: [...before.matchAll(/<classifier [^>]*keys="([^"]*)"/g)].map(([, keys]) => keys!.split(' ')),
    traces: traces.map((trace) => {
      const [own = '', ...events] = trace.split('<event>');
      return { attributes: attributes(own), events: events.map(attributes) };
    }),
  };
}

/** @throws Error a key stands there twice */
function attributes(text: string): ReadAttributes {
  const entries = [...text.matchAll(/<(?:string|date) key="([^"]*)" value="([^"]*)"\/>/g)].map(
    ([, key, value]) => [key!, unescaped(value!)] as const,
  );
  if (new Set(entries.map(([key]) => key)).size < entries.length) throw new Error(`a key stands twice in ${text}`);
  return Object.fromEntries(entries);
}

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

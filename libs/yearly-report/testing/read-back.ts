/**
 * Reads a PDF that pdfkit wrote: its objects, its structure tree and the text of every marked content. For specs: what
 * is claimed of a file is read out of its bytes.
 */
import { inflateSync } from 'node:zlib';

export class Name {
  constructor(readonly text: string) {}
}
export class Ref {
  constructor(readonly id: number) {}
}
export type Value = string | number | boolean | null | Name | Ref | readonly Value[] | Dictionary;
export interface Dictionary {
  readonly [key: string]: Value;
}

export interface Node {
  readonly type: string;
  readonly dictionary: Dictionary;
  /** Own text and that of everything within, in reading order. */
  readonly text: string;
  readonly children: readonly Node[];
}

export interface ReadPdf {
  readonly trailer: Dictionary;
  readonly catalog: Dictionary;
  readonly info: Dictionary;
  /** XMP. */
  readonly metadata: string;
  readonly pages: readonly Dictionary[];
  readonly root: Node;
  /** Content that is in no marked content, neither structure nor artifact; must be none. */
  readonly unmarked: string;
  readonly artifacts: string;
  get(value: Value | undefined): Value;
  dictionary(value: Value | undefined): Dictionary;
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const file = Buffer.from(bytes).toString('latin1');
  const objects = new Map<number, { readonly value: Value; readonly stream: Buffer | null }>();
  for (const match of file.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const [value, end] = parse(file, match.index + match[0].length);
    const start = /^\s*stream\n/.exec(file.slice(end, end + 20));
    const length = start === null ? 0 : ((value as Dictionary).Length as number);
    const from = end + (start?.[0].length ?? 0);
    const raw = Buffer.from(file.slice(from, from + length), 'latin1');
    objects.set(Number(match[1]), {
      value,
      stream: start === null ? null : isName((value as Dictionary).Filter, 'FlateDecode') ? inflateSync(raw) : raw,
    });
  }
  const get = (value: Value | undefined): Value =>
    value instanceof Ref ? get(objects.get(value.id)!.value) : (value ?? null);
  const dictionary = (value: Value | undefined) => get(value) as Dictionary;
  const streamOf = (value: Value | undefined) => objects.get((value as Ref).id)!.stream!;
  const [trailer] = parse(file, file.lastIndexOf('trailer') + 8) as readonly [Dictionary, number];
  const catalog = dictionary(trailer.Root);
  const kids = get(dictionary(catalog.Pages).Kids) as readonly Ref[];
  const marked = new Map<string, string>();
  let unmarked = '';
  let artifacts = '';
  for (const kid of kids) {
    const fonts = dictionary(dictionary(dictionary(kid).Resources).Font ?? {});
    const maps = new Map(
      Object.entries(fonts).map(([name, font]) => [
        name,
        unicodeOf(streamOf(dictionary(font).ToUnicode).toString('latin1')),
      ]),
    );
    const contents = get(dictionary(kid).Contents);
    const content = (Array.isArray(contents) ? contents : [dictionary(kid).Contents])
      .map((one: Value) => streamOf(one).toString('latin1'))
      .join('\n');
    for (const { mcid, tag, text } of textOf(content, maps)) {
      if (tag === null) unmarked += text;
      else if (mcid === null) artifacts += ` ${text}`;
      else marked.set(`${kid.id} ${mcid}`, text);
    }
  }
  const nodeOf = (value: Value): Node => {
    const own = dictionary(value);
    const page = own.Pg as Ref | undefined;
    const parts = (Array.isArray(get(own.K)) ? (get(own.K) as readonly Value[]) : [get(own.K)]).flatMap(
      (kid): readonly (Node | string)[] => {
        if (typeof kid === 'number') return [marked.get(`${page!.id} ${kid}`) ?? ''];
        const inner = dictionary(kid);
        if (isName(inner.Type, 'MCR')) return [marked.get(`${(inner.Pg as Ref).id} ${inner.MCID as number}`) ?? ''];
        return isName(inner.Type, 'OBJR') || kid === null ? [] : [nodeOf(kid)];
      },
    );
    return {
      type: (own.S as Name).text,
      dictionary: own,
      text: tidy(parts.map((part) => (typeof part === 'string' ? part : part.text)).join(' ')),
      children: parts.filter((part) => typeof part !== 'string'),
    };
  };
  return {
    trailer,
    catalog,
    info: Object.fromEntries(Object.entries(dictionary(trailer.Info)).map(([key, value]) => [key, get(value)])),
    metadata: streamOf(catalog.Metadata).toString('utf8'),
    pages: kids.map(dictionary),
    root: nodeOf((get(dictionary(catalog.StructTreeRoot).K) as readonly Value[])[0]!),
    unmarked: tidy(unmarked),
    artifacts: tidy(artifacts),
    get,
    dictionary,
  };
}

export const everyNode = (node: Node): readonly Node[] => [node, ...node.children.flatMap(everyNode)];
export const isName = (value: Value | undefined, text: string): boolean => value instanceof Name && value.text === text;
/** White space as a reader hears it. */
export const tidy = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim();

/** One value and where it ends (ISO 32000-1, 7.3). */
function parse(text: string, from: number): [Value, number] {
  let at = from + /^\s*/.exec(text.slice(from, from + 200))![0].length;
  const rest = text.slice(at, at + 60);
  if (rest.startsWith('<<')) {
    const out: { [key: string]: Value } = {};
    at += 2;
    for (;;) {
      at += /^\s*/.exec(text.slice(at, at + 200))![0].length;
      if (text.startsWith('>>', at)) return [out, at + 2];
      const [key, next] = parse(text, at) as [Name, number];
      [out[key.text], at] = parse(text, next);
    }
  }
  if (rest.startsWith('[')) {
    const out: Value[] = [];
    at += 1;
    for (;;) {
      at += /^\s*/.exec(text.slice(at, at + 200))![0].length;
      if (text[at] === ']') return [out, at + 1];
      const [value, next] = parse(text, at);
      out.push(value);
      at = next;
    }
  }
  if (rest.startsWith('<')) {
    const end = text.indexOf('>', at);
    return [decode(Buffer.from(text.slice(at + 1, end), 'hex').toString('latin1')), end + 1];
  }
  if (rest.startsWith('(')) return string(text, at + 1);
  const ref = /^(\d+) 0 R/.exec(rest);
  if (ref !== null) return [new Ref(Number(ref[1])), at + ref[0].length];
  const name = /^\/([^\s/<>[\]()]*)/.exec(text.slice(at, at + 300));
  if (name !== null) return [new Name(name[1]!), at + name[0].length];
  const word = /^[^\s/<>[\]()]+/.exec(rest)?.[0] ?? '';
  if (word === '') throw new Error(`Not a value: ${rest}`);
  return [word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : Number(word), at + word.length];
}

function string(text: string, from: number): [string, number] {
  const escapes: { readonly [sign: string]: string } = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  let out = '';
  for (let at = from, depth = 0; ; at++) {
    const sign = text[at]!;
    if (sign === '\\') {
      at++;
      out += escapes[text[at]!] ?? text[at]!;
      continue;
    }
    if (sign === '(') depth++;
    if (sign === ')' && depth-- === 0) return [decode(out), at + 1];
    out += sign;
  }
}

const decode = (raw: string): string =>
  raw.startsWith('\u00fe\u00ff') ? new TextDecoder('utf-16be').decode(Buffer.from(raw.slice(2), 'latin1')) : raw;

/** Glyph → text, from a ToUnicode map. */
function unicodeOf(map: string): readonly string[] {
  return [...map.matchAll(/<[\da-f]{4}> <[\da-f]{4}> \[([^\]]*)\]/g)].flatMap(([, list]) =>
    [...list!.matchAll(/<([^>]*)>/g)].map(([, code]) =>
      new TextDecoder('utf-16be').decode(Buffer.from(code!.replaceAll(' ', ''), 'hex')),
    ),
  );
}

function textOf(
  content: string,
  maps: ReadonlyMap<string, readonly string[]>,
): readonly { readonly mcid: number | null; readonly tag: string | null; readonly text: string }[] {
  const out: { mcid: number | null; tag: string | null; text: string }[] = [];
  const open: { mcid: number | null; tag: string | null; text: string }[] = [];
  const loose = { mcid: null, tag: null, text: '' };
  let map: readonly string[] = [];
  for (const token of content.matchAll(
    /\/(\w+) (?:(<<[\s\S]*?>>) BDC|BMC)|\bEMC\b|\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ|(<[\da-f]*>) Tj|\bBT\b|\b(f|S|f\*|B)(?=\n|$)/g,
  )) {
    const [whole, tag, properties, font, line, word, paints] = token;
    if (tag !== undefined) {
      const mcid = /\/MCID (\d+)/.exec(properties ?? '')?.[1];
      open.push({ mcid: mcid === undefined ? null : Number(mcid), tag, text: '' });
      continue;
    }
    const here = open.at(-1) ?? loose;
    if (whole === 'EMC') out.push(open.pop()!);
    else if (font !== undefined) map = maps.get(font)!;
    else if (whole === 'BT') here.text += ' ';
    else if (paints !== undefined) {
      if (here === loose) loose.text += paints;
    } else
      here.text += [...(line ?? word)!.matchAll(/<([\da-f]*)>/g)]
        .map(([, glyphs]) =>
          glyphs!
            .match(/.{4}/g)!
            .map((glyph) => map[Number.parseInt(glyph, 16)])
            .join(''),
        )
        .join('');
  }
  return [...out, loose];
}

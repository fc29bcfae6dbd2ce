/**
 * What comments and documents cite: documents, their sections and words, laws, decisions, rule ids, paths. Pure, so it
 * has tests of its own.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';

export interface Text {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Library {
  /** Documents by the name that is cited: `rules.md`. */
  readonly documents: ReadonlyMap<string, string>;
  /** Numbers of the decisions. */
  readonly decisions: ReadonlySet<number>;
  /** Whether a file or folder is there; a path from the root. */
  readonly exists: (path: string) => boolean;
}

const rooms = ['apps', 'libs', 'state-machines', 'event-schemas', 'test', 'docs', 'deploy'] as const;
const read = /\.(ts|mjs|md|c|sh)$/;

export function citingTexts(root: string): readonly Text[] {
  const inRooms = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && read.test(entry.name))
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      ),
  );
  return [...inRooms, 'README.md', 'CHANGELOG.md']
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

export function libraryOf(root: string, texts: readonly Text[]): Library {
  const documents = texts.filter(({ path }) => path.endsWith('.md'));
  return {
    documents: new Map(documents.map(({ path, text }) => [basename(path), text])),
    decisions: new Set(
      documents.flatMap(({ path }) => {
        const number = /^docs\/decisions\/(\d{4})-/.exec(path)?.[1];
        return number === undefined ? [] : [Number(number)];
      }),
    ),
    exists: (path) => existsSync(join(root, path)),
  };
}

/** A citation that leads nowhere. */
interface Lost {
  readonly index: number;
  readonly says: string;
}

/** A sentence with its place and a remedy for each citation of a text that leads nowhere. */
export function lostCitations({ path, text }: Text, library: Library): readonly string[] {
  // Comments go on over line ends; the length stays, so that a place in this text is one in the file.
  const flat = text.replace(/\n[ \t]*(?:\*(?!\/)|\/\/)?/g, (end) => ' '.repeat(end.length));
  const isDocument = path.endsWith('.md');
  return [
    ...lostDocuments(flat, library),
    ...lostNumbers(flat, library),
    ...lostIds(flat, path, library),
    ...(isDocument ? [...lostLinks(flat, path, library), ...lostPaths(flat, library)] : []),
  ]
    .toSorted((a, b) => a.index - b.index)
    .map(({ index, says }) => `${path}:${text.slice(0, index).split('\n').length} ${says}`);
}

const numbers = String.raw`\d+(?:(?:,\s+|\s+and\s+|\s+to\s+|–)\d+)*`;
const citation =
  /(?<![\w.*-])([\w-]+\.md)\b(?:(?:,|\s+and)?\s+(?:(?:lines?|sections?|traps?|laws?)\s+[\d"]|"|[ITV]\d)[^.;):]*)?/g;

/** `rules.md`, `contract.md, sections 1 and 2`, `promises.md, line "kill"`, `promises.md, I14`. */
function lostDocuments(text: string, { documents }: Library): readonly Lost[] {
  return [...text.matchAll(citation)].flatMap((match) => {
    const [whole, name = ''] = match;
    const document = documents.get(name);
    const at = (says: string): Lost => ({ index: match.index, says });
    if (document === undefined) return [at(`cites ${name}, which is not here. Name a document of docs, or write it.`)];
    const rest = whole.slice(name.length);
    const numbered = new RegExp(String.raw`\b(?:sections?|traps?|laws?)\s+(${numbers})`).exec(rest);
    const sections = (numbered?.[1]?.match(/\d+/g) ?? []).filter(
      (number) => !new RegExp(`^(?:## )?${number}\\. `, 'm').test(document),
    );
    const words = [...rest.matchAll(/"\s*([^"]+?)\s*"/g)]
      .map(([, word = '']) => word.replaceAll(/\s+/g, ' '))
      .filter((word) => !isNamed(word, document));
    const ids = (rest.match(/\b[ITV]\d+\b/g) ?? []).filter((id) => !new RegExp(`\\b${id}\\b`).test(document));
    return [
      ...sections.map((number) =>
        at(`cites ${name}, ${number}, which it does not have. Name a heading that is there.`),
      ),
      ...[...words, ...ids].map((word) =>
        at(`cites "${word}" of ${name}, which is no heading, bold word or row there. Name one that is.`),
      ),
    ];
  });
}

/** A heading, the beginning of a paragraph in bold, or the first cell of a row. */
function isNamed(word: string, document: string): boolean {
  const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^(?:#+ (?:\\d+\\. )?|\\*\\*|- \\*\\*|\\| |- \\*)${escaped}|^${escaped}:$`, 'm').test(document);
}

const list = (word: string) => new RegExp(String.raw`\b${word}s?\s+(${numbers})\b`, 'gi');

/** `law 8`, `laws 1 and 2`, `decision 9`, `docs/decisions/0009`. */
function lostNumbers(text: string, { documents, decisions }: Library): readonly Lost[] {
  const found = (pattern: RegExp, is: (number: number) => boolean, says: (number: number) => string): readonly Lost[] =>
    [...text.matchAll(pattern)].flatMap((match) =>
      (match[1]?.match(/\d+/g) ?? [])
        .map(Number)
        .filter((number) => !is(number))
        .map((number) => ({ index: match.index, says: says(number) })),
    );
  const isLaw = (number: number) => new RegExp(`^## ${number}\\. `, 'm').test(documents.get('laws.md') ?? '');
  const isDecision = (number: number) => decisions.has(number);
  const noDecision = (number: number) =>
    `cites decision ${number}, which is not in docs/decisions. Write it, or name another.`;
  return [
    ...found(
      list('law'),
      isLaw,
      (number) => `cites law ${number}, which laws.md does not have. Name one of its headings.`,
    ),
    ...found(list('decision'), isDecision, noDecision),
    ...found(/\bdecisions\/(\d{4})/g, isDecision, noDecision),
  ];
}

/** Ids of rules, of the lifecycle's groups and of invariants; of properties in the room that has them. */
function lostIds(text: string, path: string, { documents }: Library): readonly Lost[] {
  const known = (name: string) => documents.get(name) ?? '';
  const kinds: readonly (readonly [pattern: RegExp, document: string])[] = [
    [/(?<![\w@.'"`-])[KO]\d{1,2}(?![\w:.@-]\w|\w)/g, 'rules.md'],
    [/(?<![\w@.'"`-])H\d{1,2}(?![\w:.@-]\w|\w|: \{|['"`])/g, 'rules.md'],
    [/(?<![\w@.'"`-])T\d{1,2}(?![\w:.@-]\w|\w)/g, 'rules.md'],
    [/(?<![\w@.'"`-])I\d{1,2}(?![\w:.@-]\w|\w)/g, 'promises.md'],
    ...(path.startsWith('test/machine/')
      ? [[/(?<![\w@.'"`-])P\d{1,2}(?![\w:.@-]\w|\w)/g, 'properties.md'] as const]
      : []),
  ];
  return kinds.flatMap(([pattern, document]) =>
    [...text.matchAll(pattern)]
      .filter(([id]) => !new RegExp(`^\\|[^|\\n]*\\b${id}\\b[^|\\n]*\\|`, 'm').test(known(document)))
      .map((match) => ({
        index: match.index,
        says: `cites ${match[0]}, which has no row in ${document}. Add the row, or name another.`,
      })),
  );
}

/** `[the glossary](glossary.md)`, beside the document. */
function lostLinks(text: string, path: string, { exists }: Library): readonly Lost[] {
  return [...text.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)]
    .filter(([, target = '']) => !exists(normalize(join(dirname(path), target))))
    .map((match) => ({ index: match.index, says: `links to ${match[1]}, which is not there. Mend the link.` }));
}

/** `libs/policy/profiles`, `test/faults/invariants.ts`; a pattern counts as far as it is a path. */
function lostPaths(text: string, { exists }: Library): readonly Lost[] {
  const pattern = new RegExp(`(?<![\\w/.-])(?:${rooms.join('|')})(?:/[\\w.-]+)+`, 'g');
  return [...text.matchAll(pattern)]
    .filter(([found]) => !exists(found.replace(/\.$/, '')))
    .map((match) => ({ index: match.index, says: `names ${match[0]}, which is not there. Name where it is now.` }));
}

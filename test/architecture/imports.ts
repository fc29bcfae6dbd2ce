/**
 * Which rooms may know which: imports run apps → libs → state-machines → event-schemas (architecture.md, section 1).
 * Pure, so it has tests of its own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

export interface Import {
  /** Paths from the root, with forward slashes and without an ending. */
  readonly from: string;
  readonly line: number;
  readonly to: string;
  /** Names types alone: gone when it runs. */
  readonly typesOnly?: boolean;
}

export const codeRooms = ['apps', 'libs', 'state-machines', 'event-schemas', 'test'] as const;

export function sourceFiles(root: string): readonly string[] {
  return codeRooms
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
    )
    .sort();
}

/** Imports of our own files; packages are left out. */
export function importsOf(path: string, text: string): readonly Import[] {
  const from = path.replace(/\.ts$/, '');
  return text.split('\n').flatMap((line, index) => {
    const target = /(?:^\s*(?:import|export)\b[^'"]*|\bfrom\s+|\bimport\()['"](\.[^'"]+)['"]/.exec(line)?.[1];
    if (target === undefined) return [];
    const names = /\{([^}]*)\}/
      .exec(line)?.[1]
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const typesOnly = names !== undefined && names.every((name) => name.startsWith('type '));
    return [
      {
        from,
        line: index + 1,
        to: normalize(join(dirname(path), target))
          .replace(/\.(js|ts|json)$/, '')
          .replaceAll('\\', '/'),
        ...(typesOnly ? { typesOnly } : {}),
      },
    ];
  });
}

export const allImports = (root: string): readonly Import[] =>
  sourceFiles(root).flatMap((path) => importsOf(path, readFileSync(join(root, path), 'utf8')));

interface Law {
  readonly says: string;
  readonly broken: (edge: Import) => boolean;
  readonly remedy: string;
}

const isTest = (path: string) => path.startsWith('test/') || path.endsWith('.spec') || path.includes('/testing/');
const under = (path: string, room: string) => path === room || path.startsWith(`${room}/`);
const app = (path: string) => /^apps\/([^/]+)\//.exec(path)?.[1];
/**
 * What every room may speak of: the closed lists, what a profile says, what a store offers, what a refusal is, whose
 * key it is, and the one text of a value.
 */
const vocabulary = [
  'event-schemas/complaint/codes',
  'libs/policy/profile',
  'libs/event-store/port',
  'libs/privacy/keys',
  'libs/platform/operator-error',
  'libs/platform/canonical-json',
];

export const laws: readonly Law[] = [
  {
    says: 'event-schemas import nothing of ours',
    remedy: 'Put the word into event-schemas, or pass it in.',
    broken: ({ from, to }) => under(from, 'event-schemas') && !under(to, 'event-schemas'),
  },
  {
    says: 'state-machines import only event-schemas',
    remedy: 'Let decide compute it and write it into the event as a fact.',
    broken: ({ from, to }) =>
      under(from, 'state-machines') && !under(to, 'state-machines') && !under(to, 'event-schemas'),
  },
  {
    says: 'libs never import apps',
    remedy: 'Move what both need into libs.',
    broken: ({ from, to }) => under(from, 'libs') && under(to, 'apps'),
  },
  {
    says: 'the product never imports its tests, nor what supports them',
    remedy: 'Move what both need out of test and testing.',
    broken: ({ from, to }) => !isTest(from) && (under(to, 'test') || to.includes('/testing/')),
  },
  {
    says: 'the platform imports nothing of ours',
    remedy: 'Move it to the room whose word it is: installation, sqlite, the server.',
    broken: ({ from, to }) => under(from, 'libs/platform') && !under(to, 'libs/platform'),
  },
  {
    says: 'sqlite knows files and transactions, and nothing that is kept in them',
    remedy: 'Pass it in.',
    broken: ({ from, to }) => under(from, 'libs/sqlite') && !under(to, 'libs/sqlite') && !under(to, 'libs/platform'),
  },
  {
    says: 'the case state stands below both sides',
    remedy: 'A fact is folded from events and the calendar alone.',
    broken: ({ from, to }) =>
      under(from, 'libs/case') &&
      !['libs/case', 'libs/policy', 'event-schemas'].some((room) => under(to, room)) &&
      !vocabulary.includes(to),
  },
  {
    says: 'keys know no event store',
    remedy: 'What both need is in platform or sqlite.',
    broken: ({ from, to }) => under(from, 'libs/privacy') && under(to, 'libs/event-store'),
  },
  {
    says: 'the decider knows no complaint',
    remedy: 'Pass it in: a lifecycle, a question, an answer.',
    broken: ({ from, to }) => under(from, 'libs/decider') && !under(to, 'libs/decider'),
  },
  {
    says: 'read models never import commands, decisions or machines',
    remedy: 'Put the fact into an event, and into the case state.',
    broken: ({ from, to }) =>
      under(from, 'libs/read-models') && (under(to, 'libs/complaints') || under(to, 'state-machines')),
  },
  {
    says: 'the event store knows no complaint but the codec its envelope',
    remedy: 'A store keeps records; what they mean is for complaints.',
    broken: ({ from, to }) =>
      under(from, 'libs/event-store') &&
      (under(to, 'libs/complaints') || under(to, 'state-machines') || under(to, 'libs/read-models')),
  },
  {
    says: 'policy, privacy and the stores do not know the server',
    remedy: 'Take what is needed as an argument.',
    broken: ({ from, to }) =>
      ['libs/policy', 'libs/privacy', 'libs/event-store', 'libs/audit'].some((room) => under(from, room)) &&
      (under(to, 'libs/complaints') || under(to, 'libs/read-models')),
  },
  {
    says: "a complaint is judged by its own lifecycle's version",
    remedy: 'Ask the ComplaintLifecycle, or newestLifecycle where there is no complaint yet.',
    broken: ({ from, to, typesOnly }) =>
      (under(from, 'libs') || under(from, 'apps')) &&
      ['state-machines/complaint/complaint.v2', 'state-machines/complaint/no-transition'].includes(to) &&
      // The drawn pages show every version's sentences.
      from !== 'apps/cli/drawn-tables' &&
      typesOnly !== true,
  },
  {
    says: 'reports are computed in threads of their own',
    remedy: 'Make it a job, and ask ReportWorkers for it.',
    broken: ({ from, to, typesOnly }) =>
      to === 'libs/reporting/jobs' && !typesOnly && from !== 'libs/reporting/report-worker',
  },
  {
    says: 'policy stands alone',
    remedy: 'Pass it in.',
    broken: ({ from, to }) => under(from, 'libs/policy') && !under(to, 'libs/policy') && !vocabulary.includes(to),
  },
];

/** One app may start another's program from its own main; it may not know its inside. */
export const appsApart: Law = {
  says: 'apps never import apps',
  remedy: 'Move what both need into libs.',
  broken: ({ from, to }) =>
    app(from) !== undefined &&
    app(to) !== undefined &&
    app(from) !== app(to) &&
    !(from === 'apps/server/main' && under(to, 'apps/cli/demo')),
};

export function violations(edges: readonly Import[]): readonly string[] {
  return [...laws, appsApart].flatMap(({ says, broken, remedy }) =>
    edges
      .filter((edge) => !isTest(edge.from) && broken(edge))
      .map(({ from, line, to }) => `${from}.ts:${line} imports ${to}: ${says}. ${remedy}`),
  );
}

/** Circles of imports, each once, as the files on it. With decorator metadata a circle is `undefined` at start. */
export function circles(edges: readonly Import[]): readonly string[] {
  const next = new Map<string, readonly string[]>();
  for (const { from, to } of edges.filter(({ typesOnly }) => !typesOnly))
    next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const found = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      const circle = path.slice(at);
      const first = circle.indexOf([...circle].sort()[0]!);
      found.add([...circle.slice(first), ...circle.slice(0, first)].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return [...found];
}

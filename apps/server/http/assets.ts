/**
 * What pages load: styles, scripts, fonts and icons, under names that change with their content, so that a browser may
 * keep them for good. Read from the installed packages and from the console's own folder; nothing is built from them.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  /** Left out where it would be no smaller. */
  readonly gzip?: Buffer;
}

export interface Assets {
  /** Path of the one style sheet, and of the scripts in their order. */
  readonly style: string;
  readonly scripts: readonly string[];
  /** Name of an icon of the design system → what stands in its `<svg>`. */
  icon(name: string): IconShape;
  /** By the last part of its path. */
  find(name: string): Asset | undefined;
}
export interface IconShape {
  readonly viewBox: string;
  readonly paths: readonly string[];
}

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
} as const;
type Extension = keyof typeof types;

/** The weights that pages are set in, each cut to what Danish and English are written with. */
const weights = { 400: 'Regular', 600: 'SemiBold', 700: 'Bold' } as const;
const latin =
  'U+0000, U+000D, U+0020-007E, U+00A0-00FF, U+0131, U+0152-0153, U+02C6, U+02DA, U+02DC, U+2013-2014, U+2018-201A, U+201C-201E, U+2020-2022, U+2026, U+2030, U+2039-203A, U+2044, U+20AC, U+2122, U+2212, U+FB01-FB02';

let read: Assets | undefined;
/** Read once, when the first page is made. */
export const assets = (): Assets => (read ??= readAssets());

function readAssets(): Assets {
  const require = createRequire(import.meta.url);
  // The package names its script alone; what else it has lies beside that.
  const dkfds = join(dirname(require.resolve('dkfds')), '..');
  const htmx = require.resolve('htmx.org/dist/htmx.min.js');
  const own = join(packageFolder(), 'apps', 'server', 'console');
  const found = new Map<string, Asset>();
  const icons = new Map<string, IconShape>();
  const add = (extension: Extension, bytes: Buffer): string => {
    const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.${extension}`;
    const gzip = extension === 'woff2' ? bytes : gzipSync(bytes, { level: 9 });
    found.set(name, { type: types[extension], bytes, ...(gzip.length < bytes.length ? { gzip } : {}) });
    return `/assets/${name}`;
  };
  const addFile = (extension: Extension, path: string) => add(extension, readFileSync(path));

  const fonts = Object.entries(weights).map(([weight, name]) => {
    const path = addFile('woff2', join(dkfds, `fonts/IBMPlexSans/split/woff2/IBMPlexSans-${name}-Latin1.woff2`));
    return `@font-face{font-family:"IBM Plex Sans";font-weight:${weight};font-display:swap;src:url(${path}) format("woff2");unicode-range:${latin}}`;
  });
  const whole = readFileSync(join(dkfds, 'css/dkfds.min.css'), 'utf8')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replace(/\/\*# sourceMappingURL=.*?\*\//, '')
    .replace(/url\(\.\.\/img\/svg-icons\/([\w-]+\.svg)\)/g, (_, name: string) => {
      return `url(${addFile('svg', join(dkfds, 'img/svg-icons', name))})`;
    });
  const sheets = readdirSync(own, { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.css'))
    .sort();
  const style = add(
    'css',
    Buffer.from([whole, ...fonts, ...sheets.map((name) => readFileSync(join(own, name), 'utf8'))].join('\n')),
  );
  const scripts = [addFile('js', htmx), addFile('js', join(own, 'assets', 'console.js'))];
  return {
    style,
    scripts,
    find: (name) => found.get(name),
    icon: (name) => {
      const known = icons.get(name) ?? shapeIn(readFileSync(join(dkfds, 'img/svg-icons', `${name}.svg`), 'utf8'));
      icons.set(name, known);
      return known;
    },
  };
}

/** @throws Error the file has more in it than paths */
function shapeIn(svg: string): IconShape {
  const [, viewBox] = /<svg[^>]*viewBox="([\d .-]+)"/.exec(svg) ?? [];
  const paths = [...svg.matchAll(/<path[^>]*\sd="([^"]+)"[^>]*\/?>/g)].map(([, d]) => d!);
  if (viewBox === undefined || paths.length === 0) throw new Error('an icon of the design system is not one of paths');
  return { viewBox, paths };
}

/** Where the product is installed, whether it runs as it was written or as it was built. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

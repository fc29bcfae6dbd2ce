import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const heavy = ['vega', 'vega-lite', 'pdfkit', 'svg-to-pdfkit'];
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.endsWith('.d.ts'),
);

describe('what a server pays that never makes a yearly report', () => {
  it('the chart and PDF packages are imported only when one is made', () => {
    const imports = files.flatMap((path) =>
      [...readFileSync(join(import.meta.dirname, path), 'utf8').matchAll(/(import\(|from )'([^'.][^']*)'/g)].map(
        ([, how, name]) => ({ path, how, name: name! }),
      ),
    );
    const loaded = imports.filter(({ name }) => heavy.includes(name));
    expect([...new Set(loaded.map(({ name }) => name))].sort()).toEqual([...heavy].sort());
    expect(loaded.filter(({ how }) => how !== 'import(')).toEqual([]);
  });
  it('no file of the report is about the clock, chance or this machine', () => {
    for (const path of files)
      expect(readFileSync(join(import.meta.dirname, path), 'utf8')).not.toMatch(
        /Date\.now|new Date\(\)|Math\.random|randomUUID|Intl\.|toLocale/,
      );
  });
});

/** What every start pays for: the packages that sources reach without `await import`. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Packages that this program has loaded when its first line runs. */
function packagesOf(program: string): ReadonlySet<string> {
  const [packages, seen, left] = [new Set<string>(), new Set<string>(), [join(root, program)]];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const [, names, from] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\b([^;'"]*?)(?:\bfrom\s*)?['"]([^'"]+)['"]/gm,
    )) {
      if (isOfTypesOnly(names!)) continue;
      if (!from!.startsWith('.')) packages.add(from!);
      else if (from!.endsWith('.js')) left.push(join(dirname(file), from!.replace(/\.js$/, '.ts')));
    }
  }
  expect(seen.size).toBeGreaterThan(40);
  return packages;
}
const isOfTypesOnly = (names: string): boolean => {
  const listed = /^\s*\{([^}]*)\}\s*$/
    .exec(names)?.[1]
    ?.split(',')
    .flatMap((name) => name.trim() || []);
  return /^\s+type\b/.test(names) || (listed?.every((name) => name.startsWith('type ')) ?? false);
};

it('the server loads what makes files, draws, or speaks to another server only when that is asked for', () => {
  const packages = packagesOf('apps/server/main.ts');
  expect(packages).toContain('@nestjs/core');
  for (const later of [
    '@eventstore/db-client',
    'hyparquet-writer',
    'pdfkit',
    'pg',
    'svg-to-pdfkit',
    'vega',
    'vega-lite',
    'write-excel-file/universal',
  ]) {
    expect(existsSync(join(root, 'node_modules', later.replace('/universal', '')))).toBe(true);
    expect(packages).not.toContain(later);
  }
});

it('the thread of the loops behind loads neither the server nor the validation of bodies', () => {
  const packages = packagesOf('libs/complaints/behind/worker.ts');
  expect(packages).toContain('kysely');
  for (const elsewhere of ['@nestjs/common', '@nestjs/core', 'class-validator', 'class-transformer', 'fastify'])
    expect(packages).not.toContain(elsewhere);
});

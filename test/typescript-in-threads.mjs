// Jest loads TypeScript in its own thread alone. A thread that the product starts finds it by this, which is inherited
// from the command line (--import).
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) {
  const { transformSync } = await import('@swc/core');
  const { swc } = await import('./swc.mjs');
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (error.code !== 'ERR_MODULE_NOT_FOUND' || !/^(\.|file:).*\.js$/.test(specifier)) throw error;
        return next(specifier.replace(/\.js$/, '.ts'), context);
      }
    },
    load(url, context, next) {
      if (!url.endsWith('.ts')) return next(url, context);
      const filename = fileURLToPath(url);
      const source = transformSync(readFileSync(filename, 'utf8'), { ...swc, filename, swcrc: false }).code;
      return { format: 'module', source, shortCircuit: true };
    },
  });
}

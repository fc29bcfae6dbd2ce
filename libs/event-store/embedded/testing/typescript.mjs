// For child processes of tests: lets Node 24 run the sources as they are, whose imports name the compiled `.js` files.
// node --experimental-transform-types --import <this file> <program.ts>
import { existsSync } from 'node:fs';
import { flushCompileCache, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('.') && specifier.endsWith('.js')) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(fileURLToPath(source))) return next(source.href, context);
    }
    return next(specifier, context);
  },
});

// Where there is a compile cache (NODE_COMPILE_CACHE) a program that is killed leaves in it what it has compiled, too.
setTimeout(flushCompileCache, 1000).unref();

// For child processes of tests whose program knows complaints: Node runs sources with types, but not with decorators, so they go through the compiler that Jest uses.
// node --import <this file> <program.ts>
import { transformSync } from '@swc/core';
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';

const options = {
  jsc: { parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true }, target: 'es2024', keepClassNames: true },
  module: { type: 'es6' }, sourceMaps: 'inline', configFile: false, swcrc: false,
};

registerHooks({
  resolve(specifier, context, next) {
    const source = specifier.startsWith('.') && specifier.endsWith('.js') ? new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL) : undefined;
    return next(source && existsSync(fileURLToPath(source)) ? source.href : specifier, context);
  },
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
    const filename = fileURLToPath(url);
    return { format: 'module', shortCircuit: true, source: transformSync(readFileSync(filename, 'utf8'), { ...options, filename }).code };
  },
});

// The specs written with `given`, run without Jest: each is transpiled beside its built modules, and its tests are
// collected by a `describe` and an `it` of our own.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { profilesFolder } from '../../libs/policy/profile-file.js';

export interface Case {
  readonly sentence: string;
  readonly run: () => void;
}

/** Whether a spec speaks the words of given.ts and no others: such a one needs nothing of Jest. */
const onlyGiven = (text: string): boolean => {
  const imported = [...text.matchAll(/ from '([^']+)'/g)].map(([, from]) => from);
  return imported.length > 0 && imported.every((from) => from === './given.js');
};

/** Every test of the specs in libs/complaints that are written with given.ts alone. */
export async function givenCases(): Promise<readonly Case[]> {
  const source = join(dirname(dirname(profilesFolder())), 'complaints');
  // beside this very build, or the cases would judge another copy of the rules
  const built = join(import.meta.dirname, '..', '..', 'libs', 'complaints');
  const specs = readdirSync(source)
    .filter((name) => name.endsWith('.unit.spec.ts'))
    .map((name) => ({ name, text: readFileSync(join(source, name), 'utf8') }))
    .filter(({ text }) => onlyGiven(text));
  const cases: Case[] = [];
  const it = (sentence: string, run: () => void): void => {
    cases.push({ sentence, run });
  };
  Object.assign(globalThis, {
    it,
    describe: (_: string, run: () => void) => {
      run();
    },
  });
  for (const { name, text } of specs) {
    const path = join(built, name.replace(/\.ts$/, '.js'));
    writeFileSync(
      path,
      ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2024 } })
        .outputText,
    );
    await import(pathToFileURL(path).href);
  }
  return cases;
}

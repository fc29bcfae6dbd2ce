// docs/adding-a-step.md says which places know a step: every file that names one, or its event, is compared with it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandNames, steps } from '../../libs/complaints/steps/steps.js';
import { sourceFiles } from './imports.js';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const places = [...read('docs/adding-a-step.md').matchAll(/^\| `([^`]+)` \|.*\| (always|sometimes) \|$/gm)].map(
  ([, path, touched]) => ({ path: path!, always: touched === 'always', names: patternOf(path!) }),
);

/** `*` stands for a file's name, `**` for folders too. */
function patternOf(path: string): RegExp {
  const parts = path.split('**').map((part) => part.replaceAll('.', '\\.').replaceAll('*', '[^/]*'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** Lifecycles that are data by now: nobody adds a step to one. */
const frozen = ['state-machines/complaint/complaint.v1.ts'];
/** Product file → the words in it; what supports tests is none of the product's. */
const words = new Map(
  sourceFiles(root)
    .filter(
      (path) =>
        !frozen.includes(path) &&
        !path.startsWith('test/') &&
        !path.endsWith('.spec.ts') &&
        !path.includes('/testing/'),
    )
    .map((path) => [path, new Set(read(path).match(/\b[A-Z]\w+\b/g))]),
);
const naming = (name: keyof typeof steps): readonly string[] =>
  [...words]
    .filter(([, found]) => [name, ...steps[name].proposes].some((word) => found.has(word)))
    .map(([path]) => path);

it('the table of docs/adding-a-step.md has rows, and each is a place that is there', () => {
  expect(places.filter(({ always }) => always)).toHaveLength(6);
  expect(places.filter(({ names }) => ![...words.keys()].some((path) => names.test(path)))).toEqual([]);
});

it.each(commandNames)('%s is named where the table says, and nowhere else', (name) => {
  const found = naming(name);
  expect(found.filter((path) => !places.some(({ names }) => names.test(path)))).toEqual([]);
  expect(places.filter(({ always, names }) => always && !found.some((path) => names.test(path)))).toEqual([]);
});

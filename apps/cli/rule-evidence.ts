/** What holds each rule of an office: the steps that ask it, and the tests that name it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { transitionsOf } from '../../libs/complaints/views/lifecycle-walk.js';
import { commandNames, steps } from '../../libs/complaints/steps/steps.js';
import { newestLifecycle } from '../../libs/complaints/write/complaint-lifecycle.js';
import { loadProfiles } from '../../libs/policy/profile-file.js';
import { rules, type RuleName } from '../../state-machines/complaint/rules.js';

export interface Evidence {
  readonly id: string;
  /** Steps whose rules quote it, and those of a setting that rests on it. */
  readonly steps: readonly string[];
  /** Files of tests, as paths in the project. */
  readonly tests: readonly string[];
}

/** These list every rule and hold none; recommendations and headings of a PDF are called like Horsens' rules. */
const lists = [
  'libs/complaints/rules/recommendations',
  'libs/policy/profile-file',
  'apps/cli/draw',
  'apps/cli/rule-evidence',
  'test/architecture/citations',
  'libs/yearly-report/pdf/render',
];
const rooms = ['apps', 'libs', 'state-machines', 'event-schemas', 'test'];

/** `root`: the folder of the project, with its tests. */
export function evidence(root: string): readonly Evidence[] {
  const profiles = [...loadProfiles().values()];
  const ids = [...new Set(profiles.flatMap((profile) => Object.keys(profile.rules)))].filter((id) => id !== 'D');
  const asking = stepsByRule();
  const texts = testsIn(root);
  return ids.map((id) => {
    const settings = profiles.flatMap(({ settings: of }) =>
      Object.entries(of as object as { readonly [name: string]: { readonly rules?: readonly string[] } }).flatMap(
        ([name, setting]) => (setting.rules?.includes(id) ? [name] : []),
      ),
    );
    const quoting = (Object.keys(rules) as RuleName[]).filter((name) => {
      const { cites, setting } = rules[name] as { readonly cites: readonly string[]; readonly setting?: string };
      return cites.includes(id) || (setting !== undefined && settings.includes(setting));
    });
    const named = new RegExp(`\\b${id}\\b`);
    return {
      id,
      steps: [...new Set([...quoting.flatMap((name) => [...(asking.get(name) ?? [])]), ...explaining(id)])].sort(),
      tests: texts.flatMap(({ path, text }) => (named.test(text) ? [path] : [])),
    };
  });
}

/** Steps whose body has to give reasons for the sake of the rule. */
const explaining = (id: string): readonly string[] =>
  commandNames.filter((name) => steps[name].reasonAskedBy.includes(id));

function stepsByRule(): ReadonlyMap<RuleName, ReadonlySet<string>> {
  const found = new Map<RuleName, Set<string>>();
  for (const { asks, command } of transitionsOf(newestLifecycle))
    for (const rule of asks) found.set(rule, (found.get(rule) ?? new Set()).add(command));
  return found;
}

function testsIn(root: string): readonly { readonly path: string; readonly text: string }[] {
  return rooms
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((at) => `${room}/${at}`),
    )
    .map((at) => at.replaceAll('\\', '/'))
    .filter((at) => at.endsWith('.spec.ts') || /^test\/journeys\/s\d+.*\.mjs$/.test(at))
    .map((at) => ({ path: at, text: readFileSync(join(root, at), 'utf8') }))
    .filter(({ path }) => !lists.some((list) => path.startsWith(`${list}.`)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

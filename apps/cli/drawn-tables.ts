/** Tables that stand within written documents and follow from the code. */
import { citedByForms } from '../../libs/complaints/steps/form-rules.js';
import { formSentences } from '../../libs/complaints/steps/validate-body.js';
import { schemaOf } from '../../libs/complaints/steps/body-schema.js';
import { commandNames } from '../../libs/complaints/steps/steps.js';
import { type JsonSchema } from '../../libs/complaints/steps/fields.js';
import { newestLifecycle } from '../../libs/complaints/write/complaint-lifecycle.js';
import { contractCodes } from '../../libs/platform/contract-codes.js';
import { loadProfiles } from '../../libs/policy/profile-file.js';
import { type Exclusion, type Profile, type Setting } from '../../libs/policy/profile.js';
import { noTransitions } from '../../state-machines/complaint/no-transition.js';
import { rules, type Rule } from '../../state-machines/complaint/rules.js';
import { evidence } from './rule-evidence.js';

const namedRules = Object.entries(rules) as readonly (readonly [string, Rule])[];
const code = (text: string): string => `\`${text}\``;
const listed = (entries: readonly string[]): string => (entries.length === 0 ? '–' : entries.join(', '));
const distinct = (entries: readonly string[]): readonly string[] => [...new Set(entries)];

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** Every rule of a source: which settings rest on it, which rules of the machine and which other refusals name it. */
export function quotationTable(): string {
  const profiles = offices();
  const ids = distinct(profiles.flatMap((profile) => Object.keys(profile.rules))).filter((id) => id !== 'D');
  return table(
    ['id', 'settings that rest on it', 'rules of the machine', 'other refusals'],
    ids.map((id) => [
      id,
      listed(
        distinct(
          profiles.flatMap((profile) =>
            settingsOf(profile).flatMap(([name, entries]) =>
              entries.some((entry) => entry.rules.includes(id)) ? [code(name)] : [],
            ),
          ),
        ),
      ),
      listed(namedRules.flatMap(([name, { cites }]) => (cites.includes(id) ? [code(name)] : []))),
      listed(
        distinct([
          ...noTransitions.flatMap((missing) => (missing.cites.includes(id) ? [code(missing.code)] : [])),
          ...Object.entries(citedByForms).flatMap(([form, cites]) => (cites.includes(id) ? [code(form)] : [])),
        ]),
      ),
    ]),
  );
}

/** Every rule of a source: the steps that ask it, and the tests that name it. `root`: the folder of the project. */
export function evidenceTable(root: string): string {
  return table(
    ['id', 'steps', 'tests'],
    evidence(root).map(({ id, steps, tests }) => [id, listed(steps), listed(tests.map(code))]),
  );
}

/** Every code, with its status, what refuses with it, and what is said then. */
export function codeTable(): string {
  const contract: { readonly [name: string]: { readonly status: number; readonly en: string } } = contractCodes;
  const codes = distinct([
    ...namedRules.map(([, rule]) => rule.code),
    ...noTransitions.map((missing) => missing.code),
    ...Object.keys(citedByForms),
    ...Object.keys(contract),
  ]).toSorted();
  return table(
    ['code', 'status', 'refused by', 'says'],
    codes.map((name) => {
      const byRules = namedRules.filter(([, rule]) => rule.code === name);
      const byState = noTransitions.filter((missing) => missing.code === name);
      return [
        code(name),
        String(contract[name]?.status ?? (name in citedByForms ? 400 : 409)),
        listed([
          ...byRules.map(([rule]) => code(rule)),
          ...(byState.length > 0 ? ['a state without the step'] : []),
          ...(name in citedByForms ? ['the body'] : []),
          ...(name in contract && byRules.length === 0 && byState.length === 0 ? ['the contract'] : []),
        ]),
        distinct([
          ...byRules.map(([, { en }]) => en),
          ...byState.map(({ en }) => en),
          ...(formSentences[name] ? [formSentences[name].en] : []),
          ...(contract[name] ? [contract[name].en] : []),
        ]).join(' · ') || '–',
      ];
    }),
  );
}

/** What each office's profile says; in brackets the rules, with D where no source states it. */
export function profileTable(): string {
  const profiles = offices();
  const names = distinct(profiles.flatMap((profile) => settingsOf(profile).map(([name]) => name)));
  return table(
    ['setting', ...profiles.map(({ key, version }) => `${key}@${version}`)],
    names.map((name) => [
      code(name),
      ...profiles.map((profile) => {
        const entries = settingsOf(profile).find(([setting]) => setting === name)?.[1] ?? [];
        return listed(entries.map(({ says, rules: ids }) => `${says} (${ids.join(' ')})`));
      }),
    ]),
  );
}

/** Every transition with who may take it and its fields. */
export function transitionTable(): string {
  return table(
    ['transition', 'who', 'fields'],
    [...commandNames].map((name) => [name, newestLifecycle.rolesOf(name).join(', '), fieldsOf(schemaOf(name)) || '–']),
  );
}

const offices = (): readonly Profile[] => [...loadProfiles().values()];

interface Entry {
  readonly says: string;
  readonly rules: readonly string[];
}
function settingsOf({ settings }: Profile): readonly (readonly [name: string, entries: readonly Entry[]])[] {
  const entries = Object.entries(settings) as readonly (readonly [string, Setting<unknown> | readonly Exclusion[]])[];
  return entries.map(([name, setting]) => [
    name,
    'value' in setting
      ? [{ says: wordOf(setting.value), rules: setting.rules }]
      : setting.map(({ ground, when, rules: ids }) => ({ says: `${ground} ${when}`, rules: ids })),
  ]);
}

function wordOf(value: unknown): string {
  if (value === null || value === false || (Array.isArray(value) && value.length === 0)) return 'no';
  if (value === true) return 'yes';
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, each]) => `${key} ${wordOf(each)}`)
      .join(', ');
  return JSON.stringify(value).replaceAll('"', '');
}

/** `complainant { name Text, cpr? Cpr … }`, `scope [Part]`, `mode flexible·written`. */
function fieldsOf({ properties, required }: JsonSchema): string {
  const needed = Array.isArray(required) ? (required as readonly string[]) : [];
  return Object.entries((properties ?? {}) as { readonly [name: string]: JsonSchema })
    .map(([name, schema]) => `${code(needed.includes(name) ? name : `${name}?`)} ${typeOf(schema)}`)
    .join(', ');
}

function typeOf(schema: JsonSchema): string {
  if (schema.type === 'array') return `[${typeOf(schema.items as JsonSchema)}]`;
  if (schema.type === 'object') return `{ ${fieldsOf(schema)} }`;
  if (Array.isArray(schema.enum)) return (schema.enum as readonly unknown[]).map(String).join('·');
  return String(schema['x-type']);
}

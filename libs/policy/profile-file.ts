import { Ajv, type ErrorObject } from 'ajv';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { laterSettings, profileSchema } from './profile-schema.js';
import { type Profile, type SettingName, type Settings } from './profile.js';
import { canonicalJson } from '../platform/canonical-json.js';
import { OperatorError } from '../platform/operator-error.js';

/**
 * Profile files that cannot be used; `problems` has one sentence each: the file, the place in it, what is wrong, what
 * to do.
 */
export class ProfilesRefused extends OperatorError {
  override readonly name = 'ProfilesRefused';
  constructor(readonly problems: readonly string[]) {
    super(
      `The profiles cannot be used; correct the files and start again.\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    );
  }
}

/**
 * Every profile in the folders' `<key>.<version>.json` files, by id (`horsens@1`), frozen.
 * Throws ProfilesRefused with all problems of all files: a product with a doubtful rule does not start.
 */
export function loadProfiles(folders: readonly string[] = [profilesFolder()]): Map<string, Profile> {
  const problems: string[] = [];
  const profiles = new Map<string, Profile>();
  const files = new Map<string, string>();
  for (const path of folders.flatMap((folder) => profileFiles(folder, problems))) {
    const { content, problems: found } = readProfile(path);
    problems.push(...found.map((problem) => inWords(basename(path), problem)));
    if (!content || found.length > 0) continue;
    const id = `${content.key}@${content.version}`;
    const earlier = files.get(id);
    if (earlier)
      problems.push(
        `${path}: is the profile ${id}, and so is ${earlier}. Remove one of them, or give it the next version.`,
      );
    files.set(id, path);
    profiles.set(id, profileWith(content));
  }
  if (problems.length > 0) throw new ProfilesRefused(problems);
  return profiles;
}

/** A profile that is in no file, checked as one that is; a problem is said of its id. @throws ProfilesRefused */
export function profileOf(content: ProfileContent): Profile {
  const { problems } = judged(content);
  if (problems.length > 0)
    throw new ProfilesRefused(problems.map((problem) => inWords(`${content.key}@${content.version}`, problem)));
  return profileWith(structuredClone(content));
}

const profileWith = (content: ProfileContent): Profile =>
  deepFreeze({ ...completed(content), id: `${content.key}@${content.version}`, hash: profileHash(content) });
const inWords = (what: string, { at, says }: Problem): string => `${what}${at && `, at ${at}`}: ${says}`;

/**
 * The folder of the profiles that come with the product. They are data: compiled code in dist/ reads the same files.
 */
export function profilesFolder(from: string = dirname(fileURLToPath(import.meta.url))): string {
  let folder = from;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error(
        `No package.json is above ${from}; start the product from its own folder, or name the profile folders in the configuration.`,
      );
    folder = parent;
  }
  return join(folder, 'libs', 'policy', 'profiles');
}

/**
 * SHA-256, in hex, of the content as JSON with sorted keys and no white space: layout and the order of keys do not
 * count, the order of a list does. A later setting as it is where a file is silent does not count: complaints stay
 * pinned to the rules they were received under.
 */
export function profileHash({ key, version, name, settings, rules }: ProfileContent): string {
  const said = (Object.entries(settings) as [string, object][]).filter(
    ([setting, value]) => !isSilence(setting, value),
  );
  const content = { key, version, name, settings: Object.fromEntries(said), rules };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

function isSilence(setting: string, value: object): boolean {
  const silence = (laterSettings as { readonly [name: string]: object })[setting];
  return silence !== undefined && canonicalJson(silence) === canonicalJson(value);
}

/** With every setting: those that the file was written without are what this project decided for the silent. */
function completed(content: ProfileContent): ProfileContent {
  const settings = { ...laterSettings, ...content.settings };
  return { ...content, settings, rules: { ...content.rules, D: content.rules['D'] ?? decision } };
}
const decision = {
  da: 'En beslutning i dette projekt, hvor kilderne tier eller giver plads.',
  en: 'A decision of this project where the sources are silent or leave room.',
  source: 'Klagegang',
};

export type ProfileContent = Omit<Profile, 'id' | 'hash'>;

interface Problem {
  /** JSON pointer; empty: the file as a whole. */
  readonly at: string;
  readonly says: string;
}

function profileFiles(folder: string, problems: string[]): string[] {
  let names: string[];
  try {
    names = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (error) {
    problems.push(
      `${folder}: the folder cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}). Correct the path, or let the product read it.`,
    );
    return [];
  }
  if (names.length === 0)
    problems.push(`${folder}: holds no profile. Put <key>.<version>.json files there, or leave the folder out.`);
  return names.map((name) => join(folder, name));
}

interface Judged {
  readonly content?: ProfileContent;
  readonly problems: readonly Problem[];
}

function readProfile(path: string): Judged {
  const whole = (says: string): Judged => ({ problems: [{ at: '', says }] });
  let json: string;
  try {
    json = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return whole(
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
        ? 'is not UTF-8. Save it in that encoding.'
        : `cannot be read (${code ?? 'unknown error'}).`,
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (error) {
    return whole(`is not JSON: ${(error as Error).message}. Correct it there.`);
  }
  const found = judged(content);
  return found.content
    ? { content: found.content, problems: [...nameProblems(found.content, basename(path)), ...found.problems] }
    : found;
}

function judged(content: unknown): Judged {
  if (!hasShape(content)) return { problems: (hasShape.errors ?? []).flatMap(explain) };
  return { content, problems: [...ruleProblems(content), ...settingProblems(completed(content).settings)] };
}

// strict: a slip in the schema itself is an error as well. verbose: errors carry the value, so that the sentence can
// show it.
const hasShape = new Ajv({
  allErrors: true,
  strict: true,
  verbose: true,
  meta: false,
  validateSchema: false,
}).compile<ProfileContent>(profileSchema);

/** What ajv found, as a sentence with the remedy. A profile is no case: its values may be shown. */
function explain({ keyword, instancePath: at, params, data, parentSchema, propertyName }: ErrorObject): Problem[] {
  const given = JSON.stringify(data)?.slice(0, 80);
  switch (keyword) {
    case 'required':
      return [{ at, says: `"${params['missingProperty']}" is missing. Add it.` }];
    case 'additionalProperties':
      return [
        {
          at,
          says: `"${params['additionalProperty']}" is not known here. Remove it, or write one of ${list(Object.keys(parentSchema?.['properties'] as object))}.`,
        },
      ];
    case 'enum':
      return [{ at, says: `is ${given}. Write one of ${list(params['allowedValues'] as string[])}.` }];
    case 'type':
      return [
        {
          at,
          says: `is ${given}. Write ${typeNames[params['type'] as string]}${parentSchema?.['nullable'] ? ' or null' : ''}.`,
        },
      ];
    case 'minimum':
    case 'maximum':
      return [
        {
          at,
          says: `is ${given}. Write a whole number from ${parentSchema?.['minimum']} to ${parentSchema?.['maximum']}.`,
        },
      ];
    case 'minItems':
      return [{ at, says: 'is empty. Name at least one.' }];
    case 'uniqueItems':
      return [{ at, says: 'names the same thing twice. Remove one of them.' }];
    case 'maxLength':
      return [{ at, says: `is longer than ${params['limit']} characters. Shorten it.` }];
    case 'pattern':
      return [
        {
          at,
          says: `${propertyName === undefined ? `is ${given}` : `"${propertyName}" is used as a name`}. Write ${parentSchema?.['description']}.`,
        },
      ];
    case 'propertyNames':
      return []; // the pattern's own error says more
    default:
      return [
        { at, says: `is ${given}, which breaks "${keyword}". Compare it with a profile that comes with the product.` },
      ];
  }
}

const list = (values: readonly string[]): string => values.map((value) => `"${value}"`).join(', ');

const typeNames: Readonly<Record<string, string>> = {
  object: 'an object { … }',
  array: 'a list [ … ]',
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
};

function nameProblems({ key, version }: ProfileContent, file: string): Problem[] {
  const wanted = `${key}.${version}.json`;
  return file === wanted
    ? []
    : [{ at: '', says: `holds ${key}@${version}. Name the file ${wanted}, or correct "key" and "version".` }];
}

/** Every cited rule has a text, and `stated` agrees with what is cited. */
function ruleProblems({ settings, rules }: ProfileContent): Problem[] {
  const { exclusions, ...others } = settings;
  const cited = [
    ...Object.entries(others).map(([name, setting]) => ({ at: `/settings/${name}`, ...setting })),
    ...exclusions.map((exclusion, index) => ({ at: `/settings/exclusions/${index}`, ...exclusion })),
  ];
  return cited.flatMap((setting) => {
    const at = `${setting.at}/rules`;
    const found = setting.rules
      .filter((id) => !Object.hasOwn(rules, id))
      .map((id) => ({ at, says: `cites "${id}", which has no text. Add it under "rules", or correct the id.` }));
    if (setting.stated && setting.rules.every((id) => id === 'D'))
      found.push({
        at,
        says: '"stated" is true, but only "D" is cited. Cite the rule of the source that states it, or set "stated" to false.',
      });
    if (!setting.stated && !setting.rules.includes('D'))
      found.push({ at, says: '"stated" is false, but "D" is not cited. Cite "D", or set "stated" to true.' });
    return found;
  });
}

/**
 * Settings that contradict each other: each is fine alone, but a case could not be handled, or not as the file says.
 */
function settingProblems(settings: Settings): Problem[] {
  const problems: Problem[] = [];
  const refuse = (at: SettingName | `${SettingName}/${string}`, says: string): unknown =>
    problems.push({ at: `/settings/${at}`, says });
  if (settings.dialogue.value === 'none') {
    for (const name of ['silenceExhaustsDialogue', 'exceptionUnable', 'exceptionPrinciple'] as const) {
      if (settings[name].value)
        refuse(
          `${name}/value`,
          'is true, but there is no dialogue rule to be excepted from. Set it to false, or set "dialogue".',
        );
    }
  }
  settings.exclusions.forEach(({ ground }, index) => {
    const first = settings.exclusions.findIndex((other) => other.ground === ground);
    if (first < index)
      refuse(
        `exclusions/${index}/ground`,
        `"${ground}" stands at /settings/exclusions/${first} already. Keep one of them and cite all its rules there.`,
      );
  });
  if (settings.inDepth.value.openedBy === 'consent' && !settings.consent.value) {
    refuse(
      'consent/value',
      'is false, but consent is what opens the in-depth step. Set it to true, or let the "head" open the step.',
    );
  }
  const { reminderEvery, noAnswerAfter } = settings.departmentAnswer.value;
  if (noAnswerAfter < reminderEvery) {
    refuse(
      'departmentAnswer/value/noAnswerAfter',
      `is ${noAnswerAfter}, but the leader is reminded only after ${reminderEvery} working days. Write at least ${reminderEvery}.`,
    );
  }
  const { years, days } = settings.retention.value;
  if (years === 0 && days === 0)
    refuse(
      'retention/value',
      'would destroy the keys on the day of closing. Write how many years or days a closed case is kept.',
    );
  return problems;
}

function deepFreeze<Value>(value: Value): Value {
  if (value !== null && typeof value === 'object') {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

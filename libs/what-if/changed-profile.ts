/** The other rules: a whole profile, or one with some settings changed, checked as a profile file is. */
import { profileOf, ProfilesRefused } from '../policy/profile-file.js';
import { exclusionGrounds, type ExclusionGround } from '../../event-schemas/complaint/codes.js';
import { type Exclusion, type Profile, type SettingName, type Settings } from '../policy/profile.js';
import { settingNames } from './settings.js';
import { ChangeNotUnderstood } from './change-not-understood.js';

/** `ageLimit.years` to `2`, or a setting left out: `ageLimit`, `exclusions.content`. */
export type ProfileChange =
  { readonly set: readonly string[]; readonly to: unknown } | { readonly without: readonly string[] };

/** `<setting>[.<field>]=<value>`, the value as JSON, or a word as it is. */
export function parseSet(text: string): ProfileChange {
  const [, path, value] = /^([A-Za-z.]+)=(.+)$/.exec(text) ?? [];
  if (path === undefined || value === undefined)
    throw new ChangeNotUnderstood(
      `--set ${text} is not of the form <setting>[.<field>]=<value>, as in ageLimit.years=2`,
    );
  return { set: known(path.split('.')), to: jsonOrWord(value) };
}

/** `<setting>`, or `exclusions.<ground>`. */
export const parseWithout = (text: string): ProfileChange => ({ without: known(text.split('.')) });

export const changeInWords = (change: ProfileChange): string =>
  'without' in change
    ? `without ${change.without.join('.')}`
    : `${change.set.join('.')}=${typeof change.to === 'string' ? change.to : JSON.stringify(change.to)}`;

/**
 * The profile with these changes, under the same id, with a hash of its own. A changed setting is stated by no source,
 * so it rests on `D`.
 * @throws ChangeNotUnderstood the setting has no such field or cannot be left out, or the result breaks the schema or
 * contradicts itself
 */
export function changedProfile(profile: Profile, changes: readonly ProfileChange[]): Profile {
  if (changes.length === 0) return profile;
  const settings = changes.reduce<Settings>(
    (changed, change) => ('without' in change ? leftOut(changed, change.without) : set(changed, change.set, change.to)),
    profile.settings,
  );
  const { key, version, name, rules } = profile;
  return checked({ key, version, name, settings, rules: { ...rules, D: rules.D ?? decision } });
}

const decision = { da: 'Et forsøg: ingen kilde siger det.', en: 'A trial: no source says so.', source: 'Klagegang' };
const byDecision = { stated: false, rules: ['D'] };

function known(path: readonly string[]): readonly string[] {
  if (!settingNames.includes(path[0] as SettingName))
    throw new ChangeNotUnderstood(
      `"${path[0]}" is no setting of a profile; the settings are ${settingNames.join(', ')}`,
    );
  return path;
}

function jsonOrWord(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const changedValue = (settings: Settings, name: Exclude<SettingName, 'exclusions'>, value: unknown): Settings => ({
  ...settings,
  [name]: { value, ...byDecision },
});

function set(settings: Settings, [name, field, ...more]: readonly string[], to: unknown): Settings {
  if (name === 'exclusions') {
    if (field === undefined || more.length > 0)
      throw new ChangeNotUnderstood(
        `exclusions are set one by one, as in exclusions.content=always; the grounds are ${exclusionGrounds.join(', ')}`,
      );
    const others = settings.exclusions.filter(({ ground }) => ground !== field);
    return {
      ...settings,
      exclusions: [...others, { ground: field as ExclusionGround, when: to as Exclusion['when'], ...byDecision }],
    };
  }
  const setting = name as Exclude<SettingName, 'exclusions'>;
  if (field === undefined) return changedValue(settings, setting, to);
  const { value } = settings[setting];
  if (more.length > 0 || value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new ChangeNotUnderstood(
      `${setting} has no field ${[field, ...more].join('.')} here; its value is ${JSON.stringify(value)}, so set it whole, as in ${setting}=…`,
    );
  }
  return changedValue(settings, setting, { ...value, [field]: to });
}

/** What "there is no such rule" means for each setting that can do without. */
const nothing: { readonly [Name in SettingName]?: unknown } = {
  dialogue: 'none',
  silenceExhaustsDialogue: false,
  exceptionUnable: false,
  exceptionPrinciple: false,
  anonymousGuidance: 'no',
  agreement: false,
  ageLimit: null,
  answerTarget: null,
  earlyResolution: false,
  mediation: null,
  copyToCitizen: false,
  directAnswer: false,
  consent: false,
  meetingAttendance: false,
  smsAnswered: false,
  ownInitiative: false,
  suggestions: false,
  officeHours: [],
  acknowledgeWithin: null,
  statusEvery: null,
  secondReader: 'none',
  representatives: [],
};

function leftOut(settings: Settings, [name, ground, ...more]: readonly string[]): Settings {
  if (name === 'exclusions') {
    if (ground !== undefined && !settings.exclusions.some((exclusion) => exclusion.ground === ground))
      throw new ChangeNotUnderstood(`the rules do not exclude "${ground}", so it cannot be left out`);
    return {
      ...settings,
      exclusions: settings.exclusions.filter((exclusion) => ground !== undefined && exclusion.ground !== ground),
    };
  }
  const setting = name as Exclude<SettingName, 'exclusions'>;
  if (ground !== undefined || more.length > 0 || !(setting in nothing))
    throw new ChangeNotUnderstood(
      `${[name, ground, ...more].filter((step) => step !== undefined).join('.')} cannot be left out; give it another value with --set`,
    );
  const without = changedValue(settings, setting, nothing[setting]);
  // Exceptions from a dialogue rule go with it.
  const exceptions =
    setting === 'dialogue'
      ? (['silenceExhaustsDialogue', 'exceptionUnable', 'exceptionPrinciple'] as const).filter(
          (each) => settings[each].value,
        )
      : [];
  return exceptions.reduce((changed, each) => changedValue(changed, each, false), without);
}

/** By the very check of the profile files. */
function checked(content: Omit<Profile, 'id' | 'hash'>): Profile {
  try {
    return profileOf(content);
  } catch (error) {
    if (!(error instanceof ProfilesRefused)) throw error;
    throw new ChangeNotUnderstood(
      `The rules could not be used so.\n${error.problems.map((problem) => problem.replace(/^[^,]+, at \/settings\//, '- ')).join('\n')}`,
    );
  }
}

/** A profile as lines that a page can show and compare: what is asked, the value in words, and what it rests on. */
import { type Profile, type Setting, type SettingName } from '../../../../libs/policy/profile.js';
import { type Language } from '../../http/page.js';
import { exclusionWord, settingWords } from './setting-words.js';

export interface RuleLine {
  /** The same line of another profile has the same. */
  readonly key: string;
  readonly name: string;
  readonly says: string;
  /** Whether a source of the office says so. */
  readonly stated: boolean;
  readonly rules: readonly string[];
}

const names = Object.keys(settingWords) as readonly Exclude<SettingName, 'exclusions'>[];

export function linesOf({ settings }: Pick<Profile, 'settings'>, lang: Language): readonly RuleLine[] {
  const single = names.map((key): RuleLine => {
    const { value, stated, rules } = settings[key] as Setting<never>;
    const { name, say } = settingWords[key];
    return { key, name: name[lang], says: say(value, lang), stated, rules };
  });
  const exclusions = settings.exclusions.map((each): RuleLine => {
    const { stated, rules } = each;
    return { key: `exclusion-${each.ground}`, ...exclusionWord(each, lang), stated, rules };
  });
  return [...single, ...exclusions];
}

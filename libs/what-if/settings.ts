/**
 * Which settings of a profile decide something, which of them a step rests on, and whether what a rule asks for could
 * have been recorded at all.
 */
import { type Situation } from '../decider/lifecycle.js';
import { type Profile, type SettingName } from '../policy/profile.js';
import { steps, type CommandName } from '../complaints/steps/steps.js';
import { type ComplaintLifecycle } from '../complaints/write/complaint-lifecycle.js';

/**
 * Whether any decision reads the setting. The others are told to people (office hours, who answers whom), and another
 * value changes no history.
 */
export const decides: { readonly [Name in SettingName]: boolean } = {
  dialogue: true,
  silenceExhaustsDialogue: true,
  exceptionUnable: true,
  exceptionPrinciple: true,
  anonymousGuidance: true,
  agreement: true,
  complainants: true,
  exclusions: true,
  ageLimit: true,
  answerTarget: true,
  earlyResolution: true,
  mediation: true,
  copyToCitizen: true,
  directAnswer: true,
  inDepth: true,
  consent: true,
  meetingAttendance: true,
  sensitiveData: true,
  smsAnswered: true,
  ownInitiative: true,
  suggestions: true,
  retention: true,
  officeHours: true,
  departmentAnswer: true,
  acknowledgeWithin: false,
  statusEvery: false,
  informationAnswer: true,
  secondReader: true,
  yearStart: false,
  representatives: true,
  calendar: true,
};
export const settingNames = Object.keys(decides) as readonly SettingName[];

/** The setting that makes a step another event: what decide asks where a command has several. */
const turns: { readonly [Name in CommandName]?: SettingName } = {
  ReceiveInquiry: 'smsAnswered',
  RecordNoAnswer: 'consent',
  RequestCloserLook: 'consent',
  ReopenCase: 'consent',
  GiveConsent: 'inDepth',
};
export const settingThatTurns = (step: CommandName): SettingName | null => turns[step] ?? null;

/**
 * The setting behind a refusal with this code of this step; null where no setting is, as for a state that has no such
 * step.
 */
export function settingBehind(
  step: CommandName,
  code: string,
  lifecycle: ComplaintLifecycle,
  situation: Situation,
): SettingName | null {
  const asked = steps[step].proposes.flatMap((type) => {
    const found = lifecycle.step(situation, type);
    return found.fits ? found.rules : [];
  });
  const rule = asked
    .map((name) => lifecycle.version.rules[name])
    .find((each) => each.code === code && each.setting !== undefined);
  return (rule?.setting as SettingName | undefined) ?? null;
}

/**
 * `neverAsked`: the other rules ask for something that could be recorded under them only, because the own profile has
 * no step for it or asks another question. Then the refusal says what the log lacks, not how the case would have gone.
 */
export type Evidence = 'recorded' | 'neverAsked';

export function evidenceFor(code: string, { settings: own }: Profile, { settings: other }: Profile): Evidence {
  const missing =
    {
      DIALOGUE_NOT_EXHAUSTED:
        own.dialogue.value !== other.dialogue.value || gained('exceptionUnable') || gained('exceptionPrinciple'),
      DIALOGUE_NOT_WITH_CONCERNED_DEPARTMENT: own.dialogue.value !== other.dialogue.value,
      NOT_AGREED: gained('agreement'),
      AGE_LIMIT_EXCEEDED: other.ageLimit.value?.waivable === true && own.ageLimit.value?.waivable !== true,
      // Whether it was brought there is asked where the profile excludes it only then.
      PART_ADMISSIBLE: other.exclusions.some(
        ({ ground, when }) =>
          when === 'alreadyBrought' &&
          !own.exclusions.some((exclusion) => exclusion.ground === ground && exclusion.when === when),
      ),
      CONSENT_MISSING: gained('consent'),
      CONSENT_SCOPE_EXCEEDED: gained('consent'),
      REVIEW_MISSING: own.secondReader.value !== other.secondReader.value,
    }[code] ?? false;
  return missing ? 'neverAsked' : 'recorded';

  function gained(name: 'exceptionUnable' | 'exceptionPrinciple' | 'agreement' | 'consent'): boolean {
    return other[name].value && !own[name].value;
  }
}

/**
 * Settings whose value is not the same, in the profile's order. Sources and rule ids do not count: they decide nothing.
 */
export function differing(own: Profile, other: Profile): readonly SettingName[] {
  return settingNames.filter((name) => valueOf(own, name) !== valueOf(other, name));
}

/** A setting's value as sorted JSON, to compare and to show. */
export function valueOf({ settings }: Profile, name: SettingName): string {
  if (name === 'exclusions')
    return JSON.stringify(settings.exclusions.map(({ ground, when }) => `${ground}:${when}`).sort());
  const { value } = settings[name] as { readonly value: unknown };
  if (Array.isArray(value)) return JSON.stringify([...(value as readonly (string | number)[])].sort());
  return value !== null && typeof value === 'object'
    ? JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))))
    : JSON.stringify(value);
}

// The profiles that the machine is explored under: those of the product, the fixture of a fourth municipality, and
// three made here: one where every source is silent (rules.md, section 3), one that has as little as a
// profile can have, and one that has everything. And what each can make true: which facts `decide` may write under it,
// by hand from rules.md, section 3, and not from decide.ts.
import { complaintEvents, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { profiles as loaded, under } from '../../libs/complaints/testing/given.js';
import { type Situation } from '../../libs/decider/lifecycle.js';
import { type Profile, type SettingName, type Settings } from '../../libs/policy/profile.js';

const silentOn = <Value>(value: Value) => ({ value, stated: false, rules: ['D'] });
const odense = loaded.get('odense@1')!;
const silentSettings: Settings = {
  ...odense.settings,
  dialogue: silentOn('none'),
  silenceExhaustsDialogue: silentOn(false),
  exceptionUnable: silentOn(false),
  exceptionPrinciple: silentOn(false),
  anonymousGuidance: silentOn('oralContacts'),
  agreement: silentOn(false),
  complainants: silentOn(['citizen']),
  exclusions: (['content', 'otherBody', 'courts', 'anotherAuthority'] as const).map((ground) => ({
    ground,
    when: 'always',
    stated: false,
    rules: ['D'],
  })),
  ageLimit: silentOn(null),
  answerTarget: silentOn(null),
  earlyResolution: silentOn(true),
  mediation: silentOn(null),
  consent: silentOn(true),
  inDepth: silentOn({ openedBy: 'head', partialScope: true }),
  acknowledgeWithin: silentOn(null),
  statusEvery: silentOn(null),
  secondReader: silentOn('decisions'),
  sensitiveData: silentOn(['digitalPost']),
  suggestions: silentOn(true),
};
const rules = { D: odense.rules['D']! };
const silent: Profile = { ...odense, key: 'silent', id: 'silent@1', rules, settings: silentSettings };
const bare: Profile = {
  ...silent,
  key: 'bare',
  id: 'bare@1',
  settings: {
    ...silentSettings,
    anonymousGuidance: silentOn('no'),
    earlyResolution: silentOn(false),
    suggestions: silentOn(false),
    consent: silentOn(false),
    representatives: silentOn([]),
    secondReader: silentOn('outcomes'),
    copyToCitizen: silentOn(false),
  },
};
/**
 * Everything that any profile has, at once: dialogue and agreement, an age limit and a waiver, consent and the office's
 * own initiative.
 */
const koebenhavn = loaded.get('koebenhavn@1')!;
const horsens = loaded.get('horsens@1')!;
const full: Profile = {
  ...koebenhavn,
  key: 'full',
  id: 'full@1',
  rules: { ...koebenhavn.rules, ...horsens.rules },
  settings: {
    ...koebenhavn.settings,
    agreement: horsens.settings.agreement,
    ageLimit: horsens.settings.ageLimit,
    consent: horsens.settings.consent,
    meetingAttendance: horsens.settings.meetingAttendance,
  },
};

/** One that hardly any complaint fits: to be moved to. */
const narrow: Profile = {
  ...bare,
  key: 'narrow',
  id: 'narrow@1',
  settings: {
    ...bare.settings,
    exclusions: [],
    complainants: { ...bare.settings.complainants, value: ['association'] },
  },
};

export const everyProfile: readonly Profile[] = [...loaded.values(), silent, bare, full];
export const profileToMoveTo = (id: string): Profile | undefined =>
  [...everyProfile, narrow].find((profile) => profile.id === id);
under.profileNamed = profileToMoveTo;
export const profileOf = (key: string): Profile => everyProfile.find((profile) => profile.key === key)!;

/** Event type → the setting that has the step at all. */
export const settingOfStep: { readonly [Type in ComplaintEventType]?: SettingName } = {
  IntakeCompleted: 'dialogue',
  GuidedBack: 'dialogue',
  DialogueRecorded: 'dialogue',
  InabilityAttested: 'exceptionUnable',
  RegistrationAgreed: 'agreement',
  AgeLimitWaived: 'ageLimit',
  PrincipleFlagged: 'exceptionPrinciple',
  GuidanceGiven: 'anonymousGuidance',
  SuggestionRecorded: 'suggestions',
  NamelessSuggestionRecorded: 'suggestions',
  SuggestionRecordedInCase: 'suggestions',
  SuggestionForwarded: 'suggestions',
  SuggestionForwardedInCase: 'suggestions',
  FlexibleHandlingStarted: 'earlyResolution',
  WrittenHandlingStarted: 'earlyResolution',
  SwitchedToFlexible: 'earlyResolution',
  SwitchedToWritten: 'earlyResolution',
  MediationOffered: 'mediation',
  MediationOfferAnswered: 'mediation',
  MediationStarted: 'mediation',
  MeetingAttended: 'meetingAttendance',
  OwnInitiativeOpened: 'ownInitiative',
};
export function hasStep(settings: Settings, setting: SettingName): boolean {
  if (setting === 'ageLimit') return settings.ageLimit.value?.waivable === true;
  const { value } = settings[setting as 'dialogue'] as { readonly value: unknown };
  return value !== null && value !== false && value !== 'none' && value !== 'no';
}

type Values = readonly string[];
/**
 * The values each fact of this event can have under the profile, in a situation; undefined where the profile never
 * leads to the event there.
 */
export function possible(
  { settings }: Profile,
  type: ComplaintEventType,
  { state, value }: Pick<Situation, 'state' | 'value'>,
): { readonly [fact: string]: Values } | undefined {
  const consent = settings.consent.value;
  // The office's own initiative: nobody complained, so nobody is there to consent or to be told.
  const alone = (value as { readonly privacy: string }).privacy === 'unnamed';
  if (type === 'SmsCounted' && settings.smsAnswered.value) return undefined;
  if ((type === 'SilenceRecordedForAssessment' || type === 'CloserLookRequestedForAssessment') && consent)
    return undefined;
  if (type === 'ReopenedForAssessment' && consent && !alone) return undefined;
  if (type === 'ReopenedForConsent' && alone) return undefined;
  if (
    (type === 'SilenceRecordedForConsent' ||
      type === 'CloserLookRequestedForConsent' ||
      type === 'ReopenedForConsent') &&
    !consent
  )
    return undefined;
  if (type === 'ConsentGivenForAssessment' && settings.inDepth.value.openedBy !== 'head') return undefined;
  if (
    type === 'ConsentGivenForExamination' &&
    state === 'awaitingConsent' &&
    settings.inDepth.value.openedBy === 'head'
  )
    return undefined;

  // `notAsked` is of events that were recorded before the rule was.
  const found: { [fact: string]: Values } = Object.fromEntries(
    Object.entries(complaintEvents[type].facts).map(([fact, values]) => [
      fact,
      (values as Values).filter((value) => value !== 'notAsked'),
    ]),
  );
  const narrow = (fact: string, ...values: Values) => {
    if (found[fact]) found[fact] = found[fact].filter((value) => values.includes(value));
  };
  const setting = settingOfStep[type];
  if (setting) narrow('inProfile', hasStep(settings, setting) ? 'yes' : 'no');
  if (settings.ageLimit.value === null) narrow('age', 'none');
  else if (settings.exclusions.length === 7) narrow('ground', 'none', 'listed');
  if (settings.exclusions.every(({ when }) => when !== 'alreadyBrought')) narrow('brought', 'none');
  if (settings.dialogue.value === 'none') narrow('dialogue', type === 'GuidedBack' ? 'exhausted' : 'notRequired');
  else
    narrow(
      'dialogue',
      'exhausted',
      'missing',
      'otherDepartment',
      ...(settings.exceptionUnable.value || settings.exceptionPrinciple.value ? ['excused'] : []),
    );
  if (settings.smsAnswered.value) narrow('sms', 'none', 'answered');
  narrow('agreement', ...(settings.agreement.value ? ['given', 'missing'] : ['notRequired']));
  const limit = settings.ageLimit.value;
  narrow(
    'ageLimit',
    ...(limit === null
      ? ['within', 'notExceeded']
      : ['within', 'notExceeded', 'exceeded', ...(limit.waivable ? ['waived'] : [])]),
  );
  if (type === 'CaseRegistered' && settings.complainants.value.length === 3) narrow('complainant', 'eligible');
  for (const fact of ['representative', 'authorisation']) {
    if (settings.representatives.value.length === 3) narrow(fact, 'none', 'accepted');
    if (settings.representatives.value.length === 0) narrow(fact, 'none', 'notAccepted');
  }
  // Retention begins with the closing, and a reopened case has none (contract.md section 3).
  if (state !== 'closed') narrow('retention', 'running');
  narrow('consent', ...(consent && !alone ? ['covers', 'missing', 'exceeded'] : ['notRequired']));
  if (type === 'InvestigationOpened') narrow('principled', 'no', ...(settings.exceptionPrinciple.value ? ['yes'] : []));
  const concludes = type === 'ConcludedWithCriticism' || type === 'ConcludedWithoutCriticism';
  if (concludes) narrow('resultTold', ...(alone ? ['notNeeded'] : ['yes', 'no']));
  const isRead = settings.secondReader.value === (concludes ? 'outcomes' : 'decisions');
  narrow('review', ...(isRead ? ['approved', 'missing'] : ['notNeeded']));
  return found;
}

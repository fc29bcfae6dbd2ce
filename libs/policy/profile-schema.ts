import {
  authorities,
  channels,
  complainantTypes,
  exclusionGrounds,
  mediators,
} from '../../event-schemas/complaint/codes.js';
import { type SettingName, type Settings } from './profile.js';

type Schema = Readonly<Record<string, unknown>>;

// The description of a pattern is what a refusal asks for.
const text = { type: 'string', maxLength: 1000, pattern: '\\S', description: 'a text' };
const sentences = record({ da: text, en: text });
const flag = { type: 'boolean' };
const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values });
const someOf = (items: Schema, minItems: number): Schema => ({ type: 'array', items, minItems, uniqueItems: true });
const whole = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum });
const orNull = (schema: Schema): Schema => ({ ...schema, nullable: true });

const ruleId = {
  type: 'string',
  pattern: '^(D|[A-ZÆØÅ]{1,3}[1-9][0-9]{0,3})$',
  description: 'a rule id: "D", or capital letters and a number as in "K14"',
};
const ground = { stated: flag, rules: someOf(ruleId, 1) };
const setting = (value: Schema): Schema => record({ value, ...ground });

/** One entry for each setting of profile.ts: TypeScript refuses one too few or too many. */
const settings = {
  dialogue: setting(oneOf(['none', 'departmentHadOpportunity', 'noMoreOptions'])),
  silenceExhaustsDialogue: setting(flag),
  exceptionUnable: setting(flag),
  exceptionPrinciple: setting(flag),
  anonymousGuidance: setting(oneOf(['normalPath', 'oralContacts', 'no'])),
  agreement: setting(flag),
  complainants: setting(someOf(oneOf(complainantTypes), 1)),
  exclusions: {
    type: 'array',
    items: record({
      ground: oneOf(exclusionGrounds),
      when: oneOf(['always', 'handledElsewhere', 'alreadyBrought']),
      ...ground,
    }),
  },
  ageLimit: setting(
    orNull(record({ years: whole(1, 100), from: oneOf(['event', 'municipalCaseClosed']), waivable: flag })),
  ),
  answerTarget: setting(orNull(record({ workingDays: whole(1, 500) }))),
  earlyResolution: setting(flag),
  mediation: setting(orNull(record({ mediator: oneOf(mediators) }))),
  copyToCitizen: setting(flag),
  directAnswer: setting(flag),
  inDepth: setting(record({ openedBy: oneOf(['head', 'consent']), partialScope: flag })),
  consent: setting(flag),
  meetingAttendance: setting(flag),
  sensitiveData: setting(someOf(oneOf(channels), 1)),
  smsAnswered: setting(flag),
  ownInitiative: setting(flag),
  suggestions: setting(flag),
  retention: setting(record({ years: whole(0, 100), days: whole(0, 36_525) })),
  officeHours: setting(someOf(whole(1, 7), 0)),
  departmentAnswer: setting(
    record({ workingDays: whole(1, 500), reminderEvery: whole(1, 500), noAnswerAfter: whole(1, 500) }),
  ),
  acknowledgeWithin: setting(orNull(record({ workingDays: whole(1, 500) }))),
  statusEvery: setting(orNull(record({ workingDays: whole(1, 500) }))),
  informationAnswer: setting(record({ workingDays: whole(1, 500), reminderEvery: whole(1, 500) })),
  secondReader: setting(oneOf(['none', 'outcomes', 'decisions'])),
  yearStart: setting(whole(1, 12)),
  representatives: setting(someOf(oneOf(authorities), 0)),
  calendar: setting(record({ mayDay: flag, constitutionDay: flag, christmasEve: flag, newYearsEve: flag })),
} satisfies Record<SettingName, Schema>;

const byDecision = { stated: false, rules: ['D'] };

/**
 * Settings that came after the first profiles, as they are where a file is silent.
 * A file without them stays what it was, and so does its hash.
 */
export const laterSettings = {
  acknowledgeWithin: { value: { workingDays: 2 }, ...byDecision },
  statusEvery: { value: { workingDays: 20 }, ...byDecision },
  informationAnswer: { value: { workingDays: 10, reminderEvery: 5 }, ...byDecision },
  secondReader: { value: 'none', ...byDecision },
  yearStart: { value: 1, ...byDecision },
} as const satisfies Partial<Settings>;

/** What a profile file holds; `id` and `hash` of a profile are computed. */
export const profileSchema = record({
  key: {
    type: 'string',
    pattern: '^[a-z][a-z0-9-]{0,62}$',
    description: 'a key of small letters a–z, digits and hyphens, as in "koebenhavn"',
  },
  version: whole(1, 1_000_000),
  name: sentences,
  settings: record(settings, Object.keys(laterSettings)),
  rules: { type: 'object', propertyNames: ruleId, additionalProperties: record({ da: text, en: text, source: text }) },
});

/** An object with these fields and no others; those named may be left out. */
function record(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties };
}

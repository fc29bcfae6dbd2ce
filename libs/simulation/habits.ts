/**
 * What usually happens in an office, as shares and weights. Where the annual reports that offices have published give
 * a figure, it is near theirs: telephone first, in a large city four contacts in five; a third of the contacts a case;
 * seldom more than one part; delay a third of the topics; half of all about social matters, work and family; six
 * answers in ten an admission; few investigations; one citizen in five more than once. The rest is invented, and
 * chosen so that a case has about thirty events, a third of them notes and documents, as the duties to take notes and
 * to file ask (H26).
 */
import { type OfficeConfig } from '../installation/config.js';
import { type Channel } from '../../event-schemas/complaint/codes.js';
import { Dice } from './dice.js';

type Weights<Name extends string> = { readonly [Entry in Name]?: number };

export interface Habits {
  /** What a contact comes to. What the office's profile has no step for becomes guidance. */
  readonly contacts: Weights<
    'sms' | 'guidance' | 'suggestion' | 'directed' | 'guidedBack' | 'abandoned' | 'case' | 'ownInitiative'
  >;
  readonly channels: Weights<Exclude<Channel, 'sms'>>;
  /** What is tried first with a case. */
  readonly ways: Weights<'early' | 'mediation' | 'refer'>;
  /** Shares of the cases in which it happens. */
  readonly share: {
    readonly moreQuestions: number;
    readonly closerLook: number;
    readonly investigated: number;
    readonly consentRefused: number;
    readonly consentWithdrawn: number;
    readonly reopened: number;
    /** Of consents that stand when a case closes: to one purpose is withdrawn afterwards. */
    readonly purposeWithdrawn: number;
    readonly withdrawn: number;
    readonly discontinued: number;
    /** Of departments that will be late. */
    readonly asksForTime: number;
    /** Of cases that more than one thing is complained of in. */
    readonly partWithdrawn: number;
    /** Named in `answered`, after the first was put to a department. */
    readonly latePart: number;
    readonly handedOver: number;
    readonly confidential: number;
    /** Of citizens who come again: what they had before is linked to. */
    readonly linked: number;
    /** Written down wrongly; each of two times in a case. */
    readonly corrected: number;
    /** Of the steps that are taken by mistake now and then. */
    readonly retracted: number;
    /** Of letters to a department: the matter is another's. */
    readonly wrongDepartment: number;
    /** Offered while a department is waited for, or has answered. */
    readonly lateMediation: number;
    /** Of what nobody else has to read. */
    readonly reviewed: number;
    /** Of suggestions passed on: the department says what it makes of it. */
    readonly suggestionTaken: number;
    /** With somebody beside them from the registration on; known at another address soon after it. */
    readonly accompanied: number;
    readonly moved: number;
    /** Of cases with criticism: the head recommends something beside it. */
    readonly recommended: number;
    readonly directed: number;
    readonly erasure: number;
    readonly hold: number;
    readonly meeting: number;
    readonly overAge: number;
  };
}

const share = {
  moreQuestions: 0.11,
  closerLook: 0.05,
  investigated: 0.3,
  consentRefused: 0.12,
  consentWithdrawn: 0.05,
  reopened: 0.06,
  purposeWithdrawn: 0.04,
  withdrawn: 0.012,
  discontinued: 0.03,
  asksForTime: 0.35,
  partWithdrawn: 0.06,
  latePart: 0.015,
  handedOver: 0.03,
  confidential: 0.02,
  linked: 0.6,
  corrected: 0.025,
  retracted: 0.008,
  wrongDepartment: 0.025,
  lateMediation: 0.015,
  reviewed: 0.06,
  suggestionTaken: 0.55,
  accompanied: 0.04,
  moved: 0.03,
  recommended: 0.25,
  directed: 0.012,
  erasure: 0.025,
  hold: 0.015,
  meeting: 0.09,
  overAge: 0.05,
} as const;

const usual: Habits = {
  contacts: { sms: 1, guidance: 47, suggestion: 3, directed: 6, guidedBack: 6, abandoned: 2, case: 37 },
  channels: { phone: 58, email: 9, digitalPost: 12, web: 8, letter: 3, counter: 7, meeting: 3 },
  ways: { early: 30, mediation: 8, refer: 62 },
  share,
};

const known: { readonly [profile: string]: Habits } = {
  koebenhavn: {
    contacts: {
      sms: 1,
      guidance: 40,
      suggestion: 2,
      directed: 7,
      guidedBack: 14,
      abandoned: 2,
      case: 36,
      ownInitiative: 0.1,
    },
    channels: { phone: 76, email: 5, digitalPost: 8, web: 6, letter: 1, counter: 3, meeting: 1 },
    ways: { early: 62, mediation: 8, refer: 30 },
    share,
  },
  horsens: {
    contacts: { sms: 2, guidance: 48, suggestion: 4, directed: 5, abandoned: 2, case: 40 },
    channels: { phone: 56, email: 8, digitalPost: 10, web: 5, letter: 3, counter: 12, meeting: 6 },
    ways: { early: 8, mediation: 8, refer: 84 },
    share,
  },
  odense: {
    contacts: { sms: 3, guidance: 38, suggestion: 4, directed: 7, guidedBack: 10, abandoned: 2, case: 38 },
    channels: { phone: 56, email: 10, digitalPost: 13, web: 9, letter: 3, counter: 5, meeting: 4 },
    ways: { early: 34, mediation: 16, refer: 50 },
    share,
  },
};

export const habitsOf = (profileKey: string): Habits => known[profileKey] ?? usual;

/** How a department is, the same in every simulation: some answer in time, some do not. */
export interface DepartmentHabits {
  readonly key: string;
  /** How often it is complained of, beside the others. */
  readonly weight: number;
  /** Shares of its answers. */
  readonly inTime: number;
  readonly never: number;
  /** Writes to the citizen itself. */
  readonly direct: number;
}

/** Social matters, work and family: half of all complaints, whatever else the municipality has. */
const ofWelfare = /^(job|social|ydelse|familie|aeldre|boerne|dagtilbud)/;

export function departmentsOf({
  key: office,
  departments,
}: Pick<OfficeConfig, 'key' | 'departments'>): readonly DepartmentHabits[] {
  const drawn = departments.map(({ key }, index) => {
    const dice = new Dice(`${office}/${key}`);
    return {
      key,
      welfare: ofWelfare.test(key),
      weight: 1 / (1 + index * 0.4),
      inTime: 0.5 + 0.4 * dice.roll(),
      never: 0.02 + 0.08 * dice.roll(),
      direct: 0.7 + 0.25 * dice.roll(),
    };
  });
  const together = (welfare: boolean) =>
    drawn.filter((each) => each.welfare === welfare).reduce((sum, { weight }) => sum + weight, 0);
  const [welfare, others] = [together(true), together(false)];
  return drawn.map(({ welfare: isWelfare, weight, ...habits }) => ({
    ...habits,
    weight: weight / (isWelfare ? welfare : others),
  }));
}

/** How often each topic comes up; of the rest, what delay, guidance, hearing and conduct leave, in equal shares. */
const knownTopics: Weights<string> = { delay: 33, guidanceGiven: 14, missingHearing: 10, staffConduct: 10 };

export function topicsOf({ topics }: Pick<OfficeConfig, 'topics'>): Weights<string> {
  const known = Object.values(knownTopics).reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
  const others = topics.filter(({ key }) => knownTopics[key] === undefined).length;
  return Object.fromEntries(topics.map(({ key }) => [key, knownTopics[key] ?? (100 - known) / others]));
}

/**
 * What usually happens in an office, as shares and weights: no source gives them, so they are invented, and chosen so
 * that a stream has about fifteen events (`klagegang simulate --json` counts them by type). Somewhat more than half of
 * the contacts stay anonymous, with about four events each; the others become a case, with about 28: a third of them
 * notes and documents, as the duties to take notes and to file ask (H26).
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
    readonly withdrawn: number;
    readonly directed: number;
    readonly erasure: number;
    readonly hold: number;
    readonly meeting: number;
    readonly overAge: number;
  };
}

const share = {
  moreQuestions: 0.11,
  closerLook: 0.17,
  investigated: 0.62,
  consentRefused: 0.12,
  consentWithdrawn: 0.05,
  reopened: 0.06,
  withdrawn: 0.012,
  directed: 0.012,
  erasure: 0.025,
  hold: 0.015,
  meeting: 0.09,
  overAge: 0.05,
} as const;

const usual: Habits = {
  contacts: { sms: 1, guidance: 38, suggestion: 3, directed: 6, guidedBack: 6, abandoned: 2, case: 45 },
  channels: { phone: 40, email: 14, digitalPost: 18, web: 12, letter: 4, counter: 8, meeting: 4 },
  ways: { early: 30, mediation: 8, refer: 62 },
  share,
};

const known: { readonly [profile: string]: Habits } = {
  koebenhavn: {
    contacts: {
      sms: 1,
      guidance: 30,
      suggestion: 2,
      directed: 7,
      guidedBack: 14,
      abandoned: 2,
      case: 46,
      ownInitiative: 0.1,
    },
    channels: { phone: 34, email: 10, digitalPost: 26, web: 18, letter: 3, counter: 5, meeting: 4 },
    ways: { early: 62, mediation: 8, refer: 30 },
    share: { ...share, closerLook: 0.2 },
  },
  horsens: {
    contacts: { sms: 2, guidance: 42, suggestion: 4, directed: 5, abandoned: 2, case: 46 },
    channels: { phone: 44, email: 12, digitalPost: 12, web: 6, letter: 4, counter: 15, meeting: 7 },
    ways: { early: 8, mediation: 8, refer: 84 },
    share,
  },
  odense: {
    contacts: { sms: 3, guidance: 28, suggestion: 4, directed: 7, guidedBack: 10, abandoned: 2, case: 46 },
    channels: { phone: 38, email: 14, digitalPost: 20, web: 14, letter: 4, counter: 6, meeting: 4 },
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

export function departmentsOf({
  key: office,
  departments,
}: Pick<OfficeConfig, 'key' | 'departments'>): readonly DepartmentHabits[] {
  return departments.map(({ key }, index) => {
    const dice = new Dice(`${office}/${key}`);
    return {
      key,
      weight: 1 / (1 + index * 0.4),
      inTime: 0.5 + 0.4 * dice.roll(),
      never: 0.02 + 0.08 * dice.roll(),
      direct: 0.7 + 0.25 * dice.roll(),
    };
  });
}

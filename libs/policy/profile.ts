/** What one office's rules say. The data files in profiles/ are the source; profile-file.ts reads and checks them. */

import {
  type Authority,
  type Channel,
  type ComplainantType,
  type ExclusionGround,
  type Mediator,
} from '../../event-schemas/complaint/codes.js';

/**
 * One rule of the profile: its value, whether a source states it, and the ids of the sentences it rests on (`D`: a
 * decision of this project).
 */
export interface Setting<Value> {
  readonly value: Value;
  readonly stated: boolean;
  readonly rules: readonly string[];
}

export interface Exclusion {
  readonly ground: ExclusionGround;
  /**
   * `handledElsewhere`: another body could take it; `alreadyBrought`: only what has in fact been brought there (known
   * from Kolding).
   */
  readonly when: 'always' | 'handledElsewhere' | 'alreadyBrought';
  readonly stated: boolean;
  readonly rules: readonly string[];
}

export interface Settings {
  /**
   * `departmentHadOpportunity`: K1 K2; `noMoreOptions`: dialogue with the department concerned and no more options
   * seen, O14.
   */
  readonly dialogue: Setting<'none' | 'departmentHadOpportunity' | 'noMoreOptions'>;
  readonly silenceExhaustsDialogue: Setting<boolean>;
  readonly exceptionUnable: Setting<boolean>;
  readonly exceptionPrinciple: Setting<boolean>;
  readonly anonymousGuidance: Setting<'normalPath' | 'oralContacts' | 'no'>;
  readonly agreement: Setting<boolean>;
  readonly complainants: Setting<readonly ComplainantType[]>;
  readonly exclusions: readonly Exclusion[];
  /**
   * `from`: counted from the end of the event or course of events, or from the closing of the municipality's case
   * (known from Aalborg).
   */
  readonly ageLimit: Setting<null | {
    readonly years: number;
    readonly from: 'event' | 'municipalCaseClosed';
    readonly waivable: boolean;
  }>;
  /** Working days from receipt on an answered channel. */
  readonly answerTarget: Setting<null | { readonly workingDays: number }>;
  readonly earlyResolution: Setting<boolean>;
  /** `mediator`: the office itself, or one from outside (known from Aarhus). */
  readonly mediation: Setting<null | { readonly mediator: Mediator }>;
  readonly copyToCitizen: Setting<boolean>;
  readonly directAnswer: Setting<boolean>;
  /** Who opens the in-depth step: the head (K14), or the citizen's consent by itself (H24). */
  readonly inDepth: Setting<{ readonly openedBy: 'head' | 'consent'; readonly partialScope: boolean }>;
  /** Whether the citizen's consent is needed for more questions and for the in-depth step. */
  readonly consent: Setting<boolean>;
  readonly meetingAttendance: Setting<boolean>;
  /** Channels that sensitive data may go by. */
  readonly sensitiveData: Setting<readonly Channel[]>;
  readonly smsAnswered: Setting<boolean>;
  readonly ownInitiative: Setting<boolean>;
  readonly suggestions: Setting<boolean>;
  /** The later of both, counted from the last closing. */
  readonly retention: Setting<{ readonly years: number; readonly days: number }>;
  /** Weekdays, 1 = Monday; empty: none. Never a reason to refuse. */
  readonly officeHours: Setting<readonly number[]>;
  /** Working days: until the answer is due, between reminders, and from `due` until "no answer" may be recorded. */
  readonly departmentAnswer: Setting<{
    readonly workingDays: number;
    readonly reminderEvery: number;
    readonly noAnswerAfter: number;
  }>;
  /** Working days from registration until the receipt has gone out. */
  readonly acknowledgeWithin: Setting<null | { readonly workingDays: number }>;
  /** Working days that the citizen may hear nothing for while the case is open. */
  readonly statusEvery: Setting<null | { readonly workingDays: number }>;
  /** Working days until information asked for, or an answer to a hearing, is due, and between reminders. */
  readonly informationAnswer: Setting<{ readonly workingDays: number; readonly reminderEvery: number }>;
  /** What somebody else of the office reads first: the outcomes of an investigation, or whether there is to be one. */
  readonly secondReader: Setting<'none' | 'outcomes' | 'decisions'>;
  /** The month that the year of reports begins in. */
  readonly yearStart: Setting<number>;
  /** Authorities that a representative may act by. */
  readonly representatives: Setting<readonly Authority[]>;
  /** Days off besides the public holidays; false: a working day. */
  readonly calendar: Setting<{
    readonly mayDay: boolean;
    readonly constitutionDay: boolean;
    readonly christmasEve: boolean;
    readonly newYearsEve: boolean;
  }>;
}

export type SettingName = keyof Settings;

export interface RuleText {
  /** What the rule says, in this project's words. */
  readonly da: string;
  readonly en: string;
  /** Name of the text it was taken from. */
  readonly source: string;
}

export interface Profile {
  readonly key: string;
  readonly version: number;
  /** `<key>@<version>`, what a complaint is pinned to. */
  readonly id: string;
  /** SHA-256 of the canonical content, lower-case hex. */
  readonly hash: string;
  readonly name: { readonly da: string; readonly en: string };
  readonly settings: Settings;
  /** Every rule of this office by id. */
  readonly rules: { readonly [id: string]: RuleText };
}

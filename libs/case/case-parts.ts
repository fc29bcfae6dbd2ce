/** What a complaint consists of and gathers: parts, referrals, consents, letters, documents, cycles, decisions. */
import { type PartyRole } from '../../event-schemas/complaint/codes.js';
import { type LocalDate } from '../policy/calendar.js';

export interface Part {
  readonly id: string;
  readonly topic: string;
  readonly department: string;
  readonly eventStart?: LocalDate;
  readonly eventEnd?: LocalDate;
  readonly admissible: boolean | null;
  readonly ground?: string;
  readonly body?: string;
  readonly forwarded: boolean;
  readonly ageLimit: { readonly lastDay: LocalDate; readonly exceeded: boolean } | null;
  readonly waived: boolean;
  /** Until the complaint ends or another body takes the part, what was found about the remit may still change. */
  readonly remit: 'provisional' | 'final';
  /** Part of the case: named at registration, or recorded since. */
  readonly inCase: boolean;
  readonly inScope: boolean;
  readonly outcome: string | null;
  /** The cycle that the outcome was recorded in, where it is not the first. */
  readonly outcomeIn?: number;
  /** The outcome as the citizen was last told it, in this cycle. */
  readonly toldOutcome?: string;
  readonly position: string | null;
  /** What its department admitted about it, in the last answer that says. */
  readonly admitted?: string;
  /** Put to a department in an earlier cycle or in this one, and not recalled. */
  readonly referred: boolean;
  /** Recorded once the departments were asked, or later: it keeps the case open until something is done about it. */
  readonly late?: true;
  /** The cycle in which another body took it, or the citizen withdrew it; it is no part of the cycles that follow. */
  readonly directedIn: number | null;
  readonly withdrawnIn?: number;
}

/** More time that was given. */
export interface Extension {
  /** The last day in time before and since. */
  readonly from: LocalDate;
  readonly due: LocalDate;
  readonly reason: string;
  readonly on: LocalDate;
}

/** A department's wish for more time. The event of each may hold why; that of an answer, what was answered. */
export interface ExtensionRequest {
  readonly department: string;
  readonly due: LocalDate;
  readonly askedOn: LocalDate;
  /** `replaced`: the department asked anew before it had an answer. */
  readonly status: 'open' | 'granted' | 'declined' | 'replaced';
  readonly revision: number;
  readonly answeredBy?: number;
}

export interface Referral {
  readonly department: string;
  readonly parts: readonly string[];
  /** Whether the case's summary went along; left out in letters of before that was asked. */
  readonly withSummary?: boolean | undefined;
  readonly sentOn: LocalDate;
  readonly due: LocalDate;
  readonly reminderOn: LocalDate;
  readonly escalationOn: LocalDate;
  readonly noAnswerFrom: LocalDate;
  readonly reminders: number;
  /** In the order in which they were given; left out where there is none. */
  readonly extensions?: readonly Extension[];
  readonly answeredOn: LocalDate | null;
  readonly directToCitizen: boolean | null;
  /** What the department itself admits. */
  readonly finding?: string;
  readonly forwardedOn: LocalDate | null;
  /** Still waited for: false once answered, or given up by "no answer" or the closing. */
  readonly open: boolean;
  /** The day from which nobody is reminded, while a mediation runs. */
  readonly pausedOn?: LocalDate;
  /** The day it was given up without an answer, by whatever ended the wait. */
  readonly endedOn: LocalDate | null;
  /** The cycle it was sent in; 1 from registration on. */
  readonly cycle: number;
  /** More questions: asked under a consent, where the profile wants one (H24). */
  readonly more?: true;
  /** Questions whose consent was withdrawn before an answer came. */
  readonly recalled?: true;
  /** Why the office called it back: it counts as neither asked nor answered, and its parts are referred anew. */
  readonly calledBack?: string;
  /** The department says that it is not the one to ask. */
  readonly declined?: { readonly suggested?: string; readonly on: LocalDate; readonly revision: number };
  /** The id and the revision of the event that sent it, and which of its referrals it is: there stand the questions. */
  readonly sentBy: string;
  readonly revision: number;
  readonly index: number;
}

export interface ConsentScope {
  readonly purpose: string;
  readonly departments: readonly string[];
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  /** The way it was given. */
  readonly how?: string;
  /** Of the event that holds its words, where it has any. */
  readonly revision?: number;
}

/** What a letter asks a department for in an examination: by when, how often it was reminded, what became of it. */
export interface Asked {
  readonly sentOn: LocalDate;
  readonly due: LocalDate;
  readonly reminderOn: LocalDate;
  readonly escalationOn: LocalDate;
  readonly reminders: number;
  readonly extensions?: readonly Extension[];
  readonly answeredOn: LocalDate | null;
  /** The day on which nobody waited for it any more. */
  readonly endedOn: LocalDate | null;
  readonly recalled?: true;
  /** The id and the revision of the event that sent it. */
  readonly sentBy: string;
  readonly revision: number;
}

export interface InformationRequest {
  readonly id: string;
  readonly department: string;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly status: 'open' | 'answered' | 'recalled';
  /** Left out where it was sent before requests had a day. */
  readonly asked?: Asked;
  /** Answered, and the consent it was made under withdrawn since. */
  readonly withdrawn?: true;
}

/** One side is heard (K18): the department, by letter or not, or where none is named the citizen. */
export interface Hearing {
  readonly department?: string;
  /** Of a hearing by letter: it was asked for, and may have no answer yet. */
  readonly id?: string;
  readonly asked?: Asked;
  readonly heardOn: LocalDate | null;
  /** The event that holds what was said. */
  readonly saidBy?: number;
}

/** A consent that was withdrawn and would be needed to read something: its purpose and its period. */
export interface Hold {
  readonly purpose: string;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
}

export type LetterKind =
  | 'referral'
  | 'copyToCitizen'
  | 'reminder'
  | 'escalation'
  | 'informationRequest'
  | 'hearing'
  | 'recall'
  | 'notice'
  | 'reply'
  | 'forwardedAnswer'
  | 'acknowledgement'
  | 'suggestion'
  | 'outcome';
export interface Letter {
  readonly kind: LetterKind;
  /** `citizen`: the one who complains; of another party, its role. */
  readonly to: 'department' | 'leader' | 'citizen' | 'authority' | Exclude<PartyRole, 'complainant'>;
  readonly department?: string;
  /** Of a letter to another party than the one who complains. */
  readonly party?: string;
  readonly date: LocalDate;
  /** The event it was sent by, and which of its referrals, requests or suggestions it is. */
  readonly revision: number;
  readonly index: number;
}

export interface FiledDocument {
  readonly id: string;
  readonly direction: 'in' | 'out' | 'internal';
  readonly date: LocalDate;
  /** A letter of ours (its place in `letters`), an answer of a department, or something filed. */
  readonly of: { readonly letter: number } | 'answer' | 'filed';
  readonly department?: string;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly quarantined: boolean;
  /** Of what is under quarantine: what frees it is a new consent in place of one of these. */
  readonly heldUnder?: readonly Hold[];
  /** Of an answer under quarantine: it came to the office alone, so it is owed to the citizen once it may be read. */
  readonly owed?: true;
  readonly erased: boolean;
  /** Of an answer: it has a key of its own, as whatever is filed has. */
  readonly ownKey?: true;
  readonly hasContent: boolean;
  /** The event that holds its title and its content. */
  readonly revision: number;
}

export interface ErasureRequest {
  readonly id: string;
  readonly of: 'case' | 'document';
  readonly document?: string;
  readonly requestedOn: LocalDate;
  readonly due: LocalDate;
  readonly status: 'open' | 'granted' | 'refused';
  readonly decidedOn: LocalDate | null;
}

/** A case from its registration, or its reopening, to its closing. */
export interface Cycle {
  readonly openedOn: LocalDate;
  readonly openedBy: 'registration' | 'ownInitiative' | 'reopening';
  /** Of a reopening: what it was for. */
  readonly reason: 'moreQuestions' | 'newPart' | 'closerLook' | null;
  readonly closedOn: LocalDate | null;
  readonly outcome: string | null;
  /** Whether it solved what the case was about, where whoever closed it said so. */
  readonly solved?: string;
  /** Handled early, in dialogue, before or without an examination. */
  readonly early: boolean;
  readonly investigated: boolean;
}

/** What an ended cycle came to about a part. */
export interface Decision {
  readonly part: string;
  readonly cycle: number;
  readonly on: LocalDate;
  /** What was found about the part, or where nothing was, how the case ended. */
  readonly outcome: string;
  /** Examined in substance: within the scope of an investigation that was concluded. */
  readonly examined: boolean;
  /** What its department admitted, where nothing was found about it here. */
  readonly admitted?: string;
  /** What the department makes of a criticism or a recommendation. */
  readonly position: 'none' | 'accepted' | 'declined' | 'implemented';
  readonly positionOn: LocalDate | null;
}

/** What the head recommends, in a register beside the outcomes of the parts. */
export interface Recommendation {
  readonly id: string;
  readonly to: string;
  readonly department?: string;
  /** The parts that it comes from; none where it is about more than the case. */
  readonly from: readonly string[];
  readonly madeOn: LocalDate;
  readonly due?: LocalDate;
  /** As its addressee last said, with the day and the event, which may hold evidence. */
  readonly status: string | null;
  readonly statusOn: LocalDate | null;
  readonly statusRevision?: number;
  readonly extensions?: readonly Extension[];
  /** The event that made it, which holds its text. */
  readonly revision: number;
}

/**
 * A use of a waiver or an exception: the age limit (H29), unable to complain first (K6), a matter of principle (K19).
 */
export interface ExceptionUse {
  readonly on: LocalDate;
  readonly kind: 'ageLimitWaived' | 'unableToComplainFirst' | 'matterOfPrinciple';
  readonly reason: string;
}

/** A record that was put right; the correcting event holds what it should have been. */
export interface Correction {
  readonly revision: number;
  /** Of the event that is corrected. */
  readonly corrects: number;
  readonly reason: string;
  readonly on: LocalDate;
}

/** A step that never was, from this event on. */
export interface Retraction {
  readonly revision: number;
  readonly undoes: number;
  readonly reason: string;
  readonly on: LocalDate;
}

/** Of a citizen and a department, in the case; the event holds the note. */
export interface Meeting {
  readonly on: LocalDate;
  readonly requestedBy: string;
  readonly reason: string;
}

/** What the office did besides complaints. */
export interface Activity {
  readonly kind: string;
  readonly department?: string | undefined;
  readonly topic?: string | undefined;
  readonly on: LocalDate;
  readonly minutes?: number | undefined;
}

/** What a citizen was told, or helped with, before a case. */
export interface Guidance {
  /** Something besides where to turn. */
  readonly advice: boolean;
  readonly helpedToWrite: boolean;
}

export interface Suggestion {
  readonly topic: string;
  readonly department: string;
  readonly recordedOn: LocalDate;
  readonly forwardedOn: LocalDate | null;
  /** The event that holds its text, where it has one. */
  readonly revision?: number;
  /** It went with the name of whoever made it. */
  readonly withName?: true;
  /** As its department last said, with the day and the event, which may hold a text. */
  readonly position?: string;
  readonly positionOn?: LocalDate;
  readonly positionRevision?: number;
}
/** "S1", "S2", … in the order of recording. */
export const suggestionId = (index: number): string => `S${index + 1}`;

/**
 * How a step is declared: once, with everything that is its own. The tables of requests, of decisions, of the document
 * and of the tests all follow from the list in steps.ts.
 */
import {
  type Candidate,
  type ComplaintEvent,
  type ComplaintEventType,
} from '../../../event-schemas/complaint/events.js';
import { type CaseState } from '../../case/case-state.js';
import { type Role } from '../../platform/caller.js';
import { type Sentences } from '../../platform/refusal.js';
import { type LocalDate } from '../../policy/calendar.js';
import { type Profile } from '../../policy/profile.js';
import { type Class } from './fields.js';

/** Where a complaint stands when a step is thought of. */
export interface Standing {
  readonly caseState: CaseState;
  /** Lifecycle state as the API names it. */
  readonly state: string;
  readonly profile: Profile;
  readonly today: LocalDate;
}

/** Everything a decision may look at. */
export interface Deciding extends Standing {
  /** Revision the new event will have. */
  readonly revision: number;
  /** Who asks: conflicts of interest are personal. */
  readonly sub: string;
  /** The role that they act in. */
  readonly role: Role;
  /** All that they hold. */
  readonly roles?: readonly Role[] | undefined;
  /** The lifecycle a new complaint is pinned to. */
  readonly lifecycle: string;
  /** The complaint that the body names, where it names one and it is at hand. */
  readonly other?: CaseState | undefined;
  /** Profiles that a complaint can be moved to, by their ids. */
  readonly profileNamed?: ((id: string) => Profile | undefined) | undefined;
  /** The events so far; of a step that does not look back, none. */
  readonly history?: readonly ComplaintEvent[] | undefined;
  /** Of a step that stands: who may take it, and where the complaint would stand without it, if anywhere. */
  readonly retraced?:
    ((undoes: number) => { readonly back: object | null; readonly roles: readonly string[] }) | undefined;
}

/** A body that is good by itself and cannot become an event of this complaint. */
export class InvalidField extends Error {
  override readonly name: string = 'InvalidField';
  constructor(
    readonly field: string,
    readonly code: string,
    readonly sentences: Sentences,
  ) {
    super(`${field}: ${code}`);
  }
}

/** It names something that is not there: a part, a request. */
export class UnknownReference extends InvalidField {
  override readonly name = 'UnknownReference';
  constructor(field: string) {
    super(field, 'UNKNOWN_REFERENCE', {
      da: 'Feltet peger på noget, som ikke findes i sagen.',
      en: 'The field names something that is not in this complaint.',
    });
  }
}

/** Whether a case was solved is said when it closes, and this step closes it only sometimes. */
export class NotClosing extends InvalidField {
  override readonly name = 'NotClosing';
  constructor() {
    super('solved', 'NOT_A_CLOSING', {
      da: 'Sagen slutter ikke med dette trin. Angiv ved afslutningen, om den blev løst.',
      en: 'The case does not close with this step. Say at its closing whether it was solved.',
    });
  }
}

/** A date before what it answers. */
export class BeforeQuestion extends InvalidField {
  override readonly name = 'BeforeQuestion';
  constructor(field: string) {
    super(field, 'BEFORE_QUESTION', {
      da: 'Datoen ligger før den dag, forvaltningen blev spurgt.',
      en: 'The date is before the day on which the department was asked.',
    });
  }
}

/** What was written down had happened by the day on which it was. */
export class AfterRecording extends InvalidField {
  override readonly name = 'AfterRecording';
  constructor(field: string) {
    super(field, 'AFTER_RECORDING', {
      da: 'Datoen ligger efter den dag, oplysningen blev skrevet ned.',
      en: 'The date is after the day on which this was written down.',
    });
  }
}

/** An answer that came to the office alone and says nothing that could be passed on. */
export class Unreadable extends InvalidField {
  override readonly name = 'Unreadable';
  constructor(field: string) {
    super(field, 'ANSWER_UNREADABLE', {
      da: 'Et svar, som borgeren ikke selv har fået, skal kunne læses: skriv det af, eller peg på det journaliserede dokument.',
      en: 'An answer that the citizen did not get has to be readable: write it down, or name the filed document.',
    });
  }
}

/** A department's own answer is received when it is recorded. */
export class NotToday extends InvalidField {
  override readonly name = 'NotToday';
  constructor(field: string) {
    super(field, 'NOT_TODAY', {
      da: 'Et svar fra forvaltningen selv er modtaget den dag, det registreres.',
      en: 'An answer that the department records itself is received on the day it is recorded.',
    });
  }
}

/** While something is recalled, what comes in says from which department: else none could say whether to read it. */
export class DepartmentUnnamed extends InvalidField {
  override readonly name = 'DepartmentUnnamed';
  constructor(field: string) {
    super(field, 'DEPARTMENT_UNNAMED', {
      da: 'Borgeren har trukket et samtykke tilbage. Angiv, hvilken forvaltning det indkomne er fra.',
      en: 'The citizen has withdrawn a consent. Say which department this came from.',
    });
  }
}

/** More time that ends before what it was to put off, or before today. */
export class NoMoreTime extends InvalidField {
  override readonly name = 'NoMoreTime';
  constructor(field: string) {
    super(field, 'NOT_LATER', {
      da: 'Den nye frist skal ligge efter den gamle og tidligst være i dag.',
      en: 'The new deadline has to be after the present one, and not before today.',
    });
  }
}

/** Something that nobody could do by its day any more. */
export class BeforeToday extends InvalidField {
  override readonly name = 'BeforeToday';
  constructor(field: string) {
    super(field, 'BEFORE_TODAY', {
      da: 'Fristen skal tidligst være i dag.',
      en: 'The deadline must not be before today.',
    });
  }
}

/** A date outside the days that are open for it. */
export class DateOutside extends InvalidField {
  override readonly name = 'DateOutside';
  /** @param after not this day yet @param last still this one */
  constructor(field: string, { after, last, by }: { after: LocalDate; last: LocalDate; by: string }) {
    super(field, 'OUTSIDE_LIMITS', {
      da: `Datoen skal ligge efter ${after} og senest den ${last} (${by}).`,
      en: `The date must be after ${after} and not after ${last} (${by}).`,
    });
  }
}

/**
 * `preCase`: has a place before registration (T1–T10, and SendReply), some of them in a case too. `case`: only once a
 * case is registered. `reaction`: the system's own, when the time has come; a person may never send it.
 */
export type Phase = 'preCase' | 'case' | 'reaction';

/** An event of one of these types, as it is proposed. */
export type CandidateOf<Type extends ComplaintEventType> = Extract<Candidate, { readonly type: Type }>;

export interface Step<
  Name extends string = string,
  Body extends object = object,
  Type extends ComplaintEventType = ComplaintEventType,
> {
  readonly name: Name;
  /** What the step is called where people read. */
  readonly title: Sentences;
  /** The body of its request: a field that is not declared there is refused. */
  readonly body: Class<Body>;
  readonly phase: Phase;
  /** Begins a complaint and has no predecessor. */
  readonly starting: boolean;
  /** Of what begins no complaint: where it is sent to, beside the complaints; else null: its name is the address. */
  readonly address: string | null;
  /** The rules by which a `reason` is asked for. */
  readonly reasonAskedBy: readonly string[];
  /** It is decided on earlier events, and not on what they came to alone. */
  readonly looksBack: boolean;
  /** The events it can lead to: which states know the step is asked of these. */
  readonly proposes: readonly Type[];
  /**
   * Computes and never refuses: an unmet rule becomes a fact in the candidate ("missing"), and the machine says no.
   * @throws InvalidField
   */
  decide(body: Body, at: Deciding): CandidateOf<Type>;
  /** By a refusal's code, the departments that it is about: the answer names them. */
  departmentsLacking?(caseState: CaseState): { readonly [code: string]: readonly string[] };
  /** The body it most likely has: to say which steps are open before anything was typed. */
  sample(at: Standing): Body;
  /**
   * Others that it may have where that one is refused: one part in place of all, another department. A step that any
   * of them takes is open; what is refused of it depends on what will be chosen.
   */
  others?(at: Standing & Pick<Deciding, 'history'>): readonly Body[];
  /**
   * The body that led to the event, what was left out and computed named in it; `text` stands for every text of a
   * person, which no decision reads.
   */
  rebuild(event: CandidateOf<Type>, text: string): Body;
}

/** The step whose request has this body: `stepOf(CloseCase)({ … })`. `decide` proposes only what `proposes` names. */
export const stepOf =
  <Body extends object>(body: Class<Body>) =>
  <const Name extends string, const Types extends readonly [ComplaintEventType, ...ComplaintEventType[]]>({
    starting = false,
    address = null,
    looksBack = false,
    reasonAskedBy = [],
    ...declared
  }: Omit<
    Step<Name, Body, Types[number]>,
    'body' | 'starting' | 'address' | 'looksBack' | 'reasonAskedBy' | 'proposes'
  > & {
    readonly starting?: boolean;
    readonly address?: string | null;
    readonly looksBack?: boolean;
    readonly reasonAskedBy?: readonly string[];
    readonly proposes: Types;
  }): Step<Name, Body, Types[number]> => ({ ...declared, body, starting, address, looksBack, reasonAskedBy });

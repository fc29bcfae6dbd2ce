/**
 * A small model of a complaint, written from rules.md and contract.md: the state by the oracle's table, and beside it
 * the few facts that the table's guards ask for. It knows nothing of the product's code. `predict` says whether a
 * command is taken and where it leads, or with which codes it is refused.
 */
import Holidays from 'date-holidays';
import {
  expected,
  retractable,
  roles,
  rolesIn,
  type Command,
  type ExpectedGuard,
  type ExpectedOutcome,
  type Profile,
  type State,
} from '../machine/table.js';

export type Body = { readonly [field: string]: unknown };
export interface Actor {
  readonly sub: string;
  readonly role: string;
  readonly department?: string;
}

interface Part {
  readonly id: string;
  readonly department: string;
  admissible: boolean | null;
  exceeded: boolean;
  waived: boolean;
  inCase: boolean;
  inScope: boolean;
  outcome: string | null;
  /** The cycle that the outcome was found in; and whether a criticism of it was concluded: till then it is a draft. */
  foundIn: number;
  criticised: boolean;
  /** In a letter to a department that was not recalled. */
  referred: boolean;
  /** Recorded in `referred` or later. */
  late: boolean;
  withdrawn: boolean;
}
interface Referral {
  /** The revision that sent it. */
  readonly at: number;
  readonly department: string;
  readonly parts: readonly string[];
  readonly sentOn: string;
  /** The last day in time: of the letter, of a mediation that came to nothing, or of more time that was given. */
  due: string;
  reminders: number;
  open: boolean;
  answered: boolean;
  /** Asked by AskMoreQuestions. */
  more: boolean;
  recalled: boolean;
  /** Called back by the office. */
  calledBack: boolean;
}
/** An information request or a hearing by letter. */
interface Asked {
  readonly at: number;
  readonly id: string;
  readonly hearing: boolean;
  readonly department: string;
  readonly from: string | undefined;
  readonly sentOn: string;
  due: string;
  reminders: number;
  /** Neither answered nor recalled. */
  open: boolean;
  /** The case closed on it. */
  ended: boolean;
  recalled: boolean;
}
interface Recommended {
  readonly at: number;
  readonly department: string | undefined;
  readonly parts: readonly string[];
  due: string | undefined;
  settled: boolean;
}
/** What is waited for until a day. */
interface Awaited {
  readonly at: number;
  due?: string | undefined;
}
/** A consent that was withdrawn and that something which came since would need. */
interface Missing {
  readonly purpose: string;
  readonly from: string | undefined;
}
interface Consent {
  readonly purpose: string;
  readonly departments: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

/** What was taken, as it was written down, or what happened by itself. */
type Entry = {
  readonly revision: number;
  readonly today: string;
  readonly from: State;
  readonly to: State;
} & (
  | { readonly command: Command; readonly body: Body; readonly actor: Actor; readonly outcome: string | null }
  /** Of a letter that goes by the revision which sent it; its keys are destroyed. */
  | { readonly reminded: { readonly at: number; readonly department: string } }
  | { readonly shredded: true }
);

export type Prediction =
  | { readonly taken: true; readonly to: State; readonly outcome: string | null }
  /** Taken, or refused with one of these codes: whether what came since would stand is the machine's to say. */
  | {
      readonly taken: 'perhaps';
      readonly to: State;
      readonly outcome: string | null;
      readonly codes: readonly string[];
    }
  /** Any of these codes; none named: it is refused, and the brief leaves open how. */
  | { readonly taken: false; readonly codes: readonly string[] }
  /** The brief leaves it open. */
  | { readonly taken: null };

/** The records there are, and what of each is drawn here. */
const correctable: { readonly [command: string]: readonly string[] } = {
  ReceiveInquiry: ['channel', 'receivedOn'],
  RecordPart: ['topic', 'department', 'eventEnd'],
  RecordDialogue: ['department', 'departmentHadOpportunity', 'answered'],
  RegisterCase: ['summary'],
  RecordContact: ['department', 'outcome'],
  AttendMeeting: ['reason'],
  RecordDepartmentAnswer: ['directToCitizen', 'finding', 'summary'],
  FileDocument: ['title'],
  GiveConsent: ['how'],
};

const named = (to: unknown): string | null => (typeof to === 'string' ? to : null);
const refusedWith = (...codes: readonly string[]): Prediction => ({ taken: false, codes });

// — days, counted by another program than the product's —

const calendars = new Holidays('DK', { types: ['public'] });
const holidays = new Map<string, ReadonlySet<string>>();
function isOff(date: string): boolean {
  const year = date.slice(0, 4);
  if (!holidays.has(year))
    holidays.set(
      year,
      new Set(
        calendars
          .getHolidays(year)
          .filter(({ type }) => type === 'public')
          .map((holiday) => holiday.date.slice(0, 10)),
      ),
    );
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 || holidays.get(year)!.has(date);
}
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
export function addWorkingDays(date: string, days: number): string {
  let at = date;
  for (let left = days; left > 0;) {
    at = addDays(at, 1);
    if (!isOff(at)) left -= 1;
  }
  return at;
}
export function addYears(date: string, years: number): string {
  const there = `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;
  return (there.endsWith('-02-29') && Number.isNaN(Date.parse(there))) ||
    new Date(`${there}T12:00:00Z`).toISOString().slice(0, 10) !== there
    ? `${there.slice(0, 8)}28`
    : there;
}

// — the complaint —

const listedGrounds: Readonly<Record<Profile, readonly string[]>> = {
  koebenhavn: ['content', 'otherBody', 'courts', 'anotherAuthority'],
  horsens: ['content', 'political', 'employment', 'otherBody', 'courts', 'anotherAuthority', 'tooOld'],
  odense: ['content', 'political', 'serviceLevel', 'employment', 'otherBody', 'courts', 'anotherAuthority'],
};
const beforeReferral: readonly string[] = ['registered', 'earlyResolution.flexible', 'earlyResolution.written'];
/** Where the departments were asked: only what came since is referred there. */
const isLater = (state: State): boolean => state === 'referred' || state === 'answered';
const openCase: readonly string[] = [
  'registered',
  'earlyResolution',
  'mediation',
  'referred',
  'answered',
  'investigationAssessment',
  'awaitingConsent',
  'investigating',
];

export class Complaint {
  state: State = 'none';
  outcome: string | null = null;
  revision = -1;
  receivedOn = '';
  complainantType = 'citizen';
  registered = false;
  ownInitiative = false;
  cycle = 1;
  closedOn: string | null = null;
  shredded = false;
  parts: Part[] = [];
  dialogues = new Map<string, Body>();
  unable = false;
  principled = false;
  agreed = false;
  guided = false;
  suggestions: { department: string; forwarded: boolean; withName: boolean }[] = [];
  accepted: Set<string> | null = null;
  rejectedOnce = false;
  contacted = new Set<string>();
  mediation: { citizen?: boolean; department?: boolean } | null = null;
  mediationFrom: State = 'registered';
  referrals: Referral[] = [];
  answers = new Set<string>();
  tasks = new Set<string>();
  consents: Consent[] = [];
  private withdrawn: Consent[] = [];
  /** Answers to the office alone that nobody may read yet, with what would have to be consented to again. */
  private held: { department: string; missing: readonly Missing[] }[] = [];
  /** Information that was asked for, and hearings. */
  requests: Asked[] = [];
  heard = { citizen: false, departments: new Set<string>() };
  everHeard = new Set<string>();
  conflicts: { sub: string; department: string }[] = [];
  told = new Set<string>();
  holdsOn = new Set<string>();
  erasures: { of: string; document: string; open: boolean; requestedOn: string; extended: boolean }[] = [];
  filed: string[] = [];
  private erased = new Set<string>();
  recommendations: Recommended[] = [];
  /** Parties by their id, and whether they have ended. */
  parties = new Map<string, boolean>();
  /** Departments that have asked for more time and have no answer yet, with the revision of the wish. */
  private wanted = new Map<string, number>();
  assigned: { to: string | null; until: string | null; then: string | null } = { to: null, until: null, then: null };
  /** Who was asked to read what, as a second reader. */
  private reviews: { readonly of: unknown; readonly to: unknown; open: boolean }[] = [];
  /** Of a confidential case: who may open it besides. */
  readers: ReadonlySet<string> | null = null;
  /** Complaint and kind. */
  private links = new Set<string>();
  /** What stands of the records can be corrected, and the last step undone: then all of it is told anew. */
  readonly log: Entry[] = [];

  /** @param office its complaints by their ids, this one among them once it has one */
  constructor(
    readonly profile: Profile,
    readonly office: Map<string, Complaint> = new Map(),
  ) {}

  get needsConsent(): boolean {
    return this.profile !== 'koebenhavn' && !this.ownInitiative;
  }
  get isOpenCase(): boolean {
    return openCase.some((state) => this.state === state || this.state.startsWith(`${state}.`));
  }
  get asked(): ReadonlySet<string> {
    return new Set([
      ...this.referrals.map(({ department }) => department),
      ...this.requests.map(({ department }) => department),
      ...this.heard.departments,
    ]);
  }
  get caseParts(): readonly Part[] {
    return this.registered ? this.parts.filter(({ inCase }) => inCase) : this.parts;
  }
  get admissible(): readonly Part[] {
    return this.caseParts.filter((part) => part.admissible === true && !part.withdrawn);
  }
  get inScope(): readonly Part[] {
    return this.caseParts.filter((part) => part.inScope && part.outcome !== 'directed' && !part.withdrawn);
  }
  get standing(): readonly Part[] {
    return this.caseParts.filter(
      ({ admissible, withdrawn, outcome }) => admissible !== false && !withdrawn && outcome !== 'directed',
    );
  }
  /** What came late and is in no letter, no scope and not gone. */
  get lateLeft(): readonly Part[] {
    return this.standing.filter(({ late, referred, inScope }) => late && !referred && !inScope);
  }
  get unheard(): boolean {
    const heard = ({ department }: Part) => this.heard.departments.has(department);
    const found = this.inScope.filter(({ outcome }) => outcome === 'criticism' || outcome === 'recommendation');
    return found.length > 0 ? !found.every(heard) : !this.inScope.some(heard);
  }
  get unforwarded() {
    return this.suggestions.filter(({ forwarded }) => !forwarded);
  }
  suggestion(id: unknown) {
    return this.suggestions[Number(String(id).slice(1)) - 1];
  }
  /** Suggestions that a department may know of here: not whose they are, where it knows the case. */
  private suggestedTo(key: string) {
    const isAsked = this.asked.has(key) || this.everHeard.has(key);
    return this.suggestions.filter(
      ({ department, forwarded, withName }) => department === key && forwarded && (withName || !isAsked),
    );
  }
  erasure(body: Body) {
    return this.erasures[Number(String(body.request).slice(1)) - 1]!;
  }
  part(id: unknown): Part {
    return this.parts.find((part) => part.id === id)!;
  }

  seenBy({ role, department }: Actor): boolean {
    if (role !== 'department') return true;
    return (
      department !== undefined &&
      (this.asked.has(department) || this.everHeard.has(department) || this.suggestedTo(department).length > 0)
    );
  }

  /** The last day of retention's end, where the case is closed. */
  retentionEnds(): string | null {
    if (this.closedOn === null) return null;
    const [years, days] = [addYears(this.closedOn, 5), addDays(this.closedOn, 1825)];
    return years > days ? years : days;
  }

  predict(command: Command, body: Body, actor: Actor, today: string): Prediction {
    if (actor.role === 'adviser' && roles[command].includes('adviser') && this.isClosedTo(actor.sub, today))
      return refusedWith('CONFIDENTIAL');
    if (!roles[command].includes(actor.role as never)) return refusedWith('ROLE_FORBIDDEN');
    if (!this.seenBy(actor)) return refusedWith('NOT_FOUND');
    if (actor.role === 'department' && this.departmentIn(body, actor.department!) !== actor.department)
      return refusedWith('ROLE_FORBIDDEN');
    if (this.shredded) return { taken: false, codes: [] };
    if (this.leavesOpen(command, body)) return { taken: null };
    if (command === 'LinkCase' || command === 'UnlinkCase' || body.duplicateOf !== undefined) {
      const other = this.office.get(String(body.duplicateOf ?? body.to));
      if (!other?.registered || other === this || (actor.role === 'adviser' && other.isClosedTo(actor.sub, today)))
        return refusedWith('VALIDATION');
    }
    // What is the head's in some states alone is asked among the rules, after the body.
    if (!rolesIn(command, this.state).includes(actor.role as never)) return refusedWith('ROLE_FORBIDDEN');
    // Forward alone, and to a profile of the office's own.
    if (command === 'MoveCase' && (body.lifecycle === 'complaint/1' || body.profile !== undefined))
      return refusedWith('VALIDATION');
    if (command === 'CorrectRecord') return this.correction(body);
    if (command === 'RetractStep') return this.retraction(body, actor, today);
    const cell = expected(command, this.state, this.profile);
    if (cell.kind === 'refused') return refusedWith(cell.code);
    if (command === 'RecordDepartmentAnswer' && this.asked.size > 0 && !this.asked.has(String(body.department)))
      return refusedWith('VALIDATION');
    if (command === 'FileDocument' && body.direction === 'in' && body.department === undefined && this.recallStands)
      return refusedWith('VALIDATION');
    if (command === 'RecordDepartmentAnswer' && body.directToCitizen === false && body.summary === undefined)
      return refusedWith('VALIDATION');
    if (command === 'RequestReview' && body.to === actor.sub) return refusedWith('VALIDATION');
    if (body.kind === 'informationRequest' && !this.requests.some(({ id }) => id === body.request))
      return refusedWith('VALIDATION');
    if ((command === 'ExtendDeadline' || command === 'RequestExtension') && this.isNoMoreTime(body, today))
      return refusedWith('VALIDATION');
    if ((command === 'RequestHearing' || command === 'RequestInformation') && String(body.due ?? today) < today)
      return refusedWith('VALIDATION');
    if (this.wasReminded(command, body, today)) return refusedWith('TRANSITION_NOT_ALLOWED');
    if (command === 'DecideErasure' && body.decision === 'extended' && this.erasure(body).extended)
      return refusedWith('VALIDATION');
    if (command === 'DecideErasure' && !this.erasure(body).open) return { taken: false, codes: [] };
    const broken = cell.guards.filter((guard) => this.refuses(guard, command, body, actor, today));
    if (broken.length > 0) return refusedWith(...broken.map(({ code }) => code));
    const led = cell.outcomes.filter(({ when }) => this.holds(when, body));
    if (led.length !== 1) throw new Error(`${command} in ${this.state} leads to ${led.length} places`);
    return { taken: true, to: led[0]!.to, outcome: this.outcomeAfter(command, led[0]!) };
  }

  private departmentIn(body: Body, own: string): unknown {
    const suggestion = this.suggestion(body.suggestion);
    return (
      body.department ??
      this.part(body.part)?.department ??
      (suggestion && this.suggestedTo(own).includes(suggestion) ? own : undefined)
    );
  }

  /** A confidential case is closed to all advisers but who has it, and those it names. */
  private isClosedTo(sub: string, today: string): boolean {
    const { to, until, then } = this.assigned;
    return (
      this.readers !== null &&
      sub !== (until !== null && until < today ? then : to) &&
      !this.readers.has(sub) &&
      !this.toRead.some((review) => review.to === sub)
    );
  }

  private get toRead() {
    return this.reviews.filter(({ open }) => open);
  }

  /** What more time would put off, is not put off by this day. */
  private isNoMoreTime(body: Body, today: string): boolean {
    const days = this.waits(body).map((awaited) => awaited.due!);
    return days.length > 0 && (String(body.due) < today || days.every((day) => day >= String(body.due)));
  }
  /** Of one kind, as the body names it; of no kind, all that this department is waited for. */
  private waits({ kind, department, request, part }: Body): readonly Awaited[] {
    const isOpen = (asked: Asked) => asked.open && !asked.ended;
    const followUps = this.recommendations.filter(({ due, settled }) => due !== undefined && !settled);
    switch (kind) {
      case 'departmentAnswer':
        return this.awaited(department);
      case 'informationRequest':
        return this.requests.filter((asked) => isOpen(asked) && asked.id === request);
      case 'hearing':
        return this.requests.filter((asked) => isOpen(asked) && asked.hearing && asked.department === department);
      case 'followUp':
        return followUps.filter(({ parts }) => parts.includes(String(part)));
      default:
        return [
          ...this.awaited(department),
          ...this.requests.filter((asked) => isOpen(asked) && asked.department === department),
          ...followUps.filter((recommended) => recommended.department === department),
        ];
    }
  }
  private isWanted(department: unknown): boolean {
    const at = this.wanted.get(String(department));
    return at !== undefined && this.waits({ department }).some((awaited) => awaited.at < at);
  }
  private awaited(department: unknown): readonly Referral[] {
    return this.referrals.filter((referral) => referral.open && referral.department === department);
  }

  /** The system did it on the morning of its day: once more it is not owed (K7). */
  private wasReminded(command: Command, body: Body, today: string): boolean {
    if (command !== 'Remind' && command !== 'Escalate') return false;
    const isMeant = ({ open, department, sentOn }: Referral | Asked) =>
      open && department === body.department && sentOn === body.sentOn;
    const letters = [
      ...this.referrals.filter(() => body.request === undefined),
      ...this.requests.filter(({ id }) => id === body.request),
    ];
    return letters
      .filter(isMeant)
      .some(({ due, reminders }) => reminderDays(due)[command] <= today || reminders > Number(command === 'Escalate'));
  }

  private outcomeAfter(command: Command, { to, outcome }: ExpectedOutcome): string | null {
    if (command === 'ReopenCase') return null;
    return outcome ?? (to === this.state ? this.outcome : null);
  }

  /** Cells that the brief can be read two ways in (`table.ts`, A4, A7, A14): the model does not go there. */
  private leavesOpen(command: Command, body: Body): boolean {
    if (
      command === 'AssessRemit' &&
      this.isOpenCase &&
      (!this.part(body.part).inCase || this.part(body.part).withdrawn)
    )
      return true;
    if (
      this.ownInitiative &&
      [
        'WithdrawComplaint',
        'WithdrawPart',
        'GiveConsent',
        'WithdrawConsent',
        'NotifyCitizen',
        'HearCitizen',
        'Acknowledge',
      ].includes(command)
    )
      return true;
    if (command === 'SwitchMode') return this.state === `earlyResolution.${String(body.mode)}`;
    if (command === 'ReferToDepartment' && !isLater(this.state))
      return this.admissible.some(({ id, referred }) => referred && !partsIn(body).includes(id));
    return false;
  }

  private refuses({ code }: ExpectedGuard, command: Command, body: Body, { sub }: Actor, today: string): boolean {
    const admissibleIds = this.admissible.map(({ id }) => id);
    const chosen = (body.parts as readonly string[] | undefined) ?? admissibleIds;
    const departments = ((body.referrals ?? []) as readonly { department: string }[]).map(
      ({ department }) => department,
    );
    switch (code) {
      case 'ROLE_FORBIDDEN':
        return this.toRead.length > 0 && !this.toRead.some(({ to }) => to === sub);
      case 'ALREADY_LINKED':
        return this.isLinked(body) || this.office.get(String(body.to))!.isLinked({ ...body, to: this.id });
      // All are of one lifecycle and of one profile.
      case 'DOES_NOT_FIT':
        return false;
      case 'PARTY_ENDED':
        return this.parties.get(String(body.party)) === true;
      case 'NOT_IN_PROFILE':
        if (command === 'SendReply') return body.channel === 'sms';
        return body.ground !== undefined && !listedGrounds[this.profile].includes(String(body.ground));
      case 'PART_NOT_ADMISSIBLE':
        if (command === 'CompleteIntake') return admissibleIds.length === 0;
        if (command === 'WithdrawPart') return !this.standing.includes(this.part(body.part));
        if (command === 'RegisterCase') return chosen.length === 0 || chosen.some((id) => !admissibleIds.includes(id));
        return partsIn(body).some(
          (id) =>
            !admissibleIds.includes(id) ||
            (command === 'ReferToDepartment' && isLater(this.state) && this.part(id).referred),
        );
      case 'PART_ADMISSIBLE':
        if (command === 'AssessRemit') {
          const { exceeded, waived } = this.part(body.part);
          return body.ground === 'tooOld' && !(exceeded && !waived);
        }
        return this.parts.some(({ admissible }) => admissible !== false);
      case 'PART_MISSING':
        if (command === 'RejectInquiry') return this.parts.length === 0;
        if (command !== 'ReferToDepartment') return this.lateLeft.length > 0;
        return this.admissible.some(
          ({ id, referred }) => !partsIn(body).includes(id) && !(isLater(this.state) && referred),
        );
      case 'TRANSITION_NOT_ALLOWED':
        if (command === 'ForwardSuggestion') return this.unforwarded.length === 0;
        if (command === 'RecordSuggestionPosition') return !this.suggestion(body.suggestion)!.forwarded;
        if (command === 'ExtendDeadline' || command === 'RequestExtension') return this.waits(body).length === 0;
        if (command === 'RecallReferral' || command === 'DeclineReferral')
          return this.awaited(body.department).length === 0;
        if (command === 'RecordReview') return this.toRead.length === 0;
        if (command === 'RecordDepartmentAnswer') return this.asked.size === 0;
        if (command === 'DeclineExtension') return !this.isWanted(body.department);
        if (command === 'AnswerMediationOffer') return this.mediation === null;
        if (command === 'UnlinkCase') return !this.isLinked(body);
        if (command === 'LiftHold') return !this.holdsOn.has(String(body.reason));
        return this.accepted === null;
      case 'CONSENT_MISSING':
        if (command === 'ForwardSuggestion')
          return (
            body.withName === true &&
            !(
              this.registered &&
              this.unforwarded.every(({ department }) =>
                this.consents.some(
                  ({ purpose, departments }) => purpose === 'shareName' && departments.includes(department),
                ),
              )
            )
          );
        if (command === 'AskMoreQuestions')
          return this.needsConsent && !this.consents.some(({ purpose }) => purpose === 'moreQuestions');
        if (command === 'WithdrawConsent')
          return !this.consents.some((consent) => this.withdraws(body, consent.purpose));
        return this.needsConsent && !this.consents.some(({ purpose }) => purpose === 'closerExamination');
      case 'CONSENT_SCOPE_EXCEEDED':
        // Which departments an investigation may begin with is asked when one is asked for information (A11).
        if (command === 'OpenInvestigation') return false;
        if (command === 'AskMoreQuestions')
          return (
            this.needsConsent &&
            departments.some(
              (department) =>
                !this.consents.some(
                  (consent) => consent.purpose === 'moreQuestions' && consent.departments.includes(department),
                ),
            )
          );
        return (
          this.needsConsent &&
          !this.consents.some(
            (consent) =>
              consent.purpose === 'closerExamination' &&
              consent.departments.includes(String(body.department)) &&
              (command === 'HearDepartment' || command === 'RequestHearing' || this.isWithin(body, consent)),
          )
        );
      case 'COMPLAINANT_NOT_ELIGIBLE':
        return this.profile !== 'odense' && this.complainantType !== 'citizen';
      case 'DIALOGUE_NOT_EXHAUSTED':
      case 'DIALOGUE_NOT_WITH_CONCERNED_DEPARTMENT': {
        const concerned = chosen.length > 0 ? chosen.map((id) => this.part(id)) : this.parts;
        if (this.dialogueSettled(concerned)) return false;
        const lacking = concerned.filter(({ department }) => !this.exhausted(department));
        const elsewhere =
          this.dialogues.size > 0 &&
          lacking.length > 0 &&
          lacking.every(({ department }) => !this.dialogues.has(department));
        return elsewhere === (code === 'DIALOGUE_NOT_WITH_CONCERNED_DEPARTMENT');
      }
      case 'DIALOGUE_EXHAUSTED':
        return this.dialogueSettled(this.admissible);
      case 'NOT_AGREED':
        return !this.agreed;
      case 'AGE_LIMIT_EXCEEDED':
        return (command === 'RegisterCase' ? chosen : partsIn(body)).some(
          (id) => this.part(id).exceeded && !this.part(id).waived,
        );
      case 'WAIVER_NOT_NEEDED':
        return !this.part(body.part).exceeded || this.part(body.part).waived;
      case 'EARLY_RESOLUTION_NOT_TRIED':
        if (body.reason === 'unsuitable') return false;
        return body.reason === 'rejected'
          ? !this.rejectedOnce
          : !this.caseParts.some(({ department }) => this.contacted.has(department));
      case 'SETTLEMENT_COMPROMISES_RIGHTS':
        return body.compromisesRights === true;
      case 'NOT_ACCEPTED_BY_BOTH':
        return !(this.mediation?.citizen === true && this.mediation.department === true);
      case 'DEADLINE_NOT_PASSED':
        return (
          command !== 'RecordNoAnswer' ||
          this.referrals.some(({ open: waits, due }) => waits && today < addWorkingDays(addWorkingDays(due, 10), 1))
        );
      case 'NO_ANSWER_RECORDED':
        return command === 'ForwardAnswerToCitizen'
          ? !this.answers.has(String(body.department))
          : this.answers.size === 0;
      case 'ANSWER_NOT_REACHED_CITIZEN':
        return this.tasks.size > 0;
      case 'SCOPE_EMPTY':
        return (body.scope as readonly string[]).length === 0;
      case 'SCOPE_HAS_INADMISSIBLE_PART':
        return (body.scope as readonly string[]).some((id) => !admissibleIds.includes(id));
      case 'EARLY_RESOLUTION_NOT_EXHAUSTED':
        return !this.principled;
      case 'CITIZEN_NOT_INFORMED':
        return command === 'CloseCase' ? !this.told.has('status') : !this.told.has('decision') && !this.ownInitiative;
      case 'PART_NOT_IN_SCOPE':
        return !this.inScope.includes(this.part(body.part));
      case 'CONFLICT_OF_INTEREST':
        return (
          (command !== 'NotifyCitizen' || body.about === 'result' || body.about === 'decision') &&
          this.conflicts.some((conflict) => conflict.sub === sub)
        );
      case 'CRITERIA_CONTRADICT':
        return (
          (body.criteria as { overall: string }).overall !==
          (command === 'DeclineInvestigation' ? 'notJustified' : 'justified')
        );
      case 'OUTCOME_MISSING':
        if (command === 'RecordDepartmentPosition') return this.part(body.part)?.criticised !== true;
        if (command === 'NotifyCitizen' && (body.about !== 'result' || this.inScope.length === 0)) return false;
        return (
          this.inScope.length === 0 ||
          this.inScope.some(({ outcome, foundIn }) => outcome === null || foundIn !== this.cycle)
        );
      case 'NOT_HEARD':
        return !(this.ownInitiative || this.heard.citizen) || this.unheard;
      case 'RESULT_NOT_COMMUNICATED':
        return !this.ownInitiative && !this.told.has('result');
      case 'SENSITIVE_REQUIRES_DIGITAL_POST':
        return (
          body.sensitive === true && !['digitalPost', 'letter', 'counter', 'meeting'].includes(String(body.channel))
        );
      case 'ARCHIVE_TRANSFER_PENDING':
        return (command === 'ShredKeys' || body.decision === 'granted') && this.holdsOn.has('archiveTransfer');
      case 'LEGAL_HOLD':
        return (
          (command === 'ShredKeys' || body.decision === 'granted') &&
          [...this.holdsOn].some((hold) => hold !== 'archiveTransfer')
        );
      case 'RETENTION_NOT_PASSED': {
        const ends = this.retentionEnds();
        const whole = command === 'ShredKeys' || (body.decision === 'granted' && this.erasure(body).of === 'case');
        return whole && (ends === null || today < ends);
      }
      case 'CASE_SHREDDED':
        return this.shredded;
      default:
        throw new Error(`the model knows no ${code} of ${command}`);
    }
  }

  private exhausted(department: string): boolean {
    const dialogue = this.dialogues.get(department);
    if (!dialogue) return false;
    if (this.profile === 'odense')
      return dialogue.departmentHadOpportunity === true && dialogue.moreOptionsSeen === false;
    return (
      dialogue.departmentHadOpportunity === true &&
      (dialogue.answered === true || (dialogue.answered === false && dialogue.askedOn !== undefined))
    );
  }
  private dialogueSettled(parts: readonly Part[]): boolean {
    if (this.profile === 'horsens' || this.unable || this.principled) return true;
    return parts.length > 0 && parts.every(({ department }) => this.exhausted(department));
  }

  /** What a new answer would need: an answer to questions a consent to them; while halted, whatever named it. */
  private missingFor(department: string, state: State): readonly Missing[] {
    const of = this.referrals.filter((referral) => referral.department === department && !referral.calledBack);
    const answered = of.findLast(({ open }) => open) ?? of.findLast((referral) => !referral.answered);
    const isExamined = this.requests.some((request) => request.department === department);
    const purpose = answered?.more ? 'moreQuestions' : !answered && isExamined ? 'closerExamination' : undefined;
    return [
      ...this.requests
        .filter((request) => request.recalled && request.department === department)
        .map((request) => ({ purpose: 'closerExamination', from: request.from })),
      ...this.withdrawn
        .filter((consent) => consent.purpose !== 'shareName' && consent.departments.includes(department))
        .map((consent) => ({ purpose: consent.purpose, from: consent.from })),
    ].filter((each) => state === 'investigating.halted' || each.purpose === purpose);
  }
  private isHeld({ department, missing }: { department: string; missing: readonly Missing[] }): boolean {
    return (
      missing.length > 0 &&
      !this.consents.some(
        (consent) =>
          consent.departments.includes(department) &&
          missing.some(
            ({ purpose, from }) =>
              consent.purpose === purpose &&
              (consent.from === undefined || (from !== undefined && from >= consent.from)),
          ),
      )
    );
  }
  private get recallStands(): boolean {
    const isGiven = (purpose: string, department: string, from: string | undefined) =>
      !this.isHeld({ department, missing: [{ purpose, from }] });
    return (
      this.requests.some(
        ({ recalled, department, from }) => recalled && !isGiven('closerExamination', department, from),
      ) ||
      this.referrals.some(
        ({ recalled, answered, department, sentOn }) =>
          recalled && !answered && !isGiven('moreQuestions', department, sentOn),
      )
    );
  }

  private isWithin({ from, to }: Body, consent: Consent): boolean {
    return (
      (consent.from === undefined || (from !== undefined && String(from) >= consent.from)) &&
      (consent.to === undefined || (to !== undefined && String(to) <= consent.to))
    );
  }

  private withdraws({ purpose }: Body, of: string): boolean {
    return purpose === undefined || purpose === of;
  }

  private holds(condition: string, body: Body): boolean {
    const outcomes = this.inScope.map(({ outcome }) => outcome);
    const [criticism, recommendation] = [outcomes.includes('criticism'), outcomes.includes('recommendation')];
    const isWaiting = this.referrals.some(({ open }) => open);
    const lastOpen = this.referrals
      .filter(({ open }) => open)
      .every(({ department }) => department === body.department);
    const other = body.by === 'citizen' ? 'department' : 'citizen';
    switch (condition) {
      case 'always':
      case 'channelAnswered':
        return condition === 'always' || body.channel !== 'sms';
      case 'smsNotAnswered':
        return body.channel === 'sms';
      case 'partsLeft':
        return body.admissible === undefined
          ? this.standing.some(({ id }) => id !== body.part)
          : !this.isLastTaken(body);
      case 'lastPartTaken':
        return this.isLastTaken(body);
      case 'lastPartWithdrawn':
        return !this.standing.some(({ id }) => id !== body.part);
      case 'endedAsGuidance':
        return (body.outcome ?? (this.guided ? 'guidance' : 'abandoned')) === 'guidance';
      case 'endedAsAbandoned':
        return (body.outcome ?? (this.guided ? 'guidance' : 'abandoned')) === 'abandoned';
      case 'modeFlexible':
        return body.mode === 'flexible';
      case 'modeWritten':
        return body.mode === 'written';
      case 'secondAcceptance':
        return this.accepted?.has(other) === true;
      case 'firstAcceptance':
        return this.accepted?.has(other) !== true;
      case 'agreement':
        return body.agreement === true;
      case 'noAgreementBeganRegistered':
        return body.agreement === false && this.mediationFrom === 'registered';
      case 'noAgreementBeganFlexible':
        return body.agreement === false && this.mediationFrom === 'earlyResolution.flexible';
      case 'noAgreementBeganWritten':
        return body.agreement === false && this.mediationFrom === 'earlyResolution.written';
      case 'noAgreementBeganReferred':
        return body.agreement === false && this.mediationFrom === 'referred' && isWaiting;
      case 'noAgreementBeganAnswered':
        return (
          body.agreement === false &&
          (this.mediationFrom === 'answered' || (this.mediationFrom === 'referred' && !isWaiting))
        );
      case 'recallLeavesNothing':
        return lastOpen && !this.referrals.some(({ answered }) => answered);
      case 'recallLeavesAnswered':
        return lastOpen && this.referrals.some(({ answered }) => answered);
      case 'recallLeavesOpen':
        return !lastOpen;
      case 'lastAnswer':
        return lastOpen && body.complete !== false;
      case 'answersOutstanding':
        return !lastOpen || body.complete === false;
      case 'withdrawsExamination':
        return this.withdraws(body, 'closerExamination');
      case 'withdrawsOtherPurpose':
        return !this.withdraws(body, 'closerExamination');
      case 'withdrawsQuestions':
      case 'withdrawsNoQuestions': {
        const open = this.referrals.filter((referral) => referral.open);
        const ends =
          this.withdraws(body, 'moreQuestions') &&
          this.consents.some(({ purpose }) => purpose === 'moreQuestions') &&
          open.length > 0 &&
          open.every(({ more }) => more);
        return ends === (condition === 'withdrawsQuestions');
      }
      case 'purposeCloserExamination':
        return body.purpose === 'closerExamination';
      case 'otherPurpose':
        return body.purpose !== 'closerExamination';
      case 'outcomesNone':
        return !criticism && !recommendation;
      case 'outcomesCriticism':
        return criticism && !recommendation;
      case 'outcomesRecommendation':
        return !criticism && recommendation;
      case 'outcomesBoth':
        return criticism && recommendation;
      case 'reasonMoreQuestions':
        return body.reason === 'moreQuestions';
      case 'reasonNewPart':
        return body.reason === 'newPart';
      case 'reasonCloserLook':
        return body.reason === 'closerLook';
      default:
        throw new Error(`the model knows no condition ${condition}`);
    }
  }
  /** In a letter to a department that stands. */
  private isAsked(id: string): boolean {
    return this.referrals.some(({ parts, recalled, calledBack }) => !recalled && !calledBack && parts.includes(id));
  }
  private isLastTaken({ part, admissible }: Body): boolean {
    return admissible === false && this.standing.length === 1 && this.standing[0]!.id === part;
  }

  private get id(): string {
    return [...this.office].find(([, complaint]) => complaint === this)![0];
  }
  private isLinked({ to, kind }: Body): boolean {
    return this.links.has(`${String(to)} ${String(kind)}`);
  }

  /** Neither a decision, a note nor what was undone or erased; the day not after that on which it was written down. */
  private correction({ revision, fields }: Body): Prediction {
    const entry = this.log.find((each) => each.revision === revision);
    if (!entry) return refusedWith('VALIDATION');
    const isErased = this.erased.has(`${entry.revision}-1`);
    const undone = this.undone().has(entry.revision);
    if (!('command' in entry) || !(entry.command in correctable) || isErased || undone)
      return refusedWith('NOT_CORRECTABLE');
    const given = fields as Body;
    if (Object.keys(given).some((field) => !correctable[entry.command]!.includes(field)))
      return refusedWith('VALIDATION');
    if (['receivedOn', 'eventEnd'].some((field) => String(given[field] ?? '') > entry.today))
      return refusedWith('VALIDATION');
    const stands = { ...this.asCorrected(entry.revision, entry.body), ...given };
    if (entry.command === 'RecordDepartmentAnswer' && stands.directToCitizen === false && stands.summary === undefined)
      return refusedWith('VALIDATION');
    return { taken: true, to: this.state, outcome: this.outcome };
  }

  /** The last step that moved the complaint, of those that stand, lately, and nobody was told of it. */
  private retraction({ revision }: Body, actor: Actor, today: string): Prediction {
    const named = this.log.find((each) => each.revision === revision);
    if (!named) return refusedWith('VALIDATION');
    const undone = this.undone();
    const last = this.log.findLast((each) => each.from !== each.to && !undone.has(each.revision))!;
    if (named !== last || !('command' in last) || !retractable.includes(last.command))
      return refusedWith('NOT_RETRACTABLE');
    const isEntitled = rolesIn(last.command, last.from).includes(actor.role as never);
    if (today > addWorkingDays(last.today, 10))
      return refusedWith('NOT_RETRACTABLE', ...(isEntitled ? [] : ['ROLE_FORBIDDEN']));
    if (!isEntitled) return refusedWith('ROLE_FORBIDDEN', 'NOT_RETRACTABLE');
    const before = this.toldAnew(last.revision);
    const led = { to: before.state, outcome: before.outcome };
    const isQuiet =
      last === this.log.at(-1) && ['CompleteIntake', 'StartEarlyResolution', 'SwitchMode'].includes(last.command);
    return isQuiet ? { taken: true, ...led } : { taken: 'perhaps', ...led, codes: ['NOT_RETRACTABLE'] };
  }

  private undone(): ReadonlySet<number> {
    return new Set(
      this.log.flatMap((entry) =>
        'command' in entry && entry.command === 'RetractStep' ? [Number(entry.body.revision)] : [],
      ),
    );
  }
  private asCorrected(revision: number, body: Body): Body {
    return this.log.reduce<Body>(
      (so, entry) =>
        'command' in entry && entry.command === 'CorrectRecord' && entry.body.revision === revision
          ? { ...so, ...(entry.body.fields as Body) }
          : so,
      body,
    );
  }
  /** The same history once more, with what records should have been and without what was undone, and this besides. */
  private toldAnew(without?: number): Complaint {
    const again = new Complaint(this.profile, this.office);
    const undone = this.undone();
    for (const entry of this.log) {
      if (undone.has(entry.revision) || entry.revision === without) continue;
      again.revision = entry.revision - 1;
      if ('reminded' in entry) again.remind(entry.reminded);
      else if ('shredded' in entry) again.shred();
      else {
        const isMove = entry.from !== entry.to;
        const led = isMove ? entry : { to: again.state, outcome: again.outcome };
        again.tell(entry.command, this.asCorrected(entry.revision, entry.body), entry.actor, entry.today, led);
      }
      again.revision = entry.revision;
    }
    again.revision = this.revision;
    return again;
  }
  private remind({ at, department }: { readonly at: number; readonly department: string }): void {
    for (const letter of [...this.referrals, ...this.requests])
      if (letter.at === at && letter.department === department) letter.reminders += 1;
  }

  /** Takes what was predicted as taken. */
  take(
    command: Command,
    body: Body,
    actor: Actor,
    today: string,
    { to, outcome }: { to: State; outcome: string | null },
  ): void {
    const from = this.state;
    this.log.push({ revision: this.revision + 1, today, from, to, command, body, actor, outcome });
    if (command !== 'CorrectRecord' && command !== 'RetractStep')
      return this.tell(command, body, actor, today, { to, outcome });
    const { log } = this;
    this.revision += 1;
    Object.assign(this, this.toldAnew(), { log });
    if (this.state !== to) throw new Error(`told anew, ${command} leads to ${this.state} and not to ${to}`);
  }

  private tell(
    command: Command,
    body: Body,
    { sub }: Actor,
    today: string,
    { to, outcome }: { to: State; outcome: string | null },
  ): void {
    const from = this.state;
    const department = String(body.department);
    const exceeds = (end: unknown, on: string) =>
      this.profile === 'horsens' && end !== undefined && on > addYears(String(end), 1);
    switch (command) {
      case 'ReceiveInquiry':
        this.receivedOn = String(body.receivedOn ?? today);
        this.complainantType = String(body.complainantType ?? 'citizen');
        break;
      case 'OpenOwnInitiative':
        Object.assign(this, { ownInitiative: true, registered: true, receivedOn: today });
        this.parts.push(newPart('A', department, { admissible: true, inCase: true, inScope: true }));
        break;
      case 'RecordPart':
        this.parts.push(
          newPart(String.fromCharCode(65 + this.parts.length), department, {
            exceeded: exceeds(body.eventEnd ?? body.eventStart, this.cycle === 1 ? this.receivedOn : today),
            inCase: this.registered,
            late: this.registered && !beforeReferral.includes(from === 'mediation' ? this.mediationFrom : from),
          }),
        );
        break;
      case 'AssessRemit': {
        const part = this.part(body.part);
        if (this.registered && body.admissible === false && (part.admissible === true || to === 'closed'))
          part.outcome = 'directed';
        part.admissible = body.admissible === true;
        break;
      }
      case 'AssignCase':
        this.assigned =
          body.until === undefined
            ? { to: named(body.to), until: null, then: null }
            : {
                to: named(body.to),
                until: String(body.until),
                then: this.assigned.until === null ? this.assigned.to : this.assigned.then,
              };
        break;
      case 'SetHandling':
        this.readers = body.confidential === true ? new Set((body.readers ?? []) as readonly string[]) : null;
        break;
      case 'RequestReview':
        for (const review of this.reviews.filter(({ of }) => of === body.of)) review.open = false;
        this.reviews.push({ of: body.of, to: body.to, open: true });
        break;
      case 'LinkCase':
        this.links.add(`${String(body.to)} ${String(body.kind)}`);
        break;
      case 'UnlinkCase':
        this.links.delete(`${String(body.to)} ${String(body.kind)}`);
        break;
      case 'RecordReview':
        this.toRead.find((review) => review.to === sub)!.open = false;
        break;
      case 'RecallReferral':
        for (const referral of this.awaited(body.department))
          Object.assign(referral, { open: false, calledBack: true });
        for (const part of this.parts.filter(({ id, referred }) => referred && !this.isAsked(id)))
          Object.assign(part, { referred: false, late: true });
        break;
      case 'ExtendDeadline':
        for (const department of this.ownersOf(body)) this.wanted.delete(department);
        for (const awaited of this.waits(body)) if (awaited.due! < String(body.due)) awaited.due = String(body.due);
        break;
      case 'RequestExtension':
        this.wanted.set(department, this.revision + 1);
        break;
      case 'DeclineExtension':
        this.wanted.delete(department);
        break;
      case 'WithdrawPart':
        Object.assign(this.part(body.part), { withdrawn: true, inScope: false });
        break;
      case 'GiveGuidance':
        this.guided = true;
        break;
      case 'RecordSuggestion':
        this.suggestions.push({ department, forwarded: false, withName: false });
        break;
      case 'ForwardSuggestion':
        for (const each of this.unforwarded) Object.assign(each, { forwarded: true, withName: body.withName === true });
        break;
      case 'RecordDialogue':
        this.dialogues.set(department, body);
        break;
      case 'AttestUnable':
        this.unable = true;
        break;
      case 'FlagPrincipled':
        this.principled = true;
        break;
      case 'AgreeRegistration':
        this.agreed = body.citizen === true && body.adviser === true;
        break;
      case 'WaiveAgeLimit':
        this.part(body.part).waived = true;
        break;
      case 'RegisterCase': {
        const chosen = (body.parts as readonly string[] | undefined) ?? this.admissible.map(({ id }) => id);
        for (const part of this.parts) part.inCase = chosen.includes(part.id);
        this.registered = true;
        this.parties.set('C1', false);
        break;
      }
      case 'ProposeSettlement':
        this.accepted = new Set();
        break;
      case 'AcceptSettlement':
        this.accepted!.add(String(body.by));
        break;
      case 'RejectSettlement':
        this.accepted = null;
        this.rejectedOnce = true;
        break;
      case 'RecordContact':
        this.contacted.add(String(body.department));
        break;
      case 'OfferMediation':
        this.mediation = {};
        break;
      case 'AnswerMediationOffer':
        this.mediation![body.by as 'citizen'] = body.accepted === true;
        break;
      case 'StartMediation':
        this.mediationFrom = from;
        break;
      case 'EndMediation':
        this.mediation = null;
        if (to === 'referred')
          for (const referral of this.referrals)
            if (referral.open) referral.due = [referral.due, addWorkingDays(today, 10)].sort().at(-1)!;
        break;
      case 'ReferToDepartment':
      case 'AskMoreQuestions':
        for (const { department: to_, parts } of body.referrals as readonly {
          department: string;
          parts: readonly string[];
        }[]) {
          this.referrals.push({
            at: this.revision + 1,
            department: to_,
            parts,
            sentOn: today,
            due: addWorkingDays(today, 10),
            reminders: 0,
            open: true,
            answered: false,
            more: command === 'AskMoreQuestions',
            recalled: false,
            calledBack: false,
          });
          for (const id of parts) this.part(id).referred = true;
        }
        break;
      case 'RecordDepartmentAnswer':
        this.answers.add(department);
        // Asked before the answer ends what it answers.
        const missing = this.missingFor(department, from);
        if (body.complete !== false && !this.referrals.some((each) => each.open && each.department === department))
          this.meet(department, !this.isHeld({ department, missing }));
        for (const referral of this.referrals)
          if (body.complete !== false && referral.department === department && referral.open)
            Object.assign(referral, { open: false, answered: true });
        if (body.directToCitizen === false && !this.ownInitiative) {
          if (this.isHeld({ department, missing })) this.held.push({ department, missing });
          else this.tasks.add(department);
        }
        break;
      case 'ForwardAnswerToCitizen':
        this.tasks.delete(department);
        break;
      case 'GiveConsent':
        this.consents.push(body as unknown as Consent);
        for (const { department: owing } of this.held.filter((answer) => !this.isHeld(answer))) this.tasks.add(owing);
        this.held = this.held.filter((answer) => this.isHeld(answer));
        if (to === 'investigating.active' && from === 'awaitingConsent')
          this.scope(
            this.admissible.map(({ id }) => id),
            true,
          );
        break;
      case 'RefuseConsent':
        this.consents = [];
        break;
      case 'WithdrawConsent':
        if (this.withdraws(body, 'moreQuestions') && this.consents.some(({ purpose }) => purpose === 'moreQuestions'))
          for (const referral of this.referrals)
            if (referral.more && referral.open) Object.assign(referral, { open: false, recalled: true });
        for (const part of this.parts) part.referred = this.isAsked(part.id);
        if (this.withdraws(body, 'closerExamination'))
          for (const request of this.requests)
            if (request.open) Object.assign(request, { open: false, recalled: true });
        this.withdrawn.push(...this.consents.filter(({ purpose }) => this.withdraws(body, purpose)));
        this.consents = this.consents.filter(({ purpose }) => !this.withdraws(body, purpose));
        this.told.delete('status');
        break;
      case 'OpenInvestigation':
        this.scope(body.scope as readonly string[], true);
        break;
      case 'ChangeScope':
        this.told.delete('result');
        this.scope(body.scope as readonly string[], false);
        break;
      case 'RequestInformation':
      case 'RequestHearing': {
        const hearing = command === 'RequestHearing';
        const before = this.requests.filter((asked) => asked.hearing === hearing).length;
        this.requests.push({
          at: this.revision + 1,
          id: `${hearing ? 'Q' : 'R'}${before + 1}`,
          hearing,
          department,
          from: body.from as string | undefined,
          sentOn: today,
          due: String(body.due ?? addWorkingDays(today, 10)),
          reminders: 0,
          open: true,
          ended: false,
          recalled: false,
        });
        break;
      }
      case 'HearDepartment':
        this.heard.departments.add(department);
        for (const asked of this.requests) if (asked.hearing && asked.department === department) asked.open = false;
        this.everHeard.add(department);
        break;
      case 'HearCitizen':
        this.heard.citizen = true;
        break;
      case 'DeclareConflict':
        this.conflicts.push({ sub, department });
        break;
      case 'RecordRecommendation':
        this.recommendations.push({
          at: this.revision + 1,
          department: body.department as string | undefined,
          parts: (body.from ?? []) as readonly string[],
          due: body.due as string | undefined,
          settled: false,
        });
        break;
      case 'RecordRecommendationStatus':
        this.recommendations[Number(String(body.recommendation).slice(1)) - 1]!.settled = [
          'implemented',
          'declined',
        ].includes(String(body.status));
        break;
      case 'AddParty':
        this.parties.set(`P${[...this.parties.keys()].filter((id) => id.startsWith('P')).length + 1}`, false);
        break;
      case 'EndParty':
        this.parties.set(String(body.party), true);
        break;
      case 'FileDocument':
        this.filed.push(`${this.revision + 1}-1`);
        break;
      case 'RecordOutcome':
        this.told.delete('result');
        Object.assign(this.part(body.part), { outcome: String(body.outcome), foundIn: this.cycle });
        break;
      case 'Conclude':
        for (const part of this.inScope) {
          part.criticised ||= part.outcome !== 'noCriticism';
          this.everHeard.add(part.department);
        }
        break;
      case 'NotifyCitizen':
        this.told.add(String(body.about));
        break;
      case 'PlaceHold':
        this.holdsOn.add(String(body.reason));
        break;
      case 'LiftHold':
        this.holdsOn.delete(String(body.reason));
        break;
      case 'RequestErasure':
        this.erasures.push({
          of: String(body.of),
          document: String(body.document),
          open: true,
          requestedOn: today,
          extended: false,
        });
        break;
      case 'DecideErasure': {
        const request = this.erasure(body);
        if (body.decision === 'extended') request.extended = true;
        else request.open = false;
        if (body.decision === 'granted' && request.of === 'case') this.shred();
        else if (body.decision === 'granted') this.erased.add(request.document);
        // What is gone is asked for no more.
        if (body.decision === 'granted')
          for (const other of this.erasures)
            if (other.document === request.document && request.of !== 'case') other.open = false;
        break;
      }
      case 'ShredKeys':
        this.shred();
        break;
      case 'ReopenCase':
        Object.assign(this, {
          cycle: this.cycle + 1,
          closedOn: null,
          accepted: null,
          mediation: null,
          heard: { citizen: false, departments: new Set<string>() },
        });
        this.told.clear();
        for (const part of this.parts) part.inScope = false;
        break;
      default:
    }
    Object.assign(this, { state: to, outcome, revision: this.revision + 1 });
    if (to === 'closed' && from !== 'closed') this.closedOn = today;
    const waits = to === 'referred' || (to === 'mediation' && this.mediationFrom === 'referred');
    if (!waits) for (const referral of this.referrals) referral.open = false;
    if (to === 'closed') for (const review of this.reviews) review.open = false;
    if (to === 'closed' && from !== 'closed')
      for (const asked of this.requests.filter(({ open }) => open)) {
        asked.ended = true;
        if (asked.hearing) asked.open = false;
      }
  }

  /** Whose time it is: nobody's, where it is several ones'. */
  private ownersOf(body: Body): readonly string[] {
    if (body.department !== undefined) return [String(body.department)];
    const owners = new Set(this.waits(body).map((awaited) => (awaited as Partial<Asked & Recommended>).department));
    return owners.size === 1 ? [...owners].filter((owner) => owner !== undefined) : [];
  }

  /** An answer is what the department was asked by letter, and its hearing where it was asked to be heard. */
  private meet(department: string, isRead: boolean): void {
    const met = this.requests.filter((asked) => asked.open && !asked.ended && asked.department === department);
    for (const asked of met) asked.open = false;
    if (isRead && met.some(({ hearing }) => hearing)) this.heard.departments.add(department);
  }

  private shred(): void {
    this.shredded = true;
    for (const request of this.erasures) request.open = false;
  }

  private scope(ids: readonly string[], afresh: boolean): void {
    for (const part of this.parts) {
      part.inScope = ids.includes(part.id);
      if (afresh && part.inScope && part.outcome !== 'directed') part.outcome = null;
    }
  }

  /** What the system does by itself until this day's morning: events written, each on its day. */
  letTimePass(today: string): void {
    const waiting = [
      ...(this.state === 'referred' ? this.referrals.filter(({ open }) => open) : []),
      ...(this.state === 'investigating.active' ? this.requests.filter(({ open, ended }) => open && !ended) : []),
    ];
    for (const letter of waiting) {
      for (const on of Object.values(reminderDays(letter.due)).slice(letter.reminders)) {
        if (on <= today) {
          letter.reminders += 1;
          this.revision += 1;
          const { at, department } = letter;
          const { revision, state } = this;
          this.log.push({ revision, today: on, from: state, to: state, reminded: { at, department } });
        }
      }
    }
    const ends = this.retentionEnds();
    if (
      this.state === 'closed' &&
      this.registered &&
      !this.shredded &&
      this.holdsOn.size === 0 &&
      ends !== null &&
      ends <= today
    ) {
      this.shred();
      this.revision += 1;
      this.log.push({ revision: this.revision, today, from: 'closed', to: 'closed', shredded: true });
    }
  }
}

/** The working day after the deadline, and the one after five more. */
function reminderDays(due: string): { readonly Remind: string; readonly Escalate: string } {
  return { Remind: addWorkingDays(due, 1), Escalate: addWorkingDays(addWorkingDays(due, 5), 1) };
}

const newPart = (id: string, department: string, facts: Partial<Part>): Part => ({
  id,
  department,
  admissible: null,
  exceeded: false,
  waived: false,
  inCase: false,
  inScope: false,
  outcome: null,
  foundIn: 0,
  criticised: false,
  referred: false,
  late: false,
  withdrawn: false,
  ...facts,
});
const partsIn = (body: Body): readonly string[] =>
  ((body.referrals ?? []) as readonly { parts: readonly string[] }[]).flatMap(({ parts }) => parts);

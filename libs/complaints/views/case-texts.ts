/**
 * The personal values of a complaint, looked up in its opened events: the case state has the revisions where they
 * stand, and no text. Each is plain, `Shredded` where its key is gone, or `Unreadable` where it does not open.
 */
import { type ComplaintData, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { corrected, correctedFields, isCorrection } from '../../case/corrected.js';
import { type CaseState } from '../../case/case-state.js';
import { complainantOf, type Party } from '../../case/parties.js';
import { localDateOf } from '../../policy/calendar.js';
import { isShredded, isUnreadable, type Shredded, type Unreadable } from '../../privacy/keys.js';

export type Personal<Value> = Value | Shredded | Unreadable;

type Registration = ComplaintData['CaseRegistered'];
/** All that may be known of a party. */
export type Person = ComplaintData['PartyAdded']['person'];

/** Any personal field that an event may have. */
interface Texts {
  readonly complainant?: Personal<Registration['complainant']>;
  readonly summary?: Personal<string>;
  readonly representative?: Personal<{ readonly name: string }>;
  readonly person?: Personal<Partial<Person>>;
  readonly title?: Personal<string>;
  readonly terms?: Personal<string>;
  readonly mediatorName?: Personal<string>;
  readonly text?: Personal<string>;
  readonly note?: Personal<string>;
  readonly about?: Personal<string>;
  readonly statement?: Personal<string>;
  readonly grounds?: Personal<string>;
  readonly recommendation?: Personal<string>;
  readonly reason?: Personal<string>;
  readonly needs?: Personal<string>;
  readonly evidence?: Personal<string>;
  readonly referrals?: readonly { readonly questions?: Personal<string> }[];
}

/** What a correction put right, by the step that wrote it down. */
export interface Corrected {
  readonly event: ComplaintEvent;
  readonly fields: { readonly [field: string]: unknown };
}

export class CaseTexts {
  private readonly events: readonly ComplaintEvent[];

  /** @param events of the stream, each at its place, their personal fields opened; those needed at least */
  constructor(events: readonly ComplaintEvent[]) {
    this.events = corrected(events);
  }

  /** What the event of this revision holds. */
  at(revision: number): Texts {
    return (this.events[revision]?.data ?? {}) as Texts;
  }

  /** Undefined where its event is not here. */
  correction({ revision, corrects }: CaseState['corrections'][number]): Corrected | undefined {
    const [event, correction] = [this.events[corrects], this.events[revision]];
    if (!event || !correction || !isCorrection(correction)) return undefined;
    const { file, ...fields } = correctedFields(correction.data) as { readonly [field: string]: unknown };
    return { event, fields: file === undefined ? fields : { ...fields, document: file } };
  }
  /** Null before a registration, and where nobody complains. */
  complainant(caseState: CaseState): Personal<Person> | null {
    const party = complainantOf(caseState);
    return party === undefined ? null : (this.person(party) ?? null);
  }
  /** What is known of a party, or was once those events had come; undefined where none of them is here. */
  person({ role, heldBy }: Party): Personal<Person> | undefined {
    const held = heldBy.flatMap((revision) => {
      const texts = this.at(revision);
      return texts.person ?? texts[role === 'complainant' ? 'complainant' : 'representative'] ?? [];
    });
    const gone = held.find((each) => isShredded(each) || isUnreadable(each));
    if (gone !== undefined) return gone;
    return held.length === 0 ? undefined : (Object.assign({}, ...held) as Person);
  }
  summary({ registration }: CaseState): Personal<string> | null {
    return registration === null ? null : (this.at(registration.revision).summary ?? null);
  }
  /** Of an own initiative. */
  title({ ownInitiative }: CaseState): Personal<string> | undefined {
    return ownInitiative === null ? undefined : this.at(ownInitiative.revision).title;
  }
  questions({ revision, index }: CaseState['referrals'][number]): Personal<string> | undefined {
    return this.at(revision).referrals?.[index]?.questions;
  }
  /** Why a part has the outcome that it had before this revision, and what is recommended. */
  outcome(
    part: string,
    before = Infinity,
  ): { readonly grounds?: Personal<string>; readonly recommendation?: Personal<string> } {
    const recorded = this.events.findLast(
      (event) => event?.type === 'OutcomeRecorded' && event.data.part === part && event.revision < before,
    );
    const { grounds, recommendation } = (recorded?.data ?? {}) as Texts;
    return {
      ...(grounds === undefined ? {} : { grounds }),
      ...(recommendation === undefined ? {} : { recommendation }),
    };
  }
  note(revision: number): Personal<string> | undefined {
    const { text, note } = this.at(revision);
    return text ?? note;
  }

  /** How departments were spoken to while a quick solution was looked for (K8), the oldest first. */
  contacts() {
    return this.of('ContactRecorded').map(({ data: { department, with: whom, outcome, note }, occurredAt }) => ({
      department,
      with: whom,
      outcome,
      note,
      occurredAt,
    }));
  }
  /** Meetings that the office took part in, the oldest first. */
  meetings() {
    return this.of('MeetingAttended').map(({ data: { requestedBy, reason, on, note } }) => ({
      requestedBy,
      reason,
      on,
      note,
    }));
  }
  /** What was last weighed before an examination, was it opened or not (K16, K17); null before. */
  assessment() {
    const event = this.events.findLast(
      (each) =>
        each?.type === 'InvestigationOpened' || each?.type === 'InvestigationDeclined' || each?.type === 'ScopeChanged',
    );
    if (!event) return null;
    const { data, recordedAt } = event;
    const text = 'reasons' in data ? data.reasons : data.assessment;
    return {
      decision: event.type === 'InvestigationDeclined' ? ('declined' as const) : ('opened' as const),
      criteria: data.criteria,
      text,
      on: localDateOf(Date.parse(recordedAt)),
    };
  }

  private of<Type extends ComplaintEvent['type']>(type: Type) {
    return this.events.filter(
      (event): event is Extract<ComplaintEvent, { readonly type: Type }> => event?.type === type,
    );
  }
}

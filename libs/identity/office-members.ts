/**
 * An office's log of its own: who its members are, written down by its administrator. Apart from the log of complaints,
 * with the same store, seals and marks; kept folded in memory, so that a change is in force with the next question.
 */
import {
  officeEvents,
  receiptEvents,
  type OfficeCandidate,
  type OfficeEvent,
} from '../../event-schemas/office/events.js';
import { viewEvents } from '../../event-schemas/office/view-events.js';
import { yearlyEvents } from '../../event-schemas/office/yearly-events.js';
import { fieldSentences } from '../complaints/steps/fields.js';
import { EventCodec, EventShapes } from '../event-store/codec.js';
import { type EventStore, type StoredRecord } from '../event-store/port.js';
import { RecordMarks } from '../event-store/record-mac.js';
import { formatInstant } from '../platform/instant.js';
import { randomId } from '../platform/ids.js';
import { Mutex } from '../platform/mutex.js';
import { refused } from '../platform/refused.js';
import { localDateOf } from '../policy/calendar.js';
import { type DataKeys } from '../privacy/keys.js';
import {
  advance,
  candidateFor,
  isCurrent,
  isEarlier,
  MembersMisfit,
  nobody,
  refusalOf,
  type Member,
  type MemberSaid,
  type MembersState,
} from './members.js';

/** Of the one stream, and the one under which the keys of names are kept. */
export const membersStream = 'members';
/** Of citizens' codes, which stand beside the members. */
export const receiptStream = 'receipts';
/** Of the yearly reports that are being put together. */
export const yearlyStream = 'yearly-reports';
/** Of views of the worklist that people keep. */
export const viewStream = 'saved-views';
/** All that an office's own log holds. */
export const officeStreams = [membersStream, receiptStream, yearlyStream, viewStream] as const;
/** In the office's folder. */
export const officeFile = 'office.db';
export const officeShapes = new EventShapes(
  Object.values({ ...officeEvents, ...receiptEvents, ...yearlyEvents, ...viewEvents }),
);

export interface OfficeMembersParts {
  readonly office: string;
  readonly store: EventStore;
  readonly keys: DataKeys;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Before something becomes durable: a promise where it has to wait. @throws StoreUnavailable */
  readonly room?: () => Promise<void> | undefined;
}

const endErrors = {
  ENDS_BEFORE_START: fieldSentences.ENDS_BEFORE_START,
  ENDED_EARLIER: {
    da: 'Det er slut tidligere. Skal personen være med igen, så tilføj den på ny.',
    en: 'It is over earlier. To have the person back, add them anew.',
  },
} as const;

/** Who asks: a `sub`, and the role that it acts in. */
export interface ActingMember {
  readonly sub: string;
  readonly role: string;
}

export interface MemberWritten {
  readonly member: Member;
  readonly revision: number;
  /** This one was no member before. */
  readonly isNew: boolean;
}

export class OfficeMembers {
  private state: MembersState = nobody;
  /** Whether what was asked to be written last is there: not known until the log was read again. */
  private isInDoubt = false;
  private readonly writing = new Mutex();
  private readonly codec: EventCodec;

  private constructor(private readonly parts: OfficeMembersParts) {
    this.codec = new EventCodec(parts.office, officeShapes, parts.keys);
  }

  /** @throws UnreadableEvent, MembersMisfit the log is not what was written · @throws KeyStoreUnavailable */
  static async open(parts: OfficeMembersParts): Promise<OfficeMembers> {
    const members = new OfficeMembers(parts);
    await members.fold();
    // Another log has no members in it, and so nobody would have ended.
    let known = 0;
    for (const stream of officeStreams) {
      const [last] = await parts.store.readStream(stream, { backwards: true, limit: 1 });
      known += (last?.revision ?? -1) + 1;
    }
    if ((await parts.store.head()) !== BigInt(known))
      throw new MembersMisfit('it has events of something that an office has no part in: it is another log');
    return members;
  }

  /** In force today or not; undefined: nobody has ever said anything of them. */
  find(sub: string): Member | undefined {
    return this.state.members.get(sub);
  }

  /** In the order in which they came. */
  get all(): readonly Member[] {
    return [...this.state.members.values()];
  }

  /** Of the last event; -1: there is none. */
  get revision(): number {
    return this.state.revision;
  }

  /** The local date. */
  get today(): string {
    return localDateOf(this.parts.now());
  }

  isCurrent(member: Member): boolean {
    return isCurrent(member, this.today);
  }

  /** What they are called; where that is not known, or its key destroyed, undefined. */
  nameOf(sub: string): string | undefined {
    const name = this.find(sub)?.name;
    return typeof name === 'string' ? name : undefined;
  }

  /** Why nothing can be written just now; reading goes on. */
  get trouble(): string | undefined {
    return this.parts.store.trouble;
  }

  /**
   * Adds somebody or says anew what is so of them. What is so already is not written again.
   * @param revisions that may be the last one; left out: whichever is
   * @throws Refused 412 CONCURRENCY_CONFLICT, 409 OWN_RIGHTS, LAST_ADMINISTRATOR
   * @throws StoreUnavailable, OutcomeUnknown, KeyStoreUnavailable
   */
  say(said: MemberSaid, by: ActingMember, revisions?: readonly number[]): Promise<MemberWritten> {
    return this.change(said.sub, (state) => candidateFor(state, said), by, revisions);
  }

  /** Whether it is so already, and saying it would write nothing. */
  stands(said: MemberSaid): boolean {
    return candidateFor(this.state, said) === undefined;
  }

  /**
   * @param until the last day, a local date, inclusive; left out: it is over at once
   * @throws Refused 404 NOT_FOUND nobody of that id was ever a member, 400 VALIDATION, and as `say`
   */
  end(
    { sub, until }: { readonly sub: string; readonly until?: string | undefined },
    by: ActingMember,
    revisions?: readonly number[],
  ): Promise<MemberWritten> {
    const ending = ({ members }: MembersState): OfficeCandidate | undefined => {
      const known = members.get(sub);
      if (!known) throw refused('NOT_FOUND');
      const wrong = (code: keyof typeof endErrors) =>
        refused('VALIDATION', 400, { errors: [{ field: 'until', code, sentences: endErrors[code] }] });
      if (until !== undefined && known.from !== undefined && until < known.from) throw wrong('ENDS_BEFORE_START');
      if (known.isEnded && !isEarlier(until, known)) {
        if (until !== undefined && until !== known.until) throw wrong('ENDED_EARLIER');
        return undefined;
      }
      return { type: 'MemberEnded', data: { sub, ...(until === undefined ? {} : { until }), facts: {} } };
    };
    return this.change(sub, ending, by, revisions);
  }

  /** Every event, oldest first, names opened as far as they open. @throws KeyStoreUnavailable */
  async history(): Promise<readonly OfficeEvent[]> {
    return this.opened(await this.parts.store.readStream(membersStream));
  }

  /** How many events there are: a number that only rises. */
  async extent(): Promise<string> {
    return String(await this.parts.store.head());
  }

  close(): Promise<void> {
    return this.parts.store.close();
  }

  private opened(records: readonly StoredRecord[]): Promise<readonly OfficeEvent[]> {
    return this.codec.open<OfficeEvent>(records, { broken: () => undefined });
  }

  /**
   * Rights stand in the clear, so here what is read is proved to be what was written, which complaints leave to
   * `klagegang verify` (decision 29): there are few events, and another office's, or an altered one, lets nobody in.
   */
  private async fold(): Promise<void> {
    const { office, store, keys } = this.parts;
    const records = await store.readStream(membersStream);
    const marks = new RecordMarks(office, (text) => keys.mac('event', text));
    const altered = records.find((record) => record.metadata['mac'] === undefined || !marks.isWhole(record));
    if (altered) throw new MembersMisfit(`event ${altered.revision} of the members is not what was written here`);
    this.state = (await this.opened(records)).reduce(advance, nobody);
  }

  private change(
    sub: string,
    propose: (state: MembersState) => OfficeCandidate | undefined,
    by: ActingMember,
    revisions: readonly number[] | undefined,
  ): Promise<MemberWritten> {
    return this.writing.run(async () => {
      if (this.isInDoubt) {
        await this.fold();
        this.isInDoubt = false;
      }
      const { revision } = this.state;
      if (revisions && !revisions.includes(revision))
        throw refused('CONCURRENCY_CONFLICT', 412, revision < 0 ? {} : { revision });
      const candidate = propose(this.state);
      if (candidate) {
        const refusal = refusalOf(this.state, candidate, { by: by.sub, today: this.today });
        if (refusal) throw refused(refusal);
        try {
          await this.append(candidate, by);
        } catch (error) {
          // An end that was written is in force, whether or not that could be answered.
          this.isInDoubt = true;
          await this.fold().catch(() => undefined);
          throw error;
        }
      }
      return {
        member: this.find(sub)!,
        revision: this.state.revision,
        isNew: candidate?.type === 'MemberAdded',
      };
    });
  }

  private async append({ type, data }: OfficeCandidate, { sub, role }: ActingMember): Promise<void> {
    const { store, now, room } = this.parts;
    const { revision } = this.state;
    const before = this.find(data.sub);
    const recordedAt = formatInstant(now());
    const event = {
      id: randomId(),
      type,
      occurredAt: recordedAt,
      recordedAt,
      // A name stands nowhere in the clear: who it was is looked up by the id.
      actor: { sub, name: sub, role },
      commandId: randomId(),
      causation: null,
      from: before === undefined ? null : before.isEnded ? 'ended' : 'member',
      to: type === 'MemberEnded' ? 'ended' : 'member',
      data,
    };
    const record = await this.codec.encode(membersStream, event);
    const waiting = room?.();
    if (waiting) await waiting;
    const expectedRevision = revision < 0 ? 'noStream' : revision;
    const { position } = await store.append(membersStream, [record], { expectedRevision });
    const { schemaVersion } = officeEvents[type];
    const stored = { ...event, schemaVersion, stream: membersStream, revision: revision + 1, position };
    this.state = advance(this.state, stored as unknown as OfficeEvent);
  }
}

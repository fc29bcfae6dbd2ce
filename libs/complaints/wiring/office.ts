/**
 * One office: its stores, keys, access log, and what is remembered of its complaints. Nothing of one office is
 * reachable from another (law 7).
 */
import { type AccessLog } from '../../audit/access-log.js';
import { LookSeals } from '../../audit/look-seals.js';
import { type CaseState } from '../../case/case-state.js';
import { type EventStore } from '../../event-store/port.js';
import { type Profile } from '../../policy/profile.js';
import { type DataKeys } from '../../privacy/keys.js';
import { NoticesHere, type DestructionNotices } from '../reactions/destruction-notices.js';
import { type ComplaintMemory, LoadedComplaints } from '../write/loaded-complaints.js';
import { Members } from './members.js';
import { OfficeReader, type OfficeSettings } from './office-reader.js';

export interface OfficeOptions {
  /** Shared with other offices; of its own where it is left out. */
  readonly memory?: ComplaintMemory;
  /** Before a step or a look becomes durable: a promise where it has to wait. @throws StoreUnavailable */
  readonly room?: () => Promise<void> | undefined;
  /** Which destructions of keys were announced; without it, what is due is done. */
  readonly notices?: DestructionNotices;
  /** Who works here; without it, whoever calls from now on. */
  readonly members?: Members;
}

export class Office extends OfficeReader {
  readonly complaints: LoadedComplaints;
  readonly lookSeals: LookSeals;
  readonly room: () => Promise<void> | undefined;
  readonly notices: DestructionNotices;
  readonly members: Members;
  readonly departments: ReadonlyMap<string, string>;
  readonly topics: ReadonlySet<string>;
  /** Keys of those among them that are there no more. */
  readonly retired: { readonly departments: ReadonlySet<string>; readonly topics: ReadonlySet<string> };
  /** Complaints with a field that did not open when somebody looked at it, since the start. */
  readonly unopened = new Set<string>();
  /** The rules for new complaints. */
  readonly profile: Profile;

  constructor(
    settings: OfficeSettings,
    profiles: ReadonlyMap<string, Profile>,
    override readonly store: EventStore,
    keys: DataKeys,
    readonly access: AccessLog,
    { memory, room, notices, members }: OfficeOptions = {},
  ) {
    super(settings, profiles, store, keys);
    this.complaints = new LoadedComplaints(store, this.codec, settings.key, memory);
    this.lookSeals = new LookSeals(settings.key, keys);
    this.room = room ?? (() => undefined);
    this.notices = notices ?? new NoticesHere();
    this.members = members ?? new Members();
    this.departments = new Map(settings.departments.map(({ key, name }) => [key, name]));
    this.topics = new Set(settings.topics.map(({ key }) => key));
    this.retired = { departments: retiredOf(settings.departments), topics: retiredOf(settings.topics) };
    this.profile = this.profileNamed(settings.profile);
  }

  /** What a complaint is judged by: the profile it is pinned to; before it is one, the profile for new ones. */
  profileOf(complaint: { readonly caseState: CaseState } | undefined): Profile {
    const pinned = complaint?.caseState.pinned;
    return pinned ? this.profileNamed(pinned.profile) : this.profile;
  }

  /** Which of its files cannot be written, and why. */
  get troubles(): readonly { readonly file: 'events' | 'keys' | 'access' | 'members'; readonly sentence: string }[] {
    const files = [
      ['events', this.store.trouble],
      ['keys', this.keys.trouble],
      ['access', this.access.trouble],
      ['members', this.members.trouble],
    ] as const;
    return files.flatMap(([file, sentence]) => (sentence === undefined ? [] : [{ file, sentence }]));
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.keys.close();
    await this.access.close();
  }
}

const retiredOf = (entries: readonly { readonly key: string; readonly retired?: boolean }[]): ReadonlySet<string> =>
  new Set(entries.flatMap(({ key, retired }) => (retired ? [key] : [])));

export type Offices = ReadonlyMap<string, Office>;

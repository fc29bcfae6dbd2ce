/**
 * One office: its stores, keys, access log, and what is remembered of its complaints. Nothing of one office is
 * reachable from another (law 7).
 */
import { complaintEvents } from '../../../event-schemas/complaint/events.js';
import { type AccessLog } from '../../audit/access-log.js';
import { type CaseState } from '../../case/case-state.js';
import { EventCodec, EventShapes } from '../../event-store/codec.js';
import { type EventReader, type EventStore } from '../../event-store/port.js';
import { type Profile } from '../../policy/profile.js';
import { type DataKeys } from '../../privacy/keys.js';
import { BootRefused } from '../../platform/boot-refused.js';
import { type Sentences } from '../../platform/refusal.js';
import { LoadedComplaints } from '../write/loaded-complaints.js';

export interface OfficeSettings {
  readonly key: string;
  readonly name: Sentences;
  /** The profile that new complaints are pinned to. */
  readonly profile: string;
  readonly departments: readonly { readonly key: string; readonly name: string }[];
  readonly topics: readonly { readonly key: string; readonly da: string; readonly en: string }[];
}

const shapes = new EventShapes(Object.values(complaintEvents));

/** One office for those who read its log: the loop behind has no more of it. */
export class OfficeReader {
  readonly key: string;
  readonly codec: EventCodec;

  constructor(
    readonly settings: OfficeSettings,
    private readonly profiles: ReadonlyMap<string, Profile>,
    readonly store: EventReader,
    readonly keys: DataKeys,
  ) {
    this.key = settings.key;
    this.codec = new EventCodec(settings.key, shapes, keys);
  }

  /** @throws BootRefused a complaint is pinned to a profile whose file is not here */
  profileNamed(id: string): Profile {
    const profile = this.profiles.get(id);
    if (!profile)
      throw new BootRefused(
        `The office ${this.key} needs the profile ${id}, and no file of that name was loaded. Put ${id.replace('@', '.')}.json into a folder of profiles, and name that folder in the configuration.`,
      );
    return profile;
  }
}

export class Office extends OfficeReader {
  readonly complaints: LoadedComplaints;
  readonly departments: ReadonlyMap<string, string>;
  readonly topics: ReadonlySet<string>;
  /** The rules for new complaints. */
  readonly profile: Profile;

  constructor(
    settings: OfficeSettings,
    profiles: ReadonlyMap<string, Profile>,
    override readonly store: EventStore,
    keys: DataKeys,
    readonly access: AccessLog,
  ) {
    super(settings, profiles, store, keys);
    this.complaints = new LoadedComplaints(store, this.codec);
    this.departments = new Map(settings.departments.map(({ key, name }) => [key, name]));
    this.topics = new Set(settings.topics.map(({ key }) => key));
    this.profile = this.profileNamed(settings.profile);
  }

  /** What a complaint is judged by: the profile it is pinned to; before it is one, the profile for new ones. */
  profileOf(complaint: { readonly caseState: CaseState } | undefined): Profile {
    const pinned = complaint?.caseState.pinned;
    return pinned ? this.profileNamed(pinned.profile) : this.profile;
  }

  /** Which of its files cannot be written, and why. */
  get troubles(): readonly { readonly file: 'events' | 'keys' | 'access'; readonly sentence: string }[] {
    const files = [
      ['events', this.store.trouble],
      ['keys', this.keys.trouble],
      ['access', this.access.trouble],
    ] as const;
    return files.flatMap(([file, sentence]) => (sentence === undefined ? [] : [{ file, sentence }]));
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.keys.close();
    await this.access.close();
  }
}

export type Offices = ReadonlyMap<string, Office>;

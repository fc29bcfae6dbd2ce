/**
 * One office as the loop behind knows it: its log, and keys to read it with. It stands apart from the office that
 * writes, so that a thread which only reads loads neither steps nor the validation of their bodies.
 */
import { complaintEvents } from '../../../event-schemas/complaint/events.js';
import { EventCodec, EventShapes } from '../../event-store/codec.js';
import { type EventReader } from '../../event-store/port.js';
import { type Profile } from '../../policy/profile.js';
import { type DataKeys } from '../../privacy/keys.js';
import { BootRefused } from '../../platform/boot-refused.js';
import { type Sentences } from '../../platform/refusal.js';

export interface OfficeSettings {
  readonly key: string;
  readonly name: Sentences;
  /** The profile that new complaints are pinned to. */
  readonly profile: string;
  /** `retired`: there no more, and kept for the complaints that have it. */
  readonly departments: readonly {
    readonly key: string;
    readonly name: string;
    /** Another of the list, that reports may count it with. */
    readonly parent?: string;
    readonly retired?: boolean;
  }[];
  readonly topics: readonly {
    readonly key: string;
    readonly da: string;
    readonly en: string;
    readonly parent?: string;
    readonly retired?: boolean;
  }[];
}

const shapes = new EventShapes(Object.values(complaintEvents));

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

  /** A version of the rules of this office: those of its own name, and what new complaints are pinned to. */
  profileToMoveTo(id: string): Profile | undefined {
    const { profile } = this.settings;
    const [key] = profile.split('@');
    return id === profile || id.startsWith(`${key}@`) ? this.profiles.get(id) : undefined;
  }

  /** Every profile that was loaded: the office's own versions, and those of others. */
  get allProfiles(): readonly Profile[] {
    return [...this.profiles.values()];
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

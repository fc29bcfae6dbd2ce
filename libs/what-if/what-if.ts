/**
 * A period of an office under other rules: which complaints would have gone otherwise, where, and by which rules.
 * Reads; nothing is touched.
 */
import { createHash } from 'node:crypto';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { isOutside } from '../case/intake.js';
import { localDateOf, type LocalDate } from '../policy/calendar.js';
import { type Profile } from '../policy/profile.js';
import { lifecycleNamedBy, lifecycleOf } from '../complaints/write/complaint-lifecycle.js';
import { compare } from './compare.js';
import { Findings, type Found } from './findings.js';
import { differing, decides, valueOf } from './settings.js';
import { OperatorError } from '../platform/operator-error.js';

export interface WhatIfRequest {
  readonly office: string;
  /**
   * The complaints received on these days, both included; null: from the first, to the last. Each is followed to its
   * end, or to `position`.
   */
  readonly period: { readonly from: LocalDate | null; readonly to: LocalDate | null };
  /** The profile a complaint is pinned to, by id; undefined where it is not here. */
  readonly profileNamed: (id: string) => Profile | undefined;
  readonly other: OtherRules;
  /** The place in the log up to which it was read: the same place gives the same report. */
  readonly position: bigint;
  readonly onProgress?: (done: { readonly complaints: number; readonly events: number }) => void;
}
export interface OtherRules {
  /** Id of a whole profile, or null: each complaint's own. */
  readonly id: string | null;
  /** In words, as in `without ageLimit`. */
  readonly changes: readonly string[];
  readonly of: (own: Profile) => Profile;
}

export interface ProfilePair {
  readonly own: string;
  readonly ownHash: string;
  readonly other: string;
  readonly otherHash: string;
  /** `decides` false: no step asks for it, so the difference changes no history. Values as JSON. */
  readonly differences: readonly {
    readonly setting: string;
    readonly own: string;
    readonly other: string;
    readonly decides: boolean;
  }[];
}
export interface WhatIfReport extends Found {
  readonly office: string;
  readonly period: WhatIfRequest['period'];
  readonly profile: {
    readonly id: string | null;
    readonly changes: readonly string[];
    readonly pairs: readonly ProfilePair[];
  };
  readonly position: string;
  /** SHA-256, in hex, of the rest of the report as JSON. */
  readonly hash: string;
}

/** What cannot be compared; a sentence for whoever asked. */
export class WhatIfRefused extends OperatorError {
  override readonly name = 'WhatIfRefused';
}

/**
 * @param histories each the events of one complaint from its first, sealed or open; in any order
 * @throws WhatIfRefused a complaint is pinned to a profile that is not here, or was then another
 * @throws IllegalHistory a history is no path of its lifecycle
 */
export async function whatIf(
  histories: AsyncIterable<readonly ComplaintEvent[]> | Iterable<readonly ComplaintEvent[]>,
  asked: WhatIfRequest,
): Promise<WhatIfReport> {
  const { office, period, other, position } = asked;
  const findings = new Findings();
  const pairs = new Map<string, { readonly own: Profile; readonly other: Profile }>();
  for await (const events of histories) {
    const [first] = events;
    if (!first || isOutside(first) || !within(period, receivedOn(first))) continue;
    const own = pinned(first, asked.profileNamed);
    const pair = pairs.get(own.id) ?? { own, other: other.of(own) };
    pairs.set(own.id, pair);
    findings.add(compare(events, { ...pair, lifecycle: lifecycleOf(lifecycleNamedBy(first)) }));
    asked.onProgress?.(findings.done);
  }
  const sorted = [...pairs.values()].sort((a, b) => (a.own.id < b.own.id ? -1 : 1));
  const report = {
    office,
    period: { from: period.from, to: period.to },
    profile: { id: other.id, changes: other.changes, pairs: sorted.map(pairOf) },
    ...findings.report(),
    position: position.toString(),
  };
  return { ...report, hash: createHash('sha256').update(JSON.stringify(report)).digest('hex') };
}

/** When it was received, or taken up on the office's own initiative. */
const receivedOn = ({ data, occurredAt }: ComplaintEvent): LocalDate =>
  'receivedOn' in data ? data.receivedOn : localDateOf(Date.parse(occurredAt));
const within = ({ from, to }: WhatIfRequest['period'], on: LocalDate): boolean =>
  (from === null || on >= from) && (to === null || on <= to);

function pinned({ stream, data }: ComplaintEvent, profileNamed: WhatIfRequest['profileNamed']): Profile {
  if (!('profileHash' in data))
    throw new WhatIfRefused(
      `The complaint ${stream} does not begin with its reception; run verify on the data folder.`,
    );
  const own = profileNamed(data.profile);
  if (!own)
    throw new WhatIfRefused(
      `The complaint ${stream} is pinned to the profile ${data.profile}, which is not here. Name the folder that holds it.`,
    );
  if (own.hash !== data.profileHash)
    throw new WhatIfRefused(
      `The complaint ${stream} was received under another content of the profile ${data.profile} than the one loaded now. Put the old file back.`,
    );
  return own;
}

const pairOf = ({ own, other }: { readonly own: Profile; readonly other: Profile }): ProfilePair => ({
  own: own.id,
  ownHash: own.hash,
  other: other.id,
  otherHash: other.hash,
  differences: differing(own, other).map((setting) => ({
    setting,
    own: valueOf(own, setting),
    other: valueOf(other, setting),
    decides: decides[setting],
  })),
});

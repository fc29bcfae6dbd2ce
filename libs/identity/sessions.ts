/**
 * Who has signed in, kept by this process alone (promises.md, section 5; decision 35): a browser holds a random secret,
 * the server its hash. What somebody may is asked anew at each request, so a right that ends is gone with the next one.
 */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Caller } from '../platform/caller.js';
import { systemClock } from '../platform/clock.js';
import { type SignedIn } from './directory.js';

/** Somebody of staff whom the provider vouches for, or a citizen who has shown what only the citizen knows. */
export type Holder =
  | {
      readonly kind: 'staff';
      readonly person: SignedIn;
      /** What the provider calls its own session, where it says. */
      readonly providerSession?: string;
    }
  | {
      readonly kind: 'citizen';
      /** One for each case of the citizen that was opened. */
      readonly callers: readonly Caller[];
      /** It was shown to a broker of sign-in, who may have a session of its own. */
      readonly atBroker?: true;
    };

export interface Session {
  /** Names it among the sessions of its holder; opens nothing. */
  readonly handle: string;
  readonly holder: Holder;
  /** Who the holder is now: a caller for each office. */
  readonly callers: readonly Caller[];
  readonly language: 'da' | 'en';
  /** Keys move through the lists of its pages. */
  readonly keys: boolean;
  /** The saved view that its holder used last. */
  readonly view: string | null;
  /** Why its holder looks at cases, where that was said: one of the purposes of a look. */
  readonly purpose: string | null;
  /** Stands in every form of a page, masked anew for each request. */
  readonly formToken: string;
  /** Milliseconds since the epoch. */
  readonly began: number;
  readonly lastSeen: number;
}

/** A session that was found by its secret. */
export interface Found {
  readonly session: Session;
  /** The secret that takes the place of the one that came, where what the holder may has changed. */
  readonly renewed: string | undefined;
}

/** Milliseconds. */
export interface Lives {
  readonly idle: number;
  readonly whole: number;
}
const minute = 60_000;
export const livesOf: Readonly<Record<Holder['kind'], Lives>> = {
  staff: { idle: 30 * minute, whole: 8 * 60 * minute },
  citizen: { idle: 15 * minute, whole: 8 * 60 * minute },
};
/** So long after somebody has signed in nothing more is asked before an act that asks for it (ASVS 7.5.2). */
const freshMs = 5 * minute;
/** The oldest ends where one more begins. */
const mostOfOne = 20;
/** What was under way with the secret of before still gets its answer. */
const overlapMs = 10_000;
const sweepEveryMs = minute;

/** Whom the provider has signed out: a person, one of its sessions, or both. */
export interface AtProvider {
  readonly sub?: string | undefined;
  readonly session?: string | undefined;
}

interface Kept {
  readonly handle: string;
  readonly holder: Holder;
  readonly began: number;
  /** By the monotonic clock: no jump of the system's gives or takes time. */
  readonly beganAt: number;
  /** By the same clock: when its holder signed in, which may have been long before it began. */
  readonly signedInAt: number;
  key: string;
  before: { readonly key: string; readonly until: number } | undefined;
  formToken: string;
  language: 'da' | 'en';
  keys: boolean;
  view: string | null;
  purpose: string | null;
  lastSeen: number;
  seenAt: number;
  rights: string;
}

export interface Clocks {
  /** Milliseconds, never set. */
  readonly monotonic: () => number;
  /** Milliseconds since the epoch. */
  readonly wall: () => number;
}
const systemClocks: Clocks = { monotonic: () => performance.now(), wall: () => systemClock.now() };

export class Sessions {
  private readonly kept = new Map<string, Kept>();
  private sweptAt = -Infinity;

  /** @param callersOf who somebody of staff is now, in the offices that know the person */
  constructor(
    private readonly callersOf: (person: SignedIn) => readonly Caller[],
    private readonly clocks: Clocks = systemClocks,
  ) {}

  /**
   * A new session, and the secret that opens it: nothing that a browser had before opens it.
   * @param signedInAt when the holder showed who they are; milliseconds since the epoch
   * @returns null: the holder is nobody here
   */
  begin(
    holder: Holder,
    signedInAt = this.clocks.wall(),
  ): { readonly session: Session; readonly secret: string } | null {
    const callers = this.now(holder);
    if (callers.length === 0) return null;
    this.sweep();
    for (const oldest of this.keptOf(nameOf(holder)).slice(0, -(mostOfOne - 1))) this.drop(oldest);
    const [secret, at, wall] = [newSecret(), this.clocks.monotonic(), this.clocks.wall()];
    const kept: Kept = {
      handle: randomBytes(9).toString('base64url'),
      holder,
      began: wall,
      beganAt: at,
      signedInAt: at - Math.max(0, wall - signedInAt),
      key: keyOf(secret),
      before: undefined,
      formToken: newSecret(),
      language: 'da',
      keys: true,
      view: null,
      purpose: null,
      lastSeen: wall,
      seenAt: at,
      rights: JSON.stringify(callers),
    };
    this.kept.set(kept.key, kept);
    return { session: seen(kept, callers), secret };
  }

  /** @returns null: there is none, it has ended, or its holder is nobody here any more */
  find(secret: string): Found | null {
    const key = keyOf(secret);
    const kept = this.kept.get(key);
    if (!kept) return null;
    const at = this.clocks.monotonic();
    if (this.isOver(kept, at)) {
      this.drop(kept);
      return null;
    }
    if (kept.key !== key && at > kept.before!.until) {
      this.kept.delete(key);
      return null;
    }
    const callers = this.now(kept.holder);
    if (callers.length === 0) {
      this.drop(kept);
      return null;
    }
    kept.seenAt = at;
    kept.lastSeen = this.clocks.wall();
    const renewed = this.renew(kept, callers, at);
    return { session: seen(kept, callers), renewed };
  }

  /** Whether its holder has signed in within the last minutes, and not by what the provider knew from before. */
  hasJustSignedIn({ holder, handle }: Session): boolean {
    const kept = this.keptOf(nameOf(holder)).find((each) => each.handle === handle);
    return kept !== undefined && this.clocks.monotonic() - kept.signedInAt < freshMs;
  }

  /** The language of its pages from now on. */
  speak({ holder, handle }: Session, language: 'da' | 'en'): void {
    for (const kept of this.keptOf(nameOf(holder))) if (kept.handle === handle) kept.language = language;
  }

  /** Whether keys move through lists from now on. */
  useKeys({ holder, handle }: Session, keys: boolean): void {
    for (const kept of this.keptOf(nameOf(holder))) if (kept.handle === handle) kept.keys = keys;
  }

  useView({ holder, handle }: Session, view: string): void {
    for (const kept of this.keptOf(nameOf(holder))) if (kept.handle === handle) kept.view = view;
  }

  /** Why its holder looks at cases from now on. */
  lookFor({ holder, handle }: Session, purpose: string): void {
    for (const kept of this.keptOf(nameOf(holder))) if (kept.handle === handle) kept.purpose = purpose;
  }

  /** Ends one of the holder's own, by its handle. */
  end(holder: Holder, handle: string): void {
    for (const kept of this.keptOf(nameOf(holder))) if (kept.handle === handle) this.drop(kept);
  }

  /** Ends all that the holder has. */
  endAll(holder: Holder): void {
    for (const kept of this.keptOf(nameOf(holder))) this.drop(kept);
  }

  /** Ends what the provider has ended (OpenID Connect Back-Channel Logout 1.0); how many those were. */
  endAtProvider({
    sub,
    session,
  }: {
    readonly sub?: string | undefined;
    readonly session?: string | undefined;
  }): number {
    const ended = [...new Set(this.kept.values())].filter(
      ({ holder }) =>
        holder.kind === 'staff' &&
        (sub === undefined || holder.person.sub === sub) &&
        (session === undefined || holder.providerSession === session) &&
        (sub !== undefined || session !== undefined),
    );
    for (const kept of ended) this.drop(kept);
    return ended.length;
  }

  /** All of the holder's that go on, the oldest first. */
  of(holder: Holder): readonly Session[] {
    const at = this.clocks.monotonic();
    return this.keptOf(nameOf(holder))
      .filter((kept) => !this.isOver(kept, at))
      .map((kept) => seen(kept, this.now(kept.holder)));
  }

  /** How many go on. */
  get count(): number {
    this.sweep();
    return new Set(this.kept.values()).size;
  }

  private now(holder: Holder): readonly Caller[] {
    return holder.kind === 'staff' ? this.callersOf(holder.person) : holder.callers;
  }

  /** What a browser had while its holder had other rights opens nothing afterwards (session fixation). */
  private renew(kept: Kept, callers: readonly Caller[], at: number): string | undefined {
    const rights = JSON.stringify(callers);
    if (rights === kept.rights) return undefined;
    const secret = newSecret();
    if (kept.before) this.kept.delete(kept.before.key);
    kept.before = { key: kept.key, until: at + overlapMs };
    kept.key = keyOf(secret);
    kept.formToken = newSecret();
    kept.rights = rights;
    this.kept.set(kept.key, kept);
    return secret;
  }

  private isOver({ holder: { kind }, beganAt, seenAt }: Kept, at: number): boolean {
    const { idle, whole } = livesOf[kind];
    return at - seenAt >= idle || at - beganAt >= whole;
  }

  private keptOf(name: string): Kept[] {
    return [...new Set(this.kept.values())]
      .filter(({ holder }) => nameOf(holder) === name)
      .sort((a, b) => a.beganAt - b.beganAt);
  }

  private drop({ key, before }: Kept): void {
    this.kept.delete(key);
    if (before) this.kept.delete(before.key);
  }

  private sweep(): void {
    const at = this.clocks.monotonic();
    if (at - this.sweptAt < sweepEveryMs) return;
    this.sweptAt = at;
    for (const kept of this.kept.values()) if (this.isOver(kept, at)) this.drop(kept);
  }
}

/** Whether a form was made for this session. */
export function isFormOf({ formToken }: Pick<Session, 'formToken'>, token: unknown): boolean {
  if (typeof token !== 'string') return false;
  const [known, given] = [unmasked(formToken), unmasked(token)];
  return known.length === given.length && timingSafeEqual(known, given);
}

/**
 * Another text each time, half of it chance: what is the same in each answer could be guessed from how well the answer
 * is packed (BREACH, https://www.breachattack.com, section 3.4).
 */
function masked(secret: string): string {
  const bytes = Buffer.from(secret, 'base64url');
  const mask = randomBytes(bytes.length);
  return Buffer.concat([mask, xor(mask, bytes)]).toString('base64url');
}

function unmasked(token: string): Buffer {
  const bytes = Buffer.from(token, 'base64url');
  const half = bytes.length >> 1;
  return xor(bytes.subarray(0, half), bytes.subarray(half));
}

const xor = (mask: Buffer, bytes: Buffer): Buffer => Buffer.from(bytes.map((byte, index) => byte ^ mask[index]!));

const newSecret = (): string => randomBytes(32).toString('base64url');
const keyOf = (secret: string): string => hash('sha256', secret, 'base64url');
const nameOf = (holder: Holder): string =>
  holder.kind === 'staff'
    ? `staff ${holder.person.sub}`
    : `citizen ${holder.callers.map(({ complaint }) => complaint).join()}`;

const seen = (
  { handle, holder, language, keys, view, purpose, formToken, began, lastSeen }: Kept,
  callers: readonly Caller[],
): Session => ({
  handle,
  holder,
  callers,
  language,
  keys,
  view,
  purpose,
  formToken: masked(formToken),
  began,
  lastSeen,
});

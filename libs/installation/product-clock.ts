import { readFileSync } from 'node:fs';
import { BootRefused } from '../platform/boot-refused.js';
import { type Clock, systemClock } from '../platform/clock.js';
import { type Mode } from '../platform/mode.js';
import { formatInstant, parseInstant } from '../platform/instant.js';
import { refused } from '../platform/refused.js';
import { replaceFile } from '../platform/private-file.js';

/** Where a new test folder begins (contract.md, section 1). */
export const testBeginning = Date.UTC(2024, 0, 1, 8);

/**
 * A running clock moved on between a client's reading and its setting; so much behind still counts as the instant it
 * shows.
 */
const readingMs = 1000;

type StoredClock = { readonly standsAt: number } | { readonly aheadMs: number };

/**
 * The product's time, kept in the data folder: in `test` it stands still until it is set, in `demo` it runs on from
 * where it was set, in `production` it is the system's and nobody sets it. A restart does not move it.
 */
export class ProductClock implements Clock {
  /**
   * From the first `standAt` to `runFrom` of a demo nothing more is written: a folder that was not filled to its end is
   * not opened again.
   */
  private filling = false;

  private constructor(
    readonly mode: Mode,
    private readonly file: string,
    private kept: StoredClock,
    private readonly system: Clock,
  ) {}

  /** @throws BootRefused the file is damaged */
  static open(mode: Mode, file: string, system: Clock = systemClock): ProductClock {
    const known = mode === 'production' ? { aheadMs: 0 } : read(file);
    const clock = new ProductClock(mode, file, known ?? { aheadMs: 0 }, system);
    if (mode === 'test' && !known) clock.keep({ standsAt: testBeginning });
    return clock;
  }

  now(): number {
    return 'standsAt' in this.kept ? this.kept.standsAt : this.system.now() + this.kept.aheadMs;
  }

  get standsStill(): boolean {
    return 'standsAt' in this.kept;
  }

  /** Durable on return. The instant it shows already is taken. @throws Refused 409 CLOCK_BACKWARDS */
  set(instant: number): void {
    this.refuseInProduction();
    const behind = this.now() - instant;
    if (behind > (this.standsStill ? 0 : readingMs)) throw refused('CLOCK_BACKWARDS');
    if (behind < 0) this.keep(this.standsStill ? { standsAt: instant } : { aheadMs: instant - this.system.now() });
  }

  /** For whoever fills a demo: stands still at this instant, the first time wherever it may be, then never earlier. */
  standAt(instant: number): void {
    this.refuseInProduction();
    if (this.standsStill && instant < this.now()) throw refused('CLOCK_BACKWARDS');
    this.keep({ standsAt: instant });
    this.filling = this.mode === 'demo';
  }

  /**
   * What the file says may be older than what was written, or gone: time goes on from the last event at least.
   * @param lastWritten time of the last event of any office
   * @returns whether it had to be moved
   */
  moveOnTo(lastWritten: number): boolean {
    if (this.mode === 'production' || this.now() >= lastWritten) return false;
    this.keep(this.standsStill ? { standsAt: lastWritten } : { aheadMs: lastWritten - this.system.now() });
    return true;
  }

  /** Ends the filling: runs on from this instant. */
  runFrom(instant: number): void {
    if (this.mode !== 'demo') throw new Error(`the clock does not run in ${this.mode} mode but where it runs already`);
    if (this.standsStill && instant < this.now()) throw refused('CLOCK_BACKWARDS');
    this.filling = false;
    this.keep({ aheadMs: instant - this.system.now() });
  }

  private keep(kept: StoredClock): void {
    const content = 'standsAt' in kept ? { standsAt: formatInstant(kept.standsAt) } : kept;
    if (!this.filling) replaceFile(this.file, `${JSON.stringify(content)}\n`);
    this.kept = kept;
  }

  private refuseInProduction(): void {
    if (this.mode === 'production') throw new Error('the clock of production is the system clock and cannot be set');
  }
}

function read(file: string): StoredClock | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new BootRefused(
      `${file}, which keeps the clock of this data folder, cannot be read (${(error as NodeJS.ErrnoException).code}). Check its owner.`,
    );
  }
  const kept = parse(text);
  if (!kept)
    throw new BootRefused(
      `${file}, which keeps the clock of this data folder, is damaged. Write { "standsAt": "<a time after the last event, RFC 3339>" } into it, or start with an empty data folder.`,
    );
  return kept;
}

function parse(text: string): StoredClock | null {
  let content: { readonly standsAt?: unknown; readonly aheadMs?: unknown } | null;
  try {
    content = JSON.parse(text) as object | null;
  } catch {
    return null;
  }
  const standsAt = parseInstant(content?.standsAt);
  if (standsAt !== null) return { standsAt };
  return Number.isSafeInteger(content?.aheadMs) ? { aheadMs: content!.aheadMs as number } : null;
}

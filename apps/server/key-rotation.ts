/** Changes office keys when they are old or when an operator asks, and destroys those that no backup needs any more. */
import { rotationAsked, rotationDone } from '../../libs/installation/rotation-asked.js';
import { type Finding } from '../../libs/platform/health.js';
import { parseInstant } from '../../libs/platform/instant.js';
import { type Log } from '../../libs/platform/log.js';
import { type EmbeddedKeys } from '../../libs/privacy/embedded-keys.js';

export interface KeyRotationParts {
  readonly offices: ReadonlyMap<string, EmbeddedKeys>;
  /** An office key that is older is changed; whole days. */
  readonly days: number;
  readonly dataFolder: string;
  readonly log: Log;
  /** Milliseconds since the epoch; null while the clock is in doubt: nothing that hangs on dates is done then. */
  readonly now: () => number | null;
}

const dayMs = 86_400_000;
/** So often somebody's word is looked for, and so long after a failure it is tried again. */
const [lookMs, againMs] = [1000, 5000];
/** So much of the product's time passes between two looks at the age of the keys. */
const ageMs = 60_000;

export class KeyRotation {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private lookedAt = -Infinity;
  private failedAt = -Infinity;
  private isOver = false;
  /** Offices that have what was asked for, while others have not. */
  private readonly answered = new Set<string>();
  /** Offices whose last try failed. */
  private readonly failing = new Set<string>();
  private hasLookFailed = false;

  constructor(private readonly parts: KeyRotationParts) {}

  begin(): void {
    this.timer = setInterval(() => void this.lookAlone(), lookMs);
    this.timer.unref();
  }

  /** One look, or what is left of the one under way; what fails is in the log. */
  lookAlone(): Promise<void> {
    return (this.looking ??= this.tryToLook().finally(() => (this.looking = undefined)));
  }

  /** What failed when it was tried last, for health; why is in the log alone, since an error may quote a path. */
  get findings(): readonly Finding[] {
    const part = 'keyRotation';
    return [
      ...[...this.failing].map(
        (office) => ({ office, part, sentence: 'The office key could not be changed.' }) as const,
      ),
      ...(this.hasLookFailed
        ? [{ part, sentence: 'What was asked of the office keys could not be read or noted as done.' } as const]
        : []),
    ];
  }

  /** What is under way goes on until the keys are closed, and is taken up at the next start. */
  stop(): void {
    this.isOver = true;
    clearInterval(this.timer);
  }

  /** One look. An office that cannot be brought on holds up none of the others, and is tried again. */
  async look(): Promise<void> {
    const { offices, dataFolder, log } = this.parts;
    const [now, asked] = [this.parts.now(), rotationAsked(dataFolder)];
    if (now === null || performance.now() - this.failedAt < againMs) return;
    if (asked === null && Math.abs(now - this.lookedAt) < ageMs) return;
    let hasFailed = false;
    for (const [office, keys] of offices)
      try {
        const isAsked = asked !== null && (asked.office ?? office) === office && !this.answered.has(office);
        await this.keep(office, keys, now, isAsked);
        if (isAsked) this.answered.add(office);
        this.failing.delete(office);
      } catch (error) {
        if (this.isOver) return;
        hasFailed = true;
        this.failing.add(office);
        log.failure(error, { event: 'officeKeyNotChanged', office });
      }
    if (hasFailed) {
      this.failedAt = performance.now();
      return;
    }
    this.lookedAt = now;
    this.answered.clear();
    if (asked !== null) rotationDone(dataFolder);
  }

  private async tryToLook(): Promise<void> {
    try {
      await this.look();
      this.hasLookFailed = false;
    } catch (error) {
      this.hasLookFailed = true;
      this.parts.log.failure(error, { event: 'officeKeyNotChanged' });
    }
  }

  private async keep(office: string, keys: EmbeddedKeys, now: number, isAsked: boolean): Promise<void> {
    const { days, log } = this.parts;
    keys.noteOfficeKey(now);
    // One that was begun before is no answer to what is asked now.
    if (keys.isMixed) await this.change(office, keys, now);
    const { madeAt } = keys.officeKey;
    const isOld = typeof madeAt !== 'string' || parseInstant(madeAt)! + days * dayMs <= now;
    if (isAsked || isOld) await this.change(office, keys, now);
    const count = keys.destroyRetired(now);
    if (count > 0) log.info({ event: 'officeKeysDestroyed', office, count });
  }

  private async change(office: string, keys: EmbeddedKeys, now: number): Promise<void> {
    const began = performance.now();
    await keys.rotateOfficeKey(now);
    this.parts.log.info({ event: 'officeKeyChanged', office, durationMs: Math.round(performance.now() - began) });
  }
}

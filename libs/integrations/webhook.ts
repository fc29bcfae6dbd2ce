/**
 * A receiver that is told where cases stand: in the order of the log, at least once, however long it was away. Each
 * webhook has a loop of its own, so one that does not answer delays nobody else (docs/integrations.md).
 */
import { setTimeout as later } from 'node:timers/promises';
import { type WebhookConfig } from '../installation/config-webhooks.js';
import { type Position } from '../event-store/port.js';
import { type Clock } from '../platform/clock.js';
import { randomId } from '../platform/ids.js';
import { formatInstant } from '../platform/instant.js';
import { type Log } from '../platform/log.js';
import { backoffMs, givenUpAfterMs } from './backoff.js';
import { ofCases } from './position-streams.js';
import { type Positions, type Standing, type Stretch } from './positions.js';
import { post, type Post } from './post.js';
import { SecretsUnusable, secretsIn, signed } from './standard-webhooks.js';
import {
  begun,
  keepState,
  readState,
  wordFor,
  wordTaken,
  type Place,
  type Stop,
  type WebhookState,
} from './webhook-file.js';

export interface WebhookParts {
  readonly config: WebhookConfig;
  /** What it remembers of itself. */
  readonly file: string;
  readonly positions: Pick<Positions, 'next' | 'knows' | 'placeOf'>;
  readonly log: Pick<Log, 'info' | 'error' | 'failure'>;
  /** The real time: receivers refuse a signature of another. */
  readonly clock: Clock;
  /** From 0 to less than 1. */
  readonly random: () => number;
  readonly post?: Post;
  /** How often a word of an operator is looked for. */
  readonly lookMs?: number;
  /** Waits so long, or until the signal aborts. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** How it stands, for health and figures. */
export interface WebhookStanding {
  readonly office: string;
  readonly name: string;
  readonly position: Position;
  readonly failures: number;
  /** Milliseconds since the epoch; undefined: the last delivery was taken. */
  readonly failingSince: number | undefined;
  readonly stopped: Stop | null;
  /** What somebody has to look at. */
  readonly finding: string | undefined;
}

const usualLookMs = 1000;
/** At the end of the log what comes within so long goes out together. */
const gatherMs = 200;
/** A receiver that is away for less is nobody's trouble. */
const toldAfterMs = 600_000;
/** Of the pieces in which nothing had to be told each so many-th is written down; the others are read once more. */
const writtenEvery = 20;

export class Webhook {
  private readonly ending = new AbortController();
  private readonly post: Post;
  private readonly lookMs: number;
  private readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  private state: WebhookState;
  private loop: Promise<void> | undefined;
  /** What was asked of the log and has not come yet. */
  private coming: Coming | undefined;
  private notBefore = 0;
  private passed = 0;
  /** Whether the place that it goes on from is known to be one of this log. */
  private isPlaced = false;
  private hasNoSecret = false;
  private refusedWord: string | undefined;

  /** @throws BootRefused what it remembers is damaged */
  constructor(private readonly parts: WebhookParts) {
    this.post = parts.post ?? post;
    this.lookMs = parts.lookMs ?? usualLookMs;
    this.pause =
      parts.pause ?? ((milliseconds, signal) => later(milliseconds, undefined, { signal }).catch(() => undefined));
    this.state = readState(parts.file);
  }

  start(): void {
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.ending.abort();
    this.forget();
    await this.loop;
    // It may have asked once more on its way.
    this.forget();
  }

  get standing(): WebhookStanding {
    const { failures, failingSince, stopped, after } = this.state;
    return {
      office: this.parts.config.office,
      name: this.parts.config.name,
      position: BigInt(after.position),
      failures,
      failingSince: failingSince === null ? undefined : Date.parse(failingSince),
      stopped,
      finding: this.finding,
    };
  }

  private get finding(): string | undefined {
    const { name } = this.parts.config;
    const { stopped, failingSince } = this.state;
    if (this.refusedWord !== undefined)
      return `The webhook ${name} was to go on after position ${this.refusedWord}, and the log has no event there.`;
    if (stopped !== null) return `The webhook ${name} has stopped: ${reasons[stopped]}`;
    if (this.hasNoSecret) return `The webhook ${name} delivers nothing: the file of its secret cannot be used.`;
    return failingSince !== null && this.parts.clock.now() - Date.parse(failingSince) >= toldAfterMs
      ? `The receiver of the webhook ${name} has taken nothing since ${failingSince}.`
      : undefined;
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    let isHeldUp = false;
    while (!signal.aborted) {
      try {
        await this.step(signal);
        isHeldUp = false;
      } catch (error) {
        // A store that is away or a disk that is full says so elsewhere; it goes on where it was.
        if (!isHeldUp && !signal.aborted) this.parts.log.failure(error, { event: 'webhookHeldUp', ...this.named });
        isHeldUp = true;
        this.forget();
        await this.pause(usualLookMs, signal);
      }
    }
  }

  /** One thing at a time: an operator's word, the place to go on from, a piece of the log, a delivery. */
  private async step(signal: AbortSignal): Promise<void> {
    await this.obey();
    if (!this.isPlaced) await this.find();
    const wait =
      this.state.stopped === null ? Math.min(this.notBefore - this.parts.clock.now(), this.lookMs) : this.lookMs;
    if (wait > 0) return this.pause(wait, signal);
    const stretch = await this.next();
    if (!stretch) return;
    const { sending } = this.state;
    const upTo = sending === null ? stretch.upTo : BigInt(sending.upTo.position);
    const events = ofCases(stretch.standings).filter(({ position }) => position <= upTo);
    if (events.length === 0) await this.pass(sending?.upTo ?? placeOf(stretch));
    else await this.deliver(events, sending ?? (await this.begin(stretch)), signal);
    this.forget();
    if (stretch.isEnd) await this.pause(gatherMs, signal);
  }

  /** What comes after the place that was delivered; undefined: nothing yet. */
  private async next(): Promise<Stretch | undefined> {
    this.coming ??= ask(this.parts.positions, BigInt(this.state.after.position));
    const found = await Promise.race([this.coming.stretch, this.pause(this.lookMs, this.coming.ended)]);
    return found ?? undefined;
  }

  private forget(): void {
    this.coming?.end();
    this.coming = undefined;
  }

  /** Nothing up to here has to be told. */
  private async pass(upTo: Place): Promise<void> {
    this.state = { ...this.state, after: upTo, sending: null };
    this.passed += 1;
    if (this.passed % writtenEvery === 0) await keepState(this.parts.file, this.state);
  }

  /** From here on the same events go out under the same id, until they are taken. */
  private async begin(stretch: Stretch): Promise<{ readonly id: string; readonly upTo: Place }> {
    const sending = { id: `msg_${randomId()}`, upTo: placeOf(stretch) };
    await this.keep({ ...this.state, sending });
    return sending;
  }

  private async deliver(
    events: readonly Standing[],
    { id, upTo }: { readonly id: string; readonly upTo: Place },
    signal: AbortSignal,
  ): Promise<void> {
    const status = await this.send(id, events, signal);
    if (signal.aborted) return;
    // Only once it was taken: what is delivered twice has the same id, and what is left out nobody would miss.
    if (status >= 200 && status < 300) return this.keep({ ...begun, after: upTo });
    await this.failed(status);
  }

  /** The status that was answered; 0: none. */
  private async send(id: string, events: readonly Standing[], signal: AbortSignal): Promise<number> {
    const { office, url, secretFile, caFile } = this.parts.config;
    const told = events.map(({ position, complaint, number, state, recordedAt }) => ({
      position: String(position),
      complaint,
      number,
      state,
      recordedAt,
    }));
    const body = JSON.stringify({ office, events: told });
    try {
      const secrets = await secretsIn(secretFile);
      this.hasNoSecret = false;
      const headers = signed({ id, sentAt: this.parts.clock.now(), body }, secrets);
      return await this.post({ url, headers, body, caFile, signal });
    } catch (error) {
      this.hasNoSecret = error instanceof SecretsUnusable;
      return 0;
    }
  }

  private async failed(status: number): Promise<void> {
    const { clock, random, log } = this.parts;
    const now = clock.now();
    const failingSince = this.state.failingSince ?? formatInstant(now);
    const failures = this.state.failures + 1;
    const stopped: Stop | null =
      status === 410 ? 'gone' : now - Date.parse(failingSince) >= givenUpAfterMs ? 'givenUp' : null;
    await this.keep({ ...this.state, failures, failingSince, stopped });
    this.notBefore = now + backoffMs(failures, random);
    if (stopped !== null) log.error({ event: 'webhookStopped', ...this.named, status });
    else if (failures === 1) log.info({ event: 'webhookFailing', ...this.named, status });
  }

  /** What an operator has said of it since. */
  private async obey(): Promise<void> {
    const { file, positions, log } = this.parts;
    const word = await wordFor(file);
    if (word === undefined) return;
    this.refusedWord = undefined;
    if ('resume' in word) await this.keep({ ...this.state, failures: 0, failingSince: null, stopped: null });
    else if (await positions.knows(BigInt(word.from)))
      await this.keep({ ...begun, after: { position: word.from, event: null } });
    else this.refusedWord = word.from;
    await wordTaken(file);
    this.notBefore = 0;
    this.isPlaced = false;
    this.forget();
    log.info({ event: this.refusedWord === undefined ? 'webhookResumed' : 'webhookWordRefused', ...this.named });
  }

  /** An office that was moved has its events at other places; one that was restored may have lost some. */
  private async find(): Promise<void> {
    const { positions, log } = this.parts;
    const { after, stopped } = this.state;
    const found = after.event
      ? await positions.placeOf(after.event)
      : (await positions.knows(BigInt(after.position)))
        ? BigInt(after.position)
        : undefined;
    if (found === undefined && stopped === null) {
      await this.keep({ ...this.state, stopped: 'otherLog' });
      log.error({ event: 'webhookStopped', ...this.named });
    } else if (found !== undefined && String(found) !== after.position)
      await this.keep({ ...this.state, after: { ...after, position: String(found) }, sending: null });
    this.isPlaced = true;
  }

  private async keep(state: WebhookState): Promise<void> {
    await keepState(this.parts.file, state);
    this.state = state;
  }

  private get named(): { readonly office: string; readonly code: string } {
    const { office, name } = this.parts.config;
    return { office, code: name };
  }
}

const reasons: { readonly [Why in Stop]: string } = {
  gone: 'its receiver answered 410 Gone.',
  givenUp: 'its receiver has taken nothing for five days.',
  otherLog: 'the event that was delivered last is not in this log. Say from where it goes on: webhook replay.',
};

const placeOf = ({ upTo, last }: Stretch): Place => ({ position: String(upTo), event: last });

interface Coming {
  readonly stretch: Promise<Stretch | undefined>;
  readonly ended: AbortSignal;
  end(): void;
}

function ask(positions: Pick<Positions, 'next'>, after: Position): Coming {
  const ending = new AbortController();
  const stretch = positions.next(after, ending.signal);
  // Where it is forgotten nobody hears of it any more.
  stretch.catch(() => undefined);
  return { stretch, ended: ending.signal, end: () => ending.abort() };
}

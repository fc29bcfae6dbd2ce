/**
 * Keys are destroyed on two looks: what is going to be is announced first, and done when the notice has run out. So a
 * clock that is wrong announces, and somebody sees it in time (docs/decisions/0019). What is lost of this file puts a
 * destruction off and brings none forward.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { BootRefused } from '../../platform/boot-refused.js';
import { canonicalJson } from '../../platform/canonical-json.js';
import { formatInstant, parseInstant } from '../../platform/instant.js';
import { replaceFile } from '../../platform/private-file.js';

export interface Announced {
  readonly stream: string;
  /** Milliseconds since the epoch. */
  readonly announcedAt: number;
}

export interface DestructionNotices {
  /** Between the announcement of a destruction and the destruction, at least. */
  readonly noticeMs: number;
  /** What was announced under a timer's id, if it was. */
  of(commandId: string): Announced | undefined;
  /** All that is announced and not done. */
  readonly all: ReadonlyMap<string, Announced>;
  /** Durable on return. @throws the error of the disk */
  announce(fresh: ReadonlyMap<string, Announced>): void;
  /** They were carried out, or are planned no more. */
  forget(commandIds: readonly string[]): void;
}

/** Kept in memory alone; with no notice, what is due is done. */
export class NoticesHere implements DestructionNotices {
  protected readonly known = new Map<string, Announced>();

  constructor(readonly noticeMs = 0) {}

  of(commandId: string): Announced | undefined {
    return this.known.get(commandId);
  }
  get all(): ReadonlyMap<string, Announced> {
    return this.known;
  }
  announce(fresh: ReadonlyMap<string, Announced>): void {
    for (const [commandId, announced] of fresh) this.known.set(commandId, announced);
  }
  forget(commandIds: readonly string[]): void {
    for (const commandId of commandIds) this.known.delete(commandId);
  }
}

interface Line {
  readonly timer: string;
  readonly complaint: string;
  readonly announcedAt: string;
}

export class NoticesFile extends NoticesHere {
  /** @throws BootRefused the file is damaged */
  constructor(
    private readonly file: string,
    noticeMs: number,
  ) {
    super(noticeMs);
    for (const { timer, complaint, announcedAt } of linesOf(file))
      this.known.set(timer, { stream: complaint, announcedAt: parseInstant(announcedAt)! });
  }

  override announce(fresh: ReadonlyMap<string, Announced>): void {
    super.announce(fresh);
    this.keep();
  }
  override forget(commandIds: readonly string[]): void {
    const before = this.known.size;
    super.forget(commandIds);
    if (this.known.size < before) this.keep();
  }

  private keep(): void {
    const lines = [...this.known].map(([timer, { stream, announcedAt }]): Line => ({
      timer,
      complaint: stream,
      announcedAt: formatInstant(announcedAt),
    }));
    replaceFile(this.file, `${JSON.stringify({ announced: lines, sha256: sumOf(lines) })}\n`);
  }
}

/** One changed digit of a day would bring a destruction forward. */
const sumOf = (lines: readonly Line[]): string => createHash('sha256').update(canonicalJson(lines)).digest('hex');

function linesOf(file: string): readonly Line[] {
  if (!existsSync(file)) return [];
  try {
    const { announced, sha256 } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly announced: readonly Line[];
      /** Left out in a file of before it was kept. */
      readonly sha256?: string;
    };
    if (
      (sha256 === undefined || sha256 === sumOf(announced)) &&
      announced.every(({ timer, complaint, announcedAt }) => timer && complaint && parseInstant(announcedAt) !== null)
    )
      return announced;
  } catch {
    // Said below, whatever is wrong with it.
  }
  throw new BootRefused(
    `${file}, which says which destructions of keys were announced, is damaged. Delete it: what is due is announced anew, and destroyed when the notice has run out once more.`,
  );
}

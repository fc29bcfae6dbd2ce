/**
 * Keeps the record of the installation in step with what is kept: written a moment after something durable came, and
 * never more than so many events, looks and keys behind what was answered.
 */
import { type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StoreUnavailable } from '../platform/unavailable.js';
import { formatInstant } from '../platform/instant.js';
import { syncFolder } from '../platform/sync-folder.js';
import { KeyStoreUnavailable } from '../privacy/keys.js';
import { fileOfTurn, recordText, type InstallationRecord } from './installation-record.js';
import { type Extent } from './office-files.js';

/** At most so many durable works (steps, looks) are answered for that the record does not know yet. */
export const mostBehind = 1000;
/** From so many on it is written at once, so that under load nobody waits for it. */
const writtenFrom = mostBehind / 2;
/** So long more may come into one writing. */
const gatherMs = 500;
/** Where nothing comes, the time is written so often: a start judges its clock by it. */
const seenEveryMs = 60_000;

export interface RecorderParts {
  readonly folder: string;
  readonly masterKey: KeyObject;
  /** As it was found. */
  readonly known: InstallationRecord;
  /** How far each office that is open has come; the record keeps the others as they were. */
  readonly extents: ReadonlyMap<string, () => Promise<Extent>>;
  /** Milliseconds since the epoch, as far as the clock can be believed. */
  readonly now: () => number;
}

export class Recorder {
  /** Why the record cannot be written; undefined while all is well. */
  trouble: string | undefined;
  private kept: InstallationRecord;
  private came = 0;
  private writing: Promise<void> | undefined;
  private gathering: NodeJS.Timeout | undefined;
  private seeing: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(private readonly parts: RecorderParts) {
    this.kept = parts.known;
  }

  /** Writes for the first time, and from then on by itself. @throws the error of the disk */
  async begin(): Promise<void> {
    await this.write();
    if (this.trouble !== undefined) throw new StoreUnavailable(this.trouble);
    this.seeing = setInterval(() => void this.soon(), seenEveryMs).unref();
  }

  /**
   * Counts a work that is about to become durable. A promise where it has to wait until the record has come nearer.
   * @throws StoreUnavailable the record cannot be written and is as far behind as it may be
   */
  room(): Promise<void> | undefined {
    this.came += 1;
    if (this.came >= mostBehind) return this.roomMade();
    if (this.came >= writtenFrom) void this.soon();
    else this.gather();
    return undefined;
  }

  /** With everything that came until now. */
  async end(): Promise<void> {
    this.isOver = true;
    clearTimeout(this.gathering);
    clearInterval(this.seeing);
    await this.writing;
    await this.write();
  }

  private async roomMade(): Promise<void> {
    await this.soon();
    if (this.came < mostBehind || this.trouble === undefined) return;
    this.came -= 1;
    throw new StoreUnavailable(this.trouble);
  }

  private gather(): void {
    this.gathering ??= setTimeout(() => void this.soon(), gatherMs).unref();
  }

  private soon(): Promise<void> {
    clearTimeout(this.gathering);
    this.gathering = undefined;
    if (this.isOver) return Promise.resolve();
    return (this.writing ??= this.write().finally(() => {
      this.writing = undefined;
      if (this.came > 0 && !this.isOver) this.gather();
    }));
  }

  private async write(): Promise<void> {
    const { folder, masterKey, now } = this.parts;
    const known = this.came;
    try {
      const record = {
        ...this.kept,
        number: this.kept.number + 1,
        lastSeenAt: formatInstant(now()),
        offices: await this.offices(),
      };
      await replace(fileOfTurn(folder, record), recordText(record, masterKey));
      this.kept = record;
      this.came -= known;
      this.trouble = undefined;
    } catch (error) {
      this.trouble = `The record of how far this installation has come cannot be written (${(error as NodeJS.ErrnoException).code ?? (error as Error).name}).`;
    }
  }

  /** Of an office whose store is away, what was known of it: nothing comes there meanwhile. */
  private async offices(): Promise<InstallationRecord['offices']> {
    const offices = { ...this.kept.offices };
    for (const [office, extent] of this.parts.extents)
      try {
        offices[office] = await extent();
      } catch (error) {
        if (!(error instanceof StoreUnavailable || error instanceof KeyStoreUnavailable)) throw error;
      }
    return offices;
  }
}

/** Durable when it resolves. */
async function replace(file: string, content: string): Promise<void> {
  const isNew = !existsSync(file);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (isNew) syncFolder(dirname(file));
}

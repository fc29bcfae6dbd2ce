/**
 * The log of looks as those read it who watch over it: by person, drawn week by week and judged, and forgotten when its
 * time is over (decision 32).
 */
import { createHash } from 'node:crypto';
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { Mutex } from '../platform/mutex.js';
import { addDays, localDateOf, localMidnight, type LocalDate } from '../policy/calendar.js';
import { accessOf, type Access, type AccessRow, type Purpose } from './access.js';
import { drawOf, isSupervised, openedForNothing, type WeeksLook } from './draw.js';
import { marks as allMarks, oddReasons, type Mark, type Reason } from './odd.js';
import { mondayOf, weekAfter, weekOf, type Week } from './weeks.js';
import {
  drawText,
  forgottenText,
  judgementText,
  seedText,
  type DrawWritten,
  type ForgottenWritten,
  type JudgementWritten,
} from './written.js';

export const findings = ['justified', 'notJustified', 'unclear'] as const;
export type Finding = (typeof findings)[number];

/** An entry with its number and the complaints that it showed. */
export interface Look extends Access {
  readonly look: number;
  readonly complaints: readonly string[];
}

export interface Judgement extends Omit<JudgementWritten, 'finding'> {
  readonly finding: Finding;
}

export interface DrawnLook extends Look {
  readonly week: Week;
  readonly reasons: readonly Reason[];
  /** In order; the last one counts. */
  readonly judgements: readonly Judgement[];
}

export interface Tallied {
  readonly by: string;
  readonly reasons: readonly Reason[];
  readonly finding: Finding | null;
}

export interface LookFilter {
  readonly by?: string | undefined;
  readonly complaint?: string | undefined;
  /** Local days, inclusive. */
  readonly from: LocalDate;
  readonly to?: LocalDate | undefined;
  readonly purpose?: Purpose | undefined;
  readonly odd?: boolean | undefined;
}

/** Whether that person took a step in that complaint on that local day. */
export type TookStep = (by: string, complaint: string, on: LocalDate) => Promise<boolean>;

/** The one writer of the file. */
interface Writer {
  /** In the next group that is committed. */
  run<T>(work: (use: Supervising) => T): Promise<T>;
  truncateLog(): boolean;
}

export class SupervisedLooks {
  private readonly one = new Mutex();
  private readonly sql: ReturnType<typeof reading>;

  constructor(
    private readonly reader: DatabaseSync,
    private readonly writer: Writer,
    private readonly mac: (text: string) => string,
  ) {
    this.sql = reading(reader);
  }

  /** Newest first, those before this number alone. */
  find({ by, complaint, from, to, purpose, odd }: LookFilter, before: number | undefined, limit: number): Look[] {
    const first = this.firstSince(localMidnight(from));
    const end = to === undefined ? Infinity : this.firstSince(localMidnight(addDays(to, 1)));
    const below = Math.min(before ?? Infinity, end);
    const isOdd = `(${oddReasons.map((reason) => `marks LIKE '%${reason}%'`).join(' OR ')} OR EXISTS (
      SELECT 1 FROM drawn WHERE access = number AND reasons LIKE '%bulk%'))`;
    const parts: readonly (readonly [sql: string, value?: string | number])[] = [
      ['number >= ?', first],
      ...(below === Infinity ? [] : [['number < ?', below] as const]),
      ...(by === undefined ? [] : [['by = ?', by] as const]),
      ...(purpose === undefined ? [] : [['purpose = ?', purpose] as const]),
      ...(odd === undefined ? [] : [[odd ? isOdd : `(marks IS NULL OR NOT ${isOdd})`] as const]),
      ...(complaint === undefined
        ? []
        : [
            [
              `number IN (SELECT access FROM accessed_case WHERE complaint = ? UNION ALL
                SELECT access FROM block_case JOIN accessed_block USING (block) WHERE complaint = ?)`,
              complaint,
            ] as const,
            ['1 = 1'] as const,
          ]),
    ];
    const values = parts.flatMap(([sql, value]) =>
      value === undefined ? [] : Array.from({ length: sql.split('?').length - 1 }, () => value),
    );
    return this.reader
      .prepare(`${select} WHERE ${parts.map(([sql]) => sql).join(' AND ')} ORDER BY number DESC LIMIT ?`)
      .all(...values, limit)
      .map((row) => this.lookOf(row as unknown as Row));
  }

  /**
   * Draws each week that is over and has looks, in order. A draw is what follows from the log and the office's secret,
   * so whoever asks first changes nothing by it; from then on it stands. @param now milliseconds since the epoch
   */
  drawUntil(now: number, tookStep: TookStep): Promise<void> {
    return this.one.run(async () => {
      for (let next = this.undrawn(now); next && next.end <= now; next = this.undrawn(now))
        await this.draw(next, now, tookStep);
    });
  }

  /** Newest first, those before this week alone. */
  draws(before: Week | undefined, limit: number): readonly DrawWritten[] {
    return this.sql.draws.all(before ?? '9999', limit).map((row) => ({ ...row }) as unknown as DrawWritten);
  }

  drawOf(week: Week): DrawWritten | undefined {
    const row = this.sql.draw.get(week);
    return row && ({ ...row } as unknown as DrawWritten);
  }

  /** What was drawn of a week, in the order in which it was looked at; those after this number alone. */
  drawn(week: Week, after = 0, limit = -1): readonly DrawnLook[] {
    return this.sql.drawn.all(week, after, limit).map(({ number }) => this.drawnLook(Number(number))!);
  }

  /** Undefined: it is not in a draw. */
  drawnLook(number: number): DrawnLook | undefined {
    const drawn = this.sql.drawnOne.get(number);
    const row = this.sql.look.get(number);
    if (!drawn || !row) return undefined;
    return {
      ...this.lookOf(row as unknown as Row),
      week: String(drawn['week']),
      reasons: String(drawn['reasons']).split(',') as unknown as readonly Reason[],
      judgements: this.sql.judgements.all(number).map((each) => ({ ...each }) as unknown as Judgement),
    };
  }

  /** Of each look that is in the draw of a week: why, whose, and the finding that counts; null: none yet. */
  tally(week: Week): readonly Tallied[] {
    return this.sql.tally.all(week).map(({ by, reasons, finding }) => ({
      by: String(by),
      reasons: String(reasons).split(',') as unknown as readonly Reason[],
      finding: finding as Finding | null,
    }));
  }

  /** @throws StoreUnavailable it is not kept */
  async judge(judgement: Judgement): Promise<void> {
    const { look, at, by, role, finding, note } = judgement;
    const mac = this.mac(judgementText(judgement));
    await this.writer.run(({ addJudgement }) => addJudgement.run(look, at, by, role, finding, note, mac));
  }

  /**
   * Lets entries of before that local day go, whole draws at a time, and the last entry never: what stays is how many
   * they were and a hash over their marks. @param destroy the keys of what was sealed in those months, before they go
   */
  forget(before: LocalDate, now: number, destroy: (months: readonly string[]) => Promise<void>): Promise<number> {
    return this.one.run(async () => {
      const end = localMidnight(before);
      let gone = 0;
      for (let through = this.forgettable(end); through !== undefined; through = this.forgettable(end)) {
        const [first, next] = [this.sql.from.get(0)!, this.sql.from.get(through + 1)!];
        await destroy(monthsFrom(monthOf(String(first['at'])), monthOf(String(next['at']))));
        gone += await this.leaveOut(through, before, now);
      }
      // What was overwritten is in the WAL as it was; where somebody reads the file just now, the next cut takes it.
      if (gone > 0) this.writer.truncateLog();
      return gone;
    });
  }

  private async draw({ week, first, end }: Undrawn, now: number, tookStep: TookStep): Promise<void> {
    const last = Math.max(first, this.firstSince(end) - 1);
    const looks = this.sql.week
      .all(first, last)
      .map((row) => weeksLookOf(row as unknown as WeekRow))
      .filter(isSupervised);
    const noStep = new Set<number>();
    for (const { number, by, complaint, at } of openedForNothing(looks))
      if (!(await tookStep(by, complaint, localDateOf(Date.parse(at))))) noStep.add(number);
    const seed = this.mac(seedText(week, first, last));
    const drawn = [...drawOf(looks, seed, noStep)].map(([number, why]) => [number, why.join(',')] as const);
    const draw: DrawWritten = { week, at: new Date(now).toISOString(), seed, first, last, looks: looks.length };
    const mac = this.mac(drawText(draw, drawn));
    await this.writer.run(({ addDraw, addDrawn }) => {
      addDraw.run(week, draw.at, seed, first, last, draw.looks, mac);
      for (const [number, why] of drawn) addDrawn.run(number, week, why);
    });
  }

  /**
   * The first entry that no draw covers, and the week that it is drawn in: its own, or the one after the last draw
   * where it was written down late. Entries of before there were draws are in none.
   */
  private undrawn(now: number): Undrawn | undefined {
    const [last] = this.draws(undefined, 1);
    const row = last ? this.sql.from.get(last.last + 1) : this.sql.firstDetailed.get();
    if (!row) return undefined;
    const own = weekOf(localDateOf(Math.min(Date.parse(String(row['at'])), now)));
    const week = last && own <= last.week ? weekAfter(last.week) : own;
    return { week, first: Number(row['number']), end: localMidnight(addDays(mondayOf(week)!, 7)) };
  }

  /** Number of the first entry that was made then or later; one more than the last where there is none. */
  private firstSince(instant: number): number {
    const since = new Date(instant).toISOString();
    let [low, high] = [1, Number(this.sql.last.get()!['number'] ?? 0) + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = this.sql.from.get(middle);
      if (row === undefined || String(row['at']) >= since) high = middle;
      else low = Math.max(middle, Number(row['number'])) + 1;
    }
    return low;
  }

  /** Number of the last entry that may go at once; undefined: none. */
  private forgettable(end: number): number | undefined {
    const first = Number(this.sql.from.get(0)?.['number'] ?? Infinity);
    const most = Math.min(this.firstSince(end) - 1, Number(this.sql.last.get()!['number'] ?? 0) - 1, first + atOnce);
    if (most < first) return undefined;
    const cut = this.sql.drawAt.get(most, most);
    if (!cut) return most;
    // A draw is kept or goes as a whole: its mark is over all of it.
    const [begins, ends] = [Number(cut['first']), Number(cut['last'])];
    if (begins > first) return begins - 1;
    return ends < this.firstSince(end) && ends < Number(this.sql.last.get()!['number']) ? ends : undefined;
  }

  private leaveOut(through: number, before: LocalDate, now: number): Promise<number> {
    return this.writer.run((use) => {
      const digest = createHash('sha256');
      let entries = 0;
      for (const { mac } of use.marksThrough.iterate(through)) {
        digest.update(`${mac === null ? '' : String(mac)}\n`);
        entries += 1;
      }
      const judgements = Number(use.judgementsThrough.get(through)!['count']);
      const summary: ForgottenWritten = {
        at: new Date(now).toISOString(),
        before,
        through,
        entries,
        judgements,
        digest: digest.digest('base64url'),
      };
      const { at } = summary;
      use.addForgotten.run(at, before, through, entries, judgements, summary.digest, this.mac(forgottenText(summary)));
      const blocks = use.blocksThrough.all(through);
      for (const leave of use.leave) leave.run(through);
      for (const { block } of blocks)
        if (use.isBlockUsed.get(block!) === undefined) for (const leave of use.leaveBlock) leave.run(block!);
      return entries;
    });
  }

  private lookOf(row: Row): Look {
    const { number } = row;
    const complaints = this.sql.shown.all(number, number).map(({ complaint }) => String(complaint));
    return { look: number, ...accessOf(row), complaints };
  }
}

/** Entries that go in one transaction, at most, where no draw covers them. */
const atOnce = 20_000;

/** `2026-03`, in UTC, as the instant is written. */
export const monthOf = (at: string): string => at.slice(0, 7);

function monthsFrom(first: string, end: string): readonly string[] {
  const months: string[] = [];
  for (let month = first; month < end;) {
    months.push(month);
    const [year, number] = month.split('-').map(Number) as [number, number];
    month = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  }
  return months;
}

interface Undrawn {
  readonly week: Week;
  readonly first: number;
  /** When the week is over: milliseconds since the epoch. */
  readonly end: number;
}

type Row = AccessRow & { readonly number: number };
interface WeekRow {
  readonly number: number;
  readonly at: string;
  readonly by: string;
  readonly role: string;
  readonly what: string;
  readonly marks: string | null;
  readonly complaint: string | null;
}

/** One case was opened by it, or something of one. */
const opensOne = /^(?:case|history|replay|access package|(?:letter|document|preview) .+)$/;

/** @param row with the first of the complaints that were written down one by one */
export const weeksLookOf = ({ marks, complaint, ...row }: WeekRow): WeeksLook => ({
  ...row,
  marks: marks === null ? [] : allMarks.filter((mark: Mark) => marks.split(',').includes(mark)),
  complaint: opensOne.test(row.what) ? complaint : null,
});
export const weekSql = `
  SELECT number, at, by, role, what, marks, (
    SELECT complaint FROM accessed_case WHERE access = number LIMIT 1
  ) AS complaint FROM access WHERE number BETWEEN ? AND ? ORDER BY number`;

const select = 'SELECT number, at, by, role, purpose, what, request, department, fields, terms, marks FROM access';

const reading = (db: DatabaseSync) => ({
  look: db.prepare(`${select} WHERE number = ?`),
  from: db.prepare('SELECT number, at FROM access WHERE number >= ? ORDER BY number LIMIT 1'),
  firstDetailed: db.prepare('SELECT number, at FROM access WHERE fields IS NOT NULL ORDER BY number LIMIT 1'),
  last: db.prepare('SELECT max(number) AS number FROM access'),
  week: db.prepare(weekSql),
  shown: db.prepare(`
    SELECT complaint FROM accessed_case WHERE access = ?
    UNION SELECT complaint FROM accessed_block JOIN block_case USING (block) WHERE access = ? ORDER BY complaint`),
  draw: db.prepare('SELECT week, at, seed, first, last, looks FROM draw WHERE week = ?'),
  draws: db.prepare('SELECT week, at, seed, first, last, looks FROM draw WHERE week < ? ORDER BY week DESC LIMIT ?'),
  drawAt: db.prepare('SELECT first, last FROM draw WHERE first <= ? AND last > ?'),
  drawn: db.prepare('SELECT access AS number FROM drawn WHERE week = ? AND access > ? ORDER BY access LIMIT ?'),
  drawnOne: db.prepare('SELECT week, reasons FROM drawn WHERE access = ?'),
  tally: db.prepare(`
    SELECT by, reasons, (
      SELECT finding FROM judgement WHERE judgement.access = drawn.access ORDER BY judgement.number DESC LIMIT 1
    ) AS finding FROM drawn JOIN access ON access.number = drawn.access WHERE week = ? ORDER BY drawn.access`),
  judgements: db.prepare(
    'SELECT access AS look, at, by, role, finding, note FROM judgement WHERE access = ? ORDER BY number',
  ),
});

export type Supervising = ReturnType<typeof supervising>;
export const supervising = (db: DatabaseSync) => ({
  addDraw: db.prepare('INSERT INTO draw (week, at, seed, first, last, looks, mac) VALUES (?, ?, ?, ?, ?, ?, ?)'),
  addDrawn: db.prepare('INSERT INTO drawn (access, week, reasons) VALUES (?, ?, ?)'),
  addJudgement: db.prepare(
    'INSERT INTO judgement (access, at, by, role, finding, note, mac) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
  addForgotten: db.prepare(
    `INSERT INTO forgotten (at, before, through, entries, judgements, digest, mac) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ),
  marksThrough: db.prepare('SELECT mac FROM access WHERE number <= ? ORDER BY number'),
  judgementsThrough: db.prepare('SELECT count(*) AS count FROM judgement WHERE access <= ?'),
  blocksThrough: db.prepare('SELECT DISTINCT block FROM accessed_block WHERE access <= ?'),
  leave: [
    'judgement WHERE access',
    'drawn WHERE access',
    'draw WHERE last',
    'accessed_case WHERE access',
    'accessed_block WHERE access',
    'access WHERE number',
  ].map((which) => db.prepare(`DELETE FROM ${which} <= ?`)) as readonly StatementSync[],
  isBlockUsed: db.prepare('SELECT 1 FROM accessed_block WHERE block = ? LIMIT 1'),
  leaveBlock: ['block_case WHERE block', 'block WHERE number'].map((which) =>
    db.prepare(`DELETE FROM ${which} = ?`),
  ) as readonly StatementSync[],
});

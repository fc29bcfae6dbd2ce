/**
 * What those see who watch over the looks of others: looks by person, what was drawn of each week, and what became of
 * it. To see who looked is a look as well (decision 32).
 */
import { Inject, Injectable } from '@nestjs/common';
import { admit, ownOffice } from '../../access/admit.js';
import { matrix, type RowOfRoles } from '../../access/matrix.js';
import { isToJudge } from '../../audit/draw.js';
import {
  findings,
  type DrawnLook,
  type Finding,
  type Look,
  type LookFilter,
  type SupervisedLooks,
} from '../../audit/supervised-looks.js';
import { mondayOf, type Week } from '../../audit/weeks.js';
import { type DrawWritten } from '../../audit/written.js';
import { actsAs, type Role } from '../../platform/caller.js';
import { type Clock } from '../../platform/clock.js';
import { refused } from '../../platform/refused.js';
import { Refused } from '../../platform/refusal.js';
import { StoreUnavailable } from '../../platform/unavailable.js';
import { addDays, localDateOf, type LocalDate } from '../../policy/calendar.js';
import { decodeCursor, encodeCursor } from '../../read-models/cursor.js';
import { numbersOf } from '../../read-models/numbering.js';
import { drawWeeks } from '../reactions/look-keeping.js';
import { type RunningOffice, type RunningOffices } from '../wiring/running-office.js';
import { CLOCK, RUNNING } from '../wiring/injection-tokens.js';
import { invalidCursor, Queries, wordsOpened, type ReadRequest } from './queries.js';

export interface AskedPage {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}
export type AskedLooks = Partial<LookFilter> & AskedPage;

export interface AskedJudgement {
  /** Number of the look, as a draw gives it. */
  readonly look: number;
  readonly finding: Finding;
  readonly note?: string | undefined;
}

/** From the Monday after the week on; a look that is not judged then shows as such. */
const daysToJudge = 14;
/** So far back is looked where no day is given. */
const usualDays = 30;
/** Whoever judges the looks of the head. */
const besidesHead: readonly Role[] = ['auditor', 'dataProtectionOfficer'];

@Injectable()
export class Supervision {
  constructor(
    @Inject(RUNNING) private readonly offices: RunningOffices,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Queries) private readonly queries: Queries,
  ) {}

  /** Looks, the newest first; of the last thirty days where no first day is given. */
  async search(request: ReadRequest, { cursor, limit = 50, from, ...asked }: AskedLooks) {
    const { running, looks } = this.watched(request, matrix.searchAccesses);
    const before = cursor === undefined ? undefined : Number(decodeCursor('looks', cursor)?.[0]);
    if (before !== undefined && !Number.isSafeInteger(before)) throw invalidCursor();
    const since = from ?? addDays(this.today(), -usualDays);
    const found = looks.find({ ...asked, from: since }, before, limit + 1);
    const [page, last] = [found.slice(0, limit), found[limit - 1]];
    const numbers = await this.shown(request, running, matrix.searchAccesses, page);
    return {
      entries: await Promise.all(page.map((look) => lookTold(running, look, numbers))),
      next: found.length > limit && last ? encodeCursor('looks', [String(last.look)]) : null,
    };
  }

  /** Each week that was drawn, the newest first: how many looks, how many of them judged, with what finding. */
  async weeks(request: ReadRequest, { cursor, limit = 12 }: AskedPage) {
    const { running, looks } = this.watched(request, matrix.listDraws);
    request.check?.();
    const before = cursor === undefined ? undefined : decodeCursor('draws', cursor)?.[0];
    if (cursor !== undefined && before === undefined) throw invalidCursor();
    await this.drawn(running);
    const found = looks.draws(before, limit + 1);
    await this.queries.listed(supervising(request), matrix.listDraws, [], { fields: ['looks'] });
    const weeks = found.slice(0, limit).map((draw) => {
      const tally = looks.tally(draw.week);
      const toJudge = tally.filter(({ reasons }) => isToJudge(reasons));
      const open = toJudge.filter(({ finding }) => finding === null).length;
      const count = (found: Finding) => toJudge.filter(({ finding }) => finding === found).length;
      const without = Map.groupBy(
        tally.filter(({ reasons }) => reasons.includes('noStep')),
        ({ by }) => by,
      );
      return {
        ...this.told(draw),
        drawn: toJudge.length,
        judged: toJudge.length - open,
        open,
        overdue: this.isOverdue(draw.week) ? open : 0,
        findings: Object.fromEntries(findings.map((finding) => [finding, count(finding)])),
        noStep: [...without].map(([by, each]) => ({ ...person(running, by), looks: each.length })),
      };
    });
    const last = found[limit - 1];
    return { weeks, next: found.length > limit && last ? encodeCursor('draws', [last.week]) : null };
  }

  /** What was drawn of a week, and why. @throws Refused NOT_FOUND it is not over, or nobody looked */
  async week(request: ReadRequest, week: Week, { cursor, limit = 50 }: AskedPage) {
    const { running, looks } = this.watched(request, matrix.readDraw);
    request.check?.();
    const after = cursor === undefined ? 0 : Number(decodeCursor('drawn', cursor)?.[0]);
    if (!Number.isSafeInteger(after)) throw invalidCursor();
    await this.drawn(running);
    const draw = mondayOf(week) === undefined ? undefined : looks.drawOf(week);
    if (!draw) throw refused('NOT_FOUND');
    const found = looks.drawn(week, after, limit + 1);
    const [page, last] = [found.slice(0, limit), found[limit - 1]];
    const numbers = await this.shown(request, running, matrix.readDraw, page, `${matrix.readDraw.look} ${week}`);
    return {
      ...this.told(draw),
      items: await Promise.all(page.map((look) => this.drawnTold(running, look, numbers))),
      next: found.length > limit && last ? encodeCursor('drawn', [String(last.look)]) : null,
    };
  }

  /**
   * Kept for good; the last judgement of a look counts. @throws Refused NOT_FOUND it is in no draw, OWN_LOOK,
   * ROLE_FORBIDDEN a look of the head, to the head
   */
  async judge(request: ReadRequest, { look: number, finding, note }: AskedJudgement) {
    const { running, looks } = this.watched(request, matrix.judgeLook);
    const { office } = running;
    const look = looks.drawnLook(number);
    if (!look) throw refused('NOT_FOUND');
    const { sub } = request.caller;
    if (look.by === sub) throw refused('OWN_LOOK');
    const role = actsAs(request.caller.roles, look.role === 'head' ? besidesHead : matrix.judgeLook.who);
    if (role === undefined) throw new Refused({ code: 'ROLE_FORBIDDEN', rules: [], sentences: ofTheHead }, 403);
    request.acting?.(role);
    const sealed = note === undefined ? null : await office.lookSeals.seal(note, look.at, 'note');
    const at = new Date(this.clock.now()).toISOString();
    await looks.judge({ look: number, at, by: sub, role, finding, note: sealed });
    return { look: number, week: look.week, at, ...person(running, sub), role, finding };
  }

  private watched(
    { office, caller }: ReadRequest,
    row: RowOfRoles,
  ): { readonly running: RunningOffice; readonly looks: SupervisedLooks } {
    const running = ownOffice(this.offices, office, caller);
    admit(row, caller, running.office.profile);
    running.office.members.note(caller);
    const { supervised } = running.office.access;
    if (supervised === undefined) throw new StoreUnavailable('looks are not kept here');
    return { running, looks: supervised };
  }

  private drawn({ office }: RunningOffice): Promise<void> {
    return drawWeeks(office, this.clock.now());
  }

  /** Written down before it is told. @returns the case numbers of what they showed */
  private async shown(
    request: ReadRequest,
    { views }: RunningOffice,
    row: RowOfRoles,
    looks: readonly Look[],
    what = row.look!,
  ): Promise<ReadonlyMap<string, string>> {
    const complaints = [...new Set(looks.flatMap((look) => look.complaints))];
    const numbers = await numbersOf(views.db, complaints);
    const items = complaints.map((id) => ({ id, number: numbers.get(id) ?? null }));
    await this.queries.listed(supervising(request), row, items, { what, fields: ['looks'] });
    return numbers;
  }

  private told({ week, at, seed, looks }: DrawWritten) {
    const monday = mondayOf(week)!;
    return { week, from: monday, to: addDays(monday, 6), drawnAt: at, seed, looks, judgeBy: judgeBy(week) };
  }

  private async drawnTold(running: RunningOffice, look: DrawnLook, numbers: ReadonlyMap<string, string>) {
    const { reasons, judgements, week, ...made } = look;
    const toJudge = isToJudge(reasons);
    return {
      ...(await lookTold(running, made, numbers)),
      reasons,
      toJudge,
      overdue: toJudge && judgements.length === 0 && this.isOverdue(week),
      judgements: await Promise.all(
        judgements.map(async ({ at, by, role, finding, note }) => ({
          at,
          ...person(running, by),
          role,
          finding,
          note: note === null ? null : await running.office.lookSeals.open(note, made.at, 'note'),
        })),
      ),
    };
  }

  private isOverdue(week: Week): boolean {
    return this.today() > judgeBy(week);
  }

  private today(): LocalDate {
    return localDateOf(this.clock.now());
  }
}

/** Why one looks here, unless it is said otherwise. */
const supervising = (request: ReadRequest): ReadRequest => ({ ...request, purpose: request.purpose ?? 'supervision' });

const judgeBy = (week: Week): LocalDate => addDays(mondayOf(week)!, 7 + daysToJudge);

const person = ({ office }: RunningOffice, sub: string) => ({ by: sub, name: office.members.nameOf(sub) });

async function lookTold(running: RunningOffice, look: Look, numbers: ReadonlyMap<string, string>) {
  const { complaints, ...told } = await wordsOpened(running.office, look);
  return {
    ...told,
    ...person(running, look.by),
    complaints: complaints.map((id) => ({ id, number: numbers.get(id) ?? null })),
  };
}

const ofTheHead = {
  da: 'Lederens opslag bedømmes af revisionen eller databeskyttelsesrådgiveren.',
  en: 'A look of the head is judged by the auditor or the data protection officer.',
};

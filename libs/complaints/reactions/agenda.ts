/**
 * What is to be done when its time comes: a read model like any other, from the case state alone, so a restart forgets
 * and repeats nothing (T16, T35).
 */
import { type ExpressionBuilder } from 'kysely';
import { LRUCache } from 'lru-cache';
import { openByLetter } from '../../case/awaited.js';
import { type Asked, type Referral } from '../../case/case-parts.js';
import { type CaseState, openReferrals } from '../../case/case-state.js';
import { addDays, instantOf, localDateOf, type LocalDate } from '../../policy/calendar.js';
import { type Profile } from '../../policy/profile.js';
import { uuidV5 } from '../../platform/ids.js';
import { text, maybe } from '../../read-models/columns.js';
import { tables, type ViewsReader } from '../../read-models/database/views-database.js';
import { type CaseModel } from '../../read-models/read-model.js';
import { retentionEnd } from '../steps/facts.js';
import { NoticesHere, type DestructionNotices } from './destruction-notices.js';

/** Local time of day at which what is due on a day is done. */
export const dailyRun = '06:00';

export interface Timer {
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  readonly stream: string;
  readonly name: 'Remind' | 'Escalate' | 'ShredKeys';
  readonly body: { readonly department?: string; readonly sentOn?: LocalDate; readonly request?: string };
  /** The same for the same cause, whoever computes it and however often. */
  readonly commandId: string;
  readonly causation: string;
  /** When the notice of a destruction has run out, where that is later. */
  readonly notBefore?: number;
}

/** Keys that are going to be destroyed, and when. */
export interface Destruction {
  readonly stream: string;
  readonly commandId: string;
  readonly closedOn: LocalDate;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  /** A hold stands against it. */
  readonly held: boolean;
  /** Undefined: not yet. */
  readonly announcedAt: number | undefined;
}

/** What is announced of an office's destructions, as of the last look at what is due. */
export interface Announcement {
  readonly count: number;
  /** Of those a hold stands against. */
  readonly held: number;
  /** When the next one is done; null where there is none, or all are held. Milliseconds since the epoch. */
  readonly nextAt: number | null;
}

const namespace = '0b1d7a54-54fb-5c43-8a55-7f1f0d1f7f3e';

/** The first daily run after this instant. */
function nextRun(after: number): number {
  const today = instantOf(localDateOf(after), dailyRun);
  return today > after ? today : instantOf(addDays(localDateOf(after), 1), dailyRun);
}

/** What is planned for a complaint as it stands; nothing where its keys are destroyed. */
export function timersOf(caseState: CaseState, profileNamed: (id: string) => Profile): readonly Timer[] {
  const { stream, shredded, closedAt, closedBy, pinned, holdLiftedAt } = caseState;
  if (shredded) return [];
  const timer = (
    causation: string,
    name: Timer['name'],
    date: LocalDate,
    key: string,
    body: Timer['body'] = {},
  ): Timer => ({
    dueAt: name === 'ShredKeys' ? postponed(instantOf(date, dailyRun), holdLiftedAt) : instantOf(date, dailyRun),
    stream,
    name,
    body,
    commandId: uuidV5(namespace, `${causation}/${name}/${key}`),
    causation,
  });
  const reminders = (
    { sentBy, reminderOn, escalationOn, ...letter }: Referral | Asked,
    index: number,
    body: Timer['body'],
  ): readonly Timer[] => [
    ...(letter.reminders < 1 ? [timer(sentBy, 'Remind', reminderOn, `${index}/1`, body)] : []),
    ...(letter.reminders < 2 ? [timer(sentBy, 'Escalate', escalationOn, `${index}/2`, body)] : []),
  ];
  return [
    ...openReferrals(caseState)
      .filter(({ pausedOn }) => pausedOn === undefined)
      .flatMap((referral) => {
        const { department, sentOn, index } = referral;
        return reminders(referral, index, { department, sentOn });
      }),
    ...openByLetter(caseState).flatMap(({ id: request, department, asked }) =>
      reminders(asked, 0, { department, sentOn: asked.sentOn, request }),
    ),
    ...(closedAt === null || closedBy === null || pinned === null
      ? []
      : [timer(closedBy, 'ShredKeys', retentionEnd(closedAt, profileNamed(pinned.profile)), 'retention')]),
  ];
}

/** What came due under a hold is done at the first daily run after it was lifted. */
function postponed(dueAt: number, holdLiftedAt: string | null): number {
  const lifted = holdLiftedAt === null ? -Infinity : Date.parse(holdLiftedAt);
  return dueAt <= lifted ? nextRun(lifted) : dueAt;
}

/** A hold stands against destroying keys, and against nothing else. */
export const isHeld = ({ holds }: CaseState, { name }: Timer): boolean => name === 'ShredKeys' && holds.length > 0;

/** `timer`: what will be done, and when; gone once it is. */
export const timers = (profileNamed: (id: string) => Profile): CaseModel => ({
  name: 'timers',
  version: 5,
  tables: {
    timer: {
      kind: 'now',
      columns: {
        due_at: { type: 'bigint' },
        name: text,
        department: maybe,
        sent_on: maybe,
        request: maybe,
        causation: text,
        // Of a destruction: the day on which the case was closed.
        closed_on: maybe,
        held: { type: 'flag' },
      },
      indexes: [{ on: ['held', 'due_at', 'key'] }, { on: ['name', 'due_at', 'key'] }],
    },
  },
  madeOf: ({ referrals, informationRequests, hearings, closedBy, holds, holdLiftedAt, shredded }, { stopped }) => [
    referrals,
    informationRequests,
    hearings,
    closedBy,
    holds,
    holdLiftedAt,
    shredded,
    stopped,
  ],
  // Nothing is done to a complaint whose history cannot be read.
  rows: (caseState, { stopped }) =>
    (stopped ? [] : timersOf(caseState, profileNamed)).map((timer) => ({
      table: 'timer',
      key: timer.commandId,
      values: {
        due_at: timer.dueAt,
        name: timer.name,
        department: timer.body.department ?? null,
        sent_on: timer.body.sentOn ?? null,
        request: timer.body.request ?? null,
        causation: timer.causation,
        closed_on: timer.name === 'ShredKeys' ? localDateOf(Date.parse(caseState.closedAt!)) : null,
        held: isHeld(caseState, timer) ? 1 : 0,
      },
    })),
});

interface TimerTables {
  readonly timer: {
    readonly stream: string;
    readonly key: string;
    readonly due_at: number;
    readonly name: Timer['name'];
    readonly department: string | null;
    readonly sent_on: string | null;
    readonly request: string | null;
    readonly causation: string;
    readonly closed_on: string | null;
    readonly held: number;
  };
}

/** Where a page of timers ended. */
export type TimerPlace = Pick<Timer, 'dueAt' | 'commandId'>;

export interface DuePage {
  /** Exclusive; left out: from the earliest. */
  readonly after?: TimerPlace | undefined;
  readonly limit?: number;
}

/** What was refused for good is remembered this far back; what is forgotten is asked for, and refused, once more. */
const mostDropped = 10_000;

export class Agenda {
  /** Timer's id → the hour for which it was refused for good; planned anew for another hour, it counts again. */
  private readonly dropped = new LRUCache<string, number>({ max: mostDropped });
  private told: Announcement = { count: 0, held: 0, nextAt: null };

  constructor(
    private readonly db: Pick<ViewsReader, 'read'>,
    private readonly notices: DestructionNotices = new NoticesHere(),
  ) {}

  /**
   * A page of the timers that are due at or before this instant, the earliest first; what a hold stands against is left
   * out, and keys whose destruction was not announced in time.
   */
  async due(until: number, { after, limit = 100 }: DuePage = {}): Promise<readonly Timer[]> {
    for (let place = after; ;) {
      const rows = await this.planned(until, place, limit);
      const due = rows
        .filter(({ commandId, dueAt }) => this.dropped.get(commandId) !== dueAt)
        .map((timer) => this.noticed(timer))
        .filter(({ notBefore = 0 }) => notBefore <= until);
      const last = rows.at(-1);
      if (due.length > 0 || last === undefined || rows.length < limit) return due;
      place = last;
    }
  }

  /** Nothing more to do about it: what it waited for has come. */
  drop({ commandId, dueAt }: Timer): void {
    this.dropped.set(commandId, dueAt);
  }

  /**
   * Announces each destruction that is due when the notice has run out, held or not, as of the hour at which it had to
   * be, and not before now; takes back what is planned no more.
   */
  async announce(until: number, now: number): Promise<void> {
    const { notices } = this;
    const planned = await this.destructions(until);
    if (notices.noticeMs > 0) {
      const keys = new Set(planned.map(({ commandId }) => commandId));
      notices.forget([...notices.all.keys()].filter((key) => !keys.has(key)));
      const fresh = planned.filter(({ announcedAt }) => announcedAt === undefined);
      if (fresh.length > 0)
        notices.announce(
          new Map(
            fresh.map(({ stream, commandId, dueAt }) => [
              commandId,
              { stream, announcedAt: Math.max(dueAt - notices.noticeMs, now) },
            ]),
          ),
        );
    }
    const free = planned.filter(({ held }) => !held);
    this.told = {
      count: planned.length,
      held: planned.length - free.length,
      nextAt: free.reduce<number | null>((next, each) => {
        const at = this.earliest(each);
        return next === null || at < next ? at : next;
      }, null),
    };
  }

  /** What was announced when it was last looked at. */
  get announcement(): Announcement {
    return this.told;
  }

  /**
   * What is to be destroyed when the notice that could be given now has run out, held or not, the earliest first: all
   * of it, or a page.
   */
  async destructions(now: number, { after, limit }: DuePage = {}): Promise<readonly Destruction[]> {
    const rows = await tables<TimerTables>(this.db.read)
      .selectFrom('timer')
      .select(['stream', 'key', 'due_at', 'closed_on', 'held'])
      .where('name', '=', 'ShredKeys')
      .where('due_at', '<=', now + this.notices.noticeMs)
      .$if(after !== undefined, (query) => query.where((eb) => beyond(eb, after!)))
      .orderBy('due_at')
      .orderBy('key')
      .$if(limit !== undefined, (query) => query.limit(limit!))
      .execute();
    return rows.map(({ stream, key, due_at: dueAt, closed_on: closedOn, held }) => ({
      stream,
      commandId: key,
      closedOn: closedOn!,
      dueAt: Number(dueAt),
      held: Number(held) === 1,
      announcedAt: this.notices.of(key)?.announcedAt,
    }));
  }

  /** When it is done, a hold aside: when it is due and its notice has run out. Infinity: it was not announced. */
  earliest({ commandId, dueAt }: TimerPlace): number {
    const { noticeMs } = this.notices;
    if (noticeMs === 0) return dueAt;
    const announced = this.notices.of(commandId);
    return announced === undefined ? Infinity : Math.max(dueAt, announced.announcedAt + noticeMs);
  }

  private noticed(timer: Timer): Timer {
    if (timer.name !== 'ShredKeys' || this.notices.noticeMs === 0) return timer;
    return { ...timer, notBefore: this.earliest(timer) };
  }

  private async planned(until: number, after: TimerPlace | undefined, limit: number): Promise<readonly Timer[]> {
    const rows = await tables<TimerTables>(this.db.read)
      .selectFrom('timer')
      .selectAll()
      .where('held', '=', 0)
      .where('due_at', '<=', until)
      .$if(after !== undefined, (query) => query.where((eb) => beyond(eb, after!)))
      .orderBy('due_at')
      .orderBy('key')
      .limit(limit)
      .execute();
    return rows.map(({ stream, key, due_at: dueAt, name, department, sent_on: sentOn, request, causation }): Timer => ({
      dueAt: Number(dueAt),
      stream,
      name,
      commandId: key,
      causation,
      body: {
        ...(department === null ? {} : { department }),
        ...(sentOn === null ? {} : { sentOn }),
        ...(request === null ? {} : { request }),
      },
    }));
  }
}

const beyond = (eb: ExpressionBuilder<TimerTables, 'timer'>, { dueAt, commandId }: TimerPlace) =>
  eb.or([eb('due_at', '>', dueAt), eb.and([eb('due_at', '=', dueAt), eb('key', '>', commandId)])]);

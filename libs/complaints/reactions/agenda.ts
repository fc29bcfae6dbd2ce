/**
 * What is to be done when its time comes: a read model like any other, from the events alone, so a restart forgets and
 * repeats nothing (T16, T35).
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { addDays, instantOf, localDateOf, type LocalDate } from '../../policy/calendar.js';
import { type Profile } from '../../policy/profile.js';
import { uuidV5 } from '../../platform/ids.js';
import { tables, type ViewsReader } from '../../read-models/database/views-database.js';
import { foldModel, type FoldModel, type NumberedEvent } from '../../read-models/read-model.js';
import { retentionEnd } from '../steps/facts.js';

/** Local time of day at which what is due on a day is done. */
export const dailyRun = '06:00';

export interface Timer {
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  readonly stream: string;
  readonly name: 'Remind' | 'Escalate' | 'ShredKeys';
  readonly body: { readonly department?: string; readonly sentOn?: LocalDate };
  /** The same for the same cause, whoever computes it and however often. */
  readonly commandId: string;
  readonly causation: string;
}

const namespace = '0b1d7a54-54fb-5c43-8a55-7f1f0d1f7f3e';
const timer = (
  event: ComplaintEvent,
  name: Timer['name'],
  date: LocalDate,
  key: string,
  body: Timer['body'] = {},
): Timer => ({
  dueAt: instantOf(date, dailyRun),
  stream: event.stream,
  name,
  body,
  commandId: uuidV5(namespace, `${event.id}/${name}/${key}`),
  causation: event.id,
});

export interface Plan {
  readonly profile: string;
  readonly timers: readonly Timer[];
  readonly holds: readonly string[];
}

/** The first daily run after this instant. */
function nextRun(after: number): number {
  const today = instantOf(localDateOf(after), dailyRun);
  return today > after ? today : instantOf(addDays(localDateOf(after), 1), dailyRun);
}

/** What is planned for a complaint after one more event; null where nothing can come due any more. */
export function plan(before: Plan | null, event: ComplaintEvent, profileNamed: (id: string) => Profile): Plan | null {
  const { type, data, from, to } = event;
  if (to === 'endedWithoutCase' || to === 'counted' || type === 'KeysShredded' || type === 'CaseErased') return null;
  if ('profile' in data) return { profile: data.profile, timers: [], holds: [] };
  if (!before) return before;
  let { timers, holds } = before;
  const keep = (which: (entry: Timer) => boolean) => {
    if (!timers.every(which)) timers = timers.filter(which);
  };
  if (type === 'ReminderSent' || type === 'EscalationSent') keep(({ commandId }) => commandId !== event.commandId);
  if (type === 'DepartmentAnswered') keep(({ body }) => body.department !== data.department);
  if (to !== 'referred') keep(({ name }) => name === 'ShredKeys');
  if (type === 'CaseReferred' || type === 'MoreQuestionsAsked')
    timers = [...timers, ...reminders(event, data.referrals)];
  if (type === 'HoldPlaced') holds = [...new Set([...holds, data.reason])];
  if (type === 'HoldLifted') {
    holds = holds.filter((reason) => reason !== data.reason);
    timers = postponed(timers, Date.parse(event.recordedAt));
  }
  if (to === 'closed' && from !== 'closed')
    timers = [
      ...timers,
      timer(event, 'ShredKeys', retentionEnd(event.recordedAt, profileNamed(before.profile)), 'retention'),
    ];
  if (from === 'closed' && to !== 'closed') timers = [];
  return timers === before.timers && holds === before.holds ? before : { ...before, timers, holds };
}

function reminders(
  event: ComplaintEvent,
  referrals: readonly { readonly department: string; readonly reminderOn: string; readonly escalationOn: string }[],
): readonly Timer[] {
  const sentOn = localDateOf(Date.parse(event.occurredAt));
  return referrals.flatMap(({ department, reminderOn, escalationOn }, index) => [
    timer(event, 'Remind', reminderOn, `${index}/1`, { department, sentOn }),
    timer(event, 'Escalate', escalationOn, `${index}/2`, { department, sentOn }),
  ]);
}

/** What came due under a hold is done at the first daily run after it was lifted. */
const postponed = (timers: readonly Timer[], lifted: number): readonly Timer[] =>
  timers.map((entry) => (entry.dueAt <= lifted ? { ...entry, dueAt: nextRun(lifted) } : entry));

const text = { type: 'text' } as const;
/** `timer`: what will be done, and when; gone once it is. */
export const timers = (profileNamed: (id: string) => Profile): FoldModel =>
  foldModel<Plan | null>({
    name: 'timers',
    version: 1,
    tables: {
      timer: {
        kind: 'now',
        columns: {
          due_at: { type: 'bigint' },
          name: text,
          department: { ...text, null: true },
          sent_on: { ...text, null: true },
          causation: text,
          held: { type: 'flag' },
        },
        indexes: [{ on: ['held', 'due_at', 'key'] }],
      },
    },
    begin: () => null,
    evolve: (before, event: NumberedEvent) => plan(before, event, profileNamed),
    rows: (planned) =>
      (planned?.timers ?? []).map(({ dueAt, name, body, commandId, causation }) => ({
        table: 'timer',
        key: commandId,
        values: {
          due_at: dueAt,
          name,
          department: body.department ?? null,
          sent_on: body.sentOn ?? null,
          causation,
          held: name === 'ShredKeys' && planned!.holds.length > 0 ? 1 : 0,
        },
      })),
    // Nothing is done to a complaint whose history cannot be read.
    stop: () => null,
  });

interface TimerTables {
  readonly timer: {
    readonly stream: string;
    readonly key: string;
    readonly due_at: number;
    readonly name: Timer['name'];
    readonly department: string | null;
    readonly sent_on: string | null;
    readonly causation: string;
    readonly held: number;
  };
}

export class Agenda {
  /** What was asked for and refused for good; planned anew for another hour, it counts again. */
  private readonly dropped = new Map<string, number>();

  constructor(private readonly db: Pick<ViewsReader, 'read'>) {}

  /**
   * The first of the timers that are due at or before this instant, the earliest first; what a hold stands against is
   * left out.
   */
  async due(until: number, limit = 100): Promise<readonly Timer[]> {
    const rows = await tables<TimerTables>(this.db.read)
      .selectFrom('timer')
      .selectAll()
      .where('held', '=', 0)
      .where('due_at', '<=', until)
      .orderBy('due_at')
      .orderBy('key')
      .limit(limit + this.dropped.size)
      .execute();
    return rows
      .map(({ stream, key, due_at: dueAt, name, department, sent_on: sentOn, causation }): Timer => ({
        dueAt: Number(dueAt),
        stream,
        name,
        commandId: key,
        causation,
        body: { ...(department === null ? {} : { department }), ...(sentOn === null ? {} : { sentOn }) },
      }))
      .filter(({ commandId, dueAt }) => this.dropped.get(commandId) !== dueAt);
  }

  /** Nothing more to do about it: what it waited for has come. */
  drop({ commandId, dueAt }: Timer): void {
    this.dropped.set(commandId, dueAt);
  }
}

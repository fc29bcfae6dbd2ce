/** What is to be done when its time comes, from the events alone: the log is the agenda's only memory, so a restart forgets and repeats nothing (T16, T35). */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { addDays, instantOf, localDateOf, type LocalDate } from '../../policy/calendar.js';
import { type Profile } from '../../policy/profile.js';
import { uuidV5 } from '../../platform/ids.js';
import { type Follower } from '../../read-models/runner.js';
import { retentionEnd } from '../facts.js';

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
const timer = (event: ComplaintEvent, name: Timer['name'], date: LocalDate, key: string, body: Timer['body'] = {}): Timer =>
  ({ dueAt: instantOf(date, dailyRun), stream: event.stream, name, body, commandId: uuidV5(namespace, `${event.id}/${name}/${key}`), causation: event.id });

interface Plan {
  readonly profile: string;
  readonly timers: Map<string, Timer>;
  readonly holds: Set<string>;
}

/** The first daily run after this instant. */
function nextRun(after: number): number {
  const today = instantOf(localDateOf(after), dailyRun);
  return today > after ? today : instantOf(addDays(localDateOf(after), 1), dailyRun);
}

export class Agenda implements Follower {
  readonly name = 'agenda';
  private readonly plans = new Map<string, Plan>();
  /** Due instant → timers; few instants, since everything is due at the daily run of some day. */
  private readonly byTime = new Map<number, Set<Timer>>();

  constructor(private readonly profileNamed: (id: string) => Profile) {}

  /** Timers due at or before this instant, the earliest first; what a hold stands against is left out. */
  due(until: number): readonly Timer[] {
    const times = [...this.byTime.keys()].filter((time) => time <= until).sort((a, b) => a - b);
    return times.flatMap((time) => [...this.byTime.get(time) ?? []].filter(({ name, stream }) => name !== 'ShredKeys' || (this.plans.get(stream)?.holds.size ?? 0) === 0)
      .sort((a, b) => (a.commandId < b.commandId ? -1 : 1)));
  }

  /** Nothing more to do about it: what it waited for has come. */
  drop({ stream, commandId }: Timer): void { this.remove(stream, (entry) => entry.commandId === commandId); }

  apply(event: ComplaintEvent): void {
    const { stream, type, data, from, to } = event;
    if (to === 'endedWithoutCase' || to === 'counted') { this.plans.delete(stream); return; }
    if ('profile' in data) this.plans.set(stream, { profile: data.profile, timers: new Map(), holds: new Set() });
    const plan = this.plans.get(stream);
    if (!plan) return;
    if (type === 'ReminderSent' || type === 'EscalationSent') this.remove(stream, ({ commandId }) => commandId === event.commandId);
    if (type === 'DepartmentAnswered') this.remove(stream, ({ body }) => body.department === data.department);
    if (to !== 'referred') this.remove(stream, ({ name }) => name !== 'ShredKeys');
    if (type === 'CaseReferred' || type === 'MoreQuestionsAsked') this.remindLater(event, data.referrals);
    if (type === 'HoldPlaced') plan.holds.add(data.reason);
    if (type === 'HoldLifted') { plan.holds.delete(data.reason); this.postpone(stream, Date.parse(event.recordedAt)); }
    if (to === 'closed' && from !== 'closed') this.add(timer(event, 'ShredKeys', retentionEnd(event.recordedAt, this.profileNamed(plan.profile)), 'retention'));
    if (from === 'closed' && to !== 'closed') this.remove(stream, () => true);
    if (type === 'KeysShredded' || type === 'CaseErased') { this.remove(stream, () => true); this.plans.delete(stream); }
  }

  /** Nothing is done to a complaint whose history cannot be read. */
  stop(stream: string): void {
    this.remove(stream, () => true);
    this.plans.delete(stream);
  }

  private remindLater(event: ComplaintEvent, referrals: readonly { readonly department: string; readonly reminderOn: string; readonly escalationOn: string }[]): void {
    const sentOn = localDateOf(Date.parse(event.occurredAt));
    referrals.forEach(({ department, reminderOn, escalationOn }, index) => {
      this.add(timer(event, 'Remind', reminderOn, `${index}/1`, { department, sentOn }));
      this.add(timer(event, 'Escalate', escalationOn, `${index}/2`, { department, sentOn }));
    });
  }

  /** What came due under a hold is done at the first daily run after it was lifted. */
  private postpone(stream: string, lifted: number): void {
    for (const entry of [...this.plans.get(stream)?.timers.values() ?? []]) {
      if (entry.dueAt > lifted) continue;
      this.drop(entry);
      this.add({ ...entry, dueAt: nextRun(lifted) });
    }
  }

  private add(entry: Timer): void {
    this.plans.get(entry.stream)?.timers.set(entry.commandId, entry);
    const timers = this.byTime.get(entry.dueAt) ?? new Set();
    this.byTime.set(entry.dueAt, timers.add(entry));
  }

  private remove(stream: string, which: (timer: Timer) => boolean): void {
    const plan = this.plans.get(stream);
    for (const entry of [...plan?.timers.values() ?? []]) {
      if (!which(entry)) continue;
      plan?.timers.delete(entry.commandId);
      const timers = this.byTime.get(entry.dueAt);
      timers?.delete(entry);
      if (timers?.size === 0) this.byTime.delete(entry.dueAt);
    }
  }
}

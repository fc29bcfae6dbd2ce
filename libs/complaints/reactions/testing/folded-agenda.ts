import { type ComplaintEvent } from '../../../../event-schemas/complaint/events.js';
import { type Profile } from '../../../policy/profile.js';
import { plan, type Plan, type Timer } from '../agenda.js';

/** The agenda without a database: the same fold, asked at once. */
export class FoldedAgenda {
  private readonly plans = new Map<string, Plan | null>();
  private readonly dropped = new Set<Timer>();

  constructor(private readonly profileNamed: (id: string) => Profile) {}

  apply(event: ComplaintEvent): void {
    this.plans.set(event.stream, plan(this.plans.get(event.stream) ?? null, event, this.profileNamed));
  }
  stop(stream: string): void {
    this.plans.delete(stream);
  }
  drop(timer: Timer): void {
    this.dropped.add(timer);
  }

  due(until: number): readonly Timer[] {
    return [...this.plans.values()]
      .flatMap((planned) =>
        (planned?.timers ?? []).filter(({ name }) => name !== 'ShredKeys' || planned!.holds.length === 0),
      )
      .filter((timer) => timer.dueAt <= until && !this.dropped.has(timer))
      .sort((a, b) => a.dueAt - b.dueAt || (a.commandId < b.commandId ? -1 : 1));
  }
}

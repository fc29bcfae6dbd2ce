import { type ComplaintEvent } from '../../../../event-schemas/complaint/events.js';
import { type CaseState, emptyCase } from '../../../case/case-state.js';
import { evolve } from '../../../case/evolve.js';
import { type Profile } from '../../../policy/profile.js';
import { isHeld, timersOf, type DuePage, type Timer, type TimerPlace } from '../agenda.js';

/** The agenda without a database: the same timers, asked at once. */
export class FoldedAgenda {
  private readonly states = new Map<string, CaseState>();
  private readonly histories = new Map<string, ComplaintEvent[]>();
  private readonly stopped = new Set<string>();
  private readonly dropped = new Set<string>();

  constructor(private readonly profileNamed: (id: string) => Profile) {}

  apply(event: ComplaintEvent): void {
    const { stream } = event;
    const history = this.histories.get(stream) ?? [];
    this.states.set(stream, evolve(this.states.get(stream) ?? emptyCase(stream), event, history));
    this.histories.set(stream, [...history, event]);
  }
  stop(stream: string): void {
    this.stopped.add(stream);
  }
  drop({ commandId, dueAt }: Timer): void {
    this.dropped.add(`${commandId} ${dueAt}`);
  }

  due(until: number, { after }: DuePage = {}): readonly Timer[] {
    return [...this.states.values()]
      .filter(({ stream }) => !this.stopped.has(stream))
      .flatMap((caseState) => timersOf(caseState, this.profileNamed).filter((timer) => !isHeld(caseState, timer)))
      .filter(({ dueAt, commandId }) => dueAt <= until && !this.dropped.has(`${commandId} ${dueAt}`))
      .sort(byHour)
      .filter((timer) => after === undefined || byHour(after, timer) < 0);
  }
}

const byHour = (a: TimerPlace, b: TimerPlace): number =>
  a.dueAt - b.dueAt || (a.commandId === b.commandId ? 0 : a.commandId < b.commandId ? -1 : 1);

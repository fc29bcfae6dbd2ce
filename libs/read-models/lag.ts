/** How far the loop behind has yet to go, in events whatever the log counts its positions by. */
import { eventsAfter } from '../event-store/events-after.js';
import { type EventReader, type Position } from '../event-store/port.js';

export class Lag {
  private newest: Position = 0n;
  private behind = 0;
  private looking: Promise<void> | undefined;

  /** @param position up to which everything has been applied */
  constructor(
    private readonly log: EventReader,
    private readonly position: () => Position,
  ) {}

  /** As of the last time that somebody asked, for asking looks anew. */
  get events(): number {
    this.looking ??= this.look()
      .catch(() => undefined)
      .finally(() => {
        this.looking = undefined;
      });
    const position = this.position();
    if (position >= this.newest) return 0;
    return this.log.numbersEvents ? Number(this.newest - position) : this.behind;
  }

  private async look(): Promise<void> {
    const newest = await this.log.head();
    const behind = this.log.numbersEvents ? 0 : await eventsAfter(this.log, this.position());
    [this.newest, this.behind] = [newest, behind];
  }
}

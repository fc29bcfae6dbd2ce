/**
 * How far a long step has come: a bar that moves on a terminal, a line a second elsewhere. Events done, events a
 * second, time left; never what is in them.
 */

export interface Screen {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const everyMs = { terminal: 100, lines: 1000 };
const width = 24;

export class Progress {
  private what: string | undefined;
  private began = 0;
  private before = 0;
  private toldAt = 0;
  private isOpen = false;

  constructor(
    private readonly screen: Screen,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * @param what is being done, in words without anything personal; another word begins anew
   * @param of left out where nobody has counted them
   */
  tell(what: string, done: number | bigint, of?: number | bigint): void {
    const [at, finished, all] = [this.now(), Number(done), of === undefined ? undefined : Number(of)];
    if (what !== this.what) [this.what, this.began, this.before, this.toldAt] = [what, at, finished, at];
    if (finished !== all && at - this.toldAt < everyMs[this.screen.isTTY ? 'terminal' : 'lines']) return;
    this.toldAt = at;
    const line = this.lineOf(what, finished, all, (at - this.began) / 1000);
    if (!this.screen.isTTY) {
      this.screen.write(`${line} …\n`);
      return;
    }
    const filled = all === undefined ? 0 : all === 0 ? width : Math.round((width * finished) / all);
    this.screen.write(`\r[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${line}\u001b[K`);
    this.isOpen = true;
  }

  /** Leaves the bar, so that what follows stands on a line of its own. */
  end(): void {
    if (this.isOpen) this.screen.write('\n');
    this.isOpen = false;
  }

  private lineOf(what: string, done: number, all: number | undefined, seconds: number): string {
    const rate = seconds > 0 ? (done - this.before) / seconds : 0;
    const left = all !== undefined && done < all && rate > 0 ? `, ${Math.ceil((all - done) / rate)} s left` : '';
    return `${what}: ${done}${all === undefined ? '' : ` of ${all}`} events, ${Math.round(rate)} a second${left}`;
  }
}

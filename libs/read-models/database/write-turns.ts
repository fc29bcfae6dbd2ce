/** Who may use a database, and when: one writer at a time, and nobody after it was closed. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Mutex } from '../../platform/mutex.js';
import { ViewsClosed } from './database-health.js';

const patienceMs = 10_000;

export class WriteTurns {
  private readonly mutex = new Mutex();
  private closing = false;
  private inside = 0;
  private whenEmpty: (() => void) | undefined;
  private readonly holder = new AsyncLocalStorage<{ over: boolean }>();

  /** @returns what to call when it is done. @throws ViewsClosed */
  enter(): () => void {
    if (this.closing) throw new ViewsClosed('The database of the read models is closed.');
    this.inside += 1;
    return () => {
      if ((this.inside -= 1) === 0) this.whenEmpty?.();
    };
  }

  /**
   * Waits until those that came before are done. @returns what to call when it is done. @throws Error asked for from
   * within: it would wait for itself
   */
  async next(): Promise<() => void> {
    if (this.holder.getStore()?.over === false)
      throw new Error('This would wait for the write that it is part of. Use the transaction that was passed in.');
    const leave = this.enter();
    const release = await this.mutex.acquire();
    return () => {
      release();
      leave();
    };
  }

  async oneByOne<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = await this.next();
    const turn = { over: false };
    try {
      return await this.holder.run(turn, work);
    } finally {
      turn.over = true;
      done();
    }
  }

  /** Takes nothing more, and waits for what runs: until it is done or ten seconds are over. */
  async close(): Promise<void> {
    this.closing = true;
    if (this.inside === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.whenEmpty = resolve;
      timer = setTimeout(resolve, patienceMs);
    });
    clearTimeout(timer);
  }
}

/** One at a time, in the order of the calls. */
export class Mutex {
  #last: Promise<void> = Promise.resolve();
  #inside = 0;

  /** Nobody works or waits. */
  get isIdle(): boolean {
    return this.#inside === 0;
  }

  /** Waits until those that came before are done. @returns what to call when it is done */
  async acquire(): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    this.#inside += 1;
    await before;
    return () => {
      this.#inside -= 1;
      resolve();
    };
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const release = await this.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }
}

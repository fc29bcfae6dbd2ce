/** Requests of one key, one after the other: a second one waits until the first has its answer, good or bad. */
export class OneAtATime {
  private readonly underWay = new Map<string, Promise<unknown>>();

  async run<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const before = this.underWay.get(key);
    const answer = (async () => {
      if (before) await before.catch(() => undefined);
      return work();
    })();
    this.underWay.set(key, answer);
    try {
      return await answer;
    } finally {
      if (this.underWay.get(key) === answer) this.underWay.delete(key);
    }
  }
}

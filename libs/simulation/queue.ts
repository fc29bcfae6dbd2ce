/** What is to happen, in the order of time; of the same instant, in the order in which it was put in. */
export interface Due {
  readonly at: number;
}

export class TimeQueue<Entry extends Due> {
  private readonly heap: { readonly entry: Entry; readonly order: number }[] = [];
  private order = 0;

  get size(): number {
    return this.heap.length;
  }
  /** When the next one is due; undefined when there is none. */
  get nextAt(): number | undefined {
    return this.heap[0]?.entry.at;
  }

  put(entry: Entry): void {
    const { heap } = this;
    let place = heap.push({ entry, order: (this.order += 1) }) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!this.before(place, above)) return;
      this.swap(place, above);
      place = above;
    }
  }

  take(): Entry | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || first === last) return first?.entry;
    heap[0] = last;
    for (let place = 0; ;) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      let least = place;
      if (left < heap.length && this.before(left, least)) least = left;
      if (right < heap.length && this.before(right, least)) least = right;
      if (least === place) return first.entry;
      this.swap(place, least);
      place = least;
    }
  }

  private before(one: number, other: number): boolean {
    const [a, b] = [this.heap[one]!, this.heap[other]!];
    return a.entry.at < b.entry.at || (a.entry.at === b.entry.at && a.order < b.order);
  }

  private swap(one: number, other: number): void {
    const { heap } = this;
    [heap[one], heap[other]] = [heap[other]!, heap[one]!];
  }
}

/** In which order appends go to the server, and how many bytes of them at once. */
import { Mutex } from '../../platform/mutex.js';

/**
 * Appends to one stream go one after the other, in the order of the calls: a repeat that meets its first try in flight
 * gets no answer from the server, and the order on the wire is not promised to be the order of handling. Different
 * streams do not wait for each other.
 */
export class AppendQueue {
  readonly #streams = new Map<string, Mutex>();

  async run<T>(stream: string, work: () => Promise<T>): Promise<T> {
    const mutex = this.#streams.get(stream) ?? new Mutex();
    this.#streams.set(stream, mutex);
    try {
      return await mutex.run(work);
    } finally {
      if (mutex.isIdle) this.#streams.delete(stream);
    }
  }
}

/** A limit on the bytes in flight, first come, first served. One that is larger than the limit goes alone. */
export class BytesInFlight {
  #free: number;
  readonly #waiting: { readonly bytes: number; readonly go: () => void }[] = [];

  constructor(private readonly limit: number) {
    this.#free = limit;
  }

  async during<T>(asked: number, work: () => Promise<T>): Promise<T> {
    const bytes = Math.min(asked, this.limit);
    if (this.#waiting.length > 0 || bytes > this.#free)
      await new Promise<void>((go) => {
        this.#waiting.push({ bytes, go });
      });
    else this.#free -= bytes;
    try {
      return await work();
    } finally {
      this.#free += bytes;
      while (this.#waiting.length > 0 && this.#waiting[0]!.bytes <= this.#free) {
        const { bytes: next, go } = this.#waiting.shift()!;
        this.#free -= next;
        go();
      }
    }
  }
}

/** What `writer.ts` appends, and `light.ts` must find: streams of some appends of one to three events. */
export const appendsPerStream = 4;

/** Events of the n-th append. */
export const countOf = (n: number): number => 1 + (n % 3);

/** An append that was asked for, and not answered before the kill. `revision` is the one it expects, -1 for none. */
export interface Open {
  readonly stream: string;
  readonly n: number;
  readonly revision: number;
}

/**
 * How `memoryMiB` is divided: one budget for whatever all offices keep in memory only to be quick. What a database, a
 * queue or a report needs while it works is besides.
 */
export interface MemoryShares {
  /** For complaints that the next step need not read again: one share, used by whichever offices are busy. */
  readonly complaintBytes: number;
  /** For the page caches of one office's read models, and the rows that its loop behind remembers. */
  readonly officeMiB: number;
  /** For all threads of reports: what was decided, and page caches. */
  readonly reportsMiB: number;
}

export const memoryShares = (memoryMiB: number, offices: number): MemoryShares => ({
  complaintBytes: (memoryMiB / 8) * 2 ** 20,
  officeMiB: ((memoryMiB / 8) * 5) / Math.max(1, offices),
  reportsMiB: memoryMiB / 4,
});

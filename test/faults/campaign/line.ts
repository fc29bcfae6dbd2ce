/** A line of the campaign (promises.md, section 2): work in units, each of which can be repeated alone. */

export interface Outcome {
  /** Added up over all units: `kills`, `acknowledged`, … */
  readonly counts: { readonly [what: string]: number };
  /** Sentences; none when all is well. */
  readonly broken: readonly string[];
}

export interface Line {
  readonly name: string;
  /** How many units there are, of all or of these names alone; Infinity where there are always more. */
  units(only: readonly string[]): number;
  /** Why it cannot be run here; then it is listed as not run, and never as passed. */
  readonly notRun?: string;
  unit(index: number, seed: number, only: readonly string[]): Promise<Outcome>;
  /** One line for the end: `74 of 74 noticed`. */
  says?(counts: Outcome['counts']): string;
  /** After its last unit. */
  end?(): Promise<void>;
}

export const outcome = (counts: Outcome['counts'], broken: readonly string[]): Outcome => ({ counts, broken });

export function together(outcomes: readonly Outcome[]): Outcome {
  const counts: { [what: string]: number } = {};
  for (const one of outcomes)
    for (const [what, count] of Object.entries(one.counts)) counts[what] = (counts[what] ?? 0) + count;
  return { counts, broken: outcomes.flatMap(({ broken }) => broken) };
}

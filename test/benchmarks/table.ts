import { type Measured } from './station.js';

export interface Line {
  readonly key: string;
  readonly name: string;
  /** Null where there is nothing to wait for. */
  readonly inFlight: number | null;
  readonly measure: () => Promise<Measured & { readonly clientSeconds?: number }>;
  /** The line that this one is a ratio of. */
  readonly comparedWith?: string;
  /** Its ratio is that of the time each takes, not of how many there are in a second: for what somebody waits for. */
  readonly asTime?: true;
}

/** What each line came to in one round, by its key. */
export type Round = Map<string, Awaited<ReturnType<Line['measure']>>>;

export interface Figures {
  readonly key: string;
  readonly name: string;
  readonly inFlight: number | null;
  readonly perSecond: number;
  /** Processor time of the process that did it, for each; with a client, the server's. */
  readonly micros: number;
  readonly clientMicros: number | null;
  /**
   * Of this line's figure to that of the line it is compared with, in the same round: per second, and by processor
   * time.
   */
  readonly ratio: { readonly to: string; readonly perSecond: number; readonly byProcessor: number } | null;
  readonly asTime: boolean;
}

/** Medians over the rounds. A ratio is that of one round: what else the machine did then, it did to both. */
export function summed(lines: readonly Line[], rounds: readonly Round[]): readonly Figures[] {
  return lines.map(({ key, name, inFlight, comparedWith, asTime = false }) => {
    const over = (figure: (round: Round) => number) => median(rounds.map(figure));
    const rate = (of: string) => (round: Round) => round.get(of)!.count / round.get(of)!.seconds;
    const micros = (of: string) => (round: Round) => (round.get(of)!.cpuSeconds * 1e6) / round.get(of)!.count;
    const hasClient = rounds[0]?.get(key)?.clientSeconds !== undefined;
    return {
      key,
      name,
      inFlight,
      asTime,
      perSecond: over(rate(key)),
      micros: over(micros(key)),
      clientMicros: hasClient ? over((round) => (round.get(key)!.clientSeconds! * 1e6) / round.get(key)!.count) : null,
      ratio:
        comparedWith === undefined
          ? null
          : {
              to: comparedWith,
              perSecond: over((round) => rate(key)(round) / rate(comparedWith)(round)),
              byProcessor: over((round) => micros(comparedWith)(round) / micros(key)(round)),
            },
    };
  });
}

export function render(figures: readonly Figures[]): string {
  const rows = [
    ['', 'in flight', 'per second', 'µs each', 'client µs', 'ratio', 'to', 'by processor'],
    ...figures.map(({ name, inFlight, perSecond, micros, clientMicros, ratio, asTime }) => [
      name,
      inFlight === null ? '' : String(inFlight),
      Math.round(perSecond).toLocaleString('en'),
      micros < 10 ? micros.toFixed(2) : String(Math.round(micros)),
      clientMicros === null ? '' : String(Math.round(clientMicros)),
      ratio === null ? '' : asTime ? `takes ${share(1 / ratio.perSecond)}` : share(ratio.perSecond),
      ratio?.to ?? '',
      ratio === null ? '' : share(ratio.byProcessor),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const text = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 || column === 6 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  return `${rows.map(text).join('\n')}\n`;
}

/** Date, commit, load and every ratio of one run, as a row of docs/measured.md. */
export const measuredRow = (
  figures: readonly Figures[],
  { date, commit, load }: { readonly date: string; readonly commit: string; readonly load: number },
): string => {
  const ratios = figures.flatMap(({ key, ratio, asTime, perSecond, micros }) => {
    if (ratio === null) return [];
    if (!asTime) return [`${key} ÷ ${ratio.to} ${share(ratio.perSecond)} (processor ${share(ratio.byProcessor)})`];
    const [wall, processor] = [1000 / perSecond, micros / 1000].map(
      (each) => `${each < 10 ? each.toPrecision(2) : Math.round(each)} ms`,
    );
    return [`${key} takes ${share(1 / ratio.perSecond)} ${ratio.to} (${wall}; processor ${processor})`];
  });
  return `| ${date} | ${commit} | ${load.toFixed(1)} | ${ratios.join('; ')} |`;
};

const share = (ratio: number): string =>
  ratio < 0.1
    ? `${(ratio * 100).toPrecision(2)} %`
    : ratio < 2
      ? `${Math.round(ratio * 100)} %`
      : `${ratio.toFixed(1)} ×`;

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

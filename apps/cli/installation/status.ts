/** `klagegang status`: how the product that has a data folder open is, as it says of itself at /health/ready. */
import { readRunning } from '../../../libs/installation/running-file.js';
import { dataFolderAt } from '../safekeeping/data-folder-at.js';

export interface Status {
  /** `not running`, or what /health/ready answers: `ready`, `building`, `read-only`, `not ready`. */
  readonly status: string;
  readonly [member: string]: unknown;
}

interface Told {
  readonly office?: string;
  readonly part: string;
  readonly since: string;
  readonly sentence: string;
  readonly means: string;
  readonly do: string;
}

interface Announced {
  readonly office: string;
  readonly count: number;
  readonly held: number;
  readonly next: string | null;
}

const withinMs = 10_000;

/** `well` where it is ready and nothing is wrong. @throws SafekeepingRefused, BootRefused it is no data folder */
export async function status(
  data: string,
): Promise<{ readonly text: string; readonly json: Status; readonly well: boolean }> {
  const path = dataFolderAt(data);
  const running = readRunning(path);
  const answer = running === null ? null : await ask(running.address);
  if (answer === null) return { json: { status: 'not running' }, text: `No product answers for ${path}.`, well: false };
  const troubles = (answer.troubles ?? []) as readonly Told[];
  const lines = troubles.flatMap(({ office, part, since, sentence, means, do: todo }) => [
    `${office === undefined ? '' : `${office}, `}${part}, since ${since}: ${sentence}`,
    `  ${means}`,
    `  ${todo}`,
  ]);
  const announced = ((answer.destructions ?? []) as readonly Announced[]).map(
    ({ office, count, held, next }) =>
      `${office}: keys of ${count} ${count === 1 ? 'complaint' : 'complaints'} announced for destruction (held: ${held})${next === null ? '' : `, the next at ${next}`}.`,
  );
  return {
    json: answer,
    text: [`${answer.status} at ${running!.address}`, ...lines, ...announced].join('\n'),
    well: answer.status === 'ready' && troubles.length === 0,
  };
}

async function ask(address: string): Promise<Status | null> {
  try {
    const response = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(withinMs) });
    const told = (await response.json()) as Partial<Status>;
    return typeof told.status === 'string' ? (told as Status) : null;
  } catch {
    return null;
  }
}

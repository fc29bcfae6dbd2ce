/**
 * A process of its own for each thing measured, so that its processor time is its own: the orchestrator asks, the
 * station answers.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a station did: how many, in what time, and with how much of a processor. */
export interface Measured {
  readonly count: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

interface Question {
  readonly ask: string;
  readonly with: unknown;
}
type Reply = { readonly answer: unknown } | { readonly failed: string };

export class Station {
  private constructor(
    private readonly child: ChildProcess,
    private readonly program: string,
  ) {}

  /** Resolves when the program is ready to be asked. */
  static async start(program: string, ...args: readonly string[]): Promise<Station> {
    const child = fork(fileURLToPath(new URL(`./${program}.js`, import.meta.url)), [...args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    const station = new Station(child, program);
    await station.reply();
    return station;
  }

  /** @throws Error what the station says went wrong, or that it ended */
  async ask<Answer>(ask: string, parameters: unknown = null): Promise<Answer> {
    this.child.send({ ask, with: parameters } satisfies Question);
    return (await this.reply()) as Answer;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }

  private async reply(): Promise<unknown> {
    const ending = new AbortController();
    const ended = once(this.child, 'exit', { signal: ending.signal }).then(([code]) => {
      throw new Error(`${this.program} ended with ${String(code)}`);
    });
    const [reply] = (await Promise.race([once(this.child, 'message'), ended])) as [Reply];
    ending.abort();
    if ('failed' in reply) throw new Error(`${this.program}: ${reply.failed}`);
    return reply.answer;
  }
}

/** In the station: answers one question after the other until the orchestrator hangs up, then cleans up. */
export function answer(
  answers: Readonly<Record<string, (parameters: never) => unknown>>,
  cleanUp: () => unknown = () => undefined,
): void {
  const send = (reply: Reply) => process.send?.(reply);
  process.on('message', ({ ask, with: parameters }: Question) => {
    void (async () => answers[ask]!(parameters as never))().then(
      (value) => send({ answer: value ?? null }),
      (error: Error) => send({ failed: error.stack ?? error.message }),
    );
  });
  // Ctrl-C reaches every process at once; a station waits for the orchestrator to hang up, and cleans up then.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', () => void Promise.resolve(cleanUp()).finally(() => process.exit()));
  send({ answer: null });
}

/**
 * Keeps `inFlight` works going for so many seconds, each begun when the one before it is done, and waits for the last
 * ones.
 */
export async function keepGoing(
  inFlight: number,
  seconds: number,
  work: (lane: number) => Promise<unknown>,
): Promise<Measured> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const until = began + seconds * 1000;
  let count = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async (_, lane) => {
      do {
        await work(lane);
        count += 1;
      } while (performance.now() < until);
    }),
  );
  return { count, seconds: (performance.now() - began) / 1000, cpuSeconds: cpuSince(cpu) };
}

/** The same for work that waits for nothing; `work` says how many it did. */
export function repeat(seconds: number, work: () => number): Measured {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const until = began + seconds * 1000;
  let count = 0;
  do count += work();
  while (performance.now() < until);
  return { count, seconds: (performance.now() - began) / 1000, cpuSeconds: cpuSince(cpu) };
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Processor seconds of this process so far. */
export const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

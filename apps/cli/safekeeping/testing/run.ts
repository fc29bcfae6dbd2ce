import { type ChildProcess } from 'node:child_process';
import { startChild, ended, type Ended } from '../../../../libs/event-store/embedded/testing/child.js';

const fromThere = '../../../../apps/cli';

export const startOffice = (data: string, bytes = 400): ChildProcess =>
  startChild(`${fromThere}/../../test/faults/busy-office.ts`, [data, String(bytes)]);

/** `klagegang <args>` as an operator runs it. */
export const klagegang = (...args: readonly string[]): Promise<Ended> => klagegangWith({}, ...args);
export const klagegangWith = (env: { readonly [name: string]: string }, ...args: readonly string[]): Promise<Ended> =>
  ended(startChild(`${fromThere}/klagegang.ts`, args, { env }));

/** The same, killed so many milliseconds after it first says what it does; undefined when it had ended before. */
export async function klagegangKilled(afterMs: number, ...args: readonly string[]): Promise<NodeJS.Signals | null> {
  const child = startChild(`${fromThere}/klagegang.ts`, args);
  child.stderr!.once('data', () => {
    setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  return (await ended(child)).signal;
}

import { spawn, type ChildProcess } from 'node:child_process';
import { ended, type Ended } from '../../../../libs/event-store/embedded/testing/child.js';
import { builtProgram } from '../../testing/built.js';

/** `klagegang <args>` as an analyst or an operator runs it. */
export const klagegang = (...args: readonly string[]): Promise<Ended> => ended(startKlagegang(args));

export function startKlagegang(args: readonly string[], env: { readonly [name: string]: string } = {}): ChildProcess {
  const command = ['--disable-warning=ExperimentalWarning', builtProgram('klagegang.js'), ...args];
  return spawn(process.execPath, command, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', KLAGEGANG_CONFIG: '', KLAGEGANG_MODE: '', ...env },
  });
}

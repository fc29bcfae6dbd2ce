import { spawn } from 'node:child_process';
import { ended, type Ended } from '../../../../libs/event-store/embedded/testing/child.js';
import { builtProgram } from '../../testing/built.js';

/** `klagegang what-if <args>` as an analyst runs it. */
export function whatIfCommand(args: readonly string[], env: { readonly [name: string]: string } = {}): Promise<Ended> {
  const command = ['--disable-warning=ExperimentalWarning', builtProgram('klagegang.js'), 'what-if', ...args];
  return ended(
    spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } }),
  );
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ended, type Ended } from '../../../../libs/event-store/embedded/testing/child.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** `klagegang what-if <args>` as an analyst runs it. */
export function whatIfCommand(args: readonly string[], env: { readonly [name: string]: string } = {}): Promise<Ended> {
  const command = ['--disable-warning=ExperimentalWarning', '--import', join(here, 'with-decorators.mjs'), join(here, '..', '..', 'klagegang.ts'), 'what-if', ...args];
  return ended(spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } }));
}

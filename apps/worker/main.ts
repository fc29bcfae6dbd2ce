/**
 * `npm run worker [-- --office <key> …]`: keeps the read models of all offices, or of those that are named, in step
 * with the log, in a process beside the server (docs/operating.md). Ends with 0: it was told to; 1: refused; 2: not
 * understood.
 */
import { parseArgs } from 'node:util';
import { work } from '../../libs/complaints/behind/worker-process.js';
import { readConfig } from '../../libs/installation/config.js';
import { masterKeyOf } from '../../libs/installation/master-key-of.js';
import { BootRefused } from '../../libs/platform/boot-refused.js';
import { endOnUncaught } from '../../libs/platform/last-resort.js';
import { createLog } from '../../libs/platform/log.js';
import { OperatorError } from '../../libs/platform/operator-error.js';

const stopWithinMs = 5000;

function officesIn(args: readonly string[]): readonly string[] | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { office: { type: 'string', multiple: true } } });
    return values.office ?? null;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\nusage: npm run worker [-- --office <key> …]\n`);
    process.exit(2);
  }
}

// What SQLite makes by itself is for its owner alone.
process.umask(0o077);
const offices = officesIn(process.argv.slice(2));
try {
  const config = readConfig(process.env);
  const { mode, dataFolder, loops } = config;
  if (loops !== 'worker')
    throw new BootRefused(
      'The configuration leaves the read models to a thread of the server, so a worker has nothing to do. Set "loops" to "worker", and restart the server; or start no worker.',
    );
  const log = createLog(mode);
  endOnUncaught(log);
  const ending = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      ending.abort();
      // What it was writing is undone, and done again by the next.
      setTimeout(() => process.exit(1), stopWithinMs).unref();
    });
  await work({
    dataFolder,
    masterKey: () => masterKeyOf(config),
    offices,
    log,
    signal: ending.signal,
  });
  log.info({ event: 'stopped' });
  log.flush();
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

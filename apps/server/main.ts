import 'reflect-metadata';
import { readConfig } from '../../libs/installation/config.js';
import { removeRunning, writeRunning } from '../../libs/installation/running-file.js';
import { endOnUncaught } from '../../libs/platform/last-resort.js';
import { createLog } from '../../libs/platform/log.js';
import { bootSentence, listen, stopOnSignals } from './http/boot.js';
import { openProduct } from './product.js';

// What a store makes by itself (locks, journals) is for its owner alone too.
process.umask(0o077);

try {
  const config = readConfig(process.env);
  const log = createLog(config.mode);
  const product = await openProduct(config, log, config.loops);
  // Before signals are caught: a demo that is stopped while it is filled simply ends, and the next start says so.
  const demo =
    config.mode === 'demo'
      ? await (await import('../cli/demo/demo.js')).prepareDemo(product, config, (text) => process.stdout.write(text))
      : null;
  stopOnSignals(product.app, {
    log,
    onClose: [() => removeRunning(config.dataFolder), ...product.onClose],
  });
  const { port, address } = await listen(product.app, config);
  // Not before: what keeps it from starting is for whoever starts it.
  endOnUncaught(log);
  writeRunning(config.dataFolder, { pid: process.pid, address });
  product.begin();
  log.info({ event: 'started', mode: config.mode, port });
  if (demo) process.stdout.write(demo.welcome(address));
} catch (error) {
  const sentence = bootSentence(error);
  if (sentence === null) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

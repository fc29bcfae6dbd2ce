import 'reflect-metadata';
import { readConfig } from '../../libs/platform/config.js';
import { createLog } from '../../libs/platform/log.js';
import { bootSentence, listen, stopOnSignals } from './http/boot.js';
import { openProduct } from './product.js';

try {
  const config = readConfig(process.env);
  const log = createLog(config.mode);
  const product = await openProduct(config, log);
  stopOnSignals(product.app, { log, onClose: product.onClose });
  const { port, address } = await listen(product.app, config);
  product.begin();
  log.info({ event: 'started', mode: config.mode, port });
  if (config.mode === 'demo') process.stdout.write(`\nKlagegang listens at ${address}\n`);
} catch (error) {
  const sentence = bootSentence(error);
  if (sentence === null) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

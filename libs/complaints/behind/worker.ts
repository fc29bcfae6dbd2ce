/** The program of the thread that the loops behind run in. */
import { parentPort, workerData } from 'node:worker_threads';
import { LoopsBehind } from './loops-behind.js';
import { type BehindParts, type ToBehind } from './messages.js';

if (!parentPort) throw new Error('the loops behind are a thread of the product: start the product');
const port = parentPort;
const loops = new LoopsBehind(workerData as BehindParts, (message) => port.postMessage(message));

port.on('message', (message: ToBehind) => {
  if (message.what === 'stop') void loops.stop().finally(() => port.close());
  else loops.take(message);
});

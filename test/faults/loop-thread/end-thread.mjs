// Loaded before the product by a test (node --import): ends the thread of the loops behind by an error that nobody
// foresaw, again and again while a file `end-thread` lies in the data folder.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const order = join(process.env.KLAGEGANG_DATA, 'end-thread');
const endIfOrdered = () => {
  if (existsSync(order)) throw new RangeError('what was being read: Bodil Bagud');
};
if (!isMainThread) {
  endIfOrdered();
  setInterval(endIfOrdered, 10).unref();
}

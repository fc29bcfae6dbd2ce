// Loaded before the product by a test (node --import): ends the thread of the loops behind by an error that nobody
// foresaw, once for each file `end-thread` that is put into the data folder.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const order = join(process.env.KLAGEGANG_DATA, 'end-thread');
if (!isMainThread)
  setInterval(() => {
    if (!existsSync(order)) return;
    rmSync(order);
    throw new RangeError('what was being read: Bodil Bagud');
  }, 10).unref();

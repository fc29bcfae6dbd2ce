import { type Log } from './log.js';

/**
 * From now on an error that nobody caught is in the log by its name and place, and the process ends with 1. Node would
 * write its message, which may quote a person. What is left half done is not built upon: whoever watches the process
 * starts it again, and the stores survive that.
 */
export function endOnUncaught(log: Pick<Log, 'failure' | 'flush'>): void {
  process.on('uncaughtException', (error) => {
    log.failure(error, { event: 'crashed' });
    log.flush();
    process.exit(1);
  });
}

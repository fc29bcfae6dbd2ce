import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type AddressInfo } from 'node:net';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { type Config } from '../../../libs/installation/config.js';
import { OperatorError } from '../../../libs/platform/operator-error.js';
import { type Log } from '../../../libs/platform/log.js';

/** Listens, and says where. @throws BootRefused the port is taken or not allowed */
export async function listen(
  app: NestFastifyApplication,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<{ readonly port: number; readonly address: string }> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new BootRefused(
        `Port ${port} on ${host} is taken by another program. Stop it, or name another port in KLAGEGANG_PORT (0: any free one).`,
      );
    if (code === 'EACCES')
      throw new BootRefused(`Port ${port} may not be opened by this user. Name one above 1023 in KLAGEGANG_PORT.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new BootRefused(`${host} is no address of this machine. Correct "host" in the configuration file.`);
    throw error;
  }
  const at = (app.getHttpServer().address() as AddressInfo).port;
  return { port: at, address: `http://${host.includes(':') ? `[${host}]` : host}:${at}` };
}

/** The sentence for the operator, where the error was made for one; null: nobody foresaw it. */
export const bootSentence = (error: unknown): string | null => (error instanceof OperatorError ? error.message : null);

export interface Stopping {
  readonly log: Log;
  /**
   * Run one after the other once the last answer has gone: loops first, then stores, then the lock of the data folder.
   */
  readonly onClose?: readonly (() => void | Promise<void>)[];
  readonly withinMs?: number;
  readonly exit?: (code: number) => void;
}

/**
 * Ends the process on SIGTERM and SIGINT: no new connections, answers under way are finished, then `onClose`. Whoever
 * hangs on longer than three fifths of the time is cut off; when it is over the process ends as it is, which the stores
 * survive. Returns the same, to be called.
 */
export function stopOnSignals(
  app: NestFastifyApplication,
  { log, onClose = [], withinMs = 5000, exit = (code) => process.exit(code) }: Stopping,
): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    log.info({ event: 'stopping' });
    const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), withinMs * 0.6);
    const late = setTimeout(() => {
      log.error({ event: 'stoppedLate' });
      log.flush();
      exit(1);
    }, withinMs * 0.95);
    let code = 0;
    const step = async (what: () => unknown) => {
      try {
        await what();
      } catch (error) {
        code = 1;
        log.failure(error, { event: 'stopFailed' });
      }
    };
    await step(() => app.close());
    for (const close of onClose) await step(close);
    clearTimeout(cut);
    clearTimeout(late);
    log.info({ event: 'stopped' });
    log.flush();
    exit(code);
  };
  const once = () => (stopping ??= stop());
  process.on('SIGTERM', () => void once());
  process.on('SIGINT', () => void once());
  return once;
}

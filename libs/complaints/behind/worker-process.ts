/**
 * A worker: runs the loops behind beside the server, for as long as the server is there, and waits for the next one
 * then. Without a server it has no file open, so that the operator's programs find the data folder at rest.
 */
import { type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import { loopsSocketIn } from '../../installation/loops-socket.js';
import { lockFile, type FileLock } from '../../sqlite/file-lock.js';
import { isBusy } from '../../sqlite/sqlite-errors.js';
import { type Log } from '../../platform/log.js';
import { OperatorError } from '../../platform/operator-error.js';
import { KeyServiceAway } from '../../privacy/key-service.js';
import { viewsLockIn } from '../../read-models/database/open-views.js';
import { ended, receive, send, type ToWorker } from './link.js';
import { LoopsBehind } from './loops-behind.js';

export interface WorkerOptions {
  readonly dataFolder: string;
  /** Asked for anew for each server. @throws OperatorError */
  readonly masterKey: () => Promise<KeyObject>;
  /** Whose loops it runs; null: those of all. */
  readonly offices: readonly string[] | null;
  readonly log: Log;
  /** Ends it between two batches. */
  readonly signal: AbortSignal;
}

const againMs = 500;

/** Resolves when it was told to end. @throws OperatorError the server, or another worker, does not let it */
export async function work(options: WorkerOptions): Promise<void> {
  const { dataFolder, log, signal } = options;
  for (let [isTold, isAwaited] = [false, false]; !signal.aborted;) {
    const socket = await open(loopsSocketIn(dataFolder));
    if (socket) {
      isTold = false;
      const masterKey = await options.masterKey().catch((error: unknown) => {
        socket.destroy();
        if (!(error instanceof KeyServiceAway)) throw error;
      });
      if (masterKey) await serve(socket, options, masterKey);
      else {
        if (!isAwaited) log.warn({ event: 'keyServiceAwaited' });
        isAwaited = true;
        await later(againMs, undefined, { signal }).catch(() => undefined);
        continue;
      }
      isAwaited = false;
      continue;
    }
    if (!isTold) log.info({ event: 'serverAwaited' });
    isTold = true;
    await later(againMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Undefined: no server is there. @throws OperatorError this user may not speak to it */
async function open(path: string): Promise<Socket | undefined> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined;
    throw new OperatorError(
      `${path}, by which the server is spoken to, cannot be used (${code}). Start the worker as the user that the server runs as, on the same machine and with the same configuration.`,
    );
  }
}

async function serve(socket: Socket, { offices, log, signal }: WorkerOptions, masterKey: KeyObject): Promise<void> {
  const locks: FileLock[] = [];
  let loops: LoopsBehind | undefined;
  let refusal: Error | undefined;
  const end = (): void => {
    void Promise.allSettled([loops?.stop()]).then(() => socket.end());
  };
  const take = (message: ToWorker): void => {
    if (message.what === 'dismissed') throw new OperatorError(message.sentence);
    if (message.what === 'stop') return end();
    if (message.what !== 'begin') return loops?.take(message);
    for (const { settings, folder } of message.parts.offices) locks.push(lockViews(settings.key, folder));
    loops = new LoopsBehind({ ...message.parts, masterKey }, (told) => {
      if (told.what === 'refused') log.error({ event: 'loopRefused', office: told.office, error: told.error.name });
      send(socket, told);
    });
    for (const { settings } of message.parts.offices) log.info({ event: 'follows', office: settings.key });
  };
  receive(socket, (message: ToWorker) => {
    try {
      take(message);
    } catch (error) {
      refusal = error as Error;
      socket.destroy();
    }
  });
  const over = ended(socket);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  else send(socket, { what: 'hello', offices });
  await over;
  signal.removeEventListener('abort', end);
  loops?.cutOff();
  await loops?.stop();
  for (const lock of locks) lock.release();
  if (refusal) throw refusal;
}

/** @throws OperatorError another worker keeps them */
function lockViews(office: string, folder: string): FileLock {
  try {
    return lockFile(viewsLockIn(folder));
  } catch (error) {
    if (!isBusy((error as Error).cause)) throw error;
    throw new OperatorError(
      `Another worker keeps the read models of ${office} (${viewsLockIn(folder)}.lock is held). Two would each undo what the other writes. Stop that one first, or name other offices with --office.`,
    );
  }
}

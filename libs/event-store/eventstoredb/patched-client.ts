import { type Duplex, type Readable } from 'node:stream';
import { setImmediate } from 'node:timers';
import { EventStoreDBClient } from '@eventstore/db-client';
import { type ClusterAddress } from './connection-string.js';
import { readPem } from './pem.js';

/**
 * The client, without the ways in which it can end or fill the process. Appends in flight are kept in one bank for all
 * clients of the process; when one batch stream is lost, the appends of all are rejected (eventstoredb.md, trap 2), and
 * then
 * - an answer that comes later on another stream throws inside the client's own listener: an uncaught exception;
 * - writes that wait for `drain` are rejected inside an async executor: an unhandled rejection. Here a write never
 * waits; who appends
 * keeps to a limit of bytes in flight instead (`append-queue.ts`);
 * - reconnecting, which nobody awaits, is rejected while no member of the cluster can be found: an unhandled rejection.
 * And a call that is given up with something unread is paused for ever, never ends, and is never forgotten: here it
 * runs out.
 */
export class PatchedClient extends EventStoreDBClient {
  constructor(address: ClusterAddress) {
    const { hosts, discover, tls, user, tlsCAFile, userCertFile, userKeyFile, numbers, connectionName } = address;
    const settings = {
      keepAliveInterval: 10_000,
      keepAliveTimeout: 5_000,
      ...numbers,
      connectionName,
      throwOnAppendFailure: true,
    };
    const channel = tls
      ? {
          insecure: false,
          ...readPem('rootCertificate', tlsCAFile),
          ...readPem('userCertFile', userCertFile),
          ...readPem('userKeyFile', userKeyFile),
        }
      : { insecure: true };
    const endpoints = hosts.map((host) => ({ ...host }));
    if (discover) super({ ...settings, discover: endpoints[0]! }, channel, user && { ...user });
    else if (endpoints.length > 1) super({ ...settings, endpoints }, channel, user && { ...user });
    else super({ ...settings, endpoint: endpoints[0]! }, channel, user && { ...user });

    const create = this.GRPCStreamCreator;
    this.GRPCStreamCreator = (Client, name, creator, cache) =>
      create(
        Client,
        name,
        (client) => {
          const stream = creator(client);
          if (name === 'appendToStream') steady(stream as Duplex);
          else drainAbandoned(stream as Readable);
          return stream;
        },
        cache,
      );
    const handle = this.handleError;
    this.handleError = (client, error) => handle(client, error).catch(() => undefined);
  }

  /**
   * As the server says it, or "unknown". Nothing is appended by this; when it fails, an append has not been sent
   * either.
   */
  async serverVersion(): Promise<string> {
    return (await this.capabilities).serverVersion;
  }

  /** Ends all calls and the connection. */
  async end(): Promise<void> {
    await this.dispose();
    (await this.getChannel()).close();
  }
}

function drainAbandoned(stream: Readable): void {
  stream.on('pause', () =>
    setImmediate(() => {
      // Not the pause that waits for a slow reader: nobody reads any more.
      if (stream.listenerCount('data') === 0) stream.resume();
    }),
  );
}

function steady(stream: Duplex): void {
  for (const listener of stream.listeners('data') as ((answer: unknown) => void)[]) {
    stream.on('data', (answer) => {
      try {
        listener(answer);
      } catch {
        // An answer that nobody waits for any more. Whoever waited was told that the outcome is unknown, and has looked
        // it up.
      }
    });
    stream.off('data', listener);
  }
  const write = stream.write.bind(stream) as (chunk: unknown) => boolean;
  stream.write = ((chunk: unknown) => {
    write(chunk);
    return true;
  }) as typeof stream.write;
}

/**
 * Answers at the product's address while a start waits for the server of the events, or of the master key: that the
 * process lives, that it is not ready, and why. Nothing else is there to be asked.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Config } from '../../../libs/installation/config.js';
import { formatInstant } from '../../../libs/platform/instant.js';
import { refused } from '../../../libs/platform/refused.js';
import { html } from './html.js';
import { problemOf } from './problem.js';
import { securityHeaders } from './security-headers.js';

export interface Awaited {
  readonly part: 'events' | 'keys';
  readonly office: string;
  /** For the operator. */
  readonly sentence: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** It has no style or script besides: nothing else answers yet. */
const waitingPage = (): string =>
  html`<!doctype html>
    <html lang="da">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Klagegang starter</title>
      </head>
      <body>
        <main>
          <h1>Klagegang starter</h1>
          <p>Alt, hvad der er gemt, er der. Prøv igen om lidt; sker der intet, så spørg driften.</p>
          <h2 lang="en">Klagegang is starting</h2>
          <p lang="en">All that was stored is there. Try again in a while; if nothing happens, ask the operator.</p>
        </main>
      </body>
    </html>`.text;

export class WaitingRoom {
  private readonly server: Server;
  /** As it listens. */
  address = '';

  private constructor(
    { publicAddress }: Pick<Config, 'publicAddress'>,
    private awaited: Awaited,
  ) {
    const headers = securityHeaders(publicAddress);
    const unavailable = problemOf(refused('STORE_UNAVAILABLE', 503));
    this.server = createServer((request, response) => {
      const path = request.url?.split('?')[0];
      const isHealth = path === '/health/live' || path === '/health/ready';
      const body = !isHealth ? unavailable.body : path === '/health/live' ? { status: 'live' } : this.notReady;
      if (!isHealth && /\btext\/html\b/.test(String(request.headers.accept))) {
        const type = { 'content-type': 'text/html; charset=utf-8' };
        response.writeHead(503, { ...headers, ...type, connection: 'close' }).end(waitingPage());
        request.resume();
        return;
      }
      response
        .writeHead(path === '/health/live' ? 200 : 503, {
          ...headers,
          ...(isHealth ? { 'content-type': 'application/json; charset=utf-8' } : unavailable.headers),
          connection: 'close',
        })
        .end(JSON.stringify(body));
      // A body is not read; whoever sends one is told all the same.
      request.resume();
    });
  }

  /** Undefined where the address cannot be listened at: the start says so when it comes to it. */
  static async open(config: Pick<Config, 'host' | 'port' | 'publicAddress'>, awaited: Awaited) {
    const room = new WaitingRoom(config, awaited);
    room.server.listen(config.port, config.host);
    try {
      await once(room.server, 'listening');
      const { port } = room.server.address() as AddressInfo;
      room.address = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
      return room;
    } catch {
      return undefined;
    }
  }

  tell(awaited: Awaited): void {
    this.awaited = awaited;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private get notReady(): object {
    const { part, office, sentence, since } = this.awaited;
    const trouble = {
      office,
      part,
      since: formatInstant(since),
      sentence,
      means: `The product has not started: it waits for the ${part === 'keys' ? 'service that opens its master key' : 'server of its events'}.`,
      do: 'Bring it back, or correct its address. It goes on by itself.',
    };
    return { status: 'not ready', troubles: [trouble] };
  }
}

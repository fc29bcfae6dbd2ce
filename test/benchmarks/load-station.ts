/**
 * The client of every HTTP figure: so many keep-alive connections, one request at a time on each, as little work around
 * it as can be. It speaks just enough HTTP/1.1 for servers that answer with a Content-Length, and fails at the first
 * answer that is no success.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import { AtWork, office, steps } from './short-complaint.js';
import { answer, keepGoing } from './station.js';

export interface Load {
  readonly port: number;
  readonly token: string;
  readonly inFlight: number;
  readonly seconds: number;
  readonly what: 'commands' | 'caseView' | 'worklist';
  /** Of the complaints to be looked at. */
  readonly ids?: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

class Connection {
  private received = '';
  private waiting: PromiseWithResolvers<Answer> | undefined;

  private constructor(private readonly socket: Socket) {
    // One byte is one character so, and the length of a text is its length on the wire.
    socket.setEncoding('latin1').on('data', (text: string) => {
      this.received += text;
      this.read();
    });
    socket.on('close', () => this.waiting?.reject(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(new Connection(socket)));
      socket.once('error', reject);
    });
  }

  async send(request: string): Promise<string> {
    this.waiting = Promise.withResolvers();
    this.socket.write(request, 'latin1');
    const { status, body } = await this.waiting.promise;
    if (status !== 200 && status !== 201)
      throw new Error(`${request.slice(0, request.indexOf('\r\n'))} was answered ${status}: ${body.slice(0, 500)}`);
    return body;
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private read(): void {
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.received.slice(0, end))?.[1]);
    if (this.received.length < end + 4 + length) return;
    const answer = { status: Number(this.received.slice(9, 12)), body: this.received.slice(end + 4, end + 4 + length) };
    this.received = this.received.slice(end + 4 + length);
    this.waiting?.resolve(answer);
  }
}

/** An echo knows no complaint: its steps go to one that is not there, in the same number of bytes. */
const nobody = '00000000-0000-4000-8000-000000000000';

interface Lane {
  readonly next: () => string;
  readonly took: (body: string) => void;
}
const requests: { readonly [What in Load['what']]: (lane: number, load: Load) => Lane } = {
  commands: (_, { token }) => {
    const at = new AtWork();
    let revision = -1;
    return {
      next: () => {
        const { name, complaint, ifMatch } = at.next();
        const text = bodies.get(name)!;
        const path = `/api/offices/${office}/complaints/${complaint === null ? '' : `${complaint}/`}transitions/${name}`;
        return `POST ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n${ifMatch === undefined ? '' : `if-match: ${ifMatch}\r\n`}content-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
      },
      took: (body) => {
        const receipt = JSON.parse(body) as { readonly id?: string; readonly revision?: number };
        revision = receipt.revision ?? revision + 1;
        at.took({ id: receipt.id ?? nobody, revision });
      },
    };
  },
  caseView: (lane, { token, ids = [] }) => {
    let asked = lane;
    return {
      next: () => get(`/api/offices/${office}/complaints/${ids[asked++ % ids.length]}`, token),
      took: () => undefined,
    };
  },
  worklist: (_, { token }) => ({ next: () => get(`/api/offices/${office}/complaints`, token), took: () => undefined }),
};

const get = (path: string, token: string) =>
  `GET ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n\r\n`;
/** UTF-8, a character a byte. */
const bodies = new Map(steps.map(({ name, body }) => [name, Buffer.from(JSON.stringify(body)).toString('latin1')]));

function post(path: string, token: string, body: object): string {
  const text = Buffer.from(JSON.stringify(body)).toString('latin1');
  return `POST ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
}

export interface ReadLoad {
  readonly port: number;
  readonly token: string;
  /** With a body it is a POST. */
  readonly reads: readonly { readonly path: string; readonly body?: object }[];
  readonly inFlight: number;
  readonly count: number;
}

interface ReportLoad {
  readonly port: number;
  /** Of the callers, who ask in turn. */
  readonly tokens: readonly string[];
  readonly paths: readonly string[];
}

/** Milliseconds below which so many of a hundred lie. */
const percentile = (figures: readonly number[], share: number): number =>
  [...figures].sort((a, b) => a - b)[Math.min(figures.length - 1, Math.floor((share * figures.length) / 100))]!;

const everyMs = 20;

answer({
  /**
   * Fifty commands a second, fewer where the server does not keep up; after each, the worklist is asked for what it
   * wrote. Resolves to milliseconds from the receipt to that worklist: the slowest of a hundred.
   */
  ownWrites: async ({ port, token, seconds }: Pick<Load, 'port' | 'token' | 'seconds'>) => {
    const connections = await Promise.all(Array.from({ length: 32 }, () => Connection.open(port)));
    const waited: number[] = [];
    const began = performance.now();
    await Promise.all(
      connections.map(async (connection, lane) => {
        const { next, took } = requests.commands(lane, { port, token, inFlight: 32, seconds, what: 'commands' });
        for (let n = lane; n * everyMs < seconds * 1000; n += connections.length) {
          await later(Math.max(0, began + n * everyMs - performance.now()));
          const receipt = await connection.send(next());
          took(receipt);
          const answered = performance.now();
          const { position } = JSON.parse(receipt) as { readonly position: string };
          await connection.send(get(`/api/offices/${office}/complaints?after=${position}`, token));
          waited.push(performance.now() - answered);
        }
      }),
    );
    connections.forEach((connection) => connection.close());
    return percentile(waited, 99);
  },
  /** Asks for all of them at once; milliseconds that the server's event loop came late at most meanwhile. */
  reports: async ({ port, tokens, paths }: ReportLoad) => {
    const [operator, ...connections] = await Promise.all([undefined, ...paths].map(() => Connection.open(port)));
    const delay = async () =>
      Number(
        /eventloop_delay_seconds\{quantile="1"\} (\S+)/.exec(await operator!.send(get('/metrics', tokens[0]!)))?.[1],
      ) * 1000;
    await delay();
    await Promise.all(
      connections.map((connection, index) => connection.send(get(paths[index]!, tokens[index % tokens.length]!))),
    );
    const latest = await delay();
    for (const connection of [operator!, ...connections]) connection.close();
    return latest;
  },
  /** So many reads, taken from the list in turn, so many at a time; milliseconds from each request to its answer. */
  reads: async ({ port, token, reads, inFlight, count }: ReadLoad) => {
    const connections = await Promise.all(Array.from({ length: inFlight }, () => Connection.open(port)));
    const took: number[] = [];
    let asked = 0;
    await Promise.all(
      connections.map(async (connection) => {
        while (asked < count) {
          const { path, body } = reads[asked++ % reads.length]!;
          const began = performance.now();
          await connection.send(body === undefined ? get(path, token) : post(path, token, body));
          took.push(performance.now() - began);
        }
      }),
    );
    connections.forEach((connection) => connection.close());
    return { median: percentile(took, 50), p99: percentile(took, 99), most: percentile(took, 100) };
  },
  load: async (load: Load) => {
    const connections = await Promise.all(Array.from({ length: load.inFlight }, () => Connection.open(load.port)));
    const lanes = connections.map((connection, lane) => ({ connection, ...requests[load.what](lane, load) }));
    const measured = await keepGoing(load.inFlight, load.seconds, async (lane) => {
      const { connection, next, took } = lanes[lane]!;
      took(await connection.send(next()));
    });
    connections.forEach((connection) => connection.close());
    return measured;
  },
});

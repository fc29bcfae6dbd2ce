/**
 * The loops behind in worker processes, as the server sees them (docs/decisions/0017). A worker comes, runs the loops
 * of its offices, and goes; while an office has none its read models stay as they are, and say so.
 */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { systemClock } from '../../platform/clock.js';
import { type Log } from '../../platform/log.js';
import { type Office } from '../wiring/office.js';
import { ended, receive, send, type FromWorker } from './link.js';
import { type BehindParts } from './messages.js';
import { RemoteLoops, type RemoteLoop } from './remote-loops.js';

/** `starting`: it has come, and opens or builds what it writes. `silent`: it is there and says nothing. */
export interface WorkerState {
  readonly office: string;
  readonly state: 'away' | 'starting' | 'running' | 'silent';
  /** Milliseconds since the epoch. */
  readonly since: number;
}

export interface LoopWorkersOptions {
  /** Of the socket; what an earlier server left there is removed. */
  readonly path: string;
  readonly log: Log;
}

interface Connection {
  readonly socket: Socket;
  readonly offices: readonly string[];
  heardAt: number;
}

const stopWithinMs = 3000;
/** A worker says something four times a second. */
const silentAfterMs = 5000;

const start = 'Start it: npm run worker.';
const neverCame = `No worker has come since the start, so lists, search and reports stay as they were. ${start}`;
const gone = `The worker that keeps the read models has ended, so lists, search and reports stay as they were. See its own log. ${start}`;
const silent = `The worker that keeps the read models has said nothing for ${silentAfterMs / 1000} seconds. Look at its process; killed and started again it goes on where it was.`;

export class LoopWorkers {
  private readonly loops: RemoteLoops;
  private readonly states = new Map<string, WorkerState>();
  private readonly connections = new Map<string, Connection>();
  /** Each with when it is over. */
  private readonly sockets = new Map<Socket, Promise<void>>();
  private readonly server: Server;
  private readonly listening: NodeJS.Timeout;

  private constructor(
    private readonly parts: BehindParts,
    offices: readonly Office[],
    private readonly options: LoopWorkersOptions,
  ) {
    this.loops = new RemoteLoops(offices, (office, message) => {
      const connection = this.connections.get(office);
      if (connection) send(connection.socket, message);
    });
    for (const { key } of offices) {
      this.note(key, 'away');
      this.of(key).ended(neverCame);
    }
    this.server = createServer((socket) => this.meet(socket));
    this.listening = setInterval(() => this.listenForSilence(), 1000).unref();
  }

  /** Workers may come from now on. */
  static async listen(
    parts: BehindParts,
    offices: readonly Office[],
    options: LoopWorkersOptions,
  ): Promise<LoopWorkers> {
    const workers = new LoopWorkers(parts, offices, options);
    rmSync(options.path, { force: true });
    workers.server.listen(options.path);
    await once(workers.server, 'listening');
    return workers;
  }

  /** The loop behind this office. */
  of(office: string): RemoteLoop {
    return this.loops.of(office);
  }

  get now(): readonly WorkerState[] {
    return [...this.states.values()];
  }

  /** Has every worker end between two batches; one that does not in time is left, and finds the connection gone. */
  async stop(): Promise<void> {
    clearInterval(this.listening);
    this.server.close();
    for (const socket of this.sockets.keys()) send(socket, { what: 'stop' });
    const late = setTimeout(() => {
      for (const socket of this.sockets.keys()) socket.destroy();
    }, stopWithinMs);
    await Promise.all(this.sockets.values());
    clearTimeout(late);
  }

  private meet(socket: Socket): void {
    let connection: Connection | undefined;
    this.sockets.set(
      socket,
      ended(socket).then(() => {
        this.sockets.delete(socket);
        if (connection) this.leave(connection);
      }),
    );
    receive(socket, (message: FromWorker) => {
      if (message.what === 'hello') {
        connection = this.join(socket, message.offices ?? [...this.states.keys()]);
        return;
      }
      if (!connection) return;
      connection.heardAt = performance.now();
      this.loops.take(message);
      if (message.what === 'state') this.note(message.office, 'running');
    });
  }

  private join(socket: Socket, offices: readonly string[]): Connection | undefined {
    const sentence = this.refusal(offices);
    if (sentence !== undefined) {
      send(socket, { what: 'dismissed', sentence });
      socket.end();
      return undefined;
    }
    const connection: Connection = { socket, offices, heardAt: performance.now() };
    for (const office of offices) {
      this.connections.set(office, connection);
      this.of(office).begun();
      this.note(office, 'starting');
      this.options.log.info({ event: 'workerCame', office });
    }
    const { masterKey: _, ...parts } = this.parts;
    send(socket, {
      what: 'begin',
      parts: { ...parts, offices: parts.offices.filter(({ settings }) => offices.includes(settings.key)) },
    });
    return connection;
  }

  /** Why these offices cannot have this worker; it holds their locks, so two at once are seldom met here. */
  private refusal(offices: readonly string[]): string | undefined {
    const unknown = offices.filter((office) => !this.states.has(office));
    if (unknown.length > 0)
      return `The server has no office ${unknown.join(', ')}; it has ${[...this.states.keys()].join(', ')}. Correct --office.`;
    const taken = offices.filter((office) => this.connections.has(office));
    if (taken.length > 0)
      return `Another worker keeps the read models of ${taken.join(', ')}. Two would each undo what the other writes. Stop that one first, or name other offices with --office.`;
    return undefined;
  }

  private leave({ offices }: Connection): void {
    for (const office of offices) {
      this.connections.delete(office);
      this.note(office, 'away');
      this.of(office).ended(gone);
      this.options.log.error({ event: 'workerGone', office });
    }
  }

  private listenForSilence(): void {
    for (const [office, { heardAt }] of this.connections) {
      if (performance.now() - heardAt < silentAfterMs || this.states.get(office)?.state !== 'running') continue;
      this.note(office, 'silent');
      this.of(office).ended(silent);
      this.options.log.error({ event: 'workerSilent', office });
    }
  }

  private note(office: string, state: WorkerState['state']): void {
    if (this.states.get(office)?.state === state) return;
    this.states.set(office, { office, state, since: systemClock.now() });
  }
}

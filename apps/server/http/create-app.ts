import { type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { peopleOf } from '../../../libs/installation/demo-people.js';
import { type Config } from '../../../libs/installation/config.js';
import { type Log } from '../../../libs/platform/log.js';
import { type Health } from '../../../libs/platform/health.js';
import { type Metrics } from '../../../libs/platform/metrics.js';
import { type Door } from './door.js';
import { routedAddress } from './own-case-address.js';
import { drainBodies } from './drain.js';
import { answerMethods } from './methods.js';
import { problemOf } from './problem.js';
import { refused } from '../../../libs/platform/refused.js';
import { serveOperations, type BuildingOffice, type OfficeDestructions, type OfficeWorker } from './operations.js';
import { ProblemFilter } from './problem.filter.js';
import { packPages } from './pack-pages.js';
import { maxBodyBytes, readBodies } from './read-body.js';
import { logRequests } from './request-log.js';
import { type SignIn } from '../sign-in/sign-in.js';
import { securityHeaders } from './security-headers.js';

export interface AppOptions {
  readonly config: Pick<Config, 'publicAddress'> & Partial<Pick<Config, 'offices' | 'proxies'>>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly door: Door;
  /** Where people sign in; nowhere where it is left out. */
  readonly signIn?: Pick<SignIn, 'isOwn' | 'origin'>;
  /** What /health/ready answers. */
  readonly ready: () => boolean | Promise<boolean>;
  /** What is wrong, for the same page; nothing by default. */
  readonly health?: Health;
  readonly building?: () => readonly BuildingOffice[];
  /** Where worker processes keep the read models. */
  readonly workers?: () => readonly OfficeWorker[];
  /** Of the offices that have some. */
  readonly destructions?: () => readonly OfficeDestructions[];
}

/**
 * Nest on Fastify as every answer of the product needs it: the same headers on each, a problem document for each error
 * whoever notices it (a handler, Nest, Fastify, the HTTP parser), nothing of a request in the log. No middleware runs
 * in it, so none is loaded.
 */
export async function createApp(
  root: Type | DynamicModule,
  { config, log, metrics, door, signIn, ready, health, building, workers, destructions }: AppOptions,
): Promise<NestFastifyApplication> {
  const headers = securityHeaders(config.publicAddress);
  const filter = new ProblemFilter(log, metrics, headers);
  let countUnrouted: (method: string, status: number, code: string) => void = () => {};
  const adapter = new FastifyAdapter({
    bodyLimit: maxBodyBytes,
    // Only for where a request comes from, which limits count by.
    trustProxy: config.proxies === undefined || config.proxies.length === 0 ? false : [...config.proxies],
    return503OnClosing: false,
    skipMiddie: true,
    requestTimeout: 30_000,
    // An over-long parameter names nothing, and is answered as such at its place in the order of the checks.
    routerOptions: { maxParamLength: 16_384, ignoreTrailingSlash: true },
    // Node answers a missing Host by itself, without a body; the hook below says it as a problem.
    http: { requireHostHeader: false, headersTimeout: 20_000 },
    requestIdHeader: false,
    rewriteUrl: ({ url = '/' }) => routedAddress(url),
    genReqId: () => randomUUID(),
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      filter.answer(error, request, reply);
      countUnrouted(request.method, reply.statusCode, request.problemCode ?? 'INTERNAL');
    },
    clientErrorHandler: (error: SocketError, socket: Socket) => {
      const { status, code } = answerRaw(error, socket, headers);
      filter.count(code, []);
      countUnrouted('none', status, code);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: false,
    abortOnError: false,
    bodyParser: false,
  });
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers);
    // RFC 9112, section 3.2.
    if (request.raw.headers.host === undefined && request.raw.httpVersion !== '1.0') done(refused('VALIDATION'));
    else done();
  });
  // RFC 9110, section 10.1.1: an expectation other than 100-continue may be passed over; Node would answer it without a
  // body.
  fastify.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
    fastify.server.emit('request', request, response),
  );
  countUnrouted = logRequests(fastify, log, metrics);
  answerMethods(fastify);
  door.guard(fastify);
  drainBodies(fastify);
  readBodies(fastify);
  packPages(fastify);
  serveOperations(fastify, metrics, ready, health, building, workers, destructions);
  if (signIn?.isOwn) await serveProvider(fastify, config.offices ?? [], signIn, headers);
  app.useGlobalFilters(filter);
  return app;
}

/** Loaded where there is one: it is no dependency of production. */
async function serveProvider(
  fastify: FastifyInstance,
  offices: Config['offices'],
  signIn: Pick<SignIn, 'origin'>,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const { serveOwnProvider } = await import('../sign-in/own-provider-route.js');
  const names = new Map(offices.map(({ key, name }) => [key, name]));
  serveOwnProvider(fastify, { people: peopleOf(offices), officeNames: names, signIn, headers });
}

/** RFC 9110, section 15.5.9; RFC 6585, section 5: what is too long of the address is told so too, Node counts both. */
const statusOf: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

interface SocketError extends Error {
  readonly code?: string;
}

/**
 * What cannot be read as HTTP has no request and no reply; the answer is written onto the connection, and the
 * connection ends.
 */
function answerRaw(
  error: SocketError,
  socket: Socket,
  standing: Readonly<Record<string, string>>,
): { readonly status: number; readonly code: string } {
  const problem = problemOf(refused('VALIDATION', statusOf[error.code ?? ''] ?? 400));
  const body = JSON.stringify(problem.body);
  const headers = {
    ...standing,
    ...problem.headers,
    date: new Date().toUTCString(),
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  if (error.code !== 'ECONNRESET' && socket.writable) {
    socket.write(
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n${body}`,
    );
  }
  socket.destroySoon();
  return { status: problem.status, code: problem.body.code };
}

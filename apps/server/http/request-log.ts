import { type FastifyInstance } from 'fastify';
import { type Log } from '../../../libs/platform/log.js';
import { type Metrics } from '../../../libs/platform/metrics.js';
import './request.js';

/** One line and one count for each request, made when its answer has gone. */
export function logRequests(
  fastify: FastifyInstance,
  log: Log,
  metrics: Metrics,
): (method: string, status: number, code: string) => void {
  const requests = metrics.counter(
    'http_requests_total',
    'Requests answered, by pattern of the route, method and status.',
    ['route', 'method', 'status'],
  );
  fastify.decorateRequest('caller', null);
  fastify.decorateRequest('session', null);
  fastify.decorateRequest('actingRole', null);
  fastify.decorateRequest('problemCode', null);
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const { method, caller, actingRole, problemCode } = request;
    const status = reply.statusCode;
    requests.inc({ route, method, status });
    log[status >= 500 ? 'error' : 'info']({
      requestId: request.id,
      route,
      method,
      status,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      code: problemCode ?? undefined,
      office: caller?.office,
      role: actingRole ?? caller?.roles[0],
    });
    done();
  });
  return (method, status, code) => {
    requests.inc({ route: 'none', method, status });
    log.info({ route: 'none', method, status, code });
  };
}

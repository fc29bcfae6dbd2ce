import { type FastifyInstance } from 'fastify';
import { type Log } from '../../../libs/platform/log.js';
import { type Figure, type Metrics } from '../../../libs/platform/metrics.js';
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
  const figures = new Map<string, Map<string, Map<number, Figure>>>();
  const figureOf = (route: string, method: string, status: number): Figure => {
    const ofRoute = kept(figures, route, () => new Map<string, Map<number, Figure>>());
    return kept(
      kept(ofRoute, method, () => new Map<number, Figure>()),
      status,
      () => requests.of([route, method, String(status)]),
    );
  };
  fastify.decorateRequest('caller', null);
  fastify.decorateRequest('problemCode', null);
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const { method, caller, problemCode } = request;
    const status = reply.statusCode;
    figureOf(route, method, status).value += 1;
    log[status >= 500 ? 'error' : 'info']({
      requestId: request.id,
      route,
      method,
      status,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      code: problemCode ?? undefined,
      office: caller?.office,
      role: caller?.roles[0],
    });
    done();
  });
  return (method, status, code) => {
    figureOf('none', method, status).value += 1;
    log.info({ route: 'none', method, status, code });
  };
}

function kept<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

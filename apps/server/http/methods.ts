import { type FastifyInstance } from 'fastify';
import { refused } from '../../../libs/platform/refused.js';

interface Resource {
  readonly path: RegExp;
  readonly methods: Set<string>;
}

/**
 * A path that is there and not by this method: OPTIONS is told which there are, all others get 405 with `Allow` (RFC
 * 9110, sections 9.3.7 and 15.5.6). Which paths there are is no secret: the OpenAPI document has them. To be called
 * before the first route is made.
 */
export function answerMethods(fastify: FastifyInstance): void {
  const resources = new Map<string, Resource>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const known = resources.get(url) ?? { path: pathOf(url), methods: new Set(['OPTIONS']) };
    resources.set(url, known);
    for (const each of [method].flat()) known.methods.add(each);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) {
      done();
      return;
    }
    const [path = ''] = request.url.split('?', 1);
    const found = [...resources.values()].filter((each) => each.path.test(path));
    if (found.length === 0) {
      done();
      return;
    }
    const allow = [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
    if (request.method === 'OPTIONS') void reply.code(204).header('allow', allow.join(', ')).send();
    else done(refused('METHOD_NOT_ALLOWED', 405, { allow }));
  });
}

/** `/api/offices/:office` and a slash more, as the router takes it. */
const pathOf = (url: string): RegExp =>
  new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+')}/?$`);

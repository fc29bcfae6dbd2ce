/**
 * Pages go packed to whoever takes them so; a page is mostly what its forms and rows repeat. Only pages: an answer of
 * the API is left to the proxy of an installation. The one secret that stands in a page, the token of its forms, is
 * masked anew in each answer, so that the length of what was packed says nothing about it (BREACH; `isFormOf`).
 */
import { type FastifyInstance } from 'fastify';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const packed = promisify(gzip);
/** Bytes below which packing saves no packet. */
const worthIt = 1024;

export function packPages(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < worthIt) return payload;
    if (!String(reply.getHeader('content-type')).startsWith('text/html')) return payload;
    void reply.header('vary', 'accept-encoding');
    if (!takesGzip(request.headers['accept-encoding'])) return payload;
    void reply.header('content-encoding', 'gzip');
    return packed(payload, { level: 6 });
  });
}

/** RFC 9110, section 12.5.3: `gzip;q=0` refuses it. */
export const takesGzip = (accepted: string | readonly string[] | undefined): boolean =>
  String(accepted ?? '')
    .split(',')
    .map((each) => each.split(';').map((part) => part.trim().toLowerCase()))
    .some(([coding, weight = '']) => coding === 'gzip' && !/^q=0(\.0*)?$/.test(weight));

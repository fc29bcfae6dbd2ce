import { type FastifyInstance } from 'fastify';
import { type IncomingMessage } from 'node:http';

/** What a client may go on sending after it was refused, in bytes: most read no answer before they have sent all. */
export const maxDrainedBytes = 33_554_432;

/**
 * An answer that is known before the body has come waits for the rest of it, which is thrown away: closed upon, the
 * client would see a broken pipe in its place (RFC 9112, section 9.6). Beyond the bound the connection ends with the
 * answer; how long a request may take is bounded by `requestTimeout`.
 */
export function drainBodies(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const { raw } = request;
    if (raw.complete || raw.readableEnded || raw.destroyed || !hasBody(raw)) {
      done(null, payload);
      return;
    }
    let bytes = 0;
    const end = () => {
      raw.off('data', count).off('end', end).off('close', end);
      if (!raw.complete && !raw.readableEnded) void reply.header('connection', 'close');
      done(null, payload);
    };
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxDrainedBytes) end();
    };
    raw.on('data', count).on('end', end).on('close', end);
    raw.resume();
  });
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;

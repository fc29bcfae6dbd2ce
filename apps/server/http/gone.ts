/** Whether anybody still waits for an answer that takes its time. */
import { type FastifyReply } from 'fastify';

/** Aborted when the connection closes before the answer was sent. */
export function goneOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** Undefined where nobody waits any more: there is no answer then, of whatever kind. */
export async function unlessGone<Made>(
  reply: FastifyReply,
  { gone }: { readonly gone: AbortSignal },
  making: Promise<Made>,
): Promise<Made | undefined> {
  try {
    return await making;
  } catch (error) {
    if (!gone.aborted) throw error;
    reply.hijack();
    return undefined;
  }
}

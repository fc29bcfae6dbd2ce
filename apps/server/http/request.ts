import { type FastifyRequest } from 'fastify';
import { type Caller, type Role } from '../../../libs/platform/caller.js';
import { refused } from '../../../libs/platform/refused.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by Bearer; null before. */
    caller: Caller | null;
    /** The role that the caller acts in, once that is known. */
    actingRole: Role | null;
    /** The code of the problem that is the answer, for the log and the figures. */
    problemCode: string | null;
  }
  interface FastifyContextConfig {
    /**
     * The route is under Bearer and asks for its body by `bodyOf`, at the body's place in the order of the checks: it
     * is read for nobody without a token, and what is wrong with it waits until then.
     */
    bodyLast?: boolean;
  }
}

/** Who calls. @throws Refused 401: the route is not under Bearer */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) throw refused('UNAUTHENTICATED');
  return caller;
}

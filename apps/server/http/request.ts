import { type FastifyRequest } from 'fastify';
import { type Row } from '../../../libs/access/matrix.js';
import { type Session } from '../../../libs/identity/sessions.js';
import { type Caller, type Role } from '../../../libs/platform/caller.js';
import { refused } from '../../../libs/platform/refused.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set at the door, where the route is for callers; null before. */
    caller: Caller | null;
    /** Of a page: who has signed in; null where nobody has. */
    session: Session | null;
    /** The role that the caller acts in, once that is known. */
    actingRole: Role | null;
    /** The code of the problem that is the answer, for the log and the figures. */
    problemCode: string | null;
  }
  interface FastifyContextConfig {
    /** What the matrix says of the route. */
    row?: Row;
  }
}

/** Who calls. @throws Refused 401: the route is for everybody */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) throw refused('UNAUTHENTICATED');
  return caller;
}

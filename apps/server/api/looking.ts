/** Who looks and why, as a request says it. */
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Queries, type ReadRequest } from '../../../libs/complaints/views/queries.js';
import { type Role } from '../../../libs/platform/caller.js';
import { callerOf } from '../http/request.js';
import { afterOf, QueryReader, type Query } from './queries-of.js';

export const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

export const actingIn =
  (request: FastifyRequest) =>
  (role: Role): void => {
    request.actingRole = role;
  };

/** Waits for `?after=`. Says when it has waited in vain, or the answer may lack something else. */
export async function lookingIn(
  queries: Queries,
  request: FastifyRequest,
  office: string,
  query: Query,
  reply: FastifyReply,
  reader = new QueryReader(query),
): Promise<ReadRequest> {
  const stale = () => void reply.header('x-stale', 'true');
  const looking = {
    office,
    caller: callerOf(request),
    requestId: request.id,
    purpose: header(request, 'x-purpose'),
    stale,
    acting: actingIn(request),
    check: () => reader.done(),
  };
  const after = afterOf(query);
  if (after !== undefined && !(await queries.seen(looking, after))) stale();
  return looking;
}

import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { Tokens } from '../../../libs/installation/bearer-tokens.js';
import './request.js';

/** The first of the checks: the token. Afterwards `callerOf(request)` says who calls. */
@Injectable()
export class Bearer implements CanActivate {
  constructor(@Inject(Tokens) private readonly tokens: Tokens) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.caller ??= await this.tokens.verify(request.headers.authorization);
    return true;
  }
}

/** Guards come after the body; on a route with `bodyLast` nothing of it is kept for somebody without a token. */
export function askTokenBeforeBody(fastify: FastifyInstance, tokens: Pick<Tokens, 'verify'>): void {
  fastify.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.bodyLast) request.caller = await tokens.verify(request.headers.authorization);
  });
}

import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { Tokens } from '../../../libs/installation/bearer-tokens.js';

/** The first of the checks: the token. Afterwards `callerOf(request)` says who calls. */
@Injectable()
export class Bearer implements CanActivate {
  constructor(@Inject(Tokens) private readonly tokens: Tokens) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.caller = await this.tokens.verify(request.headers.authorization);
    return true;
  }
}

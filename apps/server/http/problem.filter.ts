import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Log } from '../../../libs/platform/log.js';
import { type Counter } from 'prom-client';
import { type Metrics } from '../../../libs/platform/metrics.js';
import { isForTheLog, problemOf } from './problem.js';
import { languageOfAddress, ownCaseAddress } from './own-case-address.js';
import { problemPage } from './problem-page.js';
import './request.js';
import { SignInNeeded } from './sign-in-needed.js';
import { proveAgainPage, signInAgainPage } from './sign-in-again.js';

/**
 * The one border where errors end: every one becomes a problem document, is counted by its code, and nothing of it is
 * kept.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly refusals: Counter<'code'>;
  private readonly byRule: Counter<'code' | 'rule'>;
  private readonly kept: ReadonlySet<string>;

  constructor(
    private readonly log: Log,
    metrics: Metrics,
    private readonly standing: Readonly<Record<string, string>>,
  ) {
    this.refusals = metrics.counter('refusals_total', 'Requests that were refused or failed, by code.', ['code']);
    this.byRule = metrics.counter(
      'refusals_by_rule_total',
      'Rules that refused, by code and rule; one refusal may have several.',
      ['code', 'rule'],
    );
    this.kept = new Set([...Object.keys(standing), 'connection', 'set-cookie']);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    this.answer(error, host.getArgByIndex<FastifyRequest>(0), host.getArgByIndex<FastifyReply>(1));
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (error instanceof SignInNeeded) {
      this.leadToSignIn(error, request, reply);
      return;
    }
    const { status, headers, body } = problemOf(error);
    request.problemCode = body.code;
    this.count(body.code, body.rules);
    if (isForTheLog(error))
      this.log.failure(error, {
        requestId: request.id,
        route: request.routeOptions?.url ?? 'none',
        method: request.method,
        code: body.code,
      });
    // The answer had begun: what is there is cut off, or the client would take half a content for the whole.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    for (const name of Object.keys(reply.getHeaders())) if (!this.kept.has(name)) reply.removeHeader(name);
    if (isRead(request)) {
      void reply.code(status).headers({ ...this.standing, ...headers, 'content-type': 'text/html; charset=utf-8' });
      const { 'retry-after': wait } = headers;
      void reply.send(problemPage(request, body, wait === undefined ? undefined : Number(wait)));
      return;
    }
    void reply
      .code(status)
      .headers({ ...this.standing, ...headers })
      .send(JSON.stringify(body));
  }

  private leadToSignIn({ how }: SignInNeeded, request: FastifyRequest, reply: FastifyReply): void {
    request.problemCode = 'UNAUTHENTICATED';
    this.count('UNAUTHENTICATED', []);
    const { method, originalUrl: url, headers } = request;
    // A page that follows a case would be led to a page: this ends its asking, without a word.
    if (/\btext\/event-stream\b/.test(String(headers.accept))) {
      void reply.code(204).send();
      return;
    }
    if (method === 'GET' && how === 'first') {
      // A citizen comes by a code, not by the municipality's provider.
      const own = languageOfAddress(url);
      void reply.redirect(own ? ownCaseAddress(own) : `/login?ask=yes&to=${encodeURIComponent(url)}`, 303);
      return;
    }
    const text = how === 'again' ? proveAgainPage(request) : signInAgainPage(request);
    void reply.code(401).header('content-type', 'text/html; charset=utf-8').send(text);
  }

  count(code: string, rules: readonly string[]): void {
    this.refusals.inc({ code });
    for (const rule of rules) this.byRule.inc({ code, rule });
  }
}

/** By a person: a page, or an address that is none, in a browser. */
const isRead = ({ routeOptions, headers, url }: FastifyRequest): boolean =>
  routeOptions?.config.row?.page === true ||
  (routeOptions?.config.row === undefined &&
    /\btext\/html\b/.test(String(headers.accept)) &&
    !/^\/(api|health|metrics)\b/.test(url));

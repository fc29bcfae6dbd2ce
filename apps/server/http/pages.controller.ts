import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Config } from '../../../libs/installation/config.js';
import { openApiDocument } from '../api/openapi.js';
import { startPage } from '../console/start/start-page.js';
import { apiPage, problemsPage } from '../api/openapi-page.js';
import { SessionFinder } from '../sign-in/page-session.js';
import { nameOf } from '../sign-in/pages.js';
import { CONFIG } from './injected.js';
import { refused } from '../../../libs/platform/refused.js';
import { accessibilityPage } from './accessibility-page.js';
import { assets } from './assets.js';
import { takesGzip } from './pack-pages.js';
import { languageOf, type Language } from './page.js';

/** What explains the API to a person or a program; for everybody, since nothing of a case is in it. */
@Controller()
export class PagesController {
  private readonly document: string;
  /** Made when they are first asked for: only then is it known where it listens. */
  private readonly apis = new Map<Language, string>();
  private readonly codes = new Map<Language, string>();

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'mode' | 'offices' | 'publicAddress'>,
    @Inject(SessionFinder) private readonly finder: SessionFinder,
  ) {
    this.document = JSON.stringify(openApiDocument(config));
  }

  @Get()
  start(@Query('lang') lang: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const session = this.finder.find(request, reply);
    // Whoever works in one office is at their desk there; a citizen has a page of their own.
    const [only, ...others] = session?.holder.kind === 'staff' ? session.callers : [];
    if (only && others.length === 0) {
      void reply.redirect(`/o/${only.office}`, 303);
      return;
    }
    const options = {
      lang: session?.language ?? languageOf(lang),
      signedIn: session === null ? null : nameOf(session),
      desks: [only, ...others].flatMap((caller) => (caller ? [caller.office] : [])),
      isSample: this.config.mode !== 'production',
    };
    page(reply, startPage(this.config, this.origin(request), options));
  }

  @Get('api')
  api(@Query('lang') lang: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const asked = languageOf(lang);
    const known = this.apis.get(asked) ?? apiPage(this.config, this.origin(request), { lang: asked });
    this.apis.set(asked, known);
    page(reply, known);
  }

  @Get('problems')
  problems(@Query('lang') lang: unknown, @Res() reply: FastifyReply): void {
    const asked = languageOf(lang);
    const known = this.codes.get(asked) ?? problemsPage({ lang: asked });
    this.codes.set(asked, known);
    page(reply, known);
  }

  @Get('was')
  accessibility(@Query('lang') lang: unknown, @Res() reply: FastifyReply): void {
    page(reply, accessibilityPage(languageOf(lang)));
  }

  @Get('api/openapi.json')
  openApi(@Res() reply: FastifyReply): void {
    void reply.header('content-type', 'application/json; charset=utf-8').send(this.document);
  }

  @Get('assets/:hashed')
  asset(@Param('hashed') hashed: string, @Req() { headers }: FastifyRequest, @Res() reply: FastifyReply): void {
    const found = assets().find(hashed);
    if (!found) throw refused('NOT_FOUND');
    const packed = takesGzip(headers['accept-encoding']) ? found.gzip : undefined;
    if (packed) void reply.header('content-encoding', 'gzip');
    void reply
      .header('content-type', found.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
      .send(packed ?? found.bytes);
  }

  /** As clients see it. */
  private origin({ socket }: FastifyRequest): string {
    return this.config.publicAddress ?? `http://127.0.0.1:${socket.localPort}`;
  }
}

const page = (reply: FastifyReply, text: string): void => {
  void reply.header('content-type', 'text/html; charset=utf-8').send(text);
};

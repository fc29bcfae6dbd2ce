import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { type Config } from '../../../libs/installation/config.js';
import { openApiDocument } from '../api/openapi.js';
import { apiPage, problemsPage, startPage, styleSheet, type Language } from '../api/openapi-page.js';
import { CONFIG } from './injected.js';

const style = `/assets/${createHash('sha256').update(styleSheet).digest('hex').slice(0, 16)}.css`;

/** What explains the API to a person or a program; for everybody, since nothing of a case is in it. */
@Controller()
export class PagesController {
  private readonly document: string;
  private readonly pages: Readonly<Record<Language, { readonly api: string; readonly problems: string }>>;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'mode' | 'offices' | 'publicAddress'>) {
    this.document = JSON.stringify(openApiDocument(config));
    const made = (lang: Language) => ({
      api: apiPage(config, { lang, style }),
      problems: problemsPage({ lang, style }),
    });
    this.pages = { da: made('da'), en: made('en') };
  }

  @Get()
  start(@Query('lang') lang: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    page(
      reply,
      startPage(this.config, this.config.publicAddress ?? `http://127.0.0.1:${request.socket.localPort}`, {
        lang: language(lang),
        style,
      }),
    );
  }

  @Get('api')
  api(@Query('lang') lang: unknown, @Res() reply: FastifyReply): void {
    page(reply, this.pages[language(lang)].api);
  }

  @Get('problems')
  problems(@Query('lang') lang: unknown, @Res() reply: FastifyReply): void {
    page(reply, this.pages[language(lang)].problems);
  }

  @Get('api/openapi.json')
  openApi(@Res() reply: FastifyReply): void {
    void reply.header('content-type', 'application/json; charset=utf-8').send(this.document);
  }

  @Get(style)
  style(@Res() reply: FastifyReply): void {
    void reply
      .header('content-type', 'text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(styleSheet);
  }
}

const language = (lang: unknown): Language => (lang === 'en' ? 'en' : 'da');
const page = (reply: FastifyReply, text: string): void => {
  void reply.header('content-type', 'text/html; charset=utf-8').send(text);
};

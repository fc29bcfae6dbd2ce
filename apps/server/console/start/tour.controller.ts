import { Controller, Get, Inject, Query, Req, Res, type Type } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Config } from '../../../../libs/installation/config.js';
import { CONFIG } from '../../http/injected.js';
import { languageOf } from '../../http/page.js';
import { SessionFinder } from '../../sign-in/page-session.js';
import { nameOf } from '../../sign-in/pages.js';
import { tourPage } from './tour-page.js';

/** In demo and test alone: in production nobody is invented. */
@Controller('tour')
export class TourController {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'offices'>,
    @Inject(SessionFinder) private readonly finder: SessionFinder,
  ) {}

  @Get()
  tour(@Query('lang') lang: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const session = this.finder.find(request, reply);
    const options = {
      lang: session?.language ?? languageOf(lang),
      signedIn: session === null ? null : nameOf(session),
      isSample: true,
    };
    void reply.header('content-type', 'text/html; charset=utf-8').send(tourPage(options, this.config.offices[0]!));
  }
}

export const tours = ({ mode }: Pick<Config, 'mode'>): readonly Type[] =>
  mode === 'production' ? [] : [TourController];

/** Pages about the rules of an office: nothing of a case is on them. */
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Queries } from '../../../../libs/complaints/views/queries.js';
import { isValidDate, type LocalDate } from '../../../../libs/policy/calendar.js';
import { refused } from '../../../../libs/platform/refused.js';
import { Desks, sendPage } from '../desk.js';
import { lifecyclePage } from './lifecycle-page.js';
import { calendarPage, comparePage, rulesPage } from './rules-page.js';

const [firstYear, lastYear] = [1900, 2999];
const mostDays = 250;

@Controller('o/:office')
export class RulesController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Queries) private readonly queries: Queries,
  ) {}

  @Get('rules')
  async rules(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    await sendPage(reply, rulesPage(desk, this.queries.profile(desk.looking())));
  }

  @Get('rules/compare')
  async compare(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() { one, two, whole }: { readonly one?: unknown; readonly two?: unknown; readonly whole?: unknown },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const own = this.queries.profile(desk.looking());
    const all = this.queries.profiles(desk.looking());
    const named = (id: unknown) => all.find((profile) => profile.id === id);
    const mine = one === undefined ? own : named(one);
    const other = two === undefined ? all.find(({ id }) => id !== own.id) : named(two);
    if (!mine || !other) throw refused('NOT_FOUND');
    await sendPage(reply, comparePage(desk, { mine, other, all, whole: whole === 'true' }));
  }

  @Get('calendar')
  async calendar(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() asked: Readonly<Record<string, unknown>>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const { settings } = this.queries.profile(desk.looking());
    const year = wholeNumber(asked['year'] ?? desk.today.slice(0, 4), firstYear, lastYear);
    const count = wholeNumber(asked['count'] ?? '10', 0, mostDays);
    const from = asked['from.day'] === undefined ? desk.today : dayOf(asked);
    await sendPage(reply, calendarPage(desk, { year, switches: settings.calendar.value, from, count }));
  }

  @Get('lifecycle')
  async lifecycle(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    await sendPage(reply, lifecyclePage(desk, await this.queries.lifecycle(desk.looking())));
  }
}

/** @throws Refused VALIDATION */
function wholeNumber(asked: unknown, least: number, most: number): number {
  const number = typeof asked === 'string' && /^\d{1,4}$/.test(asked) ? Number(asked) : Number.NaN;
  if (!(number >= least && number <= most)) throw refused('VALIDATION');
  return number;
}

/** A day in its three fields. @throws Refused VALIDATION */
function dayOf(asked: Readonly<Record<string, unknown>>): LocalDate {
  const [day, month] = [asked['from.day'], asked['from.month']].map((each) => String(wholeNumber(each, 1, 31)));
  const date = `${wholeNumber(asked['from.year'], firstYear, lastYear)}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  if (!isValidDate(date)) throw refused('VALIDATION');
  return date;
}

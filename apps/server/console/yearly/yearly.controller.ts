/** The yearly report as it is put together: tables chosen, own texts, examples that somebody lets through. */
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { approvesExamples, hasRow, writesYearly } from '../../../../libs/access/admit.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { type ActingMember } from '../../../../libs/identity/office-members.js';
import { isUuid, randomId } from '../../../../libs/platform/ids.js';
import { refused } from '../../../../libs/platform/refused.js';
import { Refused } from '../../../../libs/platform/refusal.js';
import { Reporting, type ReportRequest } from '../../../../libs/reporting/reporting.js';
import { type YearlyDrafts } from '../../../../libs/reporting/yearly-drafts.js';
import { yearsBefore } from '../../../../libs/reporting/yearly-sections.js';
import { additionsOf, emptyDraft, type Example, type YearDraft } from '../../../../libs/yearly-report/draft.js';
import { goneOf, unlessGone } from '../../http/gone.js';
import { YEARLY_DRAFTS } from '../../http/injected.js';
import { sendReportFile } from '../../http/send-report-file.js';
import { Desks, sendPage, type Desk } from '../desk.js';
import { typedText, type Typed } from '../steps/read-form.js';
import { examplePage, type ExamplePage } from './example-page.js';
import { arrangementIn, exampleIn, wrongExample, wrongTexts } from './yearly-form.js';
import { doneWords, mayRead, mayWrite, yearPage, yearsPage, type Year, type YearPage } from './yearly-page.js';

const formats = ['html', 'pdf'] as const;

/** One request for the report of a year. */
interface Sitting {
  readonly desk: Desk;
  readonly of: Year;
  readonly drafts: YearlyDrafts;
}

@Controller('o/:office/yearly-reports')
export class YearlyController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Reporting) private readonly reporting: Reporting,
    @Inject(YEARLY_DRAFTS) private readonly drafts: ReadonlyMap<string, YearlyDrafts>,
  ) {}

  @Get()
  async years(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desk(request, reply, office);
    const written = await this.drafts.get(office)!.all();
    const now = this.yearOf(desk, null)!.year;
    const shown = new Set([...Array.from({ length: yearsBefore + 1 }, (_, back) => now - back), ...written.keys()]);
    const years = [...shown].sort((a, b) => b - a).map((year) => this.yearOf(desk, year)!);
    await sendPage(
      reply,
      yearsPage(
        desk,
        years.map((of) => ({ of, draft: written.get(of.year) ?? emptyDraft })),
      ),
    );
  }

  @Get(':year')
  async year(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('year') year: string,
    @Query() { done }: { readonly done?: unknown },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sitting = await this.sitting(request, reply, office, year);
    const said = typeof done === 'string' && Object.hasOwn(doneWords, done) ? (done as keyof typeof doneWords) : null;
    await this.sendYear(reply, sitting, { sent: null, done: said });
  }

  @Post(':year')
  @HttpCode(200)
  async arrange(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('year') year: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sitting = await this.sitting(request, reply, office, year);
    const by = actingIn(sitting.desk, writesYearly);
    const body = request.body as Typed;
    const typed = arrangementIn(body);
    const wrong = wrongTexts(typed);
    if (wrong.size > 0) {
      await this.sendYear(reply.code(400), sitting, { sent: { typed, wrong, isChanged: false }, done: null });
      return;
    }
    const { desk, of, drafts } = sitting;
    const isDone = await unlessChanged(drafts.arrange(of.year, typed, by, revisionIn(body) ?? -1));
    if (isDone) await reply.redirect(`${desk.root}/yearly-reports/${of.year}?done=saved`, 303);
    else await this.sendYear(reply.code(412), sitting, { sent: { typed, wrong, isChanged: true }, done: null });
  }

  @Get(':year/examples/:example')
  async example(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('year') year: string,
    @Param('example') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sitting = await this.sitting(request, reply, office, year);
    const { desk, of } = sitting;
    await sendPage(reply, examplePage(desk, { of, example: await exampleOf(sitting, id), sent: null }));
  }

  /** `do`: save, approve or remove. */
  @Post(':year/examples/:example')
  @HttpCode(200)
  async sayExample(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('year') year: string,
    @Param('example') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sitting = await this.sitting(request, reply, office, year);
    const { desk, of, drafts } = sitting;
    const body = request.body as Typed;
    const [wanted, revision] = [typedText(body, 'do'), revisionIn(body)];
    const typed = exampleIn(body);
    const wrong = wanted === 'save' ? wrongExample(typed) : new Map();
    const again = async (status: number, isChanged: boolean) => {
      // What is let through or removed has no fields of its own: those of the example stand as they are.
      const sent = { typed: wanted === 'save' ? typed : ((await exampleOf(sitting, id)) ?? typed), wrong, isChanged };
      const page: ExamplePage = { of, example: await exampleOf(sitting, id), sent };
      await sendPage(reply.code(status), examplePage(desk, page));
    };
    const by = actingIn(desk, wanted === 'approve' ? approvesExamples : writesYearly);
    await exampleOf(sitting, id);
    if (wrong.size > 0) return again(400, false);
    const [doing, done] =
      wanted === 'approve'
        ? [drafts.approveExample(of.year, id, by, revision ?? -1), 'approved']
        : wanted === 'remove'
          ? [drafts.removeExample(of.year, id, by, revision ?? -1), 'removed']
          : [drafts.writeExample(of.year, id === 'new' ? newIdIn(body) : id, typed, by, revision), 'example'];
    if (!(await unlessChanged(doing))) return again(412, true);
    await reply.redirect(`${desk.root}/yearly-reports/${of.year}?done=${done}#examples`, 303);
  }

  @Get(':year/file/:format')
  async file(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('year') year: string,
    @Param('format') wanted: string,
    @Query() { audience, lang }: { readonly audience?: unknown; readonly lang?: unknown },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const format = formats.find((each) => each === wanted);
    if (!format) throw refused('NOT_FOUND');
    const { desk, of, drafts } = await this.sitting(request, reply, office, year);
    const looking: ReportRequest = { ...desk.looking(), gone: goneOf(reply) };
    const how = {
      format,
      lang: lang === 'da' || lang === 'en' ? lang : desk.lang,
      asof: {},
      audience: audience === 'internal' ? ('internal' as const) : ('published' as const),
    };
    const making = this.reporting.yearly(looking, of.year, how, additionsOf(await drafts.of(of.year)));
    await sendReportFile(reply, await unlessGone(reply, looking, making), `yearly-${of.year}`);
  }

  private async sendYear(
    reply: FastifyReply,
    { desk, of, drafts }: Sitting,
    said: Pick<YearPage, 'sent' | 'done'>,
  ): Promise<void> {
    const titleOf = (name: string) => this.reporting.entry(desk.looking(), name).title[desk.lang];
    await sendPage(reply, yearPage(desk, { of, draft: await drafts.of(of.year), titleOf, ...said }));
  }

  /** @throws Refused ROLE_FORBIDDEN whoever reads has no reports */
  private async desk(request: FastifyRequest, reply: FastifyReply, office: string): Promise<Desk> {
    const desk = await this.desks.of(request, reply, office);
    if (!hasRow(matrix.readYearlyReport, desk.caller)) throw refused('ROLE_FORBIDDEN');
    return desk;
  }

  /** @throws Refused NOT_FOUND there is no such year, or it has not begun */
  private async sitting(request: FastifyRequest, reply: FastifyReply, office: string, year: string): Promise<Sitting> {
    const desk = await this.desk(request, reply, office);
    const of = /^(?:199\d|2[01]\d\d)$/.test(year) ? this.yearOf(desk, Number(year)) : null;
    if (of === null) throw refused('NOT_FOUND');
    return { desk, of, drafts: this.drafts.get(office)! };
  }

  /** @param year null: the one that it is now; the answer is null for one that has not begun */
  private yearOf(desk: Desk, year: number | null): Year | null {
    const years = this.reporting.yearOf(desk.looking());
    const now = Number(years.numbered(desk.today.slice(0, 7)).slice(0, 4));
    const asked = year ?? now;
    const called = years.nameOf(String(asked)) ?? { da: String(asked), en: String(asked) };
    return asked > now ? null : { year: asked, called, isCurrent: asked === now };
  }
}

/** @throws Refused ROLE_FORBIDDEN */
function actingIn(desk: Desk, roleOf: typeof writesYearly): ActingMember {
  const { caller } = desk;
  const role = roleOf(caller);
  if (role === undefined) throw refused('ROLE_FORBIDDEN');
  desk.looking().acting?.(role);
  return { sub: caller.sub, role };
}

/** Null: a new one. @throws Refused NOT_FOUND, also where the reader may not see it; ROLE_FORBIDDEN */
async function exampleOf({ desk, of, drafts }: Sitting, id: string): Promise<Example | null> {
  if (id === 'new') {
    if (!mayWrite(desk)) throw refused('ROLE_FORBIDDEN');
    return null;
  }
  const { examples }: YearDraft = await drafts.of(of.year);
  const example = examples.find((each) => each.id === id);
  if (!example || !mayRead(desk, example)) throw refused('NOT_FOUND');
  return example;
}

/** A page gives its form an id, so that a second press writes no second example. */
const newIdIn = (typed: Typed): string => (isUuid(typedText(typed, 'key')) ? typedText(typed, 'key') : randomId());

function revisionIn(typed: Typed): number | null {
  const said = typedText(typed, 'ifMatch');
  return /^\d{1,15}$/.test(said) ? Number(said) : null;
}

/** False where somebody else has written meanwhile. */
async function unlessChanged(doing: Promise<void>): Promise<boolean> {
  try {
    await doing;
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status === 412) return false;
    throw error;
  }
}

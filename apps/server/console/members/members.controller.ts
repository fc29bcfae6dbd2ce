/** Who works in the office, as its administrator writes it down. What may be written is settled where it is written. */
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { admit, hasRow } from '../../../../libs/access/admit.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { type Member } from '../../../../libs/identity/members.js';
import { type ActingMember, type OfficeMembers } from '../../../../libs/identity/office-members.js';
import { refused } from '../../../../libs/platform/refused.js';
import { Refused } from '../../../../libs/platform/refusal.js';
import { endingIn, memberIn } from '../../api/members-body.js';
import { MEMBERS } from '../../http/injected.js';
import { Desks, sendPage, type Desk } from '../desk.js';
import { dayFrom, typedDay, typedList, typedText, type Typed } from '../steps/read-form.js';
import { membersPage, type MembersPage } from './members-page.js';
import { membersWords } from './members-words.js';

/** What comes back with everything typed; anything else is a page of its own. */
const comesBack: ReadonlySet<number> = new Set([400, 404, 409, 412]);
type Form = NonNullable<MembersPage['form']>;
const blank: Form = { typed: {}, isNew: true, errors: [], refusals: [], isChanged: false };

@Controller('o/:office/members')
export class MembersPagesController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(MEMBERS) private readonly members: ReadonlyMap<string, OfficeMembers>,
  ) {}

  @Get()
  async list(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() { done }: { readonly done?: unknown },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(reply, await this.desk(request, reply, office), blank, done === 'saved');
  }

  /** `do`: save; end, at once; edit, which changes nothing and fills the form. */
  @Post()
  @HttpCode(200)
  async write(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desk(request, reply, office);
    const by = actingIn(desk);
    const sent = request.body as Typed;
    const members = this.members.get(office)!;
    const wanted = typedText(sent, 'do');
    // Whoever is changed stays who they are: the form has their id and no field for it.
    const of = typedText(sent, 'of');
    const typed: Typed = of === '' ? sent : { ...sent, sub: of };
    if (wanted === 'edit') {
      const member = members.all.find(({ sub }) => sub === typedText(typed, 'sub'));
      if (!member) throw refused('NOT_FOUND');
      await this.send(reply, desk, { ...blank, typed: typedOf(member), isNew: false });
      return;
    }
    try {
      const revisions = revisionsIn(typed);
      if (wanted === 'end') {
        const ending = endingIn({ sub: typedText(typed, 'sub') });
        if (!isOver(members.find(ending.sub))) await members.end(ending, by, revisions);
      } else {
        const said = memberIn(bodyIn(typed), desk.running.office);
        const isThere = members.find(said.sub)?.isEnded === false;
        // A second press of the button finds what the first one wrote.
        if (!members.stands(said)) {
          if (of === '' && isThere) throw thereAlready();
          await members.say(said, by, revisions);
        }
      }
    } catch (error) {
      if (!(error instanceof Refused) || !comesBack.has(error.status)) throw error;
      const { refusal, details, status } = error;
      const errors = details.errors ?? [];
      const back = { errors, refusals: errors.length > 0 ? [] : [refusal], isChanged: status === 412 };
      await this.send(reply.code(status), desk, { ...blank, typed, isNew: of === '', ...back });
      return;
    }
    await reply.redirect(`${desk.root}/members?done=saved`, 303);
  }

  /** @throws Refused ROLE_FORBIDDEN whoever neither leads the office nor keeps its rights nor revises it */
  private async desk(request: FastifyRequest, reply: FastifyReply, office: string): Promise<Desk> {
    const desk = await this.desks.of(request, reply, office);
    if (!hasRow(matrix.listMembers, desk.caller) && !hasRow(matrix.readMembersHistory, desk.caller))
      throw refused('ROLE_FORBIDDEN');
    return desk;
  }

  private async send(reply: FastifyReply, desk: Desk, form: Form, isDone = false): Promise<void> {
    const members = this.members.get(desk.running.key)!;
    await sendPage(
      reply,
      membersPage(desk, {
        members: hasRow(matrix.listMembers, desk.caller) ? members.all : null,
        revision: members.revision,
        form: hasRow(matrix.sayMember, desk.caller) ? form : null,
        history: hasRow(matrix.readMembersHistory, desk.caller) ? await members.history() : null,
        isDone,
      }),
    );
  }
}

const isOver = (member: Member | undefined): boolean => member?.isEnded === true && member.until === undefined;

const thereAlready = () =>
  refused('VALIDATION', 400, {
    errors: [{ field: 'sub', code: 'ALREADY_THERE', sentences: membersWords.alreadyThere }],
  });

/** @throws Refused ROLE_FORBIDDEN */
function actingIn({ caller, running }: Desk): ActingMember {
  return { sub: caller.sub, role: admit(matrix.sayMember, caller, running.office.profile) };
}

/** Of the members that the form was made of; it says none where there was nobody. */
function revisionsIn(typed: Typed): readonly number[] {
  const said = typedText(typed, 'ifMatch');
  return [/^\d{1,9}$/.test(said) ? Number(said) : -1];
}

/** What was left empty was left out. */
function bodyIn(typed: Typed): Readonly<Record<string, unknown>> {
  const said = {
    sub: typedText(typed, 'sub').trim(),
    name: typedText(typed, 'name').trim(),
    department: typedText(typed, 'department'),
    from: dayFrom(typedDay(typed, 'from')),
    until: dayFrom(typedDay(typed, 'until')),
  };
  const filled = Object.entries(said).filter(([, value]) => value !== undefined && value !== '');
  const roles = typedList(typed, 'roles');
  return { ...Object.fromEntries(filled), ...(roles.length > 0 ? { roles } : {}) };
}

function typedOf({ sub, name, roles, department = '', from, until }: Member): Typed {
  const dayOf = (field: string, day: string | undefined): Typed => {
    if (day === undefined) return {};
    const [year = '', month = '', date = ''] = day.split('-');
    return {
      [`${field}.year`]: year,
      [`${field}.month`]: String(Number(month)),
      [`${field}.day`]: String(Number(date)),
    };
  };
  const said = { sub, name: typeof name === 'string' ? name : '', roles, department };
  return { ...said, ...dayOf('from', from), ...dayOf('until', until) };
}

/** Who is a member of an office, as its administrator writes it down (docs/contract.md). No case is looked at here. */
import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type OfficeEvent } from '../../../event-schemas/office/events.js';
import { OFFICES } from '../../../libs/complaints/wiring/injection-tokens.js';
import { type Offices } from '../../../libs/complaints/wiring/office.js';
import { revisionsNamed } from '../../../libs/complaints/write/request-checks.js';
import { statusOf, type Member } from '../../../libs/identity/members.js';
import { type ActingMember, type MemberWritten, type OfficeMembers } from '../../../libs/identity/office-members.js';
import { MEMBERS } from '../http/injected.js';
import { bodyOf } from '../http/read-body.js';
import { callerOf } from '../http/request.js';
import { endingIn, memberIn } from './members-body.js';
import { afterOf, QueryReader, type Query as Asked } from './queries-of.js';

@Controller('api/offices/:office/members')
export class MembersController {
  constructor(
    @Inject(MEMBERS) private readonly members: ReadonlyMap<string, OfficeMembers>,
    @Inject(OFFICES) private readonly offices: Offices,
  ) {}

  @Get()
  async list(@Param('office') office: string, @Query() query: Asked, @Res() reply: FastifyReply): Promise<void> {
    const members = this.members.get(office)!;
    const reader = readerOf(query);
    const withEnded = reader.oneOf('ended', ['true', 'false']) === 'true';
    reader.done();
    const shown = members.all.map((member) => viewOf(member, members));
    await tagged(reply, members.revision).send({
      items: shown.filter(({ status }) => withEnded || status !== 'ended'),
      revision: members.revision < 0 ? null : members.revision,
    });
  }

  @Get('history')
  async history(@Param('office') office: string, @Query() query: Asked, @Res() reply: FastifyReply): Promise<void> {
    const members = this.members.get(office)!;
    readerOf(query).done();
    const events = await members.history();
    await tagged(reply, members.revision).send({ events: events.map((event) => eventView(event, members)) });
  }

  @Post()
  async say(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const members = this.members.get(office)!;
    new QueryReader(query, []).done();
    const said = memberIn(bodyOf(request), this.offices.get(office)!);
    await answer(reply, await members.say(said, actingIn(request), revisionsIn(request)), members);
  }

  @Post('end')
  async end(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const members = this.members.get(office)!;
    new QueryReader(query, []).done();
    const ending = endingIn(bodyOf(request));
    await answer(reply, await members.end(ending, actingIn(request), revisionsIn(request)), members);
  }
}

/** Every read takes `after`; who the members are is never behind. */
function readerOf(query: Asked): QueryReader {
  afterOf(query);
  return new QueryReader(query);
}

/** The door has found the role that is let in. */
const actingIn = (request: FastifyRequest): ActingMember => ({
  sub: callerOf(request).sub,
  role: request.actingRole!,
});
const revisionsIn = ({ headers }: FastifyRequest): readonly number[] | undefined =>
  revisionsNamed({ ifMatch: headers['if-match'] });

const named = (sub: string, members: OfficeMembers) => ({ sub, name: members.nameOf(sub) ?? sub });

function viewOf(member: Member, members: OfficeMembers) {
  const { sub, name, roles, department = null, from = null, until = null, since, by } = member;
  const status = statusOf(member, members.today);
  return { sub, name, roles, department, from, until, status, since, by: named(by, members) };
}

function eventView({ revision, type, recordedAt, actor, data }: OfficeEvent, members: OfficeMembers) {
  const { facts: _, ...said } = data;
  return { revision, type, recordedAt, actor: { ...named(actor.sub, members), role: actor.role }, data: said };
}

const tagged = (reply: FastifyReply, revision: number): FastifyReply =>
  revision < 0 ? reply : reply.header('etag', `"${revision}"`);

const answer = (reply: FastifyReply, { member, revision, isNew }: MemberWritten, members: OfficeMembers) =>
  tagged(reply.status(isNew ? 201 : 200), revision).send({ member: viewOf(member, members), revision });

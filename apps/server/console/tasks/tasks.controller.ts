/** What has to be done in the office, as a page. */
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { matrix } from '../../../../libs/access/matrix.js';
import { Queries } from '../../../../libs/complaints/views/queries.js';
import { actsForDepartment } from '../../../../libs/complaints/views/visible.js';
import { QueryReader, tasksAskedIn, type Query as AskedQuery } from '../../api/queries-of.js';
import { asksWhy } from '../audit/purpose.js';
import { Desks, sendPage } from '../desk.js';
import { tasksPage } from './tasks-page.js';

@Controller('o/:office/tasks')
export class TasksController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Queries) private readonly queries: Queries,
  ) {}

  @Get()
  async read(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    if (await asksWhy(reply, desk, matrix.listTasks)) return;
    const reader = new QueryReader(request.query as AskedQuery, ['after', 'lang']);
    const { assignee, due, cursor } = tasksAskedIn(reader);
    reader.done();
    const listed = await this.queries.tasks(desk.looking(), { assignee, due, cursor, limit: 50 });
    const canBeMine = actsForDepartment(desk.caller) === undefined;
    await sendPage(reply, tasksPage(desk, { assignee, due, cursor }, listed, canBeMine));
  }
}

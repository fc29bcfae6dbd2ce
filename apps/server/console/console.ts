/** The pages of an office: what answers them, and what they need. */
import { type Provider, type Type } from '@nestjs/common';
import { CodeIssuer } from '../sign-in/code-issuer.js';
import { AssignmentsController } from './assignments/assignments.controller.js';
import { HistoryController } from './audit/history.controller.js';
import { LooksController } from './audit/looks.controller.js';
import { ReplayController } from './audit/replay.controller.js';
import { BeginController } from './begin/begin.controller.js';
import { CaseStreams } from './cases/case-streams.js';
import { CasesController } from './cases/cases.controller.js';
import { MovesController } from './cases/moves.controller.js';
import { SidesController } from './cases/sides.controller.js';
import { CodeController } from './citizen/code.controller.js';
import { TasksController } from './tasks/tasks.controller.js';
import { Desks } from './desk.js';
import { ReportPagesController } from './reports/reports.controller.js';
import { MembersPagesController } from './members/members.controller.js';
import { ViewsController } from './views/views.controller.js';
import { YearlyController } from './yearly/yearly.controller.js';
import { RulesController } from './rules/rules.controller.js';
import { InquiryController } from './inquiry/inquiry.controller.js';
import { PapersController } from './papers/papers.controller.js';

export const consoleControllers: readonly Type[] = [
  CasesController,
  MovesController,
  HistoryController,
  ReplayController,
  LooksController,
  PapersController,
  InquiryController,
  BeginController,
  RulesController,
  CodeController,
  TasksController,
  AssignmentsController,
  SidesController,
  ReportPagesController,
  YearlyController,
  ViewsController,
  MembersPagesController,
];
export const consoleProviders: readonly Provider[] = [Desks, CodeIssuer, CaseStreams];

/** What every page of a case from one side has to say at its head. */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { type HistoryEvent } from '../../../../libs/complaints/views/queries.js';
import { isCommandName, stepBehind, type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { type FastifyRequest } from 'fastify';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';
import { eventWord } from '../words/event-words.js';
import { stepTitle } from '../words/step-words.js';
import { comeBack, type CameBack } from './came-back.js';
import { inWords } from './case-page-words.js';

export interface SidePage {
  readonly view: CaseView;
  readonly events: readonly HistoryEvent[];
  /** What was sent and is not kept. */
  readonly cameBack: CameBack | null;
  /** The step that was taken to come here. */
  readonly done: CommandName | null;
}

export const whatCameOf = (desk: Desk, { cameBack, done, events }: Omit<SidePage, 'view'>): Html => {
  return html`${done !== null && doneNote(desk, done, events)} ${cameBack !== null && comeBack(desk, cameBack, events)}`;
};

/** What has happened by the step, in the words of the timeline; who has no history is told the step. */
function doneNote({ lang, names }: Desk, done: CommandName, events: readonly HistoryEvent[]): Html {
  const made = events.findLast(({ type }) => stepBehind(type) === done);
  const said = made ? eventWord(made.type, made.data, names, lang) : stepTitle(done, lang);
  return html`<p class="kg-note good" data-focus role="status">${inWords(lang)('done')} ${said}.</p>`;
}

/** The step that was taken to come to a page. */
export function doneIn({ query }: FastifyRequest): CommandName | null {
  const { done } = query as { readonly done?: unknown };
  return typeof done === 'string' && isCommandName(done) ? done : null;
}

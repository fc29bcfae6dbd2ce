/**
 * The one fold of a complaint's events: the write path, views, timers and read models all take what it comes to. It
 * judges nothing and never fails; whether a history is legal is the lifecycle's question.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { localDateOf, type LocalDate } from '../policy/calendar.js';
import { emptyCase, type CaseState } from './case-state.js';
import { type Change, type Folds } from './change.js';
import { consenting } from './consent.js';
import { desk } from './desk.js';
import { putsRight, standingOf } from './corrected.js';
import { correcting } from './correcting.js';
import { earlyResolution } from './early-resolution.js';
import { ending, turn } from './ending.js';
import { extending } from './extensions.js';
import { filing } from './filing.js';
import { intake } from './intake.js';
import { investigating } from './investigation.js';
import { moving } from './moving.js';
import { parties } from './parties.js';
import { referring } from './referrals.js';
import { reviewing } from './reviews.js';

const folds: Folds = {
  ...intake,
  ...earlyResolution,
  ...referring,
  ...consenting,
  ...investigating,
  ...ending,
  ...filing,
  ...extending,
  ...moving,
  ...desk,
  ...reviewing,
  ...parties,
  ...correcting,
};

/**
 * The state after one more event. What the event does not touch is the very same object as before, so that whoever
 * holds a part of the state sees at once whether it has changed. One that puts an earlier one right changes what that
 * meant: the state is folded anew.
 * @param history the events of the stream, at least all before this one; needed for such an event alone
 */
export function evolve(
  caseState: CaseState,
  event: ComplaintEvent,
  history: readonly ComplaintEvent[] = [],
): CaseState {
  if (!putsRight(event)) return standing(caseState, event);
  const past = history.filter(({ revision }) => revision < event.revision);
  if (past[0]?.revision !== 0)
    throw new Error(`${event.type} at revision ${event.revision} is folded with the whole history`);
  return standingOf([...past, event]).reduce(standing, emptyCase(caseState.stream));
}

/** One more event of those that stand. */
export function standing(caseState: CaseState, event: ComplaintEvent): CaseState {
  const on = localDateOf(Date.parse(event.occurredAt));
  const fold = folds[event.type] as (
    caseState: CaseState,
    data: unknown,
    event: ComplaintEvent,
    on: LocalDate,
  ) => Change;
  const { revision, from, to: state } = event;
  const movedAt = from === state ? caseState.movedAt : revision;
  const after = { ...caseState, ...fold(caseState, event.data, event, on), revision, state, movedAt };
  return { ...after, ...turn(after, event, on) };
}

export const foldCase = (stream: string, events: Iterable<ComplaintEvent>): CaseState =>
  standingOf([...events]).reduce(standing, emptyCase(stream));

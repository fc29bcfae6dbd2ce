/** What a history is narrowed to, and where in it one stands. Codes stand in the address; words typed do not. */
import { type HistoryEvent } from '../../../../libs/complaints/views/queries.js';
import { commandNames, stepBehind, type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { QueryReader, type Query } from '../../api/queries-of.js';
import { type Desk } from '../desk.js';
import { eventWord } from '../words/event-words.js';
import { recordValue } from '../words/record-words.js';

export interface HistoryAsked {
  readonly step?: CommandName | undefined;
  readonly stepNot?: 'on' | undefined;
  readonly actor?: string | undefined;
  readonly actorNot?: 'on' | undefined;
  readonly order?: 'oldest' | undefined;
  readonly page?: number | undefined;
  /** The one event that a link leads to, with ten before it and ten after. */
  readonly event?: number | undefined;
  readonly open?: 'all' | undefined;
}
/** Words that were typed, and whether the events without them are wanted. */
export interface TextAsked {
  readonly text: string;
  readonly isNot: boolean;
}

/** @throws Refused VALIDATION */
export function historyAskedIn(query: Query): HistoryAsked {
  const reader = new QueryReader(Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '')), [
    'after',
    'lang',
  ]);
  const asked = {
    step: reader.oneOf('step', commandNames),
    stepNot: reader.oneOf('stepNot', ['on']),
    actor: reader.text('actor', /^[^\p{Cc}]{1,200}$/u),
    actorNot: reader.oneOf('actorNot', ['on']),
    order: reader.oneOf('order', ['oldest']),
    page: reader.count('page', 1, 99_999),
    event: reader.count('event', 0, 999_999),
    open: reader.oneOf('open', ['all']),
  };
  reader.done();
  return asked;
}

/** As an address has it: nothing that was not asked for. */
export function addressOf(path: string, asked: HistoryAsked): string {
  const query = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** Those that were asked for, in the order in which they were written down. */
export function narrowed(
  desk: Desk,
  events: readonly HistoryEvent[],
  { step, stepNot, actor, actorNot }: HistoryAsked,
  text?: TextAsked,
): readonly HistoryEvent[] {
  const sought = text?.text.trim().toLocaleLowerCase('da') ?? '';
  return events.filter(
    (event) =>
      (step === undefined || (stepBehind(event.type) === step) !== (stepNot === 'on')) &&
      (actor === undefined || (event.actor.sub === actor) !== (actorNot === 'on')) &&
      (sought === '' || wordsOf(desk, event).includes(sought) !== text!.isNot),
  );
}

/** All that a page says of an event. */
const wordsOf = (desk: Desk, { type, data, actor }: HistoryEvent): string =>
  [
    eventWord(type, data, desk.names, desk.lang),
    actor.name,
    ...Object.entries(data).map(([name, value]) => recordValue(name, value, desk.names, desk.lang)),
  ]
    .join('\n')
    .toLocaleLowerCase('da');

/** Events of a page. */
export const pageLength = 40;
const besides = 10;

export interface HistoryPart {
  readonly shown: readonly HistoryEvent[];
  readonly page: number;
  readonly pages: number;
}
/** Around the event that was asked for, or a page; in the order asked for. */
export function partOf(found: readonly HistoryEvent[], { page = 1, event, order }: HistoryAsked): HistoryPart {
  const ordered = order === 'oldest' ? found : [...found].reverse();
  if (event !== undefined) {
    const at = ordered.findIndex(({ revision }) => revision === event);
    return { shown: ordered.slice(Math.max(0, at - besides), at < 0 ? 0 : at + besides + 1), page: 1, pages: 1 };
  }
  const pages = Math.max(1, Math.ceil(ordered.length / pageLength));
  const own = Math.min(page, pages);
  return { shown: ordered.slice((own - 1) * pageLength, own * pageLength), page: own, pages };
}

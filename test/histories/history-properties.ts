/**
 * What is true of every history, whatever was corrected and undone in it: no department is criticised unheard, nobody
 * decides who has declared a conflict (K18), nothing is told before it is there, and nothing lies in the future. Each
 * event is held against what stood of the history before it.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { localDateOf } from '../../libs/policy/calendar.js';
import { naivelyStanding, type Standing } from './standing.js';

/** A sentence for each event that breaks one. */
export function brokenProperties(events: readonly ComplaintEvent[]): readonly string[] {
  return events.flatMap((event, index) => {
    const broken = [...ofStep(event, naivelyStanding(events.slice(0, index))), ...ofTime(event)];
    return broken.map((what) => `${event.type} at ${event.revision} of ${event.stream}: ${what}`);
  });
}

const begins = /^(CaseRegistered|OwnInitiativeOpened|Reopened.*)$/;
const answers = /^(Last)?DepartmentAnswered$|^LaterAnswerRecorded$/;
const concludes = /^ConcludedWith(out)?Criticism$/;
const decides =
  /^(OutcomeRecorded|ScopeChanged|InvestigationOpened|InvestigationDeclined|Mediation(Agreed|Failed|FailedOnAnswer))$/;

function* ofStep(event: ComplaintEvent, before: readonly Standing[]): Generator<string> {
  const data = event.data as Standing['data'];
  const cycle = before.slice(
    Math.max(
      0,
      before.findLastIndex(({ type }) => begins.test(type)),
    ),
  );
  const has = (type: RegExp, is: (data: Standing['data']) => boolean = () => true) =>
    before.some((each) => type.test(each.type) && is(each.data));

  if (event.type === 'ConcludedWithCriticism')
    for (const { part, outcome } of found(before, cycle))
      if (outcome !== null && outcome !== 'noCriticism' && !isHeard(cycle, departmentOf(before, part)))
        yield `${departmentOf(before, part)} is criticised for part ${part} and has not been heard`;

  const tellsDecision =
    event.type === 'CitizenNotified' && (data['about'] === 'result' || data['about'] === 'decision');
  if (decides.test(event.type) || concludes.test(event.type) || tellsDecision)
    if (before.some(({ type, actor }) => type === 'ConflictDeclared' && actor.sub === event.actor.sub))
      yield `${event.actor.sub} has declared a conflict`;

  if (event.type === 'CitizenNotified' && data['about'] === 'result')
    for (const { part, outcome } of found(before, cycle)) if (outcome === null) yield `part ${part} has no outcome yet`;
  if (event.type === 'AnswerForwarded' && !has(answers, ({ department }) => department === data['department']))
    yield 'no such answer has come';
  if (event.type === 'DepartmentPositionRecorded' && !has(/^ConcludedWithCriticism$/)) yield 'nothing was criticised';
  if (event.type === 'SuggestionPositionRecorded' && !has(/^SuggestionForwarded/)) yield 'nothing was passed on';
  if (
    event.type === 'RecommendationStatusRecorded' &&
    !has(/^RecommendationRecorded$/, ({ recommendation }) => recommendation === data['recommendation'])
  )
    yield 'nothing like it was recommended';
}

/** Each part that is examined, with what was found of it since the examination began. */
function found(before: readonly Standing[], cycle: readonly Standing[]) {
  const own = before.some(({ type }) => type === 'OwnInitiativeOpened') ? ['A'] : [];
  const scoped = cycle.findLastIndex(({ type, data }) => type !== 'CaseRegistered' && Array.isArray(data['scope']));
  const scope = scoped < 0 ? own : (cycle[scoped]!.data['scope'] as readonly string[]);
  const opened = cycle.findLastIndex(({ type }) => /^InvestigationOpened$|^ConsentGivenForExamination$/.test(type));
  const gone = before
    .filter(({ type }) => /^(Last)?Part(TakenElsewhere|Withdrawn)$/.test(type))
    .map(({ data }) => data['part']);
  return scope
    .filter((part) => !gone.includes(part))
    .map((part) => ({
      part,
      outcome: (cycle
        .slice(Math.max(0, opened))
        .findLast(({ type, data }) => type === 'OutcomeRecorded' && data['part'] === part)?.data['outcome'] ?? null) as
        string | null,
    }));
}

const departmentOf = (before: readonly Standing[], id: string): string =>
  before.find(({ type, data }) => (type === 'PartRecorded' && data['part'] === id) || type === 'OwnInitiativeOpened')!
    .data['department'] as string;

/** In a talk, or by its own answer to the letter that asked for it. */
const isHeard = (cycle: readonly Standing[], department: unknown): boolean =>
  cycle.some(({ type, data }) => type === 'DepartmentHeard' && data['department'] === department) ||
  cycle.some(
    ({ type, data }, asked) =>
      type === 'HearingRequested' &&
      data['department'] === department &&
      cycle
        .slice(asked)
        .some(({ type: later, data: answer }) => answers.test(later) && answer['department'] === department),
  );

function* ofTime({ occurredAt, recordedAt, data }: ComplaintEvent): Generator<string> {
  if (occurredAt > recordedAt) yield `it happened at ${occurredAt}, and was written down at ${recordedAt}`;
  const today = localDateOf(Date.parse(recordedAt));
  for (const field of ['receivedOn', 'askedOn', 'date', 'eventEnd', 'on']) {
    const day = (data as Standing['data'])[field];
    if (typeof day === 'string' && day > today) yield `${field} is ${day}, and it was written down on ${today}`;
  }
}

/**
 * The reports counted a second time, straight from the events and without any of the product's folds, tables or
 * definitions but for what a correction stands for: what the figures are held against (rules.md, section 6). Slow and
 * plain on purpose.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type Envelope } from '../../event-schemas/envelope.js';
import { naivelyStanding } from '../histories/standing.js';
import { addDays, isWorkingDay, type CalendarSwitches } from '../../libs/policy/calendar.js';

/** One of those counted. `month` is that of the population; `days` are working days. */
export interface One {
  readonly stream: string;
  readonly month: string;
  readonly days?: number;
  readonly [value: string]: string | number | undefined;
}
/** What of an event's data is counted; which of it an event has, its type says. */
interface Counted {
  readonly receivedOn: string;
  readonly answerDue: string | null;
  readonly channel: string;
  readonly complainantType: string;
  readonly outcome: string;
  readonly part: string;
  readonly parts: readonly string[];
  readonly department: string;
  readonly topic: string;
  readonly admissible: boolean;
  readonly ground?: string;
  readonly scope: readonly string[];
  readonly reason: string;
  readonly position: string;
  readonly referrals: readonly { readonly department: string; readonly due: string }[];
  readonly kind: string;
  readonly suggestion: string;
  readonly due: string;
  readonly to: string;
  readonly recommendation: string;
  readonly status: string;
  readonly on: string;
  readonly requestedBy: string;
  readonly minutes?: number;
}
type CountedEvent = Envelope<string, Counted>;
/** A count of some of them, one count over another, a quantile of their days, or one or the sum of what is named. */
export type Naive =
  | ((one: One) => boolean)
  | readonly [part: string, of: string]
  | 0.5
  | 0.9
  | { readonly quantile: 0.5 | 0.9 | 'sum'; readonly of: string };

const zone = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' });
const known = new Map<string, string>();
function dayOf({ occurredAt }: CountedEvent): string {
  const day = known.get(occurredAt) ?? zone.format(new Date(occurredAt));
  known.set(occurredAt, day);
  return day;
}
function workingDays(from: string, to: string, switches: CalendarSwitches): number {
  let days = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, switches)) days += 1;
  return days;
}
const among =
  (...types: readonly string[]) =>
  ({ type }: CountedEvent): boolean =>
    types.includes(type);
const reopening = ({ type }: CountedEvent): boolean => type.startsWith('ReopenedFor');
/** A mediation may run in place of the questions. */
const isWaiting = (state: string | null): boolean => state === 'referred' || state === 'mediation';
const taken = among('PartTakenElsewhere', 'LastPartTakenElsewhere');
const gone = (event: CountedEvent): boolean => taken(event) || among('PartWithdrawn', 'LastPartWithdrawn')(event);
const suggesting = among('SuggestionRecorded', 'NamelessSuggestionRecorded', 'SuggestionRecordedInCase');
const concluding = among('ConcludedWithCriticism', 'ConcludedWithoutCriticism');
const concludes: { readonly [type: string]: string } = {
  DirectedElsewhere: 'directed',
  InquiryRejected: 'rejected',
  LastPartTakenElsewhere: 'directed',
  SuggestionForwarded: 'suggestionForwarded',
  GuidedBack: 'guidedBack',
  SettledByBoth: 'settled',
  MediationAgreed: 'mediated',
  ClosedOnAnswer: 'answeredByDepartment',
  ConsentRefused: 'consentRefused',
  ClosedOnWithdrawal: 'consentWithdrawn',
  InvestigationDeclined: 'investigationDeclined',
  ConcludedWithoutCriticism: 'noCriticism',
  ComplaintWithdrawn: 'withdrawnByCitizen',
  LastPartWithdrawn: 'withdrawnByCitizen',
  CaseDiscontinued: 'discontinued',
};
const resultOf = (end: CountedEvent): string => concludes[end.type] ?? end.data.outcome;

/** A case from its registration or reopening on, with the event that closed it. */
interface Cycle {
  readonly first: CountedEvent;
  readonly own: readonly CountedEvent[];
  readonly end: CountedEvent | undefined;
}
function cyclesOf(events: readonly CountedEvent[]): readonly Cycle[] {
  const starts = events.flatMap((event, index) =>
    among('CaseRegistered', 'OwnInitiativeOpened')(event) || reopening(event) ? [index] : [],
  );
  return starts.map((start, n) => {
    const own = events.slice(start, starts[n + 1]);
    const end = own.findIndex(({ from, to }) => to === 'closed' && from !== 'closed');
    return { first: own[0]!, own: end < 0 ? own : own.slice(0, end + 1), end: own[end] };
  });
}
const receivedOn = (first: CountedEvent): string =>
  first.type === 'OwnInitiativeOpened' ? dayOf(first) : first.data.receivedOn;
const month = (day: string): string => day.slice(0, 7);
interface Place {
  readonly id: string;
  readonly department: string;
  readonly topic: string;
  readonly recorded: CountedEvent;
}
const partsOf = (events: readonly CountedEvent[]): readonly Place[] =>
  events.flatMap((recorded) => {
    if (recorded.type === 'OwnInitiativeOpened')
      return [{ id: 'A', department: recorded.data.department, topic: recorded.data.topic, recorded }];
    return recorded.type === 'PartRecorded'
      ? [{ id: recorded.data.part, department: recorded.data.department, topic: recorded.data.topic, recorded }]
      : [];
  });

/** What the last answer that says so, and may be read, admits about a part. */
function admittedOf(events: readonly CountedEvent[], { id, department, recorded }: Place): string {
  let admitted = 'none';
  const asked: {
    readonly department: string;
    readonly parts: readonly string[];
    readonly more: boolean;
    answered?: true;
    over?: true;
  }[] = [];
  for (const event of events) {
    const data = event.data as unknown as {
      readonly department: string;
      readonly finding?: string;
      readonly quarantined?: boolean;
      readonly complete?: boolean;
      readonly questionsTo?: readonly string[];
      readonly referrals: readonly { readonly department: string; readonly parts: readonly string[] }[];
    };
    if (among('CaseReferred', 'MoreQuestionsAsked')(event))
      for (const each of data.referrals)
        asked.push({ department: each.department, parts: each.parts, more: event.type === 'MoreQuestionsAsked' });
    if (among('DepartmentAnswered', 'LastDepartmentAnswered', 'LaterAnswerRecorded')(event)) {
      const waiting = asked.filter((each) => each.department === data.department && !each.answered);
      const of = waiting.findLast(({ over }) => !over) ?? waiting.at(-1);
      const about = of ? of.parts.includes(id) : data.department === department && event.revision > recorded.revision;
      if (data.finding !== undefined && !data.quarantined && about) admitted = data.finding;
      const open = waiting.filter(({ over }) => !over);
      if (data.complete !== false) for (const each of open.length > 0 ? open : waiting.slice(-1)) each.answered = true;
    }
    for (const each of asked) if (each.more && data.questionsTo?.includes(each.department)) each.over = true;
    if ((event.from === 'referred' && event.to !== 'referred') || event.to === 'closed')
      for (const each of asked) each.over = true;
  }
  return admitted;
}

/** Why somebody turned to the office, by what was done. */
function kindOf(events: readonly CountedEvent[], end: CountedEvent | undefined): string {
  const guidance = events
    .filter(among('GuidanceGiven'))
    .map(({ data }) => data as unknown as { readonly codes: readonly string[]; readonly helpedToWrite?: boolean });
  if (events.some(among('CaseRegistered')) || (end && among('GuidedBack', 'InquiryRejected')(end))) return 'complaint';
  if (guidance.some(({ helpedToWrite }) => helpedToWrite)) return 'helpToWrite';
  if (end?.type === 'DirectedElsewhere') return 'signposting';
  if (events.some(suggesting)) return 'suggestion';
  if (guidance.length > 0)
    return guidance.every(({ codes }) => codes.join() === 'whereToComplain') ? 'signposting' : 'advice';
  if (end && resultOf(end) === 'guidance') return 'advice';
  return events.some(among('PartRecorded')) ? 'complaint' : 'unclear';
}

type Population = (
  events: readonly CountedEvent[],
  switches: CalendarSwitches,
  madeOn: string,
) => readonly Omit<One, 'stream'>[];
const calendarDays = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const populations: { readonly [name: string]: Population } = {
  contacts(events) {
    const first = events[0]!;
    if (first.type === 'ActivityRecorded') return [];
    const base = { month: month(receivedOn(first)) };
    if (first.type === 'SmsCounted')
      return [
        {
          ...base,
          type: 'sms',
          channel: 'sms',
          complainant: 'citizen',
          kind: 'counted',
          became: 'counted',
          answer: 'none',
        },
      ];
    if (first.type === 'OwnInitiativeOpened')
      return [
        {
          ...base,
          type: 'ownInitiative',
          kind: 'ownInitiative',
          channel: 'none',
          complainant: 'none',
          became: 'ownInitiative',
          answer: 'none',
        },
      ];
    const end = events.find(({ to }) => to === 'endedWithoutCase');
    const met = events.find(
      (event) =>
        ['closed', 'endedWithoutCase'].includes(event.to) ||
        among('ReplySent', 'ReplyFiled', 'GuidanceGiven', 'SuggestionForwardedInCase')(event),
    );
    const { channel, complainantType: complainant, answerDue } = first.data;
    return [
      {
        ...base,
        type: 'inquiry',
        kind: kindOf(events, end),
        channel,
        complainant,
        became: events.some(among('CaseRegistered')) ? 'case' : end ? resultOf(end) : 'open',
        answer: answerDue === null ? 'none' : !met ? 'open' : dayOf(met) <= answerDue ? 'inTime' : 'late',
      },
    ];
  },
  parts(events) {
    return partsOf(events).map(({ id, department, topic, recorded }) => {
      const judged = events.findLast(
        (event) => (event.type === 'RemitAssessed' || taken(event)) && event.data.part === id,
      );
      const rejected = judged !== undefined && (taken(judged) || !judged.data.admissible);
      const over = events
        .slice(events.indexOf(recorded))
        .some((event) => ['closed', 'endedWithoutCase'].includes(event.to) || (taken(event) && event.data.part === id));
      return {
        month: month(receivedOn(events[0]!)),
        department,
        topic,
        rejected: rejected ? 'yes' : 'no',
        ground: rejected ? (judged.data.ground ?? 'notStated') : 'none',
        standing: over ? 'final' : 'provisional',
      };
    });
  },
  decisions(events) {
    const registration = events.find(among('CaseRegistered', 'OwnInitiativeOpened'));
    return cyclesOf(events).flatMap(({ first, own, end }) => {
      if (!end) return [];
      const before = events.slice(0, events.indexOf(first));
      const goneBefore = (id: string) =>
        before.slice(before.indexOf(registration!)).some((event) => gone(event) && event.data.part === id);
      const inCase = partsOf(events.slice(0, events.indexOf(end))).filter(
        ({ id, recorded }) =>
          (recorded === registration ||
            events.indexOf(recorded) > events.indexOf(registration!) ||
            registration!.data.parts.includes(id)) &&
          (first === registration || !goneBefore(id)),
      );
      const scope =
        first.type === 'OwnInitiativeOpened' && !own.some(among('ScopeChanged'))
          ? ['A']
          : (own.findLast(among('InvestigationOpened', 'ScopeChanged', 'ConsentGivenForExamination'))?.data.scope ??
            []);
      return inCase.map((place) => {
        const { id, department, topic } = place;
        const examined =
          concluding(end) && scope.includes(id) && !own.some((event) => gone(event) && event.data.part === id);
        const found =
          own.findLast((event) => event.type === 'OutcomeRecorded' && event.data.part === id)?.data.outcome ??
          'noCriticism';
        return {
          month: month(dayOf(end)),
          department,
          topic,
          examined: examined ? 'yes' : 'no',
          upheld: !examined ? 'notExamined' : found === 'noCriticism' ? 'notUpheld' : 'upheld',
          finding: examined
            ? found === 'noCriticism'
              ? 'notUpheld'
              : 'upheld'
            : own.some((event) => gone(event) && event.data.part === id)
              ? 'none'
              : admittedOf(events.slice(0, events.indexOf(end)), place),
          solved: (end.data as { readonly solved?: string }).solved ?? 'unknown',
        };
      });
    });
  },
  cycles(events, switches) {
    return cyclesOf(events).flatMap(({ first, own, end }) =>
      !end
        ? []
        : [
            {
              month: month(dayOf(end)),
              outcome: resultOf(end),
              investigated: own.some(({ to }) => to === 'investigating.active') ? 'yes' : 'no',
              days: workingDays(dayOf(first), dayOf(end), switches),
            },
          ],
    );
  },
  reopened(events) {
    const reasons: { readonly [type: string]: string } = {
      ReopenedForQuestions: 'moreQuestions',
      ReopenedForNewPart: 'newPart',
      ReopenedForConsent: 'closerLook',
      ReopenedForAssessment: 'closerLook',
    };
    return events.filter(reopening).map((event) => ({ month: month(dayOf(event)), reason: reasons[event.type]! }));
  },
  referrals(events, switches) {
    const asked: {
      readonly department: string;
      due: string;
      readonly sentOn: string;
      readonly more: boolean;
      answeredOn?: string;
      over?: true;
    }[] = [];
    for (const event of events) {
      // A letter that was called back was none.
      if (among('ReferralRecalled', 'LastReferralRecalled', 'OnlyReferralRecalled')(event))
        for (const one of asked.filter(
          ({ department, answeredOn, over }) =>
            department === event.data.department && answeredOn === undefined && !over,
        ))
          asked.splice(asked.indexOf(one), 1);
      if (among('CaseReferred', 'MoreQuestionsAsked')(event))
        for (const { department, due } of event.data.referrals)
          asked.push({ department, due, sentOn: dayOf(event), more: event.type === 'MoreQuestionsAsked' });
      if (
        among('DepartmentAnswered', 'LastDepartmentAnswered', 'LaterAnswerRecorded')(event) &&
        (event.data as { readonly complete?: boolean }).complete !== false
      ) {
        const own = asked.filter(
          ({ department, answeredOn }) => department === event.data.department && answeredOn === undefined,
        );
        const open = own.filter(({ over }) => !over);
        for (const one of open.length > 0 ? open : own.slice(-1)) one.answeredOn = event.data.receivedOn;
      }
      const { questionsTo = [] } = event.data as { readonly questionsTo?: readonly string[] };
      for (const one of asked) if (one.more && questionsTo.includes(one.department)) one.over = true;
      const { waitsAnew } = event.data as { readonly waitsAnew?: { readonly due: string } };
      if (waitsAnew)
        for (const one of asked)
          if (one.answeredOn === undefined && !one.over) one.due = [one.due, waitsAnew.due].sort().at(-1)!;
      if (event.type === 'DeadlineExtended' && event.data.kind === 'departmentAnswer')
        for (const one of asked)
          if (one.department === event.data.department && one.answeredOn === undefined && !one.over)
            one.due = [one.due, event.data.due].sort().at(-1)!;
      if ((isWaiting(event.from) && !isWaiting(event.to)) || event.to === 'closed')
        for (const one of asked) one.over = true;
    }
    return asked.map(({ department, due, sentOn, answeredOn, over }) => ({
      month: month(sentOn),
      department,
      result: answeredOn !== undefined ? (answeredOn <= due ? 'inTime' : 'late') : over ? 'unanswered' : 'open',
      ...(answeredOn === undefined ? {} : { days: workingDays(sentOn, answeredOn, switches) }),
    }));
  },
  extensions(events, switches) {
    const waited: { readonly department: string; due: string }[] = [];
    const given: { readonly [key: string]: string | number }[] = [];
    for (const event of events) {
      const { department } = event.data as { readonly department?: string };
      const drop = () => {
        for (const one of waited.filter((each) => each.department === department))
          waited.splice(waited.indexOf(one), 1);
      };
      if (among('ReferralRecalled', 'LastReferralRecalled', 'OnlyReferralRecalled')(event)) drop();
      if (among('CaseReferred', 'MoreQuestionsAsked')(event))
        waited.push(...event.data.referrals.map((letter) => ({ department: letter.department, due: letter.due })));
      if (
        among('DepartmentAnswered', 'LastDepartmentAnswered', 'LaterAnswerRecorded')(event) &&
        (event.data as { readonly complete?: boolean }).complete !== false
      )
        drop();
      const { questionsTo = [], waitsAnew } = event.data as {
        readonly questionsTo?: readonly string[];
        readonly waitsAnew?: { readonly due: string };
      };
      if (waitsAnew) for (const one of waited) one.due = [one.due, waitsAnew.due].sort().at(-1)!;
      for (const gone of waited.filter((one) => questionsTo.includes(one.department)))
        waited.splice(waited.indexOf(gone), 1);
      if (event.type === 'DeadlineExtended' && event.data.kind === 'departmentAnswer')
        for (const one of waited.filter((each) => each.department === department && each.due < event.data.due)) {
          const { due, reason } = event.data;
          given.push({
            month: month(dayOf(event)),
            department: one.department,
            reason,
            days: workingDays(one.due, due, switches),
          });
          one.due = due;
        }
      if ((isWaiting(event.from) && !isWaiting(event.to)) || event.to === 'closed') waited.length = 0;
    }
    return given as never;
  },
  recommendations(events) {
    const made = cyclesOf(events).flatMap(({ first, own, end }) => {
      if (end?.type !== 'ConcludedWithCriticism') return [];
      const scope =
        first.type === 'OwnInitiativeOpened' && !own.some(among('ScopeChanged'))
          ? ['A']
          : (own.findLast(among('InvestigationOpened', 'ScopeChanged', 'ConsentGivenForExamination'))?.data.scope ??
            []);
      return partsOf(events.slice(0, events.indexOf(end))).flatMap(({ id, department, topic }) => {
        if (!scope.includes(id) || own.some((event) => gone(event) && event.data.part === id)) return [];
        const degree = own.findLast((event) => event.type === 'OutcomeRecorded' && event.data.part === id)?.data
          .outcome;
        return degree === 'criticism' || degree === 'recommendation'
          ? [{ id, at: events.indexOf(end), month: month(dayOf(end)), department, topic, degree }]
          : [];
      });
    });
    return made.map(({ id, at, ...rest }) => {
      const next = made.find((other) => other.id === id && other.at > at)?.at ?? events.length;
      const told = events
        .slice(at, next)
        .findLast(({ type, data }) => type === 'DepartmentPositionRecorded' && data.part === id);
      return { ...rest, position: told?.data.position ?? 'none' };
    });
  },
  registered: (events, _, madeOn) =>
    events.filter(among('RecommendationRecorded')).map((made) => {
      const last = events.findLast(
        (event) =>
          event.type === 'RecommendationStatusRecorded' && event.data.recommendation === made.data.recommendation,
      );
      const status = last?.data.status ?? 'none';
      return {
        month: month(dayOf(made)),
        addressee: made.data.to,
        department: made.data.department ?? 'none',
        status,
        ...(last && ['implemented', 'declined'].includes(status)
          ? { settledAfter: calendarDays(dayOf(made), dayOf(last)) }
          : { age: calendarDays(dayOf(made), madeOn) }),
      };
    }),
  suggestions: (events) =>
    events.flatMap((event, index) =>
      !suggesting(event)
        ? []
        : [
            {
              month: month(dayOf(event)),
              department: event.data.department,
              topic: event.data.topic,
              forwarded: events.slice(index).some(among('SuggestionForwarded', 'SuggestionForwardedInCase'))
                ? 'yes'
                : 'no',
              position: events.findLast(
                ({ type, data }) =>
                  type === 'SuggestionPositionRecorded' &&
                  data.suggestion === `S${events.slice(0, index + 1).filter(suggesting).length}`,
              )?.data.position,
            },
          ],
    ),
  meetings: (events) =>
    events.filter(among('MeetingAttended')).map(({ data: { on, requestedBy, reason } }) => ({
      month: month(on),
      requestedBy,
      reason,
    })),
  activities: (events) =>
    events.filter(among('ActivityRecorded')).map(({ data: { on, kind, department, topic, minutes } }) => ({
      month: month(on),
      kind,
      department: department ?? 'none',
      topic: topic ?? 'none',
      ...(minutes === undefined ? {} : { minutes }),
    })),
  uses(events) {
    const kinds: { readonly [type: string]: string } = {
      AgeLimitWaived: 'ageLimitWaived',
      InabilityAttested: 'unableToComplainFirst',
      PrincipleFlagged: 'matterOfPrinciple',
    };
    return events
      .filter(({ type }) => kinds[type])
      .map((event) => ({ month: month(dayOf(event)), kind: kinds[event.type]!, reason: event.data.reason }));
  },
};

const all = (): boolean => true;
const is =
  (field: string, ...values: readonly string[]) =>
  (one: One): boolean =>
    values.includes(one[field] as string);
export interface NaiveReport {
  readonly of: string;
  readonly only?: (one: One) => boolean;
  readonly by: readonly string[];
  readonly figures: { readonly [key: string]: Naive };
}

/** What each report counts, written down a second time. */
export const naiveReports: { readonly [name: string]: NaiveReport } = {
  contacts: { of: 'contacts', by: ['kind', 'type', 'channel', 'complainant', 'became'], figures: { count: all } },
  parts: { of: 'parts', by: ['department', 'topic'], figures: { count: all } },
  endings: {
    of: 'contacts',
    by: ['channel'],
    figures: {
      count: all,
      cases: is('became', 'case'),
      guidance: is('became', 'guidance'),
      guidedBack: is('became', 'guidedBack'),
      directed: is('became', 'directed'),
      rejected: is('became', 'rejected'),
      suggestions: is('became', 'suggestionForwarded'),
      abandoned: is('became', 'abandoned'),
      open: is('became', 'open'),
      ownInitiative: is('became', 'ownInitiative'),
      counted: is('became', 'counted'),
      casesShare: ['cases', 'count'],
    },
  },
  outcomes: { of: 'cycles', by: ['outcome', 'investigated'], figures: { count: all } },
  rejections: {
    of: 'parts',
    only: is('rejected', 'yes'),
    by: ['ground', 'standing', 'department'],
    figures: { count: all },
  },
  examined: {
    of: 'decisions',
    by: ['department', 'topic'],
    figures: { count: all, examined: is('examined', 'yes'), examinedShare: ['examined', 'count'] },
  },
  criticism: { of: 'recommendations', by: ['department', 'degree', 'topic'], figures: { count: all } },
  upheld: {
    of: 'decisions',
    by: ['department', 'topic'],
    figures: {
      count: all,
      investigated: is('examined', 'yes'),
      upheld: is('upheld', 'upheld'),
      upheldShare: ['upheld', 'investigated'],
      upheldOfDecided: ['upheld', 'count'],
    },
  },
  finding: {
    of: 'decisions',
    by: ['department', 'topic'],
    figures: {
      count: all,
      found: is('finding', 'upheld', 'partly', 'notUpheld', 'unclear'),
      upheld: is('finding', 'upheld'),
      partly: is('finding', 'partly'),
      notUpheld: is('finding', 'notUpheld'),
      unclear: is('finding', 'unclear'),
      upheldShare: ['upheld', 'found'],
    },
  },
  solved: {
    of: 'decisions',
    by: ['department', 'topic'],
    figures: {
      count: all,
      wholly: is('solved', 'wholly'),
      partly: is('solved', 'partly'),
      notAtAll: is('solved', 'notAtAll'),
      unknown: is('solved', 'unknown'),
      whollyShare: ['wholly', 'count'],
    },
  },
  'own-time': { of: 'cycles', by: ['outcome', 'investigated'], figures: { count: all, median: 0.5, p90: 0.9 } },
  'first-answer': {
    of: 'contacts',
    by: ['channel'],
    figures: {
      due: (one) => one.answer !== 'none',
      inTime: is('answer', 'inTime'),
      late: is('answer', 'late'),
      open: is('answer', 'open'),
      inTimeShare: ['inTime', 'due'],
    },
  },
  'department-time': {
    of: 'referrals',
    by: ['department'],
    figures: {
      count: all,
      inTime: is('result', 'inTime'),
      late: is('result', 'late'),
      unanswered: is('result', 'unanswered'),
      open: is('result', 'open'),
      inTimeShare: ['inTime', 'count'],
      unansweredShare: ['unanswered', 'count'],
      median: 0.5,
      p90: 0.9,
    },
  },
  extensions: {
    of: 'extensions',
    by: ['department', 'reason'],
    figures: { count: all, median: 0.5, p90: 0.9 },
  },
  'follow-up': {
    of: 'recommendations',
    by: ['department', 'degree'],
    figures: {
      count: all,
      accepted: is('position', 'accepted'),
      implemented: is('position', 'implemented'),
      declined: is('position', 'declined'),
      unanswered: is('position', 'none'),
      implementedShare: ['implemented', 'count'],
    },
  },
  recommendations: {
    of: 'registered',
    by: ['addressee', 'department'],
    figures: {
      count: all,
      unanswered: is('status', 'none'),
      accepted: is('status', 'accepted'),
      partly: is('status', 'partly'),
      implemented: is('status', 'implemented'),
      declined: is('status', 'declined'),
      open: (one) => one.age !== undefined,
      settled: (one) => one.settledAfter !== undefined,
      implementedShare: ['implemented', 'count'],
      openMedian: { quantile: 0.5, of: 'age' },
      openP90: { quantile: 0.9, of: 'age' },
      settledMedian: { quantile: 0.5, of: 'settledAfter' },
      settledP90: { quantile: 0.9, of: 'settledAfter' },
    },
  },
  reopened: { of: 'reopened', by: ['reason'], figures: { count: all } },
  dialogue: {
    of: 'cycles',
    by: [],
    figures: {
      count: all,
      solved: is('outcome', 'settled', 'mediated'),
      settlement: is('outcome', 'settled'),
      mediation: is('outcome', 'mediated'),
      solvedShare: ['solved', 'count'],
    },
  },
  suggestions: {
    of: 'suggestions',
    by: ['department', 'topic'],
    figures: {
      count: all,
      forwarded: is('forwarded', 'yes'),
      adopted: is('position', 'adopted'),
      declined: is('position', 'declined'),
      noted: is('position', 'noted'),
      forwardedShare: ['forwarded', 'count'],
    },
  },
  meetings: { of: 'meetings', by: ['requestedBy', 'reason'], figures: { count: all } },
  activities: {
    of: 'activities',
    by: ['kind', 'department', 'topic'],
    figures: { count: all, minutes: { quantile: 'sum', of: 'minutes' } },
  },
  exceptions: { of: 'uses', by: ['kind', 'reason'], figures: { count: all } },
};

/** All of every population, of these events, as old as they are on that day. */
export function countAll(
  events: readonly ComplaintEvent[],
  switches: CalendarSwitches,
  madeOn: string,
): { readonly [population: string]: readonly One[] } {
  // What was put right is counted as it stands, and what was undone counts nowhere.
  const streams = new Map(
    [...Map.groupBy(events, ({ stream }) => stream)].map(([stream, own]) => [
      stream,
      naivelyStanding(own) as unknown as readonly CountedEvent[],
    ]),
  );
  return Object.fromEntries(
    Object.entries(populations).map(([name, of]) => [
      name,
      [...streams].flatMap(([stream, own]) => of(own, switches, madeOn).map((one) => ({ ...one, stream }) as One)),
    ]),
  );
}

/** One figure over these. Null: a share of nothing, or a quantile of nobody. */
export function naively(figures: NaiveReport['figures'], key: string, ones: readonly One[]): number | null {
  const figure = figures[key]!;
  if (typeof figure === 'function') return ones.filter(figure).length;
  if (typeof figure === 'object' && 'quantile' in figure) return quantileOf(ones, figure.quantile, figure.of);
  if (typeof figure !== 'number') {
    const [part, whole] = figure.map((name) => naively(figures, name, ones)!) as [number, number];
    return whole === 0 ? null : Math.round((part / whole) * 1000) / 1000;
  }
  return quantileOf(ones, figure, 'days');
}
function quantileOf(ones: readonly One[], figure: 0.5 | 0.9 | 'sum', of: string): number | null {
  const days = ones.flatMap((one) => (one[of] === undefined ? [] : [Number(one[of])])).sort((a, b) => a - b);
  if (days.length === 0) return null;
  if (figure === 'sum') return days.reduce((sum, each) => sum + each);
  if (figure === 0.9) return days[Math.ceil((days.length * 9) / 10) - 1]!;
  return days.length % 2 === 1
    ? days[(days.length - 1) / 2]!
    : (days[days.length / 2 - 1]! + days[days.length / 2]!) / 2;
}
export const quarterOf = (at: string): string => `${at.slice(0, 4)}-Q${Math.ceil(Number(at.slice(5)) / 3)}`;
export const timesOf = (at: string): { readonly [time: string]: string } => ({
  year: at.slice(0, 4),
  quarter: quarterOf(at),
  month: at,
});

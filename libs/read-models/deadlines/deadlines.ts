/**
 * `deadline`: every day that something was or is to be done by, and what came of it. Unit: deadline. What one is on a
 * given day is asked in queries.ts.
 */
import { type LocalDate } from '../../policy/calendar.js';
import { dayOf, outcomeOf } from '../course.js';
import { foldModel, type Row, type NumberedEvent } from '../read-model.js';

interface Target {
  readonly due: LocalDate;
  readonly metOn: LocalDate | null;
}
interface Question {
  readonly department: string;
  readonly sentOn: LocalDate;
  readonly due: LocalDate;
  /** The days on which the first reminder and the second, to the leader, go out by themselves. */
  readonly remindOn: readonly [first: LocalDate, second: LocalDate];
  readonly reminders: number;
  readonly answeredOn: LocalDate | null;
  /** Given up without an answer. */
  readonly endedOn: LocalDate | null;
}
interface Erasure {
  readonly request: string;
  readonly due: LocalDate;
  readonly decidedOn: LocalDate | null;
}

interface State {
  readonly target: Target | null;
  readonly questions: readonly Question[];
  readonly erasures: readonly Erasure[];
  /** An event of the complaint could not be read: what is shown ends before it. */
  readonly stopped: boolean;
}

const meetsTarget = new Set<string>(['GuidanceGiven', 'ReplySent', 'ReplyFiled', 'SuggestionForwardedInCase']);
const isOpen = ({ answeredOn, endedOn }: Question): boolean => answeredOn === null && endedOn === null;
const ends = (event: NumberedEvent): boolean => typeof outcomeOf(event) === 'string';

/** The first answer to the citizen meets it, and so does whatever ends the complaint before one. */
function targetAfter(before: Target | null, event: NumberedEvent): Target | null {
  if (event.type === 'InquiryReceived')
    return event.data.answerDue === null ? null : { due: event.data.answerDue, metOn: null };
  return before?.metOn === null && (meetsTarget.has(event.type) || ends(event))
    ? { ...before, metOn: dayOf(event) }
    : before;
}

function questionsAfter(before: readonly Question[], event: NumberedEvent): readonly Question[] {
  const { type, data } = event;
  const each = (which: (question: Question) => boolean, change: (question: Question) => Partial<Question>) =>
    before.some(which)
      ? before.map((question) => (which(question) ? { ...question, ...change(question) } : question))
      : before;
  switch (type) {
    case 'CaseReferred':
    case 'MoreQuestionsAsked':
      return [
        ...before,
        ...data.referrals.map(({ department, due, reminderOn, escalationOn }): Question => ({
          department,
          due,
          sentOn: dayOf(event),
          remindOn: [reminderOn, escalationOn],
          reminders: 0,
          answeredOn: null,
          endedOn: null,
        })),
      ];
    case 'ReminderSent':
    case 'EscalationSent':
      return each(
        (question) => isOpen(question) && question.department === data.department && question.sentOn === data.sentOn,
        () => ({ reminders: type === 'ReminderSent' ? 1 : 2 }),
      );
    case 'DepartmentAnswered':
    case 'LastDepartmentAnswered':
    case 'LaterAnswerRecorded': {
      const own = (question: Question) => question.department === data.department && question.answeredOn === null;
      // It answers all that the department is still asked, else, late, the last question that was given up.
      const open = before.filter((question) => own(question) && isOpen(question));
      const answered = open.length > 0 ? open : [before.findLast(own)];
      return each(
        (question) => answered.includes(question),
        () => ({ answeredOn: data.receivedOn }),
      );
    }
    case 'SilenceRecordedForAssessment':
    case 'SilenceRecordedForConsent':
      return each(isOpen, () => ({ endedOn: dayOf(event) }));
    default:
      return ends(event) ? each(isOpen, () => ({ endedOn: dayOf(event) })) : before;
  }
}

function erasuresAfter(before: readonly Erasure[], event: NumberedEvent): readonly Erasure[] {
  const { type, data } = event;
  const decide = (request: string, change: Partial<Erasure>) =>
    before.map((erasure) => (erasure.request === request ? { ...erasure, ...change } : erasure));
  switch (type) {
    case 'ErasureRequested':
      return [...before, { request: data.request, due: data.due, decidedOn: null }];
    case 'ErasureExtended':
      return decide(data.request, { due: data.extendedTo });
    case 'ErasureRefused':
    case 'DocumentErased':
    case 'CaseErased':
      return decide(data.request, { decidedOn: dayOf(event) });
    default:
      return before;
  }
}

function rowsOf({ target, questions, erasures, stopped }: State): readonly Row[] {
  const row = (
    kind: string,
    of: number,
    department: string | null,
    due: LocalDate,
    met_on: LocalDate | null = null,
    ended_on: LocalDate | null = null,
  ): Row => ({
    table: 'deadline',
    key: `${kind}/${of}`,
    values: { kind, department, due, met_on, ended_on, stopped: stopped ? 1 : 0 },
  });
  return [
    ...(target ? [row('answerTarget', 0, null, target.due, target.metOn)] : []),
    ...questions.flatMap((question, of) => {
      const { department, due, answeredOn, endedOn, reminders, remindOn } = question;
      const reminder =
        isOpen(question) && reminders < 2 ? [row('reminder', of, department, remindOn[reminders === 0 ? 0 : 1])] : [];
      return [row('departmentAnswer', of, department, due, answeredOn, endedOn), ...reminder];
    }),
    ...erasures.map(({ due, decidedOn }, of) => row('erasureDecision', of, null, due, decidedOn)),
  ];
}

const text = { type: 'text' } as const;
const maybe = { type: 'text', null: true } as const;
export const deadlines = foldModel<State>({
  name: 'deadlines',
  version: 1,
  tables: {
    deadline: {
      // A reminder is the next one alone: its row goes when it was sent twice, or nothing is waited for any more.
      kind: 'past',
      columns: { kind: text, department: maybe, due: text, met_on: maybe, ended_on: maybe, stopped: { type: 'flag' } },
      indexes: [
        { on: ['due', 'stream', 'key'] },
        { on: ['met_on', 'ended_on', 'due', 'stream', 'key'] },
        { on: ['department', 'met_on', 'ended_on', 'due', 'stream', 'key'] },
      ],
    },
  },
  begin: () => ({ target: null, questions: [], erasures: [], stopped: false }),
  evolve: (state, event) => {
    const [target, questions, erasures] = [
      targetAfter(state.target, event),
      questionsAfter(state.questions, event),
      erasuresAfter(state.erasures, event),
    ];
    return target === state.target && questions === state.questions && erasures === state.erasures
      ? state
      : { ...state, target, questions, erasures };
  },
  rows: rowsOf,
  stop: (state) => ({ ...state, stopped: true }),
});

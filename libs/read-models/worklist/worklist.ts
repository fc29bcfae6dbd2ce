/** Every complaint of an office in a line: what advisers choose from. A fold of coded fields alone, so it outlives every key. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { localDateOf, type LocalDate } from '../../policy/calendar.js';
import { type Follower } from '../runner.js';

export interface Wait {
  readonly kind: 'answerTarget' | 'departmentAnswer' | 'erasureDecision';
  readonly department?: string;
  /** The last day in time. */
  readonly due: LocalDate;
  /** Of an erasure request: which. */
  readonly request?: string;
}

export interface Row {
  readonly id: string;
  /** "2026-0007" from registration on: the place of the registration in the log's order within its year. */
  readonly number: string | null;
  readonly state: string;
  readonly outcome: string | null;
  readonly parts: readonly { readonly id: string; readonly topic: string; readonly department: string }[];
  readonly waits: readonly Wait[];
  readonly receivedOn: LocalDate;
  readonly lifecycle: string;
  readonly profile: string;
  readonly revision: number;
  /** Departments that were asked, whose users see the case. */
  readonly asked: readonly string[];
  /** An event of it could not be read; what is shown ends before it. */
  readonly stopped: boolean;
}

/** The outcome an event closes with; undefined where it closes nothing. */
function outcomeOf({ type, data }: ComplaintEvent): string | null | undefined {
  switch (type) {
    case 'EndedWithoutCase': case 'ConcludedWithCriticism': return data.outcome;
    case 'DirectedElsewhere': case 'LastPartTakenElsewhere': return 'directed';
    case 'SuggestionForwarded': return 'suggestionForwarded';
    case 'GuidedBack': return 'guidedBack';
    case 'SettledByBoth': return 'settled';
    case 'MediationAgreed': return 'mediated';
    case 'ClosedOnAnswer': return 'answeredByDepartment';
    case 'ConsentRefused': return 'consentRefused';
    case 'ClosedOnWithdrawal': return 'consentWithdrawn';
    case 'InvestigationDeclined': return 'investigationDeclined';
    case 'ConcludedWithoutCriticism': return 'noCriticism';
    case 'ComplaintWithdrawn': return 'withdrawnByCitizen';
    case 'ReopenedForQuestions': case 'ReopenedForNewPart': case 'ReopenedForConsent': case 'ReopenedForAssessment': return null;
    default: return undefined;
  }
}

const meetsTarget = new Set<string>(['GuidanceGiven', 'ReplySent', 'ReplyFiled', 'SuggestionForwardedInCase']);

function waitsAfter(waits: readonly Wait[], { type, data, from, to }: ComplaintEvent): readonly Wait[] {
  const ended = to === 'closed' || to === 'endedWithoutCase';
  let left = waits.filter(({ kind }) => !(kind === 'answerTarget' && (ended || meetsTarget.has(type))) && !(kind === 'departmentAnswer' && (from === 'referred' && to !== 'referred')));
  if (type === 'DepartmentAnswered' || type === 'LastDepartmentAnswered') left = left.filter(({ kind, department }) => kind !== 'departmentAnswer' || department !== data.department);
  if (type === 'CaseReferred' || type === 'MoreQuestionsAsked') left = [...left, ...data.referrals.map(({ department, due }) => ({ kind: 'departmentAnswer' as const, department, due }))];
  if (type === 'ErasureRequested') left = [...left, { kind: 'erasureDecision', due: data.due, request: data.request }];
  if (type === 'ErasureExtended') left = left.map((wait) => (wait.request === data.request ? { ...wait, due: data.extendedTo } : wait));
  if (type === 'ErasureRefused' || type === 'DocumentErased' || type === 'CaseErased') left = left.filter(({ request }) => request !== data.request);
  return left;
}

function askedBy(event: ComplaintEvent): readonly string[] {
  switch (event.type) {
    case 'CaseReferred': case 'MoreQuestionsAsked': return event.data.referrals.map(({ department }) => department);
    case 'InformationRequested': case 'DepartmentHeard': return [event.data.department];
    default: return [];
  }
}

function next(row: Row, event: ComplaintEvent): Row {
  const outcome = outcomeOf(event);
  const asked = askedBy(event);
  return {
    ...row, state: event.to, revision: event.revision, outcome: outcome === undefined ? row.outcome : outcome, waits: waitsAfter(row.waits, event),
    asked: asked.length === 0 ? row.asked : [...new Set([...row.asked, ...asked])],
    parts: event.type === 'PartRecorded' ? [...row.parts, { id: event.data.part, topic: event.data.topic, department: event.data.department }] : row.parts,
  };
}

export class Worklist implements Follower {
  readonly name = 'worklist';
  private readonly byId = new Map<string, Row>();
  private readonly registeredIn = new Map<string, number>();

  apply(event: ComplaintEvent): void {
    const row = this.row(event);
    if (!row) return;
    const after = next(row, event);
    this.byId.set(event.stream, event.type === 'CaseRegistered' || event.type === 'OwnInitiativeOpened' ? { ...after, number: this.nextNumber(event) } : after);
  }

  stop(stream: string): void {
    const row = this.byId.get(stream);
    if (row) this.byId.set(stream, { ...row, stopped: true });
  }

  get rows(): IterableIterator<Row> { return this.byId.values(); }
  of(id: string): Row | undefined { return this.byId.get(id); }

  private row({ type, data, stream, to, occurredAt }: ComplaintEvent): Row | undefined {
    if (type === 'InquiryReceived' || type === 'OwnInitiativeOpened') {
      const receivedOn = type === 'InquiryReceived' ? data.receivedOn : localDateOf(Date.parse(occurredAt));
      return {
        id: stream, number: null, state: to, outcome: null, receivedOn, lifecycle: data.lifecycle, profile: data.profile, revision: 0, asked: [], stopped: false,
        parts: type === 'OwnInitiativeOpened' ? [{ id: 'A', topic: data.topic, department: data.department }] : [],
        waits: type === 'InquiryReceived' && data.answerDue !== null ? [{ kind: 'answerTarget', due: data.answerDue }] : [],
      };
    }
    return this.byId.get(stream);
  }

  private nextNumber({ recordedAt }: ComplaintEvent): string {
    const year = localDateOf(Date.parse(recordedAt)).slice(0, 4);
    const place = (this.registeredIn.get(year) ?? 0) + 1;
    this.registeredIn.set(year, place);
    return `${year}-${String(place).padStart(4, '0')}`;
  }
}

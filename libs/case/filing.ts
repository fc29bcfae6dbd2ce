/** What is filed beside the lifecycle: papers, notes, notices, suggestions, follow-up, erasure and holds. */
import { type ComplaintData, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import { suggestionId, type Decision, type ErasureRequest } from './case-parts.js';
import { isOfThisCycle, type CaseState } from './case-state.js';
import { changed, changePart, including, meetTarget, type Change, type Folds } from './change.js';
import { isCriticised } from './ending.js';
import { send, type Sent } from './letters.js';
import { holdsOn } from './quarantine.js';

export const filing: Folds<
  | 'DocumentFiled'
  | 'NoteRecorded'
  | 'MeetingAttended'
  | 'ContactRecorded'
  | 'CitizenNotified'
  | 'ReceiptAcknowledged'
  | 'ReplyFiled'
  | 'SuggestionRecorded'
  | 'NamelessSuggestionRecorded'
  | 'SuggestionRecordedInCase'
  | 'SuggestionPositionRecorded'
  | 'SuggestionForwarded'
  | 'SuggestionForwardedInCase'
  | 'DepartmentPositionRecorded'
  | 'RecommendationRecorded'
  | 'RecommendationStatusRecorded'
  | 'ErasureRequested'
  | 'ErasureRefused'
  | 'ErasureExtended'
  | 'DocumentErased'
  | 'CaseErased'
  | 'HoldPlaced'
  | 'HoldLifted'
  | 'KeysShredded'
> = {
  RecommendationRecorded: ({ recommendations }, { recommendation: id, to, department, from, due }, event, on) => ({
    recommendations: [
      ...recommendations,
      {
        id,
        to,
        ...(department === undefined ? {} : { department }),
        from,
        madeOn: on,
        ...(due === undefined ? {} : { due }),
        status: null,
        statusOn: null,
        revision: event.revision,
      },
    ],
  }),
  RecommendationStatusRecorded: ({ recommendations }, { recommendation, status }, event, on) => ({
    recommendations: changed(recommendations, ({ id }) => id === recommendation, {
      status,
      statusOn: on,
      statusRevision: event.revision,
    }),
  }),
  DocumentFiled: (caseState, data, event, on) => ({
    documents: [
      ...caseState.documents,
      {
        id: data.document,
        direction: data.direction,
        date: data.date,
        of: 'filed',
        ...(data.department === undefined ? {} : { department: data.department }),
        ...(data.from === undefined ? {} : { from: data.from }),
        ...(data.to === undefined ? {} : { to: data.to }),
        quarantined: data.quarantined,
        ...(data.quarantined ? { heldUnder: holdsOn(caseState, data) } : {}),
        erased: false,
        hasContent: data.content !== undefined,
        revision: event.revision,
      },
    ],
    informationRequests: changed(
      caseState.informationRequests,
      ({ id, status }) => id === data.request && status === 'open',
      ({ asked, ...request }) => ({
        ...request,
        status: 'answered',
        // A paper of before it was asked for came on a day that nobody wrote down.
        ...(asked && { asked: { ...asked, answeredOn: data.date < asked.sentOn ? on : data.date } }),
      }),
    ),
  }),
  NoteRecorded: (caseState, _, event) => noted(caseState, event),
  MeetingAttended: (caseState, { on, requestedBy, reason, note }, event) => ({
    ...(note === undefined ? {} : noted(caseState, event)),
    meetings: [...caseState.meetings, { on, requestedBy, reason }],
  }),
  ContactRecorded: (caseState, { department, note }, event) => ({
    ...(note === undefined ? {} : noted(caseState, event)),
    tried: { ...caseState.tried, contacted: including(caseState.tried.contacted, department) },
  }),
  CitizenNotified: (caseState, data, event, on) => ({
    ...send(caseState, event, on, [{ kind: 'notice', to: 'citizen' }]),
    told: { ...caseState.told, [data.about]: true },
    ...(data.about === 'rights' ? { rightsToldOn: caseState.rightsToldOn ?? on } : {}),
    ...(data.about === 'result'
      ? {
          parts: changed(
            caseState.parts,
            (part) => part.inScope && part.outcome !== null && isOfThisCycle(caseState, part),
            (part) => ({ ...part, toldOutcome: part.outcome! }),
          ),
        }
      : {}),
  }),
  ReceiptAcknowledged: (caseState, _, event, on) =>
    send(caseState, event, on, [{ kind: 'acknowledgement', to: 'citizen' }]),
  ReplyFiled: (caseState, _, event, on) => ({
    ...meetTarget(caseState, on),
    ...send(caseState, event, on, [{ kind: 'reply', to: 'citizen' }]),
  }),
  SuggestionRecorded: (caseState, { topic, department }, _, on) => ({
    suggestions: [...caseState.suggestions, { topic, department, recordedOn: on, forwardedOn: null }],
  }),
  NamelessSuggestionRecorded: suggested,
  SuggestionRecordedInCase: suggested,
  SuggestionPositionRecorded: ({ suggestions }, { suggestion, position }, { revision }, on) => ({
    suggestions: suggestions.map((each, index) =>
      suggestionId(index) === suggestion ? { ...each, position, positionOn: on, positionRevision: revision } : each,
    ),
  }),
  SuggestionForwarded: forwardSuggestions,
  SuggestionForwardedInCase: forwardSuggestions,
  DepartmentPositionRecorded: (caseState, { part, position }, { revision }, on) => ({
    ...changePart(caseState, part, { position }),
    decisions: positioned(caseState, part, position, on),
    followUp: [...caseState.followUp, { part, position, on, revision }],
  }),
  ErasureRequested: (caseState, data, _, on) => ({
    erasureRequests: [
      ...caseState.erasureRequests,
      {
        id: data.request,
        of: data.of,
        ...(data.document === undefined ? {} : { document: data.document }),
        requestedOn: on,
        due: data.due,
        status: 'open',
        decidedOn: null,
      },
    ],
  }),
  ErasureRefused: (caseState, data, _, on) => decided(caseState, data.request, { status: 'refused', decidedOn: on }),
  ErasureExtended: (caseState, data) => decided(caseState, data.request, { due: data.extendedTo }),
  DocumentErased: (caseState, data, _, on) => ({
    ...granted(caseState, on, ({ id, document }) => id === data.request || document === data.document),
    documents: changed(caseState.documents, ({ id }) => id === data.document, { erased: true }),
  }),
  CaseErased: (caseState, _, __, on) => gone(caseState, on),
  HoldPlaced: (caseState, { reason }) => ({ holds: including(caseState.holds, reason) }),
  HoldLifted: (caseState, { reason }, { recordedAt }) => ({
    holds: caseState.holds.filter((hold) => hold !== reason),
    holdLiftedAt: recordedAt,
  }),
  KeysShredded: (caseState, _, __, on) => gone(caseState, on),
};

const noted = (caseState: CaseState, { revision, occurredAt, recordedAt }: ComplaintEvent): Change => ({
  notes: [...caseState.notes, { revision, occurredAt, recordedAt }],
});

function suggested(
  { suggestions }: CaseState,
  { topic, department }: ComplaintData['SuggestionRecordedInCase'],
  { revision }: ComplaintEvent,
  on: LocalDate,
): Change {
  return { suggestions: [...suggestions, { topic, department, recordedOn: on, forwardedOn: null, revision }] };
}

function forwardSuggestions(
  caseState: CaseState,
  { withName }: ComplaintData['SuggestionForwarded'],
  event: ComplaintEvent,
  on: LocalDate,
): Change {
  const sent = caseState.suggestions.flatMap(({ department, forwardedOn }, index): Sent[] =>
    forwardedOn === null ? [{ kind: 'suggestion', to: 'department', department, index }] : [],
  );
  return {
    ...send(caseState, event, on, sent),
    ...meetTarget(caseState, on),
    suggestions: changed(caseState.suggestions, ({ forwardedOn }) => forwardedOn === null, {
      forwardedOn: on,
      ...(withName ? { withName } : {}),
    }),
  };
}

/** A department answers the last criticism of a part. */
function positioned(
  { decisions }: CaseState,
  part: string,
  position: Decision['position'],
  positionOn: LocalDate,
): readonly Decision[] {
  const last = decisions.findLastIndex((decision) => decision.part === part && isCriticised(decision));
  return changed(decisions, (_, index) => index === last, { position, positionOn });
}

/** With the keys goes all that was asked for, and nothing is owed to anybody any more. */
const gone = (caseState: CaseState, on: LocalDate): Change => ({
  shredded: true,
  ...granted(caseState, on, () => true),
  tasks: caseState.tasks.length === 0 ? caseState.tasks : [],
});

const granted = (
  caseState: CaseState,
  on: LocalDate,
  which: (request: ErasureRequest) => boolean,
): Pick<CaseState, 'erasureRequests'> => ({
  erasureRequests: changed(caseState.erasureRequests, (request) => request.status === 'open' && which(request), {
    status: 'granted',
    decidedOn: on,
  }),
});

const decided = (caseState: CaseState, request: string, change: Partial<ErasureRequest>): Change => ({
  erasureRequests: changed(caseState.erasureRequests, ({ id }) => id === request, change),
});

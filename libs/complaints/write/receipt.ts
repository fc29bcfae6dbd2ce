/** What a taken transition answers, the first time and when the same request comes again. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { isCorrection } from '../../case/corrected.js';
import { suggestionId } from '../../case/case-parts.js';
import { departmentOf, stateForDepartment } from '../../case/department.js';
import { requestHashOf } from '../../event-store/codec.js';
import { OutcomeUnknown } from '../../event-store/port.js';
import { refused } from '../../platform/refused.js';
import { type Office } from '../wiring/office.js';
import { type CommandIdentity } from './command-identity.js';
import { consequencesOf } from './consequences.js';
import { type LoadedComplaint } from './loaded-complaints.js';
import { type Counted, type Receipt } from './transition-request.js';

const suggesting: ReadonlySet<string> = new Set([
  'SuggestionRecorded',
  'NamelessSuggestionRecorded',
  'SuggestionRecordedInCase',
]);

/**
 * @param after the complaint with the event folded
 * @param history of a correction: all events, its own the last
 */
export function receiptOf(
  after: LoadedComplaint,
  event: ComplaintEvent,
  office: Pick<Office, 'profileNamed'>,
  history: readonly ComplaintEvent[] = [],
): Receipt | Counted {
  const { type, revision, position, data, actor } = event;
  if (type === 'SmsCounted') return { counted: 'sms' };
  const extras = data as {
    readonly part?: string;
    readonly request?: string;
    readonly hearing?: string;
    readonly document?: string;
    readonly recommendation?: string;
    readonly party?: string;
  };
  const department = actor.role === 'department' ? departmentOf(after.caseState, data) : undefined;
  return {
    id: after.stream,
    revision,
    position: position.toString(),
    state: after.situation.state,
    outcome:
      department === undefined ? after.caseState.outcome : stateForDepartment(after.caseState, department).outcome,
    events: [{ revision, type }],
    ...(type === 'PartRecorded' ? { part: extras.part } : {}),
    ...(type === 'ErasureRequested' || type === 'InformationRequested' ? { request: extras.request } : {}),
    ...(type === 'HearingRequested' ? { hearing: extras.hearing } : {}),
    ...(type === 'DocumentFiled' ? { document: extras.document } : {}),
    ...(isCorrection(event) ? { consequences: consequencesOf(history, (id) => office.profileNamed(id)) } : {}),
    ...(suggesting.has(type) ? { suggestion: suggestionId(after.caseState.suggestions.length - 1) } : {}),
    ...(type === 'RecommendationRecorded' ? { recommendation: extras.recommendation } : {}),
    ...(type === 'PartyAdded' ? { party: extras.party } : {}),
  };
}

/**
 * The receipt of an event that is in the log.
 * @throws OutcomeUnknown this reading of the log does not show it
 * @throws Refused IDEMPOTENCY_KEY_REUSED the key came with another body
 */
export async function receiptAgain(
  office: Office,
  { stream, eventId: id, hash, keyed }: CommandIdentity,
): Promise<Receipt | Counted> {
  const { store, complaints, codec } = office;
  const records = await store.readStream(stream);
  const index = records.findIndex((record) => record.id === id);
  const record = records[index];
  if (!record) throw new OutcomeUnknown(`event ${id} is in the log and was not read; the same may be sent again`);
  if (keyed && requestHashOf(record) !== hash) throw refused('IDEMPOTENCY_KEY_REUSED');
  const until = records.slice(0, index + 1);
  const history = until.map((each) => codec.sealed<ComplaintEvent>(each));
  return receiptOf(complaints.fold(stream, until)!, history.at(-1)!, office, history);
}

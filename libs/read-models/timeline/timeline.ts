/**
 * `move`: what moved the cases of an office, in the order in which it was written down. Unit: event.
 *
 * Told is what changes where a case stands or what is waited for in it: (1) every step to another state; (2) what
 * changes the regions beside the state, which are consent, the follow-up of criticism, and privacy; (3) what opens or
 * closes something in between: a part, a question to a department, an offer, a proposal, a suggestion, an answer that
 * has to reach the citizen. Not told is what is only said or noted (notes, notices, replies, hearings, reminders,
 * papers that nobody asked for): it changes nothing, and would hide the course of a case among its papers. A counted
 * SMS is no complaint (O20).
 */
import { type ComplaintEvent, type ComplaintEventType } from '../../../event-schemas/complaint/events.js';
import { dayOf } from '../course.js';
import { type DirectModel } from '../read-model.js';

/** Told though the state stays; by what they open or close. */
const beside: ReadonlySet<ComplaintEventType> = new Set<ComplaintEventType>([
  // A part: recorded, found within or outside the remit, found upon, taken by another body.
  'PartRecorded',
  'RemitAssessed',
  'OutcomeRecorded',
  'PartTakenElsewhere',
  'LastPartTakenElsewhere',
  // What a department was asked, and has answered; what is then owed to the citizen.
  'DepartmentAnswered',
  'LaterAnswerRecorded',
  'AnswerForwarded',
  'InformationRequested',
  'SettlementProposed',
  'SettlementAccepted',
  'SettlementRejected',
  'MediationOffered',
  'MediationOfferAnswered',
  'SuggestionRecorded',
  'SuggestionForwardedInCase',
  'ConsentGiven',
  'ConsentWithdrawn',
  'DepartmentPositionRecorded',
  'ErasureRequested',
  'ErasureRefused',
  'DocumentErased',
  'CaseErased',
  'HoldPlaced',
  'HoldLifted',
  'KeysShredded',
]);

/** Whether the timeline tells of an event. */
export function isTold({ type, data, from, to }: ComplaintEvent): boolean {
  if (type === 'SmsCounted') return false;
  // A paper that answers a request for information closes it.
  return from !== to || beside.has(type) || (type === 'DocumentFiled' && data.request !== undefined);
}

const text = { type: 'text' } as const;
export const timeline: DirectModel = {
  name: 'timeline',
  version: 1,
  tables: {
    move: {
      // Who did it is in the event; here it is the role alone, which no name can be read from.
      kind: 'log',
      columns: {
        type: text,
        occurred_on: text,
        recorded_at: { type: 'bigint' },
        from_state: { ...text, null: true },
        to_state: text,
        role: text,
      },
      indexes: [{ on: ['stream', 'position'] }, { on: ['recorded_at', 'position'] }],
    },
  },
  apply: (event, write) => {
    if (!isTold(event)) return;
    const { position, stream, type, recordedAt, from, to, actor } = event;
    write.add('move', {
      position,
      key: '',
      stream,
      type,
      occurred_on: dayOf(event),
      recorded_at: Date.parse(recordedAt),
      from_state: from,
      to_state: to,
      role: actor.role,
    });
  },
};

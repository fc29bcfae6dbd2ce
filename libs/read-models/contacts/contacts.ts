/**
 * `contact`: each time somebody turned to the office, anonymous contacts and counted text messages included. Unit:
 * contact.
 */
import { type CaseState } from '../../case/case-state.js';
import { maybe, monthOf, pinnedColumns, pinnedTo, text } from '../columns.js';
import { type CaseModel } from '../read-model.js';

const kindOf = ({ counted, ownInitiative }: CaseState): 'sms' | 'ownInitiative' | 'inquiry' =>
  counted ? 'sms' : ownInitiative ? 'ownInitiative' : 'inquiry';

/** What became of it: still open, a case, or how it ended without one. */
function becameOf({ counted, ownInitiative, registeredAt, outcome }: CaseState): string {
  if (counted) return 'counted';
  if (ownInitiative) return 'ownInitiative';
  return registeredAt === null ? (outcome ?? 'open') : 'case';
}

/**
 * What the office was turned to for, as far as what it did says: a complaint, also one that it turned away or guided
 * back; else the most that was done for the citizen.
 */
function purposeOf(caseState: CaseState): string {
  const { counted, ownInitiative, registeredAt, outcome, guidance, suggestions, parts } = caseState;
  if (counted) return 'counted';
  if (ownInitiative) return 'ownInitiative';
  if (registeredAt !== null || outcome === 'guidedBack' || outcome === 'rejected') return 'complaint';
  if (guidance?.helpedToWrite) return 'helpToWrite';
  if (outcome === 'directed') return 'signposting';
  if (suggestions.length > 0) return 'suggestion';
  if (guidance) return guidance.advice ? 'advice' : 'signposting';
  if (outcome === 'guidance') return 'advice';
  return parts.length > 0 ? 'complaint' : 'unclear';
}

/** Whether the first answer came within the profile's target; `none` where the profile has no target. */
function answerOf({ received, answeredTargetOn }: CaseState): 'none' | 'open' | 'inTime' | 'late' {
  const due = received?.answerDue ?? null;
  if (due === null) return 'none';
  if (answeredTargetOn === null) return 'open';
  return answeredTargetOn <= due ? 'inTime' : 'late';
}

export const contacts: CaseModel = {
  name: 'contacts',
  version: 4,
  tables: {
    contact: {
      kind: 'past',
      columns: {
        month: text,
        received_on: text,
        channel: text,
        complainant_type: text,
        kind: text,
        purpose: text,
        became: text,
        answer: text,
        answer_due: maybe,
        lifecycle: text,
        ...pinnedColumns,
      },
      indexes: [
        { on: ['month', 'channel', 'complainant_type', 'kind', 'purpose', 'became', 'answer'] },
        { on: ['lifecycle', 'profile', 'profile_hash'] },
      ],
    },
  },
  madeOf: ({ received, registeredAt, outcome, answeredTargetOn, guidance, suggestions, parts }) => [
    received,
    answeredTargetOn,
    registeredAt,
    // What may still say what it was for; of a case nothing does any more.
    ...(registeredAt === null ? [outcome, guidance, suggestions.length > 0, parts.length > 0] : []),
  ],
  rows: (caseState) => {
    const { received, ownInitiative, pinned } = caseState;
    if (!received || !pinned) return [];
    return [
      {
        table: 'contact',
        key: '',
        values: {
          month: monthOf(received.receivedOn),
          received_on: received.receivedOn,
          channel: ownInitiative ? 'none' : received.channel,
          complainant_type: ownInitiative ? 'none' : received.complainantType,
          kind: kindOf(caseState),
          purpose: purposeOf(caseState),
          became: becameOf(caseState),
          answer: answerOf(caseState),
          answer_due: received.answerDue,
          lifecycle: pinned.lifecycle,
          ...pinnedTo(caseState),
        },
      },
    ];
  },
};

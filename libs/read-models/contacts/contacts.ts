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

/** Whether the first answer came within the profile's target; `none` where the profile has no target. */
function answerOf({ received, answeredTargetOn }: CaseState): 'none' | 'open' | 'inTime' | 'late' {
  const due = received?.answerDue ?? null;
  if (due === null) return 'none';
  if (answeredTargetOn === null) return 'open';
  return answeredTargetOn <= due ? 'inTime' : 'late';
}

export const contacts: CaseModel = {
  name: 'contacts',
  version: 3,
  tables: {
    contact: {
      kind: 'past',
      columns: {
        month: text,
        received_on: text,
        channel: text,
        complainant_type: text,
        kind: text,
        became: text,
        answer: text,
        answer_due: maybe,
        lifecycle: text,
        ...pinnedColumns,
      },
      indexes: [
        { on: ['month', 'channel', 'complainant_type', 'kind', 'became', 'answer'] },
        { on: ['lifecycle', 'profile', 'profile_hash'] },
      ],
    },
  },
  madeOf: ({ received, registeredAt, outcome, answeredTargetOn }) => [
    received,
    registeredAt,
    registeredAt === null ? outcome : null,
    answeredTargetOn,
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

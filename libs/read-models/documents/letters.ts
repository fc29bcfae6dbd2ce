/**
 * The letters that go out with an event, each of which is filed (H20, H26, Offentlighedsloven § 15): to which
 * department each belongs, in their order.
 */
import { type NumberedEvent } from '../read-model.js';
import { type Consents } from './quarantine.js';

/**
 * The department of each letter; null where it goes to the citizen or to another authority and is about no department.
 */
export function lettersOf(
  { type, data }: NumberedEvent,
  { requests }: Consents,
  suggestedTo: readonly string[],
): readonly (string | null)[] {
  switch (type) {
    case 'CaseReferred':
    case 'MoreQuestionsAsked':
      return data.referrals.flatMap(({ department }) => (data.copies ? [department, department] : [department]));
    case 'ReminderSent':
    case 'EscalationSent':
    case 'InformationRequested':
    case 'AnswerForwarded':
      return [data.department];
    case 'ConsentWithdrawn':
      return requests.filter(({ id }) => data.recalled.includes(id)).map(({ department }) => department);
    case 'PartTakenElsewhere':
    case 'LastPartTakenElsewhere':
      return data.forwarded ? [null] : [];
    case 'SuggestionForwarded':
    case 'SuggestionForwardedInCase':
      return suggestedTo;
    case 'CitizenNotified':
    case 'ReplySent':
    case 'ReplyFiled':
      return [null];
    default:
      return [];
  }
}

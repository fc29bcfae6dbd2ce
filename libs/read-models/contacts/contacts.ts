/**
 * `contact`: each time somebody turned to the office, anonymous contacts and counted text messages included. Unit:
 * contact.
 */
import { type LocalDate } from '../../policy/calendar.js';
import { dayOf, endsWithoutCase, monthOf, outcomeOf } from '../course.js';
import { foldModel, type NumberedEvent } from '../read-model.js';

interface Contact {
  readonly channel: string;
  readonly complainantType: string;
  readonly kind: 'inquiry' | 'sms' | 'ownInitiative';
  readonly receivedOn: LocalDate;
  readonly profile: string;
  readonly profileHash: string;
  /** What became of it: still open, a case, or how it ended without one. */
  readonly became: string;
  /** Whether the first answer came within the profile's target; `none` where the profile has no target. */
  readonly answer: 'none' | 'open' | 'inTime' | 'late';
  readonly answerDue: LocalDate | null;
}

const answers = new Set<string>([
  'ReplySent',
  'ReplyFiled',
  'GuidanceGiven',
  'GuidedBack',
  'DirectedElsewhere',
  'SuggestionForwarded',
  'SuggestionForwardedInCase',
]);

function next(contact: Contact | null, event: NumberedEvent): Contact | null {
  const { type, data, to } = event;
  if (type === 'SmsCounted')
    return {
      channel: 'sms',
      complainantType: 'citizen',
      kind: 'sms',
      receivedOn: data.receivedOn,
      profile: data.profile,
      profileHash: data.profileHash,
      became: 'counted',
      answer: 'none',
      answerDue: null,
    };
  if (type === 'OwnInitiativeOpened')
    return {
      channel: 'none',
      complainantType: 'none',
      kind: 'ownInitiative',
      receivedOn: dayOf(event),
      profile: data.profile,
      profileHash: data.profileHash,
      became: 'ownInitiative',
      answer: 'none',
      answerDue: null,
    };
  if (type === 'InquiryReceived') {
    const { channel, complainantType, receivedOn, profile, profileHash, answerDue } = data;
    return {
      channel,
      complainantType,
      kind: 'inquiry',
      receivedOn,
      profile,
      profileHash,
      became: 'open',
      answer: answerDue === null ? 'none' : 'open',
      answerDue,
    };
  }
  if (!contact) return null;
  const ended = endsWithoutCase(event);
  const became = type === 'CaseRegistered' ? 'case' : ended ? (outcomeOf(event) ?? contact.became) : contact.became;
  const met = contact.answer === 'open' && (ended || to === 'closed' || answers.has(type));
  if (!met && became === contact.became) return contact;
  return {
    ...contact,
    became,
    ...(met ? { answer: dayOf(event) <= contact.answerDue! ? ('inTime' as const) : ('late' as const) } : {}),
  };
}

const text = { type: 'text' } as const;
export const contacts = foldModel<Contact | null>({
  name: 'contacts',
  version: 1,
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
        answer_due: { ...text, null: true },
        profile: text,
        profile_hash: text,
      },
      indexes: [{ on: ['month', 'channel', 'complainant_type', 'kind', 'became', 'answer'] }],
    },
  },
  begin: () => null,
  evolve: next,
  rows: (contact) =>
    contact
      ? [
          {
            table: 'contact',
            key: '',
            values: {
              month: monthOf(contact.receivedOn),
              received_on: contact.receivedOn,
              channel: contact.channel,
              complainant_type: contact.complainantType,
              kind: contact.kind,
              became: contact.became,
              answer: contact.answer,
              answer_due: contact.answerDue,
              profile: contact.profile,
              profile_hash: contact.profileHash,
            },
          },
        ]
      : [],
});

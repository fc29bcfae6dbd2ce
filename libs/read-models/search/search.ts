/**
 * The search index: keyed hashes of words, never the words (promises.md, section 6). Whoever has the database without
 * the office's key learns how many distinct words a case has, and which cases share one; not which word it is. With the
 * person's keys the entries go.
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { isShredded } from '../../privacy/keys.js';
import { type DirectModel, type NumberedEvent } from '../read-model.js';
import { termsAsked, termsOf } from './words.js';

export interface SearchParts {
  /** The event with its personal fields opened, or `Shredded` where a key is gone. @throws KeyStoreUnavailable */
  readonly open: (event: NumberedEvent) => Promise<ComplaintEvent>;
  /** Keyed hash, base64url. */
  readonly mac: (text: string) => string;
}

/** 128 bits: enough that two words do not meet, and nothing more about the word. */
const token = (mac: SearchParts['mac'], term: string): string => mac(term).slice(0, 22);

export const tokensAsked = (mac: SearchParts['mac'], text: string): readonly string[] =>
  [...termsAsked(text)].map((term) => token(mac, term));

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null && !isShredded(value) ? Object.values(value).flatMap(textsIn) : [];
};

/**
 * What is personal and may be searched: who complains and who speaks for them, what it is about, what was noted. Not
 * documents.
 */
function personalOf({ type, data }: ComplaintEvent): readonly unknown[] | undefined {
  switch (type) {
    case 'CaseRegistered':
      return [data.complainant, data.summary, data.representative];
    case 'OwnInitiativeOpened':
      return [data.title];
    case 'NoteRecorded':
      return [data.text];
    case 'MeetingAttended':
      return [data.note];
    default:
      return undefined;
  }
}

export const searchIndex = ({ open, mac }: SearchParts): DirectModel => ({
  name: 'search',
  version: 2,
  tables: { search_token: { kind: 'now', columns: {}, indexes: [{ on: ['key', 'stream'] }] } },
  apply: async (event, write) => {
    const { type, stream } = event;
    if (type === 'KeysShredded' || type === 'CaseErased') write.remove('search_token', stream);
    if (!personalOf(event)) return;
    const terms = new Set((personalOf(await open(event)) ?? []).flatMap(textsIn).flatMap((text) => [...termsOf(text)]));
    for (const term of terms) write.add('search_token', { stream, key: token(mac, term) });
  },
});

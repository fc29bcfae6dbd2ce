/**
 * The search index: keyed hashes of words and of the beginnings of names, never the words (promises.md, section 6).
 * Whoever has the database without the office's key learns how many of them a case has, and which cases share one; not
 * which it is (decision 16). With the person's keys the entries go.
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { isShredded } from '../../privacy/keys.js';
import { type DirectModel, type DirectWrites, type NumberedEvent } from '../read-model.js';
import { termsAsked, termsOf, termsOfName } from './words.js';

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

interface Searched {
  readonly names?: readonly unknown[];
  readonly texts?: readonly unknown[];
}

/**
 * What is personal and may be searched: who complains and who speaks for them, what it is about, what was noted. Not
 * documents.
 */
function personalOf({ type, data }: ComplaintEvent): Searched | undefined {
  switch (type) {
    case 'CaseRegistered':
      return {
        names: [nameOf(data.complainant), nameOf(data.representative)],
        texts: [data.complainant, data.summary, data.representative],
      };
    // Whoever asks may know the old name, the new one, or neither of a stranger who was taken for the person.
    case 'PartyAdded':
    case 'PartyUpdated':
      return { names: [nameOf(data.person)], texts: wordsOf(data.person) };
    case 'OwnInitiativeOpened':
      return { texts: [data.title] };
    case 'NoteRecorded':
      return { texts: [data.text] };
    case 'MeetingAttended':
    case 'ContactRecorded':
      return { texts: [data.note] };
    // Found by what it was believed to be as well: who asks may know that alone.
    case 'CaseRecordCorrected':
      return { texts: [data.ofComplainant, data.ofText?.note] };
    default:
      return undefined;
  }
}

/** How somebody wants to be reached is a code, and no word of theirs. */
const wordsOf = (person: unknown): readonly unknown[] => {
  if (typeof person !== 'object' || person === null || isShredded(person)) return [];
  const { channel: _, ...words } = person as { readonly channel?: unknown };
  return [words];
};

const nameOf = (person: unknown): unknown =>
  typeof person === 'object' && person !== null && 'name' in person ? person.name : undefined;

const termsIn = ({ names = [], texts = [] }: Searched): ReadonlySet<string> =>
  new Set([
    ...names.flatMap(textsIn).flatMap((name) => [...termsOfName(name)]),
    ...texts.flatMap(textsIn).flatMap((text) => [...termsOf(text)]),
  ]);

export const searchIndex = ({ open, mac }: SearchParts): DirectModel => {
  const enter = async (event: NumberedEvent, write: DirectWrites): Promise<void> => {
    for (const term of termsIn(personalOf(await open(event)) ?? {}))
      write.add('search_token', { stream: event.stream, key: token(mac, term) });
  };
  return {
    name: 'search',
    version: 3,
    tables: { search_token: { kind: 'now', columns: {}, indexes: [{ on: ['key', 'stream'] }] } },
    apply: (event, write) => {
      const { type, stream } = event;
      if (type === 'KeysShredded' || type === 'CaseErased') write.remove('search_token', stream);
      return personalOf(event) ? enter(event, write) : undefined;
    },
  };
};

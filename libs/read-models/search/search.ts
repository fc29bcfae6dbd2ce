/**
 * The search index: keyed hashes of words and of the beginnings of names, never the words (promises.md, section 6).
 * Whoever has the database without the office's key learns how many of them a case has, and which cases share one; not
 * which it is (decision 16). With the person's keys the entries go.
 */
import { registeredParties } from '../../../event-schemas/complaint/codes.js';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { corrected } from '../../case/corrected.js';
import { isShredded } from '../../privacy/keys.js';
import { type DirectModel, type DirectWrites, type NumberedEvent } from '../read-model.js';
import { termsAsked, termsOf, termsOfName } from './words.js';

export interface SearchParts {
  /** The event with its personal fields opened, or `Shredded` where a key is gone. @throws KeyStoreUnavailable */
  readonly open: (event: NumberedEvent) => Promise<ComplaintEvent>;
  /** The events of a complaint up to this one, opened likewise; what does not open stands as `Unreadable`. */
  readonly past: (stream: string, revision: number) => Promise<readonly ComplaintEvent[]>;
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
    // Who has moved or changed their name is found by what was so then, too.
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

/** It says that words were wrong: from there on nothing is found by them. */
const replaces = (event: ComplaintEvent): boolean =>
  event.type === 'CaseRecordCorrected' ||
  (event.type === 'PartyUpdated' && (event.data.reason === 'misspelt' || event.data.reason === 'wrongPerson'));

/** The events as they count: what was put right as it should have been, what was known of a stranger left out. */
function standing(events: readonly ComplaintEvent[]): readonly ComplaintEvent[] {
  let known = corrected(events);
  for (const event of events) {
    if (event.type !== 'PartyUpdated' || !replaces(event)) continue;
    const { party, person, reason } = event.data;
    known = known.map((each) =>
      each.revision < event.revision ? withPerson(each, party, reason === 'wrongPerson' ? undefined : person) : each,
    );
  }
  return known;
}

/** The event with what is known better of this party; undefined: without the party. */
function withPerson(event: ComplaintEvent, party: string, person: unknown): ComplaintEvent {
  const field =
    event.type === 'CaseRegistered'
      ? { [registeredParties.complainant]: 'complainant', [registeredParties.representative]: 'representative' }[party]
      : (event.type === 'PartyAdded' || event.type === 'PartyUpdated') && event.data.party === party
        ? 'person'
        : undefined;
  const { [field ?? '']: known, ...data } = event.data as { readonly [field: string]: unknown };
  if (field === undefined || known === undefined) return event;
  const better = person === undefined ? {} : { [field]: { ...(known as object), ...(person as object) } };
  return { ...event, data: { ...data, ...better } } as unknown as ComplaintEvent;
}

const nameOf = (person: unknown): unknown =>
  typeof person === 'object' && person !== null && 'name' in person ? person.name : undefined;

const termsIn = ({ names = [], texts = [] }: Searched): ReadonlySet<string> =>
  new Set([
    ...names.flatMap(textsIn).flatMap((name) => [...termsOfName(name)]),
    ...texts.flatMap(textsIn).flatMap((text) => [...termsOf(text)]),
  ]);

export const searchIndex = ({ open, past, mac }: SearchParts): DirectModel => {
  const enter = async (event: NumberedEvent, write: DirectWrites): Promise<void> => {
    for (const term of termsIn(personalOf(await open(event)) ?? {}))
      write.add('search_token', { stream: event.stream, key: token(mac, term) });
  };
  const enterAnew = async ({ stream, revision }: NumberedEvent, write: DirectWrites): Promise<void> => {
    const events = await past(stream, revision);
    write.remove('search_token', stream);
    for (const term of new Set(standing(events).flatMap((event) => [...termsIn(personalOf(event) ?? {})])))
      write.add('search_token', { stream, key: token(mac, term) });
  };
  return {
    name: 'search',
    version: 4,
    tables: { search_token: { kind: 'now', columns: {}, indexes: [{ on: ['key', 'stream'] }] } },
    apply: (event, write) => {
      const { type, stream } = event;
      if (type === 'KeysShredded' || type === 'CaseErased') write.remove('search_token', stream);
      if (replaces(event)) return enterAnew(event, write);
      return personalOf(event) ? enter(event, write) : undefined;
    },
  };
};

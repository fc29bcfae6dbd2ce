/**
 * The yearly report of an office as it is put together, folded from its own log, and what may be done with it. Pure.
 */
import { type YearlyCandidate, type YearlyEvent } from '../../event-schemas/office/yearly-events.js';

/** Where the text stands that comes before everything else. */
export const foreword = 'foreword';

export interface Example {
  readonly id: string;
  /** The section that it stands in. */
  readonly place: string;
  readonly title: string;
  readonly text: string;
  /** Subs: who wrote it last, and who has let this wording through; null: nobody has yet. */
  readonly writtenBy: string;
  readonly approvedBy: string | null;
  /** Of the last event about it. */
  readonly revision: number;
}

export interface YearDraft {
  /** Keys of the tables that are left out. */
  readonly without: readonly string[];
  /** By their place; there is none that is empty. */
  readonly texts: ReadonlyMap<string, string>;
  /** In the order in which they came. */
  readonly examples: readonly Example[];
  /** Of the last event about its tables and texts; -1: there is none. */
  readonly revision: number;
  /** Who said last what tables and texts there are, and when (RFC 3339); null: nobody has. */
  readonly last: { readonly by: string; readonly at: string } | null;
}

export const emptyDraft: YearDraft = { without: [], texts: new Map(), examples: [], revision: -1, last: null };

/** What an event makes of the years. What does not open says nothing, and stands there to be written anew. */
export function advance(years: ReadonlyMap<number, YearDraft>, event: YearlyEvent): ReadonlyMap<number, YearDraft> {
  const { year } = event.data;
  return new Map(years).set(year, drafted(years.get(year) ?? emptyDraft, event));
}

function drafted(draft: YearDraft, event: YearlyEvent): YearDraft {
  const { revision } = event;
  const said = { revision, last: { by: event.actor.sub, at: event.recordedAt } };
  switch (event.type) {
    case 'YearlyTablesChosen':
      return { ...draft, without: event.data.without, ...said };
    case 'YearlyTextWritten': {
      const texts = new Map(draft.texts);
      const text = opened(event.data.text);
      if (text === '') texts.delete(event.data.place);
      else texts.set(event.data.place, text);
      return { ...draft, texts, ...said };
    }
    case 'YearlyExampleWritten': {
      const { example: id, place, title, text } = event.data;
      const written = { place, title: opened(title), text: opened(text), writtenBy: event.actor.sub };
      const example: Example = { id, ...written, approvedBy: null, revision };
      const isKnown = draft.examples.some((each) => each.id === id);
      return {
        ...draft,
        examples: isKnown
          ? draft.examples.map((each) => (each.id === id ? example : each))
          : [...draft.examples, example],
      };
    }
    case 'YearlyExampleApproved':
      return {
        ...draft,
        examples: draft.examples.map((each) =>
          each.id === event.data.example ? { ...each, approvedBy: event.actor.sub, revision } : each,
        ),
      };
    case 'YearlyExampleRemoved':
      return { ...draft, examples: draft.examples.filter(({ id }) => id !== event.data.example) };
  }
}

const opened = (text: unknown): string => (typeof text === 'string' ? text : '');

/** Tables and texts as somebody wants them. */
export interface Arrangement {
  readonly without: readonly string[];
  /** By their place; an empty one is none. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What has to be written down for it to be so: nothing of what is so already. */
export function arranging(year: number, draft: YearDraft, wanted: Arrangement): readonly YearlyCandidate[] {
  const isSame = JSON.stringify(draft.without.toSorted()) === JSON.stringify(wanted.without.toSorted());
  const texts = [...wanted.texts].filter(([place, text]) => (draft.texts.get(place) ?? '') !== text);
  return [
    ...(isSame
      ? []
      : [{ type: 'YearlyTablesChosen' as const, data: { year, without: [...wanted.without], facts: {} } }]),
    ...texts.map(([place, text]) => ({
      type: 'YearlyTextWritten' as const,
      data: { year, place, ...(text === '' ? {} : { text }), facts: {} },
    })),
  ];
}

/** What an office adds to its figures: plain data, as it crosses a border of threads. */
export interface Additions {
  readonly without: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
  readonly examples: readonly Pick<Example, 'place' | 'title' | 'text'>[];
}

/** An example that nobody has let through is none. */
export const additionsOf = ({ without, texts, examples }: YearDraft): Additions => ({
  without,
  texts: Object.fromEntries(texts),
  examples: examples
    .filter(({ approvedBy }) => approvedBy !== null)
    .map(({ place, title, text }) => ({ place, title, text })),
});

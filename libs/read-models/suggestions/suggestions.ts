/** `suggestion`: what citizens proposed, and whether it was passed on. Unit: suggestion. */
import { type LocalDate } from '../../policy/calendar.js';
import { course, dayOf, monthOf, type Course } from '../course.js';
import { foldModel, type NumberedEvent } from '../read-model.js';

interface Suggestion {
  readonly recordedOn: LocalDate;
  readonly topic: string;
  readonly department: string;
  readonly forwardedOn: LocalDate | null;
}
interface State {
  readonly course: Course | null;
  readonly suggestions: readonly Suggestion[];
}

function after(before: readonly Suggestion[], event: NumberedEvent): readonly Suggestion[] {
  const { type, data } = event;
  if (type === 'SuggestionRecorded')
    return [...before, { recordedOn: dayOf(event), topic: data.topic, department: data.department, forwardedOn: null }];
  if (type === 'SuggestionForwarded' || type === 'SuggestionForwardedInCase')
    return before.map((suggestion) =>
      suggestion.forwardedOn === null ? { ...suggestion, forwardedOn: dayOf(event) } : suggestion,
    );
  return before;
}

const text = { type: 'text' } as const;
export const suggestions = foldModel<State>({
  name: 'suggestions',
  version: 1,
  tables: {
    suggestion: {
      kind: 'past',
      columns: {
        month: text,
        recorded_on: text,
        department: text,
        topic: text,
        became: text,
        forwarded_on: { ...text, null: true },
        profile: text,
        profile_hash: text,
      },
      indexes: [{ on: ['month', 'department', 'became'] }],
    },
  },
  begin: () => ({ course: null, suggestions: [] }),
  evolve: (state, event) => {
    const known = course(state.course, event);
    const all = after(state.suggestions, event);
    return known === state.course && all === state.suggestions ? state : { course: known, suggestions: all };
  },
  rows: ({ course: known, suggestions: all }) =>
    all.map(({ recordedOn, topic, department, forwardedOn }, index) => ({
      table: 'suggestion',
      key: String(index),
      values: {
        month: monthOf(recordedOn),
        recorded_on: recordedOn,
        department,
        topic,
        became: forwardedOn === null ? 'recorded' : 'forwarded',
        forwarded_on: forwardedOn,
        profile: known!.profile,
        profile_hash: known!.profileHash,
      },
    })),
});

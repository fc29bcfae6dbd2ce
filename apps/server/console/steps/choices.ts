/** What can be chosen in a field of a step: closed lists, and what the case and the office have. */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { type Field } from '../../../../libs/complaints/steps/fields.js';
import { lifecycles } from '../../../../state-machines/complaint/lifecycles.js';
import { type Desk } from '../desk.js';
import { type Choice } from '../ui/fields.js';
import { choiceWord, codeWord, flagWord } from '../words/code-words.js';
import { instantWords, shortDate } from '../words/date-words.js';
import { stateWord } from '../words/state-words.js';
import { nobody } from './read-form.js';

/** Null: it is written, not chosen. An empty list: there is nothing to choose from. */
export function choicesOf({ name, kind, schema }: Field, desk: Desk, view: CaseView | null): readonly Choice[] | null {
  const { lang, settings, running } = desk;
  switch (kind) {
    case 'Coded':
      return valuesIn(schema).map((value) => ({ value, label: choiceWord(valuesIn(schema), value, lang) }));
    case 'Flag':
      return [true, false].map((flag) => ({ value: String(flag), label: flagWord(flag, lang) }));
    case 'Part':
      return (view?.parts ?? []).map(({ id, topic, department }) => ({
        value: id,
        label: `${id}. ${desk.topicName(topic ?? '')}`,
        danish: desk.departmentName(department ?? ''),
      }));
    case 'Topic':
      return settings.topics
        .filter(({ retired }) => retired !== true)
        .map((topic) => ({ value: topic.key, label: topic[lang] }));
    case 'Department': {
      const inCase = new Set((view?.parts ?? []).map(({ department }) => department ?? ''));
      const all = settings.departments.map(({ key, name, retired }) => ({ value: key, name, retired }));
      // Those that the case is about come first.
      return [
        ...all.filter(({ value }) => inCase.has(value)),
        ...all.filter(({ value, retired }) => !inCase.has(value) && retired !== true),
      ].map(({ value, name }) => ({ value, label: '', danish: name }));
    }
    case 'Member': {
      const { members } = running.office;
      const all = Object.entries(members.namesOfAll)
        .filter(([sub]) => members.has(sub))
        .map(([value, name]) => ({ value, label: '', danish: name }))
        .sort((a, b) => a.danish.localeCompare(b.danish, 'da'));
      const isNobodys = [schema['type']].flat().includes('null');
      return isNobodys ? [...all, { value: nobody, label: lang === 'da' ? 'Ingen' : 'Nobody' }] : all;
    }
    case 'Profile':
      return running.office.allProfiles
        .filter(({ id }) => running.office.profileToMoveTo(id))
        .map(({ id }) => ({ value: id, label: id }));
    case 'Lifecycle':
      return Object.keys(lifecycles).map((value) => ({ value, label: value }));
    case 'Revision': {
      // The last step that moved the case is the one that can be taken back.
      const last = view?.path?.at(-1);
      return last === undefined
        ? null
        : [
            {
              value: String(last.revision),
              label: `${stateWord(last.state, lang)}, ${instantWords(last.since, lang)}`,
            },
          ];
    }
    case 'Reference':
      return referencesIn(name, desk, view);
    default:
      return null;
  }
}

type Said = string | null | undefined;
const joined = (words: readonly Said[]): string => words.filter((word) => word).join(', ');
const valuesIn = (schema: Field['schema']): readonly string[] => schema['enum'] as readonly string[];

/** What the product has given an id in this case, in words that tell one from the other. */
function referencesIn(name: string, desk: Desk, view: CaseView | null): readonly Choice[] {
  const { lang } = desk;
  /** What is said in the reader's language, and what is Danish whoever reads it. */
  const named = (id: string, words: readonly Said[], danish: readonly Said[]): Choice => {
    const [label, own] = [joined(words), joined(danish)];
    return { value: id, label: label === '' && own === '' ? id : label, ...(own === '' ? {} : { danish: own }) };
  };
  const title = (of: unknown): string | undefined => (typeof of === 'string' ? of : undefined);
  switch (name) {
    case 'document':
      return (view?.documents ?? []).map((each) => named(each.id, [shortDate(each.date, lang)], [title(each.title)]));
    case 'suggestion':
      return (view?.suggestions ?? []).map((each) =>
        named(
          each.id,
          [each.topic && desk.topicName(each.topic)],
          [each.department && desk.departmentName(each.department)],
        ),
      );
    case 'recommendation':
      return (view?.recommendations ?? []).map((each) => named(each.id, [], [title(each.text) ?? each.id]));
    case 'party':
      return (view?.parties ?? []).map((each) =>
        named(
          each.id,
          [each.role && codeWord('partyRoles', each.role, lang)],
          ['name' in each ? title(each.name) : undefined],
        ),
      );
    case 'request': {
      const asked = [...(view?.informationRequests ?? []), ...(view?.hearings ?? [])] as readonly {
        readonly id?: string;
        readonly department?: string;
        readonly due?: string;
      }[];
      const requests = [
        ...asked.map(({ id, department, due }) =>
          named(id ?? '', [due && shortDate(due, lang)], [department && desk.departmentName(department)]),
        ),
        ...(view?.erasureRequests ?? []).map((each) => named(each.id, [shortDate(each.requestedOn, lang)], [])),
      ];
      return requests.filter(({ value }) => value !== '');
    }
    default:
      return [];
  }
}

import * as codes from '../../../../event-schemas/complaint/codes.js';
import { lix } from './testing/lix.js';
import { type Class, fieldsOf } from '../../../../libs/complaints/steps/fields.js';
import { commandNames, steps, type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { lifecycles } from '../../../../state-machines/complaint/lifecycles.js';
import { choiceWord, codeWord, codeWords, outcomeWord, outcomeWords, topicWord, type CodeList } from './code-words.js';
import { fieldHint, fieldLabel, fieldWords, fieldWordsOfSteps } from './field-words.js';
import {
  citizenDeadlineWords,
  citizenStateWord,
  deadlineWord,
  deadlineWords,
  letterWord,
  purposeWords,
  stateWord,
  stateWords,
  statusWords,
  taskWord,
  taskWords,
} from './state-words.js';
import { stepButton, stepSays, stepTitle, stepWords } from './step-words.js';

const languages = ['da', 'en'] as const;
const lists = Object.entries<unknown>(codes).flatMap(([name, values]) =>
  Array.isArray(values) ? [[name as CodeList, values as readonly string[]] as const] : [],
);

/** Every sentence in there, with its place. */
function sentencesIn(words: object, at = ''): readonly (readonly [place: string, sentences: Sentences])[] {
  const own = 'da' in words ? [[at, words as Sentences] as const] : [];
  return [
    ...own,
    ...Object.entries(words).flatMap(([name, value]) =>
      typeof value === 'object' ? sentencesIn(value as object, `${at}.${name}`) : [],
    ),
  ];
}
const everything = Object.entries({
  stepWords,
  fieldWords,
  fieldWordsOfSteps,
  codeWords,
  outcomeWords,
  stateWords,
  deadlineWords,
  taskWords,
  citizenDeadlineWords,
  purposeWords,
  statusWords,
}).flatMap(([name, words]) => sentencesIn(words, name));

/** Each field of a body by its path, with those that are nested in it. */
const pathsOf = (body: Class): readonly string[] =>
  [...fieldsOf(body).values()].flatMap(({ name, of }) => [
    name,
    ...(of ? pathsOf(of()).map((path) => `${name}.${path}`) : []),
  ]);

type Node = { readonly states?: { readonly [name: string]: Node } };
const statesOf = (id: string): readonly string[] => {
  const { machine, region, nameOf } = lifecycles[id]!;
  const leaves = ({ states = {} }: Node, path: readonly string[]): readonly string[] =>
    Object.keys(states).length === 0
      ? [nameOf(path)]
      : Object.entries(states).flatMap(([name, node]) => leaves(node, [...path, name]));
  return leaves((machine.config as Node).states![region]!, []);
};

describe.each(languages)('in %s', (lang) => {
  it.each(commandNames)('%s says what it is called, what comes of it and what its button says', (name) => {
    expect(stepTitle(name, lang)).toMatch(/\S/);
    expect(stepSays(name, lang)).toMatch(/\.$/);
    expect(stepButton(name, lang)).toMatch(/^\S.{0,60}$/);
  });

  it('every field of every step has a label, nested ones too, and a hint has something to say', () => {
    const silent = commandNames.flatMap((name) =>
      pathsOf(steps[name].body).flatMap((path) =>
        /\S/.test(fieldLabel(name, path, lang)) && fieldHint(name, path, lang) !== '' ? [] : [`${name}.${path}`],
      ),
    );
    expect(silent).toEqual([]);
  });

  it('every value of every closed list has a word of its own within the list, as a value and as a choice', () => {
    for (const [list, values] of lists) {
      const said = values.map((value) => codeWord(list, value, lang));
      expect([list, new Set(said).size]).toEqual([list, values.length]);
      expect(values.map((value) => choiceWord(values, value, lang))).toEqual(said);
    }
  });

  it.each(Object.keys(lifecycles))('every state of %s has a word for the office and a sentence for citizens', (id) => {
    const names = statesOf(id);
    expect(names).toContain('referred');
    expect(names.filter((name) => stateWord(name, lang) === name)).toEqual([]);
    expect(names.filter((name) => !citizenStateWord(name, lang).endsWith('.'))).toEqual([]);
    expect(names.filter((name) => !(name in stateWords))).toEqual([]);
  });
});

it('a field that no step has, and that the compiler did not see, is an error and no blank', () => {
  expect(() => fieldLabel('CloseCase', 'nothingOfThatName', 'da')).toThrow('CloseCase.nothingOfThatName has no words');
});

it('what a step means by a field goes before what the field means elsewhere, and its place before its name', () => {
  expect(fieldLabel('RecordDepartmentAnswer', 'department', 'da')).toBe('Hvem har svaret?');
  expect(fieldLabel('AssessRemit', 'part', 'da')).toBe('Klagepunkt');
  expect(fieldLabel('CorrectRecord', 'reason', 'da')).toBe('Hvorfor var det forkert?');
  expect(fieldLabel('CorrectRecord', 'fields.reason', 'da')).toBe('Hvorfor blev du bedt med?');
});

it('every place where a step has its own words for a field is one of its fields', () => {
  const places = Object.entries(fieldWordsOfSteps).flatMap(([name, own]) => {
    const paths = pathsOf(steps[name as CommandName].body);
    return Object.keys(own).filter((path) => !paths.some((each) => each === path || each.endsWith(`.${path}`)));
  });
  expect(places).toEqual([]);
});

it('a value, a topic or an outcome that nobody knows any more stands as it is', () => {
  expect(codeWord('channels', 'pigeon', 'da')).toBe('pigeon');
  expect(choiceWord(['pigeon'], 'pigeon', 'da')).toBe('pigeon');
  expect(outcomeWord('forgotten', 'da')).toBe('forgotten');
  expect(topicWord({ topics: [] }, 'delay', 'da')).toBe('delay');
  expect(topicWord({ topics: [{ key: 'delay', da: 'Lang tid', en: 'Delay' }] }, 'delay', 'en')).toBe('Delay');
});

it('a deadline or a task names its department where that is known', () => {
  expect(deadlineWord('departmentAnswer', 'da', 'Borgerservice')).toBe('Svar fra Borgerservice');
  expect(deadlineWord('departmentAnswer', 'da')).toBe('Svar fra forvaltningen');
  expect(deadlineWord('acknowledgement', 'en', 'Borgerservice')).toBe('Receipt to the citizen');
  expect(taskWord('extensionRequest', 'da', 'Borgerservice')).toBe('Borgerservice beder om mere tid');
  expect(taskWord('hearing', 'en', 'Borgerservice')).toBe('Answer to a hearing from Borgerservice');
  expect(letterWord('reminder', 'en')).toBe('Reminder');
});

it('nothing is empty, has a blank at its end, or shows a code', () => {
  const odd = everything.filter(([, { da, en }]) =>
    [da, en].some((text) => text !== text.trim() || text === '' || /[a-zæøå][A-ZÆØÅ]|undefined/.test(text)),
  );
  expect(odd).toEqual([]);
});

/** Words that are the same in both languages. */
const alike = new Set(['Digital Post', 'E-mail', 'Person']);
it('English is English: what reads as the Danish does is a word of both', () => {
  const same = everything.filter(([, { da, en }]) => da === en && !alike.has(da));
  expect(same).toEqual([]);
  const danish = everything.filter(([, { en }]) => /[æøåÆØÅ]|\b(og|ikke|eller|sagen|borgeren)\b/.test(en));
  expect(danish).toEqual([]);
});

it.each(languages)(
  'what a citizen reads of a state has a LIX of at most 40, and so have the days and the looks together (%s)',
  (lang) => {
    const hard = Object.entries(stateWords).filter(([, { citizen }]) => lix(citizen[lang]) > 40);
    expect(hard).toEqual([]);
    const days = Object.values(citizenDeadlineWords).map((words) => `${words[lang]} 3. marts.`);
    const purposes = Object.values(purposeWords).map(({ citizen }) => `${citizen[lang]}.`);
    expect(lix([...days, ...purposes].join(' '))).toBeLessThanOrEqual(40);
  },
);

// Law 8: what was stored once is read for ever. stored-shapes.json has every shape of every version as it was first
// stored: never edited, only added to.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { event, type EventDeclaration } from '../envelope.js';
import { officeEvents, receiptEvents } from '../office/events.js';
import { viewEvents } from '../office/view-events.js';
import { yearlyEvents } from '../office/yearly-events.js';
import { complaintEvents, complaintEventTypes } from './events.js';
import { upcasts } from './upcast.js';

/**
 * A place in an event's data → what may stand there. `!` behind a place that is required, `[]` an entry of a list, `|n`
 * one of several forms.
 */
type Shape = { readonly [place: string]: string };
type Schema = { readonly [keyword: string]: unknown };

const structure = new Set(['properties', 'required', 'additionalProperties', 'items', 'anyOf']);

function shapeOf({ schema, personal }: EventDeclaration): Shape {
  const shape: { [place: string]: string } = {};
  const visit = (node: Schema, path: string, mark: string): void => {
    const rest = Object.entries(node)
      .filter(([keyword]) => !structure.has(keyword))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([keyword, value]) => `${keyword} ${JSON.stringify(value)}`);
    const choices = (node.anyOf ?? []) as readonly Schema[];
    shape[path + mark] = [
      ...rest,
      ...(choices.length > 0 ? [`one of ${choices.length}`] : []),
      ...(personal[path] === undefined ? [] : [`sealed with the key of ${personal[path]}`]),
    ].join(', ');
    const required = (node.required ?? []) as readonly string[];
    for (const [name, field] of Object.entries((node.properties ?? {}) as { readonly [name: string]: Schema }))
      visit(field, path === '' ? name : `${path}.${name}`, required.includes(name) ? '!' : '');
    if (node.items !== undefined) visit(node.items as Schema, `${path}[]`, '!');
    choices.forEach((choice, n) => visit(choice, `${path}|${n}`, '!'));
  };
  visit(JSON.parse(JSON.stringify(schema)) as Schema, '', '!');
  return shape;
}

const bare = (place: string) => place.replace(/!$/, '');
const isBelow = (place: string, above: string) =>
  place !== above && place.startsWith(above) && /^[.[|]/.test(place.slice(above.length));

/**
 * What was done to a stored shape that may not be done. A place that is new and optional, and what is below one, may be
 * added.
 */
function edits(name: string, before: Shape, now: Shape): readonly string[] {
  const remedy = `A stored shape is never edited (law 8): put it back, and make the change a new schemaVersion with an upcast.`;
  const added = Object.keys(now).filter((place) => !(place in before));
  const optional = added.filter((place) => !place.endsWith('!')).filter((place) => !(`${place}!` in before));
  return [
    ...Object.entries(before)
      .filter(([place, content]) => now[place] !== content)
      .map(
        ([place, content]) =>
          `${name} at "${place}" was "${content}" and is ${now[place] === undefined ? 'not there' : `"${now[place]}"`}. ${remedy}`,
      ),
    ...added
      .filter((place) => !optional.includes(place) && !optional.some((above) => isBelow(bare(place), above)))
      .map((place) => `${name} at "${place}" is new, and what is stored does not have it so. ${remedy}`),
  ];
}

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'stored-shapes.json'), 'utf8')) as {
  readonly [shape: string]: Shape;
};
const nameOf = ({ type, schemaVersion }: EventDeclaration) => `${type}/${schemaVersion}`;
const officeOwn: { readonly [type: string]: EventDeclaration } = {
  ...officeEvents,
  ...receiptEvents,
  ...yearlyEvents,
  ...viewEvents,
};
const declarations = [
  ...complaintEventTypes.map((type) => complaintEvents[type] as EventDeclaration),
  ...Object.values(officeOwn),
];

describe('the shapes that are stored (law 8)', () => {
  it('are each recorded', () => {
    const missing = declarations
      .filter((declaration) => !(nameOf(declaration) in recorded))
      .map(
        (declaration) =>
          `${nameOf(declaration)} is not in stored-shapes.json. Add ${JSON.stringify({ [nameOf(declaration)]: shapeOf(declaration) }, null, 2)}`,
      );
    expect(missing).toEqual([]);
  });

  it('are what they were when they were recorded, but for optional fields', () => {
    expect(
      declarations.flatMap((declaration) =>
        edits(nameOf(declaration), recorded[nameOf(declaration)] ?? {}, shapeOf(declaration)),
      ),
    ).toEqual([]);
  });

  it('of an older version are each brought forward by an upcast, and none is of a type that is gone', () => {
    const current = new Set(declarations.map(nameOf));
    expect(Object.keys(recorded).filter((name) => !current.has(name) && !(name in upcasts))).toEqual([]);
  });
});

describe('an edit of a stored shape', () => {
  const noted = (data: Parameters<typeof Type.Object>[0], personal: EventDeclaration['personal'] = { text: 'text' }) =>
    shapeOf(event({ type: 'Noted', schemaVersion: 1, personal, data }));
  const text = Type.String({ maxLength: 100 });
  const before = noted({
    text,
    on: Type.Optional(Type.String()),
    tags: Type.Array(Type.Object({ name: text }, { additionalProperties: false })),
  });
  const tags = Type.Array(Type.Object({ name: text }, { additionalProperties: false }));
  const on = Type.Optional(Type.String());
  const found = (...now: Parameters<typeof noted>) =>
    edits('Noted/1', before, noted(...now)).map((sentence) => sentence.replace(/\. .*$/, ''));

  it('is none where nothing changed, or an optional field came, with whatever is in it', () => {
    expect(found({ text, on, tags })).toEqual([]);
    expect(found({ text, on, tags, place: Type.Optional(Type.Object({ street: text, lines: tags })) })).toEqual([]);
    expect(
      found({
        text,
        on,
        tags: Type.Array(Type.Object({ name: text, since: Type.Optional(text) }, { additionalProperties: false })),
      }),
    ).toEqual([]);
    expect(found({ text, on, tags, author: Type.Optional(text) }, { text: 'text', author: 'text' })).toEqual([]);
  });

  it('is a field that went, that became another, or that must be there now', () => {
    expect(found({ text, tags })).toEqual(['Noted/1 at "on" was "type "string"" and is not there']);
    expect(found({ text: Type.String({ maxLength: 200 }), on, tags })).toEqual([
      'Noted/1 at "text!" was "maxLength 100, type "string", sealed with the key of text" and is "maxLength 200, type "string", sealed with the key of text"',
    ]);
    expect(found({ text, on, tags, place: text })).toEqual([
      'Noted/1 at "place!" is new, and what is stored does not have it so',
    ]);
    expect(found({ text, on: Type.String(), tags })).toEqual([
      'Noted/1 at "on" was "type "string"" and is not there',
      'Noted/1 at "on!" is new, and what is stored does not have it so',
    ]);
    expect(found({ text: Type.Optional(text), on, tags })).toHaveLength(2);
  });

  it('is one within a list too', () => {
    expect(
      found({ text, on, tags: Type.Array(Type.Object({ name: text, since: text }, { additionalProperties: false })) }),
    ).toEqual(['Noted/1 at "tags[].since!" is new, and what is stored does not have it so']);
  });

  it('is another key for a field, or none: what is stored is sealed with the first', () => {
    expect(found({ text, on, tags }, { text: 'complainant' })).toHaveLength(1);
    expect(found({ text, on, tags }, {})).toHaveLength(1);
  });

  it('says what to do', () => {
    expect(edits('Noted/1', before, noted({ text, tags }))[0]).toMatch(
      /A stored shape is never edited \(law 8\): put it back, and make the change a new schemaVersion with an upcast\.$/,
    );
  });
});

/**
 * Every export is what its standard says it is: checked against the structure of OCEL 2.0 and of XES, which refuse what
 * is wrong.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { validateXML } from 'xmllint-wasm';
import { parseInstant } from '../../platform/instant.js';
import { namesIn, readHistory } from '../../../test/histories/golden.js';
import { gathered, type Histories } from './histories.js';
import { ocelJson } from './ocel.js';
import { everyType, officeLog, whole } from '../testing/office-log.js';
import { xes } from './xes.js';

const root = join(import.meta.dirname, '..', '..', '..');
const schema = (name: string) => readFileSync(join(root, 'test', 'exports-schemas', name), 'utf8');
const isOcel = new Ajv({
  allErrors: true,
  formats: { 'date-time': (text: string) => parseInstant(text) !== null },
}).compile(JSON.parse(schema('ocel-2.0.schema.json')) as object);
const isXes = (contents: string) =>
  validateXML({
    xml: { fileName: 'log.xes', contents },
    schema: { fileName: 'xes.xsd', contents: schema('xes-1849-2016.xsd') },
    maxMemoryPages: 4_096,
  });

const pseudonym = (text: string) =>
  `p${[...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7).toString(36)}`;
const folder = join(root, 'test', 'histories');
const seeds = Array.from({ length: 14 }, (_, n) => n + 1);
const logs: readonly (readonly [string, () => Histories])[] = [
  ...['koebenhavn@1', 'horsens@1', 'odense@1'].map(
    (profile) => [`random complaints of ${profile}`, () => gathered(officeLog(profile, seeds, 40))] as const,
  ),
  ['recorded histories', () => gathered(namesIn(folder).flatMap((name) => readHistory(folder, name)))],
  ['every type of event', () => gathered(everyType())],
  ['an office without a complaint', () => gathered([])],
];

describe.each(logs)('%s', (_, told) => {
  const histories = told();

  it('is OCEL 2.0', async () => {
    const log: unknown = JSON.parse(await whole(ocelJson(histories, pseudonym)));
    isOcel(log);
    expect(isOcel.errors ?? []).toEqual([]);
  });

  it('is XES', async () => {
    const { valid, errors } = await isXes(await whole(xes(histories, pseudonym, { office: 'horsens', position: '9' })));
    expect([valid, errors]).toEqual([true, []]);
  });
});

describe('what is wrong is refused, or the checks above would be worth nothing', () => {
  const good =
    '<log xes.version="1849.2016"><trace><event><string key="concept:name" value="a"/></event></trace></log>';
  it.each([
    ['no version', '<log/>'],
    ['a version that is no number', '<log xes.version="1849-2016"/>'],
    ['a key with a space', good.replace('concept:name', 'concept name')],
    ['a value of another type', good.replace('string', 'date')],
    ['an event in an event', good.replace('<string key="concept:name" value="a"/>', '<event/>')],
    ['an attribute behind the events', good.replace('</event>', '</event><string key="a" value="b"/>')],
    [
      'a classifier before an extension',
      good.replace(
        '<trace>',
        '<classifier name="A" keys="a"/><extension name="A" prefix="a" uri="http://a.example"/><trace>',
      ),
    ],
    ['a classifier with a space in its name', good.replace('<trace>', '<classifier name="A b" keys="a"/><trace>')],
    ['an unknown element', good.replace('trace>', 'track>').replace('/trace', '/track')],
  ])('XES: %s', async (_, broken) => {
    expect((await isXes(good)).valid).toBe(true);
    expect((await isXes(broken)).valid).toBe(false);
  });

  const event = {
    id: 'e',
    type: 'T',
    time: '2026-03-02T09:00:00.000Z',
    attributes: [{ name: 'a', value: 'b' }],
    relationships: [{ objectId: 'o', qualifier: 'q' }],
  };
  const object = {
    id: 'o',
    type: 'O',
    attributes: [{ name: 'a', value: 'b', time: '2026-03-02T09:00:00.000Z' }],
    relationships: [],
  };
  const log = {
    eventTypes: [{ name: 'T', attributes: [{ name: 'a', type: 'string' }] }],
    objectTypes: [{ name: 'O', attributes: [] }],
    events: [event],
    objects: [object],
  };
  it.each([
    ['no objects', { ...log, objects: undefined }],
    ['an event without a time', { ...log, events: [{ ...event, time: undefined }] }],
    ['a date for a time', { ...log, events: [{ ...event, time: '2026-03-02' }] }],
    ['a value that is no text', { ...log, events: [{ ...event, attributes: [{ name: 'a', value: 1 }] }] }],
    ['a relation without a qualifier', { ...log, events: [{ ...event, relationships: [{ objectId: 'o' }] }] }],
    [
      'a value of an object without a time',
      { ...log, objects: [{ ...object, attributes: [{ name: 'a', value: 'b' }] }] },
    ],
    ['a type of no name', { ...log, eventTypes: [{ attributes: [] }] }],
    ['an unknown attribute type', { ...log, objectTypes: [{ name: 'O', attributes: [{ name: 'a', type: 'text' }] }] }],
  ])('OCEL: %s', (_, broken) => {
    expect(isOcel(log)).toBe(true);
    expect(isOcel(JSON.parse(JSON.stringify(broken)))).toBe(false);
  });
});

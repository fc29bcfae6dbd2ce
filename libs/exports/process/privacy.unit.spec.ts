/**
 * A process log holds nobody: marks put where a person, a text, a colleague or an id of the store stands are in none of
 * it, opened, sealed or shredded.
 */
import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { complaintEvents, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type Envelope } from '../../../event-schemas/envelope.js';
import { type JsonObject } from '../../event-store/port.js';
import { type DataKey, type Subject } from '../../privacy/keys.js';
import { openFields, sealFields, subjectsOf } from '../../privacy/sealed-event.js';
import { gathered } from './histories.js';
import { ocelJson } from './ocel.js';
import { everyType, officeLog, whole } from '../testing/office-log.js';
import { xes } from './xes.js';

type OpenedEvent = Envelope<string, JsonObject>;
const pseudonym = (text: string) =>
  createHmac('sha256', 'a key of the office').update(text).digest('base64url').slice(0, 22);
const filesOf = async (events: readonly ComplaintEvent[]) =>
  [
    await whole(ocelJson(gathered(events), pseudonym)),
    await whole(xes(gathered(events), pseudonym, { office: 'horsens', position: '99' })),
  ] as const;

const change = (event: OpenedEvent, data: JsonObject): OpenedEvent => ({ ...event, data });
const personalOf = (event: OpenedEvent) => complaintEvents[event.type as ComplaintEvent['type']].personal;
const sealed = (event: OpenedEvent): OpenedEvent => {
  const keys = new Map<Subject, DataKey>(
    [...subjectsOf(event.data, personalOf(event))].map((subject) => [
      subject,
      { id: '3f1c8a52-7a0d-4c7e-9d55-0a1b2c3d4e5f', secret: createSecretKey(randomBytes(32)) },
    ]),
  );
  return change(
    event,
    sealFields(event.data, personalOf(event), keys, {
      office: 'horsens',
      stream: event.stream,
      eventId: event.id,
      schemaVersion: 1,
    }),
  );
};
const shredded = (event: OpenedEvent): OpenedEvent => {
  const paths = Object.keys(personalOf(event));
  return change(
    event,
    openFields(sealed(event).data, paths, new Map([['3f1c8a52-7a0d-4c7e-9d55-0a1b2c3d4e5f', 'destroyed']]), {
      office: 'horsens',
      stream: event.stream,
      eventId: event.id,
      schemaVersion: 1,
    }),
  );
};
/** Every text within a personal field, and every other text that could name somebody, is a mark of its own. */
const marked = (event: OpenedEvent): OpenedEvent => {
  const paths = Object.keys(personalOf(event));
  const marks = (value: unknown, path: string): unknown => {
    if (value === undefined) return value;
    if (paths.includes(path) || paths.some((known) => path.startsWith(`${known}.`))) {
      return typeof value === 'string'
        ? `MARK ${event.type} ${path}`
        : Object.fromEntries(
            Object.entries(value as object).map(([key, entry]) => [key, marks(entry, `${path}.${key}`)]),
          );
    }
    if (Array.isArray(value)) return value.map((entry) => marks(entry, `${path}[]`));
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([key, entry]) => [key, marks(entry, path === '' ? key : `${path}.${key}`)]),
        )
      : value;
  };
  return change(event, marks(event.data, '') as JsonObject);
};

const logs = [
  ['every type of event', everyType()],
  ...['koebenhavn@1', 'horsens@1', 'odense@1'].map(
    (profile) => [`complaints of ${profile}`, officeLog(profile, [3, 4, 5, 6, 7, 8], 50)] as const,
  ),
] as readonly (readonly [string, readonly ComplaintEvent[]])[];

it.each(logs)('no mark, no name, no id of the store is in the log: %s', async (_, events) => {
  const told = (events as unknown as readonly OpenedEvent[]).map(marked);
  expect(JSON.stringify(told.map(({ data }) => data))).toContain('MARK ');
  for (const text of await filesOf(told as unknown as readonly ComplaintEvent[])) {
    for (const mark of ['MARK', 'STREAM-', 'EVENT-', 'COMMAND-', 'SUB-', 'NAME-'])
      expect(text.includes(mark)).toBe(false);
    expect(text).toContain(pseudonym(`complaint/${events[0]!.stream}`));
  }
});

it.each(logs)('opened, sealed and shredded events give the same text: %s', async (_, events) => {
  const told = events as unknown as readonly OpenedEvent[];
  const opened = await filesOf(events);
  expect(JSON.stringify(told.map(sealed).map(({ data }) => data))).toContain('sealed:1:');
  expect(await filesOf(told.map(sealed) as unknown as readonly ComplaintEvent[])).toEqual(opened);
  expect(await filesOf(told.map(shredded) as unknown as readonly ComplaintEvent[])).toEqual(opened);
});

it('who did something can only be told by the one who holds the key', async () => {
  const [log, other] = await Promise.all(
    [pseudonym, (text: string) => createHmac('sha256', 'another').update(text).digest('base64url').slice(0, 22)].map(
      (named) => whole(xes(gathered(everyType()), named, { office: 'horsens', position: '99' })),
    ),
  );
  expect(log).not.toBe(other);
  expect(log!.replaceAll(/"[\w-]{22}"/g, '""')).toBe(other!.replaceAll(/"[\w-]{22}"/g, '""'));
});

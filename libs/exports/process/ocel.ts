/**
 * OCEL 2.0 in JSON (ocel-standard.org, version of 16 October 2023, section 8). The complaints are read twice, once for
 * the events and once for the objects, since a file has them in two lists; one complaint at a time is in memory.
 * Unit-level data: for the head and the auditors of the office.
 *
 * Every value is text: the published schema asks for it, and the declared types say how to read it. `time` is when it
 * was recorded, the only order that the log proves; when it happened stands beside it as `occurredAt`.
 */
import { complaintEventTypes } from '../../../event-schemas/complaint/events.js';
import { codedFields, codedValues, type CodedField } from './coded-fields.js';
import { type Histories } from './histories.js';
import { inChunks } from './in-chunks.js';
import { objectTypes } from './objects.js';
import { processHistory, type LoggedEvent } from './process-history.js';
import { pseudonymsBy, type Pseudonym, type Pseudonyms } from './pseudonyms.js';

export const ocelFile = { mediaType: 'application/json', extension: 'jsonocel' } as const;

/**
 * The file in pieces; the same complaints under the same pseudonyms give the same text. @throws what `histories` throws
 */
export const ocelJson = (histories: Histories, pseudonym: Pseudonym): AsyncGenerator<string> =>
  inChunks(pieces(histories, pseudonymsBy(pseudonym)));

async function* pieces(histories: Histories, pseudonyms: Pseudonyms): AsyncGenerator<string> {
  yield `{"eventTypes":${JSON.stringify(eventTypes)},\n"objectTypes":${JSON.stringify(declaredObjects)},\n"events":[`;
  let between = '\n';
  for await (const history of histories()) {
    for (const event of processHistory(history, pseudonyms).events) {
      yield `${between}${JSON.stringify(eventOf(event))}`;
      between = ',\n';
    }
  }
  yield '],\n"objects":[';
  between = '\n';
  const departments = new Set<string>();
  for await (const history of histories()) {
    const logged = processHistory(history, pseudonyms);
    for (const { id, type, attributes, related } of logged.objects) {
      yield `${between}${JSON.stringify({ id, type, attributes, relationships: related })}`;
      between = ',\n';
    }
    for (const id of logged.departments) departments.add(id);
  }
  for (const id of [...departments].sort()) {
    yield `${between}${JSON.stringify({ id, type: 'department', attributes: [], relationships: [] })}`;
    between = ',\n';
  }
  yield ']}\n';
}

/** A part or a department is a relation here, not an attribute. */
const kinds: readonly CodedField['kind'][] = ['code', 'date'];
const typed = (names: readonly string[]) =>
  names.map((name) => ({ name, type: name === 'occurredAt' ? 'time' : 'string' }));
const ofEveryEvent = ['occurredAt', 'precision', 'resource', 'role', 'stateBefore', 'stateAfter'] as const;

const eventTypes = complaintEventTypes.map((type) => ({
  name: type,
  attributes: typed([
    ...ofEveryEvent,
    ...codedFields[type].filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name),
  ]),
}));
const declaredObjects = Object.entries(objectTypes).map(([name, attributes]) => ({
  name,
  attributes: typed(attributes),
}));

function eventOf({ id, event, resource, precision, related }: LoggedEvent) {
  const { type, recordedAt, occurredAt, from, to, actor } = event;
  const common: { readonly [Name in (typeof ofEveryEvent)[number]]: string | null } = {
    occurredAt,
    precision,
    resource,
    role: actor.role,
    stateBefore: from,
    stateAfter: to,
  };
  const attributes = [...ofEveryEvent.map((name) => [name, common[name]] as const), ...codedValues(event, kinds)];
  return {
    id,
    type,
    time: recordedAt,
    attributes: attributes.flatMap(([name, value]) => (value === null ? [] : [{ name, value }])),
    relationships: related,
  };
}

import { registeredParties } from '../../event-schemas/complaint/codes.js';
import { type SubjectKind } from '../../event-schemas/envelope.js';
import { type Json, type JsonObject } from '../platform/json.js';
import { type Place, SealBroken, isSealed, keyIdOf, open, seal } from './field-cipher.js';
import { type DataKey, type Subject, isShredded, shredded, unreadable } from './keys.js';

/**
 * Personal field → whose key: `complainant`, `party.name`, `referrals[].questions` (a field of every entry of a list).
 */
export type Personal = { readonly [path: string]: SubjectKind };
export type EventPlace = Omit<Place, 'field'>;

/**
 * Whose keys the personal fields that are there ask for. @throws TypeError `data` does not have the shape that a path
 * says
 */
export function subjectsOf(data: JsonObject, personal: Personal): ReadonlySet<Subject> {
  const subjects = new Set<Subject>();
  for (const [path, kind] of Object.entries(personal)) visit(data, path, () => subjects.add(subjectOf(data, kind)));
  return subjects;
}

/**
 * `data` with every personal field sealed; an optional field that is not there stays away. Nothing of `data` is
 * changed, what is not personal is shared.
 * @throws TypeError a key is missing, `data` does not have the shape that a path says, or a value has been shredded and
 * cannot be kept again
 */
export function sealFields(
  data: JsonObject,
  personal: Personal,
  keys: ReadonlyMap<Subject, DataKey>,
  where: EventPlace,
): JsonObject {
  let result = data;
  for (const [path, kind] of Object.entries(personal)) {
    result = replace(result, path, (value, field) => {
      const key = keys.get(subjectOf(data, kind));
      if (key === undefined) throw new TypeError(`${field} of event ${where.eventId} has no key of its ${kind}`);
      if (isShredded(value)) throw new TypeError(`${field} of event ${where.eventId} was shredded`);
      return seal(value, key, { ...where, field });
    });
  }
  return result;
}

/**
 * `data` with every personal field opened, or `{ "shredded": true }` in its place where the key is destroyed. `paths`
 * are those of the stored version of the event, and `keys` what `find` gave for `collectKeyIds`. Nothing of `data` is
 * changed.
 * @param broken told each field that does not open; `{ "unreadable": true }` is in its place then
 * @throws SealBroken a value that was not sealed for its place, plain text included; where nobody is told
 * @throws TypeError a key was not asked for, or `data` does not have the shape that a path says
 */
export function openFields(
  data: JsonObject,
  paths: Iterable<string>,
  keys: ReadonlyMap<string, FoundKey>,
  where: EventPlace,
  broken?: (field: string) => void,
): JsonObject {
  const opened: Change = (value, field) => {
    if (!isSealed(value)) throw new SealBroken({ eventId: where.eventId, field }, 'it is not a sealed value');
    const key = keys.get(keyIdOf(value));
    if (key === undefined)
      throw new TypeError(`${field} of event ${where.eventId} is under key ${keyIdOf(value)}, which was not looked up`);
    if (key === 'broken')
      throw new SealBroken({ eventId: where.eventId, field }, `its key ${keyIdOf(value)} does not open`);
    return key === 'destroyed' ? gone : open(value, key, { ...where, field });
  };
  const change: Change = (value, field) => {
    try {
      return opened(value, field);
    } catch (error) {
      if (!broken || !(error instanceof SealBroken)) throw error;
      broken(field);
      return notRead;
    }
  };
  let result = data;
  for (const path of paths) result = replace(result, path, change);
  return result;
}

/** `broken`: it is there, or was, and does not open. */
export type FoundKey = DataKey | 'destroyed' | 'broken';

/**
 * The ids of the keys that the sealed fields are under; a field that is not sealed is passed over. @throws TypeError as
 * `openFields`
 */
export function collectKeyIds(data: JsonObject, paths: Iterable<string>): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const path of paths)
    visit(data, path, (value) => {
      if (isSealed(value)) ids.add(keyIdOf(value));
    });
  return ids;
}

const gone: Json = Object.freeze({ ...shredded });
const notRead: Json = Object.freeze({ ...unreadable });

function subjectOf(data: JsonObject, kind: SubjectKind): Subject {
  if (kind !== 'document' && kind !== 'party' && kind !== 'member') return kind;
  const named = data[kind === 'member' ? 'sub' : kind];
  if (typeof named !== 'string' || named === '')
    throw new TypeError(`a field under the key of a ${kind} stands in data that names no ${kind}`);
  if (kind === 'document') return `document:${named}`;
  if (kind === 'member') return `member:${named}`;
  // What is new of a person goes with what a registration holds of them.
  if (named === registeredParties.complainant) return 'complainant';
  return named === registeredParties.representative ? 'representative' : `party:${named}`;
}

/** A name, or 'each' for the entries of a list. `referrals[].questions` is `referrals`, each, `questions`. */
type Step = { readonly name: string } | 'each';
const known = new Map<string, readonly Step[]>();

/** Paths come from declarations, so they are few; each is taken apart once. @throws TypeError not a path */
function stepsOf(path: string): readonly Step[] {
  let steps = known.get(path);
  if (steps === undefined) {
    if (!/^[^.[\]|]+(\[\])*(\.[^.[\]|]+(\[\])*)*$/.test(path))
      throw new TypeError(`${path} is not the path of a field`);
    steps = path.split(/\.|(?=\[\])/).map((part) => (part === '[]' ? 'each' : { name: part }));
    known.set(path, steps);
  }
  return steps;
}

type Change = (value: Json, field: string) => Json;

function replace(data: JsonObject, path: string, change: Change): JsonObject {
  return changed(data, stepsOf(path), 0, '', change) as JsonObject;
}

function visit(data: JsonObject, path: string, look: (value: Json) => void): void {
  replace(data, path, (value) => {
    look(value);
    return value;
  });
}

/**
 * Copies what lies on the way to a changed value and nothing else. A place that is not of the path's shape could leave
 * plain text behind, so it is an error.
 */
function changed(value: Json, steps: readonly Step[], at: number, field: string, change: Change): Json {
  const step = steps[at];
  if (step === undefined) return change(value, field);
  if (step === 'each') {
    if (!isList(value)) throw new TypeError(`${field} is not a list`);
    return value.map((entry, index) => changed(entry, steps, at + 1, `${field}[${index}]`, change));
  }
  if (!isObject(value)) throw new TypeError(`${field || 'the data'} is not an object`);
  const member = Object.hasOwn(value, step.name) ? value[step.name] : undefined;
  if (member === undefined) return value;
  return {
    ...value,
    [step.name]: changed(member, steps, at + 1, field === '' ? step.name : `${field}.${step.name}`, change),
  };
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import { isUint8Array } from 'node:util/types';
import {
  type ExpectedRevision,
  type Json,
  type JsonObject,
  type NewRecord,
  type StoredRecord,
  AppendTooLarge,
  maxAppendBytes,
} from './port.js';

/** A record as it rests: JSON text, or the bytes as they are. Shares nothing with what the caller holds. */
export interface EncodedRecord {
  readonly id: string;
  readonly type: string;
  readonly data: string | Uint8Array;
  readonly metadata: string;
}

export interface EncodedRow extends EncodedRecord {
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
}

/**
 * What every store checks before anything is written, and the form in which it is written.
 * `undefined` members of objects are left out, as JSON does; whatever else JSON would change in silence is refused.
 * @throws TypeError the call cannot be stored as it stands; the message names the place, never the value
 * @throws AppendTooLarge more than `maxAppendBytes` in total
 */
export function encode(
  stream: string,
  records: readonly NewRecord[],
  expectedRevision: ExpectedRevision,
): readonly EncodedRecord[] {
  checkName(stream, 'the stream name');
  if (expectedRevision !== 'noStream' && !(Number.isSafeInteger(expectedRevision) && expectedRevision >= 0))
    throw new TypeError('expectedRevision is "noStream" or a whole number from 0: there is no "any" (law 3)');
  if (records.length === 0) throw new TypeError('an append holds at least one record');
  if (new Set(records.map(({ id }) => id)).size !== records.length)
    throw new TypeError('two records of one append have the same id');
  const encoded = records.map(encodeRecord);
  const bytes = encoded.reduce(
    (sum, { id, type, data, metadata }) => sum + size(id) + size(type) + size(data) + size(metadata),
    0,
  );
  if (bytes > maxAppendBytes) throw new AppendTooLarge(bytes);
  return encoded;
}

/**
 * The record that `row` holds, made anew at each call. @throws SyntaxError the text is not JSON, so the file was
 * damaged
 */
export function decode(row: EncodedRow): StoredRecord {
  const { stream, revision, position, id, type, data, metadata } = row;
  return {
    stream,
    revision,
    position,
    id,
    type,
    data: typeof data === 'string' ? (JSON.parse(data) as JsonObject) : new Uint8Array(data),
    metadata: JSON.parse(metadata) as JsonObject,
  };
}

/** An option of a read, or `otherwise` when it is left out. SQLite would take a negative limit for "all". */
export function wholeNumber(option: string, value: number | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`${option} is a whole number from 0`);
  return value;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const deepest = 100;
const size = (part: string | Uint8Array): number =>
  typeof part === 'string' ? Buffer.byteLength(part) : part.byteLength;

function encodeRecord({ id, type, data, metadata }: NewRecord, index: number): EncodedRecord {
  if (!uuid.test(id)) throw new TypeError(`record ${index}: the id is not a UUID in lower case`);
  checkName(type, `record ${index}: the type`);
  return {
    id,
    type,
    data: isUint8Array(data) ? new Uint8Array(data) : jsonObject(data, `record ${index}: data`),
    metadata: jsonObject(metadata, `record ${index}: metadata`),
  };
}

/** EventStoreDB keeps names that begin with $ for itself; control characters would break logs and exports. */
function checkName(name: string, what: string): void {
  if (
    typeof name !== 'string' ||
    name === '' ||
    name.startsWith('$') ||
    /[\u0000-\u001f\u007f]/.test(name) ||
    !name.isWellFormed()
  )
    throw new TypeError(`${what} is empty, begins with $, or has control characters or half a surrogate pair in it`);
}

function jsonObject(value: JsonObject, where: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`${where} is not an object`);
  check(value, where, 0);
  return JSON.stringify(value);
}

function check(value: Json | undefined, where: string, depth: number): void {
  if (depth > deepest) throw new TypeError(`${where} is nested more than ${deepest} deep, or contains itself`);
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') return checkText(value, where);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${where} is not a finite number`);
    return;
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1)
      check((value as readonly Json[])[index], `${where}[${index}]`, depth + 1);
    return;
  }
  // Date, Map, Set, Uint8Array and the like: JSON would make something else of them. Instances of plain classes are
  // objects with fields.
  if (
    typeof value !== 'object' ||
    Object.prototype.toString.call(value) !== '[object Object]' ||
    typeof (value as { toJSON?: unknown }).toJSON === 'function'
  )
    throw new TypeError(`${where} is nothing that JSON can hold unchanged`);
  for (const key of Object.keys(value)) {
    checkText(key, `a key in ${where}`);
    const member = (value as { readonly [key: string]: Json | undefined })[key];
    if (member !== undefined) check(member, `${where}.${key}`, depth + 1);
  }
}

/** UTF-8 has no form for half a surrogate pair: SQLite would store U+FFFD in its place without an error. */
function checkText(text: string, where: string): void {
  if (!text.isWellFormed()) throw new TypeError(`${where} has half a surrogate pair in it, which UTF-8 cannot hold`);
}

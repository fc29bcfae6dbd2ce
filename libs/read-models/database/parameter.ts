import { type SqlValue } from './views-database.js';

/**
 * A value as both drivers take it. SQLite binds a JavaScript number as a float, so that `5` would become '5.0' in a
 * text and divide like one: whole numbers go as bigint. An object is refused, for node:sqlite would take it for named
 * parameters and shift the others by one.
 * @throws TypeError no value that a column can hold; the message does not show it
 */
export function toParameter(value: unknown): SqlValue {
  switch (typeof value) {
    case 'string':
      return textAsStored(value);
    case 'bigint':
      if (value > maxInteger || value < -maxInteger - 1n)
        throw new TypeError('An integer of more than 64 bits cannot be stored in a database column.');
      return value;
    case 'boolean':
      return value ? 1n : 0n;
    case 'number':
      if (Number.isSafeInteger(value)) return BigInt(value);
      if (Number.isFinite(value)) return value;
      break;
    case 'object':
      if (value === null) return null;
      if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  throw new TypeError(
    `A database parameter is ${nameOf(value)}. Pass a text, a finite number, a bigint, bytes or null; an instant as milliseconds or as its ISO text.`,
  );
}

/** PostgreSQL has no NUL in a text. */
export const textAsStored = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text);

const maxInteger = 2n ** 63n - 1n;
const nameOf = (value: unknown): string =>
  typeof value === 'number'
    ? 'not a finite number'
    : value === undefined
      ? 'undefined'
      : value instanceof Date
        ? 'a Date'
        : Array.isArray(value)
          ? 'an array'
          : `of the type ${typeof value}`;

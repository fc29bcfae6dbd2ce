/**
 * A letter, figure or sign, and none that shows nothing: joiners, fillers and the empty Braille pattern stand for no
 * text by themselves.
 */
const visible = '(?![\\p{Default_Ignorable_Code_Point}\\u2800])[\\p{L}\\p{N}\\p{P}\\p{S}]';
/**
 * What no text holds: controls besides tab and line break, half a surrogate pair, what is no character, and marks that
 * turn the direction of what follows, so that a letter says another thing than it shows.
 */
const never =
  '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069\\ufdd0-\\ufdef\\ufffe\\uffff\\ud800-\\udfff';

/** A text that can be read, as `pattern` of a JSON Schema (ECMA-262, with `u`). */
export const readablePattern = `^(?=[\\s\\S]*${visible})[^${never}]+$`;

const readable = new RegExp(readablePattern, 'u');
export const isReadable = (text: string): boolean => readable.test(text);

/** A name or key of somebody or something: a text in one line, at most 200 characters. */
export const isWord = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 200 && !/[\n\r\t\u2028\u2029]/.test(value) && isReadable(value);

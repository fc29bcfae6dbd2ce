/**
 * A file that comes along with a step: its kind is what its first bytes say, and has to be what its name says; of its
 * name what could mislead is left out. It is kept as bytes and only ever given back to be saved.
 */
import { isUtf8 } from 'node:buffer';
import { maxInlineBytes } from '../../../../libs/complaints/steps/filing.js';
import { fieldsOf } from '../../../../libs/complaints/steps/fields.js';
import { steps, type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { type FieldError } from '../../../../libs/platform/refusal.js';
import { SentFile } from '../../http/upload.js';
import { type Typed } from './read-form.js';

/** A form as it came, with its files. */
export type SentFields = Readonly<Record<string, string | SentFile | readonly (string | SentFile)[]>>;

/** What the page knows of a file by itself. */
export const ofFiles: readonly string[] = ['fileName', 'mediaType'];

export const takesFile = (step: CommandName): boolean =>
  [...fieldsOf(steps[step].body).values()].some(({ kind }) => kind === 'Base64');

const begins =
  (...signs: readonly string[]) =>
  (bytes: Buffer): boolean =>
    signs.some((sign) => bytes.subarray(0, sign.length).equals(Buffer.from(sign, 'latin1')));
/** Words alone: whatever else it may be, nothing in it is a program's. */
const isText = (bytes: Buffer): boolean => isUtf8(bytes) && !bytes.includes(0);
const isZip = begins('PK\x03\x04');
const officeType = 'application/vnd.openxmlformats-officedocument';

/** Ending of the name → how it comes back, and how its bytes begin. None of them is a program. */
const kinds: Readonly<Record<string, { readonly mediaType: string; readonly is: (bytes: Buffer) => boolean }>> = {
  pdf: { mediaType: 'application/pdf', is: begins('%PDF-') },
  png: { mediaType: 'image/png', is: begins('\x89PNG\r\n\x1a\n') },
  jpg: { mediaType: 'image/jpeg', is: begins('\xff\xd8\xff') },
  jpeg: { mediaType: 'image/jpeg', is: begins('\xff\xd8\xff') },
  txt: { mediaType: 'text/plain', is: isText },
  eml: { mediaType: 'message/rfc822', is: isText },
  docx: { mediaType: `${officeType}.wordprocessingml.document`, is: isZip },
  xlsx: { mediaType: `${officeType}.spreadsheetml.sheet`, is: isZip },
  odt: { mediaType: 'application/vnd.oasis.opendocument.text', is: isZip },
};
const endings = Object.keys(kinds);
const maxKiB = Math.floor(maxInlineBytes / 1024);

export const fileLimits = { maxBytes: maxInlineBytes, accept: endings.map((ending) => `.${ending}`).join() };
export const tooLarge = {
  da: `Filen er for stor: den må fylde ${maxKiB} kB. Det andet, du har skrevet, står her stadig.`,
  en: `The file is too large: it may have ${maxKiB} kB. What else you have written is still here.`,
};
export const kindsHint = {
  da: `Højst ${maxKiB} kB: ${endings.join(', ')}. Kommer siden igen, så vælg filen på ny.`,
  en: `At most ${maxKiB} kB: ${endings.join(', ')}. If the page comes back, choose the file anew.`,
};
const otherKind = {
  da: `Filen er ikke det, dens navn siger, eller af en slags, der ikke tages imod (${endings.join(', ')}).`,
  en: `The file is not what its name says, or of a kind that is not taken (${endings.join(', ')}).`,
};

/**
 * What was typed, and beside it the file in the names that a step has for one. With several files the first counts.
 */
export function apart(sent: SentFields): {
  readonly typed: Typed;
  readonly file: Typed;
  readonly errors: readonly FieldError[];
} {
  const typed: Record<string, string | readonly string[]> = {};
  let found: readonly [field: string, file: SentFile] | undefined;
  for (const [name, values] of Object.entries(sent)) {
    const all = [values].flat();
    const words = all.filter((value) => typeof value === 'string');
    const file = all.find((value) => value instanceof SentFile);
    if (file) found ??= [name, file];
    if (words.length > 0) typed[name] = words.length === 1 ? words[0]! : words;
  }
  if (!found) return { typed, file: {}, errors: [] };
  const [field, { name, bytes }] = found;
  const error = (code: string, sentences: FieldError['sentences']) => ({
    typed,
    file: {},
    errors: [{ field, code, sentences }],
  });
  if (bytes.length > maxInlineBytes) return error('FILE_TOO_LARGE', tooLarge);
  const ending = /\.([a-z]{1,5})$/i.exec(name)?.[1]!.toLowerCase() ?? '';
  const kind = Object.hasOwn(kinds, ending) ? kinds[ending]! : undefined;
  if (kind?.is(bytes) !== true || bytes.length === 0) return error('FILE_OF_ANOTHER_KIND', otherKind);
  const file = { [field]: bytes.toString('base64'), fileName: harmless(name, ending), mediaType: kind.mediaType };
  return { typed, file, errors: [] };
}

/** The last part of a path, in one line, with nothing unseen in it; it ends as it did. */
export function harmless(name: string, ending: string): string {
  const own = name.slice(0, -ending.length - 1);
  const plain = own
    .replace(/^.*[\\/]/s, '')
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replace(/^[\s.]+|\s+$/g, '');
  return `${[...plain].slice(0, 150).join('') || 'fil'}.${ending}`;
}

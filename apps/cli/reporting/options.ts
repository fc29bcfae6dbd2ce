/**
 * What `report`, `export` and `rebuild` take on the command line. Apart from the commands, which know complaints and so
 * need much of the product.
 */
import { type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from '../usage-error.js';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

export const reportOptions = {
  data: text,
  office: text,
  from: text,
  to: text,
  by: text,
  at: text,
  position: text,
  year: text,
  format: text,
  lang: text,
  audience: text,
  out: text,
  list: flag,
} as const satisfies ParseArgsOptionsConfig;
export const exportOptions = {
  data: text,
  office: text,
  format: text,
  out: text,
  position: text,
  stable: flag,
} as const satisfies ParseArgsOptionsConfig;
export const rebuildOptions = { data: text, office: text, only: text } as const satisfies ParseArgsOptionsConfig;

export type Given = { readonly [option: string]: unknown };

export function named(given: Given, option: string): string {
  const value = optional(given, option);
  if (value === undefined) throw new UsageError(`--${option} is missing`);
  return value;
}

export const optional = (given: Given, option: string): string | undefined =>
  typeof given[option] === 'string' && given[option] !== '' ? given[option] : undefined;

export function oneOf<Word extends string>(
  given: Given,
  option: string,
  words: readonly Word[],
  otherwise?: Word,
): Word {
  const value = optional(given, option) ?? otherwise;
  if (value === undefined) throw new UsageError(`--${option} is missing; it is one of ${words.join(', ')}`);
  if (!(words as readonly string[]).includes(value)) throw new UsageError(`--${option} is one of ${words.join(', ')}`);
  return value as Word;
}

export function positionIn(given: Given): bigint | undefined {
  const value = optional(given, 'position');
  if (value === undefined) return undefined;
  if (!/^\d{1,18}$/.test(value)) throw new UsageError('--position is a whole number');
  return BigInt(value);
}

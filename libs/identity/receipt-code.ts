/**
 * What a citizen shows to read the own case: a code of 128 random bits that is said once, and something that the office
 * knows of who complains. Of the code its keyed hash is kept; the second fact is compared with the case as it is now.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';

const bytes = 16;

/** `7F3A-…`: eight groups of four, to be read aloud. */
export const newReceiptCode = (): string => randomBytes(bytes).toString('hex').toUpperCase().match(/.{4}/g)!.join('-');

/** As it is hashed, however it was typed; null: it is none. */
export function plainCode(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-9A-F]{32}$/.test(plain) ? plain : null;
}

/** What is kept of who complains, as far as it can be asked for. */
export interface Known {
  readonly cpr?: unknown;
  readonly cvr?: unknown;
  readonly phone?: unknown;
  readonly email?: unknown;
}

const digits = (text: string): string => text.replace(/\D/g, '');

/** Each fact that does: a day of birth (six digits), a CVR number, a telephone number, a mail address. */
export function secondFactsOf({ cpr, cvr, phone, email }: Known): readonly string[] {
  const word = (value: unknown) => (typeof value === 'string' ? value : '');
  return [
    digits(word(cpr)).slice(0, 6),
    digits(word(cvr)),
    digits(word(phone)).slice(-8),
    word(email).trim().toLowerCase(),
  ].filter((fact) => fact.length >= 6);
}

/** Whether what was typed is one of the facts, in a time that does not depend on which or how far it agrees. */
export function isOneOf(facts: readonly string[], typed: string): boolean {
  const asked = formsOf(typed).map(padded);
  let found = false;
  for (const fact of facts.map(padded)) for (const form of asked) if (timingSafeEqual(fact, form)) found = true;
  return found;
}

/** A day of birth may come with its century: 24-12-1950. */
function formsOf(typed: string): readonly string[] {
  const text = typed.trim().toLowerCase();
  if (text.includes('@')) return [text];
  const number = digits(text);
  const day = /^([0-3]\d[01]\d)(?:19|20)(\d\d)$/.exec(number);
  return [number.length > 8 ? number.slice(-8) : number, ...(day ? [`${day[1]}${day[2]}`] : [])];
}

const longest = 320;
const padded = (text: string): Buffer => Buffer.concat([Buffer.from(text)], longest);

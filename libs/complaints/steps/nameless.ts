/**
 * What in a text would tell who somebody is, as far as a pattern can see it: it is looked for where a text may stand
 * only if it names nobody. What it does not see are names, which is why the adviser says so as well.
 */
import { type Sentences } from '../../platform/refusal.js';

export const traces = ['CPR_NUMBER', 'PHONE_NUMBER', 'MAIL_ADDRESS', 'ADDRESS'] as const;
export type Trace = (typeof traces)[number];

export const traceNames: { readonly [Kind in Trace]: Sentences } = {
  CPR_NUMBER: { da: 'et CPR-nummer', en: 'a CPR number' },
  PHONE_NUMBER: { da: 'et telefonnummer', en: 'a telephone number' },
  MAIL_ADDRESS: { da: 'en mailadresse', en: 'a mail address' },
  ADDRESS: { da: 'en adresse', en: 'an address' },
};

const mark = '[\\s.\\u00b7/\\p{Pd}]';
/** Six digits of a day (61 to 91 where none was left, which is still in use) and four more. */
const cpr = new RegExp(`(?<!\\d)[0-36-9]\\d${mark}?[01]\\d${mark}?\\d{2}${mark}{0,3}\\d{4}(?!\\d)`, 'u');
/** Days, and numbers of cases, which look like telephone numbers. */
const others =
  /(?<!\d)(?:(?:19|20)\d{2}\p{Pd}[01]?\d\p{Pd}[0-3]?\d|[0-3]?\d[./\p{Pd}]\s?[01]?\d[./\p{Pd}]\s?(?:19|20)\d{2}|(?:19|20)\d{2}\p{Pd}\d{4})(?!\d)/gu;
/**
 * Eight digits in the groups that people write them in, though no Danish number begins with 1, or a number with the
 * code of a country.
 */
const phones = [
  new RegExp(`(?<!\\d|\\d[.,])[1-9]\\d(?:${mark}?\\d{2}){3}(?![\\d,])`, 'u'),
  new RegExp(`(?<!\\d|\\d[.,])[1-9]\\d{3}${mark}?\\d{4}(?!\\d)`, 'u'),
  new RegExp(`(?<!\\d|\\d[.,])[1-9]\\d{2}${mark}\\d{2}${mark}\\d{3}(?!\\d)`, 'u'),
  /(?:\+|(?<!\d)00)\s?[1-9][\d\s().\p{Pd}]{5,25}\d/u,
];
const mail =
  /[\p{L}\d._%+-]{1,64}\s?(?:@|[([{]\s?(?:at|snabel-?a)\s?[)\]}])\s?[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,5}\.\p{L}{2,}/iu;
/** What Danish streets are called at their end, with the number of a house. */
const streets =
  'vej|vejen|gade|gaden|stræde|strædet|allé|plads|pladsen|torv|torvet|vænge|vænget|vangen|parken|toften|bakken|haven|engen|marken|krogen|svinget|stien|boulevard|kajen|bryggen';
const house = '\\s{1,3}\\d{1,3}(?:\\s?[a-zæøå])?(?![\\p{L}\\d%])';
const addresses = [
  new RegExp(`(?<=\\p{L}{2})(?:${streets})${house}`, 'iu'),
  new RegExp(`(?<!\\p{L})(?:${streets.replace(/(?<=^|\|)./gu, (letter) => letter.toUpperCase())})${house}`, 'u'),
  // A postcode and its town; a year is none.
  /(?<![\d.,])(?!(?:19\d{2}|20[0-4]\d)\b(?!\s+Frederiksberg))[1-9]\d{3}\s+\p{Lu}\p{Ll}{2,}/u,
];

/** Each kind that is found in it, and never what. */
export function tracesIn(text: string): readonly Trace[] {
  const written = text.normalize('NFKC');
  const rest = written.replace(others, ' … ').replace(new RegExp(cpr, 'gu'), ' … ');
  const found: { readonly [Kind in Trace]: boolean } = {
    CPR_NUMBER: cpr.test(written),
    PHONE_NUMBER: phones.some((phone) => phone.test(rest)),
    MAIL_ADDRESS: mail.test(written),
    ADDRESS: addresses.some((address) => address.test(written)),
  };
  return traces.filter((kind) => found[kind]);
}

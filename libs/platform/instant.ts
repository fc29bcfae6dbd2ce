const form =
  /^((?:19|20|21)\d{2})-(\d{2})-(\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * Milliseconds since the epoch of an RFC 3339 time with its zone (section 5.6, upper case, no leap second), cut to the
 * millisecond; null for anything else. Of the years 1900 to 2199, as every date of a request: what is outside is a
 * slip, and the calendar ends not far beyond.
 */
export function parseInstant(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const found = form.exec(text);
  if (!found) return null;
  const [, year, month, day] = found.map(Number) as [number, number, number, number];
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > days) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : instant;
}

/** RFC 3339 in UTC with milliseconds. */
export const formatInstant = (instant: number): string => new Date(instant).toISOString();

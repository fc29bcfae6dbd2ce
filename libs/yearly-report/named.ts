/** How the parts of a report are called: its columns, and the values of its dimensions. */
import { type FigureColumn, type Report } from '../read-models/statistics/report.js';
import { writePeriod } from './numbers.js';
import { words } from './words.js';
import { type Language } from './yearly.js';

export const timeKeys: ReadonlySet<string> = new Set(['month', 'quarter', 'year']);

/** Without the unit, which stands beneath it: "Median", not "Median, arbejdsdage". */
export function columnTitle({ title, kind }: FigureColumn, lang: Language): string {
  if (kind !== 'days' && kind !== 'calendarDays') return title[lang];
  const unit = `, ${words[lang][kind]}`;
  return title[lang].endsWith(unit) ? title[lang].slice(0, -unit.length) : title[lang];
}

/** The unit of a count, the whole of a share, what days are days of; null where the title says it already. */
export function columnUnit(
  { unit }: Report,
  { kind, title, denominator }: FigureColumn,
  lang: Language,
): string | null {
  const say = words[lang];
  if (kind === 'days') return say.daysPer(say.each[unit]);
  if (kind === 'minutes') return denominator?.[lang] ?? null;
  if (kind === 'calendarDays') return `${say.calendarDays} ${denominator?.[lang] ?? ''}`.trim();
  if (kind === 'share') return say.shareOf(denominator?.[lang] ?? '').trim();
  return title[lang].toLowerCase().includes(say.units[unit]) ? null : say.units[unit];
}

export function valueName({ dimensions }: Report, key: string, value: string, lang: Language): string {
  const label = dimensions.find((dimension) => dimension.key === key)?.labels[value]?.[lang] ?? value;
  return label === value && timeKeys.has(key) ? writePeriod(value, lang) : label;
}

/** a, b and c. */
export const listOf = (items: readonly string[], lang: Language): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${words[lang].and} ${items.at(-1)!}`;

export const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

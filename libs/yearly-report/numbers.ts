/**
 * Figures and dates as people write them. Written out here rather than asked of Intl: its data changes between versions
 * of Node, and the same report must be the same bytes for ever.
 */
import { type LocalDate } from '../policy/calendar.js';
import { type Figure, type FigureColumn } from '../read-models/statistics/report.js';
import { words } from './words.js';
import { type Language } from './yearly.js';

const months = {
  da: [
    'januar',
    'februar',
    'marts',
    'april',
    'maj',
    'juni',
    'juli',
    'august',
    'september',
    'oktober',
    'november',
    'december',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
} as const;
const NO_BREAK = '\u00a0';

/** 1.234 · 45,6 % · 12,5, or in English 1,234 · 45.6% · 12.5. A hidden figure is a word, nothing to count is a dash. */
export function writeFigure(figure: Figure, kind: FigureColumn['kind'], lang: Language): string {
  if (figure === 'hidden') return words[lang].hidden;
  if (figure === null) return words[lang].nothing;
  if (kind === 'share') return `${decimal(figure * 100, 1, lang)}${lang === 'da' ? `${NO_BREAK}%` : '%'}`;
  return decimal(figure, kind === 'count' || kind === 'minutes' ? 0 : 1, lang);
}

/** 24. februar 2026, 24 February 2026. */
export function writeDate(date: LocalDate, lang: Language): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return `${day}${lang === 'da' ? '.' : ''}${NO_BREAK}${months[lang][month - 1]}${NO_BREAK}${year}`;
}

/**
 * A value of the dimension `year`, `quarter` or `month` ("2026", "2026-Q1", "2026-03") in words; any other as it
 * stands.
 */
export function writePeriod(value: string, lang: Language): string {
  const [, year, quarter, month] = /^(\d{4})-(?:Q(\d)|(\d\d))$/.exec(value) ?? [];
  if (year === undefined) return value;
  return quarter === undefined ? `${months[lang][Number(month) - 1]} ${year}` : words[lang].quarter(quarter, year);
}

/** At most so many digits after the mark; none where they would all be noughts. */
function decimal(value: number, digits: number, lang: Language): string {
  const [whole = '0', part = ''] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, lang === 'da' ? '.' : ',');
  const rest = part.replace(/0+$/, '');
  return `${value < 0 ? '\u2212' : ''}${grouped}${rest === '' ? '' : `${lang === 'da' ? ',' : '.'}${rest}`}`;
}

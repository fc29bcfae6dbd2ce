/** What the tables of a report say in Danish and English, whatever file they are in. */
import { type Sentences } from '../platform/refusal.js';
import {
  internalMark,
  isUnfinished,
  type DimensionColumn,
  type FigureColumn,
  type Report,
  type ReportRow,
  type Unit,
} from '../read-models/statistics/report.js';

export type Language = keyof Sentences;

/**
 * Stands where a figure is hidden. A word, since it may not be read as a number, and no "<5": what is hidden so that a
 * small group cannot be derived is often large itself.
 */
export const hiddenWord: Sentences = { da: 'skjult', en: 'hidden' };

export const units: { readonly [Name in Unit]: Sentences } = {
  contact: { da: 'henvendelse', en: 'contact' },
  case: { da: 'sag', en: 'case' },
  part: { da: 'klagepunkt', en: 'part' },
  cycle: { da: 'forløb', en: 'cycle' },
  referral: { da: 'forelæggelse', en: 'referral' },
  recommendation: { da: 'henstilling', en: 'recommendation' },
  suggestion: { da: 'forslag', en: 'suggestion' },
  use: { da: 'anvendelse', en: 'use' },
  extension: { da: 'forlængelse', en: 'extension' },
  meeting: { da: 'møde', en: 'meeting' },
  activity: { da: 'aktivitet', en: 'activity' },
};

const total: Sentences = { da: 'I alt', en: 'Total' };
const share: Sentences = { da: 'andel', en: 'share' };

/** How the value of a dimension is written; a value without a label as it is. */
export function labelOf({ key, labels }: DimensionColumn, { keys }: ReportRow, lang: Language): string {
  const value = keys[key] ?? null;
  return value === null ? total[lang] : (labels[value]?.[lang] ?? value);
}

/** `Undersøgt (andel af registrerede sager)`: no share goes without what it is a share of. */
export function headingOf({ title, kind, denominator }: FigureColumn, lang: Language): string {
  if (denominator === null) return title[lang];
  return `${title[lang]} (${kind === 'share' ? `${share[lang]} ` : ''}${denominator[lang]})`;
}

/** What a report counts, and up to where: in every file, beside the figures. */
export function about(report: Report, lang: Language): readonly (readonly [name: string, value: string])[] {
  const word = (da: string, en: string) => ({ da, en })[lang];
  const internal = report.audience === 'internal';
  return [
    [
      word('Til hvem', 'For whom'),
      internal
        ? internalMark[lang]
        : word('Kan offentliggøres; små grupper er skjult', 'May be published; small groups are hidden'),
    ],
    [word('Rapport', 'Report'), report.title[lang]],
    [word('Kontor', 'Office'), report.office],
    [word('Enhed', 'Unit'), units[report.unit][lang]],
    [word('Hvem der tælles', 'Who is counted'), report.population[lang]],
    [word('Fra og med', 'From'), report.from],
    [word('Til og med', 'To and including'), report.to],
    [word('Opgjort', 'Made on'), report.madeOn ?? ''],
    [
      word('Er perioden slut', 'Is the period over'),
      isUnfinished(report)
        ? word('nej, tallene går ikke til dens slutning', 'no, the figures do not go to its end')
        : word('ja', 'yes'),
    ],
    [word('Mindste gruppe, der vises', 'Smallest group shown'), String(report.threshold)],
    [word('Position i loggen', 'Position in the log'), report.position],
    [word('Profiler', 'Profiles'), report.profiles.map(({ id, hash }) => `${id} ${hash}`).join('; ')],
    [word('Rapportens hash (SHA-256)', 'Hash of the report (SHA-256)'), report.hash],
  ];
}

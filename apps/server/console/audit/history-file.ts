/** A history as a file: all that the page says of it, under the number of the case. */
import { type HistoryEvent } from '../../../../libs/complaints/views/queries.js';
import { textCell } from '../../../../libs/exports/report-csv.js';
import { stepBehind } from '../../../../libs/complaints/steps/steps.js';
import { type Desk } from '../desk.js';
import { eventWord } from '../words/event-words.js';
import { stateWord } from '../words/state-words.js';
import { stepTitle } from '../words/step-words.js';
import { roleOf } from './event-said.js';
import { type Subject } from './past-nav.js';

export const fileFormats = ['json', 'csv'] as const;
export type FileFormat = (typeof fileFormats)[number];
export const mediaTypes: Readonly<Record<FileFormat, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** By the number of the case; by its id before it has one. */
export const fileName = ({ id, number }: Subject, format: FileFormat): string => `${number ?? id}.${format}`;

/** RFC 4180, with a byte order mark so that Excel reads æ, ø and å; no cell is calculated. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((cells) => `${cells.map(textCell).join(',')}\r\n`).join('')}`;

export const historyJson = (desk: Desk, { id, number }: Subject, events: readonly HistoryEvent[]): string =>
  `${JSON.stringify({ office: desk.running.key, id, number, events }, null, 2)}\n`;

const headings = {
  da: ['Sag', 'Nr.', 'Plads', 'Hændelse', 'Skridt', 'I ord', 'Skete', 'Registreret', 'Hvem', 'Rolle'],
  en: ['Case', 'No.', 'Place', 'Event', 'Step', 'In words', 'Happened', 'Recorded', 'Who', 'Role'],
} as const;
const more = { da: ['Fra', 'Til', 'Udløst af', 'Indhold'], en: ['From', 'To', 'Caused by', 'Content'] } as const;

export function historyCsv({ lang, names }: Desk, { id, number }: Subject, events: readonly HistoryEvent[]): string {
  const rows = events.map(
    ({ revision, position, type, data, occurredAt, recordedAt, actor, from, to, cause, id: own }) => [
      number ?? id,
      String(revision),
      position,
      own,
      stepTitle(stepBehind(type), lang),
      eventWord(type, data, names, lang),
      occurredAt,
      recordedAt,
      actor.name,
      roleOf(actor.role, lang),
      from === null ? '' : stateWord(from, lang),
      stateWord(to, lang),
      cause ?? '',
      JSON.stringify(data),
    ],
  );
  return csvOf([[...headings[lang], ...more[lang]], ...rows]);
}

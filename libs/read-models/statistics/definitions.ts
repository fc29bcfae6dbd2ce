/** The reports: what is counted, out of which table, by what, and over which denominators (rules.md, section 6). */
import { suggestionPositions } from '../../../event-schemas/complaint/codes.js';
import { type Sentences } from '../../platform/refusal.js';
import { type Unit } from './report.js';

/** A count of the rows whose `split` column has one of these values; all of them where none is named. */
export interface CountFigure {
  readonly key: string;
  readonly title: Sentences;
  readonly values?: readonly string[];
}
/** One count over another, both of this report. */
export interface ShareFigure {
  readonly key: string;
  readonly title: Sentences;
  readonly share: string;
  readonly of: string;
  readonly denominator: Sentences;
}
/**
 * A quantile over the rows that have any days: of the report's `days`, or of the calendar days from the day in `since`
 * to the one that the report is made on.
 */
export interface DaysFigure {
  readonly key: string;
  readonly title: Sentences;
  readonly quantile: 0.5 | 0.9;
  readonly kind: 'days' | 'calendarDays';
  readonly since?: string;
  /** The count of those whose days they are, where these are not all: what hides it, hides the quantile. */
  readonly among?: { readonly count: string; readonly denominator: Sentences };
}
/** The sum of a column over the rows that have any, as far as their number may be shown. */
export interface SumFigure {
  readonly key: string;
  readonly title: Sentences;
  readonly sum: string;
  readonly kind: 'minutes';
}
/** What is reckoned of the rows behind a count. */
export type MeasureFigure = DaysFigure | SumFigure;
export type FigureDefinition = CountFigure | ShareFigure | MeasureFigure;
export const isMeasure = (figure: FigureDefinition): figure is MeasureFigure => 'quantile' in figure || 'sum' in figure;
export const isCount = (figure: FigureDefinition): figure is CountFigure => !('share' in figure) && !isMeasure(figure);

export interface ReportDefinition {
  readonly title: Sentences;
  readonly unit: Unit;
  readonly population: Sentences;
  readonly table: string;
  /** The column with the month that a row belongs to, "2026-03". */
  readonly month: string;
  /** Only rows with these values. */
  readonly where?: { readonly [column: string]: string };
  /** Dimension → its column. `year`, `quarter` and `month` are there in every report besides. */
  readonly by: { readonly [dimension: string]: string };
  readonly usually: readonly string[];
  /** The column that figures divide the rows by: one dimension more in what could be derived. */
  readonly split?: string;
  readonly days?: string;
  readonly figures: readonly FigureDefinition[];
  /** Counts of what is so when the period ends, by their keys: no row is of a month, so they cannot be opened. */
  readonly standing?: readonly string[];
  /** Counts what the office did besides complaints: nobody is hidden among it, so no publication is due to it. */
  readonly besides?: true;
  /** Its counts of one value each make up the first figure. */
  readonly composed?: true;
}

const s = (da: string, en: string): Sentences => ({ da, en });
const received = s('Modtaget i perioden', 'Received in the period');
const decided = s('Afsluttet i perioden', 'Decided in the period');
const count = (da: string, en: string, ...values: readonly string[]): CountFigure => ({
  key: values.length === 0 ? 'count' : values[0]!,
  title: s(da, en),
  ...(values.length === 0 ? {} : { values }),
});
const counted = (key: string, da: string, en: string, ...values: readonly string[]): CountFigure => ({
  key,
  title: s(da, en),
  values,
});
const share = (key: string, of: string, title: Sentences, denominator: Sentences): ShareFigure => ({
  key: `${key}Share`,
  title,
  share: key,
  of,
  denominator,
});
const median: DaysFigure = {
  key: 'median',
  title: s('Median, arbejdsdage', 'Median, working days'),
  quantile: 0.5,
  kind: 'days',
};
const p90: DaysFigure = {
  key: 'p90',
  title: s('90 %-fraktil, arbejdsdage', '90th percentile, working days'),
  quantile: 0.9,
  kind: 'days',
};
/** In calendar days, since what is recommended takes months. */
const inCalendarDays = (
  count: string,
  title: Sentences,
  denominator: Sentences,
  since: Pick<DaysFigure, 'since'> = {},
): readonly DaysFigure[] =>
  (
    [
      ['Median', 0.5, s('median', 'median')],
      ['P90', 0.9, s('90 %-fraktil', '90th percentile')],
    ] as const
  ).map(([key, quantile, which]) => ({
    key: `${count}${key}`,
    title: s(`${title.da}, ${which.da}, kalenderdage`, `${title.en}, ${which.en}, calendar days`),
    quantile,
    kind: 'calendarDays',
    ...since,
    among: { count, denominator },
  }));
/**
 * Columns that no table has: what a department or a topic belongs to, by the office's own lists. Divided by where the
 * office has such.
 */
export const groups: { readonly [column: string]: 'department' | 'topic' } = {
  department_group: 'department',
  topic_group: 'topic',
};
/** Columns that no table has either: whether another one says anything, `yes` or `no`. */
export const saidBy: { readonly [column: string]: string } = { rejected: 'ground' };
const department = { department: 'department', departmentGroup: 'department_group' };
const place = { ...department, topic: 'topic', topicGroup: 'topic_group' };

export const reports: { readonly [name: string]: ReportDefinition } = {
  contacts: {
    title: s('Henvendelser', 'Contacts'),
    unit: 'contact',
    population: received,
    table: 'contact',
    month: 'month',
    by: { kind: 'purpose', type: 'kind', channel: 'channel', complainant: 'complainant_type', became: 'became' },
    usually: ['quarter', 'channel'],
    figures: [count('Henvendelser', 'Contacts')],
  },
  parts: {
    title: s('Klagepunkter', 'Parts of complaints'),
    unit: 'part',
    population: received,
    table: 'part',
    month: 'month',
    by: place,
    usually: ['department', 'topic'],
    figures: [count('Klagepunkter', 'Parts')],
  },
  endings: {
    title: s('Hvad henvendelserne førte til', 'What contacts came to'),
    unit: 'contact',
    population: received,
    table: 'contact',
    month: 'month',
    by: { channel: 'channel' },
    usually: [],
    split: 'became',
    composed: true,
    figures: [
      count('Henvendelser', 'Contacts'),
      counted('cases', 'Oprettet som sag', 'Registered as a case', 'case'),
      counted('guidance', 'Endt med vejledning', 'Ended with guidance', 'guidance'),
      counted('guidedBack', 'Henvist tilbage til dialog', 'Guided back to dialogue', 'guidedBack'),
      counted('directed', 'Henvist til rette sted', 'Directed elsewhere', 'directed'),
      counted('rejected', 'Afvist', 'Rejected', 'rejected'),
      counted('suggestions', 'Forslag givet videre', 'Suggestion forwarded', 'suggestionForwarded'),
      counted('abandoned', 'Opgivet', 'Abandoned', 'abandoned'),
      counted('open', 'Ikke afsluttet', 'Still open', 'open'),
      counted('ownInitiative', 'Taget op af egen drift', 'Taken up on own initiative', 'ownInitiative'),
      counted('counted', 'Sms, kun talt', 'Text messages, counted only', 'counted'),
      share(
        'cases',
        'count',
        s('Andel, der blev til sager', 'Share that became cases'),
        s('af alle henvendelser', 'of all contacts'),
      ),
    ],
  },
  outcomes: {
    title: s('Sagernes udfald', 'Outcomes of cases'),
    unit: 'cycle',
    population: decided,
    table: 'cycle',
    month: 'month',
    by: { outcome: 'outcome', investigated: 'investigated' },
    usually: ['outcome'],
    figures: [count('Afsluttede forløb', 'Cycles closed')],
  },
  rejections: {
    title: s('Afvisninger', 'Rejections'),
    unit: 'part',
    population: received,
    table: 'part',
    month: 'month',
    where: { rejected: 'yes' },
    by: { ground: 'ground', standing: 'standing', ...department },
    usually: ['ground', 'standing'],
    figures: [count('Afviste klagepunkter', 'Parts rejected')],
  },
  examined: {
    title: s('Andel undersøgt i substansen', 'Share examined in substance'),
    unit: 'part',
    population: decided,
    table: 'decision',
    month: 'month',
    by: place,
    usually: ['department'],
    split: 'examined',
    figures: [
      count('Afgjorte klagepunkter', 'Parts decided'),
      counted('examined', 'Undersøgt i substansen', 'Examined in substance', 'yes'),
      share(
        'examined',
        'count',
        s('Andel undersøgt', 'Share examined'),
        s('af alle afgjorte klagepunkter', 'of all parts decided'),
      ),
    ],
  },
  criticism: {
    title: s('Kritik og henstillinger', 'Criticism and recommendations'),
    unit: 'recommendation',
    population: decided,
    table: 'recommendation',
    month: 'month',
    by: { ...place, degree: 'degree' },
    usually: ['department', 'degree'],
    figures: [count('Kritikpunkter og henstillinger', 'Criticisms and recommendations')],
  },
  upheld: {
    title: s('Medhold', 'Upheld'),
    unit: 'part',
    population: decided,
    table: 'decision',
    month: 'month',
    by: place,
    usually: ['department'],
    split: 'upheld',
    figures: [
      count('Afgjorte klagepunkter', 'Parts decided'),
      counted('investigated', 'Undersøgt', 'Investigated', 'upheld', 'notUpheld'),
      counted('upheld', 'Medhold', 'Upheld', 'upheld'),
      share(
        'upheld',
        'investigated',
        s('Medhold af undersøgte', 'Upheld of investigated'),
        s('af de undersøgte klagepunkter', 'of the parts investigated'),
      ),
      {
        key: 'upheldOfDecided',
        title: s('Medhold af afgjorte', 'Upheld of decided'),
        share: 'upheld',
        of: 'count',
        denominator: s('af alle afgjorte klagepunkter', 'of all parts decided'),
      },
    ],
  },
  finding: {
    title: s('Hvad der blev fundet', 'What was found'),
    unit: 'part',
    population: decided,
    table: 'decision',
    month: 'month',
    by: place,
    usually: ['department'],
    split: 'finding',
    figures: [
      count('Afgjorte klagepunkter', 'Parts decided'),
      counted('found', 'Med et resultat', 'With a finding', 'upheld', 'partly', 'notUpheld', 'unclear'),
      counted('upheld', 'Klageren havde ret', 'The complaint was right', 'upheld'),
      counted('partly', 'Delvist ret', 'Partly right', 'partly'),
      counted('notUpheld', 'Ikke ret', 'Not right', 'notUpheld'),
      counted('unclear', 'Uklart', 'Unclear', 'unclear'),
      share(
        'upheld',
        'found',
        s('Andel med ret', 'Share that was right'),
        s('af klagepunkter med et resultat', 'of the parts with a finding'),
      ),
    ],
  },
  solved: {
    title: s('Blev klagen løst?', 'Was the complaint solved?'),
    unit: 'part',
    population: decided,
    table: 'decision',
    month: 'month',
    by: place,
    usually: ['department'],
    split: 'solved',
    composed: true,
    figures: [
      count('Afgjorte klagepunkter', 'Parts decided'),
      count('Helt løst', 'Solved wholly', 'wholly'),
      count('Delvist løst', 'Solved partly', 'partly'),
      count('Slet ikke løst', 'Not solved at all', 'notAtAll'),
      count('Ikke oplyst', 'Not known', 'unknown'),
      share(
        'wholly',
        'count',
        s('Andel helt løst', 'Share solved wholly'),
        s('af alle afgjorte klagepunkter', 'of all parts decided'),
      ),
    ],
  },
  'own-time': {
    title: s('Kontorets sagsbehandlingstid', 'The office’s handling time'),
    unit: 'cycle',
    population: decided,
    table: 'cycle',
    month: 'month',
    by: { outcome: 'outcome', investigated: 'investigated' },
    usually: ['investigated'],
    days: 'days',
    figures: [count('Afsluttede forløb', 'Cycles closed'), median, p90],
  },
  'first-answer': {
    title: s('Første svar inden for målet', 'First answer within the target'),
    unit: 'contact',
    population: received,
    table: 'contact',
    month: 'month',
    by: { channel: 'channel' },
    usually: ['channel'],
    split: 'answer',
    composed: true,
    figures: [
      counted('due', 'Henvendelser med et mål', 'Contacts with a target', 'inTime', 'late', 'open'),
      counted('inTime', 'Besvaret til tiden', 'Answered in time', 'inTime'),
      counted('late', 'Besvaret for sent', 'Answered late', 'late'),
      counted('open', 'Ikke besvaret', 'Not answered', 'open'),
      share(
        'inTime',
        'due',
        s('Andel til tiden', 'Share in time'),
        s('af henvendelser med et mål', 'of contacts with a target'),
      ),
    ],
  },
  'department-time': {
    title: s('Forvaltningernes svartid', 'The departments’ time to answer'),
    unit: 'referral',
    population: s('Forelagt i perioden', 'Referred in the period'),
    table: 'referral',
    month: 'month',
    by: department,
    usually: ['department'],
    split: 'result',
    composed: true,
    days: 'days',
    figures: [
      count('Forelæggelser', 'Referrals'),
      counted('inTime', 'Besvaret til tiden', 'Answered in time', 'inTime'),
      counted('late', 'Besvaret for sent', 'Answered late', 'late'),
      counted('unanswered', 'Ikke besvaret', 'Not answered', 'unanswered'),
      counted('open', 'Afventer svar', 'Awaiting an answer', 'open'),
      share('inTime', 'count', s('Andel til tiden', 'Share in time'), s('af alle forelæggelser', 'of all referrals')),
      share(
        'unanswered',
        'count',
        s('Andel ubesvaret', 'Share unanswered'),
        s('af alle forelæggelser', 'of all referrals'),
      ),
      median,
      p90,
    ],
  },
  extensions: {
    title: s('Forlængede frister for forvaltningerne', 'More time for the departments'),
    unit: 'extension',
    population: s('Givet i perioden', 'Given in the period'),
    table: 'extension',
    month: 'month',
    where: { kind: 'departmentAnswer' },
    by: { ...department, reason: 'reason' },
    usually: ['department'],
    days: 'days',
    figures: [count('Forlængelser', 'Extensions'), median, p90],
  },
  'follow-up': {
    title: s('Opfølgning på kritik og henstillinger', 'Follow-up of criticism and recommendations'),
    unit: 'recommendation',
    population: decided,
    table: 'recommendation',
    month: 'month',
    by: { ...department, degree: 'degree' },
    usually: ['department'],
    split: 'position',
    composed: true,
    figures: [
      count('Afgivet', 'Made'),
      count('Fulgt', 'Accepted', 'accepted'),
      count('Gennemført', 'Implemented', 'implemented'),
      count('Afvist', 'Declined', 'declined'),
      counted('unanswered', 'Uden tilbagemelding', 'Without a position', 'none'),
      share('implemented', 'count', s('Andel gennemført', 'Share implemented'), s('af alle afgivne', 'of all made')),
    ],
  },
  recommendations: {
    title: s('Registret over henstillinger', 'The register of recommendations'),
    unit: 'recommendation',
    population: s('Afgivet i perioden', 'Made in the period'),
    table: 'registered',
    month: 'month',
    by: { addressee: 'addressee', ...department },
    usually: ['addressee'],
    split: 'status',
    composed: true,
    figures: [
      count('Afgivet', 'Made'),
      counted('unanswered', 'Uden tilbagemelding', 'No answer yet', 'none'),
      count('Fulgt', 'Accepted', 'accepted'),
      count('Delvist gennemført', 'Partly implemented', 'partly'),
      count('Gennemført', 'Implemented', 'implemented'),
      count('Afvist', 'Declined', 'declined'),
      counted('open', 'Åbne', 'Open', 'none', 'accepted', 'partly'),
      counted('settled', 'Gennemført eller afvist', 'Implemented or declined', 'implemented', 'declined'),
      share('implemented', 'count', s('Andel gennemført', 'Share implemented'), s('af alle afgivne', 'of all made')),
      ...inCalendarDays('open', s('Alder', 'Age'), s('af de åbne', 'of the open ones'), { since: 'open_since' }),
      ...inCalendarDays(
        'settled',
        s('Tid til gennemført eller afvist', 'Time until implemented or declined'),
        s('af de gennemførte og afviste', 'of those implemented or declined'),
      ),
    ],
    days: 'days',
  },
  reopened: {
    title: s('Genåbnede sager', 'Reopened cases'),
    unit: 'cycle',
    population: s('Genåbnet i perioden', 'Reopened in the period'),
    table: 'cycle',
    month: 'opened_month',
    where: { opened_by: 'reopening' },
    by: { reason: 'reason' },
    usually: ['reason'],
    figures: [count('Genåbnede forløb', 'Cycles reopened')],
  },
  dialogue: {
    title: s('Løst ved dialog', 'Solved by dialogue'),
    unit: 'cycle',
    population: decided,
    table: 'cycle',
    month: 'month',
    by: {},
    usually: ['quarter'],
    split: 'solved',
    figures: [
      count('Afsluttede forløb', 'Cycles closed'),
      counted(
        'solved',
        'Løst ved forlig eller mægling',
        'Solved by settlement or mediation',
        'settlement',
        'mediation',
      ),
      counted('settlement', 'Forlig', 'Settlement', 'settlement'),
      counted('mediation', 'Mægling', 'Mediation', 'mediation'),
      share(
        'solved',
        'count',
        s('Andel løst ved dialog', 'Share solved by dialogue'),
        s('af alle afsluttede forløb', 'of all cycles closed'),
      ),
    ],
  },
  suggestions: {
    title: s('Forslag til forbedring', 'Suggestions for improvement'),
    unit: 'suggestion',
    population: received,
    table: 'suggestion',
    month: 'month',
    by: place,
    usually: ['department'],
    split: 'became',
    figures: [
      count('Forslag', 'Suggestions'),
      counted('forwarded', 'Givet videre', 'Forwarded', 'forwarded', ...suggestionPositions),
      counted('adopted', 'Fulgt', 'Adopted', 'adopted'),
      counted('declined', 'Ikke fulgt', 'Declined', 'declined'),
      counted('noted', 'Taget til efterretning', 'Noted', 'noted'),
      share(
        'forwarded',
        'count',
        s('Andel givet videre', 'Share forwarded'),
        s('af alle forslag', 'of all suggestions'),
      ),
    ],
  },
  meetings: {
    title: s('Møder i sager', 'Meetings in cases'),
    unit: 'meeting',
    population: s('Holdt i perioden', 'Held in the period'),
    table: 'meeting',
    month: 'month',
    by: { requestedBy: 'requested_by', reason: 'reason' },
    usually: ['requestedBy'],
    figures: [count('Møder', 'Meetings')],
  },
  activities: {
    title: s('Aktiviteter uden for klager', 'Activities besides complaints'),
    unit: 'activity',
    population: s('Udført i perioden', 'Done in the period'),
    table: 'activity',
    month: 'month',
    by: { kind: 'kind', ...place },
    usually: ['kind'],
    besides: true,
    figures: [
      count('Aktiviteter', 'Activities'),
      { key: 'minutes', title: s('Minutter i alt', 'Minutes in total'), sum: 'minutes', kind: 'minutes' },
    ],
  },
  exceptions: {
    title: s('Brug af undtagelser', 'Use of waivers and exceptions'),
    unit: 'use',
    population: s('Brugt i perioden', 'Used in the period'),
    table: 'exception',
    month: 'month',
    by: { kind: 'kind', reason: 'reason' },
    usually: ['kind'],
    figures: [count('Gange brugt', 'Times used')],
  },
};

/**
 * Of the members of the office, and for the office alone: never published, no part of the yearly report, and no
 * publication is due to it.
 */
export const ofStaff: { readonly [name: string]: ReportDefinition } = {
  load: {
    title: s('Fordelingen af arbejdet', 'The load'),
    unit: 'contact',
    population: s(
      'Åbne ved periodens slutning; fordelt og afsluttet i den',
      'Open at its end; assigned and closed in the period',
    ),
    table: 'desk',
    month: 'month',
    by: { assignee: 'assignee' },
    usually: ['assignee'],
    split: 'what',
    standing: ['open', 'late'],
    figures: [
      { key: 'open', title: s('Åbne ved periodens slutning', 'Open at the end of the period') },
      { key: 'late', title: s('Overskredne frister i dem', 'Late deadlines in these') },
      counted('assigned', 'Fordelt i perioden', 'Assigned in the period', 'assigned'),
      counted('closed', 'Afsluttet i perioden', 'Closed in the period', 'closed'),
    ],
  },
};
export const allReports: { readonly [name: string]: ReportDefinition } = { ...reports, ...ofStaff };

/**
 * A year as an office could have had it, with hidden figures, nothing-to-count and awkward names. For specs and for
 * looking at.
 */
import { type Sentences } from '../../platform/refusal.js';
import {
  type DimensionColumn,
  type Figure,
  type FigureColumn,
  type Report,
  type Unit,
} from '../../read-models/statistics/report.js';
import { type YearlyReport } from '../yearly.js';

const hash = (seed: string) => seed.repeat(32).slice(0, 64);
const say = (da: string, en: string): Sentences => ({ da, en });
const profiles = [
  { id: 'horsens@1', hash: hash('1a2b') },
  { id: 'horsens@2', hash: hash('3c4d') },
];

const column = {
  count: { key: 'count', title: say('Antal', 'Number'), kind: 'count', denominator: null },
  part: {
    key: 'part',
    title: say('Andel', 'Share'),
    kind: 'share',
    denominator: say('af alle henvendelser', 'of all contacts'),
  },
} as const satisfies { readonly [key: string]: FigureColumn };

function report(
  name: string,
  title: Sentences,
  unit: Unit,
  population: Sentences,
  dimensions: readonly DimensionColumn[],
  figures: readonly FigureColumn[],
  rows: readonly (readonly [readonly (string | null)[], readonly Figure[]])[],
): Report {
  return {
    name,
    title,
    office: 'horsens',
    audience: 'published',
    unit,
    population,
    from: '2025-01-01',
    to: '2025-12-31',
    dimensions,
    figures,
    threshold: 5,
    position: '184312',
    madeOn: '2026-01-19',
    profiles,
    hash: hash(Buffer.from(name).toString('hex').slice(0, 8)),
    rows: rows.map(([keys, values]) => ({
      keys: Object.fromEntries(dimensions.map(({ key }, index) => [key, keys[index] ?? null])),
      figures: Object.fromEntries(figures.map(({ key }, index) => [key, values[index]!])),
    })),
  };
}

const received = say('Modtaget i perioden', 'Received in the period');
const closed = say('Afsluttet i perioden', 'Closed in the period');
const department: DimensionColumn = {
  key: 'department',
  title: say('Forvaltning', 'Department'),
  labels: {
    jobs: say('Beskæftigelse', 'Employment'),
    children: say('Børn, unge og familier med særlige behov', 'Children, young people and families with special needs'),
    tech: say('Teknik og miljø', 'Technology and environment'),
    health: say('Ældre & sundhed <b>', 'Elderly & health <b>'),
    service: say('Borgerservice', 'Citizen service'),
  },
};
const channel: DimensionColumn = {
  key: 'channel',
  title: say('Kanal', 'Channel'),
  labels: { phone: say('Telefon', 'Phone'), mail: say('E-mail', 'E-mail'), visit: say('Fremmøde', 'In person') },
};
const type: DimensionColumn = {
  key: 'type',
  title: say('Type', 'Type'),
  labels: {
    complaint: say('Klage', 'Complaint'),
    guidance: say('Vejledning', 'Guidance'),
    suggestion: say('Forslag', 'Suggestion'),
  },
};
const quarter: DimensionColumn = {
  key: 'quarter',
  title: say('Kvartal', 'Quarter'),
  labels: Object.fromEntries([1, 2, 3, 4].map((n) => [`2025-Q${n}`, say(`2025-Q${n}`, `2025-Q${n}`)])),
};
const month: DimensionColumn = { key: 'month', title: say('Måned', 'Month'), labels: {} };
const grounds: DimensionColumn = {
  key: 'ground',
  title: say('Afvisningsgrund', 'Ground'),
  labels: {
    court: say('Sagen er ved domstolene', 'The matter is before the courts'),
    old: say('Ældre end et år', 'Older than a year'),
    dialogue: say('Forvaltningen har ikke svaret endnu', 'The department has not answered yet'),
  },
};

export const exampleYear: YearlyReport = {
  madeOn: '2026-01-19',
  office: { key: 'horsens', name: say('Borgerrådgiveren i Horsens', 'The Citizens’ Adviser of Horsens') },
  year: 2025,
  called: say('2025', '2025'),
  from: '2025-01-01',
  to: '2025-12-31',
  audience: 'published',
  position: '184312',
  profiles,
  hash: hash('e7f0'),
  sections: [
    {
      title: say('Henvendelser', 'Contacts'),
      lead: say('Hvem der skrev og ringede, hvornår og om hvad.', 'Who wrote and called, when and about what.'),
      reports: [
        report(
          'contacts-by-channel',
          say('Henvendelser efter type og kanal', 'Contacts by type and channel'),
          'contact',
          received,
          [type, channel],
          [column.count, column.part],
          [
            [
              [null, null],
              [1843, 1],
            ],
            [
              ['complaint', 'phone'],
              [612, 0.332],
            ],
            [
              ['complaint', 'mail'],
              [431, 0.234],
            ],
            [
              ['complaint', 'visit'],
              [88, 0.048],
            ],
            [
              ['guidance', 'phone'],
              [503, 0.273],
            ],
            [
              ['guidance', 'mail'],
              [142, 0.077],
            ],
            [
              ['guidance', 'visit'],
              [59, 0.032],
            ],
            [
              ['suggestion', 'phone'],
              ['hidden', 'hidden'],
            ],
            [
              ['suggestion', 'mail'],
              [8, 0.004],
            ],
            [
              ['suggestion', 'visit'],
              ['hidden', 'hidden'],
            ],
          ],
        ),
        report(
          'quarterly',
          say('Henvendelser i hvert kvartal', 'Contacts in each quarter'),
          'contact',
          received,
          [quarter, type],
          [column.count],
          [
            [[null, null], [1843]],
            ...[
              [301, 170, 6],
              [280, 201, 'hidden'],
              [244, 150, 'hidden'],
              [306, 183, 7],
            ].flatMap((line, index) =>
              line.map(
                (value, at) =>
                  [[`2025-Q${index + 1}`, ['complaint', 'guidance', 'suggestion'][at]!], [value as Figure]] as const,
              ),
            ),
          ],
        ),
        report(
          'monthly',
          say('Henvendelser i hver måned', 'Contacts in each month'),
          'contact',
          received,
          [month],
          [column.count],
          [
            [[null], [1843]],
            ...[171, 152, 160, 140, 151, 190, 'hidden', 148, 162, 170, 181, 'hidden'].map(
              (value, index) => [[`2025-${String(index + 1).padStart(2, '0')}`], [value as Figure]] as const,
            ),
          ],
        ),
      ],
    },
    {
      title: say('Sager og udfald', 'Cases and outcomes'),
      lead: null,
      reports: [
        report(
          'rejections',
          say('Afvisninger efter grund', 'Rejections by ground'),
          'part',
          say('Afvist i perioden', 'Rejected in the period'),
          [grounds],
          [column.count],
          [
            [[null], [71]],
            [['dialogue'], [44]],
            [['old'], [18]],
            [['court'], [9]],
          ],
        ),
        report(
          'substance',
          say('Undersøgt i realiteten', 'Examined in substance'),
          'part',
          say('Afgjort i perioden', 'Decided in the period'),
          [department],
          [
            { key: 'decided', title: say('Afgjort', 'Decided'), kind: 'count', denominator: null },
            { key: 'examined', title: say('Undersøgt', 'Examined'), kind: 'count', denominator: null },
            {
              key: 'share',
              title: say('Andel undersøgt', 'Share examined'),
              kind: 'share',
              denominator: say('af afgjorte klagepunkter', 'of parts decided'),
            },
          ],
          [
            [[null], [402, 261, 0.649]],
            [['jobs'], [140, 91, 0.65]],
            [['children'], [122, 96, 0.787]],
            [['tech'], [98, 55, 0.561]],
            [['health'], ['hidden', 'hidden', 'hidden']],
            [['service'], [0, 0, null]],
          ],
        ),
        report(
          'handling',
          say('Sagsbehandlingstid', 'Handling time'),
          'cycle',
          closed,
          [department],
          [
            { key: 'cycles', title: say('Forløb', 'Cycles'), kind: 'count', denominator: null },
            {
              key: 'median',
              title: say('Median, arbejdsdage', 'Median, working days'),
              kind: 'days',
              denominator: null,
            },
            {
              key: 'p90',
              title: say('90 %-fraktil, arbejdsdage', '90th percentile, working days'),
              kind: 'days',
              denominator: null,
            },
            {
              key: 'within',
              title: say('Inden for målet', 'Within target'),
              kind: 'share',
              denominator: say('af afsluttede forløb', 'of cycles closed'),
            },
          ],
          [
            [[null], [377, 21.5, 61, 0.812]],
            [['jobs'], [131, 18, 47, 0.893]],
            [['children'], [118, 27.5, 74, 0.703]],
            [['tech'], [90, 20, 52.5, 0.856]],
            [['health'], ['hidden', 'hidden', 'hidden', 'hidden']],
            [['service'], [0, null, null, null]],
          ],
        ),
        report(
          'endings',
          say('Hvad henvendelserne førte til', 'What contacts came to'),
          'contact',
          received,
          [],
          [
            { key: 'count', title: say('Henvendelser', 'Contacts'), kind: 'count', denominator: null },
            { key: 'case', title: say('Oprettet som sag', 'Registered as a case'), kind: 'count', denominator: null },
            {
              key: 'guidance',
              title: say('Endt med vejledning', 'Ended with guidance'),
              kind: 'count',
              denominator: null,
            },
            { key: 'abandoned', title: say('Opgivet', 'Abandoned'), kind: 'count', denominator: null },
          ],
          [[[], [1843, 1131, 704, 'hidden']]],
        ),
        report(
          'answers',
          say('Forvaltningernes svartid', 'The departments’ time to answer'),
          'referral',
          say('Forelagt i perioden', 'Referred in the period'),
          [department],
          [
            { key: 'count', title: say('Forelæggelser', 'Referrals'), kind: 'count', denominator: null },
            { key: 'inTime', title: say('Besvaret til tiden', 'Answered in time'), kind: 'count', denominator: null },
            { key: 'late', title: say('Besvaret for sent', 'Answered late'), kind: 'count', denominator: null },
            { key: 'unanswered', title: say('Ikke besvaret', 'Not answered'), kind: 'count', denominator: null },
            {
              key: 'inTimeShare',
              title: say('Andel til tiden', 'Share in time'),
              kind: 'share',
              denominator: say('af alle forelæggelser', 'of all referrals'),
            },
            {
              key: 'unansweredShare',
              title: say('Andel ubesvaret', 'Share unanswered'),
              kind: 'share',
              denominator: say('af alle forelæggelser', 'of all referrals'),
            },
          ],
          [
            [[null], [290, 201, 66, 23, 0.693, 0.079]],
            [['jobs'], [101, 74, 20, 7, 0.733, 0.069]],
            [['children'], [99, 60, 28, 11, 0.606, 0.111]],
            [['tech'], [90, 67, 18, 5, 0.744, 0.056]],
          ],
        ),
        report(
          'reopened',
          say('Genoptagne sager', 'Reopened cases'),
          'case',
          say('Genoptaget i perioden', 'Reopened in the period'),
          [],
          [column.count],
          [[[], ['hidden']]],
        ),
      ],
    },
    {
      title: say('Forslag', 'Suggestions'),
      lead: null,
      reports: [
        report(
          'suggestions',
          say('Hvad der blev af forslagene', 'What came of the suggestions'),
          'suggestion',
          received,
          [department],
          [column.count],
          [],
        ),
      ],
    },
  ],
};

/**
 * What an office's yearly report consists of: which reports, divided by what, in which order (rules.md, section 6).
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../platform/canonical-json.js';
import { type Sentences } from '../platform/refusal.js';
import { type Statistics } from '../read-models/statistics/statistics.js';
import { countsSomething, internalMark } from '../read-models/statistics/report.js';
import { type YearlyReport } from '../yearly-report/yearly.js';

interface Section {
  readonly title: Sentences;
  readonly lead: Sentences | null;
  readonly reports: readonly (readonly [name: string, ...by: string[]])[];
}
const s = (da: string, en: string): Sentences => ({ da, en });

const sections: readonly Section[] = [
  {
    title: s('Henvendelser', 'Contacts'),
    lead: s(
      'En henvendelse er hver gang, nogen retter sig mod kontoret.',
      'A contact is each time somebody turns to the office.',
    ),
    reports: [
      ['contacts', 'quarter'],
      ['contacts', 'channel'],
      ['contacts', 'type'],
      ['contacts', 'complainant'],
      ['endings', 'quarter'],
      ['first-answer', 'channel'],
    ],
  },
  {
    title: s('Hvad der klages over', 'What complaints are about'),
    lead: s(
      'En henvendelse kan have flere klagepunkter, hvert med sit emne og sin forvaltning.',
      'A contact can have several parts, each with its topic and its department.',
    ),
    reports: [
      ['parts', 'department'],
      ['parts', 'topic'],
      ['rejections', 'ground'],
      ['rejections', 'standing'],
      ['exceptions', 'kind'],
    ],
  },
  {
    title: s('Udfald', 'Outcomes'),
    lead: s(
      'Et forløb går fra en sag oprettes eller genåbnes, til den afsluttes.',
      'A cycle is a case from its registration or reopening to its closing.',
    ),
    reports: [
      ['outcomes', 'outcome'],
      ['dialogue', 'quarter'],
      ['examined', 'department'],
      ['upheld', 'department'],
      ['reopened', 'reason'],
    ],
  },
  {
    title: s('Kritik og opfølgning', 'Criticism and follow-up'),
    lead: null,
    reports: [
      ['criticism', 'department', 'degree'],
      ['follow-up', 'department'],
    ],
  },
  {
    title: s('Tid', 'Time'),
    lead: s('I arbejdsdage, efter kontorets egen kalender.', 'In working days, by the office’s own calendar.'),
    reports: [
      ['own-time', 'investigated'],
      ['department-time', 'department'],
      ['department-time', 'quarter'],
    ],
  },
  { title: s('Forslag', 'Suggestions'), lead: null, reports: [['suggestions', 'department']] },
];

/** Left out where nobody is under the rule: an office without a target has no table of noughts about it. */
const ofARule: ReadonlySet<string> = new Set(['first-answer']);

/** @param year one that has begun: of a later one there is nothing to tell, and the caller has refused it */
export async function yearlyOf(
  statistics: Statistics,
  office: YearlyReport['office'],
  year: number,
  position: string,
): Promise<YearlyReport> {
  const made: YearlyReport['sections'][number][] = [];
  for (const { title, lead, reports } of sections) {
    const own = [];
    for (const [name, ...by] of reports) {
      const report = await statistics.report({ name, from: `${year}-01-01`, to: `${year}-12-31`, by });
      if (!ofARule.has(name) || countsSomething(report)) own.push(report);
    }
    made.push({ title, lead, reports: own });
  }
  const all = made.flatMap(({ reports }) => reports);
  const profiles = [
    ...new Map(
      all.flatMap((report) => report.profiles.map((profile) => [`${profile.id} ${profile.hash}`, profile] as const)),
    ).values(),
  ].sort((a, b) => (a.id + a.hash < b.id + b.hash ? -1 : 1));
  const { audience } = statistics;
  const madeOn = await statistics.madeOn();
  const mark = audience === 'internal' ? { mark: internalMark } : {};
  const content = { office, year, audience, ...mark, sections: made, madeOn, position, profiles };
  return { ...content, hash: createHash('sha256').update(canonicalJson(content)).digest('hex') };
}

/** A report for the specs of this folder, with everything in it that a file has to survive. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../platform/canonical-json.js';
import { type Report } from '../../read-models/statistics/report.js';

const content: Omit<Report, 'hash'> = {
  name: 'handling-time',
  title: { da: 'Sagsbehandlingstid', en: 'Handling time' },
  office: 'horsens',
  audience: 'published',
  unit: 'cycle',
  population: { da: 'Afgjort i perioden', en: 'Decided in the period' },
  from: '2025-01-01',
  to: '2025-12-31',
  dimensions: [
    {
      key: 'topic',
      title: { da: 'Emne', en: 'Topic' },
      labels: {
        delay: { da: 'Lang "ventetid", æøå', en: 'Delay' },
        formula: { da: '=HYPERLINK("x")', en: '+1+1' },
        minus: { da: '-5', en: '-5' },
      },
    },
  ],
  figures: [
    { key: 'cycles', title: { da: 'Forløb', en: 'Cycles' }, kind: 'count', denominator: null },
    {
      key: 'withinTarget',
      title: { da: 'Inden for fristen', en: 'Within target' },
      kind: 'share',
      denominator: { da: 'af forløb med frist', en: 'of cycles with a target' },
    },
    {
      key: 'median',
      title: { da: 'Median, arbejdsdage', en: 'Median, working days' },
      kind: 'days',
      denominator: { da: 'afsluttede forløb', en: 'concluded cycles' },
    },
  ],
  rows: [
    { keys: { topic: null }, figures: { cycles: 1_240, withinTarget: 0.875, median: 12.5 } },
    { keys: { topic: 'delay' }, figures: { cycles: 17, withinTarget: 0, median: -3 } },
    { keys: { topic: 'formula' }, figures: { cycles: 'hidden', withinTarget: 'hidden', median: null } },
    { keys: { topic: 'minus' }, figures: { cycles: 0, withinTarget: null, median: 0.1 } },
    { keys: { topic: 'unlabelled' }, figures: { cycles: 5, withinTarget: 1, median: 7 } },
  ],
  threshold: 5,
  position: '1500000',
  madeOn: '2026-01-19',
  profiles: [
    { id: 'horsens@1', hash: 'ab'.repeat(32) },
    { id: 'horsens@2', hash: 'cd'.repeat(32) },
  ],
};

export const exampleReport: Report = {
  ...content,
  hash: createHash('sha256').update(canonicalJson(content)).digest('hex'),
};
export const emptyReport: Report = { ...exampleReport, rows: [] };

/** The charts of a report for a page. Drawing is loaded when the first one is asked for. */
import { rowsInOrder } from '../read-models/statistics/in-order.js';
import { countsSomething, type Report } from '../read-models/statistics/report.js';
import { notDrawn, planCharts } from '../yearly-report/charts/plan.js';
import { type Language } from './write-yearly.js';

export interface DrawnChart {
  readonly title: string;
  /** What its figures are, or what they are shares of. */
  readonly axis: string;
  /** Stands in for the picture where it cannot be seen. */
  readonly description: string;
  /** Which figures are hidden and so not drawn; null where none is. */
  readonly note: string | null;
  /** Without ids, role or title of its own; colours and lines are attributes, so that a page needs no style for it. */
  readonly svg: string;
}

export async function chartsOf(report: Report, lang: Language): Promise<readonly DrawnChart[]> {
  if (!countsSomething(report)) return [];
  const plans = planCharts({ ...report, rows: rowsInOrder(report, lang) }, lang);
  if (plans.length === 0) return [];
  const { loadDraw } = await import('../yearly-report/charts/draw.js');
  const draw = await loadDraw();
  const made: DrawnChart[] = [];
  for (const plan of plans) {
    const { title, axis, description, gaps, series } = plan;
    const { svg } = await draw(plan, lang);
    made.push({ title, axis, description, note: notDrawn(gaps, series.length > 1, lang), svg });
  }
  return made;
}

/**
 * A plan as a vega-lite specification. Bars carry their names and figures, lines differ in dash and point: colour is
 * never alone.
 */
import { type Language } from '../yearly.js';
import { type Plan } from './plan.js';

/** Each at least 3:1 against white (WCAG 1.4.11); the order alternates dark and light. */
export const colours = ['#12375c', '#b8560f', '#0b7a6f', '#7b3fa0', '#6a6a6a', '#b3235a'] as const;
/** The first is a whole line: a gap of nought is refused by PDF. */
const dashes = [
  [9999, 1],
  [7, 3],
  [2, 2],
  [10, 3, 2, 3],
  [5, 5],
  [1, 4],
];
const points = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];
const ink = '#1a1a1a';
const soft = '#595959';
const grid = '#d9d9d9';
const plotWidth = 430;

/** JSON for vega-lite's `compile`. */
export type Spec = { readonly [key: string]: unknown };

export const specOf = (plan: Plan, lang: Language): Spec => ({
  background: null,
  padding: 4,
  width: plotWidth,
  config: {
    aria: false,
    font: 'Source Sans 3',
    view: { stroke: null },
    axis: {
      labelColor: ink,
      titleColor: ink,
      labelFontSize: 13,
      titleFontSize: 13,
      titleFontWeight: 400,
      gridColor: grid,
      domainColor: soft,
      tickColor: soft,
      labelLimit: 400,
    },
    legend: {
      labelColor: ink,
      labelFontSize: 13,
      labelLimit: 400,
      symbolSize: 90,
      title: null,
      orient: 'bottom',
      direction: 'horizontal',
      columns: 3,
      symbolStrokeWidth: 0,
      offset: 10,
    },
  },
  ...(plan.shape === 'bars' ? bars(plan, lang) : lines(plan, lang)),
});

function bars(plan: Plan, lang: Language): Spec {
  const many = plan.series.length > 1;
  const labels = plan.categories.map((category) => wrap(category, 28));
  const tallest = Math.max(...labels.map((label) => label.split('\n').length));
  const step = many ? (plan.marks.length + plan.gaps.length > 20 ? 17 : 20) : Math.max(26, tallest * 16 + 6);
  const values = [
    ...plan.marks.map(({ category, series, value, text }) => ({
      category: wrap(category, 28),
      series,
      value,
      text: many ? `${series}: ${text}` : text,
      drawn: true,
    })),
    ...plan.gaps.map(({ category, series, text }) => ({
      category: wrap(category, 28),
      series,
      value: 0,
      text: many ? `${series}: ${text}` : text,
      drawn: false,
    })),
  ];
  return {
    data: { values },
    height: {
      step: many ? Math.max(step, (tallest * 16 + 6) / plan.series.length) : step,
      for: many ? 'offset' : 'position',
    },
    encoding: {
      y: {
        field: 'category',
        type: 'nominal',
        sort: labels,
        title: null,
        scale: many ? { paddingInner: 0.28, paddingOuter: 0.1 } : { paddingInner: 0.25, paddingOuter: 0.15 },
        axis: {
          labelExpr: "split(datum.label, '\\n')",
          labelLineHeight: 16,
          ticks: false,
          labelPadding: 8,
          domain: true,
        },
      },
      ...(many ? { yOffset: { field: 'series', sort: plan.series, scale: { paddingInner: 0.12 } } } : {}),
      x: {
        field: 'value',
        type: 'quantitative',
        title: plan.axis,
        scale: valueScale(plan),
        axis: valueAxis(plan, lang),
      },
    },
    layer: [
      {
        transform: [{ filter: 'datum.drawn' }],
        mark: { type: 'bar' },
        encoding: many ? { color: seriesColours(plan, null) } : { color: { value: colours[0] } },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 5, fontSize: many ? 12 : 13 },
        encoding: { text: { field: 'text' }, color: { condition: { test: 'datum.drawn', value: ink }, value: soft } },
      },
    ],
  };
}

function lines(plan: Plan, lang: Language): Spec {
  const many = plan.series.length > 1;
  const slanted = plan.categories.length > 8;
  const values = [
    ...plan.marks.map(({ category, series, value }) => ({ category, series, value, text: null })),
    ...plan.gaps.map(({ category, series, text }) => ({ category, series, value: null, nought: 0, text })),
  ];
  const order = { domain: plan.series };
  return {
    data: { values },
    width: plotWidth + 110,
    height: 240,
    encoding: {
      x: {
        field: 'category',
        type: 'ordinal',
        sort: plan.categories,
        title: null,
        scale: { padding: 0.4 },
        axis: { labelAngle: slanted ? -40 : 0, labelPadding: 6, labelOverlap: false },
      },
      y: {
        field: 'value',
        type: 'quantitative',
        title: plan.axis,
        scale: valueScale(plan),
        axis: {
          ...valueAxis(plan, lang),
          titleAngle: 0,
          titleAlign: 'left',
          titleAnchor: 'start',
          titleY: -14,
          titleX: -30,
        },
      },
      ...(many
        ? {
            color: seriesColours(plan, {}),
            strokeDash: {
              field: 'series',
              type: 'nominal',
              scale: { ...order, range: dashes.slice(0, plan.series.length) },
              legend: {},
            },
            shape: {
              field: 'series',
              type: 'nominal',
              scale: { ...order, range: points.slice(0, plan.series.length) },
              legend: {},
            },
          }
        : { color: { value: colours[0] } }),
    },
    layer: [
      {
        mark: { type: 'line', strokeWidth: 2.2, invalid: 'break-paths-filter-domains' },
        ...(many ? { encoding: { shape: null } } : {}),
      },
      {
        mark: { type: 'point', filled: true, size: 55, opacity: 1, invalid: 'filter' },
        ...(many ? { encoding: { strokeDash: null } } : {}),
      },
      ...(many
        ? []
        : [
            {
              transform: [{ filter: 'datum.text !== null' }],
              mark: { type: 'text', baseline: 'bottom', dy: -4, fontSize: 13 },
              encoding: {
                text: { field: 'text' },
                y: { field: 'nought', type: 'quantitative', title: plan.axis },
                color: { value: soft },
              },
            },
          ]),
    ],
  };
}

const seriesColours = (plan: Plan, legend: object | null): Spec => ({
  field: 'series',
  type: 'nominal',
  sort: plan.series,
  scale: { domain: plan.series, range: colours.slice(0, plan.series.length) },
  legend,
});

/** Always from nought, a share always to the whole: nothing looks larger than it is. */
const valueScale = (plan: Plan): Spec => (plan.kind === 'share' ? { domain: [0, 1] } : { zero: true, nice: true });

const valueAxis = (plan: Plan, lang: Language): Spec => ({
  tickCount: 5,
  ...(plan.kind === 'count' ? { tickMinStep: 1 } : {}),
  domain: false,
  ticks: false,
  labelPadding: 5,
  labelExpr:
    plan.kind === 'share'
      ? `format(datum.value * 100, '.0f') + '${lang === 'da' ? '\u00a0%' : '%'}'`
      : `replace(format(datum.value, ',~f'), /[.,]/g, ${lang === 'da' ? "datum.value % 1 ? ',' : '.'" : "datum.value % 1 ? '.' : ','"})`,
});

/** Lines of at most so many signs where words allow it. */
function wrap(text: string, width: number): string {
  const out: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = out.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) out[out.length - 1] = `${last} ${word}`;
    else out.push(word);
  }
  return out.join('\n');
}

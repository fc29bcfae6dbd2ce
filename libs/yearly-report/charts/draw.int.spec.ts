import { exampleYear } from '../testing/example.js';
import { type Report } from '../../read-models/statistics/report.js';
import { loadDraw } from './draw.js';
import { type Plan, planCharts } from './plan.js';
import { colours, specOf } from './spec.js';

const reports = exampleYear.sections.flatMap((section) => section.reports);
const plans = reports.flatMap((report) => planCharts(report, 'da'));
const bars = (svg: string) => [...svg.matchAll(/<path d="M[^"]*" fill="(#[\da-f]{6})"/g)].map(([, fill]) => fill!);
const texts = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>|<tspan[^>]*>([^<]*)<\/tspan>/g)].map(([, text, line]) => text ?? line!);

/** WCAG 2.1, relative luminance and contrast. */
const luminance = (colour: string) =>
  [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index]!, 0);
const againstWhite = (colour: string) => 1.05 / (luminance(colour) + 0.05);

describe('a chart', () => {
  it('has colours of at least 3:1 against the paper (WCAG 1.4.11)', () => {
    expect(colours.filter((colour) => againstWhite(colour) < 3)).toEqual([]);
    expect(new Set(colours).size).toBe(colours.length);
  });
  it('draws one bar for each figure and none for a hidden one, which is a word', async () => {
    const draw = await loadDraw();
    for (const plan of plans.filter(({ shape }) => shape === 'bars')) {
      const { svg } = await draw(plan, 'da');
      expect(bars(svg)).toHaveLength(plan.marks.length);
      const named = plan.series.length > 1;
      for (const { series, text } of [...plan.marks, ...plan.gaps])
        expect(texts(svg)).toContain(named ? `${series}: ${text}` : text);
      expect(texts(svg).filter((text) => text.includes('skjult'))).toHaveLength(
        plan.gaps.filter(({ hidden }) => hidden).length,
      );
    }
  });
  it('draws a point for each figure of a line, and breaks the line where one is hidden', async () => {
    const draw = await loadDraw();
    for (const plan of plans.filter(({ shape }) => shape === 'lines')) {
      const { svg } = await draw(plan, 'da');
      const [marks] = /class="mark-symbol role-mark[^>]*>(.*?)<\/g>/.exec(svg)!;
      expect([...marks.matchAll(/<path /g)]).toHaveLength(plan.marks.length);
    }
    const monthly = plans.find(({ categories }) => categories.includes('juli 2025'))!;
    const { svg } = await draw(monthly, 'da');
    const [, line] = /class="mark-line role-mark[^>]*><path[^>]* d="([^"]*)"/.exec(svg)!;
    expect(line!.match(/M/g)).toHaveLength(2);
    expect(texts(svg).filter((text) => text === 'skjult')).toHaveLength(2);
  });
  it('tells series apart without colour: bars are named, lines differ in dash and point', async () => {
    const draw = await loadDraw();
    const { svg } = await draw(
      plans.find(({ shape, series }) => shape === 'lines' && series.length > 1)!,
      'da',
    );
    const [legend] = /class="mark-group role-legend.*/s.exec(svg)!;
    const shapes = [...legend.matchAll(/<path transform[^>]* d="([^"]*)"/g)].map(([, d]) => d);
    expect(new Set(shapes).size).toBe(3);
    const dashes = [...svg.matchAll(/class="mark-line role-mark[^>]*><path([^>]*)>/g)].map(
      ([, attributes]) => /stroke-dasharray="([^"]*)"/.exec(attributes!)?.[1],
    );
    expect(new Set(dashes).size).toBe(dashes.length);
  });
  it('is the same text every time, in whatever order charts are drawn', async () => {
    const draw = await loadDraw();
    const first: string[] = [];
    for (const plan of plans) first.push((await draw(plan, 'da')).svg);
    const again: string[] = [];
    for (const plan of [...plans].reverse()) again.unshift((await draw(plan, 'da')).svg);
    expect(again).toEqual(first);
    expect(first.every((svg) => !/ id="/.test(svg))).toBe(true);
  });
  it('writes numbers on its axes as the language does', async () => {
    const draw = await loadDraw();
    const large = {
      ...plans.find(({ categories }) => categories.includes('juli 2025'))!,
      marks: [
        { category: 'januar 2025', series: 'Antal', value: 4000, text: '4.000' },
        { category: 'juni 2025', series: 'Antal', value: 100, text: '100' },
      ],
    };
    expect(texts((await draw(large, 'da')).svg)).toContain('3.000');
    expect(texts((await draw(large, 'en')).svg)).toContain('3,000');
    const share = plans.find(({ kind }) => kind === 'share')!;
    expect(texts((await draw(share, 'da')).svg)).toContain('40\u00a0%');
    expect(texts((await draw(share, 'en')).svg)).toContain('40%');
    const halves: Plan = {
      ...plans.find(({ kind }) => kind === 'days')!,
      gaps: [],
      marks: [
        { category: 'Beskæftigelse', series: 'Median', value: 2, text: '2' },
        { category: 'Beskæftigelse', series: '90 %-fraktil', value: 1, text: '1' },
      ],
    };
    expect(texts((await draw(halves, 'da')).svg)).toContain('0,5');
    expect(texts((await draw(halves, 'en')).svg)).toContain('0.5');
  });
  it('takes names for names: no markup, no expression', async () => {
    const draw = await loadDraw();
    const hostile = [
      '<script>alert(1)</script>',
      '"] + toString() + ["',
      "'; \\n throw 1 //",
      '</text><image href="x" onerror="alert(1)">',
      '${1}',
      'x role="y"',
    ];
    const report: Report = {
      ...reports.find(({ name }) => name === 'rejections')!,
      dimensions: [{ key: 'ground', title: { da: 'Navn', en: 'Name' }, labels: {} }],
      rows: hostile.map((ground, index) => ({ keys: { ground }, figures: { count: 10 + index } })),
    };
    for (const dimension of ['ground', 'month']) {
      const named: Report = {
        ...report,
        dimensions: [{ ...report.dimensions[0]!, key: dimension }],
        rows: report.rows.map((row, index) => ({ ...row, keys: { [dimension]: hostile[index]! } })),
      };
      const { svg } = await draw(planCharts(named, 'da')[0]!, 'da');
      expect(svg).not.toMatch(/<script|<image|<[^>]*onerror/);
      for (const name of hostile)
        expect(
          texts(svg)
            .join(' ')
            .replace(/&lt;/g, '<')
            .replace(/&gt;/g, '>')
            .replace(/&quot;/g, '"')
            .replace(/&amp;/g, '&')
            .replace(/\s+/g, ' '),
        ).toContain(name.replace(/\s+/g, ' ').slice(0, 20));
    }
  });
  it('is a specification of plain data: nothing to fetch', () => {
    for (const plan of plans) expect(JSON.stringify(specOf(plan, 'da'))).not.toMatch(/"url"|https?:|href/);
  });
});

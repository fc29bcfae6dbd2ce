import { measuredRow, render, summed, type Line, type Round } from './table.js';

const line = (key: string, comparedWith?: string): Line => ({
  key,
  name: key,
  inFlight: 32,
  measure: () => Promise.reject(new Error('not measured here')),
  ...(comparedWith ? { comparedWith } : {}),
});
const round = (bare: number, own: number): Round =>
  new Map([
    ['bare', { count: bare, seconds: 1, cpuSeconds: 0.5 }],
    ['own', { count: own, seconds: 1, cpuSeconds: 1, clientSeconds: 0.25 }],
  ]);

describe('the table of a benchmark', () => {
  it('takes the median over the rounds, and a ratio within one round', () => {
    const [bare, own] = summed([line('bare'), line('own', 'bare')], [round(1000, 100), round(100, 50), round(400, 80)]);
    expect(bare).toMatchObject({ perSecond: 400, ratio: null, clientMicros: null });
    expect(own).toMatchObject({
      perSecond: 80,
      micros: 12_500,
      clientMicros: 3125,
      ratio: { to: 'bare', perSecond: 0.2, byProcessor: 0.1 },
    });
  });
  it('says in percent what is less than the double', () => {
    expect(render(summed([line('bare'), line('own', 'bare')], [round(1000, 300)]))).toMatch(
      /own +32 +300 .* 30 % +bare/,
    );
    expect(render(summed([line('bare'), line('own', 'bare')], [round(100, 1000)]))).toMatch(/10\.0 × +bare/);
  });
  it('gives every ratio of a run as one row', () => {
    const figures = summed([line('bare'), line('own', 'bare')], [round(1000, 300)]);
    expect(measuredRow(figures, { date: '2026-11-30', commit: 'abc1234', load: 1.25 })).toBe(
      '| 2026-11-30 | abc1234 | 1.3 | own ÷ bare 30 % (processor 15 %) |',
    );
  });
  it('says of what is waited for how long it takes', () => {
    const waited = { ...line('own', 'bare'), asTime: true } as const;
    const figures = summed([line('bare'), waited], [round(1000, 50)]);
    expect(render(figures)).toMatch(/own .* takes 20\.0 × +bare/);
    expect(measuredRow(figures, { date: '2026-11-30', commit: 'abc1234', load: 1.25 })).toContain(
      'own takes 20.0 × bare (20 ms; processor 20 ms)',
    );
  });
});

import { writeDate, writeFigure, writePeriod } from './numbers.js';

describe('figures as people write them', () => {
  it.each([
    [0, 'count', '0', '0'],
    [999, 'count', '999', '999'],
    [1234, 'count', '1.234', '1,234'],
    [1_234_567, 'count', '1.234.567', '1,234,567'],
    [1, 'share', '100\u00a0%', '100%'],
    [0.456, 'share', '45,6\u00a0%', '45.6%'],
    [0.005, 'share', '0,5\u00a0%', '0.5%'],
    [0.3, 'share', '30\u00a0%', '30%'],
    [0, 'share', '0\u00a0%', '0%'],
    [12.5, 'days', '12,5', '12.5'],
    [20, 'days', '20', '20'],
    [1020.5, 'days', '1.020,5', '1,020.5'],
  ] as const)('%d as %s', (value, kind, danish, english) => {
    expect(writeFigure(value, kind, 'da')).toBe(danish);
    expect(writeFigure(value, kind, 'en')).toBe(english);
  });
  it('a hidden figure is a word, nothing to count is a dash, and neither is nought', () => {
    expect([
      writeFigure('hidden', 'count', 'da'),
      writeFigure('hidden', 'share', 'en'),
      writeFigure(null, 'days', 'da'),
      writeFigure(0, 'count', 'da'),
    ]).toEqual(['skjult', 'hidden', '–', '0']);
  });
  it('months and quarters', () => {
    expect([
      writePeriod('2026-03', 'da'),
      writePeriod('2026-Q1', 'da'),
      writePeriod('2026-Q4', 'en'),
      writePeriod('2026', 'en'),
    ]).toEqual(['marts 2026', '1. kvartal 2026', 'Quarter 4 of 2026', '2026']);
  });
  it('dates', () => {
    expect([writeDate('2026-02-24', 'da'), writeDate('2026-12-01', 'en')]).toEqual([
      '24.\u00a0februar\u00a02026',
      '1\u00a0December\u00a02026',
    ]);
  });
});

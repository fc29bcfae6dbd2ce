import { OfficeYear } from './office-year.js';

describe('the year of an office', () => {
  const [calendar, july] = [new OfficeYear(), new OfficeYear(7)];
  it('numbers its months from the first', () => {
    expect(['2025-07', '2025-12', '2026-01', '2026-06', '2026-07'].map((month) => july.numbered(month))).toEqual([
      '2025-01',
      '2025-06',
      '2025-07',
      '2025-12',
      '2026-01',
    ]);
    for (const year of [calendar, july, new OfficeYear(2), new OfficeYear(12)])
      for (const month of ['2025-01', '2025-06', '2025-12', '0001-01'])
        expect(year.inCalendar(year.numbered(month))).toBe(month);
  });
  it('begins and ends where its months do, leap years too', () => {
    expect(july.daysOf(2025)).toEqual(['2025-07-01', '2026-06-30']);
    expect(new OfficeYear(3).daysOf(2023)).toEqual(['2023-03-01', '2024-02-29']);
    expect(calendar.daysOf(2021, 2025)).toEqual(['2021-01-01', '2025-12-31']);
  });
  it('is of whole months alone, and named where it is not the calendar’s', () => {
    expect(july.numberedPeriod('2025-07-01', '2026-06-30')).toEqual(['2025-01-01', '2025-12-31']);
    for (const [from, to] of [
      ['2025-07-02', '2026-06-30'],
      ['2025-07-01', '2026-06-29'],
      ['2025-07-01', '2026-13-31'],
    ] as const)
      expect(july.numberedPeriod(from, to)).toBeUndefined();
    expect([july.nameOf('2025'), july.nameOf('2099'), july.nameOf('2025-Q2'), calendar.nameOf('2025')]).toEqual([
      { da: '2025/26', en: '2025/26' },
      { da: '2099/00', en: '2099/00' },
      { da: '2. kvartal 2025/26', en: 'Quarter 2 of 2025/26' },
      undefined,
    ]);
  });
});

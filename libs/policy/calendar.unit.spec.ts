import { jest } from '@jest/globals';
import Holidays from 'date-holidays';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addWorkingDays,
  addYears,
  daysBetween,
  earlierOf,
  easterSunday,
  instantOf,
  isAfter,
  isBefore,
  isValidDate,
  isWorkingDay,
  laterOf,
  localDateOf,
  localMidnight,
  localTimeOf,
  nextWorkingDay,
  publicHolidays,
  weekdayOf,
  workingDaysBetween,
  type CalendarSwitches,
} from './calendar.js';

const none: CalendarSwitches = { mayDay: false, constitutionDay: false, christmasEve: false, newYearsEve: false };
const all: CalendarSwitches = { mayDay: true, constitutionDay: true, christmasEve: true, newYearsEve: true };
const years = Array.from({ length: 41 }, (_, index) => 2000 + index);

const aDate = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1996-01-01', days));
const someSwitches = fc.record({
  mayDay: fc.boolean(),
  constitutionDay: fc.boolean(),
  christmasEve: fc.boolean(),
  newYearsEve: fc.boolean(),
});

describe('public holidays', () => {
  const known = new Holidays('DK');

  it.each(years)('of %i are those that others list', (year) => {
    const theirs = known
      .getHolidays(year)
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10))
      .sort();
    expect([...new Set(publicHolidays(year).map(({ date }) => date))].sort()).toEqual([...new Set(theirs)]);
  });

  it('come in order and carry their names', () => {
    expect(publicHolidays(2026).map(({ date, name }) => `${date} ${name.da}`)).toEqual([
      '2026-01-01 Nytårsdag',
      '2026-04-02 Skærtorsdag',
      '2026-04-03 Langfredag',
      '2026-04-05 Påskedag',
      '2026-04-06 2. påskedag',
      '2026-05-14 Kristi himmelfartsdag',
      '2026-05-24 Pinsedag',
      '2026-05-25 2. pinsedag',
      '2026-12-25 Juledag',
      '2026-12-26 2. juledag',
    ]);
    for (const year of years)
      expect(publicHolidays(year).map(({ date }) => date)).toEqual(
        publicHolidays(year)
          .map(({ date }) => date)
          .sort(),
      );
  });

  it('include Store bededag up to 2023; from 2024 it is a working day', () => {
    expect(isWorkingDay('2023-05-05', none)).toBe(false);
    expect(publicHolidays(2023)).toContainEqual({
      date: '2023-05-05',
      name: { da: 'Store bededag', en: 'General Prayer Day' },
    });
    expect(isWorkingDay('2024-04-26', none)).toBe(true);
    for (const year of years)
      expect(publicHolidays(year).some(({ name }) => name.da === 'Store bededag')).toBe(year <= 2023);
  });

  it.each([
    ['1818', '1818-03-22'],
    ['1943', '1943-04-25'],
    ['1954', '1954-04-18'],
    ['1981', '1981-04-19'],
    ['2008', '2008-03-23'],
    ['2038', '2038-04-25'],
    ['2049', '2049-04-18'],
    ['2076', '2076-04-19'],
  ])('Easter of %s, an early, late or exceptional one, is %s', (year, date) => {
    expect(easterSunday(Number(year))).toBe(date);
  });

  it('1 May, 5 June, 24 and 31 December are working days until the office switches them off', () => {
    const days: [keyof CalendarSwitches, string][] = [
      ['mayDay', '2025-05-01'],
      ['constitutionDay', '2026-06-05'],
      ['christmasEve', '2026-12-24'],
      ['newYearsEve', '2026-12-31'],
    ];
    for (const [name, date] of days) {
      expect(isWorkingDay(date, none)).toBe(true);
      expect(isWorkingDay(date, { ...none, [name]: true })).toBe(false);
      expect(isWorkingDay(date, { ...all, [name]: false })).toBe(true);
      expect(nextWorkingDay(addDays(date, -1), none)).toBe(date);
      expect(isAfter(nextWorkingDay(addDays(date, -1), all), date)).toBe(true);
    }
  });
});

describe('counting working days', () => {
  it('starts the day after', () => {
    expect(addWorkingDays('2026-02-10', 1, none)).toBe('2026-02-11');
    expect(addWorkingDays('2026-02-13', 1, none)).toBe('2026-02-16');
    expect(addWorkingDays('2026-02-14', 1, none)).toBe('2026-02-16');
    expect(addWorkingDays('2026-02-15', 1, none)).toBe('2026-02-16');
  });

  it('zero days is the day itself, a Sunday too', () => {
    expect(addWorkingDays('2026-02-15', 0, none)).toBe('2026-02-15');
  });

  it('the answer target of fifteen days: over Christmas, over Easter, over an ordinary month (O13)', () => {
    expect(addWorkingDays('2026-12-14', 15, none)).toBe('2027-01-06');
    expect(addWorkingDays('2026-03-26', 15, none)).toBe('2026-04-21');
    expect(addWorkingDays('2026-04-13', 15, none)).toBe('2026-05-04');
    expect(addWorkingDays('2026-12-14', 15, all)).toBe('2027-01-08');
  });

  it('the days taken do not count the first and count the last', () => {
    expect(workingDaysBetween('2026-02-10', '2026-02-17', none)).toBe(5);
    expect(workingDaysBetween('2026-04-13', '2026-05-04', none)).toBe(15);
    expect(workingDaysBetween('2026-04-13', '2026-05-05', none)).toBe(16);
    expect(workingDaysBetween('2026-03-26', '2026-04-01', none)).toBe(4);
    expect(workingDaysBetween('2026-02-13', '2026-02-15', none)).toBe(0);
  });

  it('nothing is taken on the same day, or backwards', () => {
    expect(workingDaysBetween('2026-02-10', '2026-02-10', none)).toBe(0);
    expect(workingDaysBetween('2026-02-17', '2026-02-10', none)).toBe(0);
  });

  it('days taken are the working days one by one, whatever the dates and switches', () => {
    fc.assert(
      fc.property(aDate, fc.integer({ min: -20, max: 900 }), someSwitches, (from, days, switches) => {
        let expected = 0;
        for (let day = 1; day <= days; day++) if (isWorkingDay(addDays(from, day), switches)) expected++;
        expect(workingDaysBetween(from, addDays(from, days), switches)).toBe(expected);
      }),
    );
  });

  it('the n-th working day is a working day, and n working days away', () => {
    fc.assert(
      fc.property(aDate, fc.integer({ min: 1, max: 300 }), someSwitches, (from, n, switches) => {
        const day = addWorkingDays(from, n, switches);
        expect(isWorkingDay(day, switches)).toBe(true);
        expect(workingDaysBetween(from, day, switches)).toBe(n);
        expect(nextWorkingDay(addWorkingDays(from, n - 1, switches), switches)).toBe(day);
      }),
    );
  });

  it('a day off more never brings a deadline forward', () => {
    fc.assert(
      fc.property(aDate, fc.integer({ min: 0, max: 100 }), someSwitches, (from, n, switches) => {
        expect(isBefore(addWorkingDays(from, n, all), addWorkingDays(from, n, switches))).toBe(false);
        expect(isBefore(addWorkingDays(from, n, switches), addWorkingDays(from, n, none))).toBe(false);
      }),
    );
  });

  it('does not go backwards or by halves', () => {
    expect(() => addWorkingDays('2026-02-10', -1, none)).toThrow(RangeError);
    expect(() => addWorkingDays('2026-02-10', 1.5, none)).toThrow(RangeError);
  });
});

describe('dates', () => {
  it.each(['2026-01-01', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s exists', (date) => {
    expect(isValidDate(date)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '0000-01-01',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '2026-01-01\n',
    '２０２６-01-01',
    '',
  ])('"%s" is no date', (text) => {
    expect(isValidDate(text)).toBe(false);
  });

  it('a text that is no date is refused without being repeated', () => {
    expect(() => addDays('Bodil Frandsen', 1)).toThrow('a date must exist and be written YYYY-MM-DD');
    expect(() => localMidnight('2026-02-30')).toThrow(RangeError);
  });

  it('a month more is the same day, or the last of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
    expect(addMonths('2026-03-31', -13)).toBe('2025-02-28');
  });

  it('a year after 29 February is the 28th, four years after it the 29th', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
    expect(addYears('2023-02-28', 1)).toBe('2024-02-28');
    expect(addYears('1896-02-29', 4)).toBe('1900-02-28');
  });

  it('days are counted over leap days and turns of the year', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366);
    expect(daysBetween('2026-01-02', '2026-01-01')).toBe(-1);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_652_058 }), fc.integer({ min: 0, max: 3_652_058 }), (one, other) => {
        const [from, to] = [addDays('0001-01-01', one), addDays('0001-01-01', other)];
        expect(isValidDate(from)).toBe(true);
        expect(daysBetween(from, to)).toBe(other - one);
        expect(isBefore(from, to)).toBe(one < other);
        expect(isAfter(from, to)).toBe(one > other);
        expect([earlierOf(from, to), laterOf(from, to)]).toEqual(one <= other ? [from, to] : [to, from]);
      }),
    );
  });

  it('the calendar ends with the year 9999', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError);
    expect(() => addYears('9999-01-01', 1)).toThrow(RangeError);
    expect(localDateOf(localMidnight('9999-12-31'))).toBe('9999-12-31');
  });

  it('weekdays count from Monday', () => {
    expect(
      ['2026-02-09', '2026-02-10', '2026-02-11', '2026-02-12', '2026-02-13', '2026-02-14', '2026-02-15'].map(weekdayOf),
    ).toEqual([1, 2, 3, 4, 5, 6, 7]);
    fc.assert(
      fc.property(aDate, (date) => {
        expect(weekdayOf(date) % 7).toBe(new Date(date).getUTCDay());
      }),
    );
  });
});

describe('the wall clock in Copenhagen', () => {
  const utc = (text: string): number => Date.parse(text);
  const intl = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Copenhagen', dateStyle: 'short', timeStyle: 'short' });
  const byIntl = (instant: number): string => intl.format(instant);
  const byUs = (instant: number): string => `${localDateOf(instant)} ${localTimeOf(instant)}`;

  it('a day begins an hour before UTC in winter, two in summer', () => {
    expect(localMidnight('2026-02-12')).toBe(utc('2026-02-11T23:00:00Z'));
    expect(localMidnight('2026-07-01')).toBe(utc('2026-06-30T22:00:00Z'));
    expect(localDateOf(utc('2026-02-11T22:59:59.999Z'))).toBe('2026-02-11');
    expect(localDateOf(utc('2026-02-11T23:00:00Z'))).toBe('2026-02-12');
  });

  it('on 29 March 2026 two o’clock does not exist: such a time moves forward by an hour', () => {
    expect(instantOf('2026-03-29', '01:59')).toBe(utc('2026-03-29T00:59:00Z'));
    expect(instantOf('2026-03-29', '02:00')).toBe(utc('2026-03-29T01:00:00Z'));
    expect(instantOf('2026-03-29', '02:30')).toBe(utc('2026-03-29T01:30:00Z'));
    expect(localTimeOf(instantOf('2026-03-29', '02:30'))).toBe('03:30');
    expect(instantOf('2026-03-29', '03:00')).toBe(utc('2026-03-29T01:00:00Z'));
    expect(localMidnight('2026-03-30') - localMidnight('2026-03-29')).toBe(23 * 3_600_000);
  });

  it('on 25 October 2026 half past two comes twice: the first is meant', () => {
    expect(instantOf('2026-10-25', '01:59')).toBe(utc('2026-10-24T23:59:00Z'));
    expect(instantOf('2026-10-25', '02:30')).toBe(utc('2026-10-25T00:30:00Z'));
    expect(instantOf('2026-10-25', '03:00')).toBe(utc('2026-10-25T02:00:00Z'));
    expect(localTimeOf(utc('2026-10-25T00:30:00Z'))).toBe('02:30');
    expect(localTimeOf(utc('2026-10-25T01:30:00Z'))).toBe('02:30');
    expect(localMidnight('2026-10-26') - localMidnight('2026-10-25')).toBe(25 * 3_600_000);
  });

  it('agrees with Intl one second around every change of the clock, 1980 to 2100', () => {
    for (let year = 1980; year <= 2100; year++) {
      for (const month of [2, 8, 9]) {
        for (let day = 20; day <= 31; day++) {
          const change = Date.UTC(year, month, day, 1);
          for (const instant of [change - 1000, change])
            expect([instant, byUs(instant)]).toEqual([instant, byIntl(instant)]);
        }
      }
    }
  });

  it('agrees with Intl at any instant from 1970 to 2100', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: utc('2100-12-31T00:00:00Z') }), (instant) => {
        expect(byUs(instant)).toBe(byIntl(instant));
      }),
      { numRuns: 3000 },
    );
  });

  it('a time of day that exists is read back as it was written', () => {
    fc.assert(
      fc.property(aDate, fc.integer({ min: 0, max: 1439 }), (date, minute) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const instant = instantOf(date, time);
        const skipped = time.startsWith('02:') && localTimeOf(instant) === `03:${time.slice(3)}`;
        expect([localDateOf(instant), skipped ? time : localTimeOf(instant)]).toEqual([date, time]);
        expect(localDateOf(localMidnight(date))).toBe(date);
        expect(localDateOf(localMidnight(date) - 1)).toBe(addDays(date, -1));
      }),
    );
  });

  it('the war years and the hours before standard time are left to Intl', () => {
    expect(localTimeOf(utc('1941-01-15T12:00:00Z'))).toBe('14:00');
    expect(localTimeOf(utc('1890-01-15T12:00:00Z'))).toMatch(/^12:5[03]$/); // Copenhagen's, or Berlin's where the zone data joins the two
    expect(localDateOf(instantOf('1950-06-05', '00:00'))).toBe('1950-06-05');
  });

  it.each(['24:00', '7:00', '12:60', '12', '', '12:00:00'])('"%s" is no time of day', (time) => {
    expect(() => instantOf('2026-01-01', time)).toThrow(RangeError);
  });

  it('what is no number is no instant', () => {
    expect(() => localDateOf(Number.NaN)).toThrow(RangeError);
  });

  it('the day of a command is worked out without asking Intl, which is slow', () => {
    const asked = jest.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    try {
      for (let day = 0; day < 1000; day += 1) localDateOf(1_770_000_000_000 + day * 86_400_000);
      expect(asked).not.toHaveBeenCalled();
      localDateOf(Date.UTC(1950, 5, 5));
      expect(asked).toHaveBeenCalled();
    } finally {
      asked.mockRestore();
    }
  });
});

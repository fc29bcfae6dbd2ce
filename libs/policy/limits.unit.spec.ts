import fc from 'fast-check';
import { addDays, addYears, isAfter, isBefore, isWorkingDay, laterOf, workingDaysBetween } from './calendar.js';
import { erasureDue, lastDayInTime, maxExtension, referralDates, retentionEndsOn } from './limits.js';
import { loadProfiles } from './profile-file.js';

const {
  departmentAnswer: { value: setting },
  retention: { value: retention },
  calendar: { value: switches },
} = loadProfiles().get('horsens@1')!.settings;
const aDate = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1996-01-01', days));

describe('the age limit (H29)', () => {
  it('"more than one year" after 3 February 2025 begins on 4 February 2026', () => {
    expect(lastDayInTime('2025-02-03', 1)).toBe('2026-02-03');
  });
  it('after 29 February 2024 the last day in time is 28 February 2025', () => {
    expect(lastDayInTime('2024-02-29', 1)).toBe('2025-02-28');
  });
  it('of a course of events is counted from its end', () => {
    expect(lastDayInTime('2025-06-30', 1)).toBe('2026-06-30');
  });
  it('is not moved by a Sunday', () => {
    expect(lastDayInTime('2025-02-01', 1)).toBe('2026-02-01');
  });
});

describe('a referral to a department (H19, D)', () => {
  it('sent on 3 March 2026 is due on the 17th, with reminders on the 18th and 25th, and no answer from 1 April', () => {
    expect(referralDates('2026-03-03', setting, switches)).toEqual({
      due: '2026-03-17',
      reminderOn: '2026-03-18',
      escalationOn: '2026-03-25',
      noAnswerFrom: '2026-04-01',
    });
  });

  it('sent on 10 February 2026 is due on the 24th', () => {
    expect(referralDates('2026-02-10', setting, switches).due).toBe('2026-02-24');
  });

  it('sent before Easter waits for the holidays at every step', () => {
    expect(referralDates('2026-03-19', setting, switches)).toEqual({
      due: '2026-04-07',
      reminderOn: '2026-04-08',
      escalationOn: '2026-04-15',
      noAnswerFrom: '2026-04-22',
    });
  });

  it('waits for the office’s own days off too', () => {
    expect(referralDates('2026-12-10', setting, { ...switches, christmasEve: true, newYearsEve: true }).due).toBe(
      '2026-12-28',
    );
    expect(referralDates('2026-12-10', setting, switches).due).toBe('2026-12-24');
  });

  it('gives every step a working day, in this order, whatever the day it was sent', () => {
    fc.assert(
      fc.property(aDate, (sentOn) => {
        const { due, reminderOn, escalationOn, noAnswerFrom } = referralDates(sentOn, setting, switches);
        for (const date of [due, reminderOn, escalationOn, noAnswerFrom])
          expect(isWorkingDay(date, switches)).toBe(true);
        expect(
          [due, reminderOn, escalationOn, noAnswerFrom].map((date) => workingDaysBetween(sentOn, date, switches)),
        ).toEqual([10, 11, 16, 21]);
      }),
    );
  });
});

describe('retention (D)', () => {
  it('ends five years after the last closing, for there is always a leap day in five years', () => {
    expect(retentionEndsOn('2026-02-17', retention)).toBe('2031-02-17');
    expect(retentionEndsOn('2024-02-29', retention)).toBe('2029-02-28');
  });

  it('ends with the days where they are the longer period', () => {
    expect(retentionEndsOn('2026-02-17', { years: 1, days: 366 })).toBe('2027-02-18');
  });

  it('is the later of both periods', () => {
    fc.assert(
      fc.property(aDate, (closedOn) => {
        expect(retentionEndsOn(closedOn, retention)).toBe(laterOf(addYears(closedOn, 5), addDays(closedOn, 1825)));
        expect(isBefore(retentionEndsOn(closedOn, retention), addDays(closedOn, 1825))).toBe(false);
      }),
    );
  });
});

describe('deciding an erasure request (GDPR art. 12(3))', () => {
  it('takes one month, which ends with a shorter month', () => {
    expect(erasureDue('2026-02-10')).toBe('2026-03-10');
    expect(erasureDue('2026-01-31')).toBe('2026-02-28');
    expect(erasureDue('2024-01-31')).toBe('2024-02-29');
    expect(erasureDue('2026-12-15')).toBe('2027-01-15');
  });

  it('is not put off by a weekend', () => {
    expect(erasureDue('2026-01-28')).toBe('2026-02-28');
  });

  it('can be put off by two months more', () => {
    expect(maxExtension('2026-03-10')).toBe('2026-05-10');
    expect(maxExtension('2025-12-31')).toBe('2026-02-28');
    fc.assert(
      fc.property(aDate, (date) => {
        expect(isAfter(maxExtension(erasureDue(date)), erasureDue(date))).toBe(true);
      }),
    );
  });
});

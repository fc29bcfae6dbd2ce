import { addDays } from '../../../../libs/policy/calendar.js';
import { loadProfiles } from '../../../../libs/policy/profile-file.js';
import { dateWords, dayWords, instantWords, shortDate, timeWords, untilWords, workingDaysWords } from './date-words.js';

const switches = loadProfiles().get('horsens@1')!.settings.calendar.value;

it('a day is said with its weekday, or short, and in English so that day and month cannot be mistaken', () => {
  expect(dateWords('2026-02-24', 'da')).toBe('tirsdag den 24. februar 2026');
  expect(dateWords('2026-02-24', 'en')).toBe('Tuesday 24 February 2026');
  expect(dayWords('2026-03-01', 'da')).toBe('1. marts 2026');
  expect(shortDate('2026-02-24', 'da')).toBe('24.2.2026');
  expect(shortDate('2026-02-03', 'en')).toBe('3 Feb 2026');
});

it('each month is the same one in its short form as in its long one', () => {
  for (let month = 1; month <= 12; month++) {
    const date = `2026-${String(month).padStart(2, '0')}-05`;
    const [, long] = dayWords(date, 'en').split(' ');
    expect(long).toMatch(new RegExp(`^${shortDate(date, 'en').split(' ')[1]}`));
  }
});

it('an instant is said in the time of Copenhagen, in winter, in summer and on its own day', () => {
  expect(instantWords('2026-02-10T13:12:00.000Z', 'da')).toBe('10.2.2026 kl. 14.12');
  expect(instantWords('2026-02-10T13:12:00.000Z', 'en')).toBe('10 Feb 2026, 14:12');
  expect(instantWords('2026-07-10T22:05:00Z', 'da')).toBe('11.7.2026 kl. 0.05');
  expect(instantWords(Date.UTC(2026, 6, 10, 7, 5), 'da')).toBe('10.7.2026 kl. 9.05');
  expect(timeWords('2026-07-10T07:05:00Z', 'en')).toBe('09:05');
});

// 17 February 2026 is a Tuesday.
it.each([
  ['2026-02-17', 'i dag', 'today'],
  ['2026-02-18', 'i morgen', 'tomorrow'],
  ['2026-02-19', 'om 2 arbejdsdage', 'in 2 working days'],
  ['2026-02-24', 'om 5 arbejdsdage', 'in 5 working days'],
  ['2026-02-16', '1 arbejdsdag for sent', '1 working day late'],
  ['2026-02-10', '5 arbejdsdage for sent', '5 working days late'],
])('on a Tuesday, what is due on %s is due "%s"', (due, da, en) => {
  expect(untilWords(due, '2026-02-17', switches, 'da')).toBe(da);
  expect(untilWords(due, '2026-02-17', switches, 'en')).toBe(en);
});

it('over a weekend, working days are counted where there is one, else days', () => {
  const friday = '2026-02-20';
  expect(untilWords(addDays(friday, 3), friday, switches, 'da')).toBe('om 1 arbejdsdag');
  expect(untilWords(addDays(friday, 2), friday, switches, 'da')).toBe('om 2 dage');
  expect(untilWords(friday, addDays(friday, 1), switches, 'da')).toBe('1 dag for sent');
  expect(untilWords(friday, addDays(friday, 2), switches, 'en')).toBe('2 days late');
  expect(workingDaysWords(1, 'da')).toBe('1 arbejdsdag');
  expect(workingDaysWords(0, 'en')).toBe('0 working days');
});

import { addYears, isWorkingDay, localDateOf, localTimeOf, weekdayOf } from '../../../libs/policy/calendar.js';
import { stories } from './demo.js';
import { schedule } from './schedule.js';
import { receive, take, type Story } from './story.js';

const switches = { mayDay: false, constitutionDay: false, christmasEve: false, newYearsEve: false };
const hours = () => ({ switches, inPerson: [] });
const inTheOffice = (now: string) => schedule(stories, Date.parse(now), hours);

describe.each([
  '2026-11-21T07:40:00Z',
  '2026-01-01T02:00:00Z',
  '2027-03-29T22:30:00Z',
  '2028-02-29T10:00:00Z',
  '2026-12-27T12:00:00Z',
])('a demo made at %s', (now) => {
  const due = inTheOffice(now);

  it('lies within the last two years, on working days before today, in working hours', () => {
    const today = localDateOf(Date.parse(now));
    expect(due.filter(({ day }) => !isWorkingDay(day, switches) || day >= today || day < addYears(today, -2))).toEqual(
      [],
    );
    expect(due.map(({ at }) => localTimeOf(at)).filter((time) => time < '08:30' || time > '16:00')).toEqual([]);
  });

  it('goes on in time, and each complaint in the order of its story', () => {
    expect(due.every(({ at }, index) => index === 0 || at >= due[index - 1]!.at)).toBe(true);
    const names = stories.map(
      (_, story) => due.filter((entry) => entry.story === story).map(({ step }) => step.name)[0],
    );
    expect(new Set(names)).toEqual(new Set(['ReceiveInquiry', 'OpenOwnInitiative', 'RecordActivity']));
  });

  it('is the same each time it is made', () => {
    expect(inTheOffice(now).map(({ at }) => at)).toEqual(due.map(({ at }) => at));
  });
});

const story = (change: Partial<Story>): Story => ({
  office: 'horsens',
  leadsTo: 'intake',
  ago: 3,
  plot: [receive('counter')],
  ...change,
});
const monday = Date.parse('2026-11-23T09:00:00Z');

it('people come in person on the days that the office is open for them (H2)', () => {
  const days = [1, 2, 3, 4, 5].map(
    (ago) => schedule([story({ ago })], monday, () => ({ switches, inPerson: [2, 4] }))[0]!.day,
  );
  expect(days.map(weekdayOf)).toEqual([4, 4, 2, 2, 4]);
});

it('a story that would go on until today is refused with the day it should begin', () => {
  expect(() => schedule([story({ plot: [receive('phone'), 3, take('EndWithoutCase')] })], monday, hours)).toThrow(
    'let it begin 4 working days ago',
  );
});

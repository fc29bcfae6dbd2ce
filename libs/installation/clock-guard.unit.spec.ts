import { ClockGuard } from './clock-guard.js';

const day = 86_400_000;
const monday = Date.UTC(2026, 2, 2, 9);

/** A system clock that somebody may set, and a count of time that nobody does. */
function machine(shown = monday) {
  const time = { shown, count: 5000 };
  return {
    time,
    pass: (ms: number) => {
      time.shown += ms;
      time.count += ms;
    },
    guard: (lastSeen: number | undefined, lastWritten = monday - 1000) =>
      new ClockGuard({ now: () => time.shown }, lastSeen, lastWritten, () => time.count),
  };
}

it('goes with the system clock, corrections of seconds and hours included', () => {
  const { time, pass, guard } = machine();
  const clock = guard(monday - 60_000);
  pass(90_000);
  expect(clock.now()).toBe(monday + 90_000);
  time.shown += 7_200_000;
  expect(clock.now()).toBe(monday + 90_000 + 7_200_000);
  expect(clock.doubt).toBeUndefined();
});

it('never goes backwards: it stands until the system clock has come there', () => {
  const { time, pass, guard } = machine();
  const clock = guard(monday);
  expect(clock.now()).toBe(monday);
  time.shown -= 30_000;
  expect(clock.now()).toBe(monday);
  pass(40_000);
  expect(clock.now()).toBe(monday + 10_000);
});

it('writes nothing before the last event of the log, whatever the clock shows', () => {
  expect(
    machine()
      .guard(monday, monday + 3000)
      .now(),
  ).toBe(monday + 3000);
});

it.each([
  ['six years ahead', 6 * 365 * day],
  ['a year back', -365 * day],
  ['a day and a second ahead', day + 1000],
  ['a day and a second back', -day - 1000],
])('a start %s of when it was last at work is doubted, and time goes on from there', (_, jump) => {
  const { pass, guard } = machine(monday + jump);
  const clock = guard(monday);
  pass(5000);
  expect(clock.now()).toBe(monday + 5000);
  expect(clock.doubt).toEqual({ shown: monday + jump + 5000, expected: monday + 5000 });
});

it.each([
  ['ahead', 400 * day],
  ['back', -400 * day],
])('a jump %s while it runs is doubted, and over when the clock comes back', (_, jump) => {
  const { time, pass, guard } = machine();
  const clock = guard(monday);
  clock.now();
  pass(1000);
  time.shown += jump;
  pass(1000);
  expect(clock.now()).toBe(monday + 2000);
  expect(clock.doubt).toBeDefined();
  time.shown -= jump;
  pass(1000);
  expect(clock.now()).toBe(monday + 3000);
  expect(clock.doubt).toBeUndefined();
});

it('is believed again when somebody says that it is right, and still writes nothing before the last event', () => {
  const { pass, guard } = machine(monday + 40 * day);
  const clock = guard(monday);
  clock.accept(monday);
  expect([clock.now(), clock.doubt]).toEqual([monday + 40 * day, undefined]);
  pass(1000);
  expect(clock.now()).toBe(monday + 40 * day + 1000);

  const back = machine(monday - 40 * day);
  const other = back.guard(monday);
  other.accept(monday - 1000);
  expect([other.now(), other.doubt]).toEqual([monday - 1000, undefined]);
});

it('believes a clock that has moved on where nothing says how long the product was away, and doubts one that went back', () => {
  expect(machine(monday + 90 * day).guard(undefined).doubt).toBeUndefined();
  expect(machine(monday - 90 * day).guard(undefined).doubt).toMatchObject({ shown: monday - 90 * day });
});

it('knows only about when it is while it doubts', () => {
  const { time, guard } = machine();
  const clock = guard(monday - 60_000);
  const seconds = (from: number, to: number) => clock.mayBeNow(time.shown + from * 1000, time.shown + to * 1000);
  expect([seconds(-1, 1), seconds(1, 60), seconds(-60, -1)]).toEqual([true, false, false]);

  // Away for three days with a clock that is right, and for an hour with one that is years ahead.
  const right = machine(monday + 3 * day).guard(monday);
  expect(right.doubt).toBeDefined();
  expect(right.mayBeNow(monday + 3 * day - 1, monday + 3 * day + 1)).toBe(true);
  const wrong = machine(monday + 2000 * day).guard(monday);
  expect(wrong.mayBeNow(monday + 3_600_000, monday + 7_200_000)).toBe(true);
  expect(wrong.mayBeNow(monday - 7_200_000, monday - 3_600_000)).toBe(false);
  expect(wrong.mayBeNow(monday + 2 * day, monday + 3 * day)).toBe(false);
});

it('an installation without an event begins with the clock as it is', () => {
  const clock = machine().guard(undefined, 0);
  expect([clock.now(), clock.doubt]).toEqual([monday, undefined]);
});

/**
 * When each step of the demo is taken: on working days, in working hours, all of them before today, in the order of
 * time across the offices.
 */
import { seededRandom } from '../../../libs/platform/seeded-random.js';
import {
  addDays,
  instantOf,
  isWorkingDay,
  localDateOf,
  weekdayOf,
  type CalendarSwitches,
  type LocalDate,
} from '../../../libs/policy/calendar.js';
import { stepsOf, type Step, type Story } from './story.js';

export interface Due {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly day: LocalDate;
  /** Which of the stories. */
  readonly story: number;
  readonly step: Step;
}

export interface Hours {
  readonly switches: CalendarSwitches;
  /** Weekdays on which people come in person, 1 = Monday; none: any working day. */
  readonly inPerson: readonly number[];
}

/** @throws Error a story that would not be over before today */
export function schedule(stories: readonly Story[], now: number, hours: (office: string) => Hours): readonly Due[] {
  const days = new WorkingDays(localDateOf(now));
  return stories
    .flatMap((story, index): readonly Due[] => {
      const { switches, inPerson } = hours(story.office);
      const random = seededRandom((index + 1) * 0x9e3779b9);
      const steps = stepsOf(story.plot);
      let day = '',
        minutes = 0;
      return steps.map(({ step, after }) => {
        const ago = story.ago - after;
        if (ago < 1)
          throw new Error(
            `the demo's story ${story.office} ${story.leadsTo} goes on until today: let it begin ${story.ago + 1 - ago} working days ago`,
          );
        // The first day alone may be brought forward: what follows keeps its distance from today.
        const on =
          after === 0
            ? days.before(ago, switches, comesInPerson(steps[0]!.step) ? inPerson : [])
            : days.before(ago, switches, []);
        minutes = on === day ? minutes + 3 + Math.floor(random() * 11) : 8 * 60 + 30 + Math.floor(random() * 150);
        day = on;
        return { at: instantOf(on, clockTime(minutes)), day: on, story: index, step };
      });
    })
    .sort((a, b) => a.at - b.at);
}

const clockTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function comesInPerson({ name, body }: Step): boolean {
  if (name !== 'ReceiveInquiry') return false;
  const { channel } = body({} as never) as { readonly channel?: string };
  return channel === 'counter' || channel === 'meeting';
}

class WorkingDays {
  private readonly known = new Map<string, LocalDate[]>();
  constructor(private readonly today: LocalDate) {}

  /** The n-th working day before today, n ≥ 1, or the last one before it that is among these weekdays. */
  before(n: number, switches: CalendarSwitches, weekdays: readonly number[]): LocalDate {
    const key = JSON.stringify(switches);
    const days = this.known.get(key) ?? [this.today];
    this.known.set(key, days);
    for (;;) {
      while (days.length <= n) days.push(previousWorkingDay(days.at(-1)!, switches));
      if (weekdays.length === 0 || weekdays.includes(weekdayOf(days[n]!))) return days[n]!;
      n += 1;
    }
  }
}

function previousWorkingDay(date: LocalDate, switches: CalendarSwitches): LocalDate {
  let day = addDays(date, -1);
  while (!isWorkingDay(day, switches)) day = addDays(day, -1);
  return day;
}

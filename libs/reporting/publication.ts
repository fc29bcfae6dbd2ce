/** What an analyst may ask for (decision 20): published tables, and so many different ones on a day. */
import { Refused } from '../platform/refusal.js';
import { addDays, localDateOf, localMidnight, type LocalDate } from '../policy/calendar.js';
import { type PublicationPeriod } from '../read-models/statistics/publication.js';

export class Publication {
  private day: LocalDate = '';
  private readonly asked = new Map<string, Set<string>>();

  /** @param tablesPerDay different ones, for each analyst and local day; the same one again is free */
  constructor(
    readonly period: PublicationPeriod,
    private readonly tablesPerDay: number,
  ) {}

  /**
   * @param caller with the office @param table what it is made of, whatever its format or language
   * @param now milliseconds @throws Refused RATE_LIMITED with the seconds until the day is over
   */
  take(caller: string, table: string, now: number): void {
    const today = localDateOf(now);
    if (today !== this.day) {
      this.day = today;
      this.asked.clear();
    }
    const known = this.asked.get(caller) ?? new Set();
    this.asked.set(caller, known);
    if (known.has(table)) return;
    if (known.size >= this.tablesPerDay)
      throw new Refused({ code: 'RATE_LIMITED', rules: [], sentences: usedUp(this.tablesPerDay) }, 429, {
        retryAfter: Math.ceil((localMidnight(addDays(today, 1)) - now) / 1000),
      });
    known.add(table);
  }
}

const usedUp = (tables: number) => ({
  da: `Du har i dag hentet de ${tables} forskellige tabeller, som en analytiker kan hente på en dag. De samme kan hentes igen; nye i morgen.`,
  en: `You have had the ${tables} different tables today that an analyst can have on a day. The same ones can be had again; new ones tomorrow.`,
});

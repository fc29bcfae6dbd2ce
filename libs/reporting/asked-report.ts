/** Which report is asked for, checked: names, dimensions and whole months, with a sentence for what is wrong. */
import { type LocalDate } from '../policy/calendar.js';
import { refused } from '../platform/refused.js';
import { type FieldError, type Sentences } from '../platform/refusal.js';
import { allReports, type ReportDefinition } from '../read-models/statistics/definitions.js';
import { flatBy, hasColumn, type Parents } from '../read-models/statistics/population.js';
import { type AskedReport } from '../read-models/statistics/statistics.js';
import { isTime, timeDimensions } from '../read-models/statistics/time-dimensions.js';
import { nodesOf } from '../read-models/statistics/suppress/periods.js';

export interface AskedForReport {
  readonly name: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Dimensions between commas; left out: the report's usual ones. */
  readonly by?: string | undefined;
}

/** Of one report: more years are asked for one after the other. */
const mostYears = 50;

/** @throws Refused NOT_FOUND no such report */
export function definitionOf(name: string): ReportDefinition {
  const definition = Object.hasOwn(allReports, name) ? allReports[name] : undefined;
  if (!definition) throw refused('NOT_FOUND');
  return definition;
}

/** The report's own dimensions; those of groups where the office has such. */
export const byOf = ({ by }: ReportDefinition, parents: Parents): readonly string[] =>
  Object.keys(by).filter((key) => hasColumn(parents)(by[key]!));

/** @throws Refused NOT_FOUND no such report, VALIDATION the period or a dimension */
export function askedReport(
  { name, from, to, by }: AskedForReport,
  today: LocalDate,
  parents: Parents = {},
): AskedReport {
  const definition = definitionOf(name);
  const year = today.slice(0, 4);
  const asked = {
    name,
    from: from ?? `${year}-01-01`,
    to: to ?? `${year}-12-31`,
    by: by === undefined ? definition.usually : by.split(',').filter(Boolean),
  };
  const errors: FieldError[] = [];
  if (nodesOf(asked.from, asked.to) === undefined)
    errors.push({ field: 'from', code: 'NOT_WHOLE_MONTHS', sentences: wholeMonths });
  else if (Number(asked.to.slice(0, 4)) - Number(asked.from.slice(0, 4)) >= mostYears)
    errors.push({ field: 'to', code: 'TOO_LONG', sentences: tooLong });
  const flat = asked.by.filter((key) => !isTime(key));
  const known = [...timeDimensions, ...byOf(definition, parents)];
  if (asked.by.some((key) => !known.includes(key)) || new Set(asked.by).size < asked.by.length)
    errors.push({ field: 'by', code: 'NOT_IN_LIST', sentences: oneOf(known) });
  else if (flat.length > flatBy(definition) || asked.by.length - flat.length > 1)
    errors.push({ field: 'by', code: 'TOO_MANY', sentences: atMost(flatBy(definition)) });
  if (errors.length > 0) throw refused('VALIDATION', 400, { errors });
  return asked;
}

const wholeMonths: Sentences = {
  da: 'En rapport dækker hele måneder: fra den første i en måned til den sidste i den samme eller en senere. Kortere perioder kunne pege på enkelte personer.',
  en: 'A report is of whole months: from the first day of one to the last of the same or a later one. Shorter periods could point at single persons.',
};
const tooLong: Sentences = {
  da: `En rapport dækker højst ${mostYears} år.`,
  en: `A report is of ${mostYears} years at most.`,
};
const oneOf = (known: readonly string[]): Sentences => ({
  da: `Rapporten kan deles op efter: ${known.join(', ')}.`,
  en: `The report can be divided by: ${known.join(', ')}.`,
});
const atMost = (n: number): Sentences => ({
  da: `Højst ${n} af rapportens egne opdelinger og én tidsopdeling ad gangen; flere ville pege på enkelte personer.`,
  en: `At most ${n} of the report's own dimensions and one of time at once; more would point at single persons.`,
});

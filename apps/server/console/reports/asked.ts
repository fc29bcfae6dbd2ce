/** Which figures the address of a report asks for, and the address of some. */
import { type AskedForReport } from '../../../../libs/reporting/asked-report.js';
import { type Audience } from '../../../../libs/read-models/statistics/report.js';
import { type Query } from '../../api/queries-of.js';

export interface Asked extends AskedForReport {
  readonly audience?: Audience | undefined;
  /** As it was when the log had come here; left out: now. */
  readonly position?: string | undefined;
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** @param query `by` once with commas, or as often as the form has lists for it; a list left empty divides nothing */
export function askedIn(query: Query, name: string): Asked {
  const { from, to, by, audience, position } = query;
  const divided =
    by === undefined
      ? undefined
      : [by].flat().filter((each): each is string => typeof each === 'string' && each !== '');
  const at = textIn(position);
  return {
    name,
    from: textIn(from),
    to: textIn(to),
    by: divided?.join(','),
    ...(audience === 'internal' || audience === 'published' ? { audience } : {}),
    ...(at !== undefined && /^\d{1,18}$/.test(at) ? { position: at } : {}),
  };
}

export const asofIn = ({ position }: Asked): { readonly position?: bigint } =>
  position === undefined ? {} : { position: BigInt(position) };

/** `?from=…&to=…`, of what is asked for. */
export function queryOf({ name: _, ...asked }: Asked, more: Readonly<Record<string, string>> = {}): string {
  const said = Object.entries({ ...asked, ...more }).filter((each): each is [string, string] => each[1] !== undefined);
  return said.length === 0 ? '' : `?${new URLSearchParams(said).toString()}`;
}

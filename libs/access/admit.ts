/** The first checks of every request: is the office the caller's own, is a role of the route held. */
import { refusalOf } from '../complaints/write/cite.js';
import { newestLifecycle } from '../complaints/write/complaint-lifecycle.js';
import { actsAs, type Caller, type Role } from '../platform/caller.js';
import { refused } from '../platform/refused.js';
import { Refused } from '../platform/refusal.js';
import { type Profile } from '../policy/profile.js';
import { publishedOnly, sayWhy, yearlyApprovers, yearlyWriters, type Row, type RowOfRoles } from './matrix.js';

/** @throws Refused NOT_FOUND there is no such office, or the caller's is another one */
export function ownOffice<Office>(offices: ReadonlyMap<string, Office>, key: string, caller: Caller): Office {
  const office = offices.get(key);
  if (!office || caller.office !== key) throw refused('NOT_FOUND');
  return office;
}

/**
 * The role that the caller acts in: the first of the row's that is held. Undefined where the row names none: it is
 * open, or the lifecycle says who may.
 * @throws Refused ROLE_FORBIDDEN, an integration whatever the row says
 */
export function admit(row: RowOfRoles, caller: Caller, profile: Profile): Role;
export function admit(row: Row, caller: Caller, profile: Profile): Role | undefined;
export function admit({ who }: Row, { roles, scopes }: Caller, profile: Profile): Role | undefined {
  if (scopes !== undefined) throw refused('ROLE_FORBIDDEN');
  if (typeof who === 'string') return undefined;
  const role = actsAs(roles, who);
  if (role === undefined) throw new Refused(refusalOf(newestLifecycle.version.rules.byAdviser, profile), 403);
  return role;
}

/** Whether a row lets the caller in, to find something there. Where it names no roles, everybody is let in. */
export function hasRow({ who, nothingFor = [] }: Row, { roles }: Pick<Caller, 'roles'>): boolean {
  if (typeof who === 'string') return true;
  const role = actsAs(roles, who);
  return role !== undefined && !nothingFor.includes(role);
}

/** Whether the caller acts in a role that says on a page why it looks. */
export function hasToSayWhy({ who }: RowOfRoles, { roles }: Pick<Caller, 'roles'>): boolean {
  const role = actsAs(roles, who);
  return role !== undefined && sayWhy.includes(role);
}

/** Whether the caller acts in a role that has of reports what is published, and nothing besides. */
export const hasPublishedAlone = ({ who }: RowOfRoles, { roles }: Caller): boolean => {
  const role = actsAs(roles, who);
  return role === undefined || publishedOnly.includes(role);
};

/** The role in which somebody puts the yearly report together; undefined: they read it at most. */
export const writesYearly = ({ roles }: Pick<Caller, 'roles'>): Role | undefined => actsAs(roles, yearlyWriters);
/** The role in which somebody reads an example before others do, and lets it through. */
export const approvesExamples = ({ roles }: Pick<Caller, 'roles'>): Role | undefined => actsAs(roles, yearlyApprovers);

/** An integration, where the row names a scope that it has. @throws Refused ROLE_FORBIDDEN */
export function admitIntegration({ scope }: Row, { scopes = [] }: Caller): void {
  if (scope === undefined || !scopes.includes(scope)) throw refused('ROLE_FORBIDDEN');
}

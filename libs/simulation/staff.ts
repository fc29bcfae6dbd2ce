/** Who works in a simulated office, and in which role each step is taken. Nobody of them exists. */
import { newestLifecycle } from '../complaints/write/complaint-lifecycle.js';
import { type Caller, type Role } from '../platform/caller.js';
import { type Profile } from '../policy/profile.js';
import { Dice } from './dice.js';
import { inventedName } from './people.js';
import { type Step, type Who } from './story.js';

export interface Staff {
  /** The caller of a step in the case of the n-th adviser. */
  callerOf(step: Step, adviser: number): Caller;
  readonly advisers: number;
  readonly system: Caller;
}

/**
 * An adviser for about every 400 contacts a year, two at least; where the profile lets consent open the closer look,
 * the head is one of them, as in Horsens.
 */
export function staffOf(office: string, profile: Profile, contactsAYear: number): Staff {
  const dice = new Dice(`${office}/staff`);
  const named = (id: string, ...roles: readonly Role[]): Caller => ({
    sub: `${office}-${id}`,
    name: inventedName(dice),
    office,
    roles,
  });
  const count = Math.min(40, Math.max(2, Math.ceil(contactsAYear / 400)));
  const headAdvises = profile.settings.inDepth.value.openedBy === 'consent';
  const advisers = Array.from({ length: count }, (_, index) =>
    named(`raadgiver${index + 1}`, 'adviser', ...(headAdvises && index === 0 ? (['head'] as const) : [])),
  );
  const head = headAdvises ? advisers[0]! : named('leder', 'head');
  const officer = named('dpo', 'dataProtectionOfficer');
  const departments = new Map<string, Caller>();
  const ofDepartment = (department: string): Caller => {
    const known = departments.get(department) ?? {
      sub: `${office}-${department}`,
      name: `Forvaltningens medarbejder (${department})`,
      office,
      roles: ['department'] as const,
      department,
    };
    departments.set(department, known);
    return known;
  };
  return {
    advisers: count,
    system: { sub: 'system', name: 'Klagegang', office, roles: ['system'] },
    callerOf({ name, who = least(newestLifecycle.rolesOf(name)) }, adviser) {
      if (typeof who === 'object') return ofDepartment(who.department);
      if (who === 'head') return head;
      if (who === 'officer') return officer;
      return advisers[(adviser + (who === 'colleague' ? 1 : 0)) % count]!;
    },
  };
}

const least = (allowed: readonly Role[]): Who =>
  allowed.includes('adviser') ? 'adviser' : allowed.includes('head') ? 'head' : 'officer';

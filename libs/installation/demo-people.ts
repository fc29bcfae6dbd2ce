/**
 * Whom one can be in demo and test: the staff of its offices, who are as invented as everybody else there. The built-in
 * provider of sign-in has no others.
 */
import { type Role } from '../platform/caller.js';
import { type OfficeConfig } from './config.js';

export interface Staff {
  readonly advisers: readonly string[];
  readonly head: string;
  readonly officer: string;
  readonly auditor: string;
  readonly analyst: string;
  readonly administrator: string;
}
/**
 * Those who work in an office; Horsens gives both roles to the same people (rules.md, section 2), here one of them.
 */
export const staff: { readonly [office: string]: Staff } = {
  koebenhavn: {
    advisers: ['Signe Notatholm', 'Tobias Aktstrup', 'Yasmin Paragrafsen'],
    head: 'Regitze Retsborg',
    officer: 'Palle Slettelund',
    auditor: 'Gunvor Eftersyn',
    analyst: 'Sixten Tabelgaard',
    administrator: 'Bolette Nøglevang',
  },
  horsens: {
    advisers: ['Karen Samtaleby', 'Anton Brobygger'],
    head: 'Karen Samtaleby',
    officer: 'Ruth Arkivsen',
    auditor: 'Ejnar Kontrolborg',
    analyst: 'Thyra Søjlestrup',
    administrator: 'Jens Adgangsby',
  },
  odense: {
    advisers: ['Mogens Vejviser', 'Leila Mæglersen'],
    head: 'Dorthe Fristgaard',
    officer: 'Viggo Nøglebjerg',
    auditor: 'Herdis Genlæser',
    analyst: 'Otto Kurvelund',
    administrator: 'Maren Brugerholm',
  },
};

/** What the provider of the demo calls somebody. */
export const subOf = (office: string, name: string): string => `${office}-${name.split(' ')[0]!.toLowerCase()}`;

export interface DemoPerson {
  readonly sub: string;
  readonly name: string;
  readonly office: string;
  readonly roles: readonly Role[];
  readonly department?: string;
}

/** Everybody whom one can be, the offices in their order. One of the operator's own has people without a name. */
export const peopleOf = (offices: readonly Pick<OfficeConfig, 'key' | 'departments'>[]): readonly DemoPerson[] =>
  offices.flatMap(({ key, departments }) => [
    ...(staff[key] ? namedIn(key, staff[key]) : unnamedIn(key)),
    ...departments.map(({ key: department, name }) => ({
      sub: `${key}-${department}`,
      name: `Forvaltningens medarbejder (${name})`,
      office: key,
      roles: ['department'] as const,
      department,
    })),
  ]);

/** What the first of them is called who is that in an office; undefined: nobody is. */
export const firstNamed = (people: readonly DemoPerson[], office: string, role: Role): string | undefined =>
  people.find(({ office: of, roles: held }) => of === office && held.includes(role))?.name;

function namedIn(office: string, { advisers, head, officer, auditor, analyst, administrator }: Staff): DemoPerson[] {
  const roles = new Map<string, Role[]>();
  const add = (name: string, role: Role) => roles.set(name, [...(roles.get(name) ?? []), role]);
  for (const adviser of advisers) add(adviser, 'adviser');
  add(head, 'head');
  add(auditor, 'auditor');
  add(analyst, 'analyst');
  add(officer, 'dataProtectionOfficer');
  add(administrator, 'administrator');
  return [...roles].map(([name, held]) => ({ sub: subOf(office, name), name, office, roles: held }));
}

const unnamedRoles = ['adviser', 'head', 'auditor', 'analyst', 'dataProtectionOfficer', 'administrator'] as const;
const unnamedIn = (office: string): DemoPerson[] =>
  unnamedRoles.map((role) => ({ sub: `${office}-${role.toLowerCase()}`, name: role, office, roles: [role] }));

import { type DemoPerson } from '../../../libs/installation/demo-people.js';

/** The groups that this provider says a person is in: one for each role, with the department where it has one. */
export const groupsOf = ({ office, roles, department }: Omit<DemoPerson, 'sub' | 'name'>): readonly string[] =>
  roles.map((role) => groupNamed(office, role, role === 'department' ? department : undefined));
export const groupNamed = (office: string, role: string, department?: string): string =>
  [office, role, ...(department === undefined ? [] : [department])].join(':');

import { memberRoles } from '../../../event-schemas/office/events.js';
import { type GroupMapping } from '../../../libs/installation/config-groups.js';
import { type OfficeConfig } from '../../../libs/installation/config.js';
import { type DemoPerson } from '../../../libs/installation/demo-people.js';

/** The groups that this provider says a person is in: one for each role, with the department where it has one. */
export const groupsOf = ({ office, roles, department }: Omit<DemoPerson, 'sub' | 'name'>): readonly string[] =>
  roles.map((role) => groupNamed(office, role, role === 'department' ? department : undefined));
export const groupNamed = (office: string, role: string, department?: string): string =>
  [office, role, ...(department === undefined ? [] : [department])].join(':');

/** What these groups are in the offices: what their names say. */
export const ownMapping = (offices: readonly Pick<OfficeConfig, 'key' | 'departments'>[]): readonly GroupMapping[] =>
  offices.flatMap(({ key: office, departments }) => [
    ...memberRoles
      .filter((role) => role !== 'department')
      .map((role) => ({ group: groupNamed(office, role), office, roles: [role] })),
    ...departments.map(({ key: department }) => ({
      group: groupNamed(office, 'department', department),
      office,
      roles: ['department'] as const,
      department,
    })),
  ]);

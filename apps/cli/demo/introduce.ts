/** Says who the members of the demo's offices are, before anything happens in them. */
import { type MemberRole } from '../../../event-schemas/office/events.js';
import { type OfficeMembers } from '../../../libs/identity/office-members.js';
import { peopleOf } from '../../../libs/installation/demo-people.js';
import { type OfficeConfig } from '../../../libs/installation/config.js';

/** The administrator is appointed by the operator, and says who the others are. */
export async function introduce(
  members: OfficeMembers,
  office: Pick<OfficeConfig, 'key' | 'departments'>,
): Promise<void> {
  const people = peopleOf([office]);
  const first = people.find(({ roles: [role] }) => role === 'administrator')!;
  for (const person of [first, ...people.filter((each) => each !== first)]) {
    const { sub, name, roles, department } = person;
    const by = person === first ? { sub: 'operator', role: 'system' } : { sub: first.sub, role: 'administrator' };
    await members.say({ sub, name, roles: roles as readonly MemberRole[], department }, by);
  }
}

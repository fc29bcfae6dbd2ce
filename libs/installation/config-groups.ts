/** What a group of the provider's is in an office: `signIn.groups` of the configuration file. */
import { memberRoles, type MemberRole } from '../../event-schemas/office/events.js';
import { readablePattern } from '../platform/readable-text.js';

export interface GroupMapping {
  /** As the provider names it. */
  readonly group: string;
  readonly office: string;
  readonly roles: readonly MemberRole[];
  /** Where `department` is among the roles, and nowhere else. */
  readonly department?: string;
}

const key = {
  type: 'string',
  pattern: '^[a-z][a-z0-9]{0,39}$',
  description: 'a key: lower-case letters a–z and digits, a letter first, at most 40',
} as const;

/** Each description ends the sentence "… must be". */
export const groupsSchema = {
  type: 'array',
  maxItems: 2000,
  description: 'a list of at most 2000 groups',
  items: {
    type: 'object',
    description: 'an object with group, office and roles',
    additionalProperties: false,
    required: ['group', 'office', 'roles'],
    properties: {
      group: {
        type: 'string',
        minLength: 1,
        maxLength: 400,
        pattern: readablePattern,
        description: 'the name of a group, a text of 1 to 400 characters',
      },
      office: key,
      roles: {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        description: 'a list of roles, each once',
        items: { enum: memberRoles, description: `one of ${memberRoles.join(', ')}` },
      },
      department: key,
    },
  },
} as const;

interface Named {
  readonly key: string;
  readonly departments: readonly { readonly key: string; readonly retired?: boolean }[];
}

/** What a mapping names must be there: the office, and the department of whoever acts for one. */
export function badGroups(groups: readonly GroupMapping[], offices: readonly Named[]): readonly string[] {
  return groups.flatMap(({ office, roles, department }, index) => {
    const at = `at /signIn/groups/${index}`;
    const known = offices.find(({ key }) => key === office);
    if (!known) return [`${at}/office: there is no office "${office}". Name one of "offices".`];
    if (!roles.includes('department'))
      return department === undefined
        ? []
        : [`${at}/department: is only for the role "department". Leave it out, or add the role.`];
    if (department === undefined) return [`${at}: "department" is missing. Say which department the group acts for.`];
    return known.departments.some(({ key, retired }) => key === department && !retired)
      ? []
      : [`${at}/department: ${office} has no department "${department}". Name one that it has.`];
  });
}

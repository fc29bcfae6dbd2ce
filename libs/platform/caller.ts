export const roles = [
  'adviser',
  'head',
  'department',
  'citizen',
  'auditor',
  'analyst',
  'dataProtectionOfficer',
  'administrator',
  'system',
] as const;
export type Role = (typeof roles)[number];

/** The role that somebody with these acts in: the first of those that suffice. Undefined: none of them does. */
export const actsAs = (held: readonly Role[], allowed: readonly Role[]): Role | undefined =>
  allowed.find((role) => held.includes(role));

/** What a program may ask for that calls for no person: an integration. */
export const scopes = ['positions:read', 'reports:read'] as const;
export type Scope = (typeof scopes)[number];

/**
 * Who calls, as the token says (contract.md, "Who calls"). `department` for a department's user, `complaint` for a
 * citizen bound to one case.
 */
export interface Caller {
  readonly sub: string;
  readonly name: string;
  readonly office: string;
  readonly roles: readonly Role[];
  readonly department?: string;
  readonly complaint?: string;
  /** Of an integration, which has no role: whatever asks for one refuses it. */
  readonly scopes?: readonly Scope[];
}

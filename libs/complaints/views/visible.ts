/** Which complaints a caller may see at all; what is not visible is not there (404). */
import { closedOut, reach, type Reach } from '../../access/matrix.js';
import { type Caller, type Role } from '../../platform/caller.js';
import { type CaseState } from '../../case/case-state.js';
import { departmentsSeeing } from '../../case/department.js';
import { openTo } from '../../case/desk.js';
import { refused } from '../../platform/refused.js';
import { type LocalDate } from '../../policy/calendar.js';

const reaches = ({ roles }: Pick<Caller, 'roles'>, far: Reach): boolean => roles.some((role) => reach[role] === far);

export const seesWholeOffice = (caller: Pick<Caller, 'roles'>): boolean => reaches(caller, 'wholeOffice');

export function maySee(caller: Caller, caseState: CaseState): boolean {
  if (caseState.counted) return false;
  if (seesWholeOffice(caller)) return true;
  if (
    reaches(caller, 'askedDepartment') &&
    caller.department !== undefined &&
    // Who is criticised has been heard (K18).
    departmentsSeeing(caseState).includes(caller.department)
  )
    return true;
  return reaches(caller, 'ownCase') && caller.complaint === caseState.stream;
}

/** The member that confidential cases are closed to unless they are named there: undefined for all other callers. */
export const namedReader = ({ roles, sub }: Caller): string | undefined => {
  const ofOffice = roles.filter((role) => reach[role] === 'wholeOffice');
  return ofOffice.length > 0 && ofOffice.every((role) => closedOut.includes(role)) ? sub : undefined;
};

const isClosedTo = (caller: Caller, caseState: CaseState, today: LocalDate): boolean => {
  const sub = namedReader(caller);
  return sub !== undefined && openTo(caseState, today)?.includes(sub) === false;
};
export const isOpenTo = (caller: Caller, caseState: CaseState, today: LocalDate): boolean =>
  maySee(caller, caseState) && !isClosedTo(caller, caseState, today);

/**
 * A department goes on seeing what it was asked, a citizen the own case.
 * @throws Refused CONFIDENTIAL it is closed to this member of the office
 */
export function refuseConfidential(caller: Caller, caseState: CaseState, today: LocalDate): void {
  if (isClosedTo(caller, caseState, today)) throw refused('CONFIDENTIAL');
}

/** A caller who acts for a department alone, and for no office. */
export const actsForDepartment = (caller: Caller): string | undefined =>
  seesWholeOffice(caller) || !reaches(caller, 'askedDepartment') ? undefined : caller.department;

/** A caller with one of the roles alone. */
export const asOne = (caller: Caller, role: Role): Caller & { readonly roles: readonly [Role] } => ({
  ...caller,
  roles: [role],
});

/**
 * The role in which a caller lists complaints: of those held among these, the first that sees most, since a list shows
 * what it shows all at once. One is held at least.
 */
export function actsInList(who: readonly Role[], caller: Caller): Role {
  const held = who.filter((role) => caller.roles.includes(role));
  const whole = held.filter((role) => reach[role] === 'wholeOffice');
  return whole.find((role) => !closedOut.includes(role)) ?? whole[0] ?? held[0]!;
}

/**
 * The role in which a caller looks at a complaint: the first of these that would do alone.
 * @throws Refused NOT_FOUND none sees it, CONFIDENTIAL it is closed to those that do
 */
export function actsAt(who: readonly Role[], caller: Caller, caseState: CaseState, today: LocalDate): Role {
  const seeing = who.filter((role) => caller.roles.includes(role) && maySee(asOne(caller, role), caseState));
  const role = seeing.find((each) => !isClosedTo(asOne(caller, each), caseState, today));
  if (role === undefined) throw refused(seeing.length === 0 ? 'NOT_FOUND' : 'CONFIDENTIAL');
  return role;
}

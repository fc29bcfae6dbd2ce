/** Which complaints a caller may see at all; what is not visible is not there (404). */
import { type Caller, type Role } from '../../platform/caller.js';
import { type CaseState } from '../../case/case-state.js';
import { departmentsSeeing } from '../../case/department.js';
import { openTo } from '../../case/desk.js';
import { refused } from '../../platform/refused.js';
import { type LocalDate } from '../../policy/calendar.js';

const wholeOffice: readonly Role[] = ['adviser', 'head', 'auditor', 'dataProtectionOfficer', 'system'];
/** Roles with no complaint and no worklist at all. */
export const seesNoCase = ({ roles }: Caller): boolean =>
  !roles.some((role) => wholeOffice.includes(role) || role === 'department' || role === 'citizen');
export const seesWholeOffice = ({ roles }: Caller): boolean => roles.some((role) => wholeOffice.includes(role));

export function maySee(caller: Caller, caseState: CaseState): boolean {
  if (caseState.counted) return false;
  if (seesWholeOffice(caller)) return true;
  if (
    caller.roles.includes('department') &&
    caller.department !== undefined &&
    // Who is criticised has been heard (K18).
    departmentsSeeing(caseState).includes(caller.department)
  )
    return true;
  return caller.roles.includes('citizen') && caller.complaint === caseState.stream;
}

const readsConfidential: readonly Role[] = ['head', 'auditor', 'dataProtectionOfficer', 'system'];
/** The member that confidential cases are closed to unless they are named there: undefined for all other callers. */
export const namedReader = ({ roles, sub }: Caller): string | undefined =>
  roles.includes('adviser') && !roles.some((role) => readsConfidential.includes(role)) ? sub : undefined;

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
  seesWholeOffice(caller) ? undefined : caller.roles.includes('department') ? caller.department : undefined;

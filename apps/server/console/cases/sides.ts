/**
 * Pages of a case from one side, where steps are taken too: their forms say where they stand, so that whoever sends one
 * comes back there, whatever comes of it.
 */
import { hasRow } from '../../../../libs/access/admit.js';
import { matrix, type RowOfRoles } from '../../../../libs/access/matrix.js';
import { type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { type Desk } from '../desk.js';
import { privacyPage } from '../privacy/privacy-page.js';
import { pagesOfSteps } from './places-of-steps.js';
import { recordPage } from '../record/record-page.js';
import { type SidePage } from './side-page.js';
import { weighingPage } from '../weighing/weighing-page.js';
import { sideIn } from './in-list.js';

interface Side {
  /** Whose rows it shows. */
  readonly row: RowOfRoles;
  readonly draw: (desk: Desk, page: SidePage) => string;
  /** Where one goes when a step of it is taken, below the case's address. */
  readonly then: string;
}
export const sides = {
  weighing: { row: matrix.readHistory, draw: weighingPage, then: '/weighing' },
  privacy: { row: matrix.readAccessPackage, draw: privacyPage, then: '/privacy' },
  record: { row: matrix.readHistory, draw: recordPage, then: '' },
} as const satisfies Readonly<Record<string, Side>>;
export type SideName = keyof typeof sides;

/** The side that a form came from, or that the step has its form on, of those that the reader has. */
export function sideOf(desk: Desk, step?: CommandName): SideName | null {
  const name = (step && pagesOfSteps[step]) ?? sideIn(desk);
  return name !== null && Object.hasOwn(sides, name) && hasRow(sides[name as SideName].row, desk.caller)
    ? (name as SideName)
    : null;
}

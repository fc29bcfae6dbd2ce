/** What the bodies are made of that nobody has typed: those of a sample, and those that are rebuilt from an event. */
import { type Part } from '../../case/case-parts.js';
import { admissibleParts, type CaseState } from '../../case/case-state.js';

/** What stands for any text. */
export const sampleText = '…';
export const sampleCriteria = { citizenBenefit: 'medium', improvement: 'medium', overall: 'justified' } as const;

export const firstDepartment = (caseState: CaseState): string =>
  admissibleParts(caseState)[0]?.department ?? caseState.parts[0]?.department ?? 'office';
export const firstPart = (caseState: CaseState, wanted: (part: Part) => boolean): string =>
  (caseState.parts.find(wanted) ?? caseState.parts[0])?.id ?? '';

/** An optional text is there where it was there. */
export const ifAny = (field: unknown, text: string) => (field === undefined ? undefined : text);

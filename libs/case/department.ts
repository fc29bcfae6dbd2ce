/** What of a complaint is a department's to know: what it was asked, and what came of that. */
import { conclusions } from '../../event-schemas/complaint/codes.js';
import { suggestionId, type Part, type Suggestion } from './case-parts.js';
import { askedToBeHeard } from './awaited.js';
import { isToldOrConcluded, isWithdrawn, type CaseState } from './case-state.js';

/**
 * Whether a department was asked about this part: a letter to it named the part, or it was heard or asked for
 * information in an examination that has the part, as one of its own, in its scope.
 */
export function isAskedAbout(
  { referrals, informationRequests, hearings, heard, decisions }: CaseState,
  part: Part,
  key: string,
): boolean {
  if (referrals.some(({ department, parts }) => department === key && parts.includes(part.id))) return true;
  if (part.department !== key) return false;
  const isExamined =
    heard.departments.includes(key) ||
    [...informationRequests, ...askedToBeHeard({ hearings })].some(({ department }) => department === key);
  return (isExamined && part.inScope) || decisions.some((decision) => decision.part === part.id && decision.examined);
}

/** Whose step a department's own is: it names itself, or a part or suggestion of the complaint that is about it. */
export function departmentOf(
  { parts, suggestions }: Pick<CaseState, 'parts' | 'suggestions'>,
  named: object,
): string | undefined {
  const { department, part, suggestion } = named as {
    readonly department?: string;
    readonly part?: string;
    readonly suggestion?: string;
  };
  return (
    department ??
    parts.find(({ id }) => id === part)?.department ??
    suggestions.find((_, index) => suggestionId(index) === suggestion)?.department
  );
}

/**
 * Whether a department may see this suggestion here: it was passed on to it, and does not tell it who made it unless
 * the name went along. One that was asked about the case knows whose that is; it has the letter (decision 27).
 */
export const isSuggestedTo = ({ asked }: CaseState, suggestion: Suggestion, key: string): boolean =>
  suggestion.department === key &&
  suggestion.forwardedOn !== null &&
  (suggestion.withName === true || !asked.includes(key));

/** Departments that see something of the complaint: those that were asked, and those that a suggestion went to. */
export const departmentsSeeing = (caseState: CaseState): readonly string[] => [
  ...new Set([
    ...caseState.asked,
    ...caseState.suggestions.flatMap((suggestion) =>
      isSuggestedTo(caseState, suggestion, suggestion.department) ? [suggestion.department] : [],
    ),
  ]),
];

const findings: ReadonlySet<string> = new Set(conclusions);
/** What was found about all parts together is for those departments about whose parts something was found. */
export const outcomeForDepartment = (outcome: string | null, isFoundOfItsOwn: boolean): string | null =>
  outcome === null || (findings.has(outcome) && !isFoundOfItsOwn) ? null : outcome;

/** Whether a department may know that something was found about this part. */
export const isFound = (caseState: CaseState, part: Part): boolean =>
  part.outcome !== null && isToldOrConcluded(caseState, part);

/** Whether it has a share in what was found of the case as a whole: nothing is found about a withdrawn part. */
export const isShare = (caseState: CaseState, part: Part): boolean => isFound(caseState, part) && !isWithdrawn(part);

/** The state as far as a department may know it: by this alone its steps are explained to it. */
export function stateForDepartment(caseState: CaseState, key: string): CaseState {
  const own = <Entry extends { readonly department?: string }>(entries: readonly Entry[]): readonly Entry[] =>
    entries.filter(({ department }) => department === key);
  const parts = caseState.parts.filter((part) => isAskedAbout(caseState, part, key));
  return {
    ...caseState,
    outcome: outcomeForDepartment(
      caseState.outcome,
      parts.some((part) => isShare(caseState, part)),
    ),
    parts: parts.map((part) => (isFound(caseState, part) ? part : { ...part, outcome: null })),
    decisions: caseState.decisions.filter(({ part }) => parts.some(({ id }) => id === part)),
    recommendations: own(caseState.recommendations),
    // Each at its place: it is known by that.
    suggestions: caseState.suggestions.map((suggestion) =>
      isSuggestedTo(caseState, suggestion, key) ? suggestion : { ...suggestion, department: '', forwardedOn: null },
    ),
    followUp: caseState.followUp.filter(({ part }) => parts.some(({ id }) => id === part)),
    referrals: own(caseState.referrals),
    extensionRequests: own(caseState.extensionRequests),
    informationRequests: own(caseState.informationRequests),
    hearings: own(caseState.hearings),
    asked: caseState.asked.filter((department) => department === key),
    heard: { ...caseState.heard, departments: caseState.heard.departments.filter((department) => department === key) },
    letters: [],
    documents: [],
    notes: [],
    tasks: [],
    conflicts: [],
    reviews: [],
    erasureRequests: [],
    holds: [],
  };
}

/**
 * Older shapes that still exist in stores, and the one pure step that brings each to the next version (law 8). A stored
 * shape is never edited.
 */

export type Upcast = (data: { readonly [field: string]: unknown }) => { readonly [field: string]: unknown };

/** An answer of version 1 names no document: its summary is under the case's key, and cannot be erased alone. */
const asItIs: Upcast = (data) => data;
/** A fact that the version did not ask for has a value that no rule asks for either. */
const withFacts =
  (...names: readonly string[]): Upcast =>
  ({ facts, ...data }) => ({
    ...data,
    facts: { ...(facts as object), ...Object.fromEntries(names.map((name) => [name, 'notAsked'])) },
  });

/** `<Type>/<version>` → the step to version + 1. */
export const upcasts: { readonly [shape: string]: Upcast } = {
  'DepartmentAnswered/1': asItIs,
  'LastDepartmentAnswered/1': asItIs,
  'LaterAnswerRecorded/1': asItIs,
  'RemitAssessed/1': withFacts('age', 'brought'),
  'PartTakenElsewhere/1': withFacts('age', 'brought'),
  'LastPartTakenElsewhere/1': withFacts('age', 'brought'),
  'DepartmentHeard/1': withFacts('consent'),
  'MoreQuestionsAsked/1': withFacts('answers'),
  'ClosedOnAnswer/1': withFacts('answers'),
  'ClosedOnAnswer/2': withFacts('lateParts'),
  'ClosedOnWithdrawal/1': withFacts('lateParts'),
  'CaseReferred/1': withFacts('again'),
  'ConsentRefused/1': withFacts('answer'),
  'InvestigationOpened/1': withFacts('criteria', 'conflict'),
  'InvestigationOpened/2': withFacts('review'),
  'InvestigationDeclined/1': withFacts('criteria', 'conflict'),
  'InvestigationDeclined/2': withFacts('lateParts'),
  'InvestigationDeclined/3': withFacts('review'),
  'ScopeChanged/1': withFacts('criteria', 'conflict'),
  'OwnInitiativeOpened/1': withFacts('criteria'),
  'ConcludedWithoutCriticism/1': withFacts('conflict'),
  'ConcludedWithoutCriticism/2': withFacts('lateParts'),
  'ConcludedWithoutCriticism/3': withFacts('review'),
  'ConcludedWithCriticism/1': withFacts('conflict'),
  'ConcludedWithCriticism/2': withFacts('lateParts'),
  'ConcludedWithCriticism/3': withFacts('review'),
  'CitizenNotified/1': withFacts('outcomes', 'conflict'),
  'MediationAgreed/1': withFacts('rights', 'conflict'),
  'MediationFailed/1': withFacts('conflict'),
  'QuickSolutionFailed/1': withFacts('tried'),
  'GuidedBack/1': withFacts('inProfile'),
  'ReplySent/1': withFacts('sms'),
  'ReplyFiled/1': withFacts('sms'),
};

/**
 * A stored event that no declaration and no upcast of this program reads. The message has type and version, never
 * content.
 */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/**
 * Brings stored data to the current version of its type.
 * @throws UnreadableEvent a version newer than the program's, or an older one that nothing brings forward
 */
export function upcast(
  type: string,
  version: number,
  current: number,
  data: { readonly [field: string]: unknown },
  steps: { readonly [shape: string]: Upcast } = upcasts,
): { readonly [field: string]: unknown } {
  if (version > current)
    throw new UnreadableEvent(
      `${type} version ${version} is newer than this program, which knows version ${current}; start the newer program`,
    );
  let upcasted = data;
  for (let at = version; at < current; at += 1) {
    const step = steps[`${type}/${at}`];
    if (!step) throw new UnreadableEvent(`${type} version ${at} has no upcast`);
    upcasted = step(upcasted);
  }
  return upcasted;
}

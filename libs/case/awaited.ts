/** What departments are waited for: answers, information, hearings, recommendations to be carried out. */
import { type extendableKinds } from '../../event-schemas/complaint/codes.js';
import { type LocalDate } from '../policy/calendar.js';
import { type Asked, type ExtensionRequest, type Hearing, type InformationRequest } from './case-parts.js';
import { openReferrals, type CaseState } from './case-state.js';

/** What more time can be given for. */
export type AwaitedKind = (typeof extendableKinds)[number];

export interface Awaited {
  readonly kind: AwaitedKind;
  /** Left out where a recommendation is made to no department. */
  readonly department?: string;
  /** Of an information request, a hearing, a recommendation. */
  readonly id?: string;
  /** The parts that a recommendation comes from. */
  readonly parts?: readonly string[];
  readonly due: LocalDate;
  /** The event that began the wait. */
  readonly revision: number;
}

/** Names what is meant; a name left out means any. */
export interface Meant {
  readonly kind?: string | undefined;
  readonly department?: string | undefined;
  readonly request?: string | undefined;
  readonly part?: string | undefined;
}

export const isMeant = ({ kind, department, request, part }: Meant, awaited: Omit<Awaited, 'due' | 'revision'>) =>
  (kind ?? awaited.kind) === awaited.kind &&
  (department ?? awaited.department) === awaited.department &&
  (request ?? awaited.id) === awaited.id &&
  (part === undefined || awaited.parts?.includes(part) === true);

type ByLetter = { readonly id: string; readonly department: string; readonly asked: Asked };
const isByLetter = <Entry extends InformationRequest | Hearing>(entry: Entry): entry is Entry & ByLetter =>
  entry.asked !== undefined;
const isOpen = ({ asked: { answeredOn, endedOn } }: ByLetter): boolean => answeredOn === null && endedOn === null;

export const askedToBeHeard = ({ hearings }: Pick<CaseState, 'hearings'>) => hearings.filter(isByLetter);
export const openHearings = (caseState: Pick<CaseState, 'hearings'>) => askedToBeHeard(caseState).filter(isOpen);
/** All that was asked by letter in an examination with a day for it, answered or not. */
export const askedByLetter = (caseState: Pick<CaseState, 'informationRequests' | 'hearings'>) => [
  ...caseState.informationRequests
    .filter(isByLetter)
    .map((entry) => ({ kind: 'informationRequest' as const, ...entry })),
  ...askedToBeHeard(caseState).map((entry) => ({ kind: 'hearing' as const, ...entry })),
];
export const openByLetter = (caseState: CaseState) => askedByLetter(caseState).filter(isOpen);

/** Whether what was recommended is carried out or turned down: then nobody follows it up. */
export const isSettled = (status: string | null): boolean => status === 'implemented' || status === 'declined';

/** All that is waited for now. */
export const awaitedIn = (caseState: CaseState): readonly Awaited[] => [
  ...openReferrals(caseState).map(({ department, due, revision }) => ({
    kind: 'departmentAnswer' as const,
    department,
    due,
    revision,
  })),
  ...openByLetter(caseState).map(({ kind, id, department, asked: { due, revision } }) => ({
    kind,
    id,
    department,
    due,
    revision,
  })),
  ...caseState.recommendations.flatMap(({ id, department, from, due, status, revision }) =>
    due === undefined || isSettled(status) || caseState.shredded
      ? []
      : [
          {
            kind: 'followUp' as const,
            id,
            ...(department === undefined ? {} : { department }),
            parts: from,
            due,
            revision,
          },
        ],
  ),
];

/**
 * A department's wishes for more time that wait for an answer. One that nothing it was about runs for any more waits
 * for none.
 */
export const openExtensionRequests = (caseState: CaseState): readonly ExtensionRequest[] =>
  caseState.extensionRequests.filter(
    ({ status, department, revision }) =>
      status === 'open' &&
      awaitedIn(caseState).some((awaited) => awaited.department === department && awaited.revision < revision),
  );

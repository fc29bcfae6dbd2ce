/** Consent given, refused and withdrawn (H24, T26–T28). */
import { type ComplaintData, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import { type ConsentScope, type FiledDocument } from './case-parts.js';
import { type CaseState } from './case-state.js';
import { changed, endedByLetter, owe, type Change, type Folds } from './change.js';
import { inScope } from './investigation.js';
import { send } from './letters.js';
import { examination, frees } from './quarantine.js';
import { notRecalled } from './referrals.js';

/** A new consent frees what was held for want of it, and nothing else (T28). A freed answer is owed to the citizen. */
function give(
  caseState: CaseState,
  data: ComplaintData['ConsentGiven'],
  { revision }: Pick<ComplaintEvent, 'revision'>,
): Change {
  const scope: ConsentScope = {
    purpose: data.purpose,
    departments: data.departments,
    ...(data.from === undefined ? {} : { from: data.from }),
    ...(data.to === undefined ? {} : { to: data.to }),
    ...(data.how === undefined ? {} : { how: data.how }),
    ...(data.text === undefined ? {} : { revision }),
  };
  const consent = { ...caseState.consent, status: 'given' as const, scopes: [...caseState.consent.scopes, scope] };
  const isFreed = (document: FiledDocument) =>
    document.quarantined && frees(scope, document, document.heldUnder ?? [], document.of === 'answer');
  const owing = caseState.documents.flatMap(({ owed, department, ...document }) =>
    owed && department !== undefined && isFreed({ ...document, department }) ? [department] : [],
  );
  return {
    consent,
    documents: changed(caseState.documents, isFreed, ({ heldUnder: _, owed: __, ...document }) => ({
      ...document,
      quarantined: false,
    })),
    tasks: owing.reduce(owe, caseState.tasks),
  };
}

/**
 * Of all of it or of one purpose. Each open request and each open question that rested on it is recalled by a letter;
 * what still comes is held (T28).
 */
function withdraw(
  caseState: CaseState,
  data: ComplaintData['ConsentWithdrawn'] & { readonly purpose?: string },
  event: ComplaintEvent,
  on: LocalDate,
): Change {
  const { consent, informationRequests, hearings, parts, referrals, told } = caseState;
  const { purpose, recalled, questionsTo = [] } = data;
  const isRecalled = ({ id }: { readonly id?: string }) => id !== undefined && recalled.includes(id);
  const calledBack = { endedOn: on, recalled: true } as const;
  const isWithdrawn = (scope: ConsentScope) => purpose === undefined || scope.purpose === purpose;
  const left = consent.scopes.filter((scope) => !isWithdrawn(scope));
  const standing = changed(
    referrals,
    ({ open, more, department }) => open && more === true && questionsTo.includes(department),
    { open: false, endedOn: on, recalled: true },
  );
  const asked = [...informationRequests, ...hearings].flatMap((entry) =>
    isRecalled(entry) && entry.department !== undefined ? [entry.department] : [],
  );
  return {
    ...send(
      caseState,
      event,
      on,
      [...asked, ...questionsTo].map((department, index) => ({ kind: 'recall', to: 'department', department, index })),
    ),
    consent: {
      status: left.length > 0 ? 'given' : 'withdrawn',
      scopes: left,
      withdrawn: [...consent.withdrawn, ...consent.scopes.filter(isWithdrawn)],
    },
    informationRequests: changed(
      changed(endedByLetter(informationRequests, isRecalled, calledBack), isRecalled, { status: 'recalled' }),
      ({ status }) => status === 'answered' && (purpose === undefined || purpose === examination),
      { withdrawn: true },
    ),
    hearings: endedByLetter(hearings, isRecalled, calledBack),
    referrals: standing,
    parts: notRecalled(parts, standing),
    told: { ...told, status: false },
  };
}

export const consenting: Folds<
  | 'ConsentGiven'
  | 'ConsentGivenForExamination'
  | 'ConsentGivenForAssessment'
  | 'ConsentRefused'
  | 'ConsentWithdrawn'
  | 'ConsentToPurposeWithdrawn'
  | 'ConsentToExaminationWithdrawn'
  | 'ConsentToQuestionsWithdrawn'
> = {
  ConsentGiven: give,
  ConsentGivenForExamination: (caseState, data, event) => ({
    ...give(caseState, data, event),
    ...inScope(caseState, data.scope, event.from !== 'investigating.halted'),
  }),
  ConsentGivenForAssessment: give,
  ConsentRefused: ({ consent }) => ({ consent: { ...consent, status: 'refused', scopes: [] } }),
  ConsentWithdrawn: withdraw,
  ConsentToPurposeWithdrawn: withdraw,
  ConsentToExaminationWithdrawn: withdraw,
  ConsentToQuestionsWithdrawn: withdraw,
};

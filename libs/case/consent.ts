/** Consent given, refused and withdrawn (H24, T26–T28). */
import { type ComplaintData } from '../../event-schemas/complaint/events.js';
import { type ConsentScope } from './case-parts.js';
import { type CaseState } from './case-state.js';
import { changed, type Change, type Folds } from './change.js';
import { inScope } from './investigation.js';
import { send } from './letters.js';
import { frees } from './quarantine.js';

/** A new consent frees what was held for want of it, and nothing else (T28). */
function give(caseState: CaseState, data: ComplaintData['ConsentGiven']): Change {
  const scope: ConsentScope = {
    purpose: data.purpose,
    departments: data.departments,
    ...(data.from === undefined ? {} : { from: data.from }),
    ...(data.to === undefined ? {} : { to: data.to }),
  };
  const consent = { ...caseState.consent, status: 'given' as const, scopes: [...caseState.consent.scopes, scope] };
  return {
    consent,
    documents: changed(
      caseState.documents,
      (document) => document.quarantined && frees(scope, document, document.heldUnder ?? [], document.of === 'answer'),
      ({ heldUnder: _, ...document }) => ({ ...document, quarantined: false }),
    ),
  };
}

export const consenting: Folds<
  'ConsentGiven' | 'ConsentGivenForExamination' | 'ConsentGivenForAssessment' | 'ConsentRefused' | 'ConsentWithdrawn'
> = {
  ConsentGiven: give,
  ConsentGivenForExamination: (caseState, data, event) => ({
    ...give(caseState, data),
    ...inScope(caseState, data.scope, event.from !== 'investigating.halted'),
  }),
  ConsentGivenForAssessment: give,
  ConsentRefused: ({ consent }) => ({ consent: { ...consent, status: 'refused', scopes: [] } }),
  ConsentWithdrawn: (caseState, data, event, on) => {
    const { consent, informationRequests, told } = caseState;
    const recalled = informationRequests.filter(({ id }) => data.recalled.includes(id));
    return {
      ...send(
        caseState,
        event,
        on,
        recalled.map(({ department }, index) => ({ kind: 'recall', to: 'department', department, index })),
      ),
      consent: { status: 'withdrawn', scopes: [], withdrawn: [...consent.withdrawn, ...consent.scopes] },
      informationRequests: changed(
        changed(informationRequests, ({ id }) => data.recalled.includes(id), { status: 'recalled' }),
        ({ status }) => status === 'answered',
        { withdrawn: true },
      ),
      told: { ...told, status: false },
    };
  },
};

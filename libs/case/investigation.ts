/** An examination in depth: its scope, what was asked and heard (K18), what was found. */
import { type ComplaintData, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import { isGone, type CaseState } from './case-state.js';
import { changePart, including, type Change, type Folds } from './change.js';
import { send } from './letters.js';

/** A fresh investigation asks for an outcome anew; what is gone stays so. */
export const inScope = (caseState: CaseState, scope: readonly string[], afresh: boolean): Change => ({
  parts: caseState.parts.map((part) => ({
    ...part,
    inScope: scope.includes(part.id),
    outcome: afresh && scope.includes(part.id) && !isGone(part) ? null : part.outcome,
  })),
});

/** The result that the citizen was told is another one now (H25). */
const toTellAnew = ({ told }: CaseState): Change => ({ told: told.result ? { ...told, result: false } : told });

export const investigating: Folds<
  | 'InvestigationOpened'
  | 'InformationRequested'
  | 'DepartmentHeard'
  | 'CitizenHeard'
  | 'ScopeChanged'
  | 'ConflictDeclared'
  | 'OutcomeRecorded'
  | 'PartTakenElsewhere'
  | 'LastPartTakenElsewhere'
> = {
  InvestigationOpened: (caseState, data) => inScope(caseState, data.scope, true),
  InformationRequested: (caseState, data, event, on) => ({
    ...send(caseState, event, on, [{ kind: 'informationRequest', to: 'department', department: data.department }]),
    asked: including(caseState.asked, data.department),
    informationRequests: [
      ...caseState.informationRequests,
      {
        id: data.request,
        department: data.department,
        ...(data.from === undefined ? {} : { from: data.from }),
        ...(data.to === undefined ? {} : { to: data.to }),
        status: 'open',
      },
    ],
  }),
  DepartmentHeard: ({ heard, asked }, { department }) => ({
    heard: { ...heard, departments: including(heard.departments, department) },
    asked: including(asked, department),
  }),
  CitizenHeard: ({ heard }) => ({ heard: { ...heard, citizen: true } }),
  ScopeChanged: (caseState, data) => ({ ...inScope(caseState, data.scope, false), ...toTellAnew(caseState) }),
  ConflictDeclared: (caseState, data, event) => ({
    conflicts: [...caseState.conflicts, { sub: event.actor.sub, department: data.department }],
  }),
  OutcomeRecorded: (caseState, data) => ({
    ...changePart(caseState, data.part, {
      outcome: data.outcome,
      ...(caseState.cycle === 1 ? {} : { outcomeIn: caseState.cycle }),
    }),
    ...toTellAnew(caseState),
  }),
  PartTakenElsewhere: takenElsewhere,
  LastPartTakenElsewhere: takenElsewhere,
};

function takenElsewhere(
  caseState: CaseState,
  data: ComplaintData['PartTakenElsewhere'],
  event: ComplaintEvent,
  on: LocalDate,
): Change {
  return {
    ...send(caseState, event, on, data.forwarded ? [{ kind: 'notice', to: 'authority' }] : []),
    ...changePart(caseState, data.part, {
      admissible: false,
      ground: data.ground,
      body: data.body,
      forwarded: data.forwarded ?? false,
      remit: 'final',
      outcome: 'directed',
      directedIn: caseState.cycle,
    }),
  };
}

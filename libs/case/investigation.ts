/** An examination in depth: its scope, what was asked and heard (K18), what was found. */
import { type ComplaintData, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import { type Asked, type Hearing, type InformationRequest } from './case-parts.js';
import { isGone, type CaseState } from './case-state.js';
import { changed, changePart, endedByLetter, including, type Change, type Folds } from './change.js';
import { send } from './letters.js';
import { toReadAnew } from './reviews.js';

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
  | 'HearingRequested'
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
        ...(data.due === undefined ? {} : { asked: askedBy(event, data as Dated, on) }),
      },
    ],
  }),
  HearingRequested: (caseState, data, event, on) => ({
    ...send(caseState, event, on, [{ kind: 'hearing', to: 'department', department: data.department }]),
    asked: including(caseState.asked, data.department),
    hearings: [
      ...caseState.hearings,
      { id: data.hearing, department: data.department, asked: askedBy(event, data, on), heardOn: null },
    ],
  }),
  DepartmentHeard: (caseState, { department }, event, on) => ({
    ...heard(caseState, department, event, on),
    asked: including(caseState.asked, department),
  }),
  CitizenHeard: (caseState, _, event, on) => ({
    heard: { ...caseState.heard, citizen: true },
    hearings: [...caseState.hearings, { heardOn: on, saidBy: event.revision }],
  }),
  ScopeChanged: (caseState, data) => ({
    ...inScope(caseState, data.scope, false),
    ...toTellAnew(caseState),
    ...toReadAnew(caseState),
  }),
  ConflictDeclared: (caseState, data, event) => ({
    conflicts: [...caseState.conflicts, { sub: event.actor.sub, department: data.department }],
  }),
  OutcomeRecorded: (caseState, data) => ({
    ...changePart(caseState, data.part, {
      outcome: data.outcome,
      ...(caseState.cycle === 1 ? {} : { outcomeIn: caseState.cycle }),
    }),
    ...toTellAnew(caseState),
    ...toReadAnew(caseState),
  }),
  PartTakenElsewhere: takenElsewhere,
  LastPartTakenElsewhere: takenElsewhere,
};

type Dated = Pick<ComplaintData['HearingRequested'], 'due' | 'reminderOn' | 'escalationOn'>;
const askedBy = (
  { id, revision }: ComplaintEvent,
  { due, reminderOn, escalationOn }: Dated,
  sentOn: LocalDate,
): Asked => ({
  sentOn,
  due,
  reminderOn,
  escalationOn,
  reminders: 0,
  answeredOn: null,
  endedOn: null,
  sentBy: id,
  revision,
});

/** What the department says is what it was asked for by letter, where it was. */
function heard(
  { hearings, heard: { citizen, departments } }: CaseState,
  department: string,
  { revision: saidBy }: ComplaintEvent,
  heardOn: LocalDate,
): Pick<CaseState, 'heard' | 'hearings'> {
  const isOwn = (hearing: Hearing) => hearing.department === department;
  const met = endedByLetter(hearings, isOwn, { answeredOn: heardOn });
  return {
    heard: { citizen, departments: including(departments, department) },
    hearings:
      met === hearings ? [...hearings, { department, heardOn, saidBy }] : andThen(hearings, met, { heardOn, saidBy }),
  };
}

/** What has changed in the list, changed further. */
const andThen = <Entry>(before: readonly Entry[], after: readonly Entry[], change: Partial<Entry>) =>
  changed(after, (entry, index) => entry !== before[index], change);

/**
 * An answer that is whole meets what the department was asked for by letter up to its day, and is its hearing, where
 * one was asked for and what it says may be read.
 */
export function metByAnswer(
  { informationRequests, hearings, heard: { citizen, departments } }: CaseState,
  department: string,
  on: LocalDate,
  { revision: saidBy }: ComplaintEvent,
  quarantined: boolean,
): Change {
  const isOwn = (entry: InformationRequest | Hearing) => entry.department === department && entry.asked!.sentOn <= on;
  const met = endedByLetter(hearings, isOwn, { answeredOn: on });
  const isHeard = met !== hearings && !quarantined;
  return {
    informationRequests: andThen(informationRequests, endedByLetter(informationRequests, isOwn, { answeredOn: on }), {
      status: 'answered',
    }),
    hearings: isHeard ? andThen(hearings, met, { heardOn: on, saidBy }) : met,
    ...(isHeard ? { heard: { citizen, departments: including(departments, department) } } : {}),
  };
}

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

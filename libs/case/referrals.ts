/** Questions put to departments, reminders of them (T16), and what became of them. */
import { type ComplaintData, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import { type FiledDocument, type Hold, type Part, type Referral } from './case-parts.js';
import { askedToBeHeard } from './awaited.js';
import { type CaseState } from './case-state.js';
import { changed, endedByLetter, giveUp, including, nothing, owe, type Change, type Folds } from './change.js';
import { metByAnswer } from './investigation.js';
import { send, type Sent } from './letters.js';
import { holdsOn, underQuarantine } from './quarantine.js';

export const referring: Folds<
  | 'CaseReferred'
  | 'MoreQuestionsAsked'
  | 'ReminderSent'
  | 'EscalationSent'
  | 'DepartmentAnswered'
  | 'LastDepartmentAnswered'
  | 'LaterAnswerRecorded'
  | 'SilenceRecordedForAssessment'
  | 'SilenceRecordedForConsent'
  | 'CloserLookRequestedForAssessment'
  | 'CloserLookRequestedForConsent'
  | 'AnswerForwarded'
  | 'ReferralRecalled'
  | 'LastReferralRecalled'
  | 'OnlyReferralRecalled'
  | 'ReferralDeclined'
> = {
  CaseReferred: (caseState, data, event, on) => refer(caseState, data, event, on, {}),
  MoreQuestionsAsked: (caseState, data, event, on) => refer(caseState, data, event, on, { more: true }),
  ReminderSent: (caseState, data, event, on) => ({
    ...remind(caseState, data, 1),
    ...send(caseState, event, on, [{ kind: 'reminder', to: 'department', department: data.department }]),
  }),
  EscalationSent: (caseState, data, event, on) => ({
    ...remind(caseState, data, 2),
    ...send(caseState, event, on, [{ kind: 'escalation', to: 'leader', department: data.department }]),
  }),
  DepartmentAnswered: answer,
  LastDepartmentAnswered: answer,
  LaterAnswerRecorded: answer,
  SilenceRecordedForAssessment: (caseState, _, __, on) => giveUp(caseState, on),
  SilenceRecordedForConsent: (caseState, _, __, on) => giveUp(caseState, on),
  CloserLookRequestedForAssessment: nothing,
  CloserLookRequestedForConsent: nothing,
  ReferralRecalled: callBack,
  LastReferralRecalled: callBack,
  OnlyReferralRecalled: callBack,
  ReferralDeclined: (caseState, { department, suggested }, { revision }, on) => ({
    referrals: changed(caseState.referrals, (referral) => referral.open && referral.department === department, {
      declined: { ...(suggested === undefined ? {} : { suggested }), on, revision },
    }),
  }),
  AnswerForwarded: (caseState, { department }, event, on) => ({
    ...send(caseState, event, on, [{ kind: 'forwardedAnswer', to: 'citizen', department }]),
    referrals: changed(
      caseState.referrals,
      (referral) => referral.department === department && referral.answeredOn !== null && referral.forwardedOn === null,
      { forwardedOn: on },
    ),
    tasks: caseState.tasks.filter((task) => task.department !== department),
  }),
};

function refer(
  caseState: CaseState,
  data: ComplaintData['CaseReferred'] | ComplaintData['MoreQuestionsAsked'],
  event: ComplaintEvent,
  on: LocalDate,
  kind: Pick<Referral, 'more'>,
): Change {
  const sent = data.referrals.map(({ questions: _, ...referral }, index): Referral => ({
    ...referral,
    sentOn: on,
    reminders: 0,
    answeredOn: null,
    directToCitizen: null,
    forwardedOn: null,
    open: true,
    endedOn: null,
    cycle: caseState.cycle,
    ...kind,
    sentBy: event.id,
    revision: event.revision,
    index,
  }));
  const named = new Set(data.referrals.flatMap(({ parts }) => parts));
  const letters = data.referrals.flatMap(({ department }, index): Sent[] => [
    { kind: 'referral', to: 'department', department, index },
    ...(data.copies ? [{ kind: 'copyToCitizen', to: 'citizen', department, index } as const] : []),
  ]);
  return {
    ...send(caseState, event, on, letters),
    referrals: [...caseState.referrals, ...sent],
    asked: including(caseState.asked, ...sent.map(({ department }) => department)),
    parts: changed(caseState.parts, ({ id }) => named.has(id), { referred: true }),
  };
}

/** A letter of recall; what was asked in no other letter is to be asked anew. */
function callBack(
  caseState: CaseState,
  { department, reason }: ComplaintData['ReferralRecalled'],
  event: ComplaintEvent,
  on: LocalDate,
): Change {
  const referrals = changed(caseState.referrals, (referral) => referral.open && referral.department === department, {
    open: false,
    endedOn: on,
    calledBack: reason,
  });
  return {
    ...send(caseState, event, on, [{ kind: 'recall', to: 'department', department }]),
    referrals,
    // It keeps the case open, as a part that came later does.
    parts: notRecalled(caseState.parts, referrals, { late: true }),
  };
}

/** What every letter about it has been recalled of is to be put to a department anew. */
export const notRecalled = (
  parts: CaseState['parts'],
  referrals: CaseState['referrals'],
  change: Partial<Part> = {},
): CaseState['parts'] => {
  const standing = referrals.filter(({ recalled, calledBack }) => recalled !== true && calledBack === undefined);
  const asked = new Set(standing.flatMap((referral) => referral.parts));
  return changed(parts, ({ id, referred }) => referred && !asked.has(id), { ...change, referred: false });
};

/** The referral an answer belongs to: the open one, else the last unanswered, else none (a second answer). */
export function referralAnswered(caseState: CaseState, department: string): number {
  const of = caseState.referrals
    .map((referral, index) => ({ referral, index }))
    .filter(({ referral }) => referral.department === department && referral.calledBack === undefined);
  return (
    (of.findLast(({ referral }) => referral.open) ?? of.findLast(({ referral }) => referral.answeredOn === null))
      ?.index ?? -1
  );
}

const halted = 'investigating.halted';

/**
 * The withdrawn consents that an answer falls under: of the purpose it was asked for, and while the examination is
 * halted of any. A plain referral asks for no consent (H19).
 */
export function answerHolds(caseState: CaseState, department: string, state: string): readonly Hold[] {
  const referral = caseState.referrals[referralAnswered(caseState, department)];
  const isExamined = [...caseState.informationRequests, ...askedToBeHeard(caseState)].some(
    (asked) => asked.department === department,
  );
  const purpose = referral?.more ? 'moreQuestions' : !referral && isExamined ? 'closerExamination' : undefined;
  return holdsOn(caseState, { department }).filter((hold) => state === halted || hold.purpose === purpose);
}

/**
 * An answer ends every question that this department still has, else it is the late answer to the last one that was
 * given up. A part of an answer ends nothing.
 */
function answer(caseState: CaseState, data: ComplaintData['DepartmentAnswered'], event: ComplaintEvent): Change {
  const { department, directToCitizen, receivedOn } = data;
  const answered = referralAnswered(caseState, department);
  const holds = answerHolds(caseState, department, event.to);
  const quarantined = data.quarantined ?? (event.to === halted && underQuarantine(caseState, data, holds, true));
  const ends = caseState.referrals[answered]?.open === true;
  const isOwed = !directToCitizen && caseState.ownInitiative === null;
  const document: FiledDocument = {
    id: `${event.revision}-1`,
    direction: 'in',
    date: receivedOn,
    of: 'answer',
    department,
    erased: false,
    quarantined,
    ...(quarantined ? { heldUnder: holds, ...(isOwed ? { owed: true } : {}) } : {}),
    ...(data.document === undefined ? {} : { ownKey: true }),
    hasContent: data.summary !== undefined,
    revision: event.revision,
  };
  return {
    ...(ends || data.complete === false ? {} : metByAnswer(caseState, department, receivedOn, event, quarantined)),
    referrals: changed(
      caseState.referrals,
      (referral, index) =>
        data.complete !== false &&
        (index === answered || (ends && referral.open && referral.department === department)),
      {
        answeredOn: receivedOn,
        directToCitizen,
        open: false,
        ...(data.finding === undefined ? {} : { finding: data.finding }),
      },
    ),
    parts: admitted(caseState, data, caseState.referrals[answered]?.parts, quarantined),
    documents: [...caseState.documents, document],
    tasks: isOwed && !quarantined ? owe(caseState.tasks, department) : caseState.tasks,
  };
}

/** What a department admits is about the parts that it was asked about, else about its own. */
const admitted = (
  { parts }: CaseState,
  { department, finding }: ComplaintData['DepartmentAnswered'],
  asked: readonly string[] | undefined,
  quarantined: boolean,
): CaseState['parts'] =>
  finding === undefined || quarantined
    ? parts
    : changed(parts, (part) => (asked ? asked.includes(part.id) : part.department === department), {
        admitted: finding,
      });

const remind = (
  caseState: CaseState,
  { request, ...data }: ComplaintData['ReminderSent'],
  reminders: number,
): Change =>
  request === undefined
    ? {
        referrals: changed(
          caseState.referrals,
          ({ department, sentOn, open }) => department === data.department && sentOn === data.sentOn && open,
          { reminders },
        ),
      }
    : {
        informationRequests: endedByLetter(caseState.informationRequests, ({ id }) => id === request, { reminders }),
        hearings: endedByLetter(caseState.hearings, ({ id }) => id === request, { reminders }),
      };

import { answerFindings } from '../../../event-schemas/complaint/codes.js';
import { type LocalDate } from '../../policy/calendar.js';
import { referralDates } from '../../policy/limits.js';
import { firstDepartment, ifAny } from './bodies.js';
import { askedToBeHeard, openByLetter } from '../../case/awaited.js';
import { type LetterKind, type Part } from '../../case/case-parts.js';
import { admissibleParts, openReferrals, type CaseState } from '../../case/case-state.js';
import { underQuarantine } from '../../case/quarantine.js';
import { answerHolds, referralAnswered } from '../../case/referrals.js';
import { ageLimitKept, anyAnswer, consentTo, admissibility, partOf, yes } from './facts.js';
import {
  HasHappened,
  IsCoded,
  IsDate,
  IsDepartment,
  IsFlag,
  IsList,
  IsPart,
  IsReference,
  IsSome,
  IsText,
  MayBeLeftOut,
  NeededWhen,
} from './fields.js';
import {
  BeforeQuestion,
  NotToday,
  stepOf,
  UnknownReference,
  Unreadable,
  type CandidateOf,
  type Deciding,
  type Standing,
} from './step.js';

export class Referral {
  @IsDepartment() readonly department!: string;
  @IsList() @IsPart({ each: true }) readonly parts!: readonly string[];
  @NeededWhen({ withSummary: false }) @IsText() readonly questions?: string;
  @MayBeLeftOut(true) @IsFlag() readonly withSummary?: boolean;
}

export class ReferToDepartment {
  @IsSome(() => Referral) readonly referrals!: readonly Referral[];
}
export const referToDepartment = stepOf(ReferToDepartment)({
  name: 'ReferToDepartment',
  title: { da: 'Forelæg sagen for forvaltningen', en: 'Refer the case to the department' },
  phase: 'case',
  proposes: ['CaseReferred'],
  decide: ({ referrals }, at) => {
    const { caseState } = at;
    const named = namedParts(caseState, referrals);
    // A part put to a department in an earlier cycle has had its letter; it may be asked about again, but need not be.
    const due = notReferred(caseState);
    return {
      type: 'CaseReferred',
      data: {
        ...letters(referrals, at),
        facts: {
          coverage: due.every(({ id }) => named.some((part) => part.id === id)) ? 'complete' : 'missing',
          parts: admissibility(
            named.map(({ id }) => id),
            caseState,
          ),
          again: yes(named.some(({ referred }) => referred)),
          ageLimit: ageLimitKept(named),
        },
      },
    };
  },
  sample: ({ caseState }) => {
    const due = notReferred(caseState);
    return lettersAbout(due.length > 0 ? due : admissibleParts(caseState));
  },
  rebuild: (event, text) => askedAgain(event, text),
});

export class AskMoreQuestions {
  @IsSome(() => Referral) readonly referrals!: readonly Referral[];
}
export const askMoreQuestions = stepOf(AskMoreQuestions)({
  name: 'AskMoreQuestions',
  title: { da: 'Stil flere spørgsmål', en: 'Ask more questions' },
  phase: 'case',
  proposes: ['MoreQuestionsAsked'],
  decide: ({ referrals }, at) => ({
    type: 'MoreQuestionsAsked',
    data: {
      ...letters(referrals, at),
      facts: {
        parts: admissibility(
          namedParts(at.caseState, referrals).map(({ id }) => id),
          at.caseState,
        ),
        consent: consentTo(
          'moreQuestions',
          referrals.map(({ department }) => department),
          null,
          at.caseState,
          at.profile,
        ),
        answers: anyAnswer(at.caseState),
      },
    },
  }),
  sample: ({ caseState }) => lettersAbout(admissibleParts(caseState)),
  // The consent may be to a part of the departments.
  others: ({ caseState }) =>
    lettersAbout(admissibleParts(caseState)).referrals.map((letter) => ({ referrals: [letter] })),
  rebuild: (event, text) => askedAgain(event, text),
});

export class RecordDepartmentAnswer {
  @IsDepartment() readonly department!: string;
  @IsFlag() readonly directToCitizen!: boolean;
  @MayBeLeftOut() @HasHappened() @IsDate() readonly receivedOn?: string;
  @MayBeLeftOut() @IsText() readonly summary?: string;
  @MayBeLeftOut() @IsReference() readonly document?: string;
  @MayBeLeftOut(true) @IsFlag() readonly complete?: boolean;
  @MayBeLeftOut() @IsCoded(answerFindings) readonly finding?: (typeof answerFindings)[number];
}
export const recordDepartmentAnswer = stepOf(RecordDepartmentAnswer)({
  name: 'RecordDepartmentAnswer',
  title: { da: 'Registrér forvaltningens svar', en: "Record the department's answer" },
  phase: 'case',
  proposes: ['DepartmentAnswered', 'LastDepartmentAnswered', 'LaterAnswerRecorded'],
  decide: (
    { department, directToCitizen, receivedOn: day, summary, document, complete = true, finding },
    { caseState, state, today, role, revision },
  ) => {
    const receivedOn = day ?? today;
    const departments = asked(caseState);
    if (departments.length > 0 && !departments.includes(department)) throw new UnknownReference('department');
    if (role === 'department' && receivedOn !== today) throw new NotToday('receivedOn');
    if (receivedOn < (askedOn(caseState, department) ?? receivedOn)) throw new BeforeQuestion('receivedOn');
    if (document !== undefined && !holdsAnswer(caseState, document, department)) throw new UnknownReference('document');
    // What came to the office alone has to be readable, or nobody could pass it on (H21).
    if (!directToCitizen && summary === undefined && document === undefined) throw new Unreadable('summary');
    const answered = caseState.referrals[referralAnswered(caseState, department)]?.open === true;
    const last = openReferrals(caseState).every((referral) => referral.department === department);
    return {
      type:
        state === 'referred' && answered
          ? last && complete
            ? 'LastDepartmentAnswered'
            : 'DepartmentAnswered'
          : state === 'referred' && departments.length === 0
            ? 'DepartmentAnswered'
            : 'LaterAnswerRecorded',
      data: {
        department,
        directToCitizen,
        receivedOn,
        document: `${revision}-1`,
        quarantined: underQuarantine(caseState, { department }, answerHolds(caseState, department, state), true),
        summary,
        file: document,
        complete,
        finding,
        facts: { asked: yes(departments.length > 0) },
      },
    };
  },
  sample: ({ caseState }) => ({
    department:
      openReferrals(caseState)[0]?.department ??
      caseState.referrals[0]?.department ??
      openByLetter(caseState)[0]?.department ??
      caseState.informationRequests[0]?.department ??
      caseState.heard.departments[0] ??
      firstDepartment(caseState),
    directToCitizen: true,
  }),
  rebuild: ({ data: { department, directToCitizen, receivedOn, summary, file, complete, finding } }, text) => ({
    department,
    directToCitizen,
    receivedOn,
    summary: ifAny(summary, text),
    document: file,
    complete,
    finding,
  }),
});

export class RecordNoAnswer {}
export const recordNoAnswer = stepOf(RecordNoAnswer)({
  name: 'RecordNoAnswer',
  title: { da: 'Konstatér, at forvaltningen ikke har svaret', en: 'Record that the department has not answered' },
  phase: 'case',
  proposes: ['SilenceRecordedForAssessment', 'SilenceRecordedForConsent'],
  decide: (_, { caseState, profile, today }) => ({
    type: profile.settings.consent.value ? 'SilenceRecordedForConsent' : 'SilenceRecordedForAssessment',
    data: {
      facts: {
        deadline: openReferrals(caseState).every(({ noAnswerFrom }) => today >= noAnswerFrom) ? 'passed' : 'notPassed',
      },
    },
  }),
  sample: () => ({}),
  rebuild: () => ({}),
});

export class ForwardAnswerToCitizen {
  @IsDepartment() readonly department!: string;
}
export const forwardAnswerToCitizen = stepOf(ForwardAnswerToCitizen)({
  name: 'ForwardAnswerToCitizen',
  title: { da: 'Giv svaret videre til borgeren', en: 'Forward the answer to the citizen' },
  phase: 'case',
  proposes: ['AnswerForwarded'],
  decide: ({ department }, { caseState }) => {
    const answered = caseState.documents.some(
      (document) => document.of === 'answer' && document.department === department,
    );
    return { type: 'AnswerForwarded', data: { department, facts: { answer: answered ? 'recorded' : 'none' } } };
  },
  sample: ({ caseState }) => ({
    department:
      caseState.tasks[0]?.department ??
      caseState.referrals.find(({ answeredOn }) => answeredOn !== null)?.department ??
      firstDepartment(caseState),
  }),
  rebuild: ({ data: { department } }) => ({ department }),
});

export class RequestCloserLook {
  @MayBeLeftOut() @IsText() readonly reason?: string;
}
export const requestCloserLook = stepOf(RequestCloserLook)({
  name: 'RequestCloserLook',
  title: { da: 'Registrér ønske om nærmere undersøgelse', en: 'Record the wish for a closer look' },
  phase: 'case',
  proposes: ['CloserLookRequestedForAssessment', 'CloserLookRequestedForConsent'],
  decide: ({ reason }, { profile }) => ({
    type: profile.settings.consent.value ? 'CloserLookRequestedForConsent' : 'CloserLookRequestedForAssessment',
    data: { reason, facts: {} },
  }),
  sample: () => ({}),
  rebuild: ({ data: { reason } }, text) => ({ reason: ifAny(reason, text) }),
});

/**
 * The system's own: `sentOn` is that of the referral which is still unanswered (T16), or of the information request or
 * the hearing that `request` names.
 */
export class Remind {
  @IsDepartment() readonly department!: string;
  @IsDate() readonly sentOn!: string;
  @MayBeLeftOut() @IsReference() readonly request?: string;
}
export const remind = stepOf(Remind)({
  name: 'Remind',
  title: { da: 'Ryk forvaltningen', en: 'Remind the department' },
  phase: 'reaction',
  proposes: ['ReminderSent'],
  decide: (body, { caseState, today }) => ({ type: 'ReminderSent', data: reminder(1, body, caseState, today) }),
  sample: (at) => toRemind(at),
  others: ({ caseState }) => allToRemind(caseState),
  rebuild: ({ data: { department, sentOn, request } }) => ({ department, sentOn, request }),
});

/** The system's own: the second reminder, to the leader. */
export class Escalate {
  @IsDepartment() readonly department!: string;
  @IsDate() readonly sentOn!: string;
  @MayBeLeftOut() @IsReference() readonly request?: string;
}
export const escalate = stepOf(Escalate)({
  name: 'Escalate',
  title: { da: 'Ryk forvaltningens leder', en: "Remind the department's leader" },
  phase: 'reaction',
  proposes: ['EscalationSent'],
  decide: (body, { caseState, today }) => ({ type: 'EscalationSent', data: reminder(2, body, caseState, today) }),
  sample: (at) => toRemind(at),
  others: ({ caseState }) => allToRemind(caseState),
  rebuild: ({ data: { department, sentOn, request } }) => ({ department, sentOn, request }),
});

const toRemind = ({ caseState, today }: Standing): Remind =>
  allToRemind(caseState)[0] ?? { department: 'office', sentOn: today };
const allToRemind = (caseState: CaseState): readonly Remind[] => [
  ...openReferrals(caseState).map(({ department, sentOn }) => ({ department, sentOn })),
  ...openByLetter(caseState).map(({ id, department, asked: { sentOn } }) => ({ department, sentOn, request: id })),
];

function letters(referrals: readonly Referral[], { caseState, profile, today }: Deciding) {
  const dates = referralDates(today, profile.settings.departmentAnswer.value, profile.settings.calendar.value);
  referrals.forEach(({ parts }, index) => parts.forEach((id) => partOf(caseState, id, `referrals.${index}.parts`)));
  return {
    referrals: referrals.map(({ department, parts, questions, withSummary = true }) => ({
      department,
      parts: [...parts],
      questions,
      withSummary,
      ...(profile.settings.directAnswer.value ? {} : { throughOffice: true }),
      due: dates.due,
      reminderOn: dates.reminderOn,
      escalationOn: dates.escalationOn,
      noAnswerFrom: dates.noAnswerFrom,
    })),
    copies: profile.settings.copyToCitizen.value && caseState.ownInitiative === null,
  };
}
const namedParts = (caseState: CaseState, referrals: readonly Referral[]) => {
  const ids = new Set(referrals.flatMap(({ parts }) => parts));
  return caseState.parts.filter(({ id }) => ids.has(id));
};

const askedAgain = (
  { data: { referrals } }: CandidateOf<'CaseReferred' | 'MoreQuestionsAsked'>,
  text: string,
): { readonly referrals: readonly Referral[] } => ({
  referrals: referrals.map(({ department, parts, questions, withSummary }) => ({
    department,
    parts,
    questions: ifAny(questions, text),
    withSummary,
  })),
});

const notReferred = (caseState: CaseState): readonly Part[] =>
  admissibleParts(caseState).filter(({ referred }) => !referred);

/** One letter to each department, about all that these parts have of it. */
function lettersAbout(parts: readonly Part[]): { readonly referrals: readonly Referral[] } {
  return {
    referrals: [...new Set(parts.map(({ department }) => department))].map((department) => ({
      department,
      parts: parts.filter((part) => part.department === department).map(({ id }) => id),
    })),
  };
}

/** A filed paper of that department, or of none named. */
const holdsAnswer = ({ documents }: CaseState, id: string, department: string): boolean =>
  documents.some(
    (document) =>
      document.id === id &&
      document.of === 'filed' &&
      !document.erased &&
      (document.department ?? department) === department,
  );

const asked = ({ referrals, informationRequests, hearings, heard }: CaseState): readonly string[] => [
  ...[...referrals, ...informationRequests, ...askedToBeHeard({ hearings })].map(({ department }) => department),
  ...heard.departments,
];

/** The last day on which the department was asked what it would answer now. */
function askedOn(caseState: CaseState, department: string): LocalDate | undefined {
  const { referrals, letters } = caseState;
  const answered = referrals[referralAnswered(caseState, department)];
  const days = answered
    ? referrals.filter((each) => each.department === department && each.open).map(({ sentOn }) => sentOn)
    : letters
        .filter((letter) => letter.department === department && questions.has(letter.kind))
        .map(({ date }) => date)
        .slice(0, 1);
  return [...days, ...(answered ? [answered.sentOn] : [])].sort().at(-1);
}
const questions: ReadonlySet<LetterKind> = new Set(['referral', 'informationRequest', 'hearing']);

/** Number 1 goes to the department, 2 to its leader. */
function reminder(number: 1 | 2, { department, sentOn, request }: Remind, caseState: CaseState, today: LocalDate) {
  const letter =
    request === undefined
      ? caseState.referrals.find((entry) => entry.open && entry.department === department && entry.sentOn === sentOn)
      : openByLetter(caseState).find((entry) => entry.id === request && entry.department === department)?.asked;
  const dueOn = number === 1 ? letter?.reminderOn : letter?.escalationOn;
  return {
    department,
    sentOn,
    request,
    facts: {
      deadline: dueOn !== undefined && today >= dueOn ? 'passed' : 'notPassed',
      answer: letter !== undefined && letter.reminders < number ? 'none' : 'recorded',
    },
  } as const;
}

export const departmentSteps = [
  referToDepartment,
  askMoreQuestions,
  recordDepartmentAnswer,
  recordNoAnswer,
  forwardAnswerToCitizen,
  requestCloserLook,
  remind,
  escalate,
] as const;

/** More time: asked for by departments, given or declined. */
import { type LocalDate } from '../policy/calendar.js';
import { type ExtensionRequest } from './case-parts.js';
import { type CaseState } from './case-state.js';
import { changed, type Folds } from './change.js';

export const extending: Folds<'DeadlineExtended' | 'ExtensionRequested' | 'ExtensionDeclined'> = {
  DeadlineExtended: (caseState, data, { revision }, on) => ({
    // What was sent stays sent: the reminders that are still to come move along.
    referrals: changed(
      caseState.referrals,
      ({ open, department, due }) =>
        data.kind === 'departmentAnswer' && open && department === data.department && due < data.due,
      ({ due: from, extensions = [], reminderOn, escalationOn, noAnswerFrom, ...referral }) => ({
        ...referral,
        due: data.due,
        reminderOn: data.reminderOn ?? reminderOn,
        escalationOn: data.escalationOn ?? escalationOn,
        noAnswerFrom: data.noAnswerFrom ?? noAnswerFrom,
        extensions: [...extensions, { from, due: data.due, reason: data.reason, on }],
      }),
    ),
    extensionRequests: answered(caseState, data.department, { status: 'granted', answeredBy: revision }),
  }),
  ExtensionRequested: (caseState, { department, due }, { revision }, askedOn) => ({
    extensionRequests: [
      ...answered(caseState, department, { status: 'replaced' }),
      { department, due, askedOn, status: 'open', revision },
    ],
  }),
  ExtensionDeclined: (caseState, { department }, { revision }) => ({
    extensionRequests: answered(caseState, department, { status: 'declined', answeredBy: revision }),
  }),
};

const answered = (
  { extensionRequests }: CaseState,
  of: string | undefined,
  answer: Pick<ExtensionRequest, 'status' | 'answeredBy'>,
): readonly ExtensionRequest[] =>
  changed(extensionRequests, ({ department, status }) => department === of && status === 'open', answer);

/** The days of what a department is waited for, of one kind or of any: the soonest first. */
export const awaitedDays = (
  caseState: CaseState,
  { kind, department }: { readonly kind?: string | undefined; readonly department?: string | undefined },
): readonly LocalDate[] =>
  caseState.referrals
    .filter(
      (referral) =>
        referral.open && referral.department === department && (kind ?? 'departmentAnswer') === 'departmentAnswer',
    )
    .map(({ due }) => due)
    .sort();

/** More time: asked for by departments, given or declined. */
import { type ComplaintData } from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import { awaitedIn, isMeant, type Meant } from './awaited.js';
import { type Asked, type Extension, type ExtensionRequest } from './case-parts.js';
import { type CaseState } from './case-state.js';
import { changed, type Change, type Folds } from './change.js';

export const extending: Folds<'DeadlineExtended' | 'ExtensionRequested' | 'ExtensionDeclined'> = {
  DeadlineExtended: (caseState, data, { revision }, on) => ({
    ...put[data.kind](caseState, data, on),
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

type Extended = ComplaintData['DeadlineExtended'];
/** What was sent stays sent: the reminders that are still to come move along. */
const put: { readonly [Kind in Extended['kind']]: (caseState: CaseState, data: Extended, on: LocalDate) => Change } = {
  departmentAnswer: (caseState, data, on) => ({
    referrals: changed(
      caseState.referrals,
      ({ open, department, due }) => open && department === data.department && due < data.due,
      (referral) => ({
        ...referral,
        ...reminders(referral, data),
        noAnswerFrom: data.noAnswerFrom ?? referral.noAnswerFrom,
        extensions: extended(referral, data, on),
      }),
    ),
  }),
  informationRequest: (caseState, data, on) => ({
    informationRequests: changed(
      caseState.informationRequests,
      ({ id, asked }) => id === data.request && isShort(asked, data),
      (request) => ({ ...request, asked: later(request.asked!, data, on) }),
    ),
  }),
  hearing: (caseState, data, on) => ({
    hearings: changed(
      caseState.hearings,
      ({ department, asked }) => department === data.department && isShort(asked, data),
      (hearing) => ({ ...hearing, asked: later(hearing.asked!, data, on) }),
    ),
  }),
  followUp: (caseState, data, on) => {
    const meant = new Set(awaitedIn(caseState).flatMap((each) => (isMeant(data, each) ? each.id : [])));
    return {
      recommendations: changed(
        caseState.recommendations,
        ({ id, due }) => meant.has(id) && due! < data.due,
        (recommendation) => ({
          ...recommendation,
          due: data.due,
          extensions: extended({ ...recommendation, due: recommendation.due! }, data, on),
        }),
      ),
    };
  },
};

/** It is waited for, and until an earlier day. */
const isShort = (asked: Asked | undefined, { due }: Extended): boolean =>
  asked?.answeredOn === null && asked.endedOn === null && asked.due < due;

const later = (asked: Asked, data: Extended, on: LocalDate): Asked => ({
  ...asked,
  ...reminders(asked, data),
  extensions: extended(asked, data, on),
});
const reminders = (
  { reminderOn, escalationOn }: Pick<Asked, 'reminderOn' | 'escalationOn'>,
  data: Extended,
): Pick<Asked, 'due' | 'reminderOn' | 'escalationOn'> => ({
  due: data.due,
  reminderOn: data.reminderOn ?? reminderOn,
  escalationOn: data.escalationOn ?? escalationOn,
});
const extended = (
  { due: from, extensions = [] }: { readonly due: LocalDate; readonly extensions?: readonly Extension[] },
  { due, reason }: Extended,
  on: LocalDate,
): readonly Extension[] => [...extensions, { from, due, reason, on }];

const answered = (
  { extensionRequests }: CaseState,
  of: string | undefined,
  answer: Pick<ExtensionRequest, 'status' | 'answeredBy'>,
): readonly ExtensionRequest[] =>
  changed(extensionRequests, ({ department, status }) => department === of && status === 'open', answer);

/** The days of what is meant, as far as it is waited for: the soonest first. */
export const awaitedDays = (caseState: CaseState, meant: Meant): readonly LocalDate[] =>
  awaitedIn(caseState)
    .filter((awaited) => isMeant(meant, awaited))
    .map(({ due }) => due)
    .sort();

import { extensionReasons } from '../../../event-schemas/complaint/codes.js';
import { openExtensionRequests, openReferrals, type CaseState } from '../../case/case-state.js';
import { awaitedDays } from '../../case/extensions.js';
import { addWorkingDays, laterOf, type LocalDate } from '../../policy/calendar.js';
import { datesFrom } from '../../policy/limits.js';
import { firstDepartment, ifAny } from './bodies.js';
import { yes } from './facts.js';
import { GoesWith, IsCoded, IsDate, IsDepartment, IsText, MayBeLeftOut } from './fields.js';
import { NoMoreTime, stepOf, type Standing } from './step.js';

/** What more time can be given for so far. */
const kinds = ['departmentAnswer'] as const;

export class ExtendDeadline {
  @IsCoded(kinds) readonly kind!: (typeof kinds)[number];
  @GoesWith({ kind: ['departmentAnswer'] }) @IsDepartment() readonly department?: string;
  @IsDate() readonly due!: string;
  @IsCoded(extensionReasons) readonly reason!: (typeof extensionReasons)[number];
}
export const extendDeadline = stepOf(ExtendDeadline)({
  name: 'ExtendDeadline',
  title: { da: 'Giv mere tid', en: 'Give more time' },
  phase: 'case',
  proposes: ['DeadlineExtended'],
  decide: ({ kind, department, due, reason }, { caseState, profile, today }) => {
    const days = awaitedDays(caseState, { kind, department });
    isLater(due, days, today);
    const { departmentAnswer, calendar } = profile.settings;
    const { reminderOn, escalationOn, noAnswerFrom } = datesFrom(due, departmentAnswer.value, calendar.value);
    return {
      type: 'DeadlineExtended',
      data: {
        kind,
        department,
        due,
        reminderOn,
        escalationOn,
        noAnswerFrom,
        reason,
        facts: { awaited: yes(days.length > 0) },
      },
    };
  },
  sample: (at) => {
    const department = asking(at.caseState);
    const wanted = openExtensionRequests(at.caseState).find((request) => request.department === department);
    return {
      kind: 'departmentAnswer',
      department,
      due: wanted?.due ?? aWeekMore(at, department),
      reason: 'departmentAsked',
    };
  },
  rebuild: ({ data: { department, due, reason } }) => ({ kind: 'departmentAnswer', department, due, reason }),
});

/** The department's own: it asks for more time, and the adviser answers. */
export class RequestExtension {
  @IsDepartment() readonly department!: string;
  @IsDate() readonly due!: string;
  @MayBeLeftOut() @IsText() readonly text?: string;
}
export const requestExtension = stepOf(RequestExtension)({
  name: 'RequestExtension',
  title: { da: 'Bed om mere tid', en: 'Ask for more time' },
  phase: 'case',
  proposes: ['ExtensionRequested'],
  decide: ({ department, due, text }, { caseState, today }) => {
    const days = awaitedDays(caseState, { department });
    isLater(due, days, today);
    return { type: 'ExtensionRequested', data: { department, due, text, facts: { awaited: yes(days.length > 0) } } };
  },
  sample: (at) => {
    const department = openReferrals(at.caseState)[0]?.department ?? firstDepartment(at.caseState);
    return { department, due: aWeekMore(at, department) };
  },
  rebuild: ({ data: { department, due, text: asked } }, text) => ({ department, due, text: ifAny(asked, text) }),
});

export class DeclineExtension {
  @IsDepartment() readonly department!: string;
  @MayBeLeftOut() @IsText() readonly text?: string;
}
export const declineExtension = stepOf(DeclineExtension)({
  name: 'DeclineExtension',
  title: { da: 'Afslå mere tid', en: 'Decline more time' },
  phase: 'case',
  proposes: ['ExtensionDeclined'],
  decide: ({ department, text }, { caseState }) => {
    const asked = openExtensionRequests(caseState).some((request) => request.department === department);
    return { type: 'ExtensionDeclined', data: { department, text, facts: { extension: asked ? 'asked' : 'none' } } };
  },
  sample: ({ caseState }) => ({ department: asking(caseState) }),
  rebuild: ({ data: { department, text: said } }, text) => ({ department, text: ifAny(said, text) }),
});

/** @throws NoMoreTime where something is waited for and this day is no more time for it */
function isLater(due: LocalDate, days: readonly LocalDate[], today: LocalDate): void {
  if (days[0] !== undefined && (due <= days[0] || due < today)) throw new NoMoreTime('due');
}

const asking = (caseState: CaseState): string =>
  openExtensionRequests(caseState)[0]?.department ??
  openReferrals(caseState)[0]?.department ??
  firstDepartment(caseState);

function aWeekMore({ caseState, profile, today }: Standing, department: string): LocalDate {
  const from = awaitedDays(caseState, { department }).reduce(laterOf, today);
  return addWorkingDays(from, 5, profile.settings.calendar.value);
}

export const extensionSteps = [extendDeadline, requestExtension, declineExtension] as const;

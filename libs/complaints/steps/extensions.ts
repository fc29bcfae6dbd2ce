import { extendableKinds, extensionReasons } from '../../../event-schemas/complaint/codes.js';
import { awaitedIn, isMeant, openExtensionRequests, type AwaitedKind } from '../../case/awaited.js';
import { type CaseState } from '../../case/case-state.js';
import { awaitedDays } from '../../case/extensions.js';
import { addWorkingDays, laterOf, type LocalDate } from '../../policy/calendar.js';
import { datesFrom, remindersFrom } from '../../policy/limits.js';
import { type Profile } from '../../policy/profile.js';
import { firstDepartment, ifAny } from './bodies.js';
import { partOf, yes } from './facts.js';
import {
  fieldSentences,
  IsCoded,
  IsDate,
  IsDepartment,
  IsPart,
  IsReference,
  IsText,
  MayBeLeftOut,
  NeededWhen,
  OnlyWhen,
} from './fields.js';
import { InvalidField, NoMoreTime, stepOf, UnknownReference, type Standing } from './step.js';

/** `request`: an information request by its id, or the recommendation that is followed up. */
export class ExtendDeadline {
  @IsCoded(extendableKinds) readonly kind!: AwaitedKind;
  @NeededWhen({ kind: ['departmentAnswer', 'hearing'] })
  @OnlyWhen({ kind: ['departmentAnswer', 'hearing', 'followUp'] })
  @IsDepartment()
  readonly department?: string;
  @NeededWhen({ kind: 'informationRequest' })
  @OnlyWhen({ kind: ['informationRequest', 'followUp'] })
  @IsReference()
  readonly request?: string;
  @MayBeLeftOut() @OnlyWhen({ kind: 'followUp' }) @IsPart() readonly part?: string;
  @IsDate() readonly due!: string;
  @IsCoded(extensionReasons) readonly reason!: (typeof extensionReasons)[number];
}
export const extendDeadline = stepOf(ExtendDeadline)({
  name: 'ExtendDeadline',
  title: { da: 'Giv mere tid', en: 'Give more time' },
  phase: 'case',
  proposes: ['DeadlineExtended'],
  decide: ({ kind, department, request, part, due, reason }, { caseState, profile, today }) => {
    const meant = { kind, department, request, part };
    isNamed(meant, caseState);
    const days = awaitedDays(caseState, meant);
    isLater(due, days, today);
    const departments = new Set(
      awaitedIn(caseState).flatMap((each) => (isMeant(meant, each) ? [each.department] : [])),
    );
    return {
      type: 'DeadlineExtended',
      data: {
        kind,
        // Whose time it is, where that is one.
        department: department ?? (departments.size === 1 ? [...departments][0] : undefined),
        request,
        part,
        due,
        ...moved[kind](due, profile),
        reason,
        facts: { awaited: yes(days.length > 0) },
      },
    };
  },
  sample: (at) => {
    const department = asking(at.caseState);
    const wanted = openExtensionRequests(at.caseState).find((request) => request.department === department);
    const awaited = awaitedIn(at.caseState).find((each) => each.department === department);
    return {
      ...naming(awaited?.kind ?? 'departmentAnswer', { department, request: awaited?.id }),
      due: wanted?.due ?? aWeekMore(at, department),
      reason: 'departmentAsked',
    };
  },
  others: ({ caseState, profile, today }) =>
    awaitedIn(caseState).map(({ kind, id: request, department, due }) => ({
      ...naming(kind, { department, request }),
      due: addWorkingDays(laterOf(due, today), 5, profile.settings.calendar.value),
      reason: 'complexity' as const,
    })),
  rebuild: ({ data: { kind, department, request, part, due, reason } }) => ({
    ...naming(kind, { department, request, part }),
    due,
    reason,
  }),
});

/** What moves along with the day. */
const moved = {
  departmentAnswer: (due, { settings }) => datesFrom(due, settings.departmentAnswer.value, settings.calendar.value),
  informationRequest: (due, { settings }) =>
    remindersFrom(due, settings.informationAnswer.value, settings.calendar.value),
  hearing: (due, { settings }) => remindersFrom(due, settings.informationAnswer.value, settings.calendar.value),
  followUp: () => ({}),
} as const satisfies Record<AwaitedKind, (due: LocalDate, profile: Profile) => object>;

/** The fields that name what a body of this kind means. */
function naming(
  kind: AwaitedKind,
  { department, request, part }: Pick<ExtendDeadline, 'department' | 'request' | 'part'>,
): Pick<ExtendDeadline, 'kind' | 'department' | 'request' | 'part'> {
  if (kind === 'informationRequest') return { kind, request };
  return kind === 'followUp' ? { kind, department, request, part } : { kind, department };
}

/** @throws UnknownReference @throws InvalidField where nothing says which recommendation is followed up */
function isNamed({ kind, department, request, part }: Omit<ExtendDeadline, 'due' | 'reason'>, caseState: CaseState) {
  if (part !== undefined) partOf(caseState, part);
  const known = kind === 'informationRequest' ? caseState.informationRequests : caseState.recommendations;
  if (request !== undefined && !known.some(({ id }) => id === request)) throw new UnknownReference('request');
  if ((department ?? request ?? part) === undefined)
    throw new InvalidField('request', 'MISSING', fieldSentences.MISSING);
}

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
    const department = awaitedDepartment(at.caseState) ?? firstDepartment(at.caseState);
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

const awaitedDepartment = (caseState: CaseState): string | undefined =>
  awaitedIn(caseState).find(({ department }) => department !== undefined)?.department;
const asking = (caseState: CaseState): string =>
  openExtensionRequests(caseState)[0]?.department ?? awaitedDepartment(caseState) ?? firstDepartment(caseState);

function aWeekMore({ caseState, profile, today }: Standing, department: string): LocalDate {
  const from = awaitedDays(caseState, { department }).reduce(laterOf, today);
  return addWorkingDays(from, 5, profile.settings.calendar.value);
}

export const extensionSteps = [extendDeadline, requestExtension, declineExtension] as const;

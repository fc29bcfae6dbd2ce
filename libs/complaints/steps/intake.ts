import { addWorkingDays, type LocalDate } from '../../policy/calendar.js';
import { firstDepartment, ifAny } from './bodies.js';
import {
  channels,
  complainantTypes,
  grounds,
  authorityBodies,
  guidanceCodes,
  endings,
  solutions,
  suggestionPositions,
  type Ground,
  type Solution,
  type SuggestionPosition,
} from '../../../event-schemas/complaint/codes.js';
import { suggestionId, type Part } from '../../case/case-parts.js';
import { admissibleParts, isStanding, standingParts } from '../../case/case-state.js';
import { ageCountsFrom, ageLimitOf, isListed, monthOf, partLetter, partOf, yes, pin } from './facts.js';
import {
  GoesWith,
  HasHappened,
  IsCoded,
  IsDate,
  IsDepartment,
  IsFlag,
  IsList,
  IsPart,
  IsReference,
  IsText,
  IsTopic,
  MayBeLeftOut,
  NamesNobody,
  NeededWhen,
  NotBefore,
  OnlyWhen,
} from './fields.js';
import { type Profile } from '../../policy/profile.js';
import { NotClosing, stepOf, UnknownReference } from './step.js';

const usualComplainant = 'citizen';

export class ReceiveInquiry {
  @IsCoded(channels) readonly channel!: (typeof channels)[number];
  @MayBeLeftOut(usualComplainant)
  @IsCoded(complainantTypes)
  readonly complainantType?: (typeof complainantTypes)[number];
  @MayBeLeftOut() @HasHappened() @IsDate() readonly receivedOn?: string;
}
export const receiveInquiry = stepOf(ReceiveInquiry)({
  name: 'ReceiveInquiry',
  title: { da: 'Modtag en henvendelse', en: 'Receive an inquiry' },
  phase: 'preCase',
  starting: true,
  proposes: ['InquiryReceived', 'SmsCounted'],
  decide: ({ channel, complainantType = usualComplainant, receivedOn }, at) => {
    const { profile, today } = at;
    const on = receivedOn ?? today;
    if (channel === 'sms' && !profile.settings.smsAnswered.value)
      return { type: 'SmsCounted', data: { ...pin(at), channel, receivedOn: on, facts: {} } };
    const target = profile.settings.answerTarget.value;
    const answerDue = target === null ? null : addWorkingDays(on, target.workingDays, profile.settings.calendar.value);
    return {
      type: 'InquiryReceived',
      data: { ...pin(at), channel, complainantType, receivedOn: on, answerDue, facts: {} },
    };
  },
  sample: () => ({ channel: 'phone' }),
  rebuild: ({ data }) => ({
    channel: data.channel,
    complainantType: 'complainantType' in data ? data.complainantType : undefined,
    receivedOn: data.receivedOn,
  }),
});

export class RecordPart {
  @IsTopic() readonly topic!: string;
  @IsDepartment() readonly department!: string;
  @MayBeLeftOut() @HasHappened() @IsDate() readonly eventStart?: string;
  @MayBeLeftOut() @NotBefore('eventStart') @HasHappened() @IsDate() readonly eventEnd?: string;
}
export const recordPart = stepOf(RecordPart)({
  name: 'RecordPart',
  title: { da: 'Registrér et klagepunkt', en: 'Record a part of the complaint' },
  phase: 'preCase',
  proposes: ['PartRecorded'],
  decide: ({ topic, department, eventStart, eventEnd }, { caseState, profile, today }) => {
    const days = { eventStart, eventEnd };
    const needed = ageCountsFrom(days, profile);
    const kept = (day: LocalDate | undefined) =>
      day === undefined || day === needed || caseState.registeredAt !== null ? day : monthOf(day);
    return {
      type: 'PartRecorded',
      data: {
        part: partLetter(caseState.parts.length),
        topic,
        department,
        eventStart: kept(eventStart),
        eventEnd: kept(eventEnd),
        ageLimit: ageLimitOf(days, profile, caseState.cycle === 1 ? (caseState.received?.receivedOn ?? today) : today),
        facts: {},
      },
    };
  },
  sample: ({ caseState }) => ({ topic: 'other', department: firstDepartment(caseState) }),
  rebuild: ({ data: { topic, department, eventStart, eventEnd } }) => ({ topic, department, eventStart, eventEnd }),
});

export class AssessRemit {
  @IsPart() readonly part!: string;
  @IsFlag() readonly admissible!: boolean;
  @GoesWith({ admissible: false }) @IsCoded(grounds) readonly ground?: (typeof grounds)[number];
  @GoesWith({ admissible: false })
  @IsList({ min: 0 })
  @IsCoded(guidanceCodes, { each: true })
  readonly guidance?: readonly (typeof guidanceCodes)[number][];
  /** Who may not help must say who does (H8, O10). */
  @NeededWhen({ ground: ['content', 'otherBody', 'courts', 'anotherAuthority'] }, 'GUIDANCE_REQUIRED')
  @OnlyWhen({ admissible: false })
  @IsCoded(authorityBodies)
  readonly body?: (typeof authorityBodies)[number];
  /** Whether the matter has been brought there already: some offices exclude it only then. */
  @MayBeLeftOut(false) @OnlyWhen({ admissible: false }) @IsFlag() readonly brought?: boolean;
  @MayBeLeftOut(false) @OnlyWhen({ admissible: false }) @IsFlag() readonly forwarded?: boolean;
  /** Where the last part of a case goes elsewhere, which closes it. */
  @MayBeLeftOut() @OnlyWhen({ admissible: false }) @IsCoded(solutions) readonly solved?: Solution;
}
export const assessRemit = stepOf(AssessRemit)({
  name: 'AssessRemit',
  title: { da: 'Vurdér, om kontoret kan behandle klagepunktet', en: 'Assess whether the office can handle the part' },
  phase: 'preCase',
  proposes: ['RemitAssessed', 'PartTakenElsewhere', 'LastPartTakenElsewhere'],
  decide: (
    { part: id, admissible: isAdmissible, ground, guidance, body, brought, forwarded, solved },
    { caseState, profile },
  ) => {
    const part = partOf(caseState, id);
    const isTaken = caseState.registeredAt !== null && !isAdmissible && isStanding(caseState, part);
    const isLast = isTaken && standingParts(caseState).every((other) => other.id === id);
    if (solved !== undefined && !isLast) throw new NotClosing();
    const asked = { age: ageAskedBy(ground, part, profile), brought: broughtAskedBy(ground, brought, profile) };
    // What was not assessed yet is excluded like any other; with the last that stands the case ends.
    if (ground !== undefined && (isLast || (isTaken && part.admissible === true))) {
      const data = {
        part: id,
        ground,
        guidance: [...(guidance ?? [])],
        body,
        brought,
        forwarded,
        facts: { ground: isListed(ground, profile) ? ('listed' as const) : ('notListed' as const), ...asked },
      };
      return isLast
        ? { type: 'LastPartTakenElsewhere', data: { ...data, solved } }
        : { type: 'PartTakenElsewhere', data };
    }
    return {
      type: 'RemitAssessed',
      data: {
        part: id,
        admissible: isAdmissible,
        ground,
        guidance: guidance && [...guidance],
        body,
        brought,
        forwarded,
        facts: { ground: ground === undefined ? 'none' : isListed(ground, profile) ? 'listed' : 'notListed', ...asked },
      },
    };
  },
  sample: ({ caseState, profile }) => {
    const open = caseState.parts.find(({ admissible }) => admissible === null);
    if (open || caseState.registeredAt === null)
      return { part: open?.id ?? caseState.parts[0]?.id ?? '', admissible: true };
    return outside(admissibleParts(caseState)[0]?.id ?? '', profile);
  },
  others: ({ caseState, profile }) =>
    caseState.parts.flatMap(({ id }) => [{ part: id, admissible: true }, outside(id, profile)]),
  rebuild: ({ data: { part, ground, guidance, body, brought, forwarded, ...data } }) => ({
    part,
    admissible: 'admissible' in data && data.admissible,
    ground,
    guidance,
    body,
    brought,
    forwarded,
    solved: 'solved' in data ? data.solved : undefined,
  }),
});

export class CompleteIntake {}
export const completeIntake = stepOf(CompleteIntake)({
  name: 'CompleteIntake',
  title: { da: 'Gå videre til dialogtjek', en: 'Go on to the dialogue check' },
  phase: 'preCase',
  proposes: ['IntakeCompleted'],
  decide: (_, { caseState, profile }) => ({
    type: 'IntakeCompleted',
    data: {
      facts: {
        inProfile: yes(profile.settings.dialogue.value !== 'none'),
        part: admissibleParts(caseState).length > 0 ? 'admissible' : 'none',
      },
    },
  }),
  sample: () => ({}),
  rebuild: () => ({}),
});

export class GiveGuidance {
  @IsList() @IsCoded(guidanceCodes, { each: true }) readonly codes!: readonly (typeof guidanceCodes)[number][];
  @MayBeLeftOut() @IsCoded(authorityBodies) readonly body?: (typeof authorityBodies)[number];
  @MayBeLeftOut() @IsFlag() readonly helpedToWrite?: boolean;
}
export const giveGuidance = stepOf(GiveGuidance)({
  name: 'GiveGuidance',
  title: { da: 'Giv vejledning', en: 'Give guidance' },
  phase: 'preCase',
  proposes: ['GuidanceGiven'],
  decide: ({ codes, body, helpedToWrite }, { profile }) => ({
    type: 'GuidanceGiven',
    data: {
      codes: [...codes],
      body,
      helpedToWrite,
      facts: { inProfile: yes(profile.settings.anonymousGuidance.value !== 'no') },
    },
  }),
  sample: () => ({ codes: ['howToComplain'] }),
  rebuild: ({ data: { codes, body, helpedToWrite } }) => ({ codes, body, helpedToWrite }),
});

export class EndWithoutCase {
  @MayBeLeftOut() @IsCoded(endings) readonly outcome?: (typeof endings)[number];
}
export const endWithoutCase = stepOf(EndWithoutCase)({
  name: 'EndWithoutCase',
  title: { da: 'Afslut uden sag', en: 'End without a case' },
  phase: 'preCase',
  proposes: ['EndedWithoutCase'],
  decide: ({ outcome }, { caseState }) => ({
    type: 'EndedWithoutCase',
    data: { outcome: outcome ?? (caseState.guided ? 'guidance' : 'abandoned'), facts: {} },
  }),
  sample: () => ({}),
  rebuild: ({ data: { outcome } }) => ({ outcome }),
});

export class DirectElsewhere {
  @IsCoded(authorityBodies) readonly body!: (typeof authorityBodies)[number];
  @MayBeLeftOut(false) @IsFlag() readonly forwarded?: boolean;
}
export const directElsewhere = stepOf(DirectElsewhere)({
  name: 'DirectElsewhere',
  title: { da: 'Henvis til rette sted', en: 'Direct to the right body' },
  phase: 'preCase',
  proposes: ['DirectedElsewhere'],
  decide: ({ body, forwarded }, { caseState }) => ({
    type: 'DirectedElsewhere',
    data: {
      body,
      forwarded,
      facts: { parts: caseState.parts.every((part) => part.admissible === false) ? 'excluded' : 'admissible' },
    },
  }),
  sample: () => ({ body: 'other' }),
  rebuild: ({ data: { body, forwarded } }) => ({ body, forwarded }),
});

export class RejectInquiry {}
export const rejectInquiry = stepOf(RejectInquiry)({
  name: 'RejectInquiry',
  title: { da: 'Afvis henvendelsen', en: 'Reject the inquiry' },
  phase: 'preCase',
  proposes: ['InquiryRejected'],
  decide: (_, { caseState: { parts } }) => ({
    type: 'InquiryRejected',
    data: {
      facts: {
        parts:
          parts.length === 0
            ? 'none'
            : parts.every(({ admissible }) => admissible === false)
              ? 'excluded'
              : 'admissible',
      },
    },
  }),
  sample: () => ({}),
  rebuild: () => ({}),
});

export class RecordSuggestion {
  @IsTopic() readonly topic!: string;
  @IsDepartment() readonly department!: string;
  @MayBeLeftOut() @NamesNobody('said') @IsText() readonly text?: string;
  /** The adviser's word for it; asked for before a case, where there is a text. */
  @MayBeLeftOut(false) @IsFlag() readonly namesNobody?: boolean;
}
export const recordSuggestion = stepOf(RecordSuggestion)({
  name: 'RecordSuggestion',
  title: { da: 'Registrér et forslag til forbedring', en: 'Record a suggestion for improvement' },
  phase: 'preCase',
  proposes: ['SuggestionRecorded', 'NamelessSuggestionRecorded', 'SuggestionRecordedInCase'],
  decide: ({ topic, department, text }, { caseState, profile }) => {
    const facts = { inProfile: yes(profile.settings.suggestions.value) };
    if (text === undefined) return { type: 'SuggestionRecorded', data: { topic, department, facts } };
    return {
      type: caseState.registeredAt === null ? 'NamelessSuggestionRecorded' : 'SuggestionRecordedInCase',
      data: { topic, department, text, facts },
    };
  },
  sample: ({ caseState }) => ({ topic: 'other', department: firstDepartment(caseState) }),
  rebuild: ({ type, data: { topic, department } }, text) => ({
    topic,
    department,
    ...(type === 'SuggestionRecorded' ? {} : { text }),
    ...(type === 'NamelessSuggestionRecorded' ? { namesNobody: true } : {}),
  }),
});

export class ForwardSuggestion {
  @IsFlag() readonly withName!: boolean;
}
export const forwardSuggestion = stepOf(ForwardSuggestion)({
  name: 'ForwardSuggestion',
  title: { da: 'Giv forslag videre', en: 'Forward the suggestions' },
  phase: 'preCase',
  proposes: ['SuggestionForwarded', 'SuggestionForwardedInCase'],
  decide: ({ withName }, { caseState, profile }) => {
    const departments = [
      ...new Set(
        caseState.suggestions.filter(({ forwardedOn }) => forwardedOn === null).map(({ department }) => department),
      ),
    ];
    const consented =
      caseState.registeredAt !== null &&
      departments.every((department) =>
        caseState.consent.scopes.some(
          (scope) => scope.purpose === 'shareName' && scope.departments.includes(department),
        ),
      );
    return {
      type: caseState.registeredAt === null ? 'SuggestionForwarded' : 'SuggestionForwardedInCase',
      data: {
        departments,
        withName,
        facts: {
          inProfile: yes(profile.settings.suggestions.value),
          suggestion: departments.length > 0 ? 'recorded' : 'none',
          name: !withName ? 'withheld' : consented ? 'consented' : 'missing',
        },
      },
    };
  },
  sample: () => ({ withName: false }),
  rebuild: ({ data: { withName } }) => ({ withName }),
});

export class RecordSuggestionPosition {
  @IsReference() readonly suggestion!: string;
  @IsCoded(suggestionPositions) readonly position!: SuggestionPosition;
  @MayBeLeftOut() @NamesNobody('looked') @IsText() readonly text?: string;
}
export const recordSuggestionPosition = stepOf(RecordSuggestionPosition)({
  name: 'RecordSuggestionPosition',
  title: { da: 'Tag stilling til et forslag', en: 'Take a position on a suggestion' },
  phase: 'preCase',
  proposes: ['SuggestionPositionRecorded'],
  decide: ({ suggestion: id, position, text }, { caseState }) => {
    const suggestion = caseState.suggestions.find((_, index) => suggestionId(index) === id);
    if (!suggestion) throw new UnknownReference('suggestion');
    return {
      type: 'SuggestionPositionRecorded',
      data: { suggestion: id, position, text, facts: { forwarded: yes(suggestion.forwardedOn !== null) } },
    };
  },
  sample: ({ caseState }) => {
    const last = caseState.suggestions.findLastIndex(({ forwardedOn }) => forwardedOn !== null);
    return { suggestion: suggestionId(Math.max(0, last)), position: 'noted' };
  },
  rebuild: ({ data: { suggestion, position, text: written } }, text) => ({
    suggestion,
    position,
    text: ifAny(written, text),
  }),
});

/** A part that the office may not look into, by the first ground of its rules. */
function outside(part: string, { settings }: Profile): AssessRemit {
  const [first] = settings.exclusions;
  return {
    part,
    admissible: false,
    ground: first?.ground ?? 'otherBody',
    guidance: ['whereToComplain'],
    body: 'other',
    ...(first?.when === 'alreadyBrought' ? { brought: true } : {}),
  };
}

/** Whether the part is as old as the ground says: over the profile's limit, and not let in all the same (H29). */
function ageAskedBy(
  ground: Ground | undefined,
  { ageLimit, waived }: Part,
  { settings }: Profile,
): 'none' | 'exceeded' | 'kept' {
  if (ground !== 'tooOld' || settings.ageLimit.value === null) return 'none';
  return ageLimit?.exceeded && !waived ? 'exceeded' : 'kept';
}

const broughtAskedBy = (
  ground: Ground | undefined,
  brought: boolean | undefined,
  { settings }: Profile,
): 'none' | 'yes' | 'no' =>
  settings.exclusions.some((exclusion) => exclusion.ground === ground && exclusion.when === 'alreadyBrought')
    ? yes(brought === true)
    : 'none';

export const intakeSteps = [
  receiveInquiry,
  recordPart,
  assessRemit,
  completeIntake,
  giveGuidance,
  endWithoutCase,
  directElsewhere,
  rejectInquiry,
  recordSuggestion,
  forwardSuggestion,
  recordSuggestionPosition,
] as const;

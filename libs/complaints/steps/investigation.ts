import { firstDepartment, firstPart, ifAny, sampleText, sampleCriteria } from './bodies.js';
import {
  levels,
  overallAssessments,
  partOutcomes,
  positions,
  solutions,
  type Solution,
} from '../../../event-schemas/complaint/codes.js';
import { admissibleParts, caseParts, isGone, type CaseState } from '../../case/case-state.js';
import { askedToBeHeard } from '../../case/awaited.js';
import { type Part } from '../../case/case-parts.js';
import { isCriticised } from '../../case/ending.js';
import { addWorkingDays, type LocalDate } from '../../policy/calendar.js';
import { remindersFrom } from '../../policy/limits.js';
import {
  admissibility,
  combinedOutcome,
  conflictOf,
  consentTo,
  lateParts,
  outcomesOf,
  partOf,
  yes,
  pin,
} from './facts.js';
import {
  IsCoded,
  IsDate,
  IsDepartment,
  IsList,
  IsOne,
  IsPart,
  IsText,
  IsTopic,
  MayBeLeftOut,
  NeededWhen,
  NotBefore,
} from './fields.js';
import { reviewOf } from './reviews.js';
import { BeforeToday, stepOf, type Deciding } from './step.js';

export class Criteria {
  @IsCoded(levels) readonly citizenBenefit!: (typeof levels)[number];
  @IsCoded(levels) readonly improvement!: (typeof levels)[number];
  @IsCoded(overallAssessments) readonly overall!: (typeof overallAssessments)[number];
}

/** An empty scope is a matter for the rules (SCOPE_EMPTY, K15), not of form. */
export class OpenInvestigation {
  @IsList({ min: 0 }) @IsPart({ each: true }) readonly scope!: readonly string[];
  @IsOne(() => Criteria) readonly criteria!: Criteria;
  @MayBeLeftOut() @IsText() readonly assessment?: string;
}
export const openInvestigation = stepOf(OpenInvestigation)({
  name: 'OpenInvestigation',
  title: { da: 'Åbn et tilsyn', en: 'Open an investigation' },
  phase: 'case',
  proposes: ['InvestigationOpened'],
  decide: ({ scope: asked, criteria, assessment }, at) => {
    const scope = scopeOf(asked, at);
    return {
      type: 'InvestigationOpened',
      data: {
        scope: [...scope],
        criteria: { ...criteria },
        assessment,
        facts: {
          ...scopeFacts(scope, at.caseState),
          criteria: agreeing(criteria, 'justified'),
          conflict: conflictOf(at),
          review: reviewOf('decision', at),
          consent: consentTo('closerExamination', [], null, at.caseState, at.profile),
          principled: yes(at.caseState.principled),
        },
      },
    };
  },
  sample: ({ caseState }) => ({ scope: admissibleParts(caseState).map(({ id }) => id), criteria: sampleCriteria }),
  others: ({ caseState }) => admissibleParts(caseState).map(({ id }) => ({ scope: [id], criteria: sampleCriteria })),
  rebuild: ({ data: { scope, criteria, assessment } }, text) => ({
    scope,
    criteria,
    assessment: ifAny(assessment, text),
  }),
});

export class DeclineInvestigation {
  @IsOne(() => Criteria) readonly criteria!: Criteria;
  @IsText() readonly reasons!: string;
  @MayBeLeftOut('unknown') @IsCoded(solutions) readonly solved?: Solution;
}
export const declineInvestigation = stepOf(DeclineInvestigation)({
  name: 'DeclineInvestigation',
  title: { da: 'Afslå et tilsyn', en: 'Decline an investigation' },
  phase: 'case',
  reasonAskedBy: ['K16', 'K17'],
  proposes: ['InvestigationDeclined'],
  decide: ({ criteria, reasons, solved }, at) => ({
    type: 'InvestigationDeclined',
    data: {
      criteria: { ...criteria },
      reasons,
      solved,
      facts: {
        criteria: agreeing(criteria, 'notJustified'),
        conflict: conflictOf(at),
        review: reviewOf('decision', at),
        lateParts: lateParts(at.caseState),
        decisionTold: yes(at.caseState.told.decision || at.caseState.ownInitiative !== null),
      },
    },
  }),
  sample: () => ({ criteria: { ...sampleCriteria, overall: 'notJustified' }, reasons: sampleText }),
  rebuild: ({ data: { criteria, solved } }, text) => ({ criteria, reasons: text, solved }),
});

export class OpenOwnInitiative {
  @IsTopic() readonly topic!: string;
  @IsDepartment() readonly department!: string;
  @IsOne(() => Criteria) readonly criteria!: Criteria;
  @IsText() readonly title!: string;
}
export const openOwnInitiative = stepOf(OpenOwnInitiative)({
  name: 'OpenOwnInitiative',
  title: { da: 'Tag en sag op af egen drift', en: "Take up a matter on the office's own initiative" },
  phase: 'case',
  starting: true,
  proposes: ['OwnInitiativeOpened'],
  decide: ({ topic, department, criteria, title }, at) => ({
    type: 'OwnInitiativeOpened',
    data: {
      ...pin(at),
      topic,
      department,
      criteria: { ...criteria },
      title,
      facts: {
        inProfile: yes(at.profile.settings.ownInitiative.value),
        criteria: agreeing(criteria, 'justified'),
      },
    },
  }),
  sample: ({ caseState }) => ({
    topic: 'other',
    department: firstDepartment(caseState),
    criteria: sampleCriteria,
    title: sampleText,
  }),
  rebuild: ({ data: { topic, department, criteria } }, text) => ({ topic, department, criteria, title: text }),
});

export class RequestInformation {
  @IsDepartment() readonly department!: string;
  @MayBeLeftOut() @IsDate() readonly from?: string;
  @MayBeLeftOut() @NotBefore('from') @IsDate() readonly to?: string;
  @IsText() readonly about!: string;
  @MayBeLeftOut() @IsDate() readonly due?: string;
}
export const requestInformation = stepOf(RequestInformation)({
  name: 'RequestInformation',
  title: { da: 'Indhent oplysninger', en: 'Request information' },
  phase: 'case',
  proposes: ['InformationRequested'],
  decide: ({ department, from, to, about, due }, at) => ({
    type: 'InformationRequested',
    data: {
      request: `R${at.caseState.informationRequests.length + 1}`,
      department,
      from,
      to,
      about,
      ...answeredBy(due, at),
      facts: { consent: consentTo('closerExamination', [department], { from, to }, at.caseState, at.profile) },
    },
  }),
  sample: ({ caseState }) => {
    const scope = caseState.consent.scopes.find(({ purpose }) => purpose === 'closerExamination');
    return {
      department: scope?.departments[0] ?? firstDepartment(caseState),
      from: scope?.from,
      to: scope?.to,
      about: sampleText,
    };
  },
  rebuild: ({ data: { department, from, to, due } }, text) => ({ department, from, to, about: text, due }),
});

/** @throws BeforeToday */
function answeredBy(asked: LocalDate | undefined, { profile, today }: Deciding) {
  const { informationAnswer, calendar } = profile.settings;
  if (asked !== undefined && asked < today) throw new BeforeToday('due');
  const due = asked ?? addWorkingDays(today, informationAnswer.value.workingDays, calendar.value);
  return remindersFrom(due, informationAnswer.value, calendar.value);
}

/** A letter that asks for what HearDepartment records, or the department answers itself (K18). */
export class RequestHearing {
  @IsDepartment() readonly department!: string;
  @IsText() readonly about!: string;
  @MayBeLeftOut() @IsDate() readonly due?: string;
}
export const requestHearing = stepOf(RequestHearing)({
  name: 'RequestHearing',
  title: { da: 'Send i høring hos forvaltningen', en: 'Ask the department for its account' },
  phase: 'case',
  proposes: ['HearingRequested'],
  decide: ({ department, about, due }, at) => ({
    type: 'HearingRequested',
    data: {
      hearing: `Q${askedToBeHeard(at.caseState).length + 1}`,
      department,
      about,
      ...answeredBy(due, at),
      facts: { consent: consentTo('closerExamination', [department], null, at.caseState, at.profile) },
    },
  }),
  sample: ({ caseState }) => ({ department: toHear(caseState), about: sampleText }),
  rebuild: ({ data: { department, due } }, text) => ({ department, about: text, due }),
});

/** The one that the consent names, where there is one. */
const toHear = (caseState: CaseState): string =>
  caseState.consent.scopes.find(({ purpose }) => purpose === 'closerExamination')?.departments[0] ??
  firstDepartment(caseState);

export class HearDepartment {
  @IsDepartment() readonly department!: string;
  @IsText() readonly statement!: string;
}
export const hearDepartment = stepOf(HearDepartment)({
  name: 'HearDepartment',
  title: { da: 'Registrér høring af forvaltningen', en: 'Record the hearing of the department' },
  phase: 'case',
  proposes: ['DepartmentHeard'],
  decide: ({ department, statement }, { caseState, profile }) => ({
    type: 'DepartmentHeard',
    data: {
      department,
      statement,
      facts: { consent: consentTo('closerExamination', [department], null, caseState, profile) },
    },
  }),
  sample: ({ caseState }) => ({ department: toHear(caseState), statement: sampleText }),
  rebuild: ({ data: { department } }, text) => ({ department, statement: text }),
});

export class HearCitizen {
  @IsText() readonly statement!: string;
}
export const hearCitizen = stepOf(HearCitizen)({
  name: 'HearCitizen',
  title: { da: 'Registrér høring af borgeren', en: 'Record the hearing of the citizen' },
  phase: 'case',
  proposes: ['CitizenHeard'],
  decide: ({ statement }) => ({ type: 'CitizenHeard', data: { statement, facts: {} } }),
  sample: () => ({ statement: sampleText }),
  rebuild: (_, text) => ({ statement: text }),
});

export class ChangeScope {
  @IsList({ min: 0 }) @IsPart({ each: true }) readonly scope!: readonly string[];
  @IsOne(() => Criteria) readonly criteria!: Criteria;
  @MayBeLeftOut() @IsText() readonly assessment?: string;
}
export const changeScope = stepOf(ChangeScope)({
  name: 'ChangeScope',
  title: { da: 'Ændr undersøgelsens omfang', en: 'Change the scope' },
  phase: 'case',
  proposes: ['ScopeChanged'],
  decide: ({ scope: asked, criteria, assessment }, at) => {
    const scope = scopeOf(asked, at);
    return {
      type: 'ScopeChanged',
      data: {
        scope: [...scope],
        criteria: { ...criteria },
        assessment,
        facts: {
          ...scopeFacts(scope, at.caseState),
          criteria: agreeing(criteria, 'justified'),
          conflict: conflictOf(at),
        },
      },
    };
  },
  sample: ({ caseState }) => ({ scope: admissibleParts(caseState).map(({ id }) => id), criteria: sampleCriteria }),
  others: ({ caseState }) => admissibleParts(caseState).map(({ id }) => ({ scope: [id], criteria: sampleCriteria })),
  rebuild: ({ data: { scope, criteria, assessment } }, text) => ({
    scope,
    criteria,
    assessment: ifAny(assessment, text),
  }),
});

export class DeclareConflict {
  @IsDepartment() readonly department!: string;
}
export const declareConflict = stepOf(DeclareConflict)({
  name: 'DeclareConflict',
  title: { da: 'Erklær inhabilitet', en: 'Declare a conflict of interest' },
  phase: 'case',
  proposes: ['ConflictDeclared'],
  decide: ({ department }) => ({ type: 'ConflictDeclared', data: { department, facts: {} } }),
  sample: ({ caseState }) => ({ department: firstDepartment(caseState) }),
  rebuild: ({ data: { department } }) => ({ department }),
});

export class RecordOutcome {
  @IsPart() readonly part!: string;
  @IsCoded(partOutcomes) readonly outcome!: (typeof partOutcomes)[number];
  @IsText() readonly grounds!: string;
  @MayBeLeftOut() @IsText() readonly recommendation?: string;
}
export const recordOutcome = stepOf(RecordOutcome)({
  name: 'RecordOutcome',
  title: { da: 'Registrér resultat for et klagepunkt', en: 'Record the outcome of a part' },
  phase: 'case',
  proposes: ['OutcomeRecorded'],
  decide: ({ part: id, outcome, grounds, recommendation }, at) => {
    const part = partOf(at.caseState, id);
    return {
      type: 'OutcomeRecorded',
      data: {
        part: id,
        outcome,
        grounds,
        recommendation,
        facts: {
          part: part.inScope && !isGone(part) ? 'inScope' : 'notInScope',
          conflict: conflictOf(at),
        },
      },
    };
  },
  sample: ({ caseState }) => ({
    part: firstPart(caseState, ({ inScope, outcome }) => inScope && outcome === null),
    outcome: 'noCriticism',
    grounds: sampleText,
  }),
  others: ({ caseState }) =>
    caseState.parts.map(({ id }) => ({ part: id, outcome: 'noCriticism' as const, grounds: sampleText })),
  rebuild: ({ data: { part, outcome, recommendation } }, text) => ({
    part,
    outcome,
    grounds: text,
    recommendation: ifAny(recommendation, text),
  }),
});

export class Conclude {
  @MayBeLeftOut('unknown') @IsCoded(solutions) readonly solved?: Solution;
}
export const conclude = stepOf(Conclude)({
  name: 'Conclude',
  title: { da: 'Afslut undersøgelsen', en: 'Conclude the investigation' },
  phase: 'case',
  proposes: ['ConcludedWithoutCriticism', 'ConcludedWithCriticism'],
  decide: ({ solved }, at) => {
    const { caseState } = at;
    const inScope = concludedParts(caseState);
    const alone = caseState.ownInitiative !== null;
    const facts = {
      conflict: conflictOf(at),
      review: reviewOf('outcome', at),
      outcomes: inScope.length > 0 ? outcomesOf(caseState) : 'missing',
      lateParts: lateParts(caseState),
      // K18: both sides, the citizen's and the municipality's; on the office's own initiative there is only the latter.
      heard: (alone || caseState.heard.citizen) && unheard(caseState).length === 0 ? 'all' : 'missing',
      resultTold: alone ? 'notNeeded' : yes(caseState.told.result),
      answer: caseState.tasks.length === 0 ? 'reached' : 'notReached',
    } as const;
    const outcome = combinedOutcome(inScope.map((part) => part.outcome));
    const outcomesTo = departmentsOf(inScope);
    return outcome === 'noCriticism'
      ? { type: 'ConcludedWithoutCriticism', data: { outcomesTo, solved, facts } }
      : { type: 'ConcludedWithCriticism', data: { outcome, outcomesTo, solved, facts } };
  },
  departmentsLacking: (caseState) => ({ NOT_HEARD: unheard(caseState) }),
  sample: () => ({}),
  rebuild: ({ data: { solved } }) => ({ solved }),
});

export class RecordDepartmentPosition {
  @IsPart() readonly part!: string;
  @IsCoded(positions) readonly position!: (typeof positions)[number];
  @NeededWhen({ position: 'declined' }) @IsText() readonly reason?: string;
}
export const recordDepartmentPosition = stepOf(RecordDepartmentPosition)({
  name: 'RecordDepartmentPosition',
  title: {
    da: 'Registrér forvaltningens holdning til resultatet',
    en: "Record the department's position on the outcome",
  },
  phase: 'case',
  proposes: ['DepartmentPositionRecorded'],
  decide: ({ part: id, position, reason }, { caseState }) => {
    partOf(caseState, id);
    return {
      type: 'DepartmentPositionRecorded',
      data: {
        part: id,
        position,
        reason,
        facts: { outcome: wasCriticised(caseState, id) ? 'criticised' : 'none' },
      },
    };
  },
  sample: ({ caseState }) => ({
    part: firstPart(caseState, ({ id }) => wasCriticised(caseState, id)),
    position: 'accepted',
  }),
  rebuild: ({ data: { part, position, reason } }, text) => ({ part, position, reason: ifAny(reason, text) }),
});

/** A criticism that no cycle was concluded with is none yet. */
const wasCriticised = ({ decisions }: CaseState, id: string): boolean =>
  decisions.some((decision) => decision.part === id && isCriticised(decision));

const concludedParts = (caseState: CaseState): readonly Part[] =>
  caseParts(caseState).filter((part) => part.inScope && !isGone(part));
const departmentsOf = (parts: readonly Part[]): string[] => [...new Set(parts.map(({ department }) => department))];

/**
 * The departments that have to be heard yet (K18): each with a criticism or a recommendation; where nothing was found,
 * any one will do.
 */
function unheard(caseState: CaseState): readonly string[] {
  const { heard } = caseState;
  const parts = concludedParts(caseState);
  const found = parts.filter(({ outcome }) => outcome === 'criticism' || outcome === 'recommendation');
  const missing = departmentsOf(found.length > 0 ? found : parts).filter((key) => !heard.departments.includes(key));
  return found.length === 0 && missing.length < departmentsOf(parts).length ? [] : missing;
}

const agreeing = ({ overall }: Criteria, decided: Criteria['overall']): 'agree' | 'contradict' =>
  overall === decided ? 'agree' : 'contradict';

/** What was asked for (K15), or everything admissible where the office examines no part of a complaint alone. */
function scopeOf(asked: readonly string[], { caseState, profile }: Deciding): readonly string[] {
  asked.forEach((id) => partOf(caseState, id, 'scope'));
  return profile.settings.inDepth.value.partialScope ? asked : admissibleParts(caseState).map(({ id }) => id);
}

function scopeFacts(scope: readonly string[], caseState: CaseState) {
  return {
    scope: scope.length > 0 ? 'filled' : 'empty',
    scopeParts: scope.length === 0 ? 'admissible' : admissibility(scope, caseState),
  } as const;
}

export const investigationSteps = [
  openInvestigation,
  declineInvestigation,
  openOwnInitiative,
  requestInformation,
  requestHearing,
  hearDepartment,
  hearCitizen,
  changeScope,
  declareConflict,
  recordOutcome,
  conclude,
  recordDepartmentPosition,
] as const;

/** What the head recommends beside the outcomes of the parts, and what its addressee makes of it. */
import { recommendationAddressees, recommendationStatuses } from '../../../event-schemas/complaint/codes.js';
import { ifAny, sampleText } from './bodies.js';
import { partOf } from './facts.js';
import {
  GoesWith,
  IsCoded,
  IsDate,
  IsDepartment,
  IsList,
  IsPart,
  IsReference,
  IsText,
  MayBeLeftOut,
} from './fields.js';
import { stepOf, UnknownReference } from './step.js';

export class RecordRecommendation {
  @IsCoded(recommendationAddressees) readonly to!: (typeof recommendationAddressees)[number];
  @GoesWith({ to: 'department' }) @IsDepartment() readonly department?: string;
  @IsText() readonly text!: string;
  @MayBeLeftOut() @IsDate() readonly due?: string;
  @MayBeLeftOut() @IsList() @IsPart({ each: true }) readonly from?: readonly string[];
}
export const recordRecommendation = stepOf(RecordRecommendation)({
  name: 'RecordRecommendation',
  title: { da: 'Afgiv en henstilling', en: 'Make a recommendation' },
  phase: 'case',
  proposes: ['RecommendationRecorded'],
  decide: ({ to, department, text, due, from = [] }, { caseState }) => {
    from.forEach((id) => partOf(caseState, id, 'from'));
    return {
      type: 'RecommendationRecorded',
      data: {
        recommendation: `H${caseState.recommendations.length + 1}`,
        to,
        department,
        text,
        due,
        from: [...from],
        facts: {},
      },
    };
  },
  sample: () => ({ to: 'municipality', text: sampleText }),
  rebuild: ({ data: { to, department, due, from } }, text) => ({
    to,
    department,
    text,
    due,
    from: from.length > 0 ? from : undefined,
  }),
});

export class RecordRecommendationStatus {
  @IsReference() readonly recommendation!: string;
  @IsCoded(recommendationStatuses) readonly status!: (typeof recommendationStatuses)[number];
  @MayBeLeftOut() @IsText() readonly evidence?: string;
}
export const recordRecommendationStatus = stepOf(RecordRecommendationStatus)({
  name: 'RecordRecommendationStatus',
  title: { da: 'Registrér, hvad der er sket med en henstilling', en: 'Record what became of a recommendation' },
  phase: 'case',
  proposes: ['RecommendationStatusRecorded'],
  decide: ({ recommendation, status, evidence }, { caseState }) => {
    if (!caseState.recommendations.some(({ id }) => id === recommendation))
      throw new UnknownReference('recommendation');
    return { type: 'RecommendationStatusRecorded', data: { recommendation, status, evidence, facts: {} } };
  },
  sample: ({ caseState }) => ({ recommendation: caseState.recommendations.at(-1)?.id ?? 'H1', status: 'accepted' }),
  rebuild: ({ data: { recommendation, status, evidence } }, text) => ({
    recommendation,
    status,
    evidence: ifAny(evidence, text),
  }),
});

export const recommendationSteps = [recordRecommendation, recordRecommendationStatus] as const;

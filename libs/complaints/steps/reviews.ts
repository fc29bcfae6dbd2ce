/** A second reader of the office: asked by one member, and another's to answer. */
import { reviewObjects, reviewVerdicts } from '../../../event-schemas/complaint/codes.js';
import { isApproved, openReviews, type ReviewObject } from '../../case/reviews.js';
import { reviewDue } from '../../policy/limits.js';
import { ifAny, sampleText } from './bodies.js';
import { IsCoded, IsMember, IsText, MayBeLeftOut } from './fields.js';
import { InvalidField, stepOf, type Deciding } from './step.js';

export class RequestReview {
  @IsCoded(reviewObjects) readonly of!: ReviewObject;
  @IsMember() readonly to!: string;
}
export const requestReview = stepOf(RequestReview)({
  name: 'RequestReview',
  title: { da: 'Bed en kollega om at læse med', en: 'Ask a second reader' },
  phase: 'case',
  proposes: ['ReviewRequested'],
  decide: ({ of, to }, { sub, profile, today }) => {
    if (to === sub) throw new OwnReview('to');
    const due = reviewDue(today, profile.settings.calendar.value);
    return { type: 'ReviewRequested', data: { of, to, due, facts: {} } };
  },
  sample: () => ({ of: 'outcome', to: sampleText }),
  rebuild: ({ data: { of, to } }) => ({ of, to }),
});

export class RecordReview {
  @IsCoded(reviewVerdicts) readonly verdict!: (typeof reviewVerdicts)[number];
  @MayBeLeftOut() @IsText() readonly text?: string;
}
export const recordReview = stepOf(RecordReview)({
  name: 'RecordReview',
  title: { da: 'Giv svar som anden læser', en: 'Answer as second reader' },
  phase: 'case',
  proposes: ['ReviewRecorded'],
  decide: ({ verdict, text }, { caseState, sub }) => {
    const open = openReviews(caseState);
    const own = open.find(({ to }) => to === sub);
    return {
      type: 'ReviewRecorded',
      data: {
        of: own?.of,
        verdict,
        text,
        facts: { toRead: open.length > 0 ? 'asked' : 'none', reader: own || open.length === 0 ? 'named' : 'another' },
      },
    };
  },
  sample: () => ({ verdict: 'approved' }),
  rebuild: ({ data: { verdict, text: said } }, text) => ({ verdict, text: ifAny(said, text) }),
});

/** Nobody is the second reader of themselves. */
class OwnReview extends InvalidField {
  override readonly name = 'OwnReview';
  constructor(field: string) {
    super(field, 'OWN_REVIEW', {
      da: 'Den, der beder om det, kan ikke selv være anden læser.',
      en: 'Whoever asks cannot be the second reader.',
    });
  }
}

/** Whether a second reader has approved of this, where the office asks for one: the rule D of its profile. */
export function reviewOf(
  of: 'outcome' | 'decision',
  { caseState, profile }: Deciding,
): 'approved' | 'missing' | 'notNeeded' {
  if (profile.settings.secondReader.value !== `${of}s`) return 'notNeeded';
  return isApproved(caseState, of) ? 'approved' : 'missing';
}

export const reviewSteps = [requestReview, recordReview] as const;

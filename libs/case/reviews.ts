/** A second reader: who was asked to read what, and what they said of it. Nothing of this moves the lifecycle. */
import { type reviewObjects, type reviewVerdicts } from '../../event-schemas/complaint/codes.js';
import { type LocalDate } from '../policy/calendar.js';
import { type CaseState } from './case-state.js';
import { changed, type Folds } from './change.js';

export type ReviewObject = (typeof reviewObjects)[number];

export interface Review {
  readonly of: ReviewObject;
  /** The reader, and who asked. */
  readonly to: string;
  readonly by: string;
  readonly askedOn: LocalDate;
  readonly due: LocalDate;
  readonly verdict: (typeof reviewVerdicts)[number] | null;
  readonly givenOn: LocalDate | null;
  /** The event that holds what the reader said. */
  readonly saidBy?: number;
  /** Asked anew, or the case has closed on it: nobody waits for it any more. */
  readonly endedOn: LocalDate | null;
  /** What was read is another one now. */
  readonly overtaken?: true;
}

export const isOpen = ({ verdict, endedOn }: Review): boolean => verdict === null && endedOn === null;
export const openReviews = ({ reviews }: Pick<CaseState, 'reviews'>): readonly Review[] => reviews.filter(isOpen);

export const reviewing: Folds<'ReviewRequested' | 'ReviewRecorded'> = {
  ReviewRequested: ({ reviews }, { of, to, due }, { actor }, askedOn) => ({
    reviews: [
      ...changed(reviews, (review) => isOpen(review) && review.of === of, { endedOn: askedOn }),
      { of, to, by: actor.sub, askedOn, due, verdict: null, givenOn: null, endedOn: null },
    ],
  }),
  ReviewRecorded: ({ reviews }, { of, verdict }, { actor, revision: saidBy }, givenOn) => ({
    reviews: changed(reviews, (review) => isOpen(review) && review.of === of && review.to === actor.sub, {
      verdict,
      givenOn,
      saidBy,
    }),
  }),
};

/** The outcomes are other ones than were read. */
export const toReadAnew = ({ reviews }: CaseState): Pick<CaseState, 'reviews'> => ({
  reviews: changed(reviews, ({ of, saidBy, overtaken }) => of === 'outcome' && saidBy !== undefined && !overtaken, {
    overtaken: true,
  }),
});

/**
 * Whether the last word of a second reader approves of it as it stands: outcomes until one of them or the scope
 * changes, a decision until the case moves.
 */
export function isApproved({ reviews, movedAt }: CaseState, of: ReviewObject): boolean {
  const last = reviews.findLast((review) => review.of === of && review.verdict !== null);
  return last?.verdict === 'approved' && !last.overtaken && (of !== 'decision' || last.saidBy! > movedAt);
}

/** That something was put right; what it came to is folded anew (evolve.ts). */
import { type ComplaintData, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import { type CaseState } from './case-state.js';
import { type Change, type Folds } from './change.js';

export const correcting: Folds<'InquiryRecordCorrected' | 'CaseRecordCorrected' | 'StepRetracted'> = {
  InquiryRecordCorrected: noted,
  CaseRecordCorrected: noted,
  StepRetracted: ({ retractions }, { undoes, reason }, { revision }, on) => ({
    retractions: [...retractions, { revision, undoes, reason, on }],
  }),
};

function noted(
  { corrections }: CaseState,
  { revision: corrects, reason }: Pick<ComplaintData['CaseRecordCorrected'], 'revision' | 'reason'>,
  { revision }: ComplaintEvent,
  on: LocalDate,
): Change {
  return { corrections: [...corrections, { revision, corrects, reason, on }] };
}

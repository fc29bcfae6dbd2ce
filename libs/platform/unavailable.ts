import { OperatorError } from './operator-error.js';

/** What was asked was not done; it may be asked again when the store can be reached. */
export class StoreUnavailable extends OperatorError {
  override readonly name = 'StoreUnavailable';
}

/** Whether it was done is not known; the same may be asked again and gives the first answer. */
export class OutcomeUnknown extends OperatorError {
  override readonly name = 'OutcomeUnknown';
}

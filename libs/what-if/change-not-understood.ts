import { OperatorError } from '../platform/operator-error.js';

/** What was asked for cannot be understood; the message is for whoever typed it. */
export class ChangeNotUnderstood extends OperatorError {
  override readonly name = 'ChangeNotUnderstood';
}

import { OperatorError } from '../../libs/platform/operator-error.js';

/** What was typed is no command, or not its options. The message says which and what is wanted. */
export class UsageError extends OperatorError {
  override readonly name = 'UsageError';
}

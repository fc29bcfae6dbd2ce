import { OperatorError } from './operator-error.js';

/**
 * The product does not start. The message is for the operator: what is wrong, why that matters, how to mend it. Printed
 * alone, without a stack.
 */
export class BootRefused extends OperatorError {
  override readonly name = 'BootRefused';
}

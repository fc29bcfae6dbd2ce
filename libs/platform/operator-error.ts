/**
 * Something that whoever runs the product can put right. The message is a sentence for them: what is wrong, what to do.
 */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError';
}

import { OperatorError } from '../platform/operator-error.js';

/**
 * Keys that may not be used as they lie. The message is a sentence for the operator: which file, what is wrong, what to
 * do.
 */
export class KeysRefused extends OperatorError {
  override readonly name = 'KeysRefused';
}

/**
 * An id that this key store never held: a wrong or too old key file, or a forged event. Never to be taken for a
 * destroyed key.
 */
export class UnknownKey extends Error {
  override readonly name = 'UnknownKey';
  constructor(
    readonly id: string,
    office: string,
  ) {
    super(
      `key ${id} was never in the key store of ${office}, and is not on its shred list. The key file is older than the events, or another office's: restore the newest backup of it.`,
    );
  }
}

import { SealBroken } from './field-cipher.js';
import { KeyBroken } from './keys.js';
import { UnknownKey } from './refusals.js';

/**
 * Whether an error says that one field does not open, for itself: its seal, its key, or the name of its key was
 * changed. All else of the complaint, and of the office, is as it was.
 */
export const doesNotOpen = (error: unknown): boolean =>
  [SealBroken, KeyBroken, UnknownKey].some((each) => error instanceof each);

/** What Nest hands out to the controllers of this folder, besides the classes Tokens and ProductClock. */
export const CONFIG = Symbol('config');
/** OfficeMembers by the key of their office. */
export const MEMBERS = Symbol('members');

/** ReceiptCodes by the key of their office. */
export const RECEIPTS = Symbol('receipts');
/** SavedViews by the key of their office. */
export const SAVED_VIEWS = Symbol('saved views');
/** YearlyDrafts by the key of their office. */
export const YEARLY_DRAFTS = Symbol('yearly drafts');

/**
 * Moves the product to a later time: sets the clock, runs what came due on the way, waits until the read models have
 * seen it.
 */
export abstract class TimeKeeper {
  /** @throws Refused 409 CLOCK_BACKWARDS */
  abstract moveTo(instant: number): Promise<void>;
}

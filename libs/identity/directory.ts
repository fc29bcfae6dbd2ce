/**
 * Who is who: what a person whom the provider vouches for may be, in which offices. Sessions ask it at every request,
 * so that a right that ends is gone with the next one.
 */
import { type Caller } from '../platform/caller.js';

/** What the provider says of somebody who has signed in, checked. `sub` is its name for the person, never a CPR. */
export interface SignedIn {
  readonly sub: string;
  readonly name: string;
  /** Names of the provider's groups, as it writes them; none where it says nothing of them. */
  readonly groups: readonly string[];
}

export interface Directory {
  /**
   * Who the person is at that instant (milliseconds): a caller for each office that knows the person, in the order of
   * the configuration. None: nobody here.
   */
  callersOf(person: SignedIn, now: number): readonly Caller[];
}

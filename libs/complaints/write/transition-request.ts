/** One transition as it is asked for: the body is the command, everything else travels beside it. */
import { type Caller, type Role } from '../../platform/caller.js';
import { type Consequence } from './consequences.js';

export interface TransitionRequest {
  readonly office: string;
  /** Null for a starting transition. */
  readonly complaint: string | null;
  /** Where it was sent to, if not to a complaint or where they begin. */
  readonly address?: string;
  readonly name: string;
  /** Read at its place in the order of the checks: what is malformed is refused only then. */
  readonly body: () => unknown;
  readonly caller: Caller;
  /** Told the role that the caller acts in, for the log. */
  readonly acting?: ((role: Role) => void) | undefined;
  /** The headers as they came. */
  readonly ifMatch?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  /**
   * A timer's or reaction's own id, the same however often it is asked, and the event it answers. Such a command is at
   * no revision.
   */
  readonly reaction?: { readonly commandId: string; readonly causation: string };
}

export class Transition {
  constructor(readonly request: TransitionRequest) {}
}

/** What a taken transition answers (contract.md, "Receipt"). `position` is a decimal string. */
export interface Receipt {
  readonly id: string;
  readonly revision: number;
  readonly position: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly events: readonly { readonly revision: number; readonly type: string }[];
  /** The letter of the part that was recorded. */
  readonly part?: string;
  /** The id of the request for erasure or information that was made. */
  readonly request?: string;
  /** The id of the suggestion that was recorded. */
  readonly suggestion?: string;
  /** The id of the document that was filed. */
  readonly document?: string;
  /** The id of the recommendation that was made, of the party that was added. */
  readonly recommendation?: string;
  readonly party?: string;
  /** Of a correction: the steps that would have been refused under what is corrected. They stand. */
  readonly consequences?: readonly Consequence[];
}

/** An SMS where the office does not answer it: counted, and no complaint (O20). */
export interface Counted {
  readonly counted: 'sms';
}

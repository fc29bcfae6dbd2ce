/** A sentence in both languages of the product. */
export interface Sentences {
  readonly da: string;
  readonly en: string;
}

/**
 * One thing that refuses: a stable code, the ids of the rules behind it (those of the case's own profile), a sentence.
 */
export interface Refusal {
  readonly code: string;
  readonly rules: readonly string[];
  readonly sentences: Sentences;
  /** The departments it is about, where it is about some and not about all. */
  readonly departments?: readonly string[];
}

export interface FieldError {
  /** Path in the body, e.g. `referrals.0.department`; never a value. */
  readonly field: string;
  readonly code: string;
  readonly sentences: Sentences;
}

/** Members of a problem document besides the refusal itself (RFC 9457, section 3.2). Coded values and numbers only. */
export interface RefusedDetails {
  readonly also?: readonly Refusal[];
  readonly errors?: readonly FieldError[];
  /** With CONCURRENCY_CONFLICT: where the complaint is now. */
  readonly revision?: number;
  readonly state?: string;
  /** The methods that there are, with METHOD_NOT_ALLOWED. */
  readonly allow?: readonly string[];
  /** Seconds, with RATE_LIMITED. */
  readonly retryAfter?: number;
}

/** A refused request. Nothing of its content may be kept: the message is the code alone. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly refusal: Refusal,
    readonly status: number,
    readonly details: RefusedDetails = {},
  ) {
    super(refusal.code);
  }
}

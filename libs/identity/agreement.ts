/** What is agreed with the provider that staff sign in at. */

export const signatureAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;

export interface Agreement {
  /** As the provider states it in its tokens. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client. */
  readonly clientSecret: string | null;
  /** That its tokens are signed by; no other is taken. */
  readonly algorithm: (typeof signatureAlgorithms)[number];
  /** Ways of signing in that suffice; none: any (`acr`). */
  readonly acr: readonly string[];
  /** The claim that has the names of a person's groups. */
  readonly groupsClaim: string;
  /** The claim that has a citizen's CPR number, where citizens sign in; else null. */
  readonly cprClaim: string | null;
  /** Beside `openid`, `profile`. */
  readonly scopes: readonly string[];
}

/**
 * What `klagegang what-if` can be asked. Apart from the command, which knows complaints and so needs much of the
 * product.
 */
export const whatIfOptions = {
  data: { type: 'string' },
  office: { type: 'string' },
  profile: { type: 'string' },
  set: { type: 'string', multiple: true },
  without: { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
  position: { type: 'string' },
  profiles: { type: 'string', multiple: true },
  lang: { type: 'string' },
} as const;

export interface WhatIfGiven {
  readonly data: string;
  readonly office: string;
  readonly profile?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly without?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly position?: string | undefined;
  readonly profiles?: readonly string[] | undefined;
  readonly lang?: string | undefined;
}

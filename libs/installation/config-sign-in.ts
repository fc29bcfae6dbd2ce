/** The provider that staff sign in at: `signIn` of the configuration file. */
import { signatureAlgorithms, type Agreement } from '../identity/agreement.js';
import { readablePattern } from '../platform/readable-text.js';
import { groupsSchema, type GroupMapping } from './config-groups.js';
import { loopback } from './config-stores.js';

/** The agreement with its secret in a file of one line, by its whole path; null: a public client. */
export interface SignInConfig extends Omit<Agreement, 'clientSecret'> {
  readonly clientSecretFile: string | null;
  /** What the provider's groups are in the offices, where no administrator has said it. */
  readonly groups: readonly GroupMapping[];
}

export interface SignInFile extends Partial<
  Omit<SignInConfig, 'clientSecretFile' | 'issuer' | 'clientId' | 'cprClaim'>
> {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecretFile?: string;
}

const word = (description: string) => ({
  type: 'string',
  minLength: 1,
  maxLength: 200,
  pattern: readablePattern,
  description,
});

/** Each description ends the sentence "… must be". */
export const signInSchema = {
  type: 'object',
  description: 'an object with issuer and clientId',
  additionalProperties: false,
  required: ['issuer', 'clientId'],
  properties: {
    issuer: word('the address of the provider, as it states it in its tokens'),
    clientId: word('what the provider calls this product, a text of 1 to 200 characters'),
    clientSecretFile: {
      type: 'string',
      minLength: 1,
      maxLength: 4096,
      description: 'a path; a relative one counts from the folder of this file',
    },
    algorithm: { enum: signatureAlgorithms, description: `one of ${signatureAlgorithms.join(', ')}` },
    acr: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      description: 'a list of 1 to 20 ways of signing in (acr)',
      items: word('a text of 1 to 200 characters'),
    },
    groupsClaim: word('the name of a claim, a text of 1 to 200 characters'),
    groups: groupsSchema,
    scopes: {
      type: 'array',
      maxItems: 20,
      description: 'a list of at most 20 scopes',
      items: {
        type: 'string',
        pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}$',
        description: 'a scope (RFC 6749, section 3.3)',
      },
    },
  },
} as const;

const { groupsClaim: _groups, groups: _mapping, ...ofCitizens } = signInSchema.properties;
export const citizenSignInSchema = {
  ...signInSchema,
  description: 'an object with issuer, clientId and cprClaim',
  required: ['issuer', 'clientId', 'cprClaim'],
  properties: { ...ofCitizens, cprClaim: word('the name of the claim that has the CPR number') },
} as const;

export const signInOf = (file: SignInFile | undefined, from: (path: string) => string): SignInConfig | null =>
  file === undefined
    ? null
    : {
        issuer: file.issuer,
        clientId: file.clientId,
        clientSecretFile: file.clientSecretFile === undefined ? null : from(file.clientSecretFile),
        algorithm: file.algorithm ?? 'RS256',
        acr: file.acr ?? [],
        groupsClaim: file.groupsClaim ?? 'groups',
        groups: file.groups ?? [],
        cprClaim: null,
        scopes: file.scopes ?? [],
      };

/** The broker that citizens sign in at, with MitID: `citizenSignIn` of the configuration file. */
export interface CitizenSignInFile extends Omit<SignInFile, 'groups' | 'groupsClaim'> {
  readonly cprClaim: string;
}
export const citizenSignInOf = (
  file: CitizenSignInFile | undefined,
  from: (path: string) => string,
): SignInConfig | null => {
  const known = signInOf(file, from);
  return known && { ...known, cprClaim: file!.cprClaim };
};

/** What may not be signed in with (promises.md, section 5). */
export function unsafeSignIn(
  signIn: SignInConfig | null,
  inProduction: boolean,
  publicAddress: string | null,
  at: 'signIn' | 'citizenSignIn' = 'signIn',
): readonly string[] {
  if (signIn === null) return [];
  const problems: string[] = [];
  const issuer = URL.canParse(signIn.issuer) ? new URL(signIn.issuer) : null;
  const isHere =
    !inProduction && issuer?.protocol === 'http:' && loopback.has(issuer.hostname.replace(/^\[(.*)\]$/, '$1'));
  if (issuer === null || (issuer.protocol !== 'https:' && !isHere) || issuer.search !== '' || issuer.hash !== '')
    problems.push(`at /${at}/issuer: must be an https:// address. Write it as the provider states it in its tokens.`);
  if (inProduction && publicAddress === null)
    problems.push(
      'at the file: "publicAddress" is missing, and the provider of sign-in sends browsers back to it. Name the address that people use.',
    );
  return problems;
}

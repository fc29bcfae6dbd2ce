import {
  SignJWT,
  createLocalJWKSet,
  jwtVerify,
  type JSONWebKeySet,
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyOptions,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { hash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { BootRefused } from '../platform/boot-refused.js';
import { roles, scopes, type Caller, type Role, type Scope } from '../platform/caller.js';
import { isNowBy, type IsNow } from '../platform/clock.js';
import { type Agreement } from '../identity/agreement.js';
import { type Config, type TokenIssuer } from './config.js';
import { type DataFolder } from './data-folder.js';
import { type Log } from '../platform/log.js';
import { refuseWritableByOthers, secretIn } from '../platform/private-file.js';
import { isWord } from '../platform/readable-text.js';
import { refused } from '../platform/refused.js';

/** Who a caller is by what was written of the members; null: nobody any more. */
export type AsWritten = (caller: Caller) => Caller | null;

/** An answer that is still good, and until when (milliseconds since the epoch). */
interface Verified {
  readonly caller: Caller;
  readonly until: number;
}

interface Issuer {
  /** @throws it is none of this issuer's */
  check(token: string): Promise<JWTPayload>;
  /** Whether what was checked before has to be checked again. */
  hasChanged(): boolean;
}

const maxVerified = 10_000;
const toleranceSeconds = 5;
/** From its `iat`; one without it is taken in the last such time before its end. A person's is a day's work. */
const maxLifeSeconds = { program: 86_400, person: 8 * 3600 };
const algorithms = ['RS256', 'ES256', 'EdDSA'];
const own = 'klagegang';

/**
 * Who calls, from `Authorization: Bearer <JWT>` (contract.md, "Who calls"). A class, so that Nest can hand it out by
 * its name.
 */
export class Tokens {
  private readonly verified: LRUCache<string, Verified>;

  private constructor(
    private readonly issuer: Issuer,
    private readonly secret: Uint8Array | null,
    private readonly isNow: IsNow,
    private readonly asWritten: AsWritten,
    private readonly people: boolean,
    limit: number,
  ) {
    this.verified = new LRUCache({ max: limit });
  }

  /**
   * The product's own tokens, of demo and test: HS256, without an end, so that they outlive a restart and any jump of
   * the clock.
   */
  static own(secret: Uint8Array, limit = maxVerified, asWritten: AsWritten = (caller) => caller): Tokens {
    return new Tokens(
      {
        check: async (token) =>
          (await jwtVerify(token, secret, { algorithms: ['HS256'], issuer: own, audience: own })).payload,
        hasChanged: () => false,
      },
      secret,
      () => true,
      asWritten,
      true,
      limit,
    );
  }

  /**
   * @param unreadable told when the JWK set has changed and cannot be read: the keys before it go on
   * @param signIn where people sign in too: a token of theirs is to be of a sign-in as strong and as recent
   * @throws BootRefused the JWK set cannot be read, holds no public key or a private one
   */
  static of(
    { jwksFile, issuer, audience, people }: TokenIssuer,
    isNow: IsNow = isNowBy(Date.now),
    unreadable: (error: unknown) => void = () => undefined,
    asWritten: AsWritten = (caller) => caller,
    signIn: Pick<Agreement, 'acr'> | null = null,
  ): Tokens {
    const keys = new KeySetFile(jwksFile, unreadable);
    const check = async (token: string) => {
      const wanted: JWTVerifyOptions = {
        algorithms,
        issuer,
        audience,
        requiredClaims: ['exp', 'sub'],
        // Times are judged below, by a clock that may be in doubt.
        clockTolerance: Number.MAX_SAFE_INTEGER,
      };
      const { payload, protectedHeader } = await jwtVerify(token, keys.set, wanted);
      refuseStrange(payload, protectedHeader, isNow);
      return signIn && isPerson(payload) ? asSignedIn(payload, signIn.acr, isNow) : payload;
    };
    return new Tokens({ check, hasChanged: () => keys.reread() }, null, isNow, asWritten, people, maxVerified);
  }

  /** Of an installation where people sign in and nothing else does: none is taken. */
  static none(): Tokens {
    const check = () => Promise.reject(new Error('no tokens are taken here'));
    return new Tokens(
      { check, hasChanged: () => false },
      null,
      () => true,
      (caller) => caller,
      false,
      1,
    );
  }

  /**
   * @throws Refused 401 UNAUTHENTICATED: no token, not one of ours, at its end, without what every caller has, or of
   * one who is no member any more; 403 PERSON_BY_TOKEN: of a person, where people sign in
   */
  async verify(authorization: string | undefined): Promise<Caller> {
    const said = await this.known(authorization);
    if (said.scopes !== undefined) return said;
    if (!this.people) throw refused('PERSON_BY_TOKEN');
    // Not remembered: what was written a moment ago is in force.
    const caller = this.asWritten(said);
    if (caller === null) throw refused('UNAUTHENTICATED');
    return caller;
  }

  /** Who calls, as the token says. */
  private async known(authorization: string | undefined): Promise<Caller> {
    const token = bearer(authorization);
    if (token === null) throw refused('UNAUTHENTICATED');
    // The token itself is a secret; what is remembered is its hash.
    const key = hash('sha256', token, 'base64url');
    if (this.issuer.hasChanged()) this.verified.clear();
    const known = this.verified.get(key);
    if (known && this.isNow(-Infinity, known.until)) return known.caller;
    this.verified.delete(key);
    const answer = await this.read(token);
    if (answer === null || !this.isNow(-Infinity, answer.until)) throw refused('UNAUTHENTICATED');
    this.verified.set(key, answer);
    return answer.caller;
  }

  /** A token for this caller. Of demo and test alone. */
  async issue({ sub, name, office, roles: held, department, complaint, scopes: asked }: Caller): Promise<string> {
    if (this.secret === null) throw new Error('tokens are issued by the identity provider here, not by the product');
    const claims = {
      name,
      office,
      ...(asked === undefined ? { roles: held } : { scope: asked.join(' ') }),
      ...(department === undefined ? {} : { department }),
      ...(complaint === undefined ? {} : { complaint }),
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(sub)
      .setIssuer(own)
      .setAudience(own)
      .sign(this.secret);
  }

  /** How many are remembered. */
  get remembered(): number {
    return this.verified.size;
  }

  private async read(token: string): Promise<Verified | null> {
    let claims: JWTPayload;
    try {
      claims = await this.issuer.check(token);
    } catch {
      return null;
    }
    const caller = callerIn(claims);
    return caller && { caller, until: claims.exp === undefined ? Infinity : (claims.exp + toleranceSeconds) * 1000 };
  }
}

/** Those that this mode takes. The secret is made on first use. */
export const openTokens = (
  { mode, tokens, signIn }: Pick<Config, 'mode' | 'tokens' | 'signIn'>,
  { tokenSecretFile }: Pick<DataFolder, 'tokenSecretFile'>,
  log: Pick<Log, 'failure'>,
  isNow: IsNow,
  asWritten: AsWritten,
): Tokens =>
  tokens === null
    ? mode === 'production'
      ? Tokens.none()
      : Tokens.own(secretIn(tokenSecretFile), undefined, asWritten)
    : Tokens.of(tokens, isNow, (error) => log.failure(error, { event: 'jwksUnreadable' }), asWritten, signIn);

/** Roles that a person can have; `system` is the product itself and never comes by a token. */
export const tokenRoles: readonly Role[] = roles.filter((role) => role !== 'system');

/**
 * Null where a claim is missing or wrong. `department` and `complaint` are kept for those whose role they bind, and
 * left out for all others.
 */
export function callerIn(claims: Readonly<Record<string, unknown>>): Caller | null {
  const { sub, name, office, roles: held, department, complaint } = claims;
  if (!isPerson(claims)) return integrationIn(claims);
  if (!isWord(sub) || !isWord(name) || !isWord(office) || !areRoles(held)) return null;
  const bound = (role: Role, value: unknown) => (held.includes(role) ? value : undefined);
  const ofDepartment = bound('department', department),
    ofComplaint = bound('citizen', complaint);
  if ((held.includes('department') && !isWord(ofDepartment)) || (held.includes('citizen') && !isWord(ofComplaint)))
    return null;
  return Object.freeze({
    sub,
    name,
    office,
    roles: Object.freeze([...new Set(held)]),
    ...(isWord(ofDepartment) ? { department: ofDepartment } : {}),
    ...(isWord(ofComplaint) ? { complaint: ofComplaint } : {}),
  });
}

/** Who has no role is a program. */
const isPerson = ({ roles: held }: Readonly<Record<string, unknown>>): boolean =>
  held !== undefined && !(Array.isArray(held) && held.length === 0);

/**
 * A program by its client credentials: `sub` is its id at the provider, `scope` what it may ask for (RFC 6749, section
 * 3.3). Scopes that are not of here say nothing; a person's token says what the person may by `roles` alone.
 */
function integrationIn({ sub, name, office, scope }: Readonly<Record<string, unknown>>): Caller | null {
  const asked: readonly string[] = typeof scope === 'string' ? scope.split(' ') : [];
  const known = scopes.filter((each): each is Scope => asked.includes(each));
  if (!isWord(sub) || !isWord(office) || known.length === 0) return null;
  return Object.freeze({ sub, name: isWord(name) ? name : sub, office, roles: [], scopes: Object.freeze(known) });
}

const areRoles = (value: unknown): value is readonly Role[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= tokenRoles.length &&
  value.every((role) => tokenRoles.includes(role as Role));

/** RFC 6750, section 2.1; the scheme's case does not count. */
function bearer(authorization: string | undefined): string | null {
  if (authorization === undefined || authorization.length < 8 || authorization.length > 16_384) return null;
  if (!authorization.startsWith('Bearer ') && authorization.slice(0, 7).toLowerCase() !== 'bearer ') return null;
  return authorization.slice(7).trim();
}

/**
 * What a signature does not say: a token of another use is none (RFC 8725, section 3.11), one from the future or for
 * ever is a slip of the provider's or worse. An id_token of the product's own sign-in has the nonce that it was asked
 * with, and may have the audience of access tokens too.
 */
function refuseStrange(claims: JWTPayload, { typ }: JWTHeaderParameters, isNow: IsNow): void {
  const { exp, iat, nbf, nonce } = claims;
  const life = maxLifeSeconds[isPerson(claims) ? 'person' : 'program'];
  const ofUse = nonce === undefined && (typ === undefined || /^(?:application\/)?(?:at\+)?jwt$/i.test(typ));
  const ends = exp ?? Infinity;
  // One without a beginning began a life ago at the earliest.
  const begins = Math.max(iat ?? ends - life, nbf ?? -Infinity);
  const isShort = Number.isFinite(begins) && ends - (iat ?? begins) <= life;
  const inTime = isNow((begins - toleranceSeconds) * 1000, (ends + toleranceSeconds) * 1000);
  if (!ofUse || !inTime || !isShort) throw new Error('a token of another use or time');
}

/**
 * Beside the pages that people sign in on, no weaker or older way in: what `signIn` asks of an id_token, and an end no
 * later than that sign-in's.
 */
function asSignedIn(payload: JWTPayload, wanted: readonly string[], isNow: IsNow): JWTPayload {
  const { exp, acr, auth_time: signedInAt } = payload;
  if (wanted.length > 0 && (typeof acr !== 'string' || !wanted.includes(acr))) throw new Error('a weaker sign-in');
  if (typeof signedInAt !== 'number') throw new Error('a sign-in at no time');
  const ends = signedInAt + maxLifeSeconds.person;
  if (!isNow((signedInAt - toleranceSeconds) * 1000, (ends + toleranceSeconds) * 1000))
    throw new Error('a sign-in of another time');
  return { ...payload, exp: Math.min(exp ?? ends, ends) };
}

/**
 * The provider's public keys as the file has them: read again when it changes, so that a key withdrawn there opens
 * nothing more.
 */
class KeySetFile {
  set: ReturnType<typeof createLocalJWKSet>;
  private mark: string;

  /** @throws BootRefused */
  constructor(
    private readonly file: string,
    private readonly unreadable: (error: unknown) => void,
  ) {
    this.mark = markOf(file);
    this.set = createLocalJWKSet(readKeys(file));
  }

  /** True when the keys are others than at the last call. */
  reread(): boolean {
    const mark = markOf(this.file);
    if (mark === this.mark) return false;
    this.mark = mark;
    try {
      this.set = createLocalJWKSet(readKeys(this.file));
      return true;
    } catch (error) {
      this.unreadable(error);
      return false;
    }
  }
}

/** Another one for each content that the file has had. */
function markOf(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? 'none' : `${found.mtimeNs} ${found.ctimeNs} ${found.size} ${found.ino}`;
}

function readKeys(file: string): JSONWebKeySet {
  let set: JSONWebKeySet;
  if (existsSync(file)) refuseWritableByOthers(file);
  try {
    set = JSON.parse(readFileSync(file, 'utf8')) as JSONWebKeySet;
  } catch (error) {
    throw new BootRefused(
      `The JWK set ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'not JSON'}). Save the identity provider's public keys (its jwks_uri) there.`,
    );
  }
  if (typeof set !== 'object' || set === null || !Array.isArray(set.keys) || set.keys.length === 0)
    throw new BootRefused(
      `The JWK set ${file} holds no keys. Save the identity provider's public keys (its jwks_uri) there.`,
    );
  for (const key of set.keys) {
    if (key.d !== undefined || key.k !== undefined || key.kty === 'oct')
      throw new BootRefused(
        `The JWK set ${file} holds a private or shared key. Who can read it could sign tokens: keep only public keys there, and renew the one that was exposed.`,
      );
    if (key.kty === 'RSA' && Buffer.from(key.n ?? '', 'base64url').length < 256)
      throw new BootRefused(
        `The JWK set ${file} holds an RSA key of less than 2048 bits. Ask the identity provider for a longer one.`,
      );
  }
  return set;
}

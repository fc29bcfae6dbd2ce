/**
 * The municipality's provider, by OpenID Connect: the code flow with PKCE, state and nonce (OpenID Connect Core 1.0,
 * RFC 7636, RFC 9207), and log-out at both ends (RP-Initiated and Back-Channel Logout 1.0). The protocol is
 * openid-client's; what is asked beyond it stands here.
 */
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { LRUCache } from 'lru-cache';
import * as client from 'openid-client';
import { systemClock } from '../platform/clock.js';
import { isWord } from '../platform/readable-text.js';
import { type Agreement } from './agreement.js';
import { type SignedIn } from './directory.js';

/** What has to be known when the browser comes back; the browser carries it, sealed. */
export interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Who has come by before this does not suffice; seconds since the epoch. Null: a sign-in of the last hours does. */
  readonly notBefore: number | null;
}

export interface Identity {
  readonly person: SignedIn;
  /** When they showed the provider who they are, by its clock; milliseconds since the epoch. */
  readonly signedInAt: number;
  /** What the provider calls its session, for log-out from there. */
  readonly session?: string;
  /** Where citizens sign in: to be compared and forgotten. */
  readonly cpr?: string;
}

/**
 * `away`: the provider cannot be reached or answers nothing useful; `declined`: the person broke off; `clock`: its
 * clock and ours differ too much; `refused`: its answer is not to be trusted.
 */
export type WhyNot = 'away' | 'declined' | 'clock' | 'refused';

/** Nobody was signed in. `detail` is a code of the libraries, never a value of the answer. */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed';
  constructor(
    readonly why: WhyNot,
    readonly detail: string,
  ) {
    super(`${why}: ${detail}`);
  }
}

/** A day's work: who signed in at the provider before that signs in there again. */
const maxAgeSeconds = 8 * 3600;
const toleranceSeconds = 30;
const discoveredForMs = 600_000;
const timeoutSeconds = 10;
const maxAnswerBytes = 1_048_576;
const logOutEvent = 'http://schemas.openid.net/event/backchannel-logout';
const neededPlaces = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;
const furtherPlaces = ['userinfo_endpoint', 'end_session_endpoint'] as const;

export interface ProviderOptions {
  /** `http://` and loopback, in demo and test alone. */
  readonly allowHttp: boolean;
  /** Where the provider sends the browser back to. */
  readonly returnTo: string;
  /** Where the browser may be sent after the provider's own log-out. */
  readonly afterLogOut: string;
  readonly now?: () => number;
}

export class OpenIdProvider {
  private known: { readonly metadata: client.ServerMetadata; readonly until: number } | undefined;
  private readonly usedLogOuts = new LRUCache<string, true>({ max: 10_000 });
  /** Seconds that the provider's clock is ahead of ours, by its last answer. */
  private ahead = 0;
  private failing: string | undefined;

  constructor(
    private readonly agreement: Agreement,
    private readonly options: ProviderOptions,
  ) {}

  private now(): number {
    return this.options.now?.() ?? systemClock.now();
  }

  /** Why nobody can sign in; undefined while nothing is known to be wrong. */
  get trouble(): string | undefined {
    if (this.failing !== undefined) return `The provider of sign-in could not be used (${this.failing}).`;
    if (Math.abs(this.ahead) > toleranceSeconds)
      return `The clock of the provider of sign-in and this machine's differ by ${Math.abs(this.ahead)} seconds.`;
    return undefined;
  }

  /**
   * Where the browser goes.
   * @param isAgain the provider is to ask once more, whatever it knows of the browser
   * @throws SignInFailed
   */
  async begin(isAgain = false): Promise<{ readonly address: string; readonly pending: Pending }> {
    const provider = await this.reach();
    const pending = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      notBefore: isAgain ? Math.floor(this.now() / 1000) : null,
    };
    const { acr, scopes } = this.agreement;
    const address = client.buildAuthorizationUrl(provider, {
      redirect_uri: this.options.returnTo,
      scope: ['openid', 'profile', ...scopes].join(' '),
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      max_age: isAgain ? '0' : String(maxAgeSeconds),
      ...(isAgain ? { prompt: 'login' } : {}),
      ...(acr.length === 0 ? {} : { acr_values: acr.join(' ') }),
    });
    return { address: address.href, pending };
  }

  /**
   * Who has come back.
   * @param query what the provider added to the address
   * @throws SignInFailed
   */
  async finish(query: string, { state, nonce, verifier, notBefore }: Pending): Promise<Identity> {
    const provider = await this.reach();
    // Its keys are fetched at each sign-in: one that was withdrawn vouches for nobody from then on.
    client.enableNonRepudiationChecks(provider);
    const returned = new URL(this.options.returnTo);
    returned.search = query;
    try {
      const tokens = await client.authorizationCodeGrant(provider, returned, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        maxAge: maxAgeSeconds,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new SignInFailed('refused', 'no id_token');
      this.refuseStrange(claims, notBefore);
      const told = { ...(await this.more(provider, tokens.access_token, claims)), ...claims };
      this.failing = undefined;
      const { auth_time: signedInAt = claims.iat } = claims;
      return { ...this.identityIn(told), signedInAt: signedInAt * 1000 };
    } catch (error) {
      throw this.failed(error);
    }
  }

  /**
   * Whom the provider has signed out (Back-Channel Logout 1.0, section 2.6).
   * @throws SignInFailed it is no log-out token of this provider for us, or it was used before
   */
  async loggedOut(token: string): Promise<{ readonly sub?: string; readonly session?: string }> {
    const provider = await this.reach();
    try {
      const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(await this.keys(provider)), {
        algorithms: [this.agreement.algorithm],
        issuer: this.agreement.issuer,
        audience: this.agreement.clientId,
        clockTolerance: toleranceSeconds,
        maxTokenAge: 120,
        requiredClaims: ['iat', 'jti', 'events'],
      });
      const { sub, sid, jti, nonce, events } = payload;
      const isLogOut = typeof events === 'object' && events !== null && logOutEvent in events;
      const whom: readonly unknown[] = [sub, sid].filter((name) => name !== undefined);
      const isNamed = whom.length > 0 && whom.every((name) => typeof name === 'string');
      // Where it says what kind of token it is: none of another kind.
      const isKind = /^(application\/)?(logout\+)?jwt$/i.test(protectedHeader.typ ?? 'jwt');
      if (!isKind || !isLogOut || nonce !== undefined || !isNamed || this.usedLogOuts.has(jti!))
        throw new SignInFailed('refused', 'no logout_token');
      this.usedLogOuts.set(jti!, true);
      return {
        ...(typeof sub === 'string' ? { sub } : {}),
        ...(typeof sid === 'string' ? { session: sid } : {}),
      };
    } catch (error) {
      throw this.failed(error);
    }
  }

  /** Where the browser ends the provider's own session too; null where the provider has no such page. */
  async logOutAddress(): Promise<string | null> {
    try {
      const provider = await this.reach();
      if (provider.serverMetadata().end_session_endpoint === undefined) return null;
      // Without id_token_hint: it names the person, and an address ends in logs.
      return client.buildEndSessionUrl(provider, {
        client_id: this.agreement.clientId,
        post_logout_redirect_uri: this.options.afterLogOut,
      }).href;
    } catch {
      return null;
    }
  }

  /** Discovered again every ten minutes; without the keys of before. @throws SignInFailed */
  private async reach(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret, algorithm } = this.agreement;
    const now = this.now();
    const settings = { id_token_signed_response_alg: algorithm, [client.clockTolerance]: toleranceSeconds };
    const authentication = clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret);
    const asWeWant = (configuration: client.Configuration) => {
      configuration[client.customFetch] = this.fetch;
      configuration.timeout = timeoutSeconds;
      if (this.options.allowHttp) client.allowInsecureRequests(configuration);
    };
    if (this.known && this.known.until > now) {
      const known = new client.Configuration(this.known.metadata, clientId, settings, authentication);
      asWeWant(known);
      return known;
    }
    try {
      const found = await client.discovery(new URL(issuer), clientId, settings, authentication, {
        [client.customFetch]: this.fetch,
        // Asked by itself before anything is fetched, so it has to stand here too.
        execute: [...(this.options.allowHttp ? [client.allowInsecureRequests] : []), asWeWant],
        timeout: timeoutSeconds,
      });
      const metadata = found.serverMetadata();
      this.refusePlaces(metadata);
      this.known = { metadata, until: now + discoveredForMs };
      this.failing = undefined;
      return found;
    } catch (error) {
      throw this.failed(error, 'away');
    }
  }

  /** Browsers and secrets are sent there: by TLS, or on this machine where the issuer itself is. */
  private refusePlaces(metadata: client.ServerMetadata): void {
    const isSafe = (place: unknown): boolean => {
      if (typeof place !== 'string' || !URL.canParse(place)) return false;
      const { protocol, hostname } = new URL(place);
      const isHere = this.options.allowHttp && hostname === new URL(this.agreement.issuer).hostname;
      return protocol === 'https:' || (protocol === 'http:' && isHere);
    };
    const told = furtherPlaces.filter((name) => metadata[name] !== undefined);
    const unsafe = [...neededPlaces, ...told].find((name) => !isSafe(metadata[name]));
    if (unsafe !== undefined) throw new SignInFailed('away', unsafe);
  }

  /** What openid-client leaves to its caller. */
  private refuseStrange(claims: client.IDToken, notBefore: number | null): void {
    const { aud, azp, iat, auth_time: signedInAt = iat, acr } = claims;
    const { clientId, acr: wanted } = this.agreement;
    const refuse = (detail: string): never => {
      throw new SignInFailed('refused', detail);
    };
    if (Array.isArray(aud) && aud.length !== 1) refuse('aud');
    if (azp !== undefined && azp !== clientId) refuse('azp');
    if (wanted.length > 0 && (typeof acr !== 'string' || !wanted.includes(acr))) refuse('acr');
    // It was asked to let them sign in anew, and may not have.
    if (notBefore !== null && signedInAt < notBefore - toleranceSeconds) refuse('auth_time');
    if (Math.max(iat, signedInAt) > this.now() / 1000 + toleranceSeconds) throw new SignInFailed('clock', 'iat');
  }

  /** What the token does not say of the person, where the provider says it at its own place. */
  private async more(
    provider: client.Configuration,
    accessToken: string,
    claims: client.IDToken,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { groupsClaim, cprClaim } = this.agreement;
    const isWhole =
      cprClaim === null ? claims.name !== undefined && claims[groupsClaim] !== undefined : cprClaim in claims;
    if (isWhole || provider.serverMetadata().userinfo_endpoint === undefined) return {};
    return client.fetchUserInfo(provider, accessToken, claims.sub);
  }

  private identityIn(told: Readonly<Record<string, unknown>>): Omit<Identity, 'signedInAt'> {
    if (this.agreement.cprClaim !== null) return citizenIn(told, this.agreement.cprClaim);
    const { sub, name, sid, [this.agreement.groupsClaim]: groups = [] } = told;
    if (!isWord(sub) || looksLikeCpr(sub)) throw new SignInFailed('refused', 'sub');
    if (!isWord(name)) throw new SignInFailed('refused', 'name');
    if (!Array.isArray(groups) || groups.length > 500 || !groups.every((each) => typeof each === 'string'))
      throw new SignInFailed('refused', 'groups');
    return { person: { sub, name, groups }, ...(typeof sid === 'string' ? { session: sid } : {}) };
  }

  private async keys(provider: client.Configuration): Promise<JSONWebKeySet> {
    const answer = await this.fetch(provider.serverMetadata().jwks_uri ?? '', {
      method: 'GET',
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
      body: undefined,
    });
    if (answer.status !== 200) throw new SignInFailed('refused', `jwks ${answer.status}`);
    return (await answer.json()) as JSONWebKeySet;
  }

  /** Bounded, never led elsewhere, and says how its clock stands. */
  private readonly fetch: client.CustomFetch = async (url, init) => {
    try {
      const answer = await fetch(url, { ...init, redirect: 'manual' });
      const date = Date.parse(answer.headers.get('date') ?? '');
      if (Number.isFinite(date)) this.ahead = Math.round((date - this.now()) / 1000);
      const content = await bounded(answer);
      if (answer.status >= 500) throw new SignInFailed('away', `status ${answer.status}`);
      return new Response(content, { status: answer.status, headers: answer.headers });
    } catch (error) {
      // Broken off, never reached, or too late: the network's errors are known here alone.
      throw error instanceof SignInFailed ? error : new SignInFailed('away', codesOf(error));
    }
  };

  private failed(error: unknown, otherwise: WhyNot = 'refused'): SignInFailed {
    const failure = error instanceof SignInFailed ? error : failureIn(error, otherwise, this.ahead);
    if (failure.why === 'away') this.failing = failure.detail;
    // By its clock is judged what it has just answered.
    if (failure.why === 'clock') this.failing = undefined;
    return failure;
  }
}

/** What the provider calls a citizen is not kept: the number alone says whose case it is. */
function citizenIn(told: Readonly<Record<string, unknown>>, claim: string): Omit<Identity, 'signedInAt'> {
  const said = told[claim];
  // A number has lost the zero before it, and a list may be of several people.
  const cpr = typeof said === 'string' ? /^(\d{6})-?(\d{4})$/.exec(said) : null;
  if (!cpr) throw new SignInFailed('refused', 'cpr');
  return { person: { sub: 'citizen', name: 'citizen', groups: [] }, cpr: `${cpr[1]}${cpr[2]}` };
}

function failureIn(error: unknown, otherwise: WhyNot, ahead: number): SignInFailed {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  // openid-client wraps what it does not know.
  if (cause instanceof SignInFailed) return cause;
  const detail = codesOf(error);
  if (error instanceof client.AuthorizationResponseError)
    return new SignInFailed(error.error === 'access_denied' ? 'declined' : 'refused', 'authorization response');
  const isTime = code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED';
  return new SignInFailed(isTime && Math.abs(ahead) > toleranceSeconds ? 'clock' : otherwise, detail);
}

function codesOf(error: unknown): string {
  const { code, name, cause } = error as { code?: unknown; name?: unknown; cause?: { code?: unknown } };
  return [name, code, cause?.code].filter((part) => typeof part === 'string').join(' ') || 'unknown';
}

async function bounded(answer: Response): Promise<Uint8Array<ArrayBuffer> | null> {
  if (answer.body === null || answer.status === 204 || answer.status === 304) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) throw new SignInFailed('away', 'answer too large');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A provider that uses the civil registration number as its name for people is set up wrongly. */
const looksLikeCpr = (sub: string): boolean => /^\d{6}-?\d{4}$/.test(sub);

/**
 * A provider of sign-in in the test's own process, that keeps to OpenID Connect until it is told how not to. It signs
 * whom it is told at once and asks nothing.
 */
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTHeaderParameters } from 'jose';
import { createHash, createHmac, randomUUID, type webcrypto } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export const clientId = 'klagegang-prøve';
export const clientSecret = 'en-hemmelighed-der-er-opfundet-7Yq';

export type Claims = Record<string, unknown>;
export type Place = 'discovery' | 'jwks' | 'token' | 'userinfo' | 'away';
/** Answers in the provider's place; `usual` answers as it would have. */
export type Odd = (response: ServerResponse, usual: () => Promise<void>) => unknown;

/** What it does other than it should. */
export interface Behaviour {
  /** The claims of the id_token as they are signed: `undefined` is not there. */
  readonly claims?: (claims: Claims) => Claims;
  readonly sign?: (claims: Claims, provider: HostileProvider) => string | Promise<string>;
  /** The answer of the token endpoint, before it is sent. */
  readonly tokens?: (answer: Claims) => Claims;
  /** What the browser brings back. */
  readonly back?: (query: URLSearchParams) => void;
  readonly metadata?: (metadata: Claims) => Claims;
  readonly userinfo?: (claims: Claims) => Claims;
  readonly at?: { readonly [at in Place]?: Odd };
  /** Its clock is ahead of the machine's by so many seconds. */
  readonly aheadSeconds?: number;
}

interface Key {
  readonly kid: string;
  readonly privateKey: webcrypto.CryptoKey;
  readonly publicJwk: JWK;
}

export const alice = { sub: 'horsens-karen', name: 'Karen Samtaleby', groups: ['horsens:adviser', 'horsens:head'] };
const maxAgeIsAsked = 8 * 3600;

export class HostileProvider {
  behaviour: Behaviour = {};
  key!: Key;
  /** All that it was asked, and all that must never be written by whom it told. */
  readonly asked: { readonly place: string; readonly query: URLSearchParams; readonly body: URLSearchParams }[] = [];
  readonly told: string[] = [];
  private readonly codes = new Map<string, URLSearchParams>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  static async open(): Promise<HostileProvider> {
    const provider = new HostileProvider();
    provider.key = await newKey();
    await new Promise<void>((resolve) => provider.server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Seconds since the epoch, by its own clock. */
  get now(): number {
    return Math.floor(Date.now() / 1000) + (this.behaviour.aheadSeconds ?? 0);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  sign(claims: Claims, header: Partial<JWTHeaderParameters> = {}, key: Key = this.key): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: key.kid, ...header }).sign(key.privateKey);
  }

  /** What a log-out token holds (Back-Channel Logout 1.0, section 2.4). */
  logOutClaims(): Claims {
    return {
      iss: this.issuer,
      aud: clientId,
      iat: this.now,
      exp: this.now + 120,
      jti: randomUUID(),
      sub: alice.sub,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, this.issuer);
    const body = new URLSearchParams(await text(request));
    const place = places[url.pathname] ?? 'away';
    this.asked.push({ place, query: url.searchParams, body });
    response.setHeader('date', new Date(this.now * 1000).toUTCString());
    const usual = async () => this.usual(place, url, body, response);
    const odd = place === 'authorize' ? undefined : this.behaviour.at?.[place];
    await (odd ? odd(response, usual) : usual());
  }

  private async usual(
    place: Place | 'authorize',
    url: URL,
    body: URLSearchParams,
    response: ServerResponse,
  ): Promise<void> {
    const { metadata = same, userinfo = same, tokens = same } = this.behaviour;
    switch (place) {
      case 'discovery':
        return json(response, metadata(this.metadata()));
      case 'jwks':
        return json(response, { keys: [this.key.publicJwk] });
      case 'authorize':
        return this.sendBack(url.searchParams, response);
      case 'token':
        return json(response, tokens(await this.tokensFor(body)));
      case 'userinfo':
        return json(response, userinfo({ ...alice }));
      case 'away':
        response.writeHead(404).end();
    }
  }

  private metadata(): Claims {
    const { issuer } = this;
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      userinfo_endpoint: `${issuer}/userinfo`,
      end_session_endpoint: `${issuer}/end`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    };
  }

  private sendBack(asked: URLSearchParams, response: ServerResponse): void {
    const code = randomUUID();
    this.codes.set(code, asked);
    this.told.push(code);
    const back = new URL(asked.get('redirect_uri')!);
    back.search = new URLSearchParams({ code, state: asked.get('state')!, iss: this.issuer }).toString();
    const query = back.searchParams;
    this.behaviour.back?.(query);
    response.writeHead(303, { location: back.href }).end();
  }

  /** @throws where the client does not show what it said that it had (RFC 7636, section 4.6) */
  private async tokensFor(body: URLSearchParams): Promise<Claims> {
    const asked = this.codes.get(body.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    if (!asked || asked.get('code_challenge_method') !== 'S256' || asked.get('code_challenge') !== challenge)
      return { error: 'invalid_grant' };
    this.codes.delete(body.get('code')!);
    const { claims: turn = same, sign = (each: Claims) => this.sign(each) } = this.behaviour;
    const claims = turn({
      ...alice,
      iss: this.issuer,
      aud: clientId,
      iat: this.now,
      exp: this.now + 300,
      auth_time: this.now - 60,
      nonce: asked.get('nonce'),
      acr: 'urn:dk:substantial',
      sid: 'their-session',
    });
    const [token, access] = [await sign(claims, this), randomUUID()];
    this.told.push(token, access, asked.get('nonce')!, asked.get('state')!, alice.name, alice.sub);
    return { access_token: access, token_type: 'Bearer', expires_in: 300, id_token: token };
  }
}

const places: Readonly<Record<string, Place | 'authorize'>> = {
  '/.well-known/openid-configuration': 'discovery',
  '/jwks': 'jwks',
  '/authorize': 'authorize',
  '/token': 'token',
  '/userinfo': 'userinfo',
};
const same = (claims: Claims): Claims => claims;

export async function newKey(kid: string = randomUUID()): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}

export function json(
  response: ServerResponse,
  content: Claims,
  status = content.error === undefined ? 200 : 400,
): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}

/** Longer ago than the client lets it be. */
export const tooLongAgo = maxAgeIsAsked + 120;

const encoded = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64url');
export const unsigned = (claims: Claims): string => `${encoded({ alg: 'none' })}.${encoded(claims)}.`;

/** Signed by HS256 with what is no secret of the provider's, or no secret at all. */
export function withSecret(claims: Claims, kid: string, secret: string | Buffer = clientSecret): string {
  const signed = `${encoded({ alg: 'HS256', kid })}.${encoded(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

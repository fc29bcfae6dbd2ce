/** The transit engine of HashiCorp Vault or OpenBao as a key service: their HTTP API, version 1. */
import { readFileSync } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { refuseReadableByOthers } from '../platform/private-file.js';
import { type KeyService, KeyServiceAway } from './key-service.js';
import { KeysRefused } from './refusals.js';

export interface TransitOptions {
  /** `https://vault.example.dk:8200`, without a path. */
  readonly url: string;
  /** Where the engine is mounted. */
  readonly mount: string;
  /** Of a key of the type aes256-gcm96 or another that encrypts. */
  readonly keyName: string;
  /** One line, mode 0600; read for each request, since an agent renews it. */
  readonly tokenFile: string;
  /** The authority of the service, where it is one's own; null: those that Node knows. */
  readonly caFile: string | null;
  readonly withinMs?: number;
}

/** What is sealed begins so: what another program sealed by the same key is no key of ours. */
const ours = Buffer.from('klagegang\0');

export class TransitService implements KeyService {
  constructor(private readonly options: TransitOptions) {}

  // Without associated data: `rewrap` does not take it (hashicorp/vault, issue 29532).
  async seal(bytes: Uint8Array): Promise<string> {
    const plain = Buffer.concat([ours, bytes]);
    const { ciphertext } = await this.ask('encrypt', { plaintext: plain.toString('base64') });
    plain.fill(0);
    return this.text(ciphertext);
  }

  async open(sealed: string): Promise<Buffer> {
    const { plaintext } = await this.ask('decrypt', { ciphertext: sealed });
    const plain = Buffer.from(this.text(plaintext), 'base64');
    if (!plain.subarray(0, ours.length).equals(ours))
      throw new KeysRefused(
        `What the key ${this.options.keyName} of ${this.options.url} opened is no master key of Klagegang. Put back the sealed master key of this installation.`,
      );
    return plain.subarray(ours.length);
  }

  async rotate(): Promise<void> {
    await this.ask('rotate', {});
  }

  async renew(sealed: string): Promise<string> {
    return this.text((await this.ask('rewrap', { ciphertext: sealed }))['ciphertext']);
  }

  private text(value: unknown): string {
    if (typeof value !== 'string') throw this.away('its answer was cut off');
    return value;
  }

  private async ask(what: 'encrypt' | 'decrypt' | 'rewrap' | 'rotate', body: object): Promise<Record<string, unknown>> {
    const { mount, keyName } = this.options;
    const path = what === 'rotate' ? `/v1/${mount}/keys/${keyName}/rotate` : `/v1/${mount}/${what}/${keyName}`;
    const { status, content } = await this.post(path, JSON.stringify(body));
    if (status === 403)
      throw new KeysRefused(
        `The key service ${this.options.url} does not let this token ${what} with the key ${keyName} (403). Give the token of ${this.options.tokenFile} a policy with update on ${path.slice(1)}, or renew it.`,
      );
    if (status === 400 || status === 404)
      throw new KeysRefused(
        what === 'decrypt' || what === 'rewrap'
          ? `The key ${keyName} of ${this.options.url} does not open the master key (${status}). It is another key, or min_decryption_version has left out the version that it was sealed by. Name the right key in "keyName", or lower that version.`
          : `The key service ${this.options.url} cannot ${what} with ${keyName} (${status}). Make the key, of the type aes256-gcm96, and enable the transit engine at "${mount}".`,
      );
    if (status === 503) throw this.away('it is sealed, or in maintenance (503)');
    if (status < 200 || status > 299) throw this.away(`it answered ${status}`);
    if (what === 'rotate') return {};
    try {
      return (JSON.parse(content) as { readonly data: Record<string, unknown> }).data ?? {};
    } catch {
      throw this.away('its answer was cut off');
    }
  }

  private async post(path: string, body: string): Promise<{ readonly status: number; readonly content: string }> {
    const { url, caFile, withinMs = 10_000 } = this.options;
    const target = new URL(path, url);
    try {
      const asked = (target.protocol === 'https:' ? request : requestPlain)(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-vault-token': this.token },
        signal: AbortSignal.timeout(withinMs),
        // A connection of its own: the service is asked at starts and rotations alone.
        agent: false,
        ...(caFile === null ? {} : { ca: readFileSync(caFile) }),
      });
      asked.end(body);
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      return { status: answer.statusCode ?? 0, content: await text(answer) };
    } catch (error) {
      if (error instanceof KeysRefused) throw error;
      const { code, name } = error as NodeJS.ErrnoException;
      throw this.away(name === 'TimeoutError' || name === 'AbortError' ? 'it does not answer' : (code ?? name));
    }
  }

  private get token(): string {
    const { tokenFile } = this.options;
    let token: string;
    try {
      refuseReadableByOthers(tokenFile);
      token = readFileSync(tokenFile, 'utf8').trim();
    } catch (error) {
      throw new KeysRefused(
        (error as NodeJS.ErrnoException).code !== undefined
          ? `${tokenFile}, which holds the token of the key service, cannot be read (${(error as NodeJS.ErrnoException).code}). Check the path in "tokenFile" and the file's owner.`
          : (error as Error).message,
      );
    }
    if (!/^[\x21-\x7e]+$/.test(token))
      throw new KeysRefused(`${tokenFile} does not hold a token of the key service: one line, without spaces.`);
    return token;
  }

  private away(why: string): KeyServiceAway {
    return new KeyServiceAway(
      `The key service ${this.options.url} cannot be used (${why}), and the master key opens by nothing else. Look whether it runs, is unsealed and can be reached from here.`,
    );
  }
}

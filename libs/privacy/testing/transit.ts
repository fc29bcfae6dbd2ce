/**
 * A transit engine as the documents of Vault and OpenBao describe it, as far as the product asks it, with what can go
 * wrong: it is away, slow, sealed, does not let the token, or cuts its answer.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export type Fault = 'away' | 'silent' | 'sealed' | 'forbidden' | 'cut' | 'broken';

interface Named {
  readonly versions: Buffer[];
  minDecryptionVersion: number;
}

export class TransitSimulator {
  fault: Fault | undefined;
  /** What was asked, in order: `encrypt`, `decrypt`, `rewrap`, `rotate`. */
  readonly asked: string[] = [];
  readonly keys = new Map<string, Named>();
  url = '';
  private readonly server: Server;

  private constructor(
    private readonly token: string,
    tls: { readonly key: string; readonly cert: string } | undefined,
  ) {
    const answer: RequestListener = (request, response) => void this.answer(request, response);
    this.server = tls ? createTlsServer(tls, answer) : createServer(answer);
  }

  static async start(token: string, { keys = ['klagegang'], tls, port = 0 }: Starting = {}): Promise<TransitSimulator> {
    const simulator = new TransitSimulator(token, tls);
    for (const name of keys) simulator.keys.set(name, { versions: [randomBytes(32)], minDecryptionVersion: 1 });
    simulator.server.listen(port, '127.0.0.1');
    await once(simulator.server, 'listening');
    const at = (simulator.server.address() as AddressInfo).port;
    simulator.url = tls ? `https://localhost:${at}` : `http://127.0.0.1:${at}`;
    return simulator;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { fault } = this;
    if (fault === 'away') return void request.socket.destroy();
    const body = (await json(request).catch(() => ({}))) as Record<string, string>;
    if (fault === 'silent') return;
    const say = (status: number, content: object): void => {
      const text = JSON.stringify(content);
      response.writeHead(status, { 'content-type': 'application/json' });
      if (fault !== 'cut') return void response.end(text);
      response.write(text.slice(0, text.length / 2));
      response.socket!.end();
    };
    if (fault === 'sealed') return say(503, { errors: ['Vault is sealed'] });
    if (fault === 'broken') return say(500, { errors: ['internal error'] });
    if (fault === 'forbidden' || request.headers['x-vault-token'] !== this.token)
      return say(403, { errors: ['permission denied'] });
    const [, what, name] = /^\/v1\/transit\/(encrypt|decrypt|rewrap)\/([^/]+)$/.exec(request.url!) ?? [
      '',
      'rotate',
      /^\/v1\/transit\/keys\/([^/]+)\/rotate$/.exec(request.url!)?.[1],
    ];
    const key = this.keys.get(name ?? '');
    if (request.method !== 'POST' || name === undefined) return say(404, { errors: [] });
    if (!key) return say(400, { errors: ['encryption key not found'] });
    this.asked.push(what);
    try {
      if (what === 'rotate') key.versions.push(randomBytes(32));
      const plain =
        what === 'encrypt'
          ? Buffer.from(body['plaintext']!, 'base64')
          : what !== 'rotate' && opened(key, body['ciphertext']!);
      say(
        200,
        what === 'rotate'
          ? { data: { latest_version: key.versions.length } }
          : {
              data:
                what === 'decrypt'
                  ? { plaintext: (plain as Buffer).toString('base64') }
                  : { ciphertext: sealed(key, plain as Buffer) },
            },
      );
    } catch (error) {
      say(400, { errors: [(error as Error).message] });
    }
  }
}

interface Starting {
  readonly keys?: readonly string[];
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly port?: number;
}

function sealed({ versions }: Named, plain: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', versions.at(-1)!, nonce);
  const box = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `vault:v${versions.length}:${box.toString('base64')}`;
}

function opened({ versions, minDecryptionVersion }: Named, sealedText: string): Buffer {
  const [, version, text] = /^vault:v(\d+):(.+)$/.exec(sealedText) ?? [];
  if (text === undefined) throw new Error('invalid ciphertext: no prefix');
  if (Number(version) < minDecryptionVersion)
    throw new Error('ciphertext or signature version is disallowed by policy (too old)');
  const [key, box] = [versions[Number(version) - 1], Buffer.from(text, 'base64')];
  if (!key) throw new Error('invalid ciphertext: version is too new');
  const cipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12));
  cipher.setAuthTag(box.subarray(-16));
  try {
    return Buffer.concat([cipher.update(box.subarray(12, -16)), cipher.final()]);
  } catch {
    throw new Error('cipher: message authentication failed');
  }
}

/** How a delivery is signed: Standard Webhooks 1.0, symmetric (`v1`). Its receivers verify with any library for it. */
import { createHmac } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { OperatorError } from '../platform/operator-error.js';

/** A file of secrets that cannot be used; the message says why, never what is in it. */
export class SecretsUnusable extends OperatorError {
  override readonly name = 'SecretsUnusable';
}

/** Of the standard: 192 to 512 bits. */
const [fewestBytes, mostBytes] = [24, 64];

/**
 * One secret in a line, `whsec_` and base64, or two while one takes the place of the other: what is signed with both is
 * taken by whoever knows one of them.
 * @throws SecretsUnusable it is not there, can be read by others, or holds something else
 */
export async function secretsIn(file: string): Promise<readonly Buffer[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new SecretsUnusable(
      `${file}, which holds the secret of a webhook, cannot be read (${(error as NodeJS.ErrnoException).code}). Check its path and its owner.`,
    );
  }
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0)
    throw new SecretsUnusable(`${file} can be read by others, and it is a secret. Run: chmod 600 ${file}`);
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const secrets = lines.flatMap((line) => {
    const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(line.trim())?.[1];
    const secret = Buffer.from(encoded ?? '', 'base64');
    return secret.length >= fewestBytes && secret.length <= mostBytes ? [secret] : [];
  });
  if (secrets.length === 0 || secrets.length > 2 || secrets.length < lines.length)
    throw new SecretsUnusable(
      `${file} does not hold the secret of a webhook: one line, or two while it is changed, each whsec_ and ${fewestBytes} to ${mostBytes} bytes in base64. Make one: echo "whsec_$(openssl rand -base64 32)"`,
    );
  return secrets;
}

export interface Message {
  /** The same however often it is sent. */
  readonly id: string;
  /** When this attempt is made, milliseconds since the epoch. */
  readonly sentAt: number;
  readonly body: string;
}

/** The three headers of the standard. */
export function signed({ id, sentAt, body }: Message, secrets: readonly Buffer[]): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt / 1000));
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

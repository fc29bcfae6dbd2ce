import { hash, randomUUID } from 'node:crypto';

export const randomId = (): string => randomUUID();

/** UUID version 5 (RFC 9562, section 5.5) of a name within a namespace that is itself a UUID. Lower case. */
export function uuidV5(namespace: string, name: string): string {
  const bytes = Buffer.allocUnsafe(16 + Buffer.byteLength(name));
  bytes.write(namespace.replaceAll('-', ''), 'hex');
  bytes.write(name, 16);
  const digest = hash('sha1', bytes, 'buffer');
  digest[6] = (digest[6]! & 0x0f) | 0x50;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const events = 'd9b3c1f0-6d1c-5a0b-9f65-0a2b7c7f4c11';

/**
 * Id of the n-th event of a command: the same command always makes the same ids, so a repeated append is recognised
 * (law 3).
 */
export const eventId = (commandId: string, index: number): string => uuidV5(events, `${commandId}/${index}`);

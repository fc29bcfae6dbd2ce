import { hash, randomUUID } from 'node:crypto';

export const randomId = (): string => randomUUID();

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** UUID version 5 (RFC 9562, section 5.5) of a name within a namespace that is itself a UUID. Lower case. */
export const uuidV5 = (namespace: string, name: string): string => named(bytesOf(namespace), name);

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

/** The seventeenth digit: its two upper bits say the variant (RFC 9562, section 4.1). */
const variants = '89ab';

function named(namespace: Buffer, name: string): string {
  const bytes = Buffer.allocUnsafe(16 + Buffer.byteLength(name));
  bytes.set(namespace);
  bytes.write(name, 16);
  const hex = hash('sha1', bytes, 'hex');
  const variant = variants[Number.parseInt(hex[16]!, 16) & 3]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const events = bytesOf('d9b3c1f0-6d1c-5a0b-9f65-0a2b7c7f4c11');

/**
 * Id of the n-th event of a command: the same command always makes the same ids, so a repeated append is recognised
 * (law 3).
 */
export const eventId = (commandId: string, index: number): string => named(events, `${commandId}/${index}`);

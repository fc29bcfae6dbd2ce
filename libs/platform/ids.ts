import { hash, randomUUID } from 'node:crypto';

export const randomId = (): string => randomUUID();

const namespaces = new Map<string, Buffer>();
const bytesOf = (namespace: string): Buffer => {
  let bytes = namespaces.get(namespace);
  if (bytes === undefined) namespaces.set(namespace, (bytes = Buffer.from(namespace.replaceAll('-', ''), 'hex')));
  return bytes;
};

/** UUID version 5 (RFC 9562, section 5.5) of a name within a namespace that is itself a UUID. Lower case. */
export function uuidV5(namespace: string, name: string): string {
  const bytes = Buffer.allocUnsafe(16 + Buffer.byteLength(name));
  bytesOf(namespace).copy(bytes);
  bytes.write(name, 16);
  const hex = hash('sha1', bytes, 'hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const events = 'd9b3c1f0-6d1c-5a0b-9f65-0a2b7c7f4c11';

/**
 * Id of the n-th event of a command: the same command always makes the same ids, so a repeated append is recognised
 * (law 3).
 */
export const eventId = (commandId: string, index: number): string => uuidV5(events, `${commandId}/${index}`);

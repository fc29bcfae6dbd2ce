import {
  type AllStreamResolvedEvent,
  type EventData,
  type ResolvedEvent,
  binaryEvent,
  jsonEvent,
} from '@eventstore/db-client';
import { type EncodedRecord } from '../encode.js';
import { type JsonObject, type StoredRecord } from '../port.js';

/**
 * The client's form of a record that `encode` has checked: the client serialises inside a promise that nobody can catch
 * (trap 1). Metadata go as the bytes of their JSON text; the client reads them back as the object.
 */
export function toEvent({ id, type, data, metadata }: EncodedRecord): EventData {
  const bytes = Uint8Array.from(Buffer.from(metadata, 'utf8'));
  return typeof data === 'string'
    ? jsonEvent({ id, type, data: JSON.parse(data) as Record<string, unknown>, metadata: bytes })
    : binaryEvent({ id, type, data, metadata: bytes });
}

/**
 * The record of an event as the client gives it, or undefined for what is not this office's: system events, other
 * offices, links. What is no JSON object though it says so comes as its bytes: then the codec refuses that one event,
 * and the others go on.
 */
export function toRecord(resolved: ResolvedEvent | AllStreamResolvedEvent, prefix: string): StoredRecord | undefined {
  const { event } = resolved;
  if (event === undefined || !event.streamId.startsWith(prefix) || event.type.startsWith('$')) return undefined;
  const { streamId, id, revision, type, isJson, position } = event;
  const data: unknown = event.data;
  const metadata: unknown = event.metadata;
  return {
    stream: streamId.slice(prefix.length),
    id,
    type,
    revision: Number(revision),
    position: position!.commit,
    data: !isJson
      ? new Uint8Array(data as Uint8Array)
      : isObject(data)
        ? data
        : Uint8Array.from(Buffer.from(typeof data === 'string' ? data : JSON.stringify(data))),
    metadata: isObject(metadata) && !(metadata instanceof Uint8Array) ? metadata : {},
  };
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

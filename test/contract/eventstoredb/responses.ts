import { once } from 'node:events';
import type * as Grpc from '@grpc/grpc-js';
import type * as Streams from '@eventstore/db-client/generated/streams_pb.js';
import { type Entry } from './event-log.js';
import { identifierOf, shared, streams } from './wire.js';

export type ReadCall = Grpc.ServerWritableStream<Streams.ReadReq, Streams.ReadResp>;

/** Sends at the client's pace. */
export async function write(call: ReadCall, response: Streams.ReadResp): Promise<void> {
  if (call.write(response) || call.cancelled) return;
  const over = new AbortController();
  const { signal } = over;
  await Promise.race(['drain', 'cancelled', 'close'].map((event) => once(call, event, { signal }))).catch(
    () => undefined,
  );
  over.abort();
}

/** Events that were sent since the start, to whoever asked. */
export const sent = { events: 0 };

const ticksPerMs = 10_000n;

export function eventOf(
  { id, type, json, data, metadata, stream, revision, position, createdAt }: Entry,
  inLog: boolean,
): Streams.ReadResp {
  sent.events += 1;
  const uuid = new shared.UUID();
  uuid.setString(id);
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(uuid);
  recorded.setStreamIdentifier(identifierOf(stream));
  recorded.setStreamRevision(String(revision));
  recorded.setCommitPosition(String(position));
  recorded.setPreparePosition(String(position));
  recorded
    .getMetadataMap()
    .set('type', type)
    .set('content-type', json ? 'application/json' : 'application/octet-stream')
    .set('created', String(BigInt(createdAt) * ticksPerMs));
  recorded.setData(Uint8Array.from(data));
  recorded.setCustomMetadata(Uint8Array.from(metadata));
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(recorded);
  if (inLog) event.setCommitPosition(String(position));
  else event.setNoPosition(new shared.Empty());
  const response = new streams.ReadResp();
  response.setEvent(event);
  return response;
}

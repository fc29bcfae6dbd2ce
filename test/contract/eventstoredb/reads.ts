import { once } from 'node:events';
import type * as Grpc from '@grpc/grpc-js';
import type * as Streams from '@eventstore/db-client/generated/streams_pb.js';
import { type Node } from './appends.js';
import { type Entry } from './event-log.js';
import { refusal, streamDeleted } from './guard.js';
import { follow } from './subscriptions.js';
import { grpc, identifierOf, rpcError, shared, streamName, streams } from './wire.js';

export type ReadCall = Grpc.ServerWritableStream<Streams.ReadReq, Streams.ReadResp>;

/** Streams and $all, forwards and backwards, and subscriptions to $all: on the wire they are one call. */
export const read = (node: Node) => (call: ReadCall): void => {
  call.on('error', () => undefined);
  const refused = refusal(call.metadata, node.faults, node.user);
  if (refused) { call.emit('error', refused); return; }
  const options = call.request.getOptions()!;
  const work = options.hasSubscription() ? follow(node, call, options) : options.hasStream() ? readStream(node, call, options) : readAll(node, call, options);
  work.catch((error: unknown) => call.emit('error', error));
};

async function readStream({ log }: Node, call: ReadCall, options: Streams.ReadReq.Options): Promise<void> {
  const asked = options.getStream()!;
  const name = streamName(asked.getStreamIdentifier());
  const all = log.stream(name);
  if (all === 'gone') throw streamDeleted(name);
  if (all === undefined) {
    const notFound = new streams.ReadResp.StreamNotFound();
    notFound.setStreamIdentifier(identifierOf(name));
    const response = new streams.ReadResp();
    response.setStreamNotFound(notFound);
    call.write(response);
    call.end();
    return;
  }
  const backwards = options.getReadDirection() === 1;
  const from = asked.hasRevision() ? BigInt(asked.getRevision()) : asked.hasEnd() ? 2n ** 63n : 0n;
  const wanted = backwards ? all.filter(({ revision }) => revision <= from).reverse() : all.filter(({ revision }) => revision >= from);
  await send(call, wanted.slice(0, countOf(options)), false);
}

async function readAll({ log }: Node, call: ReadCall, options: Streams.ReadReq.Options): Promise<void> {
  const asked = options.getAll()!;
  const at = asked.hasPosition() ? log.indexOf(BigInt(asked.getPosition()!.getCommitPosition())) : asked.hasEnd() ? log.entries.length : 0;
  // Backwards the start itself is left out, as the position stands before the event that begins there.
  const wanted = options.getReadDirection() === 1 ? log.entries.slice(0, at).reverse() : log.entries.slice(at);
  await send(call, wanted.slice(0, countOf(options)), true);
}

function countOf(options: Streams.ReadReq.Options): number {
  const count = Number(options.getCount());
  if (count === 0) throw rpcError(grpc.status.UNKNOWN, 'Exception was thrown by handler.');
  return count;
}

async function send(call: ReadCall, entries: readonly Entry[], inLog: boolean): Promise<void> {
  for (const entry of entries) {
    if (call.cancelled || call.destroyed) return;
    await write(call, eventOf(entry, inLog));
  }
  call.end();
}

/** Sends at the client's pace. */
export async function write(call: ReadCall, response: Streams.ReadResp): Promise<void> {
  if (call.write(response) || call.cancelled) return;
  const over = new AbortController();
  const { signal } = over;
  await Promise.race(['drain', 'cancelled', 'close'].map((event) => once(call, event, { signal }))).catch(() => undefined);
  over.abort();
}

const ticksPerMs = 10_000n;

export function eventOf({ id, type, json, data, metadata, stream, revision, position, createdAt }: Entry, inLog: boolean): Streams.ReadResp {
  const uuid = new shared.UUID();
  uuid.setString(id);
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(uuid);
  recorded.setStreamIdentifier(identifierOf(stream));
  recorded.setStreamRevision(String(revision));
  recorded.setCommitPosition(String(position));
  recorded.setPreparePosition(String(position));
  recorded.getMetadataMap().set('type', type).set('content-type', json ? 'application/json' : 'application/octet-stream').set('created', String(BigInt(createdAt) * ticksPerMs));
  recorded.setData(Uint8Array.from(data));
  recorded.setCustomMetadata(Uint8Array.from(metadata));
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(recorded);
  if (inLog) event.setCommitPosition(String(position)); else event.setNoPosition(new shared.Empty());
  const response = new streams.ReadResp();
  response.setEvent(event);
  return response;
}

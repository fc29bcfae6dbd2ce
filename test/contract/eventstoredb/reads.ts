import type * as Streams from '@eventstore/db-client/generated/streams_pb.js';
import { type Node } from './appends.js';
import { type Entry } from './event-log.js';
import { noRecordThere, refusal, streamDeleted } from './guard.js';
import { type ReadCall, eventOf, write } from './responses.js';
import { follow, positionIn } from './subscriptions.js';
import { grpc, identifierOf, rpcError, streamName, streams } from './wire.js';

/** Streams and $all, forwards and backwards, and subscriptions to $all: on the wire they are one call. */
export const read =
  (node: Node) =>
  (call: ReadCall): void => {
    call.on('error', () => undefined);
    const refused = refusal(call.metadata, node.faults, node.user);
    if (refused) {
      call.emit('error', refused);
      return;
    }
    const options = call.request.getOptions()!;
    const work = options.hasSubscription()
      ? follow(node, call, options)
      : options.hasStream()
        ? readStream(node, call, options)
        : readAll(node, call, options);
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
  const backwards = isBackwards(options);
  const from = asked.hasRevision() ? BigInt(asked.getRevision()) : asked.hasEnd() ? 2n ** 63n : 0n;
  const wanted = backwards
    ? all.filter(({ revision }) => revision <= from).reverse()
    : all.filter(({ revision }) => revision >= from);
  await send(call, wanted.slice(0, countOf(options)), false);
}

async function readAll({ log }: Node, call: ReadCall, options: Streams.ReadReq.Options): Promise<void> {
  const asked = options.getAll()!;
  const [position, backwards] = [positionIn(asked), isBackwards(options)];
  if (position !== undefined && !log.canBeReadFrom(position, backwards)) throw noRecordThere();
  const at = position === undefined ? (asked.hasEnd() ? log.entries.length : 0) : log.indexOf(position);
  // Backwards the start itself is left out, as the position stands before the event that begins there.
  const wanted = backwards ? log.entries.slice(0, at).reverse() : log.entries.slice(at);
  await send(call, wanted.slice(0, countOf(options)), true);
}

const isBackwards = (options: Streams.ReadReq.Options): boolean =>
  options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;

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

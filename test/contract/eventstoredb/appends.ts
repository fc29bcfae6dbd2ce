import { setTimeout as later } from 'node:timers/promises';
import type * as Grpc from '@grpc/grpc-js';
import type * as Shared from '@eventstore/db-client/generated/shared_pb.js';
import type * as Streams from '@eventstore/db-client/generated/streams_pb.js';
import { type EventLog, type Expected, type Proposed, type Written } from './event-log.js';
import { type Faults, due } from './faults.js';
import { notLeader, refusal, streamDeleted } from './guard.js';
import {
  Any,
  GoogleEmpty,
  StatusMessage,
  dropConnection,
  grpc,
  identifierOf,
  rpcError,
  shared,
  streamName,
  streams,
} from './wire.js';

/** What the calls share: the log, what goes wrong, and who may call (`user:password`; undefined: anyone). */
export interface Node {
  readonly log: EventLog;
  readonly faults: Faults;
  /** What is stored only when that is told. */
  readonly late: (() => void)[];
  readonly user: string | undefined;
}

type BatchCall = Grpc.ServerDuplexStream<Streams.BatchAppendReq, Streams.BatchAppendResp>;
interface Pending {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: Proposed[];
  bytes: number;
}

/** Appends over one stream of requests, answered one by one in the order in which they are stored. */
export const batchAppend =
  ({ log, faults, user, late }: Node) =>
  (call: BatchCall): void => {
    const refused = refusal(call.metadata, { ...faults, notReady: false, leader: null }, user);
    if (refused) {
      call.emit('error', refused);
      return;
    }
    const pending = new Map<string, Pending>();
    const answer = async (
      request: Streams.BatchAppendReq,
      stream: string,
      fill: (response: Streams.BatchAppendResp) => void,
    ): Promise<void> => {
      const response = new streams.BatchAppendResp();
      response.setCorrelationId(request.getCorrelationId());
      response.setStreamIdentifier(identifierOf(stream));
      fill(response);
      if (faults.delayMs > 0) await later(faults.delayMs);
      if (call.destroyed || call.cancelled) return;
      call.write(response);
      if (due(faults, 'duplicateAnswer')) call.write(response);
    };
    call.on('error', () => undefined);
    call.on('end', () => call.end());
    call.on('data', (request: Streams.BatchAppendReq) => {
      const id = request.getCorrelationId()!.getString();
      const options = request.getOptions();
      if (options)
        pending.set(id, {
          stream: streamName(options.getStreamIdentifier()),
          expected: expectedOf(options),
          events: [],
          bytes: 0,
        });
      const append = pending.get(id);
      if (!append) return;
      for (const message of request.getProposedMessagesList()) add(append, message);
      const { stream, expected, events, bytes } = append;
      if (bytes > faults.maxAppendSize) {
        pending.delete(id);
        const details = new shared.MaximumAppendSizeExceeded();
        details.setMaxappendsize(faults.maxAppendSize);
        void answer(request, stream, (response) => response.setError(status(3, 'MaximumAppendSizeExceeded', details)));
        return;
      }
      if (!request.getIsFinal()) return;
      pending.delete(id);
      if (faults.leader && call.metadata.get('requires-leader')[0] === 'true') {
        call.emit('error', notLeader(faults.leader));
        return;
      }
      if (faults.notReady) {
        void answer(request, stream, (response) => response.setError(status(0, 'Server Is Not Ready', undefined)));
        return;
      }
      if (stream === '' || events.some((event) => event.id === '')) {
        void answer(request, stream, (response) => response.setError(status(3, 'BadRequest', new shared.BadRequest())));
        return;
      }
      if (due(faults, 'dropUnstored')) {
        dropConnection(call);
        return;
      }
      if (due(faults, 'storeLate')) {
        late.push(() => log.append(stream, expected, events));
        return;
      }
      const written = log.append(stream, expected, events);
      if (due(faults, 'storeAndDrop')) {
        dropConnection(call);
        return;
      }
      if (due(faults, 'loseAnswer')) return;
      if (due(faults, 'answerTimeout')) {
        void answer(request, stream, (response) => response.setError(status(4, 'Timeout', new shared.Timeout())));
        return;
      }
      void answer(request, stream, (response) => result(response, written, expected, stream));
    });
  };

/** The append of a single call, which the client uses with credentials of its own. */
export const append =
  ({ log, faults, user }: Node) =>
  (
    call: Grpc.ServerReadableStream<Streams.AppendReq, Streams.AppendResp>,
    respond: Grpc.sendUnaryData<Streams.AppendResp>,
  ): void => {
    const refused = refusal(call.metadata, faults, user);
    if (refused) {
      respond(refused);
      return;
    }
    let asked: Pending | undefined;
    call.on('data', (request: Streams.AppendReq) => {
      const options = request.getOptions();
      if (options)
        asked = {
          stream: streamName(options.getStreamIdentifier()),
          expected: plainExpectedOf(options),
          events: [],
          bytes: 0,
        };
      const message = request.getProposedMessage();
      if (message && asked) add(asked, message);
    });
    call.on('end', () => {
      const { stream, expected, events, bytes } = asked!;
      if (bytes > faults.maxAppendSize) {
        respond(
          rpcError(grpc.status.INVALID_ARGUMENT, 'Maximum Append Size Exceeded.', {
            exception: 'maximum-append-size-exceeded',
            'maximum-append-size': String(faults.maxAppendSize),
          }),
        );
        return;
      }
      const written = log.append(stream, expected, events);
      if (written.kind === 'deleted') {
        respond(streamDeleted(stream));
        return;
      }
      const response = new streams.AppendResp();
      if (written.kind === 'wrong') {
        const conflict = new streams.AppendResp.WrongExpectedVersion();
        if (written.current === null) conflict.setCurrentNoStream(new shared.Empty());
        else conflict.setCurrentRevision(String(written.current));
        response.setWrongExpectedVersion(conflict);
      } else {
        const success = new streams.AppendResp.Success();
        const position = new streams.AppendResp.Position();
        position.setCommitPosition(String(written.last.position));
        position.setPreparePosition(String(written.last.position));
        success.setCurrentRevision(String(written.last.revision));
        success.setPosition(position);
        response.setSuccess(success);
      }
      respond(null, response);
    });
  };

function add(
  append: Pending,
  message: Streams.BatchAppendReq.ProposedMessage | Streams.AppendReq.ProposedMessage,
): void {
  const metadata = message.getMetadataMap();
  const event = {
    id: message.getId()?.getString().toLowerCase() ?? '',
    type: metadata.get('type') ?? '',
    json: metadata.get('content-type') === 'application/json',
    data: Buffer.from(message.getData_asU8()),
    metadata: Buffer.from(message.getCustomMetadata_asU8()),
  };
  append.events.push(event);
  append.bytes += event.type.length * 2 + event.data.length + event.metadata.length;
}

function expectedOf(options: Streams.BatchAppendReq.Options): Expected {
  if (options.hasNoStream()) return 'noStream';
  if (options.hasStreamExists()) return 'streamExists';
  return options.hasStreamPosition() ? BigInt(options.getStreamPosition()) : 'any';
}

function plainExpectedOf(options: Streams.AppendReq.Options): Expected {
  if (options.hasNoStream()) return 'noStream';
  if (options.hasStreamExists()) return 'streamExists';
  return options.hasRevision() ? BigInt(options.getRevision()) : 'any';
}

function result(response: Streams.BatchAppendResp, written: Written, expected: Expected, stream: string): void {
  if (written.kind === 'deleted') {
    const details = new shared.StreamDeleted();
    details.setStreamIdentifier(identifierOf(stream));
    response.setError(status(5, 'StreamDeleted', details));
  } else if (written.kind === 'wrong') {
    const details = new shared.WrongExpectedVersion();
    if (written.current === null) details.setCurrentNoStream(new GoogleEmpty());
    else details.setCurrentStreamRevision(String(written.current));
    if (typeof expected === 'bigint') details.setExpectedStreamPosition(String(expected));
    else if (expected === 'noStream') details.setExpectedNoStream(new GoogleEmpty());
    else if (expected === 'streamExists') details.setExpectedStreamExists(new GoogleEmpty());
    else details.setExpectedAny(new GoogleEmpty());
    response.setError(status(6, 'WrongExpectedVersion', details));
  } else {
    const success = new streams.BatchAppendResp.Success();
    const position = new shared.AllStreamPosition();
    position.setCommitPosition(String(written.last.position));
    position.setPreparePosition(String(written.last.position));
    success.setCurrentRevision(String(written.last.revision));
    success.setPosition(position);
    response.setSuccess(success);
  }
}

/**
 * An error inside a batch: a Status that holds the details as a packed Any. Where the server has none it packs an empty
 * message.
 */
function status(
  code: number,
  message: string,
  details: { serializeBinary(): Uint8Array; constructor: { readonly name: string } } | undefined,
): InstanceType<typeof StatusMessage> {
  const packed = new Any();
  const name = details === undefined ? 'google.protobuf.Empty' : `event_store.client.${nameOf(details)}`;
  packed.pack(details?.serializeBinary() ?? new Uint8Array(), name);
  const status = new StatusMessage();
  status.setCode(code);
  status.setMessage(message);
  status.setDetails(packed);
  return status;
}

const nameOf = (details: object): string =>
  Object.entries(shared as unknown as Readonly<Record<string, new () => Shared.Empty>>).find(
    ([, message]) => details instanceof message,
  )![0];

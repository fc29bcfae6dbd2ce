/**
 * The wire of EventStoreDB as the client itself was generated for it: grpc-js, google-protobuf and the services come
 * from the client's own installation.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Grpc from '@grpc/grpc-js';
import type * as Gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type * as GossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type * as Features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type * as FeaturesGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type * as Shared from '@eventstore/db-client/generated/shared_pb.js';
import type * as Status from '@eventstore/db-client/generated/status_pb.js';
import type * as Streams from '@eventstore/db-client/generated/streams_pb.js';
import type * as StreamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type * as AnyPb from 'google-protobuf/google/protobuf/any_pb.js';
import type * as EmptyPb from 'google-protobuf/google/protobuf/empty_pb.js';

const main = createRequire(import.meta.url).resolve('@eventstore/db-client');
const fromClient = createRequire(main);
const generated = <T>(name: string): T => fromClient(join(dirname(main), '..', 'generated', name)) as T;

export const grpc = fromClient('@grpc/grpc-js') as typeof Grpc;
export const { Any } = fromClient('google-protobuf/google/protobuf/any_pb.js') as typeof AnyPb;
export const { Empty: GoogleEmpty } = fromClient('google-protobuf/google/protobuf/empty_pb.js') as typeof EmptyPb;
export const streams = generated<typeof Streams>('streams_pb.js');
export const { StreamsService } = generated<typeof StreamsGrpc>('streams_grpc_pb.js');
export const shared = generated<typeof Shared>('shared_pb.js');
export const { Status: StatusMessage } = generated<typeof Status>('status_pb.js');
export const gossip = generated<typeof Gossip>('gossip_pb.js');
export const { GossipService } = generated<typeof GossipGrpc>('gossip_grpc_pb.js');
export const features = generated<typeof Features>('serverfeatures_pb.js');
export const { ServerFeaturesService } = generated<typeof FeaturesGrpc>('serverfeatures_grpc_pb.js');

/** As the server answers an RPC that fails: status and trailers, by which the client tells what it is. */
export function rpcError(
  code: Grpc.status,
  details: string,
  trailers: Readonly<Record<string, string>> = {},
): Grpc.ServiceError {
  const metadata = new grpc.Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

export const streamName = (identifier: Shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export function identifierOf(stream: string): Shared.StreamIdentifier {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Uint8Array.from(Buffer.from(stream, 'utf8')));
  return identifier;
}

/** Ends the connection that a call came on, as a broken network does: nothing more is sent, not even a status. */
export function dropConnection(call: unknown): void {
  (call as { call: { stream: { session?: { destroy(): void } } } }).call.stream.session?.destroy();
}

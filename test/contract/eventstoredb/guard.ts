import type * as Grpc from '@grpc/grpc-js';
import { type Faults } from './faults.js';
import { grpc, rpcError } from './wire.js';

/** Why this node does not take a call, as RpcExceptions of EventStoreDB says it; undefined when it does. */
export function refusal(
  metadata: Grpc.Metadata,
  faults: Faults,
  user: string | undefined,
): Grpc.ServiceError | undefined {
  if (
    faults.denied ||
    (user !== undefined && metadata.get('authorization')[0] !== `Basic ${Buffer.from(user).toString('base64')}`)
  ) {
    return rpcError(grpc.status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
  }
  if (faults.notReady) return rpcError(grpc.status.UNAVAILABLE, 'Server Is Not Ready');
  if (faults.leader && metadata.get('requires-leader')[0] === 'true') return notLeader(faults.leader);
  return undefined;
}

export const notLeader = ({ host, port }: { readonly host: string; readonly port: number }): Grpc.ServiceError =>
  rpcError(grpc.status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

/** `$all` was asked for from a position at which no record begins. */
export const noRecordThere = (): Grpc.ServiceError => rpcError(grpc.status.UNKNOWN, 'Unexpected ReadAllResult: Error');

export const streamDeleted = (stream: string): Grpc.ServiceError =>
  rpcError(grpc.status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const wrongExpectedVersion = (stream: string, expected: bigint, actual: bigint | null): Grpc.ServiceError =>
  rpcError(grpc.status.FAILED_PRECONDITION, 'WrongExpectedVersion', {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(expected),
    ...(actual === null ? {} : { 'actual-version': String(actual) }),
  });

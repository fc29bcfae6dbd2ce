// A stand-in for EventStoreDB on the wire, in a process of its own that can be killed and stopped. server.ts <log file>
// <port, 0: any> <ServerOptions as JSON> Says on standard output {"port", "control"}; the control port takes POST
// /faults, /store-late, /drop-connections, /drop-subscriptions, /scavenge, /members.
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import type * as Grpc from '@grpc/grpc-js';
import type * as Features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type * as Gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { append, batchAppend } from './appends.js';
import { type Expected, EventLog } from './event-log.js';
import { type Faults, noFaults } from './faults.js';
import { refusal, streamDeleted, wrongExpectedVersion } from './guard.js';
import { read } from './reads.js';
import { sent } from './responses.js';
import { type Member, type ServerOptions } from './server-options.js';
import { dropSubscriptions } from './subscriptions.js';
import {
  GossipService,
  ServerFeaturesService,
  StreamsService,
  dropConnection,
  features,
  gossip,
  grpc,
  rpcError,
  shared,
  streamName,
  streams,
} from './wire.js';

const [file = '', port = '0', json = '{}'] = process.argv.slice(2);
const { version = '23.10.6.0', firstPosition = '0', user, tls } = JSON.parse(json) as ServerOptions;
const node = {
  log: new EventLog(file, BigInt(firstPosition)),
  faults: { ...noFaults },
  user,
  late: [] as (() => void)[],
};
let members: readonly Member[] = [];
const lastCalls = new Set<unknown>();

/** Remembers on which connections calls came, to be able to break them. */
const noted =
  <Call extends { once(event: string, listener: () => void): unknown }, Rest extends unknown[]>(
    handle: (call: Call, ...rest: Rest) => void,
  ) =>
  (call: Call, ...rest: Rest): void => {
    lastCalls.add(call);
    for (const event of ['close', 'cancelled', 'end', 'finish']) call.once(event, () => lastCalls.delete(call));
    handle(call, ...rest);
  };

const remove =
  (forGood: boolean) =>
  (
    call: { readonly request: { getOptions(): RemoveOptions | undefined }; readonly metadata: Grpc.Metadata },
    respond: (error: Grpc.ServiceError | null, response?: never) => void,
  ): void => {
    const options = call.request.getOptions()!;
    const name = streamName(options.getStreamIdentifier());
    const expected: Expected = options.hasNoStream()
      ? 'noStream'
      : options.hasStreamExists()
        ? 'streamExists'
        : options.hasRevision()
          ? BigInt(options.getRevision())
          : 'any';
    const refused = refusal(call.metadata, node.faults, user);
    if (refused) {
      respond(refused);
      return;
    }
    const done = node.log.remove(name, expected, forGood);
    if (done.kind === 'deleted') {
      respond(streamDeleted(name));
      return;
    }
    if (done.kind === 'wrong') {
      respond(wrongExpectedVersion(name, typeof expected === 'bigint' ? expected : -2n, done.current ?? -1n));
      return;
    }
    const response = forGood ? new streams.TombstoneResp() : new streams.DeleteResp();
    response.setNoPosition(new shared.Empty());
    respond(null, response as never);
  };
interface RemoveOptions {
  getStreamIdentifier(): Parameters<typeof streamName>[0];
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
  hasRevision(): boolean;
  getRevision(): string;
}

function getSupportedMethods(
  _: unknown,
  respond: (error: Grpc.ServiceError | null, response?: Features.SupportedMethods) => void,
): void {
  if (version === 'unimplemented') {
    respond(rpcError(grpc.status.UNIMPLEMENTED, 'Service is unimplemented.'));
    return;
  }
  const supported = new features.SupportedMethods();
  supported.setEventStoreServerVersion(version);
  for (const name of ['append', 'batchappend', 'read', 'delete', 'tombstone']) {
    const method = new features.SupportedMethod();
    method.setServiceName('event_store.client.streams.streams');
    method.setMethodName(name);
    supported.addMethods(method);
  }
  respond(null, supported);
}

function gossipRead(_: unknown, respond: (error: null, response: Gossip.ClusterInfo) => void): void {
  const cluster = new gossip.ClusterInfo();
  cluster.setMembersList(
    members.map(({ host, port: at, leads }) => {
      const endPoint = new gossip.EndPoint();
      endPoint.setAddress(host);
      endPoint.setPort(at);
      const member = new gossip.MemberInfo();
      member.setHttpEndPoint(endPoint);
      member.setIsAlive(true);
      member.setState(leads ? gossip.MemberInfo.VNodeState.LEADER : gossip.MemberInfo.VNodeState.FOLLOWER);
      const id = new shared.UUID();
      id.setString(crypto.randomUUID());
      member.setInstanceId(id);
      return member;
    }),
  );
  respond(null, cluster);
}

const server = new grpc.Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
server.addService(StreamsService, {
  read: noted(read(node)),
  append: noted(append(node)),
  batchAppend: noted(batchAppend(node)),
  delete: remove(false),
  tombstone: remove(true),
});
server.addService(ServerFeaturesService, { getSupportedMethods });
server.addService(GossipService, { read: gossipRead });

const control = createServer((request, response) => {
  let body = '';
  request
    .setEncoding('utf8')
    .on('data', (text: string) => {
      body += text;
    })
    .on('end', () => {
      if (request.url === '/faults') Object.assign(node.faults, JSON.parse(body) as Partial<Faults>);
      else if (request.url === '/store-late') for (const store of node.late.splice(0)) store();
      else if (request.url === '/members') members = JSON.parse(body) as readonly Member[];
      else if (request.url === '/drop-connections') for (const call of lastCalls) dropConnection(call);
      else if (request.url === '/drop-subscriptions') dropSubscriptions();
      else if (request.url === '/scavenge') node.log.scavenge();
      else response.statusCode = 404;
      response.end(JSON.stringify({ faults: node.faults, events: node.log.entries.length, sent: sent.events }));
    });
});

const credentials = tls
  ? grpc.ServerCredentials.createSsl(null, [{ private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) }])
  : grpc.ServerCredentials.createInsecure();
server.bindAsync(`127.0.0.1:${port}`, credentials, (error, bound) => {
  if (error) throw error;
  control.listen(0, '127.0.0.1', () =>
    process.stdout.write(`${JSON.stringify({ port: bound, control: (control.address() as AddressInfo).port })}\n`),
  );
});

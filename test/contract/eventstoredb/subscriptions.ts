import type * as Streams from '@eventstore/db-client/generated/streams_pb.js';
import { type Node } from './appends.js';
import { type Entry } from './event-log.js';
import { due } from './faults.js';
import { noRecordThere } from './guard.js';
import { type ReadCall, eventOf, write } from './responses.js';
import { grpc, rpcError, streams } from './wire.js';

/** Subscriptions that are open, so that they can be dropped. */
const open = new Set<ReadCall>();

export function dropSubscriptions(): void {
  for (const call of open) call.emit('error', rpcError(grpc.status.UNAVAILABLE, 'Subscription dropped'));
}

/** So many events behind, a live subscription is told that it fell behind. */
const behind = 500;

/**
 * A filtered subscription to $all: catches up, says so, stays live, and says how far it is when nothing passes the
 * filter.
 */
export async function follow({ log, faults }: Node, call: ReadCall, options: Streams.ReadReq.Options): Promise<void> {
  open.add(call);
  // Silenced while it is open, or born silent: it stays so, though the fault is taken back.
  let silent = faults.silenceNew;
  const tell = async (response: Streams.ReadResp): Promise<void> => {
    silent ||= faults.silenceOpen;
    if (!silent) await write(call, response);
  };
  const cancelled = new Promise((resolve) => {
    call.once('cancelled', resolve);
  });
  try {
    const passes = filterOf(options);
    const filter = options.getFilter();
    const interval =
      Math.max(1, filter?.hasMax() ? filter.getMax() : 32) *
      Math.max(1, filter?.getCheckpointintervalmultiplier() ?? 1);
    await tell(confirmation());
    let at = beginning(log, options);
    for (let [live, considered] = [false, 0]; !call.cancelled && !call.destroyed;) {
      const entry = log.entries[at];
      if (entry === undefined) {
        // What is written while it is being told comes next: it must not be passed over.
        const last = log.entries.at(-1)?.position ?? -1n;
        if (!live) await tell(caughtUp());
        live = true;
        if ((log.entries.at(-1)?.position ?? -1n) === last) await Promise.race([log.grown(), cancelled]);
        // The log may have been scavenged meanwhile: its places have moved.
        at = log.indexOf(last + 1n);
        continue;
      }
      if (live && log.entries.length - at > behind) {
        live = false;
        await tell(fellBehind());
      }
      if (passes(entry)) {
        await tell(eventOf(entry, true));
        if (due(faults, 'duplicateEvent')) await tell(eventOf(entry, true));
      }
      considered += 1;
      if (filter && considered % interval === 0) await tell(checkpoint(entry.position));
      at = log.indexOf(entry.position + 1n);
      if (considered % 100 === 0)
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
    }
  } finally {
    open.delete(call);
  }
}

/**
 * Begins behind a position by passing over the one event that it finds at it or next behind it, whichever that is.
 * @throws ServiceError no record begins there
 */
function beginning(log: Node['log'], options: Streams.ReadReq.Options): number {
  const all = options.getAll()!;
  if (all.hasEnd()) return log.entries.length;
  const position = positionIn(all);
  if (position === undefined) return 0;
  if (!log.canBeReadFrom(position, false)) throw noRecordThere();
  return log.indexOf(position) + 1;
}

export const positionIn = (all: Streams.ReadReq.Options.AllOptions): bigint | undefined =>
  all.hasPosition() ? BigInt(all.getPosition()!.getCommitPosition()) : undefined;

function filterOf(options: Streams.ReadReq.Options): (entry: Entry) => boolean {
  const filter = options.getFilter();
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (!filter || !expression) return () => true;
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex());
  const matches = (text: string): boolean =>
    regex ? regex.test(text) : expression.getPrefixList().some((prefix) => text.startsWith(prefix));
  return (entry) => matches(filter.hasStreamIdentifier() ? entry.stream : entry.type);
}

function confirmation(): Streams.ReadResp {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation();
  confirmed.setSubscriptionId(crypto.randomUUID());
  const response = new streams.ReadResp();
  response.setConfirmation(confirmed);
  return response;
}

function checkpoint(position: bigint): Streams.ReadResp {
  const reached = new streams.ReadResp.Checkpoint();
  reached.setCommitPosition(String(position));
  reached.setPreparePosition(String(position));
  const response = new streams.ReadResp();
  response.setCheckpoint(reached);
  return response;
}

function caughtUp(): Streams.ReadResp {
  const response = new streams.ReadResp();
  response.setCaughtUp(new streams.ReadResp.CaughtUp());
  return response;
}

function fellBehind(): Streams.ReadResp {
  const response = new streams.ReadResp();
  response.setFellBehind(new streams.ReadResp.FellBehind());
  return response;
}

/**
 * Destroys keys where an event says so. Run again over the same event it destroys nothing more, so a crash in between
 * is made good at the next start.
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type EventReader, type Position } from '../../event-store/port.js';
import { type DataKeys, type Subject } from '../../privacy/keys.js';
import { type Follower, type TransientError } from '../../read-models/runner.js';

const againMs = 5000;

/** Whose keys an event says are destroyed: all of its complaint, or those of one document. */
export function destroysKeysOf(type: string): 'complaint' | 'document' | undefined {
  if (type === 'KeysShredded' || type === 'CaseErased') return 'complaint';
  return type === 'DocumentErased' ? 'document' : undefined;
}

/**
 * Destroys anew what a log says was destroyed: the log outweighs a key file that was put back (promises.md, I13).
 * @param after position from which on it may be otherwise
 * @returns how many keys had come back
 */
export async function destroyAgain(store: EventReader, keys: DataKeys, after: Position): Promise<number> {
  let count = 0;
  for (let at = after; ;) {
    const page = await store.readAll({ after: at, limit: pageOfLog });
    for (const { type, stream, data } of page) {
      const whose = destroysKeysOf(type);
      if (whose === 'complaint') count += await keys.destroy(stream);
      if (whose === 'document') count += await keys.destroy(stream, [subjectOf(data as DocumentErased)]);
    }
    const last = page.at(-1);
    if (!last || page.length < pageOfLog) return count;
    at = last.position;
  }
}
const pageOfLog = 1000;

type DocumentErased = { readonly document: string };
const subjectOf = ({ document }: DocumentErased): Subject => `document:${document}`;

/**
 * Whatever stands in the way, for a while or for good, does not stop the office: it is tried again until it is done,
 * `transientError` says why it is not, and what is owed when the product stops, the next start finds in the log.
 */
export function shredder(keys: DataKeys): Follower {
  /** Positions of the events whose keys are still there, whose they are, and what is in the way. */
  const owed = new Map<bigint, TransientError & { readonly stream: string }>();

  async function destroy(position: bigint, stream: string, subjects?: readonly Subject[]): Promise<void> {
    try {
      await keys.destroy(stream, subjects);
      owed.delete(position);
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      const since = owed.get(position)?.since ?? performance.now();
      owed.set(position, { away: 'destruction', sentence, since, stream });
      setTimeout(() => void destroy(position, stream, subjects), againMs).unref();
    }
  }
  return {
    name: 'shredder',
    get pendingFrom() {
      return owed.size === 0 ? undefined : [...owed.keys()].reduce((first, each) => (each < first ? each : first));
    },
    get transientError() {
      const [first] = owed.values();
      if (first === undefined) return undefined;
      const { away, sentence, since } = first;
      return { away, sentence, since, streams: [...new Set([...owed.values()].map(({ stream }) => stream))] };
    },
    apply: async ({ type, stream, data, position }: ComplaintEvent) => {
      if (destroysKeysOf(type) === 'complaint') await destroy(position, stream);
      if (type === 'DocumentErased') await destroy(position, stream, [subjectOf(data)]);
    },
  };
}

/**
 * Destroys keys where an event says so. Run again over the same event it destroys nothing more, so a crash in between
 * is made good at the next start.
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type DataKeys, type Subject } from '../../privacy/keys.js';
import { awayBy } from '../../read-models/away.js';
import { type Follower, type TransientError } from '../../read-models/runner.js';

const againMs = 5000;

/**
 * What stands in the way for a while does not stop the office: it is tried again until it is done, `hindrance` says why
 * it is not, and what is owed when the product stops, the next start finds in the log.
 */
export function shredder(keys: DataKeys): Follower {
  /** Positions of the events whose keys are still there, and what is in the way. */
  const owed = new Map<bigint, TransientError>();

  async function destroy(position: bigint, stream: string, subjects?: readonly Subject[]): Promise<void> {
    try {
      await keys.destroy(stream, subjects);
      owed.delete(position);
    } catch (error) {
      // Once it is owed it stays so, whatever comes after: nobody else would try it.
      if (awayBy(error) === undefined && !owed.has(position)) throw error;
      const sentence = error instanceof Error ? error.message : String(error);
      owed.set(position, { away: 'keys', sentence, since: owed.get(position)?.since ?? performance.now() });
      setTimeout(() => void destroy(position, stream, subjects), againMs).unref();
    }
  }
  return {
    name: 'shredder',
    get pendingFrom() {
      return owed.size === 0 ? undefined : [...owed.keys()].reduce((first, each) => (each < first ? each : first));
    },
    get transientError() {
      return owed.values().next().value;
    },
    apply: async ({ type, stream, data, position }: ComplaintEvent) => {
      if (type === 'KeysShredded' || type === 'CaseErased') await destroy(position, stream);
      if (type === 'DocumentErased') await destroy(position, stream, [`document:${data.document}`]);
    },
  };
}

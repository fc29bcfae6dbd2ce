/** Destroys keys where an event says so. Run again over the same event it destroys nothing more, so a crash in between is made good at the next start. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { KeyStoreUnavailable, type DataKeys, type Subject } from '../../privacy/keys.js';
import { type Follower } from '../../read-models/runner.js';

const againMs = 5000;

export function shredder(keys: DataKeys): Follower {
  /** Positions of the events whose keys are still there. */
  const owed = new Set<bigint>();

  /** What stands in the way for a while does not stop the office: it is tried again, and what is owed when the product stops, the next start finds in the log. */
  async function destroy(position: bigint, stream: string, subjects?: readonly Subject[]): Promise<void> {
    try {
      await keys.destroy(stream, subjects);
      owed.delete(position);
    } catch (error) {
      if (!(error instanceof KeyStoreUnavailable && error.passing)) throw error;
      owed.add(position);
      setTimeout(() => void destroy(position, stream, subjects).catch(() => undefined), againMs).unref();
    }
  }
  return {
    name: 'shredder',
    get owes() { return owed.size === 0 ? undefined : [...owed].reduce((first, each) => (each < first ? each : first)); },
    apply: async ({ type, stream, data, position }: ComplaintEvent) => {
      if (type === 'KeysShredded' || type === 'CaseErased') await destroy(position, stream);
      if (type === 'DocumentErased') await destroy(position, stream, [`document:${data.document}`]);
    },
  };
}

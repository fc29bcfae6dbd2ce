/** Destroys keys where an event says so. Run again over the same history it destroys nothing more, so a crash in between is made good at the next start. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { KeyStoreUnavailable, type DataKeys, type Subject } from '../../privacy/keys.js';
import { type Follower } from '../../read-models/runner.js';

export const shredder = (keys: DataKeys): Follower => ({
  name: 'shredder',
  apply: async ({ type, stream, data }: ComplaintEvent) => {
    if (type === 'KeysShredded' || type === 'CaseErased') await destroy(keys, stream);
    if (type === 'DocumentErased') await destroy(keys, stream, [`document:${data.document}`]);
  },
});

const againMs = 5000;

/** What stands in the way for a while does not stop the office: it is tried again, and what is owed when the product stops, the next start finds in the log. */
async function destroy(keys: DataKeys, stream: string, subjects?: readonly Subject[]): Promise<void> {
  try {
    await keys.destroy(stream, subjects);
  } catch (error) {
    if (!(error instanceof KeyStoreUnavailable && error.passing)) throw error;
    setTimeout(() => void destroy(keys, stream, subjects).catch(() => undefined), againMs).unref();
  }
}

/** Destroys keys where an event says so. Run again over the same history it destroys nothing more, so a crash in between is made good at the next start. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type DataKeys } from '../../privacy/keys.js';
import { type Follower } from '../../read-models/runner.js';

export const shredder = (keys: DataKeys): Follower => ({
  name: 'shredder',
  apply: async ({ type, stream, data }: ComplaintEvent) => {
    if (type === 'KeysShredded' || type === 'CaseErased') await keys.destroy(stream);
    if (type === 'DocumentErased') await keys.destroy(stream, [`document:${data.document}`]);
  },
});

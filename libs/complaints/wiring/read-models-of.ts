/** Every read model of an office. A new one is added here, and built at the next start. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { StoreUnavailable } from '../../event-store/port.js';
import { activities } from '../../read-models/activities/activities.js';
import { contacts } from '../../read-models/contacts/contacts.js';
import { cycles } from '../../read-models/cycles/cycles.js';
import { decisions } from '../../read-models/decisions/decisions.js';
import { exceptions } from '../../read-models/exceptions/exceptions.js';
import { links } from '../../read-models/links/links.js';
import { load } from '../../read-models/load/load.js';
import { meetings } from '../../read-models/meetings/meetings.js';
import { parts } from '../../read-models/parts/parts.js';
import { type ReadModel, type NumberedEvent } from '../../read-models/read-model.js';
import { recommendations } from '../../read-models/recommendations/recommendations.js';
import { referrals } from '../../read-models/referrals/referrals.js';
import { searchIndex, type SearchParts } from '../../read-models/search/search.js';
import { suggestions } from '../../read-models/suggestions/suggestions.js';
import { tasks } from '../../read-models/tasks/tasks.js';
import { departmentLines } from '../../read-models/worklist/department-lines.js';
import { worklist } from '../../read-models/worklist/worklist.js';
import { type OfficeReader } from './office-reader.js';
import { timers } from '../reactions/agenda.js';

/**
 * What the search index needs of an office: an event's personal fields opened, and words hashed under the office's own
 * key.
 */
export const searchPartsOf = ({ store, codec, keys }: OfficeReader): SearchParts => ({
  open: async (sealed: NumberedEvent): Promise<ComplaintEvent> => {
    const opened = await codec.openSealed<ComplaintEvent>(sealed);
    if (opened) return opened;
    const { stream, revision } = sealed;
    const records = await store.readStream(stream, { from: revision, limit: 1 });
    const [event] = await codec.open<ComplaintEvent>(records);
    // It is in the log: a store that does not show it just now will.
    if (!event) throw new StoreUnavailable(`event ${revision} of ${stream} is in the log and could not be read again`);
    return event;
  },
  past: async (stream, revision) =>
    codec.open<ComplaintEvent>(await store.readStream(stream, { limit: revision + 1 }), {
      leave: ['content'],
      broken: () => undefined,
    }),
  mac: (text) => keys.mac('index', text),
});

/** `worklist@3` of each, in their order. */
export const modelNames = (office: OfficeReader): readonly string[] =>
  readModelsOf(office).map(({ name, version }) => `${name}@${version}`);

export function readModelsOf(office: OfficeReader): readonly ReadModel[] {
  const profileNamed = (id: string) => office.profileNamed(id);
  const switchesOf = (profile: string) => profileNamed(profile).settings.calendar.value;
  return [
    worklist(profileNamed),
    departmentLines(profileNamed),
    timers(profileNamed),
    tasks(profileNamed),
    searchIndex(searchPartsOf(office)),
    contacts,
    parts,
    decisions,
    cycles(switchesOf),
    referrals(switchesOf),
    recommendations,
    suggestions,
    exceptions,
    links,
    activities,
    meetings,
    load,
  ];
}

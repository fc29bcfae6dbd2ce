/**
 * Writes an office's simulated years into a store: sealed by the product's own codec under keys of the office's own key
 * store, in the order of time.
 */
import { complaintEvents } from '../../event-schemas/complaint/events.js';
import { EventSealer, EventShapes, type NewEvent } from '../event-store/codec.js';
import { type EventStore } from '../event-store/port.js';
import { type Subject } from '../privacy/keys.js';
import { KeptKeys, type KeyMaker } from './kept-keys.js';
import { officeLife, type Simulation, type Sitting } from './office-life.js';

export interface Sink {
  readonly store: Pick<EventStore, 'append'>;
  readonly keys: KeyMaker;
}

export interface Simulated {
  /** Streams that were begun, but for activities. */
  readonly cases: number;
  readonly events: number;
  /** Cases that were registered, or opened by the office itself. */
  readonly registered: number;
  /** Of cases, the closed ones among them by outcome; reopened ones are counted at each closing. */
  readonly closings: number;
  readonly shredded: number;
  readonly byType: { readonly [type: string]: number };
}

export interface Options {
  /** After each batch, with what there is so far. */
  readonly onProgress?: (soFar: Pick<Simulated, 'cases' | 'events'>) => void;
  /** Events that are sealed and appended at once; 2,000 by default. */
  readonly batch?: number;
}

/** The store and the keys must be empty. @throws what they throw; what was written stays */
export async function simulateInto(
  { store, keys }: Sink,
  simulation: Simulation,
  { onProgress, batch = 2000 }: Options = {},
): Promise<Simulated> {
  const kept = new KeptKeys(keys);
  const sealer = new EventSealer(simulation.office.key, new EventShapes(Object.values(complaintEvents)), kept);
  const byType: Record<string, number> = {};
  let cases = 0,
    events = 0,
    registered = 0,
    closings = 0,
    shredded = 0;

  const write = async (sittings: readonly Sitting[]): Promise<void> => {
    const sealed = await Promise.all(
      sittings.map(({ stream, events: of }) => Promise.all(of.map((event) => sealer.encode(stream, event)))),
    );
    await Promise.all(
      sittings.map(({ stream, expected }, index) =>
        store.append(stream, sealed[index]!, { expectedRevision: expected }),
      ),
    );
    await Promise.all(
      sittings.flatMap(({ stream, events: of }) =>
        of.filter(({ type }) => destroys.has(type)).map((event) => kept.destroy(stream, doomed(event))),
      ),
    );
  };

  let waiting: Sitting[] = [],
    size = 0;
  for (const sitting of officeLife(simulation)) {
    waiting.push(sitting);
    size += sitting.events.length;
    events += sitting.events.length;
    if (sitting.expected === 'noStream' && sitting.events[0]?.type !== 'ActivityRecorded') cases += 1;
    for (const { type, from, to } of sitting.events) {
      byType[type] = (byType[type] ?? 0) + 1;
      if (type === 'CaseRegistered' || type === 'OwnInitiativeOpened') registered += 1;
      if (to === 'closed' && from !== 'closed') closings += 1;
      if (type === 'KeysShredded' || type === 'CaseErased') shredded += 1;
    }
    if (size < batch) continue;
    await write(waiting);
    [waiting, size] = [[], 0];
    onProgress?.({ cases, events });
  }
  await write(waiting);
  onProgress?.({ cases, events });
  return { cases, events, registered, closings, shredded, byType };
}

const destroys: ReadonlySet<string> = new Set(['KeysShredded', 'CaseErased', 'DocumentErased']);
/** As the product's shredder does: all of the complaint's keys, or the one document's. */
const doomed = ({ type, data }: NewEvent): readonly Subject[] | undefined =>
  type === 'DocumentErased' ? [`document:${String(data.document)}`] : undefined;

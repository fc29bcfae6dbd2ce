/** Every stream of a store with its records, one after the other, so that a log of any length can be looked at. */
import { OperatorError } from '../platform/operator-error.js';
import { streamsIn } from './by-stream.js';
import { type EventReader, type Position, type StoredRecord, StoreUnavailable } from './port.js';

export interface StreamFound {
  readonly stream: string;
  readonly records: readonly StoredRecord[];
  /** Why it cannot be read, or is not whole. */
  readonly problems: readonly string[];
}

/** Streams that are asked for at a time. */
const atOnce = 8;

/** @param upTo what came later is left out @throws StoreUnavailable */
export async function* streamsOfStore(
  store: EventReader,
  upTo: Position,
): AsyncGenerator<StreamFound, void, undefined> {
  const { names } = await streamsIn(store, upTo);
  for (let from = 0; from < names.length; from += atOnce)
    yield* await Promise.all(names.slice(from, from + atOnce).map((stream) => found(store, stream, upTo)));
}

async function found(store: EventReader, stream: string, upTo: Position): Promise<StreamFound> {
  try {
    const records = (await store.readStream(stream)).filter(({ position }) => position <= upTo);
    const hole = records.findIndex(({ revision }, place) => revision !== place);
    return { stream, records, problems: hole < 0 ? [] : [`revision ${hole} of ${stream} is missing`] };
  } catch (error) {
    if (!(error instanceof OperatorError) || error instanceof StoreUnavailable) throw error;
    return { stream, records: [], problems: [error.message] };
  }
}

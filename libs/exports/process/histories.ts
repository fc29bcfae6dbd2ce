/**
 * What a process log is made from: the complaints of an office, one after another, each whole. One of them is in memory
 * at a time.
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { isOutside } from '../../case/intake.js';

/**
 * The events of one complaint, from revision 0 on, none left out. Sealed or opened makes no difference: no personal
 * field is looked at.
 */
export type History = readonly ComplaintEvent[];
/** Every complaint, in the order they were received, and no activity; asked for again it gives the same again. */
export type Histories = () => AsyncIterable<History>;

export interface Log {
  /** The office's log, oldest first. */
  events(): AsyncIterable<ComplaintEvent>;
  /** One complaint by its stream, oldest first. */
  history(stream: string): Promise<History>;
}

/**
 * The log up to a position, inclusive, whatever is written meanwhile. It is read once from end to end for the order of
 * the complaints, and each complaint by its stream: memory does not grow with the log.
 * @throws Error (when read) a complaint with a hole in it, or events of the log that are in no complaint
 */
export function historiesOf(log: Log, upTo: bigint): Histories {
  return async function* histories() {
    let seen = 0;
    let given = 0;
    for await (const { stream, revision, position } of log.events()) {
      if (position > upTo) break;
      seen += 1;
      if (revision !== 0) continue;
      const history = whole((await log.history(stream)).filter((event) => event.position <= upTo));
      given += history.length;
      if (!isOutside(history[0]!)) yield history;
    }
    if (given !== seen)
      throw new Error(`the log has ${seen} events up to position ${upTo}, and its complaints ${given}`);
  };
}

/** The same for a log short enough to be held in memory. */
export function gathered(events: Iterable<ComplaintEvent>): Histories {
  const streams = Map.groupBy(events, ({ stream }) => stream);
  return async function* histories() {
    for (const history of streams.values()) if (!isOutside(history[0]!)) yield whole(history);
  };
}

function whole(history: History): History {
  const hole = history.findIndex(({ revision }, index) => revision !== index);
  if (hole >= 0)
    throw new Error(`event ${hole} of ${history[0]!.stream} is missing; a process log is made of whole complaints`);
  return history;
}

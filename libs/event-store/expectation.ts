import { type Appended, type ExpectedRevision, type Position, WrongExpectedRevision } from './port.js';

/** Where an event id is already. */
export interface Place {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
}

/**
 * What an append comes to, for stores that can look an id up in the whole log: `write`, or the first answer once more.
 * @param last last revision of the stream, null when there is none
 * @param places where each of the append's ids is already, in the order of the append
 * @throws WrongExpectedRevision
 */
export function judgeAppend(
  stream: string,
  expected: ExpectedRevision,
  last: number | null,
  places: readonly (Place | undefined)[],
): Appended | 'write' {
  const first = expected === 'noStream' ? 0 : expected + 1;
  if (places.every((place) => place === undefined)) {
    if ((last ?? -1) + 1 !== first) throw new WrongExpectedRevision(stream, expected, last);
    return 'write';
  }
  const same = places.every((place, index) => place?.stream === stream && place.revision === first + index);
  if (!same) throw new WrongExpectedRevision(stream, expected, last);
  const { revision, position } = places.at(-1)!;
  return { revision, position, repeated: true };
}

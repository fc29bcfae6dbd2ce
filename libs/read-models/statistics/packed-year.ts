/** A published year as it is kept in the file of decided years: which cells are hidden, and the changes behind it. */
import { type PublishedYear } from './suppress/earlier.js';

type Kept = Pick<PublishedYear, 'hidden' | 'changes'>;

/** The length of the first part, the cells, and the changes as JSON. */
export function packed({ hidden, changes }: Kept): Uint8Array {
  const told = changes.map(({ spots, less, more, differing }) => [less, more, differing, ...spots]);
  const json = Buffer.from(JSON.stringify(told));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(hidden.length);
  return Buffer.concat([length, hidden, json]);
}

/** Undefined where it is none. */
export function unpacked(bytes: Uint8Array | undefined): Kept | undefined {
  if (bytes === undefined || bytes.length < 4) return undefined;
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 4 + all.readUInt32BE(0);
  if (end >= all.length) return undefined;
  const told = JSON.parse(all.subarray(end).toString()) as readonly (readonly [number, number, number, ...number[]])[];
  return {
    hidden: new Uint8Array(all.subarray(4, end)),
    changes: told.map(([less, more, differing, ...spots]) => ({
      less,
      more,
      differing,
      spots: Int32Array.from(spots),
    })),
  };
}

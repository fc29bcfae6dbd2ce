/**
 * Numbers from 0 to less than 1, the same for the same seed on every machine (mulberry32): for tests, faults and the
 * demo. Ours and not a package's, since recorded seeds name what it draws. Its 32 bits of state are few: the simulation
 * throws `Dice`.
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How long is waited before a delivery is tried again: 5 seconds, then twice that and so on, an hour at most. */
const [firstMs, longestMs] = [5000, 3_600_000];

/**
 * A fifth more at most, by chance, so that receivers that went away together are not all tried at once.
 * @param failures in a row, from 1 @param random from 0 to less than 1
 */
export const backoffMs = (failures: number, random: () => number): number =>
  Math.min(Math.round(firstMs * 2 ** Math.min(failures - 1, 20) * (1 + 0.2 * random())), longestMs);

/** Whoever has not answered for so long is not tried again until somebody says so. */
export const givenUpAfterMs = 5 * 86_400_000;

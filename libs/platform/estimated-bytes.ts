/**
 * What a value of plain data takes of the heap, about, in bytes: each object once, however often it is met. A walk over
 * all of it, so what is kept often is estimated by its size and tested against this.
 */
export function estimatedBytes(value: unknown, seen = new Set<object>()): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value === 'bigint') return 24;
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0;
  seen.add(value);
  if (ArrayBuffer.isView(value)) return 100 + value.byteLength;
  const entries = value instanceof Map || value instanceof Set ? [...value] : Object.values(value);
  // A header, and a place for each: 8 bytes in objects and arrays, more where they are found by a key.
  const perEntry = value instanceof Map || value instanceof Set ? 32 : 8;
  return entries.reduce<number>((sum, each) => sum + perEntry + estimatedBytes(each, seen), 32);
}

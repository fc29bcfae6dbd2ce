/**
 * Where a page ends, as its client gives it back for the next one. `of` says which order it is a place in: in another
 * one it would lead somewhere, and nowhere that is right.
 */
export const encodeCursor = (of: string, place: readonly string[]): string =>
  Buffer.from(JSON.stringify([of, ...place])).toString('base64url');

/** Undefined where the text is no cursor of that order. */
export function decodeCursor(of: string, text: string): readonly string[] | undefined {
  try {
    const found: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(found) || found.some((each) => typeof each !== 'string')) return undefined;
    const [named, ...place] = found as string[];
    return named === of ? place : undefined;
  } catch {
    return undefined;
  }
}

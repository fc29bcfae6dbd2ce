/**
 * The one text of a value, whatever order its members came in, and without those that are undefined: what is hashed
 * (RFC 8785). Ours and not a package's, since hashes of it are stored: of profiles, reports and request bodies. The
 * package `canonicalize` gives the same text, but throws at half a surrogate pair, which stored hashes may cover.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = value as Readonly<Record<string, unknown>>;
  return `{${Object.keys(members)
    .filter((key) => members[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(members[key])}`)
    .join(',')}}`;
}

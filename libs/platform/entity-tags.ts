/** Tags that a request names in If-Match, weak and strong ones alike, without their quotes. */
export type TagsNamed = '*' | readonly string[];

const tag = /[\t ]*(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[\t ]*(?:,[\t ,]*|$)/y;

/** RFC 9110, sections 8.8.3 and 13.1. Null where the field is not well formed. */
export function tagsNamed(field: string): TagsNamed | null {
  if (field.trim() === '*') return '*';
  const tags: string[] = [];
  tag.lastIndex = 0;
  while (tag.lastIndex < field.length) {
    const found = tag.exec(field);
    if (found === null) return null;
    tags.push(found[1]!);
  }
  return tags.length > 0 ? tags : null;
}

/** Björnsson's index: words in a sentence, and of a hundred words those longer than six letters. */
export function lix(text: string): number {
  const words = text.match(/[\p{L}\p{N}-]+/gu) ?? [];
  const sentences = text.match(/[.!?:](\s|$)/g) ?? [];
  return words.length / sentences.length + (100 * words.filter((word) => word.length > 6).length) / words.length;
}

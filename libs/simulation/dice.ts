/**
 * Chance from a seed: the same seed gives the same throws, on every machine (sfc32, a generator with 128 bits of
 * state).
 */
import { createHash } from 'node:crypto';

export class Dice {
  private a: number;
  private b: number;
  private c: number;
  private count = 1;

  /** @param seed any text; texts that differ give throws that have nothing to do with each other */
  constructor(seed: string) {
    const bytes = createHash('sha1').update(seed).digest();
    [this.a, this.b, this.c] = [bytes.readInt32LE(0), bytes.readInt32LE(4), bytes.readInt32LE(8)];
  }

  /** From 0 to 2³² − 1. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.count) | 0;
    this.count = (this.count + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 to less than 1. */
  roll(): number {
    return this.next() / 4_294_967_296;
  }
  chance(of: number): boolean {
    return this.roll() < of;
  }
  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.roll() * (most - least + 1));
  }
  oneOf<Entry>(entries: readonly Entry[]): Entry {
    return entries[Math.floor(this.roll() * entries.length)]!;
  }
  /** Small numbers often, large ones seldom; this one in the middle of the road. */
  around(mean: number, most = mean * 6): number {
    return Math.min(most, Math.round(-Math.log(1 - this.roll()) * mean));
  }

  /** An entry, as often as its weight says. */
  weighted<Entry extends string>(weights: { readonly [Name in Entry]?: number }): Entry {
    const entries = Object.entries(weights) as [Entry, number][];
    let left = this.roll() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [entry, weight] of entries) if ((left -= weight) < 0) return entry;
    return entries.at(-1)![0];
  }

  /** A UUID of version 4, in lower case. */
  uuid(): string {
    for (let word = 0; word < 16; word += 4) bytes.writeUInt32BE(this.next(), word);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}

const bytes = Buffer.alloc(16);

import { generateKeySync } from 'node:crypto';
import { KeyCache } from './key-cache.js';

const key = (id: string) => ({ id, secret: generateKeySync('aes', { length: 256 }) });

describe('the keys in memory', () => {
  it('are never more than the bound, and the one that was not asked for longest goes first', () => {
    const cache = new KeyCache(2);
    const [a, b, c] = [cache.put(key('a')), cache.put(key('b')), key('c')];
    expect(cache.get('a')).toBe(a);
    cache.put(c);
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([a, undefined, c, 2]);
    cache.put(b);
    cache.put(b);
    expect(cache.size).toBe(2);
    cache.drop('b');
    expect([cache.get('b'), cache.size]).toEqual([undefined, 1]);
  });
});

import { generateKeySync, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type Json } from '../platform/json.js';
import { type Place, SealBroken, isSealed, keyIdOf, open, seal } from './field-cipher.js';
import { type DataKey } from './keys.js';

const newKey = (id: string = randomUUID()): DataKey => ({ id, secret: generateKeySync('aes', { length: 256 }) });
const key = newKey();
const where: Place = {
  office: 'koebenhavn',
  stream: 'complaint-1',
  eventId: 'b4d7c1a2-0000-4000-8000-000000000001',
  field: 'complainant',
  schemaVersion: 1,
};

describe('a sealed field (promises.md, section 6)', () => {
  it('gives back every JSON value, lone surrogates and __proto__ included', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        // JSON has no −0.
        expect(open(seal(value as Json, key, where), key, where)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(open(seal('half \ud800 a pair', key, where), key, where)).toBe('half \ud800 a pair');
    expect(Object.keys(open(seal(JSON.parse('{"__proto__":1}') as Json, key, where), key, where) as object)).toEqual([
      '__proto__',
    ]);
  });

  it('has the compact form that names its key, and never the same text twice', () => {
    const texts = Array.from({ length: 3000 }, () => seal({ name: 'Ada' }, key, where));
    expect(texts[0]).toMatch(/^sealed:1:[0-9a-f-]{36}:[\w-]{16}:[\w-]+$/);
    expect(texts.every((text) => keyIdOf(text) === key.id && isSealed(text))).toBe(true);
    expect(new Set(texts.map((text) => text.split(':')[3])).size).toBe(3000);
  });

  it.each<[keyof Place, string | number]>([
    ['office', 'horsens'],
    ['stream', 'complaint-2'],
    ['eventId', 'b4d7c1a2-0000-4000-8000-000000000002'],
    ['field', 'summary'],
    ['schemaVersion', 2],
  ])('does not open where it was moved to another %s', (part, other) => {
    const sealed = seal('Ada Åberg, 010203-1234', key, where);
    expect(() => open(sealed, key, { ...where, [part]: other })).toThrow(SealBroken);
  });

  it('does not open under another key, nor under the same secret with another id', () => {
    const sealed = seal('Ada', key, where);
    const other = newKey();
    expect(() => open(sealed, other, where)).toThrow(SealBroken);
    expect(() => open(sealed.replace(key.id, other.id), other, where)).toThrow(SealBroken);
    const renamed = { id: other.id, secret: key.secret };
    expect(() => open(sealed.replace(key.id, other.id), renamed, where)).toThrow(SealBroken);
  });

  it('does not open when any character of it was changed, the bits without meaning at its end included', () => {
    const sealed = seal('ab', key, where);
    for (let at = 0; at < sealed.length; at += 1) {
      for (const character of ['A', 'B', 'w', '-', '0']) {
        if (sealed[at] === character) continue;
        const changed = sealed.slice(0, at) + character + sealed.slice(at + 1);
        expect(() => open(changed, key, where)).toThrow(SealBroken);
      }
    }
    for (const last of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.replace(sealed.at(-1)!, ''))
      expect(() => open(sealed.slice(0, -1) + last, key, where)).toThrow(SealBroken);
    for (const tail of ['=', '\n', 'A', ' ']) expect(() => open(sealed + tail, key, where)).toThrow(SealBroken);
    expect(() => open(sealed.slice(0, -4), key, where)).toThrow(SealBroken);
  });

  it('says in its error where it stood and nothing of what it held', () => {
    const sealed = seal('Ada Åberg', key, where);
    expect(() => open(sealed, key, { ...where, field: 'referrals[0].questions' })).toThrow(
      `referrals[0].questions of event ${where.eventId} does not open: it was moved, or changed, or was not sealed with key ${key.id}`,
    );
    expect(() => open('Ada Åberg', key, where)).toThrow(
      `complainant of event ${where.eventId} does not open: it is not a sealed value`,
    );
  });

  it('refuses a place that could be read as another one', () => {
    expect(() => seal('Ada', key, { ...where, stream: 'a|b' })).toThrow(TypeError);
  });

  it('knows sealed values from others', () => {
    for (const value of [
      null,
      1,
      {},
      [],
      'sealed',
      'sealed:1:',
      `sealed:2:${key.id}:${'A'.repeat(16)}:${'A'.repeat(22)}`,
    ])
      expect(isSealed(value)).toBe(false);
    expect(() => keyIdOf('Ada')).toThrow(TypeError);
  });
});

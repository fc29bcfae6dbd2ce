import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

describe('the canonical text', () => {
  it('is that of RFC 8785, section 3.2.3: members in the order of their UTF-16 code units', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      1: 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect([...canonicalJson(value).matchAll(/:"([^"]*)"/g)].map(([, text]) => text)).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });
  it('is that of RFC 8785, section 3.2.2: numbers, literals and escapes', () => {
    expect(
      canonicalJson({
        numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27],
        string: '\u20ac$\u000f\nA\'B"\\\\"/',
        literals: [null, true, false],
      }),
    ).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });
  it('leaves out what is undefined, as JSON does, and takes half a surrogate pair', () => {
    expect(canonicalJson({ b: [undefined, 1], a: undefined, c: '\ud800' })).toBe('{"b":[null,1],"c":"\\ud800"}');
    expect(canonicalJson(undefined)).toBe('null');
  });
  it('gives the hashes that are stored already', () => {
    const stored = {
      part: 'A',
      on: '2026-03-02',
      lines: [{ n: 2, by: 'x' }, {}, []],
      æ: 'ø',
      Z: null,
      none: undefined,
    };
    expect(createHash('sha256').update(canonicalJson(stored)).digest('hex')).toBe(
      '6cc52974aca6a426e7816a7edcfbe7c3eccb7825cbaafb569b499bfbbfc0a8b4',
    );
  });
});

import { isReadable, isWord } from './readable-text.js';

const at = (code: number): string => String.fromCodePoint(code);

it.each([
  'a',
  'Åse',
  'मीरा',
  '李',
  'O’Brien',
  '…',
  '1',
  '👩\u200d🚒',
  'علی\u200cرضا',
  '\u200fשרה',
  'a\tb\r\nc',
  '🏴\u{e0067}\u{e007f}',
])('%j can be read', (text) => {
  expect(isReadable(text)).toBe(true);
});

it.each([
  '',
  ' ',
  '\u00a0\u2003',
  '\u200b',
  '\u200d',
  '\u2060\ufeff',
  '\u00ad',
  '\u2800',
  '\u3164',
  '\u115f',
  '\u0301',
  '\ufe0f',
  '\n\t',
])('%j shows nothing', (text) => {
  expect(isReadable(text)).toBe(false);
});

it('nothing that cannot be printed, and nothing that turns the line around, is in a text', () => {
  const allowed = new Set([0x09, 0x0a, 0x0d]);
  const codes = [
    ...Array.from({ length: 0x20 }, (_, code) => code),
    ...Array.from({ length: 0x21 }, (_, code) => 0x7f + code),
    ...[0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0xfffe, 0xffff, 0xfdd0, 0xd800, 0xdfff],
  ];
  for (const code of codes) expect([code, isReadable(`a${at(code)}b`)]).toEqual([code, allowed.has(code)]);
});

it('a word is of one line and at most 200 characters', () => {
  expect([isWord('Karen Øvig'), isWord('a\nb'), isWord('\u200b'), isWord('x'.repeat(201)), isWord(7)]).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

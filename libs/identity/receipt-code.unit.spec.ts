import { isOneOf, newReceiptCode, plainCode, secondFactsOf } from './receipt-code.js';

describe('a receipt code', () => {
  it('has 128 bits in eight groups of four, another one each time', () => {
    const codes = Array.from({ length: 100 }, newReceiptCode);
    for (const code of codes) expect(code).toMatch(/^(?:[0-9A-F]{4}-){7}[0-9A-F]{4}$/);
    expect(new Set(codes).size).toBe(100);
  });

  it.each([
    ['small letters, no hyphens, spaces', (code: string) => ` ${code.toLowerCase().replaceAll('-', ' ')} `],
    [
      'the letter O for a zero, I and L for a one',
      (code: string) => code.replaceAll('0', 'O').replace('1', 'l').replaceAll('1', 'I'),
    ],
  ])('is the same with %s', (_, typed) => {
    const code = newReceiptCode();
    expect(plainCode(typed(code))).toBe(code.replaceAll('-', ''));
  });

  it.each(['', '1234', 'G'.repeat(32), '0'.repeat(31), '0'.repeat(33), '\u0660'.repeat(32)])('%j is none', (typed) => {
    expect(plainCode(typed)).toBeNull();
  });
});

describe('the second fact', () => {
  const facts = secondFactsOf({ cpr: '241250-1234', phone: '+45 99 99 12 34', email: 'Ada@Eksempel.example' });

  it.each([
    '241250',
    '24-12-50',
    '24.12.1950',
    '24121950',
    '99991234',
    '99 99 12 34',
    '+4599991234',
    'ada@eksempel.example',
    ' ADA@eksempel.EXAMPLE ',
  ])('%s is one', (typed) => expect(isOneOf(facts, typed)).toBe(true));

  it.each([
    '',
    '0',
    '241251',
    '1234',
    '9999',
    '2412501234',
    '501234',
    'ada',
    '@',
    'ada@eksempel.exampl',
    'x'.repeat(1000),
  ])('%s is none', (typed) => expect(isOneOf(facts, typed)).toBe(false));

  it('is nothing where nothing is kept, and nothing that is too short to be asked for', () => {
    for (const known of [{}, { cpr: undefined, phone: '' }, { phone: '112' }, { cpr: { shredded: true } }])
      expect(secondFactsOf(known)).toEqual([]);
    expect(isOneOf([], '')).toBe(false);
  });
});

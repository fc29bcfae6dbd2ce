import { tracesIn } from './nameless.js';

describe('a text that names nobody', () => {
  it.each([
    ['CPR_NUMBER', 'Han har 010180-1234, og de svarer ikke'],
    ['CPR_NUMBER', 'cpr 0101801234'],
    ['CPR_NUMBER', '01 01 80 1234'],
    ['CPR_NUMBER', '010180 – 1234'],
    ['CPR_NUMBER', '01.01.80-1234'],
    ['CPR_NUMBER', '610180-1234'],
    ['PHONE_NUMBER', 'Ring på 20 30 40 50'],
    ['PHONE_NUMBER', 'Ring på 20304050.'],
    ['PHONE_NUMBER', '2030 4050'],
    ['PHONE_NUMBER', 'tlf.20304050, bedst om aftenen'],
    ['PHONE_NUMBER', '203 04 050'],
    ['PHONE_NUMBER', '+45 20 30 40 50'],
    ['PHONE_NUMBER', '0046 70 123 45 67'],
    ['PHONE_NUMBER', '20-30-40-50'],
    ['PHONE_NUMBER', 'Ring til 12345678'],
    ['PHONE_NUMBER', '12 34 56 78'],
    ['PHONE_NUMBER', '1234 5678'],
    ['MAIL_ADDRESS', 'Skriv til gudrun@opdigtsen.example'],
    ['MAIL_ADDRESS', 'gudrun.o (at) opdigtsen.example'],
    ['MAIL_ADDRESS', 'GUDRUN@OPDIGTSEN.EXAMPLE'],
    ['ADDRESS', 'Hun bor Påhitsvej 14'],
    ['ADDRESS', 'på Gammel Opdigtet Gade 3 B, st. tv.'],
    ['ADDRESS', 'i 2100 København Ø'],
    ['ADDRESS', 'i 2000 Frederiksberg'],
    ['ADDRESS', 'DK-8700 Horsens'],
  ] as const)('has no %s: %s', (kind, text) => expect(tracesIn(text)).toEqual([kind]));

  it('may hold several, and each kind is told once', () =>
    expect(tracesIn('010180-1234, 020280-4321, tlf. 20304050, Påhitsvej 14, 8700 Horsens, g@o.example')).toEqual([
      'CPR_NUMBER',
      'PHONE_NUMBER',
      'MAIL_ADDRESS',
      'ADDRESS',
    ]));

  it('has days, years, sections, amounts and numbers of cases like any other', () => {
    for (const text of [
      'Brevene af 2. marts 2026 er svære at forstå',
      'Brevet af 02.03.2026 kom først den 25.03.2026, og det af 2026-03-02 aldrig',
      'I 2024 Jobcentret svarede, i 2025 ikke',
      'Se § 12, stk. 2, i lov nr. 1234 af 5. juni 2024',
      'Det koster 15.000 kr. om året, eller 1.250.000 i alt',
      'Side 3 af 25; sag 2026-0007',
      'Åbn kl. 10–15 og 16.30 til 18.00',
      'Skriv "dig" i stedet for "De" på alle 400 breve',
      'Ventetiden er 45 minutter, 3 ud af 4 gange',
      'Hun var på vej 2 gange, og Danmark 3 gange',
    ])
      expect([text, tracesIn(text)]).toEqual([text, []]);
  });

  it('is looked through to its end, however long it is', () => {
    for (const part of ['a', '1', '+1 ', '00 1 ', 'vej ', 'a@', 'a.', '@', 'Aa '])
      expect([part, tracesIn(`${part.repeat(10_000).slice(0, 9_980)} til 20304050`)]).toEqual([part, ['PHONE_NUMBER']]);
  });
});

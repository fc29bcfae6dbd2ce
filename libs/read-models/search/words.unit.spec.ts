import { caseNumberAsked, termsAsked, termsOf, termsOfName } from './words.js';

const finds = (asked: string, terms: ReadonlySet<string>): boolean => {
  const wanted = [...termsAsked(asked)];
  return wanted.length > 0 && wanted.every((term) => terms.has(term));
};

const name = 'Søren-André Åse O’Prøvesen';
/** The same person, as clerks, forms, scanners and other systems write it. */
const spellings: readonly string[] = [
  name,
  name.normalize('NFD'),
  name.normalize('NFKD'),
  name.toUpperCase(),
  name.toUpperCase().normalize('NFD'),
  name.toLowerCase(),
  'Søren André Åse O’Prøvesen',
  'Søren\u2010André Åse O’Prøvesen',
  'Søren\u2011André Åse O’Prøvesen',
  'Søren\u2013André Åse O’Prøvesen',
  'Søren\u2014André Åse O’Prøvesen',
  'Søren\u2212André Åse O’Prøvesen',
  "Søren-André Åse O'Prøvesen",
  'Søren-André Åse O´Prøvesen',
  'Søren-André Åse O`Prøvesen',
  'Søren-André\u00a0Åse\u00a0O’Prøvesen',
  'Søren-André\u2009Åse\u202fO’Prøvesen',
  ' Søren-André  Åse\tO’Prøvesen ',
  'Søren-André\nÅse\r\nO’Prøvesen',
  'Sø\u00adren-An\u00addré Åse O’Prø\u00advesen',
  'Søren\u200b-André Åse O’Prøve\u200dsen\ufeff',
  'O’Prøvesen, Søren-André Åse',
  'O’Prøvesen; Søren-André (Åse)',
  '“Søren-André Åse O’Prøvesen”.',
  'Søren-Andre Aase O’Prøvesen',
  'Soeren-André Åse O’Proevesen',
  'Sören-André Åse O’Prövesen',
  'Søren-Andrè Åse O’Prøvesen',
  'Ｓøren-Ａndré Åse O’Prøvesen',
  'Søren Prøvesen',
  'søre pRØV',
  'Ǿ'.replace('Ǿ', 'Søren-André A\u030ase O\u2019Pro\u0308vesen'),
];

it.each(spellings.map((spelling) => [JSON.stringify(spelling), spelling]))('%s finds that name', (_, spelling) => {
  expect(finds(spelling, termsOfName(name))).toBe(true);
});
it.each(spellings.map((spelling) => [JSON.stringify(spelling), spelling]))('%s is found as well', (_, spelling) => {
  expect(finds('Søren Prøvesen', termsOfName(spelling.startsWith('søre') ? name : spelling))).toBe(true);
});

it.each([
  ['Prøv', 'Prøvesen', true],
  ['prøve', 'Prøvesen', true],
  ['Prøvesens', 'Prøvesen', false],
  ['Prøvesan', 'Prøvesen', false],
  ['røvesen', 'Prøvesen', false],
  ['Pro', 'Prøvesen', false],
  ['ase', 'Åse', false],
  ['Møller', 'Müller', false],
  ['मीरा', 'मीरा', true],
  ['मारी', 'मीरा', false],
  ['मीरा', 'मारी', false],
  ['कुमार', 'कुमारी देवी', false],
  ['علیرضا', 'علی\u200cرضا', true],
  ['Łukasz', 'Lukasz', true],
  ['Straße', 'STRASSE', true],
  ['Nguyen', 'Nguyễn', true],
])('the name asked for as %s, called %s: %s', (asked, called, found) => {
  expect(finds(asked, termsOfName(called))).toBe(found);
});

it('only names are found by their beginning', () => {
  expect([finds('Prøv', termsOf('Prøvesen har skrevet')), finds('Prøvesen', termsOf('Prøvesen har skrevet'))]).toEqual([
    false,
    true,
  ]);
});

it('a beginning has at least four letters, and never half of one', () => {
  expect([...termsOfName('Gudrun')]).toEqual(['word:gudrun', 'word:gudr', 'word:gudru']);
  expect([...termsOfName('Bo Lis Finn')].sort()).toEqual(['word:bo', 'word:finn', 'word:lis']);
  expect([...termsOfName('कुमारीदेवी')].every((term) => !/:\p{M}/u.test(term) && term.normalize('NFC') === term)).toBe(
    true,
  );
});

it.each([
  '000761\u20111042',
  '000761\u20131042',
  '000761 1042',
  ' 0007611042 ',
  'cpr 000761-1042.',
  '000761\u22121042',
])('the CPR number %j is found', (asked) => {
  expect(finds(asked.replace('cpr ', ''), termsOf('000761-1042'))).toBe(true);
});

it.each(['+45 (0) 77 88 99 00', '+4577889900', '0045 77 88 99 00', '77889900', '(+45) 7788-9900', '77.88.99.00'])(
  'the telephone number %s is found, however it was written down',
  (asked) => {
    for (const kept of ['77889900', '+45 77 88 99 00', '+45 (0) 77 88 99 00', 'tlf. 7788 9900'])
      expect(finds(asked, termsOf(kept))).toBe(true);
    expect(finds(asked, termsOf('77889901'))).toBe(false);
  },
);

it.each([
  ['2026-0065', '2026-0065', ''],
  ['Sag 2026-0065', '2026-0065', ''],
  ['2026-0065.', '2026-0065', '.'],
  ['sagsnr.: 2026\u20110065', '2026-0065', '.:'],
  ['Gudrun 2026-0065', '2026-0065', 'gudrun'],
])('%s asks for the case %s', (asked, number, rest) => {
  expect(caseNumberAsked(asked)).toEqual({ number, rest });
});
it.each(['000761-1042', '12026-0065', '2026-0065-1', 'x2026-0065', '2026-0001 2026-0002', 'Gudrun'])(
  '%s asks for no one case',
  (asked) => {
    expect(caseNumberAsked(asked)).toBeUndefined();
  },
);

import { validateSync } from 'class-validator';
import {
  fieldsOf,
  GoesWith,
  IsBase64,
  IsCoded,
  IsCpr,
  IsCvr,
  IsDate,
  IsDepartment,
  IsFileName,
  IsFlag,
  IsInstant,
  IsList,
  IsMediaType,
  IsOne,
  IsPart,
  IsReference,
  IsSome,
  IsText,
  IsTopic,
  MayBeLeftOut,
  NeededWhen,
  NotBefore,
  OnlyWhen,
} from './fields.js';

const codesOf = (decorators: readonly PropertyDecorator[], value: unknown): string[] => {
  class Probe {
    declare field: unknown;
  }
  for (const apply of decorators) apply(Probe.prototype, 'field');
  const probe = new Probe();
  if (value !== undefined) probe.field = value;
  return validateSync(probe, { whitelist: true, forbidNonWhitelisted: true }).flatMap(({ constraints = {} }) =>
    Object.keys(constraints),
  );
};
const accepts = (decorator: PropertyDecorator, ...values: unknown[]) => {
  for (const value of values) expect([value, codesOf([decorator], value)]).toEqual([value, []]);
};
const refuses = (decorator: PropertyDecorator, code: string, ...values: unknown[]) => {
  for (const value of [...values, null, undefined, 1, {}, []])
    expect([value, codesOf([decorator], value)]).toEqual([value, [code]]);
};

it('a text has 1 to 10,000 characters, not only blanks, whole characters and no NUL', () => {
  accepts(IsText(), 'x', ' æ\n', '😀'.repeat(10_000), 'a'.repeat(10_000), '\u200d👩‍👧');
  refuses(
    IsText(),
    'NOT_TEXT',
    '',
    ' ',
    '\t\n\u00a0\u2003',
    'a\0b',
    '\ud83d',
    'a\udc00b',
    'a'.repeat(10_001),
    '😀'.repeat(10_001),
    ['x'],
    true,
  );
});

it('a coded value is one of its list, not a word that every object knows', () => {
  accepts(IsCoded(['in', 'out']), 'in', 'out');
  refuses(IsCoded(['in', 'out']), 'NOT_IN_LIST', 'In', 'in ', '', 'toString', 'length', ['in'], true);
});

it('a date exists in the calendar', () => {
  accepts(IsDate(), '2024-02-29', '2026-12-31', '1900-01-01', '2199-12-31');
  refuses(
    IsDate(),
    'NOT_A_DATE',
    '2025-02-29',
    '2026-00-10',
    '2026-13-01',
    '2026-04-31',
    '2026-4-1',
    '20260401',
    '2026-04-01T00:00:00Z',
    ' 2026-04-01',
    '2026-04-01\n',
    '0026-04-01',
    '9999-12-31',
    '1900-02-29',
    '२०२६-०४-०१',
  );
});

it('an instant has its zone', () => {
  accepts(IsInstant(), '2026-02-27T09:00:00Z', '2026-02-27T23:59:59.123456789+01:00', '2024-02-29T00:00:00-23:59');
  refuses(
    IsInstant(),
    'NOT_AN_INSTANT',
    '2026-02-27',
    '2026-02-27T09:00:00',
    '2026-02-27T24:00:00Z',
    '2026-02-27T09:60:00Z',
    '2026-02-27T09:00:60Z',
    '2026-02-30T09:00:00Z',
    '2026-02-27T09:00Z',
    '2026-02-27 09:00:00Z',
    '2026-02-27T09:00:00+0100',
    '2026-02-27T09:00:00+24:00',
  );
});

it('keys, letters, numbers and references have their form', () => {
  accepts(IsPart(), 'A', 'ZZ');
  refuses(IsPart(), 'NOT_A_PART', 'a', 'AAA', 'A1', 'Æ', 'A\n', '');
  accepts(IsDepartment(), 'jobcenter', 'a', `a${'9'.repeat(39)}`);
  refuses(IsDepartment(), 'NOT_A_DEPARTMENT', 'Jobcenter', 'job-center', '9a', `a${'9'.repeat(40)}`, '', 'jobcenter\n');
  accepts(IsTopic(), 'staffConduct');
  refuses(IsTopic(), 'NOT_A_TOPIC', 'staff conduct', '', '1st');
  accepts(IsReference(), '1', 'R12', 'D3-2');
  refuses(IsReference(), 'NOT_A_REFERENCE', '../x', '', '1234567', '1-', 'DD1');
  accepts(IsCpr(), '3101900000', '310190-0000', ' 310190\u20110000 ', '310190\u20130000', '310190-0000\n');
  refuses(IsCpr(), 'NOT_A_CPR', '31019-00000', '310190 0000', '310190000', '31019000000', '310190--0000');
  accepts(IsCvr(), '12345678', ' 12345678\u00a0');
  refuses(IsCvr(), 'NOT_A_CVR', '1234567', 'DK12345678', '123456789');
  accepts(IsFileName(), 'Brev.pdf', 'Åses brev (2).docx', '.x', 'a'.repeat(200));
  refuses(
    IsFileName(),
    'NOT_A_FILE_NAME',
    '',
    '.',
    '..',
    '../a',
    'a/b',
    'a\\b',
    'a\nb',
    'a\u202eb',
    ' ',
    'a'.repeat(201),
  );
  accepts(IsMediaType(), 'application/pdf', 'image/svg+xml', 'application/vnd.ms-excel');
  refuses(IsMediaType(), 'NOT_A_MEDIA_TYPE', 'pdf', 'Text/HTML', 'text/html; charset=x', 'text/', 'a/b\r\nx: y');
  accepts(IsFlag(), true, false);
  refuses(IsFlag(), 'NOT_A_FLAG', 'true', 'false', 0, '');
});

it('base64 is padded, not empty and within its limit', () => {
  accepts(IsBase64(6), 'AA==', 'AAA=', 'AAAA', 'A+/9AAAA');
  refuses(
    IsBase64(6),
    'NOT_BASE64',
    '',
    'A',
    'AA',
    'AAA',
    '====',
    'A===',
    'AA==AAAA',
    'AA-_',
    'AAAA\n',
    'AAAAAAAAAAAA',
  );
});

it('a list has its length, no repetitions, and each element its kind: a string is no list of letters', () => {
  const list = (value: unknown, least?: { min: number }) => codesOf([IsPart({ each: true }), IsList(least)], value);
  const letters = Array.from(
    { length: 51 },
    (_, index) => `${String.fromCharCode(65 + Math.floor(index / 26))}${String.fromCharCode(65 + (index % 26))}`,
  );
  expect(list(['A', 'B'])).toEqual([]);
  expect(list(letters.slice(0, 50))).toEqual([]);
  expect(list([], { min: 0 })).toEqual([]);
  for (const wrong of [[], 'A', letters, ['A', 'A'], { 0: 'A', length: 1 }, null, undefined, new Set(['A'])])
    expect(list(wrong)).toContain('NOT_A_LIST');
  for (const wrong of [['a'], [null], [['A']], [{}], ['A', 1]]) expect(list(wrong)).toEqual(['NOT_A_PART']);
});

it('what may be left out may not be null', () => {
  expect(codesOf([IsText(), MayBeLeftOut()], undefined)).toEqual([]);
  expect(codesOf([IsText(), MayBeLeftOut()], null)).toEqual(['NOT_TEXT']);
});

it('a nested object must be there, be one object, and hold what its class says', () => {
  class Inner {
    @IsText() readonly name!: string;
  }
  const inner = (name: unknown) => Object.assign(new Inner(), { name });
  expect(codesOf([IsOne(() => Inner)], inner('x'))).toEqual([]);
  for (const wrong of [undefined, null, [inner('x')], [], { name: 'x' }])
    expect(codesOf([IsOne(() => Inner)], wrong)).toContain('NOT_AN_OBJECT');
  expect(codesOf([IsSome(() => Inner)], [inner('x')])).toEqual([]);
  for (const wrong of [
    undefined,
    null,
    inner('x'),
    [],
    [{ name: 'x' }],
    [null],
    Array.from({ length: 51 }, () => inner('x')),
  ])
    expect(codesOf([IsSome(() => Inner)], wrong)).toContain('NOT_A_LIST');
  class Outer {
    @IsOne(() => Inner) readonly one!: Inner;
    @IsSome(() => Inner) readonly some!: readonly Inner[];
  }
  const outer = Object.assign(new Outer(), { one: inner(' '), some: [inner('x'), inner(7)] });
  expect(
    validateSync(outer).map(({ property, children }) => [property, JSON.stringify(children).includes('NOT_TEXT')]),
  ).toEqual([
    ['one', true],
    ['some', true],
  ]);
});

it('conditions between fields', () => {
  class Decision {
    @IsCoded(['granted', 'extended', 'refused']) readonly decision!: string;
    @GoesWith({ decision: 'extended' }) @IsDate() readonly to?: string;
    @NeededWhen({ decision: ['refused', 'extended'] }) @IsText() readonly why?: string;
    @MayBeLeftOut() @OnlyWhen({ decision: 'granted' }) @NotBefore('to') @IsDate() readonly on?: string;
  }
  const codes = (value: object) =>
    validateSync(Object.assign(Object.create(Decision.prototype) as object, value)).map(
      ({ property, constraints = {} }) => `${property} ${Object.keys(constraints).at(-1)}`,
    );
  expect(codes({ decision: 'extended', to: '2026-01-01', why: 'x' })).toEqual([]);
  expect(codes({ decision: 'granted' })).toEqual([]);
  expect(codes({ decision: 'extended' })).toEqual(['to MISSING', 'why MISSING']);
  expect(codes({ decision: 'refused', why: 'x', to: '2026-01-01' })).toEqual(['to NOT_ALLOWED_HERE']);
  expect(codes({ decision: 'extended', to: '2026-01-02', why: 'x', on: '2026-01-01' })).toEqual([
    'on NOT_ALLOWED_HERE',
  ]);
  expect(fieldsOf(Decision).get('to')).toMatchObject({
    required: false,
    neededWhen: { decision: 'extended' },
    onlyWhen: { decision: 'extended' },
  });
});

it('a half-declared field is refused when the class is first used', () => {
  class NoKind {
    @MayBeLeftOut() readonly field?: string;
  }
  class EachAlone {
    @IsPart({ each: true }) readonly field!: string[];
  }
  class ListAlone {
    @IsList() @IsPart() readonly field!: string[];
  }
  class OnlyAlone {
    @OnlyWhen({ field: 'x' }) @IsText() readonly field!: string;
  }
  class Nowhere {
    @NeededWhen({ other: true }) @IsText() readonly field?: string;
  }
  expect(() => fieldsOf(NoKind)).toThrow('NoKind.field has no kind');
  for (const half of [EachAlone, ListAlone]) expect(() => fieldsOf(half)).toThrow('go together');
  expect(() => fieldsOf(OnlyAlone)).toThrow('OnlyWhen needs');
  expect(() => fieldsOf(Nowhere)).toThrow('depends on "other"');
});

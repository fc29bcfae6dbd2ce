import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { Refused } from '../../platform/refusal.js';
import { hostileBodyOf } from '../../../test/contract/hostile-bodies.js';
import { fitsSchema, schemaOf } from './body-schema.js';
import { commandNames, type CommandName } from './commands.js';
import { type JsonSchema } from './fields.js';
import { fieldErrors, validateBody } from './validate-body.js';

type Schema = JsonSchema & {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
};

const exists = (date: string) =>
  !Number.isNaN(Date.parse(date)) && new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
const ajv = new Ajv2020({
  strict: false,
  allErrors: false,
  formats: {
    date: exists,
    'date-time': (text: string) => !Number.isNaN(Date.parse(text)) && exists(text.slice(0, 10)),
  },
});
const compiled = new Map<CommandName, ValidateFunction>(
  commandNames.map((name) => [name, ajv.compile(schemaOf(name))]),
);

it('draws a form: kinds, closed lists, limits, what is required', () => {
  expect(schemaOf('RecordContact')).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'RecordContact',
    type: 'object',
    additionalProperties: false,
    properties: {
      department: { 'x-type': 'Department', type: 'string', pattern: '^[a-z][a-z0-9]{0,39}$' },
      with: { 'x-type': 'Coded', type: 'string', enum: ['caseworker', 'leader'] },
      outcome: { 'x-type': 'Coded', type: 'string', enum: ['offer', 'noSolution', 'noReply', 'explained'] },
      note: {
        'x-type': 'Text',
        type: 'string',
        minLength: 1,
        maxLength: 10_000,
        pattern: expect.any(String) as string,
      },
      occurredAt: { 'x-type': 'Instant', type: 'string', format: 'date-time', pattern: expect.any(String) as string },
    },
    required: ['department', 'with', 'outcome'],
  });
  expect(schemaOf('ReferToDepartment')).toMatchObject({
    properties: {
      referrals: {
        'x-type': 'List',
        minItems: 1,
        maxItems: 50,
        items: {
          'x-type': 'Object',
          additionalProperties: false,
          properties: { parts: { uniqueItems: true, items: { 'x-type': 'Part' } } },
        },
      },
    },
  });
  expect(schemaOf('CompleteIntake')).toMatchObject({ properties: {}, additionalProperties: false });
  expect(schemaOf('GiveConsent')).toMatchObject({ properties: { to: { 'x-notBefore': 'from' } } });
  expect(schemaOf('CloseCase')).toBe(schemaOf('CloseCase'));
});

it('is plain JSON and closed at every level', () => {
  const closed = (schema: Schema): boolean =>
    schema.properties
      ? schema['additionalProperties'] === false && Object.values(schema.properties).every(closed)
      : !schema.items || closed(schema.items);
  for (const name of commandNames) {
    expect(JSON.parse(JSON.stringify(schemaOf(name)))).toEqual(schemaOf(name));
    expect([name, closed(schemaOf(name) as Schema)]).toEqual([name, true]);
  }
});

it.each(commandNames)('%s: no generated body is accepted against its schema, or refused without it', (name) => {
  const accepts = compiled.get(name)!,
    schema = schemaOf(name) as Schema;
  let accepted = 0;
  fc.assert(
    fc.property(bodyFor(schema), (body) => {
      const wanted = accepts(body) && inOrder(schema, body);
      const taken = isAccepted(name, body);
      if (taken !== wanted) expect({ body, accepted: taken }).toEqual({ body, accepted: wanted });
      if (wanted) accepted += 1;
    }),
    { numRuns: 200 },
  );
  expect(accepted).toBeGreaterThan(0);
});

describe.each([
  ['before registration', true],
  ['in a case', false],
])('%s', (_, beforeRegistration) => {
  it.each(commandNames)('%s: the compiled schema accepts what class-validator finds nothing wrong with', (name) => {
    const bodies = fc.oneof(bodyFor(schemaOf(name) as Schema), hostileBodyOf(schemaOf(name)).map(parsed));
    fc.assert(
      fc.property(bodies, (body) => {
        if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
        const [fits, whole] = [fitsSchema(name, body), fieldErrors(name, body).length === 0];
        const code = codeOf(name, body, beforeRegistration);
        const agreed = fits === whole && (code === 'PERSONAL_DATA_IN_ANONYMOUS' || fits === (code === undefined));
        if (!agreed) expect({ body, fits, whole, code }).toBe('in agreement');
      }),
      { numRuns: 80 },
    );
  });
});

function codeOf(name: CommandName, body: unknown, beforeRegistration: boolean): string | undefined {
  try {
    validateBody(name, body, { beforeRegistration });
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isAccepted(name: CommandName, body: unknown): boolean {
  let command: object;
  try {
    command = validateBody(name, body, { beforeRegistration: name === 'ReceiveInquiry' });
  } catch (error) {
    if (error instanceof Refused && error.status === 400) return false;
    throw error;
  }
  const [taken, sent] = [sorted(command), sorted(body)];
  if (!isDeepStrictEqual(taken, sent)) expect(taken).toEqual(sent);
  return true;
}

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, entry]) => [key, sorted(entry)])
      : value;

/** The one rule that JSON Schema cannot say. */
function inOrder({ properties = {} }: Schema, body: unknown): boolean {
  const given = body as Readonly<Record<string, string>>;
  return Object.entries(properties).every(([to, property]) => {
    const from = property['x-notBefore'] as string | undefined;
    return !from || given[from] === undefined || given[to] === undefined || given[from] <= given[to];
  });
}

const good: Readonly<Record<string, readonly unknown[]>> = {
  Text: ['x', 'Æ ø\n', '😀'.repeat(10_000)],
  Date: ['2026-02-28', '2024-02-29', '2025-01-01'],
  Instant: ['2026-02-28T09:00:00Z', '2026-02-28T09:00:00.5-01:30'],
  Part: ['A', 'B', 'ZZ'],
  Department: ['jobcenter', 'a1'],
  Topic: ['delay', 'staffConduct'],
  Complaint: ['7d444840-9dc0-41d1-b245-5ffdce74fad2'],
  Reference: ['1', 'R2-1'],
  Member: ['asta', 'asta@kommune.example'],
  Revision: [0, 12],
  Minutes: [1, 45],
  Lifecycle: ['complaint/1', 'complaint/2'],
  Profile: ['horsens@1', 'nord-by@12'],
  Flag: [true, false],
  Cpr: ['3101900000', '310190-0000'],
  Cvr: ['12345678'],
  Base64: ['AAAA', 'AA=='],
  FileName: ['afgørelse.pdf', 'a b.txt'],
  MediaType: ['application/pdf', 'text/plain'],
};

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '\0',
    'a\0',
    '\ud800',
    'a\udfffb',
    'x'.repeat(10_001),
    '😀'.repeat(10_001),
    0,
    -0,
    1,
    1e400,
    true,
    false,
    'true',
    [],
    {},
    [[]],
    [{}],
    [null],
    ['A'],
    'A',
    ['A', 'A'],
    ['toString'],
    'toString',
    '2026-02-30',
    '2026-2-1',
    '9999-12-31',
    '2026-02-28T25:00:00Z',
    '2026-02-28T09:00:00',
    { length: 1, 0: 'A' },
    Array.from({ length: 60 }, (_, index) => `a${index}`),
    Array(60).fill({}),
    JSON.parse('{"__proto__":{"x":1}}'),
    { constructor: {} },
    { toJSON: 1 },
    '====',
    '31019000000',
  ),
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const strangeKey = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    'isPrototypeOf',
    'toString',
    '__defineGetter__',
    '',
    '0',
    'name',
    'note',
    'text',
    'id',
  ),
  fc.string({ maxLength: 8 }),
);

function valueFor(schema: Schema): fc.Arbitrary<unknown> {
  const fitting = schema.enum
    ? fc.constantFrom(...schema.enum)
    : schema.items
      ? fc.oneof(
          {
            weight: 9,
            arbitrary: fc.uniqueArray(valueFor(schema.items), {
              minLength: 1,
              maxLength: 3,
              selector: (value) => JSON.stringify(value),
            }),
          },
          { weight: 1, arbitrary: fc.array(valueFor(schema.items), { maxLength: 55 }) },
        )
      : schema.properties
        ? bodyFor(schema)
        : fc.constantFrom(...(good[schema['x-type'] as string] ?? []));
  return fc.oneof({ weight: 24, arbitrary: fitting }, { weight: 1, arbitrary: hostile });
}

function bodyFor({ properties = {}, required = [] }: Schema): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(properties).map(([name, schema]) =>
    fc
      .tuple(fc.constant(name), valueFor(schema), fc.integer({ min: 0, max: 19 }))
      .map(([key, value, luck]) => (luck < (required.includes(name) ? 1 : 8) ? [] : [[key, value] as const])),
  );
  const strange = fc.oneof(
    { weight: 9, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.tuple(strangeKey, hostile).map((entry) => [entry]) },
  );
  return fc.tuple(fc.tuple(...fields), strange).map(([given, foreign]) => {
    const body: Record<string, unknown> = {};
    for (const [key, value] of [...given.flat(), ...foreign])
      Object.defineProperty(body, key, { value, enumerable: true, writable: true, configurable: true });
    return body;
  });
}

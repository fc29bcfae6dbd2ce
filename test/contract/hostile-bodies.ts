/**
 * Bodies as nobody should send them: made from a step's own schema, then spoilt. Every string in them holds the mark,
 * so that a trace of one is found.
 */
import fc from 'fast-check';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export const mark = 'Kanarieklap';
/** A name that no field would have: one that might is said to its sender. */
export const markedName = `${mark} Lund`;
/** A number that nothing else in the product is. */
export const markedNumber = 80_085_135_551_357;

interface Schema {
  readonly 'x-type'?: string;
  readonly 'x-notBefore'?: string;
  readonly enum?: readonly string[];
  readonly properties?: { readonly [field: string]: Schema };
  readonly required?: readonly string[];
  readonly items?: Schema;
}
type Body = { readonly [field: string]: unknown };

const one = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const text = one(
  mark,
  `${mark} 100182-1234`,
  `${mark} <script>alert(1)</script>`,
  `${mark}\n'; DROP TABLE events; --`,
  `${mark} 😀`,
  `${mark}æøå`.repeat(200),
);

/** A value that the schema describes, or nearly: conditions between fields are left to chance. */
function wellFormed(schema: Schema): fc.Arbitrary<unknown> {
  switch (schema['x-type']) {
    case 'Coded':
      return one(...schema.enum!);
    case 'Date':
      return one('2024-01-01', '1999-12-31', '2020-02-29');
    case 'Instant':
      return one('2023-12-31T23:59:59Z', '2020-06-01T10:00:00.5+02:00');
    case 'Part':
      return one('A', 'B');
    case 'Department':
      return one('jobcenter', 'borgerservice');
    case 'Topic':
      return one('delay', 'other');
    case 'Reference':
      return one('E1', 'R2', '3-1');
    case 'Complaint':
      return one('7d444840-9dc0-41d1-b245-5ffdce74fad2');
    case 'Member':
      return one('nobody-here', 'asta@kommune.example');
    case 'Revision':
      return one(0, 1, 999_999);
    case 'Minutes':
      return one(1, 45, 10_080);
    case 'Lifecycle':
      return one('complaint/1', 'complaint/2', 'complaint/999');
    case 'Profile':
      return one('horsens@1', 'nowhere@7');
    case 'Flag':
      return fc.boolean();
    case 'Cpr':
      return one('0101801234', '010180-1234');
    case 'Cvr':
      return fc.constant('12345678');
    case 'Base64':
      return fc.constant(Buffer.from(mark).toString('base64'));
    case 'FileName':
      return one(`${mark}.pdf`, `${mark} æøå.docx`);
    case 'MediaType':
      return one('application/pdf', 'text/html');
    case 'List':
      return fc.uniqueArray(wellFormed(schema.items!), {
        minLength: 1,
        maxLength: 2,
        selector: (entry) => JSON.stringify(entry),
      });
    case 'Text':
      return text;
    default:
      return objectOf(schema);
  }
}

function objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<Body> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, wellFormed(schema)]));
  return fc.record(fields, { requiredKeys: [...required] }) as fc.Arbitrary<Body>;
}

const deep = (levels: number): unknown => {
  let value: unknown = mark;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? { a: value } : [value];
  return value;
};
const hostileValue = one<unknown>(
  null,
  true,
  0,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  markedNumber,
  '',
  ' ',
  '\t\n',
  mark,
  `${mark}\u0000`,
  `${mark}\ud800`,
  `\udfff${mark}`,
  [],
  {},
  [mark],
  [[mark]],
  { [markedName]: mark },
  { $ne: mark },
  { length: 3, 0: mark },
  deep(9),
  deep(60),
  'x'.repeat(20_001),
  `${mark}${'y'.repeat(10_001)}`,
  ['A', 'A'],
  ['A', null],
  Array.from({ length: 60 }, (_, index) => `${mark}${index}`),
  [{}],
  [null],
  '2024-02-30',
  '2199-12-31',
  '9999-12-31',
  '2024-01-01T00:00:00',
  '2024-13-01T00:00:00Z',
  'constructor',
  '__proto__',
  'toString',
  'A\n',
  'jobcenter\u0000',
  '__proto__.polluted',
  `${'A'.repeat(400)}`,
);
const hostileName = one(
  markedName,
  'name',
  'cpr',
  'note',
  'complainant',
  'hasOwnProperty',
  'toString',
  'constructor',
  'prototype',
  'valueOf',
  'length',
  '',
  '0',
  `${mark}\u0000`,
  'x'.repeat(300),
  'office',
  'id',
  'revision',
  'facts',
  'type',
);

type Spoil = (body: Body, names: readonly string[]) => unknown;
const spoil: fc.Arbitrary<Spoil> = fc.oneof(
  fc.nat().map((index): Spoil => (body) => {
    const entries = Object.entries(body);
    return entries.length === 0 ? body : Object.fromEntries(entries.filter((_, at) => at !== index % entries.length));
  }),
  fc.tuple(fc.nat(), hostileValue).map(
    ([index, value]): Spoil =>
      (body, names) =>
        names.length === 0 ? { ...body, [markedName]: value } : { ...body, [names[index % names.length]!]: value },
  ),
  fc.tuple(hostileName, hostileValue).map(([name, value]): Spoil => (body) => ({ ...body, [name]: value })),
  fc.nat().map((index): Spoil => (body) => {
    const names = Object.keys(body);
    const name = names[index % names.length];
    return name === undefined ? [body] : { ...body, [name]: [body[name]] };
  }),
  one<unknown>(null, [], [{}], 'x', mark, 7, markedNumber, true, [mark], deep(40)).map(
    (value): Spoil =>
      () =>
        value,
  ),
);
const asText = one<(json: string) => string>(
  (json) => json,
  (json) => json,
  (json) => json,
  (json) => json,
  (json) => json,
  (json) => json.replace('{', `{"__proto__":{"${markedName}":1},`),
  (json) => json.replace('{', '{"constructor":{"prototype":{"admin":true}},'),
  (json) => json.replace('{', `{"${markedName}":1e999,`),
  (json) => json.slice(0, -1),
  (json) => `\ufeff${json}`,
  (json) => `${json}${json}`,
  (json) => json.replaceAll('"', "'"),
);

/** The text of a body, sometimes as the schema wants it and mostly not. */
export function hostileBodyOf(schema: Schema): fc.Arbitrary<string> {
  const names = Object.keys(schema.properties ?? {});
  const spoilt = fc.tuple(objectOf(schema), fc.array(spoil, { minLength: 1, maxLength: 2 }), asText);
  return fc.oneof(
    { weight: 1, arbitrary: objectOf(schema).map((body) => JSON.stringify(body)) },
    {
      weight: 7,
      arbitrary: spoilt.map(([body, spoils, written]) => {
        const bad = spoils.reduce<unknown>(
          (value, apply) =>
            typeof value === 'object' && value !== null && !Array.isArray(value) ? apply(value as Body, names) : value,
          body,
        );
        return written(JSON.stringify(bad));
      }),
    },
  );
}

const daysOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const isDay = (value: string) => {
  const [year = 0, month = 0, day = 0] = value.slice(0, 10).split('-').map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
};
const ajv = new Ajv2020({ strict: false, formats: { date: isDay, 'date-time': isDay } });

/** Whether the schema takes this text as a body: asked of another program than the one that decides. */
export function independentCheck(schema: Schema): (json: string) => boolean {
  const validate: ValidateFunction = ajv.compile(schema);
  return (json) => {
    let body: Body;
    // RFC 8259, section 8.1: a parser may ignore a byte order mark, and this product does.
    try {
      body = JSON.parse(json.replace(/^\ufeff/, '') || '{}') as Body;
    } catch {
      return false;
    }
    if (!validate(body)) return false;
    return Object.entries(schema.properties ?? {}).every(
      ([name, { 'x-notBefore': start }]) =>
        start === undefined || !(name in body) || !(start in body) || String(body[start]) <= String(body[name]),
    );
  };
}

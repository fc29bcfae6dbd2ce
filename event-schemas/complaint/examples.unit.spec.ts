import { Ajv } from 'ajv';
import { complaintEvents, complaintEventTypes } from './events.js';
import { examples } from './examples.js';
import { upcast } from './upcast.js';

type Data = { readonly [field: string]: unknown };
type Schema = {
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly items?: Schema;
};

const ajv = new Ajv({ strict: false, allErrors: true });
const errorsOf = (type: (typeof complaintEventTypes)[number], data: unknown) => {
  const validate = ajv.compile(JSON.parse(JSON.stringify(complaintEvents[type].schema)) as object);
  validate(data);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${type}${instancePath} ${message}`);
};

const stepsOf = (path: string) =>
  path.split('.').flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), '[]'] : [step]));
/** Where a path leads in a schema, and whether all of it is required; undefined where it leads nowhere. */
function inSchema(
  schema: Schema,
  steps: readonly string[],
  required = true,
): { readonly required: boolean } | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return { required };
  if (step === '[]') return schema.items && inSchema(schema.items, rest, required);
  const field = schema.properties?.[step];
  return field && inSchema(field, rest, required && (schema.required ?? []).includes(step));
}
/** Every value that a path leads to. */
function inData(data: unknown, [step, ...rest]: readonly string[]): readonly unknown[] {
  if (step === undefined) return data === undefined ? [] : [data];
  if (step === '[]') return (data as readonly unknown[]).flatMap((entry) => inData(entry, rest));
  return data === undefined ? [] : inData((data as Data)[step], rest);
}

describe('the examples', () => {
  it('are one for each event', () => expect(Object.keys(examples).sort()).toEqual([...complaintEventTypes].sort()));
  it.each(complaintEventTypes)('%s: the example has the declared shape', (type) =>
    expect(errorsOf(type, examples[type])).toEqual([]),
  );
  it('are refused with a field more, and with a required field less', () => {
    for (const type of complaintEventTypes) {
      expect(errorsOf(type, { ...examples[type], surplus: 'x' })).toHaveLength(1);
      for (const field of (complaintEvents[type].schema as Schema).required ?? [])
        expect(errorsOf(type, { ...examples[type], [field]: undefined })).not.toEqual([]);
    }
  });

  it('have every personal field, and every declared personal path leads somewhere in the schema', () => {
    for (const type of complaintEventTypes) {
      for (const path of Object.keys(complaintEvents[type].personal)) {
        const place = inSchema(JSON.parse(JSON.stringify(complaintEvents[type].schema)) as Schema, stepsOf(path));
        const values = inData(examples[type], stepsOf(path));
        expect([type, path, place !== undefined, values.length > 0]).toEqual([type, path, true, true]);
      }
    }
  });

  it('name the document whose key seals a field of it', () => {
    for (const type of complaintEventTypes) {
      if (Object.values(complaintEvents[type].personal).includes('document'))
        expect((examples[type] as Data).document).toEqual(expect.stringMatching(/./));
    }
  });

  it('say the size of the content that is there', () => {
    const { bytes, content } = examples.DocumentFiled;
    expect(Buffer.from(content, 'base64')).toHaveLength(bytes);
  });

  it('hold facts with which the step is taken, or could be: every value is one of its list', () => {
    for (const type of complaintEventTypes) {
      const facts = examples[type].facts as { readonly [fact: string]: string };
      for (const [fact, values] of Object.entries(complaintEvents[type].facts)) expect(values).toContain(facts[fact]);
    }
  });

  it('cannot be changed by those who use them', () => {
    const everyObject = (value: unknown): readonly object[] =>
      typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(everyObject)] : [];
    expect(everyObject(examples).filter((value) => !Object.isFrozen(value))).toEqual([]);
    const before = JSON.stringify(examples);
    for (const type of complaintEventTypes) {
      errorsOf(type, examples[type]);
      upcast(type, 1, 1, examples[type]);
    }
    expect(JSON.stringify(examples)).toBe(before);
  });

  it('name nobody who exists: no civil registration number is a day of the calendar, no address is one', () => {
    const text = JSON.stringify(examples);
    for (const [cpr] of text.matchAll(/\d{6}-?\d{4}/g)) expect(cpr.slice(0, 2)).toBe('00');
    for (const [, domain] of text.matchAll(/@([\w.-]+\.[a-z]+)/g)) expect(domain).toMatch(/\.example$/);
  });
});

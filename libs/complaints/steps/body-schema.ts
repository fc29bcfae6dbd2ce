import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isValidDate } from '../../policy/calendar.js';
import { commands, type CommandName } from './commands.js';
import { fieldsOf, type Class, type Condition, type Field, type JsonSchema } from './fields.js';

/**
 * JSON Schema (2020-12) of a transition's body, made from its decorators; `x-type` is the contract's word for the
 * field, from which a page draws its form. Accepts what validateBody accepts in a case, but for `x-notBefore` (a date
 * that may not lie before that other field).
 */
export function schemaOf(name: CommandName): JsonSchema {
  const known = schemas.get(name);
  if (known) return known;
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: name,
    ...objectSchema(commands[name]),
  };
  schemas.set(name, schema);
  return schema;
}

const schemas = new Map<CommandName, JsonSchema>();

/**
 * Whether a body that came as JSON is one that validateBody accepts in a case: by the schema, compiled once for each
 * step when its first body is met. A tenth of what class-validator takes, and it says nothing of what is wrong.
 */
export function fitsSchema(name: CommandName, body: unknown): boolean {
  let fits = compiled.get(name);
  if (!fits) compiled.set(name, (fits = ajv.compile(schemaOf(name))));
  return fits(body);
}

const compiled = new Map<CommandName, ValidateFunction>();
const ajv = new Ajv2020({
  strict: false,
  // They are made here and compiled in a test with all checks.
  meta: false,
  validateSchema: false,
  // The patterns beside them say the form; these, that the calendar has the day.
  formats: { date: isValidDate, 'date-time': (instant: string) => isValidDate(instant.slice(0, 10)) },
  keywords: [
    {
      keyword: 'x-notBefore',
      type: 'string',
      errors: false,
      validate: (start: string, date: string, _: unknown, at?: { readonly parentData: object }): boolean => {
        const from = (at?.parentData as Readonly<Record<string, unknown>> | undefined)?.[start];
        return typeof from !== 'string' || from <= date;
      },
    },
  ],
});

function objectSchema(of: Class): JsonSchema {
  const fields = [...fieldsOf(of).values()];
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  const conditions = fields.flatMap(conditionsOf);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(fields.map((field) => [field.name, propertySchema(field)])),
    ...(required.length > 0 ? { required } : {}),
    ...(conditions.length > 0 ? { allOf: conditions } : {}),
  };
}

function propertySchema({ kind, schema, list, of, notBefore, meaning }: Field): JsonSchema {
  const one = {
    'x-type': of ? 'Object' : kind,
    ...(of ? { ...objectSchema(of()), ...schema } : schema),
    ...(meaning === null ? {} : { default: meaning }),
  };
  if (list)
    return { 'x-type': 'List', type: 'array', minItems: list.min, maxItems: list.max, uniqueItems: !of, items: one };
  return notBefore ? { ...one, 'x-notBefore': notBefore } : one;
}

function conditionsOf({ name, list, neededWhen, onlyWhen }: Field): readonly JsonSchema[] {
  return [
    ...(neededWhen
      ? [
          {
            if: holding(neededWhen),
            then: { required: [name], ...(list ? { properties: { [name]: { minItems: 1 } } } : {}) },
          },
        ]
      : []),
    ...(onlyWhen ? [{ if: holding(onlyWhen), else: { properties: { [name]: false } } }] : []),
  ];
}

const holding = (condition: Condition): JsonSchema => ({
  properties: Object.fromEntries(
    Object.entries(condition).map(([field, wanted]) => [field, { enum: Array.isArray(wanted) ? wanted : [wanted] }]),
  ),
  required: Object.keys(condition),
});

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

function propertySchema({ kind, schema, list, of, notBefore }: Field): JsonSchema {
  const one = { 'x-type': of ? 'Object' : kind, ...(of ? objectSchema(of()) : schema) };
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

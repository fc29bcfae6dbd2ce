import 'reflect-metadata';
import { schemaOf } from '../../../libs/complaints/steps/body-schema.js';
import { commands } from '../../../libs/complaints/steps/commands.js';
import { fieldErrors } from '../../../libs/complaints/steps/validate-body.js';
import { refuseLaxBodies, type BodyChecks } from './bodies.js';

const errorsOf: BodyChecks['errorsOf'] = fieldErrors;
const isRefused = (checks: Partial<BodyChecks>): void => {
  expect(() => {
    refuseLaxBodies({ errorsOf, schemaOf, ...checks });
  }).toThrow(/The step RecordNote takes a field that it does not declare.*install it anew/);
};

it('every step of this program refuses a field that it does not declare, by its schema and by validation', () => {
  const asked: string[] = [];
  refuseLaxBodies({
    errorsOf: (name, body) => {
      asked.push(`${name} by validation`);
      return errorsOf(name, body);
    },
    schemaOf: (name) => {
      asked.push(`${name} by its schema`);
      return schemaOf(name);
    },
  });
  const ways = Object.keys(commands).flatMap((name) => [`${name} by validation`, `${name} by its schema`]);
  expect(asked.sort()).toEqual(ways.sort());
});
it('a program in which the validation of one step takes such a field does not start', () => {
  isRefused({ errorsOf: (name, body) => (name === 'RecordNote' ? [] : errorsOf(name, body)) });
});
it('nor one in which the schema of one step does', () => {
  isRefused({
    schemaOf: (name) => ({ ...schemaOf(name), ...(name === 'RecordNote' && { additionalProperties: true }) }),
  });
});
it('nor one that refuses such a body for another reason only', () => {
  isRefused({ errorsOf: (name, body) => (name === 'RecordNote' ? [{ code: 'REQUIRED' }] : errorsOf(name, body)) });
});

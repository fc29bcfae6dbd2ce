import 'reflect-metadata';
import { commands } from '../../../libs/complaints/steps/commands.js';
import { validateBody } from '../../../libs/complaints/steps/validate-body.js';
import { refused } from '../../../libs/platform/refused.js';
import { refuseLaxBodies } from './bodies.js';

it('every step of this program refuses a field that it does not declare', () => {
  const asked: string[] = [];
  refuseLaxBodies((name, body, context) => {
    asked.push(name);
    return validateBody(name, body, context);
  });
  expect(asked.sort()).toEqual(Object.keys(commands).sort());
});
it('a program in which one step takes such a field does not start', () => {
  const lax: Parameters<typeof refuseLaxBodies>[0] = (name, body, context) =>
    name === 'RecordNote' ? body : validateBody(name, body, context);
  expect(() => {
    refuseLaxBodies(lax);
  }).toThrow(/The step RecordNote takes a field that it does not declare.*install it anew/);
});
it('nor one that refuses such a body for another reason only', () => {
  expect(() => {
    refuseLaxBodies(() => {
      throw refused('VALIDATION');
    });
  }).toThrow(/takes a field/);
});

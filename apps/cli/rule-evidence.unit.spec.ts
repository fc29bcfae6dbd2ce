import { join } from 'node:path';
import { evidence } from './rule-evidence.js';

const found = evidence(join(import.meta.dirname, '..', '..'));

it('every rule of every office is named by a test that is about it; write one where this fails', () => {
  expect(found.length).toBeGreaterThan(50);
  expect(found.filter(({ tests }) => tests.length === 0).map(({ id }) => id)).toEqual([]);
});

it('says of a rule which steps ask it and which tests hold it', () => {
  expect(found.find(({ id }) => id === 'K16')).toMatchObject({
    steps: expect.arrayContaining(['DeclineInvestigation']) as string[],
    tests: expect.arrayContaining([
      'libs/complaints/rules/investigation.unit.spec.ts',
      'test/journeys/s5-investigation.mjs',
    ]) as string[],
  });
  expect(found.find(({ id }) => id === 'H20')?.tests).toContain('libs/complaints/rules/referral.unit.spec.ts');
});

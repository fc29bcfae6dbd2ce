import { profiles } from '../../../../libs/complaints/testing/given.js';
import { refusalWithSources } from './said.js';

const desk = { root: '/o/horsens', lang: 'da' } as const;
const profile = profiles.get('horsens@1')!;
const refusal = (rules: readonly string[]) => ({
  code: 'AGE_LIMIT_EXCEEDED',
  rules,
  sentences: { da: 'Det er for <gammelt>.', en: 'It is too <old>.' },
});

it('a refused step says what the source says, unfolded without a script', () => {
  const { text } = refusalWithSources(desk, refusal(['H29']), profile);
  expect(text).toContain('Det er for &#60;gammelt&#62;.');
  expect(text).toMatch(/<details[^>]*>\s*<summary>Regel H29<\/summary>/);
  expect(text).toContain(profile.rules['H29']!.da);
  expect(text).toContain(profile.rules['H29']!.source);
  expect(text).toContain('href="/o/horsens/rules#H29"');
});

it('a rule that the profile has no sentence of leads to the rules', () => {
  const { text } = refusalWithSources(desk, refusal(['K14']), profile);
  expect(text).not.toContain('<details');
  expect(text).toContain('href="/o/horsens/rules#K14"');
});

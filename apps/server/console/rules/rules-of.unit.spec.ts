import { profiles } from '../../../../libs/complaints/testing/given.js';
import { linesOf } from './rules-of.js';

describe.each([...profiles.values()])('$id', (profile) => {
  it.each(['da', 'en'] as const)('says each of its settings and grounds in words (%s)', (lang) => {
    const lines = linesOf(profile, lang);
    const { exclusions, ...single } = profile.settings;
    expect(lines).toHaveLength(Object.keys(single).length + exclusions.length);
    for (const { name, says } of lines) {
      expect(name).toMatch(/^\p{L}.{3,}/u);
      // Words and figures alone: neither a value as the file has it, nor one that was forgotten.
      expect(says).toMatch(/^[\p{L}\d][\p{L}\d ,.:’]+$/u);
      expect(says).not.toMatch(/undefined|null|true|false|\[object/);
    }
  });

  it('a line rests on sentences that the profile has', () => {
    for (const { stated, rules } of linesOf(profile, 'da'))
      if (stated) expect(rules.filter((id) => !(id in profile.rules))).toEqual([]);
  });
});

it('two offices differ where their sources do', () => {
  const of = (id: string) => new Map(linesOf(profiles.get(id)!, 'da').map(({ key, says }) => [key, says]));
  expect(of('horsens@1').get('ageLimit')).toBe('1 år fra det skete eller sluttede, kan fraviges');
  expect(of('koebenhavn@1').get('ageLimit')).toBe('Ingen grænse');
  expect(of('koebenhavn@1').get('inDepth')).toMatch(/^Lederen beslutter det/);
});

/** What a step rests on, by the office: K8, K12 and K14 are of Copenhagen, H19 and H28 of Horsens. */
import { loadProfiles } from '../../policy/profile-file.js';
import { commandNames } from '../steps/steps.js';
import { rulesOfSteps } from './rules-of-steps.js';

const profiles = loadProfiles();
const of = (profile: string) => rulesOfSteps(profiles.get(profile)!);

it('is what the office’s own texts say of it, in their order', () => {
  expect(of('horsens@1').get('ReferToDepartment')).toEqual(['H19', 'H28', 'H29']);
  expect(of('koebenhavn@1').get('NoQuickSolution')).toEqual(['K8', 'K12', 'K13']);
  // The limit for old parts is a setting, and rests on what its office says of it.
  expect(of('horsens@1').get('WaiveAgeLimit')).toEqual(['H29']);
});

it('is nothing where the texts say nothing, and no decision of the project’s own', () => {
  expect(of('horsens@1').get('RecordNote')).toEqual([]);
  expect(of('odense@1').get('NoQuickSolution')).not.toContain('K12');
});

it.each([...profiles.values()])('$id: every step, by rules that the profile has the words of', (profile) => {
  const found = rulesOfSteps(profile);
  expect([...found.keys()]).toEqual(commandNames);
  for (const ids of found.values()) for (const id of ids) expect([id, id in profile.rules]).toEqual([id, id !== 'D']);
});

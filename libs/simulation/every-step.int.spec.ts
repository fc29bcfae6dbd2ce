// Many contacts: what is seldom comes up, and no plot asks for a step that its office refuses (that would be thrown).
import { complaintEventTypes } from '../../event-schemas/complaint/events.js';
import { profiles } from '../complaints/testing/given.js';
import { demoOffices } from '../installation/demo-offices.js';
import { officeLife } from './office-life.js';

it('the three offices together take every kind of step there is', () => {
  const seen = new Set<string>();
  for (const office of demoOffices) {
    for (const { events } of officeLife({
      office,
      profile: profiles.get(office.profile)!,
      cases: 4000,
      from: '2016-01-01',
      years: 10,
      seed: 5,
    }))
      for (const { type } of events) seen.add(type);
  }
  // A case is moved to newer rules, and in a life that is made under the newest there is none to move.
  expect(complaintEventTypes.filter((type) => !seen.has(type))).toEqual(['CaseMoved']);
});

it('a fourth municipality is simulated from its profile alone', () => {
  const office = {
    key: 'nordkoebing',
    departments: [
      { key: 'borgerservice', name: 'Borgerservice' },
      { key: 'teknik', name: 'Teknik' },
    ],
    topics: [{ key: 'delay', da: 'Ventetid', en: 'Delay' }],
  };
  const outcomes = new Set<string>();
  for (const { events } of officeLife({
    office,
    profile: profiles.get('nordkoebing@1')!,
    cases: 1500,
    from: '2020-03-01',
    years: 3,
    seed: 2,
  }))
    for (const { to } of events) outcomes.add(to);
  expect([...outcomes]).toEqual(expect.arrayContaining(['closed', 'endedWithoutCase', 'referred']));
});

it.each(['outcomes', 'decisions'] as const)('an office whose %s have a second reader always asks for one', (read) => {
  const profile = profiles.get('koebenhavn@1')!;
  const secondReader = { value: read, stated: true, rules: [] };
  const types: string[] = [];
  for (const { events } of officeLife({
    office: demoOffices.find(({ key }) => key === 'koebenhavn')!,
    profile: { ...profile, settings: { ...profile.settings, secondReader } },
    cases: 1500,
    from: '2020-01-01',
    years: 3,
    seed: 3,
  }))
    types.push(...events.map(({ type }) => type));
  expect(types).toEqual(expect.arrayContaining(['ConcludedWithCriticism', 'InvestigationOpened', 'ReviewRecorded']));
});

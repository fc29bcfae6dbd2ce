// From every open state of a case there is an honest end for whatever really happened.
import { profiles, type Story } from '../../libs/complaints/testing/given.js';
import { newestLifecycle } from '../../libs/complaints/write/complaint-lifecycle.js';
import { wander } from '../../libs/complaints/testing/wandering.js';
import { scenesOf } from './scenes.js';
import { ends, wayOut, type End } from './way-out.js';

const isOpen = ({ state, caseState: { registeredAt } }: Story) => registeredAt !== null && state !== 'closed';
/** Told by the scenes, and as they go their own way: corrections, conflicts, withdrawals, late parts, reopenings. */
const cases = [...profiles.values()].flatMap((profile) =>
  [
    ...scenesOf(profile, newestLifecycle),
    ...Array.from({ length: 24 }, (_, index) => index + 1).flatMap((seed) =>
      [12, 25, 45].map((length) => ({ name: `${seed}/${length}`, story: wander(seed, profile.id, length) })),
    ),
  ]
    .filter(({ story }) => isOpen(story))
    .map(({ name, story }) => ({ name: `${profile.id} ${name}`, story })),
);

it('they stand in every state that a case can be left in', () => {
  expect([...new Set(cases.map(({ story: { state } }) => state))].sort()).toEqual([
    'answered',
    'awaitingConsent',
    'earlyResolution.flexible',
    'earlyResolution.written',
    'investigating.active',
    'investigating.halted',
    'investigationAssessment',
    'mediation',
    'referred',
    'registered',
  ]);
});

it.each(Object.keys(ends) as End[])('%s: the case ends so, from wherever it stands', (end) => {
  const stuck = cases.flatMap(({ name, story }) => {
    const ended = wayOut(story, end);
    return (ends[end] as readonly (string | null)[]).includes(ended.caseState.outcome)
      ? []
      : [`${name} in ${story.state}: ${ended.where}`];
  });
  expect(stuck).toEqual([]);
});

// A step that can be taken is shown as one that can: on the pages a step that seems closed has no form.
import { explain } from '../../libs/complaints/views/explain.js';
import {
  answeredBy,
  caseUnder,
  consented,
  profiles,
  referredToBoth,
  sent,
  Story,
} from '../../libs/complaints/testing/given.js';
import { wander } from '../../libs/complaints/testing/wandering.js';
import { steps } from '../../libs/complaints/steps/steps.js';
import { newestLifecycle } from '../../libs/complaints/write/complaint-lifecycle.js';
import { roles } from '../../libs/platform/caller.js';
import { bodiesFor } from './bodies.js';
import { scenesOf } from './scenes.js';

/** The citizen has allowed the second department alone, for each purpose. */
const narrow = (profile: string): readonly Story[] => {
  const answered = Story.under(profiles.get(profile)!).tell([
    ...caseUnder(profile),
    referredToBoth,
    answeredBy('jobcenter'),
    answeredBy('borgerservice'),
  ]);
  const asked = answered.tell([sent('RequestCloserLook', {})]);
  return [
    answered.maybe(...consent('moreQuestions')),
    asked.maybe(...consent('closerExamination')),
    asked.maybe(...consent('moreQuestions')),
  ];
};
const consent = (purpose: 'moreQuestions' | 'closerExamination') =>
  ['GiveConsent', consented(purpose, ['borgerservice']).body] as const;

const stories = [...profiles.values()].flatMap((profile) => [
  ...scenesOf(profile, newestLifecycle).map(({ name, story }) => ({ name: `${profile.id} ${name}`, story })),
  ...narrow(profile.id).map((story, index) => ({ name: `${profile.id} allowed in part ${index + 1}`, story })),
  ...Array.from({ length: 30 }, (_, index) => index + 1).flatMap((seed) =>
    [8, 15, 25, 40].map((length) => ({
      name: `${profile.id} ${seed}/${length}`,
      story: wander(seed, profile.id, length),
    })),
  ),
]);

/** Steps that some body takes here, and that are explained as closed. */
function wronglyClosed(story: Story): readonly string[] {
  const { kept, profile, today, events } = story;
  const at = { standing: kept, lifecycle: kept.lifecycle, profile, today, sub: 'adviser', roles, history: events };
  const open = new Set(explain(at, { all: true }).flatMap(({ name, allowed }) => (allowed ? [name] : [])));
  const taken = bodiesFor(story).flatMap(({ command: name, body }) =>
    steps[name].starting || open.has(name) || !story.evaluate(name, body as never, { sub: 'adviser' }).taken
      ? []
      : [name],
  );
  return [...new Set(taken)];
}

it('whatever can be taken is open', () => {
  const wrong = stories.flatMap(({ name, story }) =>
    wronglyClosed(story).map((step) => `${step} in ${story.where}: ${name}`),
  );
  expect(wrong).toEqual([]);
});

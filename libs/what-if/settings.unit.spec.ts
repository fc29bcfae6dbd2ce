import { InvalidField } from '../complaints/steps/step.js';
import { type Role } from '../platform/caller.js';
import { commandNames, steps } from '../complaints/steps/steps.js';
import { advance, begin } from '../complaints/write/loaded-complaints.js';
import { localDateOf } from '../policy/calendar.js';
import { type Profile } from '../policy/profile.js';
import { compare } from './compare.js';
import { changedProfile, parseSet } from './changed-profile.js';
import { rebuild } from './rebuild.js';
import { decides, differing, settingNames, valueOf } from './settings.js';
import { offices, profile, seldom, wandered } from './testing/stories.js';

describe('which settings decide', () => {
  const asked = new Set<string>();
  /** The same profile, which writes down what is asked of it. */
  const watched = (of: Profile): Profile => ({
    ...of,
    settings: new Proxy(of.settings, {
      get: (settings, name) => {
        asked.add(String(name));
        return Reflect.get(settings, name) as unknown;
      },
    }),
  });

  it('is what decisions ask for in histories of all offices, of what was done and of every command at each step', () => {
    for (const { events, lifecycle, profile: own } of [...wandered(8), ...seldom()]) {
      const settings = watched(own);
      let kept = begin('story', lifecycle);
      for (const event of events) {
        const {
          caseState,
          situation: { state },
        } = kept;
        const today = localDateOf(Date.parse(event.recordedAt));
        const at = {
          caseState,
          state,
          profile: settings,
          today,
          revision: event.revision,
          sub: event.actor.sub,
          role: event.actor.role as Role,
          lifecycle: lifecycle.id,
        };
        const bodies = commandNames.map((name) => ({
          name,
          body: steps[name].sample({ caseState, profile: own, today, state }),
        }));
        for (const { name, body } of [...bodies, rebuild(event)]) {
          try {
            steps[name].decide(body as never, at);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidField);
          }
        }
        kept = advance(kept, event, events);
      }
    }
    expect([...asked].sort()).toEqual(settingNames.filter((name) => decides[name]).sort());
  });

  it('another value of one that decides nothing changes no history', () => {
    for (const story of [...wandered(5), ...seldom()]) {
      for (const change of ['acknowledgeWithin=null', 'statusEvery.workingDays=5', 'yearStart=4']) {
        const other = changedProfile(story.profile, [parseSet(change)]);
        expect(compare(story.events, { own: story.profile, other, lifecycle: story.lifecycle })).toMatchObject({
          divergence: null,
          leftOut: [],
          noted: [],
          openings: [],
        });
      }
    }
  });
});

describe('differences between profiles', () => {
  it('are of values; sources and the order of a list do not count', () => {
    const horsens = profile('horsens@1');
    expect(differing(horsens, horsens)).toEqual([]);
    const turned = {
      ...horsens,
      settings: {
        ...horsens.settings,
        exclusions: [...horsens.settings.exclusions].reverse(),
        agreement: { ...horsens.settings.agreement, rules: ['D'] },
      },
    };
    expect(differing(horsens, turned)).toEqual([]);
    expect(differing(horsens, changedProfile(horsens, [parseSet('ageLimit.years=2')]))).toEqual(['ageLimit']);
  });
  it('of the three offices are those that their profiles say', () => {
    expect(differing(profile('horsens@1'), profile('odense@1'))).toEqual(
      expect.arrayContaining([
        'dialogue',
        'agreement',
        'complainants',
        'exclusions',
        'ageLimit',
        'answerTarget',
        'inDepth',
      ]),
    );
    for (const a of offices)
      for (const b of offices)
        for (const name of settingNames)
          expect(differing(profile(a), profile(b)).includes(name)).toBe(
            valueOf(profile(a), name) !== valueOf(profile(b), name),
          );
  });
});

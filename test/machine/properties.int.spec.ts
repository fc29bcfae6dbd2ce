// The properties of properties.md over all configurations, a test each. What is checked elsewhere is listed with its
// place.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { newestLifecycle } from '../../libs/complaints/write/complaint-lifecycle.js';
import { IllegalHistory, replay } from '../../libs/decider/replay.js';
import { machineOf } from './explore.js';
import { everyProfile } from './profiles.js';
import { properties, worldOf } from './properties.js';
import { scenesOf } from './scenes.js';

const elsewhere: { readonly [id: string]: string } = {
  P7: 'exploration.int.spec.ts: each happening meets exactly one condition of its cell',
  P9: 'here, "a refused step changes nothing"',
  P10: 'state-machines/complaint/laws.int.spec.ts (judge and the strict machine); here, the histories told otherwise',
  P12: 'exploration.int.spec.ts: the budgets',
  P13: 'exploration.int.spec.ts: every cell of the oracle',
  P14: 'exploration.int.spec.ts: every guard of every cell, its code and its rule ids',
  P15: 'exploration.int.spec.ts: the order of every refusal with several codes',
};
const lifecycle = newestLifecycle;
const world = worldOf(machineOf(lifecycle));

for (const [id, { says, check }] of Object.entries(properties))
  it(`${says} (${id})`, () => {
    expect([...new Set(check(world))].slice(0, 10)).toEqual([]);
  });

it('every property of properties.md is checked, here or where the list says', () => {
  const named = [...readFileSync(join(import.meta.dirname, 'properties.md'), 'utf8').matchAll(/^\| (P\d+) \|/gm)].map(
    ([, id]) => id!,
  );
  expect(named).toHaveLength(55);
  expect([...Object.keys(properties), ...Object.keys(elsewhere)].sort()).toEqual([...named].sort());
});

it('a refused step changes nothing (P9)', () => {
  // The lifecycle is the same for all of them, and long.
  const text = (value: unknown) =>
    JSON.stringify(value, (key, each: unknown) =>
      each === lifecycle ? key : typeof each === 'bigint' ? each.toString() : each,
    );
  for (const { story } of scenesOf(everyProfile[0]!, lifecycle)) {
    const before = text(story);
    for (const name of ['CloseCase', 'Conclude', 'RefuseConsent', 'StartMediation', 'WithdrawConsent'] as const)
      story.evaluate(name, { channel: 'phone' });
    expect(text(story)).toBe(before);
  }
});

describe('a history replays as it was told, and not otherwise (P10)', () => {
  const told = everyProfile
    .flatMap((profile) => scenesOf(profile, lifecycle))
    .filter(({ story }) => story.events.length > 1);
  const replayed = (events: readonly ComplaintEvent[]) => replay(lifecycle, events).state;

  it('every story replays to where it stands', () => {
    for (const { story } of told) expect(replayed(story.events)).toBe(story.state);
  });

  it('with an event left out or doubled it fails, and says where', () => {
    for (const {
      story: { events },
    } of told) {
      const at = Math.floor(events.length / 2);
      expect(() => replayed(events.toSpliced(at - 1, 1))).toThrow(IllegalHistory);
      expect(() => replayed(events.toSpliced(at, 0, events[at]!))).toThrow(IllegalHistory);
    }
  });

  it('with a moving event left out and the rest renumbered it fails too: each event says from where to where', () => {
    for (const {
      story: { events },
    } of told) {
      const at = events.findIndex(({ from, to }, index) => from !== to && index < events.length - 1);
      const rest = events.toSpliced(at, 1).map((event, revision) => ({ ...event, revision }));
      expect(() => replayed(rest)).toThrow(IllegalHistory);
    }
  });
});

/**
 * The demo as complaint/1 made it: 89 complaints of three offices. Each replays as it did then, is moved to the newest
 * lifecycle, and is driven on there to an end (docs/decisions/0022).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Story } from '../../libs/complaints/testing/given.js';
import { currentLifecycle } from '../../state-machines/complaint/lifecycles.js';
import { ends, wayOut, type End } from '../machine/way-out.js';
import { readHistory, resultOf } from './golden.js';

const folder = join(import.meta.dirname, 'complaint-1');
interface Expected {
  readonly state: string;
  readonly outcome: string | null;
  /** Each event, where it led, and the rules it kept. */
  readonly steps: readonly string[];
}
const expected = JSON.parse(readFileSync(join(folder, 'demo.expected.json'), 'utf8')) as Readonly<
  Record<string, Expected>
>;
const histories = [...Map.groupBy(readHistory(folder, 'demo'), ({ stream }) => stream).values()];
const told = histories.map((events) => Story.recorded(events));
const moved = told.map((story) => story.do('MoveCase', { reason: 'newRules' }, { as: 'head' }));

it('there are 89 of them, in every state that the demo shows', () => {
  expect(histories.map(([first]) => first!.stream).sort()).toEqual(Object.keys(expected).sort());
  expect(histories).toHaveLength(89);
});

it('each replays as it did when it was recorded, and every step is legal', () => {
  for (const events of histories) {
    const { state, legal, asked, caseState } = resultOf(events);
    expect([legal, { state, outcome: caseState.outcome, steps: asked }]).toEqual([true, expected[events[0]!.stream]]);
  }
});

it('each is moved, and stands where it stood', () => {
  for (const [index, story] of moved.entries()) {
    expect([story.where, story.caseState.pinned?.lifecycle]).toEqual([told[index]!.where, currentLifecycle]);
    const replayed = resultOf(story.events);
    expect([replayed.state, replayed.legal]).toEqual([story.state, true]);
  }
});

it('each is driven on to an end by every honest way, a closed case once it is opened again', () => {
  const ended = moved.flatMap((left) => {
    const story = left.maybe('ReopenCase', { reason: 'moreQuestions' });
    if (story.caseState.shredded) return [];
    if (story.caseState.registeredAt === null)
      return [story.state === 'endedWithoutCase' ? story.state : story.do('EndWithoutCase').state];
    return (Object.keys(ends) as End[]).map((end) => {
      const { outcome } = wayOut(story, end).caseState;
      return (ends[end] as readonly (string | null)[]).includes(outcome)
        ? 'closed'
        : `${story.events[0]!.stream} ${story.where}: ${end} ${outcome}`;
    });
  });
  expect([...new Set(ended)].sort()).toEqual(['closed', 'endedWithoutCase']);
});

// Older lifecycles (law 8): data that nobody edits, and a way out of every place in them.
import { createHash } from 'node:crypto';
import { complaintEventTypes } from '../../event-schemas/complaint/events.js';
import { everySituation } from '../../libs/complaints/views/lifecycle-walk.js';
import { lifecycleOf, newestLifecycle } from '../../libs/complaints/write/complaint-lifecycle.js';
import { canonicalJson } from '../../libs/platform/canonical-json.js';
import { complaint1 } from './complaint.v1.js';
import { currentLifecycle, lifecycles } from './lifecycles.js';

const hashes: { readonly [id: string]: string } = {
  'complaint/1': '26525bc0f0c171515e014bfd421cfe1853bde433d4c0cd2fa3158ee219b4dfe7',
};
const frozen = { 'complaint/1': complaint1 };

it.each(Object.keys(lifecycles).filter((id) => id !== currentLifecycle))('%s is what it was', (id) => {
  const data = frozen[id as keyof typeof frozen];
  expect(createHash('sha256').update(canonicalJson(data)).digest('hex')).toBe(hashes[id]);
});

it.each(Object.keys(frozen))('every configuration of %s has a seat in the newest, of the same name', (id) => {
  const older = lifecycleOf(id);
  const reachable = everySituation(newestLifecycle);
  const situations = [...everySituation(older)];
  expect(situations.length).toBeGreaterThan(50);
  for (const situation of situations) {
    const seat = newestLifecycle.seat(older, situation);
    expect([situation.key, seat?.state, seat && reachable.has(seat)]).toEqual([situation.key, situation.state, true]);
  }
});

it('the newest leads nowhere but into itself, and an older one takes no event that came later', () => {
  const older = lifecycleOf('complaint/1');
  expect(older.seat(newestLifecycle, newestLifecycle.initial)).toBeUndefined();
  for (const situation of everySituation(older)) expect(older.step(situation, 'CaseMoved').fits).toBe(false);
  expect(complaintEventTypes).toContain('CaseMoved');
});

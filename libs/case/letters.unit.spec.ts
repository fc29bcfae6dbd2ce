import { caseUnder, given, referredToBoth } from '../complaints/testing/given.js';
import { emptyCase, type CaseState } from './case-state.js';
import { evolve } from './evolve.js';
import { send, type Sent } from './letters.js';

const { events } = given(...caseUnder('horsens@1'), referredToBoth).under('horsens@1').story;
const referral = events.findLast(({ type }) => type === 'CaseReferred')!;
const before = (position: (event: (typeof events)[number]) => boolean): CaseState =>
  events
    .slice(0, events.findIndex(position))
    .reduce((state, event) => evolve(state, event), emptyCase(events[0]!.stream));
const inCase = before((event) => event === referral);
const preCase = before(({ type }) => type === 'CaseRegistered');

const toBoth: readonly Sent[] = [
  { kind: 'referral', to: 'department', department: 'jobcenter', index: 0 },
  { kind: 'copyToCitizen', to: 'citizen', department: 'jobcenter' },
  { kind: 'referral', to: 'department', department: 'borgerservice', index: 1 },
];

it('each letter of a case is filed as a document of its day, which knows which letter it is (H20, H26)', () => {
  const earlier = send(inCase, { ...referral, revision: 7 }, '2026-03-02', [{ kind: 'notice', to: 'citizen' }]);
  const { letters, documents } = send({ ...inCase, ...earlier }, { ...referral, revision: 8 }, '2026-03-03', toBoth);
  const [sent, filed] = [letters.slice(-toBoth.length), documents.slice(-toBoth.length)];
  expect(sent).toEqual(toBoth.map((letter) => ({ index: 0, ...letter, date: '2026-03-03', revision: 8 })));
  expect(filed.map(({ id, direction, date, department }) => [id, direction, date, department])).toEqual([
    ['8-1', 'out', '2026-03-03', 'jobcenter'],
    ['8-2', 'out', '2026-03-03', 'jobcenter'],
    ['8-3', 'out', '2026-03-03', 'borgerservice'],
  ]);
  for (const [index, { of }] of filed.entries())
    expect(typeof of === 'object' && 'letter' in of && letters[of.letter]).toBe(sent[index]);
  expect(documents.slice(0, -toBoth.length)).toEqual(earlier.documents);
});

it('before a case nothing is filed, and the letter is known all the same (H16)', () => {
  expect(preCase.registeredAt).toBeNull();
  const { letters, documents } = send(preCase, referral, '2026-03-03', [{ kind: 'recall', to: 'citizen' }]);
  expect(letters.slice(preCase.letters.length)).toEqual([
    { kind: 'recall', to: 'citizen', date: '2026-03-03', revision: referral.revision, index: 0 },
  ]);
  expect(documents).toHaveLength(preCase.documents.length);
});

it('an event without letters leaves the very same lists', () => {
  const { letters, documents } = send(inCase, referral, '2026-03-03', []);
  expect([letters === inCase.letters, documents === inCase.documents]).toEqual([true, true]);
});

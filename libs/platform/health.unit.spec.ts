import { Health, parts, type Finding } from './health.js';

let found: Finding[] = [];
let now = Date.UTC(2026, 2, 2, 9);
const health = () =>
  new Health(
    () => found,
    () => now,
  );
beforeEach(() => {
  found = [];
  now = Date.UTC(2026, 2, 2, 9);
});
const keys: Finding = { office: 'horsens', part: 'keys', sentence: 'the keys are being copied' };

it('says of each trouble since when it is, what it means, and what to do', () => {
  found = [keys];
  const its = health();
  expect(its.troubles).toEqual([{ ...keys, since: '2026-03-02T09:00:00.000Z', ...parts.keys }]);
  now += 60_000;
  expect(its.troubles[0]!.since).toBe('2026-03-02T09:00:00.000Z');
});

it('is since when who found it says, and begins anew when it was over', () => {
  const its = health();
  found = [{ ...keys, since: now - 5000.4 }];
  expect(its.troubles[0]!.since).toBe('2026-03-02T08:59:55.000Z');
  found = [];
  expect(its.troubles).toEqual([]);
  found = [keys];
  now += 1000;
  expect(its.troubles[0]!.since).toBe('2026-03-02T09:00:01.000Z');
});

it('is one for each part of each office, in the words of the first that found it', () => {
  found = [keys, { ...keys, sentence: 'the second' }, { ...keys, office: 'odense' }, { part: 'clock', sentence: 'c' }];
  expect(health().troubles.map(({ office, part, sentence }) => [office, part, sentence])).toEqual([
    ['horsens', 'keys', 'the keys are being copied'],
    ['odense', 'keys', 'the keys are being copied'],
    [undefined, 'clock', 'c'],
  ]);
});

it.each([
  ['events', true],
  ['keys', true],
  ['access', true],
  ['views', true],
  ['loop', true],
  ['complaints', false],
  ['configuration', false],
  ['destruction', false],
  ['clock', false],
  ['disk', false],
  ['installation', false],
  ['reports', false],
  ['webhooks', false],
  ['keyRotation', false],
] as const)('%s: read-only is %s', (part, isReadOnly) => {
  found = [{ part, sentence: 'it is' }];
  expect(health().isReadOnly).toBe(isReadOnly);
});

it('tells once what has begun and once what is over, whoever looked between', () => {
  const its = health();
  found = [keys];
  expect(its.troubles).toHaveLength(1);
  expect(its.changes().begun.map(({ part }) => part)).toEqual(['keys']);
  expect(its.changes()).toEqual({ begun: [], over: [] });
  found = [];
  expect(its.troubles).toHaveLength(0);
  expect(its.changes().over.map(({ part }) => part)).toEqual(['keys']);
});

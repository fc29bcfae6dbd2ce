import { type OfficeCandidate, type OfficeEvent } from '../../event-schemas/office/events.js';
import { type Caller } from '../platform/caller.js';
import {
  advance,
  asWritten,
  candidateFor,
  nobody,
  refusalOf,
  statusOf,
  type Member,
  type MemberSaid,
  type MembersState,
} from './members.js';

const said = (sub: string, more: Partial<MemberSaid> = {}): MemberSaid => ({
  sub,
  name: sub,
  roles: ['adviser'],
  ...more,
});
const ended = (sub: string, until?: string): OfficeCandidate => ({
  type: 'MemberEnded',
  data: { sub, ...(until === undefined ? {} : { until }), facts: {} },
});
const append = (state: MembersState, candidate: OfficeCandidate, by = 'administrator'): MembersState =>
  advance(state, {
    ...candidate,
    revision: state.revision + 1,
    recordedAt: '2026-03-02T08:00:00.000Z',
    actor: { sub: by, name: by, role: 'administrator' },
  } as OfficeEvent);
/** Each said or ended in turn, whatever the rules say. */
const of = (...steps: readonly (MemberSaid | OfficeCandidate)[]): MembersState =>
  steps.reduce((state, step) => append(state, 'type' in step ? step : candidateFor(state, step)!), nobody);
const today = '2026-03-02';
const refusal = (state: MembersState, by: string, what: MemberSaid | OfficeCandidate) =>
  refusalOf(state, 'type' in what ? what : candidateFor(state, what)!, { by, today });
const administrator = (sub: string, more: Partial<MemberSaid> = {}) => said(sub, { roles: ['administrator'], ...more });

describe('a member', () => {
  it('is what was said last, since when and by whom', () => {
    const state = of(said('asta'), said('asta', { name: 'Asta', roles: ['head'], until: '2026-12-31' }));
    expect(state.members.get('asta')).toEqual({
      sub: 'asta',
      name: 'Asta',
      roles: ['head'],
      until: '2026-12-31',
      isEnded: false,
      since: '2026-03-02T08:00:00.000Z',
      by: 'administrator',
    });
    expect(state.revision).toBe(1);
  });

  it('is one on the first day and on the last, and on no other side of them', () => {
    const member = of(said('asta', { from: '2026-03-02', until: '2026-03-31' })).members.get('asta')!;
    expect(['2026-03-01', '2026-03-02', '2026-03-31', '2026-04-01'].map((day) => statusOf(member, day))).toEqual([
      'ahead',
      'current',
      'current',
      'ended',
    ]);
  });

  it('that is ended is one no more at once, or after the day that was named, whatever was said before', () => {
    const before = said('asta', { until: '2027-01-01' });
    expect(statusOf(of(before, ended('asta')).members.get('asta')!, today)).toBe('ended');
    const later = of(before, ended('asta', '2026-03-02')).members.get('asta')!;
    expect(['2026-03-02', '2026-03-03'].map((day) => statusOf(later, day))).toEqual(['current', 'ended']);
  });

  it('that has ended comes back by being added', () => {
    const state = of(said('asta'), ended('asta'));
    expect(candidateFor(state, said('asta'))?.type).toBe('MemberAdded');
    expect(statusOf(append(state, candidateFor(state, said('asta'))!).members.get('asta')!, today)).toBe('current');
  });

  it('of whom the same is said again changes nothing, whatever the order of the roles', () => {
    const state = of(said('asta', { roles: ['adviser', 'head'] }));
    expect(candidateFor(state, said('asta', { roles: ['head', 'adviser'] }))).toBeUndefined();
    expect(candidateFor(state, said('asta', { name: 'Asta', roles: ['head', 'adviser'] }))?.type).toBe('MemberChanged');
  });
});

describe('a log of members', () => {
  const at = (revision: number, candidate: OfficeCandidate) =>
    ({ ...candidate, revision, recordedAt: '', actor: { sub: 'a', name: 'a', role: 'administrator' } }) as OfficeEvent;
  const added = (sub: string): OfficeCandidate => ({
    type: 'MemberAdded',
    data: { sub, name: sub, roles: ['adviser'], facts: {} },
  });
  const changed = (sub: string): OfficeCandidate => ({ ...added(sub), type: 'MemberChanged' }) as OfficeCandidate;
  it.each([
    ['a member is added twice', of(said('asta')), at(1, added('asta')), /is a member already/],
    ['a stranger is changed', of(said('asta')), at(1, changed('bo')), /no such member/],
    ['a stranger is ended', nobody, at(0, ended('bo')), /no such member/],
    ['one is changed who has ended', of(said('asta'), ended('asta')), at(2, changed('asta')), /no member any more/],
    ['one is ended twice', of(said('asta'), ended('asta')), at(2, ended('asta', '2030-01-01')), /ended before/],
    ['an end is put off', of(said('asta'), ended('asta', '2026-04-01')), at(2, ended('asta', '2026-05-01')), /before/],
    ['a revision is missing', of(said('asta')), at(2, added('bo')), /revision 1 is missing/],
  ])('does not fit where %s', (_what, state, event, words) => {
    expect(() => advance(state, event)).toThrow(words);
  });
});

describe('own rights', () => {
  const state = of(administrator('ada'), administrator('bo'));
  it('cannot be raised, nor changed at all', () => {
    for (const more of [
      { roles: ['administrator', 'head'] },
      { roles: ['adviser'] },
      { roles: ['administrator', 'department'], department: 'jobcenter' },
      { from: '2026-01-01' },
      { until: '2027-01-01' },
    ] as const)
      expect([more, refusal(state, 'ada', administrator('ada', more))]).toEqual([more, 'OWN_RIGHTS']);
  });
  it('of somebody whom the groups alone know are not written by themselves', () => {
    expect(refusal(state, 'cy', administrator('cy'))).toBe('OWN_RIGHTS');
  });
  it('that have an end are not prolonged: not by saying them anew, not by another end', () => {
    const ending = of(administrator('ada'), administrator('bo', { until: '2026-06-30' }));
    expect(refusal(ending, 'bo', administrator('bo'))).toBe('OWN_RIGHTS');
    expect(refusal(ending, 'bo', ended('bo', '2026-12-31'))).toBe('OWN_RIGHTS');
    expect(refusal(of(administrator('ada'), said('bo'), ended('bo', '2026-06-30')), 'bo', said('bo'))).toBe(
      'OWN_RIGHTS',
    );
  });
  it('may be given up: at once, or by a day', () => {
    expect(refusal(state, 'ada', ended('ada'))).toBeUndefined();
    expect(refusal(state, 'ada', ended('ada', '2026-06-30'))).toBeUndefined();
  });
  it('stay as they are when one’s own name is written', () => {
    expect(refusal(state, 'ada', administrator('ada', { name: 'Ada' }))).toBeUndefined();
  });
});

describe('the last administrator', () => {
  it('does not go: not by own hand, not by another’s, and does not become something else', () => {
    const state = of(administrator('ada'), said('asta'));
    for (const by of ['ada', 'from the groups']) expect(refusal(state, by, ended('ada'))).toBe('LAST_ADMINISTRATOR');
    expect(refusal(state, 'bo', said('ada', { roles: ['head'] }))).toBe('LAST_ADMINISTRATOR');
    expect(refusal(state, 'bo', administrator('ada', { from: '2026-03-03' }))).toBe('LAST_ADMINISTRATOR');
  });
  it('is the one whose role has no end: those who are going do not count', () => {
    const state = of(administrator('ada'), administrator('bo', { until: '2026-12-31' }));
    expect(refusal(state, 'bo', ended('ada'))).toBe('LAST_ADMINISTRATOR');
    expect(refusal(state, 'bo', ended('ada', '2027-12-31'))).toBe('LAST_ADMINISTRATOR');
    expect(refusal(state, 'ada', ended('bo'))).toBeUndefined();
  });
  it('with an end of its own is not taken away at once either', () => {
    const state = of(administrator('ada', { until: '2026-12-31' }));
    expect(refusal(state, 'bo', ended('ada'))).toBe('LAST_ADMINISTRATOR');
    expect(refusal(state, 'bo', ended('ada', '2026-06-30'))).toBeUndefined();
  });
  it('is no obstacle where there is another, or where there never was one', () => {
    expect(refusal(of(administrator('ada'), administrator('bo')), 'ada', ended('ada'))).toBeUndefined();
    expect(refusal(of(said('asta')), 'from the groups', ended('asta'))).toBeUndefined();
  });
});

describe('of the roles that a token says, a member has those that were written', () => {
  const member = (more: Partial<Member>): Member => ({
    sub: 'anna',
    name: 'Anna',
    roles: ['adviser', 'department'],
    department: 'jobcenter',
    isEnded: false,
    since: '2026-01-01T08:00:00.000Z',
    by: 'ada',
    ...more,
  });
  const anna: Caller = { sub: 'anna', name: 'Anna', office: 'horsens', roles: [] };

  it.each<[string, Partial<Caller>, Member | undefined, Partial<Caller> | null]>([
    ['all, where nothing was written', { roles: ['head'] }, undefined, { roles: ['head'] }],
    ['those of both', { roles: ['adviser', 'head'] }, member({}), { roles: ['adviser'] }],
    ['none of one who has ended', { roles: ['adviser'] }, member({ isEnded: true }), null],
    ['none after the last day', { roles: ['adviser'] }, member({ until: '2026-03-01' }), null],
    ['some on the last day', { roles: ['adviser'] }, member({ until: today }), { roles: ['adviser'] }],
    ['none before the first day', { roles: ['adviser'] }, member({ from: '2026-03-03' }), null],
    ['none where none was written', { roles: ['head', 'auditor'] }, member({}), null],
    [
      'a department that was written',
      { roles: ['department'], department: 'jobcenter' },
      member({}),
      { roles: ['department'], department: 'jobcenter' },
    ],
    ['no other department', { roles: ['department'], department: 'skole' }, member({}), null],
    [
      'a department’s key without its role no more',
      { roles: ['adviser', 'department'], department: 'skole' },
      member({}),
      { roles: ['adviser'] },
    ],
    [
      'what a citizen has in the own case',
      { roles: ['citizen'], complaint: 'x' },
      member({ isEnded: true }),
      { roles: ['citizen'], complaint: 'x' },
    ],
  ])('%s', (_, caller, written, expected) => {
    expect(asWritten({ ...anna, ...caller }, written, today)).toEqual(
      expected && { ...anna, ...caller, department: undefined, ...expected },
    );
  });
});

// The adviser's desk: whose case it is. Nothing of it moves the lifecycle.
import { assigneeOn } from '../../case/desk.js';
import { caseUnder, given, on, received, sent, type Line } from '../testing/given.js';

const withdrawn = [...caseUnder('horsens@1'), sent('WithdrawComplaint')];
const ended: readonly Line[] = [received, sent('EndWithoutCase')];

describe('AssignCase', () => {
  it.each<[string, readonly Line[], string]>([
    ['a talk', [received], 'intake'],
    ['a talk that has ended', ended, 'endedWithoutCase(abandoned)'],
    ['a case', caseUnder('horsens@1'), 'registered'],
    ['a closed case', withdrawn, 'closed(withdrawnByCitizen)'],
  ])('gives %s to a member of the office, and it stays where it is', (_, history, where) => {
    given(...history)
      .under('horsens@1')
      .when('AssignCase', { to: 'asta' })
      .then('CaseAssigned', { to: 'asta' })
      .leadingTo(where)
      .leaving({ assigned: { to: 'asta', until: null, then: null } });
  });

  it('is the advisers’ and the head’s', () => {
    const { story } = given(...caseUnder('horsens@1')).under('horsens@1');
    for (const as of ['adviser', 'head'] as const)
      expect(story.evaluate('AssignCase', { to: 'asta' }, { as }).taken).toBe(true);
    for (const as of ['auditor', 'dataProtectionOfficer', 'system'] as const)
      given(...caseUnder('horsens@1'))
        .under('horsens@1')
        .when('AssignCase', { to: 'asta' }, { as })
        .thenRefused('ROLE_FORBIDDEN');
  });

  it('takes the case from everybody', () => {
    given(received, sent('AssignCase', { to: 'asta' }))
      .under('horsens@1')
      .when('AssignCase', { to: null })
      .then('CaseAssigned', { to: null })
      .leaving({ assigned: { to: null, until: null, then: null } });
  });

  it('lets a stand-in have it to the last day of that, and then whoever had it before', () => {
    const lent = given(
      received,
      sent('AssignCase', { to: 'asta' }),
      sent('AssignCase', { to: 'bo', until: '2026-03-10' }),
    ).under('horsens@1');
    const { assigned } = lent.story.caseState;
    expect(['2026-03-02', '2026-03-10', '2026-03-11'].map((day) => assigneeOn(assigned, day))).toEqual([
      'bo',
      'bo',
      'asta',
    ]);
    // A second stand-in stands in for the same one, and not for the first.
    lent
      .when('AssignCase', { to: 'ida', until: '2026-03-20' })
      .then('CaseAssigned')
      .leaving({ assigned: { to: 'ida', until: '2026-03-20', then: 'asta' } });
    lent
      .when('AssignCase', { to: 'ida' })
      .then('CaseAssigned')
      .leaving({ assigned: { to: 'ida', then: null } });
  });

  it('begins with nobody', () => {
    expect(assigneeOn(given(received).under('horsens@1').story.caseState.assigned, '2026-03-02')).toBeNull();
    const { story } = given(received, sent('AssignCase', { to: 'bo', until: '2026-03-10' })).under('horsens@1');
    expect(assigneeOn(story.caseState.assigned, '2026-03-11')).toBeNull();
  });

  it('is not lent to a day that has passed', () => {
    given(received, on('2026-03-11'))
      .under('horsens@1')
      .when('AssignCase', { to: 'bo', until: '2026-03-10' })
      .thenInvalid('until');
  });

  it('is no step of a case whose keys are destroyed', () => {
    given(...withdrawn, on('2031-06-02'), sent('ShredKeys'))
      .under('horsens@1')
      .when('AssignCase', { to: 'asta' })
      .thenRefused('CASE_SHREDDED');
  });
});

// The adviser's desk: whose case it is. Nothing of it moves the lifecycle.
import { assigneeOn, openTo } from '../../case/desk.js';
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

describe('SetHandling', () => {
  const handling = { priority: 'urgent', complexity: 'complex', confidential: true } as const;
  const atCase = () => given(...caseUnder('horsens@1'), sent('AssignCase', { to: 'asta' })).under('horsens@1');

  it('says how a case is handled, open or closed, and moves nothing', () => {
    atCase()
      .when('SetHandling', { ...handling, needs: 'Tolk', readers: ['bo'] })
      .then('HandlingSet', { ...handling, needs: 'Tolk', readers: ['bo'] })
      .leadingTo('registered')
      .leaving({ handling: { ...handling, readers: ['bo'] } });
    given(...withdrawn)
      .under('horsens@1')
      .when('SetHandling', handling)
      .then('HandlingSet')
      .leadingTo('closed(withdrawnByCitizen)');
  });

  it('closes a confidential case to all but who has it and those named; the head is asked elsewhere', () => {
    const { story } = atCase()
      .when('SetHandling', { ...handling, readers: ['bo'] })
      .then('HandlingSet');
    expect(openTo(story.caseState, '2026-03-02')).toEqual(['asta', 'bo']);
    const lent = story.do('AssignCase', { to: 'ida', until: '2026-03-10' });
    expect([openTo(lent.caseState, '2026-03-10'), openTo(lent.caseState, '2026-03-11')]).toEqual([
      ['ida', 'bo'],
      ['asta', 'bo'],
    ]);
    expect(openTo(story.do('AssignCase', { to: null }).caseState, '2026-03-02')).toEqual(['bo']);
    // What is set again goes for the whole of it.
    expect(openTo(story.do('SetHandling', handling).caseState, '2026-03-02')).toEqual(['asta']);
    expect(openTo(story.do('SetHandling', { ...handling, confidential: false }).caseState, '2026-03-02')).toBeNull();
  });

  it('is no step before a case, and none of any other role', () => {
    given(received).under('horsens@1').when('SetHandling', handling).thenRefused('CASE_REQUIRED');
    for (const as of ['auditor', 'dataProtectionOfficer', 'department'] as const)
      atCase().when('SetHandling', handling, { as }).thenRefused('ROLE_FORBIDDEN');
  });
});

describe('LinkCase and UnlinkCase', () => {
  const link = { to: '8f14e45f-ceea-467f-a8c1-000000000001', kind: 'related' } as const;
  const linked = [...caseUnder('horsens@1'), sent('LinkCase', link)];

  it('say what another case is to this one, open or closed', () => {
    given(...caseUnder('horsens@1'))
      .under('horsens@1')
      .when('LinkCase', link)
      .then('CaseLinked', link)
      .leadingTo('registered')
      .leaving({ links: [{ ...link, on: '2026-03-02' }] });
    given(...withdrawn)
      .under('horsens@1')
      .when('LinkCase', { ...link, kind: 'resubmitted' })
      .then('CaseLinked');
    given(...linked)
      .under('horsens@1')
      .when('UnlinkCase', link)
      .then('CaseUnlinked', link)
      .leaving({ links: [] });
  });

  it('say each thing once', () => {
    const { when } = given(...linked).under('horsens@1');
    when('LinkCase', link).thenRefused('ALREADY_LINKED');
    when('LinkCase', { ...link, kind: 'joint' })
      .then('CaseLinked')
      .leaving({ links: [link, { kind: 'joint' }] });
    when('UnlinkCase', { ...link, kind: 'joint' }).thenRefused('TRANSITION_NOT_ALLOWED');
  });

  it('are no steps before a case, and the office’s alone', () => {
    given(received).under('horsens@1').when('LinkCase', link).thenRefused('CASE_REQUIRED');
    given(...linked)
      .under('horsens@1')
      .when('UnlinkCase', link, { as: 'auditor' })
      .thenRefused('ROLE_FORBIDDEN');
  });
});

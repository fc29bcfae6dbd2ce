// A second reader, where the office asks for one (lifecycle complaint/2, D).
import { deadlinesOf } from '../../case/deadlines.js';
import { openTo } from '../../case/desk.js';
import { type Profile } from '../../policy/profile.js';
import { openTasks } from '../../read-models/tasks/tasks.js';
import { caseUnder, given, on, profiles, sent, type Line } from '../testing/given.js';

const koebenhavn = profiles.get('koebenhavn@1')!;
const reading = (value: Profile['settings']['secondReader']['value']): Profile => ({
  ...koebenhavn,
  settings: { ...koebenhavn.settings, secondReader: { value, stated: false, rules: ['D'] } },
});
const criteria = { citizenBenefit: 'high', improvement: 'high', overall: 'justified' } as const;
const notJustified = { ...criteria, overall: 'notJustified' } as const;
const toHead: readonly Line[] = [
  ...caseUnder('koebenhavn@1'),
  sent('StartEarlyResolution', { mode: 'flexible' }),
  sent('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen' }),
];
const open = sent('OpenInvestigation', { scope: ['A'], criteria });
const outcome = (result: 'noCriticism' | 'criticism') =>
  sent('RecordOutcome', { part: 'A', outcome: result, grounds: 'Sagen lå stille' });
const ready = [
  ...toHead,
  open,
  sent('HearDepartment', { department: 'jobcenter', statement: 'Ja' }),
  sent('HearCitizen', { statement: 'Ja' }),
  outcome('criticism'),
  sent('NotifyCitizen', { about: 'result' }),
];
const asked = (of: 'outcome' | 'letter' | 'decision', to = 'asta') => sent('RequestReview', { of, to });
const said = (verdict: 'approved' | 'changes', sub = 'asta') => sent('RecordReview', { verdict }, { sub });

describe('RequestReview', () => {
  it('asks another member, who has five working days; asked anew, the first is not waited for', () => {
    given(...toHead)
      .under('koebenhavn@1')
      .when('RequestReview', { of: 'decision', to: 'asta' })
      .then('ReviewRequested', { of: 'decision', to: 'asta', due: '2026-03-09' })
      .leadingTo('investigationAssessment')
      .leaving({ reviews: [{ of: 'decision', to: 'asta', by: 'adviser', verdict: null, endedOn: null }] });
    given(...toHead, asked('decision'), asked('letter'))
      .under('koebenhavn@1')
      .when('RequestReview', { of: 'decision', to: 'bo' })
      .then('ReviewRequested')
      .leaving({
        reviews: [
          { of: 'decision', to: 'asta', endedOn: '2026-03-02' },
          { of: 'letter', endedOn: null },
          { of: 'decision', to: 'bo', endedOn: null },
        ],
      });
  });

  it('is answered by somebody else than who asks', () =>
    given(...toHead)
      .under('koebenhavn@1')
      .when('RequestReview', { of: 'decision', to: 'asta' }, { sub: 'asta' })
      .thenInvalid('to'));

  it('is a step of an open case, and of the office', () => {
    given(sent('ReceiveInquiry', { channel: 'phone' }))
      .under('koebenhavn@1')
      .when('RequestReview', { of: 'letter', to: 'asta' })
      .thenRefused('CASE_REQUIRED');
    given(...toHead, sent('WithdrawComplaint'))
      .under('koebenhavn@1')
      .when('RequestReview', { of: 'letter', to: 'asta' })
      .thenRefused('CASE_CLOSED');
    given(...toHead)
      .under('koebenhavn@1')
      .when('RequestReview', { of: 'letter', to: 'asta' }, { as: 'department' })
      .thenRefused('ROLE_FORBIDDEN');
  });
});

describe('RecordReview', () => {
  it('is for the one who was asked, of what was asked first', () => {
    const both = [...toHead, asked('letter'), asked('decision'), asked('outcome', 'bo')];
    given(...both)
      .under('koebenhavn@1')
      .when('RecordReview', { verdict: 'changes', text: 'Kortere' }, { sub: 'asta' })
      .then('ReviewRecorded', { of: 'letter', verdict: 'changes', text: 'Kortere' })
      .leaving({
        reviews: [{ of: 'letter', verdict: 'changes', givenOn: '2026-03-02' }, { verdict: null }, { verdict: null }],
      });
    given(...both)
      .under('koebenhavn@1')
      .when('RecordReview', { verdict: 'approved' }, { sub: 'somebody' })
      .thenRefused('ROLE_FORBIDDEN', 'D');
  });

  it('needs to have been asked', () => {
    for (const lines of [[], [asked('letter'), said('approved')]])
      given(...toHead, ...lines)
        .under('koebenhavn@1')
        .when('RecordReview', { verdict: 'approved' }, { sub: 'asta' })
        .thenRefused('TRANSITION_NOT_ALLOWED', 'D');
  });

  it('is due in five working days, for the reader; a closed case waits for none', () => {
    const { story } = given(...toHead, asked('letter')).under('koebenhavn@1');
    const status = (at: typeof story, today: string) =>
      deadlinesOf(at.caseState, at.profile, today).flatMap(({ kind, due, status: is }) =>
        kind === 'review' ? [`${due} ${is}`] : [],
      );
    expect([status(story, '2026-03-09'), status(story, '2026-03-10')]).toEqual([
      ['2026-03-09 running'],
      ['2026-03-09 late'],
    ]);
    expect(openTasks(story.caseState, story.profile)).toContainEqual({
      kind: 'review',
      department: undefined,
      due: '2026-03-09',
      blocks: false,
      member: 'asta',
    });
    const closed = story.do('WithdrawComplaint');
    expect(status(closed, '2026-05-01')).toEqual(['2026-03-09 ended']);
    expect(openTasks(closed.caseState, closed.profile).map(({ kind }) => kind)).not.toContain('review');
    const given_ = story.on('2026-03-09').do('RecordReview', { verdict: 'approved' }, { sub: 'asta' });
    expect(status(given_, '2026-05-01')).toEqual(['2026-03-09 met']);
  });

  it('opens a confidential case to its reader until there is a word', () => {
    const confidential = sent('SetHandling', { priority: 'normal', complexity: 'simple', confidential: true });
    const { story } = given(...toHead, confidential, asked('letter')).under('koebenhavn@1');
    expect(openTo(story.caseState, '2026-03-02')).toEqual(['asta']);
    const after = story.do('RecordReview', { verdict: 'approved' }, { sub: 'asta' });
    expect(openTo(after.caseState, '2026-03-02')).toEqual([]);
  });
});

describe('a decision that somebody else reads first', () => {
  const under = reading('decisions');

  it('is refused until it is approved of, to open and to decline alike', () => {
    given(...toHead)
      .under(under)
      .when('OpenInvestigation', { scope: ['A'], criteria })
      .thenRefused('REVIEW_MISSING', 'D');
    given(...toHead, sent('NotifyCitizen', { about: 'decision', text: 'Nej' }))
      .under(under)
      .when('DeclineInvestigation', { criteria: notJustified, reasons: 'Intet at vinde' })
      .thenRefused('REVIEW_MISSING', 'D');
    for (const lines of [
      [asked('decision')],
      [asked('decision'), said('changes')],
      [asked('outcome'), said('approved')],
    ])
      given(...toHead, ...lines)
        .under(under)
        .when('OpenInvestigation', { scope: ['A'], criteria })
        .thenRefused('REVIEW_MISSING');
    given(...toHead, asked('decision'), said('changes'), asked('decision'), said('approved'))
      .under(under)
      .when('OpenInvestigation', { scope: ['A'], criteria })
      .then('InvestigationOpened', { facts: { review: 'approved' } });
  });

  it('is told after what the decision itself lacks, and before who is owed word', () =>
    given(...toHead)
      .under(under)
      .when('DeclineInvestigation', { criteria, reasons: 'Intet at vinde' })
      .thenRefused('CRITERIA_CONTRADICT')
      .also('REVIEW_MISSING', 'CITIZEN_NOT_INFORMED'));

  it('is read anew once the case has moved', () => {
    const moved = [
      ...toHead,
      asked('decision'),
      said('approved'),
      sent('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }),
      sent('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true }),
      sent('RequestCloserLook'),
    ];
    given(...moved)
      .under(under)
      .when('OpenInvestigation', { scope: ['A'], criteria })
      .thenRefused('REVIEW_MISSING');
  });

  it('is all that is asked for: the outcomes need no second reader', () => {
    const opened = ready.flatMap((line): readonly Line[] =>
      line === open ? [asked('decision'), said('approved'), open] : [line],
    );
    given(...opened)
      .under(under)
      .when('Conclude')
      .then('ConcludedWithCriticism', { facts: { review: 'notNeeded' } });
  });
});

describe('outcomes that somebody else reads first', () => {
  const under = reading('outcomes');

  it('are refused until they are approved of as they stand', () => {
    given(...ready)
      .under(under)
      .when('Conclude')
      .thenRefused('REVIEW_MISSING', 'D');
    given(...ready, asked('outcome'), on('2026-03-04'), said('approved'))
      .under(under)
      .when('Conclude')
      .then('ConcludedWithCriticism', { facts: { review: 'approved' } });
    given(...ready, asked('outcome'), said('approved'), asked('outcome', 'bo'), said('changes', 'bo'))
      .under(under)
      .when('Conclude')
      .thenRefused('REVIEW_MISSING');
  });

  it('are read anew once one of them or the scope is another', () => {
    for (const change of [outcome('noCriticism'), sent('ChangeScope', { scope: ['A'], criteria })])
      given(...ready, asked('outcome'), said('approved'), change, sent('NotifyCitizen', { about: 'result' }))
        .under(under)
        .when('Conclude')
        .thenRefused('REVIEW_MISSING')
        .also();
    given(
      ...ready,
      asked('outcome'),
      outcome('noCriticism'),
      sent('NotifyCitizen', { about: 'result' }),
      said('approved'),
    )
      .under(under)
      .when('Conclude')
      .then('ConcludedWithoutCriticism');
  });

  it('are told among the head’s decisions, before who is to be heard', () =>
    given(...toHead, open, outcome('criticism'))
      .under(under)
      .when('Conclude')
      .thenRefused('REVIEW_MISSING')
      .also('NOT_HEARD', 'RESULT_NOT_COMMUNICATED'));
});

it('no second reader is asked for where the profile says none', () => {
  given(...ready)
    .under('koebenhavn@1')
    .when('Conclude')
    .then('ConcludedWithCriticism', { facts: { review: 'notNeeded' } });
});

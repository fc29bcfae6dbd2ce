// More time for a department: asked for, given, declined (lifecycle complaint/2).
import { deadlinesOf } from '../../case/deadlines.js';
import { answeredBy, caseUnder, given, on, profiles, referredToBoth, sent, type Line } from '../testing/given.js';

/** Tuesday, 3 March 2026: due on the 17th. */
const referred: readonly Line[] = [...caseUnder('horsens@1'), on('2026-03-03'), referredToBoth];
const more = (due: string, department = 'jobcenter') =>
  ({ kind: 'departmentAnswer', department, due, reason: 'departmentAsked' }) as const;
const asks = (due = '2026-03-31') => sent('RequestExtension', { department: 'jobcenter', due, text: 'Mange er syge' });
const dueOf = (lines: readonly Line[], today: string) =>
  deadlinesOf(given(...lines).under('horsens@1').story.caseState, profiles.get('horsens@1')!, today)
    .filter(({ department }) => department === 'jobcenter')
    .map(({ kind, due, status }) => `${kind} ${due} ${status}`);

describe('ExtendDeadline', () => {
  it('moves the day, both reminders and the day of silence along, of that department alone', () => {
    given(...referred)
      .under('horsens@1')
      .when('ExtendDeadline', more('2026-03-31'))
      .then('DeadlineExtended', { due: '2026-03-31', reason: 'departmentAsked', facts: { awaited: 'yes' } })
      .leadingTo('referred')
      .leaving({
        referrals: [
          {
            department: 'jobcenter',
            due: '2026-03-31',
            reminderOn: '2026-04-01',
            escalationOn: '2026-04-13',
            noAnswerFrom: '2026-04-20',
            reminders: 0,
            extensions: [{ from: '2026-03-17', due: '2026-03-31', reason: 'departmentAsked', on: '2026-03-03' }],
          },
          { department: 'borgerservice', due: '2026-03-17', reminderOn: '2026-03-18' },
        ],
      });
  });

  it('makes what was late run again, and an answer by then is in time', () => {
    const late = [...referred, on('2026-03-20')];
    expect(dueOf(late, '2026-03-20')).toContain('departmentAnswer 2026-03-17 late');
    const given_ = [...late, sent('ExtendDeadline', more('2026-03-27'))];
    expect(dueOf(given_, '2026-03-20')).toEqual(['departmentAnswer 2026-03-27 running', 'reminder 2026-03-30 running']);
    expect(dueOf([...given_, on('2026-03-27'), answeredBy('jobcenter')], '2026-05-01')).toEqual([
      'departmentAnswer 2026-03-27 met',
    ]);
  });

  it('sends no reminder again that was sent: the next one is that to the leader', () => {
    const reminded = [...referred, on('2026-03-18'), sent('Remind', { department: 'jobcenter', sentOn: '2026-03-03' })];
    const { story } = given(...reminded, sent('ExtendDeadline', more('2026-03-31')), on('2026-04-01')).under(
      'horsens@1',
    );
    expect(story.caseState.referrals[0]).toMatchObject({ reminders: 1, escalationOn: '2026-04-13' });
    expect(story.evaluate('Remind', { department: 'jobcenter', sentOn: '2026-03-03' }).taken).toBe(false);
    expect(story.evaluate('Escalate', { department: 'jobcenter', sentOn: '2026-03-03' }).taken).toBe(false);
    expect(story.on('2026-04-13').evaluate('Escalate', { department: 'jobcenter', sentOn: '2026-03-03' }).taken).toBe(
      true,
    );
  });

  it('puts off the day on which silence may be recorded (K5)', () => {
    const put = given(...referred, sent('ExtendDeadline', more('2026-03-31')), on('2026-04-01')).under('horsens@1');
    put.when('RecordNoAnswer').thenRefused('DEADLINE_NOT_PASSED');
    given(...referred, sent('ExtendDeadline', more('2026-03-31')), on('2026-04-20'))
      .under('horsens@1')
      .when('RecordNoAnswer')
      .then('SilenceRecordedForConsent');
  });

  it('may be given again, and each is kept', () => {
    given(...referred, sent('ExtendDeadline', more('2026-03-24')))
      .under('horsens@1')
      .when('ExtendDeadline', { ...more('2026-03-31'), reason: 'illness' })
      .then('DeadlineExtended')
      .leaving({
        referrals: [
          {
            extensions: [
              { from: '2026-03-17', due: '2026-03-24' },
              { from: '2026-03-24', due: '2026-03-31', reason: 'illness' },
            ],
          },
          {},
        ],
      });
  });

  it('needs a day after the present one, and not before today', () => {
    given(...referred)
      .under('horsens@1')
      .when('ExtendDeadline', more('2026-03-17'))
      .thenInvalid('due');
    given(...referred, on('2026-04-08'))
      .under('horsens@1')
      .when('ExtendDeadline', more('2026-04-07'))
      .thenInvalid('due');
    given(...referred, on('2026-04-08'))
      .under('horsens@1')
      .when('ExtendDeadline', more('2026-04-08'))
      .then('DeadlineExtended');
  });

  it('is refused where nothing is waited for: another department, one that has answered, a case that is closed', () => {
    given(...referred)
      .under('horsens@1')
      .when('ExtendDeadline', more('2026-03-31', 'dagtilbud'))
      .thenRefused('TRANSITION_NOT_ALLOWED', 'H19');
    for (const ended of [answeredBy('jobcenter'), sent('WithdrawComplaint')])
      given(...referred, ended)
        .under('horsens@1')
        .when('ExtendDeadline', more('2026-03-31'))
        .thenRefused('TRANSITION_NOT_ALLOWED', 'H19');
  });
});

describe('more time for another wait', () => {
  const criteria = { citizenBenefit: 'high', improvement: 'high', overall: 'justified' } as const;
  const active: readonly Line[] = [
    ...caseUnder('koebenhavn@1'),
    sent('StartEarlyResolution', { mode: 'flexible' }),
    sent('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen' }),
    sent('OpenInvestigation', { scope: ['A'], criteria }),
    sent('RequestInformation', { department: 'jobcenter', about: 'Notaterne' }),
    sent('RequestHearing', { department: 'jobcenter', about: 'Fordelingen' }),
    sent('RecordRecommendation', {
      to: 'department',
      department: 'jobcenter',
      text: 'Kvittér for breve',
      due: '2026-03-20',
      from: ['A'],
    }),
    sent('RecordRecommendation', { to: 'municipality', text: 'Skriv kortere', due: '2026-03-20' }),
  ];
  const later = { due: '2026-03-31', reason: 'complexity' } as const;
  const moved = { due: '2026-03-31', extensions: [{ from: '2026-03-16', due: '2026-03-31', reason: 'complexity' }] };

  it('moves an information request and its reminders, and no hearing', () => {
    given(...active)
      .under('koebenhavn@1')
      .when('ExtendDeadline', { kind: 'informationRequest', request: 'R1', ...later })
      .then('DeadlineExtended', { department: 'jobcenter', reminderOn: '2026-04-01', escalationOn: '2026-04-13' })
      .leadingTo('investigating.active')
      .leaving({
        informationRequests: [{ asked: { ...moved, reminderOn: '2026-04-01', escalationOn: '2026-04-13' } }],
        hearings: [{ asked: { due: '2026-03-16' } }],
      });
  });

  it('moves the hearings of a department', () => {
    given(...active)
      .under('koebenhavn@1')
      .when('ExtendDeadline', { kind: 'hearing', department: 'jobcenter', ...later })
      .then('DeadlineExtended')
      .leaving({ hearings: [{ asked: moved }], informationRequests: [{ asked: { due: '2026-03-16' } }] });
  });

  it('moves the day of a recommendation, by its part, its department or itself; on a closed case too', () => {
    const followed = { due: '2026-03-31', extensions: [{ from: '2026-03-20', due: '2026-03-31' }] };
    const still = { due: '2026-03-20' };
    for (const lines of [active, [...active, sent('WithdrawComplaint')]])
      for (const [meant, recommendations] of [
        [{ part: 'A' }, [followed, still]],
        [{ department: 'jobcenter' }, [followed, still]],
        [{ request: 'H2' }, [still, followed]],
      ] as const)
        given(...lines)
          .under('koebenhavn@1')
          .when('ExtendDeadline', { kind: 'followUp', ...meant, ...later })
          .then('DeadlineExtended')
          .leaving({ recommendations });
  });

  it('says which: an unknown one, none at all, or one that nobody waits for any more is none', () => {
    const when = (lines: readonly Line[], body: object) =>
      given(...lines)
        .under('koebenhavn@1')
        .when('ExtendDeadline', { ...later, ...body } as never);
    when(active, { kind: 'informationRequest', request: 'R2' }).thenInvalid('request');
    when(active, { kind: 'followUp', request: 'H3' }).thenInvalid('request');
    when(active, { kind: 'followUp', part: 'C' }).thenInvalid('part');
    when(active, { kind: 'followUp' }).thenInvalid('request');
    when(active, { kind: 'hearing', department: 'jobcenter', due: '2026-03-16' }).thenInvalid('due');
    when(active, { kind: 'hearing', department: 'borgerservice' }).thenRefused('TRANSITION_NOT_ALLOWED');
    when([...active, answeredBy('jobcenter')], { kind: 'informationRequest', request: 'R1' }).thenRefused(
      'TRANSITION_NOT_ALLOWED',
    );
    when([...active, sent('RecordRecommendationStatus', { recommendation: 'H1', status: 'declined' })], {
      kind: 'followUp',
      request: 'H1',
    }).thenRefused('TRANSITION_NOT_ALLOWED');
  });

  it('is what the department asked for, whatever it is waited for', () => {
    const wished = sent('RequestExtension', { department: 'jobcenter', due: '2026-03-31' });
    for (const meant of [
      { kind: 'informationRequest', request: 'R1' },
      { kind: 'hearing', department: 'jobcenter' },
      { kind: 'followUp', part: 'A' },
    ] as const)
      given(...active, wished)
        .under('koebenhavn@1')
        .when('ExtendDeadline', { ...meant, ...later })
        .then('DeadlineExtended')
        .leaving({ extensionRequests: [{ status: 'granted' }] });
  });
});

describe('RequestExtension', () => {
  it("is the department's: it moves no day, and waits for an answer", () => {
    given(...referred)
      .under('horsens@1')
      .when('RequestExtension', { department: 'jobcenter', due: '2026-03-31', text: 'Mange er syge' })
      .then('ExtensionRequested', { department: 'jobcenter', due: '2026-03-31', text: 'Mange er syge' })
      .leaving({
        referrals: [{ due: '2026-03-17' }, {}],
        extensionRequests: [{ department: 'jobcenter', due: '2026-03-31', askedOn: '2026-03-03', status: 'open' }],
      });
  });

  it('is no step of an adviser', () => {
    given(...referred)
      .under('horsens@1')
      .when('RequestExtension', { department: 'jobcenter', due: '2026-03-31' }, { as: 'adviser' })
      .thenRefused('ROLE_FORBIDDEN');
  });

  it('takes the place of one that has no answer yet', () => {
    given(...referred, asks('2026-03-24'))
      .under('horsens@1')
      .when('RequestExtension', { department: 'jobcenter', due: '2026-03-31' })
      .then('ExtensionRequested')
      .leaving({ extensionRequests: [{ status: 'replaced' }, { status: 'open' }] });
  });

  it('asks for later days only, and only while something is waited for', () => {
    given(...referred)
      .under('horsens@1')
      .when('RequestExtension', { department: 'jobcenter', due: '2026-03-17' })
      .thenInvalid('due');
    given(...referred, answeredBy('jobcenter'))
      .under('horsens@1')
      .when('RequestExtension', { department: 'jobcenter', due: '2026-03-31' })
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
});

describe('the answer to a request for more time', () => {
  it('is more time, also less than was asked for', () => {
    given(...referred, asks())
      .under('horsens@1')
      .when('ExtendDeadline', more('2026-03-24'))
      .then('DeadlineExtended')
      .leaving({ extensionRequests: [{ status: 'granted' }] });
  });

  it('or DeclineExtension: nothing moves', () => {
    given(...referred, asks())
      .under('horsens@1')
      .when('DeclineExtension', { department: 'jobcenter', text: 'Svar på det, I kan' })
      .then('ExtensionDeclined', { facts: { extension: 'asked' } })
      .leaving({ extensionRequests: [{ status: 'declined' }], referrals: [{ due: '2026-03-17' }, {}] });
  });

  it('is given once, and to nobody who did not ask', () => {
    for (const lines of [
      [],
      [asks(), sent('DeclineExtension', { department: 'jobcenter' })],
      [asks(), answeredBy('jobcenter')],
    ])
      given(...referred, ...lines)
        .under('horsens@1')
        .when('DeclineExtension', { department: 'jobcenter' })
        .thenRefused('TRANSITION_NOT_ALLOWED', 'H19');
  });

  it('is owed no more once the answer has come, nor about a later letter', () => {
    const again = [
      ...referred,
      asks(),
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
      sent('GiveConsent', { purpose: 'moreQuestions', departments: ['jobcenter'] }),
      sent('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }),
    ];
    given(...again)
      .under('horsens@1')
      .when('DeclineExtension', { department: 'jobcenter' })
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
});

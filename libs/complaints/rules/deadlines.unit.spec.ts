import { deadlinesOf, type Deadline } from '../../case/deadlines.js';
import { type Profile } from '../../policy/profile.js';
import { caseUnder, given, on, profiles, sent, type Line } from '../testing/given.js';

const registered: readonly Line[] = [
  sent('ReceiveInquiry', { channel: 'phone' }),
  sent('RecordPart', { topic: 'delay', department: 'jobcenter' }),
  sent('AssessRemit', { part: 'A', admissible: true }),
  sent('RecordPart', { topic: 'communication', department: 'borgerservice' }),
  sent('AssessRemit', { part: 'B', admissible: true }),
  sent('AgreeRegistration', { citizen: true, adviser: true }),
  sent('RegisterCase', { complainant: { name: 'Gudrun Opdigtsen' }, summary: 'Ingen ringer tilbage.' }),
];
/** Tuesday, 3 March 2026: due on the 17th. */
const referred: readonly Line[] = [
  ...registered,
  on('2026-03-03'),
  sent('ReferToDepartment', {
    referrals: [
      { department: 'jobcenter', parts: ['A'] },
      { department: 'borgerservice', parts: ['B'] },
    ],
  }),
];
const answers = (department: string, receivedOn?: string) =>
  sent('RecordDepartmentAnswer', {
    department,
    directToCitizen: true,
    ...(receivedOn === undefined ? {} : { receivedOn }),
  });
const inOdense: readonly Line[] = [on('2026-03-02'), sent('ReceiveInquiry', { channel: 'email' })];

const deadlines = (lines: readonly Line[], today: string, profile = 'horsens@1') =>
  deadlinesOf(given(...lines).under(profile).story.caseState, profiles.get(profile)!, today);
const of = (kind: Deadline['kind'], all: readonly Deadline[], department?: string) =>
  all.filter((deadline) => deadline.kind === kind && (department === undefined || deadline.department === department));
const one = (
  kind: Deadline['kind'],
  lines: readonly Line[],
  today: string,
  { department, profile }: { readonly department?: string; readonly profile?: string } = {},
) => of(kind, deadlines(lines, today, profile), department)[0];

describe('a department’s time to answer (H19)', () => {
  const jobcenter = (lines: readonly Line[], today: string) =>
    one('departmentAnswer', lines, today, { department: 'jobcenter' });

  it('sent on 3 March is due on the 17th, one deadline for each letter', () => {
    expect(of('departmentAnswer', deadlines(referred, '2026-03-03'))).toEqual(
      ['jobcenter', 'borgerservice'].map((department) => ({
        kind: 'departmentAnswer',
        department,
        due: '2026-03-17',
        status: 'running',
      })),
    );
  });
  it('runs through its last day and is late from the day after', () => {
    expect(jobcenter(referred, '2026-03-17')?.status).toBe('running');
    expect(jobcenter(referred, '2026-03-18')?.status).toBe('late');
  });
  it('is met by an answer in time, and says how many working days it took', () => {
    expect(jobcenter([...referred, on('2026-03-16'), answers('jobcenter')], '2026-04-30')).toEqual({
      kind: 'departmentAnswer',
      department: 'jobcenter',
      due: '2026-03-17',
      status: 'met',
      workingDays: 9,
    });
    expect(jobcenter([...referred, on('2026-03-17'), answers('jobcenter')], '2026-04-30')).toMatchObject({
      status: 'met',
      workingDays: 10,
    });
  });
  it('is late by an answer that came after it, for good', () =>
    expect(jobcenter([...referred, on('2026-03-18'), answers('jobcenter')], '2026-04-30')).toMatchObject({
      status: 'late',
      workingDays: 11,
    }));
  it('is met by the day the answer was received, not by the day it was written down', () => {
    expect(jobcenter([...referred, on('2026-03-24'), answers('jobcenter', '2026-03-17')], '2026-04-30')).toMatchObject({
      status: 'met',
      workingDays: 10,
    });
    expect(jobcenter([...referred, on('2026-03-24'), answers('jobcenter', '2026-03-18')], '2026-04-30')).toMatchObject({
      status: 'late',
    });
  });
  it('of one department is not met by another’s answer', () => {
    const all = deadlines([...referred, on('2026-03-10'), answers('jobcenter')], '2026-03-10');
    expect(of('departmentAnswer', all).map(({ department, status }) => [department, status])).toEqual([
      ['jobcenter', 'met'],
      ['borgerservice', 'running'],
    ]);
  });
  it('that still ran when the case closed has ended, not failed', () => {
    expect(jobcenter([...referred, on('2026-03-10'), sent('WithdrawComplaint')], '2026-06-01')).toEqual({
      kind: 'departmentAnswer',
      department: 'jobcenter',
      due: '2026-03-17',
      status: 'ended',
    });
    expect(jobcenter([...referred, on('2026-03-17'), sent('WithdrawComplaint')], '2026-06-01')?.status).toBe('ended');
  });
  it('that had passed when the case closed stays late', () =>
    expect(jobcenter([...referred, on('2026-03-18'), sent('WithdrawComplaint')], '2026-06-01')?.status).toBe('late'));
  it('that nobody met before the silence was recorded stays late (K5)', () =>
    expect(jobcenter([...referred, on('2026-04-01'), sent('RecordNoAnswer')], '2026-06-01')?.status).toBe('late'));
  it('met after the silence was recorded is late, with the days it took', () => {
    expect(
      jobcenter(
        [...referred, on('2026-04-01'), sent('RecordNoAnswer'), on('2026-04-08'), answers('jobcenter')],
        '2026-06-01',
      ),
    ).toMatchObject({ status: 'late', workingDays: 23 });
  });
  it('waits for public holidays: sent before Easter it is due after it', () => {
    const beforeEaster: readonly Line[] = [
      ...registered,
      on('2026-03-26'),
      sent('ReferToDepartment', {
        referrals: [
          { department: 'jobcenter', parts: ['A'] },
          { department: 'borgerservice', parts: ['B'] },
        ],
      }),
    ];
    expect(jobcenter(beforeEaster, '2026-03-26')?.due).toBe('2026-04-14');
  });
});

describe('reminders among the deadlines (T16)', () => {
  const reminders = (lines: readonly Line[], today: string) =>
    of('reminder', deadlines(lines, today)).map(({ department, due, status }) => `${department} ${due} ${status}`);
  it('stand with the day on which the next one goes out, one for each open letter', () =>
    expect(reminders(referred, '2026-03-03')).toEqual([
      'jobcenter 2026-03-18 running',
      'borgerservice 2026-03-18 running',
    ]));
  it('go on with the letter to the leader, and end with it', () => {
    const reminded = [...referred, on('2026-03-18'), sent('Remind', { department: 'jobcenter', sentOn: '2026-03-03' })];
    expect(reminders(reminded, '2026-03-18')).toEqual([
      'jobcenter 2026-03-25 running',
      'borgerservice 2026-03-18 running',
    ]);
    expect(
      reminders(
        [...reminded, on('2026-03-25'), sent('Escalate', { department: 'jobcenter', sentOn: '2026-03-03' })],
        '2026-03-25',
      ),
    ).toEqual(['borgerservice 2026-03-18 running']);
  });
  it('are none for one who has answered, and none when nobody is waited for', () => {
    expect(reminders([...referred, answers('jobcenter')], '2026-03-03')).toEqual(['borgerservice 2026-03-18 running']);
    expect(reminders([...referred, sent('WithdrawComplaint')], '2026-03-03')).toEqual([]);
  });
});

describe('the answer target in Odense (O13)', () => {
  const target = (lines: readonly Line[], today: string) =>
    one('answerTarget', [...inOdense, ...lines], today, { profile: 'odense@1' });

  it('is the 15th working day after the receipt', () => {
    expect(target([], '2026-03-02')).toEqual({ kind: 'answerTarget', due: '2026-03-23', status: 'running' });
    expect(target([], '2026-03-23')?.status).toBe('running');
    expect(target([], '2026-03-24')?.status).toBe('late');
  });
  it('is counted from the day it was received, also where that is put back', () => {
    expect(
      one(
        'answerTarget',
        [on('2026-03-02'), sent('ReceiveInquiry', { channel: 'letter', receivedOn: '2026-02-26' })],
        '2026-03-02',
        { profile: 'odense@1' },
      )?.due,
    ).toBe('2026-03-19');
  });
  it.each<readonly [string, readonly Line[]]>([
    ['guidance', [sent('GiveGuidance', { codes: ['dialogue'] })]],
    ['a reply', [sent('SendReply', { channel: 'email', sensitive: false })]],
    ['an ending', [sent('EndWithoutCase')]],
    [
      'the way to another body',
      [
        sent('RecordPart', { topic: 'delay', department: 'parkogvej' }),
        sent('AssessRemit', {
          part: 'A',
          admissible: false,
          ground: 'courts',
          guidance: ['whereToComplain'],
          body: 'domstolene',
        }),
        sent('DirectElsewhere', { body: 'domstolene' }),
      ],
    ],
    [
      'a suggestion that was passed on',
      [
        sent('RecordSuggestion', { topic: 'delay', department: 'parkogvej' }),
        sent('ForwardSuggestion', { withName: false }),
      ],
    ],
    [
      'the way back to the department',
      [
        sent('RecordPart', { topic: 'delay', department: 'parkogvej' }),
        sent('AssessRemit', { part: 'A', admissible: true }),
        sent('CompleteIntake'),
        sent('GuideBack', { offered: ['dialogueHelp'] }),
      ],
    ],
  ])('is met by %s, with the working days it took', (_, lines) => {
    expect(target([on('2026-03-05'), ...lines], '2026-12-31')).toEqual({
      kind: 'answerTarget',
      due: '2026-03-23',
      status: 'met',
      workingDays: 3,
    });
  });
  it('is met by the first of them alone', () =>
    expect(
      target(
        [
          on('2026-03-05'),
          sent('SendReply', { channel: 'email', sensitive: false }),
          on('2026-06-01'),
          sent('EndWithoutCase'),
        ],
        '2026-12-31',
      ),
    ).toMatchObject({ status: 'met', workingDays: 3 }));
  it('is not met by what the office does for itself', () => {
    expect(
      target(
        [
          sent('RecordPart', { topic: 'delay', department: 'parkogvej' }),
          sent('AssessRemit', { part: 'A', admissible: true }),
          sent('CompleteIntake'),
        ],
        '2026-03-02',
      )?.status,
    ).toBe('running');
  });
  it('that is met too late is late, and never a bar', () =>
    expect(target([on('2026-03-24'), sent('EndWithoutCase')], '2026-12-31')).toMatchObject({
      status: 'late',
      workingDays: 16,
    }));
  it('is none in the offices that have not stated one', () => {
    for (const profile of ['horsens@1', 'koebenhavn@1'])
      expect(one('answerTarget', inOdense, '2026-03-02', { profile })).toBeUndefined();
  });
});

describe('the decision on an erasure request (GDPR art. 12(3))', () => {
  const decision = (lines: readonly Line[], today: string) =>
    one('erasureDecision', [...registered, on('2026-03-10'), sent('RequestErasure', { of: 'case' }), ...lines], today);

  it('is due after one month, a Sunday or not', () => {
    expect(decision([], '2026-03-10')).toEqual({ kind: 'erasureDecision', due: '2026-04-10', status: 'running' });
    expect([decision([], '2026-04-10')?.status, decision([], '2026-04-11')?.status]).toEqual(['running', 'late']);
  });
  it('is met by the day it is decided', () => {
    const refused = sent('DecideErasure', { request: 'E1', decision: 'refused', basis: 'journalingDuty' });
    expect(decision([on('2026-04-10'), refused], '2026-12-31')?.status).toBe('met');
    expect(decision([on('2026-04-13'), refused], '2026-12-31')?.status).toBe('late');
  });
  it('that is put off has its new day and runs on', () => {
    const extended = [
      on('2026-04-08'),
      sent('DecideErasure', { request: 'E1', decision: 'extended', basis: 'complexity', extendedTo: '2026-06-10' }),
    ];
    expect(decision(extended, '2026-06-10')).toEqual({ kind: 'erasureDecision', due: '2026-06-10', status: 'running' });
    expect(decision(extended, '2026-06-11')?.status).toBe('late');
  });
  it('is not ended by the closing of the case: the request stands', () =>
    expect(decision([sent('WithdrawComplaint')], '2026-03-11')?.status).toBe('running'));
});

describe('deadlines', () => {
  it('are none where nothing is waited for', () =>
    expect(deadlines(registered.slice(0, -1), '2026-03-02')).toEqual([]));
});

describe('what the citizen is owed while the case is open', () => {
  const owed = (kind: Deadline['kind'], lines: readonly Line[], today: string) => {
    const found = one(kind, lines, today);
    return found && `${found.due} ${found.status}`;
  };
  const tells = (about: 'rights' | 'status') => sent('NotifyCitizen', { about, text: 'Sådan står sagen.' });

  it('a letter of receipt within two working days of registration (D)', () => {
    expect(owed('acknowledgement', registered, '2026-03-04')).toBe('2026-03-04 running');
    expect(owed('acknowledgement', registered, '2026-03-05')).toBe('2026-03-04 late');
    expect(one('acknowledgement', [...registered, on('2026-03-03'), sent('Acknowledge')], '2026-05-01')).toEqual({
      kind: 'acknowledgement',
      due: '2026-03-04',
      status: 'met',
      workingDays: 1,
    });
    expect(owed('acknowledgement', [...registered, on('2026-03-05'), sent('Acknowledge')], '2026-05-01')).toBe(
      '2026-03-04 late',
    );
    expect(owed('acknowledgement', [...registered, sent('WithdrawComplaint')], '2026-05-01')).toBe('2026-03-04 ended');
  });

  it('may be sent again, and the first one counts', () => {
    const twice = [...registered, on('2026-03-03'), sent('Acknowledge'), on('2026-03-20'), sent('Acknowledge')];
    expect(owed('acknowledgement', twice, '2026-05-01')).toBe('2026-03-04 met');
    expect(given(...twice).under('horsens@1').story.caseState.letters).toMatchObject([
      { kind: 'acknowledgement', to: 'citizen', date: '2026-03-03' },
      { kind: 'acknowledgement', to: 'citizen', date: '2026-03-20' },
    ]);
  });

  it('is no answer to what was asked: the answer target runs on (O13)', () => {
    const inOffice: readonly Line[] = [...caseUnder('odense@1'), sent('Acknowledge')];
    expect(one('answerTarget', inOffice, '2026-03-03', { profile: 'odense@1' })?.status).toBe('running');
  });

  it('the rights under data protection law within a month of registration, whatever day that is (H27)', () => {
    expect(owed('rights', registered, '2026-04-02')).toBe('2026-04-02 running');
    expect(owed('rights', registered, '2026-04-03')).toBe('2026-04-02 late');
    expect(owed('rights', [...registered, on('2026-04-02'), tells('rights')], '2026-06-01')).toBe('2026-04-02 met');
    expect(owed('rights', [...registered, on('2026-04-02'), tells('status')], '2026-06-01')).toBe('2026-04-02 late');
    expect(owed('rights', [...registered, on('2026-03-20'), sent('WithdrawComplaint')], '2026-06-01')).toBe(
      '2026-04-02 ended',
    );
  });

  it('stay told after a reopening', () => {
    const again = [
      ...registered,
      tells('rights'),
      sent('WithdrawComplaint'),
      on('2026-06-01'),
      sent('ReopenCase', { reason: 'newPart' }),
    ];
    expect(owed('rights', again, '2026-06-01')).toBe('2026-04-02 met');
  });

  it('a word every twenty working days (D): any letter to the citizen begins them anew', () => {
    expect(owed('status', registered, '2026-03-30')).toBe('2026-03-30 running');
    expect(owed('status', registered, '2026-03-31')).toBe('2026-03-30 late');
    for (const letter of [
      tells('status'),
      sent('Acknowledge'),
      sent('SendReply', { channel: 'phone', sensitive: false }),
    ])
      expect(owed('status', [...registered, on('2026-03-31'), letter], '2026-03-31')).toBe('2026-05-01 running');
  });

  it('a letter to the department is no word to the citizen, its copy is one (H20)', () => {
    expect(owed('status', referred, '2026-03-03')).toBe('2026-03-31 running');
    const reminded = [...referred, on('2026-03-18'), sent('Remind', { department: 'jobcenter', sentOn: '2026-03-03' })];
    expect(owed('status', reminded, '2026-03-18')).toBe('2026-03-31 running');
  });

  it('no word once the case is closed; a reopening begins them anew', () => {
    const closed = [...registered, sent('WithdrawComplaint')];
    expect(owed('status', closed, '2026-06-01')).toBeUndefined();
    expect(owed('status', [...closed, on('2026-06-01'), sent('ReopenCase', { reason: 'newPart' })], '2026-06-02')).toBe(
      '2026-06-29 running',
    );
  });

  it('none of it before a case, nor on the office’s own initiative, nor where the profile counts nothing', () => {
    const owedKinds = (lines: readonly Line[], profile: string | Profile) => {
      const { story } = given(...lines).under(profile);
      return deadlinesOf(story.caseState, story.profile, '2026-03-03').map(({ kind }) => kind);
    };
    expect(owedKinds([sent('ReceiveInquiry', { channel: 'phone' })], 'horsens@1')).toEqual([]);
    const own = sent('OpenOwnInitiative', {
      topic: 'delay',
      department: 'jobcenter',
      criteria: { citizenBenefit: 'high', improvement: 'low', overall: 'justified' },
      title: 'Ventetider',
    });
    expect(owedKinds([own], 'koebenhavn@1')).toEqual([]);
    given(own).under('koebenhavn@1').when('Acknowledge').thenRefused('TRANSITION_NOT_ALLOWED');
    const silent = { value: null, stated: false, rules: ['D'] };
    const horsens = profiles.get('horsens@1')!;
    const settings = { ...horsens.settings, acknowledgeWithin: silent, statusEvery: silent };
    expect(owedKinds(registered, { ...horsens, settings })).toEqual(['rights']);
  });
});

// A hearing by letter, and days for what an examination asks of departments (lifecycle complaint/2).
import { deadlinesOf } from '../../case/deadlines.js';
import { answeredBy, caseUnder, consented, given, on, profiles, sent, type Line } from '../testing/given.js';

const under = 'koebenhavn@1';
const criteria = { citizenBenefit: 'high', improvement: 'high', overall: 'justified' } as const;
/** Monday, 2 March 2026: ten working days later is the 16th. */
const active: readonly Line[] = [
  ...caseUnder(under),
  sent('StartEarlyResolution', { mode: 'flexible' }),
  sent('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen' }),
  sent('OpenInvestigation', { scope: ['A', 'B'], criteria }),
];
const body = { department: 'jobcenter', about: 'Hvordan blev sagen fordelt?' };
const asked = [...active, sent('RequestHearing', body)];
const deadlines = (lines: readonly Line[], today: string, profile = under) =>
  deadlinesOf(given(...lines).under(profile).story.caseState, profiles.get(profile)!, today)
    .filter(({ department }) => department !== undefined)
    .map(({ kind, department, due, status }) => `${kind} ${department} ${due} ${status}`);

describe('RequestHearing', () => {
  it('is a letter with a day, ten working days away unless another is named (K18)', () => {
    given(...active)
      .under(under)
      .when('RequestHearing', body)
      .then('HearingRequested', {
        hearing: 'Q1',
        department: 'jobcenter',
        due: '2026-03-16',
        reminderOn: '2026-03-17',
        escalationOn: '2026-03-24',
        facts: { consent: 'notRequired' },
      })
      .leadingTo('investigating.active')
      .leaving({
        heard: { departments: [] },
        hearings: [{ id: 'Q1', department: 'jobcenter', heardOn: null, asked: { due: '2026-03-16', reminders: 0 } }],
        asked: ['jobcenter'],
      });
    given(...asked)
      .under(under)
      .when('RequestHearing', { ...body, due: '2026-03-04' })
      .then('HearingRequested', { hearing: 'Q2', due: '2026-03-04', reminderOn: '2026-03-05' });
    const { letters } = given(...asked).under(under).story.caseState;
    expect(letters.at(-1)).toMatchObject({ kind: 'hearing', to: 'department', department: 'jobcenter' });
  });

  it('names no day before today', () =>
    given(...active)
      .under(under)
      .when('RequestHearing', { ...body, due: '2026-03-01' })
      .thenInvalid('due'));

  it('goes only where the consent reaches (H24), and not once it is withdrawn', () => {
    const horsens = [
      ...caseUnder('horsens@1'),
      sent('ReferToDepartment', {
        referrals: [
          { department: 'jobcenter', parts: ['A'] },
          { department: 'borgerservice', parts: ['B'] },
        ],
      }),
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
      sent('RequestCloserLook'),
      consented('closerExamination', ['jobcenter']),
    ];
    given(...horsens)
      .under('horsens@1')
      .when('RequestHearing', { ...body, department: 'borgerservice' })
      .thenRefused('CONSENT_SCOPE_EXCEEDED', 'H24');
    given(...horsens, sent('RequestHearing', body))
      .under('horsens@1')
      .when('WithdrawConsent', { channel: 'phone' })
      .then('ConsentWithdrawn', { recalled: ['Q1'] })
      .leadingTo('investigating.halted')
      .leaving({ hearings: [{ asked: { recalled: true, endedOn: '2026-03-02' }, heardOn: null }] });
    const halted = [...horsens, sent('RequestHearing', body), sent('WithdrawConsent', { channel: 'phone' })];
    given(...halted)
      .under('horsens@1')
      .when('RequestHearing', body)
      .thenRefused('INVESTIGATION_HALTED');
    expect(deadlines(halted, '2026-05-01', 'horsens@1')).toContain('hearing jobcenter 2026-03-16 ended');
    // What still comes is kept unread, and is no hearing.
    given(...halted)
      .under('horsens@1')
      .when('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: false, summary: 'Vi svarer' })
      .then('LaterAnswerRecorded', { quarantined: true })
      .leaving({ hearings: [{ heardOn: null }], heard: { departments: [] } });
  });

  it('is a step of the investigation alone', () => {
    given(...caseUnder(under))
      .under(under)
      .when('RequestHearing', body)
      .thenRefused('TRANSITION_NOT_ALLOWED');
    given(sent('ReceiveInquiry', { channel: 'phone' }))
      .under(under)
      .when('RequestHearing', body)
      .thenRefused('CASE_REQUIRED');
    given(...active, sent('WithdrawComplaint'))
      .under(under)
      .when('RequestHearing', body)
      .thenRefused('CASE_CLOSED');
    given(...active)
      .under(under)
      .when('RequestHearing', body, { as: 'department' })
      .thenRefused('ROLE_FORBIDDEN');
  });
});

describe('what meets a hearing (K18)', () => {
  it('is HearDepartment, which writes down what was said', () => {
    given(...asked, on('2026-03-10'))
      .under(under)
      .when('HearDepartment', { department: 'jobcenter', statement: 'Det var en fejl' })
      .then('DepartmentHeard')
      .leaving({
        heard: { departments: ['jobcenter'] },
        hearings: [{ id: 'Q1', heardOn: '2026-03-10', asked: { answeredOn: '2026-03-10' } }],
      });
    // Another department's is another hearing.
    given(...asked)
      .under(under)
      .when('HearDepartment', { department: 'borgerservice', statement: 'Ja' })
      .then('DepartmentHeard')
      .leaving({
        hearings: [
          { id: 'Q1', heardOn: null },
          { department: 'borgerservice', heardOn: '2026-03-02' },
        ],
      });
  });

  it('is the department’s own answer too, if it is whole', () => {
    const answer = { department: 'jobcenter', directToCitizen: false, summary: 'Sagen stod uden navn' };
    given(...asked, on('2026-03-10'))
      .under(under)
      .when('RecordDepartmentAnswer', answer, { as: 'department' })
      .then('LaterAnswerRecorded')
      .leaving({
        heard: { departments: ['jobcenter'] },
        hearings: [{ heardOn: '2026-03-10', asked: { answeredOn: '2026-03-10' } }],
      });
    given(...asked)
      .under(under)
      .when('RecordDepartmentAnswer', { ...answer, complete: false })
      .then('LaterAnswerRecorded')
      .leaving({ heard: { departments: [] }, hearings: [{ heardOn: null }] });
    given(...asked)
      .under(under)
      .when('RecordDepartmentAnswer', { ...answer, department: 'borgerservice' })
      .thenInvalid('department');
    given(...asked, on('2026-03-10'))
      .under(under)
      .when('RecordDepartmentAnswer', { ...answer, receivedOn: '2026-03-01' })
      .thenInvalid('receivedOn');
  });

  it('is nothing that comes after the case has ended: by then nobody waits', () => {
    const ended = [...asked, sent('WithdrawComplaint')];
    expect(deadlines(ended, '2026-05-01')).toEqual(['hearing jobcenter 2026-03-16 ended']);
    given(...ended)
      .under(under)
      .when('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true })
      .then('LaterAnswerRecorded')
      .leaving({ hearings: [{ heardOn: null }] });
  });

  it('runs, is late the day after, and is met by the day it came', () => {
    expect(deadlines(asked, '2026-03-16')).toEqual([
      'hearing jobcenter 2026-03-16 running',
      'reminder jobcenter 2026-03-17 running',
    ]);
    expect(deadlines(asked, '2026-03-17')[0]).toBe('hearing jobcenter 2026-03-16 late');
    const heard = [...asked, on('2026-03-17'), sent('HearDepartment', { department: 'jobcenter', statement: 'Ja' })];
    expect(deadlines(heard, '2026-05-01')).toEqual(['hearing jobcenter 2026-03-16 late']);
  });
});

describe('an information request', () => {
  const requested = [...active, sent('RequestInformation', { department: 'jobcenter', about: 'Notaterne' })];

  it('has a day as a hearing has, by the office’s rules or its own', () => {
    expect(deadlines(requested, '2026-03-16')).toEqual([
      'informationRequest jobcenter 2026-03-16 running',
      'reminder jobcenter 2026-03-17 running',
    ]);
    const { settings } = profiles.get(under)!;
    const slower = {
      ...settings,
      informationAnswer: { ...settings.informationAnswer, value: { workingDays: 15, reminderEvery: 2 } },
    };
    given(...active)
      .under({ ...profiles.get(under)!, settings: slower })
      .when('RequestInformation', { department: 'jobcenter', about: 'Notaterne' })
      .then('InformationRequested', { due: '2026-03-23', reminderOn: '2026-03-24', escalationOn: '2026-03-26' });
    given(...active)
      .under(under)
      .when('RequestInformation', { department: 'jobcenter', about: 'Notaterne', due: '2026-03-04' })
      .then('InformationRequested', { due: '2026-03-04' });
    given(...active)
      .under(under)
      .when('RequestInformation', { department: 'jobcenter', about: 'Notaterne', due: '2026-03-01' })
      .thenInvalid('due');
  });

  it('is met by the paper that answers it, on the day that the paper came', () => {
    const filed = (date: string) =>
      given(
        ...requested,
        on('2026-03-20'),
        sent('FileDocument', { title: 'Notaterne', direction: 'in', date, request: 'R1' }),
      ).under(under).story.caseState.informationRequests;
    expect(filed('2026-03-12')).toMatchObject([{ status: 'answered', asked: { answeredOn: '2026-03-12' } }]);
    expect(filed('2026-01-12')).toMatchObject([{ status: 'answered', asked: { answeredOn: '2026-03-20' } }]);
    given(...requested)
      .under(under)
      .when('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true })
      .then('LaterAnswerRecorded')
      .leaving({ informationRequests: [{ status: 'answered' }], heard: { departments: [] } });
  });

  it('is reminded of by the system, first the department, then its leader, each once (K7)', () => {
    const letter = { department: 'jobcenter', sentOn: '2026-03-02', request: 'R1' };
    given(...requested, on('2026-03-16'))
      .under(under)
      .when('Remind', letter)
      .thenRefused('DEADLINE_NOT_PASSED');
    given(...requested, on('2026-03-17'))
      .under(under)
      .when('Remind', letter)
      .then('ReminderSent', letter)
      .leaving({ informationRequests: [{ asked: { reminders: 1 } }] });
    const reminded = [...requested, on('2026-03-24'), sent('Remind', letter), sent('Escalate', letter)];
    given(...reminded)
      .under(under)
      .when('Escalate', letter)
      .thenRefused('TRANSITION_NOT_ALLOWED', 'K7');
    const { letters } = given(...reminded).under(under).story.caseState;
    expect(letters.slice(-2)).toMatchObject([
      { kind: 'reminder', to: 'department' },
      { kind: 'escalation', to: 'leader' },
    ]);
    given(...requested, on('2026-03-24'))
      .under(under)
      .when('Remind', { ...letter, request: 'R2' })
      .thenNothing();
  });
});

import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { given, on, profiles, sent, type Line, type Story } from '../testing/given.js';
import { standingOf } from '../../case/corrected.js';
import { seededRandom } from '../../platform/seeded-random.js';
import { wander } from '../testing/wandering.js';
import { addDays, instantOf, localDateOf, localTimeOf } from '../../policy/calendar.js';
import { type Timer } from './agenda.js';
import { FoldedAgenda } from './testing/folded-agenda.js';

const newAgenda = () => new FoldedAgenda((id) => profiles.get(id)!);
function after(events: readonly ComplaintEvent[]): FoldedAgenda {
  const agenda = newAgenda();
  for (const event of events) agenda.apply(event);
  return agenda;
}
const forEver = Date.UTC(2200, 0, 1);
const all = (agenda: FoldedAgenda) => agenda.due(forEver);
/** `Remind jobcenter 2026-03-18`, the earliest first. */
const spoken = (timers: readonly Timer[]) =>
  timers.map(({ name, body, dueAt }) => [name, body.department, localDateOf(dueAt)].filter(Boolean).join(' '));
const planned = (story: Story) => spoken(all(after(story.events)));

const registered: readonly Line[] = [
  sent('ReceiveInquiry', { channel: 'phone' }),
  sent('RecordPart', { topic: 'delay', department: 'jobcenter' }),
  sent('AssessRemit', { part: 'A', admissible: true }),
  sent('RecordPart', { topic: 'communication', department: 'borgerservice' }),
  sent('AssessRemit', { part: 'B', admissible: true }),
  sent('AgreeRegistration', { citizen: true, adviser: true }),
  sent('RegisterCase', { complainant: { name: 'Gudrun Opdigtsen' }, summary: 'Ingen ringer tilbage.' }),
];
const bothAsked = sent('ReferToDepartment', {
  referrals: [
    { department: 'jobcenter', parts: ['A'] },
    { department: 'borgerservice', parts: ['B'] },
  ],
});
/** Tuesday, 3 March 2026. */
const referred: readonly Line[] = [...registered, on('2026-03-03'), bothAsked];
const answers = (department: string) => sent('RecordDepartmentAnswer', { department, directToCitizen: true });
const told = (...lines: readonly Line[]) => given(...lines).under('horsens@1').story;
const withdrawnOn = (day: string): readonly Line[] => [...registered, on(day), sent('WithdrawComplaint')];

describe('reminders (T16)', () => {
  const four = [
    'Remind borgerservice 2026-03-18',
    'Remind jobcenter 2026-03-18',
    'Escalate borgerservice 2026-03-25',
    'Escalate jobcenter 2026-03-25',
  ];

  it('of each referral: to the department after its time, to the leader five working days later', () =>
    expect(planned(told(...referred)).sort()).toEqual([...four].sort()));

  it('are due at six in the morning in Copenhagen, before and after the clocks change', () => {
    const timers = all(after(told(...registered, on('2026-03-12'), bothAsked).events));
    expect(timers.map(({ dueAt }) => localTimeOf(dueAt))).toEqual(['06:00', '06:00', '06:00', '06:00']);
    expect([...new Set(timers.map(({ dueAt }) => new Date(dueAt).toISOString()))]).toEqual([
      '2026-03-27T05:00:00.000Z',
      '2026-04-08T04:00:00.000Z',
    ]);
    const autumn = all(after(told(...registered, on('2026-10-08'), bothAsked).events));
    expect([...new Set(autumn.map(({ dueAt }) => new Date(dueAt).toISOString()))]).toEqual([
      '2026-10-23T04:00:00.000Z',
      '2026-10-30T05:00:00.000Z',
    ]);
  });

  it('move along with the deadline, under the ids that they had', () => {
    const before = all(after(told(...referred).events));
    const extended = told(
      ...referred,
      sent('ExtendDeadline', {
        kind: 'departmentAnswer',
        department: 'jobcenter',
        due: '2026-03-31',
        reason: 'complexity',
      }),
    );
    const moved = all(after(extended.events));
    expect(spoken(moved)).toEqual([
      'Remind borgerservice 2026-03-18',
      'Escalate borgerservice 2026-03-25',
      'Remind jobcenter 2026-04-01',
      'Escalate jobcenter 2026-04-13',
    ]);
    expect(moved.map(({ commandId }) => commandId).sort()).toEqual(before.map(({ commandId }) => commandId).sort());
  });

  it('of an information request and a hearing too, each by its id, until there is an answer', () => {
    const consent = sent('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] });
    const active = [
      ...referred,
      answers('jobcenter'),
      answers('borgerservice'),
      sent('RequestCloserLook'),
      consent,
      on('2026-03-09'),
      sent('RequestInformation', { department: 'jobcenter', about: 'Notaterne' }),
      on('2026-03-10'),
      sent('RequestHearing', { department: 'jobcenter', about: 'Fordelingen' }),
    ];
    const timers = all(after(told(...active).events));
    expect(spoken(timers)).toEqual([
      'Remind jobcenter 2026-03-24',
      'Remind jobcenter 2026-03-25',
      'Escalate jobcenter 2026-03-31',
      'Escalate jobcenter 2026-04-01',
    ]);
    expect(timers.map(({ body }) => body)).toEqual([
      { department: 'jobcenter', sentOn: '2026-03-09', request: 'R1' },
      { department: 'jobcenter', sentOn: '2026-03-10', request: 'Q1' },
      { department: 'jobcenter', sentOn: '2026-03-09', request: 'R1' },
      { department: 'jobcenter', sentOn: '2026-03-10', request: 'Q1' },
    ]);
    const heard = [...active, sent('HearDepartment', { department: 'jobcenter', statement: 'Ja' })];
    expect(planned(told(...heard))).toEqual(['Remind jobcenter 2026-03-24', 'Escalate jobcenter 2026-03-31']);
    expect(planned(told(...active, answers('jobcenter')))).toEqual([]);
    expect(planned(told(...active, sent('WithdrawConsent', { channel: 'phone' })))).toEqual([]);
  });

  it('ask for the referral by its department and the day it was sent, and name the event that they answer', () => {
    const story = told(...referred);
    for (const { body, causation, stream } of all(after(story.events))) {
      expect(body.sentOn).toBe('2026-03-03');
      expect(causation).toBe(story.events.at(-1)!.id);
      expect(stream).toBe(story.events[0]!.stream);
    }
  });

  it('have ids that are the same whoever computes them, and no two alike', () => {
    const { events } = told(...referred);
    const [one, other] = [all(after(events)), all(after(events))].map((timers) =>
      timers.map(({ commandId }) => commandId),
    );
    expect(one).toEqual(other);
    expect(new Set(one).size).toBe(4);
    for (const id of one!) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('keep their ids for ever: a program of tomorrow must not send a reminder again', () => {
    const referral = {
      department: 'jobcenter',
      parts: ['A'],
      due: '2026-03-17',
      reminderOn: '2026-03-18',
      escalationOn: '2026-03-25',
      noAnswerFrom: '2026-04-01',
    };
    const story = told(...referred);
    const event = {
      ...story.events.at(-1)!,
      id: '0f0e0d0c-0b0a-4908-8706-050403020100',
      data: { referrals: [referral], copies: true, facts: {} },
    } as unknown as ComplaintEvent;
    expect(
      all(after([...story.events.slice(0, -1), event])).map(({ name, commandId }) => `${name} ${commandId}`),
    ).toEqual(['Remind 77f9858d-3d88-524e-a32d-0d65836ce790', 'Escalate 2a20fe74-aafa-5328-a9fc-7564ac261482']);
  });

  it('are gone when they were sent, each by its own event', () => {
    const agenda = after(told(...referred).events);
    const remind = agenda.due(instantOf('2026-03-18', '06:00')).find(({ body }) => body.department === 'jobcenter')!;
    const story = told(
      ...referred,
      on('2026-03-18'),
      sent('Remind', { department: 'jobcenter', sentOn: '2026-03-03' }),
    );
    agenda.apply({ ...story.events.at(-1)!, commandId: remind.commandId });
    expect(spoken(all(agenda)).sort()).toEqual(four.filter((line) => line !== 'Remind jobcenter 2026-03-18').sort());
  });

  it('to a department are gone with its answer, those to the others stay', () => {
    expect(planned(told(...referred, answers('jobcenter'))).sort()).toEqual([
      'Escalate borgerservice 2026-03-25',
      'Remind borgerservice 2026-03-18',
    ]);
  });

  it('are all gone with the last answer', () =>
    expect(planned(told(...referred, answers('jobcenter'), answers('borgerservice')))).toEqual([]));

  it.each<readonly [string, readonly Line[]]>([
    ['the silence was recorded', [on('2026-04-01'), sent('RecordNoAnswer')]],
    [
      'the last part went to another body',
      [
        sent('AssessRemit', {
          part: 'A',
          admissible: false,
          ground: 'courts',
          guidance: ['whereToComplain'],
          body: 'domstolene',
        }),
        sent('AssessRemit', {
          part: 'B',
          admissible: false,
          ground: 'courts',
          guidance: ['whereToComplain'],
          body: 'domstolene',
        }),
      ],
    ],
    ['the complaint was withdrawn', [sent('WithdrawComplaint')]],
  ])('are gone when %s: nobody waits for an answer any more', (_, lines) => {
    expect(planned(told(...referred, ...lines)).filter((line) => !line.startsWith('ShredKeys'))).toEqual([]);
  });

  it('are not touched by what moves nothing: a note, a consent, a hold', () => {
    const lines = [
      sent('RecordNote', { text: 'Borgeren ringede.' }),
      sent('GiveConsent', { purpose: 'shareName', departments: ['jobcenter'] }),
      sent('PlaceHold', { reason: 'courtCase' }),
    ];
    expect(planned(told(...referred, ...lines)).sort()).toEqual([...four].sort());
  });

  it('begin anew with further questions, for the new letter alone', () => {
    const story = told(
      ...referred,
      answers('jobcenter'),
      answers('borgerservice'),
      sent('GiveConsent', { purpose: 'moreQuestions', departments: ['jobcenter'] }),
      on('2026-03-05'),
      sent('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }),
    );
    expect(planned(story)).toEqual(['Remind jobcenter 2026-03-20', 'Escalate jobcenter 2026-03-27']);
  });

  it('are only those that have come due, the earliest first', () => {
    const agenda = after(told(...referred).events);
    expect(agenda.due(instantOf('2026-03-18', '05:59'))).toEqual([]);
    expect(agenda.due(instantOf('2026-03-18', '06:00'))).toHaveLength(2);
    expect(agenda.due(instantOf('2026-03-25', '05:59'))).toHaveLength(2);
    expect(agenda.due(instantOf('2026-03-25', '06:00')).map(({ name }) => name)).toEqual([
      'Remind',
      'Remind',
      'Escalate',
      'Escalate',
    ]);
  });
});

describe('the end of retention (T35)', () => {
  it('is five years after the closing, or 1,825 days where that is later', () => {
    expect(planned(told(...withdrawnOn('2026-03-10')))).toEqual(['ShredKeys 2031-03-10']);
    expect(planned(told(...withdrawnOn('2028-02-29')))).toEqual(['ShredKeys 2033-02-28']);
  });

  it('is counted from the day in Copenhagen on which it was closed', () => {
    const story = told(...withdrawnOn('2026-03-10'));
    const late = { ...story.events.at(-1)!, recordedAt: '2026-03-10T23:30:00Z' };
    expect(spoken(all(after([...story.events.slice(0, -1), late])))).toEqual(['ShredKeys 2031-03-11']);
  });

  it('is no matter of a contact that ended without a case: nobody is in it', () => {
    expect(planned(told(sent('ReceiveInquiry', { channel: 'phone' }), sent('EndWithoutCase')))).toEqual([]);
  });

  it('is not moved by what is filed on a closed case', () => {
    expect(
      planned(told(...withdrawnOn('2026-03-10'), on('2027-01-04'), sent('RecordNote', { text: 'Borgeren ringede.' }))),
    ).toEqual(['ShredKeys 2031-03-10']);
  });

  it('is forgotten when the case is reopened, and counted anew from the last closing', () => {
    const reopened = [...withdrawnOn('2026-03-10'), on('2027-01-04'), sent('ReopenCase', { reason: 'newPart' })];
    expect(planned(told(...reopened))).toEqual([]);
    expect(planned(told(...reopened, on('2027-02-01'), sent('WithdrawComplaint')))).toEqual(['ShredKeys 2032-02-01']);
  });

  it('of another closing is another command', () => {
    const first = told(...withdrawnOn('2026-03-10'));
    const second = told(
      ...withdrawnOn('2026-03-10'),
      sent('ReopenCase', { reason: 'newPart' }),
      sent('WithdrawComplaint'),
    );
    const [one, other] = [first, second].map((story) => all(after(story.events))[0]!.commandId);
    expect(one).not.toBe(other);
  });

  it('is over when the keys are destroyed', () => {
    const shredded = told(...withdrawnOn('2026-03-10'), on('2031-03-10'), sent('ShredKeys'));
    expect(planned(shredded)).toEqual([]);
    const erased = told(
      ...withdrawnOn('2026-03-10'),
      on('2031-03-10'),
      sent('RequestErasure', { of: 'case' }),
      sent('DecideErasure', { request: 'E1', decision: 'granted', basis: 'noBasisToKeep' }),
    );
    expect(planned(erased)).toEqual([]);
  });
});

describe('a hold (T35)', () => {
  const held = [...withdrawnOn('2026-03-10'), sent('PlaceHold', { reason: 'courtCase' })];

  it('stands against the destruction of the keys, however long', () => expect(planned(told(...held))).toEqual([]));

  it('that is lifted in time leaves the day as it was', () => {
    expect(planned(told(...held, on('2027-01-04'), sent('LiftHold', { reason: 'courtCase' })))).toEqual([
      'ShredKeys 2031-03-10',
    ]);
  });

  it('that is lifted afterwards puts it off to the next daily run', () => {
    expect(planned(told(...held, on('2032-06-01'), sent('LiftHold', { reason: 'courtCase' })))).toEqual([
      'ShredKeys 2032-06-02',
    ]);
    const early = told(...held, on('2032-06-01'), sent('LiftHold', { reason: 'courtCase' }));
    const atNight = { ...early.events.at(-1)!, recordedAt: new Date(instantOf('2032-06-01', '02:00')).toISOString() };
    expect(spoken(all(after([...early.events.slice(0, -1), atNight])))).toEqual(['ShredKeys 2032-06-01']);
  });

  it('of two has to be lifted twice, each by its own reason', () => {
    const two = [
      ...held,
      sent('PlaceHold', { reason: 'archiveTransfer' }),
      on('2032-06-01'),
      sent('LiftHold', { reason: 'archiveTransfer' }),
    ];
    expect(planned(told(...two))).toEqual([]);
    expect(planned(told(...two, on('2032-06-03'), sent('LiftHold', { reason: 'courtCase' })))).toEqual([
      'ShredKeys 2032-06-04',
    ]);
  });

  it('placed before the closing counts too, and after a reopening still', () => {
    const before = [
      ...registered,
      sent('PlaceHold', { reason: 'courtCase' }),
      on('2026-03-10'),
      sent('WithdrawComplaint'),
    ];
    expect(planned(told(...before))).toEqual([]);
    expect(planned(told(...before, sent('ReopenCase', { reason: 'newPart' }), sent('WithdrawComplaint')))).toEqual([]);
    expect(planned(told(...before, sent('LiftHold', { reason: 'courtCase' })))).toEqual(['ShredKeys 2031-03-10']);
  });
});

describe('what is dropped', () => {
  it('is not asked for again, and the rest stays', () => {
    const agenda = after(told(...referred).events);
    const [first, ...others] = all(agenda);
    agenda.drop(first!);
    agenda.drop(first!);
    expect(all(agenda)).toEqual(others);
  });
});

describe('a complaint whose history cannot be read (law 4)', () => {
  it('has nothing done to it, and the others are left alone', () => {
    const { events } = told(...referred);
    const agenda = after([
      ...events,
      ...events.map((event) => ({ ...event, stream: 'other', id: `other-${event.revision}` })),
    ]);
    agenda.stop('other');
    expect(all(agenda)).toEqual(all(after(events)));
    agenda.apply({ ...events.at(-1)!, stream: 'other' });
    expect(all(agenda)).toEqual(all(after(events)));
  });
});

describe('the agenda of a whole office', () => {
  /** Stories that go their own way; a reminder in them is the one that the agenda asked for. */
  const histories = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    .flatMap((seed) => ['horsens@1', 'koebenhavn@1'].map((profile) => wander(seed * 31, profile, 90)))
    .map((story, n) => {
      const agenda = newAgenda();
      return story.events.map((event) => {
        const own = { ...event, stream: `complaint-${n}`, id: `${n}-${event.revision}` } as ComplaintEvent;
        const step =
          event.type === 'ReminderSent' ? 'Remind' : event.type === 'EscalationSent' ? 'Escalate' : undefined;
        const asked = all(agenda).find(
          ({ name, body }) =>
            name === step &&
            'sentOn' in event.data &&
            body.department === event.data.department &&
            body.sentOn === event.data.sentOn &&
            body.request === event.data.request,
        );
        const real = { ...own, commandId: asked?.commandId ?? own.commandId };
        agenda.apply(real);
        return real;
      });
    });

  it('is the same after a restart, and whatever order the cases came in: the log is its only memory', () => {
    const roll = seededRandom(3);
    const queues = histories.map((events) => [...events]);
    const mixed: ComplaintEvent[] = [];
    let most = 0;
    while (queues.some((queue) => queue.length > 0)) {
      const waiting = queues.filter((queue) => queue.length > 0);
      mixed.push(waiting[Math.floor(roll() * waiting.length)]!.shift()!);
      if (mixed.length % 100 !== 0 && waiting.length > 0) continue;
      const now = all(after(mixed));
      expect(all(after(mixed))).toEqual(now);
      expect(
        all(
          after(
            [...mixed].sort((a, b) => (a.stream === b.stream ? a.revision - b.revision : a.stream < b.stream ? 1 : -1)),
          ),
        ),
      ).toEqual(now);
      most = Math.max(most, now.length);
    }
    expect(most).toBeGreaterThan(3);
  });

  it('has the reminders of every open letter that were not sent, the end of retention of every closed case without a hold, and nothing else, after each event', () => {
    let [reminders, retentions] = [0, 0];
    for (const events of histories) {
      const agenda = newAgenda();
      for (const [index, event] of events.entries()) {
        agenda.apply(event);
        const { outstanding, retention } = expectedAfter(standingOf(events.slice(0, index + 1)));
        const mine = spoken(all(agenda));
        expect([event.id, event.type, mine.filter((line) => !line.startsWith('Shred')).sort()]).toEqual([
          event.id,
          event.type,
          [...outstanding].sort(),
        ]);
        expect([event.id, event.type, mine.filter((line) => line.startsWith('Shred')).length]).toEqual([
          event.id,
          event.type,
          retention ? 1 : 0,
        ]);
        reminders += outstanding.length;
        retentions += retention ? 1 : 0;
      }
    }
    expect([reminders > 100, retentions > 10]).toEqual([true, true]);
  });

  it('never asks for anything before a case, or of a contact that ended without one', () => {
    for (const events of histories) {
      const registration = events.findIndex(({ type }) => type === 'CaseRegistered');
      expect(all(after(registration < 0 ? events : events.slice(0, registration)))).toEqual([]);
    }
  });

  it('lies in the future of the event it comes from', () => {
    for (const events of histories) {
      const agenda = newAgenda();
      const recordedAt = new Map(events.map((event) => [event.id, Date.parse(event.recordedAt)]));
      for (const event of events) {
        agenda.apply(event);
        for (const { dueAt, causation } of all(agenda)) expect(dueAt).toBeGreaterThan(recordedAt.get(causation)!);
      }
    }
  });
});

interface Waiting {
  readonly department: string;
  readonly sentOn: string;
  readonly more: boolean;
  readonly due: string;
  readonly reminderOn: string;
  readonly escalationOn: string;
  readonly did: ReadonlySet<string>;
}
/** The letters that are waited for after one more event: sent, reminded of, answered, recalled, given up. */
function waitingAfter(letters: readonly Waiting[], event: ComplaintEvent): readonly Waiting[] {
  const { type, data, recordedAt, from, to } = event;
  if (type === 'CaseReferred' || type === 'MoreQuestionsAsked') {
    const letter = {
      sentOn: localDateOf(Date.parse(recordedAt)),
      more: type !== 'CaseReferred',
      did: new Set<string>(),
    };
    return [...letters, ...data.referrals.map((referral) => ({ ...referral, ...letter }))];
  }
  if (to !== 'referred' && to !== 'mediation') return [];
  if (to === 'mediation' && from !== to && from !== 'referred') return [];
  switch (type) {
    case 'ReminderSent':
    case 'EscalationSent':
      return letters.map((letter) =>
        letter.department === data.department && letter.sentOn === data.sentOn && data.request === undefined
          ? { ...letter, did: new Set([...letter.did, type]) }
          : letter,
      );
    // One that came while a mediation ran is a later answer.
    case 'DepartmentAnswered':
    case 'LaterAnswerRecorded':
      return letters.filter(({ department }) => data.complete === false || department !== data.department);
    case 'ConsentWithdrawn':
    case 'ConsentToPurposeWithdrawn':
      return letters.filter(({ department, more }) => !more || !data.questionsTo?.includes(department));
    case 'ReferralRecalled':
      return letters.filter(({ department }) => department !== data.department);
    case 'MediationFailed':
      return letters.map((letter) => putOff(letter, data.waitsAnew ?? {}));
    case 'DeadlineExtended':
      return letters.map((letter) =>
        data.kind === 'departmentAnswer' && letter.department === data.department ? putOff(letter, data) : letter,
      );
    default:
      return letters;
  }
}

function putOff<Letter extends Pick<Waiting, 'due' | 'reminderOn' | 'escalationOn'>>(
  letter: Letter,
  { due, reminderOn = letter.reminderOn, escalationOn = letter.escalationOn }: Partial<Letter>,
): Letter {
  return letter.due < due! ? { ...letter, due, reminderOn, escalationOn } : letter;
}

interface AskedFor extends Omit<Waiting, 'more'> {
  readonly id: string;
}
/** The information requests and hearings that are waited for after one more event, each with a day. */
function askedForAfter(asked: readonly AskedFor[], event: ComplaintEvent): readonly AskedFor[] {
  const { type, data, recordedAt, to } = event;
  const sentOn = localDateOf(Date.parse(recordedAt));
  if (type === 'InformationRequested' || type === 'HearingRequested') {
    const { department, due, reminderOn, escalationOn } = data;
    const id = type === 'HearingRequested' ? data.hearing : data.request;
    return [
      ...asked,
      { id, department, sentOn, due: due!, reminderOn: reminderOn!, escalationOn: escalationOn!, did: new Set() },
    ];
  }
  if (to === 'closed') return [];
  switch (type) {
    case 'ReminderSent':
    case 'EscalationSent':
      return asked.map((each) => (each.id === data.request ? { ...each, did: new Set([...each.did, type]) } : each));
    case 'DocumentFiled':
      return asked.filter(({ id }) => id !== data.request);
    case 'DepartmentHeard':
      return asked.filter(({ id, department }) => !id.startsWith('Q') || department !== data.department);
    case 'LaterAnswerRecorded':
      return asked.filter(
        (each) => data.complete === false || each.department !== data.department || each.sentOn > data.receivedOn,
      );
    case 'ConsentWithdrawn':
    case 'ConsentToPurposeWithdrawn':
    case 'ConsentToExaminationWithdrawn':
      return asked.filter(({ id }) => !data.recalled.includes(id));
    case 'DeadlineExtended':
      return asked.map((each) =>
        each.id === data.request ||
        (data.kind === 'hearing' && each.id.startsWith('Q') && each.department === data.department)
          ? putOff(each, data)
          : each,
      );
    default:
      return asked;
  }
}

/**
 * What has still to be done, read off the events: the letters that are waited for, what was sent about them, whether
 * the case is closed and held.
 */
function expectedAfter(events: readonly ComplaintEvent[]): {
  readonly outstanding: readonly string[];
  readonly retention: boolean;
} {
  const { to } = events.at(-1)!;
  const holds = new Set<string>();
  for (const { type, data } of events) {
    if (type === 'HoldPlaced') holds.add(data.reason);
    if (type === 'HoldLifted') holds.delete(data.reason);
  }
  const gone = events.some(({ type }) => type === 'KeysShredded' || type === 'CaseErased');
  const letters = [
    ...(to === 'referred' ? events.reduce<readonly Waiting[]>(waitingAfter, []) : []),
    ...events.reduce<readonly AskedFor[]>(askedForAfter, []),
  ];
  return {
    retention: to === 'closed' && holds.size === 0 && !gone,
    outstanding: letters.flatMap(({ department, reminderOn, escalationOn, did }) => [
      // After the letter to the leader no reminder to the department is owed.
      ...(did.size > 0 ? [] : [`Remind ${department} ${reminderOn}`]),
      ...(did.has('EscalationSent') ? [] : [`Escalate ${department} ${escalationOn}`]),
    ]),
  };
}

describe('a day', () => {
  it('has one daily run, wherever the clocks stand', () => {
    for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1))
      expect(localTimeOf(instantOf(day, '06:00'))).toBe('06:00');
  });
});

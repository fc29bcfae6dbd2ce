import { type CommandBus } from '@nestjs/cqrs';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { MemoryLog, MemoryStore } from '../../event-store/memory/memory-store.js';
import { type Clock } from '../../platform/clock.js';
import { refused } from '../../platform/refused.js';
import { Refused } from '../../platform/refusal.js';
import { instantOf } from '../../policy/calendar.js';
import { MemoryKeys } from '../../privacy/memory-keys.js';
import { type Runner } from '../../read-models/runner.js';
import { ComplaintHandler } from '../write/complaint.handler.js';
import { given, on, profiles, sent, type Line } from '../testing/given.js';
import { Office } from '../wiring/office.js';
import { openSqliteViews } from '../../read-models/database/sqlite-views.js';
import { runOffice, type RunningOffice } from '../wiring/running-office.js';
import { Transition, type Counted, type Receipt } from '../write/transition-request.js';
import { FoldedAgenda } from './testing/folded-agenda.js';
import { Timekeeper, type MovableClock, type Office as TimedOffice } from './timekeeper.js';

const at = (date: string, time = '06:00') => instantOf(date, time);
const iso = (instant: number) => new Date(instant).toISOString();

/** Stands still until it is set, and writes down where it stood. */
class ManualClock implements MovableClock, Clock {
  readonly stood: string[] = [];
  constructor(private instant: number) {}
  now() {
    return this.instant;
  }
  set(instant: number) {
    if (instant < this.instant) throw refused('CLOCK_BACKWARDS');
    this.instant = instant;
    this.stood.push(iso(instant));
  }
}

// — alone: by the commands it issues —

const asked: readonly Line[] = [
  sent('ReceiveInquiry', { channel: 'phone' }),
  sent('RecordPart', { topic: 'delay', department: 'jobcenter' }),
  sent('AssessRemit', { part: 'A', admissible: true }),
  sent('AgreeRegistration', { citizen: true, adviser: true }),
  sent('RegisterCase', { complainant: { name: 'Gudrun Opdigtsen' }, summary: 'Ingen ringer tilbage.' }),
  on('2026-03-03'),
  sent('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }),
];
const history = given(...asked).under('horsens@1').story.events;

function office(
  key: string,
  streams: readonly string[],
): Omit<TimedOffice, 'agenda'> & { readonly agenda: FoldedAgenda } {
  const agenda = new FoldedAgenda((id) => profiles.get(id)!);
  for (const stream of streams)
    for (const event of history) agenda.apply({ ...event, stream, id: `${stream}-${event.revision}` });
  return { key, agenda, runner: { seen: async () => true } as unknown as Runner, head: async () => 0n };
}
type Answer = (transition: Transition, attempt: number) => Receipt | Error;
const receipt = { position: '1' } as Receipt;
/** A bus that writes down what it is asked, and with what the clock then showed. */
function listening(clock: Clock, answer: Answer = () => receipt) {
  const heard: string[] = [];
  const transitions: Transition[] = [];
  const bus = {
    execute: async (transition: Transition) => {
      const {
        request: { office: key, complaint, name },
      } = transition;
      heard.push(`${key} ${complaint} ${name} ${iso(clock.now())}`);
      transitions.push(transition);
      const answered = answer(
        transition,
        heard.filter((line) => line.startsWith(`${key} ${complaint} ${name} `)).length,
      );
      if (answered instanceof Error) throw answered;
      return answered;
    },
  } as unknown as CommandBus;
  return { bus, heard, transitions };
}
const conflict = () => refused('CONCURRENCY_CONFLICT', 412);
const refusedBy = (code: string) => new Refused({ code, rules: [], sentences: { da: '', en: '' } }, 409);

describe('time that is moved', () => {
  it('runs every timer on the way, in order and each at its own time, over all offices, and then stands where it was put', async () => {
    const clock = new ManualClock(at('2026-03-03', '10:00'));
    const { bus, heard } = listening(clock);
    await new Timekeeper([office('horsens', ['h1']), office('odense', ['o1'])], bus, clock).moveTo(
      at('2026-06-01', '08:00'),
    );
    expect(heard).toEqual([
      'horsens h1 Remind 2026-03-18T05:00:00.000Z',
      'odense o1 Remind 2026-03-18T05:00:00.000Z',
      'horsens h1 Escalate 2026-03-25T05:00:00.000Z',
      'odense o1 Escalate 2026-03-25T05:00:00.000Z',
    ]);
    expect(clock.stood).toEqual(['2026-03-18T05:00:00.000Z', '2026-03-25T05:00:00.000Z', '2026-06-01T06:00:00.000Z']);
  });

  it('runs nothing that is not due yet, and that which is due at the very instant', async () => {
    const clock = new ManualClock(at('2026-03-03', '10:00'));
    const { bus, heard } = listening(clock);
    const keeper = new Timekeeper([office('horsens', ['h1'])], bus, clock);
    await keeper.moveTo(at('2026-03-18', '05:59'));
    expect(heard).toEqual([]);
    await keeper.moveTo(at('2026-03-18'));
    expect(heard).toHaveLength(1);
  });

  it('takes nothing in an office whose agenda nobody keeps, and takes it in order once somebody does', async () => {
    const clock = new ManualClock(at('2026-06-01'));
    const { bus, heard } = listening(clock);
    let isRunning = false;
    const unkept: TimedOffice = {
      ...office('horsens', ['h1']),
      runner: {
        seen: async () => true,
        get isRunning() {
          return isRunning;
        },
      },
    };
    const keeper = new Timekeeper([unkept, office('odense', ['o1'])], bus, clock);
    await keeper.tick();
    expect(heard.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'odense o1 Remind',
      'odense o1 Escalate',
    ]);
    heard.length = 0;
    isRunning = true;
    await keeper.tick();
    expect(heard.filter((line) => line.startsWith('horsens')).map((line) => line.split(' ')[2])).toEqual([
      'Remind',
      'Escalate',
    ]);
  });

  it('never goes backwards, and then asks for nothing (CLOCK_BACKWARDS)', async () => {
    const clock = new ManualClock(at('2026-04-01'));
    const { bus, heard } = listening(clock);
    await expect(
      new Timekeeper([office('horsens', ['h1'])], bus, clock).moveTo(at('2026-03-31')),
    ).rejects.toMatchObject({ refusal: { code: 'CLOCK_BACKWARDS' } });
    expect([heard, clock.stood]).toEqual([[], []]);
  });

  it('may be put where it is', async () => {
    const clock = new ManualClock(at('2026-03-03'));
    await new Timekeeper([], listening(clock).bus, clock).moveTo(at('2026-03-03'));
    expect(clock.now()).toBe(at('2026-03-03'));
  });

  it('is moved by one at a time: a second move begins when the first has ended', async () => {
    const clock = new ManualClock(at('2026-03-03', '10:00'));
    const kept = office('horsens', ['h1']);
    const { bus, heard } = listening(clock, ({ request: { reaction } }) => {
      kept.agenda.drop(kept.agenda.due(at('2027-01-01')).find(({ commandId }) => commandId === reaction!.commandId)!);
      return receipt;
    });
    const keeper = new Timekeeper([kept], bus, clock);
    await Promise.all([keeper.moveTo(at('2026-03-20')), keeper.moveTo(at('2026-03-27')), keeper.tick()]);
    expect(heard).toEqual([
      'horsens h1 Remind 2026-03-18T05:00:00.000Z',
      'horsens h1 Escalate 2026-03-25T05:00:00.000Z',
    ]);
    expect(clock.now()).toBe(at('2026-03-27'));
  });

  it('goes on after a move that was refused', async () => {
    const clock = new ManualClock(at('2026-03-10'));
    const { bus, heard } = listening(clock);
    const keeper = new Timekeeper([office('horsens', ['h1'])], bus, clock);
    await expect(keeper.moveTo(at('2026-03-09'))).rejects.toBeInstanceOf(Refused);
    await keeper.moveTo(at('2026-03-19'));
    expect(heard).toHaveLength(1);
  });
});

describe('what is done once a day', () => {
  const watched = (from: string, fails: () => boolean = () => false) => {
    const clock = new ManualClock(at(from, '10:00'));
    const { bus, heard } = listening(clock);
    const done: string[] = [];
    const keeper = new Timekeeper([office('horsens', ['h1'])], bus, clock, async (now) => {
      done.push(iso(now));
      if (fails()) throw new Error('the disk is full');
    });
    return { clock, keeper, heard, done };
  };

  it('is done where time was put, after what was due on the way, and once on each day', async () => {
    const { keeper, heard, done } = watched('2026-03-03');
    await keeper.moveTo(at('2026-03-20', '08:00'));
    expect([heard.length, done]).toEqual([1, ['2026-03-20T07:00:00.000Z']]);
    await keeper.moveTo(at('2026-03-20', '23:00'));
    await keeper.tick();
    expect(done).toHaveLength(1);
    await keeper.moveTo(at('2026-03-21', '00:00'));
    expect(done).toHaveLength(2);
  });

  it('is heard of where it fails, and tried again a quarter of an hour later', async () => {
    let isFull = true;
    const { clock, keeper, done } = watched('2026-03-03', () => isFull);
    await expect(keeper.tick()).rejects.toThrow('the disk is full');
    clock.set(at('2026-03-03', '10:14'));
    await keeper.tick();
    expect(done).toHaveLength(1);
    isFull = false;
    clock.set(at('2026-03-03', '10:15'));
    await keeper.tick();
    await keeper.tick();
    expect(done).toHaveLength(2);
  });
});

describe('time that runs by itself', () => {
  it('has what is due carried out at the hour at which it is found, the oldest first, and moves no clock', async () => {
    const clock = new ManualClock(at('2026-03-30', '11:15'));
    const { bus, heard } = listening(clock);
    await new Timekeeper([office('horsens', ['h1'])], bus, clock).tick();
    expect(heard).toEqual([
      'horsens h1 Remind 2026-03-30T09:15:00.000Z',
      'horsens h1 Escalate 2026-03-30T09:15:00.000Z',
    ]);
    expect(clock.stood).toEqual([]);
  });

  it('asks for each timer once in a turn, whatever came of it, and lets an error be heard', async () => {
    const clock = new ManualClock(at('2026-03-18', '11:15'));
    const { bus, heard } = listening(clock, () => new Error('the disk is full'));
    const keeper = new Timekeeper([office('horsens', ['h1'])], bus, clock);
    for (const turn of [1, 2]) {
      await expect(keeper.tick()).rejects.toThrow('the disk is full');
      expect(heard).toHaveLength(turn);
    }
  });
});

describe('an office whose read models are away', () => {
  const away = (key: string): TimedOffice => ({
    ...office(key, []),
    agenda: {
      due: async () => {
        throw new Error(`${key} is away`);
      },
      drop: () => undefined,
    },
  });

  it('holds up its own timers alone, and is heard', async () => {
    const clock = new ManualClock(at('2026-03-18'));
    const { bus, heard } = listening(clock);
    await expect(new Timekeeper([away('odense'), office('horsens', ['h1'])], bus, clock).tick()).rejects.toThrow(
      'odense is away',
    );
    expect(heard).toEqual(['horsens h1 Remind 2026-03-18T05:00:00.000Z']);
  });

  it('lets no clock be moved past what it may have to do: what is due there is not known', async () => {
    const clock = new ManualClock(at('2026-03-10'));
    const behind = { ...office('odense', ['o1']), runner: { seen: async () => false } as unknown as Runner };
    await expect(new Timekeeper([behind], listening(clock).bus, clock).moveTo(at('2026-03-20'))).rejects.toMatchObject({
      name: 'StoreUnavailable',
    });
    expect(clock.now()).toBe(at('2026-03-10'));
  });
});

describe('what a timer asks for', () => {
  it('is the system’s own transition: by its own id and cause, at no revision, with nothing that a client sends', async () => {
    const clock = new ManualClock(at('2026-03-18'));
    const kept = office('horsens', ['h1']);
    const [timer] = kept.agenda.due(clock.now());
    const { bus, transitions } = listening(clock);
    await new Timekeeper([kept], bus, clock).tick();
    const { body, ...rest } = transitions[0]!.request;
    expect(rest).toEqual({
      office: 'horsens',
      complaint: 'h1',
      name: 'Remind',
      caller: { sub: 'system', name: 'Klagegang', office: 'horsens', roles: ['system'] },
      reaction: { commandId: timer!.commandId, causation: timer!.causation },
    });
    expect(body()).toEqual({ department: 'jobcenter', sentOn: '2026-03-03' });
  });
});

describe('what comes of it', () => {
  const due = async (answer: Answer, streams: readonly string[] = ['h1']) => {
    const clock = new ManualClock(at('2026-03-18'));
    const kept = office('horsens', streams);
    const { bus, heard } = listening(clock, answer);
    await new Timekeeper([kept], bus, clock).tick();
    return {
      heard: heard.map((line) => line.split(' ').slice(1, 3).join(' ')),
      left: kept.agenda.due(clock.now()).map(({ stream }) => stream),
    };
  };

  it('a conflict: somebody wrote at the same moment, and it is asked for again', async () => {
    expect(await due((_, attempt) => (attempt < 3 ? conflict() : receipt))).toMatchObject({
      heard: ['h1 Remind', 'h1 Remind', 'h1 Remind'],
    });
  });

  it('conflict upon conflict: it is left for the next turn, not lost', async () => {
    expect(await due(conflict)).toEqual({ heard: Array.from({ length: 5 }, () => 'h1 Remind'), left: ['h1'] });
  });

  it.each(['TRANSITION_NOT_ALLOWED', 'CASE_CLOSED', 'CASE_SHREDDED', 'DEADLINE_NOT_PASSED', 'NOT_FOUND'])(
    'a refusal (%s): what it waited for has come, and it is dropped',
    async (code) => {
      expect(await due(() => refusedBy(code))).toEqual({ heard: ['h1 Remind'], left: [] });
    },
  );

  it.each(['tick', 'moveTo'] as const)(
    'any other error: it is heard and kept for the next turn, and the other cases have theirs (%s)',
    async (way) => {
      const clock = new ManualClock(at('2026-03-18'));
      const kept = office('horsens', ['h1', 'h2', 'h3']);
      const first = kept.agenda.due(clock.now())[0]!.stream;
      const { bus, heard } = listening(clock, ({ request: { complaint } }) =>
        complaint === first ? new Error('event 4 is damaged') : refusedBy('CASE_CLOSED'),
      );
      const keeper = new Timekeeper([kept], bus, clock);
      await expect(way === 'tick' ? keeper.tick() : keeper.moveTo(at('2026-03-20'))).rejects.toThrow(
        'event 4 is damaged',
      );
      expect(new Set(heard.map((line) => line.split(' ')[1]))).toEqual(new Set(['h1', 'h2', 'h3']));
      expect(kept.agenda.due(clock.now()).map(({ stream }) => stream)).toEqual([first]);
      if (way === 'moveTo') expect(clock.now()).toBe(at('2026-03-20'));
    },
  );

  it.each(['LEGAL_HOLD', 'ARCHIVE_TRANSFER_PENDING'])(
    'a hold that was placed at the same moment (%s): the end of retention is kept, and comes when the hold is lifted',
    async (code) => {
      const agenda = new FoldedAgenda((id) => profiles.get(id)!);
      for (const event of given(...asked.slice(0, 5), on('2026-03-10'), sent('WithdrawComplaint')).under('horsens@1')
        .story.events)
        agenda.apply(event);
      const clock = new ManualClock(at('2031-03-10'));
      const { bus, heard } = listening(clock, () => refusedBy(code));
      await new Timekeeper([{ ...office('horsens', []), agenda }], bus, clock).tick();
      expect(heard).toHaveLength(1);
      expect(agenda.due(clock.now()).map(({ name }) => name)).toEqual(['ShredKeys']);
    },
  );
});

// — together: the log, the handler and the loop behind, in memory —

const settings = {
  key: 'horsens',
  name: { da: 'Borgerrådgiverne', en: 'The Advisers' },
  profile: 'horsens@1',
  departments: [
    { key: 'jobcenter', name: 'Jobcenteret' },
    { key: 'borgerservice', name: 'Borgerservice' },
  ],
  topics: [{ key: 'delay', da: 'Ventetid', en: 'Delay' }],
};
const accessLog = { record: async () => undefined, of: () => [], close: async () => undefined };

/** An office at work in memory; `restart` opens the same log again, `do` is what an adviser does. */
async function working(clock: ManualClock) {
  const log = new MemoryLog();
  const keys = new MemoryKeys('horsens');
  let running: RunningOffice;
  let handler: ComplaintHandler;
  const bus = { execute: (transition: Transition) => handler.execute(transition) } as unknown as CommandBus;
  const start = async () => {
    const opened = new Office(settings, profiles, new MemoryStore(log), keys, accessLog);
    handler = new ComplaintHandler(new Map([['horsens', opened]]), clock);
    running = await runOffice(opened, openSqliteViews(':memory:'));
    return new Timekeeper([running], bus, clock);
  };
  let keeper = await start();
  let complaint: string | null = null;
  return {
    moveTo: (date: string, time = '06:00') => keeper.moveTo(at(date, time)),
    tick: () => keeper.tick(),
    restart: async () => {
      await running.stop();
      keeper = await start();
    },
    /** Not yet told to the loop behind: it may still plan what this has made needless. */
    do: async (name: string, body: object = {}, role: 'adviser' | 'dataProtectionOfficer' = 'adviser') => {
      const revision = complaint === null ? undefined : (log.streams.get(complaint)?.length ?? 0) - 1;
      const answer = (await handler.execute(
        new Transition({
          office: 'horsens',
          complaint,
          name,
          body: () => body,
          caller: { sub: role, name: 'Karen Samtaleby', office: 'horsens', roles: [role] },
          ...(revision === undefined ? {} : { ifMatch: `"${revision}"` }),
        }),
      )) as Exclude<Receipt | Counted, Counted>;
      complaint = answer.id;
    },
    /** `ReminderSent 2026-03-18T05:00:00.000Z` for each event of these types. */
    events: (...types: readonly string[]) =>
      log.rows
        .filter(({ type }) => types.includes(type))
        .map(({ type, metadata }) => `${type} ${(JSON.parse(metadata) as ComplaintEvent).recordedAt}`),
    stop: async () => {
      await running.stop();
    },
  };
}

describe('an office over the weeks', () => {
  let clock: ManualClock;
  let work: Awaited<ReturnType<typeof working>>;
  beforeEach(async () => {
    clock = new ManualClock(at('2026-03-12', '10:00'));
    work = await working(clock);
    await work.do('ReceiveInquiry', { channel: 'phone' });
    for (const [part, department] of [
      ['A', 'jobcenter'],
      ['B', 'borgerservice'],
    ]) {
      await work.do('RecordPart', { topic: 'delay', department });
      await work.do('AssessRemit', { part, admissible: true });
    }
    await work.do('AgreeRegistration', { citizen: true, adviser: true });
    await work.do('RegisterCase', { complainant: { name: 'Gudrun Opdigtsen' }, summary: 'Ingen ringer tilbage.' });
  });
  afterEach(() => work.stop());
  const refer = () =>
    work.do('ReferToDepartment', {
      referrals: [
        { department: 'jobcenter', parts: ['A'] },
        { department: 'borgerservice', parts: ['B'] },
      ],
    });
  const sentLetters = () => work.events('ReminderSent', 'EscalationSent');

  it('each reminder is sent once, recorded at six in the morning in Copenhagen of its day, in winter and in summer (T16)', async () => {
    await refer();
    await work.moveTo('2026-06-01', '08:00');
    expect(sentLetters()).toEqual([
      'ReminderSent 2026-03-27T05:00:00.000Z',
      'ReminderSent 2026-03-27T05:00:00.000Z',
      'EscalationSent 2026-04-08T04:00:00.000Z',
      'EscalationSent 2026-04-08T04:00:00.000Z',
    ]);
  });

  it('a restart between them, or behind them, sends none again (T16)', async () => {
    await refer();
    await work.restart();
    await work.moveTo('2026-03-30');
    await work.restart();
    await work.moveTo('2026-05-01');
    await work.restart();
    await work.tick();
    await work.moveTo('2026-06-01');
    expect(sentLetters()).toHaveLength(4);
  });

  it('one who has answered is not reminded, the other is', async () => {
    await refer();
    await work.do('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true });
    await work.moveTo('2026-06-01');
    expect(sentLetters()).toHaveLength(2);
  });

  it('an answer that comes in just before its reminder stops it, though the loop behind has not seen it', async () => {
    await refer();
    clock.set(at('2026-03-27'));
    for (const department of ['jobcenter', 'borgerservice'])
      await work.do('RecordDepartmentAnswer', { department, directToCitizen: true });
    await work.tick();
    await work.moveTo('2026-06-01');
    expect(sentLetters()).toEqual([]);
  });

  it('a closed case loses its keys with the first daily run after its retention, and once only (T35)', async () => {
    await work.do('WithdrawComplaint');
    await work.moveTo('2031-03-12', '05:59');
    expect(work.events('KeysShredded')).toEqual([]);
    await work.moveTo('2031-03-12');
    await work.restart();
    await work.moveTo('2032-01-01');
    expect(work.events('KeysShredded')).toEqual(['KeysShredded 2031-03-12T05:00:00.000Z']);
  });

  it('a hold keeps them, until the first daily run after it was lifted (T35)', async () => {
    await work.do('WithdrawComplaint');
    await work.do('PlaceHold', { reason: 'courtCase' }, 'dataProtectionOfficer');
    await work.moveTo('2032-06-01', '12:00');
    expect(work.events('KeysShredded')).toEqual([]);
    await work.do('LiftHold', { reason: 'courtCase' }, 'dataProtectionOfficer');
    await work.moveTo('2033-01-01');
    expect(work.events('KeysShredded')).toEqual(['KeysShredded 2032-06-02T04:00:00.000Z']);
  });

  it('a hold placed in the minute before, unseen by the loop behind, keeps them too, and its lifting still lets them go (T35)', async () => {
    await work.do('WithdrawComplaint');
    await work.moveTo('2031-03-12', '05:59');
    clock.set(at('2031-03-12'));
    await work.do('PlaceHold', { reason: 'courtCase' }, 'dataProtectionOfficer');
    await work.tick();
    expect(work.events('KeysShredded')).toEqual([]);
    await work.do('LiftHold', { reason: 'courtCase' }, 'dataProtectionOfficer');
    await work.moveTo('2031-04-01');
    expect(work.events('KeysShredded')).toEqual(['KeysShredded 2031-03-13T05:00:00.000Z']);
  });
});

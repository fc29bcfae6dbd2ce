import { isDeepStrictEqual } from 'node:util';
import { type ComplaintEvent, type ComplaintEventType } from '../../../event-schemas/complaint/events.js';
import { examples } from '../../../event-schemas/complaint/examples.js';
import { deadlinesOf } from '../../case/deadlines.js';
import { type CaseState, emptyCase, isToldOrConcluded } from '../../case/case-state.js';
import { standingOf } from '../../case/corrected.js';
import { evolve, foldCase } from '../../case/evolve.js';
import { seededRandom } from '../../platform/seeded-random.js';
import { caseUnder, given, profileNamed, referredToBoth, sent } from '../../complaints/testing/given.js';
import { wander } from '../../complaints/testing/wandering.js';
import { instantOf } from '../../policy/calendar.js';
import { openSqliteViews } from '../database/sqlite-views.js';
import { tables } from '../database/views-database.js';
import { OfficeViews } from '../office-views.js';
import { MemoryStore } from '../../event-store/memory/memory-store.js';
import { lineOf, list, type WorklistTables } from './queries.js';
import { lineOfCase, worklist, type Row, type Wait } from './worklist.js';

/** Each complaint's line, without a table and without numbers. */
class Worklist {
  private readonly states = new Map<string, CaseState>();
  private readonly histories = new Map<string, ComplaintEvent[]>();
  apply(event: ComplaintEvent): void {
    const history = this.histories.get(event.stream) ?? [];
    this.states.set(event.stream, evolve(this.states.get(event.stream) ?? emptyCase(event.stream), event, history));
    history.push(event);
    this.histories.set(event.stream, history);
  }
  of(id: string): Row | undefined {
    const caseState = this.states.get(id);
    return (caseState && lineOfCase(caseState, { number: null, stopped: false }, profileNamed)) ?? undefined;
  }
  get rows(): Iterable<Row> {
    return [...this.states.keys()].flatMap((id) => this.of(id) ?? []);
  }
}

/** Long histories of all three offices, each a stream of its own. */
const histories = ['horsens@1', 'koebenhavn@1', 'odense@1'].flatMap((profile, office) =>
  Array.from({ length: 15 }, (_, n) => {
    const story = wander(1000 * office + n, profile, 90);
    const stream = `complaint-${profile}-${n}`;
    return { stream, profile: story.profile, events: story.events.map((event) => ({ ...event, stream })) };
  }),
);

/** The kinds that the first version had; the others are held against the case view. */
const counted: ReadonlySet<string> = new Set(['answerTarget', 'departmentAnswer', 'erasureDecision']);
/** The open waits of these, counted by hand from what is known of the case. */
function waitsIn({ received, answeredTargetOn, referrals, erasureRequests }: CaseState): readonly Wait[] {
  return [
    ...(received?.answerDue && answeredTargetOn === null
      ? [{ kind: 'answerTarget' as const, due: received.answerDue }]
      : []),
    ...referrals
      .filter(({ open, pausedOn }) => open && pausedOn === undefined)
      .map(({ department, due }) => ({ kind: 'departmentAnswer' as const, department, due })),
    ...erasureRequests
      .filter(({ status }) => status === 'open')
      .map(({ due }) => ({ kind: 'erasureDecision' as const, due })),
  ];
}
const sorted = (waits: readonly Wait[]) =>
  waits.map((wait) => JSON.stringify([wait.kind, wait.department, wait.due])).sort();

/** Departments asked so far, read off the events alone. */
const askedIn = (events: readonly ComplaintEvent[]) =>
  [
    ...new Set(
      events.flatMap((event) => {
        if ('referrals' in event.data) return event.data.referrals.map(({ department }) => department);
        return event.type === 'InformationRequested' ||
          event.type === 'HearingRequested' ||
          event.type === 'DepartmentHeard'
          ? [event.data.department]
          : [];
      }),
    ),
  ].sort();

/** Departments that had a letter about this part. */
const namedIn = (events: readonly ComplaintEvent[], part: string) =>
  [
    ...new Set(
      events.flatMap(({ data }) =>
        'referrals' in data
          ? data.referrals.filter(({ parts }) => parts.includes(part)).map(({ department }) => department)
          : [],
      ),
    ),
  ].sort();

/** Who was given it last, and who has it after a stand-in: the last who was given it for good. */
function assignedIn(events: readonly ComplaintEvent[]): Row['assigned'] {
  const given = events.flatMap((event) => (event.type === 'CaseAssigned' ? [event.data] : []));
  const [last, lasting] = [given.at(-1), given.findLast(({ until }) => until === undefined)];
  if (!last) return { to: null, until: null, then: null };
  return { to: last.to, until: last.until ?? null, then: last.until === undefined ? null : (lasting?.to ?? null) };
}

const readersIn = (events: readonly ComplaintEvent[]): Row['readers'] => {
  const last = events.findLast((event) => event.type === 'HandlingSet');
  return last?.data.confidential ? (last.data.readers ?? []) : null;
};

/** `last`: the newest event, itself in the history or a step that puts another right. */
function recounted(caseState: CaseState, events: readonly ComplaintEvent[], last: ComplaintEvent) {
  return {
    id: caseState.stream,
    number: null,
    state: last.to,
    outcome: caseState.outcome,
    parts: events.flatMap(({ type, data }) =>
      type === 'PartRecorded' ? [{ id: data.part, topic: data.topic, department: data.department }] : [],
    ),
    receivedOn: caseState.received!.receivedOn,
    lifecycle: caseState.pinned!.lifecycle,
    profile: caseState.pinned!.profile,
    revision: last.revision,
    assigned: assignedIn(events),
    readers: readersIn(events),
    stopped: false,
  };
}

describe('a line of the worklist', () => {
  it('is what a recount of its events gives, after each of them, in long histories of every office', () => {
    let compared = 0;
    for (const { stream, events } of histories) {
      const worklist = new Worklist();
      let caseState = emptyCase(stream);
      events.forEach((event, index) => {
        worklist.apply(event);
        caseState = evolve(caseState, event, events);
        const { waits, asked, parts, ...row } = worklist.of(stream)!;
        const past = standingOf(events.slice(0, index + 1));
        for (const { id, department, askedOf, found } of parts) {
          const part = caseState.parts.find((each) => each.id === id)!;
          const isGiven = part.outcome !== null && part.outcome !== 'withdrawnByCitizen';
          expect(found).toBe(isGiven && isToldOrConcluded(caseState, part));
          // Whoever had a letter about a part was asked about it; nobody else but the department it is about can be.
          const named = namedIn(past, id);
          expect(askedOf.filter((key) => key !== department || named.includes(key)).sort()).toEqual(named);
          expect(askedOf.every((key) => asked.includes(key))).toBe(true);
        }
        const [mine, recount] = [
          {
            ...row,
            parts: parts.map(({ askedOf: _, found: __, ...part }) => part),
            waits: sorted(waits.filter(({ kind }) => counted.has(kind))),
            asked: [...asked].sort(),
          },
          { ...recounted(caseState, past, event), waits: sorted(waitsIn(caseState)), asked: askedIn(past) },
        ];
        if (!isDeepStrictEqual(mine, recount))
          expect({ after: `${event.revision} ${event.type}`, ...mine }).toEqual(recount);
        compared += 1;
      });
    }
    expect(compared).toBeGreaterThan(1500);
  });

  it('waits for whatever the case view shows as running or late and not kept, of every kind, and for nothing else', () => {
    const met = new Set<string>();
    for (const { stream, profile, events } of histories) {
      events.forEach((_, index) => {
        if (index % 5 !== 0 && index < events.length - 1) return;
        const caseState = foldCase(stream, events.slice(0, index + 1));
        const { waits } = lineOfCase(caseState, { number: null, stopped: false }, profileNamed)!;
        for (const { kind } of waits) met.add(kind);
        for (const today of ['2026-04-15', '2026-12-31', '2035-01-01']) {
          const shown = deadlinesOf(caseState, profile, today).map(({ kind, department, due, status }) =>
            JSON.stringify([kind, department, due, status]),
          );
          for (const { kind, department, due } of waits)
            expect(shown).toContain(JSON.stringify([kind, department, due, due < today ? 'late' : 'running']));
        }
        // On a day before all of them, whatever still runs runs; a reminder goes out by itself.
        const running = deadlinesOf(caseState, profile, '2000-01-01').filter(
          ({ kind, status }) => status === 'running' && kind !== 'reminder' && !counted.has(kind),
        );
        expect(sorted(waits.filter(({ kind }) => !counted.has(kind)))).toEqual(sorted(running as readonly Wait[]));
      });
    }
    for (const kind of ['acknowledgement', 'rights', 'status', 'informationRequest', 'hearing', 'review'])
      expect([kind, met.has(kind)]).toEqual([kind, true]);
  });

  it('is overdue by the receipt that nobody sent, until it is sent', () => {
    const { story } = given(...caseUnder('horsens@1')).under('horsens@1');
    const first = ({ caseState }: typeof story) =>
      lineOfCase(caseState, { number: null, stopped: false }, profileNamed)!.waits.map(({ kind }) => kind);
    expect(first(story)).toEqual(['acknowledgement', 'rights', 'status']);
    expect(first(story.do('Acknowledge'))).toEqual(['rights', 'status']);
    expect(first(story.do('WithdrawComplaint'))).toEqual([]);
    const recommended = story.do(
      'RecordRecommendation',
      { to: 'council', text: 'Mere personale', due: '2026-12-01' },
      { as: 'head' },
    );
    expect(first(recommended)).toContain('followUp');
    expect(
      first(
        recommended.do('RecordRecommendationStatus', {
          recommendation: recommended.caseState.recommendations[0]!.id,
          status: 'declined',
        }),
      ),
    ).not.toContain('followUp');
  });

  it('waits for no answer while a mediation runs, and for it again afterwards', () => {
    const { story } = given(
      ...caseUnder('odense@1'),
      referredToBoth,
      sent('OfferMediation'),
      sent('AnswerMediationOffer', { by: 'citizen', accepted: true }),
      sent('AnswerMediationOffer', { by: 'department', accepted: true }),
      sent('StartMediation'),
    ).under('odense@1');
    const waits = ({ caseState }: typeof story) =>
      lineOfCase(caseState, { number: null, stopped: false }, profileNamed)!.waits.filter(
        ({ kind }) => kind === 'departmentAnswer',
      );
    expect(waits(story)).toEqual([]);
    expect(waits(story.do('EndMediation', { agreement: false }))).toHaveLength(2);
  });

  it('is the same whether its events come alone or among those of others', () => {
    const roll = seededRandom(7);
    const queues = histories.map(({ events }) => [...events]);
    const [alone, among] = [new Worklist(), new Worklist()];
    while (queues.some((queue) => queue.length > 0)) {
      const waiting = queues.filter((queue) => queue.length > 0);
      among.apply(waiting[Math.floor(roll() * waiting.length)]!.shift()!);
    }
    for (const { events } of histories) for (const event of events) alone.apply(event);
    const sortedRows = (worklist: Worklist) => [...worklist.rows].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(sortedRows(among)).toEqual(sortedRows(alone));
  });

  it('holds nothing personal: it is the same from sealed events as from opened ones', () => {
    const { stream, events } = histories.find(({ events: each }) =>
      each.some(({ type }) => type === 'CaseRegistered'),
    )!;
    const [open, sealed] = [new Worklist(), new Worklist()];
    for (const event of events) {
      open.apply(event);
      sealed.apply(
        (event.type === 'CaseRegistered'
          ? { ...event, data: { ...event.data, complainant: 'sealed:1:x', summary: 'sealed:1:y' } }
          : event) as ComplaintEvent,
      );
    }
    expect(sealed.of(stream)).toEqual(open.of(stream));
    expect(JSON.stringify(open.of(stream))).not.toMatch(/Opdigtsen|ringer/);
  });
});

/** One stored event of a stream that is told by hand. */
function event(
  stream: string,
  type: ComplaintEventType,
  recordedAt: string,
  to = 'registered',
  data: object = {},
): ComplaintEvent {
  return {
    id: `${stream}-${type}`,
    type,
    schemaVersion: 1,
    stream,
    revision: 0,
    position: 1n,
    occurredAt: recordedAt,
    recordedAt,
    actor: { sub: 'a', name: 'b', role: 'adviser' },
    commandId: 'c',
    causation: null,
    from: null,
    to,
    data: { ...examples[type], ...data },
  } as unknown as ComplaintEvent;
}
/** The worklist's table of these events, in this order. */
async function told(...events: readonly ComplaintEvent[]) {
  const db = openSqliteViews(':memory:');
  const views = await OfficeViews.open(
    db,
    {
      store: new MemoryStore(),
      read: () => {
        throw new Error('nothing is stored');
      },
    },
    [worklist(profileNamed)],
  );
  const revisions = new Map<string, number>();
  const seen = events.map((each, index) => {
    const revision = (revisions.get(each.stream) ?? -1) + 1;
    revisions.set(each.stream, revision);
    return { event: { ...(each as object), revision, position: BigInt(index + 1) } as ComplaintEvent };
  });
  const apply = async (more: Parameters<OfficeViews['apply']>[0], upTo: bigint) => {
    await views.apply(more, upTo, upTo);
  };
  await apply(seen, BigInt(seen.length));
  const lines = tables<WorklistTables>(db.read);
  return {
    of: (id: string) => lineOf(lines, id),
    all: () => list(lines, { filter: {}, today: '2026-03-03' }),
    halt: (stream: string) =>
      apply([{ unreadable: stream, position: BigInt(seen.length + 1), id: '' }], BigInt(seen.length + 1)),
  };
}
const numbersOf = async (worklist: Awaited<ReturnType<typeof told>>, ...ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await worklist.of(id))!.number));

describe('the case number', () => {
  const received = (stream: string) => event(stream, 'InquiryReceived', '2026-12-30T08:00:00Z', 'intake');
  const registered = (stream: string, at: string) => event(stream, 'CaseRegistered', at);

  it('is the place of the registration in the log’s order within its year, not of the first receipt', async () => {
    const worklist = await told(
      received('a'),
      received('b'),
      received('c'),
      registered('b', '2026-12-30T09:00:00Z'),
      registered('a', '2026-12-30T10:00:00Z'),
    );
    expect(await numbersOf(worklist, 'a', 'b', 'c')).toEqual(['2026-0002', '2026-0001', null]);
  });

  it('begins anew with the year in Copenhagen, not with that in Greenwich', async () => {
    const worklist = await told(
      ...['a', 'b', 'c'].map(received),
      registered('a', '2026-12-31T22:59:59Z'),
      registered('b', '2026-12-31T23:00:00Z'),
      registered('c', '2027-01-01T08:00:00Z'),
    );
    expect(await numbersOf(worklist, 'a', 'b', 'c')).toEqual(['2026-0001', '2027-0001', '2027-0002']);
  });

  it('goes on in the old year for what is written down late: the log’s order counts, not the date alone', async () => {
    const worklist = await told(
      ...['a', 'b', 'c'].map(received),
      registered('a', '2026-12-31T10:00:00Z'),
      registered('b', '2027-01-01T10:00:00Z'),
      registered('c', '2026-12-31T11:00:00Z'),
    );
    expect(await numbersOf(worklist, 'a', 'b', 'c')).toEqual(['2026-0001', '2027-0001', '2026-0002']);
  });

  it('is given to an own initiative from the same row of numbers', async () => {
    const worklist = await told(
      received('a'),
      registered('a', '2026-12-30T09:00:00Z'),
      event('own', 'OwnInitiativeOpened', '2026-12-30T10:00:00Z', 'investigating.active'),
    );
    expect(await numbersOf(worklist, 'own')).toEqual(['2026-0002']);
  });

  it('stays through a closing and a reopening', async () => {
    const worklist = await told(
      received('a'),
      registered('a', '2026-12-30T09:00:00Z'),
      event('a', 'ComplaintWithdrawn', '2027-01-02T09:00:00Z', 'closed'),
      event('a', 'ReopenedForNewPart', '2027-02-02T09:00:00Z'),
    );
    expect(await worklist.of('a')).toMatchObject({ number: '2026-0001', outcome: null, state: 'registered' });
  });

  it('has as many digits as it needs after 9,999 cases in a year', async () => {
    const worklist = await told(
      ...Array.from({ length: 10_001 }, (_, n) => [
        received(`c${n + 1}`),
        registered(`c${n + 1}`, '2026-12-30T09:00:00Z'),
      ]).flat(),
    );
    expect(await numbersOf(worklist, 'c9999', 'c10001')).toEqual(['2026-9999', '2026-10001']);
  });
});

describe('what has no line', () => {
  it('a counted SMS: it is no complaint (O20)', async () =>
    expect((await (await told(event('sms', 'SmsCounted', '2026-03-03T08:00:00Z', 'counted'))).all()).items).toEqual(
      [],
    ));
});

describe('an own initiative', () => {
  it('has its one part, "A", from its first event, and is received on the day in Copenhagen', async () => {
    const row = await (
      await told(
        event(
          'own',
          'OwnInitiativeOpened',
          new Date(instantOf('2026-03-04', '00:30')).toISOString(),
          'investigating.active',
        ),
      )
    ).of('own');
    expect(row).toMatchObject({
      parts: [{ id: 'A', topic: 'templateLetter', department: 'ydelsesservice' }],
      receivedOn: '2026-03-04',
      waits: [],
      outcome: null,
    });
  });
});

describe('a line that cannot be brought up to date (law 4)', () => {
  it('says so and shows what was known before', async () => {
    const worklist = await told(event('a', 'InquiryReceived', '2026-03-03T08:00:00Z', 'intake'));
    await worklist.halt('a');
    expect(await worklist.of('a')).toMatchObject({ stopped: true, state: 'intake' });
    expect((await worklist.all()).items).toEqual([expect.objectContaining({ id: 'a', stopped: true })]);
  });
});

import { complaintEventTypes, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { examples } from '../../../event-schemas/complaint/examples.js';
import { emptyCase, evolve, type CaseState } from '../../case/case-state.js';
import { everySituation } from '../../complaints/views/lifecycle-report.js';
import { newestLifecycle } from '../../complaints/write/complaint-lifecycle.js';
import { localDateOf } from '../../policy/calendar.js';
import { histories, logOf, projected } from '../../../test/read-models/told-histories.js';
import { tables } from '../database/views-database.js';
import { dump } from '../testing/dump.js';
import { listMoves, type Move, type MovesAsked, type TimelineTables } from './queries.js';
import { isTold, timeline } from './timeline.js';

const told = histories(12, { steps: 80 });
const log = logOf(told);
const { db } = await projected([timeline], log, 33);
const all = tables<TimelineTables>(db.read);
const listed = async (asked: Omit<MovesAsked, 'limit'> = {}) =>
  (await listMoves(all, { ...asked, limit: 100_000 })).items;

afterAll(() => db.close());

/** What of a case stands open, is settled or is owed: read off the case, and not off the kinds of events. */
const standing = (caseState: CaseState): string =>
  JSON.stringify([
    caseState.parts.map(({ id, admissible, outcome, position }) => [id, admissible, outcome, position]),
    caseState.referrals.map(({ open, answeredOn }) => [open, answeredOn]),
    caseState.informationRequests.map(({ id, status }) => [id, status]),
    caseState.settlement?.status,
    caseState.settlement?.acceptedBy,
    caseState.mediation?.offeredOn,
    caseState.mediation?.citizen,
    caseState.mediation?.department,
    caseState.consent,
    caseState.suggestions,
    caseState.tasks,
    caseState.erasureRequests.map(({ id, status }) => [id, status]),
    caseState.holds,
    caseState.shredded,
    caseState.documents.filter(({ erased }) => erased).length,
  ]);

const asMove = ({ position, stream, type, occurredAt, recordedAt, from, to, actor }: ComplaintEvent): Move => ({
  position: String(position),
  of: stream,
  type,
  occurredOn: localDateOf(Date.parse(occurredAt)),
  recordedAt: Date.parse(recordedAt),
  from,
  to,
  role: actor.role,
});

describe('the timeline', () => {
  it('tells of every event that changes the state, or what is open in the case, in random histories of every office', async () => {
    const [rows, dossiers] = [
      new Map((await listed()).map((move) => [move.position, move])),
      new Map<string, CaseState>(),
    ];
    const needless = new Map<string, boolean>();
    for (const event of log) {
      const before = dossiers.get(event.stream) ?? emptyCase(event.stream);
      const after = evolve(before, event);
      dossiers.set(event.stream, after);
      const changes = event.from !== event.to || standing(before) !== standing(after);
      const row = rows.get(String(event.position));
      if (changes) expect({ type: event.type, row }).toEqual({ type: event.type, row: asMove(event) });
      // Each kind that is told changes something at least once.
      if (row) needless.set(event.type, changes ? false : (needless.get(event.type) ?? true));
    }
    expect([...needless].filter(([, never]) => never)).toEqual([]);
    expect(rows.size).toBeGreaterThan(500);
    expect(rows.size).toBeLessThan(log.length);
  });

  it('tells of every step of the lifecycle that changes any of its regions, in every configuration that can be reached', () => {
    const lifecycle = newestLifecycle;
    let steps = 0;
    for (const situation of everySituation(lifecycle)) {
      for (const type of complaintEventTypes) {
        const step = lifecycle.step(situation, type);
        if (!step.fits || step.next.key === situation.key || type === 'SmsCounted') continue;
        const from = situation === lifecycle.initial ? null : situation.state;
        const event = { type, data: examples[type], from, to: step.next.state } as unknown as ComplaintEvent;
        if (!isTold(event)) expect(`${type} from ${situation.key} to ${step.next.key}`).toBe('told');
        steps += 1;
      }
    }
    expect(steps).toBeGreaterThan(1000);
  });

  it('tells of each erasure, and says nothing of what is only noted or sent, of a paper that was not asked for, and of a counted SMS', () => {
    const staying = (type: ComplaintEvent['type'], data: object = {}, to = 'registered') =>
      isTold({ type, data: { ...examples[type], ...data }, from: 'registered', to } as unknown as ComplaintEvent);
    for (const type of [
      'NoteRecorded',
      'CitizenNotified',
      'ReplyFiled',
      'ReminderSent',
      'EscalationSent',
      'DepartmentHeard',
      'CitizenHeard',
      'MeetingAttended',
      'ContactRecorded',
    ] as const)
      expect([type, staying(type)]).toEqual([type, false]);
    for (const type of ['DocumentErased', 'CaseErased', 'KeysShredded', 'ErasureRefused'] as const)
      expect([type, staying(type)]).toEqual([type, true]);
    expect(staying('DocumentFiled', { request: undefined })).toBe(false);
    expect(staying('DocumentFiled', { request: 'R1' })).toBe(true);
    expect(
      isTold({ type: 'SmsCounted', data: examples.SmsCounted, from: null, to: 'counted' } as unknown as ComplaintEvent),
    ).toBe(false);
  });

  it('names no person, and nobody of the office', async () => {
    expect((await dump(db, [timeline])).join()).not.toMatch(/Opdigtsen|ringer|"sub"|"name"/);
  });
});

describe('a question to the timeline', () => {
  it('is answered by what was written down between two instants, both of them included, and by that of one complaint', async () => {
    const whole = await listed();
    const [since, upTo] = [whole[40]!.recordedAt, whole[400]!.recordedAt];
    expect(await listed({ since, upTo })).toEqual(
      whole.filter(({ recordedAt }) => recordedAt >= since && recordedAt <= upTo),
    );
    expect(await listed({ of: whole[0]!.of })).toEqual(whole.filter(({ of }) => of === whole[0]!.of));
    expect(await listed({ of: whole[0]!.of, upTo: since })).toEqual(
      whole.filter(({ of, recordedAt }) => of === whole[0]!.of && recordedAt <= since),
    );
    expect(await listed({ moving: true })).toEqual(whole.filter(({ from, to }) => from !== to));
    expect(await listed({ since: whole.at(-1)!.recordedAt + 1 })).toEqual([]);
  });

  it('is answered page by page in the order of the log, with each event once', async () => {
    let page = await listMoves(all, { limit: 17 });
    const seen = [...page.items];
    while (page.next) {
      page = await listMoves(all, { limit: 17, cursor: page.next });
      seen.push(...page.items);
    }
    expect(seen).toEqual(await listed());
    expect(seen.map(({ position }) => Number(position))).toEqual(
      log.filter(isTold).map(({ position }) => Number(position)),
    );
  });
});

describe('a complaint with an event that cannot be read', () => {
  it('ends there in the timeline, and those of others go on', async () => {
    const [first, rest] = [log.slice(0, 300), log.slice(300)];
    const stream = rest[0]!.stream;
    const half = await projected([timeline], first);
    await half.halt(stream);
    const later = rest.map((event) => ({
      event: { ...(event as object), position: event.position + 1n } as ComplaintEvent,
    }));
    await half.views.apply(later, later.at(-1)!.event.position, 0n);
    const expected = [
      ...first.filter(isTold).map(asMove),
      ...later.flatMap(({ event }) => (event.stream !== stream && isTold(event) ? [asMove(event)] : [])),
    ];
    expect((await listMoves(tables<TimelineTables>(half.db.read), { limit: 100_000 })).items).toEqual(expected);
    expect(later.some(({ event }) => event.stream === stream && isTold(event))).toBe(true);
    await half.db.close();
  });
});

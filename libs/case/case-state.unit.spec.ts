import { complaintEvents, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { caseUnder, given, on, referredToBoth, sent, type Line } from '../complaints/testing/given.js';
import { histories } from '../../test/read-models/told-histories.js';
import { addDays } from '../policy/calendar.js';
import { emptyCase, type CaseState } from './case-state.js';
import { deadlinesOf, type Deadline } from './deadlines.js';
import { evolve } from './evolve.js';

const told = histories(12, { steps: 80 });
/** Each event with the state before it and after it. */
const steps = told.flatMap(({ stream, events }) => {
  let before = emptyCase(stream);
  return events.map((event) => {
    const step = { event, before, after: evolve(before, event, events), events };
    before = step.after;
    return step;
  });
});

describe('the case state', () => {
  it('holds no personal value: a sealed event makes the same of it as an opened one', () => {
    const sealed = (value: unknown, fields: readonly string[]): object =>
      Object.fromEntries(
        Object.entries(value as object).map(([name, each]) => {
          const inner = fields.flatMap((field) =>
            field.startsWith(`${name}[].`) ? [field.slice(name.length + 3)] : [],
          );
          if (inner.length > 0) return [name, (each as readonly unknown[]).map((entry) => sealed(entry, inner))];
          const within = fields.flatMap((field) =>
            field.startsWith(`${name}.`) ? [field.slice(name.length + 1)] : [],
          );
          if (within.length > 0 && each !== undefined) return [name, sealed(each, within)];
          return [name, fields.includes(name) && each !== undefined ? 'sealed:1:x' : (each as unknown)];
        }),
      );
    const without = (event: ComplaintEvent) =>
      ({
        ...(event as object),
        data: sealed(event.data, Object.keys(complaintEvents[event.type].personal)),
      }) as ComplaintEvent;
    for (const { event, before, after, events } of steps)
      expect(evolve(before, without(event), events.map(without))).toEqual(after);
  });

  it('keeps the very same object where an event changes nothing in it', () => {
    const kept: readonly (keyof CaseState)[] = [
      'received',
      'parts',
      'referrals',
      'cycles',
      'decisions',
      'exceptions',
      'suggestions',
      'consent',
      'informationRequests',
      'hearings',
      'documents',
      'letters',
      'erasureRequests',
      'asked',
    ];
    const noted = steps.filter(({ event }) => event.type === 'NoteRecorded' || event.type === 'HoldPlaced');
    expect(noted.length).toBeGreaterThan(10);
    for (const { before, after } of noted) for (const field of kept) expect(after[field]).toBe(before[field]);
  });

  it('has one cycle for each registration and reopening, and of every cycle that ended a decision about a part', () => {
    let closed = 0;
    for (const { event, after } of steps) {
      expect(after.cycles.length).toBe(after.registeredAt === null ? 0 : after.cycle);
      if (event.to !== 'closed') continue;
      closed += 1;
      expect(after.cycles.at(-1)).toMatchObject({ outcome: after.outcome });
      for (const { cycle } of after.decisions) expect(after.cycles[cycle - 1]!.closedOn).not.toBeNull();
    }
    expect(closed).toBeGreaterThan(20);
  });

  it('frees what lay under quarantine by a later consent, and by nothing else (T28)', () => {
    for (const { event, before, after } of steps)
      for (const document of before.documents.filter(({ quarantined }) => quarantined))
        if (!after.documents.find(({ id }) => id === document.id)!.quarantined)
          expect(event.type).toMatch(/^ConsentGiven/);
  });
});

describe('a deadline', () => {
  const due = (lines: readonly Line[], today: string): readonly Deadline[] => {
    const { story } = given(...lines).under('odense@1');
    return deadlinesOf(story.caseState, story.profile, today);
  };
  const asked = [...caseUnder('odense@1'), referredToBoth];
  const statusOn = (lines: readonly Line[], today: string) =>
    due(lines, today).flatMap(({ kind, status }) => (kind === 'departmentAnswer' ? [status] : []));
  const last = due(asked, '2026-03-02').find(({ kind }) => kind === 'departmentAnswer')!.due;

  it('runs on its last day and is late on the day after', () => {
    expect(statusOn(asked, last)).toEqual(['running', 'running']);
    expect(statusOn(asked, addDays(last, 1))).toEqual(['late', 'late']);
  });

  it('that was given up in time has ended, and never becomes late; given up afterwards it stays late', () => {
    expect(statusOn([...asked, sent('WithdrawComplaint')], '2035-01-01')).toEqual(['ended', 'ended']);
    expect(statusOn([...asked, on(addDays(last, 1)), sent('WithdrawComplaint')], '2035-01-01')).toEqual([
      'late',
      'late',
    ]);
  });
});

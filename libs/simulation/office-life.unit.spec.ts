import { createHash } from 'node:crypto';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { profiles } from '../complaints/testing/given.js';
import { emptyCase, type CaseState } from '../case/case-state.js';
import { evolve } from '../case/evolve.js';
import { isHeld, timersOf } from '../complaints/reactions/agenda.js';
import { demoOffices } from '../installation/demo-offices.js';
import { isWorkingDay, localDateOf, localTimeOf } from '../policy/calendar.js';
import { endOf, officeLife, type Simulation, type Sitting } from './office-life.js';

const timersIn = (caseState: CaseState) => timersOf(caseState, (id) => profiles.get(id)!);

const simulation = (key: string, cases: number, more: Partial<Simulation> = {}): Simulation => {
  const office = demoOffices.find((one) => one.key === key)!;
  return { office, profile: profiles.get(office.profile)!, cases, from: '2016-01-01', years: 10, seed: 1, ...more };
};
const offices = ['koebenhavn', 'horsens', 'odense'];
const lives = new Map(offices.map((key) => [key, [...officeLife(simulation(key, 240))] as const]));
const all = [...lives.values()].flat();
const fingerprint = (sittings: Iterable<Sitting>): string => {
  const hash = createHash('sha256');
  for (const { stream, events } of sittings) hash.update(JSON.stringify([stream, events]));
  return hash.digest('hex');
};
/** As they are folded, without their place in the log. */
const eventsOf = ({ stream, expected, events }: Sitting): readonly ComplaintEvent[] =>
  events.map(
    (event, index) =>
      ({
        ...event,
        stream,
        revision: (expected === 'noStream' ? 0 : expected + 1) + index,
        schemaVersion: 1,
        position: 0n,
      }) as unknown as ComplaintEvent,
  );

/** Each event with the state of its complaint before it, and after. */
function* told(life: readonly Sitting[]) {
  const known = new Map<string, { caseState: CaseState; readonly past: ComplaintEvent[] }>();
  for (const sitting of life)
    for (const event of eventsOf(sitting)) {
      const of = known.get(event.stream) ?? { caseState: emptyCase(event.stream), past: [] };
      const before = of.caseState;
      of.caseState = evolve(before, event, of.past);
      of.past.push(event);
      known.set(event.stream, of);
      yield { event, before, after: of.caseState };
    }
}

describe.each(offices)('the life of %s', (key) => {
  const life = lives.get(key)!;
  const { settings } = profiles.get(`${key}@1`)!;
  const asked = life.flatMap((sitting) => sitting.asked);

  it('has exactly the contacts that were asked for, each a stream without a hole', () => {
    const last = new Map<string, number>();
    for (const { stream, expected, events } of life) {
      if (expected !== (last.get(stream) ?? 'noStream')) throw new Error(`${stream} goes on from ${expected}`);
      last.set(stream, (last.get(stream) ?? -1) + events.length);
    }
    const besides = asked.filter(({ name }) => name === 'RecordActivity').length;
    expect(last.size - besides).toBe(240);
  });
  it('goes on in the order of time, within its years, by people in working hours and by timers at six', () => {
    const times = asked.map(({ at }) => at);
    expect(times.every((at, index) => index === 0 || at >= times[index - 1]!)).toBe(true);
    expect([localDateOf(times[0]!) >= '2016-01-01', times.at(-1)! < endOf(simulation(key, 1))]).toEqual([true, true]);
    const byTimers = asked.filter(({ caller }) => caller.sub === 'system');
    expect(new Set(byTimers.map(({ name }) => name))).toEqual(new Set(['Remind', 'Escalate', 'ShredKeys']));
    expect(new Set(byTimers.map(({ at }) => localTimeOf(at)))).toEqual(new Set(['06:00']));
    const people = asked.filter(({ caller }) => caller.sub !== 'system');
    expect(
      people.filter(
        ({ at }) =>
          localTimeOf(at) < '08:15' ||
          localTimeOf(at) > '16:05' ||
          !isWorkingDay(localDateOf(at), settings.calendar.value),
      ),
    ).toEqual([]);
  });
  it('leaves nothing over that a product started at its end would do', () => {
    const states = new Map<string, CaseState>();
    for (const { event, after } of told(life)) states.set(event.stream, after);
    const end = endOf(simulation(key, 1));
    const due = [...states.values()].flatMap((caseState) =>
      timersIn(caseState).filter((timer) => timer.dueAt < end && !isHeld(caseState, timer)),
    );
    expect(due).toEqual([]);
  });
  it('has its timers’ own command ids', () => {
    let timers = 0;
    for (const { event, before } of told(life)) {
      if (event.actor.role !== 'system') continue;
      timers += 1;
      const planned = timersIn(before).find(({ commandId }) => commandId === event.commandId);
      expect([planned?.causation, planned?.dueAt]).toEqual([event.causation, Date.parse(event.recordedAt)]);
    }
    expect(timers).toBeGreaterThan(40);
  });
  it('lets no timer pass: nothing is done to a case before what was due in it', () => {
    const late = [...told(life)].filter(({ event, before }) =>
      timersIn(before).some(
        (timer) =>
          timer.dueAt < Date.parse(event.recordedAt) && !isHeld(before, timer) && event.commandId !== timer.commandId,
      ),
    );
    expect(late.map(({ event: { stream, revision, type } }) => [stream, revision, type])).toEqual([]);
  });
  it('keeps most contacts anonymous, with few events, and cases with many', () => {
    const sizes = new Map<string, number>(),
      cases = new Set<string>();
    for (const { stream, events } of life) {
      sizes.set(stream, (sizes.get(stream) ?? 0) + events.length);
      if (events.some(({ type }) => type === 'CaseRegistered' || type === 'OwnInitiativeOpened')) cases.add(stream);
    }
    const mean = (streams: readonly string[]) =>
      streams.reduce((sum, stream) => sum + sizes.get(stream)!, 0) / streams.length;
    const anonymous = [...sizes.keys()].filter((stream) => !cases.has(stream));
    expect([
      anonymous.length > cases.size,
      mean(anonymous) < 5,
      mean([...cases]) > 20,
      mean([...sizes.keys()]) > 10,
      mean([...sizes.keys()]) < 18,
    ]).toEqual([true, true, true, true, true]);
  });
});

describe('all three offices together', () => {
  it('have fewer contacts in the summer than in the autumn, and more in later years', () => {
    const received = all.flatMap(({ asked, expected }) => (expected === 'noStream' ? [localDateOf(asked[0]!.at)] : []));
    const inMonth = (month: string) => received.filter((date) => date.slice(5, 7) === month).length;
    expect(inMonth('09') + inMonth('10')).toBeGreaterThan(inMonth('07') + inMonth('08'));
    const inYears = (from: string, to: string) => received.filter((date) => date >= from && date < to).length;
    expect(inYears('2021', '2026')).toBeGreaterThan(inYears('2016', '2021'));
  });
});

describe('the seed', () => {
  const life = (seed: number) => fingerprint(officeLife(simulation('horsens', 60, { seed })));
  it('decides everything, ids included', () => expect(life(7)).toBe(life(7)));
  it('makes another life of another number', () => expect(life(7)).not.toBe(life(8)));
});

/**
 * What holds of every process log, whatever the office's history: nothing missing, nothing dangling, everything
 * declared, in order.
 */
import fc from 'fast-check';
import { complaintEventTypes, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type Envelope } from '../../../event-schemas/envelope.js';
import { standingOf } from '../../case/corrected.js';
import { foldCase } from '../../case/evolve.js';
import { answeredBy, caseUnder, consented, given, on, referredToBoth, sent } from '../../complaints/testing/given.js';
import { parseInstant } from '../../platform/instant.js';
import { gathered, historiesOf } from './histories.js';
import { ocelJson } from './ocel.js';
import { readXes } from '../testing/read-xes.js';
import { everyType, officeLog, readable, whole } from '../testing/office-log.js';
import { xes } from './xes.js';

interface Relation {
  readonly objectId: string;
  readonly qualifier: string;
}
interface Typed {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly type: string }[];
}
interface Ocel {
  readonly eventTypes: readonly Typed[];
  readonly objectTypes: readonly Typed[];
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly time: string;
    readonly attributes: readonly { readonly name: string; readonly value: string }[];
    readonly relationships: readonly Relation[];
  }[];
  readonly objects: readonly {
    readonly id: string;
    readonly type: string;
    readonly attributes: readonly { readonly name: string; readonly value: string; readonly time: string }[];
    readonly relationships: readonly Relation[];
  }[];
}

const pseudonym = (text: string) => `p${Buffer.from(text).toString('hex').split('').reverse().join('')}`;
const written = { office: 'horsens', position: '1' };
const ocelOf = async (events: readonly ComplaintEvent[]) =>
  JSON.parse(await whole(ocelJson(historiesOf(readable(events), BigInt(events.length)), pseudonym))) as Ocel;
const xesOf = async (events: readonly ComplaintEvent[]) =>
  readXes(await whole(xes(historiesOf(readable(events), BigInt(events.length)), pseudonym, written)));
const byComplaint = (events: readonly ComplaintEvent[]) => [...Map.groupBy(events, ({ stream }) => stream).values()];

/** As a log of these alone. */
const renumbered = (events: readonly ComplaintEvent[]): readonly ComplaintEvent[] =>
  byComplaint(events)
    .flatMap((history) =>
      (history as readonly Envelope<string, object>[]).map((event, revision) => ({ ...event, revision })),
    )
    .map((event, at) => ({ ...event, position: BigInt(at + 1) })) as ComplaintEvent[];

const someOffice = fc
  .record({
    profile: fc.constantFrom('koebenhavn@1', 'horsens@1', 'odense@1'),
    seeds: fc.uniqueArray(fc.nat(100_000), { minLength: 1, maxLength: 4 }),
    steps: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ profile, seeds, steps }) => officeLog(profile, seeds, steps));
const forAll = async (holds: (events: readonly ComplaintEvent[]) => Promise<void>) => {
  await holds(everyType());
  await fc.assert(fc.asyncProperty(someOffice, holds), { numRuns: 8 });
};

describe('OCEL', () => {
  it('every event is there once, under its type and at its time, and each complaint’s in their order', () =>
    forAll(async (events) => {
      const log = await ocelOf(events);
      expect(log.events.length).toBe(events.length);
      expect(new Set(log.events.map(({ id }) => id)).size).toBe(events.length);
      const inOrder = byComplaint(events).flat();
      expect(log.events.map(({ type, time }) => [type, time])).toEqual(
        inOrder.map(({ type, recordedAt }) => [type, recordedAt]),
      );
      for (const own of Map.groupBy(log.events, ({ id }) => id.split('/')[0]).values()) {
        expect(own.map(({ id }) => id)).toEqual(own.map(({ id }) => id).sort());
        expect(own.map(({ time }) => time)).toEqual(own.map(({ time }) => time).sort());
      }
    }));

  it('every relation leads to an object, every object belongs to a complaint or is a department, and ids are of one thing', () =>
    forAll(async (events) => {
      const log = await ocelOf(events);
      const types = new Map(log.objects.map(({ id, type }) => [id, type]));
      expect(types.size).toBe(log.objects.length);
      const relations = [...log.events, ...log.objects].flatMap(({ relationships }) => relationships);
      expect(relations.filter(({ objectId }) => !types.has(objectId))).toEqual([]);
      for (const { relationships } of [...log.events, ...log.objects])
        expect(new Set(relationships.map(({ objectId }) => objectId)).size).toBe(relationships.length);
      for (const { relationships } of log.events)
        expect(relationships.filter(({ objectId }) => types.get(objectId) === 'complaint')).toHaveLength(1);
      const owned = new Set(
        log.objects
          .filter(({ type }) => type === 'complaint')
          .flatMap(({ relationships }) => relationships.map(({ objectId }) => objectId)),
      );
      expect(
        log.objects.filter(({ id, type }) => type !== 'complaint' && type !== 'department' && !owned.has(id)),
      ).toEqual([]);
      const related = new Set(relations.map(({ objectId }) => objectId));
      expect(log.objects.filter(({ id, type }) => type === 'department' && !related.has(id))).toEqual([]);
      expect(log.objects.filter(({ type }) => type === 'complaint')).toHaveLength(byComplaint(events).length);
    }));

  it('every type and every attribute is declared, every value of a time is RFC 3339, and an object has one value at a time', () =>
    forAll(async (events) => {
      const log = await ocelOf(events);
      expect(log.eventTypes.map(({ name }) => name)).toEqual(complaintEventTypes);
      const undeclared = (declared: readonly Typed[], used: Ocel['events'] | Ocel['objects']) =>
        used.flatMap(({ id, type, attributes }) => {
          const of = declared.find(({ name }) => name === type);
          if (!of) return [`${id} is of no declared type`];
          return attributes.flatMap(({ name, value }) => {
            const kind = of.attributes.find((attribute) => attribute.name === name)?.type;
            return kind === undefined || (kind === 'time' && parseInstant(value) === null) ? [`${type}.${name}`] : [];
          });
        });
      expect(undeclared(log.eventTypes, log.events)).toEqual([]);
      expect(undeclared(log.objectTypes, log.objects)).toEqual([]);
      for (const { attributes } of [...log.eventTypes, ...log.objectTypes, ...log.events])
        expect(new Set(attributes.map(({ name }) => name)).size).toBe(attributes.length);
      const times = [
        ...log.events.map(({ time }) => time),
        ...log.objects.flatMap(({ attributes }) => attributes.map(({ time }) => time)),
      ];
      expect(times.filter((time) => parseInstant(time) === null)).toEqual([]);
      for (const { attributes } of log.objects)
        expect(new Set(attributes.map(({ name, time }) => `${name} ${time}`)).size).toBe(attributes.length);
    }));

  it('an object ends as the caseState says: state, outcome, parts, referrals, documents', () =>
    forAll(async (events) => {
      const { objects } = await ocelOf(events);
      const now = new Map(
        objects.map(({ id, attributes }) => [id, new Map(attributes.map(({ name, value }) => [name, value]))]),
      );
      for (const history of byComplaint(events)) {
        const caseState = foldCase(history[0]!.stream, history);
        const complaint = pseudonym(`complaint/${history[0]!.stream}`);
        expect(now.get(complaint)!.get('state')).toBe(history.at(-1)!.to);
        expect(now.get(complaint)!.get('outcome') ?? 'none').toBe(caseState.outcome ?? 'none');
        // What came of a step that was undone has no value left.
        const ofType = (type: string) =>
          [...now]
            .filter(([id, values]) => id.startsWith(`${complaint}/${type}/`) && values.get('status') !== 'none')
            .map(([id]) => id);
        expect(ofType('part')).toEqual(caseState.parts.map(({ id }) => `${complaint}/part/${id}`));
        for (const part of caseState.parts)
          expect(now.get(`${complaint}/part/${part.id}`)!.get('outcome') ?? 'none').toBe(part.outcome ?? 'none');
        expect(ofType('referral')).toHaveLength(caseState.referrals.length);
        caseState.referrals.forEach(({ answeredOn }, n) => {
          expect(now.get(`${complaint}/referral/${n + 1}`)!.get('status') === 'answered').toBe(answeredOn !== null);
        });
        expect(ofType('document').sort()).toEqual(
          [...new Set(caseState.documents.map(({ id }) => `${complaint}/document/${id}`))].sort(),
        );
        for (const { id, erased } of caseState.documents)
          expect(now.get(`${complaint}/document/${id}`)!.get('status') === 'erased').toBe(erased);
        expect(ofType('consent')).toHaveLength(
          standingOf(history).filter(({ type }) => type.startsWith('ConsentGiven')).length,
        );
      }
    }));

  it('what came of a step that was undone has no value left, and nothing else changes with it', async () => {
    const { events } = given(
      ...caseUnder('horsens@1'),
      consented('shareName', ['jobcenter']),
      referredToBoth,
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
      on('2026-03-03'),
      sent('RetractStep', { revision: 10, reason: 'mistake' }),
      sent('RecordNote', { text: 'Svaret var et andet brev' }),
    ).under('horsens@1').story;
    const log = await ocelOf(renumbered(events));
    const [answer] = log.objects.filter(({ id }) => id.endsWith('/document/10-1'));
    expect(answer!.attributes.filter(({ name }) => name === 'status').map(({ value }) => value)).toEqual([
      'filed',
      'none',
    ]);
    const touching = (type: string) =>
      log.events
        .filter(({ relationships }) => relationships.some(({ objectId }) => objectId.includes(`/${type}/`)))
        .map((event) => event.type);
    expect(touching('consent')).toEqual(['ConsentGiven']);
    expect(touching('document').slice(-2)).toEqual(['LastDepartmentAnswered', 'StepRetracted']);
  });

  it('an event that points at what is not there does not make a relation to nothing', async () => {
    const events = renumbered(
      everyType().filter(
        ({ type }) => type !== 'DocumentFiled' && type !== 'PartRecorded' && type !== 'InformationRequested',
      ),
    );
    const { events: logged, objects } = await ocelOf(events);
    const ids = new Set(objects.map(({ id }) => id));
    expect(
      [...logged, ...objects]
        .flatMap(({ relationships }) => relationships)
        .filter(({ objectId }) => !ids.has(objectId)),
    ).toEqual([]);
    expect(objects.filter(({ type }) => type === 'erasureRequest').map(({ relationships }) => relationships)).toEqual([
      [],
    ]);
  });

  it('a change of an object is told by an event of that moment that is related to it', () =>
    forAll(async (events) => {
      const log = await ocelOf(events);
      const told = new Set(
        log.events.flatMap(({ time, relationships }) => relationships.map(({ objectId }) => `${objectId} ${time}`)),
      );
      expect(
        log.objects.flatMap(({ id, attributes }) =>
          attributes.filter(({ time }) => !told.has(`${id} ${time}`)).map(({ name }) => `${id} ${name}`),
        ),
      ).toEqual([]);
    }));
});

describe('XES', () => {
  it('a trace for each complaint, its events in their order, each with activity, time, role and resource', () =>
    forAll(async (events) => {
      const { traces } = await xesOf(events);
      const histories = byComplaint(events);
      expect(traces.map(({ attributes }) => attributes['concept:name'])).toEqual(
        histories.map((history) => pseudonym(`complaint/${history[0]!.stream}`)),
      );
      traces.forEach(({ attributes, events: own }, n) => {
        const history = histories[n]!;
        expect(
          own.map((event) => [
            event['concept:name'],
            event['time:timestamp'],
            event['occurredAt'],
            event['stateAfter'],
            event['org:role'],
            event['lifecycle:transition'],
          ]),
        ).toEqual(
          history.map(({ type, recordedAt, occurredAt, to, actor }) => [
            type,
            recordedAt,
            occurredAt,
            to,
            actor.role,
            'complete',
          ]),
        );
        expect(own.map((event) => event['org:resource'])).toEqual(
          history.map(({ actor }) => (actor.role === 'system' ? 'system' : pseudonym(`actor/${actor.sub}`))),
        );
        expect(attributes['state']).toBe(history.at(-1)!.to);
      });
    }));

  it('what a classifier uses is declared for every event, and every prefix belongs to an extension', () =>
    forAll(async (events) => {
      const { globals, classifiers, extensions, traces } = await xesOf(events);
      for (const key of classifiers.flat()) expect(Object.keys(globals['event']!)).toContain(key);
      for (const event of traces.flatMap((trace) => trace.events))
        for (const key of Object.keys(globals['event']!)) expect(event[key]).toBeDefined();
      const prefixes = traces
        .flatMap((trace) => [trace.attributes, ...trace.events])
        .flatMap((attributes) => Object.keys(attributes))
        .flatMap((key) => (key.includes(':') ? [key.split(':')[0]!] : []));
      expect([...new Set(prefixes)].filter((prefix) => !extensions.includes(prefix))).toEqual([]);
    }));
});

describe('both', () => {
  it('before registration the times are dates, and say so; afterwards they are instants', () =>
    forAll(async (events) => {
      const { traces } = await xesOf(events);
      traces.forEach(({ events: own }, n) => {
        const history = byComplaint(events)[n]!;
        const registered = history.findIndex(({ type }) => type === 'CaseRegistered' || type === 'OwnInitiativeOpened');
        expect(own.map((event) => event['precision'])).toEqual(
          history.map((_, at) => (registered >= 0 && at >= registered ? 'instant' : 'day')),
        );
      });
    }));

  it('the same log gives the same text, whatever was written after the position it is asked for', async () => {
    const events = officeLog('horsens@1', [1, 2, 3, 4], 30);
    const upTo = BigInt(Math.floor(events.length / 2));
    const until = events.filter(({ position }) => position <= upTo);
    for (const file of [
      (log: readonly ComplaintEvent[]) => ocelJson(historiesOf(readable(log), upTo), pseudonym),
      (log: readonly ComplaintEvent[]) => xes(historiesOf(readable(log), upTo), pseudonym, written),
    ]) {
      const text = await whole(file(until));
      expect(text).not.toBe('');
      expect(await whole(file(events))).toBe(text);
      expect(await whole(file(until))).toBe(text);
    }
  });

  it('a contact that never became a case is in it, with coded values only', async () => {
    const contacts = byComplaint([
      ...officeLog(
        'horsens@1',
        Array.from({ length: 30 }, (_, n) => n),
        4,
      ),
      ...officeLog(
        'odense@1',
        Array.from({ length: 30 }, (_, n) => n),
        4,
      ),
    ]).filter((history) => !history.some(({ type }) => type === 'CaseRegistered'));
    const events = renumbered(contacts.flat());
    expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(8);
    const log = await ocelOf(events);
    expect(log.objects.filter(({ type }) => type === 'complaint')).toHaveLength(contacts.length);
    const values = [...log.events, ...log.objects].flatMap(({ attributes }) =>
      attributes.map(({ name, value }) => ({ name, value })),
    );
    const coded = /^[A-Za-z0-9@/-]{1,60}( [A-Za-z]{1,40})*$/;
    expect(
      values.filter(({ name, value }) => name !== 'resource' && !coded.test(value) && parseInstant(value) === null),
    ).toEqual([]);
    expect(values.filter(({ value }) => (parseInstant(value) ?? 0) % 3_600_000 !== 0)).toEqual([]);
    expect((await xesOf(events)).traces.map(({ events: own }) => own.length)).toEqual(
      contacts.map(({ length }) => length),
    );
  });

  it('a complaint with a hole in it is no process, and is not written as one', async () => {
    const events = everyType().filter(({ revision }) => revision !== 3);
    await expect(whole(ocelJson(gathered(events), pseudonym))).rejects.toThrow('event 3');
    await expect(whole(xes(historiesOf(readable(events), 1000n), pseudonym, written))).rejects.toThrow('event 3');
  });

  it('events that belong to no complaint of the log are not passed over', async () => {
    const [first, ...others] = everyType();
    const lost = { ...readable(others), history: async () => [] };
    await expect(whole(xes(historiesOf(lost, 1000n), pseudonym, written))).rejects.toThrow(
      `${others.length} events up to position 1000, and its complaints 0`,
    );
    await expect(
      whole(
        xes(
          historiesOf({ ...readable([first!, ...others]), history: async () => [first!] }, 1000n),
          pseudonym,
          written,
        ),
      ),
    ).rejects.toThrow('its complaints 1');
  });
});

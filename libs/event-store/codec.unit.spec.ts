import { complaintEvents, complaintEventTypes, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { examples } from '../../event-schemas/complaint/examples.js';
import { UnreadableEvent } from '../../event-schemas/complaint/upcast.js';
import { type Envelope, type EventDeclaration } from '../../event-schemas/envelope.js';
import { randomId } from '../platform/ids.js';
import { SealBroken } from '../privacy/field-cipher.js';
import { type Subject } from '../privacy/keys.js';
import { MemoryKeys } from '../privacy/memory-keys.js';
import { EventCodec, EventShapes, requestHashOf, type NewEvent } from './codec.js';
import { encode as rest } from './encode.js';
import { type JsonObject, type NewRecord, type StoredRecord } from './port.js';

type Data = { readonly [field: string]: unknown };
type Read = Envelope<ComplaintEventType, Data>;

const shapes = new EventShapes(Object.values(complaintEvents));
const stream = 'complaint-1';
let keys: MemoryKeys;
let codec: EventCodec;
beforeEach(() => {
  keys = new MemoryKeys('horsens');
  codec = new EventCodec('horsens', shapes, keys);
});

const of = (type: ComplaintEventType, change: Partial<NewEvent> = {}): NewEvent => ({
  id: randomId(),
  type,
  occurredAt: '2026-03-03T09:00:00.000Z',
  recordedAt: '2026-03-03T09:05:30.125Z',
  actor: { sub: 'adviser-1', name: 'Karen Samtaleby', role: 'adviser' },
  commandId: randomId(),
  causation: null,
  from: 'registered',
  to: 'registered',
  data: examples[type],
  ...change,
});
const stored = (record: NewRecord, place: Partial<StoredRecord> = {}): StoredRecord => ({
  ...record,
  stream,
  revision: 4,
  position: 17n,
  ...place,
});
const kept = async (type: ComplaintEventType, change: Partial<NewEvent> = {}) =>
  stored(await codec.encode(stream, of(type, change)));
const withData = (record: StoredRecord, change: Data): StoredRecord => ({
  ...record,
  data: { ...(record.data as JsonObject), ...change } as JsonObject,
});
const withMetadata = (record: StoredRecord, change: Data): StoredRecord => ({
  ...record,
  metadata: { ...record.metadata, ...change } as JsonObject,
});
const opened = async (record: StoredRecord, by = codec): Promise<Read> => (await by.open<Read>([record]))[0]!;
const refusalOf = (work: () => unknown): Promise<Error> =>
  Promise.resolve()
    .then(work)
    .then(
      () => {
        throw new Error('it was taken');
      },
      (error: unknown) => error as Error,
    );

const personalOf = (type: ComplaintEventType) => Object.keys(complaintEvents[type].personal);
const withPersons = complaintEventTypes.filter((type) => personalOf(type).length > 0);
const stepsOf = (path: string) =>
  path.split('.').flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), '[]'] : [step]));
function valuesAt(data: unknown, [step, ...others]: readonly string[]): readonly unknown[] {
  if (step === undefined) return data === undefined ? [] : [data];
  return step === '[]'
    ? (data as readonly unknown[]).flatMap((entry) => valuesAt(entry, others))
    : valuesAt((data as Data)[step], others);
}
const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];
const personalTexts = (type: ComplaintEventType) =>
  personalOf(type)
    .flatMap((path) => valuesAt(examples[type], stepsOf(path)))
    .flatMap(textsIn);

/**
 * Every stretch of twelve characters of a text, as it could rest: plain, in base64 and in hex. Three shifts: base64
 * depends on where a byte stands.
 */
function traces(text: string): readonly string[] {
  const pieces = text.length <= 12 ? [text] : Array.from({ length: text.length - 11 }, (_, n) => text.slice(n, n + 12));
  const coded = [0, 1, 2].map((shift) =>
    Buffer.from(' '.repeat(shift) + text)
      .toString('base64url')
      .slice(4, -4),
  );
  return [
    ...pieces,
    Buffer.from(text).toString('hex'),
    ...coded.filter((piece) => piece.length >= 8).map((piece) => piece.slice(0, 16)),
  ];
}

describe('an event that is stored and read again', () => {
  it.each(complaintEventTypes)('%s comes back as it was', async (type) => {
    const event = of(type);
    const record = await codec.encode(stream, event);
    const { commandId, causation, from, to, occurredAt, recordedAt, actor } = event;
    expect(await opened(stored(record))).toEqual({
      id: event.id,
      type,
      schemaVersion: complaintEvents[type].schemaVersion,
      stream,
      revision: 4,
      position: 17n,
      occurredAt,
      recordedAt,
      actor,
      commandId,
      causation,
      from,
      to,
      data: examples[type],
    });
  });

  it.each(withPersons)('%s rests without a word of its personal fields (law 6)', async (type) => {
    const event = of(type);
    const [bytes] = rest(stream, [await codec.encode(stream, event)], 'noStream');
    const resting = JSON.stringify(bytes);
    const texts = personalTexts(type);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts)
      for (const trace of traces(text)) expect([trace, resting.includes(trace)]).toEqual([trace, false]);
    for (const text of texts) expect(Buffer.from(resting).includes(Buffer.from(text))).toBe(false);
  });

  it.each(withPersons)(
    '%s is read sealed by the write path: coded fields in the clear, personal ones not',
    async (type) => {
      const read = codec.sealed<Read>(await kept(type));
      for (const path of personalOf(type))
        for (const value of valuesAt(read.data, stepsOf(path))) expect(value).toMatch(/^sealed:1:/);
      const coded = (data: Data) =>
        Object.entries(data).filter(([field]) => !personalOf(type).some((path) => stepsOf(path)[0] === field));
      expect(coded(read.data)).toEqual(coded(examples[type]));
      expect(read.data.facts).toEqual(examples[type].facts);
    },
  );

  it('of a type without a person has no key made for it', async () => {
    let made = 0;
    const counting = Object.assign(Object.create(keys) as MemoryKeys, {
      obtain: () => {
        made += 1;
        return keys.obtain(stream, []);
      },
      mac: keys.mac.bind(keys),
    });
    for (const type of complaintEventTypes.filter((each) => !withPersons.includes(each)))
      await new EventCodec('horsens', shapes, counting).encode(stream, of(type));
    expect(made).toBe(0);
  });

  it('keeps the hash of its request beside it, and shows it to nobody else', async () => {
    const record = await kept('NoteRecorded', { request: 'hash-of-the-body' });
    expect(requestHashOf(record)).toBe('hash-of-the-body');
    expect(requestHashOf(await kept('NoteRecorded'))).toBeUndefined();
    expect(codec.sealed(record)).not.toHaveProperty('request');
  });

  it('leaves out what was left out: an optional field that is not there makes no key and no ciphertext', async () => {
    const record = await kept('ContactRecorded', { data: { ...examples.ContactRecorded, note: undefined } });
    expect(JSON.stringify(record.data)).not.toContain('sealed');
    expect(
      (
        await opened(
          JSON.parse(
            JSON.stringify(record, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
          ) as StoredRecord,
        )
      ).data,
    ).not.toHaveProperty('note');
  });

  it('gives another ciphertext each time, so that equal texts cannot be seen to be equal', async () => {
    const [one, other] = [await kept('NoteRecorded'), await kept('NoteRecorded')];
    expect((one.data as Data).text).not.toBe((other.data as Data).text);
  });

  it('opens many at once as it opens each', async () => {
    const records = await Promise.all(complaintEventTypes.map((type) => kept(type)));
    expect((await codec.open<Read>(records)).map(({ data }) => data)).toEqual(
      complaintEventTypes.map((type) => examples[type]),
    );
  });
});

describe('an event whose keys were destroyed (T35)', () => {
  const gone = { shredded: true };

  it.each(withPersons)('%s still reads and has its shape, with every personal field shredded', async (type) => {
    const record = await kept(type);
    await keys.destroy(stream);
    const read = await opened(record);
    for (const path of personalOf(type))
      for (const value of valuesAt(read.data, stepsOf(path))) expect(value).toEqual(gone);
    const paths = personalOf(type).map((path) => stepsOf(path)[0]!);
    for (const [field, value] of Object.entries(examples[type] as Data))
      if (!paths.includes(field)) expect(read.data[field]).toEqual(value);
    expect(codec.sealed<Read>(record).data.facts).toEqual(examples[type].facts);
  });

  it('of one person alone leaves the others', async () => {
    const record = await kept('CaseRegistered');
    await keys.destroy(stream, ['complainant']);
    expect((await opened(record)).data).toMatchObject({
      complainant: gone,
      summary: gone,
      representative: examples.CaseRegistered.representative,
    });
  });

  it('of one document alone leaves the others: a misfiled one goes by itself', async () => {
    const [misfiled, other] = [
      await kept('DocumentFiled'),
      await kept('DocumentFiled', { data: { ...examples.DocumentFiled, document: '13-1' } }),
    ];
    await keys.destroy(stream, [`document:${examples.DocumentFiled.document}` as Subject]);
    expect((await opened(misfiled)).data).toMatchObject({
      title: gone,
      content: gone,
      date: examples.DocumentFiled.date,
    });
    expect((await opened(other)).data).toMatchObject({ title: examples.DocumentFiled.title });
  });

  it('of another case is as it was: each case has keys of its own', async () => {
    const record = await kept('NoteRecorded');
    await keys.destroy('complaint-2');
    expect((await opened(record)).data).toEqual(examples.NoteRecorded);
  });

  it('cannot be stored again in the form in which it is read', async () => {
    expect(
      await refusalOf(() => codec.encode(stream, of('NoteRecorded', { data: { text: gone, facts: {} } }))),
    ).toBeInstanceOf(UnreadableEvent);
  });
});

describe('a ciphertext that was moved does not open (law 6)', () => {
  it('from another event', async () => {
    const [one, other] = [await kept('NoteRecorded'), await kept('NoteRecorded')];
    expect(await refusalOf(() => opened(withData(one, { text: (other.data as Data).text })))).toBeInstanceOf(
      SealBroken,
    );
    expect(await refusalOf(() => opened({ ...one, id: other.id }))).toBeInstanceOf(SealBroken);
  });

  it('from another field', async () => {
    const record = await kept('OutcomeRecorded');
    const { grounds, recommendation } = record.data as Data;
    expect(
      await refusalOf(() => opened(withData(record, { grounds: recommendation, recommendation: grounds }))),
    ).toBeInstanceOf(SealBroken);
  });

  it('from another entry of a list', async () => {
    const record = await kept('CaseReferred');
    const [first, second] = (record.data as unknown as { referrals: readonly Data[] }).referrals;
    expect(
      await refusalOf(() =>
        opened(withData(record, { referrals: [{ ...first, questions: second!.questions }, second] })),
      ),
    ).toBeInstanceOf(SealBroken);
  });

  it('to another stream', async () =>
    expect(
      await refusalOf(async () => opened({ ...(await kept('NoteRecorded')), stream: 'complaint-2' })),
    ).toBeInstanceOf(SealBroken));
  it('to another office, even with the same keys', async () => {
    const record = await kept('NoteRecorded');
    expect(await refusalOf(() => opened(record, new EventCodec('odense', shapes, keys)))).toBeInstanceOf(SealBroken);
  });
  it('to another version of its shape', async () => {
    const later = new EventCodec(
      'horsens',
      new EventShapes([{ ...complaintEvents.NoteRecorded, schemaVersion: 2 }]),
      keys,
    );
    const record = await kept('NoteRecorded');
    expect(await refusalOf(() => opened(withMetadata(record, { schemaVersion: 2 }), later))).toBeInstanceOf(SealBroken);
  });
  it('nor does one whose letters were changed, nor a plain text in its place', async () => {
    const record = await kept('NoteRecorded');
    const sealed = (record.data as { text: string }).text;
    const at = sealed.length - 5;
    expect(
      await refusalOf(() =>
        opened(
          withData(record, { text: `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}` }),
        ),
      ),
    ).toBeInstanceOf(SealBroken);
    expect(await refusalOf(() => opened(withData(record, { text: 'Borgeren ringede.' })))).toBeInstanceOf(SealBroken);
  });
  it('and says where, without what', async () => {
    const error = await refusalOf(async () => opened({ ...(await kept('NoteRecorded')), stream: 'complaint-2' }));
    expect(error.message).toMatch(/^text of event [0-9a-f-]{36} does not open/);
    expect(error.message).not.toContain('Gudrun');
  });
});

describe('a field that does not open, for whoever is told of it', () => {
  const told: string[] = [];
  const read = async (records: readonly StoredRecord[]): Promise<readonly Data[]> => {
    told.length = 0;
    const broken = ({ revision }: { readonly revision: number }, field: string) => told.push(`${revision} ${field}`);
    return (await codec.open<Read>(records, { broken })).map(({ data }) => data);
  };
  const mark = { unreadable: true };

  it('is marked where it stands, and all else is opened', async () => {
    const [referred, note] = [await kept('CaseReferred'), await kept('NoteRecorded')];
    const [first, second] = (referred.data as unknown as { referrals: readonly Data[] }).referrals;
    const moved = withData(referred, { referrals: [{ ...first, questions: second!.questions }, second] });
    const [{ referrals }, whole] = (await read([moved, note])) as [{ referrals: readonly Data[] }, Data];
    expect([referrals[0]!.questions, referrals[1]!.questions, told]).toEqual([
      mark,
      examples.CaseReferred.referrals[1]!.questions,
      ['4 referrals[0].questions'],
    ]);
    expect(whole).toEqual(examples.NoteRecorded);
  });

  it('is nothing but marked: no plain text in its place is taken for it', async () => {
    const [data] = await read([withData(await kept('NoteRecorded'), { text: 'Borgeren ringede.' })]);
    expect([data!.text, told]).toEqual([mark, ['4 text']]);
  });

  it('may be under a key that does not open, or was never here: the others are found all the same', async () => {
    const [registered, note] = [await kept('CaseRegistered'), await kept('NoteRecorded')];
    const sealed = (note.data as { text: string }).text;
    const [data, other] = await read([
      registered,
      withData(note, { text: sealed.replace(/[0-9a-f-]{36}/, '00000000-0000-4000-8000-000000000000') }),
    ]);
    expect([data, other!.text, told]).toEqual([examples.CaseRegistered, mark, ['4 text']]);
  });

  it('is an error where nobody is told, and so is a mark that stands in the store', async () => {
    const record = withData(await kept('NoteRecorded'), { text: mark });
    expect(await refusalOf(() => opened(record))).toBeInstanceOf(SealBroken);
    expect(() => codec.sealed(record)).toThrow(UnreadableEvent);
    expect((await read([record]))[0]!.text).toEqual(mark);
  });

  it('does not hide that the keys are away', async () => {
    const record = await kept('NoteRecorded');
    await keys.close();
    expect(await refusalOf(() => read([record]))).toMatchObject({ name: 'KeyStoreUnavailable' });
  });
});

describe('both sides of the disk are checked (law 9)', () => {
  const bad: readonly (readonly [what: string, type: ComplaintEventType, data: Data])[] = [
    ['a field that is missing', 'DocumentFiled', { ...examples.DocumentFiled, date: undefined }],
    ['a field that nobody declared', 'HoldPlaced', { ...examples.HoldPlaced, note: 'Hemmeligt' }],
    ['a code that is in no list', 'HoldPlaced', { ...examples.HoldPlaced, reason: 'Hemmeligt' }],
    ['a fact that is missing', 'IntakeCompleted', { facts: { inProfile: 'yes' } }],
    ['a fact with another value', 'IntakeCompleted', { facts: { inProfile: 'perhaps', part: 'admissible' } }],
    ['a date that is none', 'ReminderSent', { ...examples.ReminderSent, sentOn: 'Hemmeligt' }],
    ['a part that is none', 'PartRecorded', { ...examples.PartRecorded, part: 'Hemmeligt' }],
    ['a list with nothing in it', 'GuidanceGiven', { ...examples.GuidanceGiven, codes: [] }],
    [
      'a field too many deep within',
      'CaseReferred',
      { ...examples.CaseReferred, referrals: [{ ...examples.CaseReferred.referrals[0], note: 'Hemmeligt' }] },
    ],
  ];

  it.each(bad)('%s is refused when it is written, and nothing is made of it', async (_, type, data) => {
    const error = await refusalOf(() => codec.encode(stream, of(type, { data })));
    expect(error).toBeInstanceOf(UnreadableEvent);
    expect(error.message).toMatch(new RegExp(`^${type} [0-9a-f-]{36} does not have its shape at`));
    expect(error.message).not.toContain('Hemmeligt');
  });

  it.each(bad)('%s is refused when it is read', async (_, type, data) => {
    const record = {
      ...(await kept(type)),
      data: { ...((await kept(type)).data as JsonObject), ...data } as JsonObject,
    };
    const clean = JSON.parse(JSON.stringify(record.data)) as JsonObject;
    const error = await refusalOf(() => codec.sealed({ ...record, data: clean }));
    expect(error).toBeInstanceOf(UnreadableEvent);
    expect(error.message).toMatch(new RegExp(`^event 4 \\(${type}\\) of complaint-1 does not have its shape at`));
    expect(error.message).not.toContain('Hemmeligt');
  });

  it('a text that is too long or empty is refused when it is written', async () => {
    for (const text of ['', 'x'.repeat(10_001)])
      expect(
        await refusalOf(() => codec.encode(stream, of('NoteRecorded', { data: { text, facts: {} } }))),
      ).toBeInstanceOf(UnreadableEvent);
    expect((await opened(await kept('NoteRecorded', { data: { text: 'æ'.repeat(10_000), facts: {} } }))).data).toEqual({
      text: 'æ'.repeat(10_000),
      facts: {},
    });
  });

  it('a citizen’s text that looks sealed, or shredded, is a text like any other', async () => {
    for (const text of [
      'sealed:1:abc',
      `sealed:1:${randomId()}:${'A'.repeat(16)}:${'B'.repeat(40)}`,
      '{"shredded":true}',
    ]) {
      const record = await kept('NoteRecorded', { data: { text, facts: {} } });
      expect(JSON.stringify(record.data)).not.toContain(text);
      expect((await opened(record)).data).toEqual({ text, facts: {} });
    }
  });

  it.each([
    ['no time at all', { recordedAt: undefined }],
    ['a time of no zone', { recordedAt: '2026-03-03T09:00:00' }],
    ['a local time', { occurredAt: '2026-03-03T09:00:00+01:00' }],
    ['no actor', { actor: undefined }],
    ['an actor with more about him', { actor: { sub: 'a', name: 'b', role: 'adviser', cpr: '000761-1042' } }],
    ['a command id of another length', { commandId: 'x' }],
    ['a causation that is no id', { causation: 'x' }],
    ['no state afterwards', { to: undefined }],
    ['a state of any length', { to: 'x'.repeat(201) }],
  ] as const)('an envelope with %s is refused on both sides', async (_, change) => {
    const written = await refusalOf(() => codec.encode(stream, of('HoldPlaced', change)));
    expect(written).toBeInstanceOf(UnreadableEvent);
    expect(written.message).toMatch(/^metadata of HoldPlaced [0-9a-f-]{36} does not have its shape/);
    const read = await refusalOf(async () => codec.sealed(withMetadata(await kept('HoldPlaced'), change)));
    expect(read).toBeInstanceOf(UnreadableEvent);
    expect(read.message).toMatch(/^metadata of event 4 \(HoldPlaced\) of complaint-1 does not have its shape/);
  });

  it('an envelope with a field more is refused when it is read', async () => {
    expect(
      await refusalOf(async () => codec.sealed(withMetadata(await kept('HoldPlaced'), { ip: '127.0.0.1' }))),
    ).toBeInstanceOf(UnreadableEvent);
  });

  it('data that is no object is refused when it is read', async () => {
    expect(
      await refusalOf(async () => codec.sealed({ ...(await kept('HoldPlaced')), data: new Uint8Array([1, 2]) })),
    ).toBeInstanceOf(UnreadableEvent);
  });
});

describe('an event of another program', () => {
  it('of a type that is not known is refused, with what to do', async () => {
    const record: StoredRecord = { ...(await kept('HoldPlaced')), type: 'CaseForgotten' };
    for (const read of [() => codec.sealed(record), () => opened(record)]) {
      const error = await refusalOf(read);
      expect(error).toBeInstanceOf(UnreadableEvent);
      expect(error.message).toBe('CaseForgotten is no event that this program knows; start the program that wrote it');
    }
    expect(await refusalOf(() => codec.encode(stream, { ...of('HoldPlaced'), type: 'CaseForgotten' }))).toBeInstanceOf(
      UnreadableEvent,
    );
  });

  const later: EventDeclaration = { ...complaintEvents.NoteRecorded, schemaVersion: 2 };
  it('of a newer version of its shape is refused, with what to do', async () => {
    const newer = new EventCodec('horsens', new EventShapes([later]), keys);
    const record = stored(await newer.encode(stream, of('NoteRecorded')));
    for (const read of [() => codec.sealed(record), () => opened(record)]) {
      const error = await refusalOf(read);
      expect(error).toBeInstanceOf(UnreadableEvent);
      expect(error.message).toBe(
        'NoteRecorded version 2 is newer than this program, which knows version 1; start the newer program',
      );
    }
  });

  it('of an older version without a way to the current one is refused', async () => {
    const error = await refusalOf(async () =>
      new EventCodec('horsens', new EventShapes([later]), keys).sealed(await kept('NoteRecorded')),
    );
    expect(error.message).toBe('NoteRecorded version 1 has no upcast');
  });

  it('whose version is no number from 1 is refused', async () => {
    for (const schemaVersion of [0, -1, 1.5, '1', null])
      expect(
        await refusalOf(async () => codec.sealed(withMetadata(await kept('HoldPlaced'), { schemaVersion }))),
      ).toBeInstanceOf(UnreadableEvent);
  });
});

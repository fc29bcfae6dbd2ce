import fc from 'fast-check';
import { type SubjectKind } from '../../event-schemas/envelope.js';
import { type Json, type JsonObject } from '../platform/json.js';
import { SealBroken, isSealed } from './field-cipher.js';
import { type Subject, isShredded } from './keys.js';
import { MemoryKeys } from './memory-keys.js';
import { type Personal, collectKeyIds, openFields, sealFields, subjectsOf } from './sealed-event.js';

const stream = 'complaint-1';
const where = { office: 'koebenhavn', stream, eventId: 'b4d7c1a2-0000-4000-8000-000000000001', schemaVersion: 1 };
const personal: Personal = {
  complainant: 'complainant',
  summary: 'text',
  'referrals[].questions': 'text',
  'party.name': 'representative',
  'grid[][].note': 'text',
  title: 'document',
};

const store = new MemoryKeys('koebenhavn');
async function sealed(data: JsonObject, declared = personal): Promise<JsonObject> {
  return sealFields(data, declared, await store.obtain(stream, [...subjectsOf(data, declared)]), where);
}
async function opened(data: JsonObject, declared = personal): Promise<JsonObject> {
  const paths = Object.keys(declared);
  return openFields(data, paths, await store.find(collectKeyIds(data, paths)), where);
}

const example: JsonObject = {
  parts: ['A'],
  complainant: { name: 'Ada Åberg', phone: '12345678' },
  summary: 'The road',
  document: 'd1',
  title: 'A letter',
  referrals: [
    { department: 'TMF', questions: 'Why?' },
    { department: 'SOF' },
    { department: 'BUF', questions: 'When?' },
  ],
  party: { name: 'Bo' },
  grid: [[], [{ note: 'n' }]],
};

describe('the personal fields of an event', () => {
  it('are sealed and opened, with every other field as it was', async () => {
    const stored = await sealed(example);
    expect(JSON.stringify(stored)).not.toMatch(/Ada Å|12345678|The road|A letter|Why[?]|When[?]|"Bo"|"n"/);
    expect(stored['parts']).toBe(example['parts']);
    expect((stored['referrals'] as JsonObject[]).map(({ department }) => department)).toEqual(['TMF', 'SOF', 'BUF']);
    expect(await opened(stored)).toEqual(example);
  });

  it('are bound to their concrete path: two entries of a list cannot change places', async () => {
    const stored = await sealed(example);
    const [first, second, third] = stored['referrals'] as JsonObject[];
    await expect(
      opened({ ...stored, referrals: [{ ...first, questions: third!['questions']! }, second!, third!] }),
    ).rejects.toThrow('referrals[0].questions of event');
  });

  it('may be absent', async () => {
    const bare = {
      parts: ['A'],
      referrals: [{ department: 'TMF' }],
      party: {},
      summary: undefined,
    } as unknown as JsonObject;
    expect(subjectsOf(bare, personal).size).toBe(0);
    expect(await sealed(bare)).toEqual(bare);
    expect(await opened(bare)).toEqual(bare);
  });

  it('name whose keys they are under: a document’s by the document that the event names', () => {
    expect(subjectsOf(example, personal)).toEqual(
      new Set<Subject>(['complainant', 'text', 'representative', 'document:d1']),
    );
    expect(() => subjectsOf({ title: 'A letter' }, personal)).toThrow(TypeError);
  });

  it('of a party are under that person’s own key: of those that a registration names, the one they have from there', () => {
    const subjects = (party: Json) => [...subjectsOf({ party, person: { name: 'Bo' } }, { person: 'party' })];
    expect(['C1', 'R1', 'P1', 'P2'].map(subjects)).toEqual([
      ['complainant'],
      ['representative'],
      ['party:P1'],
      ['party:P2'],
    ]);
    for (const nobody of ['', null, 7]) expect(() => subjects(nobody)).toThrow(TypeError);
  });

  it('read as shredded where the key is destroyed, the others as ever', async () => {
    const own = new MemoryKeys('koebenhavn');
    const stored = sealFields(example, personal, await own.obtain(stream, [...subjectsOf(example, personal)]), where);
    await own.destroy(stream, ['complainant']);
    const paths = Object.keys(personal);
    const data = openFields(stored, paths, await own.find(collectKeyIds(stored, paths)), where);
    expect(isShredded(data['complainant'])).toBe(true);
    expect(JSON.stringify(data['complainant'])).toBe('{"shredded":true}');
    expect({ ...data, complainant: null }).toEqual({ ...example, complainant: null });
    expect(() =>
      sealFields(data, { complainant: 'text' }, new Map([['text', { id: 'x', secret: null as never }]]), where),
    ).toThrow('was shredded');
  });

  it('do not open when they lie there as plain text: whoever wrote it was not the product', async () => {
    const stored = await sealed(example);
    await expect(opened({ ...stored, summary: 'forged' })).rejects.toThrow(SealBroken);
    await expect(opened({ ...stored, complainant: { shredded: true } })).rejects.toThrow(SealBroken);
  });

  it('never stay open because the data has another shape than the path says', async () => {
    for (const data of [
      { referrals: 'secret' },
      { referrals: { questions: 'secret' } },
      { referrals: [['secret']] },
      { referrals: ['secret'] },
      { party: 'secret' },
      { party: null },
      { grid: [{ note: 'secret' }] },
    ] as JsonObject[]) {
      await expect(sealed(data)).rejects.toThrow(TypeError);
      await expect(sealed(data)).rejects.not.toThrow(/secret/);
    }
    expect(() => sealFields(example, { 'a..b': 'text' }, new Map(), where)).toThrow('is not the path of a field');
  });

  it('need their key: none is taken for another', async () => {
    const stored = await sealed(example);
    expect(() => sealFields(example, personal, new Map(), where)).toThrow(
      'complainant of event b4d7c1a2-0000-4000-8000-000000000001 has no key of its complainant',
    );
    expect(() => openFields(stored, ['summary'], new Map(), where)).toThrow('which was not looked up');
  });

  it('are looked for among own members only', async () => {
    const inherited: [string, SubjectKind][] = [
      ['constructor', 'text'],
      ['toString', 'text'],
    ];
    expect(await sealed({}, Object.fromEntries(inherited))).toEqual({});
    const hostile = JSON.parse('{"__proto__":{"summary":"x"},"summary":"y"}') as JsonObject;
    const back = await opened(await sealed(hostile));
    expect(JSON.stringify(back)).toBe(JSON.stringify(hostile));
  });

  it('hold whatever JSON holds, in any place, and nothing that was given is changed', async () => {
    const leaf = fc
      .jsonValue()
      .filter((value) => !isShredded(value))
      .map((value) => JSON.parse(JSON.stringify(value)) as Json);
    const maybe = (of: fc.Arbitrary<Json>) => fc.option(of, { nil: undefined });
    const record = fc.record({
      plain: leaf,
      summary: maybe(leaf),
      complainant: maybe(leaf),
      party: maybe(fc.record({ name: maybe(leaf), also: leaf }) as fc.Arbitrary<Json>),
      referrals: maybe(fc.array(fc.record({ department: leaf, questions: maybe(leaf) })) as fc.Arbitrary<Json>),
      grid: maybe(fc.array(fc.array(fc.record({ note: leaf }))) as fc.Arbitrary<Json>),
      document: fc.uuid(),
      title: maybe(leaf),
    }) as unknown as fc.Arbitrary<JsonObject>;
    await fc.assert(
      fc.asyncProperty(record, async (data) => {
        const before = JSON.stringify(data);
        const stored = deepFreeze(await sealed(deepFreeze(data)));
        for (const field of ['summary', 'complainant', 'title'])
          expect(stored[field] === undefined || isSealed(stored[field])).toBe(true);
        expect(stored['plain']).toBe(data['plain']);
        expect(await opened(stored)).toEqual(data);
        expect(JSON.stringify(data)).toBe(before);
      }),
      { numRuns: 200 },
    );
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

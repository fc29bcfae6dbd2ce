import { randomUUID } from 'node:crypto';
import { type Json, type JsonObject, type NewRecord } from '../../port.js';
import { type Case, newStream, record, refused } from './given.js';

const values: readonly (readonly [string, JsonObject])[] = [
  ['an empty object', {}],
  ['true, false and null', { yes: true, no: false, nothing: null }],
  ['whole numbers up to ±(2⁵³−1)', { most: Number.MAX_SAFE_INTEGER, least: Number.MIN_SAFE_INTEGER, zero: 0 }],
  ['fractions and exponents', { tenth: 0.1, huge: 1.797e308, tiny: 5e-324, third: 1 / 3 }],
  ['numbers as text, leading zeros kept', { number: '0042', big: '9007199254740993' }],
  ['empty text and spaces', { empty: '', spaces: '  \t\n ' }],
  ['Danish letters, emoji and right-to-left text', { text: 'blåbærgrød 🫐 שלום', nøgle: 'Ærø' }],
  ['letters in composed and in decomposed form, unchanged', { composed: 'é', decomposed: 'e\u0301' }],
  ['quotes, backslashes and line ends', { text: '"\\\r\n\u2028\u2029\'`${x}' }],
  ['control characters, U+0000 included', { text: '\u0000\u0001\u001f\u007f' }],
  ['U+FFFD and U+FEFF', { replacement: '\ufffd', mark: '\ufeff' }],
  ['empty arrays and arrays in arrays', { list: [], deep: [[], [[1]], [null, 'a', false]] }],
  ['objects twenty deep', Array.from({ length: 20 }).reduce<JsonObject>((inner) => ({ inner }), { end: true })],
  ['keys with dots, spaces, quotes and none at all', { 'a.b': 1, ' ': 2, '"': 3, '': 4 }],
  ['keys that objects have by nature', { constructor: 'a', toString: 'b', hasOwnProperty: 'c', length: 1 }],
  ['text that looks like JSON or SQL', { json: '{"a":1}', sql: "'); DROP TABLE events; --" }],
  ['text of 100,000 letters', { text: 'å'.repeat(100_000) }],
];

export function content(given: Case): void {
  const roundTrip = async (store: Parameters<Parameters<Case>[1]>[0]['store'], one: NewRecord): Promise<NewRecord> => {
    const stream = newStream();
    await store.append(stream, [one], { expectedRevision: 'noStream' });
    return (await store.readStream(stream))[0]!;
  };

  for (const [what, value] of values) {
    given(`data and metadata come back as they were: ${what}`, async ({ store }) => {
      const back = await roundTrip(store, record(value, value));
      expect(back.data).toEqual(value);
      expect(back.metadata).toEqual(value);
    });
  }
  given("a key named __proto__ stays a key and makes nobody's prototype", async ({ store }) => {
    const value = JSON.parse('{"__proto__":{"admin":true},"inner":{"__proto__":1}}') as JsonObject;
    const { data, metadata } = await roundTrip(store, record(value, value));
    for (const back of [data, metadata]) {
      expect(JSON.stringify(back)).toBe('{"__proto__":{"admin":true},"inner":{"__proto__":1}}');
      expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
      expect((back as { admin?: unknown }).admin).toBeUndefined();
    }
  });
  given('the order of keys is kept', async ({ store }) => {
    const { data } = await roundTrip(store, record({ z: 1, a: 2, m: { y: 1, b: 2 } }));
    expect(JSON.stringify(data)).toBe('{"z":1,"a":2,"m":{"y":1,"b":2}}');
  });
  given('a record keeps stream, id, type, revision and position', async ({ store, stream }) => {
    const one = { ...record(), type: 'CaseRegistered' };
    const { position } = await store.append(stream, [one], { expectedRevision: 'noStream' });
    expect((await store.readStream(stream))[0]).toEqual({ ...one, stream, revision: 0, position });
  });
  given('type and stream may hold letters of any script, dots, colons and slashes', async ({ store }) => {
    const [stream, type] = [newStream('Århus:sager/2026.a'), 'Ændret/v1.0:å'];
    await store.append(stream, [{ ...record(), type }], { expectedRevision: 'noStream' });
    expect(await store.readStream(stream)).toMatchObject([{ stream, type }]);
  });

  for (const [what, bytes] of [
    ['no byte at all', []],
    ['a zero', [0]],
    ['all 256 values', Array.from({ length: 256 }, (_, n) => n)],
    ['what is no UTF-8', [0xff, 0xfe, 0xc0, 0x80]],
    ['what reads as JSON', [...Buffer.from('{"a":1}')]],
  ] as const) {
    given(`binary data come back byte by byte: ${what}`, async ({ store }) => {
      const { data } = await roundTrip(store, record(Uint8Array.from(bytes)));
      expect(data).toBeInstanceOf(Uint8Array);
      expect([...(data as Uint8Array)]).toEqual([...bytes]);
    });
  }
  given('binary data of 500 KiB come back', async ({ store }) => {
    const bytes = Uint8Array.from({ length: 512_000 }, (_, n) => n % 251);
    const { data } = await roundTrip(store, record(bytes));
    expect(Buffer.compare(data as Uint8Array, bytes)).toBe(0);
  });
  given('a view into a larger buffer stores its own part alone', async ({ store }) => {
    const { data } = await roundTrip(store, record(Uint8Array.from([1, 2, 3, 4, 5]).subarray(1, 3)));
    expect([...(data as Uint8Array)]).toEqual([2, 3]);
  });
  given('JSON and binary data may stand in one append', async ({ store, stream }) => {
    await store.append(stream, [record({ a: 1 }), record(Uint8Array.from([7])), record({ b: 2 })], {
      expectedRevision: 'noStream',
    });
    const stored = await store.readStream(stream);
    expect(stored.map(({ data }) => (data instanceof Uint8Array ? [...data] : data))).toEqual([
      { a: 1 },
      [7],
      { b: 2 },
    ]);
  });
  given('metadata of a binary record are JSON', async ({ store }) => {
    expect((await roundTrip(store, record(Uint8Array.from([1]), { key: 'å' }))).metadata).toEqual({ key: 'å' });
  });

  given('changing an object after it was handed over changes nothing that is stored', async ({ store, stream }) => {
    const [data, bytes] = [{ word: 'as it was', list: [1] }, Uint8Array.from([1, 2])];
    const appending = store.append(stream, [record(data), record(bytes)], { expectedRevision: 'noStream' });
    data.word = 'changed';
    data.list.push(2);
    bytes[0] = 9;
    await appending;
    const [first, second] = await store.readStream(stream);
    expect(first!.data).toEqual({ word: 'as it was', list: [1] });
    expect([...(second!.data as Uint8Array)]).toEqual([1, 2]);
  });
  given('changing what was read changes nothing that is stored', async ({ store, stream }) => {
    await store.append(stream, [record({ word: 'as it was' })], { expectedRevision: 'noStream' });
    ((await store.readStream(stream))[0]!.data as { word: string }).word = 'changed';
    expect((await store.readStream(stream))[0]!.data).toEqual({ word: 'as it was' });
  });
  given('a field that is undefined is left out, as JSON does', async ({ store }) => {
    const { data } = await roundTrip(store, record({ here: 1, gone: undefined } as unknown as JsonObject));
    expect(Object.keys(data)).toEqual(['here']);
  });

  const hostile: readonly (readonly [string, unknown])[] = [
    ['half a surrogate pair', { text: 'a\ud800b' }],
    ['half a surrogate pair in a key', { '\udc00': 1 }],
    ['half a surrogate pair deep inside', { a: [{ b: '\udfff' }] }],
    ['NaN', { n: Number.NaN }],
    ['Infinity', { n: Number.POSITIVE_INFINITY }],
    ['a bigint', { n: 1n }],
    ['a function', { f: () => 1 }],
    ['a symbol', { s: Symbol('s') }],
    ['a Date', { d: new Date(0) }],
    ['a Map', { m: new Map() }],
    ['bytes inside JSON', { b: new Uint8Array(1) }],
    ['undefined in a list', { list: [undefined] }],
    ['an array instead of an object', []],
    ['text instead of an object', 'text'],
    ['null instead of an object', null],
  ];
  for (const [what, value] of hostile) {
    given(`refused before anything is written: ${what}`, async ({ store, stream }) => {
      expect(
        await refused(store.append(stream, [record(value as JsonObject)], { expectedRevision: 'noStream' })),
      ).toBeInstanceOf(TypeError);
      expect(
        await refused(store.append(stream, [record({}, value as JsonObject)], { expectedRevision: 'noStream' })),
      ).toBeInstanceOf(TypeError);
      expect(await store.readStream(stream)).toEqual([]);
    });
  }
  given('refused before anything is written: an object that contains itself', async ({ store, stream }) => {
    const circle: { self?: Json } = {};
    circle.self = circle;
    expect(
      await refused(store.append(stream, [record(circle as JsonObject)], { expectedRevision: 'noStream' })),
    ).toBeInstanceOf(TypeError);
  });
  for (const [what, change] of [
    ['in upper case', { id: randomUUID().toUpperCase() }],
    ['that is no UUID', { id: 'event-1' }],
    ['that is empty', { id: '' }],
  ] as const) {
    given(`an event id ${what} is refused`, async ({ store, stream }) => {
      expect(
        await refused(store.append(stream, [{ ...record(), ...change }], { expectedRevision: 'noStream' })),
      ).toBeInstanceOf(TypeError);
    });
  }
  given('one id twice in an append is refused', async ({ store, stream }) => {
    const one = record();
    expect(await refused(store.append(stream, [one, one], { expectedRevision: 'noStream' }))).toBeInstanceOf(TypeError);
    expect(await store.readStream(stream)).toEqual([]);
  });
  given('an append of no record is refused', async ({ store, stream }) => {
    expect(await refused(store.append(stream, [], { expectedRevision: 'noStream' }))).toBeInstanceOf(TypeError);
  });
  given('a stream or type name that is empty, reserved or unprintable is refused', async ({ store, stream }) => {
    for (const name of ['', '$system', 'a\nb', 'a\u0000b', 'a\ud800']) {
      expect(await refused(store.append(name, [record()], { expectedRevision: 'noStream' }))).toBeInstanceOf(TypeError);
      expect(
        await refused(store.append(stream, [{ ...record(), type: name }], { expectedRevision: 'noStream' })),
      ).toBeInstanceOf(TypeError);
    }
  });
  given('an expected revision that is no revision is refused: there is no "any" (law 3)', async ({ store, stream }) => {
    for (const expected of [undefined, null, 'any', -1, 0.5, Number.NaN, 0n])
      expect(await refused(store.append(stream, [record()], { expectedRevision: expected as number }))).toBeInstanceOf(
        TypeError,
      );
    expect(await store.readStream(stream)).toEqual([]);
  });
  given('a refusal never repeats what it refuses', async ({ store, stream }) => {
    const { message } = await refused(
      store.append(stream, [record({ name: 'Inger Hansen\ud800' })], { expectedRevision: 'noStream' }),
    );
    expect(message).not.toContain('Inger');
  });
}

import { AppendTooLarge, WrongExpectedRevision, maxAppendBytes } from '../../port.js';
import { type Case, ids, newStream, record, records, refused, written } from './given.js';

export function appending(given: Case): void {
  given('the first append to a stream expects that there is none, and gets revision 0', async ({ store, stream }) => {
    expect(await store.append(stream, [record()], { expectedRevision: 'noStream' })).toMatchObject({
      revision: 0,
      repeated: false,
    });
  });
  given('the next append expects the last revision and gets the one after it', async ({ store, stream }) => {
    await written(store, stream, 1);
    expect(await store.append(stream, [record()], { expectedRevision: 0 })).toMatchObject({
      revision: 1,
      repeated: false,
    });
  });
  given('an append answers with revision and position of its last record', async ({ store, stream }) => {
    const answer = await store.append(stream, records(3), { expectedRevision: 'noStream' });
    const last = (await store.readStream(stream)).at(-1)!;
    expect(answer).toEqual({ revision: 2, position: last.position, repeated: false });
  });
  given('a second append on the last revision of a batch goes on behind it', async ({ store, stream }) => {
    await store.append(stream, records(3), { expectedRevision: 'noStream' });
    expect((await store.append(stream, records(2), { expectedRevision: 2 })).revision).toBe(4);
  });
  given('a position is a bigint and larger than any before it', async ({ store, stream, before }) => {
    const { position } = await store.append(stream, [record()], { expectedRevision: 'noStream' });
    expect(typeof position).toBe('bigint');
    expect(position > before).toBe(true);
  });
  given('positions rise strictly from append to append, across streams', async ({ store }) => {
    const positions: bigint[] = [];
    for (let n = 0; n < 10; n += 1)
      positions.push((await store.append(newStream(), [record()], { expectedRevision: 'noStream' })).position);
    expect(positions.every((position, index) => index === 0 || position > positions[index - 1]!)).toBe(true);
  });
  given('positions rise strictly inside a batch', async ({ store, stream }) => {
    await store.append(stream, records(5), { expectedRevision: 'noStream' });
    const positions = (await store.readStream(stream)).map(({ position }) => position);
    expect(positions.every((position, index) => index === 0 || position > positions[index - 1]!)).toBe(true);
  });
  given('the head is the position of the last append', async ({ store, stream }) => {
    const { position } = await store.append(stream, records(2), { expectedRevision: 'noStream' });
    expect(await store.head()).toBe(position);
  });
  given('streams have revisions of their own', async ({ store }) => {
    const [one, other] = [newStream(), newStream()];
    await written(store, one, 3);
    expect((await store.append(other, [record()], { expectedRevision: 'noStream' })).revision).toBe(0);
    expect((await store.append(one, [record()], { expectedRevision: 2 })).revision).toBe(3);
  });
  given("a stream whose name begins with another stream's name is another stream", async ({ store, stream }) => {
    await written(store, stream, 2);
    expect((await store.append(`${stream}-more`, [record()], { expectedRevision: 'noStream' })).revision).toBe(0);
    expect(await store.readStream(stream)).toHaveLength(2);
  });
  given('stream names tell upper from lower case', async ({ store, stream }) => {
    await written(store, `${stream}-a`, 1);
    expect(await store.readStream(`${stream}-A`)).toEqual([]);
  });

  for (const [expected, is, actual] of [
    ['noStream', 'has one record', 0],
    [0, 'does not exist', null],
    [5, 'does not exist', null],
    [0, 'has three records', 2],
    [1, 'has three records', 2],
    [3, 'has three records', 2],
    [99, 'has three records', 2],
  ] as const) {
    given(
      `expecting ${expected} of a stream that ${is} is a conflict that names where it is (${actual})`,
      async ({ store, stream }) => {
        await written(store, stream, actual === null ? 0 : actual + 1);
        const error = await refused(store.append(stream, [record()], { expectedRevision: expected }));
        expect(error).toBeInstanceOf(WrongExpectedRevision);
        expect(error).toMatchObject({ stream, expected, actual });
      },
    );
  }
  given('a conflict writes nothing', async ({ store, stream }) => {
    await written(store, stream, 1);
    const head = await store.head();
    await refused(store.append(stream, records(3), { expectedRevision: 7 }));
    expect(await store.readStream(stream)).toHaveLength(1);
    expect(await store.head()).toBe(head);
  });
  given(
    'a conflict in one stream leaves an append to another alone, though both were sent at once',
    async ({ store, stream }) => {
      const other = newStream();
      const [conflict, taken] = await Promise.allSettled([
        store.append(stream, [record()], { expectedRevision: 4 }),
        store.append(other, [record()], { expectedRevision: 'noStream' }),
      ]);
      expect([conflict.status, taken.status]).toEqual(['rejected', 'fulfilled']);
      expect(await store.readStream(other)).toHaveLength(1);
    },
  );
  given('after a conflict the append goes through at the revision that it named', async ({ store, stream }) => {
    await written(store, stream, 2);
    const error = (await refused(
      store.append(stream, [record()], { expectedRevision: 'noStream' }),
    )) as WrongExpectedRevision;
    expect((await store.append(stream, [record()], { expectedRevision: error.actual! })).revision).toBe(2);
  });

  given('of 64 that create the same stream at once, one succeeds and 63 conflict', async ({ store, stream }) => {
    const tries = await Promise.allSettled(
      records(64).map((one) => store.append(stream, [one], { expectedRevision: 'noStream' })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(tries.every((one) => one.status === 'fulfilled' || one.reason instanceof WrongExpectedRevision)).toBe(true);
    expect(await store.readStream(stream)).toHaveLength(1);
  });
  given('of 16 that append on the same revision at once, one succeeds', async ({ store, stream }) => {
    await written(store, stream, 1);
    const tries = await Promise.allSettled(
      records(16).map((one) => store.append(stream, [one], { expectedRevision: 0 })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store.readStream(stream)).toHaveLength(2);
  });
  given('64 that create 64 streams at once all succeed, each at a position of its own', async ({ store }) => {
    const answers = await Promise.all(
      records(64).map((one) => store.append(newStream(), [one], { expectedRevision: 'noStream' })),
    );
    expect(new Set(answers.map(({ position }) => position)).size).toBe(64);
  });
  given(
    '8 writers who look and try again bring all their 80 records into one stream, once each',
    async ({ store, stream }) => {
      const mine = records(80);
      await Promise.all(
        Array.from({ length: 8 }, async (_, writer) => {
          for (const one of mine.slice(writer * 10, writer * 10 + 10)) {
            for (let at: number | null = null; ;) {
              try {
                await store.append(stream, [one], { expectedRevision: at ?? 'noStream' });
                break;
              } catch (error) {
                at = (error as WrongExpectedRevision).actual;
              }
            }
          }
        }),
      );
      const stored = await store.readStream(stream);
      expect(stored.map(({ revision }) => revision)).toEqual(mine.map((_, index) => index));
      expect(ids(stored).sort()).toEqual(ids(mine).sort());
    },
  );
  given(
    'appends of one caller that do not wait for each other are taken in the order of the calls',
    async ({ store, stream }) => {
      const mine = records(20);
      const answers = await Promise.all(
        mine.map((one, index) =>
          store.append(stream, [one], { expectedRevision: index === 0 ? 'noStream' : index - 1 }),
        ),
      );
      expect(answers.map(({ revision }) => revision)).toEqual(mine.map((_, index) => index));
      expect(ids(await store.readStream(stream))).toEqual(ids(mine));
    },
  );

  given('a batch is stored in its order, without a hole', async ({ store, stream }) => {
    const batch = records(50);
    await store.append(stream, batch, { expectedRevision: 'noStream' });
    const stored = await store.readStream(stream);
    expect(ids(stored)).toEqual(ids(batch));
    expect(stored.map(({ revision }) => revision)).toEqual(batch.map((_, index) => index));
  });
  given('a batch of 500 records is one append', async ({ store, stream }) => {
    expect((await store.append(stream, records(500), { expectedRevision: 'noStream' })).revision).toBe(499);
    expect(await store.readStream(stream)).toHaveLength(500);
  });
  given(
    'of two batches at once on one stream, one is there whole and the other not at all',
    async ({ store, stream }) => {
      const batches = [records(10), records(10)];
      const tries = await Promise.allSettled(
        batches.map((batch) => store.append(stream, batch, { expectedRevision: 'noStream' })),
      );
      const winner = batches[tries.findIndex(({ status }) => status === 'fulfilled')]!;
      expect(ids(await store.readStream(stream))).toEqual(ids(winner));
    },
  );
  given('a batch with one record that cannot be stored writes none of them', async ({ store, stream }) => {
    expect(
      await refused(store.append(stream, [record(), record({ half: '\ud800' })], { expectedRevision: 'noStream' })),
    ).toBeInstanceOf(TypeError);
    expect(await store.readStream(stream)).toEqual([]);
  });

  given(
    'one record over the size limit is refused with its size, and nothing is written',
    async ({ store, stream }) => {
      const error = await refused(
        store.append(stream, [record({ text: 'x'.repeat(maxAppendBytes + 1) })], { expectedRevision: 'noStream' }),
      );
      expect(error).toBeInstanceOf(AppendTooLarge);
      expect((error as AppendTooLarge).bytes).toBeGreaterThan(maxAppendBytes);
      expect(await store.readStream(stream)).toEqual([]);
    },
  );
  given('an append far over the size limit is refused in the same way', async ({ store, stream }) => {
    expect(
      await refused(
        store.append(stream, [record({ text: 'x'.repeat(8 * maxAppendBytes) })], { expectedRevision: 'noStream' }),
      ),
    ).toBeInstanceOf(AppendTooLarge);
  });
  given(
    'the size limit is for the whole append: small records that exceed it together are refused',
    async ({ store, stream }) => {
      const batch = Array.from({ length: 12 }, () => record({ text: 'x'.repeat(100_000) }));
      expect(await refused(store.append(stream, batch, { expectedRevision: 'noStream' }))).toBeInstanceOf(
        AppendTooLarge,
      );
      expect(await store.readStream(stream)).toEqual([]);
    },
  );
  given('metadata count for the size limit', async ({ store, stream }) => {
    expect(
      await refused(
        store.append(stream, [record({}, { text: 'x'.repeat(maxAppendBytes) })], { expectedRevision: 'noStream' }),
      ),
    ).toBeInstanceOf(AppendTooLarge);
  });
  given('the size is counted in bytes of UTF-8, not in characters', async ({ store, stream }) => {
    expect(
      await refused(
        store.append(stream, [record({ text: 'å'.repeat(maxAppendBytes / 2 + 1) })], { expectedRevision: 'noStream' }),
      ),
    ).toBeInstanceOf(AppendTooLarge);
  });
  given('binary data over the size limit are refused', async ({ store, stream }) => {
    expect(
      await refused(
        store.append(stream, [record(new Uint8Array(maxAppendBytes + 1))], { expectedRevision: 'noStream' }),
      ),
    ).toBeInstanceOf(AppendTooLarge);
  });
  given('an append of 900,000 bytes is taken', async ({ store, stream }) => {
    await store.append(stream, [record({ text: 'x'.repeat(900_000) })], { expectedRevision: 'noStream' });
    expect(((await store.readStream(stream))[0]!.data as { text: string }).text).toHaveLength(900_000);
  });
  given('after a refused size the same stream takes a smaller append', async ({ store, stream }) => {
    await refused(
      store.append(stream, [record({ text: 'x'.repeat(maxAppendBytes) })], { expectedRevision: 'noStream' }),
    );
    expect((await store.append(stream, [record()], { expectedRevision: 'noStream' })).revision).toBe(0);
  });
}

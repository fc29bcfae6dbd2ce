import { WrongExpectedRevision } from '../../port.js';
import { type Case, ids, record, records, refused, written } from './given.js';

export function repeating(given: Case): void {
  given(
    'the same ids at the same expected revision get the first answer, marked as repeated',
    async ({ store, stream }) => {
      const one = record();
      const first = await store.append(stream, [one], { expectedRevision: 'noStream' });
      expect(await store.append(stream, [one], { expectedRevision: 'noStream' })).toEqual({ ...first, repeated: true });
    },
  );
  given('a repeated append writes nothing', async ({ store, stream }) => {
    const one = record();
    const { position } = await store.append(stream, [one], { expectedRevision: 'noStream' });
    await store.append(stream, [one], { expectedRevision: 'noStream' });
    expect(await store.readStream(stream)).toHaveLength(1);
    expect(await store.head()).toBe(position);
  });
  given('a batch is repeated as a whole and answered as at first', async ({ store, stream }) => {
    const batch = records(4);
    const first = await store.append(stream, batch, { expectedRevision: 'noStream' });
    expect(await store.append(stream, batch, { expectedRevision: 'noStream' })).toEqual({ ...first, repeated: true });
    expect(await store.readStream(stream)).toHaveLength(4);
  });
  given('an append in the middle of a stream is repeated at its own expected revision', async ({ store, stream }) => {
    await written(store, stream, 3);
    const batch = records(2);
    const first = await store.append(stream, batch, { expectedRevision: 2 });
    expect(await store.append(stream, batch, { expectedRevision: 2 })).toEqual({ ...first, repeated: true });
  });
  given('a repeat is recognised after others have appended behind it', async ({ store, stream }) => {
    const one = record();
    const first = await store.append(stream, [one], { expectedRevision: 'noStream' });
    await store.append(stream, records(5), { expectedRevision: 0 });
    expect(await store.append(stream, [one], { expectedRevision: 'noStream' })).toEqual({ ...first, repeated: true });
    expect(await store.readStream(stream)).toHaveLength(6);
  });
  given('a repeat may be repeated again and again', async ({ store, stream }) => {
    const one = record();
    const first = await store.append(stream, [one], { expectedRevision: 'noStream' });
    for (let n = 0; n < 5; n += 1)
      expect(await store.append(stream, [one], { expectedRevision: 'noStream' })).toEqual({ ...first, repeated: true });
  });
  given(
    'the same append sent 8 times at once is written once, and all get the same answer',
    async ({ store, stream }) => {
      const one = record();
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => store.append(stream, [one], { expectedRevision: 'noStream' })),
      );
      expect(new Set(answers.map(({ revision, position }) => `${revision}@${position}`)).size).toBe(1);
      expect(await store.readStream(stream)).toHaveLength(1);
    },
  );
  given(
    'the ids alone make it the same append: what was stored first stays, whatever the repeat holds',
    async ({ store, stream }) => {
      const one = record({ seen: 'first' });
      await store.append(stream, [one], { expectedRevision: 'noStream' });
      expect(
        (await store.append(stream, [{ ...one, data: { seen: 'later' } }], { expectedRevision: 'noStream' })).repeated,
      ).toBe(true);
      expect((await store.readStream(stream))[0]!.data).toEqual({ seen: 'first' });
    },
  );
  given('a batch of which only the first part is there already is a conflict', async ({ store, stream }) => {
    const old = record();
    await store.append(stream, [old], { expectedRevision: 'noStream' });
    expect(await refused(store.append(stream, [old, record()], { expectedRevision: 'noStream' }))).toBeInstanceOf(
      WrongExpectedRevision,
    );
    expect(ids(await store.readStream(stream))).toEqual([old.id]);
  });
  given('a batch of which only the last part is there already is a conflict', async ({ store, stream }) => {
    const old = record();
    await store.append(stream, [old], { expectedRevision: 'noStream' });
    expect(await refused(store.append(stream, [record(), old], { expectedRevision: 'noStream' }))).toBeInstanceOf(
      WrongExpectedRevision,
    );
    expect(ids(await store.readStream(stream))).toEqual([old.id]);
  });
  given('the same ids in another order are a conflict', async ({ store, stream }) => {
    const [one, other] = [record(), record()];
    await store.append(stream, [one, other], { expectedRevision: 'noStream' });
    expect(await refused(store.append(stream, [other, one], { expectedRevision: 'noStream' }))).toBeInstanceOf(
      WrongExpectedRevision,
    );
  });
  given('the same ids at an earlier revision than theirs are a conflict', async ({ store, stream }) => {
    await written(store, stream, 3);
    const one = record();
    await store.append(stream, [one], { expectedRevision: 2 });
    for (const expectedRevision of ['noStream', 0, 1] as const)
      expect(await refused(store.append(stream, [one], { expectedRevision }))).toBeInstanceOf(WrongExpectedRevision);
    expect(await store.readStream(stream)).toHaveLength(4);
  });
  given('the same ids at a revision that the stream has not reached are a conflict', async ({ store, stream }) => {
    const one = record();
    await store.append(stream, [one], { expectedRevision: 'noStream' });
    expect(await refused(store.append(stream, [one], { expectedRevision: 9 }))).toMatchObject({
      name: 'WrongExpectedRevision',
      actual: 0,
    });
  });
  given('another id at an old revision is a conflict, not a repeat', async ({ store, stream }) => {
    await written(store, stream, 3);
    expect(await refused(store.append(stream, [record()], { expectedRevision: 1 }))).toMatchObject({
      name: 'WrongExpectedRevision',
      actual: 2,
    });
  });
  given('a repeat is recognised after closing and opening', async ({ store, stream, reopen }) => {
    const batch = records(2);
    const first = await store.append(stream, batch, { expectedRevision: 'noStream' });
    expect(await (await reopen()).append(stream, batch, { expectedRevision: 'noStream' })).toEqual({
      ...first,
      repeated: true,
    });
  });
  given('an append that was a conflict may be sent again when the stream has come to it', async ({ store, stream }) => {
    const early = record();
    await refused(store.append(stream, [early], { expectedRevision: 0 }));
    await written(store, stream, 1);
    expect(await store.append(stream, [early], { expectedRevision: 0 })).toMatchObject({
      revision: 1,
      repeated: false,
    });
  });
}

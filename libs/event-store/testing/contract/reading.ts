import { type Case, ids, newStream, record, records, refused, written } from './given.js';
import { wholeLog } from '../whole-log.js';

export function reading(given: Case): void {
  given('a stream that does not exist reads as empty, in both directions', async ({ store, stream }) => {
    expect(await store.readStream(stream)).toEqual([]);
    expect(await store.readStream(stream, { backwards: true })).toEqual([]);
    expect(await store.readStream(stream, { from: 5, limit: 2 })).toEqual([]);
  });
  given('reading a stream that does not exist does not create it', async ({ store, stream }) => {
    await store.readStream(stream);
    expect((await store.append(stream, [record()], { expectedRevision: 'noStream' })).revision).toBe(0);
  });
  given('a stream is read oldest first, with all its records', async ({ store, stream }) => {
    const all = await written(store, stream, 7);
    expect(ids(await store.readStream(stream))).toEqual(ids(all));
  });
  given('a stream is read newest first when backwards', async ({ store, stream }) => {
    const all = await written(store, stream, 7);
    expect(ids(await store.readStream(stream, { backwards: true }))).toEqual(ids(all).reverse());
  });

  given('where whole streams can be read, each comes once and whole, however long a page is', async ({ store }) => {
    if (!store.readStreams) return;
    const streams = [newStream(), newStream(), newStream()].sort();
    for (const stream of streams) await written(store, stream, 4);
    const upTo = await store.head();
    await written(store, newStream(), 2);
    const found: string[] = [];
    for (let after = ''; ;) {
      const page = await store.readStreams({ after, upTo, limit: 3 });
      if (page.length === 0) break;
      found.push(...page.map(({ stream, revision }) => `${stream}/${revision}`));
      after = page.at(-1)!.stream;
    }
    expect(found.filter((each) => streams.some((stream) => each.startsWith(stream)))).toEqual(
      streams.flatMap((stream) => [0, 1, 2, 3].map((revision) => `${stream}/${revision}`)),
    );
    expect(found).toHaveLength(Number(upTo));
  });

  // A stream of the revisions 0 to 9.
  const reads: readonly (readonly [
    string,
    Parameters<Parameters<Parameters<Case>[1]>[0]['store']['readStream']>[1],
    readonly number[],
  ])[] = [
    ['from a revision onwards, that one included', { from: 6 }, [6, 7, 8, 9]],
    ['from the first revision', { from: 0, limit: 2 }, [0, 1]],
    ['from the last revision', { from: 9 }, [9]],
    ['from behind the end: nothing', { from: 10 }, []],
    ['from far behind the end: nothing', { from: 1_000_000 }, []],
    ['the first three', { limit: 3 }, [0, 1, 2]],
    ['three from the middle', { from: 4, limit: 3 }, [4, 5, 6]],
    ['a limit beyond the end gives what there is', { from: 8, limit: 100 }, [8, 9]],
    ['a limit of none gives nothing', { limit: 0 }, []],
    ['backwards from a revision, that one included', { backwards: true, from: 2 }, [2, 1, 0]],
    ['backwards from the first revision', { backwards: true, from: 0 }, [0]],
    ['backwards from behind the end begins at the end', { backwards: true, from: 99, limit: 2 }, [9, 8]],
    ['the last one alone', { backwards: true, limit: 1 }, [9]],
    ['backwards three from the middle', { backwards: true, from: 5, limit: 3 }, [5, 4, 3]],
    ['backwards with a limit beyond the beginning', { backwards: true, from: 1, limit: 100 }, [1, 0]],
    ['backwards with a limit of none gives nothing', { backwards: true, limit: 0 }, []],
  ];
  for (const [what, options, expected] of reads) {
    given(`of ten records: ${what}`, async ({ store, stream }) => {
      await store.append(stream, records(10), { expectedRevision: 'noStream' });
      expect((await store.readStream(stream, options)).map(({ revision }) => revision)).toEqual(expected);
    });
  }
  given('a negative or broken limit or start is refused instead of read as "all"', async ({ store, stream }) => {
    for (const options of [{ limit: -1 }, { limit: 1.5 }, { from: -1 }, { from: Number.NaN }])
      expect(await refused(store.readStream(stream, options))).toBeInstanceOf(TypeError);
    expect(await refused(store.readAll({ limit: -1 }))).toBeInstanceOf(TypeError);
  });
  given('a stream of 1,500 records is read whole when no limit is given', async ({ store, stream }) => {
    for (let n = 0; n < 3; n += 1)
      await store.append(stream, records(500), { expectedRevision: n === 0 ? 'noStream' : n * 500 - 1 });
    expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual(
      Array.from({ length: 1500 }, (_, n) => n),
    );
  });
  given('an append that was answered is there for the next read', async ({ store, stream }) => {
    for (let n = 0; n < 20; n += 1) {
      await store.append(stream, [record()], { expectedRevision: n === 0 ? 'noStream' : n - 1 });
      expect(await store.readStream(stream, { backwards: true, limit: 1 })).toMatchObject([{ revision: n }]);
    }
  });
  given('30 streams written in turns keep their records apart', async ({ store }) => {
    const streams = Array.from({ length: 30 }, () => newStream());
    for (let n = 0; n < 4; n += 1)
      await Promise.all(
        streams.map((stream, which) =>
          store.append(stream, [record({ which, n })], { expectedRevision: n === 0 ? 'noStream' : n - 1 }),
        ),
      );
    for (const [which, stream] of streams.entries())
      expect((await store.readStream(stream)).map(({ data }) => data)).toEqual([0, 1, 2, 3].map((n) => ({ which, n })));
  });

  given('the log is read in the order of its positions, whatever the streams', async ({ store, before }) => {
    const streams = [newStream(), newStream(), newStream()];
    const answers = [];
    for (let n = 0; n < 4; n += 1)
      for (const stream of streams)
        answers.push(await store.append(stream, [record()], { expectedRevision: n === 0 ? 'noStream' : n - 1 }));
    expect((await store.readAll({ after: before })).map(({ position }) => position)).toEqual(
      answers.map(({ position }) => position),
    );
  });
  given('a record of the log is the same as in its stream', async ({ store, stream, before }) => {
    await store.append(stream, [record({ a: 'å' }, { b: 1 }), record(Uint8Array.from([1, 2]))], {
      expectedRevision: 'noStream',
    });
    expect(await store.readAll({ after: before })).toEqual(await store.readStream(stream));
  });
  given('the log after a position begins behind it', async ({ store, stream, before }) => {
    await store.append(stream, records(5), { expectedRevision: 'noStream' });
    const all = await store.readAll({ after: before });
    expect(await store.readAll({ after: all[1]!.position })).toEqual(all.slice(2));
  });
  given('the log after its head is empty', async ({ store, stream }) => {
    await written(store, stream, 2);
    expect(await store.readAll({ after: await store.head() })).toEqual([]);
  });
  given(
    'a page of the log holds at most its limit, and the pages together hold everything once',
    async ({ store, stream, before }) => {
      const all = records(23);
      await store.append(stream, all, { expectedRevision: 'noStream' });
      expect(ids(await wholeLog(store, { after: before, limit: 5 }))).toEqual(ids(all));
      expect(await store.readAll({ after: before, limit: 5 })).toHaveLength(5);
    },
  );
  given(
    'the log ends with its last record, and knows it by its place: no other id, and no other position',
    async ({ store, stream }) => {
      const [, last] = await written(store, stream, 2);
      const end = (await store.end())!;
      expect([end.id, end.stream, end.revision, end.position]).toEqual([last!.id, stream, 1, await store.head()]);
      expect(end.lookedAt >= end.position).toBe(true);
      expect(await store.has(end)).toBe(true);
      expect(await store.has({ position: end.position })).toBe(true);
      expect(await store.has({ position: end.position, id: newStream() })).toBe(false);
      expect(await store.has({ position: end.position + 1n })).toBe(false);
      const [before] = await store.readAll({ backwards: true, after: end.position, limit: 1 });
      expect(await store.has({ position: before!.position, id: end.id })).toBe(false);
    },
  );
  given(
    'the log backwards from a position that nobody was given begins before it all the same',
    async ({ store, stream }) => {
      const all = await written(store, stream, 3);
      const head = await store.head();
      expect(ids(await store.readAll({ backwards: true, after: head + 1n, limit: 2 }))).toEqual(
        ids(all).reverse().slice(0, 2),
      );
    },
  );
  given('a page of the log holds 1,000 records when no limit is given', async ({ store, before }) => {
    for (let n = 0; n < 3; n += 1) await store.append(newStream(), records(400), { expectedRevision: 'noStream' });
    expect(await store.readAll({ after: before })).toHaveLength(1000);
  });
  given('a limit of none reads nothing of the log', async ({ store, stream, before }) => {
    await written(store, stream, 2);
    expect(await store.readAll({ after: before, limit: 0 })).toEqual([]);
  });
  given('the log backwards begins at its head', async ({ store, stream, before }) => {
    await store.append(stream, records(4), { expectedRevision: 'noStream' });
    const forwards = await store.readAll({ after: before });
    expect(await store.readAll({ backwards: true, limit: 3 })).toEqual([...forwards].reverse().slice(0, 3));
  });
  given('the log backwards from a position begins before it', async ({ store, stream, before }) => {
    await store.append(stream, records(6), { expectedRevision: 'noStream' });
    const forwards = await store.readAll({ after: before });
    expect(await store.readAll({ backwards: true, after: forwards[4]!.position, limit: 2 })).toEqual([
      forwards[3],
      forwards[2],
    ]);
  });
  given(
    'records of one append stand side by side in the log, though many append at once',
    async ({ store, before }) => {
      await Promise.all(
        Array.from({ length: 20 }, () => store.append(newStream(), records(3), { expectedRevision: 'noStream' })),
      );
      const streams = (await store.readAll({ after: before })).map(({ stream }) => stream);
      expect(streams.filter((stream, index) => stream !== streams[index - 1])).toHaveLength(20);
    },
  );
  given('reading while others write sees whole appends only', async ({ store, stream }) => {
    let writing = true;
    const writer = (async () => {
      for (let n = 0; n < 30; n += 1)
        await store.append(stream, records(3), { expectedRevision: n === 0 ? 'noStream' : n * 3 - 1 });
      writing = false;
    })();
    while (writing) {
      expect((await store.readStream(stream)).length % 3).toBe(0);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    await writer;
  });
}

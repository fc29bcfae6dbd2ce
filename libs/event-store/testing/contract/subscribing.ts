import { type Case, Following, ids, newStream, record, records, written } from './given.js';

export function subscribing(given: Case): void {
  given('a subscription gives what was there before it, in order', async ({ store, stream, before }) => {
    const all = await written(store, stream, 10);
    const following = new Following(store, { after: before });
    expect(ids(await following.untilRecords(10))).toEqual(ids(all));
    await following.stop();
  });
  given('a subscription gives what is written after it was caught up', async ({ store, stream, before }) => {
    const following = new Following(store, { after: before });
    await following.untilCaughtUp();
    const all = await written(store, stream, 5);
    expect(ids(await following.untilRecords(5))).toEqual(ids(all));
    await following.stop();
  });
  given('between the old and the new nothing is missing and nothing comes twice', async ({ store, stream, before }) => {
    const old = await written(store, stream, 20);
    const following = new Following(store, { after: before, batch: 3 });
    await following.next();
    const fresh = records(20);
    for (const [index, one] of fresh.entries()) await store.append(stream, [one], { expectedRevision: 19 + index });
    expect(ids(await following.untilRecords(40))).toEqual(ids([...old, ...fresh]));
    await following.stop();
  });
  given('nothing is missing and nothing comes twice while many write', async ({ store, before }) => {
    const following = new Following(store, { after: before, batch: 7 });
    const writers = Promise.all(Array.from({ length: 10 }, async () => written(store, newStream(), 10)));
    const seen = await following.untilRecords(100);
    expect(new Set(ids(seen)).size).toBe(100);
    expect(ids(seen).sort()).toEqual(ids((await writers).flat()).sort());
    await following.stop();
  });
  given('the records of a subscription have rising positions', async ({ store, before }) => {
    await Promise.all(
      Array.from({ length: 20 }, () => store.append(newStream(), records(2), { expectedRevision: 'noStream' })),
    );
    const following = new Following(store, { after: before, batch: 6 });
    const positions = (await following.untilRecords(40)).map(({ position }) => position);
    expect(positions.every((position, index) => index === 0 || position > positions[index - 1]!)).toBe(true);
    await following.stop();
  });
  given('a record of a subscription is the same as the one read', async ({ store, stream, before }) => {
    await store.append(stream, [record({ a: 'å' }, { b: [1] }), record(Uint8Array.from([0, 255]))], {
      expectedRevision: 'noStream',
    });
    const following = new Following(store, { after: before });
    expect(await following.untilRecords(2)).toEqual(await store.readStream(stream));
    await following.stop();
  });
  given('who has everything is told so at once, with no record', async ({ store, stream }) => {
    await written(store, stream, 2);
    const head = await store.head();
    const following = new Following(store, { after: head });
    await following.untilCaughtUp();
    expect(following.records).toEqual([]);
    expect(following.upTo >= head).toBe(true);
    await following.stop();
  });
  given('who catches up is told so with or after the last record', async ({ store, stream, before }) => {
    await written(store, stream, 25);
    const following = new Following(store, { after: before, batch: 10 });
    await following.untilCaughtUp();
    expect(following.records).toHaveLength(25);
    await following.stop();
  });
  given('who has more waiting is not told that it is caught up', async ({ store, stream, before }) => {
    await written(store, stream, 30);
    const following = new Following(store, { after: before, batch: 10 });
    while (following.records.length < 20) expect((await following.next())!.caughtUp).toBe(false);
    await following.stop();
  });
  given('a batch reaches at least up to its last record', async ({ store, stream, before }) => {
    await written(store, stream, 12);
    const following = new Following(store, { after: before, batch: 5 });
    await following.untilRecords(12);
    for (const { records: some, upTo } of following.batches)
      if (some.length > 0) expect(upTo >= some.at(-1)!.position).toBe(true);
    await following.stop();
  });
  given('the reach of batches never goes back', async ({ store, stream, before }) => {
    await written(store, stream, 12);
    const following = new Following(store, { after: before, batch: 5 });
    await following.untilCaughtUp();
    const reaches = following.batches.map(({ upTo }) => upTo);
    expect(reaches.every((upTo, index) => index === 0 || upTo >= reaches[index - 1]!)).toBe(true);
    await following.stop();
  });
  for (const batch of [1, 4, 500]) {
    given(`no batch holds more than ${batch} records when that is the limit`, async ({ store, stream, before }) => {
      await store.append(stream, records(41), { expectedRevision: 'noStream' });
      const following = new Following(store, { after: before, batch });
      await following.untilRecords(41);
      expect(Math.max(...following.batches.map(({ records: some }) => some.length))).toBeLessThanOrEqual(batch);
      await following.stop();
    });
  }
  given('no batch holds more than 500 records when no limit is given', async ({ store, before }) => {
    for (let n = 0; n < 3; n += 1) await store.append(newStream(), records(400), { expectedRevision: 'noStream' });
    const following = new Following(store, { after: before });
    await following.untilRecords(1200);
    expect(Math.max(...following.batches.map(({ records: some }) => some.length))).toBeLessThanOrEqual(500);
    await following.stop();
  });

  given('a subscription begins behind the position it is given', async ({ store, stream }) => {
    const all = await written(store, stream, 6);
    const { position } = (await store.readStream(stream, { from: 2, limit: 1 }))[0]!;
    const following = new Following(store, { after: position });
    expect(ids(await following.untilRecords(3))).toEqual(ids(all.slice(3)));
    await following.stop();
  });
  given('resumed from the reach of the last batch, it goes on where it was', async ({ store, stream, before }) => {
    const all = await written(store, stream, 30);
    const seen: string[] = [];
    for (let after = before; seen.length < 30;) {
      const following = new Following(store, { after, batch: 4 });
      await following.untilRecords(1);
      seen.push(...ids(following.records));
      after = following.upTo;
      await following.stop();
    }
    expect(seen).toEqual(ids(all));
  });
  given(
    'resumed after closing and opening the store, it goes on where it was',
    async ({ store, stream, before, reopen }) => {
      const all = await written(store, stream, 10);
      const first = new Following(store, { after: before, batch: 4 });
      await first.untilRecords(4);
      await first.stop();
      const second = new Following(await reopen(), { after: first.upTo });
      await second.untilRecords(10 - first.records.length);
      expect(ids([...first.records, ...second.records])).toEqual(ids(all));
      await second.stop();
    },
  );
  given('what was written while nobody was subscribed comes first', async ({ store, stream, before }) => {
    const first = new Following(store, { after: before });
    await first.untilCaughtUp();
    await first.stop();
    const all = await written(store, stream, 5);
    const second = new Following(store, { after: first.upTo });
    expect(ids(await second.untilRecords(5))).toEqual(ids(all));
    await second.stop();
  });

  given('with a prefix only the streams that begin so are given', async ({ store, before }) => {
    const [mine, other] = [newStream('mine'), newStream('other')];
    const wanted = await written(store, mine, 5);
    await written(store, other, 5);
    const following = new Following(store, { after: before, streamPrefix: 'mine-' });
    await following.untilCaughtUp();
    expect(ids(following.records)).toEqual(ids(wanted));
    await following.stop();
  });
  given(
    'with a prefix, what is filtered out is passed, so that the reach comes to the head',
    async ({ store, stream, before }) => {
      await written(store, stream, 8);
      const following = new Following(store, { after: before, streamPrefix: 'nobody-' });
      await following.untilCaughtUp();
      expect(following.records).toEqual([]);
      expect(following.upTo >= (await store.head())).toBe(true);
      await following.stop();
    },
  );
  given('with a prefix, resuming from the reach misses nothing and repeats nothing', async ({ store, before }) => {
    const [mine, other] = [newStream('mine'), newStream('other')];
    const wanted = records(12);
    for (const [n, one] of wanted.entries()) {
      await store.append(mine, [one], { expectedRevision: n === 0 ? 'noStream' : n - 1 });
      await store.append(other, [record()], { expectedRevision: n === 0 ? 'noStream' : n - 1 });
    }
    const seen: string[] = [];
    for (let after = before; seen.length < 12;) {
      const following = new Following(store, { after, batch: 3, streamPrefix: 'mine-' });
      await following.untilRecords(1);
      seen.push(...ids(following.records));
      after = following.upTo;
      await following.stop();
    }
    expect(seen).toEqual(ids(wanted));
  });
  given('with a prefix, live records of other streams are left out', async ({ store, before }) => {
    const following = new Following(store, { after: before, streamPrefix: 'mine-' });
    await following.untilCaughtUp();
    await written(store, newStream('other'), 5);
    const wanted = await written(store, newStream('mine'), 2);
    expect(ids(await following.untilRecords(2))).toEqual(ids(wanted));
    await following.stop();
  });
  given('a prefix is taken letter by letter: % and _ and case mean themselves', async ({ store, before }) => {
    for (const name of ['a_b', 'axb', 'A_B', 'a%b']) await written(store, newStream(name), 1);
    for (const [streamPrefix, count] of [
      ['a_', 1],
      ['a%', 1],
      ['a', 3],
      ['', 4],
    ] as const) {
      const following = new Following(store, { after: before, streamPrefix });
      await following.untilCaughtUp();
      expect(following.records).toHaveLength(count);
      await following.stop();
    }
  });
  given('a wanted record behind 3,000 others is found', async ({ store, before }) => {
    for (let n = 0; n < 3; n += 1)
      await store.append(newStream('other'), records(1000), { expectedRevision: 'noStream' });
    const wanted = await written(store, newStream('mine'), 1);
    const following = new Following(store, { after: before, streamPrefix: 'mine-', batch: 100 });
    expect(ids(await following.untilRecords(1))).toEqual(ids(wanted));
    await following.stop();
  });

  given('several subscribers each get everything, whatever their batches', async ({ store, stream, before }) => {
    const followings = [1, 3, 50].map((batch) => new Following(store, { after: before, batch }));
    const all = await written(store, stream, 20);
    for (const following of followings) expect(ids(await following.untilRecords(20))).toEqual(ids(all));
    for (const following of followings) await following.stop();
  });
  given(
    'a slow subscriber stops neither the writers nor the other subscribers, and still gets everything',
    async ({ store, stream, before }) => {
      const [slow, quick] = [
        new Following(store, { after: before, batch: 10 }),
        new Following(store, { after: before }),
      ];
      const first = await written(store, stream, 1);
      await slow.untilRecords(1);
      const rest = records(2000);
      for (let n = 0; n < 20; n += 1)
        await store.append(stream, rest.slice(n * 100, n * 100 + 100), { expectedRevision: n * 100 });
      expect(await quick.untilRecords(2001)).toHaveLength(2001);
      expect(ids(await slow.untilRecords(2001))).toEqual(ids([...first, ...rest]));
      await slow.stop();
      await quick.stop();
    },
  );
  given('a subscriber that gives up leaves the others alone', async ({ store, stream, before }) => {
    const [one, other] = [new Following(store, { after: before }), new Following(store, { after: before })];
    await one.untilCaughtUp();
    await one.stop();
    const all = await written(store, stream, 3);
    expect(ids(await other.untilRecords(3))).toEqual(ids(all));
    await other.stop();
  });
  given(
    'a subscriber may append what it was given to another stream, and sees that too',
    async ({ store, stream, before }) => {
      const following = new Following(store, { after: before });
      const copies = newStream('copy');
      await written(store, stream, 1);
      for (let n = 0; n < 5; n += 1) {
        await following.untilRecords(n + 1);
        await store.append(copies, [record({ n })], { expectedRevision: n === 0 ? 'noStream' : n - 1 });
      }
      expect((await following.untilRecords(6)).map((one) => one.stream)).toEqual([
        stream,
        ...Array.from({ length: 5 }, () => copies),
      ]);
      await following.stop();
    },
  );

  given('an abort ends a subscription that waits', async ({ store, before }) => {
    const following = new Following(store, { after: before });
    await following.untilCaughtUp();
    const waiting = following.next();
    following.abort();
    expect(await waiting).toBeUndefined();
  });
  given('an abort ends a subscription that is catching up', async ({ store, stream, before }) => {
    await store.append(stream, records(100), { expectedRevision: 'noStream' });
    const following = new Following(store, { after: before, batch: 1 });
    await following.next();
    await following.stop();
    expect(following.records.length).toBeLessThan(100);
  });
  given(
    'a subscription whose signal was aborted before it began gives no record',
    async ({ store, stream, before }) => {
      await written(store, stream, 3);
      for await (const { records: some } of store.subscribe({ after: before, signal: AbortSignal.abort() }))
        expect(some).toEqual([]);
    },
  );
  given('a subscriber may leave in the middle of a loop and come again', async ({ store, stream, before }) => {
    const all = await written(store, stream, 3);
    for (let n = 0; n < 2; n += 1) {
      for await (const batch of store.subscribe({ after: before, batch: 1 })) {
        if (batch.records.length === 0) continue;
        expect(ids(batch.records)).toEqual([all[0]!.id]);
        break;
      }
    }
  });
  given('closing the store ends a subscription that waits', async ({ store, before }) => {
    const following = new Following(store, { after: before });
    await following.untilCaughtUp();
    const waiting = following.next();
    await store.close();
    expect(await waiting).toBeUndefined();
  });
}

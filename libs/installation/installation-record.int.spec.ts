import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  emptyRecord,
  fileOfTurn,
  lossesOf,
  readRecord,
  refuseLosses,
  writeRecord,
  type InstallationRecord,
} from './installation-record.js';
import { StoreUnavailable } from '../platform/unavailable.js';
import { mostBehind, Recorder } from './recorder.js';
import { type Extent } from './office-files.js';

const masterKey = createSecretKey(randomBytes(32));
const extent: Extent = { events: '120', keys: '40', shredded: '3', access: '77' };
const record: InstallationRecord = { number: 4, lastSeenAt: '2026-03-02T08:00:00.000Z', offices: { horsens: extent } };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'record-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the record', () => {
  it('is read as it was written: the later of two', () => {
    const place = join(folder, 'place');
    expect(readRecord(place, masterKey)).toBeNull();
    writeRecord(place, record, masterKey);
    expect(readRecord(place, masterKey)).toEqual(record);
    writeRecord(place, { ...record, number: 5, lastSeenAt: '2026-03-02T08:00:01.000Z' }, masterKey);
    expect(readRecord(place, masterKey)?.number).toBe(5);
  });

  it('is the one before, where the last was cut off while it was written', () => {
    writeRecord(folder, record, masterKey);
    const next = { ...record, number: 5 };
    writeRecord(folder, next, masterKey);
    truncateSync(fileOfTurn(folder, next), 50);
    expect(readRecord(folder, masterKey)).toEqual(record);
  });

  it.each([
    ['a number made smaller', (text: string) => text.replace('"120"', '"60"'), /not written by this product/],
    ['an office taken out', (text: string) => text.replace(/"horsens": \{[^}]*\}/, ''), /not written by this product/],
    ['cut off', (text: string) => text.slice(0, 40), /not JSON/],
    ['without a signature', (text: string) => text.replace(/,\s*"hmac": "[^"]*"/, ''), /damaged/],
    ['under another master key', (text: string) => text, /with this master key/],
  ])('%s: it is refused, and says what to do', (what, change, why) => {
    writeRecord(folder, record, masterKey);
    const file = fileOfTurn(folder, record);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    const key = what.startsWith('under another') ? createSecretKey(randomBytes(32)) : masterKey;
    expect(() => readRecord(folder, key)).toThrow(why);
    expect(() => readRecord(folder, key)).toThrow(/npm run klagegang -- accept/);
  });
});

describe('what is gone or older', () => {
  it('is nothing where all is as it was, or further', () => {
    expect(lossesOf(record, { horsens: extent })).toEqual([]);
    expect(lossesOf(record, { horsens: { events: '121', keys: '41', shredded: '3', access: '78' } })).toEqual([]);
  });

  it('is each file that is not as far, and each that is not there', () => {
    const losses = lossesOf(record, { horsens: { events: '119', keys: null, shredded: '3', access: '9' } });
    expect(losses.map(({ what, found }) => [what, found])).toEqual([
      ['events', '119'],
      ['keys', null],
      ['access', '9'],
    ]);
    expect(() => refuseLosses(losses, record.lastSeenAt)).toThrow(
      /events\.db ends at 119; it had come to 120[\s\S]*keys\.db is not there, or empty[\s\S]*access\.db ends at 9/,
    );
  });

  it('is the office, where nothing of it is there; one that is not in the settings is not looked for', () => {
    expect(lossesOf(record, { horsens: { events: null, keys: null, shredded: null, access: null } })).toEqual([
      { office: 'horsens', what: 'office', recorded: '120', found: null },
    ]);
    expect(lossesOf(record, {})).toEqual([]);
  });

  it('tells a move to another log from a loss, by its last event', () => {
    const last = { id: 'e', stream: 's', revision: 3, lookedAt: '123456' };
    const moved = { ...record, offices: { horsens: { ...extent, events: '123456', last } } };
    writeRecord(folder, moved, masterKey);
    expect(readRecord(folder, masterKey)).toEqual(moved);
    expect(lossesOf(moved, { horsens: { ...extent, events: '120', lastAt: '120' } })).toEqual([]);
    const shorter = lossesOf(moved, { horsens: { ...extent, events: '119', lastAt: null } });
    expect(shorter).toEqual([{ office: 'horsens', what: 'events', recorded: '123456', found: '119' }]);
    const other = lossesOf(moved, { horsens: { ...extent, events: '999999', lastAt: null } });
    expect(other).toEqual([{ office: 'horsens', what: 'events', recorded: '123456', found: '999999' }]);
    expect(() => refuseLosses(other, moved.lastSeenAt)).toThrow(
      /the event that its log had come to, at 123456, is not in it/,
    );
  });
});

describe('the recorder', () => {
  const recorder = (come: () => Promise<string> | string, place = folder) =>
    new Recorder({
      folder: place,
      masterKey,
      known: emptyRecord(0),
      extents: new Map([['horsens', async () => ({ ...extent, events: await come() })]]),
      now: () => Date.UTC(2026, 2, 2, 9),
    });
  const events = (): number => Number(readRecord(folder, masterKey)!.offices.horsens!.events);

  it('has written when it has begun and when it has ended, what came until then included', async () => {
    let come = '1';
    const is = recorder(() => come);
    await is.begin();
    expect(events()).toBe(1);
    come = '2';
    void is.room();
    await is.end();
    expect(readRecord(folder, masterKey)).toEqual({
      number: 2,
      lastSeenAt: '2026-03-02T09:00:00.000Z',
      offices: { horsens: { ...extent, events: '2' } },
    });
  });

  it('lets nothing through that would be further ahead of it than promised', async () => {
    let come = 0;
    const is = recorder(() => String(come));
    await is.begin();
    for (let step = 0; step < 3 * mostBehind; step += 1) {
      await is.room();
      come += 1;
      if (step % 50 === 0) expect(come - events()).toBeLessThanOrEqual(mostBehind);
    }
    await is.end();
  });

  it('of a store that is away keeps what it knew, and is no trouble of its own', async () => {
    let isAway = false;
    const is = recorder(async () => {
      if (isAway) throw new StoreUnavailable('it is away');
      return '7';
    });
    await is.begin();
    isAway = true;
    void is.room();
    await is.end();
    expect([events(), is.trouble, readRecord(folder, masterKey)?.number]).toEqual([7, undefined, 2]);
  });

  it('that cannot write says so, and refuses what would be too far ahead; it goes on by itself', async () => {
    const place = join(folder, 'in-the-way');
    writeFileSync(place, '');
    const is = recorder(() => '1', place);
    await expect(is.begin()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    for (let step = 1; step < mostBehind; step += 1) expect(is.room()).toBeUndefined();
    await expect(is.room()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(is.trouble).toMatch(/cannot be written/);
    rmSync(place);
    await is.room();
    expect(is.trouble).toBeUndefined();
    await is.end();
  });
});

import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  emptyRecord,
  lossesOf,
  readRecord,
  refuseLosses,
  writeRecord,
  type InstallationRecord,
} from './installation-record.js';
import { mostBehind, Recorder } from './recorder.js';
import { type Extent } from './office-files.js';

const masterKey = createSecretKey(randomBytes(32));
const extent: Extent = { events: '120', keys: '40', shredded: '3', access: '77' };
const record: InstallationRecord = { lastSeenAt: '2026-03-02T08:00:00.000Z', offices: { horsens: extent } };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'record-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the record', () => {
  it('is read as it was written', () => {
    const file = join(folder, 'place', 'installation.json');
    writeRecord(file, record, masterKey);
    expect(readRecord(file, masterKey)).toEqual(record);
    expect(readRecord(join(folder, 'none.json'), masterKey)).toBeNull();
  });

  it.each([
    ['a number made smaller', (text: string) => text.replace('"120"', '"60"'), /not written by this product/],
    ['an office taken out', (text: string) => text.replace(/"horsens": \{[^}]*\}/, ''), /not written by this product/],
    ['cut off', (text: string) => text.slice(0, 40), /not JSON/],
    ['without a signature', (text: string) => text.replace(/,\s*"hmac": "[^"]*"/, ''), /damaged/],
    ['under another master key', (text: string) => text, /with this master key/],
  ])('%s: it is refused, and says what to do', (what, change, why) => {
    const file = join(folder, 'installation.json');
    writeRecord(file, record, masterKey);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    const key = what.startsWith('under another') ? createSecretKey(randomBytes(32)) : masterKey;
    expect(() => readRecord(file, key)).toThrow(why);
    expect(() => readRecord(file, key)).toThrow(/npm run klagegang -- accept/);
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
      /events\.db ends at 119; it had come to 120[\s\S]*keys\.db is not there[\s\S]*access\.db ends at 9/,
    );
  });

  it('is the office, where nothing of it is there; one that is not in the settings is not looked for', () => {
    expect(lossesOf(record, { horsens: { events: null, keys: null, shredded: null, access: null } })).toEqual([
      { office: 'horsens', what: 'office', recorded: '120', found: null },
    ]);
    expect(lossesOf(record, {})).toEqual([]);
  });
});

describe('the recorder', () => {
  const recorder = (come: () => string, file = join(folder, 'installation.json')) => ({
    file,
    is: new Recorder({
      file,
      masterKey,
      known: emptyRecord(0),
      extents: async () => ({ horsens: { ...extent, events: come() } }),
      now: () => Date.UTC(2026, 2, 2, 9),
    }),
  });

  it('has written when it has begun and when it has ended, what came until then included', async () => {
    let events = '1';
    const { is, file } = recorder(() => events);
    await is.begin();
    expect(readRecord(file, masterKey)?.offices.horsens?.events).toBe('1');
    events = '2';
    void is.room();
    await is.end();
    expect(readRecord(file, masterKey)).toEqual({
      lastSeenAt: '2026-03-02T09:00:00.000Z',
      offices: { horsens: { ...extent, events: '2' } },
    });
  });

  it('lets nothing through that would be further ahead of it than promised', async () => {
    let events = 0;
    const { is, file } = recorder(() => String(events));
    await is.begin();
    for (let step = 0; step < 3 * mostBehind; step += 1) {
      await is.room();
      events += 1;
      if (step % 50 === 0)
        expect(events - Number(readRecord(file, masterKey)!.offices.horsens!.events)).toBeLessThanOrEqual(mostBehind);
    }
    await is.end();
  });

  it('that cannot write says so, and refuses what would be too far ahead; it goes on by itself', async () => {
    const { is, file } = recorder(() => '1');
    await is.begin();
    rmSync(file);
    writeFileSync(join(folder, 'in-the-way'), '');
    const blocked = recorder(() => '1', join(folder, 'in-the-way', 'installation.json'));
    await expect(blocked.is.begin()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    for (let step = 1; step < mostBehind; step += 1) expect(blocked.is.room()).toBeUndefined();
    await expect(blocked.is.room()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(blocked.is.trouble).toMatch(/cannot be written/);
    rmSync(join(folder, 'in-the-way'));
    await blocked.is.room();
    expect(blocked.is.trouble).toBeUndefined();
    await blocked.is.end();
    await is.end();
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaintEvents, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { caseUnder, given } from '../../../libs/complaints/testing/given.js';
import { EventCodec, EventShapes, type NewEvent } from '../../../libs/event-store/codec.js';
import { openEmbeddedStore } from '../../../libs/event-store/embedded/embedded-store.js';
import { ended, type Ended } from '../../../libs/event-store/embedded/testing/child.js';
import { openDataFolder } from '../../../libs/installation/data-folder.js';
import { databasePath } from '../../../libs/installation/office-files.js';
import { uuidV5 } from '../../../libs/platform/ids.js';
import { profile } from '../../../libs/what-if/testing/stories.js';
import { openEmbeddedKeys } from '../../../libs/privacy/embedded-keys.js';
import { createMasterKey } from '../../../libs/privacy/master-key.js';
import { temporaryFolder } from '../../../libs/sqlite/testing/folder.js';
import { readHistory } from '../../../test/histories/golden.js';
import { startKlagegang } from '../reporting/testing/run.js';
import { type MoveAnswer } from './move.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const data = join(folder.path, 'data');
const config = join(folder.path, 'config.json');
const namespace = '8a1c8a7e-3f43-5f39-9f0c-0b8d6f9a1e55';
const golden = (name: string, events: number) =>
  readHistory(join(import.meta.dirname, '..', '..', '..', 'test', 'histories'), name).slice(0, events);
const idOf = (name: string): string => uuidV5(namespace, name);

const waiting = golden('2026-03-consent-withdrawn', 9);
const referred = golden('2026-03-consent-withdrawn', 8);
const ended1 = golden('2026-02-anonymous', 6);
const newest = given(...caseUnder('horsens@1')).under('horsens@1').story.events;

/** An office at rest with two open complaints of the first lifecycle, one that has ended, and one of the newest. */
async function fill(): Promise<void> {
  const opened = await openDataFolder(data, 'test');
  const office = opened.office('horsens');
  const keys = openEmbeddedKeys({
    path: join(office, 'keys.db'),
    office: 'horsens',
    masterKey: createMasterKey(opened.masterKeyFile),
    shredList: join(office, 'shredded.list'),
  });
  const codec = new EventCodec('horsens', new EventShapes(Object.values(complaintEvents)), keys);
  const store = openEmbeddedStore(databasePath(data, 'horsens', 'events'));
  for (const [name, events] of Object.entries({ waiting, referred, ended1, newest })) {
    for (const event of events) {
      const record = await codec.encode(idOf(name), anew(event, name));
      await store.append(idOf(name), [record], {
        expectedRevision: event.revision === 0 ? 'noStream' : event.revision - 1,
      });
    }
  }
  await store.close();
  await keys.close();
  opened.close();
  // The rules of the next year: nobody is asked for consent any more.
  mkdirSync(join(folder.path, 'rules'), { mode: 0o700 });
  const { id: _, hash: __, ...content } = profile('horsens@1');
  const { consent, inDepth } = content.settings;
  const settings = {
    ...content.settings,
    consent: { ...consent, value: false },
    inDepth: { ...inDepth, value: { openedBy: 'head', partialScope: true } },
  };
  writeFileSync(join(folder.path, 'rules', 'horsens.2.json'), JSON.stringify({ ...content, version: 2, settings }));
  writeFileSync(config, JSON.stringify({ profileFolders: ['rules'] }), { mode: 0o600 });
}

function anew(event: ComplaintEvent, name: string): NewEvent {
  const { type, occurredAt, recordedAt, actor, from, to, data: content, revision } = event;
  const id = uuidV5(namespace, `${name}/${revision}`);
  return { id, type, occurredAt, recordedAt, actor, from, to, data: content, commandId: id, causation: id } as NewEvent;
}

const move = (...args: readonly string[]): Promise<Ended> =>
  ended(startKlagegang(['move', '--data', data, ...args], { KLAGEGANG_CONFIG: config, KLAGEGANG_MODE: 'test' }));
const json = ({ lines }: Ended): MoveAnswer => JSON.parse(lines.join('\n')) as MoveAnswer;
const told = (answer: Ended, name: string) => json(answer).complaints.find(({ id }) => id === idOf(name));

describe('klagegang move', () => {
  beforeAll(fill);

  it('says first what would be moved, and writes nothing', async () => {
    const answer = await move('--office', 'horsens', '--dry-run', '--json');
    expect([answer.code, answer.errors]).toEqual([0, '']);
    expect(json(answer)).toMatchObject({ office: 'horsens', dryRun: true, open: 3, stay: 1 });
    expect(told(answer, 'waiting')).toMatchObject({
      state: 'awaitingConsent',
      lifecycle: { from: 'complaint/1', to: 'complaint/2' },
      profile: { from: 'horsens@1', to: 'horsens@1', differs: [] },
      fits: true,
      moved: false,
    });
    expect(json(await move('--office', 'horsens', '--dry-run', '--json'))).toEqual(json(answer));
  });

  it('says what does not fit other rules, and what they change', async () => {
    const answer = await move('--office', 'horsens', '--profile', 'horsens@2', '--dry-run', '--json');
    expect(answer.code).toBe(1);
    expect(told(answer, 'waiting')).toMatchObject({
      profile: { from: 'horsens@1', to: 'horsens@2', differs: ['inDepth', 'consent'] },
      fits: false,
      refusals: [{ code: 'DOES_NOT_FIT' }],
    });
    expect(told(answer, 'referred')).toMatchObject({ fits: true, refusals: [] });
    expect(told(answer, 'newest')).toMatchObject({ lifecycle: { from: 'complaint/2' }, fits: true });
    const words = await move('--office', 'horsens', '--profile', 'horsens@2', '--dry-run');
    expect(words.lines[0]).toBe('horsens: 3 open, 2 would be moved, 1 do not fit, 0 stay as they are');
    expect(words.lines.join('\n')).toMatch(/awaitingConsent: .*; does NOT fit\. DOES_NOT_FIT: /);
  });

  it('moves what is open, once, and the histories stay legal', async () => {
    const answer = await move('--office', 'horsens', '--json');
    expect([answer.code, json(answer).complaints.map(({ moved }) => moved)]).toEqual([0, [true, true]]);
    expect(json(await move('--office', 'horsens', '--json'))).toMatchObject({ open: 3, stay: 3, complaints: [] });
    for (const name of ['waiting', 'referred']) {
      const replay = ['replay', '--data', data, '--office', 'horsens', idOf(name), '--json'];
      const replayed = await ended(startKlagegang(replay, { KLAGEGANG_CONFIG: config, KLAGEGANG_MODE: 'test' }));
      expect(replayed.code).toBe(0);
      expect(replayed.lines.join('\n')).toContain('CaseMoved');
    }
  });

  it('moves to other rules all but what does not fit, and ends with 1 for it', async () => {
    const answer = await move('--office', 'horsens', '--profile', 'horsens@2', '--reason', 'officeDecision', '--json');
    expect(answer.code).toBe(1);
    expect(Object.fromEntries(json(answer).complaints.map(({ id, moved }) => [id, moved]))).toEqual({
      [idOf('waiting')]: false,
      [idOf('referred')]: true,
      [idOf('newest')]: true,
    });
  });

  it.each<[string, readonly string[], number, RegExp]>([
    ['no office', [], 2, /--office is missing/],
    ['another office', ['--office', 'odense'], 1, /has no office odense/],
    ['rules of another office', ['--office', 'horsens', '--profile', 'odense@1'], 2, /odense@1 is no profile of this/],
    ['a reason that is none', ['--office', 'horsens', '--reason', 'because'], 2, /--reason is one of newRules/],
  ])('refuses %s', async (_, args, code, says) => {
    const answer = await move(...args);
    expect([answer.code, answer.errors]).toEqual([code, expect.stringMatching(says)]);
  });
});

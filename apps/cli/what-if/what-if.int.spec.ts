import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOutside } from '../../../libs/case/intake.js';
import { openEmbeddedStore, type EmbeddedStore } from '../../../libs/event-store/embedded/embedded-store.js';
import { type Ended } from '../../../libs/event-store/embedded/testing/child.js';
import { temporaryFolder } from '../../../libs/sqlite/testing/folder.js';
import { holdDataFolder, openDataFolder } from '../../../libs/installation/data-folder.js';
import { historiesIn } from '../../../libs/what-if/histories.js';
import { recordsOf } from '../../../libs/what-if/testing/stored.js';
import { profile, seldom, wandered } from '../../../libs/what-if/testing/stories.js';
import { whatIf, type WhatIfReport } from '../../../libs/what-if/what-if.js';
import { whatIfCommand } from './testing/run.js';
import { runWhatIf } from './what-if.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const stories = [...wandered(6), ...seldom()];
/** What an office does besides is none. */
const complaints = stories.filter(({ events: [first] }) => !isOutside(first!));
const data = join(folder.path, 'data');
let expected: WhatIfReport;

/** An office at rest, as a product leaves it, and what the comparison gives while its store is open. */
async function fill(
  path: string,
  meanwhile: (store: EmbeddedStore, file: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const opened = await openDataFolder(path, 'test');
  const file = join(opened.office('horsens'), 'events.db');
  const store = openEmbeddedStore(file);
  const { codec, complaints } = await recordsOf('horsens', stories);
  for (const { stream, records } of complaints) await store.append(stream, records, { expectedRevision: 'noStream' });
  const position = await store.head();
  expected = await whatIf(historiesIn(store, codec, position), {
    office: 'horsens',
    period: { from: null, to: null },
    profileNamed: profile,
    other: { id: 'odense@1', changes: [], of: () => profile('odense@1') },
    position,
  });
  await meanwhile(store, file);
  await store.close();
  opened.close();
}

const run = (...args: readonly string[]): Promise<Ended> => whatIfCommand(args);
const asked = (at: string, ...args: readonly string[]) => run('--data', at, '--office', 'horsens', ...args);
const jsonOf = ({ lines }: Ended): WhatIfReport => JSON.parse(lines.join('\n')) as WhatIfReport;

/** Every file with its bytes and the time it was last written. */
const everything = (at: string) =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, statSync(path).mtimeMs, entry.isFile() ? readFileSync(path).toString('base64') : 'folder'] as const;
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));

describe('klagegang what-if', () => {
  beforeAll(() => fill(data));

  it('answers as the comparison itself, and leaves every file of the folder as it was, to the byte and the minute', async () => {
    const before = everything(data);
    const answer = await asked(data, '--profile', 'odense@1', '--json');
    expect([answer.code, answer.errors]).toEqual([
      0,
      expect.stringMatching(/^(\d+ complaints, \d+ events …\n)*$/) as string,
    ]);
    expect(jsonOf(answer)).toEqual(expected);
    expect(expected).toMatchObject({ office: 'horsens', compared: complaints.length });
    expect(expected.otherwise.length).toBeGreaterThan(0);
    expect(everything(data)).toEqual(before);
  });

  it('gives the same bytes for the same position, and fewer events for an earlier one', async () => {
    const [once, again, earlier] = [
      await asked(data, '--profile', 'odense@1', '--json'),
      await asked(data, '--profile', 'odense@1', '--json', '--position', expected.position),
      await asked(data, '--profile', 'odense@1', '--json', '--position', '100'),
    ];
    expect(again.lines).toEqual(once.lines);
    expect(jsonOf(earlier)).toMatchObject({ position: '100', events: 100 });
  });

  it('changes the own rules of each complaint, and tells it in Danish', async () => {
    const { code, lines } = await asked(
      data,
      '--without',
      'ageLimit',
      '--set',
      'agreement=false',
      '--lang',
      'da',
      '--from',
      '2026-01-01',
      '--to',
      '2026-12-31',
    );
    expect([code, lines[0], lines[1]]).toEqual([
      0,
      'Hvad nu hvis: horsens under egne regler, agreement=false, without ageLimit',
      expect.stringMatching(/^Modtaget: 2026-01-01 – 2026-12-31\. \d+ henvendelser og sager/) as string,
    ]);
    expect(lines.join('\n')).toContain('AgreeRegistration: NOT_IN_PROFILE');
  });

  it('reads what a product that was killed had not yet moved out of its WAL', async () => {
    const killed = join(folder.path, 'killed');
    await fill(join(folder.path, 'alive'), async (_, file) => {
      expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
      cpSync(join(folder.path, 'alive'), killed, { recursive: true, filter: (path) => !path.endsWith('-shm') });
    });
    // SQLite's index of the WAL and what the lock needs are made anew; nothing is kept in them.
    const kept = () =>
      everything(killed).filter(
        ([path, , content]) => !path.endsWith('-shm') && !path.includes('klagegang.lock') && content !== 'folder',
      );
    const before = kept();
    expect(jsonOf(await asked(killed, '--profile', 'odense@1', '--json'))).toEqual(expected);
    expect(kept()).toEqual(before);
  });

  it('takes rules of a folder that is named, and of the configuration', async () => {
    const own = join(folder.path, 'profiles');
    mkdirSync(own);
    const { id: _, hash: __, ...content } = profile('nordkoebing@1');
    writeFileSync(join(own, 'nordkoebing.1.json'), JSON.stringify(content));
    writeFileSync(join(folder.path, 'config.json'), JSON.stringify({ profileFolders: ['profiles'] }));
    const args = ['--data', data, '--office', 'horsens', '--profile', 'nordkoebing@1', '--json'];
    const [named, configured] = [
      await run(...args, '--profiles', own),
      await whatIfCommand(args, { KLAGEGANG_CONFIG: join(folder.path, 'config.json') }),
    ];
    expect([named.code, configured.code]).toEqual([0, 0]);
    expect(configured.lines).toEqual(named.lines);
    expect(jsonOf(named).profile.id).toBe('nordkoebing@1');
  });

  it('ends with 2 where it is not understood, and says why', async () => {
    for (const [args, says] of [
      [['--set', 'agreement=maybe'], '- agreement/value: is "maybe". Write true or false.'],
      [['--profil', 'odense@1'], "Unknown option '--profil'"],
    ] as const) {
      const { code, errors, lines } = await asked(data, ...args);
      expect([args, code, lines]).toEqual([args, 2, []]);
      expect(errors).toContain(says);
    }
    expect(await run('--data', data, '--profile', 'odense@1')).toMatchObject({ code: 2, lines: [] });
  });
  it('does not understand rules, days, places and languages that there are not', async () => {
    const odense = { profile: 'odense@1' };
    for (const [given, says] of [
      [{}, 'name other rules: --profile'],
      [{ profile: 'aarhus@1' }, 'there is no profile aarhus@1; there are horsens@1, koebenhavn@1, odense@1'],
      [{ set: ['deadline=3'] }, '"deadline" is no setting of a profile'],
      [{ without: ['retention'] }, 'retention cannot be left out'],
      [{ ...odense, from: '2026-02-30' }, '--from is a day'],
      [{ ...odense, lang: 'sv' }, '--lang is da or en'],
      [{ ...odense, position: 'last' }, '--position is a whole number'],
    ] as const) {
      const error = await runWhatIf({ data, office: 'horsens', ...given }, () => undefined).catch(
        (reason: unknown) => reason as Error,
      );
      expect([given, error]).toEqual([
        given,
        expect.objectContaining({ name: 'ChangeNotUnderstood', message: expect.stringContaining(says) }),
      ]);
    }
  });

  it('ends with 1 where there is nothing to read, or it is not as it should be', async () => {
    const refused = async (at: string, office: string, ...more: readonly string[]) => {
      const { code, errors } = await run('--data', at, '--office', office, '--profile', 'odense@1', ...more);
      return [code, errors];
    };
    expect(await refused(folder.path, 'horsens')).toEqual([
      1,
      `${folder.path} is no data folder of Klagegang (it has no klagegang.json).\n`,
    ]);
    expect(await refused(data, 'odense')).toEqual([1, 'The data folder has no office odense; it has horsens.\n']);
    expect(await refused(data, 'horsens', '--position', '999999')).toEqual([
      1,
      `The log ends at position ${expected.position}.\n`,
    ]);
    const lock = holdDataFolder(data);
    try {
      expect(await refused(data, 'horsens')).toEqual([
        1,
        expect.stringContaining('is open in another Klagegang process') as string,
      ]);
    } finally {
      lock.release();
    }
    const damaged = join(folder.path, 'damaged');
    cpSync(data, damaged, { recursive: true });
    const bytes = readFileSync(join(damaged, 'offices', 'horsens', 'events.db'));
    writeFileSync(
      join(damaged, 'offices', 'horsens', 'events.db'),
      Buffer.from(bytes.toString('latin1').replaceAll('"to":"intake"', '"to":"closed"'), 'latin1'),
    );
    expect(await refused(damaged, 'horsens')).toEqual([
      1,
      expect.stringMatching(/event \d+ \(\w+\) .* of complaint\/2; run: npm run replay/) as string,
    ]);
  });
});

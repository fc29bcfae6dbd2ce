/** What every command has in common, as somebody meets it at a terminal. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ended } from '../../libs/event-store/embedded/testing/child.js';
import { demoOffices } from '../../libs/installation/demo-offices.js';
import { Office } from '../../test/faults/client.js';
import { newFolder, openInProcess, type InProcess } from '../../test/faults/in-process.js';
import { klagegang, startKlagegang } from './reporting/testing/run.js';

const commands = [
  ...['backup', 'restore', 'verify', 'rotate-keys', 'copy', 'status', 'accept', 'clock', 'replay', 'what-if'],
  ...['report', 'export', 'rebuild', 'simulate'],
];

it.each([['help'], ['--help'], ['-h']])('%s names every command on standard output and ends with 0', async (word) => {
  const { code, lines, errors } = await klagegang(word);
  expect([code, errors]).toEqual([0, '']);
  for (const command of commands) expect(lines.join('\n')).toMatch(new RegExp(`^  ${command} `, 'm'));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
});

it.each([[['backup', '--help']], [['backup', '--data', 'somewhere', '-h']], [['help', 'backup']]])(
  '%j tells of that command alone, and does nothing',
  async (words) => {
    const { code, lines, errors } = await klagegang(...words);
    expect([code, errors, lines[0]]).toEqual([0, '', 'usage: npm run klagegang -- backup …']);
    expect(lines.join('\n')).not.toContain('restore');
  },
);

it('help is in Danish where the system or --lang says so, and a mistake is said in English all the same', async () => {
  const first = 'sådan skrives det: npm run klagegang -- backup …';
  expect((await klagegang('backup', '--help', '--lang', 'da')).lines[0]).toBe(first);
  expect((await klagegang('help', '--lang', 'da', 'backup')).lines[0]).toBe(first);
  expect((await ended(startKlagegang(['help', 'backup'], { LC_ALL: 'da_DK.UTF-8' }))).lines[0]).toBe(first);
  expect((await ended(startKlagegang(['bakcup'], { LC_ALL: 'da_DK.UTF-8' }))).errors).toContain('there is no command');
});

it.each([
  [[], 'a command is missing'],
  [['bakcup'], 'there is no command bakcup'],
  [['backup', '--data', 'somewhere'], '--to is missing'],
  [['backup', '--sheep'], "Unknown option '--sheep'"],
  [['clock', 'believe'], 'clock takes one word: accept'],
  [['replay', 'somewhere', 'horsens'], 'replay takes a data folder, an office and one complaint'],
  [['report', '--data', 'somewhere', '--office', 'horsens', 'sheep'], 'there is no report sheep; there are contacts'],
])('%j is answered by a few lines, the sentence last, and 2', async (words, sentence) => {
  const { code, lines, errors } = await klagegang(...words);
  const said = errors.trimEnd().split('\n');
  expect([code, lines]).toEqual([2, []]);
  expect(said.length).toBeLessThanOrEqual(10);
  expect(said.at(-1)).toContain(sentence);
});

describe('beside a running product', () => {
  let product: InProcess;
  let complaint: string;
  const folder = newFolder();
  beforeAll(async () => {
    product = await openInProcess(folder);
    const started = await new Office(product, 'horsens').start();
    complaint = started.last.id;
  });
  afterAll(async () => {
    await product.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['with options', () => ['--data', folder, '--office', 'horsens', complaint]],
    ['as npm run replay has it', () => [folder, 'horsens', complaint]],
  ])('replays a history while it runs, %s', async (_, words) => {
    const { code, lines, errors } = await klagegang('replay', ...words());
    expect([code, errors]).toEqual([0, '']);
    expect(lines[0]).toMatch(/^legal {5}0 InquiryReceived: – → /);
    expect(lines.at(-1)).toBe('legal under complaint/2 and horsens@1');
  });

  it.each([
    ['an office', ['aarhus', 'x'], 'The data folder has no office aarhus'],
    ['a complaint', ['horsens', 'nothing'], 'The office horsens has no complaint of that name'],
  ])('says that there is no such %s, and makes no file', async (_, [office, name], sentence) => {
    const before = readdirSync(folder, { recursive: true }).sort();
    const { code, lines, errors } = await klagegang('replay', folder, office!, name!);
    expect([code, lines]).toEqual([1, []]);
    expect(errors).toContain(sentence);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  });

  it('verifies the folder while it runs', async () => {
    const { code, lines } = await klagegang('verify', '--data', folder);
    expect([code, lines]).toEqual([
      0,
      ['horsens: 1 events of 1 complaints, all well', 'koebenhavn: 0 events of 0 complaints, all well'].concat(
        'odense: 0 events of 0 complaints, all well',
      ),
    ]);
  });
});

it('replays a folder at rest by a profile that its configuration names, without a lock, and makes no file', async () => {
  const [folder, config] = [newFolder(), join(newFolder(), 'klagegang.json')];
  const [horsens] = demoOffices.filter(({ key }) => key === 'horsens');
  const profileFolders = [join(import.meta.dirname, '..', '..', 'libs', 'policy', 'fixtures')];
  writeFileSync(config, JSON.stringify({ offices: [{ ...horsens, profile: 'nordkoebing@1' }], profileFolders }));
  const product = await openInProcess(folder, { KLAGEGANG_CONFIG: config });
  const { id } = (await new Office(product, 'horsens').start()).last;
  await product.close();
  rmSync(join(folder, 'klagegang.lock'));
  const before = readdirSync(folder, { recursive: true }).sort();

  const { code, lines } = await ended(startKlagegang(['replay', folder, 'horsens', id], { KLAGEGANG_CONFIG: config }));
  expect([code, lines.at(-1)]).toEqual([0, 'legal under complaint/2 and nordkoebing@1']);
  expect(await klagegang('replay', folder, 'horsens', id)).toMatchObject({
    code: 1,
    errors: expect.stringContaining('pinned to the profile nordkoebing@1') as string,
  });
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  for (const made of [folder, dirname(config)]) rmSync(made, { recursive: true, force: true });
});

/** The master key kept by a key service: the product starts by it, waits for it, and works on without it. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { backUp } from '../../apps/cli/safekeeping/backup.js';
import { restore } from '../../apps/cli/safekeeping/restore.js';
import { rotateMasterKey } from '../../apps/cli/safekeeping/rotate-master-key.js';
import { verifyData } from '../../apps/cli/safekeeping/verify.js';
import { databasePath, shredListPath } from '../../libs/installation/office-files.js';
import { readRunning } from '../../libs/installation/running-file.js';
import { masterKeyOf } from '../../libs/installation/master-key-of.js';
import { officeKeysOf } from '../../libs/privacy/office-keys.js';
import { TransitSimulator } from '../../libs/privacy/testing/transit.js';
import { selfSigned } from '../contract/eventstoredb/certificate.js';
import { Office, type Complaint } from './client.js';
import { newFolder, openInProcess, type InProcess } from './in-process.js';

const [home, folder, apart] = [newFolder(), newFolder(), newFolder()];
const tls = selfSigned();
const [tokenFile, caFile] = [join(home, 'token'), join(home, 'ca.crt')];
let simulator: TransitSimulator;
let product: InProcess | undefined;
let complaint: Complaint;

const env = (waitSeconds = 0) => {
  const file = join(home, `config-${waitSeconds}.json`);
  const masterKey = { kind: 'kms', url: simulator.url, keyName: 'klagegang', tokenFile, caFile, waitSeconds };
  writeFileSync(file, JSON.stringify({ masterKey }), { mode: 0o600 });
  return { KLAGEGANG_CONFIG: file };
};
const start = async (waitSeconds?: number) => (product = await openInProcess(folder, env(waitSeconds)));
const stop = async () => {
  await product?.close();
  product = undefined;
};
const masterKeyIn = (dataFolder: string) =>
  masterKeyOf({
    masterKeyFile: null,
    dataFolder,
    keyService: { url: simulator.url, mount: 'transit', keyName: 'klagegang', tokenFile, caFile, waitSeconds: 0 },
  });
const seen = async () => (await new Office(product!, 'horsens').get(`/complaints/${complaint.id}`)).text;
const everyByteIn = (at: string): Buffer =>
  Buffer.concat(
    readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );

beforeAll(async () => {
  writeFileSync(tokenFile, 's.secret\n', { mode: 0o600 });
  writeFileSync(caFile, tls.cert);
  simulator = await TransitSimulator.start('s.secret', { tls });
  await start();
  complaint = await new Office(product!, 'horsens').start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Gudrun Vandskade' }, summary: 'Vejen er væk' });
});
afterEach(() => {
  simulator.fault = undefined;
});
afterAll(async () => {
  await stop();
  await simulator.stop();
  for (const each of [home, folder, apart]) rmSync(each, { recursive: true, force: true });
});

it('no key lies on the disk as it is', async () => {
  const masterKey = (await masterKeyIn(folder)).export();
  const bytes = everyByteIn(folder);
  for (const form of [masterKey, masterKey.toString('base64'), masterKey.toString('hex')])
    expect(bytes.includes(form)).toBe(false);
  expect(readdirSync(join(folder, 'secrets'))).not.toContain('master.key');
});

it('a product at work asks it for nothing: cases are read, made and office keys changed while it is away', async () => {
  const asked = simulator.asked.length;
  simulator.fault = 'away';
  expect(await seen()).toContain('Gudrun Vandskade');
  await (await new Office(product!, 'horsens').start()).do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  const keys = () => officeKeysOf(databasePath(folder, 'horsens', 'keys'), 'horsens');
  const before = keys().at(-1)!.id;
  writeFileSync(join(folder, 'rotate-keys.json'), '{"office":"horsens"}');
  for (let tries = 0; keys().at(-1)!.id === before || keys().filter((key) => !key.retiredAt).length > 1; tries += 1) {
    expect(tries).toBeLessThan(200);
    await later(50);
  }
  expect(await seen()).toContain('Gudrun Vandskade');
  expect(simulator.asked).toHaveLength(asked);
});

it.each([
  ['away', /The key service https:\/\/localhost:\d+ cannot be used \(ECONNRESET\)/],
  ['sealed', /it is sealed, or in maintenance \(503\)/],
  ['cut', /The key service .* cannot be used/],
  ['forbidden', /does not let this token decrypt/],
] as const)(
  'a start is refused with a sentence while the service is %s and nobody said to wait',
  async (fault, says) => {
    await stop();
    simulator.fault = fault;
    await expect(start(0)).rejects.toThrow(says);
    simulator.fault = undefined;
    await start();
    expect(await seen()).toContain('Gudrun Vandskade');
  },
);

it('a start waits for it, says so where it will listen, and goes on by itself', async () => {
  await stop();
  simulator.fault = 'sealed';
  const starting = start(60);
  let running = readRunning(folder);
  for (let tries = 0; !running; tries += 1, running = readRunning(folder)) {
    expect(tries).toBeLessThan(200);
    await later(50);
  }
  const health = await fetch(`${running.address}/health/ready`);
  expect(health.status).toBe(503);
  expect(await health.json()).toMatchObject({
    status: 'not ready',
    troubles: [{ part: 'keys', sentence: expect.stringMatching(/is sealed/) as string }],
  });
  simulator.fault = undefined;
  await starting;
  expect(product!.output.join('')).toContain('keyServiceAwaited');
  expect(await seen()).toContain('Gudrun Vandskade');
});

it('without the authority of its certificate nothing is sent', async () => {
  await stop();
  const asked = simulator.asked.length;
  const config = join(home, 'strange.json');
  const masterKey = { kind: 'kms', url: simulator.url, keyName: 'klagegang', tokenFile, waitSeconds: 0 };
  writeFileSync(config, JSON.stringify({ masterKey }), { mode: 0o600 });
  await expect(openInProcess(folder, { KLAGEGANG_CONFIG: config })).rejects.toThrow(/DEPTH_ZERO_SELF_SIGNED_CERT/);
  expect(simulator.asked).toHaveLength(asked);
  await start();
});

it('a rotation of the master key makes a new version of the service’s key; one that is away changes nothing', async () => {
  const file = join(folder, 'master-key.sealed.json');
  const before = readFileSync(file, 'utf8');
  process.env.KLAGEGANG_CONFIG = env().KLAGEGANG_CONFIG;
  simulator.fault = 'away';
  await expect(rotateMasterKey(folder, {})).rejects.toThrow(/cannot be used/);
  expect(readFileSync(file, 'utf8')).toBe(before);
  simulator.fault = undefined;
  expect((await rotateMasterKey(folder, {})).text).toMatch(/raise min_decryption_version/);
  delete process.env.KLAGEGANG_CONFIG;
  expect(readFileSync(file, 'utf8')).toContain('vault:v2:');
  simulator.keys.get('klagegang')!.minDecryptionVersion = 2;
  await stop();
  await start();
  expect(await seen()).toContain('Gudrun Vandskade');
});

it('verify opens every key and seal by it, and a backup brings the sealed master key with it', async () => {
  const problemsIn = async (at: string) =>
    (await verifyData(at, await masterKeyIn(at), () => undefined)).flatMap(({ opened, problems }) => [
      ...problems,
      ...(opened ? [] : ['its seals were not opened']),
    ]);
  expect(await problemsIn(folder)).toEqual([]);
  const [to, restored] = [join(home, 'backup'), join(home, 'restored')];
  await backUp({ data: folder, to, masterKeys: [], say: () => undefined });
  const offices = ['horsens', 'koebenhavn', 'odense'];
  const shredLists = new Map(offices.map((office) => [office, shredListPath(folder, office)]));
  await restore({ from: to, to: restored, shredLists, say: () => undefined });
  expect(await problemsIn(restored)).toEqual([]);
});

it('an installation goes from the service to a file, and from a file to the service', async () => {
  await stop();
  const file = join(apart, 'master.key');
  process.env.KLAGEGANG_CONFIG = env().KLAGEGANG_CONFIG;
  const told = await rotateMasterKey(folder, { newFile: file });
  expect(told.text).toMatch(/Set "masterKeyFile" to it, in the place of "masterKey"/);
  const plain = join(home, 'plain.json');
  writeFileSync(plain, JSON.stringify({ masterKeyFile: file }), { mode: 0o600 });
  product = await openInProcess(folder, { KLAGEGANG_CONFIG: plain });
  expect(await seen()).toContain('Gudrun Vandskade');
  await stop();
  rmSync(join(folder, 'master-key.sealed.json'));
  await expect(start(0)).rejects.toThrow(/as the key service sealed it, is not there/);
  process.env.KLAGEGANG_CONFIG = env().KLAGEGANG_CONFIG;
  expect((await rotateMasterKey(folder, { oldFile: file })).text).toMatch(/which the key service keeps sealed/);
  delete process.env.KLAGEGANG_CONFIG;
  await start();
  expect(await seen()).toContain('Gudrun Vandskade');
  await stop();
  await expect(openInProcess(folder, { KLAGEGANG_CONFIG: plain })).rejects.toThrow(/The master key does not open/);
});

import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hangMs } from '../../test/hang.js';
import { temporaryFolder } from '../sqlite/testing/folder.js';
import { KeyServiceAway } from './key-service.js';
import { KeysRefused } from './refusals.js';
import { createSealedMasterKey, openSealedMasterKey, resealMasterKey } from './sealed-master-key.js';
import { TransitSimulator, type Fault } from './testing/transit.js';
import { TransitService } from './transit-service.js';

const folder = temporaryFolder();
const tokenFile = join(folder.path, 'token');
let simulator: TransitSimulator;
let number = 0;

beforeAll(() => writeFileSync(tokenFile, 's.abcdefg\n', { mode: 0o600 }));
beforeEach(async () => {
  simulator = await TransitSimulator.start('s.abcdefg', { keys: ['klagegang', 'another'] });
});
afterEach(() => simulator.stop());
afterAll(() => folder.remove());

const service = (more: object = {}) =>
  new TransitService({
    url: simulator.url,
    mount: 'transit',
    keyName: 'klagegang',
    tokenFile,
    caFile: null,
    withinMs: hangMs,
    ...more,
  });
const newFile = (): string => join(folder.path, `${(number += 1)}.sealed.json`);

it('a master key is made once, rests sealed, and opens through the service', async () => {
  const file = newFile();
  const key = await createSealedMasterKey(file, service());
  expect((await openSealedMasterKey(file, service())).equals(key)).toBe(true);
  expect((await createSealedMasterKey(file, service())).equals(key)).toBe(true);
  const bytes = readFileSync(file);
  for (const form of [key.export(), key.export().toString('base64'), key.export().toString('hex')])
    expect(bytes.includes(form)).toBe(false);
  expect(bytes.toString()).toContain('vault:v1:');
});

it.each<[Fault, typeof KeyServiceAway | typeof KeysRefused, RegExp]>([
  ['away', KeyServiceAway, /cannot be used \(ECONNRESET\).*can be reached from here/],
  ['silent', KeyServiceAway, /it does not answer/],
  ['sealed', KeyServiceAway, /sealed, or in maintenance \(503\)/],
  ['broken', KeyServiceAway, /it answered 500/],
  ['cut', KeyServiceAway, /cut off|ECONNRESET|does not answer|Error/],
  ['forbidden', KeysRefused, /does not let this token decrypt.*\(403\).*update on v1\/transit\/decrypt\/klagegang/],
])('a service that is %s is told apart from one that refuses, and nothing is made', async (fault, Error, says) => {
  const file = newFile();
  await createSealedMasterKey(file, service());
  const before = readFileSync(file);
  simulator.fault = fault;
  // Only who is silent is waited for in vain: a busy machine is slow and answers.
  const waits = fault === 'silent' ? { withinMs: 300 } : {};
  const opening = openSealedMasterKey(file, service(waits));
  await expect(opening).rejects.toThrow(Error);
  await expect(opening).rejects.toThrow(says);
  await expect(opening).rejects.not.toThrow(/abcdefg/);
  await expect(resealMasterKey(file, service(waits))).rejects.toThrow(Error);
  expect(readFileSync(file)).toEqual(before);
  const never = newFile();
  await expect(createSealedMasterKey(never, service(waits))).rejects.toThrow(Error);
  expect(existsSync(never)).toBe(false);
});

it('another key of the service opens nothing, nor does one that is not there', async () => {
  const file = newFile();
  await createSealedMasterKey(file, service());
  await expect(openSealedMasterKey(file, service({ keyName: 'another' }))).rejects.toThrow(
    /does not open the master key/,
  );
  await expect(createSealedMasterKey(newFile(), service({ keyName: 'nowhere' }))).rejects.toThrow(/Make the key/);
});

it('what another program sealed by the same key is taken for no master key', async () => {
  const file = newFile();
  const [, ...rest] = (await service().seal(randomBytes(32))).split('');
  expect(rest.length).toBeGreaterThan(0);
  const theirs = await fetch(`${simulator.url}/v1/transit/encrypt/klagegang`, {
    method: 'POST',
    headers: { 'x-vault-token': 's.abcdefg' },
    body: JSON.stringify({ plaintext: randomBytes(42).toString('base64') }),
  });
  const { data } = (await theirs.json()) as { readonly data: { readonly ciphertext: string } };
  writeFileSync(file, JSON.stringify({ product: 'klagegang', masterKey: data.ciphertext }));
  await expect(openSealedMasterKey(file, service())).rejects.toThrow(/is no master key of Klagegang/);
});

it('a new version of its key seals the same master key; the version before can be left out then', async () => {
  const file = newFile();
  const key = await createSealedMasterKey(file, service());
  const backup = newFile();
  writeFileSync(backup, readFileSync(file));
  await resealMasterKey(file, service());
  expect(readFileSync(file, 'utf8')).toContain('vault:v2:');
  expect((await openSealedMasterKey(file, service())).equals(key)).toBe(true);
  expect((await openSealedMasterKey(backup, service())).equals(key)).toBe(true);
  simulator.keys.get('klagegang')!.minDecryptionVersion = 2;
  expect((await openSealedMasterKey(file, service())).equals(key)).toBe(true);
  await expect(openSealedMasterKey(backup, service())).rejects.toThrow(/min_decryption_version has left out/);
});

it('a token that others can read, or that is none, is refused before anything is asked', async () => {
  const shared = join(folder.path, 'shared');
  writeFileSync(shared, 's.abcdefg\n');
  chmodSync(shared, 0o644);
  await expect(service({ tokenFile: shared }).rotate()).rejects.toThrow(/can be read by others/);
  const odd = join(folder.path, 'odd');
  writeFileSync(odd, 'two words\n', { mode: 0o600 });
  await expect(service({ tokenFile: odd }).rotate()).rejects.toThrow(/does not hold a token/);
  await expect(service({ tokenFile: join(folder.path, 'none') }).rotate()).rejects.toThrow(/cannot be read \(ENOENT\)/);
  expect(simulator.asked).toEqual([]);
});

it('a sealed key that is damaged or not there is refused with a sentence', async () => {
  const file = newFile();
  writeFileSync(file, '{');
  await expect(openSealedMasterKey(file, service())).rejects.toThrow(/cannot be read \(damaged\).*every backup holds/);
  rmSync(file);
  await expect(openSealedMasterKey(file, service())).rejects.toThrow(/cannot be read \(ENOENT\)/);
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

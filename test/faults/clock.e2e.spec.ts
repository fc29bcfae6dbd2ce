/**
 * A machine whose clock is wrong by years, as an installation at work meets it: handling goes on, nothing is written
 * out of its time, and no key is destroyed. In production, where nobody sets the clock of the product.
 */
import { generateKeyPairSync, createHash, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as later } from 'node:timers/promises';
import { exportJWK, SignJWT } from 'jose';
import { acceptClock } from '../../apps/cli/installation/clock-accept.js';
import { demoOffices } from '../../libs/installation/demo-offices.js';
import { Office, type Complaint, type Who } from './client.js';
import { newFolder } from './in-process.js';
import { build, RealProcess } from './real-process.js';

const day = 86_400_000;
const home = newFolder();
const data = join(home, 'data');
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const issuer = 'https://login.example.dk';

class Signed extends Office {
  override async token(who: Who): Promise<string> {
    const role = typeof who === 'string' ? who : who.role;
    return signed(privateKey, { office: this.key, name: role, roles: [role] }, role);
  }
}
/** Whose clock the product goes by is whose tokens it takes. */
let providerAheadMs = 0;
const signed = (key: KeyObject, claims: Record<string, unknown>, sub: string): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: '1' })
    .setIssuer(issuer)
    .setAudience('klagegang')
    .setSubject(sub)
    .setIssuedAt(Math.floor((Date.now() + providerAheadMs) / 1000))
    .setExpirationTime(Math.floor((Date.now() + providerAheadMs) / 1000) + 3600)
    .sign(key);

interface Health {
  readonly status: string;
  readonly troubles?: readonly { readonly part: string; readonly sentence: string }[];
}
const clockTrouble = async (): Promise<string | undefined> => {
  const { troubles = [] } = (await product.ask({ method: 'GET', path: '/health/ready' })).json<Health>();
  return troubles.find(({ part }) => part === 'clock')?.sentence;
};
async function until<Found>(look: () => Promise<Found> | Found, isIt: (found: Found) => boolean): Promise<Found> {
  for (const end = Date.now() + 60_000; Date.now() < end; await later(50)) {
    const found = await look();
    if (isIt(found)) return found;
  }
  throw new Error('it did not come within a minute');
}

/** The whole process, its threads too, under a clock that is wrong by so much. */
const startAt = async (shiftMs: number): Promise<void> => {
  product.env = { ...settings, ...(shiftMs === 0 ? {} : { NODE_OPTIONS: `--import=${shifted(shiftMs)}` }) };
  await product.start();
};
function shifted(byMs: number): string {
  const file = join(home, `clock${createHash('sha256').update(String(byMs)).digest('hex').slice(0, 8)}.mjs`);
  writeFileSync(
    file,
    `const real = Date.now; globalThis.Date = class extends Date {
       constructor(...given) { if (given.length === 0) super(real() + ${byMs}); else super(...given); }
       static now() { return real() + ${byMs}; }
     };`,
  );
  return pathToFileURL(file).href;
}

async function registered(name: string): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name }, summary: 'Brevet blev væk' }, 'registered');
  return complaint;
}

let settings: { readonly [name: string]: string };
let product: RealProcess;
let office: Office;
let closed: Complaint;
beforeAll(async () => {
  build();
  mkdirSync(join(home, 'etc'));
  writeFileSync(join(home, 'etc', 'master.key'), `${createHash('sha256').update('invented').digest('base64')}\n`, {
    mode: 0o600,
  });
  writeFileSync(
    join(home, 'etc', 'issuer.jwks.json'),
    JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: '1', alg: 'ES256', use: 'sig' }] }),
  );
  writeFileSync(
    join(home, 'etc', 'klagegang.json'),
    JSON.stringify({
      dataFolder: data,
      masterKeyFile: 'master.key',
      tokens: { jwksFile: 'issuer.jwks.json', issuer, audience: 'klagegang' },
      offices: demoOffices.filter(({ key }) => key === 'horsens'),
    }),
  );
  settings = {
    KLAGEGANG_MODE: 'production',
    KLAGEGANG_CONFIG: join(home, 'etc', 'klagegang.json'),
    KLAGEGANG_DATA: data,
  };
  product = new RealProcess(home, settings);
  office = new Signed(product, 'horsens');
  await startAt(0);
  closed = await registered('Valborg Vandskade');
  await closed.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)');
});
beforeEach(() => product.kill('SIGTERM'));
afterAll(async () => {
  await product.kill();
  rmSync(home, { recursive: true, force: true });
});

interface Recorded {
  readonly recordedAt: string;
}
const recorded = async (complaint: Complaint): Promise<readonly number[]> => {
  const { events } = (await office.get(`${complaint.path}/history`)).json<{ readonly events: readonly Recorded[] }>();
  return events.map(({ recordedAt }) => Date.parse(recordedAt));
};

it('a year back: it says so, and a step is written after those before it', async () => {
  const [last] = (await recordedWhileRunning()).slice(-1);
  await startAt(-365 * day);
  expect(await clockTrouble()).toMatch(/^The system clock shows \d{4}-/);
  const complaint = await registered('Asger Opdigtsen');
  // Of the talk before it was a case the day alone is kept.
  const [at] = (await recorded(complaint)).slice(-1);
  expect(at).toBeGreaterThanOrEqual(last!);
  expect(at).toBeLessThan(Date.now() + day);
});

it('six years ahead: handling goes on in the right year, and no key is destroyed', async () => {
  await startAt(6 * 365 * day);
  expect(await clockTrouble()).toMatch(/^The system clock shows \d{4}-/);
  // As if the product had been away for hours before: its own time is behind, and who signs in has a token of now.
  providerAheadMs = 5 * 3_600_000;
  const [at] = (await recorded(await registered('Gudrun Senere'))).slice(-1);
  expect(Math.abs(at! - Date.now())).toBeLessThan(day);
  // The clock is looked at each second: what it would do, it would have done when the word of the operator is taken.
  acceptClock(data, Date.now() + 6 * 365 * day);
  expect(await clockTruthful()).toBeUndefined();
  await until(announced, (count) => count > 0);
  expect((await product.ask({ method: 'GET', path: '/metrics' })).text).toContain(
    'destructions_announced{office="horsens"} 1\n',
  );
  providerAheadMs = 6 * 365 * day;
  expect(await closed.view()).toMatchObject({ complainant: { name: 'Valborg Vandskade' } });
});

it('the word that the clock is right holds for about the hour at which it was given', async () => {
  providerAheadMs = 0;
  await startAt(0);
  expect(await clockTrouble()).toBeDefined();
  acceptClock(data, Date.now() + 3 * day);
  await until(
    () => existsSync(join(data, 'clock-accepted.json')),
    (isThere) => !isThere,
  );
  expect(await clockTrouble()).toBeDefined();
  acceptClock(data, Date.now());
  expect(await clockTruthful()).toBeUndefined();
});

const clockTruthful = () => until(clockTrouble, (trouble) => trouble === undefined);
const announced = (): number => {
  const file = join(data, 'offices', 'horsens', 'announced.json');
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly announced: readonly unknown[] }).announced.length
    : 0;
};
async function recordedWhileRunning(): Promise<readonly number[]> {
  await startAt(0);
  const found = await recorded(closed);
  await product.kill('SIGTERM');
  return found;
}

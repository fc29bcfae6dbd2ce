/**
 * One start for each unsafe setting of production (promises.md, section 5, "Boot self-check"); those of damaged folders
 * are in test/faults/bad-folder.e2e.spec.ts.
 */
import { SignJWT, type JWTPayload } from 'jose';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readConfig } from '../../../libs/installation/config.js';
import { demoOffices } from '../../../libs/installation/demo-offices.js';
import { silentLog } from '../../../libs/platform/log.js';
import { selfSigned } from '../../../test/contract/eventstoredb/certificate.js';
import { StandIn } from '../../../test/contract/eventstoredb/stand-in.js';
import { newFolder } from '../../../test/faults/in-process.js';
import { build, RealProcess } from '../../../test/faults/real-process.js';
import { bootSentence } from '../http/boot.js';
import { openProduct, type Product } from '../product.js';
import { refuseTestEndpoints } from './test-endpoints.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const issuer = { jwksFile: 'issuer.jwks.json', issuer: 'https://login.example.dk', audience: 'klagegang' };
const ofIssuer = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = ofIssuer.publicKey.export({ format: 'jwk' });
const privateKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });

/** What an operator puts together, in a folder of its own; `spoil` changes it. */
interface Deployment {
  readonly folder: string;
  config: Record<string, unknown>;
  env: Record<string, string>;
  /** Of files that are written last. */
  modes: Record<string, number>;
  write(name: string, content: string, mode?: number): void;
}
function deployed(spoil: (deployment: Deployment) => void = () => undefined): Deployment {
  const folder = newFolder();
  folders.push(folder);
  const write = (name: string, content: string, mode = 0o600) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    chmodSync(path, mode);
  };
  const deployment: Deployment = {
    folder,
    write,
    modes: {},
    env: {
      KLAGEGANG_MODE: 'production',
      KLAGEGANG_DATA: join(folder, 'data'),
      KLAGEGANG_PORT: '0',
      KLAGEGANG_CONFIG: join(folder, 'etc/klagegang.json'),
    },
    config: { offices: demoOffices.slice(1, 2), masterKeyFile: 'keys/master.key', tokens: issuer },
  };
  write('etc/keys/master.key', `${randomBytes(32).toString('base64')}\n`);
  write('etc/issuer.jwks.json', JSON.stringify({ keys: [{ ...publicKey, kid: '1', alg: 'ES256' }] }));
  spoil(deployment);
  const file = 'etc/klagegang.json';
  write(file, JSON.stringify(deployment.config), deployment.modes[file]);
  return deployment;
}

/** Starts it here; the sentence that stopped it, or the running product's answers. */
async function start(
  { env }: Deployment,
  probe: (product: Product) => Promise<unknown> = async () => 'it started',
): Promise<unknown> {
  let product: Product;
  try {
    product = await openProduct(readConfig(env), silentLog);
  } catch (error) {
    return bootSentence(error) ?? error;
  }
  try {
    return await probe(product);
  } finally {
    await product.app.close();
    for (const step of product.onClose) await step();
  }
}

it('a safe deployment starts in production, again and again, and answers nothing of demo and test', async () => {
  const deployment = deployed();
  const probe = async ({ app, begin }: Product) => {
    begin();
    const asked = [
      ['GET', '/health/ready'],
      ['POST', '/api/test/token'],
      ['GET', '/api/test/clock'],
      ['PUT', '/api/test/clock'],
    ] as const;
    return Promise.all(asked.map(async ([method, url]) => (await app.inject({ method, url })).statusCode));
  };
  for (let time = 0; time < 2; time += 1) expect(await start(deployment, probe)).toEqual([200, 404, 404, 404]);
});

it('where people sign in, a token lets programs in alone, and a person is told so', async () => {
  const signIn = { issuer: issuer.issuer, clientId: 'klagegang' };
  const both = deployed(({ config }) => Object.assign(config, { signIn, publicAddress: 'https://klager.example.dk' }));
  const token = (claims: JWTPayload) =>
    new SignJWT({ office: 'horsens', name: 'Anton', auth_time: Math.floor(Date.now() / 1000), ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: '1' })
      .setIssuer(issuer.issuer)
      .setAudience(issuer.audience)
      .setSubject('anton')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(ofIssuer.privateKey);
  const asked = async ({ app, begin }: Product) => {
    begin();
    const answers = [{ roles: ['head'] }, { scope: 'reports:read' }].map(async (claims) => {
      const headers = { authorization: `Bearer ${await token(claims)}` };
      const { statusCode, body } = await app.inject({ url: '/api/offices/horsens/reports', headers });
      return [statusCode, (JSON.parse(body) as { code?: string }).code];
    });
    return Promise.all(answers);
  };
  expect(await start(both, asked)).toEqual([
    [403, 'PERSON_BY_TOKEN'],
    [200, undefined],
  ]);
  both.config.tokens = { ...issuer, people: true };
  both.write('etc/klagegang.json', JSON.stringify(both.config));
  expect(await start(both, asked)).toEqual([
    [200, undefined],
    [200, undefined],
  ]);
});

it('a safe deployment on EventStoreDB, over TLS and with its user from a file, starts in production', async () => {
  const tls = selfSigned();
  const standIn = await StandIn.start({ tls, user: 'klagegang:a-secret' });
  try {
    const on = (user: string) =>
      deployed(({ config, folder, write }) => {
        write('etc/ca.crt', tls.cert, 0o644);
        write('etc/secrets/eventstore', `${user}\n`);
        config.events = {
          kind: 'eventstoredb',
          connectionString: `esdb://localhost:${standIn.port}?tlsCAFile=${join(folder, 'etc/ca.crt')}`,
          credentialsFile: 'secrets/eventstore',
        };
      });
    const deployment = on('klagegang:a-secret');
    for (let time = 0; time < 2; time += 1) expect(await start(deployment)).toBe('it started');
    expect(existsSync(join(deployment.folder, 'data/offices/horsens/eventstoredb.json'))).toBe(true);
    expect(await start(on('klagegang:another'))).toMatch(
      /EventStoreDB at localhost:\d+ cannot be used: .*access denied/,
    );
    // The refused start has left the cluster, and holds nothing of the folder.
    expect(await start(deployment)).toBe('it started');
  } finally {
    await standIn.dispose();
  }
});

const eventstore =
  (credentials: string, mode = 0o600) =>
  (deployment: Deployment) => {
    deployment.write('etc/keys/eventstore', credentials, mode);
    deployment.config.events = {
      kind: 'eventstoredb',
      connectionString: 'esdb://127.0.0.1:1',
      credentialsFile: 'keys/eventstore',
    };
  };

it.each<[string, (deployment: Deployment) => void, RegExp]>([
  [
    'the master key can be read by others',
    ({ folder }) => chmodSync(join(folder, 'etc/keys/master.key'), 0o640),
    /master\.key can be read or changed by others \(mode 0640\)\. Run: chmod 600/,
  ],
  [
    'the master key is a placeholder',
    ({ write }) => write('etc/keys/master.key', `${Buffer.alloc(32).toString('base64')}\n`),
    /holds a placeholder, not a random key/,
  ],
  [
    'the master key is missing',
    ({ folder }) => rmSync(join(folder, 'etc/keys/master.key')),
    /master\.key cannot be read/,
  ],
  [
    'the master key lies in a backup',
    ({ write }) => write('etc/keys/backup.json', '{}'),
    /lies beside the backup .*keys: who takes one has the other/,
  ],
  [
    'a backup lies beside the master key',
    ({ write }) => write('etc/keys/2026-03-03T0200/backup.json', '{}'),
    /lies beside the backup .*2026-03-03T0200: who takes one has the other/,
  ],
  [
    'the master key lies below a folder that is a backup',
    ({ write }) => write('etc/backup.json', '{}'),
    /lies beside the backup .*etc: who takes one has the other/,
  ],
  [
    'the keys of the issuer are private',
    ({ write }) => write('etc/issuer.jwks.json', JSON.stringify({ keys: [privateKey] })),
    /holds a private or shared key/,
  ],
  [
    'the keys of the issuer are missing',
    ({ folder }) => rmSync(join(folder, 'etc/issuer.jwks.json')),
    /issuer\.jwks\.json cannot be read/,
  ],
  [
    'it can be reached from other machines without https',
    ({ config }) => {
      config.host = '0.0.0.0';
    },
    /clients must come by https/,
  ],
  ...[0o620, 0o602].flatMap((mode): [string, (deployment: Deployment) => void, RegExp][] => [
    [
      `others may write the configuration (${mode.toString(8)})`,
      (deployment) => {
        deployment.modes['etc/klagegang.json'] = mode;
      },
      /klagegang\.json can be changed by others .* run: chmod go-w/,
    ],
    [
      `others may write the keys of the issuer (${mode.toString(8)})`,
      ({ folder }) => chmodSync(join(folder, 'etc/issuer.jwks.json'), mode),
      /issuer\.jwks\.json can be changed by others/,
    ],
    [
      `others may write a profile (${mode.toString(8)})`,
      ({ config, write }) => {
        config.profileFolders = ['rules'];
        write('etc/rules/anything.1.json', '{}', mode);
      },
      /anything\.1\.json can be changed by others/,
    ],
    [
      `others may write the data folder (${mode.toString(8)})`,
      ({ folder, write }) => {
        write('data/klagegang.json', '{"product":"klagegang","mode":"production","format":1}');
        chmodSync(join(folder, 'data'), mode | 0o100);
      },
      /data can be changed by others/,
    ],
  ]),
  ...(['demo', 'test'] as const).map((mode): [string, (deployment: Deployment) => void, RegExp] => [
    `the ${mode} can be reached from other machines, with https before it`,
    ({ config, env }) => {
      env.KLAGEGANG_MODE = mode;
      config.host = '0.0.0.0';
      config.publicAddress = 'https://klager.example.dk';
    },
    new RegExp(`at /host: 0\\.0\\.0\\.0 is reachable .*in ${mode} mode anybody who can reach it is given a token`),
  ]),
  [
    'the folder holds samples',
    ({ write }) => write('data/klagegang.json', '{"product":"klagegang","mode":"demo","format":1}'),
    /is a demo folder and Klagegang was started in production mode/,
  ],
  [
    'the folder holds real cases and a demo is started on it',
    ({ env, write }) => {
      write('data/klagegang.json', '{"product":"klagegang","mode":"production","format":1}');
      env.KLAGEGANG_MODE = 'demo';
    },
    /is a production folder and Klagegang was started in demo mode/,
  ],
  [
    'a crash point is set',
    ({ env }) => {
      env.KLAGEGANG_CRASH_POINT = 'append#1';
    },
    /KLAGEGANG_CRASH_POINT is set/,
  ],
  [
    'EventStoreDB has no TLS',
    ({ config }) => {
      config.events = {
        kind: 'eventstoredb',
        connectionString: 'esdb://127.0.0.1:1?tls=false',
        credentialsFile: 'keys/eventstore',
      };
    },
    /tls=false, so personal data and the password would cross the network in the clear/,
  ],
  [
    'the user of EventStoreDB can be read by others',
    eventstore('klagegang:a-secret', 0o644),
    /eventstore can be read by others \(mode 0644\)/,
  ],
  [
    'the user of EventStoreDB has the password that the server comes with',
    eventstore('admin:changeit'),
    /holds the password that the server comes with/,
  ],
  [
    'PostgreSQL on another machine has no TLS',
    ({ config }) => {
      config.views = {
        kind: 'postgres',
        host: 'views.example.dk',
        database: 'k',
        user: 'k',
        passwordFile: 'keys/postgres',
        tls: false,
      };
    },
    /at \/views\/tls: is false/,
  ],
  [
    'no profile of that name is there',
    ({ config }) => {
      config.offices = [{ ...demoOffices[1], profile: 'horsens@9' }];
    },
    /needs the profile horsens@9/,
  ],
])('it does not start where %s', async (_, spoil, says) => {
  const sentence = await start(deployed(spoil));
  expect(sentence).toEqual(expect.stringMatching(says));
  expect(sentence).not.toMatch(/\n\s+at |node:|Error:|a-secret/);
});

it('a server that answers a test endpoint is found, whatever made it so', () => {
  const app = (answers: string) =>
    ({
      getHttpAdapter: () => ({
        getInstance: () => ({
          hasRoute: ({ method, url }: { method: string; url: string }) => `${method} ${url}` === answers,
        }),
      }),
    }) as never;
  for (const route of ['POST /api/test/token', 'GET /api/test/clock', 'PUT /api/test/clock'])
    expect(() => {
      refuseTestEndpoints('production', app(route));
    }).toThrow(`would answer ${route},`);
  refuseTestEndpoints('production', app('GET /api'));
  refuseTestEndpoints('test', app('POST /api/test/token'));
});

describe('the process itself', () => {
  beforeAll(build);
  it('ends with one sentence and nothing else', async () => {
    const { env } = deployed(({ folder }) => chmodSync(join(folder, 'etc/keys/master.key'), 0o604));
    const product = new RealProcess(env.KLAGEGANG_DATA, env);
    const { code, output } = await product.startRefused();
    expect({ code, lines: output.trim().split('\n') }).toEqual({
      code: 1,
      lines: [expect.stringMatching(/can be read or changed by others/)],
    });
  });
});

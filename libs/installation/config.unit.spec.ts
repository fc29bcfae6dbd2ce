import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config.js';
import { demoOffices } from './demo-offices.js';
import { unusableSocket } from './loops-socket.js';

const folder = mkdtempSync(join(tmpdir(), 'klagegang-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const good = {
  dataFolder: 'data',
  masterKeyFile: '../keys/master.key',
  offices: demoOffices.slice(0, 1),
  profileFolders: ['profiles'],
  memoryMiB: 512,
  port: 8080,
  tokens: { jwksFile: 'jwks.json', issuer: 'https://login.example.dk', audience: 'klagegang' },
};
let files = 0;
const fileOf = (content: unknown): string => {
  const path = join(folder, `${++files}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const production = (content: unknown) =>
  readConfig({ KLAGEGANG_MODE: 'production', KLAGEGANG_CONFIG: fileOf(content) }, folder);

describe('without a file', () => {
  it('the demo has its three offices, on loopback, port 3000, in ./data/demo', () => {
    expect(readConfig({}, '/somewhere')).toEqual({
      mode: 'demo',
      dataFolder: '/somewhere/data/demo',
      host: '127.0.0.1',
      port: 3000,
      publicAddress: null,
      offices: demoOffices,
      profileFolders: [],
      proxies: [],
      masterKeyFile: null,
      tokens: null,
      signIn: null,
      citizenSignIn: null,
      events: { kind: 'embedded' },
      views: { kind: 'sqlite' },
      loops: 'thread',
      publication: 'everyPosition',
      tablesPerDay: 500,
      reportWorkers: 1,
      memoryMiB: 128,
      recordFolder: '/somewhere/data/demo/record',
      destructionNoticeDays: 7,
      accessMonths: 24,
      webhooks: [],
      keyService: null,
      officeKeyDays: 30,
    });
    expect(demoOffices.map(({ key, departments, topics }) => [key, departments.length, topics.length])).toEqual([
      ['koebenhavn', 6, 17],
      ['horsens', 8, 17],
      ['odense', 6, 17],
    ]);
  });
  it('the environment says mode, folder and port; an empty variable says nothing', () => {
    expect(readConfig({ KLAGEGANG_MODE: 'test', KLAGEGANG_DATA: 'here', KLAGEGANG_PORT: '0' }, '/x')).toMatchObject({
      mode: 'test',
      dataFolder: '/x/here',
      port: 0,
    });
    expect(readConfig({ KLAGEGANG_MODE: '', KLAGEGANG_PORT: '', KLAGEGANG_CONFIG: '' }, '/x')).toMatchObject({
      mode: 'demo',
      port: 3000,
    });
  });
  it.each([
    ['KLAGEGANG_MODE', 'prod'],
    ['KLAGEGANG_PORT', '70000'],
    ['KLAGEGANG_PORT', '80 '],
    ['KLAGEGANG_PORT', '-1'],
  ])('%s=%s is refused with what to do', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} must be .*Correct it, or leave it out`));
  });
  it('production does not start', () => {
    expect(() => readConfig({ KLAGEGANG_MODE: 'production' })).toThrow(/set KLAGEGANG_CONFIG to its path/);
  });
});

describe('with a file', () => {
  it('paths count from its folder, and the environment goes before it', () => {
    expect(production(good)).toMatchObject({
      dataFolder: join(folder, 'data'),
      masterKeyFile: join(folder, '../keys/master.key'),
      profileFolders: [join(folder, 'profiles')],
      port: 8080,
      memoryMiB: 512,
      offices: [{ key: 'koebenhavn' }],
      tokens: { jwksFile: join(folder, 'jwks.json') },
    });
    expect(
      readConfig(
        { KLAGEGANG_CONFIG: fileOf(good), KLAGEGANG_PORT: '9', KLAGEGANG_DATA: 'd', KLAGEGANG_MODE: 'production' },
        '/x',
      ),
    ).toMatchObject({ port: 9, dataFolder: '/x/d' });
  });
  it('demo and test have their own tokens whatever it says', () => {
    expect(readConfig({ KLAGEGANG_MODE: 'test', KLAGEGANG_CONFIG: fileOf(good) }).tokens).toBeNull();
  });

  it('people come by a token where nobody signs in, and else only where it is said so', () => {
    const signIn = { issuer: 'https://login.example.dk', clientId: 'klagegang' };
    const address = { publicAddress: 'https://klagegang.example.dk' };
    expect(production(good).tokens?.people).toBe(true);
    expect(production({ ...good, ...address, signIn }).tokens?.people).toBe(false);
    expect(production({ ...good, ...address, signIn, tokens: { ...good.tokens, people: true } }).tokens?.people).toBe(
      true,
    );
  });

  it.each<[string, unknown, RegExp]>([
    ['is not there', null, /cannot be read \(ENOENT\)\. Check the path/],
    ['is not JSON', '{', /is not JSON\. Check its commas/],
    ['is a list', [], /at the file: must be an object/],
    [
      'has an unknown setting',
      { ...good, ports: 1 },
      /at the file: "ports" is no setting\. Correct its spelling, or remove it\./,
    ],
    ['has a port that is text', { ...good, port: '80' }, /at \/port: must be a whole number from 0 to 65535\./],
    [
      'has an office without a profile',
      { ...good, offices: [{ ...demoOffices[0], profile: undefined }] },
      /at \/offices\/0: "profile" is missing\. Add it\./,
    ],
    [
      'has a key with a capital',
      { ...good, offices: [{ ...demoOffices[0], key: 'Aarhus' }] },
      /at \/offices\/0\/key: must be a key: lower-case letters/,
    ],
    [
      'names an office twice',
      { ...good, offices: [demoOffices[0], demoOffices[0]] },
      /the key "koebenhavn" stands twice/,
    ],
    [
      'names a department twice',
      {
        ...good,
        offices: [
          {
            ...demoOffices[0],
            departments: [
              { key: 'a', name: 'A' },
              { key: 'a', name: 'B' },
            ],
          },
        ],
      },
      /at \/offices\/0\/departments: the key "a" stands twice/,
    ],
    [
      'has a department that belongs to none of the list',
      {
        ...good,
        offices: [{ ...demoOffices[0], departments: [{ key: 'a', name: 'A', parent: 'b' }] }],
      },
      /at \/offices\/0\/departments\/0\/parent: there is no "b" in this list/,
    ],
    [
      'has topics that belong to each other',
      {
        ...good,
        offices: [
          {
            ...demoOffices[0],
            topics: [
              { key: 'a', da: 'A', en: 'A', parent: 'b' },
              { key: 'b', da: 'B', en: 'B', parent: 'a' },
            ],
          },
        ],
      },
      /at \/offices\/0\/topics\/1\/parent: "b" belongs to itself that way/,
    ],
    ['has no offices', { ...good, offices: undefined }, /"offices" is missing/],
    ['has no master key', { ...good, masterKeyFile: undefined }, /"masterKeyFile" is missing/],
    [
      'has the master key in the data folder',
      { ...good, masterKeyFile: 'data/secrets/master.key' },
      /lies in the data folder/,
    ],
    ['trusts no address', { ...good, proxies: ['10.0.0.1', '10.0.0.0/33'] }, /at \/proxies\/1: is no address/],
    ['has no issuer', { ...good, tokens: undefined }, /"signIn" and "tokens" are missing/],
    [
      'has an issuer without https',
      { ...good, tokens: { ...good.tokens, issuer: 'http://x' } },
      /at \/tokens\/issuer: must be an https:\/\/ address/,
    ],
    [
      'takes tokens of programs alone, and nobody signs in',
      { ...good, tokens: { ...good.tokens, people: false } },
      /at \/tokens\/people: is false and "signIn" is missing/,
    ],
    [
      'takes tokens of people from another issuer than the one that they sign in at',
      {
        ...good,
        publicAddress: 'https://klagegang.example.dk',
        signIn: { issuer: 'https://people.example.dk', clientId: 'klagegang' },
        tokens: { ...good.tokens, people: true },
      },
      /at \/tokens\/people: is true, and "tokens" and "signIn" have different issuers/,
    ],
    ['is reachable without https', { ...good, host: '0.0.0.0' }, /clients must come by https/],
    [
      'is reachable at a public address without https',
      { ...good, host: '0.0.0.0', publicAddress: 'http://klagegang.example.dk' },
      /clients must come by https/,
    ],
  ])('it is refused when it %s', (_, content, says) => {
    expect(() =>
      content === null ? readConfig({ KLAGEGANG_CONFIG: '/nowhere/x.json' }) : production(content),
    ).toThrow(says);
  });

  it('all that is wrong is said at once', () => {
    expect(() => production({ ...good, port: -1, host: '' })).toThrow(
      /at \/host[\s\S]*at \/port|at \/port[\s\S]*at \/host/,
    );
  });
  it('another address to listen on is taken with https before it', () => {
    expect(production({ ...good, host: '0.0.0.0', publicAddress: 'https://klagegang.example.dk' }).host).toBe(
      '0.0.0.0',
    );
  });
});

const cluster = {
  kind: 'eventstoredb',
  connectionString: 'esdb://events.example.dk:2113',
  credentialsFile: '../keys/eventstore',
};
const postgres = {
  kind: 'postgres',
  host: 'views.example.dk',
  database: 'klagegang',
  user: 'klagegang',
  passwordFile: '../keys/postgres',
};

describe('where things are kept', () => {
  it('is told by two settings; files count from the folder of the configuration', () => {
    const { events, views } = production({ ...good, events: cluster, views: { ...postgres, tlsCAFile: 'ca.pem' } });
    expect(events).toEqual({
      kind: 'eventstoredb',
      connectionString: 'esdb://events.example.dk:2113',
      credentialsFile: join(folder, '../keys/eventstore'),
      waitSeconds: 60,
      allowInsecure: false,
    });
    expect(views).toEqual({
      kind: 'postgres',
      host: 'views.example.dk',
      port: 5432,
      database: 'klagegang',
      user: 'klagegang',
      passwordFile: join(folder, '../keys/postgres'),
      tls: { caFile: join(folder, 'ca.pem') },
    });
    expect(production({ ...good, events: { kind: 'embedded' }, views: { kind: 'sqlite' } })).toMatchObject({
      events: { kind: 'embedded' },
      views: { kind: 'sqlite' },
    });
  });
  it('demo and test may use a server without TLS, where the file says so', () => {
    const file = (events: object) =>
      readConfig({ KLAGEGANG_MODE: 'test', KLAGEGANG_CONFIG: fileOf({ events }) }).events;
    expect(
      file({ kind: 'eventstoredb', connectionString: 'esdb://127.0.0.1:2113?tls=false', allowInsecure: true }),
    ).toMatchObject({ allowInsecure: true, credentialsFile: null });
    expect(() => file({ kind: 'eventstoredb', connectionString: 'esdb://127.0.0.1:2113?tls=false' })).toThrow(
      /tls=false/,
    );
  });
  it('PostgreSQL on the same machine needs no TLS, and none of it a password at a socket', () => {
    expect(
      production({
        ...good,
        views: { kind: 'postgres', host: '/run/postgresql', database: 'k', user: 'k', tls: false },
      }).views,
    ).toMatchObject({ tls: null, passwordFile: null });
    expect(production({ ...good, views: { ...postgres, host: '127.0.0.1', tls: false } }).views).toMatchObject({
      tls: null,
    });
  });

  it.each<[string, object, RegExp]>([
    ['names no kind', { events: {} }, /at \/events: must be an object whose "kind" is/],
    [
      'names a kind that is not known',
      { events: { kind: 'mongo' } },
      /at \/events: must be an object whose "kind" is "embedded" or "eventstoredb"/,
    ],
    ['names no server', { events: { kind: 'eventstoredb' } }, /at \/events: "connectionString" is missing/],
    [
      'has a setting of the other kind',
      { events: { kind: 'embedded', connectionString: 'esdb://x' } },
      /at \/events: "connectionString" is no setting/,
    ],
    [
      'says tls=false',
      { events: { ...cluster, connectionString: 'esdb://events.example.dk?tls=false' } },
      /at \/events\/connectionString: .*tls=false, so personal data/,
    ],
    [
      'says tls=false and that it may',
      { events: { ...cluster, connectionString: 'esdb://events.example.dk?tls=false', allowInsecure: true } },
      /at \/events\/allowInsecure: is for demo and test[\s\S]*tls=false, so personal data/,
    ],
    [
      'has a password in the connection string',
      { events: { ...cluster, connectionString: 'esdb://me:hemmeligt@events.example.dk' } },
      /holds a user name or password/,
    ],
    [
      'is no connection string',
      { events: { ...cluster, connectionString: 'http://events' } },
      /at \/events\/connectionString: .*is not of the form esdb/,
    ],
    [
      'names a certificate by a relative path',
      { events: { ...cluster, connectionString: 'esdb://events.example.dk?tlsCAFile=ca.pem' } },
      /by a relative path/,
    ],
    [
      'names no credentials',
      { events: { kind: 'eventstoredb', connectionString: 'esdb://events.example.dk' } },
      /at \/events: "credentialsFile" is missing/,
    ],
    [
      'keeps the credentials in the data folder',
      { events: { ...cluster, credentialsFile: 'data/eventstore' } },
      /at \/events\/credentialsFile: lies in the data folder/,
    ],
    [
      'reaches another PostgreSQL without TLS',
      { views: { ...postgres, tls: false } },
      /at \/views\/tls: is false, and the server is on another machine/,
    ],
    [
      'names no password of PostgreSQL',
      { views: { ...postgres, passwordFile: undefined } },
      /at \/views: "passwordFile" is missing/,
    ],
    [
      'keeps that password in the data folder',
      { views: { ...postgres, passwordFile: 'data/postgres' } },
      /at \/views\/passwordFile: lies in the data folder/,
    ],
    [
      'has a port of PostgreSQL that is none',
      { views: { ...postgres, port: 0 } },
      /at \/views\/port: must be a whole number from 1/,
    ],
    [
      'has a database with a space in its name',
      { views: { ...postgres, database: 'a b' } },
      /at \/views\/database: must be the name of a database/,
    ],
  ])('it is refused when it %s, and no password is said', (_, change, says) => {
    const refused = () => production({ ...good, ...change });
    expect(refused).toThrow(says);
    expect(refused).not.toThrow(/hemmeligt/);
  });
});

it('loops are left to workers where the data folder can have a socket, and refused elsewhere', () => {
  const dataFolder = '/srv/klagegang';
  expect(readConfig({ KLAGEGANG_CONFIG: fileOf({ loops: 'worker', dataFolder }) }).loops).toBe('worker');
  expect(() => readConfig({ KLAGEGANG_CONFIG: fileOf({ loops: 'process' }) })).toThrow(
    /at \/loops: must be "thread" or "worker"/,
  );
  expect(() =>
    readConfig({ KLAGEGANG_CONFIG: fileOf({ loops: 'worker', dataFolder: `/srv/${'k'.repeat(100)}` }) }),
  ).toThrow(/at \/loops: .*too long for a socket.*at most 91 bytes/);
  expect(unusableSocket({ loops: 'worker', dataFolder, platform: 'win32' })).toEqual([
    expect.stringMatching(/at \/loops: .*Windows has none/),
  ]);
  expect(unusableSocket({ loops: 'thread', dataFolder, platform: 'win32' })).toEqual([]);
});

it('production does not start with a crash point', () => {
  expect(() =>
    readConfig({ KLAGEGANG_MODE: 'production', KLAGEGANG_CONFIG: fileOf(good), KLAGEGANG_CRASH_POINT: 'append#1' }),
  ).toThrow(/KLAGEGANG_CRASH_POINT is set/);
});

describe('webhooks', () => {
  const webhook = {
    name: 'esdh',
    office: demoOffices[0]!.key,
    url: 'https://esdh.example.dk/klagegang',
    secretFile: '../keys/esdh.secret',
  };
  const withOne = (more: object) => ({ ...good, webhooks: [{ ...webhook, ...more }] });

  it('are of an office, with a secret and, if need be, an authority; a private address may be one', () => {
    const [first, ...others] = production(withOne({ url: 'https://10.0.0.7:8443/k', caFile: 'ca.pem' })).webhooks;
    expect(others).toEqual([]);
    expect(first).toEqual({
      ...webhook,
      url: 'https://10.0.0.7:8443/k',
      secretFile: join(folder, '../keys/esdh.secret'),
      caFile: join(folder, 'ca.pem'),
    });
    expect(production(withOne({})).webhooks[0]!.caFile).toBeNull();
  });

  it('may be on this machine without TLS in demo and test', () => {
    const content = { webhooks: [{ ...webhook, url: 'http://127.0.0.1:9000/k' }] };
    expect(readConfig({ KLAGEGANG_CONFIG: fileOf(content) }).webhooks).toHaveLength(1);
    const elsewhere = { webhooks: [{ ...webhook, url: 'http://10.0.0.7/k' }] };
    expect(() => readConfig({ KLAGEGANG_CONFIG: fileOf(elsewhere) })).toThrow(/must begin with https/);
  });

  it.each<[string, object, RegExp]>([
    ['has no TLS', { url: 'http://esdh.example.dk/k' }, /at \/webhooks\/0\/url: must begin with https:\/\//],
    ['has none on this machine', { url: 'http://127.0.0.1/k' }, /at \/webhooks\/0\/url: must begin with https/],
    ['is no address', { url: 'esdh' }, /at \/webhooks\/0\/url: is no address/],
    ['is a file', { url: 'file:///etc/passwd' }, /is no address/],
    ['has a password in it', { url: 'https://a:b@esdh.example.dk/k' }, /has a user, a password, a query/],
    ['has a query', { url: 'https://esdh.example.dk/k?code=1' }, /has a user, a password, a query/],
    ['is of no office', { office: 'aarhus' }, /at \/webhooks\/0\/office: there is no office "aarhus"/],
    [
      'has its secret in the data folder',
      { secretFile: 'data/esdh' },
      /at \/webhooks\/0\/secretFile: lies in the data/,
    ],
    ['has a name that is no file', { name: '../x' }, /at \/webhooks\/0\/name: must be a name/],
  ])('one is refused that %s', (_, more, says) => expect(() => production(withOne(more))).toThrow(says));

  it('two of an office have two names', () => {
    expect(() => production({ ...good, webhooks: [webhook, webhook] })).toThrow(
      /at \/webhooks\/1\/name: the office has a webhook "esdh" already/,
    );
  });
});

describe('where the master key is', () => {
  const { masterKeyFile, ...others } = good;
  const service = { kind: 'kms', url: 'https://vault.example.dk:8200', keyName: 'klagegang', tokenFile: '../token' };
  const withService = (more: object) => ({ ...others, masterKey: { ...service, ...more } });

  it('a file, by its short or its long name', () => {
    expect(production({ ...others, masterKey: { kind: 'file', file: masterKeyFile } }).masterKeyFile).toBe(
      production(good).masterKeyFile,
    );
  });
  it('a key service; what is left out is as usual', () => {
    expect(production(withService({ caFile: 'ca.crt' }))).toMatchObject({
      masterKeyFile: null,
      keyService: {
        url: 'https://vault.example.dk:8200',
        mount: 'transit',
        keyName: 'klagegang',
        tokenFile: join(folder, '../token'),
        caFile: join(folder, 'ca.crt'),
        waitSeconds: 60,
      },
    });
  });
  it.each<[string, object, RegExp]>([
    ['has no TLS', withService({ url: 'http://vault.example.dk:8200' }), /at \/masterKey\/url: must be an https:/],
    ['has no TLS here', withService({ url: 'http://127.0.0.1:8200' }), /at \/masterKey\/url: must be an https:/],
    ['has a path', withService({ url: 'https://vault.example.dk/v1' }), /at \/masterKey\/url: must be the address/],
    [
      'has its token in the data folder',
      withService({ tokenFile: 'data/token' }),
      /at \/masterKey\/tokenFile: lies in/,
    ],
    ['stands beside a file', { ...good, masterKey: service }, /at \/masterKeyFile: stands beside "masterKey"/],
    ['has no key', withService({ keyName: undefined }), /at \/masterKey: "keyName" is missing/],
    ['is of no kind', { ...others, masterKey: { kind: 'hsm' } }, /at \/masterKey/],
  ])('one is refused that %s', (_, content, says) => expect(() => production(content)).toThrow(says));
  it('demo and test may have one on this machine without TLS', () => {
    const { url } = readConfig({
      KLAGEGANG_MODE: 'test',
      KLAGEGANG_CONFIG: fileOf(withService({ url: 'http://127.0.0.1:8200' })),
    }).keyService!;
    expect(url).toBe('http://127.0.0.1:8200');
  });
});

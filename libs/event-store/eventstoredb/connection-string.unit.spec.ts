import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../sqlite/testing/folder.js';
import { readConnectionString, sameCluster } from './connection-string.js';
import { readCredentials } from './credentials-file.js';

const insecure = { allowInsecure: true };
const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    expect((error as Error).name).toBe('BootRefused');
    return (error as Error).message;
  }
  throw new Error('expected a refusal, and it was accepted');
};

describe('the connection string of EventStoreDB', () => {
  it.each([
    [
      'esdb://db.example:2113',
      { hosts: [{ address: 'db.example', port: 2113 }], discover: false, tls: true, user: undefined },
    ],
    ['esdb://db.example', { hosts: [{ address: 'db.example', port: 2113 }] }],
    [
      'kurrentdb://a:1,b:2,c?tls=true',
      {
        hosts: [
          { address: 'a', port: 1 },
          { address: 'b', port: 2 },
          { address: 'c', port: 2113 },
        ],
        discover: false,
        tls: true,
      },
    ],
    ['esdb+discover://cluster.example:2113/?tlsCAFile=%2Fetc%2Fca.pem', { discover: true, tlsCAFile: '/etc/ca.pem' }],
    [
      'esdb://[::1]:2114?keep-alive-interval=20000&GossipTimeout=3',
      { hosts: [{ address: '[::1]', port: 2114 }], numbers: { keepAliveInterval: 20_000, gossipTimeout: 3 } },
    ],
    ['esdb://db.example?nodePreference=Leader&connectionName=my%20app', { connectionName: 'my app' }],
  ])('is read: %s', (text, expected) => expect(readConnectionString(text)).toMatchObject(expected));

  it.each([
    ['esdb://db?tls=false', 'in the clear'],
    ['esdb://admin:secret@db', 'mode 0600'],
    ['esdb://db?tlsVerifyCert=false', 'tlsCAFile'],
    ['esdb://db?throwOnAppendFailure=false', 'conflicts'],
    ['esdb://db?nodePreference=follower', 'leader'],
    ['esdb://db?tsl=false', 'not known'],
    ['esdb://db?tls=', 'no value'],
    ['esdb://db?tls=yes', 'neither true nor false'],
    ['esdb://db?tls=true&TLS=true', 'twice'],
    ['esdb://db:99999', 'host'],
    ['esdb://db:x', 'host'],
    ['esdb://', 'form'],
    ['postgres://db', 'form'],
    ['', 'form'],
    ['esdb://db?keepAliveInterval=100', '10000'],
    ['esdb://db?gossipTimeout=-1', 'whole number'],
    ['esdb://db?tlsCAFile=%zz', '%25'],
  ])('is refused with what to do: %s', (text, sentence) =>
    expect(refusal(() => readConnectionString(text))).toContain(sentence),
  );

  it('in demo and test may do without TLS and hold a password', () => {
    expect(readConnectionString('esdb://admin:p%40ss%3Aword@db?tls=false', insecure)).toMatchObject({
      tls: false,
      user: { username: 'admin', password: 'p@ss:word' },
    });
  });
  it('is never quoted in a refusal, since it may hold a password', () => {
    for (const text of [
      'esdb://admin:hemmeligt@db?wrong=1',
      'esdb://admin:hemmeligt@db:x?tls=false',
      'esb://admin:hemmeligt@db',
      'esdb://admin:hemmeligt@db',
    ]) {
      for (const options of [insecure, {}])
        expect(refusal(() => readConnectionString(`${text}&x=hemmeligt`, options))).not.toContain('hemmeligt');
    }
  });
  it('is the same cluster whatever the order of its nodes, and another one with another user', () => {
    const [one, turned, other] = [
      'esdb://a:1,b:2?tls=false',
      'esdb://b:2,a:1?tls=false',
      'esdb://u:p@a:1,b:2?tls=false',
    ].map((text) => sameCluster(readConnectionString(text, insecure)));
    expect(one).toBe(turned);
    expect(one).not.toBe(other);
  });
});

describe('the credentials file of EventStoreDB', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const file = (content: string, mode = 0o600): string => {
    const path = join(folder.path, 'user');
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };
  it('is one line, and the password may hold colons', () =>
    expect(readCredentials(file('klagegang:a:b c\n'))).toEqual({ username: 'klagegang', password: 'a:b c' }));
  it.each([
    ['klagegang', 0o600],
    ['', 0o600],
    ['a:b\nc:d\n', 0o600],
    ['a:b', 0o640],
    ['admin:changeit', 0o600],
  ])('is refused as it stands: %j with mode %o', (content, mode) => {
    expect(refusal(() => readCredentials(file(content, mode)))).not.toContain('a:b');
  });
  it('is refused when it is not there', () =>
    expect(refusal(() => readCredentials(join(folder.path, 'nothing')))).toContain('ENOENT'));
});

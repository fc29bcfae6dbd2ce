/**
 * The files that a deployment begins with: written for engines that are not here, so all that can be known without one
 * is checked.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { load } from 'js-yaml';
import { readConnectionString } from '../../libs/event-store/eventstoredb/connection-string.js';
import { readConfig, type Config } from '../../libs/installation/config.js';
import { loadProfiles, profilesFolder } from '../../libs/policy/profile-file.js';
import { root } from '../faults/real-process.js';

interface Service {
  readonly image?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly secrets?: readonly (string | { readonly source: string; readonly target: string })[];
  readonly networks?: readonly string[];
  readonly environment?: { readonly [name: string]: string };
  readonly depends_on?: { readonly [service: string]: { readonly condition: string } };
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly restart?: string;
}
interface Compose {
  readonly services: { readonly [name: string]: Service };
  readonly volumes: { readonly [name: string]: unknown };
  readonly secrets: { readonly [name: string]: { readonly file: string } };
  readonly networks: { readonly [name: string]: { readonly internal?: boolean } | null };
}

const deploy = join(root, 'deploy');
const compose = load(readFileSync(join(deploy, 'compose.yaml'), 'utf8')) as Compose;
const services = Object.entries(compose.services);
const mounts = services.flatMap(([name, { volumes = [] }]) =>
  volumes.map((volume) => {
    const [from = '', to = '', mode = 'rw'] = volume.split(':');
    return { name, from, to, mode };
  }),
);
const secretsOf = ({ secrets = [] }: Service) =>
  secrets.map((secret) => (typeof secret === 'string' ? { source: secret, target: `/run/secrets/${secret}` } : secret));
const production = (file: string): Config => readConfig({ KLAGEGANG_MODE: 'production', KLAGEGANG_CONFIG: file });

describe('deploy/compose.yaml', () => {
  it('names what it has and has what it names: files, volumes, secrets, networks, services', () => {
    const missing = [
      ...mounts
        .filter(({ from }) => from.startsWith('./') && !existsSync(join(deploy, from)) && from !== './issuer.jwks.json')
        .map(({ name, from }) => `${name}: file ${from}`),
      ...mounts
        .filter(({ from }) => !from.startsWith('.') && !(from in compose.volumes))
        .map(({ name, from }) => `${name}: volume ${from}`),
      ...Object.keys(compose.volumes)
        .filter((volume) => !mounts.some(({ from }) => from === volume))
        .map((volume) => `volume ${volume} is used by nobody`),
      ...services.flatMap(([name, service]) =>
        secretsOf(service)
          .filter(({ source }) => !(source in compose.secrets))
          .map(({ source }) => `${name}: secret ${source}`),
      ),
      ...Object.keys(compose.secrets)
        .filter((secret) => !services.some(([, service]) => secretsOf(service).some(({ source }) => source === secret)))
        .map((secret) => `secret ${secret} is used by nobody`),
      ...services.flatMap(([name, { networks = [] }]) =>
        networks.filter((network) => !(network in compose.networks)).map((network) => `${name}: network ${network}`),
      ),
      ...services.flatMap(([name, { depends_on: needs = {} }]) =>
        Object.keys(needs)
          .filter((other) => !(other in compose.services))
          .map((other) => `${name}: service ${other}`),
      ),
    ];
    expect(missing).toEqual([]);
    expect(services.map(([name]) => name)).toEqual([
      'certificates',
      'kurrentdb',
      'kurrentdb-user',
      'postgres',
      'klagegang',
      'worker',
    ]);
  });
  it('pins each image, gives no service more than it needs, and what runs on is watched', () => {
    for (const [
      name,
      { image = '', user, cap_drop: dropped, security_opt: options, restart, healthcheck, depends_on: needs = {} },
    ] of services) {
      if (image !== 'klagegang') expect(image).toMatch(/^[\w/-]+:\d[\w.-]+$/);
      expect({ name, dropped, options }).toEqual({ name, dropped: ['ALL'], options: ['no-new-privileges:true'] });
      if (name !== 'certificates') expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
      expect({ name, watched: healthcheck !== undefined }).toEqual({ name, watched: restart !== undefined });
      for (const [other, { condition }] of Object.entries(needs))
        expect({ other, condition }).toEqual({
          other,
          condition: compose.services[other]!.restart ? 'service_healthy' : 'service_completed_successfully',
        });
    }
    expect(services.flatMap(([, { ports = [] }]) => ports)).toEqual(['127.0.0.1:3000:3000']);
    expect(
      services
        .filter(([, { networks = [] }]) => networks.some((network) => !compose.networks[network]?.internal))
        .map(([name]) => name),
    ).toEqual(['klagegang']);
    expect(compose.services.klagegang).toMatchObject({ read_only: true, tmpfs: ['/tmp'] });
  });
  it('has no secret in it, and the key of the authority is mounted by its maker alone', () => {
    const values = services
      .flatMap(([, { environment = {} }]) => Object.entries(environment))
      .filter(([name, value]) => /PASSWORD|SECRET|TOKEN/.test(name) && !value.startsWith('/run/secrets/'));
    expect(values).toEqual([]);
    expect(mounts.filter(({ from }) => from === 'authority').map(({ name }) => name)).toEqual(['certificates']);
    expect(readFileSync(join(deploy, '.gitignore'), 'utf8').split('\n')).toContain('secrets/');
    expect(Object.values(compose.secrets).filter(({ file }) => !file.startsWith('./secrets/'))).toEqual([]);
  });
  it('its programs can be read by their shells', () => {
    const scripts = readdirSync(deploy).filter((name) => name.endsWith('.sh'));
    expect(scripts.sort()).toEqual(
      [
        ...new Set(
          mounts
            .map(({ from }) => from)
            .filter((from) => from.endsWith('.sh'))
            .map((from) => from.slice(2)),
        ),
      ].sort(),
    );
    for (const script of scripts) {
      expect({ script, status: spawnSync('bash', ['-n', join(deploy, script)]).status }).toEqual({ script, status: 0 });
      expect(statSync(join(deploy, script)).mode & 0o111).toBe(0o111);
    }
  });
  it('mounts for the product each file and folder that its configuration names, and lets it write its data alone', () => {
    const config = production(join(deploy, 'klagegang.json'));
    const service = compose.services.klagegang!;
    const own = mounts.filter(({ name }) => name === 'klagegang');
    const there = [...own.map(({ to }) => to), ...secretsOf(service).map(({ target }) => target)];
    const { events, views } = config;
    if (events.kind !== 'eventstoredb' || views.kind !== 'postgres')
      throw new Error('the compose file is for EventStoreDB and PostgreSQL');
    const { hosts, tls, tlsCAFile } = readConnectionString(events.connectionString);
    const named = [
      config.dataFolder,
      config.masterKeyFile!,
      config.tokens!.jwksFile,
      events.credentialsFile!,
      views.passwordFile!,
      views.host,
      tlsCAFile!,
      service.environment!.KLAGEGANG_CONFIG!,
    ];
    expect(
      named.filter((path) => !there.some((mount) => path === mount || !posix.relative(mount, path).startsWith('..'))),
    ).toEqual([]);
    expect({ hosts, tls, port: config.port }).toEqual({
      hosts: [{ address: 'kurrentdb', port: 2113 }],
      tls: true,
      port: 3000,
    });
    expect(own.filter(({ mode }) => mode !== 'ro').map(({ from }) => from)).toEqual(['views-socket', 'data']);
  });
  it('has a worker beside the product where its configuration says so, with the same files and secrets', () => {
    expect(production(join(deploy, 'klagegang.json')).loops).toBe('worker');
    const { klagegang, worker } = compose.services;
    for (const what of ['image', 'user', 'read_only', 'environment', 'secrets', 'volumes', 'tmpfs'] as const)
      expect({ what, is: worker![what] }).toEqual({ what, is: klagegang![what] });
    expect(worker!.command!.at(-1)).toBe('dist/apps/worker/main.js');
    expect(existsSync(join(root, 'apps', 'worker', 'main.ts'))).toBe(true);
  });
});

describe('deploy/Dockerfile', () => {
  const lines = readFileSync(join(deploy, 'Dockerfile'), 'utf8').split('\n');
  it('copies what is there, and runs the product as nobody in particular', () => {
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(lines.filter((line) => /^(USER|CMD)/.test(line))).toEqual([
      'USER 10001:10001',
      expect.stringMatching(/^CMD \["node", .*"dist\/apps\/server\/main\.js"\]$/),
    ]);
    expect(
      lines.filter((line) => line.startsWith('RUN npm ci')).every((line) => line.includes('--ignore-scripts')),
    ).toBe(true);
    expect(
      lines.filter((line) => line.startsWith('FROM ')).every((line) => /^FROM node:24\.\d+\.\d+-/.test(line)),
    ).toBe(true);
  });
});

describe('docs/examples', () => {
  const examples = readdirSync(join(root, 'docs', 'examples')).filter((name) => name.endsWith('.json'));
  it('are one for each deployment that needs a configuration', () =>
    expect(examples.sort()).toEqual(['eventstoredb-postgres.json', 'single-machine.json']));
  it.each(examples)('%s is taken in production, and keeps things where its name says', (name) => {
    const { events, views, offices } = production(join(root, 'docs', 'examples', name));
    expect([events.kind, views.kind]).toEqual(
      name === 'single-machine.json' ? ['embedded', 'sqlite'] : ['eventstoredb', 'postgres'],
    );
    expect(offices).toHaveLength(1);
  });
  it('every configuration in the operator’s guide is taken as it stands', () => {
    const guide = readFileSync(join(root, 'docs', 'operating.md'), 'utf8');
    const blocks = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) => block!);
    expect(blocks.length).toBeGreaterThan(0);
    const folder = mkdtempSync(join(tmpdir(), 'klagegang-guide-'));
    try {
      for (const block of blocks) {
        const file = join(folder, 'config.json');
        writeFileSync(file, block);
        chmodSync(file, 0o600);
        expect(production(file).mode).toBe('production');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  it('the profiles that deploy/klagegang.json names come with the product', () => {
    const profiles = loadProfiles([profilesFolder()]);
    expect(production(join(deploy, 'klagegang.json')).offices.filter(({ profile }) => !profiles.has(profile))).toEqual(
      [],
    );
  });
});

import { Ajv, type ErrorObject } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { BootRefused } from '../platform/boot-refused.js';
import { refuseWritableByOthers } from '../platform/private-file.js';
import { configSchema } from './config-schema.js';
import {
  eventsOf,
  isWithin,
  loopback,
  unsafeStores,
  viewsOf,
  type EventsConfig,
  type StoresFile,
  type ViewsConfig,
} from './config-stores.js';
import { badGroups } from './config-groups.js';
import {
  citizenSignInOf,
  signInOf,
  unsafeSignIn,
  type CitizenSignInFile,
  type SignInConfig,
  type SignInFile,
} from './config-sign-in.js';
import { unsafeWebhooks, webhooksOf, type WebhookConfig, type WebhookFile } from './config-webhooks.js';
import { demoOffices } from './demo-offices.js';
import { unusableSocket } from './loops-socket.js';
import { modes, type Mode } from '../platform/mode.js';
import { type Sentences } from '../platform/refusal.js';

export interface OfficeConfig {
  readonly key: string;
  readonly name: Sentences;
  /** The profile that new complaints are pinned to, `horsens@1`. */
  readonly profile: string;
  readonly departments: readonly {
    readonly key: string;
    readonly name: string;
    /** Another of the list, that reports may count it with. */
    readonly parent?: string;
    readonly retired?: boolean;
  }[];
  readonly topics: readonly {
    readonly key: string;
    readonly da: string;
    readonly en: string;
    readonly parent?: string;
    readonly retired?: boolean;
  }[];
}

/** Whose tokens are taken: signed by a key of that public JWK set, by that issuer, for that audience. */
export interface TokenIssuer {
  readonly jwksFile: string;
  readonly issuer: string;
  readonly audience: string;
  /** Tokens of people too, and not of programs alone. */
  readonly people: boolean;
}

/** What keeps the master key shut: a transit engine of HashiCorp Vault or OpenBao. */
export interface KeyServiceConfig {
  readonly url: string;
  readonly mount: string;
  readonly keyName: string;
  readonly tokenFile: string;
  /** Null: the authorities that Node knows. */
  readonly caFile: string | null;
  /** So long a start waits for a service that is away. */
  readonly waitSeconds: number;
}

/** Paths are absolute. */
export interface Config {
  readonly mode: Mode;
  readonly dataFolder: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** As clients see it, without a path; null: as it listens. `https://` where it is reachable from other machines. */
  readonly publicAddress: string | null;
  /** Addresses of proxies whose word is taken for where a request comes from. */
  readonly proxies: readonly string[];
  readonly offices: readonly OfficeConfig[];
  /** Besides those that come with the product. */
  readonly profileFolders: readonly string[];
  /** Null: in the data folder (demo and test only). */
  readonly masterKeyFile: string | null;
  /** Null: the master key is in a file as it is. */
  readonly keyService: KeyServiceConfig | null;
  /** Null: the product's own tokens (demo and test only), or none where people sign in only. */
  readonly tokens: TokenIssuer | null;
  /** Where staff sign in. Null: at the product's own provider (demo and test only), or nowhere. */
  readonly signIn: SignInConfig | null;
  /** Where citizens sign in. Null: at the product's own provider (demo and test only), or nowhere. */
  readonly citizenSignIn: SignInConfig | null;
  readonly events: EventsConfig;
  readonly views: ViewsConfig;
  /**
   * Who keeps the read models in step with the log: a thread of the server, or worker processes beside it, which are
   * started apart.
   */
  readonly loops: 'thread' | 'worker';
  /** How often figures are published; between, the office itself alone sees them (decision 20). */
  readonly publication: 'monthly' | 'quarterly' | 'yearly' | 'everyPosition';
  /** Different tables that an analyst may have on a day. */
  readonly tablesPerDay: number;
  /** Threads that compute reports. */
  readonly reportWorkers: number;
  /** For what is kept in memory of all offices together, page caches and complaints, in MiB. */
  readonly memoryMiB: number;
  /** Where the product remembers how far the installation had come: a disk of its own, where there is one. */
  readonly recordFolder: string;
  /** Between the announcement that keys will be destroyed and their destruction, at least; whole days. */
  readonly destructionNoticeDays: number;
  /** How long a look is kept in the access log. */
  readonly accessMonths: number;
  /** To whom it is told where cases stand. */
  readonly webhooks: readonly WebhookConfig[];
  /** An office key that is older is changed; whole days. */
  readonly officeKeyDays: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the process was told: the environment first, then the configuration file, then the defaults.
 * @throws BootRefused with a sentence for each thing that is wrong: where, what, and how to mend it
 */
export function readConfig(env: Environment, cwd: string = process.cwd()): Config {
  const mode = readMode(env.KLAGEGANG_MODE);
  const path = env.KLAGEGANG_CONFIG ? resolve(cwd, env.KLAGEGANG_CONFIG) : null;
  if (mode === 'production' && path === null) {
    throw new BootRefused(
      'KLAGEGANG_MODE is production and KLAGEGANG_CONFIG names no file. Production takes its offices, its master key and the issuer of its tokens from a configuration file: set KLAGEGANG_CONFIG to its path.',
    );
  }
  if (mode === 'production' && env.KLAGEGANG_CRASH_POINT)
    throw new BootRefused(
      'KLAGEGANG_CRASH_POINT is set, which makes the product end in the middle of its work, and KLAGEGANG_MODE is production. Remove it.',
    );
  const file = path === null ? {} : readFile(path);
  const from = (named: string) => resolve(path === null ? cwd : dirname(path), named);
  const dataFolder = env.KLAGEGANG_DATA
    ? resolve(cwd, env.KLAGEGANG_DATA)
    : file.dataFolder === undefined
      ? resolve(cwd, 'data', mode)
      : from(file.dataFolder);
  const config: Config = {
    mode,
    dataFolder,
    host: file.host ?? '127.0.0.1',
    port: env.KLAGEGANG_PORT ? readPort(env.KLAGEGANG_PORT) : (file.port ?? 3000),
    publicAddress: file.publicAddress ?? null,
    proxies: file.proxies ?? [],
    offices: file.offices ?? (mode === 'production' ? [] : demoOffices),
    profileFolders: (file.profileFolders ?? []).map(from),
    ...masterKeyPlaceIn(file, from),
    tokens: mode === 'production' && file.tokens ? tokensOf(file.tokens, file, from) : null,
    signIn: signInOf(file.signIn, from),
    citizenSignIn: citizenSignInOf(file.citizenSignIn, from),
    events: eventsOf(file.events, from),
    views: viewsOf(file.views, from),
    loops: file.loops ?? 'thread',
    publication: file.publication ?? (mode === 'production' ? 'monthly' : 'everyPosition'),
    tablesPerDay: file.tablesPerDay ?? 500,
    reportWorkers: file.reportWorkers ?? 1,
    memoryMiB: file.memoryMiB ?? 128,
    recordFolder: file.recordFolder === undefined ? join(dataFolder, 'record') : from(file.recordFolder),
    destructionNoticeDays: file.destructionNoticeDays ?? 7,
    accessMonths: file.accessMonths ?? 24,
    webhooks: webhooksOf(file.webhooks, from),
    officeKeyDays: file.officeKeyDays ?? 30,
  };
  const problems = [
    ...(file.masterKey && file.masterKeyFile !== undefined
      ? ['at /masterKeyFile: stands beside "masterKey", and one of them is enough. Remove it.']
      : []),
    ...duplicates(config),
    ...badParents(config),
    ...badProxies(config),
    ...unsafe(config),
    ...badGroups(config.signIn?.groups ?? [], config.offices),
    ...unsafeSignIn(config.signIn, mode === 'production', config.publicAddress),
    ...unsafeSignIn(config.citizenSignIn, mode === 'production', config.publicAddress, 'citizenSignIn'),
    ...unsafeStores(config, { inProduction: mode === 'production' }),
    ...unusableSocket(config),
    ...unsafeWebhooks(config, { inProduction: mode === 'production' }),
  ];
  if (problems.length > 0) throw refusal(path, problems);
  return config;
}

type ConfigFile = StoresFile &
  Partial<
    Pick<
      Config,
      | 'host'
      | 'port'
      | 'proxies'
      | 'offices'
      | 'profileFolders'
      | 'loops'
      | 'publication'
      | 'tablesPerDay'
      | 'reportWorkers'
      | 'memoryMiB'
      | 'destructionNoticeDays'
      | 'accessMonths'
      | 'officeKeyDays'
    >
  > & {
    readonly publicAddress?: string;
    readonly recordFolder?: string;
    readonly dataFolder?: string;
    readonly masterKeyFile?: string;
    readonly masterKey?: MasterKeyFile;
    readonly tokens?: TokensFile;
    readonly webhooks?: readonly WebhookFile[];
    readonly signIn?: SignInFile;
    readonly citizenSignIn?: CitizenSignInFile;
  };

type TokensFile = Omit<TokenIssuer, 'people'> & Partial<Pick<TokenIssuer, 'people'>>;

/** Where people sign in, they come by no token, unless the file says that they do. */
const tokensOf = (
  { people, ...rest }: TokensFile,
  { signIn }: Pick<ConfigFile, 'signIn'>,
  from: (named: string) => string,
): TokenIssuer => ({ ...rest, jwksFile: from(rest.jwksFile), people: people ?? signIn === undefined });

type MasterKeyFile =
  | { readonly kind: 'file'; readonly file: string }
  | {
      readonly kind: 'kms';
      readonly url: string;
      readonly mount?: string;
      readonly keyName: string;
      readonly tokenFile: string;
      readonly caFile?: string;
      readonly waitSeconds?: number;
    };

/** `masterKeyFile` is short for a `masterKey` of the kind `file`. */
export function masterKeyPlaceIn(
  { masterKeyFile, masterKey }: Pick<ConfigFile, 'masterKeyFile' | 'masterKey'>,
  from: (named: string) => string,
): Pick<Config, 'masterKeyFile' | 'keyService'> {
  if (masterKey?.kind !== 'kms') {
    const named = masterKey?.file ?? masterKeyFile;
    return { masterKeyFile: named === undefined ? null : from(named), keyService: null };
  }
  const { url, mount = 'transit', keyName, tokenFile, caFile, waitSeconds = 60 } = masterKey;
  return {
    masterKeyFile: null,
    keyService: {
      url,
      mount,
      keyName,
      tokenFile: from(tokenFile),
      caFile: caFile === undefined ? null : from(caFile),
      waitSeconds,
    },
  };
}

function readMode(text: string | undefined): Mode {
  const mode = text || 'demo';
  if (!(modes as readonly string[]).includes(mode))
    throw new BootRefused(
      `KLAGEGANG_MODE must be one of ${modes.join(', ')}. Correct it, or leave it out for the demo.`,
    );
  return mode as Mode;
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535)
    throw new BootRefused(
      'KLAGEGANG_PORT must be a whole number from 0 to 65535 (0: any free port). Correct it, or leave it out for 3000.',
    );
  return port;
}

/** Compiled when there is a file: most starts of tests and of the demo have none. */
const compiled = () =>
  new Ajv({ allErrors: true, strict: true, verbose: true, discriminator: true }).compile<ConfigFile>(configSchema);

function readFile(path: string): ConfigFile {
  let text: string, content: unknown;
  if (existsSync(path)) refuseWritableByOthers(path);
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new BootRefused(
      `The configuration file ${path} cannot be read (${(error as NodeJS.ErrnoException).code}). Check the path in KLAGEGANG_CONFIG and the file's owner.`,
    );
  }
  try {
    content = JSON.parse(text);
  } catch {
    throw new BootRefused(
      `The configuration file ${path} is not JSON. Check its commas, quotes and brackets; comments are not allowed.`,
    );
  }
  const validate = compiled();
  if (validate(content)) return content;
  throw refusal(path, [...new Set((validate.errors ?? []).map(sentence))]);
}

function sentence({ instancePath, keyword, params, parentSchema }: ErrorObject): string {
  const at = (pointer: string) => (pointer === '' ? 'the file' : pointer);
  if (keyword === 'required') return `at ${at(instancePath)}: "${String(params.missingProperty)}" is missing. Add it.`;
  if (keyword === 'additionalProperties')
    return `at ${at(instancePath)}: "${String(params.additionalProperty)}" is no setting. Correct its spelling, or remove it.`;
  return `at ${at(instancePath)}: must be ${String((parentSchema as { description?: string } | undefined)?.description)}. Correct the value.`;
}

function duplicates({ offices }: Config): readonly string[] {
  const twice = (at: string, keys: readonly string[]) =>
    [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))].map(
      (key) => `at ${at}: the key "${key}" stands twice. Give each its own.`,
    );
  return [
    ...twice(
      '/offices',
      offices.map(({ key }) => key),
    ),
    ...offices.flatMap(({ departments, topics }, index) => [
      ...twice(
        `/offices/${index}/departments`,
        departments.map(({ key }) => key),
      ),
      ...twice(
        `/offices/${index}/topics`,
        topics.map(({ key }) => key),
      ),
    ]),
  ];
}

function badProxies({ proxies }: Config): readonly string[] {
  return proxies.flatMap((each, index) => {
    const [address = '', bits] = each.split('/');
    const family = isIP(address);
    const isNetwork = bits === undefined || (Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128));
    return family !== 0 && isNetwork
      ? []
      : [`at /proxies/${index}: is no address and no network. Write it as 10.0.0.7 or 10.0.0.0/8.`];
  });
}

/** What belongs to something names another of its list, and nothing comes round to itself. */
function badParents({ offices }: Config): readonly string[] {
  const wrong = (at: string, list: readonly { readonly key: string; readonly parent?: string }[]) => {
    const parents = new Map(list.map(({ key, parent }) => [key, parent]));
    return list.flatMap(({ key, parent }, index) => {
      if (parent === undefined) return [];
      const place = `at ${at}/${index}/parent:`;
      if (!parents.has(parent)) return [`${place} there is no "${parent}" in this list. Name one, or leave it out.`];
      const seen = new Set<string>();
      for (let up: string | undefined = parent; up !== undefined && !seen.has(up); up = parents.get(up)) seen.add(up);
      return seen.has(key) ? [`${place} "${key}" belongs to itself that way. Leave one parent out.`] : [];
    });
  };
  return offices.flatMap(({ departments, topics }, index) => [
    ...wrong(`/offices/${index}/departments`, departments),
    ...wrong(`/offices/${index}/topics`, topics),
  ]);
}

/** Part of the boot self-check (promises.md, section 5): what may not be served so. */
function unsafe({
  mode,
  host,
  publicAddress,
  offices,
  masterKeyFile,
  keyService,
  tokens,
  signIn,
  dataFolder,
  publication,
}: Config): readonly string[] {
  const problems: string[] = [...unsafeKeyService(keyService, { mode, dataFolder })];
  if (!loopback.has(host) && !publicAddress?.startsWith('https://')) {
    problems.push(
      `at /publicAddress: "host" (${host}) is reachable from other machines, so clients must come by https. Put a proxy with TLS before it and name its https:// address, or listen on 127.0.0.1.`,
    );
  }
  if (mode !== 'production') {
    if (!loopback.has(host))
      problems.push(
        `at /host: ${host} is reachable from other machines, and in ${mode} mode anybody who can reach it is given a token. Listen on 127.0.0.1.`,
      );
    return problems;
  }
  if (publication === 'everyPosition')
    problems.push(
      'at /publication: "everyPosition" shows an analyst each single change. Choose "monthly", "quarterly" or "yearly".',
    );
  if (offices.length === 0)
    problems.push('at the file: "offices" is missing. Add at least one office; production has none of its own.');
  if (masterKeyFile === null && keyService === null)
    problems.push(
      'at the file: "masterKeyFile" is missing. Name the file of the master key, outside the data folder and its backups.',
    );
  else if (masterKeyFile !== null && isWithin(dataFolder, masterKeyFile))
    problems.push(
      'at /masterKeyFile: lies in the data folder, so who takes a backup has the key too. Move it to a folder of its own.',
    );
  if (tokens === null && signIn === null)
    problems.push(
      'at the file: "signIn" and "tokens" are missing, so nobody could come in. Name the provider that staff sign in at ("signIn"), or the JWK set, the issuer and the audience of the tokens that are taken ("tokens"), or both.',
    );
  else if (tokens !== null && !tokens.issuer.startsWith('https://'))
    problems.push('at /tokens/issuer: must be an https:// address. Write it as the provider states it in its tokens.');
  if (tokens?.people === false && signIn === null)
    problems.push(
      'at /tokens/people: is false and "signIn" is missing, so nobody of staff could come in. Name the provider that they sign in at ("signIn"), or take their tokens.',
    );
  if (tokens?.people && signIn !== null && tokens.issuer !== signIn.issuer)
    problems.push(
      'at /tokens/people: is true, and "tokens" and "signIn" have different issuers: whom the one calls by a name, the other may call somebody else. Take tokens of programs alone (false), or of the issuer that people sign in at.',
    );
  return problems;
}

/** The master key crosses no network in the clear, and the token that opens it travels with no backup. */
function unsafeKeyService(
  service: KeyServiceConfig | null,
  { mode, dataFolder }: Pick<Config, 'mode' | 'dataFolder'>,
): readonly string[] {
  if (service === null) return [];
  const isHere = mode !== 'production' && loopback.has(new URL(service.url).hostname.replace(/^\[|\]$/g, ''));
  return [
    ...(service.url.startsWith('https://') || isHere
      ? []
      : [
          'at /masterKey/url: must be an https:// address, since the master key would cross the network in the clear. Give the service a certificate, and name its authority in "caFile".',
        ]),
    ...(isWithin(dataFolder, service.tokenFile)
      ? [
          'at /masterKey/tokenFile: lies in the data folder, so who takes a copy of it can open the master key too. Move it to a folder of its own.',
        ]
      : []),
  ];
}

const refusal = (path: string | null, problems: readonly string[]) =>
  new BootRefused(
    `${path === null ? 'The configuration' : `The configuration file ${path}`} cannot be used; correct it and start again.\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
  );

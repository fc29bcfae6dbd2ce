/** The configuration file. Each description ends the sentence "… must be" in what an operator reads. */
import { readablePattern } from '../platform/readable-text.js';
import { citizenSignInSchema, signInSchema } from './config-sign-in.js';

const text = {
  type: 'string',
  minLength: 1,
  maxLength: 200,
  pattern: readablePattern,
  description: 'a text of 1 to 200 characters',
} as const;
const path = {
  type: 'string',
  minLength: 1,
  maxLength: 4096,
  description: 'a path; a relative one counts from the folder of this file',
} as const;
const key = {
  type: 'string',
  pattern: '^[a-z][a-z0-9]{0,39}$',
  description: 'a key: lower-case letters a–z and digits, a letter first, at most 40',
} as const;
const object = (description: string, required: readonly string[], properties: object) => ({
  type: 'object',
  description,
  additionalProperties: false,
  required,
  properties,
});
const list = (description: string, items: object, maxItems: number) => ({
  type: 'array',
  description: `a list of ${description}, 1 to ${maxItems}`,
  minItems: 1,
  maxItems,
  items,
});

const topicKey = {
  type: 'string',
  pattern: '^[A-Za-z][A-Za-z0-9]{0,59}$',
  description: 'a key: letters a–z and digits, a letter first, at most 60',
} as const;
const retired = { type: 'boolean', description: 'true or false' } as const;

const office = object(
  'an object with key, name, profile, departments and topics',
  ['key', 'name', 'profile', 'departments', 'topics'],
  {
    key,
    name: object('an object with da and en', ['da', 'en'], { da: text, en: text }),
    profile: {
      type: 'string',
      pattern: '^[a-z][a-z0-9-]{0,39}@[1-9][0-9]{0,3}$',
      description: 'the id of a profile with its version, such as horsens@1',
    },
    departments: list(
      'departments',
      object('an object with key and name', ['key', 'name'], { key, name: text, parent: key, retired }),
      200,
    ),
    topics: list(
      'topics',
      object('an object with key, da and en', ['key', 'da', 'en'], {
        key: topicKey,
        da: text,
        en: text,
        parent: topicKey,
        retired,
      }),
      200,
    ),
  },
);

/**
 * Two shapes with a `kind`: what it names is told apart first, so that a slip is told about the shape that was meant.
 */
const oneOf = (
  description: string,
  kinds: Readonly<Record<string, readonly [required: readonly string[], properties: object]>>,
) => ({
  type: 'object',
  description,
  discriminator: { propertyName: 'kind' },
  oneOf: Object.entries(kinds).map(([kind, [required, properties]]) => ({
    description,
    additionalProperties: false,
    required: ['kind', ...required],
    properties: { kind: { const: kind }, ...properties },
  })),
});

const word = (description: string) =>
  ({ type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_-]{0,62}$', description }) as const;

const events = oneOf('an object whose "kind" is "embedded" or "eventstoredb"', {
  embedded: [[], {}],
  eventstoredb: [
    ['connectionString'],
    {
      connectionString: {
        type: 'string',
        minLength: 1,
        maxLength: 2000,
        description: 'a connection string of EventStoreDB, such as esdb://host:2113 or esdb+discover://name',
      },
      credentialsFile: path,
      allowInsecure: { type: 'boolean', description: 'true or false' },
      waitSeconds: { type: 'integer', minimum: 0, maximum: 86_400, description: 'a whole number from 0 to 86400' },
    },
  ],
});

const views = oneOf('an object whose "kind" is "sqlite" or "postgres"', {
  sqlite: [[], {}],
  postgres: [
    ['host', 'database', 'user'],
    {
      host: {
        type: 'string',
        pattern: '^([A-Za-z0-9.:-]{1,253}|/[^\\0]{1,4095})$',
        description: 'the name or address of a server, or the folder of its socket',
      },
      port: { type: 'integer', minimum: 1, maximum: 65535, description: 'a whole number from 1 to 65535' },
      database: word('the name of a database: letters, digits, _ and -, at most 63'),
      user: word('the name of a user of the database: letters, digits, _ and -, at most 63'),
      passwordFile: path,
      tls: { type: 'boolean', description: 'true or false' },
      tlsCAFile: path,
    },
  ],
});

const keyServiceName = (description: string) =>
  ({ type: 'string', pattern: '^[A-Za-z0-9_][A-Za-z0-9_./-]{0,99}$', description }) as const;

const masterKey = oneOf('an object whose "kind" is "file" or "kms"', {
  file: [['file'], { file: path }],
  kms: [
    ['url', 'keyName', 'tokenFile'],
    {
      url: {
        type: 'string',
        pattern: '^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$',
        description: 'the address of the key service, such as https://vault.example.dk:8200, without a path',
      },
      mount: keyServiceName('where the transit engine is mounted, such as transit'),
      keyName: keyServiceName('the name of a key of the transit engine'),
      tokenFile: path,
      caFile: path,
      waitSeconds: { type: 'integer', minimum: 0, maximum: 86_400, description: 'a whole number from 0 to 86400' },
    },
  ],
});

export const configSchema = object('an object', [], {
  host: {
    type: 'string',
    pattern: '^[A-Za-z0-9.:-]{1,253}$',
    description: 'an address to listen on, such as 127.0.0.1',
  },
  port: { type: 'integer', minimum: 0, maximum: 65535, description: 'a whole number from 0 to 65535' },
  publicAddress: {
    type: 'string',
    pattern: '^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$',
    description: 'the address that clients use, such as https://klagegang.example.dk, without a path',
  },
  proxies: {
    type: 'array',
    minItems: 1,
    maxItems: 20,
    description: 'a list of 1 to 20 addresses or networks of proxies, such as 127.0.0.1 or 10.0.0.0/8',
    items: {
      type: 'string',
      pattern: '^[0-9A-Fa-f:.]{2,45}(/[0-9]{1,3})?$',
      description: 'an address or a network, such as 127.0.0.1 or 10.0.0.0/8',
    },
  },
  dataFolder: path,
  masterKeyFile: path,
  masterKey,
  memoryMiB: { type: 'integer', minimum: 16, maximum: 65_536, description: 'a whole number of MiB from 16 to 65536' },
  recordFolder: path,
  destructionNoticeDays: {
    type: 'integer',
    minimum: 0,
    maximum: 90,
    description: 'a whole number of days from 0 to 90',
  },
  accessMonths: { type: 'integer', minimum: 12, maximum: 120, description: 'a whole number of months from 12 to 120' },
  officeKeyDays: { type: 'integer', minimum: 1, maximum: 365, description: 'a whole number of days from 1 to 365' },
  profileFolders: { type: 'array', maxItems: 20, description: 'a list of at most 20 folders', items: path },
  offices: list('offices', office, 200),
  events,
  views,
  loops: { enum: ['thread', 'worker'], description: '"thread" or "worker"' },
  publication: {
    enum: ['monthly', 'quarterly', 'yearly', 'everyPosition'],
    description: '"monthly", "quarterly", "yearly" or "everyPosition"',
  },
  tablesPerDay: { type: 'integer', minimum: 1, maximum: 100_000, description: 'a whole number from 1 to 100000' },
  reportWorkers: { type: 'integer', minimum: 1, maximum: 16, description: 'a whole number from 1 to 16' },
  webhooks: list(
    'webhooks',
    object('an object with name, office, url and secretFile', ['name', 'office', 'url', 'secretFile'], {
      name: {
        type: 'string',
        pattern: '^[a-z][a-z0-9-]{0,39}$',
        description: 'a name: lower-case letters a–z, digits and hyphens, a letter first, at most 40',
      },
      office: key,
      url: { type: 'string', minLength: 1, maxLength: 2000, description: 'an address that begins with https://' },
      secretFile: path,
      caFile: path,
    }),
    100,
  ),
  tokens: object('an object with jwksFile, issuer and audience', ['jwksFile', 'issuer', 'audience'], {
    jwksFile: path,
    issuer: text,
    audience: text,
    people: { type: 'boolean', description: 'true or false' },
  }),
  signIn: signInSchema,
  citizenSignIn: citizenSignInSchema,
});

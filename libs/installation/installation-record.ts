/**
 * What an installation remembers of itself, in a second place: which offices there are, and how far each of their files
 * had come. A start compares, and names what is gone or older (docs/decisions/0018).
 */
import { Ajv } from 'ajv';
import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { BootRefused } from '../platform/boot-refused.js';
import { canonicalJson } from '../platform/canonical-json.js';
import { formatInstant } from '../platform/instant.js';
import { syncFolder } from '../platform/sync-folder.js';
import { extents, officeKey, type Counted, type Extent, type FoundExtent } from './office-files.js';

export interface InstallationRecord {
  /** Rises by one with each writing. */
  readonly number: number;
  /** When the product was last seen at work; RFC 3339, UTC. */
  readonly lastSeenAt: string;
  readonly offices: { readonly [office: string]: Extent };
  /** Somebody accepted a loss: keys that the logs say were destroyed are to be destroyed once more. */
  readonly destroyAgain?: true;
}

/** @param now milliseconds since the epoch */
export const emptyRecord = (now: number): InstallationRecord => ({
  number: 0,
  lastSeenAt: formatInstant(now),
  offices: {},
});

/**
 * Two files that take turns, each written where it is: one of them is whole whatever happens, and none comes and goes
 * under whoever copies the folder.
 */
export const recordFiles = (recordFolder: string): readonly [string, string] => [
  join(recordFolder, 'installation-a.json'),
  join(recordFolder, 'installation-b.json'),
];

/**
 * HMAC-SHA-256 under a key derived from the master key (HKDF, RFC 5869): whoever can change files and has not the
 * master key cannot write a record that fits them.
 */
function signatureOf(record: InstallationRecord, masterKey: KeyObject): Buffer {
  const key = createSecretKey(new Uint8Array(hkdfSync('sha256', masterKey, '', 'klagegang installation record', 32)));
  return createHmac('sha256', key).update(canonicalJson(record)).digest();
}

/** In its turn of the two files; durable on return. */
export function writeRecord(recordFolder: string, record: InstallationRecord, masterKey: KeyObject): void {
  mkdirSync(recordFolder, { recursive: true, mode: 0o700 });
  const descriptor = openSync(fileOfTurn(recordFolder, record), 'w', 0o600);
  try {
    writeSync(descriptor, recordText(record, masterKey));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  syncFolder(recordFolder);
}

export const fileOfTurn = (recordFolder: string, { number }: InstallationRecord): string =>
  recordFiles(recordFolder)[number % 2 === 0 ? 0 : 1];

export const recordText = (record: InstallationRecord, masterKey: KeyObject): string =>
  `${JSON.stringify({ product: 'klagegang', record, hmac: signatureOf(record, masterKey).toString('base64url') }, null, 2)}\n`;

const number = { type: 'string', pattern: '^[0-9]{1,20}$' };
const object = (properties: object, required = Object.keys(properties)) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const lastEvent = object({
  id: { type: 'string' },
  stream: { type: 'string' },
  revision: { type: 'integer', minimum: 0 },
  lookedAt: number,
});
const isRecord = new Ajv().compile<{ readonly record: InstallationRecord; readonly hmac: string }>(
  object({
    product: { const: 'klagegang' },
    record: object(
      {
        number: { type: 'integer', minimum: 0 },
        lastSeenAt: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' },
        offices: {
          type: 'object',
          additionalProperties: false,
          patternProperties: {
            [officeKey]: object(
              { ...Object.fromEntries(extents.map((name) => [name, number])), last: lastEvent },
              extents.filter((name) => name !== 'members'),
            ),
          },
        },
        destroyAgain: { const: true },
      },
      ['number', 'lastSeenAt', 'offices'],
    ),
    hmac: { type: 'string' },
  }),
);

/**
 * The later of the two that are whole; null where there is none at all.
 * @throws BootRefused none of those that are there can be read, is whole, and was written by this product
 */
export function readRecord(recordFolder: string, masterKey: KeyObject): InstallationRecord | null {
  const found = recordFiles(recordFolder)
    .filter((file) => existsSync(file))
    .map((file) => ({ file, record: recordIn(file, masterKey) }));
  const whole = found.flatMap(({ record }) => (typeof record === 'string' ? [] : [record]));
  const [first] = found;
  if (first && whole.length === 0)
    throw new BootRefused(
      `${first.file}, which says how far this installation had come, ${first.record as string}. Restore it from where it was last, or look at what the data folder holds and accept it as it is: npm run klagegang -- accept.`,
    );
  return whole.sort((a, b) => b.number - a.number)[0] ?? null;
}

/** Or why it is none. */
function recordIn(file: string, masterKey: KeyObject): InstallationRecord | string {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'not JSON'})`;
  }
  if (!isRecord(found)) return 'is damaged';
  const [given, made] = [Buffer.from(found.hmac, 'base64url'), signatureOf(found.record, masterKey)];
  return given.length === made.length && timingSafeEqual(given, made)
    ? found.record
    : 'was not written by this product with this master key';
}

/** Something that the record knows and the data folder has no more, or not as far. */
export interface Loss {
  readonly office: string;
  readonly what: Counted | 'office';
  /** The number that the record knows, and the one that is there; null: the file is gone. */
  readonly recorded: string;
  readonly found: string | null;
}

const fileOf = {
  events: 'events.db',
  members: 'office.db',
  keys: 'keys.db',
  shredded: 'shredded.list',
  access: 'access.db',
} as const;
/** Of what a program before this one wrote down nothing is missing. */
const knownOf = (recorded: Extent, what: Counted): string => recorded[what] ?? '0';

/** Everything that is gone or older, in the order of the offices. What was never there is no loss. */
export function lossesOf(
  { offices }: Pick<InstallationRecord, 'offices'>,
  found: { readonly [office: string]: Partial<FoundExtent> },
): readonly Loss[] {
  return Object.entries(offices).flatMap(([office, recorded]): readonly Loss[] => {
    const its = found[office];
    if (!its) return [];
    const lost = extents.filter((what) => what in its && isLess(what, its, recorded));
    return lost.length > 1 && lost.every((what) => (its[what] ?? null) === null)
      ? [{ office, what: 'office', recorded: recorded.events, found: null }]
      : lost.map((what) => ({ office, what, recorded: knownOf(recorded, what), found: its[what] ?? null }));
  });
}

/**
 * Numbers of one log can be compared. Of another, as after a move, its last event says more: where that is, everything
 * before it is too.
 */
const isLess = (what: Counted, { lastAt, ...its }: Partial<FoundExtent>, recorded: Extent): boolean =>
  what === 'events' && lastAt !== undefined
    ? lastAt === null
    : BigInt(its[what] ?? 0) < BigInt(knownOf(recorded, what));

const meaning: { readonly [What in Counted]: string } = {
  events: 'cases and steps that were acknowledged are not in it',
  members: 'who may do what in the office is not known as it was',
  keys: 'what the missing keys seal cannot be read again',
  shredded: 'keys that were destroyed could come back',
  access: 'looks at cases are no longer recorded in it',
};

export const sentenceOf = ({ office, what, recorded, found }: Loss): string =>
  what === 'office'
    ? `${office}: nothing of it is there; its log had come to event ${recorded}`
    : found === null
      ? `${office}: ${fileOf[what]} is not there, or empty; it had come to ${recorded}, so ${meaning[what]}`
      : BigInt(found) >= BigInt(recorded)
        ? `${office}: the event that its log had come to, at ${recorded}, is not in it, so ${meaning[what]}`
        : `${office}: ${fileOf[what]} ends at ${found}; it had come to ${recorded}, so ${meaning[what]}`;

/** @throws BootRefused naming each loss, and what to do */
export function refuseLosses(losses: readonly Loss[], lastSeenAt: string): void {
  if (losses.length === 0) return;
  throw new BootRefused(
    `This data folder is not what it was when the product was last at work (${lastSeenAt}). Nothing is served as whole that is not.\n${losses
      .map((loss) => `- ${sentenceOf(loss)}.`)
      .join(
        '\n',
      )}\nMount the disk that the newer files are on, or restore the latest backup of them. Only where they are lost for good: npm run klagegang -- accept --data <data folder>, which says once more what is lost and lets the product start.`,
  );
}

/**
 * What an installation remembers of itself, in a second place: which offices there are, and how far each of their files
 * had come. A start compares, and names what is gone or older (docs/decisions/0018).
 */
import { Ajv } from 'ajv';
import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BootRefused } from '../platform/boot-refused.js';
import { canonicalJson } from '../platform/canonical-json.js';
import { formatInstant } from '../platform/instant.js';
import { replaceFile } from '../platform/private-file.js';
import { extents, officeKey, type Extent, type FoundExtent } from './office-files.js';

export interface InstallationRecord {
  /** When the product was last seen at work; RFC 3339, UTC. */
  readonly lastSeenAt: string;
  readonly offices: { readonly [office: string]: Extent };
  /** Somebody accepted a loss: keys that the logs say were destroyed are to be destroyed once more. */
  readonly destroyAgain?: true;
}

/** @param now milliseconds since the epoch */
export const emptyRecord = (now: number): InstallationRecord => ({ lastSeenAt: formatInstant(now), offices: {} });

export const recordFile = (recordFolder: string): string => join(recordFolder, 'installation.json');

/**
 * HMAC-SHA-256 under a key derived from the master key (HKDF, RFC 5869): whoever can change files and has not the
 * master key cannot write a record that fits them.
 */
function signatureOf(record: InstallationRecord, masterKey: KeyObject): Buffer {
  const key = createSecretKey(new Uint8Array(hkdfSync('sha256', masterKey, '', 'klagegang installation record', 32)));
  return createHmac('sha256', key).update(canonicalJson(record)).digest();
}

/** In the place of the record before; durable on return. */
export function writeRecord(file: string, record: InstallationRecord, masterKey: KeyObject): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  replaceFile(file, recordText(record, masterKey));
}

export const recordText = (record: InstallationRecord, masterKey: KeyObject): string =>
  `${JSON.stringify({ product: 'klagegang', record, hmac: signatureOf(record, masterKey).toString('base64url') }, null, 2)}\n`;

const number = { type: 'string', pattern: '^[0-9]{1,20}$' };
const object = (properties: object, required = Object.keys(properties)) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const isRecord = new Ajv().compile<{ readonly record: InstallationRecord; readonly hmac: string }>(
  object({
    product: { const: 'klagegang' },
    record: object(
      {
        lastSeenAt: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' },
        offices: {
          type: 'object',
          additionalProperties: false,
          patternProperties: { [officeKey]: object(Object.fromEntries(extents.map((name) => [name, number]))) },
        },
        destroyAgain: { const: true },
      },
      ['lastSeenAt', 'offices'],
    ),
    hmac: { type: 'string' },
  }),
);

/** Null where there is none. @throws BootRefused it cannot be read, is damaged, or was not written by this product */
export function readRecord(file: string, masterKey: KeyObject): InstallationRecord | null {
  if (!existsSync(file)) return null;
  const refuse = (why: string): never => {
    throw new BootRefused(
      `${file}, which says how far this installation had come, ${why}. Restore it from where it was last, or look at what the data folder holds and accept it as it is: npm run klagegang -- accept.`,
    );
  };
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'not JSON'})`);
  }
  if (!isRecord(found)) return refuse('is damaged');
  const [given, made] = [Buffer.from(found.hmac, 'base64url'), signatureOf(found.record, masterKey)];
  if (given.length !== made.length || !timingSafeEqual(given, made))
    return refuse('was not written by this product with this master key');
  return found.record;
}

/** Something that the record knows and the data folder has no more, or not as far. */
export interface Loss {
  readonly office: string;
  readonly what: keyof Extent | 'office';
  /** The number that the record knows, and the one that is there; null: the file is gone. */
  readonly recorded: string;
  readonly found: string | null;
}

const fileOf = { events: 'events.db', keys: 'keys.db', shredded: 'shredded.list', access: 'access.db' } as const;

/** Everything that is gone or older, in the order of the offices. What was never there is no loss. */
export function lossesOf(
  { offices }: Pick<InstallationRecord, 'offices'>,
  found: { readonly [office: string]: Partial<FoundExtent> },
): readonly Loss[] {
  return Object.entries(offices).flatMap(([office, recorded]): readonly Loss[] => {
    const its = found[office];
    if (!its) return [];
    const lost = extents.filter((what) => what in its && BigInt(its[what] ?? 0) < BigInt(recorded[what]));
    return lost.length > 1 && lost.every((what) => (its[what] ?? null) === null)
      ? [{ office, what: 'office', recorded: recorded.events, found: null }]
      : lost.map((what) => ({ office, what, recorded: recorded[what], found: its[what] ?? null }));
  });
}

const meaning: { readonly [What in keyof Extent]: string } = {
  events: 'cases and steps that were acknowledged are not in it',
  keys: 'what the missing keys seal cannot be read again',
  shredded: 'keys that were destroyed could come back',
  access: 'looks at cases are no longer recorded in it',
};

export const sentenceOf = ({ office, what, recorded, found }: Loss): string =>
  what === 'office'
    ? `${office}: nothing of it is there; its log had come to event ${recorded}`
    : found === null
      ? `${office}: ${fileOf[what]} is not there; it had come to ${recorded}, so ${meaning[what]}`
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

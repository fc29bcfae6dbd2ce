/**
 * How far a webhook has come, in a file of its office: the place up to which everything was delivered, and what is on
 * its way. Written before a delivery, so that the same goes out under the same id however often it is tried, and after
 * it; what is lost of it is delivered once more.
 */
import { Ajv } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BootRefused } from '../platform/boot-refused.js';
import { replaceFile } from '../platform/private-file.js';

/** A place of the log: 0 is its beginning. */
export interface Place {
  readonly position: string;
  /** The event there, so that it is found in another log too (docs/decisions/0021); null: an operator named it. */
  readonly event: { readonly id: string; readonly stream: string; readonly revision: number } | null;
}

export const stops = ['gone', 'givenUp', 'otherLog'] as const;
/** Why nothing more is delivered until somebody says so. */
export type Stop = (typeof stops)[number];

export interface WebhookState {
  /** Everything up to here was delivered, or had not to be. */
  readonly after: Place;
  /** What is on its way: everything after that up to here, under this id. */
  readonly sending: { readonly id: string; readonly upTo: Place } | null;
  /** In a row. */
  readonly failures: number;
  /** RFC 3339, UTC. */
  readonly failingSince: string | null;
  readonly stopped: Stop | null;
}
export const begun: WebhookState = {
  after: { position: '0', event: null },
  sending: null,
  failures: 0,
  failingSince: null,
  stopped: null,
};

const digits = { type: 'string', pattern: '^[0-9]{1,20}$' };
const text = { type: 'string', minLength: 1, maxLength: 200 };
const nullable = (schema: object) => ({ anyOf: [{ type: 'null' }, schema] });
const object = (properties: object) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});
const place = object({
  position: digits,
  event: nullable(object({ id: text, stream: text, revision: { type: 'integer', minimum: 0 } })),
});
const isState = new Ajv().compile<WebhookState>(
  object({
    after: place,
    sending: nullable(object({ id: text, upTo: place })),
    failures: { type: 'integer', minimum: 0 },
    failingSince: nullable({ type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' }),
    stopped: nullable({ enum: [...stops] }),
  }),
);

export const webhookFile = (officeFolder: string, name: string): string => join(officeFolder, `webhook-${name}.json`);

/** @throws BootRefused it is damaged */
export function readState(file: string): WebhookState {
  if (!existsSync(file)) return begun;
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Said below.
  }
  if (isState(found)) return found;
  throw new BootRefused(
    `${file}, which says how far a webhook has delivered, is damaged. Delete it: everything is delivered once more, from the beginning of the log.`,
  );
}

/** Durable when it resolves: the old or the new content is there after a power cut. It never blocks the thread. */
export async function keepState(file: string, state: WebhookState): Promise<void> {
  const temporary = `${file}.tmp`;
  await writeSynced(temporary, `${JSON.stringify(state)}\n`);
  await rename(temporary, file);
  if (process.platform === 'win32') return;
  const folder = await open(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
}

async function writeSynced(file: string, content: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What an operator wants of a webhook: to be resumed where it was, or to go on after a position. */
export type Word = { readonly resume: true } | { readonly from: string };

const wordFile = (file: string): string => file.replace(/\.json$/, '.word.json');

/** Left for the product, which finds it within a second, or at its next start. */
export const leaveWord = (file: string, word: Word): void => replaceFile(wordFile(file), `${JSON.stringify(word)}\n`);

/** Undefined: there is none, or none that can be understood. */
export async function wordFor(file: string): Promise<Word | undefined> {
  try {
    const said = JSON.parse(await readFile(wordFile(file), 'utf8')) as { readonly resume?: unknown; from?: unknown };
    if (said.resume === true) return { resume: true };
    return typeof said.from === 'string' && /^\d{1,20}$/.test(said.from) ? { from: said.from } : undefined;
  } catch {
    return undefined;
  }
}

/** It was carried out, or cannot be. */
export const wordTaken = (file: string): Promise<void> => rm(wordFile(file), { force: true });

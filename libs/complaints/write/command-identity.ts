/**
 * Ids of what a request writes. Under an Idempotency-Key they are derived from the caller, the path and the key by a
 * keyed hash, so that the same request finds its first answer in the log itself, after a restart too; without one they
 * are random. Nobody without the office's secret can tell which.
 */
import { canonicalJson } from '../../platform/canonical-json.js';
import { eventId, randomId, uuidV5 } from '../../platform/ids.js';
import { refused } from '../../platform/refused.js';
import { type DataKeys } from '../../privacy/keys.js';
import { commands, type CommandName } from '../steps/commands.js';
import { meaningsOf } from '../steps/fields.js';
import { type TransitionRequest } from './transition-request.js';

export interface CommandIdentity {
  readonly keyed: boolean;
  /** What requests of one key share while they are under way. */
  readonly commandKey: string;
  readonly commandId: string;
  readonly eventId: string;
  /** Of the complaint: a new one's where the transition begins it. */
  readonly stream: string;
  /** Keyed hash of the body: an equal body under another key hashes otherwise. */
  readonly hash?: string;
}

const namespace = '6f0a3c52-8f6b-5b1e-9d57-3a1f0a4f7c20';

/** @throws Refused VALIDATION a malformed Idempotency-Key */
export function identityOf(
  { office, complaint, caller, idempotencyKey, reaction }: TransitionRequest,
  name: CommandName,
  body: object,
  keys: DataKeys,
): CommandIdentity {
  if (reaction)
    return {
      keyed: false,
      commandKey: reaction.commandId,
      commandId: reaction.commandId,
      eventId: eventId(reaction.commandId, 0),
      stream: complaint ?? randomId(),
    };
  if (idempotencyKey === undefined) {
    const commandId = randomId();
    return {
      keyed: false,
      commandKey: commandId,
      commandId,
      eventId: eventId(commandId, 0),
      stream: complaint ?? randomId(),
    };
  }
  const key = unquoted(idempotencyKey);
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw refused('VALIDATION', 400, {
      errors: [{ field: 'Idempotency-Key', code: 'MALFORMED_HEADER', sentences: malformed }],
    });
  }
  const path = `${office}/${complaint ?? ''}/${name}`;
  const commandId = uuidV5(namespace, keys.mac('idempotency', JSON.stringify([caller.sub, path, key])));
  return {
    keyed: true,
    commandKey: commandId,
    commandId,
    eventId: eventId(commandId, 0),
    stream: complaint ?? uuidV5(commandId, 'stream'),
    hash: keys.mac('idempotency', `${commandId}/${canonicalJson(spelledOut(name, body))}`),
  };
}

/** A key may come as a string of RFC 8941, section 3.3.3, as the header's draft has it: it is the same key. */
const unquoted = (key: string): string => /^"((?:[^"\\]|\\["\\])*)"$/.exec(key)?.[1]!.replace(/\\(.)/g, '$1') ?? key;

/** What was left out stands for what it means: with it or without, it is the same body. */
const spelledOut = (name: CommandName, body: object): object => ({ ...meaningsOf(commands[name]), ...body });

const malformed = {
  da: 'Nøglen skal være 1–200 synlige ASCII-tegn.',
  en: 'The key has to be 1–200 visible ASCII characters.',
};

/**
 * How the server and a worker process speak: over a socket in the data folder, which only the owner of that folder can
 * open. Four bytes of length, then a message as V8 writes it.
 */
import { type Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';
import { type BehindParts, type FromBehind, type ToBehind } from './messages.js';

export type FromWorker =
  /** The first word: of which offices it would run the loops; null: of all. */
  { readonly what: 'hello'; readonly offices: readonly string[] | null } | FromBehind;

export type ToWorker =
  /** The master key it reads for itself. */
  | { readonly what: 'begin'; readonly parts: Omit<BehindParts, 'masterKey'> }
  /** Why it cannot be used: a sentence for the operator. */
  | { readonly what: 'dismissed'; readonly sentence: string }
  | ToBehind;

/** Resolves when the connection is over, however it ended: an error of it says no more. */
export const ended = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve());
  });

export function send(socket: Socket, message: FromWorker | ToWorker): void {
  if (!socket.writable) return;
  const content = serialize(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  socket.write(Buffer.concat([length, content]));
}

/** Hands over each message when all of it is there, in the order in which they were sent. */
export function receive<Message extends FromWorker | ToWorker>(socket: Socket, take: (message: Message) => void): void {
  let waiting: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    while (waiting.length >= 4) {
      const end = 4 + waiting.readUInt32BE();
      if (waiting.length < end) return;
      const message = deserialize(waiting.subarray(4, end)) as Message;
      waiting = waiting.subarray(end);
      take(message);
    }
  });
}

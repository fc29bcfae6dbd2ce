/** One POST to a receiver that may be anything: no redirect is followed, what it answers is looked at no further. */
import { readFile } from 'node:fs/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The authority that its certificate is of; null: those that Node knows. */
  readonly caFile: string | null;
  readonly signal: AbortSignal;
  readonly withinMs?: number;
}
export type Post = (posting: Posting) => Promise<number>;

const usualMs = 20_000;
/** Of an answer's body; after it the connection is closed. */
const mostBytes = 65_536;

/**
 * The status that was answered. @throws Error no answer within the time, or none that is HTTP; its message is of no use
 * to anybody but a reader of the code
 */
export async function post({ url, headers, body, caFile, signal, withinMs = usualMs }: Posting): Promise<number> {
  const { protocol } = new URL(url);
  const ca = caFile === null ? undefined : await readFile(caFile);
  const within = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
  const options = {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    // A connection that is kept may be to a receiver that has gone since.
    agent: false,
    signal: within,
    maxHeaderSize: 16_384,
  } as const;
  return new Promise((resolve, reject) => {
    let status: number | undefined;
    const answered = (answer: IncomingMessage) => {
      status = answer.statusCode ?? 0;
      let bytes = 0;
      const known = () => {
        answer.destroy();
        resolve(status!);
      };
      // The status is known; the rest is let in so that the receiver sees its answer taken.
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostBytes) known();
      });
      answer.on('end', known).on('error', known).on('close', known);
    };
    const asked =
      protocol === 'https:'
        ? requestHttps(url, { ...options, minVersion: 'TLSv1.2', ...(ca ? { ca } : {}) }, answered)
        : requestHttp(url, options, answered);
    asked.on('error', (error) => {
      if (status === undefined) reject(error);
      else resolve(status);
    });
    asked.end(body);
  });
}
